"""A damaged index is recognised before Chroma loads it: what it loads unseen it searches without a word, or dies of."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from qa.store.vectors import ChromaIndex
from qa.store.vectors.chroma_index import damage
from qa.types.errors import VectorIndexError

FILES = ("header.bin", "data_level0.bin", "length.bin", "link_lists.bin", "index_metadata.pickle")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of 2,200 vectors: Chroma writes its files after each thousand."""
    folder = tmp_path_factory.mktemp("sound")
    index = ChromaIndex(folder)
    vectors = np.random.default_rng(1).normal(size=(2200, 16)).astype(np.float32)
    index.upsert([str(number) for number in range(2200)], list(vectors))
    index.close()
    return folder


@pytest.fixture
def copy(sound: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sound, tmp_path / "copy")


def file(folder: Path, name: str) -> Path:
    return next(folder.glob(f"*/{name}"))


def halve(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


@pytest.mark.parametrize("harm", [halve, empty, Path.unlink])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_cut_short_or_removed_is_noticed(copy: Path, name: str, harm: Callable[[Path], None]) -> None:
    path = file(copy, name)
    times = path.stat()
    harm(path)
    if path.exists():
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    with pytest.raises(VectorIndexError):
        ChromaIndex(copy, create=False).search(np.ones(16, dtype=np.float32), 1)


def test_a_header_that_would_end_the_process_is_not_loaded(copy: Path) -> None:
    path = file(copy, "header.bin")
    raw = bytearray(path.read_bytes())
    raw[50:] = bytes(range(50))
    path.write_bytes(raw)
    os.utime(path, ns=(0, 0))
    assert damage(copy) == "header.bin is damaged"


def test_a_write_that_was_cut_off_is_noticed_by_the_ids_which_are_written_last(copy: Path, sound: Path) -> None:
    assert damage(copy) is None
    index = ChromaIndex(copy)
    index.upsert([f"more {number}" for number in range(1000)], list(np.random.default_rng(2).normal(size=(1000, 16))))
    index.close()
    assert damage(copy) is None
    shutil.copy(file(sound, "index_metadata.pickle"), file(copy, "index_metadata.pickle"))
    assert damage(copy) == "a write of it was cut off"


@pytest.mark.parametrize("name", FILES)
def test_a_copy_whose_files_have_other_times_is_whole(copy: Path, name: str) -> None:
    os.utime(file(copy, name), ns=(0, 0))
    assert damage(copy) is None


def test_a_layout_of_a_later_chroma_is_left_to_it(copy: Path) -> None:
    path = file(copy, "header.bin")
    path.write_bytes(b"\2\0\0\0" + bytes(200))
    os.utime(path, ns=(0, 0))
    assert damage(copy) is None


def test_no_index_and_one_that_has_written_no_files_yet_are_not_damaged(tmp_path: Path) -> None:
    assert damage(tmp_path / "none") is None
    index = ChromaIndex(tmp_path / "new")
    index.upsert(["x"], [np.ones(4, dtype=np.float32)])
    index.close()
    assert damage(tmp_path / "new") is None
