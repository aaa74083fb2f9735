"""Who is quoted most, each person and body once: "CDC" and "Dr. Fauci" count with the full names."""

from collections.abc import Sequence

from qa.attribution.answers.speaker_names import is_description
from qa.attribution.answers.who_is_who import bring_up_to_date
from qa.store.sql import Library, Quoted


def quoted_people(library: Library, what: Sequence[str] = (), documents: frozenset[str] | None = None) -> list[Quoted]:
    """Those in most documents first; with `what`, in statements with all of these words."""
    bring_up_to_date(library, while_asked=True)
    return [each for each in library.speakers.quoted(what, documents) if not is_description(each.speaker)]
