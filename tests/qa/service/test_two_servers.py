"""Two app processes over one PostgreSQL and one Chroma server are one service. All of them are real."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

import httpx
import pytest

from qa.service.client import Client, ServiceError
from qa.settings import Settings
from qa.store.sql import Library
from qa.types import Answer
from tests import patient
from tests.oidc_provider import CLIENT, SECRET, Provider, running_provider
from tests.postgres import PASSWORD, free_port
from tests.support import ARTICLE, Database, DataDir, environment_of

PROGRAMS = Path(sys.executable).parent
HARBOUR = "The harbour was closed on Monday. “It will open again in May,” said Ann Porter, the mayor of Whitby."
ANAS = "open:sesame:9"
CALLBACK = "/login/oidc/callback"
BRIDGE = "The bridge was painted red by John Smith. He said it took a week."


@pytest.fixture(scope="module")
def settings(new_data_dir: DataDir, new_database: Database, chroma_server: str) -> Settings:
    """Of a database and an index that are empty."""
    return Settings(data_dir=new_data_dir(), database_url=new_database(), chroma_url=chroma_server)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # of the provider: it has no certificate
        with running_provider() as running:
            yield running


@pytest.fixture(scope="module")
def processes(settings: Settings, new_data_dir: DataDir, provider: Provider) -> "Iterator[list[subprocess.Popen[str]]]":
    """Each with a data directory of its own, as on two machines; people are sent back from the provider to the first."""
    with ExitStack() as ending:
        started = []
        ports = free_port(), free_port()
        provider.client.redirect_uris = [f"http://127.0.0.1:{ports[0]}{CALLBACK}"]
        provider.client.leave_uris = [f"http://127.0.0.1:{ports[0]}/login"]
        shared = {
            "QA_AUTH": f"ana:{ANAS}",
            "QA_OIDC_ISSUER": provider.issuer,
            "QA_OIDC_CLIENT_ID": CLIENT,
            "QA_OIDC_CLIENT_SECRET": SECRET,
            "QA_OIDC_REDIRECT_URL": provider.client.redirect_uris[0],
            "QA_OIDC_LOGOUT": "true",
        }
        for port in ports:
            environment = environment_of(settings) | shared | {"QA_DATA_DIR": str(new_data_dir()), "QA_PORT": str(port)}
            process = subprocess.Popen([PROGRAMS / "qa", "serve"], env=environment, stdout=subprocess.PIPE, text=True)
            ending.callback(process.wait)
            ending.callback(process.kill)
            started.append(process)
        yield started


@pytest.fixture(scope="module")
def addresses(processes: "list[subprocess.Popen[str]]") -> tuple[str, str]:
    one, other = (_address(process) for process in processes)
    return one, other


@pytest.fixture(scope="module")
def servers(addresses: tuple[str, str], settings: Settings) -> Iterator[tuple[Client, Client]]:
    with Library.of(settings) as library:
        token = library.accounts.create_token("ana", "tests")
    one, other = (Client(address, token) for address in addresses)
    with one, other:
        yield one, other


def _address(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"ready at (\S+)", line):
            return found[1]
    raise AssertionError("the server has ended")


def answers(client: Client, *questions: str) -> list[Answer]:
    """All that it answers, but for how long that took."""
    return [replace(client.ask(question), timings_ms={}) for question in questions]


def sources(client: Client) -> set[str]:
    return {document.source for document in client.documents()}


def test_what_goes_in_through_one_is_answered_by_the_other_in_the_same_words(servers: tuple[Client, Client]) -> None:
    one, other = servers
    job = one.add_text(HARBOUR, title="The harbour", source="harbour", key="k1")
    assert other.wait(job).items[0].added == 1
    assert other.add_text(HARBOUR, title="The harbour", source="harbour", key="k1").id == job.id
    one.wait(other.add_text(BRIDGE, title="The bridge", source="bridge"))
    other.wait(other.add(ARTICLE))
    questions = ("When was the harbour closed?", "What did Porter say?", "Who painted the bridge?", "How tall is the mayor?")
    found = answers(one, *questions)
    assert [answer.status for answer in found[:3]] == ["answered", "answered", "answered"]
    assert found[3].confidence != "sure"
    assert [citation.source for citation in found[0].citations[:1]] == ["harbour"]
    assert {citation.source for citation in found[1].citations} == {"harbour", ARTICLE.name}  # two people of that name
    assert answers(other, *questions) == found


def test_what_is_removed_through_one_is_gone_from_the_other(servers: tuple[Client, Client]) -> None:
    one, other = servers
    (bridge,) = other.documents("bridge")
    assert answers(other, "Who painted the bridge?")[0].citations[0].document_id == bridge.id
    one.remove(bridge.id)
    answer = answers(other, "Who painted the bridge?")[0]
    assert bridge.id not in {citation.document_id for citation in (*answer.citations, *answer.closest)}
    assert sources(one) == sources(other) == {"harbour", ARTICLE.name}
    other.wait(one.add_text(BRIDGE, title="The bridge", source="bridge"))
    assert answers(other, "Who painted the bridge?") == answers(one, "Who painted the bridge?")
    assert answers(other, "Who painted the bridge?")[0].citations[0].document_id == bridge.id


def test_a_conversation_goes_on_at_whichever_process_it_comes_to(servers: tuple[Client, Client]) -> None:
    one, other = servers
    talk = one.start()
    one.ask_within(talk, "When was the harbour closed?")
    assert "harbour" in other.ask_within(talk, "Why was it closed?").answer.standalone_question
    assert [exchange.answer.question for exchange in one.exchanges(talk)] == [
        "When was the harbour closed?",
        "Why was it closed?",
    ]


def test_who_logs_in_through_one_is_known_to_the_other_and_out_of_both_at_once(
    addresses: tuple[str, str], provider: Provider
) -> None:
    one, other = addresses

    def inside() -> list[int]:
        return [http.get(f"{address}/api/v1/documents").status_code for address in addresses]

    with httpx.Client(timeout=60) as http:
        http.post(f"{one}/login", data={"name": "ana", "password": ANAS})
        assert inside() == [200, 200]
        (held,) = http.get(f"{other}/api/v1/sessions").json()
        assert http.delete(f"{other}/api/v1/sessions/{held['id']}").status_code == 204
        assert inside() == [401, 401]

    with httpx.Client(timeout=60) as http:
        log_in = partial(_log_in_by, provider, http)
        log_in(one, one)
        assert inside() == [200, 200]
        assert f"{provider.issuer}/logout" in http.post(f"{other}/logout").text
        assert inside() == [401, 401]
        log_in(other, one)  # a proxy may bring somebody back to another process than they began at
        assert http.get(f"{other}/api/v1/sessions").json()[0]["user"] == "otto"
        told = patient.post(f"{other}/login/oidc/logout", data={"logout_token": provider.logout_token(sub="1", sid="s1")})
        assert (told.status_code, inside()) == (200, [401, 401])


def _log_in_by(provider: Provider, http: httpx.Client, begun_at: str, ended_at: str) -> None:
    provider.person = {"sub": "1", "preferred_username": "otto", "sid": "s1"}
    back = patient.get(http.get(f"{begun_at}/login/oidc").headers["location"]).headers["location"]
    assert back.startswith(f"{ended_at}{CALLBACK}")
    assert http.get(back).status_code == 200


def test_the_terminal_works_beside_them_and_a_process_that_is_killed_takes_nothing_along(
    servers: tuple[Client, Client], processes: "list[subprocess.Popen[str]]", settings: Settings, tmp_path: Path
) -> None:
    one, other = servers
    (tmp_path / "ferry.txt").write_text("The ferry to Amsterdam was late on Friday because of ice.")
    processes[0].kill()
    command = [PROGRAMS / "qa", "ingest", tmp_path / "ferry.txt"]
    done = subprocess.run(command, env=environment_of(settings), capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout.strip()[:7]) == (0, "added 1"), done.stderr
    assert "Friday" in other.ask("When was the ferry late?").citations[0].quote
    with pytest.raises(ServiceError):
        one.ask("When was the ferry late?")
    doctor = subprocess.run(
        [PROGRAMS / "qa", "doctor"], env=environment_of(settings), capture_output=True, text=True, check=False
    )
    assert doctor.returncode == 0, doctor.stdout
    assert PASSWORD not in doctor.stdout
    assert "p%40ss" not in doctor.stdout
