"""Names that tests share with their fixtures."""

import asyncio
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import sqlalchemy as sa

from qa.embedding import Embedder
from qa.pipeline import Pipeline
from qa.pipeline.ingestion.ingest import Ingester
from qa.settings import Settings
from qa.store import Stores
from qa.store.vectors import VectorIndex
from qa.types import Answer, Document, Turn
from qa.types.errors import ModelError

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
ARTICLE = CORPUS / "biden-xi-climate-summit.txt"
ARTICLE_TITLE = "First 'Virtual Meeting' With Biden, China’s Xi Could Be April’s Climate Summit"

DataDir = Callable[[], Path]
Database = Callable[[], str]
RunQa = Callable[..., "subprocess.CompletedProcess[str]"]


def examples(usual: int) -> int:
    """How many inputs a property is tried with: forty times as many by `make test-thorough`."""
    return usual * (40 if os.environ.get("THOROUGH") else 1)


@contextmanager
def statements(after: Callable[[], object] = lambda: None) -> Iterator[list[str]]:
    """What databases are asked in the `with` block, by whomever; `after` is called after each."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        asked.append(statement)
        after()

    sa.event.listen(sa.Engine, "after_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(sa.Engine, "after_cursor_execute", note)


def run_async(work: Coroutine[Any, Any, Any]) -> Any:
    """Its result. In a thread of its own: the browser of other tests keeps an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def environment_of(settings: Settings) -> dict[str, str]:
    """That of a process with these settings, as far as they say where the library is."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("QA_")}
    clean["QA_DATA_DIR"] = str(settings.data_dir)
    if settings.database_url is not None:
        clean |= {"QA_DATABASE_URL": settings.database_url, "QA_CHROMA_URL": str(settings.chroma_url)}
    return clean


def open_pipeline(settings: Settings, embedder: Embedder) -> Pipeline:
    """What `Pipeline.open` does, with the run's embedder: to load one takes longer than most tests."""
    stores = Stores(settings)
    stores.library.claim_model(embedder.name)
    return Pipeline(stores, embedder, settings)


class Workshop:
    """A pipeline and an ingester over the same stores."""

    def __init__(self, pipeline: Pipeline, ingester: Ingester) -> None:
        self.pipeline = pipeline
        self.ingester = ingester
        self.library = pipeline.stores.library

    @property
    def index(self) -> VectorIndex:
        """The index, which this process keeps."""
        index = self.pipeline.stores.keeper.index
        assert index is not None
        return index

    def add(self, source: str, text: str, title: str = "A title", published: str | None = None) -> Document:
        document = Document.create(source=source, title=title, text=text, published=published)
        self.ingester.add([document])
        return document

    def add_all(self, texts: Mapping[str, str], published: str | None = None) -> None:
        """Many documents at once, by source: one after the other takes ten times as long."""
        self.ingester.add(
            [Document.create(source=source, title="A title", text=text, published=published) for source, text in texts.items()]
        )


@contextmanager
def open_workshop(data_dir: Path, embedder: Embedder) -> Iterator[Workshop]:
    """A library of this data directory, to add to and ask."""
    settings = Settings(data_dir=data_dir, vector_index="exact")
    with open_pipeline(settings, embedder) as opened:
        yield Workshop(opened, Ingester(opened.stores, embedder, settings))


def talked(workshop: Workshop, *messages: str) -> list[Answer]:
    """The answers to the messages of one conversation."""
    history: list[Turn] = []
    answers: list[Answer] = []
    for message in messages:
        answers.append(workshop.pipeline.ask(message, history))
        history += [Turn("user", message), answers[-1].turn()]
    return answers


def talk(workshop: Workshop, *messages: str) -> Answer:
    """The last answer of one conversation."""
    return talked(workshop, *messages)[-1]


def assert_damage_is_named(
    module: ModuleType, load: Callable[[], object], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check that a module's packed model, damaged or missing in a copy of its folder, is named and not used."""
    for name in (module.MODEL_FILE, module.NOTE_FILE):
        shutil.copy(Path(str(module.__file__)).parent / name, folder / name)
    monkeypatch.setattr(module, "files", lambda _package: folder)
    model = folder / module.MODEL_FILE
    with model.open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"damaged")
    with pytest.raises(ModelError, match=f"{re.escape(module.MODEL_FILE)} is damaged"):
        load()
    model.unlink()
    with pytest.raises(ModelError, match="install CitedQA again"):
        load()


def packed_size(module: ModuleType) -> int:
    """Return how many bytes a module's packed model has, which is the one of its note."""
    folder = Path(str(module.__file__)).parent
    model = (folder / module.MODEL_FILE).read_bytes()
    assert json.loads((folder / module.NOTE_FILE).read_text())["sha256"] == sha256(model).hexdigest()
    return len(model)
