"""nginx and Caddy in front of a real server, as docs/reverse-proxy.md sets them up: with a name to itself, and below a path."""

import re
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from playwright.sync_api import BrowserType, expect

from qa.embedding import Embedder
from qa.service.client import Client
from qa.settings import Settings
from qa.store.sql import Library
from tests import patient
from tests.proxies import PROXIES, blocks, find_proxy, running_proxy
from tests.qa.pipeline.writing.scripted import Reply, ScriptedServer, serving
from tests.support import open_pipeline
from tests.ui.conftest import ARGUMENTS, PATIENCE_MS, Serve, address_of, served
from tests.ui.steps import ask

PASSWORD = "open:sesame:9"
PREFIXES = ("", "/qa")


@dataclass(frozen=True)
class Server:
    """Without the proxy: its address with the path, and where its library is."""

    url: str
    data_dir: Path


@dataclass(frozen=True)
class Site:
    """What a proxy serves. `base` ends without a slash; `model` writes the answers when it is told to go on."""

    proxy: str
    prefix: str
    port: int
    host: str
    go_on: threading.Event
    server: Server

    @property
    def base(self) -> str:
        return f"https://{self.host}{self.prefix}"


@pytest.fixture(scope="module")
def model() -> Iterator[tuple[ScriptedServer, threading.Event]]:
    go_on = threading.Event()

    def script(reply: Reply) -> None:
        reply.begins()
        go_on.wait(60)
        reply.piece("North Korea has 15-60 warheads [1].")
        reply.ends()

    server = ScriptedServer(script)
    with serving(server):
        yield server, go_on


@pytest.fixture(scope="module")
def site(
    serve: Serve,
    embedder: Embedder,
    library_dir: Path,
    tmp_path_factory: pytest.TempPathFactory,
    model: tuple[ScriptedServer, threading.Event],
) -> Iterator[Callable[[str, str], Site]]:
    """Starts each server and each proxy when it is first asked for."""
    servers: dict[str, Server] = {}
    sites: dict[tuple[str, str], Site] = {}

    def start(proxy: str, prefix: str) -> Site:
        if find_proxy(proxy) is None:
            pytest.skip(f"no {proxy}; get it with: python tests/proxies.py")
        if prefix not in servers:
            folder = Path(shutil.copytree(library_dir, tmp_path_factory.mktemp("site") / "data", symlinks=True))
            given = {
                "auth": f"ana:{PASSWORD}",
                "trusted_proxies": "127.0.0.1",
                "llm": "openai:scripted",
                "llm_base_url": model[0].base_url,
                "llm_timeout": "300",  # of a busy machine; the model waits for the test
                "requests_per_minute": "100000",
            }
            if prefix:  # a process has one path
                started = serve(folder, QA_ROOT_PATH=prefix, **{f"QA_{name.upper()}": value for name, value in given.items()})
                stack.callback(started.kill)
                servers[prefix] = Server(address_of(started), folder)
            else:
                settings = Settings.model_validate({"data_dir": folder, **given})
                pipeline = stack.enter_context(open_pipeline(settings, embedder))
                servers[prefix] = Server(stack.enter_context(served(pipeline, settings)), folder)
        if (proxy, prefix) not in sites:
            block = blocks(proxy)[PREFIXES.index(prefix)]
            folder = tmp_path_factory.mktemp(proxy)
            host = "example.org" if prefix else "qa.example.org"
            server = servers[prefix]
            port = stack.enter_context(running_proxy(proxy, block, host, urlsplit(server.url).port or 0, folder))
            sites[proxy, prefix] = Site(proxy, prefix, port, f"{host}:{port}", model[1], server)
        return sites[proxy, prefix]

    with ExitStack() as stack:
        yield start


@pytest.fixture(autouse=True)
def names_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What /etc/hosts would say: example.org is here."""
    look_up = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **more: look_up("127.0.0.1" if str(host).endswith("example.org") else host, *rest, **more),
    )


@pytest.fixture(params=[(proxy, prefix) for prefix in PREFIXES for proxy in PROXIES], ids=lambda each: "".join(each))
def here(request: pytest.FixtureRequest, site: Callable[[str, str], Site]) -> Site:
    return site(*request.param)


@pytest.fixture
def web(here: Site) -> Iterator[httpx.Client]:
    """Somebody on another machine, as far as loopback can have one: from an address that is no trusted proxy's."""
    transport = httpx.HTTPTransport(verify=False, local_address="127.0.0.2")
    with httpx.Client(base_url=here.base, transport=transport, timeout=60) as client:
        yield client


@pytest.fixture
def ana(here: Site, web: httpx.Client) -> httpx.Client:
    """Logged in as a browser does it."""
    answer = web.post("/login", data={"name": "ana", "password": PASSWORD, "next": "/source/x"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{here.prefix}/source/x")
    cookie = answer.headers["set-cookie"]
    assert f"Path={here.prefix or '/'};" in f"{cookie};"
    assert "Secure" in cookie
    web.headers["cookie"] = cookie.split(";")[0]
    return web


def test_who_is_not_logged_in_is_sent_to_the_log_in_page_and_from_it_to_where_they_wanted(
    here: Site, web: httpx.Client
) -> None:
    refused = web.get("/source/x?v=1", headers={"accept": "text/html"})
    assert refused.status_code == 303
    target = urljoin(f"{here.base}/source/x", refused.headers["location"])
    assert target == f"{here.base}/login?next=%2Fsource%2Fx%3Fv%3D1"
    page = web.get(f"{here.base}/login?next=%2Fsource%2Fx")
    assert page.status_code == 200
    form = re.search(r'<form method="post" action="([^"]+)">', page.text)
    assert form is not None
    assert urljoin(target, form[1]) == f"{here.base}/login"
    assert page.headers["strict-transport-security"]


def test_a_wrong_password_is_counted_for_the_address_behind_the_proxy(here: Site, web: httpx.Client) -> None:
    """Whatever it says of itself; and nobody else has to wait for it."""
    sent = {"name": f"nobody of {here.host}", "password": "wrong"}
    for made_up in range(5):
        answer = web.post("/login", data=sent, headers={"x-forwarded-for": f"203.0.113.{made_up}"})
        assert answer.status_code == 401
    assert web.post("/login", data=sent, headers={"x-forwarded-for": "203.0.113.9"}).status_code == 429
    transport = httpx.HTTPTransport(verify=False, local_address="127.0.0.3")
    with httpx.Client(transport=transport, timeout=60) as other:
        assert other.post(f"{here.base}/login", data=sent).status_code == 401


def test_the_page_and_all_that_it_loads_come_from_below_the_path(here: Site, ana: httpx.Client) -> None:
    page = ana.get("/", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert page.headers["strict-transport-security"]
    assert "sha256-" in page.headers["content-security-policy"]
    assert ana.get("/config").json()["root"] == f"https://{here.host}{here.prefix}"
    loaded = set(re.findall(r'<(?:script|link)[^>]+(?:src|href)="([^"#]+)"', page.text))
    loaded -= {"/manifest.json"}  # Gradio's, of an app to install, which this isn't
    loaded |= set(re.findall(r'href=\\"([^"\\]+\.(?:css|svg))\\"', page.text))  # what Gradio's script puts into the head
    assert any(re.fullmatch(rf"{here.prefix}/ui-\w+/citedqa\.css", each) for each in loaded)
    for each in loaded:
        address = urljoin(f"https://{here.host}{here.prefix}/", each)
        assert address.startswith(f"https://{here.host}{here.prefix}/"), each
        assert ana.get(address).status_code == 200, each


def test_the_api_describes_itself_where_it_is(here: Site, ana: httpx.Client) -> None:
    described = ana.get("/api/v1/openapi.json").json()
    assert described.get("servers", [{"url": ""}]) == [{"url": here.prefix}]
    (document,) = ana.get("/api/v1/documents").json()["documents"]
    article = ana.get(f"/source/{document['id']}", headers={"accept": "text/html"})
    assert f'<a href="{here.prefix}/">CitedQA</a>' in article.text


def test_a_large_file_comes_through(here: Site, ana: httpx.Client) -> None:
    text = b"The harbour was closed on Monday. " * 60_000
    sent = ana.post("/api/v1/documents/files", files={"files": ("harbour.xyz", text, "text/plain")})
    assert (sent.status_code, sent.json()["state"]) == (202, "waiting")  # to be refused later: of no format that is read


def test_an_answer_is_streamed_while_it_is_being_written(here: Site, ana: httpx.Client) -> None:
    """The model goes on only when what came before it has arrived here."""
    here.go_on.clear()
    told = ""
    body = {"question": "How many warheads does North Korea have?", "stream": True}
    try:
        with ana.stream("POST", "/api/v1/ask", json=body) as answer:
            assert answer.status_code == 200, (answer.headers, answer.read())
            for line in answer.iter_lines():
                told += line + "\n"
                if '"stage": "write"' in line:
                    assert not here.go_on.is_set()
                    here.go_on.set()
    finally:
        here.go_on.set()
    assert "event: answer\n" in told
    assert "15-60" in told


def test_logging_out_leads_back_to_the_log_in_page(here: Site, ana: httpx.Client) -> None:
    out = ana.post("/logout")
    assert (out.status_code, out.headers["location"]) == (303, f"{here.prefix}/login")
    assert f"Path={here.prefix or '/'};" in out.headers["set-cookie"] + ";"
    assert ana.get("/api/v1/documents").status_code == 401


@pytest.mark.parametrize("proxy", PROXIES)
def test_the_path_without_its_slash_leads_to_the_page_and_the_rest_of_the_site_is_not_ours(
    site: Callable[[str, str], Site], proxy: str
) -> None:
    here = site(proxy, "/qa")
    with httpx.Client(verify=False, timeout=60) as client:
        bare = client.get(here.base)
        assert bare.is_redirect
        assert urljoin(f"https://{here.host}/qa", bare.headers["location"]) == f"https://{here.host}/qa/"
        assert "CitedQA" not in client.get(f"https://{here.host}/login").text


def test_in_a_browser_everything_works_below_the_path(
    chromium: BrowserType, chromium_path: str, site: Callable[[str, str], Site]
) -> None:
    here = site("nginx", "/qa")
    here.go_on.set()
    base = f"https://127.0.0.1:{here.port}/qa"
    launched = chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
    context = launched.new_context(ignore_https_errors=True, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    page, astray, wrong = context.new_page(), [], []
    page.on(
        "request",
        lambda sent: astray.append(sent.url) if not sent.url.startswith((f"{base}/", "data:", "blob:")) else None,
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", lambda got: wrong.append(got.url) if got.status >= 400 else None)
    try:
        page.goto(f"{base}/")
        page.get_by_label("Name").fill("ana")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        reply = ask(page, "How many warheads does North Korea have?")
        expect(reply).to_contain_text("15-60")
        reply.get_by_role("link", name="1").first.click()
        expect(page.locator("#source-view mark").first).to_be_visible()
        page.get_by_role("button", name="Close").first.click()
        page.get_by_role("link", name="Library").click()
        expect(page.get_by_role("table")).to_be_visible()
        page.get_by_role("button", name=re.compile("Log out")).click()
        page.wait_for_url(f"{base}/login")
    finally:
        launched.close()
    assert [each for each in astray if not each.endswith("/manifest.json")] == []
    assert [each for each in wrong if not each.endswith("/manifest.json")] == []


def test_a_client_with_the_path_in_its_address_works(site: Callable[[str, str], Site]) -> None:
    """Past the proxy, which may leave the path or take it away."""
    here = site("nginx", "/qa")
    url = here.server.url
    assert url.endswith("/qa")
    with Library.open(here.server.data_dir) as library:
        token = library.accounts.create_token("ana", "tests")
    here.go_on.set()
    with Client(url, token) as client:
        assert "15-60" in client.ask("How many warheads does North Korea have?").text
    assert patient.get(url.removesuffix("/qa") + "/health").json() == {"status": "ok"}
