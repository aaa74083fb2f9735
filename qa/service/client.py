"""A client of the HTTP API: `Client("http://127.0.0.1:7860", token="qa_…").ask("What did Porter say?")`."""

import json
import time
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self, TypedDict, TypeVar, Unpack, cast
from urllib.parse import quote

import httpx
from pydantic import TypeAdapter, ValidationError

from qa.types import Answer, Answered, Citation, Document, DocumentSummary, Event, Piece, Rewritten, StatementKind, Working
from qa.types.errors import QAError
from qa.types.jobs import Failure, Item, Job
from qa.types.questions import Said, turn
from qa.types.saved import answer_from_json
from qa.types.sharing import DocumentCollection, Rights

__all__ = [
    "Client",
    "Conversation",
    "DocumentCollection",
    "Exchange",
    "Failure",
    "Item",
    "Job",
    "PersonQuoted",
    "Quoted",
    "Rights",
    "ServiceError",
]

T = TypeVar("T")
_LONGEST_WAIT = 30


class ServiceError(QAError):
    """The service refused or failed, or couldn't be asked (then `status` is 0). `code` is for programs."""

    def __init__(self, message: str, status: int = 0, code: str = "unreachable") -> None:
        super().__init__(message)
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class Quoted:
    """Who said what: `start` and `end` are offsets into the document's text."""

    document_id: str
    source: str
    start: int
    end: int
    quote: str
    speaker: str | None
    role: str | None
    kind: StatementKind


@dataclass(frozen=True, slots=True)
class PersonQuoted:
    """Somebody whose own words stand in so many documents, so many times."""

    name: str
    documents: int
    quotations: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """`exchanges` is how many there are; times are ISO timestamps in UTC."""

    id: str
    title: str
    created: str
    updated: str
    exchanges: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """A kept question with its answer, numbered from 1."""

    number: int
    answer: Answer


class Within(TypedDict, total=False):
    """What is asked about; without any, everything. `documents` are ids or sources, `collections` ids or names, dates ISO."""

    documents: Sequence[str]
    collections: Sequence[str]
    since: str | None
    until: str | None


class Client:
    """Use it in a `with` block, or close it. Safe to share between threads. Every method raises ServiceError.

    What is told to come again later (429, 503) is sent again up to `retries` times, after the time the service names. Lists
    are asked for `page` entries at a time.
    """

    def __init__(
        self,
        url: str = "http://127.0.0.1:7860",
        token: str | None = None,
        *,
        timeout: float = 120,
        retries: int = 3,
        page: int = 500,
    ) -> None:
        if not url.startswith(("http://", "https://")):
            raise ServiceError(f"{url!r} is no address of a service; begin it with http:// or https://")
        headers = {} if token is None else {"authorization": f"Bearer {token}"}
        try:
            self._http = httpx.Client(base_url=f"{url.rstrip('/')}/api/v1", headers=headers, timeout=timeout)
        except httpx.InvalidURL as exc:
            raise ServiceError(f"{url!r} is no address of a service: {exc}") from exc
        self._retries = retries
        self._page = page

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def ask(
        self,
        question: str,
        history: Sequence[Said] = (),
        *,
        literal: bool = False,
        **within: Unpack[Within],
    ) -> Answer:
        """Answer, or abstain. `history` is what was said before, the oldest first."""
        return answer_from_json(self._json("POST", "/ask", json=_asking(question, history, literal, within)))

    def stream(
        self,
        question: str,
        history: Sequence[Said] = (),
        *,
        literal: bool = False,
        **within: Unpack[Within],
    ) -> Iterator[Event]:
        """What `ask` does, as it happens; `Answered` comes last. Closing the iterator stops the work."""
        body = {**_asking(question, history, literal, within), "stream": True}
        with closing(self._send("POST", "/ask", stream=True, json=body)) as response:
            try:
                for name, value in _events(response.iter_lines()):
                    yield _event(name, value)
            except httpx.HTTPError as exc:
                raise self._unreachable(exc) from exc

    def table(self, question: str, *, format: Literal["csv", "markdown"] = "csv", **within: Unpack[Within]) -> str:
        """An answer that is a table or a list, as CSV or Markdown, with all its pages; any other has a row a quotation."""
        body = {**_asking(question, (), False, within), "format": format}
        return self._send("POST", "/ask", json=body).text

    def search(self, query: str, limit: int = 8, **within: Unpack[Within]) -> tuple[Citation, ...]:
        """The passages nearest to a query, best first, whether or not they answer anything."""
        body = {"query": query, "limit": limit, **within}
        return _value(tuple[Citation, ...], self._json("POST", "/search", json=body)["passages"])

    def documents(self, containing: str = "") -> Iterator[DocumentSummary]:
        """The documents, by title."""
        yield from self._pages(DocumentSummary, "documents", {"containing": containing})

    def collections(self) -> tuple[DocumentCollection, ...]:
        """The collections, by name."""
        return _value(tuple[DocumentCollection, ...], self._json("GET", "/collections")["collections"])

    def rights(self, collection: str) -> Rights:
        """Who may read and change the collection with this id or name, beside administrators; told to its editors."""
        return _value(Rights, self._json("GET", _rights_of(collection)))

    def limit(self, collection: str, readers: Sequence[str] = (), editors: Sequence[str] = ()) -> Rights:
        """Limit it to these users, in the place of those of before; `role:reader` means everybody, `role:editor` all editors.

        What is open only an administrator may limit.
        """
        return _value(
            Rights, self._json("PUT", _rights_of(collection), json={"readers": list(readers), "editors": list(editors)})
        )

    def open(self, collection: str) -> Rights:
        """Let everybody read it, and every editor change it; administrators alone may."""
        return _value(Rights, self._json("DELETE", _rights_of(collection)))

    def document(self, document_id: str) -> Document:
        """The document with its whole text."""
        return _value(Document, self._json("GET", f"/documents/{_id(document_id)}"))

    def remove(self, document_id: str) -> DocumentSummary:
        """Remove the document: it is never cited again."""
        return _value(DocumentSummary, self._json("DELETE", f"/documents/{_id(document_id)}"))

    def add(self, *files: Path | str, collections: Sequence[str] = (), key: str | None = None) -> Job:
        """Begin to add files; `wait` for the job to see what became of them. The same `key` never begins a second job.

        They go into the `collections`, which are ids or names.
        """
        parts = [("files", (Path(file).name, _content(Path(file)))) for file in files]
        into = {"collections": list(collections)}
        return _value(Job, self._json("POST", "/documents/files", files=parts, data=into, headers=_idempotent(key)))

    def add_text(
        self,
        text: str,
        *,
        title: str = "",
        source: str | None = None,
        published: str | None = None,
        collections: Sequence[str] = (),
        key: str | None = None,
    ) -> Job:
        """Begin to add a text, stored exactly as given; adding to the same source again updates it."""
        body = {"text": text, "title": title, "source": source, "published": published, "collections": list(collections)}
        return _value(Job, self._json("POST", "/documents/text", json=body, headers=_idempotent(key)))

    def add_urls(self, *urls: str, collections: Sequence[str] = (), key: str | None = None) -> Job:
        """Begin to fetch pages and add them; of a feed, its articles."""
        body = {"urls": list(urls), "collections": list(collections)}
        return _value(Job, self._json("POST", "/documents/urls", json=body, headers=_idempotent(key)))

    def wait(self, job: Job | str) -> Job:
        """The job, or the one with this id, when it is done."""
        while isinstance(job, str) or job.state != "done":
            job = _value(Job, self._json("GET", f"/jobs/{_id(job)}", params={"wait": _LONGEST_WAIT}))
        return job

    def statements(self, speaker: str | None = None, about: str | None = None, document: str | None = None) -> Iterator[Quoted]:
        """Who said what, by document and in article order."""
        filters = {"speaker": speaker, "about": about, "document": document}
        yield from self._pages(Quoted, "statements", {name: value for name, value in filters.items() if value is not None})

    def people(self) -> Iterator[PersonQuoted]:
        """Who is quoted in quotation marks, those in most documents first."""
        yield from self._pages(PersonQuoted, "people", {})

    def person(self, name: str, *, format: Literal["csv", "markdown"] = "markdown") -> str:
        """All that the documents have of somebody: how they are introduced, what they said, what is said of them."""
        return self._send("GET", f"/people/{quote(name, safe='')}", params={"format": format}).text

    def conversations(self, containing: str = "") -> tuple[Conversation, ...]:
        """Your conversations, last used first."""
        return _value(
            tuple[Conversation, ...], self._json("GET", "/conversations", params={"containing": containing})["conversations"]
        )

    def start(self, title: str = "") -> Conversation:
        """A new conversation; `ask_within` it."""
        return _value(Conversation, self._json("POST", "/conversations", json={"title": title}))

    def ask_within(self, conversation: Conversation | str, question: str, *, literal: bool = False) -> Exchange:
        """A further question of a conversation, or of the one with this id; both are kept."""
        body = {"question": question, "literal": literal}
        return _exchange(self._json("POST", f"/conversations/{_id(conversation)}/ask", json=body))

    def exchanges(self, conversation: Conversation | str) -> tuple[Exchange, ...]:
        """All questions and answers, in order."""
        whole = self._json("GET", f"/conversations/{_id(conversation)}")
        return tuple(_exchange(raw) for raw in whole["exchanges"])

    def rename(self, conversation: Conversation | str, title: str) -> Conversation:
        return _value(Conversation, self._json("PATCH", f"/conversations/{_id(conversation)}", json={"title": title}))

    def delete(self, conversation: Conversation | str) -> None:
        self._send("DELETE", f"/conversations/{_id(conversation)}")

    def feedback(self, answer: Answer, verdict: Literal["up", "down"], note: str = "") -> None:
        """Say what you think of an answer; a second verdict on it replaces the first."""
        self._send("POST", "/feedback", json={"answer": answer.to_json(), "verdict": verdict, "note": note})

    def _pages(self, kind: type[T], name: str, parameters: Mapping[str, str]) -> Iterator[T]:
        offset, total = 0, 1
        while offset < total:
            page = self._json("GET", f"/{name}", params={**parameters, "offset": offset, "limit": self._page})
            total = page["total"]
            offset += self._page
            for raw in page[name]:
                yield _value(kind, raw)

    def _json(self, method: str, path: str, **request: Any) -> Any:
        return self._send(method, path, **request).json()

    def _send(self, method: str, path: str, *, stream: bool = False, **request: Any) -> httpx.Response:
        """A response that is a success; with `stream` it has yet to be read and closed."""
        if self._http.is_closed:
            raise ServiceError("this client is closed; make another to go on")
        for left in range(self._retries, -1, -1):
            try:
                response = self._http.send(self._http.build_request(method, path, **request), stream=stream)
                if response.is_success:
                    return response
                response.read()
                response.close()
            except httpx.HTTPError as exc:
                raise self._unreachable(exc) from exc
            if left and response.status_code in (429, 503):
                time.sleep(min(_LONGEST_WAIT, float(response.headers.get("retry-after", 1))))
            else:
                break
        raise _problem(response)

    def _unreachable(self, exc: httpx.HTTPError) -> ServiceError:
        return ServiceError(f"{self._http.base_url} can't be reached: {exc}; is `qa serve` running there?")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as exc:
        raise ServiceError(f"{file} can't be read: {exc.strerror}; nothing was sent", 0, "unreadable") from exc


def _rights_of(collection: str) -> str:
    return f"/collections/{_id(collection)}/rights"


def _id(named: Job | Conversation | str) -> str:
    """The id as a part of an address."""
    return quote(named if isinstance(named, str) else named.id, safe="")


def _asking(question: str, history: Sequence[Said], literal: bool, within: Within) -> dict[str, Any]:
    said = [{"role": each.role, "text": each.text} for each in map(turn, history)]
    return {"question": question, "history": said, "literal": literal, **within}


def _events(lines: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Name and data of each server-sent event; ours have their data on one line."""
    name = ""
    for line in lines:
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field == "data":
            yield name, json.loads(value)


def _event(name: str, value: Any) -> Event:
    match name:
        case "working":
            return Working(value["stage"])
        case "rewritten":
            return Rewritten(value["standalone_question"])
        case "piece":
            return Piece(value["text"])
        case "answer":
            return Answered(answer_from_json(value))
        case _:
            raise ServiceError(value["error"]["message"], 200, value["error"]["code"])


def _exchange(raw: Any) -> Exchange:
    return Exchange(raw["number"], answer_from_json(raw["answer"]))


def _idempotent(key: str | None) -> dict[str, str]:
    return {} if key is None else {"idempotency-key": key}


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(Any, kind))


def _value(kind: type[T], raw: Any) -> T:
    """Keys that a newer service added are ignored."""
    try:
        made: T = _adapter(cast(Hashable, kind)).validate_python(raw)
    except ValidationError as exc:
        raise ServiceError(f"the service answered with no {kind}; is it a CitedQA of this version?", 200, "unknown") from exc
    return made


def _problem(response: httpx.Response) -> ServiceError:
    try:
        error = response.json()["error"]
        return ServiceError(str(error["message"]), response.status_code, str(error["code"]))
    except (ValueError, KeyError, TypeError):
        return ServiceError(
            f"{response.url} answered {response.status_code}; is it a CitedQA?", response.status_code, "unknown"
        )
