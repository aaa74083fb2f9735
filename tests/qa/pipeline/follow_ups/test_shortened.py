"""Questions of which all but a word stands in the question before."""

import pytest

from qa.pipeline.follow_ups.shortened import in_full, names_speaker


@pytest.mark.parametrize(
    ("asked", "question", "expected"),
    [
        (["When could Biden and Xi meet?"], "Where?", "Where could Biden and Xi meet?"),
        (["When could Biden and Xi meet?"], "And where exactly?", "Where could Biden and Xi meet?"),
        (["Did the minister resign?"], "Why?", "Why did the minister resign?"),
        (["Is the bridge closed?"], "How come?", "Why is the bridge closed?"),
        (["Who called Kim a thug?"], "When?", "Who called Kim a thug, and when?"),
        (["What did Porter say?"], "What else?", "What else did Porter say?"),
        (["What did Porter say?"], "and about China?", "What did Porter say about China?"),
        (["What did Porter say?"], "What about China?", "What did Porter say about China?"),
        (["What did Porter say?"], "And what about Victor Cha?", "What did Victor Cha say?"),
        (["What did Porter say about Japan?"], "And Cha?", "What did Cha say about Japan?"),
        (["What did Porter say?", "What else did she say?"], "And Cha?", "What did Cha say?"),
        (["How many ships does China have?"], "And the United States?", "How many ships does the United States have?"),
        (["How many ships does China have?"], "what about Japan?", "How many ships does Japan have?"),
    ],
)
def test_a_shortened_question_takes_its_words_from_the_last_one(asked: list[str], question: str, expected: str) -> None:
    assert in_full(question, asked) == (expected, 1)


def test_a_question_before_that_was_shortened_itself_is_read_in_full_first() -> None:
    asked = ["What did Porter say?", "and about China?"]
    assert in_full("Why?", asked) == ("What did Porter say about China, and why?", 2)


@pytest.mark.parametrize("question", ["Where is the harbour?", "And why?!", "And how?", "What about him?", "Why not?", "", "?"])
def test_other_questions_are_left_to_the_model(question: str) -> None:
    assert in_full(question, ["What did Porter say?", "Who is she?"]) == (question, 0)


def test_a_place_is_put_in_only_where_the_question_before_has_one_place_and_nothing_else_is() -> None:
    assert in_full("And Japan?", ["Does China have more ships than India?"]) == ("And Japan?", 0)
    assert in_full("And Putin?", ["Who won the Oscar in Hollywood?"]) == ("And Putin?", 0)


def test_what_a_named_speaker_said_is_a_complete_question() -> None:
    assert names_speaker("What did Okafor say?")
    assert names_speaker("What did Victor Cha say about China?")
    assert not names_speaker("What did she say about China?")
    assert not names_speaker("What did Victor Cha say about it?")
