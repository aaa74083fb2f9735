"""Who may: every route asks, but for those that tell nothing."""

import re

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from qa.pipeline import Pipeline
from qa.service.api.access import OPEN, SESSION_COOKIE
from qa.service.api.app import create_app
from qa.settings import Settings
from qa.store.sql.passwords import FREE_ATTEMPTS
from tests import patient
from tests.qa.service.api.conftest import PASSWORD, Locked, bearer, served


def paths(app: FastAPI) -> set[tuple[str, str]]:
    """Method and path of everything that can be called; MCP's route says no methods because it takes all."""
    return {
        (method, re.sub(r"[{}]|:path", "", context.path or ""))
        for context in iter_route_contexts(app.routes)
        for method in context.methods or ("GET", "POST", "DELETE")
    }


def test_every_route_but_health_readiness_and_login_asks_who_calls(locked: Locked) -> None:
    walked = paths(locked.app)
    assert {("POST", "/mcp"), ("POST", "/api/v1/ask"), ("POST", "/v1/chat/completions"), ("GET", "/metrics")} <= walked
    assert len(walked) > 25
    with httpx.Client(base_url=locked.url, timeout=60) as http:
        for method, path in sorted(walked):
            response = http.request(method, path)
            if path in OPEN:
                # 401: a log-in without a name; 303, 400: to and from a provider that the settings don't name
                assert response.status_code in (200, 303, 400, 401, 405), path
            else:
                assert response.status_code == 401, (method, path)
                assert response.json()["error"]["code"] == "not_authenticated"
                assert response.headers["www-authenticate"].startswith("Bearer")
    sign_on = {f"/login/oidc{each}" for each in ("", "/callback", "/logout")}
    assert {"/health", "/ready", "/login", "/manifest.json"} | sign_on == OPEN


def test_a_token_lets_in_and_a_wrong_one_does_not(locked: Locked) -> None:
    with httpx.Client(base_url=locked.url, timeout=60) as http:
        assert http.get("/api/v1/documents", headers=bearer(locked.bob)).status_code == 200
        for token in ("wrong", locked.bob[:-1], locked.bob + "x", "\u00fc"):
            headers = {"authorization": f"Bearer {token}".encode()}
            assert http.get("/api/v1/documents", headers=headers).status_code == 401, token
        for scheme in ("Bearer", "Basic", f"Token {locked.bob}"):
            assert http.get("/api/v1/documents", headers={"authorization": scheme}).status_code == 401


def test_logging_in_gives_a_cookie_that_scripts_cannot_read_and_logging_out_ends_it(locked: Locked) -> None:
    with httpx.Client(base_url=locked.url, timeout=60) as http:
        page = http.get("/api/v1/documents/x", headers={"accept": "text/html"})
        assert page.status_code == 401  # of the API: programs are told
        page = http.get("/source/x?at=1-2", headers={"accept": "text/html"})
        assert (page.status_code, page.headers["location"]) == (303, "/login?next=%2Fsource%2Fx%3Fat%3D1-2")
        form = http.get(page.headers["location"])
        assert 'value="/source/x?at=1-2"' in form.text

        entered = http.post("/login", data={"name": "ana", "password": PASSWORD, "next": "/source/x?at=1-2"})
        assert (entered.status_code, entered.headers["location"]) == (303, "/source/x?at=1-2")
        cookie = entered.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert "secure" not in cookie  # this is no https
        assert http.get("/api/v1/documents").status_code == 200
        held = http.cookies[SESSION_COOKIE]
        assert http.post("/logout").headers["location"] == "/login"
        assert http.get("/api/v1/documents", cookies={SESSION_COOKIE: held}).status_code == 401


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example", "evil"])
def test_logging_in_leads_nowhere_else(locked: Locked, target: str) -> None:
    entered = patient.post(f"{locked.url}/login", data={"name": "ana", "password": PASSWORD, "next": target})
    assert entered.headers["location"] == "/"


def test_guessing_passwords_is_slowed_down_and_what_is_typed_is_escaped(locked: Locked) -> None:
    name = 'eve"><script>'
    data = {"name": name, "password": "guess"}
    for _ in range(FREE_ATTEMPTS):
        refused = patient.post(f"{locked.url}/login", data=data)
        assert refused.status_code == 401
    assert "Wrong name or password." in refused.text
    assert "<script>" not in refused.text
    stopped = patient.post(f"{locked.url}/login", data=data)
    assert stopped.status_code == 429
    assert int(stopped.headers["retry-after"]) > 0


def test_a_page_of_another_site_cannot_make_a_browser_act(url: str, locked: Locked) -> None:
    elsewhere = (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
    )
    with httpx.Client(base_url=locked.url, timeout=60) as http:
        http.post("/login", data={"name": "ana", "password": PASSWORD})
        session = {SESSION_COOKIE: http.cookies[SESSION_COOKIE]}
    for address, cookies in ((url, {}), (locked.url, session)):
        for headers in elsewhere:
            for path in ("/api/v1/conversations", "/v1/chat/completions", "/mcp", "/login", "/logout"):
                refused = patient.post(address + path, json={}, headers=headers, cookies=cookies)
                assert (refused.status_code, refused.json()["error"]["code"]) == (403, "cross_site"), (path, headers)
        for headers in ({"sec-fetch-site": "same-origin"}, {"origin": address}, {}):
            assert patient.post(f"{address}/api/v1/conversations", json={}, headers=headers, cookies=cookies).status_code == 201
    # A token isn't sent by a browser on its own.
    headers = {**bearer(locked.bob), "origin": "http://notebook.example"}
    assert patient.post(f"{locked.url}/api/v1/conversations", json={}, headers=headers).status_code == 201


def test_without_auth_another_host_name_is_turned_away(url: str) -> None:
    assert patient.get(f"{url}/api/v1/documents", headers={"host": "evil.example"}).status_code == 400


def test_without_auth_there_is_nothing_to_log_in_to(url: str) -> None:
    assert patient.get(f"{url}/login").headers["location"] == "/"
    assert patient.get(f"{url}/api/v1/documents", headers=bearer("anything")).status_code == 200


def test_a_user_who_is_removed_is_out_at_once(locked: Locked, served_pipeline: Pipeline) -> None:
    accounts = served_pipeline.stores.library.accounts
    accounts.add("cleo", PASSWORD)
    token = accounts.create_token("cleo", "")
    assert patient.get(f"{locked.url}/api/v1/documents", headers=bearer(token)).status_code == 200
    accounts.remove("cleo")
    assert patient.get(f"{locked.url}/api/v1/documents", headers=bearer(token)).status_code == 401


def test_health_and_readiness_tell_no_more_than_that(locked: Locked) -> None:
    assert patient.get(f"{locked.url}/health").json() == {"status": "ok"}
    assert patient.get(f"{locked.url}/ready").json() == {"status": "ready"}


def test_readiness_says_how_far_an_index_that_is_being_filled_has_got(served_pipeline: Pipeline, data_dir: object) -> None:
    settings = Settings(data_dir=data_dir)
    with Pipeline.open(settings) as pipeline, served(create_app(pipeline, settings)) as url:
        pipeline.stores.keeper.catching_up = (1, 4)
        assert patient.get(f"{url}/ready").json() == {"status": "ready", "index": "being filled, 25 %"}


def test_a_library_whose_file_was_deleted_is_not_ready_answers_nothing_and_says_nothing_else(
    served_pipeline: Pipeline, data_dir: object
) -> None:
    settings = Settings(data_dir=data_dir)
    with Pipeline.open(settings) as pipeline, served(create_app(pipeline, settings)) as url:
        pipeline.stores.library.path.unlink()
        for name in ("-wal", "-shm"):
            pipeline.stores.library.path.with_name(f"library.sqlite{name}").unlink(missing_ok=True)
        response = patient.get(f"{url}/ready")
        assert (response.status_code, response.json()) == (503, {"status": "not ready"})
        asked = patient.post(f"{url}/api/v1/ask", json={"question": "Who sings?"})
        assert asked.status_code == 503
        assert "was deleted or replaced while it was open" in asked.json()["error"]["message"]
        assert patient.get(f"{url}/health").status_code == 200


def test_a_setting_in_an_error_is_told_to_an_administrator_and_to_nobody_else(locked: Locked) -> None:
    def told(token: str) -> str:
        body = (b" " * 100_000 for _ in range(60))  # in pieces: who calls is known by then
        sent = httpx.post(
            f"{locked.url}/api/v1/ask", content=body, headers={**bearer(token), "content-type": "application/json"}
        )
        assert sent.status_code == 413
        return str(sent.json()["error"]["message"])

    assert "(setting QA_MAX_FILE_MB)" in told(locked.ana)
    assert "QA_" not in told(locked.bob)
    whole = httpx.post(f"{locked.url}/api/v1/ask", content=b" " * 6_000_000, headers=bearer(locked.bob))
    assert "QA_" not in whole.text
