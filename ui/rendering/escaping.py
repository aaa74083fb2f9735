"""Text of documents, models and people, made safe for HTML: it can't become markup, nor read as another text.

What is safe is `Markup`; whatever else comes near HTML is escaped by it.
"""

import re

from markupsafe import Markup, escape

from ui import language
from ui.messages import translated

# Control characters and lone surrogates, which no document shows and JSON or HTML may choke on.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# Embeddings, overrides and isolates (Unicode TR9): they can make a text read as another one.
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BDI = Markup("<bdi>{}</bdi>")
_TIME = Markup('<time datetime="{}">{}</time>')


def text(words: str) -> Markup:
    """These words, escaped and without form feeds; controls of the writing's direction end with them."""
    safe = escape(_UNPRINTABLE.sub("\ufffd", words.replace("\f", "")))
    return _BDI.format(safe) if _BIDI.search(words) else safe


def lines(words: str) -> Markup:
    """The same with its line ends as line breaks."""
    return text(words).replace("\n", Markup("<br>"))


def advice(message: str) -> Markup:
    """A message of this program: `commands` in it are set as such."""
    return Markup(re.sub(r"`([^`\n]+)`", r"<code>\1</code>", str(text(message))))


def label(words: str) -> Markup:
    """A name, title or source: on one line, in its own direction, without controls that could make it read as another."""
    return _BDI.format(plain(words))


def plain(words: str) -> str:
    """The same for an attribute, not yet escaped."""
    return _UNPRINTABLE.sub("\ufffd", _BIDI.sub("", " ".join(words.split())))


def data(words: str) -> Markup:
    """These words as the value of a `data-` attribute, which a script takes back as they are, line breaks included."""
    return escape(_UNPRINTABLE.sub("\ufffd", words)).replace("\n", Markup("&#10;"))


def sentence(exc: Exception) -> str:
    """What went wrong, in the language of the interface, with a capital and a full stop; not yet escaped."""
    message = translated(str(exc))
    return f"{message[:1].upper()}{message[1:]}" + ("" if message.endswith((".", "!", "?")) else ".")


def day(stamp: str) -> Markup:
    """A date as the app writes it, with the ISO date for programs; what is none stays as it is."""
    shown = language.day(stamp)
    return label(stamp) if shown == stamp else _TIME.format(plain(stamp), shown)


def moment(stamp: str) -> Markup:
    """The day and, in UTC, the time of an ISO timestamp."""
    return _TIME.format(plain(stamp), f"{language.day(stamp)}, {stamp[11:16]}")
