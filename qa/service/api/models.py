"""What requests may hold, with bounds."""

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, model_validator

from qa.documents.fetching import MAX_URL
from qa.pipeline import MAX_QUESTION_CHARACTERS
from qa.service.api.errors import unknown
from qa.store.sql.collections import MAX_NAME_CHARACTERS
from qa.store.sql.conversations import MAX_TITLE_CHARACTERS
from qa.store.sql.feedback import MAX_NOTE_CHARACTERS
from qa.types import Turn
from qa.types.text import unwritable

MAX_TURNS = 100
MAX_TURN_CHARACTERS = 20_000
MAX_TEXT_CHARACTERS = 1_000_000
MAX_PAGE = 500
# Documents that one call changes: as many as a library has that is chosen as a whole.
MAX_IDS = 10_000
# Documents that are removed or restored in one call: what takes some seconds at most.
MAX_BULK = 200


def _writable(text: str) -> str:
    if wrong := unwritable(text):
        raise ValueError(f"holds {wrong}")
    return text


_NUMBER = re.compile(r"\s*[+-]?[\d.]+\s*")

Text = Annotated[str, AfterValidator(_writable)]


def _day(value: object) -> object:
    """A number would be taken for seconds since 1970."""
    if isinstance(value, int | float) or (isinstance(value, str) and _NUMBER.fullmatch(value)):
        raise ValueError("give a day as YYYY-MM-DD")
    return value


Day = Annotated[date, Field(strict=False), BeforeValidator(_day)]
Since = Annotated[Day | None, Field(description="Only documents published on or after this date.")]
Until = Annotated[Day | None, Field(description="Only documents published on or before this date.")]
QuestionText = Annotated[Text, Field(min_length=1, max_length=MAX_QUESTION_CHARACTERS, examples=["What did Porter say?"])]
Name = Annotated[Text, Field(min_length=1, max_length=2000)]


Into = Annotated[list[Name], Field(max_length=100, description="Collections to put it into, by id or name.")]


class Body(BaseModel, extra="forbid", strict=True):
    """Unknown keys are refused: a misspelt one would be a setting that silently does nothing."""

    @model_validator(mode="before")
    @classmethod
    def _known(cls, given: Any) -> Any:
        if isinstance(given, dict) and (strange := next((name for name in given if name not in cls.model_fields), None)):
            raise ValueError(unknown(strange, cls.model_fields))
        return given


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


class AskedWithin(Within):
    """The same of a question: one in which nothing is asked is refused, as a program whose filter found nothing sends it."""

    @model_validator(mode="after")
    def _of_something(self) -> Self:
        for name in ("documents", "collections", "sources"):
            if name in self.model_fields_set and not getattr(self, name):
                raise ValueError(f"{name!r} is an empty list, so nothing would be asked; leave it out to ask everything")
        return self


class AskWithin(AskedWithin):
    """A question within a conversation that the server keeps."""

    question: QuestionText
    literal: Annotated[bool, Field(description="Ask it as it stands, whatever was asked before.")] = False
    language_model: Annotated[
        bool, Field(description="False: in the documents' words, even where a language model could write.")
    ] = True
    stream: Annotated[bool, Field(description="Answer as server-sent events, as it is being written.")] = False


_ASKED = [
    {"question": "What did Porter say?"},
    {"question": "How many documents mention China by month?", "format": "csv"},
    {
        "question": "And about China?",
        "history": [{"role": "user", "text": "What did Porter say?"}, {"role": "assistant", "text": "…"}],
    },
]


class Ask(AskWithin, json_schema_extra={"examples": _ASKED}):
    format: Annotated[
        Literal["json", "markdown", "csv"],
        Field(description="CSV: a row for each line of a list, all its pages, and each quotation."),
    ] = "json"
    history: Annotated[list[TurnBody], Field(max_length=MAX_TURNS, description="Earlier turns, oldest first.")] = []


class Search(AskedWithin):
    query: QuestionText
    limit: Annotated[int, Field(ge=1, le=50)] = 8


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
    """Of one collection. Nothing is put where one to put isn't there; one to take that isn't there is passed over."""

    put: Annotated[list[Name], Field(max_length=MAX_IDS, description="Ids of documents to put into it.")] = []
    take: Annotated[list[Name], Field(max_length=MAX_IDS, description="Ids of documents to take out of it.")] = []


_TEXT = {"title": "Harbour closed", "text": "The harbour was closed on Monday.", "published": "2021-03-17"}


class NewText(Body, json_schema_extra={"examples": [_TEXT]}):
    text: Annotated[Text, Field(min_length=1, max_length=MAX_TEXT_CHARACTERS, description="Stored exactly as given.")]
    title: Annotated[Text, Field(max_length=500)] = ""
    source: Annotated[Name | None, Field(description="Where it is from. Adding to the same source again updates it.")] = None
    published: Annotated[Day | None, Field(description="Where it is left out, the day that the first lines tell.")] = None
    collections: Into = []


class NewUrls(Body):
    urls: Annotated[
        list[Annotated[Text, Field(pattern=r"^https?://\S+$", max_length=MAX_URL)]],
        Field(min_length=1, max_length=100, examples=[["https://news.example/harbour-closed"]]),
    ]
    collections: Into = []


class NewConversation(Body):
    title: Annotated[Text, Field(max_length=MAX_TITLE_CHARACTERS)] = ""


_JUDGED = {"verdict": "down", "note": "answer: 15-60", "conversation": "kX3…", "number": 1}


class NewFeedback(Body, json_schema_extra={"examples": [_JUDGED]}):
    """Of an answer, or of a numbered exchange of one of your conversations."""

    verdict: Literal["up", "down"]
    note: Annotated[Text, Field(max_length=MAX_NOTE_CHARACTERS)] = ""
    answer: Annotated[dict[str, Any] | None, Field(description="The whole answer, as it was given.")] = None
    conversation: Name | None = None
    number: Annotated[int | None, Field(ge=1, le=1_000_000)] = None
