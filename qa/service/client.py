"""A client of the HTTP API: `Client("http://127.0.0.1:7860", token="qa_…").ask("What did Porter say?")`."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, TypedDict, Unpack
from urllib.parse import quote

from qa.service.client_connection import LONGEST_WAIT, Connection, ServiceError
from qa.types import Answer, Citation, Document, DocumentSummary, Event
from qa.types.questions import Said, turns
from qa.types.saved import answer_from_json
from qa.types.service_values import Conversation, DocumentCollection, Exchange, Failure, Item, Job, PersonQuoted, Quoted, Rights

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


class Client(Connection):
    """Everything that the API offers programs."""

    def ask(self, question: str, history: Sequence[Said] = (), *, literal: bool = False, **within: Unpack[Within]) -> Answer:
        """Answer, or abstain. `history` is what was said before, the oldest first."""
        body = _asking(question, history, literal, within)
        return answer_from_json(self._send("POST", "/ask", json=body).json())

    def stream(
        self, question: str, history: Sequence[Said] = (), *, literal: bool = False, **within: Unpack[Within]
    ) -> Iterator[Event]:
        """What `ask` does, as it happens; `Answered` comes last. Closing the iterator stops the work."""
        yield from self._events("/ask", {**_asking(question, history, literal, within), "stream": True})

    def table(self, question: str, *, format: Literal["csv", "markdown"] = "csv", **within: Unpack[Within]) -> str:
        """An answer that is a table or a list, as CSV or Markdown, with all its pages; any other has a row a quotation."""
        body = {**_asking(question, (), False, within), "format": format}
        return self._send("POST", "/ask", json=body).text

    def search(self, query: str, limit: int = 8, **within: Unpack[Within]) -> tuple[Citation, ...]:
        """The passages nearest to a query, best first, whether or not they answer anything."""
        body = {"query": query, "limit": limit, **within}
        return self._value(tuple[Citation, ...], "POST", "/search", "passages", json=body)

    def documents(self, containing: str = "") -> Iterator[DocumentSummary]:
        """The documents, by title."""
        return self._pages(DocumentSummary, "documents", containing=containing)

    def collections(self) -> tuple[DocumentCollection, ...]:
        """The collections, by name."""
        return self._value(tuple[DocumentCollection, ...], "GET", "/collections", "collections")

    def rights(self, collection: str) -> Rights:
        """Who may read and change the collection with this id or name, beside administrators; told to its editors."""
        return self._value(Rights, "GET", f"/collections/{_id(collection)}/rights")

    def limit(self, collection: str, readers: Sequence[str] = (), editors: Sequence[str] = ()) -> Rights:
        """Limit it to these users, in the place of those of before; `role:reader` means everybody, `role:editor` all editors.

        What is open only an administrator may limit.
        """
        body = {"readers": list(readers), "editors": list(editors)}
        return self._value(Rights, "PUT", f"/collections/{_id(collection)}/rights", json=body)

    def open(self, collection: str) -> Rights:
        """Let everybody read it, and every editor change it; administrators alone may."""
        return self._value(Rights, "DELETE", f"/collections/{_id(collection)}/rights")

    def document(self, document_id: str) -> Document:
        """The document with its whole text."""
        return self._value(Document, "GET", f"/documents/{_id(document_id)}")

    def remove(self, document_id: str) -> DocumentSummary:
        """Remove the document: it is never cited again."""
        return self._value(DocumentSummary, "DELETE", f"/documents/{_id(document_id)}")

    def add(self, *files: Path | str, collections: Sequence[str] = (), key: str | None = None) -> Job:
        """Begin to add files; `wait` for the job to see what became of them. The same `key` never begins a second job.

        They go into the `collections`, which are ids or names.
        """
        parts = [("files", (Path(file).name, _content(Path(file)))) for file in files]
        into = {"collections": list(collections)}
        return self._begin("files", key, files=parts, data=into)

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
        return self._begin("text", key, json=body)

    def add_urls(self, *urls: str, collections: Sequence[str] = (), key: str | None = None) -> Job:
        """Begin to fetch pages and add them; of a feed, its articles."""
        body = {"urls": list(urls), "collections": list(collections)}
        return self._begin("urls", key, json=body)

    def wait(self, job: Job | str) -> Job:
        """The job, or the one with this id, when it is done."""
        while isinstance(job, str) or job.state != "done":
            job = self._value(Job, "GET", f"/jobs/{_id(job)}", params={"wait": LONGEST_WAIT})
        return job

    def statements(self, speaker: str | None = None, about: str | None = None, document: str | None = None) -> Iterator[Quoted]:
        """Who said what, by document and in article order."""
        return self._pages(Quoted, "statements", speaker=speaker, about=about, document=document)

    def people(self) -> Iterator[PersonQuoted]:
        """Who is quoted in quotation marks, those in most documents first."""
        return self._pages(PersonQuoted, "people")

    def person(self, name: str, *, format: Literal["csv", "markdown"] = "markdown") -> str:
        """All that the documents have of somebody: how they are introduced, what they said, what is said of them."""
        return self._send("GET", f"/people/{quote(name, safe='')}", params={"format": format}).text

    def conversations(self, containing: str = "") -> tuple[Conversation, ...]:
        """Your conversations, last used first."""
        asked = {"containing": containing}
        return self._value(tuple[Conversation, ...], "GET", "/conversations", "conversations", params=asked)

    def start(self, title: str = "") -> Conversation:
        """A new conversation; `ask_within` it."""
        return self._value(Conversation, "POST", "/conversations", json={"title": title})

    def ask_within(self, conversation: Conversation | str, question: str, *, literal: bool = False) -> Exchange:
        """A further question of a conversation, or of the one with this id; both are kept."""
        body = {"question": question, "literal": literal}
        return _exchange(self._send("POST", f"/conversations/{_id(conversation)}/ask", json=body).json())

    def exchanges(self, conversation: Conversation | str) -> tuple[Exchange, ...]:
        """All questions and answers, in order."""
        whole = self._send("GET", f"/conversations/{_id(conversation)}").json()
        return tuple(map(_exchange, whole["exchanges"]))

    def rename(self, conversation: Conversation | str, title: str) -> Conversation:
        return self._value(Conversation, "PATCH", f"/conversations/{_id(conversation)}", json={"title": title})

    def delete(self, conversation: Conversation | str) -> None:
        self._send("DELETE", f"/conversations/{_id(conversation)}")

    def feedback(self, answer: Answer, verdict: Literal["up", "down"], note: str = "") -> None:
        """Say what you think of an answer; a second verdict on it replaces the first."""
        self._send("POST", "/feedback", json={"answer": answer.to_json(), "verdict": verdict, "note": note})

    def _begin(self, kind: str, key: str | None, **request: Any) -> Job:
        headers = {} if key is None else {"idempotency-key": key}
        return self._value(Job, "POST", f"/documents/{kind}", headers=headers, **request)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as exc:
        raise ServiceError(f"{file} can't be read: {exc.strerror}; nothing was sent", 0, "unreadable") from exc


def _id(named: Job | Conversation | str) -> str:
    """The id as a part of an address."""
    return quote(named if isinstance(named, str) else named.id, safe="")


def _asking(question: str, history: Sequence[Said], literal: bool, within: Within) -> dict[str, Any]:
    said = [{"role": each.role, "text": each.text} for each in turns(history)]
    return {"question": question, "history": said, "literal": literal, **within}


def _exchange(raw: Any) -> Exchange:
    return Exchange(raw["number"], answer_from_json(raw["answer"]))
