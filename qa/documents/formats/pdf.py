"""PDF → lines with their places on the page, by PDFium. Runs in the helper process."""

import re
from collections.abc import Iterator
from typing import Any

from qa.documents.formats.layout import Line, flow, largest_words
from qa.documents.formats.recognition import HOW, lines_of, scale_of
from qa.documents.formats.registry import RECOGNITION, Extract, SlowError, is_installed, reads
from qa.documents.formats.words import packed

_NOT_TITLES = re.compile(
    r"untitled|\(?(?:anonymous|unspecified)\)?|microsoft word|.*\.(?:docx?|pdf|tex|indd|qxd|rtf|odt|html?|pptx?)", re.I
)
LINE_END_HYPHEN = "\ufffe"  # what PDFium writes for a hyphen and the line break after it
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")


@reads(".pdf", "application/pdf", "application/x-pdf", starts=b"%PDF-")
def read(raw: bytes, _url: str | None) -> Extract:
    """The text with a form feed between pages. ValueError where it is damaged, encrypted, or a scan without text."""
    return _read(raw, recognised=False)


def read_scanned(raw: bytes, _url: str | None) -> Extract:
    """The same, but the text of pages that are pictures is recognised."""
    return _read(raw, recognised=True)


def _read(raw: bytes, *, recognised: bool) -> Extract:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
        pages = [_lines_or_picture(page, recognised=recognised) for page in _pages(document)]
    except pypdfium2.PdfiumError as exc:
        raise ValueError(_cause(str(exc))) from exc
    if not pages:
        raise ValueError("is a PDF without pages")
    text = flow(pages)
    if not any(map(str.isalnum, text)):
        many = f"{len(pages):,} pages" if len(pages) > 1 else "only page"
        raise ValueError(f"no text on its {many}: {_why_none(recognised)}")
    declared = document.get_metadata_dict(skip_empty=True)
    title = declared.get("Title", "").strip()
    return Extract(
        text,
        title=largest_words(pages) if not title or _NOT_TITLES.fullmatch(title) else title,
        author=declared.get("Author", "").strip() or None,
        date=_date(declared.get("CreationDate", "")),
        words=packed([[word for line in page for word in line.words] for page in pages]),
    )


def _pages(document: Any) -> Iterator[Any]:
    for number in range(len(document)):
        page = document[number]
        yield page
        page.close()


def _why_none(recognised: bool) -> str:
    if recognised:
        return "it is a scan on which none was recognised; scan it with more dots an inch"
    return "nor pictures of any; save it again" if is_installed(RECOGNITION) else f"it is a scan; {HOW}"


def _lines_or_picture(page: Any, *, recognised: bool) -> tuple[Line, ...]:
    """Those of the page's text, or of its picture where it has none. SlowError where text shall be recognised, but isn't."""
    lines = _lines(page)
    if any(char.isalnum() for line in lines for char in line.text) or not _has_picture(page) or not is_installed(RECOGNITION):
        return lines
    if not recognised:
        raise SlowError(read_scanned)
    width, height = page.get_size()
    scale = scale_of(width, height)
    picture = page.render(scale=scale).to_pil()
    return lines_of(picture, scale)


def _has_picture(page: Any) -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    return next(iter(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None


def _lines(page: Any) -> tuple[Line, ...]:
    """The lines of a page in the order in which the file draws them, which in nearly all files is that of reading."""
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        text = text_page.get_text_range() if count > 0 else ""
        at, lines = 0, []
        for words, end in re.findall(r"([^\r\n\ufffe]*)(\r\n|\ufffe|\r|\n|\Z)", text):
            if stripped := words.strip():
                # Places are by PDFium's own count of characters, which is of UTF-16 units.
                first = at + len(words) - len(words.lstrip())
                last = min(at + _units(words.rstrip()), count) - 1
                left, bottom, _, top = text_page.get_charbox(min(first, last), loose=True)
                _, last_bottom, right, last_top = text_page.get_charbox(last, loose=True)
                size = max(top - bottom, last_top - last_bottom)
                stripped += "-" if end == LINE_END_HYPHEN else ""
                lines.append(Line(stripped, left, right, min(bottom, last_bottom), max(top, last_top), size))
            at += _units(words) + len(end)
        return tuple(lines)
    finally:
        text_page.close()


def _units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def _cause(message: str) -> str:
    if "password" in message.lower():
        return "is encrypted with a password; save it without one"
    return "is damaged, or no PDF; save it again"


def _date(declared: str) -> str | None:
    match = _DATE.match(declared)
    return "-".join(match.groups()) if match else None
