"""`qa.service.client` against a real server."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qa.pipeline import Pipeline
from qa.service.api.app import create_app
from qa.service.client import Client, Rights, ServiceError
from qa.settings import Settings
from qa.types import Answered, Document, Event, Piece, Question, Turn, Working
from tests import patient
from tests.qa.documents.fetching.sites import page, site
from tests.qa.service.api.conftest import Locked, bearer, served
from tests.qa.service.api.test_ask_routes import WARHEADS
from tests.support import ARTICLE, ARTICLE_TITLE


@pytest.fixture
def client(locked: Locked) -> Iterator[Client]:
    with Client(locked.url, locked.bob) as client:
        yield client


def test_an_answer_is_the_pipelines_own(client: Client, pipeline: Pipeline) -> None:
    answer = client.ask(WARHEADS)
    assert (answer.text, answer.citations) == (pipeline.ask(WARHEADS).text, pipeline.ask(WARHEADS).citations)
    history = [Turn("user", "When could Biden and Xi meet?"), Turn("assistant", "As early as April 22. [1]")]
    for said in (history, [(turn.role, turn.text) for turn in history], [{"role": t.role, "text": t.text} for t in history]):
        assert client.ask("Where?", said).standalone_question == "Where could Biden and Xi meet?"
    assert client.ask("Where?", history, literal=True).standalone_question == "Where?"


def test_a_search_finds_the_pipelines_passages(client: Client, pipeline: Pipeline) -> None:
    assert client.search("nuclear warheads", 3) == pipeline.search("nuclear warheads", 3)


def test_a_table_is_had_as_csv(client: Client) -> None:
    assert "1 of 1 document mentions “warheads”." in client.table("How many documents mention warheads?")


def test_a_stream_is_the_pipelines_events(client: Client) -> None:
    events = list(client.stream(WARHEADS))
    assert events[0] == Working("contextualise")
    assert isinstance(events[-1], Answered)
    assert "".join(event.text for event in events if isinstance(event, Piece)) == events[-1].answer.text


def test_documents_and_statements_come_page_by_page(locked: Locked) -> None:
    client = Client(locked.url, locked.bob, page=1)
    (listed,) = client.documents("virtual")
    assert client.document(listed.id) == Document(
        listed.id, ARTICLE_TITLE, ARTICLE.read_text(encoding="utf-8"), listed.source, listed.published, listed.sha256
    )
    # A quotation, a clause, and the two quoted fragments in that.
    said = [(each.speaker, each.kind) for each in client.statements(speaker="Porter")]
    assert said == [("Jalina Porter", kind) for kind in ("direct", "mixed", "direct", "direct")]


def test_a_conversation_is_kept_and_feedback_given(client: Client) -> None:
    conversation = client.start()
    first = client.ask_within(conversation, "When could Biden and Xi meet?")
    second = client.ask_within(conversation.id, "Where?")
    assert second.answer.standalone_question == "Where could Biden and Xi meet?"
    assert client.exchanges(conversation.id) == client.exchanges(conversation) == (first, second)
    assert client.rename(conversation, "Summit").title == "Summit"
    assert [one.exchanges for one in client.conversations("summit")] == [2]
    client.feedback(first.answer, "down", "answer: on Earth Day")
    client.delete(conversation.id)
    assert client.conversations("summit") == ()


def test_files_and_texts_are_added_and_removed(data_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "harbour.txt").write_text("The harbour was closed on Monday.")
    (tmp_path / "empty.txt").write_text("")
    settings = Settings(data_dir=data_dir)
    with Pipeline.open(settings) as pipeline, served(create_app(pipeline, settings)) as url, Client(url) as client:
        job = client.wait(client.add(tmp_path / "harbour.txt", tmp_path / "empty.txt").id)
        assert [(item.name, item.state, item.added) for item in job.items] == [
            ("harbour.txt", "done", 1),
            ("empty.txt", "failed", 0),
        ]
        assert "is empty" in job.items[1].failures[0].cause
        client.wait(client.add_text("The ferry was late on Tuesday.", title="Ferry", source="desk/ferry", key="k"))
        assert client.add_text("The ferry was late on Tuesday.", title="Ferry", source="desk/ferry", key="k").state == "done"
        assert {document.source for document in client.documents()} == {"harbour.txt", "desk/ferry"}
        (found,) = client.documents("harbour")
        client.remove(found.id)
        assert client.ask("When was the harbour closed?").citations == ()


def test_errors_are_one_sentence_with_their_code(client: Client, locked: Locked, tmp_path: Path) -> None:
    closed = Client(locked.url)
    closed.close()
    for status, code, says, call in (
        (404, "not_found", "nothing", lambda: client.document("nothing")),
        (422, "question", "empty", lambda: client.ask(" ")),
        (422, "question", "empty", lambda: next(client.stream(" "))),
        (403, "not_allowed", "administrator", lambda: client.remove("nothing")),
        (401, "not_authenticated", "qa tokens create", lambda: Client(locked.url, "wrong").ask("Who?")),
        (0, "unreachable", "qa serve", lambda: Client("http://127.0.0.1:9", timeout=5).ask("Who?")),
        (0, "unreachable", "begin it with http://", lambda: Client("127.0.0.1:7993")),
        (0, "unreachable", "this client is closed", lambda: closed.ask("Who?")),
        (0, "unsendable", "date is not JSON serializable", lambda: client.ask("Who?", since=date(2021, 3, 17))),  # type: ignore[arg-type]
        (0, "unreadable", "none.txt can't be read: No such file", lambda: client.add(tmp_path / "none.txt")),
    ):
        with pytest.raises(ServiceError, match=says) as refused:
            call()
        assert (refused.value.status, refused.value.code) == (status, code)


def test_who_may_read_a_collection_is_told_and_changed(locked: Locked, client: Client) -> None:
    with Client(locked.url, locked.ana) as ana, patient.client(base_url=locked.url, headers=bearer(locked.ana)) as http:
        http.post("/api/v1/collections", json={"name": "Deep sea"})
        assert ana.limit("Deep sea", ["bob"]) == ana.rights("Deep sea") == Rights(True, ("bob",))
        assert [each.limited for each in client.collections() if each.name == "Deep sea"] == [True]
        with pytest.raises(ServiceError, match="only an administrator") as refused:
            client.rights("Deep sea")
        assert refused.value.status == 403
        assert ana.open("Deep sea") == Rights(False)
        http.delete("/api/v1/collections/Deep%20sea")


class Held(Pipeline):
    """The first question is held until it may go on."""

    def __init__(self, like: Pipeline, settings: Settings) -> None:
        super().__init__(like.stores, like.embedder, settings)
        self.begun, self.may_go_on = threading.Event(), threading.Event()

    def stream(self, question: Question | str) -> Iterator[Event]:
        if not self.begun.is_set():
            self.begun.set()
            self.may_go_on.wait(60)
        yield from super().stream(question)


def test_what_is_told_to_come_again_is_sent_again(served_pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(data_dir=served_pipeline.stores.library.path.parent, questions_at_once=1, questions_waiting=0)
    held = Held(served_pipeline, settings)
    waited: list[float] = []
    with (
        served(create_app(held, settings)) as url,
        Client(url) as first,
        Client(url) as second,
        Client(url, retries=0) as hasty,
    ):
        asking = threading.Thread(target=first.ask, args=(WARHEADS,))
        asking.start()
        assert held.begun.wait(60)

        def wait(seconds: float) -> None:
            waited.append(seconds)
            held.may_go_on.set()
            asking.join(60)

        monkeypatch.setattr("qa.service.client_connection.time.sleep", wait)
        with pytest.raises(ServiceError) as refused:
            hasty.ask(WARHEADS)
        assert (refused.value.status, refused.value.code, waited) == (503, "overloaded", [])
        assert "15-60" in second.ask(WARHEADS).text
    assert waited == [2.0]  # as Retry-After named it


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (page("<h1>Log in</h1>"), "isn't JSON"),
        (page("", status="503 Busy", Retry_After="Wed, 21 Oct 2026 07:28:00 GMT"), "503"),
    ],
)
def test_what_a_proxy_answers_in_its_place_is_an_error_of_the_service(answer: bytes, said: str) -> None:
    with site({"/api/v1/documents?containing=&offset=0&limit=500": answer}) as here, Client(here.url(""), retries=0) as client:
        with pytest.raises(ServiceError, match=said):
            list(client.documents())
        with pytest.raises(ServiceError, match="can't be sent"):
            client.ask("caf\udce9")
