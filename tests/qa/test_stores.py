import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from qa.embedding import Embedder
from qa.errors import BusyError
from qa.ingesting import Ingester
from qa.settings import Settings
from qa.stores import Stores, Synced
from qa.types import Document
from tests.support import DataDir


@pytest.fixture
def settings(data_dir: Path, embedder: Embedder) -> Settings:
    """Settings of a library that holds three documents of one chunk."""
    settings = Settings(data_dir=data_dir)
    with Stores(settings) as stores:
        Ingester(stores, embedder, settings).add(
            Document.create(source=name, title="", text=f"The {name} sings.") for name in ("whale", "dolphin", "seal")
        )
        assert stores.in_step
    return settings


def finds(stores: Stores, embedder: Embedder, text: str) -> str:
    hit = stores.index.search(embedder.embed_question(text), 1)[0]
    return stores.library.passages([hit.chunk_id])[hit.chunk_id].source


def test_an_index_in_step_is_left_alone(settings: Settings) -> None:
    with Stores(settings, repair=False) as stores:
        assert stores.in_step
        with stores.locked():
            assert stores.sync() == Synced(0, 0, rebuilt=False)


def test_a_deleted_index_is_filled_again_on_opening_without_embedding_anew(settings: Settings, embedder: Embedder) -> None:
    shutil.rmtree(settings.data_dir / "index")
    with Stores(settings) as stores:
        assert stores.in_step
        assert stores.index.count() == 3
        assert finds(stores, embedder, "The dolphin sings.") == "dolphin"


def test_a_ruined_index_is_replaced_on_opening(settings: Settings, embedder: Embedder) -> None:
    for path in (settings.data_dir / "index").rglob("*"):
        if path.is_file():
            path.write_bytes(b"ruin")
    with Stores(settings) as stores:
        assert finds(stores, embedder, "The seal sings.") == "seal"


def test_only_what_is_missing_is_added_and_what_is_left_over_goes(settings: Settings) -> None:
    with Stores(settings) as stores:
        victim = sorted(stores.index.ids())[0]
        stores.index.delete([victim])
        stores.index.upsert(["left over"], [next(iter(stores.library.vector_rows()))[0].vector], ["gone"])
        with stores.locked():
            assert stores.sync() == Synced(added=1, removed=1)
        assert stores.index.ids() == stores.library.chunk_ids()


def test_a_commit_whose_vectors_never_arrived_is_noticed_though_the_counts_agree(settings: Settings) -> None:
    with Stores(settings) as stores:
        changed = stores.library.document("seal")
        _, left = stores.library.remove("seal")  # the process dies before the index hears of it …
        stores.index.delete(left)
        vector = next(iter(stores.library.vector_rows()))[0].vector
        stores.index.upsert(["ghost"], [vector], [changed.id])
        stores.index.delete(["ghost"])
        assert stores.index.count() == stores.library.chunk_count
        assert not stores.in_step
    with Stores(settings) as stores:
        assert stores.in_step


def test_a_rebuild_starts_anew_and_reports_progress(settings: Settings) -> None:
    seen: list[tuple[int, int]] = []
    with Stores(settings) as stores, stores.locked():
        assert stores.sync(lambda done, total: seen.append((done, total)), rebuild=True) == Synced(3, 0, rebuilt=True)
    assert seen == [(3, 3)]


def test_a_second_writer_is_told_to_wait_and_a_reader_is_not(settings: Settings, embedder: Embedder) -> None:
    with Stores(settings) as writer, writer.locked(), Stores(settings) as other:
        with pytest.raises(BusyError, match="another process is writing"), other.locked(0):
            pass
        assert finds(other, embedder, "The whale sings.") == "whale"


def test_what_another_process_ingests_is_answered_here_without_a_restart(settings: Settings, embedder: Embedder) -> None:
    article = settings.data_dir / "walrus.txt"
    article.write_text("The walrus naps.")
    with Stores(settings) as stores:
        assert finds(stores, embedder, "The walrus naps.") != str(article)
        program = str(Path(sys.executable).parent / "qa")
        environ = {"QA_DATA_DIR": str(settings.data_dir), "PATH": ""}
        subprocess.run([program, "ingest", str(article)], env=environ, check=True, capture_output=True)
        stores.refresh()
        assert finds(stores, embedder, "The walrus naps.") == str(article)


def test_each_library_has_a_collection_of_its_own(settings: Settings, new_data_dir: DataDir) -> None:
    with Stores(settings) as one, Stores(Settings(data_dir=new_data_dir())) as other:
        assert one.library.identity != other.library.identity
    with Stores(settings) as again:
        assert again.library.identity == one.library.identity
        assert again.in_step
