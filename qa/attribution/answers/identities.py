"""Who is one person or body among speakers of many documents: "Dr. Fauci" is "Anthony Fauci", two John Smiths are two.

A short form ("Fauci", "CDC", "Park Service") means the full name that stands in its own document; where none does, whoever
bears it in most. Full names are one where nothing that they give differs; where they aren't the same to the letter, or the
surname is a common one, what the documents say of both must not be of different people.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from qa.attribution.answers.names import (
    Name,
    acronym,
    alike,
    initials,
    many_shared,
    may_be_one,
    read,
    shared,
    telling,
    without_country,
)
from qa.attribution.answers.speaker_names import is_description
from qa.english.lexicon import is_first_name
from qa.store.sql import Library, Speaker

# A surname that so many people have is common: two of one full name are then likely enough.
_COMMON = 4
# Words of a name with a role before it: "Commissioner Stephen Hahn".
_ROLE = 3
# The share of the words of a role that another document has to have.
_TOLD = 0.5
# A surname alone means whoever has this share of the documents of all who bear it, and so many.
_MOST, _FEWEST = 0.8, 3


def speakers_like(library: Library, names: Sequence[str]) -> dict[tuple[str, str], int]:
    """Whoever is called like these, by name and document: the number of the person or body."""
    known = [read(name) for name in names]
    lasts = {name.last for name in known}
    others: list[str] = []
    if any(not name.person or acronym(name.text) for name in known):
        short = {acronym(name.text) for name in known} - {""}
        long = frozenset().union(*(initials(name.text) for name in known if not name.person))
        others = [each for each in library.census.names() if short & initials(each) or acronym(each) in long]
    found = library.census.speakers([name.text.split()[-1] for name in known], others)
    given = {*names, *others}
    named = [each for each in found if not is_description(each.name)]
    speakers = [each for each in named if each.name in given or read(each.name).last in lasts]
    texts = library.texts({each.document_id for each in speakers})
    numbers = together(speakers, texts)
    return {(each.name, each.document_id): number for each, number in zip(speakers, numbers, strict=True)}


def together(speakers: Sequence[Speaker], texts: Mapping[str, str]) -> list[int]:
    """For each speaker the number of the person or body; `texts` are the documents of those with short names."""
    return _Grouping(speakers, texts).numbers()


class _Grouping:
    def __init__(self, speakers: Sequence[Speaker], texts: Mapping[str, str]) -> None:
        self._speakers = speakers
        self._texts = texts
        self._of: dict[tuple[str, str], int] = {}
        self._names: list[list[Name]] = []
        self._roles: list[set[str]] = []
        self._documents: list[set[str]] = []

    def numbers(self) -> list[int]:
        places: dict[tuple[str, str], set[str]] = defaultdict(set)
        for each in self._speakers:
            places[each.name, each.document_id] |= telling(each.role)
        full_names = self._full_names()
        names = {name: _ending(read(name), full_names) for name, _ in places}
        surnames = Counter(last for last, _ in {(name.last, name.given[:1]) for name in names.values() if name.person})
        often = Counter(name for name, _ in places)
        # The fullest and most told of first: others are measured against them.
        order = sorted(places, key=lambda place: (not places[place], -often[place[0]], -len(place[0]), place))
        short = [place for place in order if names[place[0]].alone]
        for place in order:
            if not names[place[0]].alone:
                name, roles = names[place[0]], frozenset(places[place])
                self._join(place, name, roles, surnames[name.last] >= _COMMON)
        for place in short:
            name = names[place[0]]
            number = self._in_its_document(place, name)
            if number is None:
                number = self._most_common(name)
            self._put(place, name, frozenset(places[place]), number)
        for place in order:
            if not names[place[0]].person and not names[place[0]].alone:
                self._merge(self._of[place], self._longer(place))
        return [self._of[each.name, each.document_id] for each in self._speakers]

    def _full_names(self) -> frozenset[tuple[str, ...]]:
        found = (read(name) for name in {each.name for each in self._speakers})
        return frozenset(name.key for name in found if name.person and 0 < len(name.given) < 3)

    def _join(self, place: tuple[str, str], name: Name, roles: frozenset[str], common: bool) -> None:
        """A full name to the person that it may be of."""
        for number, others in enumerate(self._names):
            if self._is_one(number, others, place[1], name, roles, common):
                return self._put(place, name, roles, number)
        return self._put(place, name, roles, None)

    def _is_one(self, number: int, others: list[Name], document: str, name: Name, roles: frozenset[str], common: bool) -> bool:
        if not name.person:
            return any(name.key == other.key for other in others)
        if not others or not all(may_be_one(name, other) for other in others if not other.alone):
            return False
        agree = shared(roles, frozenset(self._roles[number]))
        unknown = not roles or not self._roles[number]
        if any(name.key == other.key for other in others):
            rare = not common or len(name.given) > 1
            return rare or agree or unknown or document in self._documents[number] or self._is_told(number, document, roles)
        told = not common and self._is_told(number, document, roles)
        if any(alike(name, other) for other in others):
            return agree or told or document in self._documents[number] or (unknown and not common)
        if document in self._documents[number]:
            return False  # "Brianna and Bryan Danielson": one document wouldn't call one person both
        return told or (many_shared(roles, frozenset(self._roles[number])) if common else agree)

    def _is_told(self, number: int, document: str, roles: frozenset[str]) -> bool:
        """Whether most of what one document says that somebody is stands in the other as well."""
        if self._share(frozenset(self._roles[number]), document) > _TOLD:
            return True
        return any(self._share(roles, other) > _TOLD for other in self._documents[number])

    def _share(self, roles: frozenset[str], document: str) -> float:
        text = self._texts.get(document, "").casefold()
        found = sum(re.search(rf"\b{re.escape(role)}", text) is not None for role in roles)
        return found / len(roles) if roles else 0.0

    def _put(self, place: tuple[str, str], name: Name, roles: frozenset[str], number: int | None) -> None:
        if number is None:
            number = len(self._names)
            self._names.append([])
            self._roles.append(set())
            self._documents.append(set())
        self._of[place] = number
        self._names[number].append(name)
        self._roles[number] |= roles
        self._documents[number].add(place[1])

    def _in_its_document(self, place: tuple[str, str], name: Name) -> int | None:
        """The one whose full name the document has; a number of its own where that is somebody not quoted."""
        text = self._texts.get(place[1], "")
        short = acronym(place[0])
        fitting: dict[int, int] = {}
        for number, names in enumerate(self._names):
            for full in names:
                fits = short in initials(full.text) if short else full.person and full.last == name.last and not full.alone
                if fits and (at := text.count(_written(full))):
                    fitting[number] = max(fitting.get(number, 0), at)
        if fitting:
            return max(fitting, key=lambda number: (fitting[number], len(self._documents[number])))
        if short:
            return self._called(short)
        return self._unknown(place, text)

    def _called(self, short: str) -> int | None:
        """The body whose documents call it by this acronym, or others of the same acronym."""
        fitting = {
            number: len(self._documents[number])
            for number, names in enumerate(self._names)
            if any(acronym(each.text) == short for each in names)
            or any(
                not each.person and short in initials(each.text) and len(short) > 2 and self._have(number, short)
                for each in names
            )
        }
        return max(fitting, key=lambda number: fitting[number]) if fitting else None

    def _have(self, number: int, word: str) -> bool:
        pattern = re.compile(rf"\b{word}\b")
        return any(pattern.search(self._texts.get(document, "")) for document in self._documents[number])

    def _unknown(self, place: tuple[str, str], text: str) -> int | None:
        """ "Rebel Wilson said … Wilson said": another Wilson than those who are quoted in full."""
        last = place[0].split()[-1]
        before = re.search(rf"\b([A-Z][a-z]+) {re.escape(last)}\b", text)
        full = None if before is None else read(f"{before[1]} {last}")
        if full is None or full.alone or not full.person:
            return None
        self._put((full.text, place[1]), full, frozenset(), None)
        return len(self._names) - 1

    def _most_common(self, name: Name) -> int | None:
        bearers = {
            number: len(self._documents[number])
            for number, names in enumerate(self._names)
            if any(each.person and each.last == name.last for each in names)
        }
        if not bearers:
            return None
        best = max(bearers, key=lambda number: bearers[number])
        if self._names[best][0].alone:
            return best
        enough = bearers[best] >= _MOST * sum(bearers.values())
        return best if enough and bearers[best] >= _FEWEST else None

    def _longer(self, place: tuple[str, str]) -> int | None:
        """ "Park Service" in a document that names the National Park Service."""
        text, name = self._texts.get(place[1], ""), read(place[0])
        fitting = {
            number
            for number, names in enumerate(self._names)
            for full in names
            if len(full.key) > len(name.key) and full.key[-len(name.key) :] == name.key and full.text in text
        }
        return fitting.pop() if len(fitting) == 1 else None

    def _merge(self, number: int, into: int | None) -> None:
        if into is None or into == number:
            return
        self._of = {place: into if known == number else known for place, known in self._of.items()}
        self._names[into] += self._names[number]
        self._documents[into] |= self._documents[number]
        self._names[number] = []


def _ending(name: Name, known: frozenset[tuple[str, ...]]) -> Name:
    """ "UN High Commissioner for Refugees Filippo Grandi" is Filippo Grandi; "Warren and Sherrod Brown" are two."""
    if name.person or are_several(name.text):
        return name
    for length in (3, 2):
        tail = (*name.given, name.last)[-length:]
        if len(name.given) >= length and (*tail, "") in known:
            return Name(" ".join(tail).title(), tail[:-1], tail[-1], name.suffix, person=True)
    return name


def are_several(text: str) -> bool:
    """A person stands before "and"; in "Health and Human Services Commissioner" none does."""
    first, several, second = text.partition(" and ")
    left, right = first.split(), second.split()
    if not several or not left or not right:
        return False
    two = len(left) == len(right) == 1 or (len(right) < _ROLE and is_first_name(right[0]))  # "Biden and Trump"
    return two or any(is_first_name(word) for word in left)


def _written(name: Name) -> str:
    """The name as it stands in a text, without a title."""
    words = name.text.split()
    return " ".join(words[-(len(name.given) + 1) :]) if name.person else without_country(name.text)
