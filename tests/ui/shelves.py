"""What a person does on the Library page, and the documents that the tests find there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from qa.embedding import Embedder
from qa.pipeline import Pipeline
from qa.pipeline.ingestion.ingest import Ingester
from qa.settings import Settings
from qa.types import Document
from tests.support import open_pipeline
from tests.ui.conftest import served

HARBOUR = (
    "The harbour reopens to ships on Monday. “The quay is safe again,” said Maria Okafor, director of the port. Mayor "
    "Tomas Lind said that the repairs cost two million crowns.\n\n“We are glad,” Okafor told reporters."
)
STRIKE = "The strike at the port ended on Friday. “We got what we asked for,” said Sam Brooks, the union leader."
MOON = "A probe left for the moon on Tuesday. It carries a drill and will land in May."
NOTES = "The budget for the fair is 400 crowns."

DOCUMENTS = (
    Document.create(source="news/harbour.txt", title="The harbour reopens", text=HARBOUR, published="2021-03-05"),
    Document.create(source="news/strike.txt", title="Strike ends at the port", text=STRIKE, published="2022-06-10"),
    Document.create(
        source="https://news.example/moon", title="A mission to the moon", text=MOON, published="2023-01-20", author="Ida Berg"
    ),
    Document.create(source="notes.md", title="Notes of the meeting", text=NOTES),
)


@dataclass(frozen=True)
class Shelf:
    url: str
    pipeline: Pipeline
    settings: Settings

    @property
    def page(self) -> str:
        return f"{self.url}/#/library"

    def fill(self) -> None:
        """With these documents and no others."""
        for kept in self.pipeline.stores.library.documents():
            if kept.source not in {document.source for document in DOCUMENTS}:
                self.pipeline.stores.remove(kept.id)
        self.add(*DOCUMENTS)

    def add(self, *documents: Document) -> None:
        Ingester(self.pipeline.stores, self.pipeline.embedder, self.settings).add(documents)


@contextmanager
def shelf(embedder: Embedder, folder: Path) -> Iterator[Shelf]:
    """A server over an empty library in `folder`."""
    settings = Settings(data_dir=folder, allow_private_urls=True)
    with open_pipeline(settings, embedder) as pipeline, served(pipeline, settings) as url:
        yield Shelf(url, pipeline, settings)


def rows(page: Page) -> Locator:
    """Those of the documents, without the head."""
    return page.get_by_role("table", name="Documents").get_by_role("row").filter(has=page.get_by_role("rowheader"))


def row(page: Page, title: str) -> Locator:
    return rows(page).filter(has=page.get_by_role("link", name=title))


def titles(page: Page) -> list[str]:
    return rows(page).get_by_role("rowheader").get_by_role("link").all_inner_texts()


def choose(page: Page, title: str) -> None:
    page.get_by_role("checkbox", name=f"Choose {title}").check()


def added(page: Page) -> Locator:
    """What the page tells of each document that is being added."""
    return page.get_by_role("region", name="Documents being added")


def drop(page: Page, *files: tuple[str, str]) -> None:
    """Drop files of these names and texts on the page, as from the desktop."""
    carried = page.evaluate_handle(
        """files => {
            const carried = new DataTransfer();
            for (const [name, text] of files) carried.items.add(new File([text], name));
            return carried;
        }""",
        [list(file) for file in files],
    )
    for event in ("dragenter", "dragover", "drop"):
        page.get_by_role("group", name="Add documents").dispatch_event(event, {"dataTransfer": carried})


def told(page: Page, name: str, state: str) -> Locator:
    """The line of this file or text, once it says so."""
    line = added(page).get_by_role("listitem").filter(has_text=name)
    expect(line).to_contain_text(state)
    return line
