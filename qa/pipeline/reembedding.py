"""A library embedded anew by another model, while it goes on answering with the vectors that it has."""

from collections.abc import Callable
from uuid import uuid4

from qa.embedding import PassageText, in_subprocess
from qa.pipeline.library_model import open_setting
from qa.settings import Settings
from qa.store.sql import Library
from qa.store.sql.next_vectors import NextVectors
from qa.types.errors import QAError

# Chunks embedded between two looks at whether it is still wanted: 2 seconds of the bundled model, and of one a hundred times
# as slow not so long that another process takes this one for ended (`qa.store.sql.leases.LOST_AFTER`).
_PAGE = 64


def begin_reembedding(library: Library, settings: Settings, model: str) -> bool:
    """Have the library embedded by this model, opened first to show that it can be; False where it is the library's already.

    Raises ModelError, also beside another change; SettingsError.
    """
    if open_setting(settings, model).name == library.embedding_model:
        return False
    library.reembeddings.begin(model)
    return True


def reembed(
    library: Library, settings: Settings, progress: Callable[[int, int], None], stopped: Callable[[], bool] = lambda: False
) -> bool:
    """Work on what was begun until the library has changed to the new model; False where it was stopped, was cancelled, or is
    another process's.

    `progress` is told of chunks (done, total). What is done is kept: whoever works on it next goes on from there. Documents
    that come meanwhile are embedded as well. Raises ModelError, LibraryError; nobody goes on with it by itself after that.
    """
    worker = uuid4().hex
    model = library.reembeddings.take(worker)
    if model is None:
        return False
    trouble = None
    try:
        return _work(library, settings, worker, model, progress, stopped)
    except Exception as exc:
        trouble = str(exc) if isinstance(exc, QAError) else f"embedding failed ({type(exc).__name__}); look into the log"
        raise
    finally:
        library.reembeddings.release(worker, trouble)


def _work(
    library: Library,
    settings: Settings,
    worker: str,
    model: str,
    progress: Callable[[int, int], None],
    stopped: Callable[[], bool],
) -> bool:
    waiting = library.reembeddings
    with in_subprocess(open_setting(settings, model)) as embedder:
        while not stopped():
            due = waiting.due(_PAGE)
            if not due:
                if waiting.switch(worker, embedder.name):
                    return True
                if not waiting.put(worker, []):
                    return False
                continue  # a document came between the two looks
            vectors = embedder.embed_passages([PassageText(each.title, each.text, each.sentences) for each in due])
            made = [NextVectors(chunk.number, each.chunk, each.sentences) for chunk, each in zip(due, vectors, strict=True)]
            if not waiting.put(worker, made):
                return False
            if (state := waiting.get()) is not None:
                progress(state.done, state.total)
    return False
