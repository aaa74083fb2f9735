"""What is taken off a message before anybody reads what it asks, and what isn't."""

from itertools import product
from time import process_time

import pytest

from qa.attribution.answers import asked_of_person, asked_of_speaker
from qa.english.periods import split_periods
from qa.english.request import LONGEST_REQUEST, bare, with_mark
from qa.pipeline.follow_ups.shortened import further, is_shortened
from qa.pipeline.kinds.question_kind import question_kind, without_page
from qa.types import Turn

BEFORE_SPEAKER = """please|and|so|but|then|also|tell me|show me|find out|explain|do you know|i want to know|can you tell me
could you please show me|would you kindly find out|please tell me|and do you know""".replace("\n", "|").split("|")
BEFORE_PERSON = "so|and|but|please|tell me|can you tell me|do you know|so, please".split("|")
BEFORE_OVERVIEW = """please|kindly|ok|okay|now|so|and|then|hi|hello|hey|can you|could i see|would you please make
i'd like|I would like to have|i'd like you to make|i want to see|I need|let me see|hi, can we get|please tell me
ok so can i have""".replace("\n", "|").split("|")
AFTER_OVERVIEW = "please|for me|thanks|thank you|now|briefly|in short|instead|then|exactly|for me please".split("|")
LINKS = ["and", "but", "so", "ok", "okay,", "then", "and then", "ok so"]


@pytest.mark.parametrize("before", BEFORE_SPEAKER)
def test_politeness_before_who_said_what_is_no_part_of_it(before: str) -> None:
    for question in ("what Porter said about Iran", "what did Porter say about Iran?"):
        asked = asked_of_speaker(bare(f"{before} {question}"))
        assert asked is not None
        assert (asked.speaker, asked.about) == ("Porter", "Iran")


@pytest.mark.parametrize("before", BEFORE_PERSON)
def test_politeness_before_a_person_is_no_part_of_the_question(before: str) -> None:
    assert asked_of_person(bare(f"{before} who is Ann Brown?")) == "Ann Brown"


@pytest.mark.parametrize("before", BEFORE_OVERVIEW)
def test_politeness_before_an_overview_is_no_part_of_it(before: str) -> None:
    found = question_kind(bare(f"{before} a timeline of the fire"))
    assert (found.kind, found.topic) == ("timeline", "the fire")


@pytest.mark.parametrize("after", AFTER_OVERVIEW)
def test_politeness_after_an_overview_is_no_part_of_it(after: str) -> None:
    found = question_kind(bare(f"summarize the news on the fire {after}"))
    assert (found.kind, found.topic) == ("summary", "the fire")


def test_do_you_know_and_tell_me_stand_before_an_overview() -> None:
    for before, question in product(
        ["do you know", "you know", "tell me", "please tell me"],
        ["how many articles mention Iran?", "which articles mention Iran", "what documents mention Iran"],
    ):
        assert question_kind(bare(f"{before} {question}")).topic == "Iran"


@pytest.mark.parametrize("before", LINKS)
def test_what_links_a_short_follow_up_is_no_part_of_it(before: str) -> None:
    for message in ("where?", "what else?", "are you sure?", "source?", "more", "go on"):
        assert is_shortened(bare(f"{before} {message}"))


@pytest.mark.parametrize(
    "message",
    [
        "more, please",
        "more details please",
        "please tell me more",
        "can you show me more",
        "could you give more",
        "all, thanks",
    ],
)
def test_a_polite_wish_for_more_brings_the_next_page(message: str) -> None:
    history = [Turn("user", "List the boats"), Turn("assistant", "- Ann [1]\n\nFor the next ask: “List the boats, page 2”.")]
    assert further(bare(message), history) == "List the boats, page 2"


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("Hi, what did Porter say?", "What did Porter say?"),
        ("ok, what did Porter say about Iran?", "what did Porter say about Iran?"),
        ("Hey who is Ann Brown", "Who is Ann Brown"),
        ("hello! how many documents mention Iran, please?", "how many documents mention Iran?"),
        ("Good morning. Porter on Iran", "Porter on Iran"),
        ("Thanks for your help. And what did Lee say?", "And what did Lee say?"),
        ("Sorry to bother you, but when does it open?", "When does it open?"),
        ("Quick question: is it open in May?", "Is it open in May?"),
        ("I'd like to know what Porter said about Iran", "What Porter said about Iran"),
        ("I was wondering if you could tell me when it opens.", "When it opens."),
        ("Could you tell me who Ann Brown is?", "Who is Ann Brown?"),
        ("Do you know when Brown and Lee could meet?", "When could Brown and Lee meet?"),
        ("I wonder what they were building in Genoa", "What were they building in Genoa"),
        ("tell me who is running", "who is running"),
        (
            "Hi there! Can you please tell me in which year it burnt down? Many thanks in advance!",
            "In which year it burnt down?",
        ),
        ("Would you mind telling me whose boat sank?", "Whose boat sank?"),
        ("Could you please check how many boats sank", "Check how many boats sank"),
        ("Can you summarise this?", "Summarise this?"),
        ("I'd like you to compare the two reports", "Compare the two reports"),
        ("please tell me everything Porter said", "everything Porter said"),
        ("Whom did Porter call? Thank you so much!", "Whom did Porter call?"),
        ("What did Porter say, can you tell me?", "What did Porter say?"),
        ("when does it open in the U.S., if you know", "when does it open in the U.S."),
        ("Summarise this thanks", "Summarise this"),
        ("What sank please", "What sank"),
        ("Hi, iPhone sales", "iPhone sales"),
        ("PLEASE SUMMARISE THIS", "SUMMARISE THIS"),
        ("WHAT SANK PLEASE", "WHAT SANK"),
        ("What did he say please?", "What did he say?"),
        ("summarise what Porter said please", "summarise what Porter said"),
        ("Where is it said, please?", "Where is it said?"),
        ("Any idea who won?", "Who won?"),
    ],
)
def test_politeness_is_taken_off_a_question(message: str, asked: str) -> None:
    assert bare(message) == asked


@pytest.mark.parametrize(
    "message",
    """hi|Thanks!|ok thanks|Hi-Fi|hi-fi sales in 2020|Please Please Me|please please me release date|Thanks to whom did Ann win?
OK Corral|Hi Lo|What did Hi Lo say?|Who is Hi Lo?|Hello Kitty sales|Hello, Dolly! director|Good Morning America hosts
Great Expectations author|Now Is Good release date|Please, Mr. Postman|Can you bring a dog?|Can I park here now?
Could we leave early, then?|Can you tell when milk is bad?|I need a permit|Who says thanks?|How do you say thank you?
What is done to please?|Tell me about the bridge|And in May?|So what?|Which company is Hello Fresh?|Do you know Ann Brown?
I'd like to know more about the fire|Will you need a visa in Brazil?|Well 12 depth
Hello was released when?|What does he want to know?|Which song is called Please Please?|In the interview, did he say please?
How many times does the letter say please?|Name the film Thanks|Give a reason to say thank you|Did she reply, thank you?
Can we list our house before May?|Could we describe this as fraud?|Could we find us a house?|Any idea is welcome
Any idea was rejected by whom?""".replace("\n", "|").split("|"),
)
def test_what_may_belong_to_the_question_stays(message: str) -> None:
    assert bare(message) == message


@pytest.mark.parametrize(
    "asked",
    """how old Brown is|what kind of person Brown is|what time it is?|how much it is|how many dogs there are|what year it was
in which city he was|whose idea it was|which day the vote is|what kind of car the Ford Maverick is|which Democrats are running
where he lives and who he is|what a day it was|when the vote is and where it is""".replace("\n", "|").split("|"),
)
def test_what_belongs_to_the_question_word_stays_with_it(asked: str) -> None:
    for before in ("tell me", "do you know", "i wonder", "let me know"):
        assert bare(f"{before} {asked}") == asked


@pytest.mark.parametrize("before", ["hm", "hmm ok", "lol", "oh", "ah ok,", "Wow,", "oh lol"])
def test_a_sigh_before_a_question_is_no_part_of_it(before: str) -> None:
    assert bare(f"{before} and who won the vote").lower() == "and who won the vote"
    assert bare(f"{before} Canada lyrics") == (f"{before} Canada lyrics")


@pytest.mark.parametrize("before", ["no, I meant", "sorry i mean", "I meant to ask", "actually, I meant"])
def test_that_something_else_was_meant_is_no_part_of_the_question(before: str) -> None:
    assert bare(f"{before} how did the vote end") == ("How" if before[0] == "I" else "how") + " did the vote end"
    assert bare(f"{before} the vote") == f"{before} the vote"


@pytest.mark.parametrize("asked", ["the mayor of Genoa", "a cog", "this", "it", "Ann Brown", "Brown and Lee", "Brown's plan"])
def test_a_subject_goes_behind_its_verb(asked: str) -> None:
    assert bare(f"tell me what {asked} was?") == f"what was {asked}?"


@pytest.mark.parametrize("again", ["hi, ", "now, ", "please ", "thanks ", "i want ", "no, ", "Ann and ", "what,", ",", "\n"])
def test_a_long_text_costs_no_time(again: str) -> None:
    question_kind(bare(f"what {again}?"))  # compiles the patterns
    for length in (LONGEST_REQUEST, 20_000):
        text = f"what {again * (length // len(again))}"[: length - 1] + "?"
        start = process_time()
        question_kind(bare(text))
        without_page(text)
        split_periods(text)
        assert process_time() - start < 5, length  # once 26 to 55 s; now some milliseconds


def test_a_text_that_is_too_long_for_a_question_stays() -> None:
    text = f"Hi, {'what sank? ' * 200}"
    assert bare(text) == text
    assert question_kind(f"How many documents mention {'Iran ' * 400}?").kind == "question"


@pytest.mark.parametrize("message", ["hi", "ok thanks", "Thanks a lot!", "great, thank you", "Hello there, help me please"])
def test_politeness_alone_stays_small_talk(message: str) -> None:
    assert question_kind(bare(message)).kind == "small_talk"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("who left the council", "who left the council?"),
        ("what's the fare.", "what's the fare?"),
        ("did it rain", "did it rain?"),
        ("Who left?", "Who left?"),
        ("and in Oslo? (about: the fire)", "and in Oslo? (about: the fire)"),
        ("who said “it rains”", "who said “it rains”"),
        ("whole foods takeover", "whole foods takeover"),
        ("the fire at Oster", "the fire at Oster"),
        ("", ""),
    ],
)
def test_a_question_without_its_mark_gets_it_and_nothing_else_does(text: str, expected: str) -> None:
    assert with_mark(text) == expected
