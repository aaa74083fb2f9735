"""Which part each word of a message belongs to."""

import pytest

from eval.training.part_lessons import aligned, lesson
from qa.pipeline.kinds.parts_model import SHARES


@pytest.mark.parametrize(
    ("message", "parts", "shares"),
    [
        (
            "price and deadline for rent",
            ["price for rent", "deadline for rent"],
            ["begins", "none", "begins", "all", "all"],
        ),
        ("When is it and who pays", ["When is it", "who pays"], ["begins", "goes_on", "goes_on", "none", "begins", "goes_on"]),
        ("Who left and when", ["Who left and when"], ["all"] * 4),
        (
            "two kids. Open when? What fee?",
            ["Open when?", "two kids. What fee?"],
            ["all", "all", "begins", "goes_on", "begins", "goes_on"],
        ),
    ],
)
def test_a_word_is_of_all_parts_of_one_or_of_none(message: str, parts: list[str], shares: list[str]) -> None:
    found = lesson(message, parts)
    told = [
        SHARES[share]
        for share, (first, last) in zip(found.shares, found.tokens.offsets, strict=True)
        if first < last and message[first].isalnum()
    ]
    assert told == shares


def test_the_words_of_a_part_are_those_that_stand_closest_together() -> None:
    words = "the fee and the deadline".split()
    assert aligned(words, ["the", "deadline"], late=True) == {3, 4}
    assert aligned(words, ["the", "fee"], late=False) == {0, 1}
    assert aligned(words, ["gone", "fee"], late=False) == {1}
