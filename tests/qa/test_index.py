import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from qa.errors import VectorIndexError
from qa.index import VectorIndex


def vector(*values: float) -> np.ndarray:
    array = np.array(values, dtype=np.float32)
    return array / np.linalg.norm(array)


@pytest.fixture(scope="module")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real `chroma run`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = str(Path(sys.executable).parent / "chroma")
    folder = tmp_path_factory.mktemp("chroma-server")
    server = subprocess.Popen(
        [program, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert server.poll() is None, "chroma run ended by itself"
                assert time.monotonic() < deadline, "chroma run didn't open its port"
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(params=["embedded", "server"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorIndex]:
    url = None if request.param == "embedded" else request.getfixturevalue("chroma_server")
    opened = VectorIndex(tmp_path / "index", url)
    opened.wipe()
    yield opened
    opened.close()


def fill(index: VectorIndex) -> None:
    index.upsert(["x", "y", "xy"], [vector(1, 0), vector(0, 1), vector(1, 1)], ["one", "two", "two"])


def test_the_nearest_come_first_with_their_cosine(index: VectorIndex) -> None:
    fill(index)
    hits = index.search(vector(1, 0), 3)
    assert [hit.chunk_id for hit in hits] == ["x", "xy", "y"]
    # cos 0° = 1, cos 45° = 0.7071, cos 90° = 0
    assert [hit.score for hit in hits] == pytest.approx([1.0, 0.7071, 0.0], abs=1e-3)


def test_a_search_can_be_kept_to_some_documents(index: VectorIndex) -> None:
    fill(index)
    assert [hit.chunk_id for hit in index.search(vector(1, 0), 3, frozenset({"two"}))] == ["xy", "y"]
    assert index.search(vector(1, 0), 3, frozenset()) == ()


def test_writing_an_id_again_replaces_it(index: VectorIndex) -> None:
    fill(index)
    index.upsert(["x"], [vector(0, 1)], ["one"])
    assert index.count() == 3
    assert index.search(vector(1, 0), 1)[0].chunk_id == "xy"


def test_deleting_takes_known_and_unknown_ids(index: VectorIndex) -> None:
    fill(index)
    index.delete(["x", "never there"])
    assert index.ids() == {"y", "xy"}
    index.delete([])


def test_more_vectors_than_one_batch_holds_go_in_and_are_listed(index: VectorIndex) -> None:
    count = 5_500  # Chroma takes 5,461 at a time
    ids = [str(number) for number in range(count)]
    index.upsert(ids, [vector(1, number + 1) for number in range(count)], ["d"] * count)
    assert index.count() == count
    assert index.ids() == set(ids)


def test_a_wiped_index_is_empty_and_usable(index: VectorIndex) -> None:
    fill(index)
    index.wipe()
    assert index.count() == 0
    fill(index)
    assert index.count() == 3


def test_an_embedded_index_sees_what_another_wrote_once_it_is_opened_again(tmp_path: Path) -> None:
    reader = VectorIndex(tmp_path)
    fill(reader)
    script = (
        "import sys; from pathlib import Path; import numpy as np; from qa.index import VectorIndex;"
        "index = VectorIndex(Path(sys.argv[1]));"
        "index.upsert(['new'], [np.array([-1, 0], dtype=np.float32)], ['d'])"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True)
    reader.open()
    assert reader.search(vector(-1, 0), 1)[0].chunk_id == "new"
    reader.close()


def test_a_closed_index_and_a_destroyed_one_are_our_errors_in_one_line(tmp_path: Path) -> None:
    index = VectorIndex(tmp_path / "index")
    index.close()
    with pytest.raises(VectorIndexError, match="closed"):
        index.count()
    shutil.rmtree(tmp_path / "index")
    (tmp_path / "index").write_text("a file where the folder should be")
    with pytest.raises(VectorIndexError, match="qa doctor") as caught:
        index.open()
    assert "\n" not in str(caught.value)


def test_a_server_that_is_not_there_is_named_with_the_setting(tmp_path: Path) -> None:
    with pytest.raises(VectorIndexError, match=r"127\.0\.0\.1:9.*QA_CHROMA_URL"):
        VectorIndex(tmp_path, "http://127.0.0.1:9")


def test_two_libraries_share_one_server_without_touching_each_others_vectors(chroma_server: str, tmp_path: Path) -> None:
    ours, theirs = (VectorIndex(tmp_path, chroma_server, name) for name in ("chunks-ours", "chunks-theirs"))
    fill(ours)
    theirs.wipe()
    assert (ours.count(), theirs.count()) == (3, 0)
    for index in (ours, theirs):
        index.close()
