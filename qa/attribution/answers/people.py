"""People as the documents show them: how they are introduced, what they said, what is said of them, when and where."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qa.attribution.answers.excerpts import Excerpt, excerpts, once
from qa.attribution.answers.name_words import acronym
from qa.attribution.answers.namesakes import bare_name, who_is_meant
from qa.english.entities import HONORIFICS
from qa.english.lexicon import is_human
from qa.english.phrases import PREPOSITIONS
from qa.english.tokens import tokenise
from qa.english.verbs import BE
from qa.english.wanted import Wanted
from qa.english.words import wording, words
from qa.store.sql import Library, Place
from qa.types import Citation, Span

# "A show that stars Ann Brown", "Ann Brown, teachers and others".
_SEVERAL = re.compile(r"[a-z].*[^s]s")
# Forms of a name that documents are searched for.
_MOST_FORMS = 4


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a document says that somebody is, and its sentence."""

    role: str
    cited: Citation
    documents: int


@dataclass(frozen=True, slots=True)
class Person:
    """What the documents show of a person.

    `documents` is how many name this person, `first` and `last` are the dates of the oldest and the newest of them.
    Introductions: those of most documents first, then those that say most. `said` and `of_them` (what others write and say of
    them): the newest first, each wording once. `quoted` is how many documents have words of theirs, `namesakes` are other
    people whom the name given may mean, as likely as this one where it is `of_several`.
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


def person(library: Library, given: str, documents: frozenset[str] | None = None, first: Collection[str] = ()) -> Person | None:
    """Return whoever is meant by this name, of several the one quoted in most documents; None where nobody is.

    The name may have a title. How the documents in `first` introduce them comes before all else.
    """
    meant = who_is_meant(library, given, documents)
    forms = _full_forms(meant.name, meant.said)
    wanted = Wanted.of(forms, any_of=True)
    places = library.census.mentioning(wanted, documents) if wanted is not None else ()
    places = tuple(place for place in places if place.document_id not in meant.elsewhere)
    if not places:
        return None
    said = once(excerpts(each for excerpt in meant.said for each in excerpt.statements))
    said.sort(key=lambda each: (each.first.published or "", each.first.source, -each.span.start), reverse=True)
    named = library.census.with_mentions(wanted, places) if wanted is not None else ()
    introductions, of_them = _told(forms, named, meant.said, first)
    dates = sorted(place.published for place in places if place.published)
    return Person(
        name=meant.name,
        documents=len(places),
        quoted=len({each.document_id for each in meant.said}),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        introductions=introductions,
        said=tuple(said),
        of_them=of_them,
        namesakes=meant.namesakes,
        of_several=meant.of_several,
    )


def _full_forms(name: str, mine: Sequence[Excerpt]) -> list[str]:
    """Return the name and others of this person that nobody else would be meant by: no surname alone."""
    others = (bare_name(each.speaker or "") for each in mine)
    full = (each for each in others if acronym(each) or (len(words(each)) > 1 and each[0].isupper()))
    return list(dict.fromkeys((name, *full)))[:_MOST_FORMS]


def _told(
    names: Sequence[str], places: Sequence[Place], mine: Sequence[Excerpt], first: Collection[str]
) -> tuple[tuple[Introduction, ...], tuple[Citation, ...]]:
    """Return how the documents introduce them and what else is said of them, by the first sentence of each that names them."""
    own: dict[str, list[Span]] = {}
    for each in mine:
        own.setdefault(each.document_id, []).append(each.span)
    seen: set[str] = set()
    roles: dict[str, list[tuple[str, Citation]]] = {}
    others: list[Citation] = []
    for place in places:
        if place.sentence is None or wording(place.quote) in seen:
            continue
        seen.add(wording(place.quote))
        cited = _cite(place)
        role = next(filter(None, (introduction(name, place.quote) for name in names)), None)
        if role is not None:
            roles.setdefault(wording(role), []).append((role, cited))
        elif not any(span.start <= place.sentence.start < span.end for span in own.get(place.document_id, ())):
            others.append(cited)
    told = [(min(found, key=lambda each: each[1].document_id not in first), len(found)) for found in roles.values()]
    introductions = [Introduction(*each, documents) for each, documents in told]
    introductions.sort(key=lambda each: (each.cited.published or "", each.cited.source), reverse=True)
    introductions.sort(
        key=lambda each: (
            wording(each.role) in HONORIFICS,
            each.cited.document_id not in first,
            -each.documents,
            -min(len(words(each.role)), 3),
        )
    )
    return tuple(introductions), tuple(others)


def introduction(name: str, sentence: str) -> str | None:
    """Return what the sentence says that this person is, without an article; None where it doesn't.

    "Mayor Ann Brown", "Ann Brown, the mayor of Bergen, said", "Ann Brown is the mayor".
    """
    from qa.english.entity_collection import role_text, roles_around
    from qa.english.name_spans import find_name_spans
    from qa.english.subject_parser import SubjectParser

    text = " ".join(sentence.split())
    tokens = tokenise(text, 0, len(text), [])
    parser = SubjectParser(tokens, find_name_spans(tokens))
    named = (span for span in parser.spans.values() if {word.casefold() for word in span.words} >= {*name.casefold().split()})
    if (span := next(named, None)) is None:
        return None
    told = [*roles_around(parser, span), (span.start, span.name)]
    if parser.low(span.end) in BE:
        end = next((at for at in range(span.end, len(tokens)) if parser.is_mark(at, ",;:.—–")), len(tokens))
        head = next((at for at in range(span.end, end) if parser.low(at) in PREPOSITIONS), end)
        told = [(span.end + 1, end), *told] if any(is_human(token.text) for token in tokens[span.end : head]) else told
    roles = (role_text(text, parser, each) or "" for each in told)
    return next((role for role in roles if any(is_human(each) and not _SEVERAL.fullmatch(each) for each in words(role))), None)


def _cite(place: Place) -> Citation:
    assert place.sentence is not None, "only places with a sentence are cited"
    start, end = place.sentence.start, place.sentence.end
    about = (place.document_id, place.title, place.source, place.published)
    return Citation(1, *about, start, end, place.quote, None, 1.0, "verbatim")
