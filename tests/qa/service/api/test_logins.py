"""A flood of log-ins costs those who flood, not those who work."""

import asyncio
import logging
import threading
from collections import Counter

import httpx
import pytest

from qa.pipeline import Pipeline
from qa.service.api.app import create_app
from qa.service.api.logins import _FREE, _WAITING
from qa.settings import Settings
from qa.store.sql.passwords import network_of
from qa.types.errors import WrongPasswordError
from tests import patient
from tests.qa.service.api.conftest import MANY, PASSWORD, bearer, served
from tests.support import run_async


@pytest.fixture
def settings(served_pipeline: Pipeline) -> Settings:
    folder = served_pipeline.stores.library.path.parent
    return Settings(data_dir=folder, auth=f"ana:{PASSWORD}", requests_per_minute=MANY)


def test_while_log_ins_are_checked_whoever_is_logged_in_is_served_and_too_many_more_are_told_to_come_again(
    served_pipeline: Pipeline, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(served_pipeline, settings)
    accounts = served_pipeline.stores.library.accounts
    token = accounts.create_token("ana", "tests")
    session = accounts.log_in("ana", PASSWORD, "192.0.2.1")
    go_on = threading.Event()

    def checked(name: str, password: str, address: str) -> str:
        go_on.wait(300)
        raise WrongPasswordError("wrong name or password")

    monkeypatch.setattr(accounts, "log_in", checked)
    at_once = _WAITING + 8

    async def flood(url: str) -> tuple[Counter[int], list[int]]:
        async with httpx.AsyncClient(base_url=url, timeout=60) as http:
            data = {"name": "nobody", "password": "guess"}
            asked = [asyncio.ensure_future(http.post("/login", data=data)) for _ in range(at_once)]
            refused = set()
            while len(refused) < at_once - _WAITING - 1:  # the others stay in line
                done, _ = await asyncio.wait(set(asked) - refused, return_when=asyncio.FIRST_COMPLETED)
                refused |= done
            working = [
                (await http.get("/api/v1/documents", headers=headers)).status_code
                for headers in (bearer(token), {"cookie": f"citedqa_session={session}"})
            ]
            go_on.set()
            return Counter(response.status_code for response in await asyncio.gather(*asked)), working

    with served(app) as url:
        answered, working = run_async(flood(url))
    assert working == [200, 200]
    assert answered == {401: _WAITING + 1, 503: at_once - _WAITING - 1}


def test_one_password_tried_on_many_names_from_one_address_is_stopped_but_right_ones_do_not_count(
    served_pipeline: Pipeline, settings: Settings
) -> None:
    with served(create_app(served_pipeline, settings)) as url, httpx.Client(base_url=url, timeout=60) as http:
        for _ in range(3):
            assert http.post("/login", data={"name": "ana", "password": PASSWORD}).status_code == 303
        told = [http.post("/login", data={"name": f"name{number}", "password": "Spring2026!"}) for number in range(_FREE + 3)]
        assert [each.status_code for each in told[:_FREE]] == [401] * _FREE
        assert told[-1].status_code == 429
        assert int(told[-1].headers["retry-after"]) > 0
        assert "too many log-ins from this address" in told[-1].text.lower()


def test_log_ins_are_logged_with_name_and_address_but_nothing_that_may_be_a_password(
    served_pipeline: Pipeline, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="qa")
    with served(create_app(served_pipeline, settings)) as url, httpx.Client(base_url=url, timeout=60) as http:
        http.post("/login", data={"name": "ana", "password": "wrong guess"})
        http.post("/login", data={"name": "mysecret\n99", "password": "ana"})
        http.post("/login", data={"name": "ana", "password": PASSWORD})
    lines = [record.getMessage() for record in caplog.records if record.name == "qa.service.api.logins"]
    assert lines == [
        "log-in failed for ana from 127.0.0.1: wrong name or password",
        "log-in failed for an unknown name from 127.0.0.1: wrong name or password",
        "logged in: ana from 127.0.0.1",
    ]


def test_a_field_longer_than_any_can_be_is_refused_before_it_is_looked_at(locked_url_of_own: str) -> None:
    for field in ("name", "password", "next"):
        assert patient.post(f"{locked_url_of_own}/login", data={field: "x" * 3000}).status_code == 422


@pytest.fixture
def locked_url_of_own(served_pipeline: Pipeline, settings: Settings) -> object:
    with served(create_app(served_pipeline, settings)) as url:
        yield url


def test_an_ipv6_customer_is_one_address() -> None:
    assert network_of("2001:db8:1:2:3::4") == network_of("2001:db8:1:2::9") == "2001:db8:1:2::/64"
    assert network_of("::ffff:192.0.2.1") == network_of("192.0.2.1") == "192.0.2.1"
    assert network_of("unix socket") == "unix socket"
