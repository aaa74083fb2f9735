"""A real Chromium in front of real servers, and a page that fails its test when anything runs or leaves that shouldn't."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from playwright.sync_api import BrowserContext, BrowserType, ConsoleMessage, Error, Page, ViewportSize, expect, sync_playwright

from qa.embedding import Embedder
from qa.pipeline import Pipeline
from qa.settings import Settings
from tests.browser import find_browser
from tests.support import ROOT, DataDir, open_pipeline

Scheme = Literal["light", "dark"]

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SHOTS = ROOT / "test-results"
# Pictures of what the tests see are taken where somebody wants to look at them: PICTURES=1 python -m pytest tests/ui
PICTURES = bool(os.environ.get("PICTURES"))
READY = re.compile(r"CitedQA is ready at (http://\S+)\n")
# A cold page on two cores that a dozen other programs want; what goes well waits for none of it.
PATIENCE_MS = 120_000

DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
# Few tests have more open.
TABS = 2

# A test's own server ends before its page does; a reload breaks off the stream of events that Gradio listens to; the manifest
# that Gradio's page names is asked for without a cookie, or isn't there.
_NO_ALARM = "ERR_CONNECTION_REFUSED|^AbortError: signal is aborted|errored out|^Manifest fetch from "

_FAILED = pytest.StashKey[bool]()
_FREE_AGAIN: list[int] = []  # ports of servers that have ended
_IN_USE: dict[Page, Callable[[], None]] = {}  # tabs, with what ends their use

OpenPage = Callable[..., Page]
Serve = Callable[..., "subprocess.Popen[str]"]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if call.when == "call":
        item.stash[_FAILED] = report.failed
    return report


# The first hints stand in nobody's way, but for the test of them.
_SEEN = "try { sessionStorage.tour || (localStorage['citedqa:tour'] = 'seen') } catch {}"


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = find_browser()
    assert path is not None, "the browser tests need Chromium; get one with: python tests/browser.py"
    return path


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[BrowserType]:
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def browser(chromium: BrowserType, chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """One browser for all tests. Its profile is on disk, where it keeps scripts compiled: a third of opening a page is that."""
    context = chromium.launch_persistent_context(
        tmp_path_factory.mktemp("profile"),
        executable_path=chromium_path,
        args=ARGUMENTS,
        permissions=["clipboard-read", "clipboard-write"],
        reduced_motion="reduce",
    )
    context.add_init_script(_SEEN)
    yield context
    context.close()


@pytest.fixture(scope="session")
def tabs() -> list[Page]:
    """Tabs of earlier tests, as good as new. The app opens there in half the processor time: its scripts are compiled."""
    return []


@pytest.fixture
def open_page(browser: BrowserContext, tabs: list[Page], request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Opens an address in a tab of its own; afterwards looks at what the page did meanwhile, and keeps a picture of a failure.

    Errors in the browser's console that `expected`, a pattern, is found in are let pass.
    """
    wrong: list[str] = []
    expect.set_options(timeout=PATIENCE_MS)

    def open_(url: str, size: ViewportSize = DESKTOP, scheme: Scheme = "light", expected: str = r"(?!)") -> Page:
        page = tabs.pop() if tabs else browser.new_page()
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        page.set_default_timeout(PATIENCE_MS)
        listeners: dict[Any, Callable[[Any], Any]] = {
            "dialog": lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()),
            "pageerror": lambda error: wrong.append(f"page error: {error}"),
            "console": lambda line: wrong.append(f"console: {line.text}") if _alarms(line, expected) else None,
            "request": lambda sent: wrong.append(f"request to {sent.url}") if _leaves(sent.url) else None,
            "popup": lambda popup: wrong.append(f"popup: {popup.url}"),
        }
        for event, listener in listeners.items():
            page.on(event, listener)

        def end() -> None:
            """Once: with the test, or with the server before."""
            if _IN_USE.pop(page, None) is None:
                return
            failed = request.node.stash.get(_FAILED, False)
            keep(page, request.node.name, PICTURES or failed)
            for event, listener in listeners.items():
                page.remove_listener(event, listener)
            if not failed and len(tabs) < TABS and _is_made_new(page):
                tabs.append(page)
            else:
                page.close()

        _IN_USE[page] = end
        stack.callback(end)
        page.goto(url)
        return page

    with ExitStack() as stack:
        yield open_
    assert wrong == [], wrong


def _is_made_new(page: Page) -> bool:
    """Whether nothing of a test is left in this tab. It keeps its process on a page without scripts of the same server."""
    server = urlsplit(page.url)
    if page.is_closed() or server.scheme != "http":
        return False
    try:
        page.unroute_all(behavior="ignoreErrors")
        page.evaluate("sessionStorage.clear(), localStorage.clear()")
        page.goto(f"http://{server.netloc}/health")
    except Error:  # the server is gone
        return False
    return True


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Runs `qa serve` as a process of its own on a free port."""
    with ExitStack() as stack:

        def run(data_dir: Path, **environ: str) -> "subprocess.Popen[str]":
            clean = {name: value for name, value in os.environ.items() if not name.startswith("QA_")}
            started = subprocess.Popen(
                [str(Path(sys.executable).parent / "qa"), "serve"],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                env={**clean, "QA_DATA_DIR": str(data_dir), "QA_PORT": str(free_port()), **environ},
                cwd=data_dir,
            )
            stack.callback(_end, started)
            return started

        yield run


@pytest.fixture(scope="session")
def asked_dir(library_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library over corpus/ once more: what is asked in the app is kept in it."""
    return Path(shutil.copytree(library_dir, tmp_path_factory.mktemp("asked") / "data", symlinks=True))


@pytest.fixture(scope="session")
def asked_pipeline(asked_dir: Path, embedder: Embedder) -> Iterator[Pipeline]:
    with open_pipeline(Settings(data_dir=asked_dir), embedder) as opened:
        yield opened


@pytest.fixture(scope="session")
def corpus_url(asked_pipeline: Pipeline, asked_dir: Path) -> Iterator[str]:
    """The app over corpus/. Of this process: `qa serve` imports for six seconds of a processor what is here already."""
    with served(asked_pipeline, Settings(data_dir=asked_dir)) as url:
        yield url


@pytest.fixture
def empty_url(new_data_dir: DataDir, embedder: Embedder) -> Iterator[str]:
    """The app over a library without documents."""
    settings = Settings(data_dir=new_data_dir())
    with open_pipeline(settings, embedder) as pipeline, served(pipeline, settings) as url:
        yield url


@contextmanager
def served(
    pipeline: Pipeline, settings: Settings, port: int = 0, app: FastAPI | None = None, *, outlived: bool = False, **options: Any
) -> Iterator[str]:
    """The app of this very process, on a thread; yields its address. Its pages end before it, if they don't outlive it."""
    from qa.service.api.running import make_server
    from ui.serving import build_app

    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        _bind(listening, port)
        app = app or build_app(pipeline, settings, **options)
        server = make_server(app, on_stop=app.state.server.stop)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        listening.listen()
        thread.start()
        used = listening.getsockname()[1]
        url = f"http://127.0.0.1:{used}"
        try:
            yield url
        finally:
            for page, end in [] if outlived else [*_IN_USE.items()]:
                if page.url.startswith(f"{url}/"):
                    end()
            server.should_exit = True
            thread.join(10)
            _FREE_AGAIN.append(used)


def _bind(listening: socket.socket, port: int) -> None:
    """To this port; without one, rather to one that the browser has the app's scripts of: it keeps them by address."""
    while port == 0 and _FREE_AGAIN:
        with suppress(OSError):  # somebody else has it now
            listening.bind(("127.0.0.1", _FREE_AGAIN.pop()))
            return
    listening.bind(("127.0.0.1", port))


def address_of(started: "subprocess.Popen[str]") -> str:
    """Waits until it says where it can be opened."""
    assert started.stdout is not None
    assert started.stderr is not None
    line = started.stdout.readline()
    found = READY.fullmatch(line)
    assert found, f"`qa serve` said {line!r} and {started.stderr.read()!r}"
    return found[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _alarms(line: ConsoleMessage, expected: str) -> bool:
    if line.type != "error" or line.location["url"].endswith("/manifest.json"):
        return False
    return re.search(rf"{_NO_ALARM}|{expected}", line.text) is None


def _leaves(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in ("data", "blob", "file") and parts.hostname != "127.0.0.1"


def keep(page: Page, name: str, wanted: bool = PICTURES) -> None:
    """A picture of this state, in test-results/, where pictures are wanted."""
    if page.is_closed() or not wanted:
        return
    SHOTS.mkdir(exist_ok=True)
    safe = re.sub(r"[^\w-]+", "-", name).strip("-")
    page.screenshot(path=SHOTS / f"{safe}.png")


def _end(started: "subprocess.Popen[str]") -> None:
    started.kill()
    started.communicate(timeout=120)
