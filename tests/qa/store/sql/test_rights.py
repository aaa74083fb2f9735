"""What is only in collections that are closed to somebody isn't there for them, on both engines."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from qa.english.wanted import Wanted
from qa.store.sql import LOCAL, Library, NewChunk, NewDocument, Rights, User, tables
from qa.types import Chunk, Document, Scope, Sentence, Span, Statement
from qa.types.errors import LibraryError, NotFoundError, RightsError
from tests.answers import abstaining, answering
from tests.kept_files import GivenFile
from tests.qa.store.sql.test_trash import removed_for

OPEN, SECRET = "The harbour stays shut until the lighthouse is whole.", "Ottokar bought the quokkas, and the harbour too."
PASSWORD = "open sesame"


def put(library: Library, source: str, text: str, collections: tuple[str, ...] = ()) -> Document:
    document = Document.create(source=source, title=f"On {source}", text=text, published="2031-04-01", author=f"By {source}")
    vector = np.ones(4, dtype=np.float32) / 2
    chunk = Chunk(0, len(text), f"{document.id}-0", document.id, 0)
    new = NewChunk(chunk, (Sentence(0, len(text)),), vector, np.tile(vector, (1, 1)))
    words = Span(0, len(text))
    said = Statement(0, len(text), document.id, "direct", f"Ms {source.title()}", None, None, None, words)
    library.put_all([NewDocument(document, [new], [said], "fingerprint", GivenFile(".pdf", b"%PDF-"))], collections)
    return document


@pytest.fixture
def closed(library: Library) -> frozenset[str]:
    """That of a collection with the document "secret" and a removed one."""
    shut = library.collections.create("Zirconium").id
    library.rights.limit(shut)
    put(library, "open", OPEN)
    put(library, "secret", SECRET, (shut,))
    put(library, "gone", SECRET, (shut,))
    library.remove("gone")
    return frozenset({shut})


def is_known(library: Library, document: str, collection: str, removed: str) -> list[bool]:
    def known(look: Callable[[str], object], name: str) -> bool:
        try:
            look(name)
        except NotFoundError:
            return False
        return True

    return [
        known(look, name)
        for look, name in ((library.document, document), (library.collections.get, collection), (library.trash.get, removed))
    ]


def wanted(words: str) -> Wanted:
    found = Wanted.read(words)
    assert found is not None
    return found


def test_nothing_of_a_closed_document_is_found_by_any_look_at_the_library(library: Library, closed: frozenset[str]) -> None:
    secret, (shut,) = library.document("secret"), closed
    for whole, seen in ((True, library), (False, library.seen_without(closed))):
        told = {
            "documents": [each.source for each in seen.documents()],
            "count": seen.document_count == 2 and seen.chunk_count == 2 and seen.census.count() == 2,
            "scope": seen.in_scope(Scope(documents=(secret.id,))) == {secret.id},
            "scope by collection": seen.in_scope(Scope(collections=(shut,))) == {secret.id},
            "scope by source": bool(seen.in_scope(Scope(sources=("secret",)))),
            "list": seen.document_list.find("secret").total == 1,
            "titles": bool(seen.document_list.titles_of([secret.id])),
            "words": [hit.chunk_id for hit in seen.search_words(["quokkas", "harbour"], 1)],
            "known words": seen.word_frequencies(["quokka", "harbour"]),
            "endings": seen.knows_like("quokka") and seen.terms_beginning("quo") == {"quokka": 1},
            "mentions": len(seen.census.mentioning(wanted("harbour"))),
            "people": [each.speaker for each in seen.speakers.quoted()],
            "names": sorted({name for name, _ in seen.speakers.people_named(["Ms Open", "Ms Secret"])}),
            "statements": len(seen.statements(what=["harbour"])),
            "passages": len(seen.passages([f"{secret.id}-0"])),
            "texts": len(seen.texts([secret.id])),
            "vectors": len(seen.vectors.nearest(np.ones(4, dtype=np.float32), 5)),
            "original": seen.holds_original("secret", "fingerprint"),
            "version": seen.holds(secret),
            "file": seen.files.get(secret) is not None,
            "removed": [each.source for each in seen.trash.list()],
            "collections": [each.name for each in seen.collections.list()],
            "periods": seen.census.by_period(4),
        }
        expected = {
            "documents": ["open", "secret"] if whole else ["open"],
            **dict.fromkeys(("count", "scope", "scope by collection", "scope by source", "list", "titles"), whole),
            "words": [f"{secret.id}-0"] if whole else [f"{library.document('open').id}-0"],
            "known words": {"quokka": 1, "harbour": 2} if whole else {"harbour": 1},
            "endings": whole,
            "mentions": 2 if whole else 1,
            "people": ["Ms Open", "Ms Secret"] if whole else ["Ms Open"],
            "names": ["Ms Open", "Ms Secret"] if whole else ["Ms Open"],
            "statements": 2 if whole else 1,
            "passages": int(whole),
            "texts": int(whole),
            "vectors": 2 if whole else 1,
            "original": whole,
            "version": whole,
            "file": whole,
            "removed": ["gone"] if whole else [],
            "collections": ["Zirconium"] if whole else [],
            "periods": {"2031": 2 if whole else 1},
        }
        assert told == expected
        assert is_known(seen, secret.id, "Zirconium", "gone") == [whole, whole, whole]
    assert library.document_count == 2  # the other connections see all again


def test_words_are_counted_of_what_is_seen_now_whatever_comes_goes_or_is_closed_meanwhile(
    library: Library, closed: frozenset[str]
) -> None:
    other = library.collections.create("Other").id
    library.rights.limit(other)
    seen, all_but_other = library.seen_without(closed), library.seen_without(frozenset({other}))

    def harbours() -> tuple[int, int]:
        return tuple(each.word_frequencies(["harbour"]).get("harbour", 0) for each in (seen, all_but_other))  # type: ignore[return-value]

    assert harbours() == (1, 2)
    put(library, "third", "Harbour by harbour.", (*closed,))
    assert harbours() == (1, 3)
    put(library, "third", "Harbour by harbour, and no more.", (*closed,))
    assert harbours() == (1, 3)
    library.collections.put(other, [library.document("open").id])
    assert harbours() == (1, 2)
    library.collections.take(*closed, [library.document("third").id])
    assert harbours() == (2, 2)
    library.remove("open")
    assert harbours() == (1, 2)
    assert seen.terms_beginning("quo") == {}


def without_one_of_many(library: Library, sources: str, text: str) -> Library:
    """The library as it is seen by who may not read the one closed document, beside forty open ones with this text."""
    shut = library.collections.create("Zirconium").id
    library.rights.limit(shut)
    put(library, "secret", SECRET, (shut,))
    for number in range(40):
        put(library, sources.format(number), text)
    return library.seen_without(frozenset({shut}))


def test_counting_words_takes_who_sees_less_hardly_more_than_who_sees_all(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        less = without_one_of_many(library, "open {}", OPEN * 20)

        def steps(seen: Library) -> int:
            """Of SQLite, in tens."""
            with seen.reading() as connection:
                seen.engine.frequencies(connection, ["harbour"])
                counted, driver = [0], connection.connection.dbapi_connection
                driver.set_progress_handler(lambda: counted.append(1), 10)  # type: ignore[union-attr]
                assert seen.engine.frequencies(connection, ["harbour"]) == {"harbour": 41 - bool(seen.closed)}
                driver.set_progress_handler(None, 10)  # type: ignore[union-attr]
                return len(counted)

        assert steps(less) < 10 * steps(library)


def test_whom_a_name_is_linked_with_is_looked_up_without_reading_all_names(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        seen, counted = without_one_of_many(library, "open{}", OPEN), [0]
        library.speakers.family({"Ms Open1": {"open"}, "Ms Open2": {"open"}}, {})

        def steps(look: Callable[[], object]) -> int:
            """Of SQLite, in tens."""
            before = len(counted)
            look()
            return len(counted) - before

        with seen.reading() as connection:
            connection.connection.dbapi_connection.set_progress_handler(lambda: counted.append(1), 10)  # type: ignore[union-attr]
            query = sa.select(tables.speakers.c.name)
            all_names = steps(lambda: connection.execute(query).all())
        assert steps(lambda: seen.speakers.linked(["Ms Open1"], 9)) < all_names
        assert seen.speakers.linked(["Ms Open1"], 9) == {"Ms Open1", "Ms Open2"}


def test_what_is_closed_to_one_is_not_closed_to_the_next_on_the_same_connection(
    library: Library, closed: frozenset[str]
) -> None:
    other = library.collections.create("Other").id
    library.rights.limit(other)
    put(library, "third", "Nothing happened.", (other,))
    first, second = library.seen_without(closed), library.seen_without(frozenset({other}))
    for _ in range(2):
        assert [each.source for each in first.documents()] == ["open", "third"]
        assert [each.source for each in second.documents()] == ["open", "secret"]


def test_who_sees_less_of_what_is_seen_already_sees_no_more(library: Library, closed: frozenset[str]) -> None:
    other = library.collections.create("Other").id
    library.rights.limit(other)
    put(library, "third", "Nothing happened.", (other,))
    seen = library.seen_without(closed)
    less = seen.seen_without(frozenset({other}))
    assert ([each.source for each in less.documents()], less.closed) == (["open"], closed | {other})
    assert [each.source for each in seen.documents()] == ["open", "third"]
    assert (less.word_frequencies(["harbour"]), less.terms_beginning("quo")) == ({"harbour": 1}, {})
    with less.writing() as connection:  # hides as reading does
        assert connection.exec_driver_sql("SELECT source FROM documents").scalars().all() == ["open"]
    assert [each.source for each in seen.documents()] == ["open", "third"]


def test_a_document_that_is_in_an_open_collection_too_is_seen_and_nothing_tells_of_the_closed_one(
    library: Library, closed: frozenset[str]
) -> None:
    secret, both = library.document("secret").id, library.collections.create("Both").id
    library.collections.put(both, [secret])
    seen = library.seen_without(closed)
    assert seen.document_list.get("secret").collections == ("Both",)
    assert library.rights.only_in(closed, [secret]) == frozenset()
    library.collections.take(both, [secret])
    assert library.rights.only_in(closed, [secret]) == {secret}
    with pytest.raises(NotFoundError):
        seen.document("secret")


def test_the_library_as_somebody_sees_it_takes_no_change_of_what_they_do_not_see(
    library: Library, closed: frozenset[str]
) -> None:
    seen, mine, (shut,) = library.seen_without(closed), library.collections.create("Mine").id, closed
    assert seen.collections.put(mine, [library.document("secret").id]).documents == 0
    for change in (
        lambda: seen.remove("secret"),
        lambda: seen.collections.delete(shut),
        lambda: seen.collections.put(shut, []),
    ):
        with pytest.raises((NotFoundError, LibraryError)):
            change()
    assert library.document("secret").text == SECRET
    with pytest.raises(RightsError, match="open it to all before"):
        library.collections.delete(shut)
    library.rights.open(shut)
    assert library.collections.delete(shut).documents == 1


def test_what_was_removed_long_ago_is_in_the_limited_collection_that_it_is_added_to_once_more(
    library: Library, closed: frozenset[str]
) -> None:
    (shut,) = closed
    document = put(library, "once", "Ottokar sold the quokkas.", (shut,))
    library.remove(document.id)
    removed_for(library, timedelta(hours=25))
    put(library, "once", "Ottokar sold the quokkas.", (shut,))
    assert [each.source for each in library.seen_without(closed).documents()] == ["open"]


def test_nothing_goes_into_the_open_where_its_limited_collection_is_gone(library: Library) -> None:
    shut = library.collections.create("Zirconium").id
    library.rights.limit(shut)
    limited = library.collections.limited([shut])
    library.collections.delete(shut)
    document = Document.create(source="late", title="Late", text="Ottokar sold the quokkas.")
    with pytest.raises(NotFoundError, match="was limited to some people"):
        library.put_all([NewDocument(document, [], [], None)], [shut], limited=limited)
    assert library.document_count == 0


def test_a_limited_collection_that_documents_may_still_come_into_is_not_deleted(library: Library) -> None:
    shut = library.collections.create("Zirconium").id
    library.rights.limit(shut, [])
    begun = library.jobs.begin(LOCAL.id, ["secret.txt"], None, "", worker="w", most=9)
    assert begun is not None
    with pytest.raises(RightsError, match="once they are in"):
        library.collections.delete(shut)
    library.jobs.finish(begun[0].id)
    watch = library.watches.begin("folder", "/secrets", LOCAL.id, [shut])
    with pytest.raises(RightsError, match="watch that no more"):
        library.collections.delete(shut)
    library.watches.remove(watch.id)
    library.watches.begin("folder", "/news", LOCAL.id, [library.collections.create("News").id])
    assert library.collections.delete(shut).name == "Zirconium"


def test_a_limited_collection_is_for_the_people_and_roles_it_names_and_stays_so_without_them(library: Library) -> None:
    ida, eda = library.accounts.add("ida", PASSWORD), library.accounts.add("eda", PASSWORD, editor=True)
    bob, eve = library.accounts.add("bob", PASSWORD), library.accounts.add("eve", PASSWORD, editor=True)
    shut = library.collections.create("Zirconium").id

    def who(*, change: bool = False) -> set[str]:
        return {user.name for user in (ida, eda, bob, eve, LOCAL) if shut not in library.rights.closed_to(user, change=change)}

    assert who() == {"ida", "eda", "bob", "eve", "local"}
    assert library.rights.limit(shut, ["ida"], ["eda"]) == Rights(True, ("ida",), ("eda",))
    assert (who(), who(change=True)) == ({"ida", "eda", "local"}, {"eda", "local"})
    library.rights.limit(shut, ["role:reader"], ["ida"])  # ida is no editor, so she changes nothing
    assert (who(), who(change=True)) == ({"ida", "eda", "bob", "eve", "local"}, {"local"})
    library.rights.limit(shut, ["role:editor"])
    assert who() == {"eda", "eve", "local"}
    for unknown in ("nobody", "role:admin", ""):
        with pytest.raises(NotFoundError):
            library.rights.limit(shut, [unknown])
    library.rights.limit(shut, ["ida"])
    library.accounts.remove("ida")
    assert library.rights.get(shut) == Rights(True)
    assert who() == {"local"}
    again = library.accounts.add("ida", PASSWORD)
    assert shut in library.rights.closed_to(again)
    assert shut in library.rights.closed_to(User("nameless", admin=False))


def test_a_kept_answer_is_told_only_to_who_may_read_all_it_rests_on(library: Library, closed: frozenset[str]) -> None:
    bob, ida = (library.accounts.add(name, PASSWORD) for name in ("bob", "ida"))
    library.rights.limit(next(iter(closed)), ["ida"])
    seen = library.seen_without(closed)
    quoting = {name: answering("What is shut?", library.document(name), "harbour") for name in ("open", "secret")}
    refusing = abstaining("What is shut?", library.document("secret"), "harbour")
    for owner in (bob, ida):
        for name, answer in (("open", quoting["open"]), ("secret", quoting["secret"]), ("near", refusing)):
            talk = library.conversations.start(owner.id, name)
            library.conversations.append(talk.id, owner.id, answer)
            token = library.conversations.share(talk.id, owner.id)
            told = [exchange.answer for exchange in seen.conversations.exchanges(talk.id, owner.id)]
            assert (told == [answer]) is (name == "open")
            assert library.conversations.shared(token)[1][0].answer == answer
            if name == "open":
                assert seen.conversations.shared(token)[1][0].answer == answer
                continue
            assert told[0].citations == told[0].closest == ()
            assert "rests on documents that you may not read" in told[0].text
            if owner is ida:
                with pytest.raises(NotFoundError):
                    seen.conversations.shared(token)
        assert len(library.conversations.list(owner.id, "harbour")) == 2
        assert len(seen.conversations.list(owner.id, "harbour")) == 1
        library.feedback.add(owner.id, quoting["secret"], "up")
        assert "may not read" in seen.feedback.list(owner.id)[0].answer.text


def test_what_was_shared_tells_no_more_when_who_shared_it_may_not_read_it_any_more(
    library: Library, closed: frozenset[str]
) -> None:
    ida, (shut,) = library.accounts.add("ida", PASSWORD), closed
    library.rights.limit(shut, ["ida"])
    quoting = answering("How many are shut?", library.document("open"), "harbour")
    for reader, told in (("counts", False), ("extractive", True)):
        talk = library.conversations.start(ida.id)
        library.conversations.append(talk.id, ida.id, replace(quoting, reader=reader))
        token = library.conversations.share(talk.id, ida.id)
        library.rights.limit(shut, [])
        seen = library.seen_without(library.rights.closed_to(ida))
        if told:
            assert seen.conversations.shared(token)[1][0].answer == quoting
        else:
            with pytest.raises(NotFoundError):
                seen.conversations.shared(token)
        # What she is answered now knows no more than others.
        later = seen.conversations.start(ida.id)
        seen.conversations.append(later.id, ida.id, replace(quoting, reader=reader))
        assert len(seen.conversations.shared(seen.conversations.share(later.id, ida.id))[1]) == 1
        library.rights.limit(shut, ["ida"])


def test_a_removed_document_that_is_forgotten_tells_nothing_either(library: Library, closed: frozenset[str]) -> None:
    bob = library.accounts.add("bob", PASSWORD)
    talk = library.conversations.start(bob.id)
    library.conversations.append(talk.id, bob.id, answering("What is shut?", library.document("secret"), "harbour"))
    library.remove("secret")
    removed_for(library, timedelta(days=2))
    library.remove("open")
    seen = library.seen_without(closed)
    assert "may not read" in seen.conversations.exchanges(talk.id, bob.id)[0].answer.text


def test_who_has_several_names_in_closed_documents_has_not_in_those_that_are_seen(
    library: Library, closed: frozenset[str]
) -> None:
    put(library, "other", OPEN)
    places = [(f"Ms {name.title()}", library.document(name).id) for name in ("open", "secret", "other")]
    library.speakers.settle(dict.fromkeys(places, "Ms Secret"), [name for name, _ in places], 100)
    assert [(each.person, each.documents) for each in library.speakers.quoted()] == [("Ms Secret", 3)]
    seen = library.seen_without(closed)
    assert {(each.person, each.names) for each in seen.speakers.quoted()} == {("Ms Open", ()), ("Ms Other", ())}
    assert set(seen.speakers.people_named(["Ms Open"])) == {places[0]}
    assert seen.speakers.newest_quote("Ms Secret") is None
    library.speakers.family({name: {"Ms"} for name, _ in places}, {})
    assert seen.speakers.linked(["Ms Open"], 2) == {"Ms Open", "Ms Other"}
    assert seen.speakers.linked(["Ms Open"], 1) is None
