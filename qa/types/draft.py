"""An answer as it is put together: Markdown whose every quotation has its marker, citation, claim and item."""

import re
from dataclasses import replace
from typing import Any, Protocol

from qa.types.answers import Answer, Citation, Claim, Item
from qa.types.documents import Span
from qa.types.text import counted, on_one_line, place_of

_BULLET = re.compile(r"^[-*•‣] ")


class Titled(Protocol):
    """Whatever knows its document."""

    @property
    def title(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def published(self) -> str | None: ...


class Draft:
    """Add paragraphs, headings and list items in order; `answer` gives what they make. Set `cut` where a list goes on.

    What is cited is numbered here, whatever its marker was.
    """

    def __init__(self, reader: str) -> None:
        self.citations: list[Citation] = []
        self.cut = False
        self._reader = reader
        self._text = ""
        self._claims: list[Claim] = []
        self._items: list[Item] = []
        self._section, self._group, self._in_list = "", 0, False
        self._next_question: str | None = None

    def paragraph(self, words: str) -> None:
        """A block of its own."""
        self._in_list = False
        self._text += f"\n\n{words}" if self._text else words

    def section(self, words: str) -> None:
        """The words above the following items."""
        self.paragraph(words)
        self._section, self._group = plain(words.removeprefix("### ").removesuffix(":")), 0

    def heading(self, document: Titled) -> None:
        """The document that the following items are of."""
        self.paragraph(named(document, "*"))

    def row(
        self, words: str, documents: int | None = None, next_question: str | None = None, lead: str = "For the next ask"
    ) -> None:
        """A paragraph that says how many there are or are shown; the last one may tell how to ask for the others."""
        self.paragraph(words)
        self._items.append(Item(len(self._text) - len(words), len(self._text), documents=documents))
        if next_question is not None:
            self._next_question = next_question
            self._text += f" {lead}: “{next_question}”{'' if next_question.endswith('?') else '.'}"

    def item(self, cited: Citation | None = None, words: str = "", lead: str = "", **told: Any) -> None:
        """An item of the list: what is `told`, fields of `Item`, or `lead`; then the quotation, or these words of it."""
        if self._in_list:
            self._text += "\n- "
        else:
            self.paragraph("- ")
            self._group, self._in_list = self._group + 1, True
        self._add(cited, words, lead, told)

    def new_list(self) -> None:
        """Another list than the one above begins with the next item."""
        self._in_list = False

    def said(self, cited: Citation, words: str = "", lead: str = "", *, beside: bool = False) -> None:
        """A paragraph of `lead` and the quotation, or these words of it; or one `beside` another in its paragraph."""
        if beside:
            self._text += " "
        else:
            self.paragraph("")
        self._add(cited, words, lead, {})

    def _add(self, cited: Citation | None, words: str, lead: str, told: dict[str, Any]) -> None:
        start, cited = len(self._text), cited and replace(cited, marker=self.next_marker)
        listed = {"section": self._section, "group": self._group if self._in_list else None}
        item = Item(start, start + 1, markers=(cited.marker,) if cited else (), **listed | told)
        line = lead or _lead(item)
        if cited is not None:
            words = words or _BULLET.sub("", on_one_line(cited.quote))
            quoted = start + len(line)
            self._claims.append(Claim(quoted, quoted + len(words), "verbatim", item.markers))
            self.citations.append(cited)
            line += f"{words} [{cited.marker}]"
        self._text += line
        self._items.append(replace(item, end=len(self._text)))

    @property
    def next_marker(self) -> int:
        return len(self.citations) + 1

    def answer(self, question: str, standalone: str, short_answer: str | None = None) -> Answer:
        return Answer(
            question,
            standalone,
            "answered",
            self._reader,
            self._text,
            tuple(self.citations),
            short_answer=short_answer,
            claims=tuple(self._claims),
            items=tuple(self._items),
            cut=self.cut,
            next_question=self._next_question,
        )


def _lead(item: Item) -> str:
    """What stands before the quotation."""
    if item.quotations is None and item.documents is not None:
        return f"{item.name}: {item.documents:,}"
    words = bold(item.date or item.name, item.worked_out_from or item.about) if item.date or item.name else ""
    words += f", {item.note}" if item.note else ""
    if item.quotations is not None:
        words += f": {times_of(item)}{'; last' if item.markers else ''}"
    return f"{words}: " if words and item.markers else words


def times_of(item: Item) -> str:
    """ "2 documents, 3 quotations", "3 quotations"."""
    times = [counted(item.documents)] if item.documents is not None else []
    return ", ".join([*times, counted(item.quotations or 0, "quotation")])


def cite(marker: int, document: "tuple[str, str, str, str | None]", span: Span, quote: str, score: float = 1.0) -> Citation:
    """`document` is its id, title, source and date."""
    document_id, title, source, published = document
    return Citation(marker, document_id, title, source, published, span.start, span.end, quote, None, score, "verbatim")


def plain(title: str) -> str:
    """A title that can't be taken for Markdown."""
    return on_one_line(title.replace("*", ""))


def titled(document: Titled) -> dict[str, str]:
    """A document as an item tells it: its title, and its site and date."""
    about = ", ".join(part for part in (place_of(document.source), document.published) if part)
    return {"name": plain(document.title), "about": about}


def named(document: Titled, mark: str = "**") -> str:
    """ "**Title** (site, date)"."""
    return bold(**titled(document), mark=mark)


def bold(name: str, about: str = "", mark: str = "**") -> str:
    """ "**Name** (about)", as a list item begins."""
    return f"{mark}{name}{mark}{f' ({about})' if about else ''}"
