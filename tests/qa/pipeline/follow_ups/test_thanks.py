"""What is typed after an answer and asks nothing new: thanks, complaints, "shorter", "just the numbers"."""

import pytest

from qa.pipeline.refusals import MISUNDERSTOOD, PART, SHORTEST, THANKED, WHOLE
from tests.support import Workshop, talk

TEXT = (
    "The ferry to Ostmark cost 40 million crowns. The ferry to Ostmark was built in two yards. "
    "The captain of the ferry is Ann Lee."
)


@pytest.mark.parametrize(
    ("message", "reply"),
    [
        ("Thanks!", THANKED),
        ("thanks, you've been a great help", THANKED),
        ("lol thx", THANKED),
        ("ok thanks, that helps", THANKED),
        ("ok great, thats what i needed", THANKED),
        ("Thank you kindly, that is all for now.", THANKED),
        ("ok thank you very much, you've been very patient", THANKED),
        ("aww, love that. thank you!", THANKED),
        ("thats not what i asked", MISUNDERSTOOD),
        ("not helpful", MISUNDERSTOOD),
        ("that doesn't answer my question", MISUNDERSTOOD),
    ],
)
def test_thanks_and_complaints_have_a_word_of_their_own(workshop: Workshop, message: str, reply: str) -> None:
    workshop.add("ferry", TEXT)
    assert talk(workshop, "What did the ferry to Ostmark cost?", message).text == reply


def test_thanks_with_a_question_behind_them_are_a_question(workshop: Workshop) -> None:
    workshop.add("ferry", TEXT)
    answer = talk(workshop, "What did the ferry to Ostmark cost?", "thanks, and who is its captain?")
    assert "Ann Lee" in answer.text


def test_shorter_tells_the_best_sentence_alone_and_says_that_it_is_whole(workshop: Workshop) -> None:
    workshop.add("ferry", TEXT)
    answer = talk(workshop, "What is known of the ferry to Ostmark, its cost and its yards?", "Shorter, please")
    assert len(answer.citations) == 1
    assert SHORTEST in (answer.notice or "")


def test_just_the_numbers_asks_the_same_again_and_says_that_sentences_are_whole(workshop: Workshop) -> None:
    workshop.add("ferry", TEXT)
    answer = talk(workshop, "What did the ferry to Ostmark cost?", "just the numbers please")
    assert "40 million" in answer.text
    assert WHOLE in (answer.notice or "")


@pytest.mark.parametrize(
    ("message", "part"),
    [
        ("just the number please", "40 million crowns"),
        ("How much was the ferry to Ostmark? Just the number.", "40 million crowns"),
        ("who is the captain of the ferry, only the name", "Ann Lee"),
    ],
)
def test_just_the_number_tells_it_ahead_of_its_sentence(workshop: Workshop, message: str, part: str) -> None:
    workshop.add("ferry", TEXT)
    answer = talk(workshop, "What did the ferry to Ostmark cost?", message)
    assert answer.notice == PART.format(part)
    assert part in answer.citations[0].quote


def test_what_is_wished_alone_is_no_part_of_the_question(workshop: Workshop) -> None:
    workshop.add("ferry", TEXT)
    answer = workshop.pipeline.ask("What did the ferry to Ostmark cost, just the number")
    assert answer.citations == workshop.pipeline.ask("What did the ferry to Ostmark cost").citations


def test_the_number_of_what_is_not_there_is_said_not_to_be_there(workshop: Workshop) -> None:
    workshop.add("ferry", TEXT)
    answer = workshop.pipeline.ask("How many zebras did Quentin Abara buy in Lisbon, just the number")
    assert (answer.status, answer.citations) == ("abstained", ())


def test_a_complaint_with_a_question_behind_it_is_that_question(workshop: Workshop) -> None:
    workshop.add("ferry", TEXT)
    answer = talk(workshop, "What did the ferry to Ostmark cost?", "that's not what i asked, i meant who is its captain")
    assert "Ann Lee" in answer.text


@pytest.mark.parametrize(
    "message",
    [
        "as a list please",
        "give me that as a list, one line each",
        "that's not what i wanted, i need it as a list, one line each",
        "can you put those in a table?",
        "put that in a table for me",
        "make it a list",
    ],
)
def test_as_a_list_asks_the_same_again(workshop: Workshop, message: str) -> None:
    workshop.add("ferry", TEXT)
    asked = "What did the ferry to Ostmark cost?"
    assert talk(workshop, asked, message).text == talk(workshop, asked).text


def test_nothing_is_said_of_sentences_where_none_is_quoted(workshop: Workshop) -> None:
    workshop.add("ferry", TEXT)
    answer = talk(workshop, "What is the capital of Mongolia?", "shorter")
    assert (answer.citations, answer.notice) == ((), None)


@pytest.mark.parametrize("message", ["see you in court", "be more kind", "goodbye note"])
def test_words_of_thanks_in_something_else_are_no_thanks(workshop: Workshop, message: str) -> None:
    workshop.add("ferry", TEXT)
    assert talk(workshop, "What did the ferry to Ostmark cost?", message).text != THANKED
