"""A quote with its source in APA, Chicago, BibTeX and RIS."""

from dataclasses import replace

import pytest

from qa.service.references import apa, bibtex, chicago, reference_of, ris, styles_of
from qa.types import Citation, Document

SUNG = "The old whale sang."
WEB = Document.create(
    source="https://www.news.example/whales", title="Whales & “men”", text=SUNG, published="2021-03-07", author="Ann B. Brown"
)
FILE = Document.create(source="/home/ann/secret/notes.pdf", title="Notes", text=SUNG)


def cite(document: Document, page: int | None = None) -> Citation:
    cited = Citation(
        1, document.id, document.title, document.source, document.published, 0, len(SUNG), SUNG, None, 0.5, "verbatim"
    )
    return replace(cited, page=page)


def test_each_style_names_author_day_title_site_and_address() -> None:
    it = reference_of([cite(WEB, page=3)], WEB)
    assert apa(it) == (
        f"“{SUNG}” (Brown, 2021, p. 3)\n\n"
        "Brown, A. B. (2021, March 7). Whales & “men”. news.example. https://www.news.example/whales"
    )
    assert chicago(it) == (
        f"“{SUNG}” (3)\n\nBrown, Ann B. “Whales & “men”.” news.example, March 7, 2021. https://www.news.example/whales."
    )
    assert bibtex(it) == (
        "@misc{brown2021,\n  author = {Brown, Ann B.},\n  title = {{Whales \\& “men”}},\n  howpublished = {news.example},\n"
        "  year = {2021},\n  month = {3},\n  day = {7},\n  url = {https://www.news.example/whales},\n"
        f"  note = {{“{SUNG}” (p. 3)}},\n}}"
    )
    assert ris(it) == (
        "TY  - ELEC\nAU  - Brown, Ann B.\nTI  - Whales & “men”\nPB  - news.example\nPY  - 2021\nDA  - 2021/03/07/\n"
        f"UR  - https://www.news.example/whales\nN1  - “{SUNG}” (p. 3)\nER  - "
    )


def test_what_is_not_known_is_left_out_and_no_path_is_told() -> None:
    it = reference_of([cite(FILE)], None)
    assert apa(it).endswith("\n\nNotes. (n.d.). notes.pdf.")
    assert chicago(it).endswith("\n\n“Notes.” notes.pdf, n.d.")
    assert bibtex(it).startswith("@misc{notes,\n  title = {{Notes}},\n  howpublished = {notes.pdf},\n  note =")
    for text in styles_of(it).values():
        assert "secret" not in text


@pytest.mark.parametrize(
    ("declared", "reference", "entry"),
    [
        ("By Ann Brown and Bo Lee", "Brown, A., & Lee, B.", "Brown, Ann and Lee, Bo"),
        ("Reuters", "Reuters.", "{Reuters}"),
        ("The Staff of News", "The Staff of News.", "{The Staff of News}"),
    ],
)
def test_people_are_turned_around_and_groups_stay(declared: str, reference: str, entry: str) -> None:
    it = reference_of([cite(WEB)], replace(WEB, author=declared))
    assert reference in apa(it)
    assert f"author = {{{entry}}}" in bibtex(it)


def test_nothing_in_a_title_breaks_out_of_its_field() -> None:
    hostile = replace(cite(WEB), title="x}, evil = {y} \\input{z} 50% #1\nER  - \nTY  - BOOK")
    it = reference_of([hostile], WEB)
    assert r"title = {{x\textbraceright{}, evil = \textbraceleft{}y\textbraceright{} \textbackslash{}input" in bibtex(it)
    assert r"50\% \#1 ER - TY - BOOK}}" in bibtex(it)
    assert bibtex(it).count("{") == bibtex(it).count("}")
    assert ris(it).count("\nER  - ") == 1


def test_marks_inside_a_quote_are_single_and_a_file_that_declares_its_address_has_it() -> None:
    document = Document.create(source="/a/b.html", title="Fire", text="It “went”, he said.", url="https://news.example/fire")
    it = reference_of([replace(cite(document), quote=document.text)], document)
    assert apa(it).startswith("“It ‘went’, he said.” (“Fire”, n.d.)")
    assert "PB  - news.example" in ris(it)
    assert "UR  - https://news.example/fire" in ris(it)
    assert "PB" not in ris(reference_of([cite(document)], None))
