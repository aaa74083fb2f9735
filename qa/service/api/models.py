"""What requests may hold, with bounds, and what responses look like in the API's description."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from qa.documents.fetching import MAX_URL
from qa.pipeline import MAX_QUESTION_CHARACTERS
from qa.store.sql import DocumentCollection
from qa.store.sql.collections import MAX_NAME_CHARACTERS
from qa.store.sql.conversations import MAX_TITLE_CHARACTERS, Conversation, Exchange
from qa.store.sql.feedback import MAX_NOTE_CHARACTERS
from qa.types import Answer, DocumentSummary, Turn

MAX_TURNS = 100
MAX_TURN_CHARACTERS = 20_000
MAX_TEXT_CHARACTERS = 1_000_000
MAX_PAGE = 500
# Documents that one call changes: as many as a library has that is chosen as a whole.
MAX_IDS = 10_000
# Documents that are removed or restored in one call: what takes some seconds at most.
MAX_BULK = 200


def _writable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as exc:
        raise ValueError(f"holds a lone surrogate at {exc.start}, which is no character; remove it") from exc
    if "\0" in text:
        raise ValueError(f"holds a NUL character at {text.index(chr(0))}; remove it")
    return text


Text = Annotated[str, AfterValidator(_writable)]
Day = Annotated[date, Field(strict=False)]
Since = Annotated[Day | None, Field(description="Only documents published on or after this date.")]
Until = Annotated[Day | None, Field(description="Only documents published on or before this date.")]
QuestionText = Annotated[Text, Field(min_length=1, max_length=MAX_QUESTION_CHARACTERS, examples=["What did Porter say?"])]
Name = Annotated[Text, Field(min_length=1, max_length=2000)]


Into = Annotated[list[Name], Field(max_length=100, description="Collections to put it into, by id or name.")]


class Body(BaseModel):
    """Unknown keys are refused: a misspelt one would be a setting that silently does nothing."""

    model_config = ConfigDict(extra="forbid", strict=True)


class TurnBody(Body):
    role: Literal["user", "assistant"]
    text: Annotated[Text, Field(max_length=MAX_TURN_CHARACTERS)]

    def turn(self) -> Turn:
        return Turn(self.role, self.text)


class Within(Body):
    """What is asked about; everything where nothing is given. What is given must all be so."""

    documents: Annotated[list[Name], Field(max_length=100, description="Only these documents, by id or source.")] = []
    collections: Annotated[
        list[Name], Field(max_length=100, description="Only documents in at least one of these, by id or name.")
    ] = []
    sources: Annotated[
        list[Name], Field(max_length=100, description="Only documents of these sources or sites, such as voanews.com.")
    ] = []
    since: Since = None
    until: Until = None


class AskWithin(Within):
    """A question within a conversation that the server keeps."""

    question: QuestionText
    literal: Annotated[bool, Field(description="Ask it as it stands, whatever was asked before.")] = False
    language_model: Annotated[
        bool, Field(description="False: in the documents' words, even where a language model could write.")
    ] = True
    stream: Annotated[bool, Field(description="Answer as server-sent events, as it is being written.")] = False


class Ask(AskWithin):
    format: Annotated[
        Literal["json", "markdown", "csv"],
        Field(description="CSV: a row for each line of a list, all its pages, and each quotation."),
    ] = "json"
    history: Annotated[list[TurnBody], Field(max_length=MAX_TURNS, description="Earlier turns, oldest first.")] = []

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"question": "What did Porter say?"},
                {"question": "How many documents mention China by month?", "format": "csv"},
                {
                    "question": "And about China?",
                    "history": [{"role": "user", "text": "What did Porter say?"}, {"role": "assistant", "text": "…"}],
                },
            ]
        }
    )


class CollectionName(Body):
    name: Annotated[Text, Field(min_length=1, max_length=MAX_NAME_CHARACTERS, examples=["Climate"])]


class BranchAt(Body):
    number: Annotated[int, Field(ge=1, le=1_000_000, description="The last exchange that the new conversation has.")]


class NewScope(Within):
    """What is kept under a name, in the place of what you have kept under it before."""

    name: Annotated[Text, Field(min_length=1, max_length=MAX_NAME_CHARACTERS, examples=["News of this year"])]


class DocumentIds(Body):
    documents: Annotated[list[Name], Field(min_length=1, max_length=MAX_BULK, description="By id or source.")]


class Documents(Body):
    """Of one collection; ids that the library doesn't know change nothing."""

    put: Annotated[list[Name], Field(max_length=MAX_IDS, description="Ids of documents to put into it.")] = []
    take: Annotated[list[Name], Field(max_length=MAX_IDS, description="Ids of documents to take out of it.")] = []


class NewText(Body):
    text: Annotated[Text, Field(min_length=1, max_length=MAX_TEXT_CHARACTERS, description="Stored exactly as given.")]
    title: Annotated[Text, Field(max_length=500)] = ""
    source: Annotated[Name | None, Field(description="Where it is from. Adding to the same source again updates it.")] = None
    published: Day | None = None
    collections: Into = []

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"title": "Harbour closed", "text": "The harbour was closed on Monday.", "published": "2021-03-17"}]
        }
    )


class NewUrls(Body):
    urls: Annotated[
        list[Annotated[Text, Field(pattern=r"^https?://\S+$", max_length=MAX_URL)]],
        Field(min_length=1, max_length=100, examples=[["https://news.example/harbour-closed"]]),
    ]
    collections: Into = []


class NewConversation(Body):
    title: Annotated[Text, Field(max_length=MAX_TITLE_CHARACTERS)] = ""


class NewFeedback(Body):
    """Of an answer, or of a numbered exchange of one of your conversations."""

    verdict: Literal["up", "down"]
    note: Annotated[Text, Field(max_length=MAX_NOTE_CHARACTERS)] = ""
    answer: Annotated[dict[str, Any] | None, Field(description="The whole answer, as it was given.")] = None
    conversation: Name | None = None
    number: Annotated[int | None, Field(ge=1, le=1_000_000)] = None

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"verdict": "down", "note": "answer: 15-60", "conversation": "kX3…", "number": 1}]}
    )


class CollectionList(BaseModel):
    collections: list[DocumentCollection]


class ScopeOut(BaseModel):
    """Documents and collections by id, also those that are gone since."""

    documents: list[str] = []
    collections: list[str] = []
    sources: list[str] = []
    since: str | None = None
    until: str | None = None


class SavedScopeOut(ScopeOut):
    id: str
    name: str


class ScopeList(BaseModel):
    """`last` is what you chose last."""

    last: ScopeOut
    scopes: list[SavedScopeOut]


class SomeDocuments(BaseModel):
    documents: list[DocumentSummary]


class DocumentPage(BaseModel):
    """`total` is how many there are in all."""

    total: int
    documents: list[DocumentSummary]


_EXAMPLE_STATEMENT: dict[str, Any] = {
    "document_id": "6a3f0b1c2d4e5f60",
    "source": "/articles/summit.txt",
    "start": 3535,
    "end": 3581,
    "quote": "“We have listened carefully,” Porter told VOA.",
    "speaker": "Jalina Porter",
    "role": "State Department deputy spokesperson",
    "kind": "direct",
}


class StatementOut(BaseModel):
    """As `qa statements --json` prints it; the span and quote are of the stored text.

    What stands in quote marks in a `mixed` statement follows it, as `direct` ones.
    """

    document_id: str
    source: str
    start: int
    end: int
    quote: str
    speaker: str | None
    role: str | None
    kind: Literal["direct", "mixed", "indirect"]


class StatementPage(BaseModel):
    total: int
    statements: list[StatementOut]

    model_config = ConfigDict(json_schema_extra={"examples": [{"total": 1, "statements": [_EXAMPLE_STATEMENT]}]})


class QuotedPerson(BaseModel):
    name: str
    documents: int
    quotations: int


class PeoplePage(BaseModel):
    total: int
    people: list[QuotedPerson]


class IntroductionOut(BaseModel):
    """What somebody is, in the words of so many documents; the citation is of the newest of them."""

    role: str
    documents: int
    citation: dict[str, Any]


class PersonOut(BaseModel):
    """`documents` name the person, `quoted` of them have words of theirs; `namesakes` are others whom the name may mean.
    `totals` says how long each list is; what isn't here comes by `offset`.

    Each citation is one of an answer, whose marker means nothing here.
    """

    name: str
    namesakes: list[str]
    documents: int
    quoted: int
    first: str | None
    last: str | None
    totals: dict[str, int]
    introductions: list[IntroductionOut]
    said: list[dict[str, Any]]
    of_them: list[dict[str, Any]]


class ConversationList(BaseModel):
    conversations: list[Conversation]


class WholeConversation(BaseModel):
    conversation: Conversation
    exchanges: list[Exchange]


class Asked(BaseModel):
    """A kept exchange: its number, and the answer."""

    number: int
    answer: Answer


class Problem(BaseModel):
    code: str
    message: str


class ErrorOut(BaseModel):
    """One sentence, with what to do about it."""

    error: Problem

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"error": {"code": "not_found", "message": "no document '6a3f' in the library; …"}}]}
    )


EXAMPLE_ANSWER: dict[str, Any] = {
    "question": "How many warheads does North Korea have?",
    "standalone_question": "How many warheads does North Korea have?",
    "status": "answered",
    "reader": "extractive",
    "short_answer": None,
    "text": "North Korea is believed to have between 15-60 nuclear warheads. [1]",
    "citations": [
        {
            "marker": 1,
            "document_id": "6a3f0b1c2d4e5f60",
            "title": "A summit",
            "source": "/articles/summit.txt",
            "published": "2021-03-17",
            "start": 2994,
            "end": 3057,
            "quote": "North Korea is believed to have between 15-60 nuclear warheads.",
            "speaker": None,
            "score": 0.71,
            "verdict": "verbatim",
        }
    ],
    "closest": [],
    "claims": [{"start": 0, "end": 63, "verdict": "verbatim", "markers": [1]}],
    "notice": None,
    "timings_ms": {"embed": 4.1, "retrieve": 6.0, "read": 20.3, "total": 31.0},
}
