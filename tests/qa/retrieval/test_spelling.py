import pytest

from qa.retrieval.spelling import Correction, corrected, corrections
from tests.support import Workshop

TEXT = "Novak Djokovic won the tournament in Australia. Carla Brown came second. She played well."


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("When did Djokivic win?", "When did Djokovic win?"),
        ("Who won the tournmaent?", "Who won the tournament?"),
        ("Did Carlo come second?", "Did Carlo come second?"),  # too short: another name, not a misspelt one
        ("Who plaed well?", "Who played well?"),
        ("Who won the pllay?", "Who won the pllay?"),  # too short for a letter too many
        ("Who won the tournament?", "Who won the tournament?"),
        ("Who won the championship?", "Who won the championship?"),  # nothing is near
        ("Who won the tournaments?", "Who won the tournaments?"),
        ("Was it terminated, secondary, or branded?", "Was it terminated, secondary, or branded?"),  # words, not "second"
        ("Are wellies allowed?", "Are wellies allowed?"),  # by its stem near "well", by its length not
    ],
)
def test_an_unknown_word_is_taken_for_its_only_near_neighbour(workshop: Workshop, question: str, meant: str) -> None:
    workshop.add("a", TEXT)
    assert corrected(question, corrections(question, workshop.library)) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("celing", "ceiling"),  # by their stems "cel" is nearer to "cell" than to "ceil"
        ("celings", "ceilings"),
        ("recesion", "recession"),
        ("inflaton", "inflation"),  # with its ending wrong, the stem isn't "inflat"
        ("abotrion", "Abortion"),  # as it is written there
        ("goverors", "governors"),
        ("Zelensy", "Zelensky"),
        ("withdrawl", "withdrawal"),
        ("Ukriane", "Ukraine"),
    ],
)
def test_a_slip_in_an_ending_is_seen_by_the_letters_and_not_by_the_stem(typed: str, meant: str, workshop: Workshop) -> None:
    workshop.add("a", "Cells split. The debt ceiling and the ceilings of the hall. They fear inflation and a recession.")
    workshop.add("b", "Zelensky spoke in Ukraine. The governor listened. Abortion divides governors.")
    workshop.add("c", "They withdraw. The withdrawal was quick.")

    assert corrections(f"what about {typed}", workshop.library) == (Correction(typed, meant),)


def test_a_name_that_differs_in_three_letters_is_another(workshop: Workshop) -> None:
    workshop.add("a", "Alligators live in the Everglades. The Everglades are wet.")

    assert corrections("catch me up on Evergrande", workshop.library) == ()  # l, no n, s
    assert corrections("tell me about the Everglaeds", workshop.library) == (Correction("Everglaeds", "Everglades"),)


def test_an_empty_library_corrects_nothing(workshop: Workshop) -> None:
    assert corrections("When did Djokivic win?", workshop.library) == ()


def test_a_word_is_corrected_only_where_it_stands_whole() -> None:
    found = (Correction("Altman", "Altmann"),)
    assert corrected("Did Altman or Altmanns resign?", found) == "Did Altmann or Altmanns resign?"
