"""A thing that is compared with others, and where a text names it and not another thing, whose name is longer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qa.documents.formats.tables import is_row
from qa.english.weighted_words import WeightedWords
from qa.english.words import content_stems, is_stop_word, stem, stems, words
from qa.types.patterns import lazy_regex

# The share of a thing's own words, by weight, that names it, where it has up to two: "the Junction" for "Delaware Junction".
NAMES = 0.6
# Words that may be one name: "Gold Plus" names another thing than "Gold", and "SP 400 F" than "SP 400".
_RUN = lazy_regex(r"[A-Z0-9][\w’'-]*(?: [A-Z0-9][\w’'-]*)+")
_OWNER = ("'s", "’s")
# "The tourist tram" isn't the tram; "a rapid test" may be the test.
_KIND = lazy_regex(r"\b(?i:the|each|every) (?P<kind>[a-z][\w-]*) (?P<name>[a-z][\w-]*)")
_MAYBE_KIND = lazy_regex(r"\b(?i:an?) (?P<kind>[a-z][\w-]*) (?P<name>[a-z][\w-]*)")
# What follows a name in a cell: "Seed, per hour", "Everyday account (instant)".
_MORE = lazy_regex(r"[,(]")
_BLANK = " ; "


@dataclass(frozen=True, slots=True)
class Thing:
    """What is compared, by its name; its `own` words are those that no other thing's name has, of which one is of `telling`.

    "Tests" alone tell of no "PCR and antigen tests". `longer` are the names of others that have its name in them. `strict`:
    it is named somewhere by no more than its name, so that a longer name is another thing's.
    """

    name: str
    pattern: re.Pattern[str]
    own: WeightedWords
    telling: frozenset[str]
    longer: tuple[re.Pattern[str], ...] = ()
    strict: bool = True

    def names(self, text: str) -> bool:
        """Whether the text has its words in a row, or most of its own; with a capital where the question has one.

        A table's row has them in a cell, or at its head, of their own.
        """
        if not is_row(text):
            return self.stands_in(self._without_others(text) if self.strict else text)
        return any(self.stands_in(cell) and self._is_all_of(cell) for cell in text.partition(" | ")[2].split("; "))

    def may_be_another(self, text: str) -> bool:
        """Whether it is named by nothing but longer names, before or behind which more stands: its own, or another thing's."""
        plain = _MAYBE_KIND.sub(self._unless_kind, _RUN.sub(self._unless_behind, self._without_others(text)))
        return not is_row(text) and not self.stands_in(plain)

    def written(self, text: str) -> list[str]:
        """How the text writes its words, wherever they stand in a row."""
        found = (each[0] for each in self.pattern.finditer(self._without_others(text)))
        return [each for each in found if self._as_written(each)]

    def stands_in(self, text: str) -> bool:
        """Whether the text has its words, be it in a longer name: all words of a title may have capitals."""
        there = stems(self._as_written(text)) if self.own else frozenset()
        enough = bool(there & self.telling) and self.own.share(there) >= NAMES / max(1, len(self.own) / 2)
        return enough or any(self._as_written(each[0]) for each in self.pattern.finditer(text))

    def _is_all_of(self, cell: str) -> bool:
        head, plain = (_MORE.split(each, maxsplit=1)[0] for each in cell.rpartition(": ")[::2])
        mine = stems(self.name)
        return frozenset() < content_stems(plain) <= mine | stems(head) or frozenset() < content_stems(head) <= mine

    def _without_others(self, text: str) -> str:
        for pattern in self.longer:
            text = pattern.sub(_BLANK, text)
        return _KIND.sub(self._unless_kind, _RUN.sub(self._unless_longer, text))

    def _unless_longer(self, run: re.Match[str]) -> str:
        told = run[0].split(" ")
        last = max(self._places(told), default=len(told))
        return _BLANK if last + 1 < len(told) and not told[last].endswith(_OWNER) else run[0]

    def _unless_behind(self, run: re.Match[str]) -> str:
        told = run[0].split(" ")
        before = told[first - 1] if (first := min(self._places(told), default=0)) else ""
        begins = run.start() == 0 and first == 1
        return _BLANK if before[:1].isupper() and not (begins or is_stop_word(before) or before.endswith(_OWNER)) else run[0]

    def _unless_kind(self, found: re.Match[str]) -> str:
        other = (
            self._places([found["name"]]) and stem(found["kind"]) not in stems(self.name) and not is_stop_word(found["kind"])
        )
        return _BLANK if other else found[0]

    def _places(self, told: Iterable[str]) -> list[int]:
        """Return where its words are among these."""
        found, mine = [stem(word) for word in told], stems(self.name)
        known = not mine.isdisjoint(found) if not self.own else not self.own.keys().isdisjoint(found)
        return [at for at, word in enumerate(found) if known and word in mine]

    def _as_written(self, text: str) -> str:
        return " ".join(word for word in words(text) if word[0].isupper()) if self.name[0].isupper() else text
