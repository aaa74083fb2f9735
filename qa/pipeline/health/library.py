"""Documents, their chunks and statements, and the words they are found by."""

from qa.embedding import Embedder
from qa.pipeline.health.finding import Finding
from qa.pipeline.ingest import Ingester
from qa.settings import Settings
from qa.store import Stores
from qa.store.sql import Damaged, Library
from qa.types.errors import LibraryError

_NAMED = 5


def examine_documents(stores: Stores, settings: Settings, embedder: Embedder | None) -> str | Finding:
    """Offsets, hashes and vectors of each; what follows from a sound text is made again from it."""
    damaged = tuple(stores.library.checks.damaged())
    if not damaged and stores.library.checks.recount():
        return Finding("documents", "repaired", "counted anew: the numbers of documents and chunks were off")
    if not damaged:
        return "every text is the one that was stored; chunks, sentences and statements lie within them"
    lost = [each for each in damaged if each.text]
    mended = [each for each in damaged if not each.text]
    if lost or embedder is None:
        raise LibraryError(f"{_told(lost or mended)}; ingest them again, or `qa restore` a backup")
    ingester = Ingester(stores, embedder, settings)
    for each in mended:
        document = stores.library.document(each.id)
        stores.remove(each.id)  # its text is kept where this ends half-way
        ingester.add([document])
    stores.library.checks.recount()
    return Finding("documents", "repaired", f"{_told(mended)}; made again from the stored text")


def examine_words(library: Library) -> str | Finding:
    wrong = library.checks.words()
    if wrong is None:
        return "the words of all chunks and statements"
    library.checks.index_words()
    return Finding("full-text index", "repaired", f"filled anew from the chunks and statements: {wrong}")


def _told(damaged: list[Damaged]) -> str:
    named = ", ".join(f"{each.source} ({each.what})" for each in damaged[:_NAMED])
    more = f" and {len(damaged) - _NAMED} more" if len(damaged) > _NAMED else ""
    return f"{len(damaged)} damaged: {named}{more}"
