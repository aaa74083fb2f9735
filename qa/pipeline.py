"""The whole story of an answer: contextualise → who said it, or retrieve → read → cite → answer."""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import TYPE_CHECKING

from qa.citing import cite_passage, cite_sentence
from qa.conversation import standalone_question
from qa.embedding import Embedder, PassageText, Reranker, open_embedder, open_reranker
from qa.errors import QAError, QuestionError
from qa.reading import Evidence, Reader
from qa.retrieval import Retrieved, Retriever
from qa.settings import Settings
from qa.speaking import Speakers, asked_of_speaker
from qa.stores import Stores
from qa.types import ABSTAINED, Answer, Citation, Question, Scope, Turn

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

EMPTY = "There are no documents yet; add some with `qa ingest PATH`."
EXTRACTIVE = "extractive"
MAX_QUESTION_CHARACTERS = 2000
_CLOSEST = 3


@dataclass(frozen=True, slots=True)
class _Asking:
    """A question on its way through the chain."""

    question: Question
    standalone: str
    timings_ms: dict[str, float] = field(default_factory=dict)
    retrieved: Retrieved | None = None
    answer: Answer | None = None


class Pipeline:
    """Answers questions over one library. Stateless between questions; safe to share between threads.

    `runnable` is the same chain as a LangChain runnable, from a `Question` or plain text to an `Answer`:
    `pipeline.runnable | RunnableLambda(lambda answer: answer.text)`.
    """

    def __init__(self, stores: Stores, embedder: Embedder, settings: Settings, reranker: Reranker | None = None) -> None:
        from langchain_core.runnables import RunnableBranch, RunnableLambda

        self.stores = stores
        self.embedder = embedder
        self._settings = settings
        self._retriever = Retriever(stores, reranker)
        self._reader = Reader(stores.library)
        self._speakers = Speakers(stores.library, self._relevance)
        self.runnable: Runnable[Question | str, Answer] = (
            RunnableLambda(self._contextualise)
            | RunnableLambda(self._ask_speakers)
            | RunnableBranch(
                (lambda asking: asking.answer is not None, RunnableLambda(_finish)),
                RunnableLambda(self._retrieve) | RunnableLambda(self._read_and_cite) | RunnableLambda(_finish),
            )
        )

    @classmethod
    def open(cls, settings: Settings) -> "Pipeline":
        """Open the stores and load the models. Raises LibraryError, VectorIndexError, ModelError."""
        # Half of the start is loading the model, which needs no Python; the imports of the other half go on meanwhile.
        with ThreadPoolExecutor(max_workers=1) as pool:
            loading = pool.submit(open_embedder, settings)
            stores = Stores(settings)
            import langchain_core.runnables  # noqa: F401

            try:
                embedder = loading.result()
                stores.library.claim_model(embedder.name)
                return cls(stores, embedder, settings, open_reranker(settings))
            except QAError:
                stores.close()
                raise

    def ask(self, question: str, history: Sequence[Turn] = (), scope: Scope | None = None) -> Answer:
        """Answer, or abstain. Raises QuestionError, LibraryError, VectorIndexError; never answers instead of failing."""
        return self.runnable.invoke(Question(question, tuple(history), scope or Scope()))

    def close(self) -> None:
        self.stores.close()

    def __enter__(self) -> "Pipeline":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def _contextualise(self, given: Question | str) -> _Asking:
        question = Question(given) if isinstance(given, str) else given
        text = question.text.strip()
        if not text:
            raise QuestionError("the question is empty; ask something, for example: What did Porter say?")
        if len(text) > MAX_QUESTION_CHARACTERS:
            raise QuestionError(f"the question has {len(text)} characters, {MAX_QUESTION_CHARACTERS} are allowed; shorten it")
        asking = _Asking(replace(question, text=text), text)
        with _timed(asking, "contextualise"):
            return replace(asking, standalone=standalone_question(text, question.history))

    def _ask_speakers(self, asking: _Asking) -> _Asking:
        """Answer "What did X say?" from the statements; anything else, or what they can't decide, goes on to be read."""
        library = self.stores.library
        if library.document_count == 0:
            empty = Answer(asking.question.text, asking.standalone, "abstained", EXTRACTIVE, EMPTY)
            return replace(asking, answer=empty)
        asked = asked_of_speaker(asking.standalone)
        if asked is None:
            return asking
        with _timed(asking, "statements"):
            documents = library.in_scope(asking.question.scope)
            answer = self._speakers.answer(asked, asking.question.text, asking.standalone, documents, shown=_shown(asking))
        if answer is not None and answer.status == "abstained" and not answer.closest:
            asking = self._retrieve(asking)
            answer = replace(answer, closest=_closest(asking.retrieved))
        return replace(asking, answer=answer)

    def _retrieve(self, asking: _Asking) -> _Asking:
        with _timed(asking, "embed"):
            vector = self.embedder.embed_question(asking.standalone)
        with _timed(asking, "retrieve"):
            found = self._retriever.retrieve(asking.standalone, vector, self._settings.top_k, asking.question.scope)
        return replace(asking, retrieved=found)

    def _read_and_cite(self, asking: _Asking) -> _Asking:
        assert asking.retrieved is not None
        with _timed(asking, "read"):
            reading = self._reader.read(asking.retrieved)
        answered = reading.answerable >= self._settings.answer_threshold
        with _timed(asking, "cite"):
            answer = _quoting(asking, reading.quotable(self._settings.max_citations)) if answered else _abstaining(asking)
        return replace(asking, answer=answer)

    def _relevance(self, topic: str, texts: Sequence[str]) -> list[float]:
        """The cosine of the topic with each text."""
        passages = self.embedder.embed_passages([PassageText("", text, ()) for text in texts])
        vector = self.embedder.embed_question(topic)
        return [float(passage.chunk @ vector) for passage in passages]


def _quoting(asking: _Asking, evidence: Sequence[Evidence]) -> Answer:
    citations = tuple(
        cite_sentence(found.candidate.passage, found.candidate.sentence, marker=marker, score=found.score)
        for marker, found in enumerate(evidence, start=1)
    )
    text = "\n\n".join(f"{citation.quote} [{citation.marker}]" for citation in citations)
    return Answer(asking.question.text, asking.standalone, "answered", EXTRACTIVE, text, citations)


def _abstaining(asking: _Asking) -> Answer:
    closest = _closest(asking.retrieved)
    return Answer(asking.question.text, asking.standalone, "abstained", EXTRACTIVE, ABSTAINED, closest=closest)


def _shown(asking: _Asking) -> str:
    """What was answered before, where the question asks for something else than that."""
    if re.search(r"\b(?:else|more)\b", asking.standalone) is None:
        return ""
    return "\n".join(turn.text for turn in asking.question.history if turn.role == "assistant")


def _closest(retrieved: Retrieved | None) -> tuple[Citation, ...]:
    if retrieved is None:
        return ()
    best = zip(retrieved.chunks[:_CLOSEST], retrieved.passages[:_CLOSEST], strict=True)
    return tuple(
        cite_passage(passage, marker=marker, score=chunk.score) for marker, (chunk, passage) in enumerate(best, start=1)
    )


def _finish(asking: _Asking) -> Answer:
    assert asking.answer is not None
    return asking.answer.timed({**asking.timings_ms, "total": sum(asking.timings_ms.values())})


@contextmanager
def _timed(asking: _Asking, stage: str) -> Iterator[None]:
    started = perf_counter()
    try:
        yield
    finally:
        asking.timings_ms[stage] = asking.timings_ms.get(stage, 0.0) + (perf_counter() - started) * 1000
