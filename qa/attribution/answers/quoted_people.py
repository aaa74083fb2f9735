"""Who is quoted most, each person and body once: "CDC" and "Dr. Fauci" count with the full names.

Forms of a name are joined by their letters alone, without the documents' texts: titles, accents and middle names, a surname or
an acronym that means nearly always the same. `identities` looks closer where one person is asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from qa.attribution.answers.names import Name, acronym, initials, may_be_one, read
from qa.attribution.answers.speaker_names import is_description
from qa.english.gazetteer import PLACES
from qa.store.sql import Library, Quoted

# A short form is of whoever has this share of the documents of all whom it may mean, and so many.
_MOST, _FEWEST = 0.8, 5
_SHORTEST = 3  # letters of an acronym: two may mean anything


def quoted_people(library: Library, what: Sequence[str] = (), documents: frozenset[str] | None = None) -> list[Quoted]:
    """Those in most documents first; with `what`, in statements with all of these words."""
    told = [each for each in library.census.quoted_most(what, documents) if not is_description(each.speaker)]
    groups = _forms(told)
    several = [each.speaker for group in groups for each in group if len(group) > 1]
    quoting = library.census.quoting(several, what, documents)
    found = []
    for first, *others in groups:
        if not others:
            found.append(first)
            continue
        every = frozenset().union(*(quoting.get(each.speaker, frozenset()) for each in (first, *others)))
        number = first.statements + sum(each.statements for each in others)
        found.append(Quoted(first.speaker, number, len(every), tuple(each.speaker for each in others)))
    return sorted(found, key=lambda each: (-each.documents, -each.statements, each.speaker))


def _forms(told: Sequence[Quoted]) -> list[list[Quoted]]:
    """Those of one person together, the form of most documents first."""
    groups: dict[tuple[str, ...], list[Quoted]] = {}
    short: list[tuple[Quoted, Name]] = []
    for each in told:
        name = read(each.speaker)
        if name.alone or acronym(each.speaker):
            short.append((each, name))
        else:
            _add(groups, each, name)
    by_last: dict[str, list[list[Quoted]]] = defaultdict(list)
    by_initials: dict[str, list[list[Quoted]]] = defaultdict(list)
    for group in groups.values():
        name = read(group[0].speaker)
        if name.person:
            by_last[name.last].append(group)
        else:
            for letters in initials(name.text):
                by_initials[letters].append(group)
    alone: dict[str, list[Quoted]] = {}
    for each, name in short:
        letters = acronym(each.speaker)
        bearers = (by_initials[letters] if len(letters) >= _SHORTEST else []) if letters else by_last[name.last]
        meant = _most_quoted(bearers) if each.speaker not in PLACES else None
        (meant if meant is not None else alone.setdefault(letters or name.text, [])).append(each)
    return [sorted(group, key=lambda each: -each.documents) for group in (*groups.values(), *alone.values())]


def _add(groups: dict[tuple[str, ...], list[Quoted]], each: Quoted, name: Name) -> None:
    """With the others of its first and last name, but not "Stephen A. Smith" with "Stephen E. Smith"."""
    key = name.key if name.suffix or not name.person else _first_and_last(name)
    if name.person and not all(may_be_one(name, read(other.speaker)) for other in groups.get(key, ())):
        key = name.key
    groups.setdefault(key, []).append(each)


def _first_and_last(name: Name) -> tuple[str, ...]:
    """Without a middle initial, which many documents leave out."""
    return (*(part for number, part in enumerate(name.given) if not number or len(part) > 1), name.last, "")


def _most_quoted(groups: Iterable[list[Quoted]]) -> list[Quoted] | None:
    by_documents = sorted(groups, key=_documents, reverse=True)
    total = sum(map(_documents, by_documents))
    if not by_documents or _documents(by_documents[0]) < max(_FEWEST, _MOST * total):
        return None
    return by_documents[0]


def _documents(group: Sequence[Quoted]) -> int:
    return sum(each.documents for each in group)
