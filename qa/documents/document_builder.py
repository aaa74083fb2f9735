"""The bytes of one format → a document."""

import hashlib
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from qa.documents.dates import read_date, told_date
from qa.documents.decoding import DATA, binary_kind, declared_encoding, decode, normalise
from qa.documents.fetching import MAX_URL
from qa.documents.formats.registry import Extract, format_of, has_pages, supported
from qa.documents.helper import extract
from qa.documents.layout import LineMark, locate, packed
from qa.documents.outcome import Loaded
from qa.documents.titles import headline, is_given, readable_stem, tidy
from qa.types import Document
from qa.types.documents import Original
from qa.types.plugins import product_version
from qa.types.text import printable

_NO_DATE = "0101-01-01"  # what Calibre writes for a book without a date
_BY_DEFAULT = "2000-01-01"  # what ReportLab writes where each run shall make the same file
_FIRST_FILES = "1987"  # RTF is of that year; clocks and archives begin at 1904, 1970 and 1980
# How files are read: raise it where a format, the chunking or the statements are read otherwise; each file is read once more.
_READING = 5


def loaded_from(
    raw: bytes,
    suffix: str,
    *,
    source: str,
    url: str | None = None,
    charset: str | None = None,
    content: Callable[[], bytes | None] | None = None,
) -> Loaded:
    """`url` is where the bytes came from, if from the web; `charset` what the server said. `content` gives the bytes once more,
    to be kept where pages of such files can be shown. ValueError with the cause.

    The source of a page from the web is the canonical address that it declares, so that it is one document however it was
    reached.
    """
    found = _extract(raw, suffix, url, charset)
    text = normalise(found.text).replace("\0", "")
    if _is_blank(text):
        raise ValueError("is empty but for its front matter; put text in it or leave it out")
    if url is not None:
        source = _canonical(found.url, source)
    marks = locate(text, [(kind, number, normalise(line)) for kind, number, line in found.marks])
    declared = _declared(found.title)
    document = Document.create(
        source=source,
        title=(declared if is_given(declared) else "")
        or (None if found.named_by_file else _headline(text, marks))
        or readable_stem(source),
        text=text,
        published=_published(found, text),
        author=_declared(found.author) or None,
        url=_web_address(found.url),
    )
    original = Original(suffix, len(raw), found.words, content) if content is not None and has_pages(suffix) else None
    return Loaded.of(document, fingerprint=fingerprint_of(raw, suffix), original=original, layout=packed(marks))


def fingerprint_of(raw: bytes, suffix: str) -> str:
    """Tell a file's content and how it is read: where it is the same, so is the document.

    A hash of the bytes and of what reads them: the reader of an added format may read the same bytes differently.
    """
    format_ = format_of(suffix)
    reader = "" if format_ is None or format_.built_in else f" {format_.module}"
    return hashlib.sha256(f"{product_version()} {_READING} {suffix}{reader}\n".encode() + raw).hexdigest()


def _published(found: Extract, text: str) -> str | None:
    """The day that is declared, else that its first lines tell, else on which the file was made."""
    declared, made = read_date(found.date or ""), read_date(found.created or "")
    if declared == _NO_DATE:
        declared = None
    if made is not None and (made < _FIRST_FILES or made == _BY_DEFAULT):
        made = None
    return declared or told_date(text) or made


def _headline(text: str, marks: Sequence[LineMark]) -> str | None:
    """The heading that the text begins with, else its first line that looks like one and is no caption."""
    at = 0
    for mark in marks:
        if text[at : mark.span.start].strip():
            break
        if mark.kind == "h1":
            return tidy(mark.span.of(text))
        at = mark.span.end
    captions = [mark.span for mark in marks if mark.kind == "caption"]
    starts, ends = [0, *(span.end for span in captions)], [*(span.start for span in captions), len(text)]
    return headline("".join(text[start:end] for start, end in zip(starts, ends, strict=True)))


def _extract(raw: bytes, suffix: str, url: str | None, charset: str | None) -> Extract:
    if not raw:
        raise ValueError("is empty; put text in it or leave it out")
    format_ = format_of(suffix)
    if format_ is None:
        raise ValueError(f"{suffix} files aren't supported; supported: {supported()}")
    if format_.given == "text":
        if kind := binary_kind(raw):
            raise ValueError(_binary(kind))
        text = normalise(decode(raw, declared_encoding(raw, charset, markup=not format_.in_process)))
        if "\0" in text:  # UTF-16 and UTF-32 get past the look at the bytes
            raise ValueError(_binary(DATA))
        if _is_blank(text):
            raise ValueError("is empty; put text in it or leave it out")
        raw = text.encode()
    if format_.missing is not None:
        raise ValueError(format_.missing)
    if format_.read is None:
        raise ValueError(f"is {format_.name}, which is read from files only")
    return format_.read(raw, url) if format_.in_process else extract(format_.read, raw, url, name=format_.name)


def _canonical(declared: str | None, url: str) -> str:
    """The address that a page declares as its own, where it may: another site's, or a front page's, is no article's."""
    try:
        own, other = urlsplit(url), urlsplit(declared or "")
        here, there = ((each.hostname or "").removeprefix("www.") for each in (own, other))
        same = here != "" and here == there and own.port == other.port
    except ValueError:
        return url
    if (
        not same
        or other.scheme not in {"http", "https"}
        or other.username
        or (other.path in {"", "/"} and own.path not in {"", "/"})
    ):
        return url
    canonical = other._replace(fragment="").geturl()
    return canonical if canonical.isascii() and canonical.isprintable() and " " not in canonical else url


def _web_address(declared: str | None) -> str | None:
    """What a page, from the web or saved as a file, says is its address."""
    if declared is None:
        return None
    plain = declared.startswith(("http://", "https://")) and len(declared) <= MAX_URL
    return declared if plain and declared.isprintable() and " " not in declared else None


def _declared(title: str | None) -> str:
    return tidy(normalise(printable(title, " "))) if title else ""


def _binary(kind: str) -> str:
    return f"a binary file ({kind}); supported: {supported()}"


def _is_blank(text: str) -> bool:
    return not text.strip("\ufeff\u200b\u200c\u200d\u2060 \t\n\f") or text.isspace()
