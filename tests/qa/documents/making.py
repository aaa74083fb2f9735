"""Small writers of PDF, DOCX, EPUB, ODT, PPTX and XLSX files, sound ones and such as no program would write."""

import io
import zipfile
from collections.abc import Mapping, Sequence

Words = tuple[float, float, float, str]  # left, baseline, size in points, what is written there

A4 = "0 0 595 842"
# Maps the byte \xde to the ligature "fi", as fonts of typesetting programs do.
_TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
    b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <20> <7e> <0020> endbfrange "
    b"1 beginbfchar <de> <fb01> endbfchar endcmap end end"
)


def pdf(pages: Sequence[Sequence[Words]], *, info: Mapping[str, str] | None = None, trailer: str = "") -> bytes:
    """Text in Helvetica; Latin-1 only, "þ" prints as the ligature "fi"."""
    objects: list[bytes] = [
        b"",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R >>",
        _stream(_TO_UNICODE),
    ]
    kids = []
    for page in pages:
        drawn = b"".join(
            f"BT /F {size} Tf {left} {base} Td ({text}) Tj ET\n".encode("latin-1") for left, base, size, text in page
        )
        objects.append(_stream(drawn))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{A4}] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    if info:
        objects.append(b"<< " + b" ".join(f"/{key} ({value})".encode("latin-1") for key, value in info.items()) + b" >>")
        trailer += f" /Info {len(objects)} 0 R"
    return pdf_of(objects, trailer)


def picture(size: tuple[int, int], mode: str = "L", *, words: str = "", kind: str = "PNG") -> bytes:
    """A white picture, with words in Pillow's own font."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new(mode, size, 1 if mode == "1" else 255)
    if words:
        ImageDraw.Draw(image).text((40, 60), words, font=ImageFont.load_default(30), fill=20)
    packed = io.BytesIO()
    image.save(packed, kind)
    return packed.getvalue()


def pdf_with_picture(
    jpeg: bytes, size: tuple[int, int], before: Sequence[Sequence[Words]] = (), words: Sequence[Words] = ()
) -> bytes:
    """Pages of text, and then one with this grey picture, across the page, and these words."""
    made = pdf([*before, words])
    objects = [part.split(b" obj\n", 1)[1] for part in made.split(b"\nendobj\n")[:-1]]
    page = max(number for number, each in enumerate(objects) if b"/Type /Page /" in each)
    head = f"<< /Type /XObject /Subtype /Image /Width {size[0]} /Height {size[1]} /ColorSpace /DeviceGray /BitsPerComponent 8"
    objects.append(f"{head} /Filter /DCTDecode /Length {len(jpeg)} >>\nstream\n".encode() + jpeg + b"\nendstream")
    drawn = f"q 500 0 0 {500 * size[1] / size[0]:.1f} 40 600 cm /P Do Q\n".encode()
    number = int(objects[page].split(b"/Contents ")[1].split()[0]) - 1
    objects[number] = _stream(objects[number].split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0] + drawn)
    objects[page] = objects[page].replace(b"/Resources <<", f"/Resources << /XObject << /P {len(objects)} 0 R >>".encode())
    return pdf_of(objects)


def pdf_of(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """A file of these objects, numbered from 1; the first is the catalog."""
    written, places = io.BytesIO(), []
    written.write(b"%PDF-1.7\n")
    for number, content in enumerate(objects, start=1):
        places.append(written.tell())
        written.write(f"{number} 0 obj\n".encode() + content + b"\nendobj\n")
    table = written.tell()
    written.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    written.writelines(f"{place:010} 00000 n \n".encode() for place in places)
    written.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode())
    return written.getvalue()


def _stream(content: bytes, filters: str = "") -> bytes:
    return f"<< /Length {len(content)} {filters} >>\nstream\n".encode() + content + b"\nendstream"


pdf_stream = _stream


def column(lines: Sequence[str], *, left: float = 72, top: float = 760, size: float = 11, leading: float = 14) -> list[Words]:
    """Lines one below the other."""
    return [(left, top - number * leading, size, line) for number, line in enumerate(lines)]


def archive(parts: Mapping[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return file.getvalue()


_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def docx_parts(body: str, *, core: str = "", relationships: str = "", head: str = "") -> dict[str, bytes | str]:
    types = f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
    main = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    text = f'{head}<w:document {_WORD} xmlns:r="{_OFFICE}"><w:body>{body}</w:body></w:document>'
    properties = (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:dcterms="http://purl.org/dc/terms/">{core}</cp:coreProperties>'
    )
    return {
        "[Content_Types].xml": types,
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{main}</Relationships>',
        "word/document.xml": f'<?xml version="1.0"?>{text}',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relationships}</Relationships>',
        "docProps/core.xml": properties,
    }


def docx(body: str, **more: str) -> bytes:
    return archive(docx_parts(body, **more))


def epub_parts(
    chapters: Mapping[str, str], *, spine: Sequence[str] | None = None, metadata: str = ""
) -> dict[str, bytes | str]:
    """`chapters` are files by name; `spine` their reading order."""
    items = "".join(f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters))
    order = "".join(f'<itemref idref="c{list(chapters).index(name)}"/>' for name in (chapters if spine is None else spine))
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{metadata}</metadata><manifest>{items}</manifest>"
        f"<spine>{order}</spine></package>",
        **{f"OEBPS/{name}": content for name, content in chapters.items()},
    }


def epub(chapters: Mapping[str, str], **more: object) -> bytes:
    return archive(epub_parts(chapters, **more))  # type: ignore[arg-type]


_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF = " ".join(
    f'xmlns:{short}="{_OPEN}{name}"'
    for short, name in {"office": "office:1.0", "text": "text:1.0", "table": "table:1.0", "meta": "meta:1.0"}.items()
)


def odt_parts(body: str, *, meta: str = "", head: str = "") -> dict[str, bytes | str]:
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"{head}<office:document-content {_ODF}>{text}</office:document-content>",
        "meta.xml": f'<office:document-meta {_ODF} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>{meta}</office:meta>'
        "</office:document-meta>",
    }


def odt(body: str, **more: str) -> bytes:
    return archive(odt_parts(body, **more))


_DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"


def shape(*lines: str, kind: str = "body") -> str:
    paragraphs = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return f'<p:sp><p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr><p:txBody>{paragraphs}</p:txBody></p:sp>'


def pptx_parts(slides: Sequence[str], *, notes: Mapping[int, str] | None = None, head: str = "") -> dict[str, bytes | str]:
    """`slides` are what stands on each; `notes` are those of a slide, by its place from 0."""

    def part(name: str, content: str) -> str:
        return f'{head}<p:{name} xmlns:p="{_SLIDES}" {_DRAWING} xmlns:r="{_OFFICE}"><p:cSld>{content}</p:cSld></p:{name}>'

    # Files are numbered as they were made, which is seldom the order in which they are shown.
    names = [f"slide{len(slides) - place}.xml" for place in range(len(slides))]
    listed = "".join(f'<p:sldId id="{256 + place}" r:id="r{place}"/>' for place in range(len(slides)))
    links = "".join(
        f'<Relationship Id="r{place}" Type="{_OFFICE}/slide" Target="slides/{name}"/>' for place, name in enumerate(names)
    )
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{_SLIDES}" xmlns:r="{_OFFICE}"><p:sldIdLst>{listed}</p:sldIdLst>'
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
    }
    for place, (name, content) in enumerate(zip(names, slides, strict=True)):
        parts[f"ppt/slides/{name}"] = part("sld", content)
        if notes and place in notes:
            link = f'<Relationship Id="n" Type="{_OFFICE}/notesSlide" Target="../notesSlides/n{place}.xml"/>'
            parts[f"ppt/slides/_rels/{name}.rels"] = f'<Relationships xmlns="{_PACKAGE}/relationships">{link}</Relationships>'
            parts[f"ppt/notesSlides/n{place}.xml"] = part("notes", notes[place])
    return parts


def pptx(slides: Sequence[str], **more: object) -> bytes:
    return archive(pptx_parts(slides, **more))  # type: ignore[arg-type]


def xlsx(**sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook of these sheets, as openpyxl saves it."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xlsx_of(sheet: str, head: str = "") -> bytes:
    """A workbook whose one sheet is this XML."""
    with zipfile.ZipFile(io.BytesIO(xlsx(Sheet=[["x"]]))) as sound:
        parts: dict[str, bytes | str] = {name: sound.read(name) for name in sound.namelist()}
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/worksheets/sheet1.xml"] = f'{head}<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>'
    return archive(parts)
