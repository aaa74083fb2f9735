"""Questions of which all but a word stands in the question before."""

import pytest

from qa.pipeline.follow_ups.shortened import in_full, is_shortened, names_speaker


@pytest.mark.parametrize(
    ("before", "message", "expected"),
    [
        ("When could Biden and Xi meet?", "Where?", "Where could Biden and Xi meet?"),
        ("When could Biden and Xi meet?", "And where exactly?", "Where could Biden and Xi meet?"),
        ("Did the minister resign?", "Why?", "Why did the minister resign?"),
        ("Is the bridge closed?", "How come?", "Why is the bridge closed?"),
        ("Who called Kim a thug?", "When?", "Who called Kim a thug, and when?"),
        ("What did Porter say?", "What else?", "What else did Porter say?"),
        ("How did Scotland do?", "And England, how did they do?", None),
        ("What did Porter say?", "and about China?", "What did Porter say about China?"),
        ("What did Porter say?", "What about China?", "What did Porter say about China?"),
        ("What did Porter say?", "And what about Victor Cha?", "What did Victor Cha say?"),
        ("What did Porter say about Japan?", "And Cha?", "What did Cha say about Japan?"),
        ("What did Porter say about China?", "Why?", "What did Porter say about China, and why?"),
        ("How many ships does China have?", "And the United States?", "How many ships does the United States have?"),
        ("What did the auditor say about it?", "And the governor?", "What did the governor say about it?"),
        ("How many ships does China have?", "what about Japan?", "How many ships does Japan have?"),
        ("How much is Shohei Ohtani getting?", "what about Aaron Judge?", "How much is Aaron Judge getting?"),
        (
            "What was the yield under amber light in May?",
            "And under standard light?",
            "What was the yield under standard light in May?",
        ),
        ("How many days of leave do I get?", "and for part-timers?", "How many days of leave do I get for part-timers?"),
        ("When does the tenancy begin?", "Until when?", "Until when does the tenancy begin?"),
        ("how many bees in treatment A", "and C?", "how many bees in treatment C"),
        ("Why do I see error E4 on my 3.5 kW unit?", "What about E12?", "Why do I see error E12 on my 3.5 kW unit?"),
        ("How many ships had China in 2019?", "and 2020?", "How many ships had China in 2020?"),
        ("What is the notice period for grade C?", "and grade G?", "What is the notice period for grade G?"),
        ("How many goals in week 3?", "And in week 5?", "How many goals in week 5?"),
        ("What is the notice period for grade C?", "and for directors?", "What is the notice period for directors?"),
        ("what was the balance at the end of december", "and in january?", "what was the balance at the end of january"),
        ("Who chaired the meeting in March 2025?", "and in April?", "Who chaired the meeting in April 2025?"),
        ("What is at 14.00 on Wednesday?", "and at 15.00?", "What is at 15.00 on Wednesday?"),
        ("What is at 14.00 on Wednesday?", "and on Thursday?", "What is at 14.00 on Thursday?"),
        ("How much do I pay?", "and C?", None),
        ("Did anyone die?", "how", "How did anyone die?"),
        ("Who won the vote?", "by how much?", "Who won the vote, and by how much?"),
        ("What did Lind say about Scott?", "and in Iowa?", "What did Lind say in Iowa?"),
        ("When did it open? (about: bridge)", "Why?", "Why did it open? (about: bridge)"),
        ("When did Angela Merkel resign?", "Are you sure?", "When did Angela Merkel resign?"),
        ("What did Merkel say about Greece?", "When did she say that?", "What did Merkel say about Greece?"),
        ("When did Angela Merkel resign?", "Tell me more", "Tell me more about Angela Merkel"),
    ],
)
def test_a_shortened_question_takes_its_words_from_the_last_one(before: str, message: str, expected: str) -> None:
    assert in_full(message, before) == expected


@pytest.mark.parametrize(
    "message", ["Where is the harbour?", "Tell me more about it, then", "Why not?", "How come it burnt?", ""]
)
def test_a_question_with_words_of_its_own_isnt_shortened(message: str) -> None:
    assert not is_shortened(message)


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ("Who is she?", "What about him?"),
        ("Who is she?", "And how many?"),
        ("Does China have more ships than India?", "And Japan?"),
        ("Why was the bridge closed?", "And Putin?"),
        ("How many does he need?", "And in July?"),
        ("What may I bring?", "And in June?"),
        ("What was the yield under amber light?", "And under it?"),
    ],
)
def test_where_it_isnt_plain_which_word_is_exchanged_none_is(before: str, message: str) -> None:
    assert in_full(message, before) is None


def test_what_a_named_speaker_said_is_a_complete_question() -> None:
    assert names_speaker("What did Okafor say?")
    assert names_speaker("What did Victor Cha say about China?")
    assert not names_speaker("What did she say about China?")
    assert not names_speaker("What did Victor Cha say about it?")
