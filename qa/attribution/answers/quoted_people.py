"""Who is quoted most, each person and body once: "CDC" and "Dr. Fauci" count with the full names.

Forms of a name are joined as `identities` joins them, but by the names alone, without the documents' texts: there are too many.
"""

from collections import defaultdict
from collections.abc import Sequence

from qa.attribution.answers.identities import together
from qa.attribution.answers.speaker_names import is_description
from qa.store.sql import Library, Quoted, Speaker


def quoted_people(library: Library, what: Sequence[str] = (), documents: frozenset[str] | None = None) -> list[Quoted]:
    """Those in most documents first; with `what`, in statements with all of these words."""
    told = [each for each in library.census.quoted_most(what, documents) if not is_description(each.speaker)]
    groups: dict[int, list[Quoted]] = defaultdict(list)
    # A name is one place, which stands for all documents that have it.
    numbers = together(
        [Speaker(each.speaker, "", each.speaker) for each in told], {}, {each.speaker: each.documents for each in told}
    )
    for each, number in zip(told, numbers, strict=True):  # the form of most documents first, as they come
        groups[number].append(each)
    several = [each.speaker for group in groups.values() for each in group if len(group) > 1]
    quoting = library.census.quoting(several, what, documents)
    found = []
    for first, *others in groups.values():
        if not others:
            found.append(first)
            continue
        every = frozenset().union(*(quoting.get(each.speaker, frozenset()) for each in (first, *others)))
        number = first.statements + sum(each.statements for each in others)
        found.append(Quoted(first.speaker, number, len(every), tuple(each.speaker for each in others)))
    return sorted(found, key=lambda each: (-each.documents, -each.statements, each.speaker))
