import pytest

from eval.metrics.scores import citation_precision, citation_recall, citation_resolves, right
from tests.eval.rows import absent, abstained, citations, row


def test_precision_is_the_share_of_citations_that_hold_what_was_asked_for():
    assert citation_precision(row(citations=citations(True, False, True))) == pytest.approx(2 / 3)


def test_whatever_is_cited_for_an_unanswerable_question_is_wrong():
    assert citation_precision(absent(status="answered", citations=citations(False, False))) == 0.0


def test_an_abstention_has_no_precision_and_a_recall_of_zero():
    assert citation_precision(abstained()) is None
    assert citation_recall(abstained()) == 0.0


def test_recall_is_the_share_of_the_gold_evidence_that_is_cited():
    assert citation_recall(row(wanted=3, cited=2)) == pytest.approx(2 / 3)


def test_closest_passages_have_to_resolve_too():
    found = row(citations=citations(True, resolves=[True]), closest=citations(None, resolves=[False]))
    assert citation_resolves(found) == 1 / 2  # one of two


def test_unscored_questions_still_have_to_cite_what_is_stored():
    assert citation_resolves(row(answers=None, answerable=None)) == 1.0


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (row(citations=citations(True, False)), 1.0),  # the first citation decides …
        (row(citations=citations(False, True)), 0.0),
        (row(cites=(("a",), ("b",)), wanted=2, cited=1), 0.0),  # … but where quotes are listed, all of them do
        (row(cites=(("a",), ("b",)), wanted=2, cited=2, citations=citations(False, True, True)), 1.0),
        (abstained(), 0.0),
        (absent(), 1.0),
        (absent(status="answered", citations=citations(False)), 0.0),
        (row(answers=None, answerable=None, wanted=0), None),
        (row(answers=(), wanted=0), None),
    ],
)
def test_right_is_abstaining_exactly_where_nothing_answers_and_citing_what_does(given, expected):
    assert right(given) == expected
