"""The frozen values that flow between modules.

Offsets are half-open Unicode code-point offsets into `Document.text`. Scores: higher is better.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Status = Literal["answered", "abstained"]
# How far an answer is to be relied on: "perhaps" shows what comes closest, "no" says that the documents don't answer.
Confidence = Literal["sure", "perhaps", "no"]
StatementKind = Literal["direct", "mixed", "indirect"]
Verdict = Literal["verbatim", "supported", "partly", "unsupported"]

# How every abstention begins, whichever reader abstains.
ABSTAINED = "Not in these documents."


@dataclass(frozen=True, slots=True)
class Span:
    """A non-empty stretch of a text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}:{self.end}")

    def of(self, text: str) -> str:
        """The words at this span; ValueError where the span runs past the text."""
        if self.end > len(text):
            raise ValueError(f"span {self.start}:{self.end} runs past a text of {len(text)} characters")
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """One sentence of a document; never page furniture."""


@dataclass(frozen=True, slots=True)
class Paragraph(Span):
    """One block of text. Furniture and headings have no sentences: they are stored but never quoted."""

    sentences: tuple[Sentence, ...]
    furniture: bool = False

    @property
    def heading(self) -> bool:
        return not self.sentences and not self.furniture


@dataclass(frozen=True, slots=True)
class Document:
    """One source text as stored. `published` is an ISO date or None; `sha256` is of the UTF-8 text.

    `author` and `url` are as the document declares them. A form feed in the text ends a page.
    """

    id: str
    title: str
    text: str
    source: str
    published: str | None
    sha256: str
    author: str | None = None
    url: str | None = None

    @classmethod
    def create(
        cls,
        *,
        source: str,
        title: str,
        text: str,
        published: str | None = None,
        author: str | None = None,
        url: str | None = None,
    ) -> "Document":
        """The id follows from the source alone, so a changed text updates its document."""
        return cls(
            id=cls.id_of(source),
            title=title,
            text=text,
            source=source,
            published=published,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            author=author,
            url=url,
        )

    @staticmethod
    def id_of(source: str) -> str:
        """The id of the document of this source, whether or not there is one."""
        return hashlib.sha256(source.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What lists show of a document. `added` is an ISO timestamp in UTC; `characters` is the text's length."""

    id: str
    title: str
    source: str
    published: str | None
    sha256: str
    added: str
    characters: int
    chunks: int


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents a question is about; all of them where nothing is set.

    What is set must all be so. `documents` are ids, `sources` exact sources or sites
    (“voanews.com”); `since` and `until` are ISO dates, both included.
    A document without a date is outside every dated scope. `collections` are ids: a document is in at least one of them.
    """

    documents: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    def to_json(self) -> dict[str, Any]:
        """What is set; empty where it is everything."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class Chunk(Span):
    """What is embedded and retrieved: whole sentences of one document, in order.

    The id names one version of the document's content, so an old version's vectors can't pass for a new one's.
    """

    id: str
    document_id: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class ScoredChunk:
    """A chunk that retrieval ranked; rank 0 is the best.

    `dense` is a cosine, `nearest` that of its best sentence, `lexical` is BM25 over the query's best.
    """

    chunk: Chunk
    score: float
    rank: int
    dense: float
    nearest: float
    lexical: float


@dataclass(frozen=True, slots=True)
class Statement(Span):
    """Who said what. The span is the words said: a direct quotation with its quote marks, one span a paragraph.

    `speaker` is the fullest name the article gives, without title, or None when unsure. `context` is the stretch of whole
    sentences that holds the statement and its speech tag ("…, she told VOA this week.").
    """

    document_id: str
    kind: StatementKind
    speaker: str | None
    role: str | None
    addressee: str | None
    when: str | None
    context: Span


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
class Answer:
    """What `Pipeline.ask` returns. An abstention has no citations; `closest` holds the nearest passages instead.

    `unsure` marks an answer that quotes what comes closest.
    `notice` is one sentence on how the answer came about that its reader should know: a language model that failed.
    `scope` is what the question was asked of.
    `cut` says that its list goes on: it is but one page of it, or the lines that suit best.
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
    scope: Scope = Scope()
    unsure: bool = False
    cut: bool = False

    @property
    def confidence(self) -> Confidence:
        """How far the answer is to be relied on."""
        if self.status == "abstained":
            return "no"
        return "perhaps" if self.unsure else "sure"

    def turn(self) -> "Turn":
        """The answer as a turn that further questions follow on."""
        return Turn("assistant", self.text, tuple(dict.fromkeys(each.document_id for each in self.citations)))

    def to_json(self) -> dict[str, Any]:
        """The object `qa ask --json` prints; its shape is a public contract. `scope` is there where it isn't everything, `cut`
        where it is true."""
        scope = self.scope.to_json()
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
            **({"scope": scope} if scope else {}),
            **({"cut": True} if self.cut else {}),
        }


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier turn of a conversation. `documents` are the ids of those that an answer quotes, where they are known."""

    role: Literal["user", "assistant"]
    text: str
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What `Pipeline` takes: the question as asked, the earlier turns (oldest first) and the documents it is about.

    `literal` asks it as it stands, whatever the earlier turns were about. Without `language_model` none writes, even where one
    could. `whole` wants all of a list, where there is a page of it otherwise: for a file.
    """

    text: str
    history: tuple[Turn, ...] = ()
    scope: Scope = Scope()
    literal: bool = False
    language_model: bool = True
    whole: bool = False


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
