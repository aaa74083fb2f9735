"""Who is quoted most, known as documents come and go."""

from unittest.mock import patch

import sqlalchemy as sa

from qa.attribution.answers import bring_up_to_date, person, quoted_people, who_is_who
from qa.store.sql import Library
from qa.types.errors import DiskFullError
from tests.support import Workshop


def names(library: Library) -> list[str]:
    return [each.speaker for each in quoted_people(library)]


def test_who_is_who_follows_the_documents_and_is_told_anew_only_where_one_came_or_went(workshop: Workshop) -> None:
    workshop.add("a.txt", "“We will open,” Mayor Ann Brown said.")
    assert names(workshop.library) == ["Ann Brown"]
    with patch.object(who_is_who, "bearer_numbers", side_effect=AssertionError("it is known")):
        assert names(workshop.library) == ["Ann Brown"]
    other = workshop.add("b.txt", "“We will close,” said Joe Black.")
    assert set(names(workshop.library)) == {"Ann Brown", "Joe Black"}
    workshop.add("a.txt", "“We will open,” Mayor Ann Green said.")
    assert set(names(workshop.library)) == {"Ann Green", "Joe Black"}
    workshop.library.remove(other.id)
    assert names(workshop.library) == ["Ann Green"]
    assert person(workshop.library, "Joe Black") is None


def test_a_short_form_counts_with_the_full_name_that_comes_later_and_alone_once_that_is_gone(workshop: Workshop) -> None:
    workshop.add("a.txt", "The CDC warned. “Wash your hands,” the CDC said.")
    full = "Centers for Disease Control and Prevention"
    other = workshop.add("b.txt", f"The {full} (CDC) met. “It spreads,” the {full} said.")
    (both,) = quoted_people(workshop.library)
    assert (both.speaker, both.documents, both.statements) == ("CDC", 2, 2)
    workshop.library.remove(other.id)
    assert [(each.speaker, each.names) for each in quoted_people(workshop.library)] == [("CDC", ())]


def test_who_is_quoted_is_told_from_one_index_and_who_waits_from_another(workshop: Workshop) -> None:
    workshop.add("a.txt", "“We will open,” Mayor Ann Brown said.")
    asked: list[tuple[str, tuple[object, ...]]] = []

    def note(_connection: object, _cursor: object, statement: str, given: tuple[object, ...], *_: object) -> None:
        asked.append((statement, given))

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        assert names(workshop.library) == ["Ann Brown"]
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
    with workshop.library.reading() as connection:
        plans = [
            " ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given))
            for statement, given in asked
            if "FROM speakers" in statement
        ]
    assert sorted(plan.partition(" INDEX ")[2].split()[0] for plan in plans) == [
        "ix_speakers_due",
        "ix_speakers_quoted",
        "ix_speakers_quoted",
    ]


def test_only_those_that_may_be_one_with_a_name_that_came_are_told_apart_again(workshop: Workshop) -> None:
    for number, name in enumerate(("Ann Brown", "Joe Black", "Ida Brown")):
        workshop.add(f"{number}.txt", f"“We will open,” said {name}.")
    with patch.object(who_is_who, "bearer_numbers", wraps=who_is_who.bearer_numbers) as together:
        workshop.add("last.txt", "“We will close,” Tim Brown said.")
        bring_up_to_date(workshop.library)
    speakers = together.call_args.args[0]
    assert {each.name for each in speakers} == {"Ann Brown", "Ida Brown", "Tim Brown"}


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


def test_a_hidden_document_joins_no_two_names_that_are_seen(workshop: Workshop) -> None:
    workshop.add("a.txt", "Ships wait. “We will open,” the NHB said.")
    workshop.add("b.txt", "Ships came. “We will close,” the Northern Harbour Board said.")
    both = workshop.add("c.txt", "The Northern Harbour Board (NHB) met. “We rest,” the Northern Harbour Board said.")
    library = workshop.library
    closed = library.collections.create("Closed").id
    seen = library.seen_without(frozenset({closed}))

    def said(library: Library) -> set[str]:
        told = person(library, "Northern Harbour Board")
        assert told is not None
        return {each.first.source for each in told.said}

    assert said(library) == said(seen) == {"a.txt", "b.txt", "c.txt"}  # what is seen may join them
    library.collections.put(closed, [both.id])
    assert said(library) == {"a.txt", "b.txt", "c.txt"}
    assert said(seen) == {"b.txt"}
    assert [each.names for each in quoted_people(library)] == [("NHB",)]
    assert {(each.speaker, each.names) for each in quoted_people(seen)} == {("NHB", ()), ("Northern Harbour Board", ())}


def test_who_is_quoted_is_told_on_a_full_disk_which_has_no_room_for_who_is_who(workshop: Workshop) -> None:
    workshop.add("a", "“It is safe,” said Mary Ode, the mayor.")
    speakers = workshop.library.speakers
    with patch.object(type(speakers), "due", side_effect=DiskFullError("the disk is full")):
        assert [each.speaker for each in quoted_people(workshop.library)] == ["Mary Ode"]
