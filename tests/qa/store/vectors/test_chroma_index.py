import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from qa.store.vectors import ChromaIndex
from qa.types.errors import VectorIndexError, VectorIndexLostError


def vector(*values: float) -> np.ndarray:
    array = np.array(values, dtype=np.float32)
    return array / np.linalg.norm(array)


@pytest.fixture(params=["embedded", "server"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ChromaIndex]:
    url = None if request.param == "embedded" else request.getfixturevalue("chroma_server")
    if url is not None:
        throw_away(tmp_path / "index", url)
    opened = ChromaIndex(tmp_path / "index", url)
    yield opened
    opened.close()


def throw_away(folder: Path, url: str | None) -> None:
    if url is None:
        shutil.rmtree(folder)
        return
    other = ChromaIndex(folder, url, "another")
    other.drop_others("chunks")
    other.close()


def fill(index: ChromaIndex) -> None:
    index.upsert(["x", "y", "xy"], [vector(1, 0), vector(0, 1), vector(1, 1)])


def test_the_nearest_come_first_with_their_cosine(index: ChromaIndex) -> None:
    fill(index)
    hits = index.search(vector(1, 0), 3)
    assert [hit.chunk_id for hit in hits] == ["x", "xy", "y"]
    # cos 0° = 1, cos 45° = 0.7071, cos 90° = 0
    assert [hit.score for hit in hits] == pytest.approx([1.0, 0.7071, 0.0], abs=1e-3)


def test_hardly_one_of_the_nearest_is_missed_among_thousands(index: ChromaIndex) -> None:
    """As wide as Chroma searches by itself, one in forty is."""
    chance = np.random.default_rng(1)
    vectors = np.stack([vector(*values) for values in chance.standard_normal((2_000, 64))])
    index.upsert([str(number) for number in range(2_000)], list(vectors))
    found = 0
    for values in chance.standard_normal((20, 64)):
        asked = vector(*values)
        nearest = np.argsort(-(vectors @ asked))[:50].astype(str)
        found += len({hit.chunk_id for hit in index.search(asked, 50)} & {*nearest})
    assert found >= 0.99 * 20 * 50


def test_writing_an_id_again_replaces_it(index: ChromaIndex) -> None:
    fill(index)
    index.upsert(["x"], [vector(0, 1)])
    assert index.count() == 3
    assert index.search(vector(1, 0), 1)[0].chunk_id == "xy"


def test_deleting_takes_known_and_unknown_ids(index: ChromaIndex) -> None:
    fill(index)
    index.delete(["x", "never there"])
    assert index.ids() == {"y", "xy"}
    index.delete([])


def test_more_vectors_than_one_batch_holds_go_in_and_are_listed(index: ChromaIndex) -> None:
    count = 5_500  # Chroma takes 5,461 at a time
    ids = [str(number) for number in range(count)]
    index.upsert(ids, [vector(1, number + 1) for number in range(count)])
    assert index.count() == count
    assert index.ids() == set(ids)


def test_what_it_holds_can_be_read_back(index: ChromaIndex) -> None:
    fill(index)
    held = index.vectors(["xy", "x", "never there"])
    assert held.keys() == {"x", "xy"}
    np.testing.assert_allclose(held["xy"], vector(1, 1), atol=1e-6)


def test_how_far_it_has_got_is_remembered(request: pytest.FixtureRequest, index: ChromaIndex, tmp_path: Path) -> None:
    assert index.stamp is None
    index.mark(7)
    url = index._url
    index.close()
    again = ChromaIndex(tmp_path / "index", url, create=False)
    assert again.stamp == 7
    again.close()


def test_one_that_was_thrown_away_is_lost_until_it_is_made_anew(index: ChromaIndex, tmp_path: Path) -> None:
    fill(index)
    url = index._url
    index.close()
    throw_away(tmp_path / "index", url)
    with pytest.raises(VectorIndexLostError, match="isn't there any more"):
        ChromaIndex(tmp_path / "index", url, create=False)
    again = ChromaIndex(tmp_path / "index", url)
    assert again.count() == 0
    again.close()


def test_searches_go_on_while_it_is_written_and_closing_waits_for_them(tmp_path: Path) -> None:
    index = ChromaIndex(tmp_path / "index")
    fill(index)
    answered = threading.Semaphore(0)

    def ask_on() -> None:
        while True:
            assert len(index.search(vector(1, 0), 1)) == 1
            answered.release()

    def ask_until_closed() -> None:
        with pytest.raises(VectorIndexError, match="closed"):
            ask_on()

    with ThreadPoolExecutor(3) as pool:
        asking = [pool.submit(ask_until_closed) for _ in range(3)]
        index.upsert([str(n) for n in range(2000)], [vector(-1, n + 1) for n in range(2000)])
        assert answered.acquire(timeout=60)
        index.close()
        for each in asking:
            each.result(timeout=60)


def test_a_closed_index_and_a_destroyed_one_are_our_errors_in_one_line(tmp_path: Path) -> None:
    index = ChromaIndex(tmp_path / "index")
    index.close()
    with pytest.raises(VectorIndexError, match="closed"):
        index.count()
    shutil.rmtree(tmp_path / "index")
    (tmp_path / "index").write_text("a file where the folder should be")
    with pytest.raises(VectorIndexError, match="qa doctor") as caught:
        ChromaIndex(tmp_path / "index")
    assert "\n" not in str(caught.value)


def test_a_server_that_is_not_there_is_named_with_the_setting(tmp_path: Path) -> None:
    with pytest.raises(VectorIndexError, match=r"127\.0\.0\.1:9.*QA_CHROMA_URL"):
        ChromaIndex(tmp_path, "http://127.0.0.1:9")


def test_two_libraries_share_one_server_without_touching_each_others_vectors(chroma_server: str, tmp_path: Path) -> None:
    ours, theirs = (ChromaIndex(tmp_path, chroma_server, name) for name in ("chunks-ours", "chunks-theirs"))
    fill(ours)
    assert (ours.count(), theirs.count()) == (3, 0)
    for index in (ours, theirs):
        index.close()


def test_a_librarys_earlier_collections_can_be_thrown_away(chroma_server: str, tmp_path: Path) -> None:
    first, second, other = (
        ChromaIndex(tmp_path, chroma_server, name) for name in ("chunks-we-1", "chunks-we-2", "chunks-wo-1")
    )
    second.drop_others("chunks-we-")
    with pytest.raises(VectorIndexLostError):
        ChromaIndex(tmp_path, chroma_server, "chunks-we-1", create=False)
    assert other.count() == second.count() == 0
    for index in (first, second, other):
        index.close()
