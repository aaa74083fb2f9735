"""The registry of formats, and what prints it."""

import logging
import os
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qa.documents import helper
from qa.documents.files import load
from qa.documents.formats import registry
from qa.documents.formats.kinds import suffix_of
from qa.documents.formats.registry import Extract, format_of, reads, suffixes, supported
from qa.service.cli.main import program
from tests.qa.documents.making import docx, epub, odt, pptx, xlsx
from tests.support import ROOT
from ui.rendering.sources import render_welcome


@pytest.fixture(autouse=True)
def as_before():
    """What a test registers is gone after it."""
    yield
    registry.forget_added()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Writes a module and the metadata of an installed distribution with an entry point for it."""

    def install(module: str, source: str, group: str) -> None:
        (tmp_path / f"{module}.py").write_text(source, encoding="utf-8")
        metadata = tmp_path / f"{module}-1.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1\n")
        (metadata / "entry_points.txt").write_text(f"[{group}]\n{module} = {module}\n")
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
        registry.forget_added()

    yield install
    for module in [name for name in sys.modules if name.startswith("added_")]:
        del sys.modules[module]
    helper.file_helper.close()  # which knows it


def test_help_welcome_and_readme_list_the_registered_suffixes():
    plain = " ".join(CliRunner().invoke(program(), ["ingest", "--help"], env={"COLUMNS": "200"}).output.split())
    assert f"({supported()})" in plain
    assert f"{supported()}</bdi>." in render_welcome(0)
    assert " ".join(suffixes()) in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_format_of_another_package_is_read_in_the_helper_process(tmp_path: Path, installed):
    helper.file_helper.close()  # one that already runs was started before the package was there
    source = (
        "import os\nfrom qa.documents.formats.registry import Extract, reads\n\n"
        '@reads(".added", "application/x-added")\n'
        "def read(raw, url):\n    return Extract(raw.decode()[::-1] + f' {os.getpid()}', title='A title')\n"
    )
    installed("added_format", source, "citedqa.formats")
    assert suffixes()[-1] == ".added"
    (tmp_path / "a.added").write_text("!olleH")
    (loaded,) = load(tmp_path / "a.added", max_bytes=100)
    assert loaded.document is not None
    words, process = loaded.document.text.split()
    assert (words, loaded.document.title) == ("Hello!", "A title")
    assert int(process) != os.getpid()


def test_a_package_that_can_not_be_loaded_leaves_the_other_formats(installed, caplog: pytest.LogCaptureFixture):
    installed("added_broken", "raise RuntimeError('broken')\n", "citedqa.formats")
    with caplog.at_level(logging.ERROR):
        assert ".pdf" in suffixes()
    assert "added_broken can't be loaded" in caplog.text


def test_a_package_that_can_not_be_loaded_is_named_in_a_line_and_its_traceback_is_for_debugging(
    installed, caplog: pytest.LogCaptureFixture
):
    installed("added_lacking", "import nosuchmodule\n", "citedqa.formats")
    suffixes()
    (record,) = caplog.records
    assert record.getMessage() == (
        "The format added_lacking can't be loaded (ModuleNotFoundError: No module named 'nosuchmodule'); "
        "correct the package added_lacking, or uninstall it"
    )
    assert not record.exc_info
    registry.forget_added()
    with caplog.at_level(logging.DEBUG, "qa.documents"):
        suffixes()
    assert "Traceback" in caplog.text


def test_a_package_that_takes_a_suffix_from_a_built_in_reader_is_told(installed, caplog: pytest.LogCaptureFixture):
    source = (
        "from qa.documents.formats.registry import Extract, reads\n\n"
        '@reads(".txt", ".taken")\ndef read(raw, url):\n    return Extract("mine")\n'
    )
    installed("added_taking", source, "citedqa.formats")
    assert format_of(".txt").module == "added_taking"
    (record,) = caplog.records
    assert record.getMessage() == ".txt files are read by the package added_taking, no longer by CitedQA's own reader"


def test_an_added_format_takes_a_suffix_from_a_built_in_one():
    @reads(".TXT", given="text", in_process=True)
    def shout(raw: bytes, url: str | None) -> Extract:
        return Extract(raw.decode().upper())

    assert format_of(".txt").read is shout
    assert suffixes()[0] == ".txt"


def test_an_added_archive_is_told_from_docx_by_its_media_type_or_its_name():
    @reads(".ods", "application/vnd.oasis.opendocument.spreadsheet", starts=b"PK\x03\x04")
    def read(raw: bytes, url: str | None) -> Extract:
        return Extract()

    zipped = b"PK\x03\x04 and so on"
    assert suffix_of(zipped, "application/vnd.oasis.opendocument.spreadsheet", "/a") == ".ods"
    assert suffix_of(zipped, "application/octet-stream", "/a.ods") == ".ods"
    assert suffix_of(zipped, "application/octet-stream", "/a") == ".docx"


@pytest.mark.parametrize(
    ("make", "suffix"),
    [
        (lambda: xlsx(S=[["a"]]), ".xlsx"),
        (lambda: pptx([""]), ".pptx"),
        (lambda: odt(""), ".odt"),
        (lambda: epub({}), ".epub"),
        (lambda: docx(""), ".docx"),
    ],
)
def test_an_archive_without_a_name_or_a_type_is_told_by_its_parts(make, suffix: str):
    assert suffix_of(make(), "application/octet-stream", "/download") == suffix


def test_a_reader_that_the_helper_process_can_not_import_is_the_files_error(tmp_path: Path):
    @reads(".local")
    def read(raw: bytes, url: str | None) -> Extract:
        return Extract("never")

    (tmp_path / "a.local").write_bytes(b"x")
    (loaded,) = load(tmp_path / "a.local", max_bytes=100)
    assert "no other process can import" in str(loaded.error)


def test_a_format_without_a_suffix_is_refused():
    with pytest.raises(ValueError, match="needs a suffix"):
        reads("application/pdf")(lambda raw, url: Extract())
