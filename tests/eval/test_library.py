"""Questions of whole documents and the whole library: the corpus's own are a test, those on news are measured."""

from eval.library import measure, rows_of
from eval.tally import Tally
from qa.pipeline import Pipeline
from qa.pipeline.question_kind import question_kind


def test_what_is_asked_of_the_corpus_is_answered_right(pipeline: Pipeline) -> None:
    found = measure(pipeline, rows_of("corpus"))
    assert found.wrong == []
    assert set(found) == {"kind", "count", "documents", "people", "dates"}


def test_a_wrong_answer_is_told_with_what_is_right(pipeline: Pipeline) -> None:
    row = {"id": "x", "question": "How many documents mention warheads?", "kind": "count", "count": 2}
    found = measure(pipeline, [row])
    assert found == {"kind": Tally(1, 1), "count": Tally(0, 1)}
    assert found.wrong == ["x How many documents mention warheads?: count 1, not 2"]


def test_there_are_sixty_questions_and_their_kinds_are_recognised() -> None:
    rows = [*rows_of("corpus"), *rows_of("news")]
    assert len(rows) >= 28
    assert len({row["id"] for row in rows}) == len(rows)
    assert [row["question"] for row in rows if question_kind(row["question"]).kind != row["kind"]] == []
