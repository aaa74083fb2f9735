"""Plurals, by spelling alone: of words that no list tells of, since "Israelis" is spelt like "analysis"."""

# Singulars that end with "s": "glass", "virus", "analysis", "news".
_SINGULAR_ENDS = ("ss", "us", "is", "news")


def is_plural(word: str) -> bool:
    """Whether a word in small letters is spelt like a plural."""
    return word.endswith("s") and not word.endswith(_SINGULAR_ENDS)
