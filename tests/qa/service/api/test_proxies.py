"""Whose word is taken on where a request comes from."""

from typing import Any

import pytest

from qa.pipeline import Pipeline
from qa.service.api.app import create_app
from qa.service.api.proxies import Proxies
from qa.settings import load_settings
from qa.store.sql.passwords import FREE_ATTEMPTS
from qa.types.errors import SettingsError
from tests import patient
from tests.qa.service.api.conftest import PASSWORD, Locked, served
from tests.support import run_async


def seen(trusted: tuple[str, ...], peer: str, *headers: tuple[str, str], accounts: bool = True) -> Any:
    """The scope that reaches the app, or the status of a refusal."""
    found: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        found.append(scope)

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            found.append(message["status"])

    raw = [(name.encode(), value.encode()) for name, value in headers]
    scope = {"type": "http", "method": "GET", "path": "/", "scheme": "http", "client": (peer, 9), "headers": raw}
    run_async(Proxies(app, trusted, accounts)(scope, None, send))  # type: ignore[arg-type]
    return found[0]


def test_nobody_is_believed_unless_the_settings_name_them() -> None:
    scope = seen((), "127.0.0.1", ("x-forwarded-for", "203.0.113.9"), ("x-forwarded-proto", "https"), ("accept", "*/*"))
    assert (scope["client"], scope["scheme"]) == (("127.0.0.1", 9), "http")
    assert scope["headers"] == [(b"accept", b"*/*")]  # nothing behind this believes it either


@pytest.mark.parametrize(
    ("told", "client"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", "203.0.113.9"),  # the client made the first one up
        ("203.0.113.9, 10.0.0.7", "203.0.113.9"),  # two proxies of ours
        ("203.0.113.9:4711", "203.0.113.9"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("evil, 10.0.0.7", "10.0.0.7"),
        ("", "127.0.0.1"),
    ],
)
def test_a_trusted_proxy_tells_the_nearest_address_that_is_no_proxy_of_ours(told: str, client: str) -> None:
    scope = seen(("127.0.0.1", "10.0.0.0/8"), "127.0.0.1", ("x-forwarded-for", told), ("x-forwarded-proto", "https"))
    assert (scope["client"][0], scope["scheme"]) == (client, "https")


def test_without_accounts_what_came_through_a_proxy_is_refused() -> None:
    for header in ("x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via"):
        assert seen((), "127.0.0.1", (header, "x"), accounts=False) == 403
    assert seen((), "127.0.0.1", accounts=False)["client"] == ("127.0.0.1", 9)


def test_without_accounts_a_page_that_is_not_of_this_machine_cannot_act_through_a_proxy(url: str) -> None:
    for headers in ({"origin": "https://qa.example", "sec-fetch-site": "same-origin"}, {"via": "1.1 proxy"}):
        assert patient.post(f"{url}/api/v1/conversations", json={}, headers=headers).status_code == 403
    assert patient.post(f"{url}/api/v1/conversations", json={}, headers={"origin": url}).status_code == 201


def test_made_up_addresses_do_not_make_guessing_passwords_any_faster(locked: Locked) -> None:
    def guess(number: int) -> int:
        headers = {"x-forwarded-for": f"203.0.113.{number}"}
        data = {"name": "dora", "password": "guess"}
        return patient.post(f"{locked.url}/login", data=data, headers=headers).status_code

    assert [guess(number) for number in range(FREE_ATTEMPTS + 2)] == [401] * FREE_ATTEMPTS + [429] * 2


def test_behind_https_the_cookie_is_for_https_alone(served_pipeline: Pipeline) -> None:
    folder = str(served_pipeline.stores.library.path.parent)
    environ = {"QA_DATA_DIR": folder, "QA_AUTH": f"ana:{PASSWORD}", "QA_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8"}
    with served(create_app(served_pipeline, load_settings(environ))) as url:
        data = {"name": "ana", "password": PASSWORD}
        for proto, secure in (("https", True), ("http", False)):
            entered = patient.post(f"{url}/login", data=data, headers={"x-forwarded-proto": proto})
            assert ("secure" in entered.headers["set-cookie"].lower()) is secure


def test_proxies_are_addresses_and_need_accounts() -> None:
    for environ, said in (
        ({"QA_TRUSTED_PROXIES": "127.0.0.1"}, "QA_AUTH"),
        ({"QA_TRUSTED_PROXIES": "*", "QA_AUTH": "ana:12345678"}, "no address or network"),
        ({"QA_TRUSTED_PROXIES": "10.0.0.1/8", "QA_AUTH": "ana:12345678"}, "no address or network"),
    ):
        with pytest.raises(SettingsError, match=said.replace("*", "")):
            load_settings(environ)


def test_a_page_of_another_site_cannot_even_read_but_a_link_opens(url: str) -> None:
    elsewhere = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}
    for path in ("/api/v1/documents", "/health", "/v1/models", "/library/shelf", "/conversations/x.html"):
        for site in ("cross-site", "same-site"):  # another port of this machine is the same site
            assert patient.get(url + path, headers={**elsewhere, "sec-fetch-site": site}).status_code == 403
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert patient.get(f"{url}/login", headers=link).status_code == 303
    assert patient.get(f"{url}/api/v1/documents", headers=link).status_code == 403
    assert patient.get(f"{url}/login", headers={**link, "sec-fetch-dest": "iframe"}).status_code == 403


def test_who_may_not_add_is_told_before_the_file_is_read(locked: Locked) -> None:
    headers = {"authorization": f"Bearer {locked.bob}", "content-type": "multipart/form-data; boundary=x"}
    for path in ("files", "text", "urls"):
        told = patient.post(f"{locked.url}/api/v1/documents/{path}", headers=headers, content=b"no form at all")
        assert (told.status_code, told.json()["error"]["code"]) == (403, "not_allowed")
