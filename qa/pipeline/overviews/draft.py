"""An answer as it is put together: Markdown whose every quotation has its marker, citation and claim."""

from qa.store.sql import Passage, Place
from qa.types import Answer, Citation, Claim, Span, Status
from qa.types.sources import place_of


class Draft:
    """Add paragraphs, headings and list items in order; `answer` gives what they make. Set `cut` where a list goes on."""

    def __init__(self, reader: str) -> None:
        self.citations: list[Citation] = []
        self.cut = False
        self._reader = reader
        self._text = ""
        self._claims: list[Claim] = []

    def paragraph(self, words: str) -> None:
        """A block of its own."""
        self._text += f"\n\n{words}" if self._text else words

    def heading(self, document: Place | Passage) -> None:
        """The document that the following items are of."""
        self.paragraph(named(document, "*"))

    def item(self, before: str, cited: Citation | None = None, *, first: bool = False) -> None:
        """A list item: words of ours, then the quotation with its marker. `first` begins a list."""
        self._text += ("\n\n" if self._text else "") if first else "\n"
        self._text += f"- {before}"
        if cited is not None:
            self.quote(cited)

    def quote(self, cited: Citation) -> None:
        """The quotation in its own words, with its marker, after what stands there."""
        words = " ".join(cited.quote.split())
        self.citations.append(cited)
        self._claims.append(Claim(len(self._text), len(self._text) + len(words), "verbatim", (cited.marker,)))
        self._text += f"{words} [{cited.marker}]"

    def space(self) -> None:
        """Between two quotations in one paragraph."""
        self._text += " "

    @property
    def next_marker(self) -> int:
        return len(self.citations) + 1

    def answer(self, question: str, standalone: str, status: Status = "answered", short_answer: str | None = None) -> Answer:
        return Answer(
            question,
            standalone,
            status,
            self._reader,
            self._text,
            tuple(self.citations),
            short_answer=short_answer,
            claims=tuple(self._claims),
            cut=self.cut,
        )


def cite(marker: int, document: "tuple[str, str, str, str | None]", span: Span, quote: str, score: float = 1.0) -> Citation:
    """`document` is its id, title, source and date."""
    document_id, title, source, published = document
    return Citation(marker, document_id, title, source, published, span.start, span.end, quote, None, score, "verbatim")


def plain(title: str) -> str:
    """A title that can't be taken for Markdown."""
    return " ".join(title.replace("*", "").split())


def named(document: Place | Passage, mark: str = "**") -> str:
    """ "**Title** (site, date)", as a list item begins."""
    about = ", ".join(part for part in (place_of(document.source), document.published) if part)
    return f"{mark}{plain(document.title)}{mark}{f' ({about})' if about else ''}"


def counted(number: int, noun: str = "document") -> str:
    """ "1 document", "3,384 documents"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
