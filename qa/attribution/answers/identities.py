"""Who is one person or body among speakers of many documents: "Dr. Fauci" is "Anthony Fauci", two John Smiths are two.

A short form ("Fauci", "CDC", "Park Service") means the full name that stands in its own document; where none does, whoever
bears it in nearly all documents. Full names of people are one where that is likely by how common the surname is, in how many
documents the name stands, and whether one document says near the name what the other says that somebody is.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from qa.attribution.answers.likelihood import Bearer, Likelihood
from qa.attribution.answers.name_words import PLACES_ALIKE, acronym, bodies_called, initials, without_country
from qa.attribution.answers.names import (
    NameParts,
    agreement,
    calls,
    ending,
    firsts,
    full_name,
    is_end_of,
    is_part,
    parse_name,
    plain_words,
    written,
)
from qa.attribution.answers.whereabouts import whereabout, whereabouts
from qa.english.gazetteer import BODIES, PLACES
from qa.english.words import content_stems
from qa.store.sql import NamePlace, Speaker, Vector

# A short form alone means whoever has this share of the documents of all who bear it, and so many.
_MOST, _FEWEST = 0.8, 3
# Whoever is named in more documents is told from a father or a son.
_SELDOM = 5


def bearer_numbers(
    speakers: Sequence[Speaker], texts: Mapping[str, str], around: Mapping[NamePlace, Vector] | None = None
) -> list[int]:
    """Return for each speaker the number of the person or body.

    `texts` are the documents as far as they are known, `around` are unit vectors of what is told around names in documents.
    """
    return _Grouping(speakers, texts, around or {}).numbers()


class _Grouping:
    def __init__(self, speakers: Sequence[Speaker], texts: Mapping[str, str], around: Mapping[NamePlace, Vector]) -> None:
        self._speakers = speakers
        self._texts = texts
        self._around = around
        self._of: dict[NamePlace, int] = {}
        self._bearers: list[Bearer] = []
        self._called: dict[str, dict[int, None]] = defaultdict(dict)  # by what they may be called, in the order that they came
        self._bodies: dict[tuple[tuple[str, ...], str], int] = {}  # by the stems of the full name and where they are
        # Full names: by document and each of their words; by what they begin or end with.
        self._in: dict[NamePlace, list[tuple[int, NameParts]]] = defaultdict(list)
        self._longer_than: dict[tuple[str, ...], list[tuple[int, NameParts]]] = defaultdict(list)

    def numbers(self) -> list[int]:
        places: dict[NamePlace, frozenset[str]] = defaultdict(frozenset)
        for each in self._speakers:
            places[each.name, each.document_id] |= content_stems(each.role)
        spelt = {name: parse_name(name) for name, _ in places}
        full = frozenset(name.key for name in spelt.values() if name.person and 0 < len(name.given) < 3)
        names = {text: ending(name, full) for text, name in spelt.items()}
        often = self._often = Counter(names[text].key for text, _ in places)
        self._alone: dict[str, list[str]] = defaultdict(list)  # the documents of names of one word
        for text, document in places:
            if names[text].alone:
                self._alone[names[text].last].append(document)
        self._where = whereabouts(((place, names[place[0]]) for place in places), self._texts)
        self._likelihood = Likelihood(self._around, names.values(), often)
        # The fullest and most told of first: others are measured against them.
        order = sorted(places, key=lambda place: (not places[place], -often[names[place[0]].key], -len(place[0]), place))
        for place in sorted(order, key=lambda place: names[place[0]].alone):
            name, roles = names[place[0]], places[place]
            self._put(place, name, roles, self._meant(place, name) if name.alone else self._same(place, name, roles))
        self._lengthen([(place, name) for place in order if not (name := names[place[0]]).alone])
        return [self._of[each.name, each.document_id] for each in self._speakers]

    def _put(self, place: NamePlace, name: NameParts, roles: frozenset[str], number: int | None) -> None:
        if number is None:
            number = len(self._bearers)
            self._bearers.append(Bearer(where=self._where.get(place, "")))
        self._of[place] = number
        bearer = self._bearers[number]
        if name not in bearer.names:
            bearer.names.append(name)
            for called in calls(name):
                self._called[called][number] = None
        bearer.places.append(place)
        bearer.roles[place[1]] = bearer.roles.get(place[1], frozenset()) | roles
        if not (name.person or name.alone):
            self._bodies[name.stems, bearer.where] = number
        for word in () if name.alone or place[1] not in self._texts else set(plain_words(name.text)):
            self._in[word, place[1]].append((number, name))

    def _same(self, place: NamePlace, name: NameParts, roles: frozenset[str]) -> int | None:
        """Return who has this full name already and is likely the same."""
        if not name.person:
            return self._bodies.get((name.stems, self._where.get(place, "")))
        for number in dict.fromkeys(number for called in firsts(name) for number in self._called[called]):
            others = [other for other in self._bearers[number].names if not other.alone]
            if any(self._are_two_ages(name, other) for other in others):
                continue
            degrees = [agreement(name, other) for other in others]
            known = [degree for degree in degrees if degree is not None]
            fits = known and len(known) == len(degrees)
            if fits and self._likelihood.is_one(place, name, roles, self._bearers[number], min(known)):
                return number
        return None

    def _are_two_ages(self, one: NameParts, other: NameParts) -> bool:
        """Whether one is a "Jr.": he isn't his father, but of those who are seldom named the "Jr." is often left out."""
        return one.suffix != other.suffix and max(self._often[one.key], self._often[other.key]) > _SELDOM

    def _meant(self, place: NamePlace, name: NameParts) -> int | None:
        """Return whom a short form means: the one that its document has in full, or a new number for one who isn't quoted."""
        text, short = self._texts.get(place[1], ""), acronym(place[0])
        if short in PLACES_ALIKE:
            return self._most_common(place, short, name)
        fitting: dict[int, int] = {}
        for number in self._called[short or name.last]:
            for full in self._bearers[number].names:
                if self._may_be(short, name, full, number, text) and (at := text.count(written(full))):
                    fitting[number] = max(fitting.get(number, 0), at)
        if fitting:
            return max(
                fitting, key=lambda number: (fitting[number], place[1] in self._bearers[number].roles, self._documents(number))
            )
        if not short and (own := self._fuller(place, name)) is not None:
            return own
        if not short and (other := full_name(place[0], text)) is not None:
            spelt = (other.text, place[1])
            self._put(spelt, other, frozenset(), self._same(spelt, other, frozenset()))
            return self._of[spelt]
        known = self._most_common(place, short, name)
        return self._fuller(place, name) if known is None else known

    def _may_be(self, short: str, name: NameParts, full: NameParts, number: int, text: str) -> bool:
        """Whether an acronym or a surname may stand for this full name of the bearer, in this text."""
        if full.alone:
            return False
        if not short:
            return full.person or full.core == name.last
        fits = not full.person and (short in initials(full.text) or full.core == name.last)
        land, is_state = whereabout(written(full), text) if fits and full.last in BODIES else ("", False)
        return fits and (not is_state or land == self._bearers[number].where)

    def _fuller(self, place: NamePlace, name: NameParts) -> int | None:
        """Return who bears the only full name of the document that this one is a part of."""
        of_words = (self._in.get((word, place[1]), []) for word in plain_words(name.text))
        rarest = min(of_words, key=len, default=[])  # a full name has all of its words
        found = {number for number, full in rarest if is_part(name, full) and self._is_short_for(name, full)}
        return found.pop() if len(found) == 1 else None

    def _is_short_for(self, name: NameParts, full: NameParts) -> bool:
        """Whether a body is called so for short: "Amazon" is, "Terner" only where its documents name the Terner Center."""
        if full.person or not name.alone or full.last == name.last or name.last in BODIES:
            return True
        return all(full.text in self._texts.get(document, "") for document in self._alone[name.last])

    def _most_common(self, place: NamePlace, short: str, name: NameParts) -> int | None:
        text = place[0]
        if (known := self._known(short or text)) is not None:
            return known
        bearers = {
            number: self._documents(number) for number in self._called[short or name.last] if self._bears(number, name, short)
        }
        if not bearers:
            return None
        best = max(bearers, key=lambda number: bearers[number])
        if short and self._is_called(self._bearers[best], short):
            return best
        share = bearers[best] / sum(bearers.values())
        often = (
            share >= _MOST and bearers[best] >= _FEWEST
            if short
            else self._likelihood.is_meant(place, self._bearers[best], share)
        )
        if often and len(short) != 2 and text.casefold() not in PLACES:
            return best
        # Whoever is known by nothing but this surname or acronym.
        return next((number for number in bearers if all(each.alone for each in self._bearers[number].names)), None)

    def _known(self, short: str) -> int | None:
        """Return whom everybody calls so, if the full name is here."""
        if short not in bodies_called():
            return None
        full = parse_name(bodies_called()[short])
        every = (
            number
            for called in firsts(full)
            for number in self._called[called]
            if any(each.stems == full.stems for each in self._bearers[number].names)
        )
        return max(every, key=self._documents, default=None)

    def _is_called(self, bearer: Bearer, short: str) -> bool:
        """Whether a document that has the full name has the acronym, too; two letters have to be known to mean it."""
        if any(acronym(name.text) == short for name in bearer.names):
            return True
        return len(short) > 2 and any(re.search(rf"\b{short}\b", self._texts.get(document, "")) for document in bearer.roles)

    def _bears(self, number: int, name: NameParts, short: str) -> bool:
        """Whether a surname may mean this person, or an acronym this body."""
        names = self._bearers[number].names
        if short:
            return any(acronym(each.text) == short or not each.person for each in names)
        return any((each.person and each.last == name.last) or each.core == name.last for each in names)

    def _lengthen(self, bodies: Sequence[tuple[NamePlace, NameParts]]) -> None:
        """Give a body's short name the longer one of its document; where that has none, whichever it nearly always means."""
        short = {name.key[:-1] for _, name in bodies}
        for bearer_number, full in ((number, full) for number, bearer in enumerate(self._bearers) for full in bearer.names):
            words = full.key[:-1]
            for part in short.intersection(each for at in range(1, len(words)) for each in (words[at:], words[:at])):
                self._longer_than[part].append((bearer_number, full))
        longer = {place: None if name.person else self._longer(place, name) for place, name in bodies}
        meant: dict[tuple[str, ...], Counter[int]] = defaultdict(Counter)
        for place, name in bodies:
            if (number := longer[place]) is not None:
                meant[name.key][number] += 1
        moved: dict[int, int] = {}
        for place, name in bodies:
            number = longer[place]
            if number is None and meant[name.key] and place not in self._where:
                number, often = meant[name.key].most_common(1)[0]
                number = number if often >= max(_FEWEST, _MOST * meant[name.key].total()) else None
            if number is None:
                number = self._fuller(place, name)
            if number is not None and number != self._of[place]:
                moved[self._of[place]] = number
                self._of[place] = number
        left = {self._of[place] for place, _ in bodies}
        for place, number in self._of.items():  # whoever was called like one of these for short
            self._of[place] = moved[number] if number in moved and number not in left else number

    def _longer(self, place: NamePlace, name: NameParts) -> int | None:
        """Return the number of whom a document calls by a longer name: of "Park Service", the National Park Service."""
        if without_country(place[0]) != place[0]:
            return None  # "U.S. Department of Labor": not Maine's
        text = self._texts.get(place[1], "")
        called = [self._called[each] for each in (f"the {name.last}", name.last, *initials(name.text))]
        fitting = {
            number
            for number, full in self._longer_than[name.key[:-1]]
            if any(number in each for each in called) and is_end_of(name, full, text)
        }
        return fitting.pop() if len(fitting) == 1 else None

    def _documents(self, number: int) -> int:
        return len(self._bearers[number].roles)
