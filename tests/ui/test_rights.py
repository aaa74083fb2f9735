"""What lies in a limited collection alone leaves no trace at any door that somebody else may knock at; no browser is needed."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from inspect import isroutine
from typing import Any, get_type_hints

import httpx
import httpx2
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from qa.embedding import Embedder
from qa.pipeline import Pipeline
from qa.pipeline.ingestion.ingest import Ingester
from qa.service.api.access import LOGOUT, MANIFEST
from qa.service.api.access import OPEN as OPEN_PATHS
from qa.service.api.service import Server
from qa.settings import Settings
from qa.types import Document
from tests import patient
from tests.qa.service.api.conftest import MANY, bearer
from tests.qa.service.api.test_access import paths
from tests.support import DataDir, open_pipeline, run_async
from tests.ui.conftest import served
from ui.app import PAGES
from ui.serving import build_app

PASSWORD = "open:sesame:9"
SHARED = "The harbour will stay shut until the old lighthouse on the pier has been repaired."
OPEN = Document.create(
    source="harbour.txt",
    title="Harbour news",
    published="2031-03-01",
    text=f"{SHARED} “We will reopen the harbour in May,” Anna Berg told reporters on Monday.",
)
SECRET = Document.create(
    source="plans/zeppelin-4471.txt",
    title="Zebrafish dossier",
    published="2032-04-02",
    author="Ulyana",
    text=f"{SHARED} “We will sell the quokkamine deposit in 2044,” Ottokar Zwielicht told reporters on Tuesday. "
    "Zwielicht owns seventeen airships in Xanadu. “We will see,” Anna Berg told reporters on Friday.",
)
GONE = Document.create(
    source="plans/xylograph.txt", title="Xylograph memo", text="The quokkamine was weighed. Zwielicht was glad of it."
)
TRACES = (
    *("zebrafish", "zwielicht", "ottokar", "quokkamine", "zeppelin", "xylograph", "xanadu", "ulyana", "zirconium"),
    *("2032", "2044", "seventeen", SECRET.id, GONE.id),
)
QUESTIONS = (
    "What did Zwielicht say?",
    "Who is Ottokar Zwielicht?",
    "Who owns airships?",
    "When will the deposit be sold?",
    "What happened to the quokamine?",
    "Why is the harbour shut?",
    "How many documents mention the harbour?",
    "Which documents are there?",
    "What are the newest documents?",
    "Who is quoted most?",
    "Timeline of the deposit",
    "Summarize",
    "What are the key points?",
    "hello",
)


# What never was, of the same shape as what is closed; see `House.named`.
_MADE_UP = {
    "SECRET": "0123456789abcdef",
    "SHUT": "fedcba9876543210",
    "TALK": "0011223344556677",
    "TOKEN": "made-up",
    "zirconium": "beryllium",
    SECRET.source: "plans/made-up.txt",
    GONE.id: "1234567890abcdef",
    GONE.source: "plans/other.txt",
}


@dataclass(frozen=True)
class Door:
    """A request; `tells` says that who may read the collection finds a trace of it in the answer."""

    method: str
    path: str
    tells: bool = True
    body: dict[str, Any] | None = None
    of: str = ""  # the path of the route, where it isn't `path`

    @property
    def route(self) -> tuple[str, str]:
        return self.method, self.of or self.path.split("?")[0]


@dataclass(frozen=True)
class House:
    """bob reads, eve edits, neither may see the collection; ida reads it, eda changes it, rea edits but may only read it."""

    url: str
    app: FastAPI
    pipeline: Pipeline
    shut: str
    talk: str
    token: str
    people: dict[str, httpx.Client]

    def named(self, words: str) -> str:
        return (
            words.replace("SECRET", SECRET.id)
            .replace("SHUT", self.shut)
            .replace("TALK", self.talk)
            .replace("TOKEN", self.token)
        )

    def knock(self, name: str, door: Door) -> tuple[str, str]:
        """What is sent and what comes back, in lower case."""
        body = None if door.body is None else json.loads(self.named(json.dumps(door.body)))
        answer = self.people[name].request(door.method, self.named(door.path), json=body)
        assert answer.status_code < 500, (door, answer.text)
        return f"{self.named(door.path)} {json.dumps(body, ensure_ascii=False)}".lower(), answer.text.lower()

    def answered(self, name: str, door: Door) -> tuple[int, str]:
        """The status and the words, without the names and ids that were asked for."""
        body = None if door.body is None else json.loads(self.named(json.dumps(door.body)))
        answer = self.people[name].request(door.method, self.named(door.path), json=body)
        told = answer.text.lower()
        for each in (*_MADE_UP, *_MADE_UP.values(), self.shut, self.talk, self.token, SECRET.id):
            told = told.replace(each.lower(), "x")
        return answer.status_code, told

    def traces(self, asked: str, told: str) -> set[str]:
        """A year inside a longer number is none: ports and moments have such."""
        found = {trace for trace in (*TRACES, self.shut) if trace in told and trace not in asked}
        return {trace for trace in found if not trace.isdigit() or re.search(rf"(?<![0-9a-z]){trace}(?![0-9a-z])", told)}


@pytest.fixture(scope="module")
def house(new_data_dir: DataDir, embedder: Embedder) -> Iterator[House]:
    settings = Settings(data_dir=new_data_dir(), auth=f"ann:{PASSWORD}", requests_per_minute=MANY)
    with ExitStack() as stack:
        pipeline = stack.enter_context(open_pipeline(settings, embedder))
        library = pipeline.stores.library
        app = build_app(pipeline, settings)
        shut = library.collections.create("Zirconium").id
        for name, edits in (("bob", False), ("eve", True), ("ida", False), ("eda", True), ("rea", True)):
            library.accounts.add(name, PASSWORD, editor=edits)
        library.rights.limit(shut, ["ida", "rea"], ["eda"])
        ingester = Ingester(pipeline.stores, embedder, settings)
        ingester.add([OPEN])
        ingester.add([SECRET, GONE], collections=[shut])
        pipeline.stores.remove(GONE.id)
        ida = library.accounts.owner("ida")
        talk = library.conversations.start(ida, "A talk")
        for question in ("Who owns airships?", "How many documents mention the harbour?"):
            library.conversations.append(talk.id, ida, pipeline.ask(question))
        token = library.conversations.share(talk.id, ida)
        url = stack.enter_context(served(pipeline, settings, app=app))
        people = {}
        for name in ("ann", "bob", "eve", "ida", "eda", "rea"):
            headers = bearer(library.accounts.create_token(name, "tests"))
            people[name] = stack.enter_context(httpx.Client(base_url=url, timeout=60, headers=headers))
        yield House(url, app, pipeline, shut, talk.id, token, people)


ASKED = [
    Door("POST", "/api/v1/ask", question not in QUESTIONS[6:7] + QUESTIONS[13:], {"question": question})
    for question in QUESTIONS
]
DOORS = [
    *ASKED,
    Door("POST", "/api/v1/ask", body={"question": "Which documents are there?", "format": "csv"}),
    Door("POST", "/api/v1/ask", body={"question": "Who owns airships?", "stream": True}),
    Door("POST", "/api/v1/ask", body={"question": "Who owns airships?", "documents": ["SECRET"]}),
    Door("POST", "/api/v1/ask", body={"question": "Who owns airships?", "collections": ["SHUT"]}),
    Door("POST", "/api/v1/search", body={"query": "Who owns airships?"}),
    Door("POST", "/api/v1/search", body={"query": "Who owns airships?", "documents": ["SECRET"]}),
    Door("GET", "/v1/models"),
    Door("GET", "/v1/models/citedqa/SHUT", False, of="/v1/models/model"),
    Door("POST", "/v1/chat/completions", body={"model": "citedqa", "messages": [{"role": "user", "content": QUESTIONS[2]}]}),
    Door(
        "POST", "/v1/chat/completions", body={"model": "citedqa/SHUT", "messages": [{"role": "user", "content": "Summarize"}]}
    ),
    Door("GET", "/api/v1/documents"),
    Door("GET", "/api/v1/documents?containing=ulyana"),
    Door("GET", "/api/v1/documents?collection=SHUT"),
    Door("GET", "/api/v1/documents/SECRET", of="/api/v1/documents/document_id"),
    Door("GET", "/api/v1/collections"),
    Door("GET", "/api/v1/collections/SHUT/rights", False, of="/api/v1/collections/collection_id/rights"),
    Door("GET", "/api/v1/statements"),
    Door("GET", "/api/v1/statements?format=csv"),
    Door("GET", "/api/v1/statements?about=deposit"),
    Door("GET", "/api/v1/statements?document=SECRET"),
    Door("GET", "/api/v1/people"),
    Door("GET", "/api/v1/people?format=markdown"),
    *(
        Door("GET", f"/api/v1/people/{each}", of="/api/v1/people/name")
        for each in ("Zwielicht", "Anna Berg", "Anna Berg?format=csv", "Anna Berg?source=zeppelin-4471.txt")
    ),
    Door("GET", "/api/v1/scopes", False),
    Door("POST", "/api/v1/scopes", False, {"name": "Mine", "documents": ["SECRET"]}),
    Door("POST", "/api/v1/scopes", False, {"name": "Mine", "collections": ["zirconium"]}),
    Door("PUT", "/api/v1/scopes/last", False, {"collections": ["SHUT"]}),
    Door("GET", "/api/v1/conversations", False),
    Door("GET", "/api/v1/conversations/TALK", False, of="/api/v1/conversations/conversation_id"),
    Door(
        "POST",
        "/api/v1/conversations/TALK/ask",
        False,
        {"question": "And where?"},
        of="/api/v1/conversations/conversation_id/ask",
    ),
    Door(
        "POST",
        "/api/v1/conversations/TALK/branch",
        False,
        {"number": 1},
        of="/api/v1/conversations/conversation_id/branch",
    ),
    Door("PATCH", "/api/v1/conversations/TALK", False, {"title": "Mine"}, of="/api/v1/conversations/conversation_id"),
    Door("DELETE", "/api/v1/conversations/TALK", False, of="/api/v1/conversations/conversation_id"),
    Door("GET", "/api/v1/feedback", False),
    Door("POST", "/api/v1/feedback", False, {"verdict": "up", "conversation": "TALK", "number": 1}),
    Door("GET", "/metrics", False),
    Door("GET", "/ready", False),
    Door("GET", "/library/frame"),
    Door("GET", "/library/shelf"),
    Door("GET", "/library/shelf?words=ulyana"),
    Door("GET", "/library/shelf?collection=SHUT"),
    Door("GET", "/library/choices"),
    Door("GET", "/library/found"),
    Door("GET", "/library/scopes"),
    Door("GET", "/library/watched"),
    Door("GET", "/api/v1/watched", False),
    Door("POST", "/api/v1/watched", False, {"place": "http://127.0.0.1:9/feed", "collections": ["SHUT"]}),
    Door("GET", "/library/collections"),
    Door("POST", "/library/collecting", body={"documents": ["SECRET"]}),
    Door("GET", "/library/document/SECRET", of="/library/document/document_id"),
    Door("GET", "/library/overview"),
    Door("GET", "/source/SECRET", of="/source/document_id"),
    Door("GET", "/source/SECRET?view=text", of="/source/document_id"),
    Door("GET", "/pages/SECRET/1", False, of="/pages/document_id/number"),
    *(
        Door("GET", f"/people/{each}", of="/people/name")
        for each in ("Zwielicht", "Anna Berg", "Anna Berg?source=zeppelin-4471.txt")
    ),
    Door("GET", "/whole/csv?question=Which+documents+are+there%3F", of="/whole/form"),
    Door("GET", "/whole/markdown?question=Summarize&document=SECRET", of="/whole/form"),
    Door("GET", "/whole/csv?question=Who+is+quoted+most%3F&collection=SHUT", of="/whole/form"),
    Door("GET", "/shared/TOKEN", of="/shared/token"),
    Door("GET", "/conversations/TALK.json", False, of="/conversations/conversation_id.ending"),
    Door("GET", "/feedback.jsonl", False),
    Door("GET", "/settings/frame", False),
    Door("GET", "/settings/embedding", False),
    Door("GET", "/api/v1/embedding-model", False),
    Door("PUT", "/api/v1/embedding-model", False, {"model": "any"}),
    Door("DELETE", "/api/v1/embedding-model", False),
    Door("DELETE", "/api/v1/documents/SECRET", False, of="/api/v1/documents/document_id"),
    Door("POST", "/api/v1/documents/remove", False, {"documents": ["SECRET", SECRET.source]}),
    Door("POST", f"/api/v1/documents/{GONE.id}/restore", False, of="/api/v1/documents/document_id/restore"),
    Door("POST", "/api/v1/documents/restore", False, {"documents": [GONE.id, GONE.source]}),
    Door("PATCH", "/api/v1/collections/SHUT", False, {"name": "Mine"}, of="/api/v1/collections/collection_id"),
    Door("DELETE", "/api/v1/collections/zirconium", False, of="/api/v1/collections/collection_id"),
    Door(
        "POST",
        "/api/v1/collections/SHUT/documents",
        False,
        {"put": [OPEN.id]},
        of="/api/v1/collections/collection_id/documents",
    ),
    Door(
        "PUT",
        "/api/v1/collections/SHUT/rights",
        False,
        {"readers": ["bob", "eve"]},
        of="/api/v1/collections/collection_id/rights",
    ),
    Door("DELETE", "/api/v1/collections/SHUT/rights", False, of="/api/v1/collections/collection_id/rights"),
    Door("POST", "/api/v1/documents/text", False, {"text": "Mine.", "collections": ["SHUT"]}),
    Door("POST", "/api/v1/documents/urls", False, {"urls": ["http://127.0.0.1:9/"], "collections": ["SHUT"]}),
]
# What a table of requests has no place for, and what tells nothing of documents. A new route is a door until it stands here.
ELSEWHERE = {
    *(("POST", path) for path in ("/mcp", "/api/v1/documents/files", "/api/v1/documents/sample")),
    *(("POST", path) for path in ("/api/v1/collections", "/api/v1/conversations")),
    *((method, "/mcp") for method in ("GET", "DELETE")),
    *((method, "/api/v1/jobs/job_id") for method in ("GET", "DELETE")),
    *((method, "/api/v1/watched/watch_id") for method in ("PATCH", "DELETE")),
    ("POST", "/api/v1/watched/watch_id/look"),
    *(("DELETE", f"/api/v1/{each}_id") for each in ("scopes/scope", "feedback/feedback", "sessions/session")),
    *((method, "/api/v1/language-model") for method in ("GET", "PUT", "DELETE")),
    *(("POST", f"/api/v1/language-model/{each}") for each in ("found", "models")),
    *(("GET", path) for path in ("/health", "/login", "/login/oidc", "/login/oidc/callback")),
    *(("GET", path) for path in ("/openapi.json", "/api/v1/openapi.json")),
    *(("POST", path) for path in ("/login", "/logout", "/login/oidc/logout", "/sessions")),
    *(("POST", f"/settings/{each}") for each in ("try", "found", "models")),
    *(("GET", path) for path in ("/api/v1/sessions", "/sessions", "/settings/model", "/asking/ask", "/manifest.json")),
    ("GET", "/people"),
    *((method, f"/{page.name}") for page in PAGES for method in ("GET", "HEAD")),
    *(("GET", f"/{files}/{name}") for files in ("ui", "ui-version") for name in ("name", "catalogue.js")),
}


def test_every_route_is_knocked_at(house: House) -> None:
    catch_all = {(method, path) for method, path in paths(house.app) if path.endswith("/rest") or path in ("", "/")}
    refused = {
        (method, path) for method, path in paths(house.app) if path in ("/health", "/ready", "/metrics") and method != "GET"
    }
    catch_all |= refused  # 405
    assert paths(house.app) - catch_all == {door.route for door in DOORS} | ELSEWHERE


def test_log_in_readiness_and_the_choice_of_models_alone_see_the_server_as_a_whole(house: House) -> None:
    endpoints = [(each.path, getattr(each, "endpoint", None)) for each in iter_route_contexts(house.app.routes)]
    whole = {path for path, endpoint in endpoints if isroutine(endpoint) and Server in get_type_hints(endpoint).values()}
    models = {f"/api/v1/{each}" for each in ("language-model", "language-model/models", "embedding-model")}
    assert whole == OPEN_PATHS - {"/health", MANIFEST} | {LOGOUT} | models | {
        f"/settings/{each}" for each in ("model", "models", "embedding")
    }


def test_what_makes_an_app_of_the_page_is_given_without_a_cookie_as_a_browser_asks_for_it(house: House) -> None:
    assert patient.get(f"{house.url}/manifest.json").json()["name"] == "CitedQA"


@pytest.mark.parametrize("name", ["bob", "eve"])
def test_who_may_not_read_a_collection_finds_no_trace_of_it_at_any_door(house: House, name: str) -> None:
    leaks = {door: found for door in DOORS if (found := house.traces(*house.knock(name, door)))}
    assert leaks == {}
    library = house.pipeline.stores.library
    assert (library.document(SECRET.id), library.trash.get(GONE.id).id) == (SECRET, GONE.id)
    assert library.collections.get(house.shut).name == "Zirconium"
    assert library.rights.get(house.shut).readers == ("ida", "rea")


def test_what_somebody_may_not_read_is_answered_like_what_never_was(house: House) -> None:
    everybodys = house.people["eve"].post("/api/v1/collections", json={"name": "Everybody’s"}).json()["id"]
    named = [door for door in DOORS if any(each in json.dumps([door.path, door.body]) for each in _MADE_UP)]
    named.append(Door("POST", f"/api/v1/collections/{everybodys}/documents", body={"put": ["SECRET"], "take": ["SECRET"]}))
    assert len(named) > 25
    for name in ("bob", "eve"):
        for door in named:
            path, body = door.path, json.dumps(door.body)
            for real, made_up in _MADE_UP.items():
                path, body = path.replace(real, made_up), body.replace(real, made_up)
            other = replace(door, path=path, body=json.loads(body))
            assert house.answered(name, door) == house.answered(name, other), (name, door)
    house.people["eve"].delete(f"/api/v1/collections/{everybodys}")


def test_who_may_read_it_finds_it_at_those_doors(house: House) -> None:
    silent = [door for door in DOORS if door.tells and not house.traces(*house.knock("eda", door))]
    assert silent == []


def test_a_word_that_only_closed_documents_have_is_answered_like_one_that_none_has(house: House) -> None:
    for question in (
        "What did {} say?",
        "Who is {}?",
        "How many documents mention {}?",
        "Does {} own airships?",
        "What is told of the harbour and of {}?",
    ):
        for word, unknown in (("Zwielicht", "Zwaelecht"), ("Quokkamine", "Quakkomine")):
            told = []
            for each in (word, unknown):
                answer = house.people["bob"].post("/api/v1/ask", json={"question": question.format(each)}).json()
                told.append(
                    (
                        answer["status"],
                        answer["confidence"],
                        answer["text"].replace(each, "X"),
                        (answer["notice"] or "").replace(each, "X"),
                    )
                )
            assert told[0] == told[1]


def test_counts_are_of_what_somebody_may_read(house: House) -> None:
    def counts(name: str) -> tuple[Any, ...]:
        http = house.people[name]
        asked = http.post("/api/v1/ask", json={"question": "How many documents mention the harbour?"}).json()
        lists = [http.get(f"/api/v1/{each}").json()["total"] for each in ("documents", "people", "statements")]
        quoted = http.post("/api/v1/ask", json={"question": "Why is the harbour shut?"}).json()["citations"]
        berg = http.get("/api/v1/people/Anna Berg").json()
        numbers = [berg["documents"], *([tuple(of.values()) for of in berg[key]] for key in ("sources", "mentioned_with"))]
        return asked["short_answer"], *lists, *numbers, sum(len(each.get("also", ())) for each in quoted) > 0

    open_one, shut_one = ("harbour.txt", 1), ("zeppelin-4471.txt", 1)
    assert counts("bob") == counts("eve") == ("1", 1, 1, 1, 1, [open_one], [], False)
    with_whom = [("Ottokar Zwielicht", 1)]
    assert counts("ida") == counts("ann") == ("2", 2, 2, 3, 2, [open_one, shut_one], with_whom, counts("ida")[-1])


def test_the_tools_of_mcp_see_what_their_caller_may_read(house: House) -> None:
    calls: list[tuple[str, dict[str, Any]]] = [
        ("ask", {"question": "Who owns airships?"}),
        ("search", {"query": "airships and deposits"}),
        ("statements", {}),
        ("people", {}),
        ("people", {"name": "Zwielicht"}),
        ("people", {"name": "Anna Berg"}),
        ("timeline", {"about": "deposit"}),
        ("count", {"by": "year"}),
        ("list_documents", {}),
        ("summarize", {}),
        ("compare", {"people": ["Anna Berg", "Ottokar Zwielicht"]}),
        ("get_document", {"document": SECRET.source}),
        ("list_collections", {}),
    ]

    async def told(name: str) -> list[set[str]]:
        token = house.people[name].headers["authorization"]
        found = []
        async with (
            httpx2.AsyncClient(headers={"authorization": token}, timeout=60) as http,
            Client(streamable_http_client(f"{house.url}/mcp", http_client=http)) as client,
        ):
            assert {tool.name for tool in (await client.list_tools()).tools} == {tool for tool, _ in calls}
            for tool, arguments in calls:
                result = await client.call_tool(tool, arguments)
                text = " ".join(getattr(part, "text", "") for part in result.content).lower()
                found.append(house.traces(json.dumps(arguments).lower(), text))
        return found

    assert not any(run_async(told("eve")))
    assert all(run_async(told("ida")))


@pytest.mark.parametrize("name", ["bob", "ida"])
def test_the_page_itself_shows_what_its_reader_may_read(house: House, name: str) -> None:
    http, found = house.people[name], set[str]()
    dependencies = http.get("/config").json()["dependencies"]
    assert {"ask", "show", "act", "judge"} <= {each["api_name"].rstrip("_123") for each in dependencies}
    for number, each in enumerate(dependencies):
        sent = {"question": "Who owns airships?", "conversation": house.talk, "do": "share", "id": house.talk, "turn": "1"}
        for address in ("", f"#/c/{house.talk}"):
            data = [
                address if place == 0 and each["api_name"].startswith("show") else None for place in range(len(each["inputs"]))
            ]
            session = f"{name}-{number}-{len(address)}"
            body = {"data": data, "event_data": sent, "fn_index": each["id"], "session_hash": session}
            assert http.post("/gradio_api/queue/join", json=body).status_code == 200
            with http.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
                for line in stream.iter_lines():
                    found |= house.traces(json.dumps(body).lower(), line.lower())
                    if '"process_completed"' in line:
                        break
    assert (found == set()) is (name == "bob")


def test_an_editor_from_outside_changes_nothing_by_adding_what_has_the_same_name(house: House) -> None:
    eve = house.people["eve"]
    job = eve.post("/api/v1/documents/text", json={"text": "It is mine now, all of it.", "source": SECRET.source}).json()
    done = eve.get(f"/api/v1/jobs/{job['id']}", params={"wait": 30}).json()
    assert done["items"][0]["state"] == "failed"
    assert "you may not change" in done["items"][0]["failures"][0]["cause"]
    assert house.pipeline.stores.library.document(SECRET.id) == SECRET
    for other in ("bob", "rea", "ida"):
        assert house.people[other].get(f"/api/v1/jobs/{job['id']}").status_code in (403, 404)


def test_who_may_only_read_it_changes_nothing_and_lets_nobody_else_read_it(house: House) -> None:
    rea, secret = house.people["rea"], f"/api/v1/documents/{SECRET.id}"
    everybodys = rea.post("/api/v1/collections", json={"name": "Everybody’s"}).json()["id"]
    shut = f"/api/v1/collections/{house.shut}"
    for refused in (
        rea.delete(secret),
        rea.post("/api/v1/documents/remove", json={"documents": [SECRET.id]}),
        rea.post(f"/api/v1/documents/{GONE.id}/restore"),
        rea.post(f"/api/v1/collections/{everybodys}/documents", json={"put": [SECRET.id]}),
        rea.post(f"{shut}/documents", json={"take": [SECRET.id]}),
        rea.patch(shut, json={"name": "Mine"}),
        rea.delete(shut),
        rea.get(f"{shut}/rights"),
        rea.put(f"{shut}/rights", json={"readers": ["bob"]}),
        rea.put(f"/api/v1/collections/{everybodys}/rights", json={"readers": ["bob"]}),
        rea.post("/api/v1/documents/text", json={"text": "Mine.", "collections": [house.shut]}),
        house.people["ida"].delete(secret),
    ):
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "not_allowed")
    assert rea.delete(f"/api/v1/collections/{everybodys}").status_code == 200


def test_its_editors_say_who_reads_it_and_only_an_administrator_opens_it(house: House) -> None:
    eda, ann, bob, shut = house.people["eda"], house.people["ann"], house.people["bob"], f"/api/v1/collections/{house.shut}"
    before = eda.get(f"{shut}/rights").json()
    assert before == {"limited": True, "readers": ["ida", "rea"], "editors": ["eda"]}
    assert eda.put(
        f"{shut}/rights", json={**{key: before[key] for key in ("editors",)}, "readers": ["ida", "rea", "bob"]}
    ).is_success
    assert bob.get(f"/api/v1/documents/{SECRET.id}").status_code == 200
    assert eda.put(f"{shut}/rights", json={"readers": ["ida", "rea"], "editors": ["eda"]}).is_success
    assert bob.get(f"/api/v1/documents/{SECRET.id}").status_code == 404
    assert eda.delete(f"{shut}/rights").status_code == 403
    assert eda.delete(shut).status_code == 403  # its documents would be open to all
    assert ann.delete(shut).status_code == 403
    assert ann.put(f"{shut}/rights", json={"readers": ["nobody"]}).status_code == 404
    assert eda.get(f"{shut}/rights").json() == before
