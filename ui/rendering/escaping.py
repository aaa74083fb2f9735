"""Text of documents, models and people, made safe for HTML: it can't become markup, nor read as another text."""

import re
from html import escape

# Control characters and lone surrogates, which no document shows and JSON or HTML may choke on.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# Embeddings, overrides and isolates (Unicode TR9): they can make a text read as another one.
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def text(words: str) -> str:
    """Escaped; where it holds direction controls, they end with it."""
    safe = escape(_UNPRINTABLE.sub("\ufffd", words))
    return f"<bdi>{safe}</bdi>" if _BIDI.search(words) else safe


def advice(message: str) -> str:
    """A message of this program: `commands` in it are set as such."""
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", text(message))


def label(words: str) -> str:
    """A name, title or source: on one line, in its own direction, without controls that could make it read as another."""
    return f"<bdi>{attribute(words)}</bdi>"


def attribute(words: str) -> str:
    """The same for the inside of an attribute's quotes."""
    return escape(plain(words))


def plain(words: str) -> str:
    """The same, not yet escaped."""
    return _UNPRINTABLE.sub("\ufffd", _BIDI.sub("", " ".join(words.split())))


def data(words: str) -> str:
    """For the inside of a `data-` attribute that a script takes back as it is, line breaks included."""
    return escape(_UNPRINTABLE.sub("\ufffd", words)).replace("\n", "&#10;")


def count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
