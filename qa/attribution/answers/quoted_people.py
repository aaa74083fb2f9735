"""Who is quoted most, each person and body once: "CDC" and "Dr. Fauci" count with the full names.

Forms of a name are joined as `identities` joins them, but by the names alone, without the documents' texts: there are too many.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from qa.attribution.answers.identities import apart, together
from qa.attribution.answers.kept import kept
from qa.attribution.answers.speaker_names import is_description
from qa.store.sql import Library, Quoted, Speaker

# Groups of names that are remembered.
_GROUPS = 1 << 16


def quoted_people(library: Library, what: Sequence[str] = (), documents: frozenset[str] | None = None) -> list[Quoted]:
    """Those in most documents first; with `what`, in statements with all of these words.

    Of a whole library that hides nothing from whoever asks they are kept until any document changes.
    """
    if what or documents is not None:
        return _count(library, what, documents)
    return list(kept(library, "quoted", lambda: _count(library, (), None)))


def _count(library: Library, what: Sequence[str], documents: frozenset[str] | None) -> list[Quoted]:
    told = [each for each in library.census.quoted_most(what, documents) if not is_description(each.speaker)]
    groups = [
        [told[place] for place in group] for places in apart([each.speaker for each in told]) for group in _groups(told, places)
    ]
    quoting = library.census.quoting([each.speaker for group in groups if len(group) > 1 for each in group], what, documents)
    found = []
    for first, *others in groups:  # the form of most documents first, as they come
        if not others:
            found.append(first)
            continue
        every = frozenset().union(*(quoting.get(each.speaker, frozenset()) for each in (first, *others)))
        number = first.statements + sum(each.statements for each in others)
        found.append(Quoted(first.speaker, number, len(every), tuple(each.speaker for each in others)))
    return sorted(found, key=lambda each: (-each.documents, -each.statements, each.speaker))


def _groups(told: Sequence[Quoted], places: Sequence[int]) -> list[list[int]]:
    if len(places) == 1:
        return [list(places)]
    groups: dict[int, list[int]] = defaultdict(list)
    numbers = _numbers(tuple((told[place].speaker, told[place].documents) for place in places))
    for place, number in zip(places, numbers, strict=True):
        groups[number].append(place)
    return list(groups.values())


@lru_cache(maxsize=_GROUPS)
def _numbers(names: tuple[tuple[str, int], ...]) -> tuple[int, ...]:
    """Whom each name means, of names and the number of documents that have them; a name is one place, which stands for those.

    It follows from these alone, so that what was found before is right whoever asks, and only groups in which something came
    or went are looked at again.
    """
    return tuple(together([Speaker(name, "", name) for name, _ in names], {}, dict(names)))
