"""How long a view of a list takes in a library of 10,000 documents and 1,000 conversations.

    python -m eval.benchmarks.lists WORK     # WORK holds the library; one that is there is measured again

Half of the documents are in one collection, each tenth in a second one. Over HTTP it is the time until the whole page of the
list is there; in Chromium, from the click to the first frame that shows it.
"""

import argparse
import shutil
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import chain, islice
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import numpy as np

from eval.benchmarks.newsroom import Newsroom, statements_of
from eval.benchmarks.resources import machine, timed
from qa.pipeline import Pipeline
from qa.settings import Settings
from qa.store.sql import NewChunk, NewDocument, tables
from qa.types import Answer, Chunk, Document, Sentence, Statement

DOCUMENTS, CONVERSATIONS, EXCHANGES = 10_000, 1_000, 3
_ROUNDS, _CHUNKS, _WIDTH, _AT_ONCE, _STORIES = 15, 4, 384, 500, 100
# Clicks, and notes the frame after the one in which the list is another element.
_CLICK = """async ([clicked, list]) => {
    await new Promise((resolve) => setTimeout(resolve, 300)); // what came with the list before has been done
    return new Promise((resolve) => {
        const [before, started] = [document.querySelector(list), performance.now()];
        const look = () => {
            const now = document.querySelector(list);
            if (now && now !== before) requestAnimationFrame(() => resolve(performance.now() - started));
            else requestAnimationFrame(look);
        };
        document.querySelector(clicked).click();
        look();
    });
}"""


def fill(pipeline: Pipeline) -> None:
    library = pipeline.stores.library
    stories = [story.document for story in islice(Newsroom().stories(0), _STORIES)]
    said = [statements_of(story) for story in stories]
    for first in range(library.document_count, DOCUMENTS, _AT_ONCE):
        library.put_all([_arrival(number, stories, said) for number in range(first, first + _AT_ONCE)])
    with library.writing() as connection:
        connection.execute(tables.unindexed.delete())  # nobody asks: the vector index needn't be filled
    if not library.collections.list():
        ids = [each.id for each in library.documents()]
        for name, step in (("Half", 2), ("A tenth", 10)):
            library.collections.put(library.collections.create(name).id, ids[::step])
    title = library.document_list.find(limit=1).documents[0].summary.title
    answer = Answer(f"What of {title}?", "What?", "answered", "extractive", title * 20, ())
    for _ in range(len(library.conversations.list("local")), CONVERSATIONS):
        talk = library.conversations.start("local")
        for _ in range(EXCHANGES):
            library.conversations.append(talk.id, "local", answer)


def _arrival(number: int, stories: Sequence[Document], said: Sequence[Sequence[Statement]]) -> NewDocument:
    """One of the stories under a name of its own, with chunks of equal length and empty vectors: no list reads any."""
    story, heading = stories[number % _STORIES], stories[number * 7 % _STORIES].title
    published = date.fromordinal(date(2015, 1, 1).toordinal() + number * 37 % 3650).isoformat()
    document = Document.create(
        source=f"https://news-{number % 40}.example/{number}", title=f"{heading} {number}", text=story.text, published=published
    )
    vector = np.eye(1, _WIDTH, dtype=np.float32)
    step, chunks = len(document.text) // _CHUNKS, []
    for place in range(_CHUNKS):
        start, end = place * step, (place + 1) * step
        chunk = Chunk(start, end, f"{document.id}-{place}", document.id, place)
        chunks.append(NewChunk(chunk, (Sentence(start, end),), vector[0], vector))
    theirs = said[number % _STORIES][: number % 9]
    return NewDocument(document, chunks, [replace(each, document_id=document.id) for each in theirs])


def measured(view: Callable[[], Any]) -> str:
    """Median, worst and the median of processor time, in ms."""
    view()
    rounds = []
    for _ in range(_ROUNDS):
        with timed() as took:
            view()
        rounds.append(took)
    clock, processor = [1000 * each.clock for each in rounds], [1000 * each.processor for each in rounds]
    return f"{median(clock):.0f} | {max(clock):.0f} | {median(processor):.0f}"


def over_http(url: str, collection: str) -> Iterator[tuple[str, str]]:
    with httpx.Client(base_url=url, timeout=60) as http:

        def view(path: str, **query: Any) -> str:
            return measured(lambda: http.get(f"/library/{path}", params=query).raise_for_status())

        for order in ("title", "source", "published", "added", "chunks", "statements"):
            yield f"documents by {order}", view("shelf", order=order, descending=order != "title")
        yield "the last page", view("shelf", page=DOCUMENTS // 50 - 1)
        yield "two words searched", view("shelf", words="an e")
        yield "a collection of 5,000, by date", view("shelf", collection=collection, order="published", descending=True)
        yield "what can be asked about", view("choices", collection=collection)
        yield "collections and kept choices", view("scopes")
        yield "all 10,000 chosen at once", view("found")


def in_chromium(url: str) -> Iterator[tuple[str, str]]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.set_default_timeout(120_000)

        def clicked(name: str, *clicks: str, rows: str) -> tuple[str, str]:
            took = [float(page.evaluate(_CLICK, [click, rows])) for _ in range(_ROUNDS) for click in clicks][len(clicks) :]
            return name, f"{median(took):.0f} | {max(took):.0f} | "

        page.goto(f"{url}/#/library")
        page.wait_for_selector(".shelf-page table")
        heads = [f".shelf-page [data-order={order}]" for order in ("statements", "title", "added")]
        yield clicked("another column, clicked", *heads, rows=".shelf-page")
        yield clicked("the next page, clicked", ".pager [data-page]:last-child", rows=".shelf-page")
        page.goto(f"{url}/#/conversations")
        page.wait_for_selector("#conversations .rows")
        steps = [f"#conversations .pages button:{place}-child" for place in ("last", "first")]
        yield clicked("conversations, older and newer", *steps, rows="#conversations .listed")
        browser.close()


@contextmanager
def served(pipeline: Pipeline, settings: Settings) -> Iterator[str]:
    from qa.service.api.running import make_server
    from ui.serving import build_app

    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = build_app(pipeline, settings)
        server = make_server(app, on_stop=app.state.server.stop)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the lists of a library of 10,000 documents.")
    parser.add_argument("work", type=Path, help="folder for the library")
    settings = Settings(data_dir=parser.parse_args().work, requests_per_minute=1_000_000)
    with Pipeline.open(settings) as pipeline:
        library = pipeline.stores.library
        fill(pipeline)
        print(f"{machine()}\n")
        print("| view | median, ms | worst, ms | processor, ms |\n| --- | --- | --- | --- |")
        listed = measured(lambda: library.conversations.list("local"))
        print(f"| 1,000 conversations, listed | {listed} |")
        with served(pipeline, settings) as url:
            for name, figures in chain(over_http(url, library.collections.get("Half").id), in_chromium(url)):
                print(f"| {name} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
