"""Lists and counts in common wordings, and what people said on a topic that their words don't name."""

import pytest

from qa.types import Turn
from tests.support import Workshop


@pytest.fixture
def sites(workshop: Workshop) -> Workshop:
    for number, site in enumerate(("dailypost", "herald", "herald")):
        text = f"The ferry to Ostmark sailed {number + 2} times on Monday, the harbour said."
        workshop.add(f"https://{site}.example/{number}", text, title=f"Ferry {number}", published=f"2021-03-0{number + 1}")
    return workshop


def test_whose_articles_are_listed_may_stand_at_the_end(sites: Workshop) -> None:
    answer = sites.pipeline.ask("which articles mention the ferry from the Herald")
    assert {each.source for each in answer.citations} == {"https://herald.example/1", "https://herald.example/2"}
    assert answer.text.startswith("2 of 2 documents from ")


@pytest.mark.parametrize("where", ["in Herald", "from the co"])
def test_a_place_is_no_site(sites: Workshop, where: str) -> None:
    sites.add("https://news.co.example/9", "The ferry to Ostmark sank.", title="Sunk")
    assert sites.pipeline.ask(f"articles about the ferry {where}").text.startswith("None of 4 documents mentions")


def test_what_is_no_site_belongs_to_what_is_mentioned(sites: Workshop) -> None:
    answer = sites.pipeline.ask("articles about the ferry by the council")
    assert answer.text.startswith("None of 3 documents mentions “ferry by the council”")


@pytest.mark.parametrize(("order", "day"), [("first", "2021-03-01"), ("last", "2021-03-03")])
def test_the_first_article_about_something_is_the_oldest(sites: Workshop, order: str, day: str) -> None:
    answer = sites.pipeline.ask(f"{order} article about the ferry")
    assert [each.published for each in answer.citations] == [day]


def test_what_is_quoted_in_a_topic_stands_in_the_document_that_is_meant(workshop: Workshop) -> None:
    for number in range(3):
        workshop.add(
            f"{number}.txt", "The city hired cops for the arrests in Bergen after a fire.", title=f"City cops, arrests {number}"
        )
    workshop.add("meant.txt", "Five people were held in Bergen at a site that neighbours call Cop City.", title="Five are held")
    answer = workshop.pipeline.ask('Summarize the article about the Bergen "Cop City" arrests')
    assert {each.source for each in answer.citations} == {"meant.txt"}


def test_a_list_of_a_site_named_last_is_asked_on(sites: Workshop) -> None:
    first = "articles about the ferry from herald"
    history = [Turn("user", first), Turn("assistant", sites.pipeline.ask(first).text)]
    answer = sites.pipeline.ask("how many of them mention the harbour", history)
    assert answer.text.startswith("2 of 2 documents from herald mention both “ferry” and “harbour”")
