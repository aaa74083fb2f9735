"""Follow-up questions become standalone ones, from the earlier turns alone: no language model, no downloads.

Small models, not rules, say whether a question stands alone, which phrase said before its pronoun stands for (`choosing`)
and what else belongs to it (`term_model`). The history is what was typed and answered: what a question was taken
to mean is handed on only to one that leaves out all but a word (`shortened`).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, pairwise
from types import MappingProxyType

from qa.english.entities import gender_of_name
from qa.english.noun_phrases import parse
from qa.english.request import ABOUT, itself
from qa.english.words import content_stems, stem
from qa.pipeline.follow_ups.candidates import HEARD, Asked, also_about, shown
from qa.pipeline.follow_ups.choosing import chosen
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
from qa.pipeline.follow_ups.term_model import Heard, heard, terms
from qa.pipeline.list_places import names_place
from qa.pipeline.question_kind import QuestionKind, is_small_talk, question_kind
from qa.pipeline.refusals import EMPTY, NO_ANSWER
from qa.types import ABSTAINED, Turn
from qa.types.saved import hedge_of

# What stands for anything that was told of: "the whole thing".
_ANYTHING = frozenset(map(stem, "whole thing things story case matter event events affair lot entire".split()))
# With so little probability that it stands alone a question is added to: of 492 questions that people put in full 28 are, of
# those as they were asked 339 (with 0.5 47 and 366). Where it likely stands alone it is about no phrase, and from so much on
# nothing is put into it, nor does it point back.
_LEANS, _LIKELY_ALONE, _ALONE = 0.1, 0.5, 0.95
_MOST = 12  # of the last questions, which a question may leave its words out of


@dataclass(frozen=True, slots=True)
class Understood:
    """`text` is the question as it is shown and searched for: as it was asked where it stands alone or nothing is sure.

    `leans` is the probability that it takes something from what was said. `exchanges` are what it would take it from, each a
    question with the beginning of its answer: the last one, the last that was surely answered, and the last that quotes the
    document which most answers quote. `points`: its words show it. `complete`: it leaves nothing out.
    """

    text: str
    leans: float = 0.0
    exchanges: tuple[Turn, ...] = ()
    points: bool = True
    complete: bool = False


def understood(question: str, history: Sequence[Turn], titles: Mapping[str, str] = MappingProxyType({})) -> Understood:
    """Return what a question means after these turns; `titles` are those of the documents that they quote, by their ids."""
    turns = list(dropwhile(lambda turn: turn.role != "user", telling(history)))
    if not turns or not question.strip() or question_kind(question).kind in ("small_talk", "other_language"):
        return Understood(question, points=False)
    asked = [place for place, turn in enumerate(turns) if turn.role == "user"][-_MOST:]
    turns = [_with_names(*each) for each in pairwise([*turns[asked[0] :], turns[-1]])]
    for place, turn in enumerate(turns):
        if turn.role == "user" and place and TOPIC.fullmatch(turn.text.strip()):
            meant = _after(turn.text, turns[:place]).text
            turns[place] = turn if ABOUT in meant else replace(turn, text=meant)
    return _with_terms(question, turns, titles)


def _with_terms(question: str, turns: Sequence[Turn], titles: Mapping[str, str]) -> Understood:
    """Say what a question means; add what else was said before and belongs to it, where documents' sentences answer it."""
    meant = _after(question, turns)
    kind = question_kind(itself(meant.text))
    if meant.complete or asks_again(question) or names_speaker(meant.text) or not any(map(str.isalnum, question)):
        return meant
    if kind.kind in ("summary", "timeline"):
        return _of_what_was_told(question, kind, heard(question, turns, titles)) or meant
    if kind.kind != "question" and not (kind.kind == "topic" and kind.bare):
        return meant
    found = terms(heard(question, turns, titles))
    text = meant.text
    if found.alone >= _ALONE:
        return replace(meant, text=question, points=False)
    if found.alone >= _LIKELY_ALONE and text.startswith(question + ABOUT):
        text = question
    for phrase in found.phrases if found.alone < _LEANS else ():
        text = text if content_stems(phrase) <= content_stems(text) else also_about(text, phrase)
    return replace(meant, text=text, leans=max(meant.leans, 1 - found.alone))


def _of_what_was_told(question: str, kind: QuestionKind, said: Heard) -> Understood | None:
    """ "Make a timeline of the whole manhunt" is of the one that was told of; None where it may be any."""
    subject = content_stems(kind.topic) - _ANYTHING
    named = any(each.named for each in parse(kind.topic).phrases) or names_place(kind.topic)
    if not kind.topic.lower().startswith("the ") or named or not subject <= content_stems(said.text[said.start :]):
        return None
    found = terms(said)
    if not found.phrases or found.alone >= _LEANS:
        return None
    plain, meant = question.rstrip(" ?.!"), found.phrases[0]
    text = f"{plain} of {meant}" if subject else plain.replace(kind.topic, meant, 1)  # "summarise the whole thing"
    return Understood(text, points=False, complete=True) if question_kind(text).kind == kind.kind else None


def telling(history: Sequence[Turn]) -> Iterator[Turn]:
    """Yield the turns that a question may take something from: neither refusals nor thanks and what was replied to them."""
    thanks = False
    for turn in history:
        thanks = is_small_talk(turn.text) if turn.role == "user" else thanks
        if not thanks and turn.text.strip() and not turn.text.startswith((ABSTAINED, NO_ANSWER, EMPTY)):
            yield turn


def _after(question: str, turns: Sequence[Turn]) -> Understood:
    """What it means after turns of which those that leave out all but a word are in full."""
    if names_speaker(question):
        return Understood(question, exchanges=_exchanges(turns), points=False, complete=True)
    asked = [place for place, turn in enumerate(turns) if turn.role == "user"]
    shortened, full = is_shortened(question), None
    if shortened:
        last = next((place for place in reversed(asked) if not asks_again(turns[place].text)), asked[-1])
        typed = [turns[place].text for place in reversed(asked) if place <= last]
        before = _after(typed[0], turns[:last]).text if len(typed) > 1 else typed[0]
        full = in_full(question, before, turns[-1].text if turns[-1].role == "assistant" else "", typed)
    if full is None and corrects(question) and (full := corrected(question)) is not None:
        return Understood(full, 1.0, _exchanges(turns), complete=True)
    if full is not None and (Asked(full).pronoun == "none" or "“" in full or question_kind(full).kind == "summary"):
        if corrects(question) == "name":
            return Understood(full, points=False, complete=True)  # what was answered before is of something else
        return Understood(
            full, 1.0, _exchanges(turns), complete=True
        )  # "What did Victor Cha say?" is complete; "this article" is found later
    topic = Asked(question_kind(question).topic)
    surely = topic.pronoun != "none" and not topic.stems  # "How many articles mention it?"
    phrase, leans = chosen(full or question, turns, surely=surely)
    meant = shown(full or question, phrase) if phrase else full or question
    if surely and meant.endswith(")"):
        meant = question  # documents mention no "her (about: cancer)"
    goes_on = shortened or Asked(question).goes_on or is_of_some_year(question)
    return Understood(meant, leans, _exchanges(turns), goes_on)


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
