"""A document's author, date, source and length are told from what is kept of it, and from its byline."""

from collections.abc import Iterator

import pytest

from qa.embedding import Embedder
from qa.pipeline.overviews.facts import author_line
from qa.types import Document
from tests.support import DataDir, Workshop, open_workshop, talk

ARTICLES = (
    Document.create(
        source="https://www.gazette.example/tram",
        title="A tram for Porto",
        text="Maria Jensen\n\nThe council of Porto voted for a tram line to the harbour. It will cost 40 million euros.",
        published="2021-05-02",
    ),
    Document.create(
        source="https://www.courier.example/storm",
        title="Storm in Bergen",
        text="Karen Holm\n\nA storm closed the harbour of Bergen. Karen Holm lost her boat. “I saw it sink,” Ms. Holm said.",
        published="2021-03-17",
        author="Ann Lee",
    ),
    Document.create(
        source="bread.txt",
        title="Bread has become dear",
        text="Karen Holm\n\nThe bakers of Ghent ask more for bread. Karen Holm has sold rolls for thirty years.",
    ),
)


@pytest.fixture(scope="module")
def news(new_data_dir: DataDir, embedder: Embedder) -> Iterator[Workshop]:
    """Three documents: one with a byline, one with a declared author, one without either. Not to be changed."""
    with open_workshop(new_data_dir(), embedder) as workshop:
        workshop.ingester.add(ARTICLES)
        yield workshop


def test_the_date_of_an_article_that_is_listed_is_told_and_its_first_sentence_cited(news: Workshop) -> None:
    answer = talk(news, "Which articles mention Porto?", "When was it published?")
    assert answer.text.startswith("It is dated 2 May 2021:")
    assert [(each.title, each.quote) for each in answer.citations] == [
        ("A tram for Porto", "The council of Porto voted for a tram line to the harbour.")
    ]


def test_a_byline_is_quoted_where_nothing_else_tells_the_author(news: Workshop) -> None:
    answer = talk(news, "Which articles mention Porto?", "Who wrote it?")
    assert [each.quote for each in answer.citations] == ["Maria Jensen"]


def test_a_declared_author_is_told_and_a_name_that_the_text_goes_on_about_is_none(news: Workshop) -> None:
    assert "It names Ann Lee as its author" in talk(news, 'Who wrote "Storm in Bergen"?').text
    assert "Its first lines don't say who wrote it" in talk(news, 'Who wrote "Bread has become dear"?').text


def test_the_facts_of_one_article_may_be_asked_one_after_the_other(news: Workshop) -> None:
    asked = ("Which articles mention Porto?", "who wrote it", "where is it from", "and how long is it")
    answer = talk(news, *asked)
    assert answer.text.startswith("It has 20 words, some 1 minute to read:")  # 2 of the byline, 12, 6


def test_when_it_was_published_is_asked_of_the_article_just_summarized(news: Workshop) -> None:
    assert talk(news, "Summarize the article about the tram", "when was it published").text.startswith(
        "It is dated 2 May 2021:"
    )


def test_it_is_no_document_where_the_talk_is_of_something_else(news: Workshop) -> None:
    answer = talk(news, "What did the council of Porto vote for?", "How long is it?")
    assert answer.reader != "facts"


def test_this_article_is_the_one_just_quoted(news: Workshop) -> None:
    answer = talk(news, "What did the council of Porto vote for?", "Which newspaper is this article from?")
    assert answer.text.startswith("It is from gazette.example, https://www.gazette.example/tram:")


def test_of_several_documents_each_is_told(news: Workshop) -> None:
    answer = news.pipeline.ask("When were these articles published?")
    assert [(item.name, item.note.split(", ")[0]) for item in answer.items] == [
        ("A tram for Porto", "dated 2 May 2021"),
        ("Storm in Bergen", "dated 17 March 2021"),
        ("Bread has become dear", "no date"),
    ]


def test_who_wrote_it_after_a_list_tells_it_of_each(news: Workshop) -> None:
    answer = talk(news, "Which articles mention a harbour?", "Who wrote them?")
    assert [(item.name, item.note, item.markers) for item in answer.items] == [
        ("A tram for Porto", "", (1,)),  # its byline is quoted
        ("Storm in Bergen", "by Ann Lee", (2,)),
    ]


def test_it_after_several_articles_is_what_they_are_on(news: Workshop) -> None:
    assert talk(news, "Which articles mention a harbour?", "When was it published?").reader != "facts"
    assert talk(news, "Which articles mention Porto?", "When was it released?").reader != "facts"
    assert talk(news, "Timeline of the storm", "Where is it from?").reader != "facts"


@pytest.mark.parametrize(
    "heading",
    [
        "Minutes of the board meeting of 11 March",
        "From 1 October buses run hourly",
        "Secretary resigns over pool",
        "Authors meet readers in Bellwick",
        "Report by the end of June",
        "Charlotte Street Works",
    ],
)
def test_a_heading_names_no_author(heading: str) -> None:
    assert author_line("A title", f"{heading}\n\nThe board met on Monday.") is None


@pytest.mark.parametrize(
    "line", ["Minutes taken by A. Oke", "By Ann Lee", "Author: Jean du Plessis", "From: Bo Roe <bo@mail.example>", "Bo Strand"]
)
def test_a_line_with_a_name_tells_who_wrote_it(line: str) -> None:
    text = f"A heading\n{line}\n\nThe board met on Monday."
    found = author_line("A title", text)
    assert found is not None
    assert found.of(text) == line


def test_the_article_on_a_subject_is_found(news: Workshop) -> None:
    assert news.pipeline.ask("When was the article about the tram published?").text.startswith("It is dated 2 May 2021:")


def test_the_newest_document_is_one_and_those_without_a_date_are_said_to_come_last(news: Workshop) -> None:
    one = news.pipeline.ask("What is the newest document?")
    assert [item.name for item in one.items] == ["A tram for Porto"]
    all_of_them = news.pipeline.ask("What are the newest documents?")
    assert (len(all_of_them.items), all_of_them.text.endswith("1 of them has no date and comes last.")) == (3, True)
