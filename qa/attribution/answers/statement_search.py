"""Whose statements a question means, and which of the library's statements those are."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from qa.attribution import quoted_fragments
from qa.attribution.answers.topic import Topic
from qa.english.lexicon import is_description, is_human
from qa.english.name_parts import HONORIFICS, PEERS
from qa.english.word_lists import word_list
from qa.english.words import stem, stems, words
from qa.store.sql import Library, StoredStatement
from qa.types import Statement

# Ways to write a country that speaks through officials; the first of each stands for all. Case tells "US" from "us".
_SAME_NAMES = (
    ("USA", re.compile(r"\bU\.\s?S\.(?:\s?A\.)?|\bUSA?\b|\bUnited States\b|\bAmerican?s?\b")),
    ("UK", re.compile(r"\bU\.\s?K\.|\bUK\b|\bUnited Kingdom\b|\bBritain\b|\bBritish\b")),
)
_SPELLINGS = {"usa": ("U.S.", "US", "United States", "American"), "uk": ("U.K.", "UK", "British", "Britain")}
_EMPTY = frozenset("the a an of for at in from with and s that this other some many all several".split()) | HONORIFICS
_TITLES = word_list("offices before names") | HONORIFICS | PEERS
# Different words for one job.
_SAME_JOBS = ("spokesperson spokesman spokeswoman spokespeople", "head chief commander director boss")
# Stem → the stem that stands for all of its kind.
_JOBS = {stem(word): stem(line.split()[0]) for line in _SAME_JOBS for word in line.split()}
# A role with one of these is another role, unless they are asked for too.
ALTERING = frozenset(stem(word) for word in "former vice ex late".split())
_SPEAK_FOR = "(?:officials?|representatives?|executives?|government|foreign ministry)"
_OFFICER = r"(?:CEO|chief executive|chief (?:\w+\s+){1,2}officer)\b"
_BEFORE_OF = re.compile(r"\s(?:of|for|at|in|from|with|on|to)\s|,|\(", re.IGNORECASE)
# What one of a kind is called.
_ONE = re.compile(r"(?:an?|any|one|some|another)\s+(?=\S)", re.IGNORECASE)
HEADS = re.compile(r",| and (?:now )?(?:an? )?| now ")


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """A speaker as a question gives them: `words` are all that tell, `head` the last word before "of …"."""

    text: str
    words: frozenset[str]
    head: str
    plural: bool
    lower: bool  # a description ("the official"), as against a proper name
    kind: bool  # a kind of people: Ann Hunter is no "hunter", and no union is "teachers"

    @classmethod
    def read(cls, text: str) -> "SpeakerName | None":
        """Read a speaker's name or role; None where no word of it tells anything."""
        telling = [word for word in words(_same_names(text)) if word.casefold() not in _EMPTY]
        if not telling:
            return None
        head = next(reversed(words(_BEFORE_OF.split(f"{_same_names(text)} ", maxsplit=1)[0])), telling[-1])
        plural = head.endswith("s")
        kind = head.islower() and is_human(head) and (plural or _ONE.match(text) is not None)
        return cls(text, frozenset(map(_key, telling)), _key(head), plural, head.islower(), kind)

    def searches(self) -> tuple[tuple[str, ...], ...]:
        """Return word lists for the library's full-text index, each of which may find what the others don't."""
        telling = [word for word in words(_same_names(self.text)) if word.casefold() not in _EMPTY]
        fixed = tuple(word for word in telling if word.casefold() not in _SPELLINGS and _key(word) not in _JOBS.values())
        if fixed:
            return (fixed,)
        country = next((word.casefold() for word in telling if word.casefold() in _SPELLINGS), None)
        if country:
            return tuple((spelling,) for spelling in _SPELLINGS[country])
        return tuple((word,) for word, job in _JOBS.items() if job == self.head)

    def without_titles(self) -> "SpeakerName | None":
        """Turn "Secretary of State Antony Blinken" into "Antony Blinken"; None where nothing would change."""
        kept = re.split(r"\s+", self.text)
        while kept and (kept[0].casefold().rstrip(".") in _TITLES or kept[0].casefold() in _EMPTY):
            kept.pop(0)
        return SpeakerName.read(" ".join(kept)) if kept and " ".join(kept) != self.text else None

    def without_affiliation(self) -> "SpeakerName | None":
        """Turn "Jalina Porter of the State Department" into "Jalina Porter"; None where nothing would change."""
        first = _BEFORE_OF.split(self.text, maxsplit=1)[0].strip()
        return SpeakerName.read(first) if first and first != self.text and not self.lower else None

    def is_name_of(self, said: Statement) -> bool:
        """Whether it is the speaker's own name, perhaps with words of the role ("President Biden")."""
        if not said.speaker or is_description(said.speaker):
            return False
        name, role = _keys(said.speaker), _keys(said.role or "")
        asked_of_name = self.words & name
        return bool(asked_of_name) and not asked_of_name <= _TITLES and self.words <= name | role

    def is_spelt_by(self, said: Statement) -> bool:
        """Whether the name has the words as they are asked for: "Manning", not "Burning Man", whose stem is the same."""
        spelt = {word.casefold() for word in words(_same_names(f"{said.speaker} {said.role or ''}"))}
        return all(word in spelt for word in (word.casefold() for word in words(_same_names(self.text))) if word not in _EMPTY)

    def is_led_by(self, said: Statement) -> bool:
        """Whether it is a body of which the speaker is an officer: for want of others they speak for it."""
        return not self.lower and said.role is not None and _leads(said.role, self.text)

    def is_role_of(self, said: Statement) -> bool:
        """Whether it is the speaker's role, or the organisation the speaker speaks for."""
        described = said.speaker if said.speaker and is_description(said.speaker) else said.role
        if not described or not self.words <= _keys(described):
            return False
        if (_keys(described) & ALTERING) - self.words:
            return False
        parts = [part for part in HEADS.split(described) if part]
        heads = {_key(head) for part in parts if (head := head_of(part))}
        if self.head in heads:
            return True
        if len(self.words) == 1 and not re.match(r"(?i)the\s", self.text) and not self.text.isupper():
            return _speaks_for(described, self.text)
        place = described if not self.lower else _BEFORE_OF.split(described, maxsplit=1)[0]
        return self.words <= _keys(place) and not re.search(
            rf"(?i)\bof the\b.*\b{re.escape(self.text.split()[-1])}$", described
        )


def head_of(described: str) -> str:
    """Return the last word before "of …": what somebody is."""
    return next(reversed(words(_BEFORE_OF.split(f"{described} ", maxsplit=1)[0])), "")


def bare_name(name: str) -> str:
    """Return the name without titles."""
    read = SpeakerName.read(name)
    without = read.without_titles() if read else None
    return without.text if without else name


def same_number(name: SpeakerName, found: list[StoredStatement]) -> list[StoredStatement]:
    """Leave out "officials" where "the official" is asked of and one may be meant."""
    if name.plural or not name.lower:
        return found
    speakers = [each.statement.speaker or "" for each in found]
    many = (bool(each) and is_description(each) and each.split()[-1].endswith("s") for each in speakers)
    return [each for each, several in zip(found, many, strict=True) if not several] or found


def _own(name: str) -> str:
    """Return a pattern of the name of a body, and of what is its own: "Apple", "Apple's"."""
    return rf"\b{re.escape(name)}(?:['’]s)?"


def _leads(described: str, name: str) -> bool:
    """Whether this role is of an officer of the body: "Apple CEO", "chief equality officer of Apple"."""
    own = _own(name)
    return bool(re.search(rf"(?i){own}\s+(?:\S+\s+)?{_OFFICER}|\b{_OFFICER} (?:of|for|at) (?:the )?{own}\b", described))


def _speaks_for(described: str, name: str) -> bool:
    """Whether this role speaks for the body: "Apple spokeswoman" and "spokesman for Apple", not "Apple customer"."""
    own = _own(name)
    before = rf"{own}\s+(?:(?:\S+\s+){{0,2}}(?:spokes\w+|press secretary)|{_SPEAK_FOR}\b)"
    return bool(re.search(rf"(?i){before}|\bspokes\w+ (?:for|of|at) (?:the )?{own}\b", described))


def _same_names(text: str) -> str:
    for name, pattern in _SAME_NAMES:
        text = pattern.sub(name, text)
    return text


def _key(word: str) -> str:
    stemmed = stem(word)
    return _JOBS.get(stemmed, stemmed)


@lru_cache(maxsize=4096)
def _keys(text: str) -> frozenset[str]:
    return frozenset(_key(word) for word in words(_same_names(text)))


@dataclass(frozen=True, slots=True)
class SpeakerStatements:
    """The statements of those a name means; `by_name` where it is their name, as against their role.

    `cut` where there are more of them.
    """

    statements: tuple[StoredStatement, ...]
    by_name: bool
    cut: bool = False


def find_speaker(
    library: Library,
    speaker: str,
    documents: frozenset[str] | None,
    *,
    group: bool = False,
    newest: int | None = None,
    about: Sequence[str] = (),
) -> SpeakerStatements:
    """Find statements by name, else by role or organisation, else those of an organisation's officers; first with all that the
    question says of them, then with less.

    With `newest`, of somebody who is quoted more often than that: so many in the newest documents, and so many of those that
    hold a word of `about`.
    """
    full = SpeakerName.read(speaker)
    if full is None:
        return SpeakerStatements((), False)
    for name in (full, full.without_titles(), full.without_affiliation()):
        if name is None:
            continue
        by_words = [_said_by(library, words, documents, newest, about) for words in name.searches()]
        found = in_order(chain.from_iterable(by_words))
        cut = newest is not None and any(len(some) >= newest for some in by_words)
        by_role = [each for each in found if name.is_role_of(each.statement)]
        by_name = [each for each in found if name.is_name_of(each.statement)]
        if by_name and not (by_role and name.kind and not about):
            by_name = [each for each in by_name if name.is_spelt_by(each.statement)] or by_name
            return SpeakerStatements(tuple(by_name), True, cut)
        if group and not by_name:
            # "Other analysts, including Drew Thompson, said": the name stands beside the words said.
            beside = library.statements(what=[name.text.split()[-1]], documents=documents)
            beside = tuple(each for each in beside if name.words <= stems(each.context_quote.replace(each.quote, " ")))
            by_role = in_order([*by_role, *beside])
        if by_role:
            return SpeakerStatements(tuple(same_number(name, by_role)), False, cut)
        if officers := [each for each in found if name.is_led_by(each.statement)]:
            return SpeakerStatements(tuple(officers), False, cut)
    return SpeakerStatements((), False)


def matching_statements(
    library: Library, speaker: str | None = None, about: str | None = None, documents: frozenset[str] | None = None
) -> list[StoredStatement]:
    """Return this speaker's statements (name, surname, role or organisation) that hold most of the topic's words."""
    found = find_speaker(library, speaker, documents).statements if speaker else library.statements(documents=documents)
    topic = Topic.read(library, about) if about else None
    return [each for each in found if topic is None or topic.is_on(each.context_quote, 0.0)]


def with_fragments(found: Iterable[StoredStatement]) -> Iterator[StoredStatement]:
    """Yield the statements, after a mixed one the words of it that stand in quote marks, as direct ones: for lists of all.

    Answers don't show them, since they would say the same words twice.
    """
    for stored in found:
        yield stored
        said = stored.statement
        if said.kind == "mixed":
            for span in quoted_fragments(stored.quote):
                part = replace(said, start=said.start + span.start, end=said.start + span.end, kind="direct")
                yield replace(stored, statement=part, quote=span.of(stored.quote))


def _said_by(
    library: Library, who: Sequence[str], documents: frozenset[str] | None, newest: int | None, about: Sequence[str]
) -> tuple[StoredStatement, ...]:
    some = library.statements(who=who, documents=documents, newest=newest)
    if not about or newest is None or len(some) < newest:
        return some
    return (*some, *library.statements(who=who, what=about, documents=documents, newest=newest))


def in_order(found: Iterable[StoredStatement]) -> list[StoredStatement]:
    return sorted(
        dict.fromkeys(found), key=lambda each: (each.published or "", each.source, each.statement.start, each.statement.end)
    )
