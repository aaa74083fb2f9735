"""Wishes whose length, form or subject stands in front or inside, in plain words."""

import pytest

from qa.english.request import bare
from qa.pipeline.kinds.rewording import kind_in_plain_words
from qa.pipeline.plain_words import formless, in_plain_words


@pytest.mark.parametrize(
    ("message", "plain"),
    [
        ("give me 4 bullets on Amara Okafor", "Summarize Amara Okafor in 4 sentences"),
        ("give me 3 bullets on the harbour collapse", "Summarize the harbour collapse in 3 sentences"),
        ("in two sentences the harbour fire", "Summarize the harbour fire in 2 sentences"),
        ("top 5 things to know about the ferry collision", "Summarize the ferry collision in 5 sentences"),
        ("give me a paragraph about the ferry", "Summarize the ferry"),
        (
            "so my editor wants 100 words on the Lowtown floods and why they got so bad, what have you got",
            "Summarize the Lowtown floods in 4 sentences",
        ),
        ("i have five minutes before the meeting, what's the story with Henrik Lund", "Tell me about Henrik Lund"),
        ("list every recall story from 2023", "Which documents mention recall in 2023"),
        ("Lowtown news June 2021", "What is new about Lowtown in June 2021?"),
        ("show me all the recall articles", "Which documents mention recall"),
        ("how many recall stories in 2023", "How many documents mention recall in 2023"),
        ("summarize in 5 bullet points the oyster recall", "Summarize the oyster recall in 5 sentences"),
        ("boil this down to three sentences", "Summarize this in 3 sentences"),
    ],
)
def test_what_stands_in_front_is_put_where_it_is_understood(message: str, plain: str) -> None:
    assert in_plain_words(message) == plain


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("three bullet points: why is the ferry late", "why is the ferry late?"),
        ("in one line: why was Lund sacked?", "why was Lund sacked?"),
        ("why was Lund sacked, in one sentence", "why was Lund sacked?"),
        ("top 3 reasons colds spread in winter", "Why colds spread in winter?"),
        ("what happened at the harbour, in three bullet points", "what happened at the harbour?"),
        ("three reasons why the ferry is late", "Why the ferry is late?"),
    ],
)
def test_a_question_is_asked_without_the_form_of_its_answer(message: str, question: str) -> None:
    assert in_plain_words(message) is None
    assert formless(message) == question


def test_where_there_is_no_summary_the_wish_is_to_be_told_of_its_subject() -> None:
    assert formless("give me 4 bullets on Amara Okafor") == "Tell me about Amara Okafor"


@pytest.mark.parametrize(
    "message",
    [
        "why did the judge hand down two sentences",
        "how long is the sentence in the harbour case",
        "three life sentences for Lund",
        "three reasons given by the court",
        "in how many words may I answer",
        "I have a dog, how much is the deposit",
    ],
)
def test_what_names_no_form_of_an_answer_stays_as_it_is(message: str) -> None:
    assert formless(message) == message
    assert in_plain_words(message) is None


@pytest.mark.parametrize("message", ["list the recall stories", "list the stories on recalls that you hold"])
def test_no_list_of_all_documents_stands_for_one_of_a_subject(message: str) -> None:
    plain = in_plain_words(message)
    assert plain is None or "recall" in plain


@pytest.mark.parametrize(
    "message",
    [
        "Which articles mention trams? Newest first, please.",
        "Which articles mention trams? With dates.",
        "articles about trams, newest first",
    ],
)
def test_an_order_or_form_behind_a_question_is_no_part_of_what_it_asks_for(message: str) -> None:
    told = kind_in_plain_words(in_plain_words(bare(message)) or formless(bare(message)))
    assert (told.kind in ("which_documents", "newest"), told.topic) == (True, "trams")


def test_dates_that_are_eaten_belong_to_what_is_asked_for() -> None:
    assert kind_in_plain_words("which documents mention cake with dates").topic == "cake with dates"
