"""Two stores, one truth: whatever happens to the index, the library's documents are found."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from qa.embedding import Embedder
from qa.pipeline.health import examine_index
from qa.pipeline.ingestion.ingest import Ingester
from qa.settings import Settings
from qa.store import Stores
from qa.store.exact_index import ExactIndex
from qa.store.process_lock import IndexLock
from qa.store.sql import Library
from qa.store.stores import Thresholds
from qa.store.vectors import VectorIndex
from qa.types import Document
from qa.types.errors import BusyError, VectorIndexLostError
from tests.support import DataDir

NAMES = ("whale", "dolphin", "seal")


@pytest.fixture
def settings(data_dir: Path, embedder: Embedder) -> Settings:
    """Settings of a library that holds three documents of one chunk."""
    settings = Settings(data_dir=data_dir)
    with Stores(settings) as stores:
        add(stores, embedder, settings, *NAMES)
        assert stores.keeper.in_step
    return settings


def add(stores: Stores, embedder: Embedder, settings: Settings, *names: str) -> None:
    Ingester(stores, embedder, settings).add(
        Document.create(source=name, title="", text=f"The {name} sings.") for name in names
    )


def finds(stores: Stores, embedder: Embedder, text: str) -> str:
    hits = stores.search(embedder.embed_question(text), 5)
    passages = stores.library.passages([hit.chunk_id for hit in hits])
    return next(passages[hit.chunk_id].source for hit in hits if hit.chunk_id in passages)


def index_of(stores: Stores) -> VectorIndex:
    assert stores.keeper.index is not None
    return stores.keeper.index


def index_files(settings: Settings) -> list[Path]:
    return [path for path in (settings.data_dir / "index").rglob("*") if path.is_file()]


def in_another_process(settings: Settings, *arguments: str) -> str:
    program = str(Path(sys.executable).parent / "qa")
    environ = {"QA_DATA_DIR": str(settings.data_dir), "PATH": ""}
    return subprocess.run([program, *arguments], env=environ, check=True, capture_output=True, text=True).stdout


def test_an_index_in_step_is_left_alone(settings: Settings, embedder: Embedder) -> None:
    before = {path.name for path in (settings.data_dir / "index").iterdir()}
    with Stores(settings) as stores:
        assert stores.keeper.in_step
        assert stores.keeper.rebuilt_because is None
        assert stores.catch_up() == 0
        assert {finds(stores, embedder, f"The {name} sings.") for name in NAMES} == set(NAMES)
    assert {path.name for path in (settings.data_dir / "index").iterdir()} == before


def delete(settings: Settings) -> None:
    shutil.rmtree(settings.data_dir / "index")


def ruin(settings: Settings) -> None:
    for path in index_files(settings):
        path.write_bytes(b"ruin")


def put_back_an_older_one(settings: Settings) -> None:
    """As when only one of the two was restored from a copy."""
    copy = shutil.copytree(settings.data_dir / "index", settings.data_dir / "copy")
    with Stores(settings) as stores:
        stores.remove("seal")
        stores.library.put(Document.create(source="otter", title="", text="The otter sings."), [], [])
    delete(settings)
    copy.rename(settings.data_dir / "index")


def die_while_opening(settings: Settings) -> None:
    folder = next(path for path in (settings.data_dir / "index").iterdir() if path.is_dir())
    (folder.parent / f"{folder.name}.opening").touch()


def keep_one_of_before_there_were_generations(settings: Settings) -> None:
    folder = next(path for path in (settings.data_dir / "index").iterdir() if path.is_dir())
    for path in folder.iterdir():
        path.rename(folder.parent / path.name)
    with sqlite3.connect(settings.data_dir / "library.sqlite") as connection:
        connection.execute("DROP TABLE unindexed_chunks")
        connection.execute("DELETE FROM meta WHERE key LIKE 'index_%'")
    connection.close()


@pytest.mark.parametrize(
    "harm", [delete, ruin, put_back_an_older_one, die_while_opening, keep_one_of_before_there_were_generations]
)
def test_an_index_that_cannot_be_trusted_is_built_anew_on_opening(
    settings: Settings, embedder: Embedder, harm: Callable[[Settings], None]
) -> None:
    harm(settings)
    seen: list[tuple[int, int]] = []
    with Stores(settings, progress=lambda done, total: seen.append((done, total))) as stores:
        assert stores.keeper.in_step
        assert index_of(stores).ids() == stores.library.chunk_ids()
        assert seen == [(len(stores.library.chunk_ids()),) * 2]
        assert finds(stores, embedder, "The dolphin sings.") == "dolphin"
    assert len(list((settings.data_dir / "index").iterdir())) == 1


def test_a_single_question_of_a_small_library_looks_at_its_vectors_and_leaves_the_index_alone(
    settings: Settings, embedder: Embedder
) -> None:
    with Library.open(settings.data_dir) as library:
        library.remove("seal")
    delete(settings)
    with Stores(settings, mode="one_query") as stores:
        assert finds(stores, embedder, "The dolphin sings.") == "dolphin"
        assert finds(stores, embedder, "The seal sings.") != "seal"
        assert stores.keeper.index is None
    assert not (settings.data_dir / "index").exists()


def test_a_single_question_of_a_large_library_is_asked_of_the_index(settings: Settings, embedder: Embedder) -> None:
    with Stores(settings, mode="one_query", thresholds=Thresholds(single=len(NAMES) - 1)) as stores:
        assert stores.keeper.in_step
        assert finds(stores, embedder, "The dolphin sings.") == "dolphin"


def test_a_commit_whose_vectors_never_arrived_is_indexed_on_opening(settings: Settings) -> None:
    with Library.open(settings.data_dir) as library:  # the process ends before the index hears of it
        library.remove("seal")
    with Stores(settings, attach=False) as stores:
        assert not stores.keeper.in_step
    with Stores(settings) as stores:
        assert stores.keeper.in_step
        assert stores.keeper.rebuilt_because is None
        assert index_of(stores).ids() == stores.library.chunk_ids()


def test_a_process_that_ended_between_the_two_stores_goes_on_where_it_was(settings: Settings) -> None:
    with Stores(settings) as stores:
        stores.library.remove("seal")
        state, due = stores.library.vectors.state(), stores.library.vectors.pending(10)
        index_of(stores).delete(due.gone)
        index_of(stores).mark(state.stamp + 1)  # the library doesn't hear of it
    with Stores(settings) as stores:
        assert stores.keeper.in_step
        assert stores.keeper.rebuilt_because is None
        assert index_of(stores).ids() == stores.library.chunk_ids()


def test_what_is_committed_is_found_before_it_is_indexed_and_what_is_removed_is_not(
    settings: Settings, embedder: Embedder
) -> None:
    with Stores(settings) as kept, Stores(settings) as other:
        assert other.keeper.index is None
        add(other, embedder, settings, "walrus")
        other.remove("seal")
        assert kept.library.vectors.state().pending == 2
        for stores in (kept, other):
            assert finds(stores, embedder, "The walrus sings.") == "walrus"
            assert finds(stores, embedder, "The seal sings.") != "seal"
        assert kept.keeper.in_step


def test_without_the_index_the_same_chunks_are_found_in_the_same_order(settings: Settings, embedder: Embedder) -> None:
    vector = embedder.embed_question("Who sings?")
    with Stores(settings) as kept, Stores(settings) as other:
        indexed, exact = kept.search(vector, 3), other.search(vector, 3)
        assert [hit.chunk_id for hit in indexed] == [hit.chunk_id for hit in exact]
        assert [hit.score for hit in indexed] == pytest.approx([hit.score for hit in exact], abs=1e-5)
        only = frozenset({kept.library.document("seal").id})
        assert [hit.chunk_id for hit in kept.search(vector, 3, only)] == [hit.chunk_id for hit in other.search(vector, 3, only)]
        assert kept.search(vector, 3, frozenset()) == other.search(vector, 3, frozenset()) == ()


def test_what_another_process_ingests_is_answered_here_without_a_restart(settings: Settings, embedder: Embedder) -> None:
    article = settings.data_dir / "walrus.txt"
    article.write_text("The walrus naps.")
    with Stores(settings) as stores:
        in_another_process(settings, "ingest", str(article))
        assert finds(stores, embedder, "The walrus naps.") == str(article)
        in_another_process(settings, "documents", "remove", str(article), "--yes")
        assert finds(stores, embedder, "The walrus naps.") != str(article)
        assert stores.keeper.in_step


def test_an_index_that_fails_while_it_is_used_is_gone_without_and_then_begun_anew(
    settings: Settings, embedder: Embedder
) -> None:
    with Stores(settings) as stores:
        index_of(stores).close()
        assert finds(stores, embedder, "The dolphin sings.") == "dolphin"
        add(stores, embedder, settings, "walrus")
        assert stores.keeper.in_step
        assert index_of(stores).ids() == stores.library.chunk_ids()


def test_an_index_begun_anew_by_another_process_is_filled_by_the_one_that_keeps_it(
    settings: Settings, embedder: Embedder
) -> None:
    with Stores(settings) as kept, Stores(settings) as other:
        assert other.keeper.rebuild() == 0
        assert not kept.keeper.in_step
        assert finds(kept, embedder, "The dolphin sings.") == "dolphin"
        assert kept.keeper.in_step
    assert len(list((settings.data_dir / "index").iterdir())) == 1


def test_two_ingests_at_once_lose_nothing(settings: Settings, embedder: Embedder) -> None:
    names = [f"animal {number}" for number in range(40)]
    with Stores(settings) as one, Stores(settings) as other:
        adding = [
            threading.Thread(target=add, args=(stores, embedder, settings, *part))
            for stores, part in ((one, names[::2]), (other, names[1::2]))
        ]
        for thread in adding:
            thread.start()
        for thread in adding:
            thread.join()
        one.catch_up()
        assert one.library.document_count == 43
        assert index_of(one).ids() == one.library.chunk_ids() == {row.chunk_id for row in all_rows(one)}


def test_the_exact_index_is_in_step_by_itself_and_keeps_no_files(settings: Settings, embedder: Embedder) -> None:
    vector = embedder.embed_question("seals that sing")
    with Stores(settings) as stores:
        expected = stores.search(vector, 3)
    shutil.rmtree(settings.data_dir / "index")
    exact = settings.model_copy(update={"vector_index": "exact"})
    with Stores(exact) as stores:
        assert stores.keeper.in_step
        assert [hit.chunk_id for hit in stores.search(vector, 3)] == [hit.chunk_id for hit in expected]
        add(stores, embedder, exact, "walrus")
        stores.remove("seal")
        assert (stores.keeper.in_step, index_of(stores).ids()) == (True, stores.library.chunk_ids())
        assert finds(stores, embedder, "The walrus sings.") == "walrus"
        assert examine_index(stores, rebuild=False) == "3 vectors, the library's own"
    assert index_files(settings) == []
    with Stores(settings) as stores:  # and back
        assert stores.keeper.in_step
        assert finds(stores, embedder, "The walrus sings.") == "walrus"


class OnAServer(ExactIndex):
    """A package's index, which stands beside others."""

    dropped: ClassVar[list[str]] = []

    def drop_others(self, prefix: str) -> None:
        self.dropped.append(prefix)


def test_the_index_of_a_package_is_told_to_throw_away_what_earlier_ones_have_left(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.types.plugins.plugins", lambda _group: iter([("own", lambda: make)]))

    def make(_settings: Settings, _folder: Path, name: str, create: bool) -> OnAServer:
        if not create:
            raise VectorIndexLostError("there is none of this name")
        names.append(name)
        return OnAServer(library)

    names: list[str] = []
    with Library.of(settings) as library, Stores(settings.model_copy(update={"vector_index": "own"})) as stores:
        assert isinstance(stores.keeper.index, OnAServer)
        assert OnAServer.dropped == [f"chunks-{library.identity}-"]
        assert names[-1].startswith(OnAServer.dropped[0])


def all_rows(stores: Stores) -> Iterator[object]:
    for page in stores.library.vector_rows():
        yield from page


def test_a_server_takes_the_index_from_whoever_keeps_it(settings: Settings, embedder: Embedder) -> None:
    with Stores(settings) as first, Stores(settings, mode="server") as server:
        assert first.keeper.index is not None
        add(first, embedder, settings, "walrus")
        assert first.keeper.index is None
        assert finds(first, embedder, "The walrus sings.") == "walrus"
        server.catch_up()
        assert server.keeper.in_step


def test_a_second_server_on_the_same_folder_is_refused_in_one_sentence(settings: Settings, new_data_dir: DataDir) -> None:
    with Stores(settings, mode="server"):
        assert IndexLock(settings.data_dir, serving=False).served()
        with pytest.raises(BusyError, match=r"another server is serving .*; use that one, stop it, or set QA_DATA_DIR"):
            Stores(settings, mode="server")
        Stores(Settings(data_dir=new_data_dir()), mode="server").close()
    with Stores(settings, mode="server"):
        pass


def test_an_index_that_cannot_be_written_costs_time_and_no_answer(settings: Settings, embedder: Embedder) -> None:
    delete(settings)
    (settings.data_dir / "index").write_text("a file where the folder should be")
    with Stores(settings) as stores:
        assert not stores.keeper.in_step
        assert finds(stores, embedder, "The dolphin sings.") == "dolphin"
        add(stores, embedder, settings, "walrus")
        assert finds(stores, embedder, "The walrus sings.") == "walrus"
    os.unlink(settings.data_dir / "index")
    with Stores(settings) as stores:
        assert stores.keeper.in_step


def test_each_library_has_a_collection_of_its_own(settings: Settings, new_data_dir: DataDir) -> None:
    with Stores(settings) as one, Stores(Settings(data_dir=new_data_dir())) as other:
        assert one.library.identity != other.library.identity
    with Stores(settings) as again:
        assert again.library.identity == one.library.identity
        assert again.keeper.in_step


def test_vectors_of_damaged_length_are_passed_over(settings: Settings, embedder: Embedder) -> None:
    with sqlite3.connect(settings.data_dir / "library.sqlite") as connection:
        connection.execute("UPDATE chunks SET vector = x'0000' WHERE number = 1")
    connection.close()
    with Library.open(settings.data_dir) as library:
        found = library.vectors.nearest(embedder.embed_question("Who sings?"), 5)
    assert len(found) == 2
    assert np.isfinite([score for _, score in found]).all()
