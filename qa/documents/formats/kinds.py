"""Which formats are read, and how each is told: by its file's suffix, by its first bytes, by its media type."""

from qa.documents.formats.feeds import is_feed

SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".epub", ".jsonl")
SUPPORTED = ", ".join(SUFFIXES)
TEXT_SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".jsonl"})
FEED = "feed"

_MEDIA_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/epub+zip": ".epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/plain": ".txt",
}
# Types that say little: what the bytes and the address look like counts.
_VAGUE = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/zip", "application/x-zip-compressed"})
_XML = frozenset({"application/xml", "text/xml", "application/rss+xml", "application/atom+xml", "application/rdf+xml"})


def suffix_of(raw: bytes, media_type: str, path: str) -> str:
    """The suffix of what a server sent (`path` is of its address), or FEED. ValueError where it isn't supported."""
    named = next((suffix for suffix in SUFFIXES if path.lower().endswith(suffix) and suffix != ".jsonl"), None)
    if raw.startswith(b"%PDF-"):
        return ".pdf"
    if raw.startswith(b"PK\x03\x04"):
        if b"mimetypeapplication/epub+zip" in raw[:120] or media_type == "application/epub+zip" or named == ".epub":
            return ".epub"
        return ".docx"
    if is_feed(raw):
        return FEED
    if media_type in _MEDIA_TYPES:
        return ".md" if media_type == "text/plain" and named == ".md" else _MEDIA_TYPES[media_type]
    if media_type in _XML:
        if b"<html" in raw[:2048].lower():
            return ".html"
        raise ValueError(f"is {media_type}, but no RSS or Atom feed; give the address of a page or of a feed")
    if media_type in _VAGUE and named:
        return named
    given = f"is of type {media_type[:60]}" if media_type not in _VAGUE else "is of no type that tells what it is"
    raise ValueError(f"{given}; supported: HTML, PDF, DOCX, EPUB, plain text, RSS and Atom")
