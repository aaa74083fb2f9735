"""The form in which what people wrote is searched."""

import unicodedata


def fold(text: str) -> str:
    """Without case, accents or runs of white space, so that "cafe" finds "Café"."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(unicodedata.normalize("NFKC", plain.casefold()).split())
