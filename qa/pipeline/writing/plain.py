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
_WORD, _WHOLE_WORD = re.compile(r"(\s*)(\S+)"), re.compile(r"\s*\S+(?=\s)")
_HELD = 4000  # characters of one "word": past that it is none, and is let go


def plain(text: str) -> str:
    """Return all of the words as plain text."""
    return "".join(plain_pieces([text]))


def plain_pieces(pieces: Iterable[str]) -> Iterator[str]:
    """Yield plain text word by word: a word is let go when the next one begins."""
    held, line_begins = "", True
    for piece in _without_thoughts(pieces):
        held += piece
        while (match := _WHOLE_WORD.match(held)) or len(held) > _HELD:
            end = match.end() if match else len(held)
            word, line_begins = _cleaned(held[:end], line_begins)
            held = held[end:]
            if word:
                yield word
    if last := _cleaned(held.rstrip(), line_begins)[0]:
        yield last


def _cleaned(word: str, line_begins: bool) -> tuple[str, bool]:
    """Return a word with the space before it, and whether a line still begins after it."""
    match = _WORD.match(word)
    if match is None:
        return "", line_begins
    space, word = match.groups()
    line_begins = line_begins or "\n" in space
    space = "" if line_begins and "\n" not in space else re.sub(r"[^\S\n]+", " ", space)
    if line_begins and _LINE_MARK.match(word):
        return space if "\n" in space else "", True
    word = plain_word(word)
    return (space + word, False) if word else ("\n" if "\n" in space else "", line_begins)


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
