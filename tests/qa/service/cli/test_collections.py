"""`qa collections` and the options that name one, within this process: the program itself is tested elsewhere."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qa.service.cli.main import program
from qa.types.errors import NameTakenError, NotFoundError
from tests.support import RunQa


def test_documents_go_into_a_collection_when_they_are_added_or_later_and_it_alone_is_asked(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_DATA_DIR", str(data_dir))
    runner = CliRunner()

    def qa(*arguments: str) -> str:
        done = runner.invoke(program(), arguments, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    harbour, forest = tmp_path / "harbour.txt", tmp_path / "forest.txt"
    harbour.write_text("The harbour was closed by the storm on Monday. “It broke the quay,” Mayor Ann Brown said.")
    forest.write_text("The forest burned in the storm on Friday. “It fed the fire,” ranger Zoe Hill said.")
    qa("ingest", str(forest))
    qa("ingest", "--collection", "Sea", "--collection", "Storms", str(harbour))
    qa("collections", "put", "storms", str(forest))
    assert "2 documents  Storms" in qa("collections", "list")
    assert "Zoe Hill" not in qa("statements", "--collection", "Sea")
    assert "Zoe Hill" in qa("statements", "--collection", "sea", "--collection", "Storms")
    assert "forest" not in qa("ask", "What happened in the storm?", "--collection", "Sea")
    qa("collections", "take", "Storms", str(harbour))
    qa("collections", "rename", "Storms", "Fires")
    assert "in the library" in qa("collections", "delete", "Fires", "--yes")
    assert "Fires" not in qa("collections", "list")
    with pytest.raises(NameTakenError):
        qa("collections", "create", "SEA")
    with pytest.raises(NotFoundError):
        qa("ask", "What happened?", "--collection", "Fires")


def test_a_collection_is_not_made_for_files_that_do_not_come(qa_here: RunQa, data_dir: Path) -> None:
    qa_here("collections", "create", "Kept")
    for name in ("Made", "Kept"):
        assert qa_here("ingest", "--collection", name, "nofile").returncode == 1
    assert [each["name"] for each in json.loads(qa_here("collections", "list", "--json").stdout)] == ["Kept"]
    (data_dir / "a.txt").write_text("The whale sings in the harbour every day.")
    qa_here("ingest", "--collection", "Made", "nofile", "a.txt")
    assert "1 document  Made" in qa_here("collections", "list").stdout
