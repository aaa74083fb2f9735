"""Two questions in one message are read each for itself, the second as after an answer to the first."""

import pytest

from qa.pipeline.two_questions import two_questions
from tests.support import Workshop


@pytest.mark.parametrize(
    ("asked", "second"),
    [
        ("How much is the deposit and when do I get it back?", "when do I get the deposit back?"),
        ("Where was Arthur Miles born, and what did he study?", "what did Arthur Miles study?"),
        ("Who won Race 56 and who was MVP?", "who was MVP? (about: Race 56)"),
        ("Who won the Lundby Regatta and who was second?", "who was second? (about: Lundby Regatta)"),
    ],
)
def test_the_second_question_is_put_in_full(asked: str, second: str) -> None:
    assert two_questions(asked)[1:] == (second,)


@pytest.mark.parametrize(
    "asked",
    [
        "What is the difference between what Ann pays and what Bob pays?",
        "How do I find out who called and what they wanted?",
        "What do I do when it rings and when the door is open?",
        "What did they decide and why?",
        "Who are Ann and Bob?",
    ],
)
def test_a_question_that_asks_one_thing_is_left_whole(asked: str) -> None:
    assert two_questions(asked) == ()


def test_both_answers_are_quoted_and_half_an_answer_is_never_sure(workshop: Workshop) -> None:
    workshop.add("deposit", "The deposit for the boat is 40 pounds. You must return the boat with a full tank.")
    workshop.add("back", "You get the deposit back within ten days after you return the boat. Dogs are welcome on board.")
    workshop.add("harbour", "The harbour was built by the engineer Maria Okafor. It has two piers and a light.")
    answer = workshop.pipeline.ask("How much is the deposit for the boat and when do I get it back?")
    assert {each.source for each in answer.citations} >= {"deposit", "back"}
    half = workshop.pipeline.ask("How much is the deposit for the boat and who discovered the planet Neptune?")
    assert half.confidence != "sure"
    assert half.short_answer is None
