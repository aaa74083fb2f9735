"""Pages: the main text, title and date; hostile markup."""

from pathlib import Path

import pytest

from tests.qa.documents.files import PROSE, document, error, outcomes, page, write


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


def test_a_document_saved_as_a_page_loses_none_of_its_headings_lists_and_rows(tmp_path: Path):
    # Nothing here is marked as the main text (no <article>, no <main>).
    told = (
        f"<h1>House rules</h1><p>{PROSE}</p><h2>Deposit</h2>"
        "<ul><li>300 euros<ul><li>by transfer</li></ul></li><li>back in May</li></ul>"
        "<dl><dt>Quiet</dt><dd>from ten</dd></dl>Bare words."
        "<table><tr><th>Bin</th><th>Day</th></tr><tr><td>Paper</td><td>Monday</td></tr></table>"
    )
    found = document(write(tmp_path / "a.html", page(told, "<title>House rules</title>")))
    kept = ("Deposit", "300 euros", "by transfer", "back in May", "Quiet", "from ten", "Bare words.", "Bin: Paper; Day: Monday")
    assert [words for words in kept if words not in found.text] == []
    assert found.title == "House rules"


def test_a_page_loses_no_heading_though_it_be_few_of_its_words(tmp_path: Path):
    def day(name: str) -> str:
        rows = "".join(f"<tr><td>{hour}.00</td><td>{hour} on {name}: {PROSE}</td></tr>" for hour in range(9, 18))
        return f"<h2>{name}</h2><table><tr><th>Time</th><th>Talk</th></tr>{rows}</table>"

    told = f"<h1>Programme</h1><p>{PROSE}</p>{day('Wednesday 17 June')}{day('Thursday 18 June')}"
    lines = document(write(tmp_path / "a.html", page(told))).text.split("\n\n")
    assert lines[2:4] == ["Wednesday 17 June", "Table 1 row 1 | Time; Talk"]
    assert lines[13:15] == ["Thursday 18 June", "Table 2 row 1 | Time; Talk"]


def test_a_page_that_is_short_or_has_several_articles_is_taken_whole(tmp_path: Path):
    assert "Ring twice." in document(write(tmp_path / "a.html", page("<h1>Note</h1><p>Ring twice.</p>"))).text
    parts = "".join(f"<article><h2>Part {n}</h2><p>{PROSE} That was part {n}.</p></article>" for n in range(3))
    found = document(write(tmp_path / "b.html", page(parts)))
    assert [n for n in range(3) if f"That was part {n}." not in found.text] == []


def test_what_stands_beside_the_text_of_a_site_is_left_out(tmp_path: Path):
    links = "".join(f"<li><a href='/{n}'>Another story number {n}</a></li>" for n in range(12))
    html = page(f"<div><ul>{links}</ul></div><div><p>{PROSE}</p><p>{PROSE[::-1]}</p></div>")
    assert "Another story" not in document(write(tmp_path / "a.html", html)).text


def test_a_document_without_parts_is_taken_whole_however_many_links_it_has(tmp_path: Path):
    linked = PROSE.replace("Geneva", "<a href='/g'>Geneva</a>").replace("president", "<a href='/p'>president of it all</a>")
    html = page(f"<h1>Talks</h1><p>{linked}</p><h2>Rules</h2><ul><li>No smoking.</li></ul><dl><dt>Quiet</dt><dd>ten</dd></dl>")
    text = document(write(tmp_path / "a.html", html)).text
    assert [words for words in ("Talks", "Rules", "No smoking.", "Quiet", "ten") if words not in text] == []


def test_a_form_around_the_whole_page_and_a_note_put_aside_are_no_furniture(tmp_path: Path):
    form = page(f"<form><h1>Fees</h1><p>{PROSE}</p><h2>Late</h2><ul><li>Ten euros.</li></ul></form>")
    assert "Late\n\nTen euros." in document(write(tmp_path / "a.html", form)).text
    aside = "<aside class='admonition-note'><p>Mind the step.</p></aside><aside><p>Read on elsewhere.</p></aside>"
    links = "".join(f"<a href='/{n}'>Another story number {n}</a>" for n in range(12))
    for name, around in (("b.html", ""), ("c.html", f"<div>{links}</div>")):
        html = page(f"<article><h1>Stairs</h1><p>{PROSE}</p>{aside}<p>{PROSE[::-1]}</p></article>{around}")
        text = document(write(tmp_path / name, html)).text
        assert "Mind the step." in text
        assert "Read on elsewhere." not in text


def test_a_raised_number_is_no_part_of_the_number_before(tmp_path: Path):
    html = page(f"<main><h1>Boats</h1><p>{PROSE}</p><p>There are 10<sup>5</sup> of them in all of the harbours.</p></main>")
    assert "There are 10^5 of them" in document(write(tmp_path / "a.html", html)).text


def test_a_page_without_a_declared_date_has_none(tmp_path: Path):
    html = page(f"<article><p>{PROSE}</p><p>It was March 3, 2020.</p></article>", "<title>Only A Title</title>")
    assert document(write(tmp_path / "a.htm", html)).published is None
    assert document(tmp_path / "a.htm").title == "Only A Title"


def test_the_day_of_an_event_in_a_pages_headline_is_not_when_it_was_published(tmp_path: Path):
    headline = "Ashcombe Storytelling Weekend, 3–5 July 2026"
    html = page(f"<article><h1>{headline}</h1><p>{PROSE}</p></article>", f"<title>{headline}</title>")
    assert document(write(tmp_path / "a.html", html)).published is None


def test_a_page_is_read_in_the_encoding_it_declares(tmp_path: Path):
    html = page(f"<article><p>Le président à Genève. {PROSE}</p></article>", "<meta charset='iso-8859-1'>")
    assert "président à Genève" in document(write(tmp_path / "a.html", html.encode("cp1252"))).text
    lying = html.replace("iso-8859-1", "unicode_escape").encode("cp1252")  # no code page, though Python knows it
    assert "can't be read as text" in error(write(tmp_path / "b.html", lying))


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
