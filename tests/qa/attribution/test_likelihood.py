"""How likely a statement is one, and its speaker's."""

from itertools import pairwise

from qa.attribution import find_statements
from qa.attribution.extraction import Extraction
from qa.attribution.likelihood import WEIGHTS, likelihood
from qa.types import Document, Statement

NAMED = "Ann Lee, the mayor, said that the bridge is safe."
# Nobody says this, and who is named stands far away.
FAR = f"{NAMED}\n\n" + "The road was wet and the lamps were out for most of the way.\n\n" * 40


def statements(text: str) -> tuple[Statement, ...]:
    return find_statements(Document.create(source="a.txt", title="", text=text))


def test_there_is_a_weight_for_each_mark_and_a_mark_for_each_statement_of_somebody() -> None:
    ((_, marks),) = Extraction(Document.create(source="a.txt", title="", text=NAMED)).marked()
    assert marks is not None
    found = dict(zip(WEIGHTS, marks, strict=True))
    assert found["first name"] == found["say"] == found["that"] == 1
    assert found["away, untagged"] == 0


def test_the_likelihood_grows_with_the_weights_of_the_marks_and_lies_between_0_and_1() -> None:
    assert likelihood([0.0] * len(WEIGHTS)) == 0.5  # 1 / (1 + e^0)
    found = [likelihood([float(each == mark) for each in WEIGHTS]) for mark in sorted(WEIGHTS, key=WEIGHTS.__getitem__)]
    assert all(0 < one <= other < 1 for one, other in pairwise(found))


def test_who_says_it_in_the_sentence_surely_does() -> None:
    (said,) = statements(NAMED)
    assert said.speaker == "Ann Lee"
    assert said.likely is not None
    assert said.is_surely_theirs


def test_words_far_away_from_whoever_spoke_last_are_not_surely_theirs() -> None:
    *_, last = statements(FAR + "“Nobody came,” it went.")
    assert (last.kind, last.speaker, last.is_surely_theirs) == ("direct", "Ann Lee", False)


def test_what_a_label_names_is_without_doubt() -> None:
    said = statements("Interview\n\nQ: Is it safe?\n\nA: It is.\n\nQ: Who says so?\n\nA: I do.")
    assert all(each.likely is None for each in said)
