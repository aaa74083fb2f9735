"""Real servers on loopback: one that anybody on this machine may use, one that asks who calls."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from fastapi import FastAPI

from qa.embedding import Embedder
from qa.pipeline import Pipeline
from qa.service.api.app import create_app
from qa.service.api.running import Bounds, make_server
from qa.service.client import Client
from qa.settings import Settings
from tests.support import DataDir, open_pipeline

if TYPE_CHECKING:
    from tests.oidc_provider import Provider

MANY = 1_000_000
PASSWORD = "open:sesame:9"

Serve = Callable[[FastAPI], str]


@dataclass(frozen=True)
class Locked:
    """A server with QA_AUTH: ana is its administrator, bob isn't."""

    url: str
    app: FastAPI
    ana: str
    bob: str


@pytest.fixture(scope="session")
def served_pipeline(library_dir: Path, embedder: Embedder, new_data_dir: DataDir) -> Iterator[Pipeline]:
    """Over a copy of the corpus library, because people leave conversations and feedback in it."""
    folder = new_data_dir()
    for file in library_dir.iterdir():
        if not file.is_symlink():
            (shutil.copytree if file.is_dir() else shutil.copy)(file, folder / file.name)
    with open_pipeline(Settings(data_dir=folder), embedder) as opened:
        yield opened


@pytest.fixture(scope="session")
def url(served_pipeline: Pipeline) -> Iterator[str]:
    """Without QA_AUTH. Its documents are not to be changed."""
    settings = Settings(data_dir=served_pipeline.stores.library.path.parent, requests_per_minute=MANY)
    with served(create_app(served_pipeline, settings)) as address:
        yield address


@pytest.fixture(scope="session")
def locked(served_pipeline: Pipeline) -> Iterator[Locked]:
    library = served_pipeline.stores.library
    settings = Settings(data_dir=library.path.parent, auth=f"ana:{PASSWORD}", requests_per_minute=MANY)
    app = create_app(served_pipeline, settings)
    library.accounts.add("bob", PASSWORD)
    tokens = [library.accounts.create_token(name, "tests") for name in ("ana", "bob")]
    with served(app) as address:
        yield Locked(address, app, *tokens)


@pytest.fixture
def http(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, timeout=60) as client:
        yield client


@pytest.fixture
def client(url: str) -> Iterator[Client]:
    with Client(url) as client:
        yield client


@pytest.fixture
def own_url(data_dir: Path, embedder: Embedder) -> Iterator[str]:
    """A server over an empty library of this test's own."""
    settings = Settings(data_dir=data_dir, requests_per_minute=MANY)
    with open_pipeline(settings, embedder) as pipeline, served(create_app(pipeline, settings)) as address:
        yield address


@pytest.fixture(scope="module")
def provider() -> Iterator["Provider"]:
    from tests.oidc_provider import running_provider

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # of the provider: it has no certificate
        with running_provider() as running:
            yield running


@contextmanager
def served(app: FastAPI, bounds: Bounds | None = None) -> Iterator[str]:
    """The app on a thread of this process, in a real server; yields its address when it can be called."""
    ready = threading.Event()

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(512)
        stop = app.state.server.stop if hasattr(app.state, "server") else lambda: None
        server = make_server(app, ready.set, stop, bounds)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            assert ready.wait(60)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(60)


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}
