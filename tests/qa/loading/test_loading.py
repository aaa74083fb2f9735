"""What becomes of a file: a document, or an error that names the file, the cause and what to do."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.errors import LoadError, NotFoundError
from qa.loading import Loaded, find_files, load, pages
from qa.types import Document

LIMIT = 1_000_000
PROSE = "Leaders met in Geneva on Tuesday, and the president said that the climate matters a great deal to them all."
ARTICLE = Path(__file__).parents[4] / "shared/corpus/000_e33fc3c92d4d6799.txt"


def write(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def outcomes(path: Path, max_bytes: int = LIMIT) -> list[Loaded]:
    return list(load(path, max_bytes=max_bytes))


def document(path: Path) -> Document:
    [loaded] = outcomes(path)
    assert loaded.document, loaded.error
    return loaded.document


def error(path: Path, max_bytes: int = LIMIT) -> str:
    [loaded] = outcomes(path, max_bytes)
    assert loaded.error
    message = str(loaded.error)
    assert "\n" not in message
    assert message.startswith(loaded.source)
    return message


# Plain text


def test_a_text_file_becomes_a_document_named_by_its_absolute_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = write(tmp_path / "a.txt", PROSE)
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    assert document(path) == document(Path("../a.txt"))
    assert document(path).source == str(path)
    assert document(path).text == PROSE
    assert document(path).published is None


@pytest.mark.parametrize(
    "raw",
    [b"\xef\xbb\xbfcaf\xc3\xa9", "café".encode("utf-16"), b"\xfe\xff" + "café".encode("utf-16-be")],
    ids=["utf-8 with a mark", "utf-16 little-endian", "utf-16 big-endian"],
)
def test_a_byte_order_mark_tells_the_encoding_and_is_dropped(tmp_path: Path, raw: bytes):
    assert document(write(tmp_path / "a.txt", raw)).text == "café"


def test_newlines_and_accents_are_normalised_and_zero_width_characters_kept(tmp_path: Path):
    path = write(tmp_path / "a.txt", "cafe\u0301\r\nzero\u200bwidth\rend\ufeff here")
    assert document(path).text == "caf\u00e9\nzero\u200bwidth\nend\ufeff here"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Президент сказал, что встреча состоится во вторник. Климат важен для всех стран мира.", "cp1251"),
        ("Ο πρόεδρος είπε ότι θα συναντηθούν την Τρίτη και θα μιλήσουν για το κλίμα.", "cp1253"),
        ("“Climate matters,” she said. “It’s a café thing — and it’s ours.” " * 3, "cp1252"),
    ],
)
def test_a_legacy_encoding_is_read_when_there_is_no_doubt(tmp_path: Path, text: str, encoding: str):
    assert document(write(tmp_path / "a.txt", text.encode(encoding))).text == text


@pytest.mark.parametrize(
    "text",
    [
        "Le président a déclaré que la réunion était déjà prévue à Genève, où ça s'est très bien passé.",
        "El presidente dijo que la reunión será mañana; también habrá más días según el señor Núñez, añadió.",
    ],
)
def test_a_legacy_encoding_in_doubt_is_refused_rather_than_misread(tmp_path: Path, text: str):
    # charset_normalizer takes both for Baltic or Central European pages: "ñ" would be stored as "ń"
    assert "undecodable bytes at byte" in error(write(tmp_path / "a.txt", text.encode("cp1252")))


@pytest.mark.parametrize(
    ("raw", "byte"),
    [
        (b"good text \xff\xfe\xfa and more", 10),
        (b"caf\xe9", 3),
        ("“quoted” and a stray ".encode() + b"\x80", 25),
        (b"\xef\xbb\xbfmarked \xff", 10),
        (b"\xff\xfea\x00\x00\xd8", 4),
        (b"\x80\x81\x82\x83" * 50, 0),
    ],
)
def test_undecodable_bytes_are_named_with_their_place(tmp_path: Path, raw: bytes, byte: int):
    assert error(write(tmp_path / "a.txt", raw)).endswith(f"undecodable bytes at byte {byte}; save it as UTF-8")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl"])
@pytest.mark.parametrize("raw", [b"%PDF-1.7 text", b"PK\x03\x04x", b"\x89PNG\r\n", b"\x7fELF", b"words\0and words"])
def test_a_binary_file_is_named_as_one(tmp_path: Path, name: str, raw: bytes):
    assert "a binary file (" in error(write(tmp_path / name, raw))


def test_a_binary_file_is_told_which_types_are_supported(tmp_path: Path):
    path = write(tmp_path / "a.txt", "no\0text".encode("utf-16"))
    assert error(path).endswith("a binary file (it has NUL characters); supported: .txt, .md, .html, .htm, .jsonl")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.htm", "a.jsonl"])
@pytest.mark.parametrize("content", ["", " \r\n\t\n", "\ufeff"])
def test_an_empty_file_is_named_as_one(tmp_path: Path, name: str, content: str):
    assert "is empty" in error(write(tmp_path / name, content))


def test_a_file_over_the_limit_is_refused_unread_with_size_limit_and_setting(tmp_path: Path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)  # sparse: reading it would also be a NUL error
    assert error(path, 50_000_000).endswith("200.0 MB is over the limit of 50 MB; split it or raise QA_MAX_FILE_MB")


def test_a_file_that_tells_no_size_is_still_bounded(tmp_path: Path):
    if not Path("/proc/self/status").exists():
        pytest.skip("no /proc on this system")
    (tmp_path / "a.txt").symlink_to("/proc/self/status")  # st_size 0
    assert "over the limit" in error(tmp_path / "a.txt", 10)


def test_endless_combining_marks_end_in_an_error_at_once(tmp_path: Path):
    path = write(tmp_path / "a.txt", "words a" + "\u0301" * 60_000 + "\u0316" * 60_000)
    begun = time.perf_counter()
    assert "over 500 combining marks in a row at character 7" in error(path)
    assert time.perf_counter() - begun < 2
    assert document(write(tmp_path / "b.txt", "═" * 5_000)).text == "═" * 5_000


def test_a_pipe_is_refused_without_waiting_for_its_writer(tmp_path: Path):
    os.mkfifo(tmp_path / "a.txt")
    assert "is a pipe or device" in error(tmp_path / "a.txt")


def test_a_missing_file_a_folder_and_another_type_are_told_apart(tmp_path: Path):
    [missing] = outcomes(tmp_path / "none.txt")
    assert isinstance(missing.error, NotFoundError)
    assert isinstance(outcomes(tmp_path / "\0.txt")[0].error, LoadError)
    assert "is a folder" in error(tmp_path)
    assert ".pdf files aren't supported" in error(write(tmp_path / "a.pdf", "x"))


def test_a_file_name_that_is_not_text_is_an_error_that_can_be_printed(tmp_path: Path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff\nname.txt"))
    try:
        write(path, PROSE)
    except OSError:
        pytest.skip("this file system takes no such name")
    message = error(path)
    assert "isn't valid UTF-8; rename it" in message
    message.encode()


def test_a_file_that_may_not_be_read_is_named_and_so_is_a_folder(tmp_path: Path):
    # Root may read everything, so a child process gives up root's rights before it looks.
    locked, folder = write(tmp_path / "locked.txt", PROSE), tmp_path / "closed"
    folder.mkdir()
    write(folder / "in.txt", PROSE)
    write(tmp_path / "open.txt", PROSE)
    locked.chmod(0)
    folder.chmod(0)
    # The imports come before the rights go: the checkout may be readable by root alone.
    script = (
        "import os, sys, encodings.idna; from pathlib import Path; from qa.loading import find_files, load\n"
        "os.chdir(sys.argv[1])\n"
        "if os.geteuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "found = find_files([Path('.'), Path('closed/in.txt')])\n"
        "for loaded in [*found.failures, *(one for file in found.files for one in load(file, max_bytes=10**6))]:\n"
        "    print(loaded.error or loaded.document.text)\n"
    )
    for parent in [tmp_path, *tmp_path.parents][:3]:  # pytest makes its folders 0700
        parent.chmod(parent.stat().st_mode | 0o055)
    try:
        run = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=False)
    finally:
        folder.chmod(0o700)
    cause = "no permission to read it; grant read access or leave it out"
    assert run.stdout.splitlines() == [
        f"{folder}: {cause}",
        f"{folder}/in.txt: {cause}",
        f"{locked}: {cause}",
        PROSE,
    ], run.stderr


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(raw=st.binary(max_size=400), suffix=st.sampled_from([".txt", ".md", ".html", ".jsonl"]))
def test_any_bytes_end_in_a_document_or_a_named_error(tmp_path: Path, raw: bytes, suffix: str):
    for loaded in outcomes(write(tmp_path / f"any{suffix}", raw)):
        if loaded.document:
            assert loaded.document.text.strip()
            assert loaded.document.title
            loaded.document.text.encode()
        else:
            assert str(loaded.error).startswith(str(tmp_path))


def test_an_outcome_is_a_document_or_an_error_never_both_or_neither():
    with pytest.raises(ValueError, match="either a document or an error"):
        Loaded("a")


# Titles


def test_the_articles_title_is_its_headline_not_the_page_furniture_above_it(tmp_path: Path):
    text = (
        "Accessibility links\n\nBreaking News\n\nFirst 'Virtual Meeting' With Biden, China’s Xi Could Be April’s "
        f"Climate Summit\n\nGiant screen shows Xi Jinping.\nGiant screen shows Xi Jinping.\n\n{PROSE}\n"
    )
    expected = "First 'Virtual Meeting' With Biden, China’s Xi Could Be April’s Climate Summit"
    assert document(write(tmp_path / "a.txt", text)).title == expected
    if ARTICLE.exists():
        assert document(ARTICLE).title == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Climate Talks\n\n{PROSE}\n", "Climate Talks"),
        (f"Will They Meet This April?\n{PROSE}\n", "Will They Meet This April?"),
        (f"{PROSE}\n\n{PROSE}\n", "my climate notes"),
        ("The leaders met on Tuesday and said that\nthe climate matters.\n", "my climate notes"),
        ("One line", "my climate notes"),
        ("=====\n\n" + "word " * 60 + "\n\nx.", "my climate notes"),
    ],
    ids=["short", "question", "sentence first", "wrapped prose", "one line", "rule and long line"],
)
def test_a_text_is_titled_by_its_headline_else_by_its_file_name(tmp_path: Path, text: str, title: str):
    assert document(write(tmp_path / "my_climate-notes.txt", text)).title == title


# Markdown


def test_front_matter_gives_title_and_date_and_the_rest_is_stored_as_written(tmp_path: Path):
    body = "# Heading *one*\n\n* a [link](x)\n"
    path = write(tmp_path / "a.md", f'---\ntitle: "On: Climate"\ntags:\n  - x\ndate: 2021-03-17 10:00:00 +0000\n---\n\n{body}')
    assert document(path).title == "On: Climate"
    assert document(path).published == "2021-03-17"
    assert document(path).text == body


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("intro\n\n# The **real** [title](http://x) #\n\ntext\n", "The real title"),
        ("```\n# a comment\n```\n# Title\n", "Title"),
        ("---\nprose between rules\n---\n\n# Title\n", "Title"),
        ("no heading.\n", "notes"),
        ("---\ntitle:\ndate: someday\n---\n# Title\n", "Title"),
    ],
)
def test_a_markdown_title_is_its_first_heading(tmp_path: Path, text: str, title: str):
    found = document(write(tmp_path / "notes.md", text))
    assert found.title == title
    assert found.published is None


def test_prose_between_two_rules_is_not_lost(tmp_path: Path):
    text = "---\nThis is prose, not front matter\n---\nmore\n"
    assert document(write(tmp_path / "a.md", text)).text == text


def test_front_matter_alone_is_an_empty_document(tmp_path: Path):
    assert "is empty but for its front matter" in error(write(tmp_path / "a.md", "---\ntitle: x\n---\n"))


# HTML


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def test_a_page_gives_its_main_text_title_and_date(tmp_path: Path):
    html = page(
        f"<nav><a href='/'>Home</a></nav><article><h1>Leaders Meet</h1><p>{PROSE}</p><p>Cafe&#769; talks.</p>"
        "<table><tr><td>warheads</td><td>15-60</td></tr></table></article><script>alert('no')</script>"
        "<div id='comments' class='comments'><p>First!</p></div><footer>Copyright 2019</footer>",
        "<title>Leaders Meet | Site</title><meta property='article:published_time' content='2021-03-17T10:00:00Z'>",
    )
    found = document(write(tmp_path / "a.html", html))
    assert found.title == "Leaders Meet"
    assert found.published == "2021-03-17"
    assert PROSE in found.text
    assert "15-60" in found.text
    assert "Café" in found.text
    assert not any(word in found.text for word in ("alert", "First!", "Home", "<"))


def test_a_page_without_a_declared_date_has_none(tmp_path: Path):
    html = page(f"<article><p>{PROSE}</p><p>It was March 3, 2020.</p></article>", "<title>Only A Title</title>")
    assert document(write(tmp_path / "a.htm", html)).published is None
    assert document(tmp_path / "a.htm").title == "Only A Title"


def test_a_page_is_read_in_the_encoding_it_declares(tmp_path: Path):
    html = page(f"<article><p>Le président à Genève. {PROSE}</p></article>", "<meta charset='iso-8859-1'>")
    assert "président à Genève" in document(write(tmp_path / "a.html", html.encode("cp1252"))).text
    lying = html.replace("iso-8859-1", "unicode_escape").encode("cp1252")  # no code page, though Python knows it
    assert "undecodable bytes" in error(write(tmp_path / "b.html", lying))


def test_a_page_without_main_text_is_an_error(tmp_path: Path):
    assert "no main text in this page" in error(write(tmp_path / "a.html", page("<script>render()</script>")))


@pytest.mark.parametrize(
    "html",
    [
        page("<div>" * 100_000 + PROSE),
        page(f"<article><p>{PROSE}</p>" + "<blockquote>" * 100_000 + "x"),
        page(f"<article><p class='{'a ' * 400_000}'>{PROSE}</p></article>"),
        "<" * 500_000 + "x",
        "<!--" * 100_000,
        page("", "<script type='application/ld+json'>" + '{"a":' * 100_000 + "</script>"),
        page(f"<p>{PROSE}</p>&#xD800;&#0;\u0001"),
    ],
    ids=["deep", "deep quotes", "huge attribute", "open tags", "open comments", "deep data", "no characters"],
)
def test_hostile_markup_ends_in_text_or_a_named_error(tmp_path: Path, html: str):
    [loaded] = outcomes(write(tmp_path / "a.html", html), 10_000_000)
    if loaded.document:
        loaded.document.text.encode()
        assert "\0" not in loaded.document.text
    else:
        assert str(loaded.error).startswith(str(tmp_path / "a.html"))


def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pages, "SECONDS_A_PAGE", 2.0)
    slow = write(
        tmp_path / "slow.html", page(f"<article><p>{'<b>l</b> ' * 40_000}</p></article>")
    )  # over a minute in trafilatura 2.3
    begun = time.perf_counter()
    assert "its markup took over 2 s; save the article as .txt" in error(slow)
    assert time.perf_counter() - begun < 6
    assert PROSE in document(write(tmp_path / "next.html", page(f"<article><p>{PROSE}</p></article>"))).text


def test_a_page_reader_that_died_is_replaced(tmp_path: Path):
    path = write(tmp_path / "a.html", page(f"<article><p>{PROSE}</p></article>"))
    first = document(path)
    assert pages._reader
    assert pages._reader._process
    pages._reader._process.kill()
    pages._reader._process.wait()
    assert document(path) == first


def test_modules_in_the_working_folder_are_not_run_by_the_page_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path / "trafilatura.py", "open('run', 'w')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pages, "_reader", pages._Reader())
    assert document(write(tmp_path / "a.html", page(f"<article><p>{PROSE}</p></article>")))
    assert not (tmp_path / "run").exists()
    assert pages._reader
    pages._reader.close()


# JSON lines


def lines(path: Path, *rows: object) -> Path:
    return write(path, "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows))


def test_a_json_line_is_a_document_with_its_text_exactly_as_given(tmp_path: Path):
    text = "  cafe\u0301\r\nzero\u200bwidth\u2028\ufeff\x01\t "
    row = {"source": "wire/1", "title": "A  title", "text": text, "published": "2021-03-17T10:00:00Z", "extra": [1]}
    found = document(lines(tmp_path / "a.jsonl", row))
    assert found == Document.create(source="wire/1", title="A title", text=text, published="2021-03-17")


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
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
        ('{"source": "s", "text": "t", "published": "2021-02-30"}', "write an ISO date such as 2021-03-17"),
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
    assert str(bad.error) == f"{path}:1: undecodable bytes at byte 25 of the line; save it as UTF-8"
    assert good.document


def test_a_line_over_the_limit_is_refused_and_the_next_is_read(tmp_path: Path):
    good = {"source": "s", "text": "t"}
    path = lines(tmp_path / "a.jsonl", {"source": "s", "text": "x" * 300_000}, good, {"source": "s", "text": "y" * 999})
    long, short, last = outcomes(path, 1_000)
    assert str(long.error) == f"{path}:1: the line is over the limit of 0.001 MB; split it or raise QA_MAX_FILE_MB"
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


# Finding files


def test_folders_are_walked_in_sorted_order_without_hidden_entries_and_other_types(tmp_path: Path):
    for name in ("b.txt", "a/z.md", "a/y.HTML", "a/.hidden.txt", ".git/x.txt", "a.pdf", "c/d/e.jsonl", "a/no_suffix"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        write(tmp_path / name, PROSE)
    found = find_files([tmp_path])
    assert [str(path.relative_to(tmp_path)) for path in found.files] == ["a/y.HTML", "a/z.md", "b.txt", "c/d/e.jsonl"]
    assert found.failures == ()
    assert found.skipped == 2


def test_a_path_named_twice_is_loaded_once(tmp_path: Path):
    path = write(tmp_path / "a.txt", PROSE)
    assert find_files([path, tmp_path, tmp_path / "x" / ".." / "a.txt"]).files == (path,)


def test_a_missing_path_and_an_unsupported_one_are_named_and_the_rest_is_found(tmp_path: Path):
    good, pdf = write(tmp_path / "a.txt", PROSE), write(tmp_path / "a.pdf", "x")
    found = find_files([tmp_path / "none", pdf, good / "below.txt", good, tmp_path / ("x" * 300)])
    assert found.files == (good,)
    missing, unsupported, below_a_file, too_long = (one.error for one in found.failures)
    assert isinstance(missing, NotFoundError)
    assert str(missing) == f"{tmp_path}/none: no such file or folder; check the path"
    assert str(unsupported) == f"{pdf}: .pdf files aren't supported; supported: .txt, .md, .html, .htm, .jsonl"
    assert isinstance(below_a_file, NotFoundError)
    assert "can't be read" in str(too_long)


def test_links_out_of_the_folder_are_not_followed_and_links_inside_add_nothing_twice(tmp_path: Path):
    root, outside = tmp_path / "root", tmp_path / "outside"
    (root / ".versions").mkdir(parents=True)
    outside.mkdir()
    write(outside / "secret.txt", PROSE)
    write(root / "a.txt", PROSE)
    write(root / ".versions" / "3.txt", PROSE)
    (root / "out.txt").symlink_to(outside / "secret.txt")
    (root / "out").symlink_to(outside)
    (root / "loop").symlink_to(root)
    (root / "again.txt").symlink_to(root / "a.txt")
    (root / "current.txt").symlink_to(root / ".versions" / "3.txt")
    assert [path.name for path in find_files([root]).files] == ["a.txt", "current.txt"]


def test_a_link_that_the_caller_names_is_followed(tmp_path: Path):
    target = write(tmp_path / "real.txt", PROSE)
    (tmp_path / "link.txt").symlink_to(target)
    assert find_files([tmp_path / "link.txt"]).files == (tmp_path / "link.txt",)
    assert document(tmp_path / "link.txt").source == str(tmp_path / "link.txt")
