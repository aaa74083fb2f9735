"""Who is quoted most, kept as long as no document changes."""

from unittest.mock import patch

from qa.attribution.answers import person, quoted_people
from qa.attribution.answers.identities import apart
from qa.store.sql import Library
from qa.store.sql.census import Census
from tests.support import Workshop


def names(library: Library) -> list[str]:
    return [each.speaker for each in quoted_people(library)]


def test_the_list_is_made_once_and_anew_when_a_document_comes_changes_or_goes(workshop: Workshop) -> None:
    workshop.add("a.txt", "“We will open,” Mayor Ann Brown said.")
    assert names(workshop.library) == ["Ann Brown"]
    with patch.object(Census, "quoted_most", side_effect=AssertionError("it is known")):
        assert names(workshop.library) == ["Ann Brown"]
    other = workshop.add("b.txt", "“We will close,” said Joe Black.")
    assert set(names(workshop.library)) == {"Ann Brown", "Joe Black"}
    workshop.add("a.txt", "“We will open,” Mayor Ann Green said.")
    assert set(names(workshop.library)) == {"Ann Green", "Joe Black"}
    workshop.library.remove(other.id)
    assert names(workshop.library) == ["Ann Green"]
    assert person(workshop.library, "Joe Black") is None


def test_what_is_hidden_is_in_no_list_whatever_was_kept_for_others(workshop: Workshop) -> None:
    secret = workshop.add("a.txt", "“We will open,” Mayor Ann Brown said.")
    library = workshop.library
    closed = library.collections.create("Closed").id
    seen = library.seen_without(frozenset({closed}))
    assert names(library) == names(seen) == ["Ann Brown"]
    assert person(seen, "Ann Brown") is not None
    library.collections.put(closed, [secret.id])
    assert names(library) == ["Ann Brown"]
    assert names(seen) == []
    assert person(seen, "Ann Brown") is None


def test_only_names_that_may_be_one_are_looked_at_together() -> None:
    told = ["Ann Brown", "Dr. Brown", "Joe Black", "CDC", "Centers for Disease Control"]
    assert apart(told) == [[0, 1], [2], [3, 4]]
