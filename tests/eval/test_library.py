"""Questions of whole documents and the whole library: the corpus's own are a test, those on news are measured."""

import json

from eval.disagreements import TABLES
from eval.library import judge, rows_of
from qa.pipeline import Pipeline
from qa.pipeline.question_kind import question_kind


def test_what_is_asked_of_the_corpus_is_answered_right(pipeline: Pipeline) -> None:
    judged = judge(pipeline, rows_of("corpus"))
    assert judged.wrong == ()
    assert judged.of == judged.right
    assert set(judged.of) == {"kind", "count", "documents", "people", "dates"}


def test_a_wrong_answer_is_told_with_what_is_right(pipeline: Pipeline) -> None:
    row = {"id": "x", "question": "How many documents mention warheads?", "kind": "count", "count": 2}
    judged = judge(pipeline, [row])
    assert (judged.right["kind"], judged.right["count"], judged.of["count"]) == (1, 0, 1)
    assert judged.wrong == ("x How many documents mention warheads?: count 1, not 2",)


def test_there_are_sixty_questions_and_their_kinds_are_recognised() -> None:
    rows = [*rows_of("corpus"), *rows_of("news")]
    assert len(rows) >= 28
    assert len({row["id"] for row in rows}) == len(rows)
    assert [row["question"] for row in rows if question_kind(row["question"]).kind != row["kind"]] == []


def test_the_pairs_that_differ_and_those_that_do_not_are_both_in_each_table() -> None:
    for table in TABLES:
        rows = [json.loads(line) for line in table.read_text(encoding="utf-8").splitlines()]
        assert len(rows) >= 19
        assert {row["differs"] for row in rows} == {True, False}
