"""Collections over HTTP: who may change them, and that every kind of question obeys them at every door."""

from collections.abc import Callable

import httpx
import pytest

from qa.pipeline.langchain_face import CitedRetriever
from qa.pipeline.refusals import refusal
from qa.service.api.app import create_app
from qa.settings import Settings
from qa.types import Question, Scope
from tests.qa.service.api.conftest import Locked, bearer, served
from tests.support import Workshop

HARBOUR = "The harbour was closed on Monday. “The storm broke the quay,” Mayor Ann Brown said on 1 March 2021."
FOREST = "The forest burned for nine days. “The storm fed the fire,” ranger Zoe Hill said on 5 May 2022."


def test_a_question_asks_one_some_or_all(workshop: Workshop) -> None:
    library = workshop.library
    harbour = workshop.add("harbour.txt", HARBOUR, "Harbour closed", "2021-03-01")
    forest = workshop.add("forest.txt", FOREST, "Forest burned", "2022-05-05")
    library.collections.put(library.collections.create("Sea").id, [harbour.id])
    library.collections.put(library.collections.create("Land").id, [forest.id])
    settings = Settings(data_dir=library.path.parent)
    with served(create_app(workshop.pipeline, settings)) as url, httpx.Client(base_url=url, timeout=60) as http:

        def ask(question: str, *collections: str) -> set[str]:
            """The sources that are cited."""
            within = {"collections": collections} if collections else {}
            answer = http.post("/api/v1/ask", json={"question": question, **within}).json()
            return {each["source"] for each in (*answer["citations"], *answer["closest"])}

        for question in ("What did the storm do?", "Who is quoted most?", "How many documents mention the storm?"):
            assert (question, ask(question, "sea")) == (question, {"harbour.txt"})
            assert ask(question, "Sea", "Land") == ask(question) == {"harbour.txt", "forest.txt"}
        for question in ("What did Zoe Hill say?", "Who is Zoe Hill?", "Timeline of the storm"):
            assert "forest.txt" in ask(question)
            assert "forest.txt" not in ask(question, "Sea")
        refused = http.post("/api/v1/ask", json={"question": "What did the storm do?", "collections": ["Air"]})
        assert (refused.status_code, refused.json()["error"]["code"]) == (404, "not_found")

        assert [each["name"] for each in http.get("/api/v1/people?collection=Land").json()["people"]] == ["Zoe Hill"]
        assert http.get("/api/v1/people/Zoe Hill?collection=Sea").status_code == 404
        assert http.get("/api/v1/statements?collection=Sea").json()["statements"][0]["source"] == "harbour.txt"
        assert http.get("/api/v1/documents?collection=Sea").json()["total"] == 1

        assert [each["id"] for each in http.get("/v1/models").json()["data"]] == ["citedqa", "citedqa/Land", "citedqa/Sea"]
        chat = {"model": "citedqa/Sea", "messages": [{"role": "user", "content": "What did the storm do?"}]}
        completion = http.post("/v1/chat/completions", json=chat).json()
        assert {each["source"] for each in completion["citedqa"]["citations"]} == {"harbour.txt"}
        assert completion["model"] == "citedqa/Sea"
        assert http.post("/v1/chat/completions", json=chat | {"model": "citedqa/Air"}).status_code == 404

    retriever = CitedRetriever(pipeline=workshop.pipeline, collections=["Land"], scope=Scope(since="2020-01-01"))
    assert {each.metadata["source"] for each in retriever.invoke("storm")} == {"forest.txt"}


def test_what_is_added_goes_into_the_collections_that_are_named(workshop: Workshop) -> None:
    library = workshop.library
    library.collections.create("Sea")
    with (
        served(create_app(workshop.pipeline, Settings(data_dir=library.path.parent))) as url,
        httpx.Client(base_url=url, timeout=60) as http,
    ):

        def add(path: str, **body: object) -> str:
            job = http.post(f"/api/v1/documents/{path}", **body).json()["id"]
            return str(http.get(f"/api/v1/jobs/{job}?wait=20").json()["items"][0]["state"])

        text = {"text": HARBOUR, "source": "pasted", "collections": ["sea"]}
        files = [("files", ("forest.txt", FOREST.encode()))]
        assert add("text", json=text) == add("files", files=files, data={"collections": ["Sea"]}) == "done"
        found = http.get("/api/v1/documents?collection=Sea").json()["documents"]
        assert {each["source"] for each in found} == {"pasted", "forest.txt"}
        library.collections.take("Sea", [each["id"] for each in found])
        assert add("text", json=text) == "done"  # unchanged, and in it again
        assert http.get("/api/v1/documents?collection=Sea").json()["total"] == 1
        assert http.post("/api/v1/documents/text", json=text | {"collections": ["Air"]}).status_code == 404


def test_nothing_is_put_where_a_document_is_not_there(workshop: Workshop) -> None:
    harbour = workshop.add("harbour.txt", HARBOUR)
    path = f"/api/v1/collections/{workshop.library.collections.create('Sea').id}/documents"
    settings = Settings(data_dir=workshop.library.path.parent)
    with served(create_app(workshop.pipeline, settings)) as url, httpx.Client(base_url=url, timeout=60) as http:
        refused = http.post(path, json={"put": [harbour.id, "nope"]})
        assert (refused.status_code, "'nope'" in refused.json()["error"]["message"]) == (404, True)
        assert http.post(path, json={"take": ["nope"]}).json()["documents"] == 0
        assert http.post(path, json={"put": [harbour.id]}).json()["documents"] == 1


def test_what_is_said_where_nothing_answers_is_of_the_collection_too(workshop: Workshop) -> None:
    library = workshop.library
    harbour = workshop.add("harbour.txt", HARBOUR)
    workshop.add("forest.txt", f"{FOREST} Nothing was left of Zanzibar’s plantations.")
    sea = Scope(collections=(library.collections.create("Sea").id,))
    library.collections.put("Sea", [harbour.id])
    assert "Zoe Hill" in workshop.pipeline.ask("Hello").text
    assert "Ann Brown" in workshop.pipeline.ask("Hello", scope=sea).text
    assert "Zoe Hill" not in workshop.pipeline.ask("Hello", scope=sea).text
    for documents, mentioned in ((None, True), (library.in_scope(sea), False)):
        assert ("They mention Zanzibar" in refusal("What is Zanzibar?", (), library, documents)) is mentioned
    for scope, corrected in ((Scope(), True), (sea, False)):
        understood = workshop.pipeline.runnable.steps[0].invoke(Question("Where is Zanzibra?", scope=scope))
        assert bool(understood.corrections) is corrected


@pytest.mark.parametrize(
    "change",
    [
        lambda http, _: http.post("/api/v1/collections", json={"name": "Mine"}),
        lambda http, path: http.patch(path, json={"name": "Mine"}),
        lambda http, path: http.post(f"{path}/documents", json={"take": ["a"]}),
        lambda http, path: http.delete(path),
    ],
)
def test_readers_see_collections_and_editors_change_them(
    locked: Locked, change: Callable[[httpx.Client, str], httpx.Response]
) -> None:
    with httpx.Client(base_url=locked.url, headers=bearer(locked.ana), timeout=60) as editor:
        made = editor.post("/api/v1/collections", json={"name": "Sea"})
        assert made.status_code == 201
        assert editor.post("/api/v1/collections", json={"name": "SEA"}).json()["error"]["code"] == "name_taken"
        for kept in ("collections", "scopes"):
            assert editor.post(f"/api/v1/{kept}", json={"name": "  "}).json()["error"]["code"] == "bad_request"
        path = f"/api/v1/collections/{made.json()['id']}"
        with httpx.Client(base_url=locked.url, headers=bearer(locked.bob), timeout=60) as reader:
            assert [each["name"] for each in reader.get("/api/v1/collections").json()["collections"]] == ["Sea"]
            assert change(reader, path).status_code == 403
        assert editor.patch(path, json={"name": "Ocean"}).json()["name"] == "Ocean"
        assert editor.delete(path).json()["documents"] == 0


def test_a_kept_choice_is_seen_by_its_owner_alone(locked: Locked) -> None:
    ana, bob = (
        httpx.Client(base_url=f"{locked.url}/api/v1", headers=bearer(token), timeout=60) for token in (locked.ana, locked.bob)
    )
    with ana, bob:
        kept = bob.post("/scopes", json={"name": "This year", "since": "2021-01-01"})
        assert (kept.status_code, kept.json()["since"], kept.json()["collections"]) == (201, "2021-01-01", [])
        assert bob.put("/scopes/last", json={"until": "2022-01-01"}).status_code == 200
        assert ana.get("/scopes").json()["scopes"] == []
        assert ana.delete(f"/scopes/{kept.json()['id']}").status_code == 404
        found = bob.get("/scopes").json()
        assert ([each["name"] for each in found["scopes"]], found["last"]["until"]) == (["This year"], "2022-01-01")
        assert bob.post("/scopes", json={"name": "Mine", "collections": ["Nowhere"]}).status_code == 404
        assert bob.delete(f"/scopes/{kept.json()['id']}").status_code == 200


def test_documents_are_removed_and_restored_together(workshop: Workshop) -> None:
    ids = [workshop.add(f"{number}.txt", f"The storm had number {number}.").id for number in range(3)]
    workshop.library.collections.put(workshop.library.collections.create("Storms").id, ids)
    with served(create_app(workshop.pipeline, Settings(data_dir=workshop.library.path.parent))) as url:
        removed = httpx.post(f"{url}/api/v1/documents/remove", json={"documents": [*ids[:2], "gone"]}, timeout=60).json()[
            "documents"
        ]
        assert [each["id"] for each in removed] == ids[:2]
        assert workshop.library.collections.get("Storms").documents == 1
        restored = httpx.post(f"{url}/api/v1/documents/restore", json={"documents": [*ids, "gone"]}, timeout=60).json()[
            "documents"
        ]
        assert [each["id"] for each in restored] == ids[:2]
        assert workshop.library.collections.get("Storms").documents == 3
