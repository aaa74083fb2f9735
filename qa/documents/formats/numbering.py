"""Numbers as lists show them (4, d, IV, 4th), and those that Word counts and its files don't hold: `3.2`, `(a)`, `1st`."""

from dataclasses import dataclass, field
from typing import Any

from qa.documents.formats.archives import Archive, attribute

_ROMAN = dict(
    zip("m cm d cd c xc l xl x ix v iv i".split(), (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), strict=True)
)
# As HTML and OpenDocument call the numerals of a list → as `numeral` does.
KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MOST = 4000  # no list has as many; of larger ones a Roman numeral would grow without end
_LEVELS = 9  # of a list, in Word


def numeral(number: int, kind: str) -> str:
    """`kind` as Word calls it; what isn't known is shown in Arabic numerals, as are zero and what is below."""
    if kind in {"bullet", "none"}:
        return ""
    if kind == "decimalZero":
        return f"{number:02}"
    if kind == "ordinal":
        last = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{last}"
    if not 0 < number < _MOST or not kind.startswith(("upper", "lower")):
        return str(number)
    shown = str(number)
    if kind.endswith("Letter"):  # a … z, aa, bb, … as Word counts on
        turns, place = divmod(number - 1, 26)
        shown = chr(ord("a") + place) * (turns + 1)
    elif kind.endswith("Roman"):
        shown = ""
        for sign, worth in _ROMAN.items():
            shown += sign * (number // worth)
            number %= worth
    return shown.upper() if kind.startswith("upper") else shown


def whole(written: str, otherwise: int) -> int:
    """The number that a file says in at most nine digits, else `otherwise`."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else otherwise


@dataclass(slots=True)
class _List:
    """Lists of the same definition share their counts: they are counted on, but where a list says that it starts anew."""

    levels: dict[int, Any]  # their elements
    counts: dict[int, int]
    starts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """Asked in the order of the text: each answer counts on."""

    def __init__(self, archive: Archive) -> None:
        self._styles: dict[str, tuple[str, str, str]] = {}  # of a paragraph's style: list, level, style that it is based on
        if "word/styles.xml" in archive.names:
            for style in archive.xml("word/styles.xml").iterchildren("{*}style"):
                self._styles[attribute(style, "styleId")] = (*_place(style), value(style, "basedOn"))
        self._lists: dict[str, _List] = {}
        if "word/numbering.xml" in archive.names:
            self._read(archive.xml("word/numbering.xml"))

    def _read(self, root: Any) -> None:
        definitions = {attribute(each, "abstractNumId"): each for each in root.iterchildren("{*}abstractNum")}
        shared = {name: _List(_levels(each), {}) for name, each in definitions.items()}
        links = {}
        for each in root.iterchildren("{*}num"):
            name = value(each, "abstractNumId")
            if name not in shared:
                continue
            levels, starts = shared[name].levels, {}
            for override in each.iterchildren("{*}lvlOverride"):
                levels = levels | _levels(override)
                at, start = attribute(override, "ilvl"), value(override, "startOverride")
                if at.isdecimal() and start.isdecimal():
                    starts[int(at)] = int(start)
            number = attribute(each, "numId")
            self._lists[number] = _List(levels, shared[name].counts, starts)
            links[number] = value(definitions[name], "numStyleLink")
        for number, style in links.items():  # a list as a style for lists has it
            if (other := self._lists.get(self._styles.get(style, ("", "", ""))[0])) is not None:
                self._lists[number] = _List(other.levels, other.counts, self._lists[number].starts)

    def of(self, paragraph: Any) -> str:
        """The number before this paragraph as Word shows it; nothing where it has none, or a bullet."""
        number, level = self._where(paragraph)
        within = self._lists.get(number)
        if within is None or level not in within.levels:
            return ""
        counts, levels = within.counts, within.levels
        for at, start in within.starts.items():  # the first of this list
            counts[at] = start - 1
        within.starts.clear()
        for at in range(level):
            counts.setdefault(at, _start(levels[at]) if at in levels else 1)
        counts[level] = counts.get(level, _start(levels[level]) - 1) + 1
        for deeper in [at for at in counts if at > level]:
            # It is counted anew below a number of any level before it, unless it says of which.
            if deeper not in levels or level < whole(value(levels[deeper], "lvlRestart"), deeper):
                del counts[deeper]
        return _shown(within, level)

    def _where(self, paragraph: Any) -> tuple[str, int]:
        """The list and the level that a paragraph or its style says."""
        number, level = _place(paragraph)
        style = value(next(paragraph.iterchildren("{*}pPr"), None), "pStyle")
        styles: list[str] = []
        while not number and style in self._styles and style not in styles:
            styles.append(style)
            number, by_style, style = self._styles[style]
            level = level or by_style
        if not level and number in self._lists:
            level = next((str(at) for at, each in self._lists[number].levels.items() if value(each, "pStyle") in styles), "")
        return number, int(level) if level.isdecimal() and int(level) < _LEVELS else 0


def _levels(definition: Any) -> dict[int, Any]:
    named = ((attribute(each, "ilvl"), each) for each in definition.iterchildren("{*}lvl"))
    return {int(level): each for level, each in named if level.isdecimal()}


def _start(level: Any) -> int:
    return whole(value(level, "start"), 0)


def _shown(within: _List, level: int) -> str:
    here = within.levels[level]
    if value(here, "numFmt") in {"bullet", "none"}:
        return ""
    legal = next(here.iterchildren("{*}isLgl"), None) is not None  # the numbers of the levels above are Arabic ones, too
    shown = value(here, "lvlText")  # "%1.%2"
    for at in range(level + 1):
        kind = value(within.levels[at], "numFmt") if at in within.levels and not legal else ""
        shown = shown.replace(f"%{at + 1}", numeral(within.counts.get(at, 1), kind or "decimal"))
    return shown.strip()


def _place(element: Any) -> tuple[str, str]:
    """The list and the level that a paragraph, or a style, names by itself; the list "0" is none."""
    place = next(element.iterfind("{*}pPr/{*}numPr"), None)
    return value(place, "numId"), value(place, "ilvl")


def value(element: Any, name: str) -> str:
    """The value of the child with this name; empty where there is none."""
    child = None if element is None else next(element.iterchildren(f"{{*}}{name}"), None)
    return "" if child is None else attribute(child, "val")
