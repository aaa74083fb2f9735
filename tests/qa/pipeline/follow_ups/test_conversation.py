"""Follow-up → standalone question. The table reads as the specification; the conversations are our own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.pipeline.follow_ups import standalone_question
from qa.types import Turn

PORTER = "What did Porter say?"
SUMMIT = "When could Biden and Xi meet?"
WARHEADS = "How many warheads does North Korea have?"

# (earlier questions, oldest first; the follow-up; the question that stands alone)
FOLLOW_UPS: dict[str, list[tuple[list[str], str, str]]] = {
    "a speaker, and what else they said": [
        ([PORTER], "What else did she say?", "What else did Porter say?"),
        ([PORTER], "What else?", "What else did Porter say?"),
        ([PORTER], "Anything else?", "What else did Porter say?"),
        ([PORTER], "Did she mention Japan?", "Did Porter mention Japan?"),
        ([PORTER], "When did she say it?", "When did Porter say it?"),
        ([PORTER], "Who is she?", "Who is Porter?"),
        ([PORTER], "Is that true?", "Is what Porter said true?"),
        ([PORTER, "What did she say about China?"], "Is it true?", "Is what Porter said about China true?"),
        ([PORTER, "and about China?", "Why?"], "Is it true?", "Is what Porter said about China true?"),
        (["What did Mr. Abe say?", "What did Ms. Koike say?"], "Why did he resign?", "Why did Mr. Abe resign?"),
    ],
    "the same speaker on something else": [
        ([PORTER], "and about China?", "What did Porter say about China?"),
        ([PORTER], "What about China?", "What did Porter say about China?"),
        ([PORTER], "And North Korea?", "What did Porter say about North Korea?"),
        ([PORTER], "And the sanctions?", "What did Porter say about the sanctions?"),
        (["What did Porter say about Japan?"], "and about China?", "What did Porter say about China?"),
        (["What did Porter say about Japan?"], "How about the alliance?", "What did Porter say about the alliance?"),
    ],
    "another speaker": [
        ([PORTER], "And what about Victor Cha?", "What did Victor Cha say?"),
        ([PORTER], "And Cha?", "What did Cha say?"),
        ([PORTER, "What else did she say?"], "And what about Victor Cha?", "What did Victor Cha say?"),
        (["What did Porter say about Japan?"], "And Cha?", "What did Cha say about Japan?"),
        ([PORTER, "And what about Victor Cha?"], "Who is he?", "Who is Victor Cha?"),
        ([PORTER, "And Cha?"], "What else did he say?", "What else did Cha say?"),
        (["What did Porter say about Japan?"], "Who else?", "Who else said something about Japan?"),
        ([PORTER, "And what about Victor Cha?", "Who is he?"], "and about China?", "What did Victor Cha say about China?"),
    ],
    "a question word alone": [
        ([SUMMIT], "Where?", "Where could Biden and Xi meet?"),
        ([SUMMIT, "Where?"], "Why?", "Why could Biden and Xi meet?"),
        ([SUMMIT], "And where?", "Where could Biden and Xi meet?"),
        (["Did the minister resign?"], "When?", "When did the minister resign?"),
        (["Did the minister resign?"], "How come?", "Why did the minister resign?"),
        (["Is the bridge closed?"], "Why?", "Why is the bridge closed?"),
        (["Is the bridge closed?"], "How long?", "How long is the bridge closed?"),
        ([WARHEADS], "Why?", "Why does North Korea have warheads?"),
        ([PORTER, "and about China?"], "Why?", "Why did Porter say that about China?"),
        (["Who called Kim Jong Un a thug?"], "When?", "Who called Kim Jong Un a thug, and when?"),
        (["What caused the blackout?", "When?"], "How so?", "What caused the blackout, and how?"),
        (["Did the strike end?"], "Can you tell me when?", "When did the strike end?"),
    ],
    "one part of the question exchanged": [
        ([WARHEADS], "And the United States?", "How many warheads does the United States have?"),
        ([WARHEADS], "What about submarines?", "How many submarines does North Korea have?"),
        (["What is the population of Ghana?"], "And Togo?", "What is the population of Togo?"),
        (["What is the population of Ghana?"], "and the area?", "What is the area of Ghana?"),
        (["What is Ghana's population?"], "And Togo?", "What is Togo's population?"),
        (["Is the keto diet healthy?"], "And the paleo diet?", "Is the paleo diet healthy?"),
        (["Who won the election in Chile?"], "And in Peru?", "Who won the election in Peru?"),
        (["How many people voted in 2016?"], "And in 2020?", "How many people voted in 2020?"),
        (["How many people voted in Chile?"], "And in 2020?", "How many people voted in Chile in 2020?"),
        (["Is chilli a stew?"], "How about goulash?", "Is goulash a stew?"),
        (["What are the causes of inflation?"], "What about the effects?", "What are the effects of inflation?"),
        (["Who is Kim Jong Un?"], "And his sister?", "Who is Kim Jong Un's sister?"),
    ],
    "pronouns": [
        (["What is throat cancer?"], "Is it treatable?", "Is throat cancer treatable?"),
        (["What is throat cancer?"], "its symptoms?", "What are throat cancer's symptoms?"),
        (["What is throat cancer?", "Is it treatable?"], "What causes it?", "What causes throat cancer?"),
        (["What is the ceasefire deal?"], "Who signed it?", "Who signed the ceasefire deal?"),
        (["What is the ceasefire deal?"], "What's it about?", "What's the ceasefire deal about?"),
        (["Who is hosting the climate summit?"], "Where will it be held?", "Where will the climate summit be held?"),
        (["Who are the Houthis?"], "What do they want?", "What do the Houthis want?"),
        (["Who are the Houthis?"], "Who leads them?", "Who leads the Houthis?"),
        (["Who are the Houthis?"], "What is their goal?", "What is the Houthis' goal?"),
        (["Who is Angela Merkel?"], "When did her term end?", "When did Angela Merkel's term end?"),
        (["Who is Angela Merkel?"], "Who succeeded her?", "Who succeeded Angela Merkel?"),
        (["Who is the president of Kenya?"], "How old is he?", "How old is the president of Kenya?"),
        (["Tell me about the Suez blockage."], "How did this happen?", "How did the Suez blockage happen?"),
        (["What is the Quad?"], "Is China part of that?", "Is China part of the Quad?"),
        (["Tell me about Mogadishu."], "What happened there?", "What happened in Mogadishu?"),
        (["Does melatonin help?"], "Can you tell me what's in it?", "Can you tell me what's in melatonin?"),
    ],
    "noun phrases that point back": [
        (["What is anemia?"], "What are the symptoms?", "What are the symptoms of anemia?"),
        (["What is anemia?"], "What is the treatment?", "What is the treatment of anemia?"),
        (["What is anemia?"], "the treatment?", "What is the treatment of anemia?"),
        (["Tell me about yoga."], "What are the main types?", "What are the main types of yoga?"),
        (["What is the Nord Stream project?"], "Who opposed the project?", "Who opposed the Nord Stream project?"),
        (["What are the fastest trains?"], "What are popular ones in Japan?", "What are popular trains in Japan?"),
        (["Tell me about volcanoes."], "What is the largest in Italy?", "What is the largest volcano in Italy?"),
        (["Who was Anne Bonny?"], "What happened to Anne?", "What happened to Anne Bonny?"),
    ],
    "two things compared": [
        (["What is Brent crude?", "What is shale oil?"], "How do they compare?",
         "How do shale oil and Brent crude compare?"),
        (["What is a recession?", "What is a depression?"], "Which is worse?",
         "Which of a depression and a recession is worse?"),
        (["What is nominal GDP?"], "What is the difference with real GDP?",
         "What is the difference between nominal GDP and real GDP?"),
    ],
    "news, turn by turn": [
        (["What happened at Kabul airport?"], "How many people were killed?", "How many people were killed at Kabul airport?"),
        (["What happened at Kabul airport?", "How many people were killed?"], "Why?",
         "Why were people killed at Kabul airport?"),
        (["How many people died in the earthquake in Haiti?"], "When did it happen?",
         "When did the earthquake in Haiti happen?"),
        (["Did the talks between Iran and the IAEA fail?"], "And why?", "Why did the talks between Iran and the IAEA fail?"),
        (["What is Nord Stream 2?", "Does Germany support it?"], "And France?", "Does France support Nord Stream 2?"),
        (["What is Nord Stream 2?", "Does Germany support it?", "And France?"], "Is it legal?", "Is Nord Stream 2 legal?"),
        (["What is Nord Stream 2?"], "What's the latest?", "What's the latest on Nord Stream 2?"),
        (["What does Apple make?"], "Who is the CEO?", "Who is the CEO of Apple?"),
        (["What does Apple make?", "Who is the CEO?"], "What about Microsoft?", "Who is the CEO of Microsoft?"),
        (["What did the WHO warn about?"], "And the CDC?", "What did the CDC warn about?"),
        (["What did China say?"], "And Japan?", "What did Japan say?"),
        (["Is inflation rising?"], "By how much?", "By how much is inflation rising?"),
        (["Is inflation rising?", "By how much?"], "And in Germany?", "By how much is inflation rising in Germany?"),
        (["Will the Olympics go ahead?"], "Who pays for them?", "Who pays for the Olympics?"),
        (["Who is Alexei Navalny?"], "Who poisoned him?", "Who poisoned Alexei Navalny?"),
        (["Tell me about the Wagner Group."], "Tell me more", "Tell me more about the Wagner Group."),
    ],
    "the question before in brackets, where no phrase of it is meant": [
        (["What happened at Kabul airport?"], "Who did it?", "Who did it? (about: what happened at Kabul airport)"),
        (["How much does Evergrande owe?", "Can it pay?", "Who founded it?"], "Is he rich?",
         "Is he rich? (about: who founded Evergrande)"),
    ],
}  # fmt: skip

STANDS_ALONE: list[tuple[list[str], str]] = [
    ([PORTER], "What is the capital of France?"),
    ([PORTER], "What did Victor Cha say about North Korea?"),
    ([PORTER, "and about China?"], "How many people live in Lagos?"),
    ([SUMMIT], "Who won the World Cup in 2018?"),
    (["What is throat cancer?"], "What is inflation?"),
    (["What is throat cancer?"], "How does the European Central Bank set interest rates?"),
    (["What is throat cancer?"], "Is it true that the Suez canal was blocked?"),
    ([WARHEADS], "What is Rock City, and why is it famous?"),
    ([WARHEADS], "Did Tesla raise its prices?"),
    ([WARHEADS], "Did Macron say he would resign?"),
    ([WARHEADS], "Who said that taxes would fall?"),
    ([WARHEADS], "What happened this week?"),
    ([WARHEADS], "Are there wolves in Germany?"),
    ([WARHEADS], "Kabul airport attack victims August"),
    ([WARHEADS], ""),
    ([WARHEADS], "?!"),
    ([PORTER], "¿Dónde lo he visto?"),
]

ANSWER = (
    "**Jalina Porter**, State Department deputy spokesperson, told VOA this week: “We remain committed to "
    "denuclearization.” [1] She added that the review “is ongoing.” [2]"
)


def asked(*questions: str) -> list[Turn]:
    return [Turn("user", question) for question in questions]


@pytest.mark.parametrize(
    ("earlier", "question", "expected"),
    [row for rows in FOLLOW_UPS.values() for row in rows],
    ids=lambda value: str(value),
)
def test_a_follow_up_is_put_in_full(earlier: list[str], question: str, expected: str) -> None:
    assert standalone_question(question, asked(*earlier)) == expected


@pytest.mark.parametrize(("earlier", "question"), STANDS_ALONE)
def test_a_question_that_stands_alone_is_left_as_it_is(earlier: list[str], question: str) -> None:
    assert standalone_question(question, asked(*earlier)) == question


def test_after_a_change_of_topic_pronouns_mean_the_new_one() -> None:
    history = asked(PORTER, "What did she say about China?", "What is throat cancer?")
    assert standalone_question("Is it treatable?", history) == "Is throat cancer treatable?"


def test_the_old_person_can_still_be_meant_after_a_change_of_topic() -> None:
    history = asked(PORTER, "What is the capital of France?")
    assert standalone_question("What else did she say?", history) == "What else did Porter say?"


def test_he_means_the_person_an_answer_names_when_the_question_asked_who() -> None:
    history = [
        *asked("Who called Kim Jong Un a thug?"),
        Turn("assistant", "President **Joe Biden** called Kim a thug. [1]"),
    ]
    assert standalone_question("When did he say that?", history) == "When did Joe Biden say that?"


def test_she_means_the_speaker_an_answer_introduces_when_no_question_named_anyone() -> None:
    history = [*asked("What did the State Department say?"), Turn("assistant", ANSWER)]
    assert standalone_question("Who is she?", history) == "Who is Jalina Porter?"


def test_a_speaker_is_known_from_an_answer() -> None:
    history = [*asked(PORTER), Turn("assistant", "“It is a test,” said Pacific Forum. [1]")]
    assert standalone_question("And Pacific Forum?", history) == "What did Pacific Forum say?"


def test_it_means_the_short_answer_to_a_question_for_a_thing() -> None:
    history = [*asked("What is the capital of Kenya?"), Turn("assistant", "**Nairobi** is the capital of Kenya. [1]")]
    assert standalone_question("How many people live there?", history) == "How many people live in Nairobi?"


def test_markers_and_markdown_never_reach_the_question() -> None:
    history = [*asked("Who spoke?"), Turn("assistant", ANSWER)]
    assert not set("*[]“”") & set(standalone_question("What else did she say?", history))


# What the rules act on, thrown together at random.
FRAGMENTS = (
    "what why did she it its the of and about China Porter say ? 's is are that most largest one symptoms **Ann** "
    ", [1] compare there in to how which else their this"
)
turns = st.builds(
    Turn,
    st.sampled_from(["user", "assistant"]),
    st.text(max_size=80)
    | st.lists(
        st.sampled_from(FRAGMENTS.split()),
        max_size=9,
    ).map(" ".join),
)


@settings(max_examples=500, deadline=None)
@given(turns, st.lists(turns, max_size=5))
def test_any_conversation_gives_a_question_and_always_the_same(question: Turn, history: list[Turn]) -> None:
    first = standalone_question(question.text, history)
    assert first == standalone_question(question.text, tuple(history))
    assert bool(first.strip()) == bool(question.text.strip())


@given(st.text(max_size=200))
def test_without_earlier_turns_a_question_is_unchanged(question: str) -> None:
    assert standalone_question(question, []) == question


@given(turns)
def test_an_answer_without_a_question_is_no_history(question: Turn) -> None:
    assert standalone_question(question.text, [Turn("assistant", ANSWER)]) == question.text
