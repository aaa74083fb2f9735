"""Questions of whole documents and the whole library: the corpus's own are a test, those on news are measured."""

from eval.library import measure, rows_of
from eval.tally import Tally
from qa.pipeline import Pipeline


def test_each_question_is_there_once() -> None:
    rows = [*rows_of("corpus"), *rows_of("news")]
    assert len({row["id"] for row in rows}) == len(rows) >= 28


def test_what_is_asked_of_the_corpus_is_answered_right(pipeline: Pipeline) -> None:
    found = measure(pipeline, rows_of("corpus"))
    assert found.wrong == []
    assert set(found) == {"kind", "count", "documents", "people", "dates"}


def test_a_wrong_answer_is_told_with_what_is_right(pipeline: Pipeline) -> None:
    row = {"id": "x", "question": "How many documents mention warheads?", "kind": "count", "count": 2}
    found = measure(pipeline, [row])
    assert found == {"kind": Tally(1, 1), "count": Tally(0, 1)}
    assert found.wrong == ["x How many documents mention warheads?: count 1, not 2"]
