"""What is answered: text with citations, and how far it is to be relied on; and what happens meanwhile, in order."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from qa.types.documents import Span
from qa.types.questions import Scope, Turn

Status = Literal["answered", "abstained"]
# How far an answer is to be relied on: "perhaps" shows what comes closest, "no" says that the documents don't answer.
Confidence = Literal["sure", "perhaps", "no"]
Verdict = Literal["verbatim", "supported", "partly", "unsupported"]

# The readers whose text is the documents' own words; any other is a language model.
QUOTING_READERS = frozenset(
    "extractive statements digest counts comparison timeline people tables facts provenance parts".split()
)
# How every abstention begins, whichever reader abstains.
ABSTAINED = "Not in these documents."
# What stands above an answer that is unsure, above one that is likely to answer all the same, and above one that hardly does.
PERHAPS = "I'm not sure; this comes closest:"
LIKELY = "The answer is probably here:"
UNLIKELY = "The answer is probably not here; this comes closest:"


@dataclass(frozen=True, slots=True)
class Copy:
    """Another document that has the words of a citation, and where in its text they stand."""

    document_id: str
    title: str
    source: str
    published: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CitedCell:
    """The cell of a table's row that answers, as a spreadsheet calls it: `address` is "C8", `sheet` "" where there are none."""

    sheet: str
    address: str
    heading: str
    value: str

    def __str__(self) -> str:
        """ "Budget!C8", as formulas write it."""
        return f"{self.sheet}!{self.address}" if self.sheet else self.address


@dataclass(frozen=True, slots=True)
class Citation:
    """An exact span of a stored text: `document.text[start:end] == quote` always holds.

    `page` is the page that the span begins on, from 1, where the document has pages. `also` is where else the same words stand.
    `cell` is the one that answers where the span is a table's row.
    """

    marker: int
    document_id: str
    title: str
    source: str
    published: str | None
    start: int
    end: int
    quote: str
    speaker: str | None
    score: float
    verdict: Verdict
    page: int | None = None
    also: tuple[Copy, ...] = ()
    cell: CitedCell | None = None

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.quote) or not self.quote:
            raise ValueError(f"a quote of {len(self.quote)} characters can't stand at {self.start}:{self.end}")

    @property
    def span(self) -> Span:
        """Where the quote stands in its document."""
        return Span(self.start, self.end)

    def overlaps(self, document_id: str, span: Span) -> bool:
        """Whether it quotes some of this stretch of this document."""
        return self.document_id == document_id and self.start < span.end and span.start < self.end

    def stands_in(self, text: str) -> bool:
        """Whether the text of its document, as it is now, has the quote at its place."""
        return text[self.start : self.end] == self.quote

    def to_json(self) -> dict[str, Any]:
        """The contract's keys; `page`, `also` and `cell` only where there is one."""
        untold = {name for name in ("page", "also", "cell") if not getattr(self, name)}
        return {key: value for key, value in asdict(self).items() if key not in untold}


@dataclass(frozen=True, slots=True)
class Claim(Span):
    """One sentence of an answer, or one excerpt it quotes: offsets into `Answer.text`, without the markers that follow it.

    `markers` are those of the citations that support it. What merely introduces or heads the claims is none of them.
    """

    verdict: Verdict
    markers: tuple[int, ...]

    @property
    def is_supported(self) -> bool:
        """Whether its citations say all of it."""
        return self.verdict in ("verbatim", "supported")


@dataclass(frozen=True, slots=True)
class Item(Span):
    """A line of a list, a quotation in a paragraph, or the words that tell how many there are: offsets into `Answer.text`.

    `name` is whom or what it tells of. `about` stands behind the name in brackets: a document's site and date. `note` is what
    else it says. `worked_out_from` are the words that `date` was worked out from, where they don't name it. `section` is what
    stands above its list, and `group` the number of the list below that. A field that it lacks is empty or None.
    """

    section: str = ""
    group: int | None = None
    name: str = ""
    about: str = ""
    note: str = ""
    date: str = ""
    worked_out_from: str = ""
    documents: int | None = None
    quotations: int | None = None
    markers: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """What it has got."""
        return {key: value for key, value in asdict(self).items() if value not in ("", None, ())}


@dataclass(frozen=True, slots=True)
class Answer:
    """What `Pipeline.ask` returns. An abstention has no citations; `closest` holds the nearest passages instead.

    `confidence` is "perhaps" where it quotes what comes closest, and `hedge` are the words that its text begins with to say so.
    `silent` marks an abstention because the documents quote nothing of the person who was asked about.
    `notice` is one sentence on how the answer came about that its reader should know: a language model that failed.
    `scope` is what the question was asked of.
    `cut` says that its list goes on: it is but one page of it, or the lines that suit best. `next_question`, which the last
    sentence of its text tells, asks for the next page or for all.
    `items` are in the order of the text; what a language model wrote has none, nor has what was kept before there were items.
    """

    question: str
    standalone_question: str
    status: Status
    reader: str
    text: str
    citations: tuple[Citation, ...] = ()
    closest: tuple[Citation, ...] = ()
    short_answer: str | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    notice: str | None = None
    scope: Scope = field(default_factory=Scope)
    unsure: bool = False
    cut: bool = False
    items: tuple[Item, ...] = ()
    hedge: str = ""
    next_question: str | None = None
    silent: bool = False

    @property
    def confidence(self) -> Confidence:
        if self.status == "abstained":
            return "no"
        return "perhaps" if self.unsure else "sure"

    def turn(self) -> "Turn":
        """The answer as a turn that further questions follow on."""
        documents = tuple(dict.fromkeys(each.document_id for each in self.citations))
        return Turn("assistant", self.text, documents, self.hedge or (PERHAPS if self.unsure else ""), self.next_question)

    def without_next(self) -> "Answer":
        """The answer without the sentence that tells its `next_question`: where it is no use to say how to ask."""
        before = self.text.rpartition(f"“{self.next_question}”")[0] if self.next_question else ""
        end = max(before.rfind("."), before.rfind(";")) + 1  # a semicolon in those that were kept long ago
        return replace(self, text=before[:end].rstrip(" ;\n")) if end else self

    def hedged(self, words: str) -> "Answer":
        """The answer under these words, instead of those that it is under."""
        return replace(self.edited([(0, len(self.hedge), words if self.hedge else f"{words}\n\n")]), hedge=words)

    def unsurely(self, words: str = PERHAPS) -> "Answer":
        """The answer as an unsure one, under these words, and nothing in bold."""
        return replace(self.hedged(words), short_answer=None, unsure=True)

    def edited(self, edits: Sequence[tuple[int, int, str]]) -> "Answer":
        """The answer with other words from each start to end, in order; its claims and items are where their words are now."""
        text, at, ends, shifts = "", 0, [], [0]
        for start, end, words in edits:
            text += self.text[at:start] + words
            at = end
            ends.append(end)
            shifts.append(len(text) - end)

        def moved(place: int) -> int:
            return place + shifts[bisect_right(ends, place)]

        claims = tuple(replace(each, start=moved(each.start), end=moved(each.end)) for each in self.claims)
        items = tuple(replace(each, start=moved(each.start), end=moved(each.end)) for each in self.items)
        return replace(self, text=text + self.text[at:], claims=claims, items=items)

    def to_json(self) -> dict[str, Any]:
        """The object `qa ask --json` prints; its shape is a public contract. `scope` is there where it isn't everything, what
        follows it where it is true or there is any."""
        told = {"scope": self.scope.to_json(), "cut": self.cut, "items": [item.to_json() for item in self.items]}
        told |= {"hedge": self.hedge, "next_question": self.next_question, "silent": self.silent}
        return {
            "question": self.question,
            "standalone_question": self.standalone_question,
            "status": self.status,
            "confidence": self.confidence,
            "reader": self.reader,
            "short_answer": self.short_answer,
            "text": self.text,
            "citations": [citation.to_json() for citation in self.citations],
            "closest": [citation.to_json() for citation in self.closest],
            "claims": [asdict(claim) for claim in self.claims],
            "notice": self.notice,
            "timings_ms": {stage: round(ms, 2) for stage, ms in self.timings_ms.items()},
            **{key: value for key, value in told.items() if value},
        }


Stage = Literal["contextualise", "overview", "statements", "retrieve", "read", "write", "check"]


@dataclass(frozen=True, slots=True)
class Working:
    """A stage of answering begins."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The question as understood after the earlier turns, where that isn't how it was asked."""

    standalone_question: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A further piece of the answer's text as it is written. The text of `Answered` is what counts in the end."""

    text: str

    def __add__(self, further: "Piece | Answer") -> "Piece | Answer":
        """What LangChain makes of a stream: the pieces so far, and in the end the answer, which takes their place."""
        return Piece(self.text + further.text) if isinstance(further, Piece) else further


@dataclass(frozen=True, slots=True)
class Answered:
    """Always the last event."""

    answer: Answer


Event = Working | Rewritten | Piece | Answered
