"""Sentences of two articles that tell another number of the same thing."""

import pytest

from qa.verification.disagreements import another_day, counts_otherwise, disagreement, near_in_time

FIRE = "The fire at Ostmark Mill in Bergen injured 19 workers on the night shift, police said."


def values(one: str, other: str) -> tuple[str, str] | None:
    found = disagreement(one, other)
    return None if found is None else (found.one.of(one), found.other.of(other))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (FIRE, "A fire at Ostmark Mill injured 25 workers on the night shift, a police spokesman said.", ("19", "25")),
        (
            "Three people were killed in Ostmark County, Bergen police confirmed.",
            "Four people were killed in Ostmark County, Bergen police confirmed.",
            ("Three", "Four"),
        ),
        (
            "Gov. Ann Brown declared a state of emergency for 33 counties.",
            "Gov. Ann Brown declared a state of emergency in 49 of the state's 67 counties.",
            ("33", "49"),
        ),
        (
            "Storm Edna came ashore near Bergen with sustained winds of 125 mph.",
            "Storm Edna came ashore at Bergen with sustained winds near 120 mph.",
            ("125", "120"),
        ),
    ],
)
def test_another_number_of_the_same_thing_is_told(one: str, other: str, expected: tuple[str, str]) -> None:
    assert values(one, other) == expected
    assert values(other, one) == expected[::-1]


@pytest.mark.parametrize(
    "other",
    [
        FIRE,
        "The fire at Ostmark Mill in Bergen injured nineteen workers on the night shift, police said.",
        "The fire at Ostmark Mill in Bergen injured more than 15 workers on the night shift, police said.",
        "The fire at Ostmark Mill in Bergen injured 19 workers and killed 2 workers on the night shift, police said.",
        "The fire at Ostmark Mill in Bergen burnt for 25 hours on the night shift, police said.",
        "The fire at Lund Forge in Malmo injured 25 workers on the night shift, police said.",
        "The fire at Ostmark Mill in Bergen in 1998 injured 25 workers on the night shift, police said.",
        "The mill injures 25 workers a year.",
    ],
)
def test_the_same_number_another_thing_another_place_and_another_time_are_no_disagreement(other: str) -> None:
    assert values(FIRE, other) is None


def test_numbers_of_two_days_of_the_week_are_no_disagreement() -> None:
    one = "Ostmark Schools in Bergen reported 21 active cases districtwide as of Friday."
    assert values(one, "Ostmark Schools in Bergen as of Monday reported 17 active cases districtwide.") is None
    assert values(one, "Ostmark Schools in Bergen reported 17 active cases districtwide.") == ("21", "17")


def test_articles_a_week_apart_tell_of_two_events() -> None:
    assert near_in_time("2021-03-17", "2021-03-20")
    assert not near_in_time("2021-03-17", "2021-03-24")
    assert not near_in_time("2021-03-17", None)


OPENED = "The new library of Ostmark opened its doors to readers on Saturday, March 13, the town council of Bergen said."


def days(one: str, other: str) -> tuple[str, str] | None:
    found = another_day(one, other, ("2021-03-17", "2021-03-18"))
    return None if found is None else (found.one.of(one), found.other.of(other))


def test_another_day_of_the_same_thing_is_told() -> None:
    other = "The new library of Ostmark opened its doors to readers on March 12, 2021, the town council of Bergen said."
    assert days(OPENED, other) == ("March 13", "March 12, 2021")
    assert days(other, OPENED) == ("March 12, 2021", "March 13")


def test_a_day_that_is_worked_out_differs_from_one_told_in_full_but_two_such_days_are_left_alone() -> None:
    other = "The town council of Bergen said that the new library of Ostmark opened to readers on Sunday, at last."
    assert days(OPENED, other) == ("March 13", "Sunday")
    assert days(OPENED.replace("Saturday, March 13", "Thursday"), other) is None


@pytest.mark.parametrize(
    "other",
    [
        "The new library of Ostmark opened its doors to readers on 13 March 2021, the town council of Bergen said.",
        "The new library of Ostmark opened its doors to readers on Saturday, the town council of Bergen said.",
        "The new library of Ostmark opened its doors to readers by March 12, the town council of Bergen said.",
        "The new library of Lund opened its doors to readers on March 12, the town council of Bergen said.",
        "The new library of Ostmark opened 2 doors to readers on March 12, the town council of Bergen said.",
        "The new library of Ostmark opened its doors to readers on May 12, the town council of Bergen said.",
        "The new library of Ostmark lent its first books to readers on March 12, Bergen said.",
        "The new library of Ostmark opened its doors to readers on March 12, the town council of Bergen said:",
    ],
)
def test_the_same_day_and_another_event_are_no_disagreement(other: str) -> None:
    assert days(OPENED, other) is None


@pytest.mark.parametrize(
    ("other", "differs"),
    [
        ("At least 80 people have died in Lundby.", True),
        ("At least 36 people have died in Lundby.", False),
        ("Some 80 houses burned in Lundby.", False),  # another thing
        ("More than 20 people have died in Lundby.", False),  # 36 are more than 20
        ("Only 20 people have died in Lundby.", True),
    ],
)
def test_another_number_of_the_same_thing_counts_otherwise(other: str, differs: bool) -> None:
    assert counts_otherwise("At least 36 people have died in Lundby.", other) is differs
