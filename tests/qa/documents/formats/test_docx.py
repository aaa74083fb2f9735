"""DOCX: all of its text, tables by rows, and the metadata it declares."""

from pathlib import Path

from qa.documents.layout import headings_in
from tests.qa.documents.files import PROSE, document, error, outcomes, write
from tests.qa.documents.making import archive, docx, docx_parts, paragraph


def cell(*paragraphs: str) -> str:
    return f"<w:tc>{''.join(map(paragraph, paragraphs))}</w:tc>"


def test_paragraphs_stand_apart_and_a_tables_row_is_a_line(tmp_path: Path) -> None:
    head, row = cell("Country") + cell("Warheads"), cell("North Korea") + cell("15-60", "estimated")
    table = f"<w:tbl><w:tr>{head}</w:tr><w:tr>{row}</w:tr></w:tbl>"
    path = write(tmp_path / "a.docx", docx(paragraph("Leaders meet.") + table + paragraph(PROSE)))
    assert document(path).text == f"Leaders meet.\n\nCountry | Warheads\n\nNorth Korea | 15-60 estimated\n\n{PROSE}"


def test_runs_of_one_word_are_not_torn_apart_and_deleted_words_are_left_out(tmp_path: Path) -> None:
    added, gone = "<w:ins><w:r><w:t>mate</w:t></w:r></w:ins>", "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    runs = f"<w:p><w:r><w:t>cli</w:t></w:r>{added}{gone}</w:p>"
    assert document(write(tmp_path / "a.docx", docx(runs))).text == "climate"


def test_footnotes_are_kept(tmp_path: Path) -> None:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = '<w:p><w:r><w:t>The harbour is closed.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    parts = docx_parts(body, relationships=f'<Relationship Id="f" Type="{kind}" Target="footnotes.xml"/>')
    note = f"<w:footnotes {word}><w:footnote w:id='2'>{paragraph('Since the storm of May.')}</w:footnote></w:footnotes>"
    assert (
        "Since the storm of May." in document(write(tmp_path / "a.docx", archive({**parts, "word/footnotes.xml": note}))).text
    )


def test_title_author_and_date_are_those_that_the_file_declares(tmp_path: Path) -> None:
    created = "<dcterms:created>2021-03-17T10:00:00Z</dcterms:created>"
    core = f"<dc:title>On Harbours</dc:title><dc:creator>Ann Lee</dc:creator>{created}"
    found = document(write(tmp_path / "a.docx", docx(paragraph(PROSE), core=core)))
    assert (found.title, found.author, found.published) == ("On Harbours", "Ann Lee", "2021-03-17")


def test_a_file_of_pictures_only_is_an_error_that_says_so(tmp_path: Path) -> None:
    assert "holds no text" in error(write(tmp_path / "a.docx", docx("<w:p/>")))


def test_a_linked_file_is_not_read(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.png", "SECRET")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    link = f'<Relationship Id="i" Type="{kind}" TargetMode="External" Target="{secret.as_uri()}"/>'
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:link="i"/></pic:blipFill>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    assert document(write(tmp_path / "a.docx", docx(drawing + paragraph(PROSE), relationships=link))).text == PROSE


def test_heads_feet_and_comments_stand_at_the_end_each_once_and_no_page_numbers(tmp_path: Path) -> None:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    comment = f"<w:comments {word}><w:comment w:id='0' w:author='Ann Lee'>{paragraph('Is this so?')}</w:comment></w:comments>"
    parts = {
        **docx_parts(paragraph(PROSE)),
        "word/header1.xml": f"<w:hdr {word}>{paragraph('City of Geneva')}</w:hdr>",
        "word/header2.xml": f"<w:hdr {word}>{paragraph('City of Geneva')}{paragraph('Leaders met')}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {word}>{paragraph('Page 2 of 3')}{paragraph('Draft of May')}</w:ftr>",
        "word/comments.xml": comment,
    }
    text = f"{PROSE}\n\nCity of Geneva\n\nDraft of May\n\nComment by Ann Lee: Is this so?"
    assert document(write(tmp_path / "a.docx", archive(parts))).text == text


_DRAWN = " ".join(
    f'xmlns:{short}="{address}"'
    for short, address in {
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def drawing(text: str) -> str:
    box = f"<wps:txbx><w:txbxContent>{paragraph(text)}</w:txbxContent></wps:txbx>"
    graphic = f"<a:graphic><a:graphicData><wps:wsp>{box}</wps:wsp></a:graphicData></a:graphic>"
    return f"<w:drawing {_DRAWN}><wp:anchor>{graphic}</wp:anchor></w:drawing>"


def shape(kind: str, text: str) -> str:
    box = f"<v:textbox><w:txbxContent>{paragraph(text)}</w:txbxContent></v:textbox>"
    return f"<w:pict {_DRAWN}><v:group><v:{kind}>{box}</v:{kind}></v:group></w:pict>"


def test_words_in_shapes_of_each_kind_are_kept_once(tmp_path: Path) -> None:
    picture = "<w:drawing><wp:inline/></w:drawing>"
    twice = "".join(
        f"<w:p><w:r><mc:AlternateContent {_DRAWN}><mc:Choice>{newer}</mc:Choice><mc:Fallback>{older}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
        for newer, older in ((drawing("In a box."), shape("shape", "In a box.")), (drawing("From a web program."), picture))
    )
    alone = f"<w:p><w:r>{shape('oval', 'In an oval.')}</w:r></w:p><w:p><w:r>{drawing('Bare.')}</w:r></w:p>"
    expected = f"In a box.\n\nFrom a web program.\n\nIn an oval.\n\nBare.\n\n{PROSE}"
    assert document(write(tmp_path / "a.docx", docx(twice + alone + paragraph(PROSE)))).text == expected


def test_words_of_fields_and_formulas_are_kept_and_what_is_hidden_is_left_out(tmp_path: Path) -> None:
    field = f"<w:fldSimple w:instr=' SEQ Figure '>{run('4')}</w:fldSimple>"
    formula = (
        f"<m:oMath {_DRAWN}><m:r><m:t>E=m</m:t></m:r><m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e>"
        "<m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
    )
    torn = f"{run('left')}<w:r><w:cr/></w:r>{run('right')}<w:r><w:br w:type='page'/></w:r>{run('hyph')}"
    body = f"<w:p>{run('Figure ')}{field}{run(': ')}{formula}{run(' secret', '<w:vanish/>')}</w:p>"
    body += f"<w:p>{torn}<w:r><w:softHyphen/></w:r>{run('en')}</w:p>"
    assert document(write(tmp_path / "a.docx", docx(body))).text == "Figure 4: E=mc^2\n\nleft right hyphen"


def numbered(text: str, level: int, number: int = 1) -> str:
    place = f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>"
    return f"<w:p><w:pPr>{place}</w:pPr>{run(text)}</w:p>"


def test_the_numbers_of_clauses_and_headings_are_counted_as_word_shows_them(tmp_path: Path) -> None:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def level(at: int, kind: str, pattern: str, style: str = "") -> str:
        named = f"<w:pStyle w:val='{style}'/>" if style else ""
        start = "<w:start w:val='1'/>"
        return f"<w:lvl w:ilvl='{at}'>{start}<w:numFmt w:val='{kind}'/>{named}<w:lvlText w:val='{pattern}'/></w:lvl>"

    levels = level(0, "decimal", "%1.", "Heading1") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "(%3)")
    again = "<w:lvlOverride w:ilvl='1'><w:startOverride w:val='7'/></w:lvlOverride>"
    numbering = (
        f"<w:numbering {word}><w:abstractNum w:abstractNumId='5'>{levels}</w:abstractNum>"
        f"<w:abstractNum w:abstractNumId='6'>{level(0, 'bullet', '-')}</w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='5'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='6'/></w:num>"
        f"<w:num w:numId='3'><w:abstractNumId w:val='5'/>{again}</w:num></w:numbering>"
    )
    style = "<w:name w:val='heading 1'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"
    styles = f"<w:styles {word}><w:style w:type='paragraph' w:styleId='Heading1'>{style}</w:style></w:styles>"
    heading = "<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>"
    body = (
        *(heading % "Term", numbered("It begins in May.", 1), numbered("It ends in June.", 1), heading % "Rent"),
        *(numbered("It is due", 1), numbered("monthly", 2), numbered("in advance", 2), numbered("A bullet", 0, 2)),
        *(numbered("Late rent", 1), numbered("A new count", 1, 3), numbered("Its next", 1, 3)),
    )
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(f'<Relationship Id="{n}" Type="{kinds}/{n}" Target="{n}.xml"/>' for n in ("numbering", "styles"))
    parts = docx_parts("".join(body), relationships=links)
    path = write(tmp_path / "a.docx", archive({**parts, "word/numbering.xml": numbering, "word/styles.xml": styles}))
    assert document(path).text.split("\n\n") == [
        *("1. Term", "1.1 It begins in May.", "1.2 It ends in June.", "2. Rent", "2.1 It is due", "(a) monthly"),
        *("(b) in advance", "A bullet", "2.2 Late rent", "2.7 A new count", "2.8 Its next"),
    ]
    [loaded] = outcomes(path)
    assert [heading.of(document(path).text) for heading in headings_in(loaded.layout)] == ["1. Term", "2. Rent"]


def test_charts_and_diagrams_are_told_as_text(tmp_path: Path) -> None:
    drawn = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = f'<Relationship Id="c" Type="{kinds}/chart" Target="charts/chart1.xml"/>'
    links += f'<Relationship Id="d" Type="{kinds}/diagramData" Target="diagrams/data1.xml"/>'
    values = "<{0}><numCache><pt idx='0'><v>{1}</v></pt></numCache></{0}>"
    days = values.format("cat", "44197").replace("<numCache>", "<numCache><formatCode>yyyy</formatCode>")
    series = f"<ser>{values.format('tx', 'Sales')}{days}{values.format('val', '4.4000000000000004')}</ser>"
    parts = {
        **docx_parts(paragraph(PROSE), relationships=links),
        "word/charts/chart1.xml": f"<chart xmlns='urn:c' {drawn}><a:p><a:r><a:t>Our sales</a:t></a:r></a:p>{series}</chart>",
        "word/diagrams/data1.xml": f"<data {drawn}><a:p><a:r><a:t>Ask, then act</a:t></a:r></a:p></data>",
    }
    expected = f"{PROSE}\n\nAsk, then act\n\nOur sales\n\n2021-01-01 | Sales: 4.4"
    assert document(write(tmp_path / "a.docx", archive(parts))).text == expected


def test_a_text_box_in_a_pages_head_is_told_once(tmp_path: Path) -> None:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    twice = f"<mc:Choice>{drawing('City of Geneva')}</mc:Choice><mc:Fallback>{shape('shape', 'City of Geneva')}</mc:Fallback>"
    head = (
        f"<w:p>{run('Mayor')}<w:r><w:ptab/><mc:AlternateContent {_DRAWN}>{twice}</mc:AlternateContent></w:r>{run('2021')}</w:p>"
    )
    parts = {**docx_parts(paragraph(PROSE)), "word/header1.xml": f"<w:hdr {word}>{head}</w:hdr>"}
    assert document(write(tmp_path / "a.docx", archive(parts))).text == f"{PROSE}\n\nMayor 2021\n\nCity of Geneva"


def test_a_style_of_ones_own_that_is_based_on_a_headings_makes_headings(tmp_path: Path) -> None:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def style(name: str, level: str = "", based: str = "") -> str:
        outline = f"<w:pPr><w:outlineLvl w:val='{level}'/></w:pPr>" if level else ""
        return f"<w:style w:type='paragraph' w:styleId='{name}'><w:name w:val='{name}'/>{based}{outline}</w:style>"

    based = "<w:basedOn w:val='berschrift1'/>"
    styles = style("berschrift1", "0") + style("Clause", based=based) + style("NoHeading", "9", based)
    body = "".join(
        f"<w:p><w:pPr><w:pStyle w:val='{name}'/></w:pPr>{run(words)}</w:p>"
        for name, words in (("Clause", "Rent"), ("NoHeading", "Contents"), ("Other", PROSE))
    )
    body += f"<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr>{run('Deposit')}</w:p>{paragraph(PROSE)}"
    parts = {**docx_parts(body), "word/styles.xml": f"<w:styles {word}>{styles}</w:styles>"}
    [loaded] = outcomes(write(tmp_path / "a.docx", archive(parts)))
    assert loaded.document
    assert [heading.of(loaded.document.text) for heading in headings_in(loaded.layout)] == ["Rent", "Deposit"]


def test_a_box_of_a_form_says_whether_it_is_ticked(tmp_path: Path) -> None:
    def box(checked: int, words: str) -> str:
        space = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
        told = f'<w14:checkbox {space}><w14:checked w14:val="{checked}"/></w14:checkbox>'
        shown = "<w:r><w:t>☒</w:t></w:r>" if checked else "<w:r><w:t>☐</w:t></w:r>"
        words = f"<w:r><w:t> {words}</w:t></w:r>"
        return f"<w:p><w:sdt><w:sdtPr>{told}</w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>{words}</w:p>"

    path = write(tmp_path / "a.docx", docx(paragraph("Do you smoke?") + box(1, "Yes") + box(0, "No")))
    assert document(path).text == "Do you smoke?\n\n☒ Yes\n\n☐ No"
