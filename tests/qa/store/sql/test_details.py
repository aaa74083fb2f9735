"""Author, web address and pages of documents that have them."""

from dataclasses import replace

from qa.store.sql import Library
from qa.types import Document


def test_author_and_web_address_come_back_and_a_change_of_them_is_an_update(library: Library) -> None:
    document = Document.create(source="a", title="A", text="One.", author="Ann Lee", url="https://example.com/a")
    assert library.put(document, [], ()) == "added"
    assert library.document("a") == document
    assert library.put(document, [], ()) == "unchanged"
    plain = replace(document, author=None, url=None)
    assert library.put(plain, [], ()) == "updated"
    assert library.document("a") == plain


def test_a_place_is_on_the_page_after_the_form_feeds_before_it(library: Library) -> None:
    paged = Document.create(source="a", title="A", text="One.\n\n\fTwo. \f\fFour.")
    plain = Document.create(source="b", title="B", text="One.")
    for document in (paged, plain):
        library.put(document, [], ())
    # "Two." begins at 7, behind the form feed at 6; "Four." at 14, behind those at 12 and 13.
    places = {(paged.id, 0), (paged.id, 7), (paged.id, 14), (plain.id, 0), ("unknown", 0)}
    assert library.pages_of(places) == {(paged.id, 0): 1, (paged.id, 7): 2, (paged.id, 14): 4}
