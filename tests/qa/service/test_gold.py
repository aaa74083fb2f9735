import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.datasets import GoldQuestion, read_gold
from qa.attribution.answers import STATEMENTS
from qa.service.gold import gold_lines, gold_row, remark, with_right_answer
from qa.store.sql import Library
from qa.store.sql.feedback import MAX_NOTE_CHARACTERS
from qa.types import Answer
from tests.answers import abstaining, add_document, answering


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path) as opened:
        add_document(opened)
        yield opened


def exported(library: Library, answer: Answer, verdict: Any, note: str = "") -> GoldQuestion:
    """What `qa eval` reads of this feedback."""
    path = library.path.with_name("gold.jsonl")
    path.write_text(json.dumps(gold_row(library.feedback.add("ann", answer, verdict, note))) + "\n")
    (question,) = read_gold(path).questions
    return question


@pytest.fixture
def answer(library: Library) -> Answer:
    document = library.document("whales.txt")
    return answering("Who closed it?", document, "The old whale sang on Monday.", "Café owners complained [3].")


def test_a_thumbs_up_expects_one_of_the_quotes_again(library: Library, answer: Answer) -> None:
    question = exported(library, answer, "up")
    assert (question.question, question.answerable, question.documents) == ("Who closed it?", True, ("whales.txt",))
    assert question.cites == (("The old whale sang on Monday.", "Café owners complained [3]."),)


def test_a_thumbs_up_for_a_short_answer_expects_that(library: Library, answer: Answer) -> None:
    question = exported(library, replace(answer, short_answer="Monday"), "up")
    assert (question.answers, question.cites, question.documents) == (("Monday",), (), ("whales.txt",))


def test_a_thumbs_up_for_what_somebody_said_expects_all_of_it(library: Library, answer: Answer) -> None:
    said = tuple(replace(citation, speaker="Porter") for citation in answer.citations)
    question = exported(library, replace(answer, citations=said, reader=STATEMENTS), "up")
    assert question.cites == (("The old whale sang on Monday.",), ("Café owners complained [3].",))
    assert len(exported(library, replace(answer, citations=said), "up").cites) == 1  # it answers something else


def test_a_follow_up_becomes_the_question_as_it_was_understood(library: Library, answer: Answer) -> None:
    question = exported(library, replace(answer, question="Who?", standalone_question="Who closed the harbour?"), "up")
    assert (question.question, question.history) == ("Who closed the harbour?", ())


def test_a_thumbs_down_is_asked_and_not_scored_until_it_says_what_is_right(library: Library, answer: Answer) -> None:
    question = exported(library, answer, "down", "This is wrong.\nThe answer: Porter?")
    assert (question.answers, question.answerable, question.documents) == (None, None, ())


@pytest.mark.parametrize(
    ("note", "answers", "answerable"),
    [
        ("answer: Porter", ("Porter",), True),
        ("No!\r\n  Answer:  Jalina Porter \r\nanswer: Porter\nanswer: Porter", ("Jalina Porter", "Porter"), True),
        ("answer: 15:30", ("15:30",), True),
        ("answer:\nunanswerable", (), False),
        ("Nobody says that.\n Unanswerable.", (), False),
        ("unanswerable\nanswer: Porter", ("Porter",), True),
    ],
)
def test_a_note_that_says_what_is_right_makes_a_regression_case(
    library: Library, answer: Answer, note: str, answers: tuple[str, ...], answerable: bool
) -> None:
    for verdict in ("down", "up"):
        question = exported(library, answer, verdict, note)
        assert (question.answers, question.answerable, question.cites) == (answers, answerable, ())


def test_an_abstention_was_right_or_wrong_by_its_thumb(library: Library) -> None:
    abstention = abstaining("Why?", library.document("whales.txt"), "The old whale sang on Monday.")
    assert exported(library, abstention, "up").answerable is False
    wrong = exported(library, abstention, "down")
    assert (wrong.answers, wrong.answerable) == ((), True)


def test_text_that_gold_files_refuse_does_not_get_into_one(library: Library, answer: Answer) -> None:
    question = exported(library, replace(answer, standalone_question="Who\0?", short_answer="Por\0ter"), "up")
    assert (question.question, question.answers) == ("Who ?", ("Por ter",))


def test_saying_what_is_right_takes_the_place_of_what_was_said_and_leaves_the_rest_of_the_note(
    library: Library, answer: Answer
) -> None:
    note = "It was Tuesday.\nAnswer: Monday\nReally."
    for right, expected in (
        (["on\nTuesday", "Tuesday"], ("on Tuesday", "Tuesday")),
        (["unanswerable"], ("unanswerable",)),
        ([], ()),
    ):
        changed = with_right_answer(note, right)
        assert remark(changed) == "It was Tuesday.\nReally."
        question = exported(library, answer, "down", changed)
        assert (question.answers, question.answerable) == (expected, bool(right))
    assert with_right_answer("", []) == "unanswerable"


def test_a_long_note_keeps_what_is_right_when_it_is_cut(library: Library, answer: Answer) -> None:
    entry = library.feedback.add("ann", answer, "down", "x" * MAX_NOTE_CHARACTERS)
    kept = library.feedback.annotate(entry.id, with_right_answer(entry.note, ["Tuesday"]))
    assert gold_row(kept)["answers"] == ["Tuesday"]


def test_gold_is_a_line_of_json_for_each_entry_in_their_order(library: Library, answer: Answer) -> None:
    entries = [library.feedback.add(owner, answer, "up", "Schön.") for owner in ("ann", "bob")]
    assert [json.loads(line) for line in gold_lines(entries, library).splitlines()] == [gold_row(entry) for entry in entries]


def test_what_quotes_a_removed_document_is_left_out_unless_the_note_says_what_is_right(
    library: Library, answer: Answer
) -> None:
    entries = [library.feedback.add("ann", answer, "up"), library.feedback.add("bob", answer, "down", "answer: Tuesday")]
    library.remove(answer.citations[0].document_id)
    assert [json.loads(line) for line in gold_lines(entries, library).splitlines()] == [gold_row(entries[1])]
