"""Administrators choose the language model over HTTP; nobody else does, and no key ever comes back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from qa.embedding import Embedder
from qa.pipeline import Pipeline
from qa.service.api.access import SESSION_COOKIE
from qa.service.api.app import create_app
from qa.settings import Settings
from qa.store import Stores
from tests import patient
from tests.qa.pipeline.writing.scripted import ScriptedServer, serving
from tests.qa.service.api.conftest import PASSWORD, Locked, bearer, served
from tests.small_model import CONTEXT, NAME, SayingModel, SmallServer

PLACE = "/api/v1/language-model"
KEY = "sk-live-4711"
QUESTION = "How many warheads does North Korea have?"
TRUE = "According to recent estimates, North Korea possesses anywhere from 15-60 nuclear warheads. [1]"
ROUTES = (("GET", PLACE), ("PUT", PLACE), ("DELETE", PLACE), ("POST", f"{PLACE}/found"), ("POST", f"{PLACE}/models"))


@pytest.fixture
def own(own_dir: Path, embedder: Embedder) -> Iterator[str]:
    """A server over a library of this test's own."""
    settings = Settings(data_dir=own_dir, llm_max_tokens=16)
    with Pipeline(Stores(settings), embedder, settings) as pipeline, served(create_app(pipeline, settings)) as address:
        yield address


@pytest.fixture
def model() -> Iterator[ScriptedServer]:
    made = ScriptedServer(lambda reply: reply.says(TRUE))
    with serving(made):
        yield made


def asked(url: str, question: str = QUESTION, **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = httpx.post(f"{url}/api/v1/ask", json={"question": question, **more}, timeout=60).json()
    return answer


def test_a_real_server_is_found_by_its_list_chosen_and_writes_without_a_restart(
    own: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a real model writes is looked at in tests/qa/pipeline/writing/test_small_model.py; loading one takes ten seconds."""
    server = SmallServer(SayingModel(TRUE))
    monkeypatch.setattr("qa.pipeline.writing.servers.USUAL_PORTS", (("vLLM", server.server_address[1]),))
    with serving(server), httpx.Client(base_url=own, timeout=120) as http:
        assert http.get(PLACE).json()["set_by"] is None
        (found,) = http.post(f"{PLACE}/found").json()["servers"]
        assert found == {
            "program": "vLLM",
            "address": server.base_url,
            "models": [{"name": NAME, "context": CONTEXT}],
        }
        chosen = http.put(PLACE, json={"address": found["address"], "model": NAME, "context": 1024}).json()
        assert (chosen["set_by"], chosen["model"], chosen["has_key"]) == ("administrator", NAME, False)
        assert asked(own)["reader"] == f"openai:{NAME}"
        assert len(server.asked) == 1
        assert asked(own, language_model=False)["reader"] == "extractive"
        assert http.delete(PLACE).json()["set_by"] is None
        assert asked(own)["reader"] == "extractive"
        assert len(server.asked) == 1


def test_a_key_goes_in_and_never_comes_out(own: str, model: ScriptedServer) -> None:
    with httpx.Client(base_url=own, timeout=60) as http:
        put = http.put(PLACE, json={"address": model.base_url, "model": "small", "key": KEY})
        got = http.get(PLACE)
        assert (put.status_code, put.json()["has_key"]) == (200, True)
        assert KEY not in put.text + got.text
        assert asked(own)["reader"] == "openai:small"
        assert model.keys == [f"Bearer {KEY}"]
        http.put(PLACE, json={"address": model.base_url, "model": "large"})  # the same address: the kept one serves on
        asked(own)
        assert model.keys[1:] == [f"Bearer {KEY}"]
        elsewhere = http.put(PLACE, json={"address": "http://127.0.0.1:9/v1", "model": "large"})
        assert elsewhere.json()["has_key"] is False


def test_who_is_no_administrator_is_refused_before_anything_is_looked_at(locked: Locked, model: ScriptedServer) -> None:
    body = {"address": model.base_url, "model": "small"}
    for method, path in ROUTES:
        refused = patient.request(method, locked.url + path, headers=bearer(locked.bob), json=body)
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "not_allowed"), (method, path)
        assert patient.request(method, locked.url + path, json=body).status_code == 401
    assert patient.get(locked.url + PLACE, headers=bearer(locked.ana)).json()["set_by"] is None
    assert model.asked == []


def test_a_page_of_another_site_cannot_choose_a_model(own: str, locked: Locked, model: ScriptedServer) -> None:
    with patient.client(base_url=locked.url) as http:
        http.post("/login", data={"name": "ana", "password": PASSWORD})
        session = {SESSION_COOKIE: http.cookies[SESSION_COOKIE]}
    body = {"address": model.base_url, "model": "small"}
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "http://evil.example"}, {"origin": "null"}):
        for url, cookies in ((own, {}), (locked.url, session)):
            for method, path in ROUTES:
                refused = patient.request(method, url + path, headers=headers, cookies=cookies, json=body)
                assert (refused.status_code, refused.json()["error"]["code"]) == (403, "cross_site"), (method, path)
    assert patient.get(own + PLACE).json()["set_by"] is None


def test_what_cannot_be_a_models_server_is_refused_in_a_sentence(own: str) -> None:
    for body, why in (
        ({"address": "http://169.254.169.254/latest", "model": "x"}, "no model's server can be"),
        ({"address": "http://[::ffff:a9fe:a9fe]/v1", "model": "x"}, "no model's server can be"),
        ({"address": "file:///etc/passwd", "model": "x"}, "only http and https"),
        ({"address": "http://127.0.0.1:9/v1", "model": "two words"}, "a model's name"),
        ({"address": "http://127.0.0.1:9/v1", "model": "x", "key": "two words"}, "a key has at most"),
    ):
        refused = patient.put(own + PLACE, json=body)
        assert (refused.status_code, refused.json()["error"]["code"]) == (422, "model_server")
        assert why in refused.json()["error"]["message"]
    listed = patient.post(f"{own}{PLACE}/models", json={"address": "http://169.254.169.254/latest"})
    assert (listed.status_code, listed.json()["error"]["code"]) == (422, "model_server")


def test_the_setting_wins_and_says_so(own_dir: Path, embedder: Embedder, model: ScriptedServer) -> None:
    settings = Settings(data_dir=own_dir, llm="openai:set", llm_base_url=model.base_url)
    with Pipeline(Stores(settings), embedder, settings) as pipeline, served(create_app(pipeline, settings)) as url:
        state = patient.get(url + PLACE).json()
        assert (state["set_by"], state["model"], state["address"]) == ("setting", "set", model.base_url)
        for refused in (
            patient.put(url + PLACE, json={"address": model.base_url, "model": "small"}),
            patient.delete(url + PLACE),
        ):
            assert refused.status_code == 409
            assert "the server is set to openai:set, which wins" in refused.json()["error"]["message"]
