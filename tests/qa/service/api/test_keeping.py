"""Statements, conversations and feedback over HTTP."""

import httpx

from qa.pipeline import Pipeline
from qa.service.export import exchange_to_json
from tests.qa.service.api.conftest import Locked, bearer
from tests.qa.service.api.test_ask_routes import WARHEADS, events


def test_statements_are_those_of_the_speaker_with_their_place(http: httpx.Client) -> None:
    page = http.get("/api/v1/statements", params={"speaker": "Porter"}).json()
    assert page["total"] == len(page["statements"]) == 4
    assert [said["kind"] for said in page["statements"]] == ["direct", "mixed", "direct", "direct"]
    document = http.get(f"/api/v1/documents/{page['statements'][0]['document_id']}").json()
    for said in page["statements"]:
        assert said["speaker"] == "Jalina Porter"
        assert document["text"][said["start"] : said["end"]] == said["quote"]
    second = http.get("/api/v1/statements", params={"speaker": "Porter", "offset": 1, "limit": 1}).json()
    assert second == {"total": 4, "statements": page["statements"][1:2]}
    assert http.get("/api/v1/statements", params={"document": "nothing"}).status_code == 404


def test_a_conversation_is_kept_and_its_questions_follow_on_each_other(http: httpx.Client) -> None:
    conversation = http.post("/api/v1/conversations", json={}).json()
    path = f"/api/v1/conversations/{conversation['id']}"
    first = http.post(f"{path}/ask", json={"question": "When could Biden and Xi meet?"}).json()
    with http.stream("POST", f"{path}/ask", json={"question": "Where?", "stream": True}) as response:
        name, second = list(events(response))[-1]
    assert (first["number"], name, second["number"]) == (1, "answer", 2)
    assert second["answer"]["standalone_question"] == "Where could Biden and Xi meet?"

    whole = http.get(path).json()
    assert [exchange["number"] for exchange in whole["exchanges"]] == [1, 2]
    assert whole["exchanges"][0]["answer"] == first["answer"]
    assert whole["conversation"]["title"] == "When could Biden and Xi meet?"
    assert http.patch(path, json={"title": "Summit"}).json()["title"] == "Summit"
    found = http.get("/api/v1/conversations", params={"containing": "summit where"}).json()["conversations"]
    assert conversation["id"] in {one["id"] for one in found}
    listed = http.get("/api/v1/conversations").json()
    page = http.get("/api/v1/conversations", params={"offset": 1, "limit": 1}).json()
    assert (page["total"], page["conversations"]) == (len(listed["conversations"]), listed["conversations"][1:2])
    assert http.post(f"{path}/branch", json={"number": 3}).status_code == 404
    assert http.delete(path).status_code == 204
    assert http.get(path).status_code == 404


def test_a_conversation_of_somebody_else_is_not_there(locked: Locked) -> None:
    with httpx.Client(base_url=locked.url, timeout=60) as http:
        mine = http.post("/api/v1/conversations", json={"title": "Private"}, headers=bearer(locked.ana)).json()
        path = f"/api/v1/conversations/{mine['id']}"
        for response in (
            http.get(path, headers=bearer(locked.bob)),
            http.patch(path, json={"title": "Mine"}, headers=bearer(locked.bob)),
            http.post(f"{path}/ask", json={"question": "Who?"}, headers=bearer(locked.bob)),
            http.delete(path, headers=bearer(locked.bob)),
        ):
            assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")
        listed = http.get("/api/v1/conversations", headers=bearer(locked.bob)).json()["conversations"]
        assert mine["id"] not in {conversation["id"] for conversation in listed}


def test_feedback_is_on_an_answer_or_on_an_exchange_of_a_conversation(locked: Locked) -> None:
    with httpx.Client(base_url=locked.url, headers=bearer(locked.bob), timeout=60) as http:
        answer = http.post("/api/v1/ask", json={"question": WARHEADS}).json()
        given = http.post("/api/v1/feedback", json={"answer": answer, "verdict": "down", "note": "answer: 15-60"})
        assert given.status_code == 201
        assert {**given.json()["answer"], "timings_ms": {}} == {**answer, "timings_ms": {}}

        conversation = http.post("/api/v1/conversations", json={}).json()
        http.post(f"/api/v1/conversations/{conversation['id']}/ask", json={"question": WARHEADS})
        up = {"conversation": conversation["id"], "number": 1, "verdict": "up"}
        assert http.post("/api/v1/feedback", json=up).json()["verdict"] == "up"
        assert http.post("/api/v1/feedback", json={**up, "number": 2}).status_code == 404

        for wrong in ({"verdict": "up"}, {**up, "answer": answer}, {"verdict": "up", "answer": {"text": "x"}}):
            assert http.post("/api/v1/feedback", json=wrong).status_code == 422

        given = [entry for entry in http.get("/api/v1/feedback").json() if entry["answer"]["question"] == WARHEADS]
        (entry,) = given  # the second verdict on the same answer replaced the first
        assert entry["verdict"] == "up"
        assert http.delete(f"/api/v1/feedback/{entry['id']}").status_code == 403
        assert http.delete(f"/api/v1/feedback/{entry['id']}", headers=bearer(locked.ana)).status_code == 204


def test_an_exchange_over_http_is_the_one_in_the_library(http: httpx.Client, served_pipeline: Pipeline) -> None:
    conversation = http.post("/api/v1/conversations", json={"title": "Kept"}).json()
    http.post(f"/api/v1/conversations/{conversation['id']}/ask", json={"question": WARHEADS})
    (over_http,) = http.get(f"/api/v1/conversations/{conversation['id']}").json()["exchanges"]
    (kept,) = served_pipeline.stores.library.conversations.exchanges(conversation["id"], "local")
    library = served_pipeline.stores.library
    assert (over_http["documents"], over_http["gone"]) == (exchange_to_json(kept, library)["documents"], [])
    assert over_http["versions"]["library_revision"] == served_pipeline.stores.library.revision


def test_an_answer_made_up_to_fill_the_library_is_refused_and_lists_come_in_pages(locked: Locked) -> None:
    with httpx.Client(base_url=locked.url, headers=bearer(locked.bob), timeout=60) as http:
        answer = http.post("/api/v1/ask", json={"question": WARHEADS}).json()
        told = http.post("/api/v1/feedback", json={"answer": {**answer, "text": "x" * 200_000, "claims": []}, "verdict": "up"})
        assert (told.status_code, told.json()["error"]["code"]) == (413, "too_large")
        for number in range(3):
            given = http.post("/api/v1/feedback", json={"answer": {**answer, "question": f"Paged {number}?"}, "verdict": "up"})
            assert given.status_code == 201
        page = http.get("/api/v1/feedback", params={"limit": 2, "offset": 1})
        assert [entry["answer"]["question"] for entry in page.json()] == ["Paged 1?", "Paged 0?"]
        assert int(page.headers["x-total-count"]) >= 3
        assert http.get("/api/v1/feedback", params={"limit": 100_000}).status_code == 422
