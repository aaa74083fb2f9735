"""The whole story of an answer: contextualise → who said it, or retrieve → read → cite → answer."""

import re
from collections import Counter, OrderedDict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from qa.attribution.answers import (
    MAX_EXCERPTS,
    STATEMENTS,
    SpeakerAnswers,
    SpeakerQuestion,
    answer_about,
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
from qa.pipeline.overviews.asked import MOST_LINES, MOST_WITH_COPIES
from qa.pipeline.question_kind import QuestionKind, page_of, question_kind, without_page
from qa.pipeline.quoting import EXTRACTIVE, closest, quoted
from qa.pipeline.refusals import EMPTY, OTHER_LANGUAGE, greeting, perhaps, refusal
from qa.pipeline.speech import said
from qa.pipeline.tables import TABLES, TableAnswers
from qa.pipeline.writing.writers import Writers
from qa.reading import Reader, Reading, open_reader, read_topic, reader_over
from qa.reading.spans import packed_model
from qa.retrieval import Retrieved, Retriever, deepened, open_retriever, retriever_over
from qa.retrieval.spelling import corrected, corrections
from qa.settings import Settings
from qa.store import Progress, StoreMode, Stores
from qa.types import Answer, Answered, Citation, Event, Piece, Question, Rewritten, Scope, Turn, Working
from qa.types.deadline import Deadline
from qa.types.errors import LanguageModelError, QAError, QuestionError
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
MAX_QUESTION_CHARACTERS = 2000
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
        self._speakers = SpeakerAnswers(stores.library, relevance)
        self._overviews = Overviews(stores.library, embedder, self._retriever, self._speakers)
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
        return self._answering(_checked(Question(question, tuple(history), scope or Scope(), literal, language_model, whole)))

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
        asking, answer = _returned(self._steps(_checked(Question(question, tuple(history), scope or Scope()))))
        standalone = answer.standalone_question
        vector = self.embedder.embed_question(standalone)
        found = self._retriever.retrieve(standalone, vector, max(depth, self._settings.top_k), scope or Scope())
        reading = asking.reading or self._reader.read(found.first(self._settings.top_k))
        return Examined(answer, reading.reordered(found), reading)

    def overview(self, wanted: QuestionKind, question: str, scope: Scope | None = None) -> Answer | None:
        """A count, a list, a timeline: what `ask` answers where a question wants this, without its words being read for it.

        None where the documents have nothing of it. Raises as `ask` does.
        """
        given = _checked(Question(question, (), scope or Scope(), literal=True))
        asking = Asking(given, given.text, Deadline(self._settings.answer_timeout), kind=wanted)
        found = self._overview(asking, wanted) if self.stores.library.document_count else None
        return None if found is None else _returned(self.cite(replace(asking, decided=found)))

    def search(self, query: str, limit: int, scope: Scope | None = None) -> tuple[Citation, ...]:
        """The passages nearest to a query, best first, whether or not they answer anything. Raises as `ask` does."""
        found = closest(self._found(query, limit, scope), limit)
        return paged(copied(found, self.stores.library, scope or Scope()), self.stores.library)

    def find(self, query: str, limit: int, scope: Scope | None = None) -> "tuple[tuple[Passage, float], ...]":
        """The same as stored passages, each with its score."""
        found = self._found(query, limit, scope)
        return tuple((passage, chunk.score) for chunk, passage in zip(found.chunks, found.passages, strict=True))

    def _found(self, query: str, limit: int, scope: Scope | None) -> Retrieved:
        question = _checked(Question(query, (), scope or Scope()))

        def found() -> Retrieved:
            vector = self.embedder.embed_question(question.text)
            return self._retriever.retrieve(question.text, vector, limit, question.scope)

        return self._of_one_model(found)

    def _of_one_model(self, find: Callable[[], Returned]) -> Returned:
        """What it finds; again where the library has changed its embedding model meanwhile, whose vectors are no others'."""
        while True:
            model = self.stores.library.embedding_model
            found = find()
            if self.stores.library.embedding_model == model:
                return found

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
        question = _checked(given)
        deadline = Deadline(self._settings.answer_timeout)
        yield Working("contextualise")
        asking = self._contextualise(question, deadline)
        if asking.standalone != question.text:
            yield Rewritten(asking.standalone)
        if not self.stores.library.document_count:
            empty = Answer(question.text, asking.standalone, "abstained", EXTRACTIVE, EMPTY)
            return replace(asking, decided=empty)
        kind = question_kind(asking.standalone)
        if kind.is_overview:
            yield Working("overview")
            overview = self._overview(asking, kind)
            if overview is not None:
                return replace(asking, decided=overview)
        if (name := asked_of_person(asking.standalone)) is not None:
            yield Working("statements")
            about = self._ask_about(asking, name)
            if about is not None:
                return replace(asking, decided=about)
        if (said := self._ask_nearby(asking)) is not None:
            yield Rewritten(said.standalone_question)
            return replace(asking, decided=said)
        if (asked := asked_of_speaker(without_page(asking.standalone))) is not None:
            yield Working("statements")
            asking = self._heard(asking, asked)
        if asked is not None and asking.spoken is None:
            answer = self._ask_speakers(asking, asked)
            # Whoever says nothing at all isn't answered with what others say of them, whatever the topic.
            silent = answer is not None and answer.text == no_statement(asked.speaker or "")
            if answer is not None and (answer.status == "answered" or not asked.about or silent):
                return replace(asking, decided=answer)
            asking = replace(asking, told=answer)
        if kind.kind in ("small_talk", "other_language"):
            return replace(asking, decided=self._without_documents(asking, kind))
        asking = self._respelt(replace(asking, kind=kind))
        if asking.spoken is not None:
            return replace(asking, searched=without_page(asking.searched))
        with asking.timed("tables"):
            return replace(
                asking, decided=self._of_one_model(lambda: self._tables.answer(question, asking.searched or asking.standalone))
            )

    def retrieve(self, asking: Asking) -> Generator[Event, None, Asking]:
        """Find the passages that suit the question."""
        if asking.decided is not None:
            return asking
        yield Working("retrieve")

        def found() -> Retrieved:
            first = self._retrieve(asking)
            with asking.timed("retrieve"):
                return deepened(self._retriever, first)

        asking = replace(asking, retrieved=self._of_one_model(found))
        if not asking.exchanges or _is_topic(asking):
            return asking
        return replace(asking, nearby=self._of_one_model(lambda: self._nearby(asking)))

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
        from qa.pipeline.follow_ups import about_document, elsewhere, is_nearer, surest

        near, nearby = surest(found)
        if not is_nearer(near, read, asking.points):
            unclear = asking.points and asking.standalone == asking.question.text
            return replace(asking, reading=elsewhere(read, near) if unclear else read)
        meant = about_document(asking.standalone, nearby.passages[0].title)
        yield Rewritten(meant)
        return replace(asking, standalone=meant, retrieved=nearby, reading=near)

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

    def _contextualise(self, question: Question, deadline: Deadline) -> Asking:
        asking = Asking(question, question.text, deadline)
        if question.literal or not question.history or question_kind(question.text).stands_alone:
            return asking
        from qa.pipeline.follow_ups import LEANS, further, understood

        if (next_page := further(question.text, question.history)) is not None:
            return replace(asking, standalone=next_page)
        with asking.timed("contextualise"):
            meant = understood(question.text, question.history)
            standalone, writer = meant.text, self._writer_of(question)
            if writer is not None and asked_of_speaker(standalone) is None:
                standalone = writer.standalone(question.text, question.history, standalone, deadline)
        exchanges = meant.exchanges if meant.leans >= LEANS else ()
        return replace(asking, standalone=standalone, exchanges=exchanges, points=meant.points)

    def _writer_of(self, question: Question) -> "Writer | None":
        return self._writers.now() if question.language_model else None

    def _overview(self, asking: Asking, kind: QuestionKind) -> Answer | None:
        """Answer from whole documents or the whole library; what they have nothing of goes on to be read."""
        with asking.timed("overview"):
            return self._of_one_model(lambda: self._overviews.answer(kind, asking.question, asking.standalone))

    def _heard(self, asking: Asking, asked: SpeakerQuestion) -> Asking:
        """With what somebody said, where some of it is asked for: reading tells which."""
        if not asked.asks_for_some or _shown(asking):
            return asking
        with asking.timed("statements"):
            spoken = self._speakers.spoken(asked, self.stores.library.in_scope(asking.question.scope))
        return replace(asking, spoken=spoken) if spoken.words else asking

    def _ask_speakers(self, asking: Asking, asked: SpeakerQuestion) -> Answer | None:
        """Answer "What did X say?" from the statements; what they can't decide goes on to be read."""
        with asking.timed("statements"):
            documents = self.stores.library.in_scope(asking.question.scope)
            page, size = (1, MOST_LINES) if asking.question.whole else (page_of(asking.standalone), MAX_EXCERPTS)
            answer = self._speakers.answer(
                asked, asking.question.text, asking.standalone, documents, shown=_shown(asking), page=page, size=size
            )
        if answer is not None and answer.status == "abstained" and not answer.closest:
            answer = replace(answer, closest=closest(self._of_one_model(lambda: self._retrieve(asking))))
        return answer

    def _ask_nearby(self, asking: Asking) -> Answer | None:
        """What "he" or "the coach" says in a document that was quoted before; None where nobody there is meant.

        Whose statements were told just before is asked of all documents.
        """
        if not asking.exchanges or _goes_on(asking):
            return None
        from qa.pipeline.follow_ups import about_document, unnamed_speaker, with_speaker

        if (speaker := unnamed_speaker(asking.question.text)) is None:
            return None
        with asking.timed("statements"):
            for document in self._of_one_model(lambda: self._quoted_before(asking)):
                said = self.stores.library.statements(documents=frozenset([document]))
                full = with_speaker(asking.question.text, speaker, said, asking.exchanges[0])
                asked = None if full is None else asked_of_speaker(full)
                if full is not None and asked is not None:
                    shown = about_document(full, said[0].title)
                    found = self._speakers.answer(asked, asking.question.text, shown, frozenset([document]))
                    if found is not None and found.status == "answered":
                        return found
        return None

    def _ask_about(self, asking: Asking, name: str) -> Answer | None:
        """Answer "Who is X?" from how the documents introduce X; what they don't tell goes on to be read."""
        with asking.timed("statements"):
            documents = self.stores.library.in_scope(asking.question.scope)
            return answer_about(self.stores.library, name, asking.question.text, asking.standalone, documents)

    def _retrieve(self, asking: Asking) -> Retrieved:
        with asking.timed("embed"):
            vector = self.embedder.embed_question(asking.searched or asking.standalone)
        with asking.timed("retrieve"):
            return self._retriever.retrieve(
                asking.searched or asking.standalone, vector, self._settings.top_k, asking.question.scope
            )

    def _nearby(self, asking: Asking) -> tuple[Retrieved, ...]:
        """What suits a follow-up in each document that the answers before it quote."""
        scope = asking.question.scope
        scopes = [replace(scope, documents=(each,)) for each in self._quoted_before(asking)]
        return tuple(self._retrieve(replace(asking, question=replace(asking.question, scope=each))) for each in scopes)

    def _quoted_before(self, asking: Asking) -> tuple[str, ...]:
        """The ids of the documents that the last answers quote, the last first: which have most of their words."""
        with asking.timed("retrieve"):
            vectors = [self.embedder.embed_question(each) for each in asking.exchanges]
            found = [
                self._retriever.retrieve(each, vector, 1, asking.question.scope).chunks
                for each, vector in zip(asking.exchanges, vectors, strict=True)
            ]
        return tuple(dict.fromkeys(chunks[0].chunk.document_id for chunks in found if chunks))

    def _without_documents(self, asking: Asking, kind: QuestionKind) -> Answer:
        """The answer to what isn't asked of the documents."""
        if kind.kind == "other_language":
            return Answer(asking.question.text, asking.standalone, "abstained", EXTRACTIVE, OTHER_LANGUAGE)
        documents = self.stores.library.in_scope(asking.question.scope)
        said = self.stores.library.statements(documents=documents, limit=_STATEMENTS)
        heard = Counter(each.statement.speaker for each in said)
        examples = [f"What did {speaker} say?" for speaker, _ in heard.most_common(_EXAMPLES + 1) if speaker][:_EXAMPLES]
        return Answer(asking.question.text, asking.standalone, "answered", EXTRACTIVE, greeting(examples))

    def _respelt(self, asking: Asking) -> Asking:
        """The question with words that the library doesn't have replaced by those that were probably meant.

        None is replaced by a word that stands in none of the documents that are asked.
        """
        if asking.question.literal:
            return asking
        library = self.stores.library
        if found := corrections(asking.standalone, library):
            documents = library.in_scope(asking.question.scope)
            found = tuple(each for each in found if library.search_words([each.meant], 1, documents))
        return replace(asking, searched=corrected(asking.standalone, found), corrections=found)

    def _quoted(self, asking: Asking, retrieved: Retrieved, reading: Reading) -> Answer:
        """The best sentences in their own words; an abstention, or what the statements told, where they don't answer."""
        nothing = reading.confidence == "no" or reading.answerable < self._settings.answer_threshold
        if nothing and not (asking.spoken and asking.spoken.very_words):
            return asking.told or self._hardly_said(asking) or self._abstaining(asking, reading.reordered(retrieved))
        if asking.spoken is not None and (answer := said(asking, reading, asking.spoken)) is not None:
            return answer
        return quoted(asking, reading, retrieved.passages, self._settings.max_citations)

    def _hardly_said(self, asking: Asking) -> Answer | None:
        """What the statements tell, never surely, where reading finds nothing of what was asked."""
        asked = asked_of_speaker(without_page(asking.standalone)) if asking.spoken is not None else None
        told = None if asked is None else self._ask_speakers(asking, asked)
        if told is None or told.status != "answered":
            return told
        return replace(told, text=perhaps(told.text), unsure=True)

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
                written = yield from writer.write(asking.question.text, asking.standalone, reading.ranked, asking.deadline)
        except LanguageModelError as exc:
            return replace(extractive, notice=f"{exc}.")
        answer = weighed(written, extractive, writer.called)
        if answer.status != "abstained" or answer.closest:
            return answer
        return replace(answer, closest=closest(reading.reordered(retrieved)))


def _is_topic(asking: Asking) -> bool:
    return asking.kind is not None and asking.kind.kind == "topic"


def _goes_on(asking: Asking) -> bool:
    """Whether the question before asked what somebody said, too, and this one is understood to mean the same."""
    asked = [turn.text for turn in asking.question.history if turn.role == "user"]
    return asking.standalone != asking.question.text and bool(asked) and asked_of_speaker(asked[-1]) is not None


def _shown(asking: Asking) -> str:
    """What was answered before, where the question asks for something else than that."""
    if re.search(r"\b(?:else|more)\b", asking.standalone) is None:
        return ""
    return "\n".join(turn.text for turn in asking.question.history if turn.role == "assistant")


def _checked(given: Question | str) -> Question:
    question = Question(given) if isinstance(given, str) else given
    text = question.text.strip()
    if not text:
        raise QuestionError("the question is empty; ask something, for example: What did Porter say?")
    if len(text) > MAX_QUESTION_CHARACTERS:
        raise QuestionError(f"the question has {len(text)} characters, {MAX_QUESTION_CHARACTERS} are allowed; shorten it")
    return replace(question, text=text)


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
