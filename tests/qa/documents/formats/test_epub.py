"""EPUB: its chapters in reading order, and the metadata it declares."""

from pathlib import Path

from tests.qa.documents.files import PROSE, document, error, write
from tests.qa.documents.making import archive, epub, epub_parts


def chapter(body: str) -> str:
    return f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html>'


def test_chapters_come_in_reading_order_each_once_with_all_their_text(tmp_path: Path) -> None:
    chapters = {
        "b%20.xhtml": "",
        "b .xhtml": chapter("<h1>Two</h1><p>It <i>ended</i>.</p>"),
        "a.xhtml": chapter(f"<p>{PROSE}</p>"),
    }
    path = write(tmp_path / "a.epub", epub(chapters, spine=["a.xhtml", "b%20.xhtml", "a.xhtml"]))
    assert document(path).text == f"{PROSE}\n\nTwo\n\nIt ended."


def test_tables_lists_and_verses_keep_their_lines(tmp_path: Path) -> None:
    body = "<table><tr><td>tanks</td><td>many</td></tr></table><ul><li>one</li><li>two</li></ul><pre>a\n  b</pre><p>c<br/>d</p>"
    assert document(write(tmp_path / "a.epub", epub({"a.xhtml": chapter(body)}))).text == (
        "tanks | many\n\none\n\ntwo\n\na\n  b\n\nc d"
    )


def test_title_author_and_date_are_those_that_the_book_declares(tmp_path: Path) -> None:
    metadata = "<dc:title>On Harbours</dc:title><dc:creator>Ann Lee</dc:creator><dc:date>2021-03-17</dc:date>"
    found = document(write(tmp_path / "a.epub", epub({"a.xhtml": chapter(PROSE)}, metadata=metadata)))
    assert (found.title, found.author, found.published) == ("On Harbours", "Ann Lee", "2021-03-17")


def test_a_copy_protected_book_is_an_error_that_says_so(tmp_path: Path) -> None:
    parts = epub_parts({"a.xhtml": ""})
    assert "is copy-protected" in error(write(tmp_path / "a.epub", archive({**parts, "META-INF/encryption.xml": "<x/>"})))
    assert "perhaps only pictures" in error(write(tmp_path / "b.epub", archive(parts)))


def test_a_path_out_of_the_book_leads_nowhere(tmp_path: Path) -> None:
    write(tmp_path / "secret.xhtml", chapter("SECRET"))
    for href in ("../../secret.xhtml", str(tmp_path / "secret.xhtml"), (tmp_path / "secret.xhtml").as_uri()):
        parts = epub_parts({"a.xhtml": chapter(PROSE)})
        parts["OEBPS/book.opf"] = str(parts["OEBPS/book.opf"]).replace('href="a.xhtml"', f'href="{href}"')
        assert "is missing in it" in error(write(tmp_path / "a.epub", archive(parts)))


def test_the_items_of_numbered_lists_have_their_numbers(tmp_path: Path) -> None:
    steps = "<ol><li><p>Ask.</p></li><li/><li>Act:<ol type='a'><li>now</li><li>well</li></ol></li></ol>"
    bare = "<ol style='list-style: none'><li>Bare.</li></ol><ol start='7'><li>Rest.</li></ol>"
    text = document(write(tmp_path / "a.epub", epub({"a.xhtml": chapter(steps + bare)}))).text
    assert text.split("\n\n") == ["1. Ask.", "3. Act:", "a. now", "b. well", "Bare.", "7. Rest."]


def test_formulas_are_kept(tmp_path: Path) -> None:
    formula = "<math><semantics><mrow><mi>E</mi><mo>=</mo><mi>m</mi></mrow><annotation>E=m</annotation></semantics></math>"
    assert document(write(tmp_path / "a.epub", epub({"a.xhtml": chapter(f"<p>So {formula}.</p>")}))).text == "So E=m."


def test_raised_numbers_are_no_part_of_the_number_or_word_before(tmp_path: Path) -> None:
    body = "<p>About 10<sup>5</sup> boats<sup><a href='#n'>1</a></sup> on 3 km<sup>2</sup> in the 1<sup>st</sup> week.</p>"
    text = document(write(tmp_path / "a.epub", epub({"a.xhtml": chapter(body)}))).text
    assert text == "About 10^5 boats[1] on 3 km2 in the 1st week."


def test_a_notes_number_that_only_the_style_raises_is_no_part_of_the_word_before(tmp_path: Path) -> None:
    link = '<a epub:type="noteref" href="#n1">1</a>'
    page = f'<html xmlns:epub="http://www.idpf.org/2007/ops"><body><p>She sailed in 1821.{link} It rained.</p></body></html>'
    assert document(write(tmp_path / "a.epub", epub({"a.xhtml": page}))).text == "She sailed in 1821.[1] It rained."


def test_a_book_without_a_date_has_none_whatever_its_program_writes(tmp_path: Path) -> None:
    metadata = '<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">0101-01-01T00:00:00+00:00</dc:date>'
    book = epub({"a.xhtml": f"<html><body><p>{PROSE}</p></body></html>"}, metadata=metadata)
    assert document(write(tmp_path / "a.epub", book)).published is None


def test_a_fraction_and_a_power_read_as_such_on_a_line(tmp_path: Path) -> None:
    fraction = "<mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mi>b</mi></mfrac>"
    page = f"<p>It is <math>{fraction}</math> or <math><msup><mi>x</mi><mn>2</mn></msup></math>.</p>"
    assert document(write(tmp_path / "a.epub", epub({"a.xhtml": page}))).text == "It is (a+1)/b or x^2."
