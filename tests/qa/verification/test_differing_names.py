"""Sentences of two articles that name another person in the same place, or spell a name otherwise."""

import pytest

from qa.verification.disagreements import another_name

ELECTED = "The council of Ostmark elected Ann Lee as its new chair on Monday evening."


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        (ELECTED, "The council of Ostmark elected Ann Low as its new chair on Monday evening.", ("Ann Lee", "Ann Low")),
        (ELECTED, "The council of Ostmark elected Karen Lee as its new chair late on Monday.", ("Ann Lee", "Karen Lee")),
        (
            "Power came back to the valley at noon, according to Nortel, the largest provider of the region.",
            "Power came back to the valley at noon, according to Norte, the largest provider of the region.",
            None,  # the one begins like the other
        ),
        (
            "Power came back to the valley at noon, according to Paltel, the largest provider of the region.",
            "Power came back to the valley at noon, according to Patel, the largest provider of the region.",
            ("Paltel", "Patel"),
        ),
    ],
)
def test_another_name_in_the_same_words_is_told(one: str, other: str, names: tuple[str, str] | None) -> None:
    found = another_name(one, other)
    assert (found and (found.one.of(one), found.other.of(other))) == names


@pytest.mark.parametrize(
    "other",
    [
        "The council of Ostmark elected Anne Lee as its new chair on Monday evening.",  # one name, longer
        "The council of Ostmark elected Tom Berg as its new chair on Monday evening.",  # perhaps another year's
        "The council of Westmark elected Ann Low as its new chair on Monday evening.",
        "The council of Ostmark elected Ann Low as one of 3 new chairs on Monday evening.",
        "Ann Low will not be the new chair.",
        ELECTED,
    ],
)
def test_other_sentences_give_no_other_name(other: str) -> None:
    assert another_name(ELECTED, other) is None


def test_a_nickname_is_no_other_name() -> None:
    one = "The council of Ostmark elected William Lee as its new chair on Monday evening."
    assert another_name(one, one.replace("William", "Bill")) is None
    assert another_name(one, one.replace("William", "Robert")) is not None
