import pytest

from qa.verification.quantities import quantities


def read(text: str) -> list[tuple[str, float, str]]:
    return [(found.kind, float(found.value), found.unit) for found in quantities(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5%", "five percent"),
        ("5.4 per cent", "5.4 percent"),
        ("£1.2 million", "1,200,000 pounds"),
        ("$2.1bn", "2.1 billion dollars"),
        ("40,000 euros", "40 000 €".replace("€", "euros")),
        ("21 thousand", "21,000"),
        ("thirty-one", "31"),
        ("one hundred and five", "105"),
        ("two dozen", "24"),
        ("61 km", "sixty-one kilometres"),
        ("14 June 2019", "June 14, 2019"),
        ("2019-06-14", "the 14th of June 2019"),
        ("the 19th century", "nineteenth century"),
        ("half", "50 percent"),
        ("half a percentage point", "0.5 percentage points"),
    ],
)
def test_one_value_is_the_same_however_it_is_written(one: str, other: str) -> None:
    first, second = quantities(one), quantities(other)
    assert len(first) == len(second) > 0
    assert all(any(a.same(b) for b in second) for a in first)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5%", "6%"),
        ("5%", "5 dollars"),
        ("5%", "5 percentage points"),
        ("1.2 million", "12 million"),
        ("61 km", "61 miles"),
        ("2008", "2018"),
        ("June 14", "June 15"),
        ("June 14", "July 14"),
        ("first", "second"),
        ("1990", "the 1990s"),
        ("-5 degrees", "5 degrees"),
        ("7 a.m.", "7 p.m."),
    ],
)
def test_another_value_or_unit_is_not_the_same(one: str, other: str) -> None:
    assert not all(any(a.same(b) for b in quantities(other)) for a in quantities(one))


def test_a_range_lends_its_unit_to_both_ends() -> None:
    assert read("between 30 and 40 percent") == [("number", 30.0, "%"), ("number", 40.0, "%")]
    assert read("15-60 warheads") == [("number", 15.0, ""), ("number", 60.0, "")]


@pytest.mark.parametrize("text", ["no one came", "one of them", "it may rain", "they march on", "nothing here"])
def test_words_that_only_look_like_numbers_or_months_are_none(text: str) -> None:
    assert read(text) == []


def test_a_month_that_is_also_a_word_is_one_behind_a_preposition_or_with_a_day() -> None:
    assert read("in May") == [("month", 5.0, "")]
    assert read("May 5") == [("month", 5.0, ""), ("day", 505.0, "")]  # 5 × 100 + 5
