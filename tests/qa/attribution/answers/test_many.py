"""Somebody who is quoted very often takes no longer to answer about."""

import sqlite3
from unittest.mock import patch

import pytest
import sqlalchemy as sa

from qa.attribution.answers import topic
from qa.attribution.answers.excerpts import excerpts
from qa.attribution.answers.topic import Topic
from qa.store.sql import StoredStatement
from qa.types import Span, Statement
from tests.qa.attribution.answers.conftest import Said, Shelf
from tests.support import Workshop


def stored(number: int, start: int, end: int, speaker: str = "Ahab") -> StoredStatement:
    said = Statement(start, end, "d", "direct", speaker, None, None, None, Span(start, end))
    return StoredStatement(said, "x" * (end - start), "x" * (end - start), "A title", "a.txt", None)


def test_statements_are_compared_with_those_beside_them_only(monkeypatch: pytest.MonkeyPatch) -> None:
    compared, overlaps = 0, Span.overlaps

    def counted(self: Span, other: Span) -> bool:
        nonlocal compared
        compared += 1
        return overlaps(self, other)

    monkeypatch.setattr(Span, "overlaps", counted)
    many = 5000
    assert len(excerpts(stored(number, 10 * number, 10 * number + 9) for number in range(many))) == many
    (one,) = excerpts(stored(number, 10 * number, 10 * number + 12) for number in range(many))
    assert (one.span, len(one.text), len(one.statements)) == (Span(0, 10 * many + 2), 10 * many + 2, many)
    assert compared <= 2 * many


def test_a_long_excerpt_takes_in_what_comes_after_a_short_one_beside_it() -> None:
    found = excerpts([stored(0, 0, 100), stored(1, 10, 20), stored(2, 30, 40, "Starbuck"), stored(3, 90, 120)])
    assert [(each.speaker, each.span) for each in found] == [("Ahab", Span(0, 120)), ("Starbuck", Span(30, 40))]


def test_of_very_many_statements_the_newest_are_looked_at_and_those_on_the_topic(shelf: Shelf) -> None:
    shelf.most = 20
    for day in range(1, 29):
        seen = "the white whale" if day == 2 else f"the weather of day {day}"
        words = [f"“We saw {seen} at {hour} bells,” Ahab said." for hour in range(4)]
        shelf.add(
            f"log{day:02}.txt",
            *(Said(each, each.partition("” Ahab")[0] + "”", "Ahab") for each in words),
            published=f"1851-11-{day:02}",
        )
    answer = shelf.ask("What did Ahab say?")
    assert answer is not None
    assert {each.source for each in answer.citations} <= {f"log{day:02}.txt" for day in range(24, 29)}
    assert "… and over 12 more." in answer.text
    answer = shelf.ask("What did Ahab say about the white whale?")
    assert answer is not None
    assert {each.source for each in answer.citations} == {"log02.txt"}


def test_a_topic_of_many_names_takes_a_statement_apart_as_often_as_one_of_a_few(workshop: Workshop) -> None:
    workshop.add("a.txt", "“We will open,” Mayor Ann Brown said in Norway.")

    def taken_apart(names: int) -> int:
        of = Topic.read(workshop.library, " ".join(f"Ten{chr(97 + number)}ar" for number in range(names)))
        assert of is not None
        with patch.object(topic, "stem", wraps=topic.stem) as stems:
            assert not of.is_on("Ann Brown will open in Norway.", 0.0)
        return stems.call_count

    assert taken_apart(26) == taken_apart(2)


def test_the_database_works_in_proportion_for_names_that_are_all_linked(workshop: Workshop) -> None:
    steps = [0]

    def count(_connection: object, cursor: sqlite3.Cursor, *_: object) -> None:
        cursor.connection.set_progress_handler(lambda: steps.append(1), 1000)  # after so many steps of SQLite's

    def worked(number: int) -> int:
        own = {f"Ann{each} Ten{number}": {f"ten{number}"} for each in range(number)}
        before = len(steps)
        assert workshop.library.speakers.family(own, {}) == own.keys()
        return len(steps) - before

    sa.event.listen(sa.Engine, "before_cursor_execute", count)
    try:
        assert worked(1200) < 4 * worked(400)  # nine times as much where all pairs are looked at
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", count)
