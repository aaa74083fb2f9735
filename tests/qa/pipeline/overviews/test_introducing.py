"""Who or what something is, and what is told of it: "Tell me about X", "Who is X?", "What is X?"."""

from collections.abc import Iterator

import pytest

from qa.embedding import Embedder
from qa.pipeline.overviews.introducing import name_asked_of, what_question
from qa.types import Scope, Turn
from tests.support import DataDir, Workshop, open_workshop

LAUNCH = (
    "The ferry company of Oster sold 4,000 tickets in an hour on Monday, more than ever before. "
    "Most of them were sold through Fjordpass, an app for ferry tickets that three brothers from Bergen made in 2019. "
    "Fjordpass has been bought by 90,000 people so far, its makers say. "
    "It rained in Oster on Monday, and the quay was empty by noon."
)
FAULT = (
    "Fjordpass stopped working for nine hours on Saturday, and passengers had to pay at the quay. "
    "The makers of Fjordpass blamed a certificate that nobody had renewed. "
    "The county wants to replace Fjordpass with a card from next spring on."
)
MAYOR = (
    "Ann Brown, the mayor of Oster since 2015, opened the new quay on Friday. "
    "Ann Brown wants to let no cruise ships into the harbour of Oster from 2024 on. "
    "“The quay is for those who live here,” Brown said."
)


@pytest.fixture(scope="module")
def news(new_data_dir: DataDir, embedder: Embedder) -> Iterator[Workshop]:
    """Three articles. Not to be changed."""
    with open_workshop(new_data_dir(), embedder) as opened:
        opened.add("launch.txt", LAUNCH, title="Fjordpass sells out", published="2022-03-01")
        opened.add("fault.txt", FAULT, title="Fjordpass stood still for hours", published="2022-05-10")
        opened.add("mayor.txt", MAYOR, title="Ann Brown opens a quay", published="2022-06-02")
        opened.add_all({f"{n}.txt": f"Gardeners of street {n} plant beans and peas in May each year." for n in range(8)})
        yield opened


@pytest.mark.parametrize(
    "question", ["Tell me about Fjordpass", "fjordpass - what is that?", "What should I know of Fjordpass"]
)
def test_what_it_is_stands_before_what_is_told_of_it_the_newest_document_first(news: Workshop, question: str) -> None:
    answer = news.pipeline.ask(question)
    first, *others = answer.citations
    assert "an app for ferry tickets" in first.quote
    days = [each.published for each in others]
    assert days == sorted(days, key=str, reverse=True)
    assert {"launch.txt", "fault.txt"} == {each.source for each in answer.citations}
    assert "More on it, newest first:" in answer.text
    assert not answer.unsure


def test_nothing_is_told_twice(news: Workshop) -> None:
    quotes = [each.quote for each in news.pipeline.ask("Tell me about Fjordpass").citations]
    assert len(quotes) == len(set(quotes))


def test_no_more_sentences_are_told_than_are_wished(news: Workshop) -> None:
    for number in (1, 2, 3):
        wish = f"Summarize the news on Fjordpass in {number} sentence{'s' if number > 1 else ''}"
        assert len(news.pipeline.ask(wish).citations) == number


def test_of_one_document_its_title_stands_once(news: Workshop) -> None:
    scope = Scope(documents=(news.library.document("launch.txt").id,))
    answer = news.pipeline.ask("Tell me about Fjordpass", scope=scope)
    assert answer.text.count("*Fjordpass sells out*") == 1
    assert "More on it" not in answer.text


def test_who_somebody_is_comes_with_what_those_about_them_tell_and_what_they_said(news: Workshop) -> None:
    for question in ("Who is Ann Brown?", "tell me about ann brown"):
        text = news.pipeline.ask(question).text
        assert text.startswith("**Ann Brown** is named in 1 document")
        assert text.index("the mayor of Oster") < text.index("Told of Ann Brown") < text.index("no cruise ships")


def test_who_is_called_otherwise_by_a_letter_isnt_surely_meant(workshop: Workshop) -> None:
    workshop.add("a.txt", "A team from Rivion and two mills works on new wood for houses in the north.", title="Wood")
    answer = workshop.pipeline.ask("Tell me about Riviom")
    assert answer.unsure or answer.status == "abstained"


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What is geoengineering?", "geoengineering"),
        ("whats a fairphone", "fairphone"),
        ("Who are the Club for Growth?", "Club for Growth"),
        ("Who are the Oath Keepers?", "Oath Keepers"),
        ("Who was Jimmy Lee, and what's his story?", "Jimmy Lee"),
        ("What are crisis pregnancy centers, and what do they do?", "crisis pregnancy centers"),
        ("What is the capital of Kenya?", None),
        ("What is Kenya's capital?", None),
        ("what was ann lee last seen wearing", None),
        ("What is it?", None),
        ("What is geoengineering and when was it invented?", None),
        ("What is the deadline?", None),
        ("What was the verdict?", None),
        ("who was killed", None),
        ("What is Tesla worth?", None),
        ("What is Apple planning", None),
        ("What is Brexit in 2016?", None),
        ("What is next?", None),
        ("What is Valentine's Day?", "Valentine's Day"),
        ("What is 'Fjordpass'?", "Fjordpass"),
        ("What's new?", None),
        ("What is going on in Kenya?", None),
        ("When was geoengineering invented?", None),
    ],
)
def test_what_something_is_is_asked_of_the_thing_and_not_of_a_part_of_it(question: str, name: str | None) -> None:
    assert name_asked_of(question) == name


def test_people_are_asked_for_by_who() -> None:
    assert what_question("Ann Brown") == "Who is Ann Brown?"
    assert what_question("Fjordpass") == "What is Fjordpass?"


def test_she_is_whom_the_question_before_asks_about(news: Workshop) -> None:
    for before in ("Who is Ann Brown?", "Tell me about Ann Brown"):
        told = news.pipeline.ask(before)
        answer = news.pipeline.ask("What did she say?", history=(Turn("user", before), told.turn()))
        assert answer.standalone_question == "What did Ann Brown say?"


def test_what_is_that_asks_in_a_conversation_of_what_the_message_names(news: Workshop) -> None:
    told = news.pipeline.ask("Who is Ann Brown?")
    history = (Turn("user", "Who is Ann Brown?"), told.turn())
    assert news.pipeline.ask("Fjordpass – what is that?", history=history).standalone_question == "Tell me about Fjordpass"


def test_more_of_somebody_is_what_their_documents_tell_besides(news: Workshop) -> None:
    told = news.pipeline.ask("Who is Ann Brown?")
    more = news.pipeline.ask("Tell me more", history=(Turn("user", "Who is Ann Brown?"), told.turn()))
    assert not {each.quote for each in told.citations} & {each.quote for each in more.citations}
