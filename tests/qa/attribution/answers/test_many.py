"""Somebody who is quoted very often takes no longer to answer about."""

import pytest

from qa.attribution.answers.excerpts import excerpts
from qa.store.sql import StoredStatement
from qa.types import Span, Statement
from tests.qa.attribution.answers.conftest import Said, Shelf


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
        topic = "the white whale" if day == 2 else f"the weather of day {day}"
        words = [f"“We saw {topic} at {hour} bells,” Ahab said." for hour in range(4)]
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
