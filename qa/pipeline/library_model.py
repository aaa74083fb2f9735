"""The embedding model that made the library's vectors; and embedding a library anew by another model, while it goes on
answering with the vectors that it has."""

import threading
from collections.abc import Callable, Sequence
from functools import wraps
from logging import getLogger
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import uuid4

from qa.embedding import Embedder, PassageText, PassageVectors, in_subprocess, open_embedder
from qa.embedding.model import Vectors
from qa.settings import Settings
from qa.store.sql import Library
from qa.store.sql.next_vectors import NextVectors, Reembeddings
from qa.types.errors import ModelError, QAError

log = getLogger(__name__)

Given = ParamSpec("Given")
Returned = TypeVar("Returned")
# Chunks embedded between two looks at whether it is still wanted. They take the bundled model 2 s, and no model so long that
# another process takes this one for ended (`qa.store.sql.leases.LOST_AFTER`).
_PAGE = 64


class LibraryModel:
    """An `Embedder` that changes when the library does: a question's vector must come from the model that made the stored ones.

    The setting says what an empty library begins with. Once `qa reindex` or the app has changed a library's model, the library
    says. Safe to share between threads.
    """

    def __init__(self, library: Library, settings: Settings, opened: Embedder) -> None:
        """`opened` is the one that the setting names. Raises ModelError where the library has another that nobody chose for
        it, or one that can't be opened here."""
        self._library = library
        self._settings = settings
        self._opening = threading.Lock()
        self._embedder = opened
        if library.chunk_count == 0 or library.reembeddings.setting is None:
            library.claim_model(opened.name)
        elif self.now().name != opened.name:
            log.info("The library is embedded by %s since it was changed; QA_EMBEDDING_MODEL doesn't count", self.name)

    def now(self) -> Embedder:
        """Return the model itself, opened where the library has changed to it. Raises ModelError where it can't be."""
        name = self._library.embedding_model
        if name in (None, self._embedder.name):
            return self._embedder
        with self._opening:
            if name != self._embedder.name:
                self._embedder = self._open(str(name))
            return self._embedder

    def _open(self, name: str) -> Embedder:
        setting = self._library.reembeddings.setting or name
        try:
            found = open_setting(self._settings, setting)
        except ModelError as exc:
            raise ModelError(f"the library is embedded by {name}, which can't be opened here: {exc}") from exc
        if found.name != name:
            raise ModelError(
                f"the library is embedded by {name}, and {setting} is {found.name} by now; put the former back, or have the "
                f"library embedded anew with `qa reindex --model`"
            )
        return found

    @property
    def name(self) -> str:
        return self.now().name

    @property
    def dimensions(self) -> int:
        return self.now().dimensions

    def embed_question(self, question: str) -> Vectors:
        return self.now().embed_question(question)

    def embed_passages(self, passages: Sequence[PassageText]) -> list[PassageVectors]:
        return self.now().embed_passages(passages)


def of_one_model(find: Callable[Concatenate[Any, Given], Returned]) -> Callable[Concatenate[Any, Given], Returned]:
    """Have a method find again if its `library` changed its embedding model meanwhile: vectors of two models don't compare."""

    @wraps(find)
    def found(owner: Any, /, *args: Given.args, **named: Given.kwargs) -> Returned:
        library: Library = owner.library
        while True:
            model = library.embedding_model
            returned = find(owner, *args, **named)
            if library.embedding_model == model:
                return returned

    return found


def open_setting(settings: Settings, model: str) -> Embedder:
    """Return the embedding model that QA_EMBEDDING_MODEL would name so. Raises ModelError, SettingsError."""
    return open_embedder(settings.model_copy(update={"embedding_model": model}))


def current_model(embedder: Embedder) -> Embedder:
    """Return the model behind it at this moment: for work that must be of one model."""
    return embedder.now() if isinstance(embedder, LibraryModel) else embedder


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
    waiting, worker = library.reembeddings, uuid4().hex
    model = waiting.take(worker)
    if model is None:
        return False
    trouble = None
    try:
        with in_subprocess(open_setting(settings, model)) as embedder:
            return _work(waiting, worker, embedder, progress, stopped)
    except Exception as exc:
        trouble = str(exc) if isinstance(exc, QAError) else f"embedding failed ({type(exc).__name__}); look into the log"
        raise
    finally:
        waiting.release(worker, trouble)


def _work(
    waiting: Reembeddings, worker: str, embedder: Embedder, progress: Callable[[int, int], None], stopped: Callable[[], bool]
) -> bool:
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
