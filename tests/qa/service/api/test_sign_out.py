"""Logging out at the provider as well, and being logged out by it; and what is tried against that."""

import html
import logging
import re
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import OctKey, RSAKey

from qa.pipeline import Pipeline
from tests.oidc_provider import SECRET, Provider
from tests.qa.service.api.conftest import PASSWORD
from tests.qa.service.api.signing_on import Site, serving

BACK_CHANNEL = "/login/oidc/logout"
LOGGED_OUT = "http://schemas.openid.net/event/backchannel-logout"
NOW = int(time.time())
# Signed not at all is one of the lies.
pytestmark = pytest.mark.filterwarnings("ignore:JWS algorithm")


@pytest.fixture
def site(served_pipeline: Pipeline, provider: Provider) -> Iterator[Site]:
    with serving(served_pipeline, provider, oidc_logout=True) as site:
        provider.left.clear()
        yield site


def said(site: Site, token: str) -> int:
    """What the provider is answered."""
    return httpx.post(f"{site.url}{BACK_CHANNEL}", data={"logout_token": token}, timeout=60).status_code


def way_out(answer: httpx.Response) -> str:
    """Where the page leads after a log-out."""
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    found = re.search(r'content="0;url=([^"]+)"', answer.text)
    assert found is not None
    return html.unescape(found[1])


def test_who_logs_out_is_logged_out_at_the_provider_and_led_back_to_the_log_in_page(site: Site) -> None:
    with site.browser() as http:
        site.log_in(http)
        leaving = way_out(http.post("/logout"))
        assert site.library.sessions.list("otto") == ()  # here already, whatever happens there
        assert http.get("/api/v1/documents").status_code == 401
        back = httpx.get(leaving, timeout=60)
        assert (back.status_code, back.headers["location"]) == (307, f"{site.url}/login")
    assert [claims["sub"] for claims in site.provider.left] == ["1"]


def test_where_the_way_out_leads_is_not_the_browsers_to_say(site: Site) -> None:
    with site.browser() as http:
        site.log_in(http)
        hostile = {"host": "evil.example", "x-forwarded-host": "evil.example"}
        leaving = way_out(http.post("/logout?next=//evil.example", headers=hostile, data={"next": "//evil.example"}))
        assert leaving.startswith(f"{site.provider.issuer}/logout?of=us&")
        assert parse_qs(urlsplit(leaving).query)["post_logout_redirect_uri"] == [f"{site.url}/login"]
        site.log_in(http)
        for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
            assert http.post("/logout", headers=headers).status_code == 403
        assert http.get("/api/v1/documents").status_code == 200


def test_a_log_in_by_password_and_one_that_is_to_stay_there_end_here_alone(site: Site, served_pipeline: Pipeline) -> None:
    with site.browser() as http:
        http.post("/login", data={"name": "ana", "password": PASSWORD})
        assert http.post("/logout").headers["location"] == "/login"
    with serving(served_pipeline, site.provider) as plain, plain.browser() as http:
        plain.log_in(http)
        with plain.library.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM sessions WHERE id_token IS NOT NULL").scalar() == 0
        assert http.post("/logout").headers["location"] == "/login"
    assert site.provider.left == []


def test_a_provider_that_is_away_or_knows_no_log_out_keeps_nobody_in(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for ways in (None, "http://provider.example/logout"):  # no such address, and one in the clear
        monkeypatch.setattr("qa.service.api.provider._KNOWN_SECONDS", 0.0)
        with site.browser() as http:
            site.log_in(http)
            site.provider.leaves_at = ways
            assert http.post("/logout").headers["location"] == "/login"
            assert site.library.sessions.list("otto") == ()
            site.provider.leaves_at = "/logout?of=us"
    with site.browser() as http:
        site.log_in(http)
        monkeypatch.setattr(site.provider, "issuer", "elsewhere")  # so that it can't be believed
        assert http.post("/logout").headers["location"] == "/login"
        assert site.library.sessions.list("otto") == ()


def test_a_session_that_ends_at_the_provider_ends_here_and_no_other(site: Site) -> None:
    with site.browser() as one, site.browser() as other, site.browser() as robert:
        site.log_in(one, sid="s1")
        site.log_in(other, sid="s2")
        site.log_in(robert, sub="2", preferred_username="robert", sid="s3")
        token = site.library.accounts.create_token("otto", "notebook")

        def inside() -> list[bool]:
            return [http.get("/api/v1/documents").status_code == 200 for http in (one, other, robert)]

        assert said(site, site.provider.logout_token(sid="s3", sub="1")) == 200  # not this person's
        assert said(site, site.provider.logout_token(sub="3")) == 200  # unknown: nothing to end
        assert inside() == [True, True, True]
        assert said(site, site.provider.logout_token(sid="s1", sub="1")) == 200
        assert inside() == [False, True, True]
        site.log_in(one, sid="s4")
        assert said(site, site.provider.logout_token(sub="1")) == 200
        assert inside() == [False, False, True]
        assert said(site, site.provider.logout_token(sid="s3")) == 200
        assert inside() == [False, False, False]
        assert site.library.accounts.token(token) is not None


LIES = {
    "another issuer": ({"iss": "https://evil.example"}, "iss"),
    "another audience": ({"aud": "another-app"}, "aud"),
    "an end that has passed": ({"exp": NOW - 120}, "expired"),
    "no end": ({"exp": None}, "exp"),
    "no beginning": ({"iat": None}, "iat"),
    "a beginning long ago": ({"iat": NOW - 3600, "exp": NOW + 3600}, "too old"),
    "a beginning to come": ({"iat": NOW + 3600, "exp": NOW + 7200}, "future"),
    "a nonce": ({"nonce": "n"}, "no log-out"),
    "no event": ({"events": None}, "no log-out"),
    "another event": ({"events": {"https://evil.example": {}}}, "no log-out"),
    "an event that is a text": ({"events": {LOGGED_OUT: "yes"}}, "no log-out"),
    "events that are a text": ({"events": LOGGED_OUT}, "no log-out"),
    "nobody": ({"sub": None}, "nobody"),
    "a person that is a number": ({"sub": 1}, "nobody|StringOrURI"),
    "an empty session": ({"sid": ""}, "nobody"),
    "a list of sessions": ({"sid": ["s1"]}, "nobody"),
    "what no database holds": ({"sub": "1\0"}, "nobody|StringOrURI"),
}


@pytest.fixture
def otto(site: Site) -> Iterator[Site]:
    """Somebody who stays logged in, whatever is tried."""
    with site.browser() as http:
        site.log_in(http)
        yield site
        assert http.get("/api/v1/documents").status_code == 200


def test_a_log_out_that_isnt_one_is_refused(otto: Site, caplog: pytest.LogCaptureFixture) -> None:
    for lie, (claims, logged) in LIES.items():
        caplog.clear()
        with caplog.at_level(logging.WARNING, logger="qa"):
            assert said(otto, otto.provider.logout_token(**{"sub": "1", **claims})) == 400, lie
        assert any(part in caplog.text for part in logged.split("|")), (lie, caplog.text)


def test_a_log_out_that_another_signed_or_nobody_is_refused(otto: Site) -> None:
    others = (
        (RSAKey.generate_key(2048, {"kid": "first"}, auto_kid=False), "RS256"),
        (OctKey.import_key(SECRET, {"kid": "first"}), "HS256"),
        (OctKey.import_key(SECRET, {"kid": "first"}), "none"),
    )
    for key, algorithm in others:
        otto.provider.signs_with, otto.provider.algorithm = key, algorithm
        assert said(otto, otto.provider.logout_token(sub="1")) == 400
    for token in ("", "x", "a.b.c", "x" * 20_000):
        assert said(otto, token) == 400


def test_a_token_that_lets_in_logs_nobody_out_and_the_other_way_round(otto: Site) -> None:
    with otto.library.reading() as connection:
        id_token = connection.exec_driver_sql("SELECT id_token FROM sessions WHERE id_token IS NOT NULL").scalar_one()
    assert said(otto, id_token) == 400
    otto.provider.lie = lambda claims: claims.update({"events": {LOGGED_OUT: {}}, "nonce": None})
    with otto.browser() as http:
        assert otto.log_in(http).status_code == 403


def test_only_the_provider_says_so_no_page_and_nobody_over_and_over(otto: Site) -> None:
    token = otto.provider.logout_token(sub="1")
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
        page = httpx.post(f"{otto.url}{BACK_CHANNEL}", data={"logout_token": token}, headers=headers, timeout=60)
        assert page.status_code == 403
    assert httpx.get(f"{otto.url}{BACK_CHANNEL}", params={"logout_token": token}, timeout=60).status_code in (404, 405)
    told = [said(otto, "x") for _ in range(33)]
    assert set(told[:30]) == {400}
    assert told[-1] == 429
