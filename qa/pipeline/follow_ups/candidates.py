"""The question that may be a follow-up, and the noun phrases of the conversation that it may mean."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from qa.english.word_classes import AUXILIARIES, BE, WH
from qa.pipeline.follow_ups.noun_phrases import NounPhrase, Parsed, content, parse
from qa.types import Turn

_FORMS = ("he him his himself", "she her hers herself", "they them their theirs themselves", "it its itself", "one ones")
_PRONOUNS = "he she they it that there one".split()
LEADING = frozenset("of in about on for to with at from by between".split())
_PLACES = {
    **dict.fromkeys(AUXILIARIES, "subject"),
    **dict.fromkeys(WH, "wh"),
    **{each: each if each in ("of", "about", "in") else "preposition" for each in LEADING},
}
# What a pronoun surely may stand for, and what else it may where there is one such candidate.
PLAIN = {"he": ("male", ("person", "name")), "she": ("female", ("person", "name")), "it": ("thing", ("name", "place"))}
_POINTING = frozenset("this that these those".split())
# Of a turn only its beginning is looked at: our answers quote a few sentences, and what is meant is named early.
HEARD = 600
_FEWEST = 2  # telling words


class Asked:
    """The question that may be a follow-up. `definite` are "the symptoms", "this band": what may point back."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.lows = [token.low for token in parsed.tokens if token.text[0].isalnum()]
        self.stems = content(parsed.tokens)
        self.definite = [phrase for phrase in parsed.phrases if phrase.determiner in _POINTING | {"the"}]
        self.pronoun = self._pronoun()
        low = self.lows[0] if self.lows else ""
        self.opening = low if low in WH or low in ("and", "but", "so") else "aux" if low in AUXILIARIES else "other"

    @property
    def points(self) -> bool:
        """Whether it is plainly incomplete: "Where is it?", "And in May?", "Who won?"; not "Why are tensions high?"."""
        return self.pronoun != "none" or self.opening in ("and", "but", "so") or len(self.stems) < _FEWEST

    def _pronoun(self) -> str:
        """The first in _PRONOUNS that the question has ("that": this, these, those too, without a noun), or "none"."""
        tokens, starts = self.parsed.tokens, {phrase.first for phrase in self.parsed.phrases}
        found = {forms.split()[0] for forms in _FORMS if not set(forms.split()).isdisjoint(self.lows)}
        for place, token in enumerate(tokens):
            if token.low in _POINTING and place + 1 not in starts:
                found.add("that")
            elif token.low == "there" and BE.isdisjoint(each.low for each in tokens[max(place - 1, 0) : place + 2]):
                found.add("there")
        return next((name for name in _PRONOUNS if name in found), "none")


@dataclass
class Candidate:
    """A noun phrase of the conversation. `asked`, `told`: how many exchanges ago questions and answers had it, 1 the last."""

    phrase: NounPhrase
    asked: list[int] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    places: set[str] = field(default_factory=set)


def candidates(question: Asked, history: Sequence[Turn]) -> list[Candidate]:
    """Each noun phrase once, in order of first mention; where there is a woman, "she" is no place and no thing."""
    found = _mentioned(history)
    plain, others = PLAIN.get(question.pronoun, ("", ()))
    if not any(each.phrase.kind == plain for each in found):
        return found
    return [each for each in found if each.phrase.kind in (plain, *others)]


def _mentioned(history: Sequence[Turn]) -> list[Candidate]:
    """A surname counts as a mention of the full name."""
    found: dict[frozenset[str], Candidate] = {}
    back = sum(turn.role == "user" for turn in history)
    distance, free = back + 1, _last_free(history)
    for turn in history:
        is_question = turn.role == "user"
        distance -= is_question
        for order, phrase in enumerate(parse(turn.text[:HEARD]).phrases):
            each = _same(found, phrase)
            (each.asked if is_question else each.told).append(distance)
            if distance == 1 or (is_question and distance in (back, free)):
                which = ("last" if is_question else "answer") if distance == 1 else "free" if distance == free else "first"
                each.places.add(f"{which} {_PLACES.get(phrase.before, 'other') if order else 'opening'}")
            if is_question and distance == free:
                each.places.add("free")
    return list(found.values())


def _same(found: dict[frozenset[str], Candidate], phrase: NounPhrase) -> Candidate:
    """Of "Porter" and "Jalina Porter" the one said first stands for both; the full name tells whether it is a woman."""
    if phrase.stems not in found and phrase.named:
        for stems, each in found.items():
            short, full = sorted((stems, phrase.stems), key=len)
            if each.phrase.named and short < full and len(short) == 1 and len(full) <= 3:
                if stems == short and phrase.kind in ("male", "female") and each.phrase.kind in ("person", "name"):
                    each.phrase = replace(each.phrase, kind=phrase.kind)
                if stems == full or phrase.kind in ("male", "female", "person"):
                    return each
    return found.setdefault(phrase.stems, Candidate(phrase))


def _last_free(history: Sequence[Turn]) -> int:
    """How many exchanges ago a question last used no pronoun: it named its topic."""
    asked = [Asked(parse(turn.text[:HEARD])) for turn in reversed(history) if turn.role == "user"]
    free = (away for away, each in enumerate(asked, start=1) if each.pronoun == "none" and each.parsed.phrases)
    return next(free, 0)
