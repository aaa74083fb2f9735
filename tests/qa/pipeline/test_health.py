"""What `qa doctor` notices, and what it puts right."""

import sqlite3
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from qa.documents.layout import LineMark, packed
from qa.documents.outcome import Loaded
from qa.embedding import Embedder
from qa.embedding.bundled import OnnxEmbedder
from qa.pipeline import Pipeline
from qa.pipeline.health import Finding, examine, examine_documents, examine_index, examine_words
from qa.pipeline.ingestion.ingest import Ingester
from qa.retrieval import HybridRetriever
from qa.retrieval.retriever import Retrieved
from qa.settings import Settings
from qa.store import Stores
from qa.store.sql import Library
from qa.store.vectors import VectorIndex
from qa.types import Document, Span
from qa.types.errors import DiskFullError, LibraryError, VectorIndexError

PARTS = ["settings", "embedding model", "library", "documents", "full-text index", "vector index", "search"]
WHALE = "The whale sings in the evening, said the keeper. He has heard it since May."


@pytest.fixture
def settings(data_dir: Path, embedder: Embedder) -> Settings:
    settings = Settings(data_dir=data_dir)
    with Stores(settings) as stores:
        Ingester(stores, embedder, settings).add(
            [
                Document.create(source="whale", title="Whales", text=WHALE),
                Document.create(source="seal", title="Seals", text="The seal sleeps. “It is tired,” Ann Bell said."),
            ]
        )
    return settings


def execute(settings: Settings, sql: str, *values: object) -> None:
    with sqlite3.connect(settings.data_dir / "library.sqlite") as connection:
        connection.execute(sql, values)
    connection.close()


@cache
def loaded() -> Embedder:
    """One for all looks: to load it takes longer than the rest of a look."""
    return OnnxEmbedder()


def states(settings: Settings, **options: bool) -> dict[str, Finding]:
    found = examine(settings, open_model=lambda _settings: loaded(), **options)
    return {finding.part: finding for finding in found}


def not_ok(settings: Settings) -> dict[str, Finding]:
    return {part: finding for part, finding in states(settings).items() if finding.state != "ok"}


def test_a_sound_library_is_told_part_by_part_and_left_alone(settings: Settings) -> None:
    found = tuple(examine(settings))
    assert [finding.part for finding in found] == PARTS
    assert {finding.state for finding in found} == {"ok"}
    with Stores(settings) as stores:
        assert stores.keeper.rebuilt_because is None


def test_a_rebuild_on_request_begins_a_new_index(settings: Settings) -> None:
    found = states(settings, rebuild=True)
    assert found["vector index"] == Finding("vector index", "repaired", "built anew from the stored vectors, 2 chunks")
    assert not not_ok(settings)


def lose_a_word(settings: Settings) -> None:
    execute(settings, "INSERT INTO chunk_words(chunk_words, rowid, title, body) VALUES ('delete', 1, 'Whales', ?)", WHALE)


def add_a_word(settings: Settings) -> None:
    execute(settings, "INSERT INTO chunk_words(rowid, title, body) VALUES (77, 'x', 'left over')")


def put_other_words(settings: Settings) -> None:
    lose_a_word(settings)
    execute(settings, "INSERT INTO chunk_words(rowid, title, body) VALUES (1, 'Whales', 'something else')")


def lose_said_words(settings: Settings) -> None:
    execute(settings, "INSERT INTO statement_words(statement_words) VALUES ('delete-all')")


@pytest.mark.parametrize("harm", [lose_a_word, add_a_word, put_other_words, lose_said_words])
def test_words_that_differ_from_the_chunks_are_filled_anew(settings: Settings, harm: Callable[[Settings], None]) -> None:
    with Library.open(settings.data_dir) as library:
        before = library.search_words(["whale"], 5), library.statements(who=["bell"])
    harm(settings)
    with Library.open(settings.data_dir) as library:
        found = examine_words(library)
        assert isinstance(found, Finding)
        assert found.state == "repaired"
        assert isinstance(examine_words(library), str)
        assert (library.search_words(["whale"], 5), library.statements(who=["bell"])) == before


def test_numbers_that_are_off_are_counted_anew(settings: Settings, embedder: Embedder) -> None:
    execute(settings, "UPDATE meta SET value = '77' WHERE key = 'total_chunks'")
    with Stores(settings) as stores:
        assert stores.library.chunk_count == 77
        assert isinstance(examine_documents(stores, settings, embedder), Finding)
        assert stores.library.chunk_count == 2
        assert isinstance(examine_documents(stores, settings, embedder), str)


HARMS = {
    "UPDATE chunks SET text = 'The whale sinks.'": "chunk 0 isn't the text at its place",
    'UPDATE chunks SET "end" = 999': "chunk 0 isn't the text at its place",
    "UPDATE chunks SET vector = x'0000'": "the vector of chunk 0 is damaged",
    "UPDATE chunks SET vector = zeroblob(1536)": "the vector of chunk 0 is damaged",
    "UPDATE chunks SET sentences = x'ffffff7fffffff7f'": "the sentences of chunk 0 aren't within it",
    "UPDATE chunks SET sentences = x'00'": "the sentences of chunk 0 are damaged",
    "UPDATE chunks SET sentence_vectors = x'00'": "the sentences' vectors of chunk 0 are damaged",
    "DELETE FROM chunks": "it has no chunk",
    'UPDATE statements SET start = 900, "end" = 950': "the statement at 900 isn't within its text",
}


def test_what_follows_from_a_sound_text_is_made_again_from_it(settings: Settings, embedder: Embedder) -> None:
    with Stores(settings) as stores:
        texts = [
            Document.create(source=f"d{n}", title="", text=f"“It sings {n} times,” Ann Bell said.") for n in range(len(HARMS))
        ]
        Ingester(stores, embedder, settings).add(texts)
        for document, (sql, what) in zip(texts, HARMS.items(), strict=True):
            execute(settings, f"{sql} WHERE document_id = ?", document.id)
            assert (document.source, what) in [(each.source, each.what) for each in stores.library.checks.damaged()]
    found = not_ok(settings)
    assert found["documents"].message.startswith(f"{len(HARMS)} damaged: ")
    assert {finding.state for finding in found.values()} == {"repaired"}
    assert not not_ok(settings)
    with Library.open(settings.data_dir) as library:
        assert [library.document(each.id).text for each in texts] == [each.text for each in texts]


def test_what_is_made_again_begins_with_its_headings_as_before(settings: Settings, embedder: Embedder) -> None:
    text = "Whales\n\nThe whale sings.\n\nSeals\n\nThe seal sleeps."
    document = Document.create(source="guide.docx", title="A guide", text=text)
    layout = packed([LineMark(Span(text.index(each), text.index(each) + len(each)), "h2") for each in ("Whales", "Seals")])

    def chunks(library: Library) -> list[str]:
        return [each.text for each in library.passages_of([document.id])[document.id]]

    with Stores(settings) as stores:
        Ingester(stores, embedder, settings).take([Loaded.of(document, layout=layout)])
        made = chunks(stores.library)
    assert made[0].startswith("Whales")
    execute(settings, "UPDATE chunks SET vector = zeroblob(8) WHERE document_id = ?", document.id)
    assert not_ok(settings)["documents"].state == "repaired"
    with Library.open(settings.data_dir) as library:
        assert chunks(library) == made


def test_what_cannot_be_made_again_is_not_told_to_be_repaired(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    execute(
        settings,
        "UPDATE chunks SET vector = zeroblob(8) WHERE document_id IN (SELECT id FROM documents WHERE source = 'whale')",
    )
    with monkeypatch.context() as failing:
        failing.setattr("qa.pipeline.ingestion.ingest.Ingester.restore_all", lambda *_: ())
        found = not_ok(settings)["documents"]
    assert found.state == "wrong"
    assert "whale" in found.message
    assert "can't be made again" in found.message


def test_a_text_that_has_changed_is_named_and_never_served(settings: Settings) -> None:
    execute(settings, "UPDATE documents SET text = replace(text, 'sings', 'sinks') WHERE source = 'whale'")
    found = not_ok(settings)
    assert found["documents"].state == "wrong"
    assert "1 damaged: whale (its text isn't the one that was stored)" in found["documents"].message
    with Pipeline.open(settings) as pipeline:
        for read in (lambda: pipeline.ask("What sings in the evening?"), lambda: pipeline.stores.library.document("whale")):
            with pytest.raises(LibraryError, match=r"the stored text of whale is damaged, so it isn't quoted"):
                read()
        assert pipeline.stores.library.document("seal")


def test_a_quote_that_is_not_in_its_text_is_never_served(settings: Settings) -> None:
    execute(settings, "UPDATE chunks SET text = replace(text, 'sings', 'sinks')")
    with Pipeline.open(settings) as pipeline, pytest.raises(LibraryError, match="isn't quoted"):
        pipeline.ask("What does the whale do in the evening?")


def harm_pages(settings: Settings, *pages: int) -> None:
    """Zeros in place of a whole page, as a bad block leaves it."""
    with (settings.data_dir / "library.sqlite").open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * 4096)
            file.write(bytes(4096))


def page_of(settings: Settings, name: str) -> int:
    with sqlite3.connect(settings.data_dir / "library.sqlite") as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    connection.close()
    return int(page)


@pytest.mark.parametrize("name", ["chunks", "documents", "ix_chunks_ordered", "meta"])
def test_a_damaged_page_is_told_in_one_sentence_and_not_written_to(settings: Settings, name: str) -> None:
    harm_pages(settings, page_of(settings, name))
    before = (settings.data_dir / "library.sqlite").read_bytes()
    found = states(settings)
    assert found["library"].state == "wrong"
    assert "is damaged" in found["library"].message
    assert "qa restore" in found["library"].message
    assert "\n" not in found["library"].message
    assert "run `qa doctor`" not in found["library"].message  # it is what is running
    assert (settings.data_dir / "library.sqlite").read_bytes() == before
    if name in ("chunks", "documents", "meta"):
        with pytest.raises(LibraryError, match=r"is damaged .*; run `qa doctor`"), Pipeline.open(settings) as pipeline:
            pipeline.ask("What sings in the evening?")


def change_a_vector(settings: Settings) -> None:
    with Stores(settings) as stores:
        assert stores.keeper.index is not None
        first, other = next(iter(stores.library.vector_rows()))
        stores.keeper.index.upsert([first.chunk_id], [other.vector])


def lose_a_vector(settings: Settings) -> None:
    with Stores(settings) as stores:
        assert stores.keeper.index is not None
        stores.keeper.index.delete(sorted(stores.keeper.index.ids())[:1])


def leave_a_vector(settings: Settings) -> None:
    with Stores(settings) as stores:
        index: VectorIndex | None = stores.keeper.index
        assert index is not None
        index.upsert(["left over"], [next(iter(stores.library.vector_rows()))[0].vector])


@pytest.mark.parametrize("harm", [change_a_vector, lose_a_vector, leave_a_vector])
def test_an_index_that_differs_from_the_library_is_built_anew(settings: Settings, harm: Callable[[Settings], None]) -> None:
    harm(settings)
    with Stores(settings, attach=False) as stores:
        found = examine_index(stores, rebuild=False)
        assert isinstance(found, Finding)
        assert found.message.startswith("built anew from the stored vectors, 2 chunks: ")
    with Stores(settings, attach=False) as stores:
        assert isinstance(examine_index(stores, rebuild=False), str)


def test_where_the_index_cannot_be_written_because_the_disk_is_full_that_is_told(settings: Settings) -> None:
    with Stores(settings, attach=False) as stores:
        full = DiskFullError("the disk is full")
        with patch.object(stores.library.vectors, "pending", side_effect=full), pytest.raises(VectorIndexError) as caught:
            examine_index(stores, rebuild=True)
    assert str(caught.value).startswith("it can't be written: the disk is full. The library is searched without it")


def test_beside_a_server_the_index_is_the_servers_to_build(settings: Settings) -> None:
    with Stores(settings, mode="server") as server:
        server.catch_up()
        assert "kept by another process" in states(settings)["vector index"].message
        states(settings, rebuild=True)
        server.catch_up()
        assert server.keeper.in_step
        assert server.keeper.index is not None
        assert server.keeper.index.ids() == server.library.chunk_ids()


def test_a_document_that_is_removed_while_it_is_looked_for_is_no_damage(settings: Settings) -> None:
    class Slower(HybridRetriever):
        def retrieve(self, *given: Any, **named: Any) -> Retrieved:
            with Library.open(settings.data_dir) as library:
                for document in library.documents():
                    library.remove(document.id)
            return super().retrieve(*given, **named)

    with patch("qa.pipeline.health.HybridRetriever", Slower):
        assert states(settings)["search"].state == "ok"
