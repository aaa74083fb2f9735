"""Texts in the form that they are searched and sorted by."""

import unicodedata

from qa.english.words import without_accents


def name_row(document_id: str, title: str, source: str, author: str | None) -> dict[str, str]:
    return {"document_id": document_id, "folded": fold(f"{title} {source} {author or ''}")}


def fold(text: str) -> str:
    """The text without case, accents or runs of white space, so that "cafe" finds "Café"."""
    return " ".join(unicodedata.normalize("NFKC", without_accents(text).casefold()).split())
