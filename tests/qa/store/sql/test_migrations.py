"""A library of each earlier format is brought up to date in place, with everything that people left in it."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from qa.english.wanted import Wanted
from qa.store.sql import Library, ModelChoice, Rights, StoredFile, tables
from qa.store.sql.migrations import SCHEMA_VERSION
from qa.types import Scope
from qa.types.errors import LibraryError, NotFoundError
from tests.answers import WHALES, answering
from tests.kept_files import GivenFile

FORMATS = Path(__file__).parent
ANSWERED = "When did it sing?"


def library_of_format(number: int, folder: Path) -> None:
    """The library that the program of then made of one document, two accounts and what four people left."""
    connection = sqlite3.connect(folder / "library.sqlite")
    connection.executescript((FORMATS / f"format-{number}.sql").read_text(encoding="utf-8"))
    connection.close()


def columns(folder: Path) -> dict[str, set[str]]:
    with sqlite3.connect(folder / "library.sqlite") as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'index')")]
        found = {table: {row[1] for row in connection.execute(f"PRAGMA table_info({table})")} for table in tables}
    connection.close()
    return found


@pytest.mark.parametrize("number", range(1, SCHEMA_VERSION))
def test_an_older_library_gets_what_a_new_one_has_and_keeps_its_documents(tmp_path: Path, number: int) -> None:
    (tmp_path / "new").mkdir()
    Library.open(tmp_path / "new").close()
    library_of_format(number, tmp_path)
    for _ in range(2):
        with Library.open(tmp_path) as library:
            assert [document.source for document in library.documents()] == ["whales.txt"]
            assert library.document("whales.txt").text == WHALES
            assert library.checks.structure() is None
    assert columns(tmp_path) == columns(tmp_path / "new")


def test_from_format_1_on_everybody_keeps_what_is_theirs_and_names_own_nothing(tmp_path: Path) -> None:
    library_of_format(1, tmp_path)
    with Library.open(tmp_path) as library:
        people = {name: library.accounts.owner(name) for name in ("ann", "bob", "local")}
        assert len({*people, *people.values()}) == 5  # "local" stays "local"
        for name, person in people.items():
            (talk,) = library.conversations.list(person)
            assert (talk.title, talk.owner, talk.owner_id) == (f"Of {name}", name, person)
            (given,) = library.feedback.list(person)
            assert (given.note, given.owner) == (f"By {name}", name)
            answer = answering(ANSWERED, library.document("whales.txt"), "The old whale sang on Monday.")
            library.feedback.add(person, answer, "up", "Again")  # replaces the verdict of before
            assert [entry.note for entry in library.feedback.list(person)] == ["Again"]
        assert library.conversations.list("ann") == ()
        assert [entry.owner for entry in library.feedback.list() if entry.note == "By zed"] == ["zed (removed)"]
        assert library.accounts.add("zed", "correct horse").id not in ("zed", "zed (removed)")
        assert library.feedback.list(library.accounts.owner("zed")) == ()
        with library.reading() as connection:
            assert connection.execute(tables.jobs.select()).one().owner == people["ann"]


def test_from_format_2_on_a_model_can_be_chosen_and_everybody_keeps_what_is_theirs(tmp_path: Path) -> None:
    library_of_format(2, tmp_path)
    with Library.open(tmp_path) as library:
        assert library.model_choice.get() is None
        library.model_choice.put(ModelChoice("http://127.0.0.1:8080/v1", "any", None, None))
        for name in ("ann", "bob", "local"):
            (talk,) = library.conversations.list(library.accounts.owner(name))
            assert talk.title == f"Of {name}"
    with Library.open(tmp_path) as library:
        assert library.model_choice.get() is not None


def test_from_format_3_on_documents_can_be_collected_and_choices_kept(tmp_path: Path) -> None:
    library_of_format(3, tmp_path)
    with Library.open(tmp_path) as library:
        assert library.model_choice.get() is not None
        assert (library.collections.list(), library.scopes.list("local"), library.scopes.last("local")) == ((), (), Scope())
        (document,) = library.documents()
        sea = library.collections.put(library.collections.create("The sea").id, [document.id])
        library.scopes.keep("local", "Whales", Scope(collections=(sea.id,)))
    with Library.open(tmp_path) as library:
        assert library.in_scope(library.scopes.list("local")[0].scope) == {document.id}


def test_from_format_4_on_files_are_kept_to_show_their_pages_and_those_of_before_have_none(tmp_path: Path) -> None:
    library_of_format(4, tmp_path)
    with Library.open(tmp_path) as library:
        whales = library.document("whales.txt")
        assert (library.files.get(whales), [each.name for each in library.collections.list()]) == (None, ["The sea"])
        library.note_original(whales, "fingerprint", GivenFile(".pdf", b"%PDF-"))
    with Library.open(tmp_path) as library:
        assert library.files.get(whales) == StoredFile(".pdf", "", b"%PDF-")


def test_from_format_5_on_documents_are_counted_by_their_exact_words(tmp_path: Path) -> None:
    library_of_format(5, tmp_path)
    sentences, vector = np.array([0, len(WHALES)], dtype="<i4").tobytes(), np.ones(4, dtype="<f4").tobytes()
    with sqlite3.connect(tmp_path / "library.sqlite") as connection:
        (document,) = connection.execute("SELECT id FROM documents").fetchone()
        chunk = (7, f"{document}-0", document, 0, 0, len(WHALES), WHALES, vector, sentences, b"")
        connection.execute(f"INSERT INTO chunks VALUES ({', '.join('?' * len(chunk))})", chunk)
    connection.close()
    wanted = Wanted.read("whale")
    assert wanted is not None
    for _ in range(2):
        with Library.open(tmp_path) as library:
            assert [place.source for place in library.census.mentioning(wanted)] == ["whales.txt"]


def test_from_format_6_on_collections_are_open_until_somebody_limits_them(tmp_path: Path) -> None:
    library_of_format(6, tmp_path)
    with Library.open(tmp_path) as library:
        (sea,), (document,), bob = library.collections.list(), library.documents(), library.accounts.list()[1]
        assert (sea.name, sea.documents, library.rights.get(sea.id)) == ("The sea", 1, Rights(limited=False))
        assert library.rights.closed_to(bob) == frozenset()
        library.rights.limit(sea.id)
        assert library.seen_without(library.rights.closed_to(bob)).documents() == ()
        assert library.in_scope(Scope(collections=(sea.id,))) == {document.id}


def test_from_format_8_on_folders_and_feeds_can_be_watched_and_what_was_limited_stays_so(tmp_path: Path) -> None:
    library_of_format(8, tmp_path)
    with Library.open(tmp_path) as library:
        (sea,) = library.collections.list()
        assert (sea.limited, library.rights.get(sea.id).readers, library.watches.list()) == (True, ("bob",), ())
        library.watches.begin("feed", "https://example.org/feed", "local", [sea.id])
    with Library.open(tmp_path) as library:
        assert [each.place for each in library.watches.list()] == ["https://example.org/feed"]


def test_from_format_9_on_a_statement_tells_how_likely_it_is_its_speakers_and_those_of_before_do_not(tmp_path: Path) -> None:
    library_of_format(9, tmp_path)
    with Library.open(tmp_path) as library:
        (said,) = library.statements()
        assert (said.quote, said.statement.speaker, said.statement.likely) == ("the harbour was closed", "Porter", None)
        assert said.statement.is_surely_theirs


def test_a_process_that_dies_in_a_step_leaves_the_library_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library_of_format(1, tmp_path)
    before = columns(tmp_path)

    def fail(_connection: object, _version: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("qa.store.sql.database.migrate", fail)
    with pytest.raises(KeyboardInterrupt):
        Library.open(tmp_path)
    monkeypatch.undo()
    assert columns(tmp_path) == before
    with Library.open(tmp_path) as library:
        assert len(library.conversations.list(library.accounts.owner("ann"))) == 1


@pytest.mark.parametrize("version", [str(SCHEMA_VERSION + 1), "0", "next"])
def test_a_library_of_a_later_program_is_refused_in_one_sentence_and_left_alone(tmp_path: Path, version: str) -> None:
    Library.open(tmp_path).close()
    with sqlite3.connect(tmp_path / "library.sqlite") as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (version,))
        connection.execute("DROP TABLE users")
    connection.close()
    with pytest.raises(LibraryError, match=rf"has format {version}, .*update this program, or set QA_DATA_DIR") as caught:
        Library.open(tmp_path)
    assert "\n" not in str(caught.value)
    assert "users" not in columns(tmp_path)


def test_what_is_kept_of_nobody_is_nobodys(tmp_path: Path) -> None:
    library_of_format(1, tmp_path)
    with Library.open(tmp_path) as library:
        (talk,) = library.conversations.list(library.accounts.owner("ann"))
        with pytest.raises(NotFoundError):
            library.conversations.get(talk.id, "ann")
