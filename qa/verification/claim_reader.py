"""Reading one or a few sentences: clauses, and in each the telling words, names and quantities with how they are meant."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from qa.english.word_lists import entries_of, heads_of, word_list
from qa.english.words import STOP_WORDS, stem
from qa.verification.claim_tokens import FACT, ClaimToken, ClaimTokens
from qa.verification.quantities import Quantity, quantities

_ITEM = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:'\w+)*|[^\w\s]")
_ABBREVIATED = re.compile(r"(?:[A-Z][a-z]{0,3}|[A-Z])$")
# Where one clause ends and another begins. "and" between two names joins them instead.
_CLAUSE_ENDS = frozenset(",;:—–()[].!?")
_CLAUSE_WORDS = frozenset("and but while whereas although though because which who whom when where".split())
_PREPOSITIONS = word_list("prepositions of claims")
_DETERMINERS = frozenset("a an the his her its their our my your this that these those some any".split())
_PRONOUNS = frozenset("he she they it".split())
_STANDING_FOR_NAMES = _PRONOUNS | frozenset("his her hers their theirs its him them".split())
_SUBJECTS_FOLLOW = _DETERMINERS | _PRONOUNS | frozenset("i we you there".split())
_NEGATIONS = frozenset("not no never none nobody nothing neither nor without cannot hardly barely unable nowhere".split())
_SMALL = STOP_WORDS | _NEGATIONS | _PREPOSITIONS
_NEGATING_VERBS = re.compile(r"(?:fail|refus|declin|deni|deny|reject|stopp?|avoid|prevent|lack)(?:e|ed|es|s|ing|y)?$")
# How many telling words "may" makes unsure and "not" turns around: "may soon close", "not officially closed".
_HEDGED_WORDS = _NEGATED_WORDS = 2
# Those by which a report ends that tells facts: "…, police said".
_CREDITING = frozenset("said says reported announced confirmed".split())
_BEING = frozenset("is are was were be been being got isn't aren't wasn't weren't".split())
_PARTICIPLE = re.compile(r"(?:ed|en)$")
# A form → what it is a form of; a name in small letters → the one name that stands for it.
_IRREGULAR, _ALIASES = heads_of("irregular forms"), heads_of("names of states")
_ALIAS = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(_ALIASES, key=len, reverse=True)), re.I)


def _forms(name: str) -> frozenset[str]:
    """A list's first line, verbs, with the ends that they may have, and its other words."""
    verbs, *others = entries_of(name)
    return frozenset(verb + end for verb in verbs.split() for end in ("", "s", "d", "ed")) | frozenset(" ".join(others).split())


# How sure these words make the text, as against `FACT`.
_TO_COME = _forms("what is to come")
_POSSIBLE = _forms("what is possible")
# "Is looking to trade", "is set to open".
_LED_UP_TO = frozenset("looking set ready trying hoping aiming".split())
# Who speaks or thinks, as against the text itself.
_TELLING = _forms("who speaks or thinks")


@lru_cache(maxsize=4096)
def read_claim(text: str) -> ClaimTokens:
    """Read the claim tokens of one or a few sentences."""
    # Of the same length, with one form for names of many.
    plain = _ALIAS.sub(lambda found: _ALIASES[found[0].lower()].upper().ljust(len(found[0])), text.replace("’", "'"))
    return _Reader(plain).claim_tokens(text)


@dataclass(slots=True)
class _Clause:
    """What a reader has in mind while reading one clause."""

    number: int
    opened: int = 0  # the place before its first word
    negating: int = 0
    hedging: int = 0
    sureness: int = FACT
    aside: bool = False


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[ClaimToken] = []
        self.small: dict[int, str] = {}
        self.pronouns: set[int] = set()
        self.tellers: list[tuple[int, int, str]] = []  # the clause and place of each "said"
        self.place = 0
        self.sentence = 0
        self.begins = True
        self.clause = _Clause(0)

    def claim_tokens(self, written: str) -> ClaimTokens:
        numbers: dict[int, list[Quantity]] = {}
        for number in quantities(self.text):
            numbers.setdefault(number.start, []).append(number)
        items = list(_ITEM.finditer(self.text))
        end = 0
        for index, item in enumerate(items):
            if item.start() < end:
                continue
            if item.start() in numbers:
                end = numbers[item.start()][0].end
                self._quantities(item.group(), numbers[item.start()])
            elif item.group()[0].isalnum():
                self._word(item, items[index + 1].group() if index + 1 < len(items) else "")
            else:
                self._mark(item, items[index - 1].group() if index else "")
        tokens = tuple(_reported(self.tokens, self.tellers))
        return ClaimTokens(written, tokens, self.small, frozenset(self.pronouns), bool(self.tellers))

    def _quantities(self, word: str, numbers: list[Quantity]) -> None:
        self.place += 1
        for number in numbers:
            self._add(f"#{number.kind}:{number.value}:{number.unit}", word, quantity=number)
        self.begins = False

    def _mark(self, item: re.Match[str], previous: str) -> None:
        mark = item.group()
        if mark == "." and _ABBREVIATED.match(previous) and self.text[item.end() : item.end() + 1] == " " and previous != "I":
            return  # "Mr. Smith"
        if mark in _CLAUSE_ENDS:
            # A comma ends a clause, but "not" and "would" reach over what stands between two of them.
            self._next_clause(going_on=mark in ",()")
        if mark in ".!?":
            self.sentence += not self.begins
            self.begins = True
        self.clause.aside = False

    def _word(self, item: re.Match[str], following: str) -> None:
        word, lower = item.group(), item.group().lower()
        if lower in _CLAUSE_WORDS and not (lower == "and" and self._joins_names(following)):
            hedged = lower == "and" and following.islower() and following not in _SUBJECTS_FOLLOW
            sureness = self.clause.sureness
            self._next_clause(going_on=False)
            if hedged:  # "promised to sign the treaty and send it to parliament"
                self.clause.sureness, self.clause.hedging = sureness, _HEDGED_WORDS
        self.place += 1
        small = lower in _SMALL
        if small:
            self.small[self.place] = lower
        else:
            capital = word[0].isupper()
            name = capital and (not self.begins or following[:1].isupper() or (word.isupper() and len(word) > 1))
            passive = self._is_passive(lower, following.lower())
            self._add(_key(word), word, name=name, opening=capital and self.begins, passive=passive)
        self._mind(lower, small)
        self.begins = False

    def _mind(self, word: str, small: bool) -> None:
        if word in _NEGATIONS or word.endswith("n't") or (not small and _NEGATING_VERBS.match(word)):
            self.clause.negating = _NEGATED_WORDS
        if word in _TO_COME or word in _POSSIBLE:
            self.clause.sureness = min(self.clause.sureness, 0 if word in _POSSIBLE else 1)
            self.clause.hedging = _HEDGED_WORDS
        if word in _TELLING:
            self.tellers.append((self.clause.number, self.place, word))
        if word in _STANDING_FOR_NAMES:
            self.pronouns.add(self.clause.number)
        last = self.tokens[-1] if self.tokens else None
        if word == "to" and last is not None and last.place == self.place - 1 and last.word.lower() in _LED_UP_TO:
            self.clause.sureness, self.clause.hedging = min(self.clause.sureness, 1), _HEDGED_WORDS
        if small and (word not in _DETERMINERS or (self.tokens and self.tokens[-1].place == self.place - 1)):
            self.clause.aside = word in _PREPOSITIONS

    def _add(self, key: str, word: str, **told: Any) -> None:
        """`told` is what else a `ClaimToken` says of it."""
        clause = self.clause
        sureness = clause.sureness if clause.hedging > 0 else FACT
        meant: dict[str, Any] = {"aside": clause.aside, "negated": clause.negating > 0, "sureness": sureness}
        self.tokens.append(ClaimToken(key, word, self.place, clause.number, self.sentence, **meant, **told))
        clause.negating -= 1
        clause.hedging -= 1

    def _is_passive(self, word: str, following: str) -> bool:
        """ "Was closed", "was officially closed", "led by"."""
        if not (_PARTICIPLE.search(word) or word in _IRREGULAR):
            return False
        return following == "by" or any(self.small.get(self.place - back) in _BEING for back in (1, 2))

    def _joins_names(self, following: str) -> bool:
        last = self.tokens[-1] if self.tokens else None
        return last is not None and last.place == self.place and last.word[:1].isupper() and following[:1].isupper()

    def _next_clause(self, *, going_on: bool) -> None:
        last = self.clause
        self.clause = _Clause(last.number + (self.place > last.opened))
        self.clause.opened = self.place
        if going_on:
            self.clause.negating, self.clause.hedging, self.clause.sureness = last.negating, last.hedging, last.sureness


def _key(word: str) -> str:
    """ "Criticised" and "criticizing" are one, "sent" and "send", "Kite's" and "Kite"."""
    lower = re.sub(r"'s?$", "", word.lower())
    base = _IRREGULAR.get(lower, lower)
    if len(base) > 5:
        base = re.sub(r"our$", "or", re.sub(r"is(e|ed|es|ing|ation|ations)$", r"iz\1", base))
    return stem(re.sub(r"(?<=[lmnt])tre$", "ter", base))


def _reported(tokens: list[ClaimToken], tellers: list[tuple[int, int, str]]) -> list[ClaimToken]:
    """Marks what follows "X said (that)", or what stands before ", X said."."""
    told: set[int] = set()
    asserted: set[int] = set()
    for clause, place, word in tellers:
        after = {token.place for token in tokens if token.place > place}
        before = {token.place for token in tokens if token.clause < clause}
        told |= after or before
        if after or word not in _CREDITING:
            asserted |= after or before
    return [replace(each, told=each.place in told, credited=each.place in told - asserted) for each in tokens]
