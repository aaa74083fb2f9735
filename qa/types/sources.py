"""How a source is named to people: never by where a file lies on this machine's disk."""

import re
from urllib.parse import urlsplit

# A text that came without a source has the hash of it as one.
_HASHED = re.compile(r"text/[0-9a-f]{16}")
PASTED = "pasted text"


def place_of(source: str) -> str:
    """Where a document is from: the site of an address, the file's name of a path."""
    if _HASHED.fullmatch(source):
        return PASTED
    if "://" in source:
        try:
            return urlsplit(source).netloc.rpartition("@")[2].removeprefix("www.") or source
        except ValueError:
            return source
    return re.split(r"[/\\]", source.rstrip("/\\"))[-1] or source
