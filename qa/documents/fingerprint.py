"""What tells a file's content and how it is read: where it is the same, so is the document."""

import hashlib

from qa.documents.formats.registry import format_of
from qa.types.product import product_version

# How files are read: raise it where a format, the chunking or the statements are read otherwise; each file is read once more.
_READING = 3


def fingerprint_of(raw: bytes, suffix: str) -> str:
    """A hash of the bytes and of what reads them: the reader of an added format may read the same bytes differently."""
    format_ = format_of(suffix)
    reader = "" if format_ is None or format_.built_in else f" {format_.module}"
    return hashlib.sha256(f"{product_version()} {_READING} {suffix}{reader}\n".encode() + raw).hexdigest()
