"""JSON lines: one document a line, its text exactly as given."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.types import Document
from tests.qa.documents.files import PROSE, document, error, outcomes, write
from tests.support import examples


def lines(path: Path, *rows: object) -> Path:
    return write(path, "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows))


def test_a_json_line_is_a_document_with_its_text_exactly_as_given(tmp_path: Path):
    text = "  cafe\u0301\r\nzero\u200bwidth\u2028\ufeff\x01\t "
    row = {"source": "wire/1", "title": "A  title", "text": text, "published": "2021-03-17T10:00:00Z", "extra": [1]}
    found = document(lines(tmp_path / "a.jsonl", row))
    assert found == Document.create(source="wire/1", title="A title", text=text, published="2021-03-17")


@settings(max_examples=examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip),
    ascii_only=st.booleans(),
)
def test_any_text_in_a_json_line_is_stored_as_given(tmp_path: Path, text: str, ascii_only: bool):
    row = json.dumps({"source": "s", "text": text}, ensure_ascii=ascii_only)
    found = document(lines(tmp_path / "a.jsonl", row))
    assert found.text == text
    assert found.title


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ('{"source": "a", "text": ', "malformed JSON at column"),
        ("not json", "malformed JSON at column 1"),
        ("[" * 100_000, "nested too deep"),
        ('["a", "b"]', "an array instead of an object"),
        ("null", "null instead of an object"),
        ('{"text": "t"}', '"source" is missing'),
        ('{"source": "s"}', '"text" is missing'),
        ('{"source": "s", "text": " \\n"}', '"text" is empty'),
        ('{"source": "", "text": "t"}', '"source" is empty'),
        ('{"source": 5, "text": "t"}', '"source" must be a string, not a number'),
        ('{"source": "s", "text": ["t"]}', '"text" must be a string, not an array'),
        ('{"source": "s", "text": "t", "title": {}}', '"title" must be a string, not an object'),
        ('{"source": "s", "text": "ab\\u0000c"}', '"text" has a NUL character at 2'),
        ('{"source": "s", "text": "ab\\ud800c"}', '"text" has a lone surrogate at 2'),
        ('{"source": "\\udfff", "text": "t"}', '"source" has a lone surrogate at 0'),
        ('{"source": "s", "text": "t", "title": "\\ud800"}', '"title" has a lone surrogate at 0'),
        ('{"source": "s", "text": "t", "published": "17 March"}', "\"published\" is '17 March'"),
        ('{"source": "s", "text": "t", "published": "2021-02-30"}', "write a date such as 2021-03-17"),
        ('{"source": "s", "text": "t", "published": 20210317}', '"published" is 20210317'),
        ('{"source": "s", "text": "t", "x": ' + "9" * 5000 + "}", "digits"),
    ],
)
def test_a_bad_line_is_named_by_its_number_and_the_others_go_on(tmp_path: Path, row: str, cause: str):
    good = {"source": "s", "text": "t"}
    path = lines(tmp_path / "a.jsonl", good, "", row, good)
    first, bad, last = outcomes(path)
    assert first.document == last.document is not None
    assert bad.source == f"{path}:3"
    assert cause in str(bad.error)
    assert str(bad.error).startswith(f"{path}:3: ")


def test_undecodable_bytes_in_a_line_are_named_by_the_line(tmp_path: Path):
    path = write(tmp_path / "a.jsonl", b'{"source": "s", "text": "\xff"}\n{"source": "s", "text": "t"}')
    bad, good = outcomes(path)
    assert str(bad.error) == f"{path}:1: can't be read as text from byte 25 of the line on; save it as UTF-8"
    assert good.document


def test_a_line_over_the_limit_is_refused_and_the_next_is_read(tmp_path: Path):
    good = {"source": "s", "text": "t"}
    path = lines(tmp_path / "a.jsonl", {"source": "s", "text": "x" * 300_000}, good, {"source": "s", "text": "y" * 999})
    long, short, last = outcomes(path, 1_000)
    assert str(long.error) == f"{path}:1: the line is over the limit of 0.001 MB; split it (setting QA_MAX_FILE_MB)"
    assert short.document
    assert str(last.error).startswith(f"{path}:3: the line is over")


def test_a_file_of_lines_may_be_larger_than_the_limit_of_one(tmp_path: Path):
    path = lines(tmp_path / "a.jsonl", *({"source": f"s{n}", "text": "t" * 50} for n in range(100)))
    assert path.stat().st_size > 1_000
    assert len([one for one in outcomes(path, 1_000) if one.document]) == 100


def test_a_mark_at_the_start_of_lines_is_dropped_and_utf_16_is_refused_once(tmp_path: Path):
    row = '{"source": "s", "text": "t"}\n'
    assert document(write(tmp_path / "a.jsonl", b"\xef\xbb\xbf" + row.encode())).text == "t"
    assert "is UTF-16" in error(write(tmp_path / "b.jsonl", (row * 3).encode("utf-16")))


def test_a_line_without_a_title_is_titled_by_its_text_else_by_its_source(tmp_path: Path):
    rows = (
        {"source": "x/my_notes.txt", "text": "One line", "title": " "},
        {"source": "s", "text": f"Climate Talks\n\n{PROSE}"},
    )
    titles = [one.document.title for one in outcomes(lines(tmp_path / "a.jsonl", *rows)) if one.document]
    assert titles == ["my notes", "Climate Talks"]
