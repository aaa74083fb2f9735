"""What the choice sees: of a question by itself, and of each noun phrase of the conversation before it."""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

from qa.english.word_classes import word
from qa.pipeline.follow_ups.candidates import HEARD, LEADING, Asked, Candidate
from qa.pipeline.follow_ups.noun_phrases import Kind, content, parse
from qa.types import Turn

Features = Mapping[str, float]

# Which kinds a pronoun may stand for; any other word, or none, for all but numbers.
_MEANT: dict[str, set[Kind]] = {
    "he": {"male", "person", "name"},
    "she": {"female", "person", "name"},
    "they": {"plural", "people", "name", "person"},
    "it": {"thing", "name", "place"},
    "there": {"name", "place", "thing"},
    "none": {"male", "female", "person", "people", "name", "place", "plural", "thing"},
}
# A candidate of these kinds leaves no doubt.
_PLAIN: dict[str, set[Kind]] = {"he": {"male"}, "she": {"female"}, "they": {"plural", "people"}, "it": {"thing"}}
# Words of a question that tell whether, and how, it goes on with what was said.
_TELLING = "else other more another about then also mean happen happened you and that compare difference".split()
# "What is taurine?", "Tell me about lung cancer."
_DEFINES = re.compile(r"(?:(?:what|who) (?:is|are|was|were|about)|tell me (?:more )?about|describe|explain|compare) \w")


def question_features(question: Asked, history: Sequence[Turn]) -> Features:
    """Of the question by itself: for whether it stands alone."""
    phrases, lows, pronoun = question.parsed.phrases, question.lows, question.pronoun
    before = frozenset[str]().union(*(content(parse(turn.text[:HEARD]).tokens) for turn in history))
    named = [phrase for phrase in phrases if phrase.named]
    names = "named" if named else "nothing named"
    size, back = len(question.stems), sum(turn.role == "user" for turn in history)
    how = "definite" if question.definite else pronoun
    always = (
        f"always; pronoun {pronoun}; opening {question.opening}; size {min(size, 8)}; pronoun {pronoun}, {names};"
        f" pronoun {pronoun}, size {min(size, 4)}; names {min(len(named), 2)};"
        f" {'definite' if question.definite else 'indefinite'}, {names};"
        f" {answers(history)}, {pronoun}; back {min(back, 4)}"
    )
    sometimes = {
        "named before": any(phrase.stems <= before for phrase in named),
        "named anew": bool(named) and all(phrase.stems.isdisjoint(before) for phrase in named),
        "of": "of" in lows or any(token.low == "'s" for token in question.parsed.tokens),
        "preposition": any(phrase.before in LEADING for phrase in phrases),
        "ends in a phrase": bool(phrases) and phrases[-1].last >= len(question.parsed.tokens) - 1,
        f"defines, {how}": _DEFINES.match(" ".join(lows)) is not None,
        "number": any(phrase.kind == "number" for phrase in phrases),
        **{f"word {low}": low in lows for low in _TELLING},
    }
    marks = [*always.split("; "), *(mark for mark, holds in sometimes.items() if holds)]
    return {**{f"alone: {mark}": 1.0 for mark in marks}, "alone: shared": len(question.stems & before) / max(1, size)}


def candidate_features(question: Asked, history: Sequence[Turn], found: Sequence[Candidate]) -> list[Features]:
    """For each candidate: whether it belongs to the question."""
    meant = _MEANT.get(question.pronoun, _MEANT["none"])
    fitting = [each for each in found if each.phrase.kind in meant and not each.phrase.stems <= question.stems]
    asked = [each for each in fitting if each.asked]
    most = max(fitting, key=lambda each: len(each.asked) + len(each.told), default=None)
    best: dict[str, Candidate | None] = {
        "only": fitting[0] if len(fitting) == 1 else None,
        "only asked": asked[0] if len(asked) == 1 else None,
        "first": fitting[0] if fitting else None,
        "first asked": asked[0] if asked else None,
        "recent": min(fitting, key=lambda each: min([*each.asked, *(away - 0.5 for away in each.told)]), default=None),
        "recent asked": min(asked, key=lambda each: min(each.asked), default=None),
        "most": most if most and len(most.asked) + len(most.told) > 1 else None,
    }
    plain = {each.phrase.kind for each in fitting} & _PLAIN.get(question.pronoun, set())
    chain, table = _chain(question, history), []
    for each in found:
        marks = {f"is {name}" for name, one in best.items() if one is each}
        if plain:
            marks.add("is plain" if each.phrase.kind in plain else "is outdone")
        table.append(_features(question, each, history, chain, marks))
    return table


def _features(question: Asked, each: Candidate, history: Sequence[Turn], chain: int, best: set[str]) -> Features:
    phrase, pronoun, back = each.phrase, question.pronoun, sum(turn.role == "user" for turn in history)
    sort, told = "name" if phrase.named else "noun", answers(history)
    places = each.places | best | {"asked only" if not each.told else "told only" if not each.asked else "both"}
    for role, distances in (("asked", each.asked), ("told", each.told)):
        if distances:
            places |= {role, f"{role} {min((*distances, 4))} ago", f"{role} in {min(len(set(distances)), 3)}"}
    if each.asked and max(each.asked) == back:
        places.add("asked first")
    if chain:
        when = "before" if max((*each.asked, *each.told)) > chain else "since"
        places.add(f"{when} its pronoun{'s' if chain > 1 else ''}")
    in_part, names = not phrase.stems <= question.stems, any(other.named for other in question.parsed.phrases)
    shared = {
        "repeated": not in_part,
        f"repeated in part, {sort}": in_part and bool(phrase.stems & question.stems),
        "same head": in_part and any(phrase.head == other.head for other in question.parsed.phrases),
        "the same head": in_part and any(phrase.head == other.head for other in question.definite),
        f"question names, {sort}": names,
        f"question names, {pronoun}": names,
        f"definite, {sort}": bool(question.definite),
    }
    determiner = phrase.determiner if phrase.determiner in ("the", "a", "an", "") else "other"
    always = (
        f"{pronoun}, {phrase.kind}; {pronoun}, {phrase.kind}, {told}; size {min(len(question.stems), 4)}, {sort};"
        f" opening {question.opening}, {sort}; determiner {determiner};"
        f" words {min(len(phrase.stems), 4)}, {sort}; back {min(back, 5)}"
    )
    marks = [
        *always.split("; "),
        *places,
        *(f"{other}, {place}" for place in places for other in (pronoun, sort, told)),
        *(name for name, holds in shared.items() if holds),
        *(f"{low}, {'asked' if each.asked else 'told'}" for low in _TELLING if low in question.lows),
    ]
    known = word(phrase.head)
    return {**dict.fromkeys(marks, 1.0), "noun": known.noun, "common": 0.0 if phrase.named else known.common / 10}


def _chain(question: Asked, history: Sequence[Turn]) -> int:
    """How many of the last questions in a row have the question's pronoun: what it means was said before them."""
    asked = (Asked(parse(turn.text[:HEARD])).pronoun for turn in reversed(history) if turn.role == "user")
    return 0 if question.pronoun == "none" else sum(1 for _ in takewhile(lambda other: other == question.pronoun, asked))


def answers(history: Sequence[Turn]) -> str:
    return "answers" if any(turn.role == "assistant" for turn in history) else "no answers"
