"""Who is quoted: people and bodies by their names, without those who are only described ("a witness")."""

from collections.abc import Sequence

from qa.attribution.answers.speaker_names import is_description
from qa.store.sql import Library, Quoted


def quoted_people(library: Library, what: Sequence[str] = (), documents: frozenset[str] | None = None) -> list[Quoted]:
    """Those in most documents first; with `what`, in quotations with all of these words."""
    return [each for each in library.census.quoted_most(what, documents) if not is_description(each.speaker)]
