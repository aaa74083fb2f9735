"""What the next message makes of a list or count of documents."""

import pytest

from qa.pipeline.kinds.list_questions import changed, changed_list, written
from qa.pipeline.kinds.question_kind import question_kind
from qa.types import Turn

TOLD = "- **A tram** (gazette.example, 2022-08-03): It runs. [1]\n- **Trams** (gazette.example, 2021-08-09): They ran. [2]"


def knows(source: str) -> bool:
    """Whether documents are from it."""
    return source.casefold().removeprefix("the ") in ("cnn", "usa today")


def after(asked: str, *messages: str) -> str | None:
    """The question that the last message means, after the list that `asked` asks for and the messages between."""
    *before, last = messages
    history = [turn for text in (asked, *before) for turn in (Turn("user", text), Turn("assistant", TOLD))]
    return changed_list(last, history, knows)


@pytest.mark.parametrize(
    ("asked", "message", "expected"),
    [
        ("newest articles about trams", "only 2023", "The newest documents about trams in 2023"),
        ("newest articles about trams", "No, I meant in 2017", "The newest documents about trams in 2017"),
        ("which articles mention trams", "just the ones from March 2021", "Which documents mention trams in March 2021"),
        ("which articles mention trams", "since May 2020", "Which documents mention trams since 2020-05-01"),
        ("which articles mention trams", "on 4 May 2021?", "Which documents mention trams on 4 May 2021"),
        ("which articles mention trams", "how many are there?", "How many documents mention trams"),
        ("which articles mention trams in 2021", "how many", "How many documents mention trams in 2021"),
        ("how many articles mention trams", "which ones?", "Which documents mention trams"),
        ("how many articles mention trams by month", "list them", "Which documents mention trams"),
        ("which articles mention trams", "the newest three", "The 3 newest documents about trams"),
        ("which articles mention trams", "which is the newest?", "The newest document about trams"),
        ("which articles mention trams", "what's the oldest one", "The oldest document about trams"),
        ("which articles mention trams", "only the oldest", "The oldest document about trams"),
        ("which articles mention trams", "oldest first please", "The oldest documents about trams"),
        ("which articles mention trams in 2021", "what about buses?", "Which documents mention buses in 2021"),
        ("which articles mention trams", "and about Ann Lind?", "Which documents mention Ann Lind"),
        ("which articles mention trams", "and about the buses?", "Which documents mention the buses"),
        ("which articles mention trams", "What about the Harbour Line?", "Which documents mention the Harbour Line"),
        ("which articles mention trams", "no, I meant buses", "Which documents mention buses"),
        ("which articles mention trams", "only about Bergen", "Which documents mention trams and Bergen"),
        ("which articles mention trams", "how many of them mention Bergen", "How many documents mention trams and Bergen"),
        ("which articles mention trams", "only from the Gazette", "Which documents from the Gazette mention trams"),
        ("which articles quote Ann Lind", "and in 2021?", "Which documents quote Ann Lind in 2021"),
        ("which articles mention trams", "what about buses in 2021", "Which documents mention buses in 2021"),
        ("which articles mention trams", "those with Bergen in 2021", "Which documents mention trams and Bergen in 2021"),
        ("which articles mention trams", "by gazette.example", "Which documents from gazette.example mention trams"),
        ("which articles mention trams", "only cnn", "Which documents from cnn mention trams"),
        ("which articles mention trams", "just the CNN ones from 2021", "Which documents from the CNN mention trams in 2021"),
        ("which articles mention trams", "only articles by usa today", "Which documents from Usa Today mention trams"),
        ("which articles from CNN mention trams", "and usa today?", "Which documents from Usa Today mention trams"),
        (
            "which articles mention trams",
            "only those by cnn that mention fares",
            "Which documents from cnn mention trams and fares",
        ),
        (
            "which articles mention trams",
            "the ones from 2022 that mention fares",
            "Which documents mention trams and fares in 2022",
        ),
        ("which articles mention trams", "which one mentions Bergen", "Which documents mention trams and Bergen"),
        ("which articles mention trams", "which ones are from 2023", "Which documents mention trams in 2023"),
        ("which articles mention trams", "do any of them discuss fares?", "Which documents mention trams and fares"),
        ("which articles mention trams", "give me only the 2022 ones", "Which documents mention trams in 2022"),
        ("which articles mention trams", "how many of those are from 2022", "How many documents mention trams in 2022"),
        ("which articles mention trams", "how many articles is that", "How many documents mention trams"),
        ("which articles mention trams", "sort by date", "The newest documents about trams"),
        ("which articles mention trams", "those from 2023 only", "Which documents mention trams in 2023"),
        ("how many articles mention trams", "which ones mention Bergen", "Which documents mention trams and Bergen"),
        ("how many articles are from CNN", "which ones?", "The newest documents from CNN"),
        ("how many articles are from CNN in 2022", "which ones?", "The newest documents from CNN in 2022"),
        ("which articles quote Ann Lind", "what about fares?", "Which documents quote Ann Lind about fares"),
        ("which articles quote Ann Lind", "about fares", "Which documents quote Ann Lind about fares"),
        ("which articles quote Ann Lind about trams", "and about Bergen", "Which documents quote Ann Lind about Bergen"),
        ("which articles quote Ann Lind", "what about Bo Berg?", "Which documents quote Bo Berg"),
        ("which articles quote Ann Lind", "what about Iran?", "Which documents quote Iran"),
        ("what are the last added documents", "the two newest", "The 2 last added documents"),
        ("articles published in May 2021", "how many are there", "How many documents were published in May 2021"),
        ("articles published in May 2021", "from gazette.example", "The newest documents from gazette.example in May 2021"),
    ],
)
def test_a_list_is_narrowed_counted_or_changed_by_the_next_message(asked: str, message: str, expected: str) -> None:
    assert after(asked, message) == expected
    assert written(question_kind(expected)) == expected  # and is understood as it is shown


def test_each_message_changes_the_list_that_the_one_before_made() -> None:
    assert after("newest articles about trams", "only 2021", "how many are there") == "How many documents mention trams in 2021"
    assert after("which articles mention trams", "only 2021", "thanks", "and buses?") == "Which documents mention buses in 2021"
    assert after("which articles mention trams", "summarize them", "only 2021") == "Which documents mention trams in 2021"


def test_a_list_outlasts_one_other_question_for_a_message_that_names_its_documents() -> None:
    listed = "which articles mention trams"
    assert after(listed, "Who drives the tram?", "only those about Bergen") == "Which documents mention trams and Bergen"
    assert after(listed, "Who drives the tram?", "what about buses?") is None
    assert after(listed, "Who drives the tram?", "Who is he?", "only those about Bergen") is None
    assert after(listed, "summarize the first one", "and the second one", "which ones are by cnn") is not None


@pytest.mark.parametrize(
    ("message", "period"),
    [
        ("only in August", "in August 2022"),
        ("only August", "in August 2022"),
        ("only those from august 3", "on 3 August 2022"),
        ("only the 9th of August", "on 9 August 2021"),  # that day is listed in 2021
        ("how many of them are from 9 August", "on 9 August 2021"),
        ("those from July", "in July 2022"),
        ("and on May 24", "on 24 May 2022"),
        ("only Aug. 4", "on 4 August 2021"),  # none is listed after 3 August 2022
        ("those from December", "in December 2021"),
    ],
)
def test_a_day_or_month_is_of_the_newest_listed_in_it_else_the_last_one(message: str, period: str) -> None:
    asked = "How many" if message.startswith("how") else "Which"
    assert after("which articles mention trams", message) == f"{asked} documents mention trams {period}"


def test_a_month_is_of_the_year_asked_for_and_a_name_is_none() -> None:
    assert after("which articles mention trams in 2019", "only in August") == "Which documents mention trams in August 2019"
    assert after("which articles mention trams in 2019", "and on 4 May") == "Which documents mention trams on 4 May 2019"
    assert after("which articles mention trams", "what about May?") is None
    assert after("which articles mention trams", "on 30 February") is None


@pytest.mark.parametrize(
    "message", ["the ones without Bergen", "those that don't mention Bergen", "only those not about Bergen"]
)
def test_a_list_is_narrowed_to_those_without_something(message: str) -> None:
    assert after("which articles mention trams", message) == "Which documents mention trams but not Bergen"
    assert after("which articles mention trams but not Oslo", message) is None


@pytest.mark.parametrize("message", ["those without a date", "how many without a degree?", "the ones without pictures"])
def test_what_documents_lack_besides_a_name_is_no_mention(message: str) -> None:
    assert changed(question_kind("Which articles mention trams?"), message, "") is None


@pytest.mark.parametrize(
    "message",
    [
        "who drives them?",
        "and who drives them?",
        "and his wife?",
        "what about the drivers?",
        "what about the first one",
        "summarize it",
        "which ones are late",
        "how many people drive one",
        "in the summer",
        "which articles mention buses",
        "no",
        "only",
        "What about a summary?",
        "And a timeline?",
        "and summary?",
        "And in short?",
        "and five more?",
        "and 5 more",
        "what about page 2",
        "And now?",
        "and yesterday?",
        "and last year",
        "and exactly when",
        "and not Lind",
        "What about your sources?",
        "About 20 people",
        "only about 20 people",
        "and 20 Lind voters",
        "by Monday",
        "by Lind",
        "from Monday",
        "only on Monday",
        "only the mayor",
        "how many on the ship died",
        "which one is on the ship",
        "which one is the longest",
        "which of them died",
        "what is on the menu",
        "any news?",
        "those who fled",
        "From Tehran",
    ],
)
def test_what_asks_for_something_else_leaves_the_list_alone(message: str) -> None:
    assert after("which articles mention trams", message) is None


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("What are the last added documents?", "the oldest"),
        ("What are the last added documents?", "the two oldest"),
        ("which articles quote Ann Lind", "what about NATO?"),
        ("which articles quote Ann Lind", "and doctors?"),
        ("which articles quote Ann Lind", "no, I meant fares"),
    ],
)
def test_what_may_mean_two_lists_or_has_no_question_changes_none(asked: str, message: str) -> None:
    assert after(asked, message) is None


_MESSAGES = [
    "what about buses",
    "only about Bergen",
    "from CNN",
    "only from the Gazette",
    "by gazette.example",
    "in 2021",
    "since May 2020",
    "only in March 2021",
    "on 4 May 2021",
    "how many are there",
    "which ones?",
    "the two newest",
    "the oldest",
    "oldest first",
    "about fares",
    "what about Bo Berg",
]


@pytest.mark.parametrize(
    "asked",
    [
        "which articles mention trams",
        "how many articles mention trams by month",
        "how many documents are there by source",
        "how many articles are from CNN",
        "the three oldest articles about trams",
        "what are the last added documents",
        "which articles quote Ann Lind",
        "how many articles quote Ann Lind",
        "articles published in May 2021",
        "how many letters do we have",
        "the newest letter",
        "list all letters",
        "which letters mention rent",
    ],
)
def test_each_list_that_two_messages_make_is_understood_as_it_is_shown(asked: str) -> None:
    one = [changed(question_kind(asked), message, TOLD) for message in _MESSAGES]
    two = [changed(kind, message, TOLD) for kind in one if kind is not None for message in _MESSAGES]
    made = [kind for kind in (*one, *two) if kind is not None]
    assert len(made) > len(_MESSAGES)
    assert [written(kind) for kind in made if question_kind(written(kind)) != kind] == []


def test_after_another_question_there_is_no_list_to_change() -> None:
    assert after("Who drives the tram?", "only 2021") is None
    assert after("which articles mention trams", "Who drives the tram?", "only 2021") is None
    assert changed_list("only 2021", []) is None


def test_long_messages_and_lists_of_long_ago_are_not_looked_through() -> None:
    listed = [Turn("user", "which documents mention storms?"), Turn("assistant", "- **A** (2021-03-04)")]
    pasted = [Turn("user", "no, " * 5000), Turn("assistant", "…")]
    assert changed_list("only 2023", listed) is not None
    assert changed_list("only 2023", [*listed, *pasted]) is None
    assert changed_list("no, " * 500 + "only 2023", listed) is None
    assert changed_list("only 2023", [*listed, *[Turn("user", "only 2022"), Turn("assistant", "…")] * 12]) is None
