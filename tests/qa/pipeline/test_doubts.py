"""What speaks against the sentence that has the question's words."""

from types import SimpleNamespace
from typing import cast

import pytest

from qa.pipeline.doubts import another_in_order, asks_the_same, counts_any, is_only_said_by, is_outdone, tells_opposite
from qa.reading import Evidence
from qa.types import PERHAPS
from tests.support import Workshop


@pytest.mark.parametrize(
    ("question", "told", "opposite"),
    [
        ("When does the lease end?", "The lease begins on 1 May and runs for a year.", True),
        ("When does the lease end?", "The lease begins on 1 May and ends on 30 April.", False),
        ("When does the lease begin?", "The lease begins on 1 May.", False),
        ("How old is the boat?", "The new boat is two.", False),
        ("Who was the first to sign?", "The last to sign was Ann Lee.", False),
        ("How do I switch the heating on?", "Switch off, open the windows and leave.", True),
        ("how do i turn on the pump", "Turn the pump off at night.", True),
        ("How do I switch the heating on?", "Switch it on at the wall, and off at night.", False),
        ("How do I switch the heating on?", "Press the button on the left.", False),
    ],
)
def test_a_sentence_with_the_opposite_word_tells_the_opposite(question: str, told: str, opposite: bool) -> None:
    assert tells_opposite(question, told) is opposite


@pytest.mark.parametrize(
    ("question", "told", "same"),
    [
        ("who pays for the boat", "Nobody has told us who pays for the boat.", True),
        ("Who pays for the boat?", "I'd like to know who pays for the boat.", True),
        ("Who pays for the boat?", "Ann Lee is the woman who pays for the boat.", False),
        ("Who pays for the boat?", "Who pays for the boat is Ann Lee's secret.", False),
        ("How do I clean the boat?", "This is how you clean the boat.", False),
        ("Does Ann Lee pay for the boat?", "Nobody knows who pays for the boat.", False),
    ],
)
def test_a_clause_that_asks_the_question_is_no_answer(question: str, told: str, same: bool) -> None:
    assert asks_the_same(question, told) is same


@pytest.mark.parametrize(
    ("question", "told", "another"),
    [
        (
            "Who moderates the first harbour debate?",
            "Ann Lee will moderate the third harbour debate.",
            ("third debate", "first debate"),
        ),
        ("Who won the 2nd round?", "In the First round Ann Lee won.", ("first round", "2nd round")),
        ("Who moderates the first harbour debate?", "The third debate will be shorter than the first debate.", None),
        ("Who moderates the first harbour debate?", "Ann Lee, in her third year as mayor, will.", None),
        ("When did the ships first meet?", "Their second meeting was in May.", None),
        ("Who moderates the debate?", "Ann Lee will moderate the third debate.", None),
    ],
)
def test_the_third_debate_is_none_of_the_first(question: str, told: str, another: tuple[str, str] | None) -> None:
    assert another_in_order(question, told) == another


@pytest.mark.parametrize(
    ("question", "told", "another"),
    [
        ("How many electric cars does the club have?", "We have 74 cars in Oster.", True),
        ("How many electric cars does the club have?", "Of our 74 cars nine are electric.", False),
        ("How many cars does the club have?", "We have 74 electric cars in Oster.", False),
        ("How many Oster cars are there?", "We have 74 cars.", False),  # a name is another matter
        ("How many years did Ann Lee wait?", "She waited for 74 years.", False),
        ("How many different cars does the club have?", "We have 74 cars.", False),
    ],
)
def test_cars_are_counted_whatever_cars_are_asked_for(question: str, told: str, another: bool) -> None:
    passage = SimpleNamespace(title="The club", heading="")
    best = cast(Evidence, SimpleNamespace(candidate=SimpleNamespace(text=told, passage=passage)))
    assert counts_any(question, best) is another


def test_what_tells_of_the_third_debate_is_not_even_likely_of_the_first(workshop: Workshop) -> None:
    workshop.add("a", "Ann Lee will moderate the third harbour debate on Monday in Oster.")
    third, first = (
        workshop.pipeline.ask(f"Who will moderate the {each} harbour debate in Oster?") for each in ("third", "first")
    )
    assert third.confidence == "sure"
    assert (first.confidence, first.text.startswith(PERHAPS)) == ("perhaps", True)


@pytest.mark.parametrize(
    ("line", "quote", "only"),
    [
        ("Ann Lee: The agency wants 900 euros for the sign.", "Ann Lee: The agency wants 900 euros for the sign.", True),
        ("[02:11] Ann Lee: It rains. The agency wants 900 euros.", "The agency wants 900 euros.", True),
        ("Ann Lee: I offered 900 euros for the sign.", "Ann Lee: I offered 900 euros for the sign.", False),
        ("Bo Roe: Ann offered 900 euros for the sign.", "Ann offered 900 euros for the sign.", False),
        ("The agency was offered 900 euros, Ann Lee said.", "The agency was offered 900 euros, Ann Lee said.", False),
        ("Ann Lee promised this: 900 euros for the sign.", "Ann Lee promised this: 900 euros for the sign.", False),
    ],
)
def test_whoever_only_says_it_is_not_who_does_it(line: str, quote: str, only: bool) -> None:
    assert is_only_said_by("How much did Ann offer for the sign?", line, quote, ["Ann Lee", "Bo Roe"]) is only


def test_the_beginning_of_what_is_asked_to_end_is_no_sure_answer(workshop: Workshop) -> None:
    workshop.add("a", "The contract begins on 1 September 2031 and runs for two years. The fee is fixed.", title="Contract")
    begins, ends = (workshop.pipeline.ask(f"when does the contract {verb}") for verb in ("begin", "end"))
    assert (begins.confidence, ends.confidence) == ("sure", "perhaps")
    assert ends.short_answer is None


def test_whoever_asks_the_same_is_quoted_with_the_reply_and_not_as_the_sure_answer(workshop: Workshop) -> None:
    asks, replies = "Nobody has told us who approves refunds over 90 euros.", "Bo Roe: I do, until we have somebody."
    workshop.add("a", f"Ann Lee: {asks}\n{replies}\nAnn Lee: Good.\nBo Roe: Anything else?", title="Call")
    answer = workshop.pipeline.ask("who approves refunds over 90 euros")
    assert answer.confidence == "perhaps"
    assert answer.citations[0].quote == f"Ann Lee: {asks}\n{replies}"


FAQ = """# Questions about the Leek baths

## Is there a steam room?

Yes, for people aged 16 and over. It costs £5 on top of the swim.

## How much does a swim cost?

Adults £6, children from 4 to 15 £3. A family ticket is £15.
"""


def test_a_yes_to_another_question_is_quoted_with_that_question_and_is_not_sure(workshop: Workshop) -> None:
    workshop.add("a.md", FAQ, title="Questions about the Leek baths")
    answer = workshop.pipeline.ask("is my 15 year old allowed in the steam room")
    assert answer.confidence == "perhaps"
    assert answer.citations[0].quote == "Is there a steam room?\n\nYes, for people aged 16 and over."


@pytest.mark.parametrize("where", ["", " at the Leek baths"])
def test_what_stands_under_the_very_question_comes_first(workshop: Workshop, where: str) -> None:
    workshop.add("a.md", FAQ, title="Questions about the Leek baths")
    answer = workshop.pipeline.ask(f"how much does a swim cost{where}?")
    assert answer.citations[0].quote.startswith("Adults £6")


def test_a_sentence_without_a_word_of_the_question_is_not_likely_beside_one_with_all_of_them() -> None:
    def told(text: str, heading: str = "") -> Evidence:
        passage = SimpleNamespace(title="Letter to members", heading=heading)
        return cast(Evidence, SimpleNamespace(candidate=SimpleNamespace(text=text, passage=passage)))

    party, market = told("28 June: summer party (bring a salad!)"), told("14 June: flea market in the yard")
    assert is_outdone("when is the flea market", party, [party, market])
    assert not is_outdone("when is the flea market", party, [party, told("14 June: plant market in the yard")])
    assert not is_outdone("when is the flea market", party, [told("The flea market")])  # a heading tells nothing more
    assert not is_outdone("when is the flea market", told("On 14 June.", "## Flea market"), [market])
    assert not is_outdone("when is the market", party, [party, market])  # one word may be said otherwise


def test_an_item_is_quoted_with_what_to_do(workshop: Workshop) -> None:
    codes = (
        "E1 – no gas. Open the yellow tap.\nE4 – the flame was not detected. Press reset once. If it comes back, call Ann Lee."
    )
    workshop.add("a", f"These codes may show on the boiler of the club house.\n\n{codes}", title="The boiler")
    quote = workshop.pipeline.ask("what does E4 mean").citations[0].quote
    assert quote == "E4 – the flame was not detected. Press reset once. If it comes back, call Ann Lee."
