"""The form in which what people wrote is searched."""

import unicodedata

from qa.english.words import without_accents


def fold(text: str) -> str:
    """The text without case, accents or runs of white space, so that "cafe" finds "Café"."""
    return " ".join(unicodedata.normalize("NFKC", without_accents(text).casefold()).split())
