"""What only a database on a server can do: refuse, get lost, and be shared."""

import builtins
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from qa.settings import load_settings
from qa.store.sql import Library, tables
from qa.store.sql.postgresql import Postgresql
from qa.types.errors import BusyError, LibraryError, QAError, SettingsError
from tests.answers import add_document, answering
from tests.postgres import PASSWORD, USER
from tests.qa.store.sql.test_library import make
from tests.support import Database, RunQa, statements

CHROMA = "http://127.0.0.1:9"


@pytest.fixture
def shared(database: str) -> Iterator[Library]:
    with Library(Postgresql(database)) as opened:
        yield opened


def refusal(url: str) -> str:
    with pytest.raises(QAError) as caught:
        Library(Postgresql(url)).close()
    message = str(caught.value)
    assert "\n" not in message
    assert PASSWORD not in message
    assert "p%40ss" not in message
    return message


def cut_off(database: str) -> None:
    """As when the server is started anew: every connection of the library is gone."""
    name = sa.make_url(database).database
    server = Postgresql(database.replace(f"/{name}", "/postgres")).open()
    with server.connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{name}'")
    server.dispose()


def test_the_chunks_of_a_document_are_sent_together_and_keep_their_order(shared: Library) -> None:
    document, (first,) = make("b", "The whale sings.")
    chunks = [replace(first, chunk=replace(first.chunk, id=f"b-{number}", ordinal=number)) for number in range(30)]
    with statements() as asked:
        shared.put(document, chunks, [])
    (insert,) = [statement for statement in asked if statement.startswith("INSERT INTO chunks ")]
    assert insert.count("), (") == 29
    ordinals = sa.select(tables.chunks.c.ordinal).order_by(tables.chunks.c.number)
    assert shared.values(ordinals) == list(range(30))


def test_an_address_without_a_server_says_what_to_do() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert "can't be reached: Connection refused; start PostgreSQL there" in refusal(
        f"postgresql://ann:p%40ss@127.0.0.1:{port}/x"
    )
    assert "can't be reached" in refusal("postgresql://ann:p%40ss@nowhere.invalid/x")


def test_a_wrong_password_and_a_missing_database_are_told_apart(postgres: str) -> None:
    wrong = postgres.replace("p%40ss", "guess")
    assert "doesn't accept this name and password" in refusal(f"{wrong}/postgres")
    assert "no database of this name; make it with `createdb`" in refusal(f"{postgres}/nothing")


def test_only_a_database_that_holds_every_text_is_taken(postgres: str) -> None:
    server = Postgresql(f"{postgres}/postgres").open()
    with server.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    server.dispose()
    assert "is encoded in LATIN1, and only UTF8 holds every text" in refusal(f"{postgres}/latin")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://ann:p%40ss@here:port/x", "is no address"),
        ("postgresql://ann:p%40ss@here/x?sslmode=sometimes", "sslmode=sometimes"),
        ("postgresql://ann:p%40ss@here/x?target=any", "target"),
        ("postgresql://ann:p%40ss@here", "lacks a user or a database"),
        ("postgresql://ann:p%40ss@here/x?sslmode=verify-full&sslrootcert=/nowhere.pem", "/nowhere.pem can't be read"),
    ],
)
def test_an_address_that_is_none_is_refused_in_one_sentence(url: str, told: str) -> None:
    assert told in refusal(url)


def test_without_the_driver_the_package_to_install_is_named(monkeypatch: pytest.MonkeyPatch, postgres: str) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "pg8000":
            raise ModuleNotFoundError("No module named 'pg8000'", name="pg8000")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    assert "pip install 'citedqa[postgres]'" in refusal(f"{postgres}/postgres")


def test_the_setting_needs_an_index_that_is_shared_too_and_is_never_shown() -> None:
    secret = "postgresql://ann:p%40ss@here/x"
    with pytest.raises(SettingsError, match="QA_CHROMA_URL") as caught:
        load_settings({"QA_DATABASE_URL": secret}, Path("/nowhere"))
    assert "p%40ss" not in str(caught.value)
    with pytest.raises(SettingsError, match="QA_DATABASE_URL: its value is not allowed") as caught:
        load_settings({"QA_DATABASE_URL": "mysql://ann:p%40ss@here/x", "QA_CHROMA_URL": CHROMA}, Path("/nowhere"))
    assert "p%40ss" not in str(caught.value)
    assert "p%40ss" not in repr(load_settings({"QA_DATABASE_URL": secret, "QA_CHROMA_URL": CHROMA}, Path("/nowhere")))


def test_the_terminal_tells_of_a_database_without_its_password(qa_here: RunQa, database: str) -> None:
    found = qa_here("documents", "list", QA_DATABASE_URL=database, QA_CHROMA_URL=CHROMA)
    assert (found.returncode, found.stderr) == (0, "no documents yet; add some with: qa ingest PATH, or try: qa sample\n")
    wrong = database.replace("p%40ss", "p%40sz")
    for command in (["documents", "list"], ["doctor"]):
        failed = qa_here(*command, QA_DATABASE_URL=wrong, QA_CHROMA_URL=CHROMA)
        assert failed.returncode == 1
        assert "doesn't accept this name and password" in failed.stdout + failed.stderr
        assert "p@s" not in failed.stdout + failed.stderr
        assert "p%40s" not in failed.stdout + failed.stderr


def test_a_server_that_was_started_anew_is_no_error(shared: Library, database: str) -> None:
    add_document(shared)
    cut_off(database)
    assert shared.document_count == 1
    cut_off(database)
    assert shared.conversations.start("ann").owner == "ann"


def test_a_connection_lost_in_the_middle_stores_nothing_and_says_so(shared: Library, database: str) -> None:
    def half() -> None:
        with shared.writing() as connection:
            connection.exec_driver_sql("DELETE FROM meta")
            cut_off(database)
            connection.exec_driver_sql("DELETE FROM documents")

    add_document(shared)
    with pytest.raises(LibraryError, match=r"postgresql://127\.0\.0\.1:\d+/library\d+ can't be (used|reached): .*; try again"):
        half()
    assert (shared.document_count, shared.revision) == (1, 1)


def test_only_one_process_fills_the_index_until_it_ends_or_is_cut_off(shared: Library, database: str) -> None:
    with Library(Postgresql(database)) as other, shared.locked():
        with pytest.raises(BusyError, match="another process is writing"), other.locked():
            pass
        assert in_thread(lambda: enters(shared)) is False
    with Library(Postgresql(database)) as other, other.locked():
        cut_off(database)  # as when its machine fails
        assert enters(shared)


def enters(library: Library) -> bool:
    try:
        with library.locked():
            return True
    except BusyError:
        return False


def in_thread(look: Callable[[], bool]) -> bool:
    found: list[bool] = []
    thread = threading.Thread(target=lambda: found.append(look()))
    thread.start()
    thread.join()
    return found[0]


def test_what_postgresql_cannot_hold_is_replaced_where_people_write_it(shared: Library) -> None:
    document = add_document(shared)
    talk = shared.conversations.start("ann", "What\0now")
    shared.conversations.append(talk.id, "ann", answering("Who\0sang?", document))
    assert shared.conversations.list("ann", "what\0now")[0].title == "What\ufffdnow"
    assert shared.conversations.exchanges(talk.id, "ann")[0].answer.question == "Who\0sang?"  # JSON escapes it
    assert shared.feedback.add("ann", answering("Who?", document), "up", "so\0so").id


def test_the_address_shown_has_neither_user_nor_password(shared: Library, database: str) -> None:
    port = sa.make_url(database).port
    assert shared.name.startswith(f"postgresql://127.0.0.1:{port}/library")
    assert USER not in shared.name


def test_databases_made_at_once_by_two_processes_are_one_library(new_database: Database) -> None:
    url = new_database()
    found: list[str] = []

    def open_it() -> None:
        with Library(Postgresql(url)) as library:
            found.append(library.identity)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
