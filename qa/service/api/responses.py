"""What responses look like in the API's description; and those that a browser saves as a file."""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from qa.service.lists import ENDINGS, MEDIA_TYPES, ListFormat
from qa.store.sql import DocumentCollection
from qa.store.sql.conversations import Conversation, Exchange
from qa.types import Answer, Citation, Claim, DocumentSummary, Item, Scope
from qa.types.service_values import PersonQuoted, Quoted, Watched

# By status, as FastAPI takes them: what the description says of responses beside those that a route returns.
Described = dict[int | str, dict[str, Any]]


class CollectionList(BaseModel):
    collections: list[DocumentCollection]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedScope(Scope):
    """Documents and collections by id, also those that are gone since."""

    id: str
    name: str


class ScopeList(BaseModel):
    """`last` is what you chose last."""

    last: Scope
    scopes: list[NamedScope]


class WatchedList(BaseModel):
    watched: list[Watched]


class SomeDocuments(BaseModel):
    documents: list[DocumentSummary]


class PassageList(BaseModel):
    """The nearest first; `score` compares those of one query."""

    passages: list[Citation]


class DocumentPage(BaseModel):
    """`total` is how many there are in all."""

    total: int
    documents: list[DocumentSummary]


_QUOTE = "“We have listened carefully,” Porter told VOA."
_PORTER = ("Jalina Porter", "State Department deputy spokesperson")
_EXAMPLE_STATEMENT = Quoted("6a3f0b1c2d4e5f60", "/articles/summit.txt", 3535, 3581, _QUOTE, *_PORTER, "direct")


class StatementPage(BaseModel, json_schema_extra={"examples": [{"total": 1, "statements": [asdict(_EXAMPLE_STATEMENT)]}]}):
    total: int
    statements: list[Quoted]


class PeoplePage(BaseModel):
    total: int
    people: list[PersonQuoted]


class IntroductionOut(BaseModel):
    """What somebody is, in the words of so many documents; the citation is of the newest of them."""

    role: str
    documents: int
    citation: dict[str, Any]


class PersonOut(BaseModel):
    """`documents` name the person, `quoted` of them have words of theirs; `namesakes` are others whom the name may mean.
    `sources` and `topics` tell how many of the statements each has, `mentioned_with` how many of the documents quote others.
    `totals` says how long each list is; what isn't here comes by `offset`.

    Each citation is one of an answer, whose marker means nothing here.
    """

    name: str
    namesakes: list[str]
    documents: int
    quoted: int
    first: str | None
    last: str | None
    sources: list[dict[str, str | int]]
    topics: list[dict[str, str | int]]
    mentioned_with: list[dict[str, str | int]]
    totals: dict[str, int]
    introductions: list[IntroductionOut]
    said: list[dict[str, Any]]
    of_them: list[dict[str, Any]]


class ConversationList(BaseModel):
    total: int
    conversations: list[Conversation]


@dataclass(frozen=True)
class KeptExchange(Exchange):
    """An exchange; `gone` are the markers of quotes that no document has at their places any more."""

    gone: list[int]


class WholeConversation(BaseModel):
    conversation: Conversation
    exchanges: list[KeptExchange]


class Asked(BaseModel):
    """A kept exchange: its number, and the answer."""

    number: int
    answer: Answer


class Problem(BaseModel):
    code: str
    message: str


_NOT_FOUND = {"code": "not_found", "message": "no document '6a3f' in the library; …"}


class ErrorOut(BaseModel, json_schema_extra={"examples": [{"error": _NOT_FOUND}]}):
    """One sentence, with what to do about it."""

    error: Problem


_ASKED = "How many warheads does North Korea have?"
_FOUND = "North Korea is believed to have between 15-60 nuclear warheads."
_PLACE = ("6a3f0b1c2d4e5f60", "A summit", "/articles/summit.txt", "2021-03-17", 2994, 2994 + len(_FOUND))
EXAMPLE_ANSWER = Answer(
    _ASKED,
    _ASKED,
    "answered",
    "extractive",
    f"{_FOUND} [1]",
    (Citation(1, *_PLACE, _FOUND, None, 0.71, "verbatim"),),
    timings_ms={"embed": 4.1, "retrieve": 6.0, "read": 20.3, "total": 31.0},
    claims=(Claim(0, len(_FOUND), "verbatim", (1,)),),
    items=(Item(0, len(_FOUND) + len(" [1]"), markers=(1,)),),
).to_json()

# What the description says of a list that a browser may save.
FILES: Described = {200: {"content": {name: {"schema": {"type": "string"}} for name in MEDIA_TYPES.values()}}}
# It tells a spreadsheet that the text is UTF-8.
_BOM = "\ufeff"


def file_name(words: str, otherwise: str = "list") -> str:
    """These words as a file's name that every system can write; `otherwise` where nothing of them is left."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:60].strip("-") or otherwise


def as_file(name: str, format_: str, written: Callable[[ListFormat], str]) -> Response:
    """A response to be saved under this name, which is plain ASCII."""
    form = ListFormat(format_)
    headers = {"content-disposition": f'attachment; filename="{name}.{ENDINGS[form]}"'}
    text = (_BOM if form is ListFormat.csv else "") + written(form)
    return Response(text, media_type=f"{MEDIA_TYPES[form]}; charset=utf-8", headers=headers)
