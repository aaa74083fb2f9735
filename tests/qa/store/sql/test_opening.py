import sqlite3
import subprocess
import sys
from pathlib import Path

from qa.store.sql import Library
from tests.answers import add_document, answering

LATER_TABLES = ("exchanges", "conversations", "feedback", "sessions", "tokens", "users", "attempts")
OPEN = """
import sys
from pathlib import Path
from qa.store.sql import Library
with Library.open(Path(sys.argv[1])) as library:
    print(library.identity)
    library.conversations.start("ann", "Talk")
"""


def test_a_library_from_before_there_were_conversations_gets_them_and_keeps_its_documents(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        document = add_document(library)
        identity, revision = library.identity, library.revision
    with sqlite3.connect(tmp_path / "library.sqlite") as connection:
        for table in LATER_TABLES:
            connection.execute(f"DROP TABLE {table}")
    connection.close()
    with Library.open(tmp_path) as library:
        assert (library.identity, library.revision) == (identity, revision)
        assert library.document(document.id) == document
        talk = library.conversations.start("ann")
        library.conversations.append(talk.id, "ann", answering("Who?", document))
        library.accounts.add("ann", "correct horse")
        assert [user.name for user in library.accounts.list()] == ["ann"]


def test_processes_that_open_a_new_library_at_once_open_the_same_one(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OPEN, str(tmp_path)]
    opening = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    identities = {process.communicate(timeout=60)[0].strip() for process in opening}
    assert [process.returncode for process in opening] == [0] * 4
    with Library.open(tmp_path) as library:
        assert identities == {library.identity}
        assert len(library.conversations.list("ann")) == 4
