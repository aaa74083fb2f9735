"""Numbers and other people's words as a text can hold them; how a source is named, never by where it lies on this disk."""

import re
from urllib.parse import urlsplit

# A text that came without a source has the hash of it as one: over HTTP, and from LangChain.
_HASHED = re.compile(r"text[/:][0-9a-f]{16}")
_ON_DISK = re.compile(r"[/\\~.]|[A-Za-z]:[/\\]")
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
PASTED = "pasted text"


def place_of(source: str) -> str:
    """Where a document is from: the site of an address, the name of a file, else what somebody chose: "wire/2"."""
    if _HASHED.fullmatch(source):
        return PASTED
    if "://" in source:
        try:
            return urlsplit(source).netloc.rpartition("@")[2].removeprefix("www.") or source
        except ValueError:
            return source
    name = re.split(r"[/\\]", source.rstrip("/\\"))[-1]
    return name if name and ("." in name or _ON_DISK.match(source)) else source


def unwritable(text: str) -> str | None:
    """What neither UTF-8 nor a library can hold: "a NUL character at 3; remove it". None where all of it can be stored."""
    if (found := _UNWRITABLE.search(text)) is None:
        return None
    if found.group() == "\0":
        return f"a NUL character at {found.start()}; remove it"
    return f"a lone surrogate at {found.start()}, which is no character; remove it"


def counted(number: int, noun: str = "document") -> str:
    """ "1 document", "3,384 documents"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def on_one_line(text: str) -> str:
    """The text with one space for every stretch of white space."""
    return " ".join(text.split())


def printable(text: str, instead: str = "\ufffd") -> str:
    """The text with this for control characters and those that change the direction of writing; white space stays."""
    return "".join(char if char.isprintable() or char.isspace() else instead for char in text)
