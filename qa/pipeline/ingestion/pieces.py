"""Documents' chunks, cut into pieces for the embedding model, and documents made whole again of what it returns."""

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import chain, islice, repeat

from qa.embedding import Embedder, PassageText, PassageVectors, in_subprocess
from qa.embedding.process import GIVING_WAY
from qa.store.sql import NewChunk, NewDocument
from qa.types import Document, Span
from qa.types.documents import Segment

# Of so many pieces one is finishing while the next one begins, so that no core waits.
_PIECES_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Pieces:
    """How the work is cut up."""

    # Chunks handed to the model at a time: enough to batch by length (2,200 chunks: 12.95 ms a chunk with 128, 12.8 with 256,
    # 12.75 with 512), few enough that a kill or Ctrl-C costs seconds of work, and that memory is bounded.
    chunks: int = 256
    # After so many pieces the work is long: the model goes on in a process of its own, which takes a second to start, and
    # pieces are twice as large.
    short: int = 2
    # Chunks that the vector index is given at a time.
    indexed: int = 256
    # Steps that the process of the model gives way to others.
    giving_way: int = GIVING_WAY


USUAL_PIECES = Pieces()
# Where this process answers no questions meanwhile.
ALONE = Pieces(giving_way=0)


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """A document on its way in, and what it is cut into; `done` are its chunks, which fill up."""

    new: NewDocument
    segments: tuple[Segment, ...]
    done: list[NewChunk]


Piece = list[tuple[Work, Segment]]


def embedded(works: Iterable[Work], embedder: Embedder, pieces: Pieces) -> Generator[list[NewDocument], None, None]:
    """Embed the chunks piece by piece; after each piece yield the documents that are complete, in order (perhaps none)."""
    under_way: deque[tuple[Piece, Future[list[PassageVectors]]]] = deque()
    chunks = ((work, segment) for work in works for segment in work.segments)
    pool = ThreadPoolExecutor(_PIECES_AT_ONCE, thread_name_prefix="ingest")
    try:
        with ExitStack() as long:
            for number, piece in enumerate(_cut(chunks, pieces)):
                if number == pieces.short:
                    embedder = long.enter_context(in_subprocess(embedder, pieces.giving_way))
                texts = [_passage_text(work.new.document, segment) for work, segment in piece]
                under_way.append((piece, pool.submit(embedder.embed_passages, texts)))
                if len(under_way) > _PIECES_AT_ONCE:
                    yield _landed(*under_way.popleft())
            while under_way:
                yield _landed(*under_way.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _cut(chunks: Iterator[tuple[Work, Segment]], pieces: Pieces) -> Iterator[Piece]:
    for size in chain(repeat(pieces.chunks, pieces.short), repeat(2 * pieces.chunks)):
        if not (piece := list(islice(chunks, size))):
            return
        yield piece


def _landed(piece: Piece, vectors: "Future[list[PassageVectors]]") -> list[NewDocument]:
    """Wait for the piece's vectors; return the documents that are complete with them."""
    complete = []
    for (work, segment), pooled in zip(piece, vectors.result(), strict=True):
        work.done.append(NewChunk(segment.chunk, segment.sentences, pooled.chunk, pooled.sentences))
        if len(work.done) == len(work.segments):
            complete.append(work.new)
    return complete


def anew(new: NewDocument, embedder: Embedder) -> NewDocument:
    """Return the document with its chunks embedded again by this model."""
    texts = [_passage_text(new.document, chunk) for chunk in new.chunks]
    pooled = zip(new.chunks, embedder.embed_passages(texts), strict=True)
    return replace(new, chunks=[NewChunk(old.chunk, old.sentences, each.chunk, each.sentences) for old, each in pooled])


def _passage_text(document: Document, segment: Segment | NewChunk) -> PassageText:
    start = segment.chunk.start
    return PassageText(
        title=document.title,
        text=segment.chunk.of(document.text),
        sentences=tuple(Span(sentence.start - start, sentence.end - start) for sentence in segment.sentences),
    )
