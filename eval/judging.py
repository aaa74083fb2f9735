"""Gold against text: does this stretch hold what the question asks for?"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from eval.datasets import GoldQuestion
from qa.types.text import on_one_line

_WORD = re.compile(r"\w+")
# Answers of so many words may begin or end inside a word: annotators cut them so, and no such answer stands there by chance.
_LONG_ANSWER = 3
# Stretches of fewer words may be alike by chance.
_LEAST_SAME = 5


def holds_answer(text: str, answers: Iterable[str]) -> bool:
    """Whether the words of any of the answers stand in the text, in order and whatever their case."""
    words = _words(text)
    return any(_stands_in(answer, words, text) for answer in answers)


def holds_quote(text: str, quotes: Iterable[str]) -> bool:
    """Whether any of the quotes is a part of the text or the text of it, however their lines are broken."""
    text = on_one_line(text)
    return any(quote in text or text in quote for quote in map(on_one_line, quotes))


def gold_texts(gold: GoldQuestion) -> tuple[str, ...]:
    """What a relevant chunk or sentence holds one of: the answers, or the quotes to cite where no answer is given."""
    return gold.answers or tuple(quote for quotes in gold.cites for quote in quotes)


def citation_holds(gold: GoldQuestion, quote: str, *, of_gold_document: bool) -> bool | None:
    """None where the gold can't tell. `of_gold_document` is True where no document is named."""
    if gold.answerable is None:
        return None
    if not gold.answerable:
        return False
    if gold.cites:
        return of_gold_document and any(holds_quote(quote, quotes) for quotes in gold.cites)
    if gold.answers:
        return of_gold_document and holds_answer(quote, gold.answers)
    return of_gold_document if gold.documents else None


# Kinds of question whose gold answers are words that the right sentence has. "Yes" stands in no sentence, and a key phrase of a
# reason may stand in many.
_ANSWERED_BY_WORDS = frozenset("who when where how_many which what_is list compare follow_up keywords".split())


def answers_by_words(gold: GoldQuestion) -> bool:
    """Whether a sentence of a right document that holds a gold answer is right, wherever it stands there."""
    return gold.type is None or gold.type in _ANSWERED_BY_WORDS


def same_words(one: str, other: str) -> bool:
    """Whether the one stretch has the other's words, in order; both of at least five words."""
    a, b = _words(one), _words(other)
    return min(a.count(" "), b.count(" ")) > _LEAST_SAME and (a in b or b in a)


def wanted_and_cited(gold: GoldQuestion, quotes: Iterable[str]) -> tuple[int, int]:
    """How many pieces of evidence the gold asks for, and how many of them some quote holds."""
    cited = tuple(quotes)
    if gold.cites:
        return len(gold.cites), sum(any(holds_quote(quote, entry) for quote in cited) for entry in gold.cites)
    if gold.answers:
        return 1, int(any(holds_answer(quote, gold.answers) for quote in cited))
    return 0, 0


def _stands_in(answer: str, words: str, text: str) -> bool:
    wanted = _words(answer)
    if not wanted.strip():
        return answer.strip() in text  # all signs: "+", "½"
    return wanted in words or (wanted.count(" ") > _LONG_ANSWER and wanted.strip() in words)


@lru_cache(maxsize=50_000)
def _words(text: str) -> str:
    """ " word word " """
    return f" {' '.join(_WORD.findall(unicodedata.normalize('NFKC', text).casefold()))} "
