"""What a written text points at: its citation markers, "[1]", "[1, 2]", "[1-3]", "[Passage 1]", and its quotations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MARKER = re.compile(
    r"\s*[\[【]\s*\^?(?:(?:passage|source|document|doc|ref)s?\.?\s*)?(\d{1,3}(?:\s*(?:,|;|&|and|-|–)\s*\d{1,3})*)\s*[\]】]",
    re.IGNORECASE,
)
_LONGEST_RANGE = 20
_SPEAKER = re.compile(r"^\*\*.*?\*\*")
_QUOTED = re.compile(r"[“\"][^”\"]+[”\"]?")


@dataclass(frozen=True, slots=True)
class Marker:
    """Where it stood in the text without markers, and what it names."""

    place: int
    numbers: tuple[int, ...]


def unmarked(text: str) -> tuple[str, tuple[Marker, ...]]:
    """The text without its markers, and the markers."""
    parts: list[str] = []
    markers: list[Marker] = []
    length = end = 0
    for match in _MARKER.finditer(text):
        part = text[end : match.start()]
        parts.append(part)
        length += len(part)
        markers.append(Marker(length, _numbers(match[1])))
        end = match.end()
    return "".join([*parts, text[end:]]), tuple(markers)


def _numbers(inside: str) -> tuple[int, ...]:
    found: list[int] = []
    for part in re.split(r"\s*(?:,|;|&|and)\s*", inside):
        first, *rest = (int(number) for number in re.split(r"\s*[-–]\s*", part))
        last = rest[-1] if rest else first
        found += range(first, last + 1) if first <= last <= first + _LONGEST_RANGE else (first, last)
    return tuple(dict.fromkeys(found))


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
