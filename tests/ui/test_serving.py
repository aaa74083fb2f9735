"""`qa serve` as a program: where it listens, who may look, how it ends."""

import gc
import json
import re
import shutil
import signal
import socket
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from gradio.state_holder import SessionState
from playwright.sync_api import expect

from qa.embedding import Embedder
from qa.pipeline import Pipeline
from qa.settings import Settings
from tests import patient
from tests.support import DataDir, open_pipeline
from tests.ui.conftest import OpenPage, Serve, address_of, served
from tests.ui.steps import ask


def get(url: str, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read().decode()
    finally:
        connection.close()


def test_health_tells_no_more_than_that_it_is_well(corpus_url: str) -> None:
    status, _, body = get(corpus_url, "/health")
    assert (status, json.loads(body)) == (200, {"status": "ok"})


def test_every_answer_of_the_server_forbids_what_the_page_does_not_need(corpus_url: str) -> None:
    for path in ("/", "/health", "/config", "/no-such-page"):
        policy = get(corpus_url, path, accept="text/html")[1]["content-security-policy"]
        directives = dict(part.split(" ", 1) for part in policy.split("; "))
        assert directives["default-src"] == directives["connect-src"] == directives["form-action"] == "'self'"
        assert directives["img-src"] == "'self' data: blob:"
        assert "unsafe-inline" not in directives["script-src"]
        assert "http" not in policy


def test_a_mistaken_address_is_a_page_for_a_browser_and_json_for_a_program(corpus_url: str) -> None:
    for path, told in (
        ("/nothing", "There is no page at this address."),
        ("/source/gone", "This article is not in the library any more."),
        ("/people/Nobody", "No document names anybody like this."),
        ("/shared/withdrawn", "No conversation is shared under this link."),
    ):
        status, headers, body = get(corpus_url, path, accept="text/html,*/*")
        assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8")
        assert told in body
        assert "<h1" in body
        assert 'href="/"' in body
    for path, accept in (("/nothing", "application/json"), ("/api/v1/nothing", "text/html")):
        status, headers, _ = get(corpus_url, path, accept=accept)
        assert (status, headers["content-type"]) == (404, "application/json")


def test_another_host_name_is_turned_away(corpus_url: str) -> None:
    assert get(corpus_url, "/health", host="evil.example")[0] == 400


def test_a_port_in_use_is_one_line_that_says_what_to_do(serve: Serve, new_data_dir: DataDir) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        started = serve(new_data_dir(), QA_PORT=str(port))
        out, err = started.communicate(timeout=120)
    assert started.returncode == 1
    assert out == ""
    assert err.count("\n") == 1
    assert str(port) in err
    assert "QA_PORT" in err


def test_a_page_at_rest_holds_no_connection_of_which_a_browser_has_six_for_all_tabs(
    open_page: OpenPage, corpus_url: str
) -> None:
    page = open_page(f"{corpus_url}/health")
    under_way: set[str] = set()
    page.on("request", lambda sent: under_way.add(sent.url))
    for end in ("requestfinished", "requestfailed"):
        page.on(end, lambda sent: under_way.discard(sent.url))
    page.goto(corpus_url)
    expect(ask(page, "What did Porter say?").get_by_role("navigation", name="Ask next")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert under_way == set()


def test_a_page_that_was_forgotten_meanwhile_goes_on_where_it_was(open_page: OpenPage, asked_pipeline: Pipeline) -> None:
    settings = Settings(data_dir=asked_pipeline.stores.library.path.parent)
    with served(asked_pipeline, settings, open_pages=1) as url:
        page = open_page(url)
        ask(page, "What did Porter say?")
        page.wait_for_url(re.compile(r"#/c/\w+$"))
        ask(open_page(url), "Who is Yang Jiechi?")
        expect(ask(page, "What did she say about North Korea?")).to_contain_text(
            "Understood as What did Jalina Porter say about"
        )
        expect(page.get_by_role("log").get_by_role("article")).to_have_count(2)


def test_ctrl_c_ends_it_cleanly_with_a_page_open(open_page: OpenPage, serve: Serve, own_dir: Path) -> None:
    started = serve(own_dir)
    page = open_page(address_of(started))
    expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=120)
    assert (started.returncode, out, err) == (0, "", "")


@pytest.fixture
def locked_url(library_dir: Path, embedder: Embedder, tmp_path: Path) -> Iterator[str]:
    folder = Path(shutil.copytree(library_dir, tmp_path / "data", symlinks=True))
    settings = Settings(data_dir=folder, auth="ana:open:sesame")
    with open_pipeline(settings, embedder) as pipeline, served(pipeline, settings) as url:
        yield url


def test_with_auth_nothing_is_shown_without_the_password(locked_url: str, open_page: OpenPage, pipeline: Pipeline) -> None:
    (document,) = pipeline.stores.library.documents()
    for path in ("/config", "/gradio_api/info", f"/source/{document.id}", "/ui/citedqa.css"):
        assert get(locked_url, path)[0] == 401
    page = open_page(locked_url)
    page.get_by_label("Name").fill("ana")
    page.get_by_label("Password").fill("open:sesame")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()
    expect(ask(page, "What did Porter say?").get_by_role("figure")).to_be_visible()


def test_the_pages_own_files_are_kept_by_the_browser_until_there_are_newer_ones(corpus_url: str) -> None:
    (address,) = re.findall(r'href="(/ui-\w+/)citedqa\.css"', get(corpus_url, "/source/unknown")[2])
    assert get(corpus_url, f"{address}shell.js")[1]["cache-control"] == "private, max-age=31536000, immutable"
    assert get(corpus_url, f"{address}catalogue.js")[1]["cache-control"] == "no-store"  # of a language
    assert get(corpus_url, f"{address}nothing.js")[0] == 404


def test_at_another_address_they_are_checked_for_newer_versions(corpus_url: str) -> None:
    assert get(corpus_url, "/ui-before/citedqa.css")[1]["cache-control"] == "no-cache"
    status, headers, _ = get(corpus_url, "/ui/citedqa.css")
    assert (status, headers["cache-control"], headers["content-type"]) == (200, "no-cache", "text/css; charset=utf-8")
    assert get(corpus_url, "/ui/citedqa.css", **{"if-none-match": headers["etag"]})[0] == 304
    assert get(corpus_url, "/ui/nothing.css")[0] == 404


def test_what_a_browser_loads_comes_compressed_and_an_answer_as_it_is_written(corpus_url: str) -> None:
    (address,) = re.findall(r'href="(/ui-\w+/)citedqa\.css"', get(corpus_url, "/source/unknown")[2])
    for path in ("/", f"{address}citedqa.css", f"{address}library.js", "/library/shelf", "/api/v1/openapi.json"):
        plain = patient.get(f"{corpus_url}{path}", headers={"accept": "text/html", "accept-encoding": "identity"})
        packed = patient.get(f"{corpus_url}{path}", headers={"accept": "text/html", "accept-encoding": "gzip"})
        assert packed.headers["content-encoding"] == "gzip"
        assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
        assert packed.text.replace("\n", "")[:200] == plain.text.replace("\n", "")[:200]
    asked = {"question": "What did Porter say?", "stream": True}
    streamed = patient.post(f"{corpus_url}/api/v1/ask", json=asked, headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in streamed.headers


def test_the_address_of_a_page_as_somebody_types_it_leads_there(corpus_url: str) -> None:
    for name in ("library", "conversations", "feedback", "settings"):
        answer = patient.get(f"{corpus_url}/{name}")
        assert (answer.status_code, answer.headers["location"]) == (307, f"/#/{name}")
    assert patient.get(f"{corpus_url}/people").headers["location"] == "/#/ask?q=Who%20is%20quoted%20most%3F"


def test_the_page_names_what_makes_an_app_of_it(corpus_url: str) -> None:
    _, _, page = get(corpus_url, "/", accept="text/html")
    (address,) = re.findall(r'<link rel="manifest" href="([^"]+)"', page)
    told = patient.get(corpus_url + address)
    assert told.headers["content-type"] == "application/manifest+json"
    for each in (told.json()["start_url"], told.json()["icons"][0]["src"]):
        assert patient.get(f"{corpus_url}/{each}").status_code == 200


def test_a_page_is_not_remembered_anew_for_each_of_its_questions(open_page: OpenPage, corpus_url: str) -> None:
    def pages() -> list[SessionState]:
        return [each for each in gc.get_objects() if isinstance(each, SessionState)]

    others = {id(each) for each in pages()}
    page = open_page(corpus_url)
    ask(page, "What did Porter say?")
    ask(page, "What about China?")
    (own,) = (each for each in pages() if id(each) not in others)
    before = len(own.config_values)
    for number in range(6):
        ask(page, f"What did Porter say {number}?")
    # What the last answer has left behind is forgotten with the next question, and that depends on how it came in.
    assert len(own.config_values) <= before + 6
