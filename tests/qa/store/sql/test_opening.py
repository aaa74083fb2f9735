import sqlite3
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from qa.store.sql import Library
from qa.store.sql.engine import Engine
from qa.types.errors import DiskFullError
from tests.answers import add_document, answering

LATER_TABLES = ("exchanges", "conversations", "feedback", "sessions", "tokens", "users", "attempts")
# Four processes, none of which has to import what it needs first: they open it at once, and in a quarter of the time.
OPEN = """
import os, sys
from pathlib import Path
from qa.store.sql import Library
children = []
for _ in range(4):
    children.append(os.fork())
    if not children[-1]:
        with Library.open(Path(sys.argv[1])) as library:
            os.write(1, f"{library.identity}\\n".encode())
            library.conversations.start("ann", "Talk")
        os._exit(0)
sys.exit(any([os.waitpid(child, 0)[1] for child in children]))
"""


def test_an_engine_that_lacks_a_method_cannot_be_made() -> None:
    class Forgetful(Engine):
        """Has none of what it is asked for."""

    with pytest.raises(TypeError, match=r"abstract.*begin_writing.*statements_matching"):
        Forgetful()  # type: ignore[abstract]


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
    told = subprocess.run([sys.executable, "-c", OPEN, str(tmp_path)], stdout=subprocess.PIPE, text=True, check=True).stdout
    with Library.open(tmp_path) as library:
        assert told.split() == [library.identity] * 4
        assert len(library.conversations.list("ann")) == 4


def fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the patches are undone."""
    monkeypatch.setattr("qa.store.sql.sqlite.shutil.disk_usage", lambda _: SimpleNamespace(free=0))


def test_a_library_on_a_full_disk_is_read_and_written_again_once_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(tmp_path) as library:
        add_document(library)
    fill_the_disk(monkeypatch)
    with Library.open(tmp_path) as library:
        assert [each.source for each in library.documents()] == ["whales.txt"]
        assert not (tmp_path / "library.sqlite-shm").exists()  # for which such a disk has no room
        with pytest.raises(DiskFullError, match="make room"):
            library.remove("whales.txt")
        monkeypatch.undo()
        with Library.open(tmp_path) as other:
            add_document(other, source="seals.txt")
            assert len(library.documents()) == 2
            library.remove("whales.txt")


def test_a_library_that_others_have_open_is_read_with_what_they_wrote_though_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(tmp_path) as other:
        add_document(other)
        fill_the_disk(monkeypatch)
        with Library.open(tmp_path) as library:
            assert library.document_count == 1


@pytest.mark.parametrize("name", ["what?x", "My%41#x"])
def test_a_folders_odd_name_leads_to_no_other_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name / "library.sqlite"
    Library.open(path.parent).close()
    assert path.stat().st_size > 0
    assert [each.name for each in tmp_path.iterdir()] == [name]
