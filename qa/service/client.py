"""A client of the HTTP API: `Client("http://127.0.0.1:7860", token="qa_…").ask("What did Porter say?")`."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Literal, Self, TypedDict, Unpack
from urllib.parse import quote

import httpx

from qa.service.client_connection import LONGEST_WAIT, Connection, ServiceError, events, value
from qa.types import Answer, Answered, Citation, Document, DocumentSummary, Event, Piece, Rewritten, Working
from qa.types.client_values import Conversation, Exchange, PersonQuoted, Quoted
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
        self._service = Connection(url, token, timeout=timeout, retries=retries, page=page)

    def close(self) -> None:
        self._service.close()

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
        return answer_from_json(self._service.json("POST", "/ask", json=_asking(question, history, literal, within)))

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
        with closing(self._service.send("POST", "/ask", stream=True, json=body)) as response:
            try:
                for name, value in events(response.iter_lines()):
                    yield _event(name, value)
            except httpx.HTTPError as exc:
                raise self._service.unreachable(exc) from exc

    def table(self, question: str, *, format: Literal["csv", "markdown"] = "csv", **within: Unpack[Within]) -> str:
        """An answer that is a table or a list, as CSV or Markdown, with all its pages; any other has a row a quotation."""
        body = {**_asking(question, (), False, within), "format": format}
        return self._service.send("POST", "/ask", json=body).text

    def search(self, query: str, limit: int = 8, **within: Unpack[Within]) -> tuple[Citation, ...]:
        """The passages nearest to a query, best first, whether or not they answer anything."""
        body = {"query": query, "limit": limit, **within}
        return value(tuple[Citation, ...], self._service.json("POST", "/search", json=body)["passages"])

    def documents(self, containing: str = "") -> Iterator[DocumentSummary]:
        """The documents, by title."""
        yield from self._service.pages(DocumentSummary, "documents", {"containing": containing})

    def collections(self) -> tuple[DocumentCollection, ...]:
        """The collections, by name."""
        return value(tuple[DocumentCollection, ...], self._service.json("GET", "/collections")["collections"])

    def rights(self, collection: str) -> Rights:
        """Who may read and change the collection with this id or name, beside administrators; told to its editors."""
        return value(Rights, self._service.json("GET", _rights_of(collection)))

    def limit(self, collection: str, readers: Sequence[str] = (), editors: Sequence[str] = ()) -> Rights:
        """Limit it to these users, in the place of those of before; `role:reader` means everybody, `role:editor` all editors.

        What is open only an administrator may limit.
        """
        return value(
            Rights, self._service.json("PUT", _rights_of(collection), json={"readers": list(readers), "editors": list(editors)})
        )

    def open(self, collection: str) -> Rights:
        """Let everybody read it, and every editor change it; administrators alone may."""
        return value(Rights, self._service.json("DELETE", _rights_of(collection)))

    def document(self, document_id: str) -> Document:
        """The document with its whole text."""
        return value(Document, self._service.json("GET", f"/documents/{_id(document_id)}"))

    def remove(self, document_id: str) -> DocumentSummary:
        """Remove the document: it is never cited again."""
        return value(DocumentSummary, self._service.json("DELETE", f"/documents/{_id(document_id)}"))

    def add(self, *files: Path | str, collections: Sequence[str] = (), key: str | None = None) -> Job:
        """Begin to add files; `wait` for the job to see what became of them. The same `key` never begins a second job.

        They go into the `collections`, which are ids or names.
        """
        parts = [("files", (Path(file).name, _content(Path(file)))) for file in files]
        into = {"collections": list(collections)}
        return value(Job, self._service.json("POST", "/documents/files", files=parts, data=into, headers=_idempotent(key)))

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
        return value(Job, self._service.json("POST", "/documents/text", json=body, headers=_idempotent(key)))

    def add_urls(self, *urls: str, collections: Sequence[str] = (), key: str | None = None) -> Job:
        """Begin to fetch pages and add them; of a feed, its articles."""
        body = {"urls": list(urls), "collections": list(collections)}
        return value(Job, self._service.json("POST", "/documents/urls", json=body, headers=_idempotent(key)))

    def wait(self, job: Job | str) -> Job:
        """The job, or the one with this id, when it is done."""
        while isinstance(job, str) or job.state != "done":
            job = value(Job, self._service.json("GET", f"/jobs/{_id(job)}", params={"wait": LONGEST_WAIT}))
        return job

    def statements(self, speaker: str | None = None, about: str | None = None, document: str | None = None) -> Iterator[Quoted]:
        """Who said what, by document and in article order."""
        filters = {"speaker": speaker, "about": about, "document": document}
        yield from self._service.pages(
            Quoted, "statements", {name: value for name, value in filters.items() if value is not None}
        )

    def people(self) -> Iterator[PersonQuoted]:
        """Who is quoted in quotation marks, those in most documents first."""
        yield from self._service.pages(PersonQuoted, "people", {})

    def person(self, name: str, *, format: Literal["csv", "markdown"] = "markdown") -> str:
        """All that the documents have of somebody: how they are introduced, what they said, what is said of them."""
        return self._service.send("GET", f"/people/{quote(name, safe='')}", params={"format": format}).text

    def conversations(self, containing: str = "") -> tuple[Conversation, ...]:
        """Your conversations, last used first."""
        return value(
            tuple[Conversation, ...],
            self._service.json("GET", "/conversations", params={"containing": containing})["conversations"],
        )

    def start(self, title: str = "") -> Conversation:
        """A new conversation; `ask_within` it."""
        return value(Conversation, self._service.json("POST", "/conversations", json={"title": title}))

    def ask_within(self, conversation: Conversation | str, question: str, *, literal: bool = False) -> Exchange:
        """A further question of a conversation, or of the one with this id; both are kept."""
        body = {"question": question, "literal": literal}
        return _exchange(self._service.json("POST", f"/conversations/{_id(conversation)}/ask", json=body))

    def exchanges(self, conversation: Conversation | str) -> tuple[Exchange, ...]:
        """All questions and answers, in order."""
        whole = self._service.json("GET", f"/conversations/{_id(conversation)}")
        return tuple(_exchange(raw) for raw in whole["exchanges"])

    def rename(self, conversation: Conversation | str, title: str) -> Conversation:
        return value(Conversation, self._service.json("PATCH", f"/conversations/{_id(conversation)}", json={"title": title}))

    def delete(self, conversation: Conversation | str) -> None:
        self._service.send("DELETE", f"/conversations/{_id(conversation)}")

    def feedback(self, answer: Answer, verdict: Literal["up", "down"], note: str = "") -> None:
        """Say what you think of an answer; a second verdict on it replaces the first."""
        self._service.send("POST", "/feedback", json={"answer": answer.to_json(), "verdict": verdict, "note": note})


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
