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
        ("What did the auditor say about the couple?", "And the sixth one?", None),
        ("What did Porter say?", "and about China?", "What did Porter say about China?"),
        ("What did Porter say?", "What about China?", "What did Porter say about China?"),
        ("What did Porter say?", "And what about Victor Cha?", "What did Victor Cha say?"),
        ("What did Porter say about Japan?", "And Cha?", "What did Cha say about Japan?"),
        ("What did Porter say about China?", "Why?", "What did Porter say about China, and why?"),
        ("How many ships does China have?", "And the United States?", "How many ships does the United States have?"),
        ("What did the auditor say about it?", "And the governor?", "What did the governor say about it?"),
        ("How many ships does China have?", "what about Japan?", "How many ships does Japan have?"),
        ("Who is the most famous actor from Ohio?", "and Puerto Rico?", "Who is the most famous actor from Puerto Rico?"),
        ("Who is the most famous actor from Ohio?", "what about DC?", "Who is the most famous actor from DC?"),
        ("How much is Shohei Ohtani getting?", "what about Aaron Judge?", "How much is Aaron Judge getting?"),
        (
            "What was the yield under amber light in May?",
            "And under standard light?",
            "What was the yield under standard light in May?",
        ),
        ("How many days of leave do I get?", "and for part-timers?", "How many days of leave do I get for part-timers?"),
        ("When does the tenancy begin?", "Until when?", "Until when does the tenancy begin?"),
        ("Who mends the gate?", "by when?", "Who mends the gate, and by when?"),
        ("How much is the Harrow City 3?", "and the City 5?", "How much is the Harrow City 5?"),
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
        ("When does the ferry run?", "and on Sundays?", "When does the ferry run on Sundays?"),
        ("Must it be quiet after ten?", "and on Sundays?", "Must it be quiet after ten on Sundays?"),
        ("When does the ferry run on Sundays?", "and at weekends?", "When does the ferry run on weekends?"),
        ("When does the weekend market start?", "and on Fridays?", "When does the weekend market start on Fridays?"),
        ("What did Porter say about China?", "and on Japan?", "What did Porter say about Japan?"),
        ("Who is the treasurer at Larkfield?", "and at the lido?", "Who is the treasurer at the lido?"),
        ("How much do I pay?", "and C?", None),
        ("Did anyone die?", "how", "How did anyone die?"),
        ("What is their price?", "And Swiftrise?", "What is Swiftrise's price?"),
        ("Why did it win?", "and in Japan?", None),
        ("Who won the vote, and where?", "when?", "Who won the vote, and when?"),
        ("Who won the vote?", "by how much?", "Who won the vote, and by how much?"),
        ("What did Lind say about Scott?", "and in Iowa?", "What did Lind say in Iowa?"),
        ("When did it open? (about: bridge)", "Why?", "Why did it open? (about: bridge)"),
        ("When did Angela Merkel resign?", "Are you sure?", "When did Angela Merkel resign?"),
        ("What did Merkel say about Greece?", "When did she say that?", "What did Merkel say about Greece?"),
        ("When did Angela Merkel resign?", "Tell me more", "Tell me more about Angela Merkel"),
        ("What else did Cleo Lind say?", "only about China", "What did Cleo Lind say about China?"),
        ("how much is the blue moon ticket in May", "no, I meant sunrise", "how much is the sunrise in May"),
        ("How fast can the Evora go?", "No, I meant the Lotus.", "How fast can the Lotus go?"),
        ("How much did that cost?", "no, I meant the pump", None),
        ("How many ships does China have?", "and the US?", "How many ships does the US have?"),
        ("What did Lee say?", "And the US?", "What did Lee say about the US?"),
        ("when is Nuala's week?", "and Gerard's?", "when is Gerard's week?"),
        ("Who has an allergy?", "to what?", "Who has an allergy, and to what?"),
        ("Is theft at a station covered?", "For how long?", "For how long is theft at a station covered?"),
        ("When does that end?", "tell me more", "When does that end?"),
        ("Where is it?", "tell me more", "Where is it?"),
        ("Why did it fail?", "and before?", None),
        ("What is a week?", "I mean of Oslo", None),
        ("Who owns the harbour in Bergen?", "No, I meant Oslo", "Who owns the harbour in Oslo?"),
        ("Who owns the harbour in Bergen?", "no, I mean the airport", "Who owns the airport in Bergen?"),
        ("who won the women's final", "sorry, I meant the men's final", "who won the men's final"),
        ("How much did Bergen pay for their tram?", "no, I meant the bus", "How much did Bergen pay for the bus?"),
        ("How many came in 2019?", "no, I meant 2021", "How many came in 2021?"),
        ("What about his sister?", "no, I meant Prudence", None),
        ("How many died in the Maui fire?", "Sorry, I meant the flood", "How many died in the flood?"),
        ("How many people died in the Maui fire?", "Sorry, I meant the flood", "How many people died in the flood?"),
        ("How many people died?", "Sorry, I meant the flood", None),
        ("How is bread made?", "I meant cake", "How is cake made?"),
        ("What car did she buy?", "I meant the boat", None),
        ("What is the capital of Georgia?", "I meant the country", None),
        ("Who is the mayor?", "No, I meant of Boston", None),
        ("Who is the mayor of Austin?", "No, I meant of Boston", None),
        ("Who is the mayor of Austin?", "No, I meant Boston", "Who is the mayor of Boston?"),
        ("How long is the warranty?", "I mean in years", None),
        ("Where is my order?", "I meant my refund", None),
        ("Which share has BA.4.6?", "and BA.5?", "Which share has BA.5?"),
        ("What did Porter say?", "quote it exactly", "What did Porter say?"),
        ("What did Porter say?", "his exact words?", "What did Porter say?"),
        ("How many ships does China have?", "Are you sure? I thought it was 50", "How many ships does China have?"),
        ("When is the deadline for the visa?", "No, I meant the fee", None),
        ("When did Ann Lind meet Bo Berg?", "I meant Carl Holm", None),
    ],
)
def test_a_shortened_question_takes_its_words_from_the_last_one(before: str, message: str, expected: str) -> None:
    assert in_full(message, before) == expected


@pytest.mark.parametrize(
    "message",
    [
        "Where is the harbour?",
        "Tell me more about it, then",
        "Why not?",
        "How come it burnt?",
        "No, I meant who won it",
        "quote Porter",
        "",
    ],
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


def test_a_thing_that_the_answer_names_stands_for_no_other() -> None:
    before = "When do we launch Kestrel?"
    assert in_full("what about Card Pay?", before, "We launch on 4 September. [1]") == "When do we launch Card Pay?"
    assert in_full("what about Card Pay?", before, "We launch on 4 September, with or without Card Pay. [1]") is None
    both = "China has 12 ships, Japan 9. [1]"
    assert in_full("And Japan?", "How many ships does China have?", both) == "How many ships does Japan have?"


def test_another_year_stands_for_that_of_an_earlier_question() -> None:
    earlier = ["How many people came?", "What happened at the fair in 2023?"]
    assert in_full("And what about 2022?", "did anyone die?", "", earlier) == "What happened at the fair in 2022?"
    assert in_full("And what about 2022?", "did anyone die?", "", earlier[:1]) is None


@pytest.mark.parametrize(
    "told",
    [
        "The answer is probably here:\n\nThe bridge stays shut, he said. [1]\n\nIt is old. [2]",
        "**Ann Lee** said: “The bridge stays shut, he said.” [1]",
        "- The bridge stays shut, he said. [1]",
    ],
)
def test_who_said_so_asks_whose_words_were_quoted(told: str) -> None:
    assert in_full("Who said so?", "Is the bridge open?", told) == "Who said “The bridge stays shut, he said.”?"
    assert in_full("says who", "Is the bridge open?", "") == "Is the bridge open?"


@pytest.mark.parametrize(
    ("before", "message", "meant"),
    [
        ("how many days off for moving house at Orrin", "and for a wedding", "how many days off for a wedding at Orrin?"),
        ("How much leave when somebody dies?", "And for a birth?", "How much leave for a birth?"),
        ("can I make the cake without milk", "and with honey?", "can I make the cake with honey?"),
        ("deposit for a week at the Saltmarsh", "and for adults?", "deposit for a week at the Saltmarsh for adults?"),
        ("When does the gate open?", "And for teachers?", "When does the gate open for teachers?"),
    ],
)
def test_another_occasion_stands_for_the_one_that_was_asked_of(before: str, message: str, meant: str) -> None:
    assert in_full(message, before) == meant
