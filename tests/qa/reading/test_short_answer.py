import pytest

from qa.reading.answer_types import Expected
from qa.reading.short_answer import is_presentable, whole_phrase
from qa.types import Span


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        ("They aim at zero no later than 2050.", "2050", "no later than 2050"),
        ("She was met by Mary Ann Brown there.", "Ann", "Mary Ann Brown"),
        ("It cost $3.5 million in all.", "3.5", "$3.5 million"),
        ("About 300 boats were lost.", "300", "About 300"),
        ("Not one was harmed.", "one", "Not one"),
        ("The Bank of England said so.", "England", "Bank of England"),
        ("Prices rose 7 percent in May.", "7", "7 percent"),
        ("In May prices rose.", "prices", "prices"),
    ],
)
def test_a_short_answer_is_a_whole_phrase(text: str, found: str, whole: str) -> None:
    start = text.index(found)
    assert whole_phrase(text, Span(start, start + len(found))).of(text) == whole


@pytest.mark.parametrize(
    ("phrase", "kind", "shown"),
    [
        ("1,200", "number", True),
        ("many", "number", False),
        ("Ann Brown", "person", True),
        ("he", None, False),
        ("on Monday", "date", True),
        ("the harbour", "date", False),
        (" ".join(["word"] * 30), None, False),
    ],
)
def test_a_short_answer_is_shown_where_it_is_of_the_kind_asked_for(phrase: str, kind: Expected | None, shown: bool) -> None:
    assert is_presentable(phrase, kind) is shown
