"""People as the documents show them: how they are introduced, what they said, what is said of them; and "Who is Ann Brown?"."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice

from qa.attribution.answers.excerpts import Excerpt, once
from qa.attribution.answers.introductions import Introduction, alike, cite_place, head_of, introductions
from qa.attribution.answers.name_words import acronym
from qa.attribution.answers.names import parse_name
from qa.attribution.answers.namesakes import who_is_meant
from qa.attribution.answers.statement_search import bare_name
from qa.attribution.answers.subjects import topics
from qa.attribution.answers.who_is_who import quoted_people
from qa.english.gazetteer import THINGS
from qa.english.lexicon import is_first_name, is_human
from qa.english.name_parts import PARTICLES
from qa.english.request import LINKS, TOLD_ANYWAY
from qa.english.wanted import Wanted
from qa.english.words import STOP_WORDS, wording, words
from qa.store.sql import Library, Place
from qa.types import Citation, Span
from qa.types.text import counted, place_of

# Passages that are read for a name with an initial.
_READ_ON = 5
# Forms of a name that documents are searched for.
_MOST_FORMS = 4
# Whoever has no other name stands in so many documents.
_KNOWN_BY = 3
# They stand for people and name none: "Nobody was hurt".
_NO_NAMES = frozenset("nobody none everybody everyone anybody anyone somebody someone".split())
_WHO_IS = tuple(
    re.compile(rf"{LINKS}{shape}[ ?.!]*", re.IGNORECASE)
    for shape in (
        rf"who(?:['’]?s| is| was| are) (?P<name>[^?]+?)(?:{TOLD_ANYWAY})?",
        r"how (?:often|many times) (?:is|was|has|have) (?P<name>[^?]+?) (?:been )?(?:quoted|cited)",
        r"(?:(?:which|what|how many|list|name|are there)(?: all| any)?(?: the)? )?(?:people|persons?|men|women)(?: are there)?"
        r" (?:named|called(?= .*\b(?:are|in)\b)) (?P<name>[^?]+?)(?: (?:are|is|were|was|in) [^?]+)?(?: are there)?",
        r"what does (?P<name>[^?]+?) do(?: for a living| for work)?",
        r"what(?:['’]s| is| was) (?P<name>[^?]+?)['’]s? (?:job|role|position|title|occupation|profession)",
    )
)
# A name has few words, and all of them are names' words: "Ludwig van Beethoven", "Gov. Andrew M. Cuomo".
_MOST_WORDS = 6
_SMALL = PARTICLES | {"of"}
_SOURCES, _TOPICS, _OTHERS = 20, 8, 10


@dataclass(frozen=True, slots=True)
class Person:
    """What the documents show of a person.

    `documents` is how many name this person, `first` and `last` are the dates of the oldest and the newest of them.
    Introductions: a few, the present role first. `said` and `of_them` (what others write and say of
    them): the newest first, each wording once. `quoted` is how many documents have words of theirs, `namesakes` are other
    people whom the name given may mean, as likely as this one where it is `of_several`. The last three are names with a number,
    the highest first: how much of what they said each site or file has (of all, where the rest is of one `source`), how much
    is about a topic, and how many of the documents quote somebody else.
    """

    name: str
    documents: int
    quoted: int
    first: str | None
    last: str | None
    introductions: tuple[Introduction, ...]
    said: tuple[Excerpt, ...]
    of_them: tuple[Citation, ...]
    namesakes: tuple[str, ...] = ()
    of_several: bool = False
    sources: tuple[tuple[str, int], ...] = ()
    topics: tuple[tuple[str, int], ...] = ()
    mentioned_with: tuple[tuple[str, int], ...] = ()

    def parts(self) -> Iterator[tuple[str, Sequence[Citation]]]:
        """What there is to cite, each part with its title."""
        yield "Introduced as", [each.cited for each in self.introductions]
        yield "Said", [excerpt.cite(1) for excerpt in self.said]
        yield f"Of {self.name}", self.of_them

    def lists(self) -> Iterator[tuple[str, str, tuple[tuple[str, int], ...]]]:
        """Those of these that aren't empty, each with a title, and with what an `Item` calls the numbers."""
        for title, column, names in (
            ("Statements by source", "quotations", self.sources),
            ("Statements by topic", "quotations", self.topics),
            ("Documents that also quote", "documents", self.mentioned_with),
        ):
            if names:
                yield title, column, names


def person(
    library: Library,
    given: str,
    documents: frozenset[str] | None = None,
    first: Collection[str] = (),
    source: str | None = None,
    *,
    listed: bool = True,
) -> Person | None:
    """Return whoever is meant by this name, of several the one quoted in most documents; None where nobody is.

    The name may have a title. How the documents in `first` introduce them comes before all else. With a `source`, only what is
    of this site or file, as `sources` name it: whom the name means stays. Without `listed` no lists are made.
    """
    if wording(given) in _NO_NAMES:
        return None
    meant = who_is_meant(library, given, documents)
    own = {meant.name, *(each.speaker for each in meant.said if each.speaker)}
    forms = _full_forms(meant.name, meant.said)
    wanted = Wanted.of(forms, any_of=True)
    places = library.census.mentioning(wanted, documents) if wanted is not None else ()
    if not places and (initialled := _with_initial(library, meant.name, documents)) is not None:
        return person(library, initialled, documents, first, source, listed=listed)
    only = place_of(source).casefold().removeprefix("www.") if source else ""
    mine = [each for each in meant.said if only in ("", place_of(each.first.source).casefold())]
    places = tuple(place for place in places if only in ("", place_of(place.source).casefold()))
    places = tuple(place for place in places if place.document_id not in meant.elsewhere)
    if not places:
        return None
    said = once(mine)
    said.sort(key=lambda each: (each.first.published or "", each.first.source, -each.span.start), reverse=True)
    named = library.census.with_mentions(wanted, places) if wanted is not None else ()
    introducing = introductions(library, forms, named, mine, first)
    quoting = {each.document_id: each.first.published for each in mine}
    naming = {place.document_id: place.published for place in places} | quoting
    dates = sorted(filter(None, naming.values()))
    return Person(
        name=meant.name,
        documents=len(naming),
        quoted=len(quoting),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        introductions=introducing,
        said=tuple(said),
        of_them=_of_them(named, mine, introducing),
        namesakes=tuple(each for each in meant.namesakes if not _is_told_of(each, introducing)),
        of_several=meant.of_several,
        sources=_sources(meant.said) if listed else (),
        topics=tuple(topics([[part.quote for part in each.statements] for each in said], _TOPICS, own)) if listed else (),
        mentioned_with=tuple(islice(_others(library, own, frozenset(naming)), _OTHERS)) if listed else (),
    )


def _sources(said: Sequence[Excerpt]) -> tuple[tuple[str, int], ...]:
    """Return how many statements each site or file has: as many as are listed where only what is of it is asked for."""
    of_source: dict[str, list[Excerpt]] = {}
    for each in said:
        of_source.setdefault(place_of(each.first.source), []).append(each)
    return tuple(Counter({name: len(once(mine)) for name, mine in of_source.items()}).most_common(_SOURCES))


def _others(library: Library, own: Set[str], documents: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Return who else is quoted in these documents, most documents first. By the `own` names, not by the person: who may see
    but a part of the library is told of names."""
    quoted = quoted_people(library, documents=documents)
    return ((each.speaker, each.documents) for each in quoted if not {each.speaker, *each.names} <= own)


def is_told(found: Person, given: str) -> bool:
    """Whether this name tells whose page is meant.

    A first name alone doesn't ("Harry"), nor what may be no name ("Praising Harry"), unless several documents quote them, or
    introduce them by it.
    """
    own, full = words(bare_name(given)), parse_name(found.name)
    goes_by_it = wording(found.name) == wording(given) and bool(found.introductions) and found.documents >= _KNOWN_BY
    if found.quoted > 1 or goes_by_it or not own or not is_first_name(own[0]):
        return True
    surname = bool(full.given) and full.last == wording(own[0])
    return (len(own) > 1 or surname) and (full.person or len(words(found.name)) <= len(own))


def is_person(found: Person, given: str) -> bool:
    """Whether it is a person's name, with a first name, and has all words of the one that was given; a firm may speak, too."""
    own = [wording(word) for word in words(found.name)]
    whole = {wording(word) for word in words(bare_name(given))} <= set(own)
    return whole and len(own) > 1 and is_first_name(own[0]) and own[-1] not in THINGS


def _full_forms(name: str, mine: Sequence[Excerpt]) -> list[str]:
    """Return the name and others of this person that nobody else would be meant by: no surname alone."""
    others = (bare_name(each.speaker or "") for each in mine)
    full = (each for each in others if acronym(each) or (len(words(each)) > 1 and each[0].isupper()))
    return list(dict.fromkeys((name, *full)))[:_MOST_FORMS]


def _is_told_of(namesake: str, introducing: Sequence[Introduction]) -> bool:
    """Whether a namesake is told by a role ("Ann Lee (Mayor of Bergen)") that whoever has the page is introduced by, too."""
    role = re.search(r" \((.+)\)$", namesake)
    return role is not None and any(alike(head_of(role[1]), head_of(each.role)) for each in introducing)


def _of_them(places: Sequence[Place], mine: Sequence[Excerpt], introducing: Sequence[Introduction]) -> tuple[Citation, ...]:
    """Return the first sentence of each document that names them, those apart in which they speak or that introduce them."""
    taken: dict[str, list[Span]] = {}
    for each in mine:
        taken.setdefault(each.document_id, []).append(each.span)
    for one in introducing:
        taken.setdefault(one.cited.document_id, []).append(Span(one.cited.start, one.cited.end))
    found: dict[str, Citation] = {}
    for place in places:
        if place.sentence is None or wording(place.quote) in found:
            continue
        if not any(span.start <= place.sentence.start < span.end for span in taken.get(place.document_id, ())):
            found[wording(place.quote)] = cite_place(place)
    return tuple(found.values())


def _with_initial(library: Library, name: str, documents: frozenset[str] | None) -> str | None:
    """Return the name with an initial that a document has: "Ann E. Brown", where "Ann Brown" is asked for."""
    if len(parts := [re.escape(word) for word in words(name)]) != 2:
        return None
    written = re.compile(rf"\b(?i:{parts[0]}) [A-Z]\. (?i:{parts[1]})\b")
    hits = library.search_words(words(name), _READ_ON, documents)
    texts = (passage.text for passage in library.passages([hit.chunk_id for hit in hits]).values())
    return next((match[0] for text in texts if (match := written.search(text))), None)


def asked_of_person(question: str) -> str | None:
    """Return the name in "Who is Ann Brown?", "What does Ann Brown do?"; None for "Who is the mayor?" and the like.

    Where all but the first letter is small, as a phone writes it, it may be none: "Who is leading walmart".
    """
    text = " ".join(question.split())
    found = next((match for shape in _WHO_IS if (match := shape.fullmatch(text))), None)
    if found is None:
        return None
    name = found["name"].strip(" ,\"“”'‘’")
    parts = name.split()
    telling = [part for part in parts[:-1] if part.casefold().strip(".") not in _SMALL] + parts[-1:]
    if not parts or len(parts) > _MOST_WORDS or parts[0].casefold() in STOP_WORDS or re.search(r"[,;:\d]", name):
        return None
    office = is_human(telling[-1]) and not is_first_name(telling[0])  # "prime minister"
    plain = STOP_WORDS.isdisjoint(part for part in telling if len(part) > 1)  # "carl a brown"
    if text[1:] == text[1:].casefold() and len(telling) > 1 and plain and not office:
        return " ".join(part.capitalize() if part in telling else part for part in parts)
    return name if all(any(piece[:1].isupper() for piece in part.split("-")) for part in telling) else None  # "al-Hathloul"


def with_lists(found: Person) -> list[str]:
    """Say the same, and what the person's lists tell, a line each."""
    told = ((title, ", ".join(f"{name} ({number:,})" for name, number in names)) for title, _, names in found.lists())
    return [in_numbers(found), *(f"{title}: {names}" for title, names in told)]


def in_numbers(found: Person) -> str:
    """Say how many documents name a person, from when to when, how many quote them, and who else has the name."""
    span = (
        f", from {found.first} to {found.last}" if found.first != found.last else f", of {found.first}" if found.first else ""
    )
    quoted = f"{span and ','} and quoted in {found.quoted:,} of them" if found.quoted and found.documents > 1 else ""
    others = f" Others of that name: {', '.join(found.namesakes).removesuffix('.')}." if found.namesakes else ""
    several = "Several people have this name. " if found.of_several else ""
    return f"{several}**{found.name}** is named in {counted(found.documents)}{span}{quoted}.{others}"
