"""What the model of terms learns from: which words said before belong to a question."""

import numpy as np

from eval.training.term_lessons import UNKNOWN, lesson
from qa.embedding.bundled import read_long
from qa.pipeline.follow_ups.term_model import BREAK, heard
from qa.types import Turn

HISTORY = [
    *(Turn("user", "Is the ferry late?"), Turn("assistant", "The ferry is late. [1]", ("f",))),
    *(Turn("user", "Who leads Oster?"), Turn("assistant", "**Ann Lund** leads Oster. [1]", ("a", "b"))),
]


def test_the_last_question_its_answer_s_title_and_words_are_read_then_the_questions_before() -> None:
    read = heard("Is she old?", HISTORY, {"a": "Oster elects Lund | The Times"})
    parts = ["Is she old?", "Who leads Oster?", "Oster elects Lund", "Ann Lund leads Oster.", "Is the ferry late?"]
    assert read.text == BREAK.join(parts)
    assert read.text[read.start :].startswith("Who leads")


def test_without_answers_and_titles_the_questions_are_read() -> None:
    assert heard("Where?", HISTORY[:1], {}).text == f"Where?{BREAK}Is the ferry late?"


def test_a_word_belongs_that_the_question_in_full_has_and_the_question_hasnt() -> None:
    read = heard("Is she old?", HISTORY, {})
    learnt = lesson("Is she old?", HISTORY, {}, "Is Ann Lund old?")
    offsets = read_long(read.text).offsets
    right = {read.text[first:last] for (first, last), each in zip(offsets, learnt.belongs, strict=True) if each == 1}
    assert "Ann" in right
    assert "Oster" not in right
    own = [each for (_, last), each in zip(offsets, learnt.belongs, strict=True) if last < read.start]
    assert set(own) == {UNKNOWN}
    assert not learnt.alone


def test_nothing_belongs_to_a_question_that_was_in_full() -> None:
    learnt = lesson("Who won the cup?", HISTORY, {}, "Who won the cup?")
    assert learnt.alone
    assert not np.any(learnt.belongs == 1)
