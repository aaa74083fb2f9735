"""Narration as words, punctuation and whole quotations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.english.gazetteer import ABBREVIATIONS
from qa.english.name_parts import PARTICLE_IN_TEXT
from qa.english.quotes import Quote
from qa.types.patterns import lazy_regex

# Every alternative consumes at least one character and none can match the same text in two ways, so scanning is linear. The
# first one finds nothing that the third wouldn't: most words are plain, and with it scanning takes 0.30 µs a word, not 0.54.
_TOKEN = lazy_regex(
    r"""(?P<word>
          [A-Za-z][a-z]*+(?![^\W_]|[-‐‑&'’.\u0300-\u036f])
        | \w++\.(?:com|org|net|gov|us)\b                # Space.com
        | (?:[A-Z]\.){2,}                        # U.S.
        | [^\W\d_](?:[^\W_]|[\u0300-\u036f])*+(?:(?:[-‐‑&](?=[^\W_])|['’](?=[^\W\d_]{3}|o\b)|(?<=\b[OD])['’](?=[A-Z]))[^\W_]*+)*
        | \d+(?:[.,]\d+)*(?:[-‐‑][^\W_]+)*(?:st|nd|rd|th|s)?
        )
      | (?P<clitic>['’](?:s|S|t|re|ve|ll|d|m)\b)
      | (?P<mark>[^\w\s])""",
    re.VERBOSE,
)
# The texts of tokens that stand for a quotation.
QUOTATIONS = frozenset(["“”", "“,”", "“.”"])
_PARTICLE_AHEAD = lazy_regex(rf" {PARTICLE_IN_TEXT}\b")
_NICKNAME_AHEAD = lazy_regex(r""" [“"‘'][A-Z][\w.-]*[”"’'] [A-Z]""")
_PREFIXED = lazy_regex(r"(?:al|el|ul|an|as|ad)[-‐‑][A-Z]|[dO]['’][A-Z]|(?:mc|de|du|van|le|la|di)[A-Z]")


# Not frozen: an article has a thousand tokens, and setting seven frozen fields takes longer than finding what they hold.
@dataclass(slots=True, eq=False)
class Token:
    """A word, a punctuation mark, or a quotation standing for all its words.

    `quote` is set then, and the text is its marks with the comma or full stop that it closes with.
    """

    text: str
    start: int
    end: int
    quote: Quote | None
    low: str
    word: bool
    capital: bool


@lru_cache(maxsize=65_536)
def _shape(text: str) -> tuple[str, bool, bool]:
    """Return the text in lower case with straight apostrophes, whether it is a word, and whether it has a capital."""
    first = text[:1]
    return (
        text.lower().replace("’", "'"),
        first.isalnum() or first in "'’",
        first.isupper() or (first.isalpha() and _PREFIXED.match(text) is not None),
    )


def tokenise(text: str, start: int = 0, end: int | None = None, quotes: Sequence[Quote] = ()) -> list[Token]:
    """Return the tokens of `text[start:end]`; `quotes` are the quotations in it, in order and apart from each other."""
    end = len(text) if end is None else end
    tokens: list[Token] = []
    position = start
    for quote in quotes:
        _narration(text, position, quote.start, tokens)
        closing = text[max(quote.start + 1, quote.end - 2) : quote.end]
        marks = "“,”" if "," in closing else "“.”" if closing[:1] in (".", "!", "?") else "“”"
        tokens.append(Token(marks, quote.start, quote.end, quote, *_shape(marks)))
        position = quote.end
    _narration(text, position, end, tokens)
    return tokens


def _narration(text: str, start: int, end: int, tokens: list[Token]) -> None:
    kept = start
    for match in _TOKEN.finditer(text, start, end):
        begin, position = match.span()
        if begin < kept:
            continue  # the full stop of the abbreviation before
        word = match[0]
        if position < end and text[position] == "." and match.lastgroup == "word" and _keeps_stop(word, text, position, end):
            word, position = word + ".", position + 1
            kept = position
        tokens.append(Token(word, begin, position, None, *_shape(word)))


def _keeps_stop(word: str, text: str, position: int, end: int) -> bool:
    """Whether a full stop belongs to the word: to an abbreviation, or to a single capital where a name goes on ("J. Smith")."""
    if word.lower() in ABBREVIATIONS:
        return word[0].isupper() and position + 1 < end
    if len(word) != 1 or not word.isupper() or word == "I":
        return False
    if position + 2 >= end:
        return _NICKNAME_AHEAD.match(text, position + 1) is not None
    return text[position + 2].isupper() or _PARTICLE_AHEAD.match(text, position + 1) is not None
