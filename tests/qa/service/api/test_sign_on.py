"""Logging in by a provider of OpenID Connect that runs here, and what is tried against it."""

import logging
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import OctKey, RSAKey

from qa.pipeline import Pipeline
from qa.service.api.access import SESSION_COOKIE
from tests import patient
from tests.oidc_provider import CLIENT, SECRET, Provider
from tests.qa.service.api.conftest import PASSWORD, bearer
from tests.qa.service.api.signing_on import CALLBACK, Site, serving

UNTRUE = "can&#39;t be trusted"
# Signed not at all is one of the lies.
pytestmark = pytest.mark.filterwarnings("ignore:JWS algorithm")


@pytest.fixture(scope="module")
def shared_site(served_pipeline: Pipeline, provider: Provider) -> Iterator[Site]:
    with serving(served_pipeline, provider, oidc_editors="desk", oidc_admins="chiefs", oidc_role_claim="groups") as site:
        yield site


@pytest.fixture
def site(shared_site: Site) -> Iterator[Site]:
    with shared_site.fresh():
        yield shared_site


@pytest.fixture
def own_site(served_pipeline: Pipeline, provider: Provider) -> Iterator[Site]:
    """A server that remembers what this test does to it."""
    with serving(served_pipeline, provider) as site:
        yield site


def refused(site: Site, response: httpx.Response, says: str) -> None:
    """Told on the log-in page, and nobody is let in."""
    assert response.status_code == 403
    assert says in response.text
    assert SESSION_COOKIE not in response.cookies
    assert site.library.sessions.list("otto") == ()


def test_who_the_provider_vouches_for_has_an_account_from_then_on_and_is_led_to_where_they_wanted(site: Site) -> None:
    with site.browser() as http:
        assert f"Log in with {urlsplit(site.provider.issuer).netloc}" in http.get("/login").text
        site.provider.person = {"sub": "1", "preferred_username": "otto"}
        entered = http.get(site.back(http, "/source/x?at=1-2"))
        assert entered.status_code == 200
        assert 'content="0;url=/source/x?at=1-2"' in entered.text
        cookie = entered.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert http.get("/api/v1/documents").status_code == 200
        (otto,) = (user for user in site.library.accounts.list() if user.name == "otto")
    with site.browser() as http:
        site.log_in(http, preferred_username="robert")  # known again by what the provider calls him, not by his name
        assert http.get("/api/v1/sessions").json()[0]["user"] == "otto"
    assert [user.id for user in site.library.accounts.list() if user.name == "otto"] == [otto.id]


def test_the_request_to_the_provider_carries_a_challenge_and_a_nonce_that_no_other_log_in_has(site: Site) -> None:
    with site.browser() as http:
        asked = [parse_qs(urlsplit(http.get("/login/oidc").headers["location"]).query) for _ in range(2)]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]
    assert asked[0]["code_challenge_method"] == ["S256"]


@pytest.mark.parametrize(
    ("groups", "role", "adds", "removes_feedback"),
    [(["chiefs", "desk"], "admin", 202, 404), ("desk", "editor", 202, 403), (["others"], "reader", 403, 403)],
)
def test_a_claim_says_what_somebody_may_do(site: Site, groups: object, role: str, adds: int, removes_feedback: int) -> None:
    with site.browser() as http:
        site.log_in(http, groups=groups)
        assert [user.role for user in site.library.accounts.list() if user.name == "otto"] == [role]
        added = http.post("/api/v1/documents/text", json={"text": "The harbour is open.", "title": "Harbour"})
        assert added.status_code == adds
        if adds == 202:
            job = http.get(f"/api/v1/jobs/{added.json()['id']}", params={"wait": 20}).json()
            for document in site.library.document_list.find("Harbour").documents:
                assert http.delete(f"/api/v1/documents/{document.summary.id}").status_code == 200, job
        assert http.delete("/api/v1/feedback/none").status_code == removes_feedback


def test_a_role_that_was_taken_away_is_gone_at_the_next_log_in(site: Site) -> None:
    with site.browser() as http:
        site.log_in(http, groups=["chiefs"])
        site.log_in(http, groups=[])
        assert [user.role for user in site.library.accounts.list() if user.name == "otto"] == ["reader"]


def test_claims_may_also_stand_in_userinfo_and_within_others(served_pipeline: Pipeline, provider: Provider) -> None:
    settings = {"oidc_role_claim": "realm_access.roles", "oidc_admins": "qa-admin"}
    with serving(served_pipeline, provider, **settings) as site, site.browser() as http:
        provider.in_userinfo = frozenset({"realm_access", "preferred_username"})
        site.log_in(http, realm_access={"roles": ["qa-admin"]})
        assert [user.role for user in site.library.accounts.list() if user.name == "otto"] == ["admin"]


def test_who_has_none_of_the_roles_that_let_in_is_refused_and_logged_out_elsewhere(
    served_pipeline: Pipeline, provider: Provider
) -> None:
    settings = {"oidc_role_claim": "groups", "oidc_readers": "staff"}
    with serving(served_pipeline, provider, **settings) as site, site.browser() as http, site.browser() as other:
        site.log_in(http, groups=["staff"])
        token = site.library.accounts.create_token("otto", "notebook")
        assert patient.get(f"{site.url}/api/v1/documents", headers=bearer(token)).status_code == 200
        refused(site, site.log_in(other, groups=["guests"]), "You may not use this")
        assert http.get("/api/v1/documents").status_code == 401
        assert patient.get(f"{site.url}/api/v1/documents", headers=bearer(token)).status_code == 401


def test_a_name_that_has_an_account_by_password_is_not_had_by_calling_oneself_so(site: Site) -> None:
    site.library.accounts.add("carl", PASSWORD, admin=True)
    for name in ("ana", "carl"):
        begun = site.library.sessions.list(name)
        with site.browser() as http:
            told = site.log_in(http, sub="9", preferred_username=name)
            assert (told.status_code, SESSION_COOKIE in http.cookies) == (403, False)
            assert f"there is an account {name} already" in told.text.lower()
            assert site.library.sessions.list(name) == begun


def test_an_account_of_the_provider_has_no_password(site: Site) -> None:
    with site.browser() as http:
        site.log_in(http)
    for password in ("", "!", "otto"):
        assert patient.post(f"{site.url}/login", data={"name": "otto", "password": password}).status_code == 401


def test_another_state_than_this_browsers_is_refused(site: Site) -> None:
    with site.browser() as http, site.browser() as attacker:
        back = site.back(http)
        state = parse_qs(urlsplit(back).query)["state"][0]
        for wrong in (back.replace(state, "x" * len(state)), back.replace(f"state={state}", ""), back + "&state="):
            refused(site, http.get(wrong), "begun in another browser")
        # Somebody's own code, sent to whoever shall work under their account without noticing.
        refused(site, http.get(site.back(attacker)), "begun in another browser")


def test_a_code_from_another_log_in_is_refused(site: Site) -> None:
    with site.browser() as victim, site.browser() as attacker:
        stolen = parse_qs(urlsplit(site.back(victim)).query)["code"][0]
        own = site.back(attacker)
        refused(
            site,
            attacker.get(own.replace(parse_qs(urlsplit(own).query)["code"][0], stolen)),
            UNTRUE,
        )


def test_a_log_in_ends_once(site: Site) -> None:
    with site.browser() as http:
        site.provider.person = {"sub": "1", "preferred_username": "otto"}
        back = site.back(http)
        assert http.get(back).status_code == 200
        site.library.sessions.end_all("otto")
        refused(site, http.get(back), "begun in another browser")


LIES = {
    "another nonce": ({"nonce": "x"}, "nonce"),
    "no nonce": ({"nonce": None}, "nonce"),
    "an expired token": ({"iat": 0, "exp": int(time.time()) - 120}, "expired"),
    "a token without an end": ({"exp": None}, "exp"),
    "another issuer": ({"iss": "https://evil.example"}, "iss"),
    "another audience": ({"aud": "another-app"}, "aud"),
    "one audience of several, given to another": ({"aud": [CLIENT, "another-app"], "azp": "another-app"}, "azp"),
    "several audiences, given to nobody": ({"aud": [CLIENT, "another-app"]}, "azp"),
    "no subject": ({"sub": None}, "sub"),
    "an empty subject": ({"sub": ""}, "sub|names nobody"),
    "a subject that is no text": ({"sub": 7}, "sub|names nobody"),
    "a token from the future": ({"iat": int(time.time()) + 3600}, "future|iat"),
    "somebody else's access token": ({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, "at_hash"),
}


def test_what_is_signed_is_refused_with_any_lie_in_it(own_site: Site, caplog: pytest.LogCaptureFixture) -> None:
    for lie, (claims, logged) in LIES.items():

        def tell(told: dict[str, Any], claims: dict[str, Any] = claims) -> None:
            told.update(claims)
            for name in [name for name, value in told.items() if value is None]:
                del told[name]

        caplog.clear()
        with own_site.browser() as http, caplog.at_level(logging.WARNING, logger="qa"):
            own_site.provider.lie = tell
            refused(own_site, own_site.log_in(http), UNTRUE)
        failure = next(record.getMessage() for record in caplog.records if "failed from" in record.getMessage())
        assert any(part in failure for part in logged.split("|")), (lie, failure)


def test_what_another_key_signed_or_a_weaker_way_is_refused(site: Site) -> None:
    others = (
        (RSAKey.generate_key(2048, {"kid": "first"}, auto_kid=False), "RS256"),
        (RSAKey.generate_key(2048, {"kid": "second"}, auto_kid=False), "RS256"),
        (OctKey.import_key(SECRET, {"kid": "first"}), "HS256"),
        (OctKey.import_key(SECRET, {"kid": "first"}), "none"),
    )
    for key, algorithm in others:
        site.provider.signs_with, site.provider.algorithm = key, algorithm
        with site.browser() as http:
            refused(site, site.log_in(http), UNTRUE)


def test_a_provider_that_changed_its_keys_is_asked_for_them_again(own_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.service.api.provider._KEYS_SECONDS", 0.0)
    with own_site.browser() as http:
        assert own_site.log_in(http).status_code == 200
        former, new = own_site.provider.key, RSAKey.generate_key(2048, {"kid": "new"}, auto_kid=False)
        own_site.provider.key = own_site.provider.signs_with = new
        try:
            assert own_site.log_in(http).status_code == 200
        finally:
            own_site.provider.key = former


def test_nothing_leads_elsewhere(site: Site) -> None:
    with site.browser() as http:
        for target in ("https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example"):
            site.provider.person = {"sub": "1", "preferred_username": "otto"}
            assert 'content="0;url=/"' in http.get(site.back(http, target)).text
        # The provider is told the address of the settings, whatever the browser calls this server.
        begun = http.get("/login/oidc", headers={"host": "evil.example", "x-forwarded-host": "evil.example"})
        assert parse_qs(urlsplit(begun.headers["location"]).query)["redirect_uri"] == [f"{site.url}{CALLBACK}"]
        # And sends nobody to an address that isn't registered with it.
        elsewhere = begun.headers["location"].replace(f"{urlsplit(site.url).port}%2Flogin", "1%2Flogin")
        assert patient.get(elsewhere).status_code == 400


def test_an_answer_of_another_provider_and_a_refusal_are_told(site: Site) -> None:
    with site.browser() as http:
        refused(site, http.get(site.back(http) + "&iss=https://evil.example"), "Another provider answered")
        back = site.back(http)
        state = parse_qs(urlsplit(back).query)["state"][0]
        refused(site, http.get(CALLBACK, params={"state": state, "error": "access_denied"}), "(access_denied)")
        state = parse_qs(urlsplit(site.back(http)).query)["state"][0]
        hostile = http.get(CALLBACK, params={"state": state, "error": "<script>alert(1)</script>"})
        refused(site, hostile, "an error of its own")
        assert "<script>" not in hostile.text


def test_a_page_of_another_site_can_bring_nobody_in_but_by_leading_there(site: Site) -> None:
    with site.browser() as http:
        back = site.back(http)
        image = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}
        assert http.get(back, headers=image).json()["error"]["code"] == "cross_site"
        tab = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
        site.provider.person = {"sub": "1", "preferred_username": "otto"}
        assert http.get(back, headers=tab).status_code == 200


def test_without_the_provider_passwords_still_let_in(served_pipeline: Pipeline, provider: Provider) -> None:
    with serving(served_pipeline, provider, oidc_issuer="http://127.0.0.1:9") as site, site.browser() as http:
        told = http.get("/login/oidc", params={"next": "/source/x"})
        assert (told.status_code, "can&#39;t be reached now" in told.text) == (503, True)
        assert 'value="/source/x"' in told.text
        assert http.post("/login", data={"name": "ana", "password": PASSWORD}).status_code == 303


def test_a_provider_that_calls_itself_otherwise_is_not_used(served_pipeline: Pipeline, provider: Provider) -> None:
    with serving(served_pipeline, provider, oidc_issuer=f"{provider.issuer}/") as site, site.browser() as http:
        assert http.get("/login/oidc").status_code == 503


def test_the_session_ends_when_the_provider_is_to_be_asked_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with site.browser() as http:
        site.log_in(http)
        assert http.get("/api/v1/documents").status_code == 200
        now = time.time() + 12 * 3600 + 1
        monkeypatch.setattr(site.library.accounts, "_clock", lambda: now)
        assert http.get("/api/v1/documents").status_code == 401


def test_who_tries_over_and_over_is_told_to_wait(own_site: Site) -> None:
    with own_site.browser() as http:
        told = [http.get(CALLBACK, params={"state": "x", "code": "y"}) for _ in range(33)]
    assert {each.status_code for each in told[:30]} == {403}
    assert told[-1].status_code == 429
    assert int(told[-1].headers["retry-after"]) > 0


def test_people_see_their_sessions_and_end_them_and_admins_everybodys(site: Site) -> None:
    with site.browser() as otto, site.browser() as also_otto, site.browser() as ana:
        site.log_in(otto)
        site.log_in(also_otto)
        ana.post("/login", data={"name": "ana", "password": PASSWORD})
        held = otto.get("/api/v1/sessions").json()
        assert [each["user"] for each in held] == ["otto", "otto"]
        assert {each["address"] for each in held} == {"127.0.0.1"}
        assert otto.get("/api/v1/sessions", params={"everybody": True}).json() == held
        hers = ana.get("/api/v1/sessions").json()[0]
        assert hers["user"] == "ana"
        assert otto.delete(f"/api/v1/sessions/{hers['id']}").status_code == 404
        assert otto.delete(f"/api/v1/sessions/{held[0]['id']}").status_code == 204
        assert sorted([otto.get("/api/v1/documents").status_code, also_otto.get("/api/v1/documents").status_code]) == [200, 401]
        everybodys = ana.get("/api/v1/sessions", params={"everybody": True}).json()
        assert {each["user"] for each in everybodys} >= {"ana", "otto"}
        assert ana.delete(f"/api/v1/sessions/{held[1]['id']}").status_code == 204
        assert also_otto.get("/api/v1/documents").status_code == otto.get("/api/v1/documents").status_code == 401
