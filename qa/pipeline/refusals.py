"""What is said where nothing answers: what is missing, and only what was checked."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.english.words import content_words, stem
from qa.reading.question_names import Name, question_names
from qa.reading.sentences import is_heard
from qa.store.sql import Library, Passage
from qa.types import ABSTAINED, Answer

EMPTY = "There are no documents yet; add some with `qa ingest PATH`, or the article that comes along with `qa sample`."
NO_ANSWER = "I found no answer to this in these documents."
PERHAPS = "I'm not sure; this comes closest:"
LIKELY = "The answer is probably here:"
DIFFER = "These differ, the newer first:"
OTHER_LANGUAGE = "I can read and answer questions in English only; please ask in English."
_GREETING = "Ask me about your documents: I answer in their own words and show where each stands."
# From this probability that the documents answer, an unsure answer is told to be likely one: see eval/RESULTS.md.
_LIKELY = 0.45
# As a follow-up that a document answers is shown (`follow_ups.nearby.about_document`).
_TITLE_OF_IT = re.compile(r" \(about: “[^”]*”\)$|, “[^”]*”(?=\)$)")


def refusal(
    question: str,
    passages: Sequence[Passage],
    library: Library,
    documents: frozenset[str] | None = None,
    *,
    unclear: bool = False,
) -> str:
    """Say what of the question stands nowhere in the library; where all of it does, only that no answer was found.

    Of one that is `unclear` only names count: "What will she do with the money?" doesn't fail for want of the word "money".

    A name is said to be mentioned where these documents mention it, whatever others do. The title of what a follow-up was taken
    to be about is no part of it.
    """
    question, of_document = _TITLE_OF_IT.subn("", question)
    names = _names(question, passages)
    unheard = _unheard(names, library)
    if not (unheard or of_document or unclear):
        lower = (word for word in content_words(question) if word.islower())
        unheard = [word for word in lower if not library.knows_like(stem(word))][:1]
    if unheard:
        return f"{ABSTAINED} {_nothing_mentions(unheard)}"
    if names and all(is_heard(library, name, documents) for name in names):
        return f"{NO_ANSWER} They mention {_listed([name.text for name in names])}, but nothing says this."
    return NO_ANSWER


def missing(question: str, passages: Sequence[Passage], library: Library) -> str:
    """Which names of the question stand nowhere in the library, as a sentence; empty where all do."""
    unheard = _unheard(_names(_TITLE_OF_IT.sub("", question), passages), library)
    return _nothing_mentions(unheard) if unheard else ""


def _names(question: str, passages: Sequence[Passage]) -> list[Name]:
    texts = [f"{passage.title}. {passage.text}" for passage in passages]
    return [name for name in question_names(question, texts) if not name.is_number]


def _unheard(names: Sequence[Name], library: Library) -> list[str]:
    """Those of which the library lacks a part: it may know a Halvorsen, but no Graham Halvorsen."""
    return [
        name.text
        for name in names
        if not all(library.knows_like(part) for part in name.parts[:-1]) or not is_heard(library, name)
    ]


def _nothing_mentions(unheard: Sequence[str]) -> str:
    return f"Nothing here mentions {_listed([f'“{each}”' for each in unheard])}."


def perhaps(text: str, answerable: float) -> str:
    """What comes closest, under words that say how likely it is, with this probability, that it answers."""
    return f"{LIKELY if answerable >= _LIKELY else PERHAPS}\n\n{text}"


def hedge(text: str) -> str:
    """Those words of an unsure answer; empty where it has none."""
    return next((words for words in (PERHAPS, LIKELY) if text.startswith(words)), "")


def unsure(answer: Answer, words: str = PERHAPS) -> Answer:
    """The answer under these words, its claims where they stand now, and nothing in bold."""
    before = hedge(answer.text)
    if answer.unsure and not before:
        return answer
    text = words + answer.text.removeprefix(before) if before else f"{words}\n\n{answer.text}"
    added = len(text) - len(answer.text)
    claims = tuple(replace(each, start=each.start + added, end=each.end + added) for each in answer.claims)
    return replace(answer, text=text, claims=claims, short_answer=None, unsure=True)


def greeting(examples: Sequence[str]) -> str:
    """A friendly word, with questions that this library answers."""
    if not examples:
        return _GREETING
    return f"{_GREETING}\n\nFor example:\n\n" + "\n".join(f"- {example}" for example in examples)


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
