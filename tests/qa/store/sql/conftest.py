"""Every test of the library runs on both engines."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.settings import Settings
from qa.store.sql import Library


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Where a library of this test's own is, or will be."""
    if request.param == "sqlite":
        return Settings(data_dir=tmp_path)
    return Settings(data_dir=tmp_path, database_url=request.getfixturevalue("database"), chroma_url="http://127.0.0.1:9")


@pytest.fixture
def library(place: Settings) -> Iterator[Library]:
    with Library.of(place) as opened:
        yield opened
