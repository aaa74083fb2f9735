"""Which questions ask who said what."""

import pytest

from qa.attribution.answers import asked_of_speaker

# question → form, speaker, about
RECOGNISED = [
    ("What did Porter say?", "said", "Porter", None),
    ("what did porter say", "said", "porter", None),
    ("What did Porter say about North Korea?", "said", "Porter", "North Korea"),
    ("What has Biden said about climate change?", "said", "Biden", "climate change"),
    ("What does Xi think about cryptocurrency?", "said", "Xi", "cryptocurrency"),
    ("What does Manning believe?", "said", "Manning", None),
    ("What did VanHerck warn about?", "said", "VanHerck", None),
    ("What did VanHerck warn on Tuesday?", "said", "VanHerck", None),
    ("What did VanHerck warn North Korea might do?", "said", "VanHerck", "North Korea might do"),
    ("What else did Porter say?", "said", "Porter", None),
    ("And what did Cha add?", "said", "Cha", None),
    ("What did the State Department spokesperson say", "said", "the State Department spokesperson", None),
    ("What did the State Department say?", "said", "the State Department", None),
    ("What did the United States say about China?", "said", "the United States", "China"),
    ("How did Biden describe Kim Jong Un?", "said", "Biden", "Kim Jong Un"),
    ("how Biden described Kim Jong Un", "said", "Biden", "Kim Jong Un"),
    ("what Porter said about the review", "said", "Porter", "the review"),
    ("What was Porter's reaction to the review?", "said", "Porter", "the review"),
    ("What were Manning’s comments about Kim?", "said", "Manning", "Kim"),
    ("Did Biden say he would meet Kim?", "said", "Biden", "he would meet Kim"),
    ("Quote Porter on North Korea", "said", "Porter", "North Korea"),
    ("Quotes by Victor Cha", "said", "Victor Cha", None),
    ("Show me everything Porter said", "said", "Porter", None),
    ("everything said by the State Department about Iran in 2021", "said", "the State Department", "Iran"),
    ("Did Porter mention Iran?", "mentioned", "Porter", "Iran"),
    ("Did Porter say anything about Iran?", "mentioned", "Porter", "Iran"),
    ("Who said that the talks are dead?", "who_said", None, "the talks are dead"),
    ("Who said “the talks are dead”?", "who_said", None, "the talks are dead"),
    ("Who warned about causing a stink?", "who_said", None, "causing a stink"),
    ("Who called Kim Jong Un a thug?", "who_said", None, "Kim Jong Un a thug"),
    ("According to whom is the meeting a one-off?", "who_said", None, "the meeting a one-off"),
    ("What do officials say about China?", "group", "officials", "China"),
    ("What did U.S. officials say about China?", "group", "U.S. officials", "China"),
    ("What did analysts say?", "group", "analysts", None),
]
TOLD = [
    ("What did Jalina Porter tell VOA this week?", "VOA", None),
    ("What did Cha tell reporters?", "reporters", None),
    ("What did Cha tell reporters about the talks?", "reporters", "the talks"),
    ("Who told VOA that Kim is in trouble?", "VOA", "Kim is in trouble"),
    ("What did Kim Yo Jong warn the Biden administration about?", "the Biden administration", None),
    ("What did Porter say to the press about Iran?", "the press", "Iran"),
]
OTHERS = """When did Biden say he would run?
Why did Porter say that?
Who said that?
Who is Yang Jiechi?
Who won the World Cup?
How much does the plan call for in new spending?
How many senators call the bill unfair?
How quickly did police respond to the call?
What is China's goal?
What does NASA stand for?
What is the state flower of Texas?
What is the money called in South Korea?
What was Gandhi's work called?
What does the article say about China?
What did she say?
What do you think about China?
How many warheads does North Korea have?""".splitlines()


@pytest.mark.parametrize(("question", "form", "speaker", "about"), RECOGNISED)
def test_a_question_about_who_said_what_is_recognised(question: str, form: str, speaker: str | None, about: str | None) -> None:
    asked = asked_of_speaker(question)
    assert asked is not None
    assert (asked.form, asked.speaker, asked.about) == (form, speaker, about)


@pytest.mark.parametrize(("question", "addressee", "about"), TOLD)
def test_whom_it_was_said_to_is_no_part_of_the_topic(question: str, addressee: str, about: str | None) -> None:
    asked = asked_of_speaker(question)
    assert asked is not None
    assert (asked.addressee, asked.about) == (addressee, about)


@pytest.mark.parametrize("question", OTHERS)
def test_any_other_question_is_left_to_the_ordinary_reader(question: str) -> None:
    assert asked_of_speaker(question) is None
