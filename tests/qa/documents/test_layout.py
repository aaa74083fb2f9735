"""Headings and captions are known beside the text, which is the same with and without."""

from pathlib import Path
from time import perf_counter

from qa.documents.chunking import sentences
from qa.documents.layout import locate, marks_by_words, packed, unpacked
from tests.qa.documents.files import PROSE, outcomes, page, write
from tests.qa.documents.making import archive, docx_parts, epub, paragraph


def marked(path: Path) -> tuple[str, list[tuple[str, str]]]:
    """The text, and its marked lines with what they are."""
    [loaded] = outcomes(path)
    assert loaded.document
    text = loaded.document.text
    return text, [(mark.kind, mark.span.of(text)) for mark in unpacked(loaded.layout)]


def styled(style: str, words: str) -> str:
    return paragraph(words).replace("<w:p>", f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>', 1)


def test_headings_and_captions_of_a_word_file_are_known_by_their_styles(tmp_path: Path) -> None:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    named = (("H1", "heading 1"), ("H2", "heading 2"), ("Bild", "caption"))
    styles = "".join(f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/></w:style>' for id_, name in named)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
    body = styled("H1", "The harbour") + paragraph(PROSE) + styled("H2", "Who pays") + styled("Bild", "The quay in May")
    parts = docx_parts(body, relationships=f'<Relationship Id="s" Type="{kind}" Target="styles.xml"/>')
    file = archive({**parts, "word/styles.xml": f"<w:styles {word}>{styles}</w:styles>"})
    text, lines = marked(write(tmp_path / "a.docx", file))
    assert text == f"The harbour\n\n{PROSE}\n\nWho pays\n\nThe quay in May"
    assert lines == [("h1", "The harbour"), ("h2", "Who pays"), ("caption", "The quay in May")]


def test_those_of_a_book_are_known_by_their_elements(tmp_path: Path) -> None:
    body = f"<h1>Cafe&#769;</h1><p>{PROSE}</p><figure><img/><figcaption><p>A <i>quay</i></p></figcaption></figure><h3>Two</h3>"
    book = epub({"a.xhtml": f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'})
    text, lines = marked(write(tmp_path / "a.epub", book))
    assert text == f"Café\n\n{PROSE}\n\nA quay\n\nTwo"
    assert lines == [("h1", "Café"), ("caption", "A quay"), ("h3", "Two")]


def test_a_text_is_called_by_the_heading_that_it_begins_with_and_never_by_a_caption(tmp_path: Path) -> None:
    caption = "<figure><img/><figcaption>A ferry at the old pier in May</figcaption></figure>"
    xhtml = '<html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'
    for number, (body, title) in enumerate(
        (
            (f"{caption}<h1>Ferries</h1><p>{PROSE}</p>", "Ferries"),
            (f"{caption}<p>What the ferries of Bergen cost</p><p>{PROSE}</p>", "What the ferries of Bergen cost"),
            (f"<p>{PROSE}</p>{caption}<h1>Later</h1>", "book 2"),
        )
    ):
        [loaded] = outcomes(write(tmp_path / f"book_{number}.epub", epub({"a.xhtml": xhtml.format(body)})))
        assert loaded.document
        assert loaded.document.title == title


def test_a_pages_captions_are_kept_and_never_quoted(tmp_path: Path) -> None:
    figure = "<figure><img src='a.jpg'><figcaption>The quay <b>in May</b></figcaption></figure>"
    html = page(f"<article><h1>Leaders Meet</h1><p>{PROSE}</p>{figure}<h2>Who pays</h2><p>{PROSE} Again.</p></article>")
    text, lines = marked(write(tmp_path / "a.html", html))
    assert lines == [("h1", "Leaders Meet"), ("caption", "Picture: The quay in May"), ("h2", "Who pays")]
    assert not any("quay" in text[each.start : each.end] for each in sentences(text))


def test_marks_are_found_in_order_and_what_is_not_there_hides_no_other() -> None:
    text = "One\n\nTwo\n\nOne\n\nA line with One\n\nThree"
    found = locate(text, marks_by_words(text, [("h1", "Gone"), ("h2", "Two"), ("h2", " One "), ("caption", "Three")]))
    assert [(mark.kind, mark.span.of(text), mark.span.start) for mark in found] == [
        ("h2", "Two", 5),
        ("h2", "One", 10),
        ("caption", "Three", text.index("Three")),
    ]
    assert unpacked(packed(found)) == found
    assert locate(text, [("h1", 0, "Other words"), ("h9", 1, "Two"), ("h1", 99, "One")]) == ()
    for damaged in ("{", "[[1]]", '[[1, 2, "h9"]]', '[["a", 2, "h1"]]', '[[5, 2, "h1"]]', "7"):
        assert unpacked(damaged) == ()
    started = perf_counter()
    marks_by_words("One\n" * 200_000, [("h1", f"Gone {number}") for number in range(10_000)])
    assert perf_counter() - started < 20  # 0.5 s on a free core
