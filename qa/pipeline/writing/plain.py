"""A model's words as plain text, while they come: nothing in them can become a link, an image or markup anywhere."""

import re
from collections.abc import Iterable, Iterator

LINK_REMOVED = "(link removed)"
# A thought of a reasoning model that its server doesn't keep apart.
_THOUGHT, _THOUGHT_ENDS = "<think>", "</think>"
# Within one word. A bare host is left ("voanews.com"), one with a path is not: many programs make a link of it.
_LINK = re.compile(
    r"(?i)://\S*|\b(?:[a-z][a-z0-9+.-]{1,20}:/\S+|(?:www|ftp)\.\S+|(?:mailto|data|javascript|vbscript|file|tel):\S+"
    r"|(?:[\w-]+\.)+[a-z]{2,}[/?]\S+)"
)
_TARGET = re.compile(r"\]\(\S*")
_MARKUP = re.compile(r"!(?=\[)|</?[A-Za-z!][^>\s]*>?|[<>`*|]+|(?<!\w)_+|_+(?!\w)|&(?:#\w+|\w+);")
_BRACKETS = re.compile(r"\[(?!\s*\^?\d)(?!(?:passage|source|document|doc|ref)s?\.?$)|(?<!\d)\]", re.IGNORECASE)
_LINE_MARK = re.compile(r"^(?:[-+•*–]|#{1,6}|\d{1,2}[.)]|>+)$")
_WORD = re.compile(r"(\s*)(\S+)")
_HELD = 4000  # characters of one "word": past that it is none, and is let go


def plain(text: str) -> str:
    """Return all of the words as plain text."""
    return "".join(plain_pieces([text]))


def plain_pieces(pieces: Iterable[str]) -> Iterator[str]:
    """Yield plain text word by word: a word is let go when the next one begins."""
    reader = _Words()
    for piece in _without_thoughts(pieces):
        yield from filter(None, reader.read(piece))
    yield from filter(None, reader.end())


class _Words:
    """Holds back the last word until it is whole, and knows whether a line has begun."""

    def __init__(self) -> None:
        self._held = ""
        self._line_begins = True

    def read(self, piece: str) -> Iterator[str]:
        self._held += piece
        while (match := re.match(r"(\s*)(\S+)(?=\s)", self._held)) or len(self._held) > _HELD:
            end = match.end() if match else len(self._held)
            word, self._held = self._held[:end], self._held[end:]
            yield self._cleaned(word)

    def end(self) -> Iterator[str]:
        yield self._cleaned(self._held.rstrip())

    def _cleaned(self, word: str) -> str:
        match = _WORD.match(word)
        if match is None:
            return ""
        space, word = match.groups()
        if "\n" in space:
            self._line_begins = True
        space = "" if self._line_begins and "\n" not in space else re.sub(r"[^\S\n]+", " ", space)
        if self._line_begins and _LINE_MARK.match(word):
            return space if "\n" in space else ""
        word = plain_word(word)
        if word:
            self._line_begins = False
        return space + word if word else ("\n" if "\n" in space else "")


def plain_word(word: str) -> str:
    """Return one word without what some program would make more of than text."""
    word = "".join(char for char in word if char.isprintable())
    while (cleaned := _without_markup(word)) != word:  # what goes may have kept the parts of a link from each other
        word = cleaned
    return word


def _without_markup(word: str) -> str:
    word = _LINK.sub(LINK_REMOVED, _TARGET.sub(f"] {LINK_REMOVED}", word))
    return _BRACKETS.sub("", _MARKUP.sub("", word))


def _without_thoughts(pieces: Iterable[str]) -> Iterator[str]:
    """Return the words without a "<think>…</think>" at the beginning."""
    held: str | None = ""
    for piece in pieces:
        if held is None:
            yield piece
            continue
        held += piece
        begun = held.lstrip()
        if begun.startswith(_THOUGHT):
            _, found, rest = begun.partition(_THOUGHT_ENDS)
            if found:
                held = None
                yield rest
        elif not _THOUGHT.startswith(begun):
            yield held
            held = None
    if held and not held.lstrip().startswith(_THOUGHT):
        yield held
