"""Follow-up questions become standalone ones, from the earlier turns alone: no language model, no downloads.

A small model (`term_model`) says whether a question stands alone, and which phrases that were said before belong to it. One of
these takes the place of its pronoun (`pronouns`). The history is what was typed and answered: what a question was taken to mean
is handed on only to one that leaves out all but a word (`shortened`).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, pairwise
from types import MappingProxyType

from qa.english.entities import gender_of_name
from qa.english.noun_phrases import parse
from qa.english.request import itself
from qa.english.words import content_stems, stem
from qa.pipeline.follow_ups.pronouns import HEARD, Asked, shown
from qa.pipeline.follow_ups.shortened import (
    TOPIC,
    asks_again,
    corrected,
    corrects,
    in_full,
    is_of_some_year,
    is_shortened,
    names_speaker,
)
from qa.pipeline.follow_ups.term_model import Heard, Terms, heard, terms
from qa.pipeline.kinds.list_places import names_place
from qa.pipeline.kinds.question_kind import QuestionKind, is_small_talk, question_kind
from qa.pipeline.refusals import EMPTY, NO_ANSWER
from qa.types import ABSTAINED, Turn
from qa.types.saved import hedge_of

# What stands for anything that was told of: "the whole thing".
_ANYTHING = frozenset(map(stem, "whole thing things story case matter event events affair lot entire".split()))
# With so little probability that it stands alone phrases are put behind a question: so 6 of 123 complete ones are added to (9
# with 0.1), and no fewer of the others rightly. Where it likely stands alone nothing is put into it; from so much on it doesn't
# point back.
_LEANS, _LIKELY_ALONE, _ALONE = 0.03, 0.5, 0.95
_MOST = 12  # of the last questions, which a question may leave its words out of


@dataclass(frozen=True, slots=True)
class Understood:
    """`text` is the question as it is shown and searched for: as it was asked where it stands alone or nothing is sure.

    `leans` is the probability that it takes something from what was said. `exchanges` are what it would take it from, each a
    question with the beginning of its answer: the last one, the last that was surely answered, and the last that quotes the
    document which most answers quote. `points`: its words show it.
    """

    text: str
    leans: float = 0.0
    exchanges: tuple[Turn, ...] = ()
    points: bool = True


def understood(question: str, history: Sequence[Turn], titles: Mapping[str, str] = MappingProxyType({})) -> Understood:
    """Return what a question means after these turns; `titles` are those of the documents that they quote, by their ids."""
    turns = said_before(history)
    if not turns or not question.strip() or question_kind(question).kind in ("small_talk", "other_language"):
        return Understood(question, points=False)
    return _after(question, turns, titles)


def said_before(history: Sequence[Turn]) -> list[Turn]:
    """Return what a question may lean on, as it is heard: with the names that answers write, and “And Japan?” in full."""
    turns = list(dropwhile(lambda turn: turn.role != "user", telling(history)))
    asked = [place for place, turn in enumerate(turns) if turn.role == "user"][-_MOST:]
    turns = [_with_names(*each) for each in pairwise([*turns[asked[0] :], turns[-1]])] if turns else []
    for place, turn in enumerate(turns):
        if turn.role == "user" and place and TOPIC.fullmatch(turn.text.strip()):
            turns[place] = replace(turn, text=itself(_in_full(turn.text, turns[:place]) or turn.text))
    return turns


def _of_what_was_told(question: str, kind: QuestionKind, said: Heard, found: Terms) -> Understood | None:
    """ "Make a timeline of the whole manhunt" is of the one that was told of; None where it may be any."""
    subject = content_stems(kind.topic) - _ANYTHING
    named = any(each.named for each in parse(kind.topic).phrases) or names_place(kind.topic)
    if not kind.topic.lower().startswith("the ") or named or not subject <= content_stems(said.text[said.start :]):
        return None
    if not found.phrases or found.alone >= _LIKELY_ALONE:
        return None
    meant = next((each.text for each in found.phrases if len(each.stems) > 1), found.phrases[0].text)  # no bare place
    plain = question.rstrip(" ?.!")
    text = f"{plain} of {meant}" if subject else plain.replace(kind.topic, meant, 1)  # "summarise the whole thing"
    return Understood(text, points=False) if question_kind(text).kind == kind.kind else None


def telling(history: Sequence[Turn]) -> Iterator[Turn]:
    """Yield the turns that a question may take something from: neither refusals nor thanks and what was replied to them."""
    thanks = False
    for turn in history:
        thanks = is_small_talk(turn.text) if turn.role == "user" else thanks
        if not thanks and turn.text.strip() and not turn.text.startswith((ABSTAINED, NO_ANSWER, EMPTY)):
            yield turn


def _after(question: str, turns: Sequence[Turn], titles: Mapping[str, str]) -> Understood:
    """Say what a question means after turns of which those that leave out all but a word are in full."""
    exchanges, full = _exchanges(turns), _in_full(question, turns)
    if names_speaker(question) or not any(map(str.isalnum, question)):
        return Understood(question, exchanges=exchanges, points=False)
    if full is not None and (Asked(full).pronoun == "none" or "“" in full or question_kind(full).kind == "summary"):
        if corrects(question) == "name" and full != corrected(question):
            return Understood(full, points=False)  # what was answered before is of something else
        return Understood(full, 1.0, exchanges)
    meant = full or question
    said, kind = heard(meant, turns, titles), question_kind(meant)
    found = terms(said)
    if kind.kind in ("summary", "timeline") and (whole := _of_what_was_told(question, kind, said, found)) is not None:
        return whole
    goes_on = is_shortened(question) or Asked(question).goes_on or is_of_some_year(question)
    return Understood(_with_terms(meant, found), 1 - found.alone, exchanges, goes_on and found.alone < _ALONE)


def _in_full(question: str, turns: Sequence[Turn]) -> str | None:
    """Return a question that leaves out all but a word, or corrects one, in full; None where that isn't plain."""
    full = None
    if is_shortened(question):
        asked = [place for place, turn in enumerate(turns) if turn.role == "user"]
        last = next((place for place in reversed(asked) if not asks_again(turns[place].text)), asked[-1])
        typed = [turns[place].text for place in reversed(asked) if place <= last]
        before = _after(typed[0], turns[:last], {}).text if len(typed) > 1 else typed[0]
        full = in_full(question, before, turns[-1].text if turns[-1].role == "assistant" else "", typed)
    return corrected(question) if full is None and corrects(question) else full


def _with_terms(question: str, found: Terms) -> str:
    """Put a phrase that was said before in the place of the question's pronoun, and the others behind it."""
    kind = question_kind(question)
    topic = Asked(kind.topic)
    surely = topic.pronoun != "none" and not topic.stems  # "How many articles mention it?"
    if found.alone >= (_ALONE if surely else _LIKELY_ALONE):
        return question
    text = shown(question, found.phrases, behind=False)
    read_for = kind.kind == "question" or (kind.kind == "topic" and kind.bare)
    # Documents mention no "her (about: cancer)".
    nothing_behind = found.alone >= _LEANS or surely or names_speaker(text) or not read_for
    return text if nothing_behind else shown(question, found.phrases)


def _exchanges(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    pairs = [(asked, told) for asked, told in pairwise(turns) if asked.role == "user" and told.role == "assistant"]
    sure = [(asked, told) for asked, told in pairs if not (told.hedge or hedge_of(told.text))]
    often = {each for each, times in Counter(each for _, told in pairs for each in told.documents).most_common(1) if times > 1}
    main = [pair for pair in pairs if not often.isdisjoint(pair[1].documents)]  # it outlasts one stray answer
    kept = dict.fromkeys((*pairs[-1:], *sure[-1:], *main[-1:]))
    return tuple(replace(a, text=f"{q.text} {a.text[:HEARD]}") for q, a in kept)


def _with_names(turn: Turn, answer: Turn) -> Turn:
    """Write the names in a question as its answer writes them: "what did ann lee say" names Ann Lee."""
    if turn.role != "user" or answer.role != "assistant":
        return turn
    question, told = turn.text, parse(answer.text[:HEARD])
    whole = {phrase.text.lower() for phrase in parse(question).phrases}
    for each in sorted(told.phrases, key=lambda phrase: len(phrase.text)):  # of "Lee" and "Ann Lee" the longer decides
        opens = each.first == 0 or not told.tokens[each.first - 1].word  # any word has a capital there
        if all(word[0].isupper() for word in each.text.split()) and not (opens and each.last - each.first == 1):
            given = "" if " " in each.text or each.text.lower() in whole else r"\w+ "  # "the botanic garden" is no Garden
            for old in reversed([*re.finditer(rf"(?i)\b{given}{re.escape(each.text)}\b", question)]):
                first = old[0][: -len(each.text)].title()
                if not given or gender_of_name((first.strip(), each.text)):
                    question = question[: old.start()] + first + each.text + question[old.end() :]
    return replace(turn, text=question)
