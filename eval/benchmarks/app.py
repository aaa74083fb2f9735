"""How fast the browser app is, in a real Chromium: python -m eval.benchmarks.app.

First paint after the server is ready, the first words of an answer after Enter, and many people asking at the same moment.
Beside it, in the same run, Gradio's own chat that says the question again, and the same questions over the API. Times are taken
in the page, when its content changes; on a machine that does other things as well, trust the ratios.
"""

import argparse
import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from eval.benchmarks.figures import Figure, Samples, percentile, print_table
from eval.benchmarks.resources import machine, processor_seconds_of
from eval.benchmarks.servers import free_port, running
from eval.benchmarks.workbench import Workbench
from eval.datasets import GOLD, json_lines
from eval.libraries import CORPUS
from qa.pipeline import Pipeline
from qa.pipeline.ingestion.ingest import Ingester

STARTS = 3
_PATIENCE_MS = 120_000
_QA = str(Path(sys.executable).parent / "qa")
_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
# Asks, and notes when what is seen of the answer.
_ASK = """(question) => {
    const [box, pane] = [document.getElementById('question'), document.getElementById('newest')];
    const noted = (window.noted = {});
    const before = pane.querySelector('.turn')?.id;
    const started = performance.now();
    const look = () => {
        const turn = pane.querySelector('.turn');
        if (!turn || turn.id === before) return;
        const now = performance.now() - started;
        if (turn.querySelector('.answer')?.textContent.trim()) noted.first ??= now;
        if (turn.dataset.state === 'working') return;
        observer.disconnect();
        noted.settled = now;
    };
    const observer = new MutationObserver(look);
    observer.observe(pane, {childList: true, subtree: true, characterData: true, attributes: true});
    box.value = question;
    box.dispatchEvent(new Event('input'));
    box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}));
}"""
_ECHO = """() => {
    const noted = (window.noted = {});
    const bots = () => document.querySelectorAll('[data-testid=bot]');
    const before = bots().length;
    addEventListener('keydown', () => {
        const started = performance.now();
        const observer = new MutationObserver(() => {
            if (bots().length === before || !bots()[before].textContent.includes('You asked')) return;
            observer.disconnect();
            noted.settled = performance.now() - started;
        });
        observer.observe(document.body, {childList: true, subtree: true, characterData: true});
    }, {once: true, capture: true});
}"""


def starts(browser: Browser, serve: Sequence[str], env: dict[str, str]) -> Figure:
    """From the moment the server says it is ready to the first paint, with nothing in the browser's cache."""
    app, plain = [], []
    for _ in range(STARTS):
        with running(serve, env) as (url, _):
            app.append(painted(browser, url))
        with running_plain() as url:
            plain.append(painted(browser, url))
    return Figure("first paint after the server is ready", Samples(tuple(app), "s"), Samples(tuple(plain), "s"), target=2.0)


def painted(browser: Browser, url: str) -> float:
    context = browser.new_context()
    page = context.new_page()
    page.goto(url, wait_until="commit")
    page.wait_for_function(_PAINTED, timeout=_PATIENCE_MS)
    took = float(page.evaluate(_PAINTED)) / 1000
    context.close()
    return took


def first_words(context: BrowserContext, url: str, questions: Sequence[str]) -> Iterator[Figure]:
    """One person, one question after the other."""
    page = opened(context, url)
    noted = [ask_alone(page, question) for question in (questions[0], *questions)][1:]
    api = [over_api(url, question) for question in (questions[0], *questions)][1:]
    with running_plain() as plain_url:
        plain_page = context.new_page()
        plain_page.goto(plain_url)
        echoed = [echo(plain_page, question) for question in (questions[0], *questions)][1:]
    plain = Samples(tuple(echoed), "ms")
    yield Figure("first words after Enter", Samples(tuple(each["first"] for each in noted), "ms"), plain, target=300)
    yield Figure("whole answer after Enter", Samples(tuple(each["settled"] for each in noted), "ms"), plain)
    yield Figure("the same over the API", Samples(tuple(api), "ms"))


def ask_alone(page: Page, question: str) -> dict[str, Any]:
    page.evaluate(_ASK, question)
    page.wait_for_function("noted.settled", timeout=_PATIENCE_MS)
    page.wait_for_function("!document.querySelector('#stop:not([hidden])')", timeout=_PATIENCE_MS)
    return dict(page.evaluate("noted"))


def over_api(url: str, question: str) -> float:
    body = json.dumps({"question": question}).encode()
    request = urllib.request.Request(f"{url}/api/v1/ask", body, {"content-type": "application/json"})
    started = time.perf_counter()
    with urllib.request.urlopen(request, timeout=60) as answer:
        answer.read()
    return (time.perf_counter() - started) * 1000


def echo(page: Page, question: str) -> float:
    box = page.locator("textarea").first
    box.fill(question)
    page.evaluate(_ECHO)
    box.press("Enter")
    page.wait_for_function("noted.settled", timeout=_PATIENCE_MS)
    return float(page.evaluate("noted.settled"))


def together(url: str, pid: int, questions: Sequence[str], people: int, rounds: int) -> Iterator[Figure]:
    """All ask at the same moment, as their pages would: over the app's own queue. Then the same over the API."""
    asked = [questions[person % len(questions)] for person in range(people)]
    failed, waited = 0, 0
    took: dict[str, list[float]] = {"app": [], "api": []}
    cpu: dict[str, list[float]] = {"app": [], "api": []}
    for _ in range(rounds):
        for way, ask in (("app", _through_the_queue), ("api", _through_the_api)):
            before = processor_seconds_of(pid)
            replies = asyncio.run(_all(ask, url, asked))
            took[way].append(percentile([reply.seconds for reply in replies], 0.95))
            time.sleep(3)  # what follows an answer, suggestions say, is part of its price
            cpu[way].append(processor_seconds_of(pid) - before)
            failed += sum(not reply.done for reply in replies)
            waited += sum(reply.waited for reply in replies)
    print(f"{people} people, {rounds} rounds: {failed} failures, {waited} answers began with a place in line", flush=True)
    yield Figure(
        f"{people} people at once, p95", Samples(tuple(took["app"]), "s"), Samples(tuple(took["api"]), "s"), target=3.0
    )
    # On a busy machine this says more than the time.
    yield Figure("… processor time of the server", Samples(tuple(cpu["app"]), "s"), Samples(tuple(cpu["api"]), "s"))


@dataclass(frozen=True, slots=True)
class Reply:
    seconds: float
    done: bool
    waited: bool = False


async def _all(ask: Callable[..., Awaitable[Reply]], url: str, questions: Sequence[str]) -> list[Reply]:
    # A browser each, so a pool of connections each.
    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(httpx.AsyncClient(base_url=url, timeout=_PATIENCE_MS)) for _ in questions]
        config = (await clients[0].get("/config")).json()
        return await asyncio.gather(*(ask(*each, config) for each in zip(clients, questions, strict=True)))


async def _through_the_queue(http: httpx.AsyncClient, question: str, config: dict[str, Any]) -> Reply:
    (number,) = [each["id"] for each in config["dependencies"] if each["api_name"] == "ask"]
    started = time.perf_counter()
    session = uuid4().hex
    body = {"data": [None], "event_data": {"question": question}, "fn_index": number, "session_hash": session}
    (await http.post("/gradio_api/queue/join", json=body)).raise_for_status()
    waited = False
    async with http.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as events:
        async for line in events.aiter_lines():
            waited = waited or "Waiting for" in line
            if (done := 'data-state=\\"done\\"' in line) or "process_completed" in line:
                return Reply(time.perf_counter() - started, done, waited)
    return Reply(time.perf_counter() - started, done=False)


async def _through_the_api(http: httpx.AsyncClient, question: str, _config: object) -> Reply:
    started = time.perf_counter()
    answer = await http.post("/api/v1/ask", json={"question": question})
    return Reply(time.perf_counter() - started, answer.status_code == 200)


def opened(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.goto(url)
    page.locator(".welcome").wait_for(timeout=_PATIENCE_MS)
    page.wait_for_function("document.activeElement?.id === 'question'", timeout=_PATIENCE_MS)
    return page


@contextmanager
def running_plain() -> Iterator[str]:
    port = free_port()
    started = subprocess.Popen([sys.executable, "-m", "eval.benchmarks.plain_chat", str(port)])
    url = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                urllib.request.urlopen(f"{url}/config", timeout=5).close()
                break
            except OSError:
                time.sleep(0.02)
        yield url
    finally:
        started.terminate()
        started.wait(20)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the browser app in Chromium.")
    parser.add_argument("--people", type=int, default=20, help="who ask at once (default: 20)")
    parser.add_argument("--questions", type=int, default=20, help="asked one after the other (default: 20)")
    parser.add_argument("--rounds", type=int, default=3, help="of all people (default: 3)")
    given = parser.parse_args()
    questions = [row["question"] for row in json_lines(GOLD / "corpus.jsonl") if not row.get("history")][: given.questions]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        settings = Workbench(Path(folder), 0, 0, quick=True).new_settings()
        with Pipeline.open(settings) as pipeline:
            Ingester(pipeline.stores, pipeline.embedder, settings).ingest([CORPUS])
        env = {**os.environ, "QA_DATA_DIR": str(settings.data_dir)}
        print(f"{machine()}; min / median / max\n", flush=True)
        with sync_playwright() as playwright:
            chromium = shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            figures = [starts(browser, [_QA, "serve"], env)]
            with running([_QA, "serve"], env) as (url, _):
                figures += first_words(browser.new_context(reduced_motion="reduce"), url, questions)
            browser.close()
        print_table("Browser app", figures, "Gradio's chat, an echo")
        with running([_QA, "serve"], env) as (url, pid):
            print_table("Many at once", list(together(url, pid, questions, given.people, given.rounds)), "the API")


if __name__ == "__main__":
    main()
