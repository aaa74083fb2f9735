"""The pipeline: what answers questions over one library, opened, asked and closed. `steps` tells how an answer comes about."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from qa.embedding import Embedder
from qa.embedding.model import relevance_by
from qa.pipeline.asking import Asking, returned
from qa.pipeline.kinds import kind_model, parts_model
from qa.pipeline.kinds.question_kind import QuestionKind
from qa.pipeline.library_model import LibraryModel
from qa.pipeline.loading import Loading
from qa.pipeline.questions import check_question, check_scope
from qa.pipeline.quotes.quoting import closest
from qa.pipeline.steps import Steps
from qa.pipeline.writing.writers import Writers
from qa.reading import Reader, listwise, open_reader, reader_over, spans
from qa.retrieval import Retriever, open_retriever, retriever_over
from qa.settings import Settings
from qa.store import OnProgress, Searchable, StoreMode, Stores
from qa.store.sql import Library
from qa.store.stores import SeenStores
from qa.types import Answer, Answered, Citation, Event, Question, Scope
from qa.types.deadline import Deadline
from qa.types.errors import LibraryError, QAError
from qa.types.questions import Said, dated, scope_given, turns
from qa.verification.citations import copied, paged

if TYPE_CHECKING:
    from qa.documents.loader_documents import LoaderDocument
    from qa.pipeline.ingestion.ingest import Summary
    from qa.pipeline.langchain_face import Chain
    from qa.pipeline.writing.choosing import Candidate
    from qa.pipeline.writing.writer import Writer
    from qa.store.sql import Passage
    from qa.types import Document

# Kinds of people, by what they may not read, whose pipelines are kept; one is made anew in milliseconds.
_MOST_SEEN = 32


class Pipeline:
    """Answers questions over one library. Stateless between questions; safe to share between threads."""

    def __init__(
        self,
        stores: Searchable,
        embedder: Embedder,
        settings: Settings | None = None,
        *,
        retriever: Retriever | None = None,
        reader: Reader | None = None,
        writer: "Writer | None" = None,
        writers: Writers | None = None,
    ) -> None:
        """Parts that aren't given are those that the settings name. Raises ModelError, SettingsError.

        `writers`, in place of a `writer`, are another pipeline's: this one has its answers written by whom that one has.
        """
        self._seen = OrderedDict[frozenset[str], Pipeline]()
        self.searched = stores
        self.embedder = embedder
        self.settings = settings or Settings()
        self.retriever = retriever or open_retriever(self.settings, stores)
        self.reader = reader or open_reader(self.settings, stores.library)
        self._writers = writers or Writers(stores.library, self.settings, relevance_by(embedder), writer)
        self._steps = Steps(stores, embedder, self.settings, self.retriever, self.reader, self._writers)

    @classmethod
    def open(
        cls,
        settings: Settings,
        *,
        mode: StoreMode = "command",
        progress: OnProgress | None = None,
        loading: Loading | None = None,
    ) -> "Pipeline":
        """Open the stores and load the models; `progress` is told of an index that has to be filled first.

        Raises LibraryError, VectorIndexError, ModelError, SettingsError; BusyError for a second server.
        """
        loading = loading or Loading(settings)
        if settings.reader is None:
            loading.also(listwise.packed_model)  # the largest first
            loading.also(spans.packed_model)
        loading.also(kind_model.packed_model)
        loading.also(parts_model.packed_model)
        stores = Stores(settings, mode=mode, progress=progress)
        try:
            return cls(stores, LibraryModel(stores.library, settings, loading.embedder()), settings)
        except QAError:
            stores.close()
            raise

    @property
    def library(self) -> Library:
        """As much of it as is answered from."""
        return self.searched.library

    @property
    def stores(self) -> Stores:
        """The whole stores, which may be changed. Raises LibraryError where somebody asks who doesn't see all of them."""
        if not isinstance(self.searched, Stores):
            raise LibraryError("this pipeline doesn't see the whole library, so nothing can be changed by it")
        return self.searched

    def ask(
        self,
        question: str,
        history: Sequence[Said] = (),
        scope: Scope | None = None,
        literal: bool = False,
        language_model: bool = True,
        whole: bool = False,
    ) -> Answer:
        """Answer, or abstain. Raises QuestionError, LibraryError, VectorIndexError, and NotFoundError where the scope names a
        document or collection that isn't there or a source that nothing is from; never answers instead of failing.

        Without `language_model` the answer is in the documents' words, even where a model could write it. `whole`: all pages
        of a list at once, MOST_ANSWER_LINES at most; the answer says so where there are more.
        """
        asked = Question(question, turns(history), self._there(scope), literal, language_model, whole)
        *_, last = self.stream(asked)
        assert isinstance(last, Answered), "an answer always comes last"
        return last.answer

    def stream(self, question: Question | str) -> Iterator[Event]:
        """Do what `ask` does and yield what happens; `Answered` comes last. Closing the iterator stops the work.

        Raises as `ask` does, except that a scope may name, by their ids, what is gone since it was chosen: nothing of that is
        found.
        """
        return self._answering(check_question(question))

    @property
    def language_model(self) -> str | None:
        """The model that writes answers now, as `Answer.reader` names it; None where none does."""
        writer = self._writers.now()
        return None if writer is None else writer.name

    def trying(self, candidate: "Candidate") -> "Pipeline":
        """Return the same pipeline with this model to write, whichever is chosen; it is closed with this one."""
        return Pipeline(
            self.searched,
            self.embedder,
            self.settings,
            retriever=self.retriever,
            reader=self.reader,
            writer=self._writers.of(candidate),
        )

    def seen_without(self, closed: frozenset[str]) -> "Pipeline":
        """Return the same pipeline for somebody to whom these collections (ids) are closed. Raises LibraryError.

        It answers as if what is in no other collection weren't there, and is closed with this one. A retriever of
        one's own may offer `over_stores`; without it, and a reader always, it is made anew by the settings: the one that was
        given may know all documents.
        """
        if not closed:
            return self
        known = self._seen.pop(closed, None)
        if known is None:
            stores = SeenStores(self.searched, closed)
            retriever = retriever_over(stores, self.settings, self.retriever)
            reader = reader_over(stores.library, self.settings, self.reader)
            known = Pipeline(stores, self.embedder, self.settings, retriever=retriever, reader=reader, writers=self._writers)
        self._seen[closed] = known
        while len(self._seen) > _MOST_SEEN:
            self._seen.popitem(last=False)
        return known

    def trace(self, question: Question | str) -> tuple[Asking, Answer]:
        """Return what `ask` answers, and what was understood, found and read for it, which `explain` puts into words.

        Raises as `ask` does.
        """
        given = check_question(question)
        return returned(self._steps.answered(replace(given, scope=self._there(given.scope))))

    def overview(self, wanted: QuestionKind, question: str, scope: Scope | None = None) -> Answer | None:
        """Return the count, list or timeline that `ask` answers where a question wants one; here no words are read for that.

        None where the documents have nothing of it. Raises as `ask` does.
        """
        dated(wanted.period.since, wanted.period.until)
        given = check_question(Question(question, (), self._there(scope), literal=True))
        asking = Asking(given, given.text, Deadline(self.settings.answer_timeout), kind=wanted)
        found = self._steps.overviews.answer(asking) if self.library.document_count else None
        return None if found is None else returned(self._steps.cite(replace(asking, decided=found)))

    def search(self, query: str, limit: int, scope: Scope | None = None) -> tuple[Citation, ...]:
        """Return the passages nearest to a query, best first, whether or not they answer anything. Raises as `ask` does."""
        given = check_question(Question(query, (), self._there(scope)))
        found = closest(self._steps.passages.of_words(given, limit), limit)
        return paged(copied(found, self.library, given.scope), self.library)

    def find(self, query: str, limit: int, scope: Scope | None = None) -> "tuple[tuple[Passage, float], ...]":
        """Return the stored passages nearest to a query with their scores, best first; unlike `search`, copies too."""
        found = self._steps.passages.of_words(check_question(Question(query, (), self._there(scope))), limit)
        return tuple((passage, chunk.score) for chunk, passage in zip(found.chunks, found.passages, strict=True))

    def add(self, documents: "Iterable[Document | LoaderDocument]") -> "Summary":
        """Add documents, or bring changed ones up to date: ours, and those that a document loader of LangChain yields."""
        from qa.pipeline.ingestion.ingest import Ingester

        self._steps.check_open()
        return Ingester(self.stores, self.embedder, self.settings).add(documents)

    @cached_property
    def runnable(self) -> "Chain":
        """Give the steps as a LangChain runnable from a question to an `Answer`; `stream` yields the pieces as they come.

        `pipeline.runnable.steps` are its parts: understand, retrieve, read, cite.
        """
        from qa.pipeline.langchain_face import chain

        return chain(self._steps)

    def close(self) -> None:
        """Close the stores. Whoever asks or adds from now on gets LibraryError, of whatever pipeline over them.

        One of `seen_without` closes nothing: the stores are those of the whole one.
        """
        if isinstance(self.searched, Stores):
            self.searched.close()

    def __enter__(self) -> "Pipeline":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def _there(self, scope: Scope | None) -> Scope:
        """Check that what the scope names is there; turn names of collections into ids."""
        self._steps.check_open()
        return check_scope(scope_given(scope), self.library)

    def _answering(self, question: Question) -> Iterator[Event]:
        _, answer = yield from self._steps.answered(question)
        yield Answered(answer)
