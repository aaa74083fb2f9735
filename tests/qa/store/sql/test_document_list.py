"""Looking through the documents."""

import pytest
import sqlalchemy as sa

from qa.settings import Settings
from qa.store.sql import DocumentListPage, Library, Order, tables
from qa.types import Document, Span, Statement
from qa.types.errors import NotFoundError
from tests.qa.store.sql.test_library import make


def put(
    library: Library,
    source: str,
    title: str,
    published: str | None = None,
    author: str | None = None,
    statements: int = 0,
    text: str = "One.",
) -> Document:
    document = Document.create(source=source, title=title, text=text, published=published, author=author)
    _, chunks = make(source, text, title, published)
    said = [Statement(0, 3, document.id, "direct", "Ann", None, None, None, Span(0, 4))] * statements
    library.put(document, chunks, said)
    return document


def titles(page: DocumentListPage) -> list[str]:
    return [each.summary.title for each in page.documents]


def test_each_word_must_stand_in_title_source_or_author_whatever_its_case_and_accents(library: Library) -> None:
    put(library, "news/cafe.txt", "Ein Café in Wien")
    put(library, "news/bar.txt", "Eine Bar", author="Zoë Wien")
    assert titles(library.document_list.find("WIEN")) == ["Ein Café in Wien", "Eine Bar"]
    assert titles(library.document_list.find("wien cafe")) == ["Ein Café in Wien"]
    assert titles(library.document_list.find("zoe bar.txt")) == ["Eine Bar"]
    assert titles(library.document_list.find("100%")) == titles(library.document_list.find("_")) == []
    assert titles(library.document_list.find("  ")) == ["Ein Café in Wien", "Eine Bar"]


def test_dates_include_both_ends_and_leave_out_what_has_none(library: Library) -> None:
    for source, published in (("a", "2021-03-01"), ("b", "2021-03-17"), ("c", "2021-03-31"), ("d", None)):
        put(library, source, source, published)
    assert titles(library.document_list.find(since="2021-03-01", until="2021-03-17")) == ["a", "b"]
    assert titles(library.document_list.find(since="2021-03-18")) == ["c"]


@pytest.mark.parametrize(
    ("order", "ascending"),
    [
        ("title", ["Äpfel", "birnen", "Zitronen"]),
        ("source", ["Zitronen", "birnen", "Äpfel"]),
        ("published", ["birnen", "Äpfel", "Zitronen"]),  # Zitronen have no date
        ("statements", ["birnen", "Zitronen", "Äpfel"]),  # 0, 1, 2
    ],
)
def test_documents_come_in_the_order_that_is_asked_for(library: Library, order: Order, ascending: list[str]) -> None:
    put(library, "c", "Äpfel", "2021-03-02", statements=2)
    put(library, "b", "birnen", "2021-03-01")
    put(library, "a", "Zitronen", statements=1)
    assert titles(library.document_list.find(order=order)) == ascending
    descending = ascending[::-1] if order != "published" else ["Äpfel", "birnen", "Zitronen"]  # without a date last, still
    assert titles(library.document_list.find(order=order, descending=True)) == descending


def test_a_page_knows_how_many_there_are_in_all(library: Library) -> None:
    for number in range(5):
        put(library, f"{number}", f"Title {number}")
    page = library.document_list.find(offset=2, limit=2)
    assert (page.total, titles(page)) == (5, ["Title 2", "Title 3"])
    assert library.document_list.find(offset=10).documents == ()


def test_a_listed_document_has_its_counts_author_and_pages(library: Library) -> None:
    put(library, "a", "A", author="Ann Lee", statements=3, text="One.\n\n\fTwo.")
    listed = library.document_list.get("a")
    assert (listed.summary.chunks, listed.statements, listed.pages, listed.author, listed.url) == (1, 3, 2, "Ann Lee", None)
    put(library, "b", "B")
    assert library.document_list.get("b").pages is None
    with pytest.raises(NotFoundError, match="no document 'c'"):
        library.document_list.get("c")


def test_a_changed_title_is_found_and_the_old_one_is_not(library: Library) -> None:
    put(library, "a", "Whales")
    put(library, "a", "Dolphins")
    assert titles(library.document_list.find("dolphins")) == ["Dolphins"]
    assert titles(library.document_list.find("whales")) == []


def test_the_documents_of_a_library_made_before_this_are_found(place: Settings) -> None:
    with Library.of(place) as library:
        put(library, "a", "Whales", author="Ann Lee")
        with library.writing() as connection:
            connection.execute(sa.schema.DropTable(tables.names))
    with Library.of(place) as library:
        assert titles(library.document_list.find("whales lee")) == ["Whales"]
