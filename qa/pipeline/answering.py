"""The whole story of an answer: contextualise → who said it, or retrieve → read → cite → answer."""

import re
from collections import Counter, OrderedDict
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from qa.attribution.answers import (
    STATEMENTS,
    SpeakerAnswers,
    asked_of_person,
    asked_of_speaker,
    no_statement,
)
from qa.embedding import Embedder
from qa.embedding.relevance import relevance_by
from qa.pipeline.asking import Asking
from qa.pipeline.library_model import LibraryModel
from qa.pipeline.loading import Loading
from qa.pipeline.overviews import Overviews
from qa.pipeline.overviews.asked import MOST_WITH_COPIES
from qa.pipeline.passages import Passages
from qa.pipeline.question_kind import QuestionKind, question_kind, without_page
from qa.pipeline.questions import checked, contextualised, goes_on_asking, respelt
from qa.pipeline.quoting import EXTRACTIVE, closest, quoted
from qa.pipeline.refusals import EMPTY, OTHER_LANGUAGE, greeting, refusal
from qa.pipeline.speech import said
from qa.pipeline.statements import Statements, goes_on_with_speaker
from qa.pipeline.tables import TABLES, TableAnswers
from qa.pipeline.writing.writers import Writers
from qa.reading import Reader, Reading, open_reader, read_topic, reader_over
from qa.reading.spans import packed_model
from qa.retrieval import Retrieved, Retriever, open_retriever, retriever_over
from qa.settings import Settings
from qa.store import Progress, StoreMode, Stores
from qa.types import Answer, Answered, Citation, Event, Piece, Question, Rewritten, Scope, Turn, Working
from qa.types.deadline import Deadline
from qa.types.errors import LanguageModelError, QAError
from qa.verification.citations import speakers
from qa.verification.copies import copied, with_copies
from qa.verification.pages import paged, with_pages
from qa.verification.quotations import quoted_claims

if TYPE_CHECKING:
    from qa.documents.loader_documents import LoaderDocument
    from qa.pipeline.ingest import Summary
    from qa.pipeline.langchain_face import Chain
    from qa.pipeline.writing.choosing import Candidate
    from qa.pipeline.writing.writer import Writer
    from qa.store.sql import Passage
    from qa.types import Document

Returned = TypeVar("Returned")
# Below this probability that the documents answer at all, a language model isn't even asked. On eval/gold/corpus.jsonl it keeps
# 10 of the 30 questions without an answer from it, and none of the others: the least sure of those has 0.24.
FAR_MISS = 0.1
_EXAMPLES = 3
# Kinds of people, by what they may not read, whose pipelines are kept; one is made anew in milliseconds.
_MOST_SEEN = 32
# Statements looked at for people to give as examples: enough for several, few enough for any library.
_STATEMENTS = 200
_PARAGRAPH = re.compile(r"(?s).+?(?:\n\n|\Z)")


@dataclass(frozen=True, slots=True, eq=False)
class Examined:
    """An answer, and what it could be chosen from: for measuring. `retrieved` may go deeper than was read."""

    answer: Answer
    retrieved: Retrieved
    reading: Reading


class Pipeline:
    """Answers questions over one library. Stateless between questions; safe to share between threads."""

    def __init__(
        self,
        stores: Stores,
        embedder: Embedder,
        settings: Settings | None = None,
        *,
        retriever: Retriever | None = None,
        reader: Reader | None = None,
        writer: "Writer | None" = None,
    ) -> None:
        """Parts that aren't given are those that the settings name. Raises ModelError, SettingsError."""
        self._seen = OrderedDict[frozenset[str], Pipeline]()
        self.stores = stores
        self.embedder = embedder
        self._settings = settings or Settings()
        self._retriever = retriever or open_retriever(self._settings, stores)
        self._reader = reader or open_reader(self._settings, stores.library)
        relevance = relevance_by(embedder)
        speakers = SpeakerAnswers(stores.library, relevance)
        self._passages = Passages(stores.library, embedder, self._retriever, self._settings.top_k)
        self._statements = Statements(stores.library, speakers, self._passages)
        self._overviews = Overviews(stores.library, embedder, self._retriever, speakers)
        self._tables = TableAnswers(stores.library, embedder)
        self._writers = Writers(stores.library, self._settings, relevance, writer)

    @classmethod
    def open(
        cls,
        settings: Settings,
        *,
        mode: StoreMode = "command",
        progress: Progress | None = None,
        loading: Loading | None = None,
    ) -> "Pipeline":
        """Open the stores and load the models; `progress` is told of an index that has to be filled first.

        Raises LibraryError, VectorIndexError, ModelError, SettingsError; BusyError for a second server.
        """
        loading = loading or Loading(settings)
        if settings.reader is None:
            loading.also(packed_model)
        stores = Stores(settings, mode=mode, progress=progress)
        try:
            return cls(stores, LibraryModel(stores.library, settings, loading.embedder()), settings)
        except QAError:
            stores.close()
            raise

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        scope: Scope | None = None,
        literal: bool = False,
        language_model: bool = True,
        whole: bool = False,
    ) -> Answer:
        """Answer, or abstain. Raises QuestionError, LibraryError, VectorIndexError; never answers instead of failing.

        Without `language_model` the answer is in the documents' words, even where a model could write it. `whole`: all pages
        of a list at once, MOST_LINES at most; the answer says so where there are more.
        """
        return _last(self.stream(question, history, scope, literal, language_model, whole))

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        scope: Scope | None = None,
        literal: bool = False,
        language_model: bool = True,
        whole: bool = False,
    ) -> Iterator[Event]:
        """What `ask` does, as it happens; `Answered` comes last. Closing the iterator stops the work. Raises as `ask` does."""
        return self._answering(checked(Question(question, tuple(history), scope or Scope(), literal, language_model, whole)))

    @property
    def language_model(self) -> str | None:
        """The model that writes answers now, as `Answer.reader` names it; None where none does."""
        writer = self._writers.now()
        return None if writer is None else writer.name

    def trying(self, candidate: "Candidate") -> "Pipeline":
        """The same pipeline with this model to write, whichever is chosen; it is closed with this one."""
        return Pipeline(
            self.stores,
            self.embedder,
            self._settings,
            retriever=self._retriever,
            reader=self._reader,
            writer=self._writers.of(candidate),
        )

    def seen_without(self, closed: frozenset[str]) -> "Pipeline":
        """The same pipeline for somebody to whom these collections (ids) are closed: it answers as if what is in no other
        collection weren't there. It is closed with this one. Raises LibraryError.

        A retriever or reader of one's own is made anew by the settings: the one that was given may know all documents.
        """
        if not closed:
            return self
        known = self._seen.pop(closed, None)
        if known is None:
            stores = self.stores.seen_without(closed)
            retriever = retriever_over(stores, self._settings, self._retriever)
            reader = reader_over(stores.library, self._settings, self._reader)
            known = Pipeline(stores, self.embedder, self._settings, retriever=retriever, reader=reader)
            known._writers = self._writers
        self._seen[closed] = known
        while len(self._seen) > _MOST_SEEN:
            self._seen.popitem(last=False)
        return known

    def examine(self, question: str, history: Sequence[Turn] = (), scope: Scope | None = None, depth: int = 10) -> Examined:
        """What `ask` answers, with at least `depth` chunks, and the reading of the first `top_k`, which orders them.

        Retrieves once more for that, and reads where `ask` had no need to; the answer's timings leave that out.
        """
        asking, answer = _returned(self._steps(checked(Question(question, tuple(history), scope or Scope()))))
        standalone = answer.standalone_question
        vector = self.embedder.embed_question(standalone)
        found = self._retriever.retrieve(standalone, vector, max(depth, self._settings.top_k), scope or Scope())
        reading = asking.reading or self._reader.read(found.first(self._settings.top_k))
        return Examined(answer, reading.reordered(found), reading)

    def overview(self, wanted: QuestionKind, question: str, scope: Scope | None = None) -> Answer | None:
        """A count, a list, a timeline: what `ask` answers where a question wants this, without its words being read for it.

        None where the documents have nothing of it. Raises as `ask` does.
        """
        given = checked(Question(question, (), scope or Scope(), literal=True))
        asking = Asking(given, given.text, Deadline(self._settings.answer_timeout), kind=wanted)
        found = self._overview(asking, wanted) if self.stores.library.document_count else None
        return None if found is None else _returned(self.cite(replace(asking, decided=found)))

    def search(self, query: str, limit: int, scope: Scope | None = None) -> tuple[Citation, ...]:
        """The passages nearest to a query, best first, whether or not they answer anything. Raises as `ask` does."""
        found = closest(self._passages.of_words(checked(Question(query, (), scope or Scope())), limit), limit)
        return paged(copied(found, self.stores.library, scope or Scope()), self.stores.library)

    def find(self, query: str, limit: int, scope: Scope | None = None) -> "tuple[tuple[Passage, float], ...]":
        """The same as stored passages, each with its score."""
        found = self._passages.of_words(checked(Question(query, (), scope or Scope())), limit)
        return tuple((passage, chunk.score) for chunk, passage in zip(found.chunks, found.passages, strict=True))

    def add(self, documents: "Iterable[Document | LoaderDocument]") -> "Summary":
        """Add documents, or bring changed ones up to date: ours, and those that a document loader of LangChain yields."""
        from qa.pipeline.ingest import Ingester

        return Ingester(self.stores, self.embedder, self._settings).add(documents)

    @cached_property
    def runnable(self) -> "Chain":
        """The steps as a LangChain runnable from a question to an `Answer`; `stream` yields the pieces as they come.

        `pipeline.runnable.steps` are its parts: understand, retrieve, read, cite.
        """
        from qa.pipeline.langchain_face import chain

        return chain(self)

    def close(self) -> None:
        self.stores.close()

    def __enter__(self) -> "Pipeline":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def _answering(self, question: Question) -> Iterator[Event]:
        _, answer = yield from self._steps(question)
        yield Answered(answer)

    def _steps(self, question: Question) -> Generator[Event, None, tuple[Asking, Answer]]:
        """The whole story. Each step yields what happens, and returns what it hands on."""
        asking = yield from self.understand(question)
        asking = yield from self.retrieve(asking)
        asking = yield from self.read(asking)
        return asking, (yield from self.cite(asking))

    def understand(self, given: Question | str) -> Generator[Event, None, Asking]:
        """Make a follow-up stand alone; answer what needs no reading: small talk, "What did X say?", and what tables tell."""
        question = checked(given)
        deadline = Deadline(self._settings.answer_timeout)
        yield Working("contextualise")
        asking = contextualised(question, deadline, self._writer_of)
        if asking.standalone != question.text:
            yield Rewritten(asking.standalone)
        if (full := self._statements.in_full(asking)) is not None:
            yield Rewritten(full)
            asking = replace(asking, standalone=full)
        if not self.stores.library.document_count:
            empty = Answer(question.text, asking.standalone, "abstained", EXTRACTIVE, EMPTY)
            return replace(asking, decided=empty)
        kind = question_kind(asking.standalone)
        if kind.stands_alone and (of_it := self._passages.of_what_was_quoted(asking)) is not None:
            yield Rewritten(of_it.standalone)
            asking = of_it
        if kind.is_overview:
            yield Working("overview")
            overview = self._overview(asking, kind)
            if overview is not None:
                return replace(asking, decided=overview)
        if (name := asked_of_person(asking.standalone)) is not None:
            yield Working("statements")
            about = self._statements.about(asking, name)
            if about is not None:
                return replace(asking, decided=about)
        if (said := self._statements.told_nearby(asking)) is not None:
            yield Rewritten(said.standalone_question)
            return replace(asking, decided=said)
        if (asked := asked_of_speaker(without_page(asking.standalone))) is not None:
            yield Working("statements")
            asking = self._statements.heard(asking, asked)
        if asked is not None and asking.spoken is None:
            answer = self._statements.told(asking, asked)
            # Whoever says nothing at all isn't answered with what others say of them, whatever the topic.
            silent = answer is not None and answer.text == no_statement(asked.speaker or "")
            if answer is not None and (answer.status == "answered" or not asked.about or silent):
                return replace(asking, decided=answer)
            asking = replace(asking, told=answer)
        if kind.kind in ("small_talk", "other_language"):
            return replace(asking, decided=self._without_documents(asking, kind))
        asking = respelt(replace(asking, kind=kind), self.stores.library)
        if asking.spoken is not None:
            return replace(asking, searched=without_page(asking.searched))
        with asking.timed("tables"):
            return replace(
                asking,
                decided=self._passages.of_one_model(
                    lambda: self._tables.answer(question, asking.searched or asking.standalone)
                ),
            )

    def retrieve(self, asking: Asking) -> Generator[Event, None, Asking]:
        """Find the passages that suit the question."""
        if asking.decided is not None:
            return asking
        yield Working("retrieve")
        asking = replace(asking, retrieved=self._passages.of_one_model(lambda: self._passages.deep(asking)))
        if not asking.exchanges or _is_topic(asking) or (asking.spoken is not None and goes_on_with_speaker(asking)):
            return asking
        return replace(asking, nearby=self._passages.of_one_model(lambda: self._passages.nearby(asking)))

    def read(self, asking: Asking) -> Generator[Event, None, Asking]:
        """Rank the passages' sentences as evidence, and say how sure it is that they answer."""
        if asking.retrieved is None:
            return asking
        yield Working("read")
        asking.deadline.check()
        with asking.timed("read"):
            of_topic = _is_topic(asking)
            read = read_topic(self.stores.library, asking.retrieved) if of_topic else self._reader.read(asking.retrieved)
            found = [(self._reader.read(each), each) for each in asking.nearby]
        if not found:
            return replace(asking, reading=read)
        from qa.pipeline.follow_ups.nearby import about_document, elsewhere, is_nearer, nearer

        near, nearby = max(found, key=lambda each: each[0].right)
        if not is_nearer(near, read):
            unclear = asking.points and asking.standalone == asking.question.text
            return replace(asking, reading=elsewhere(read, near) if unclear else read)
        meant = about_document(asking.standalone, nearby.passages[0].title)
        yield Rewritten(meant)
        return replace(asking, standalone=meant, retrieved=nearby, reading=nearer(near, read))

    def cite(self, asking: Asking) -> Generator[Event, None, Answer]:
        """Quote the evidence, have it written by the language model, or abstain; every quote is checked."""
        answer, writer = asking.decided, self._writer_of(asking.question)
        if asking.retrieved is not None and asking.reading is not None:
            with asking.timed("cite"):
                answer = self._quoted(asking, asking.retrieved, asking.reading)
            if writer is not None and asking.reading.answerable >= FAR_MISS and answer.reader != STATEMENTS:
                answer = yield from self._write(writer, asking, asking.retrieved, asking.reading, answer)
        assert answer is not None, "what isn't decided is retrieved and read"
        asking.deadline.check()
        self.stores.library.checks.verify_quotes((*answer.citations, *answer.closest))
        if writer is None or answer.reader != writer.name:
            yield from (Piece(paragraph) for paragraph in _PARAGRAPH.findall(answer.text))
        if len(answer.citations) <= MOST_WITH_COPIES and answer.reader != TABLES:
            with asking.timed("copies"):
                answer = with_copies(answer, self.stores.library, asking.question.scope)
        return _finished(asking, with_pages(answer, self.stores.library))

    def _writer_of(self, question: Question) -> "Writer | None":
        return self._writers.now() if question.language_model else None

    def _overview(self, asking: Asking, kind: QuestionKind) -> Answer | None:
        """Answer from whole documents or the whole library; what they have nothing of goes on to be read."""
        with asking.timed("overview"):
            return self._passages.of_one_model(lambda: self._overviews.answer(kind, asking.question, asking.standalone))

    def _without_documents(self, asking: Asking, kind: QuestionKind) -> Answer:
        """The answer to what isn't asked of the documents."""
        if kind.kind == "other_language":
            return Answer(asking.question.text, asking.standalone, "abstained", EXTRACTIVE, OTHER_LANGUAGE)
        documents = self.stores.library.in_scope(asking.question.scope)
        said = self.stores.library.statements(documents=documents, limit=_STATEMENTS)
        heard = Counter(each.statement.speaker for each in said)
        examples = [f"What did {speaker} say?" for speaker, _ in heard.most_common(_EXAMPLES + 1) if speaker][:_EXAMPLES]
        return Answer(asking.question.text, asking.standalone, "answered", EXTRACTIVE, greeting(examples))

    def _quoted(self, asking: Asking, retrieved: Retrieved, reading: Reading) -> Answer:
        """The best sentences in their own words; an abstention, or what the statements told, where they don't answer."""
        nothing = reading.confidence == "no" or reading.answerable < self._settings.answer_threshold
        if nothing and not (asking.spoken and asking.spoken.very_words):
            return asking.told or self._statements.hardly_told(asking) or self._abstaining(asking, reading.reordered(retrieved))
        if asking.spoken is not None and (answer := said(asking, reading, asking.spoken)) is not None:
            return answer
        if self._statements.tells_of_another(asking, reading):
            reading = replace(reading, confidence="perhaps", answerable=0.0)
        if _is_topic(asking):  # of keywords it is known how many words are there, not how likely they are answered
            reading = replace(reading, answerable=0.0)
        return quoted(asking, reading, retrieved.passages, self._settings.max_citations)

    def _abstaining(self, asking: Asking, retrieved: Retrieved) -> Answer:
        library = self.stores.library
        text = refusal(asking.standalone, retrieved.passages, library, library.in_scope(asking.question.scope))
        return Answer(asking.question.text, asking.standalone, "abstained", EXTRACTIVE, text, closest=closest(retrieved))

    def _write(
        self, writer: "Writer", asking: Asking, retrieved: Retrieved, reading: Reading, extractive: Answer
    ) -> Generator[Event, None, Answer]:
        """The answer in the model's words; where that fails, the extractive one with the reason."""
        from qa.pipeline.writing.weighing import weighed

        try:
            with asking.timed("write"):
                written = yield from writer.write(
                    asking.question.text,
                    asking.standalone,
                    reading.ranked,
                    asking.deadline,
                    lambda cited: speakers(cited, self.stores.library),
                )
        except LanguageModelError as exc:
            return replace(extractive, notice=f"{exc}.")
        answer = weighed(written, extractive, writer.called)
        if answer.status != "abstained" or answer.closest:
            return answer
        return replace(answer, closest=closest(reading.reordered(retrieved)))


def _is_topic(asking: Asking) -> bool:
    """Whether it is asked in keywords; "and at McDonald's" after an answer goes on with what was asked."""
    going_on = bool(asking.exchanges) and goes_on_asking(asking.question.text)
    return asking.kind is not None and asking.kind.kind == "topic" and not going_on


def _finished(asking: Asking, answer: Answer) -> Answer:
    claims = answer.claims or quoted_claims(answer.text, answer.citations)
    timings = {**asking.timings_ms, "total": sum(asking.timings_ms.values())}
    return replace(answer, claims=claims, scope=asking.question.scope, timings_ms=timings)


def _last(events: Iterator[Event]) -> Answer:
    for event in events:
        if isinstance(event, Answered):
            return event.answer
    raise AssertionError("an answer always comes last")


def _returned(steps: Generator[Event, None, Returned]) -> Returned:
    """What the steps return in the end."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            found: Returned = done.value
            return found
