"""The numbers of lists and headings of OpenDocument, which are counted and stand in no file: put before their paragraphs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qa.documents.formats.archives import attribute
from qa.documents.formats.numerals import KINDS, numeral, whole

_LEVELS = ("list-level-style-number", "outline-level-style")


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    before: str
    after: str
    start: int
    shown: int  # how many levels' numbers are told, with its own


_Style = dict[int, _Level]
_Counts = dict[int, int]


def number(body: Any, styles: Iterator[Any]) -> None:
    """`styles` are the roots of the parts that have some."""
    lists: dict[str, _Style] = {}
    outline: _Style = {}
    for root in styles:
        for each in root.iter("{*}list-style"):
            lists[attribute(each, "name")] = dict(_levels(each))
        for each in root.iter("{*}outline-style"):
            outline = dict(_levels(each))
    counted: dict[str, _Counts] = {}
    headings: _Counts = {}
    for element in body.iter("{*}list", "{*}h"):
        within = next(element.iterancestors("{*}list"), None)
        if element.tag.endswith("}h"):
            if within is None and attribute(element, "is-list-header") != "true":
                _put(element, _label(outline, headings, whole(attribute(element, "outline-level"), 1)))
        elif within is None:
            name = attribute(element, "style-name")
            goes_on = attribute(element, "continue-numbering") == "true" or attribute(element, "continue-list")
            counts = counted.get(name, {}) if goes_on else {}
            counted[name] = counts
            _number_list(element, lists.get(name, {}), lists, counts, 1)


def _number_list(element: Any, style: _Style, lists: dict[str, _Style], counts: _Counts, level: int) -> None:
    """No deeper than XML may be nested that lxml reads."""
    for item in element.iterchildren("{*}list-item"):
        first = next(item.iterchildren(), None)
        if first is not None and not first.tag.endswith("}list"):
            if begins := attribute(item, "start-value"):
                counts[level] = whole(begins, 1) - 1
            _put(first, _label(style, counts, level))
        for inner in item.iterchildren("{*}list"):
            _number_list(inner, lists.get(attribute(inner, "style-name"), style), lists, counts, level + 1)


def _label(style: _Style, counts: _Counts, level: int) -> str:
    """Counts on; empty where this level has bullets, or nothing."""
    here = style.get(level)
    for at in range(1, level):
        counts.setdefault(at, style[at].start if at in style else 1)
    counts[level] = counts.get(level, here.start - 1 if here else 0) + 1
    for deeper in [at for at in counts if at > level]:
        del counts[deeper]
    if here is None or not here.kind:
        return ""
    told = range(max(1, level - here.shown + 1), level + 1)
    numbers = [numeral(counts[at], KINDS.get(style[at].kind, "decimal")) for at in told if at in style and style[at].kind]
    return f"{here.before}{'.'.join(numbers)}{here.after}".strip()


def _put(paragraph: Any, label: str) -> None:
    if label and "".join(paragraph.itertext()).strip():
        paragraph.text = f"{label} {paragraph.text or ''}"


def _levels(style: Any) -> Iterator[tuple[int, _Level]]:
    for each in style.iterchildren(*(f"{{*}}{name}" for name in _LEVELS)):
        yield (
            whole(attribute(each, "level"), 1),
            _Level(
                attribute(each, "num-format"),
                attribute(each, "num-prefix"),
                attribute(each, "num-suffix"),
                whole(attribute(each, "start-value"), 1),
                whole(attribute(each, "display-levels"), 1),
            ),
        )
