"""Which documents a subject's summary is of: those with its very words, where some have them."""

from collections.abc import Iterator

import pytest

from qa.embedding import Embedder
from tests.support import DataDir, Workshop, open_workshop

SITE = (
    "Ten people were arrested at a building site on Monday. Activists call the place “Cold Harbour” and live in its trees. "
    "“We will stay until Cold Harbour is given up,” Ida Moss said."
)
POLICE = (
    "The harbour police of Brem work in the cold, for their station has no heating. "
    "“The harbour is cold enough,” Bo Green of the harbour police said. Cold days are many at the harbour."
)


@pytest.fixture(scope="module")
def news(new_data_dir: DataDir, embedder: Embedder) -> Iterator[Workshop]:
    """Two articles, one of which has the words of the other's name. Not to be changed."""
    with open_workshop(new_data_dir(), embedder) as workshop:
        workshop.add("site.txt", SITE, title="Ten arrested in the forest", published="2021-03-17")
        workshop.add("police.txt", POLICE, title="A cold station at the harbour", published="2021-05-02")
        yield workshop


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("summarize the article about cold harbour police", "police.txt"),
        ("summarize the article about cold harbour", "site.txt"),
        ("summarize the newest article", "police.txt"),
        ("summarize the oldest article", "site.txt"),
        ("who is quoted in the article about Cold Harbour", "site.txt"),
        ("when was the article about Cold Harbour published", "site.txt"),
    ],
)
def test_an_article_on_a_subject_is_the_one_with_its_words(news: Workshop, question: str, source: str) -> None:
    assert {each.source for each in news.pipeline.ask(question).citations} == {source}


def test_a_subject_of_which_one_document_has_the_very_words_is_told_by_that_one(news: Workshop) -> None:
    for question in ("Summarize Cold Harbour", "what's new about cold harbour", "summarize cold harbour"):
        answer = news.pipeline.ask(question)
        assert {each.source for each in answer.citations} == {"site.txt"}
        assert answer.confidence == "sure"


def test_words_that_no_document_has_together_are_told_of_by_those_that_have_them_apart(news: Workshop) -> None:
    assert {each.source for each in news.pipeline.ask("Summarize the harbour police station").citations} == {"police.txt"}


def test_who_is_quoted_in_an_article_that_may_be_another_is_told_unsurely(news: Workshop) -> None:
    assert news.pipeline.ask("who is quoted in the article about harbour heating").confidence == "sure"
    assert news.pipeline.ask("who is quoted in the article about arrests of activists and tunnels").confidence != "sure"


STRIKE = (
    "Ferry crews of Brem began a strike on Monday and left 900 passengers on the quay. The ferry strike is over pay, the union "
    "said. “We have waited two years,” said Lea Bruun of the union. The ferry company wants talks to go on."
)
MARKET = (
    "The fish market of Brem opens its new hall on Saturday. Forty sellers have rented a stall, the mayor will cut a ribbon. "
    "The hall has a roof of glass and cost nine million crowns, a third of which the town paid. “We can't wait to open,” said "
    "Otto Wahl, who sells eels. Some goods may come late because of the ferry strike."
)


@pytest.fixture(scope="module")
def strike(new_data_dir: DataDir, embedder: Embedder) -> Iterator[Workshop]:
    """An article about a strike, and one that mentions it. Not to be changed."""
    with open_workshop(new_data_dir(), embedder) as workshop:
        workshop.add("strike.txt", STRIKE, title="Ferry strike strands hundreds", published="2021-03-17")
        workshop.add("market.txt", MARKET, title="New hall for the fish market", published="2021-05-02")
        yield workshop


@pytest.mark.parametrize(
    "wish", ["Summarize the ferry strike", "What is new about the ferry strike?", "Tell me about the mess of the ferry strike"]
)
def test_a_subject_is_told_of_by_what_is_about_it_and_not_by_what_mentions_it(strike: Workshop, wish: str) -> None:
    answer = strike.pipeline.ask(wish)
    assert {each.source for each in answer.citations} == {"strike.txt"}
    assert answer.confidence == "sure"


@pytest.mark.parametrize("wish", ["Summarize the train strike in Lund", "Summarize the ferry disaster of 1994"])
def test_a_subject_that_no_document_is_about_is_never_told_of_surely(strike: Workshop, wish: str) -> None:
    assert strike.pipeline.ask(wish).confidence != "sure"


def test_it_is_told_how_many_mention_a_subject_where_more_do_than_are_quoted(strike: Workshop) -> None:
    text = strike.pipeline.ask("What is new about the ferry strike?").text
    assert text.startswith("On “the ferry strike”, from 1 document of 2; 2 mention “ferry strike”:")


@pytest.mark.parametrize("wish", ["summarize the e-mail about the roof", "what is the email about?", "Summarise the mail."])
def test_a_file_of_mail_is_called_an_email(workshop: Workshop, wish: str) -> None:
    workshop.add(
        "roof.eml", "Nine slates are broken. Repair with scaffold is £1,450 plus VAT.", title="Re: Leak at Orchard Rise"
    )
    workshop.add("baths.txt", "Book lessons by e-mail. The pool was built in 1934.", title="Harbour baths")
    assert {each.source for each in workshop.pipeline.ask(wish).citations} == {"roof.eml"}
