"""What a server sent is of which format, told by its first bytes, its media type, and its address; and feeds: RSS and Atom."""

import re
from typing import Any

from qa.documents.formats.archives import ZIP
from qa.documents.formats.registry import Extract, FileFormat, format_of, formats

FEED = "feed"

# What tells one ZIP archive from another, where its name and type don't: a first part that says so, or the names of its parts.
_MARKS = (
    (b"mimetypeapplication/epub+zip", ".epub"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", ".odt"),
    (b"xl/workbook.xml", ".xlsx"),
    (b"ppt/presentation.xml", ".pptx"),
)
_DIRECTORY = 1_000_000  # bytes from the end, where an archive lists its parts
# Types that say little: what the bytes and the address look like counts.
_VAGUE = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/zip", "application/x-zip-compressed"})
_XML = frozenset({"application/xml", "text/xml", "application/rss+xml", "application/atom+xml", "application/rdf+xml"})
MAX_ARTICLES = 50  # of a feed, from its top, which is where the newest stand
_HEAD = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?[^>]{0,500}\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^>\[]{0,500}>\s*)*"
    rb"<(?:rss|feed|(?:[A-Za-z]+:)?RDF)[\s>]",
    re.DOTALL,
)


def suffix_of(raw: bytes, media_type: str, path: str) -> str:
    """The suffix of what a server sent (`path` is of its address), or FEED. ValueError where it isn't supported."""
    known = [each for each in formats() if each.read is not None]
    named = next((suffix for each in known for suffix in each.suffixes if path.lower().endswith(suffix)), None)
    if (begun := _begun(raw, media_type, named, known)) is not None:
        return begun
    if is_feed(raw):
        return FEED
    for each in known:
        if media_type in each.media_types:
            as_named = format_of(named) if named is not None and media_type == "text/plain" else None
            # A server may send all that is text as plain text.
            decoded = as_named is not None and as_named.given == "text" and as_named.in_process
            return named if named is not None and decoded else each.suffixes[0]
    if media_type in _XML:
        if b"<html" in raw[:2048].lower():
            return ".html"
        raise ValueError(f"is {media_type}, but no RSS or Atom feed; give the address of a page or of a feed")
    if media_type in _VAGUE and named:
        return named
    if media_type in _VAGUE:
        raise ValueError("is of no type that tells what it is; save it and add the file")
    kinds = ", ".join(each.name for each in known if each.missing is None)
    raise ValueError(f"is of type {media_type[:60]}; supported: {kinds}, RSS and Atom")


def _begun(raw: bytes, media_type: str, named: str | None, known: list[FileFormat]) -> str | None:
    """The format whose files begin like this. Several do where it is a ZIP archive: it is a DOCX where nothing else is said."""
    alike = [each for each in known if each.starts and raw.startswith(each.starts)]
    marked = [suffix for mark, suffix in _MARKS if mark in raw[:120] or mark in raw[-_DIRECTORY:]]
    if raw.startswith(ZIP) and marked[:1] == [".epub"]:
        return ".epub"
    meant = [each for each in alike if named in each.suffixes or media_type in each.media_types]
    if raw.startswith(ZIP) and not meant:
        return marked[0] if marked else ".docx"
    return (meant or alike)[-1].suffixes[0] if alike else None


def is_feed(raw: bytes) -> bool:
    """Whether these bytes begin as a feed does, whatever their media type says."""
    return _HEAD.match(raw[:8192]) is not None


def read_feed(raw: bytes, _url: str | None) -> Extract:
    """Links may be relative. ValueError where it is damaged or names no article."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True)
    root = etree.fromstring(raw, parser)
    if root is None:
        raise ValueError("is no readable feed: its XML is damaged")
    links = [link for entry in root.iter("{*}item", "{*}entry") if (link := _link(entry))]
    if not links:
        raise ValueError("is a feed without articles")
    return Extract(links=tuple(dict.fromkeys(links))[:MAX_ARTICLES])


def _link(entry: Any) -> str | None:
    """Atom's link of the article itself, else RSS's, else a GUID that is an address."""
    for link in entry.iterchildren("{*}link"):
        if link.get("href"):
            if link.get("rel", "alternate") == "alternate":
                return str(link.get("href")).strip()
        elif (link.text or "").strip():
            return str(link.text).strip()
    for guid in entry.iterchildren("{*}guid", "{*}id"):
        if guid.get("isPermaLink", "true") == "true" and (guid.text or "").strip().startswith(("http://", "https://")):
            return str(guid.text).strip()
    return None
