"""Which paragraphs of a Word file are headings by a style of one's own, which is based on a heading's or has its level.

mammoth knows only Word's own styles.
"""

from typing import Any

from qa.documents.formats.archives import Archive, attribute
from qa.documents.formats.word_numbers import value

_LEVELS = 9  # the next one is that of text


class Headings:
    """Asked of each paragraph."""

    def __init__(self, archive: Archive) -> None:
        self._styles: dict[str, tuple[str, str]] = {}  # the level of a style, and the style that it is based on
        if "word/styles.xml" in archive.names:
            for style in archive.xml("word/styles.xml").iterchildren("{*}style"):
                level = value(next(style.iterchildren("{*}pPr"), None), "outlineLvl")
                self._styles[attribute(style, "styleId")] = level, value(style, "basedOn")

    def mark(self, paragraph: Any) -> None:
        """Give it Word's own style of its level, where it has one."""
        properties = next(paragraph.iterchildren("{*}pPr"), None)
        if properties is None:
            return
        level, style = value(properties, "outlineLvl"), value(properties, "pStyle")
        seen: set[str] = set()
        while not level and style in self._styles and style not in seen:
            seen.add(style)
            level, style = self._styles[style]
        if level.isdecimal() and int(level) < _LEVELS:
            space = f"{properties.tag.rpartition('}')[0]}}}"
            for named in list(properties.iterchildren("{*}pStyle")):
                properties.remove(named)
            own = properties.makeelement(f"{space}pStyle", {f"{space}val": f"Heading{min(int(level) + 1, 6)}"})
            properties.insert(0, own)
