import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.documents.chunking import chunk_document
from qa.documents.files import load
from qa.documents.outcome import Loaded
from qa.embedding import Embedder, PassageText, PassageVectors, in_subprocess
from qa.pipeline.ingestion.ingest import Ingester, Stopped, Summary
from qa.pipeline.ingestion.ingest_progress import IngestProgress
from qa.pipeline.ingestion.pieces import Pieces
from qa.settings import Settings
from qa.store.sql import NewChunk, NewDocument
from qa.types import Document
from qa.types.errors import LibraryError
from qa.types.service_values import Failure
from tests.qa.documents.files import PROSE
from tests.qa.documents.making import column, pdf
from tests.support import Workshop


def cut(workshop: Workshop, pieces: Pieces, embedder: Embedder | None = None) -> Ingester:
    """An ingester whose work is cut up like that."""
    settings = Settings(data_dir=workshop.library.path.parent)
    return Ingester(workshop.pipeline.stores, embedder or workshop.pipeline.embedder, settings, pieces=pieces)


def test_a_summary_reads_as_a_line_of_counts() -> None:
    assert str(Summary(3, 0, 1, (Failure("a", "b"),))) == "added 3, updated 0, unchanged 1, failed 1"


def test_ingesting_twice_changes_nothing_and_a_changed_file_is_updated(workshop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The whale sings.")
    (tmp_path / "b.md").write_text("# Heading\n\nThe dolphin jumps.")
    assert str(workshop.ingester.ingest([tmp_path])) == "added 2, updated 0, unchanged 0, failed 0"
    assert str(workshop.ingester.ingest([tmp_path])) == "added 0, updated 0, unchanged 2, failed 0"
    (tmp_path / "a.txt").write_text("The walrus naps.")
    assert str(workshop.ingester.ingest([tmp_path])) == "added 0, updated 1, unchanged 1, failed 0"
    assert workshop.index.ids() == workshop.library.chunk_ids()


def test_a_pdf_is_kept_to_show_its_pages_unless_it_is_too_large_or_has_changed_since(
    workshop: Workshop, tmp_path: Path
) -> None:
    path, raw = tmp_path / "a.pdf", pdf([column([PROSE[:60]])])

    def kept(pages_mb: float, outcomes: Iterable[Loaded]) -> bytes | None:
        settings = Settings(data_dir=workshop.library.path.parent, pages_mb=pages_mb)
        Ingester(workshop.pipeline.stores, workshop.pipeline.embedder, settings).take(outcomes)
        found = workshop.library.files.get(workshop.library.document(str(path)))
        return found and found.content

    def read() -> list[Loaded]:
        return list(load(path, max_bytes=10**6))

    path.write_bytes(raw)
    assert kept(0, read()) is None
    read_before = read()
    path.write_bytes(raw + b"\n")
    assert kept(1, read_before) is None
    path.write_bytes(raw)
    assert kept(1, read()) == raw  # its text was there already


def test_an_updated_document_is_answered_from_its_new_text_only(workshop: Workshop) -> None:
    workshop.add("a", "The harbour was closed by Mayor Brown on Monday because of the storm.")
    assert "closed" in workshop.pipeline.ask("When was the harbour closed?").citations[0].quote
    workshop.add("a", "The harbour was opened by Mayor Brown on Friday after the storm.")
    answer = workshop.pipeline.ask("When was the harbour opened?")
    assert {citation.quote for citation in answer.citations} == {
        "The harbour was opened by Mayor Brown on Friday after the storm."
    }
    closed = workshop.pipeline.ask("When was the harbour closed?")
    assert not any("Monday" in citation.quote for citation in (*closed.citations, *closed.closest))


def test_a_removed_document_is_never_cited_again(workshop: Workshop) -> None:
    document = workshop.add("a", "The harbour was closed by Mayor Brown on Monday.")
    workshop.pipeline.stores.remove(document.id)
    answer = workshop.pipeline.ask("When was the harbour closed?")
    assert (answer.status, answer.citations, answer.closest) == ("abstained", (), ())


def test_two_lines_with_one_source_and_different_texts_are_told_by_number_and_the_first_stays(
    workshop: Workshop, tmp_path: Path
) -> None:
    first, other = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    lines = [{"source": "s", "text": text} for text in ("One whale.", "Two whales.", "One whale.")]
    first.write_text("\n".join(map(json.dumps, lines)))
    other.write_text('{"source": "s", "text": "A seal."}')
    for summary, added in ((workshop.ingester.ingest([first, other]), 1), (workshop.ingester.ingest([first, other]), 0)):
        assert (summary.added, summary.updated, summary.unchanged) == (added, 0, 2 - added)
        assert [failure.cause for failure in summary.failures] == [
            f"{place}: its \"source\" is 's', and so is that of {first}:1, with another text, title or date; that one is kept, "
            "so give this one another"
            for place in (f"{first}:2", f"{other}:1")
        ]
    assert workshop.library.document("s").text == "One whale."
    assert workshop.ingester.ingest([other]).updated == 1, "another call"


def test_one_bad_file_never_stops_the_rest_and_each_is_named_with_its_cause(workshop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("The whale sings.")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "binary.txt").write_bytes(b"\x7fELF\0\0\0")
    (tmp_path / "bytes.txt").write_bytes(b"The whale sings." + b"\xff\xfe\xfa\x81 \x8d")
    (tmp_path / "lines.jsonl").write_text(
        '{"source": "one", "text": "A seal."}\n{"source": "two", "text"\n{"source": "three", "text": "A walrus."}\n'
    )
    (tmp_path / "furniture.txt").write_text("Breaking News\n\nAdvertisement\n")
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(200_000_000)
    summary = workshop.ingester.ingest([tmp_path, tmp_path / "missing.txt"])
    assert (summary.added, len(summary.failures)) == (3, 7)
    causes = {Path(failure.source).name: failure.cause for failure in summary.failures}
    assert "no such file" in causes["missing.txt"]
    assert "empty" in causes["empty.txt"]
    assert "binary" in causes["binary.txt"]
    assert "UTF-8" in causes["bytes.txt"]
    assert "furniture" in causes["furniture.txt"]
    assert "200.0 MB" in causes["huge.txt"]
    assert "QA_MAX_FILE_MB" in causes["huge.txt"]
    assert any("lines.jsonl:2" in cause for cause in causes.values())
    assert {document.source for document in workshop.library.documents()} == {str(tmp_path / "good.txt"), "one", "three"}


def test_a_folder_that_may_not_be_read_is_named_and_the_rest_goes_on(workshop: Workshop, tmp_path: Path) -> None:
    locked, good = tmp_path / "locked", tmp_path / "good.txt"
    locked.mkdir()
    (locked / "a.txt").write_text("A seal.")
    good.write_text("The whale sings.")
    locked.chmod(0)
    # Root may read everything, so the files are looked for as nobody, in a process of its own.
    script = (
        "import os, sys; from pathlib import Path; from qa.documents.files import find_files;"
        "find_files([Path(sys.argv[2])]);"  # loads the modules, which nobody may not be allowed to read
        "os.geteuid() or os.setuid(65534);"
        "found = find_files([Path(path) for path in sys.argv[1:]]);"
        "print(len(found.files), [str(failure.error) for failure in found.failures])"
    )
    for folder in (tmp_path, *list(tmp_path.parents)[:2]):
        os.chmod(folder, 0o755)
    result = subprocess.run(
        [sys.executable, "-c", script, str(locked), str(good)], capture_output=True, text=True, check=True, cwd="/"
    )
    locked.chmod(0o755)
    assert result.stdout.startswith("1 ['")
    assert "permission" in result.stdout.lower()


def test_json_lines_keep_their_text_so_that_outside_offsets_stay_true(workshop: Workshop, tmp_path: Path) -> None:
    text = "  Cafe\u0301 “opens”.\r\n\r\nThe owner, Ann Lee, said\u00a0so.  "
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"source": "s", "title": "T", "text": text, "published": "2021-03-17"}) + "\n")
    workshop.ingester.ingest([path])
    document = workshop.library.document("s")
    assert (document.text, document.title, document.published) == (text, "T", "2021-03-17")


def test_progress_counts_files_and_documents(workshop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The whale sings.")
    (tmp_path / "b.jsonl").write_text('{"source": "one", "text": "A seal."}\n{"source": "two", "text": "A walrus."}\n')
    seen: list[IngestProgress] = []
    workshop.ingester.ingest([tmp_path], seen.append)
    assert [(progress.done, progress.total, progress.documents) for progress in seen] == [
        (0, 2, 1),
        (1, 2, 1),
        (1, 2, 2),
        (1, 2, 3),
        (2, 2, 3),
    ]
    shares = [progress.share for progress in seen]
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.5
    assert shares[-1] == 1


def ferries(number: int) -> list[Loaded]:
    texts = {f"ferry {each}": f"Ferry {each} sails at noon." for each in range(number)}
    return [Loaded.of(Document.create(source=source, title="", text=text)) for source, text in texts.items()]


def test_how_many_of_several_documents_are_in_is_told_as_they_come_and_one_alone_is_not(workshop: Workshop) -> None:
    told: list[int] = []

    def tell(done: int) -> bool:
        told.append(done)
        return True

    little_at_a_time = cut(workshop, Pieces(chunks=1))
    assert little_at_a_time.take(ferries(1), tell).added == 1
    assert told == []
    assert little_at_a_time.take(ferries(4), tell).added == 3
    assert told == [2, 3, 4]


def test_once_whoever_is_told_says_so_no_more_of_several_documents_is_added(workshop: Workshop) -> None:
    little_at_a_time = cut(workshop, Pieces(chunks=1))
    first = little_at_a_time.take(ferries(40), lambda done: False).added
    assert first == workshop.library.document_count < 20  # what was embedded together is in
    assert little_at_a_time.take(ferries(40), lambda done: True).added == 40 - first


def test_what_was_committed_before_the_disk_failed_can_be_asked_about(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_all = workshop.library.put_all

    def failing(arrivals: Sequence[NewDocument], *others: Any) -> object:
        if any(new.document.source == "b" for new in arrivals):
            raise LibraryError("database or disk is full")
        return put_all(arrivals, *others)

    monkeypatch.setattr(workshop.library, "put_all", failing)
    with pytest.raises(LibraryError):
        cut(workshop, Pieces(chunks=1)).add(
            Document.create(source=name, title="", text=f"The {word} sings.") for name, word in (("a", "whale"), ("b", "seal"))
        )
    assert workshop.index.ids() == workshop.library.chunk_ids()
    assert workshop.pipeline.search("What sings like a whale?", 1)[0].source == "a"
    assert workshop.pipeline.stores.keeper.in_step


def test_ctrl_c_ends_with_what_was_done_until_then(workshop: Workshop, tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"{number}.txt").write_text(f"Seal {number} sings." if number else "")

    def press(progress: IngestProgress) -> None:
        if progress.done == 8:
            raise KeyboardInterrupt

    with pytest.raises(Stopped) as caught:
        cut(workshop, Pieces(chunks=1)).ingest([tmp_path], press)
    assert caught.value.summary.added == workshop.library.document_count > 0
    assert [Path(failure.source).name for failure in caught.value.summary.failures] == ["0.txt"]
    assert workshop.index.ids() == workshop.library.chunk_ids()


class StoppedError(Exception):
    """In place of a kill."""


class Watched:
    """The real model; remembers what it embedded, and stops the run when it has embedded `most` chunks."""

    def __init__(self, embedder: Embedder, most: int | None = None) -> None:
        self.name, self.dimensions = embedder.name, embedder.dimensions
        self.titles: list[str] = []
        self._embedder = embedder
        self._most = most

    def embed_question(self, question: str) -> NDArray[np.float32]:
        return self._embedder.embed_question(question)

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        if self._most is not None and len(self.titles) >= self._most:
            raise StoppedError
        self.titles += [passage.title for passage in passages]
        return self._embedder.embed_passages(passages)


def watched(workshop: Workshop, most: int | None = None) -> tuple[Ingester, Watched]:
    embedder = Watched(workshop.pipeline.embedder, most)
    return cut(workshop, Pieces(chunks=4, short=100), embedder), embedder  # all pieces are of that size


def test_a_run_after_a_stopped_one_does_only_what_is_missing(workshop: Workshop) -> None:
    documents = [Document.create(source=f"{n}", title=f"{n}", text=f"A seal sings number {n}. " * 50) for n in range(12)]
    assert {len(chunk_document(document, 100)) for document in documents} == {3}
    ingester, _ = watched(workshop, most=20)
    with pytest.raises(StoppedError):
        ingester.add(documents)
    stored = {document.source for document in workshop.library.documents()}
    assert 0 < len(stored) <= 6
    assert workshop.index.ids() == workshop.library.chunk_ids()
    ingester, embedder = watched(workshop)
    assert str(ingester.add(documents)) == f"added {12 - len(stored)}, updated 0, unchanged {len(stored)}, failed 0"
    assert sorted(embedder.titles) == sorted(3 * [document.title for document in documents if document.source not in stored])
    assert workshop.index.ids() == workshop.library.chunk_ids()


def test_long_work_goes_on_in_a_process_of_its_own_with_the_same_result(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered: list[Embedder] = []

    @contextmanager
    def noted(embedder: Embedder, giving_way: int) -> Iterator[Embedder]:
        with in_subprocess(embedder, giving_way) as other:
            entered.append(other)
            yield other

    monkeypatch.setattr("qa.pipeline.ingestion.pieces.in_subprocess", noted)
    documents = [Document.create(source=f"{n}", title=f"{n}", text=f"A seal sings number {n}.") for n in range(20)]
    ingester = cut(workshop, Pieces(chunks=4, short=2))
    ingester.add(documents[:8])
    assert entered == []
    assert ingester.add(documents).added == 12
    ingester.add(documents)
    assert len(entered) == 1
    assert entered[0] is not workshop.pipeline.embedder
    stored = {row.document_id: row.vector for page in workshop.library.vector_rows() for row in page}
    for document in documents:
        (vectors,) = workshop.pipeline.embedder.embed_passages([PassageText(document.title, document.text, ())])
        assert stored[document.id] @ vectors.chunk > 0.99999
    assert workshop.index.ids() == workshop.library.chunk_ids()


def test_a_document_longer_than_a_piece_is_stored_whole(workshop: Workshop) -> None:
    texts = {"a": "A seal.", "long": "The whale sings of the sea. " * 200, "b": "A walrus."}
    documents = [Document.create(source=source, title="", text=text) for source, text in texts.items()]
    cut(workshop, Pieces(chunks=2, indexed=3)).add(documents)
    expected = {segment.chunk.id for document in documents for segment in chunk_document(document, 100)}
    assert len(expected) > 10
    assert workshop.library.chunk_ids() == workshop.index.ids() == expected


def test_of_several_versions_in_one_run_the_first_one_stays(workshop: Workshop) -> None:
    texts = ("One whale.", "Two whales.", "One whale.", "One whale.")
    summary = cut(workshop, Pieces(chunks=1)).add(Document.create(source="a", title="", text=text) for text in texts)
    assert (summary.added, summary.updated, summary.unchanged) == (1, 0, 2)
    assert [failure.source for failure in summary.failures] == ["document 2"]
    assert workshop.library.document("a").text == "One whale."
    assert workshop.index.ids() == workshop.library.chunk_ids()


def test_a_file_that_has_not_changed_is_not_parsed_again(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "a.html"
    page.write_text("<title>Whales</title><p>The whale sings.</p>")
    assert workshop.ingester.ingest([page]).added == 1
    monkeypatch.setattr("qa.documents.files.loaded_from", lambda *_, **__: pytest.fail("it was parsed"))
    assert workshop.ingester.ingest([page]).unchanged == 1
    monkeypatch.undo()
    page.write_text("<title>Whales</title><p>The whale naps.</p>")
    assert workshop.ingester.ingest([page]).updated == 1
    page.write_text("<title>Whales</title>  <p>The whale naps.</p>")
    assert workshop.ingester.ingest([page]).unchanged == 1, "another file, the same document"
    workshop.pipeline.stores.remove(str(page))
    assert workshop.ingester.ingest([page]).added == 1, "what was removed is read anew"


def test_a_file_that_was_read_otherwise_before_is_brought_up_to_date_by_the_next_ingest(
    workshop: Workshop, tmp_path: Path
) -> None:
    page, collection = tmp_path / "a.md", workshop.library.collections.create("Sea").id
    page.write_text("# Sea\n\nWhales sing.\n\nAre seals allowed?\n---\n\nThey are, in May.\n")
    [now] = load(page, max_bytes=10**6)
    assert now.document is not None
    [segment] = chunk_document(now.document, 100)  # as if it had no headings
    [vectors] = workshop.pipeline.embedder.embed_passages([PassageText("", "Seals.", ())])
    chunk = NewChunk(segment.chunk, segment.sentences, vectors.chunk, np.tile(vectors.chunk, (len(segment.sentences), 1)))
    workshop.library.put_all([NewDocument(now.document, [chunk], (), "by an earlier program")], [collection])
    workshop.pipeline.stores.catch_up()
    ingester, embedder = watched(workshop)
    assert str(ingester.ingest([page])) == "added 0, updated 1, unchanged 0, failed 0"
    passages = workshop.library.passages(workshop.library.chunk_ids())
    assert len(embedder.titles) == len(passages) == 2
    told = {each.words(sentence) for each in passages.values() for sentence in each.sentences}
    assert {"Whales sing.", "They are, in May."} <= told
    assert "Are seals allowed?" not in told
    assert workshop.library.files.layout(now.document) == now.layout != ""
    assert workshop.library.collections.holding([now.document.id]) == {collection: 1}
    assert workshop.index.ids() == workshop.library.chunk_ids()
    assert str(ingester.ingest([page])) == "added 0, updated 0, unchanged 1, failed 0"
    assert len(embedder.titles) == 2


def test_where_nothing_is_read_otherwise_nothing_is_embedded_and_the_file_is_known_from_then_on(
    workshop: Workshop, tmp_path: Path
) -> None:
    page = tmp_path / "a.md"
    page.write_text("# Sea\n\n“Whales sing,” said Ann Lee.")
    ingester, embedder = watched(workshop)
    ingester.ingest([page])
    [now] = load(page, max_bytes=10**6)
    assert now.document is not None
    assert now.fingerprint is not None
    workshop.library.note_original(now.document, "by an earlier program")
    before = len(embedder.titles)
    assert str(ingester.ingest([page])) == "added 0, updated 0, unchanged 1, failed 0"
    assert len(embedder.titles) == before == 1
    assert workshop.library.holds_original(str(page), now.fingerprint)
    assert workshop.library.files.layout(now.document) == now.layout
