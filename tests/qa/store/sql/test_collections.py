"""Named sets of documents, and what questions and lists make of them."""

from datetime import timedelta

import pytest

from qa.store.sql import Library, tables
from qa.types import Document, Scope
from qa.types.errors import NameTakenError, NoNameError, NotFoundError
from tests.qa.store.sql.test_trash import removed_for


def put(library: Library, source: str, published: str | None = None, text: str = "One.") -> str:
    document = Document.create(source=source, title=source, text=text, published=published)
    library.put(document, [], ())
    return document.id


def names(library: Library, document: str) -> tuple[str, ...]:
    return library.document_list.get(document).collections


def test_a_document_may_be_in_several_and_a_scope_takes_any_of_those_named(library: Library) -> None:
    a, b, c = (put(library, source, published) for source, published in (("a", "2021-01-01"), ("b", "2022-01-01"), ("c", None)))
    sea, land = (library.collections.create(name).id for name in ("Sea", "Land"))
    library.collections.put(sea, [a, b, "unknown"])
    library.collections.put(land, [b])
    library.collections.put(land, [b])  # once more changes nothing
    assert [(each.name, each.documents) for each in library.collections.list()] == [("Land", 1), ("Sea", 2)]
    assert library.in_scope(Scope(collections=(sea,))) == {a, b}
    assert library.in_scope(Scope(collections=(sea, land))) == {a, b}
    assert library.in_scope(Scope(collections=(sea,), since="2021-06-01")) == {b}
    assert library.in_scope(Scope(collections=(land,), documents=(a, c))) == frozenset()
    assert names(library, b) == ("Land", "Sea")
    found = library.document_list.find(collections=[sea], limit=1)
    assert (found.total, [each.summary.id for each in found.documents]) == (2, [a])
    assert library.document_list.titles(collections=[sea]) == ((a, "a"), (b, "b"))
    assert library.collections.take(sea, [a]).documents == 1


def test_a_deleted_collection_leaves_its_documents_and_lets_no_question_see_them_by_it(library: Library) -> None:
    a = put(library, "a")
    sea = library.collections.create("Sea").id
    library.collections.put(sea, [a])
    assert library.collections.delete("sea").documents == 1
    assert library.document(a).title == "a"
    assert library.in_scope(Scope(collections=(sea,))) == frozenset()  # never all of them
    with pytest.raises(NotFoundError, match="no collection 'Sea'"):
        library.collections.ids(["Sea"])


def test_a_name_is_one_whatever_its_case_accents_and_spaces_and_no_two_have_it(library: Library) -> None:
    cafe = library.collections.create("  Café   life ")
    assert (cafe.name, library.collections.get("CAFE LIFE"), library.collections.named("cafe life")) == (
        "Café life",
        cafe,
        cafe,
    )
    with pytest.raises(NameTakenError, match="'Café life' already"):
        library.collections.create("cafe life")
    other = library.collections.named("Other")
    with pytest.raises(NameTakenError):
        library.collections.rename(other.id, "café life")
    assert library.collections.rename(cafe.id, "CAFÉ LIFE").name == "CAFÉ LIFE"
    for name in ("", " ", "x" * 81):
        with pytest.raises(NoNameError, match="1 to 80 characters"):
            library.collections.create(name)


def test_a_changed_or_restored_document_stays_in_its_collections_and_one_gone_for_good_leaves_them(library: Library) -> None:
    a = put(library, "a")
    library.collections.put(library.collections.create("Sea").id, [a])
    put(library, "a", text="Two.")
    assert names(library, a) == ("Sea",)
    library.remove(a)
    assert library.collections.get("Sea").documents == 0
    put(library, "a")
    assert names(library, a) == ("Sea",)
    library.remove(a)
    removed_for(library, timedelta(hours=25))
    put(library, "b")
    put(library, "a")
    assert names(library, a) == ()


@pytest.mark.parametrize(
    ("saved", "read"),
    [
        (
            '{"collections": ["sea"], "documents": "all", "since": 2021, "until": "2022-01-01"}',
            Scope(collections=("sea",), until="2022-01-01"),
        ),
        ("no scope", Scope()),
        ("[1]", Scope()),
    ],
)
def test_what_cannot_be_read_of_a_saved_choice_is_dropped_and_the_rest_goes_on_limiting(
    library: Library, saved: str, read: Scope
) -> None:
    library.scopes.remember("ann", Scope(sources=("a.txt",)))
    library.change(tables.saved_scopes.update().values(scope=saved))
    assert library.scopes.last("ann") == read


def test_a_saved_choice_is_its_owners_alone_and_goes_with_them(library: Library) -> None:
    ann = library.accounts.add("ann", "correct horse").id
    kept = library.scopes.keep(ann, "This year", Scope(since="2021-01-01"))
    again = library.scopes.keep(ann, "this YEAR", Scope(since="2022-01-01", documents=("a", "b")))
    library.scopes.keep("bob", "Mine", Scope(sources=("a.txt",)))
    library.scopes.remember(ann, Scope(collections=("c",)))
    assert library.scopes.list(ann) == (again,)
    assert again.scope == Scope(documents=("a", "b"), since="2022-01-01")
    assert (library.scopes.last(ann), library.scopes.last("bob")) == (Scope(collections=("c",)), Scope())
    for gone, asker in ((kept.id, ann), (again.id, "bob")):
        with pytest.raises(NotFoundError):
            library.scopes.delete(gone, asker)
    library.accounts.remove("ann")
    assert (library.scopes.list(ann), library.scopes.last(ann)) == ((), Scope())
    assert [each.name for each in library.scopes.list("bob")] == ["Mine"]
