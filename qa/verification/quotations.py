"""Whether what introduces a quotation goes on in its source's words."""

import re
from collections.abc import Sequence

_SPEAKER = re.compile(r"^\*\*.*?\*\*")
_QUOTED = re.compile(r"[“\"][^”\"]+[”\"]?")


def is_introduced_quote(words: str, quotes: Sequence[str]) -> bool:
    """Whether "**Porter**, a spokesperson, told reporters …" goes on in the source's words, or has all its quotations there."""
    said = spoken(_SPEAKER.sub("", words))
    sources = [spoken(quote) for quote in quotes]
    for length in range(len(said), len(said) // 2, -1):
        if any(_holds(source, said[-length:]) for source in sources):
            return True
    quoted = [spoken(found) for found in _QUOTED.findall(words)]
    return bool(quoted) and all(any(_holds(source, found) for source in sources) for found in quoted)


def spoken(text: str) -> list[str]:
    """The words and numbers alone: quote marks and stops may differ."""
    return re.findall(r"\d+(?:[.,:]\d+)*|\w+|[%$€£¥−-](?=\d)|%", text.casefold())


def _holds(source: list[str], words: list[str]) -> bool:
    return any(source[start : start + len(words)] == words for start in range(len(source) - len(words) + 1))
