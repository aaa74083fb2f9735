"""Addresses within the app, which a reverse proxy may serve below a path of a larger site; and where a citation can be seen."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from markupsafe import Markup

from qa.types import Citation, Document, Span
from qa.types.text import PASTED, place_of
from ui.language import gettext as _
from ui.rendering.escaping import label, plain

ASSETS = Path(__file__).parents[1] / "assets"
_below = ""


def serve_below(root_path: str) -> None:
    """From now on this process makes addresses below `root_path`, which is "" or begins with a slash and ends with none."""
    global _below
    _below = root_path


def address(path: str) -> str:
    """`path` begins with a slash, and is an address as the routes know it."""
    return _below + path


def asset(name: str) -> str:
    """The address of a file of ours: another one whenever any of them changes, so that browsers may keep what stands there."""
    return address(f"/ui-{assets_version()}/{name}")


@cache
def assets_version() -> str:
    """A hash of all files together, since the scripts import each other."""
    files = sorted(path for path in ASSETS.iterdir() if path.is_file())
    return sha256(b"".join(path.name.encode() + path.read_bytes() for path in files)).hexdigest()[:16]


# Words at either end of a long quote that a text fragment names; browsers match what lies between.
_FRAGMENT_WORDS = 6
_LINK = Markup('<a class="origin" href="{}" target="_blank" rel="noopener noreferrer">{}</a>')
_MISREAD = re.compile(r"[\\\x00-\x1f\x7f]|//[^/?#]*@")
_VERSION = 12  # characters of the content hash that tell one version of a document from the next


def version_of(document: Document) -> str:
    return document.sha256[:_VERSION]


def source_address(
    document: Document, span: Span | None = None, others: Iterable[Span] = (), view: Mapping[str, str | int] | None = None
) -> str:
    """The article's own page in this app, at the span and with the others marked lighter. No part of it is document text.

    `view` says how it is shown, as `ui.source_routes` reads it.
    """
    query = [("v", version_of(document))]
    if span is not None:
        query.append(("at", f"{span.start}-{span.end}"))
    query += [("also", f"{other.start}-{other.end}") for other in others if other != span]
    query += [(name, str(value)) for name, value in (view or {}).items()]
    return address(f"/source/{quote(document.id, safe='')}?{urlencode(query)}")


def person_address(name: str) -> str:
    """The page of whoever is called so."""
    return address(f"/people/{quote(name, safe='')}")


def picture_address(document: Document, number: int) -> str:
    """A picture of one page, from 1, of the file that the article was read from."""
    return address(f"/pages/{quote(document.id, safe='')}/{number}?v={version_of(document)}")


def addresses_of(citations: Iterable[Citation], documents: dict[str, Document]) -> dict[int, str]:
    """By marker, the addresses of those whose document still says what was cited."""
    shown = [each for each in citations if stands(each, documents.get(each.document_id))]
    return {
        each.marker: source_address(
            documents[each.document_id],
            Span(each.start, each.end),
            [Span(other.start, other.end) for other in shown if other.document_id == each.document_id],
        )
        for each in shown
    }


def stands(citation: Citation, document: Document | None) -> bool:
    """Whether the document, as it is now, still has the quote at its place."""
    return document is not None and citation.stands_in(document.text)


def web_address(source: str) -> str | None:
    """The source where it is a web address; no other scheme is ever a link.

    Browsers read a backslash as a slash, and leave out tabs and line ends: what is shown as the host wouldn't be the host.
    """
    if _MISREAD.search(source):
        return None
    try:
        parts = urlsplit(source)
    except ValueError:
        return None
    return source if parts.scheme in ("http", "https") and parts.hostname else None


def text_fragment(words: str) -> str:
    """`:~:text=…` (WICG Scroll-to-Text) that finds this quote in the original page."""
    lines = [line.split() for line in words.split("\n") if line.strip()]
    if not lines:
        return ""
    flat = [word for line in lines for word in line]
    if len(lines) == 1 and len(flat) <= 2 * _FRAGMENT_WORDS:
        return f":~:text={_part(flat)}"
    return f":~:text={_part(lines[0][:_FRAGMENT_WORDS])},{_part(lines[-1][-_FRAGMENT_WORDS:])}"


def original_address(source: str, words: str = "") -> str | None:
    """The original on the web, opened at these words; None where the source is no web address."""
    address = web_address(source)
    if address is None:
        return None
    fragment = text_fragment(words)
    if not fragment:
        return address
    return address + (fragment if "#" in address else f"#{fragment}")


def source_name(source: str) -> Markup:
    """A web address as a link to it; a path by its name: where it lies is the server's own affair."""
    name = label(short_source(source))
    if address := web_address(source):
        return _LINK.format(plain(address), name)
    return Markup('<span class="origin">{}</span>').format(name)


def short_source(source: str) -> str:
    """Not yet escaped: a web address by its host, a path by its name."""
    if address := web_address(source):
        return urlsplit(address).hostname or address
    place = place_of(source)
    return _("pasted text") if place == PASTED else place


def _part(words: list[str]) -> str:
    return quote(" ".join(words), safe="").replace("-", "%2D")
