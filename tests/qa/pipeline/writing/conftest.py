"""Pipelines over one small library that ask a scripted server, or the real small model."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from qa.pipeline import Pipeline
from qa.settings import Settings
from tests.qa.pipeline.writing.scripted import Script, ScriptedServer, serving
from tests.small_model import NAME, SmallServer

Asking = tuple[Pipeline, ScriptedServer]


@pytest.fixture
def scripted(library_dir: Path, pipeline: Pipeline) -> Iterator[Callable[..., Asking]]:
    """`scripted(script, **settings)`: a pipeline over the corpus, and the server that it asks."""
    with ExitStack() as stack:

        def make(script: Script, **settings: Any) -> Asking:
            server = ScriptedServer(script)
            stack.enter_context(serving(server))
            chosen = {"llm": "openai:scripted", "llm_base_url": server.base_url, **settings}
            return Pipeline(pipeline.stores, pipeline.embedder, Settings(data_dir=library_dir, **chosen)), server

        yield make


@pytest.fixture(scope="session")
def small_settings(small_server: SmallServer) -> dict[str, Any]:
    """Short prompts and answers: the model reads 300 and writes 17 tokens a second, and most of the tests' time is that."""
    return {
        "llm": f"openai:{NAME}",
        "llm_base_url": small_server.base_url,
        "llm_context": 700,
        "llm_max_tokens": 24,
        "llm_timeout": 300,
    }
