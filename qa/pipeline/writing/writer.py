"""The answer in a model's words, every sentence of it checked."""

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.documents.chunking import sentences_of_line
from qa.embedding import Embedder
from qa.pipeline.writing.choosing import Candidate, ChosenModel, settings_for
from qa.pipeline.writing.endpoint import Endpoint
from qa.pipeline.writing.language_model import LanguageModel
from qa.pipeline.writing.model import Model
from qa.pipeline.writing.plain import plain_pieces
from qa.pipeline.writing.prompt import prompt_for
from qa.pipeline.writing.rewrite import rewritten
from qa.settings import Settings
from qa.store.sql import Library, ModelChoice, Passage
from qa.types import ABSTAINED, Answer, Event, Piece, Turn, Working
from qa.types.deadline import Deadline
from qa.types.errors import DeadlineError, LanguageModelError
from qa.types.plugins import made, names_plugin
from qa.verification import Relevance, check_claims, relevance_by

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_PHRASE = ABSTAINED.rstrip(".").casefold()
# What of an answer's time may be spent on understanding its question.
_REWRITING = 0.2
_SAYS_IT = re.compile(r"\W*" + re.escape(_PHRASE) + r"\b\W*")


class Writer:
    """Writes answers with one model. Safe to share between threads."""

    def __init__(self, model: LanguageModel, settings: Settings, relevance: Relevance, called: str | None = None) -> None:
        """`called` is what messages call the model, where that isn't its name."""
        self._model = model
        self._called = called or model.name
        self._settings = settings
        self._relevance = relevance

    @classmethod
    def of(cls, model: "LanguageModel | BaseChatModel", embedder: Embedder, settings: Settings | None = None) -> "Writer":
        """A writer for `Pipeline(…, writer=…)`: of a model of one's own, or a chat model of LangChain's."""
        settings = settings or Settings()
        own: LanguageModel = Model(settings, model) if hasattr(model, "invoke") else model  # type: ignore[arg-type]
        return cls(own, settings, relevance_by(embedder))

    @property
    def name(self) -> str:
        """What `Answer.reader` says: the value of QA_LLM; of a chosen model, its name after the API's that it is asked by."""
        return self._model.name

    def standalone(self, question: str, history: Sequence[Turn], chosen: str, deadline: Deadline) -> str:
        """The follow-up made to stand alone by the model, or `chosen` where that is no safe rewriting of it."""
        return rewritten(self._model, question, history, chosen, deadline.share(_REWRITING))

    def write(
        self, question: str, standalone: str, passages: Sequence[Passage], deadline: Deadline
    ) -> Generator[Event, None, Answer]:
        """Yields what happens; the generator returns the answer, an abstention without its closest passages.

        Raises LanguageModelError where the model fails, or says nothing that the passages support.
        """
        prompt = prompt_for(standalone, passages, self._settings.llm_context - self._settings.llm_max_tokens)
        yield Working("write")
        stream = _Whole(self._model.stream(prompt.messages, deadline))
        text = ""
        try:
            for piece in plain_pieces(stream):
                text += piece
                yield Piece(piece)
            yield Working("check")
            written = Answer(question, standalone, "answered", self.name, text)
            return self._checked(written, prompt.passages, deadline, cut=stream.cut)
        except LanguageModelError:
            if text:
                yield Piece("\n\n")  # what stands in for it begins on a line of its own
            raise

    def _checked(self, written: Answer, passages: Sequence[Passage], deadline: Deadline, *, cut: bool) -> Answer:
        text, notice = written.text.strip(), None
        if _SAYS_IT.match(text.casefold()):
            return replace(written, status="abstained", text=ABSTAINED)
        if cut:
            text = _without_the_last_sentence(text)
            notice = (
                f"{self._called} reached its limit of {self._settings.llm_max_tokens} tokens; its last sentence is left out."
            )
        if not text:
            raise LanguageModelError(f"{self._called} wrote nothing; this is the extractive answer")
        try:
            checked = check_claims(text, passages, self._relevance, deadline.check)
        except DeadlineError as exc:
            raise LanguageModelError(
                f"what {self._called} wrote couldn't be checked in time; this is the extractive answer"
            ) from exc
        if not checked.holds:
            raise LanguageModelError(
                f"nothing that {self._called} wrote is supported by the documents; this is the extractive answer"
            )
        return replace(written, text=checked.text, claims=checked.claims, citations=checked.citations, notice=notice)


def open_writer(settings: Settings, relevance: Relevance) -> Writer | None:
    """None without QA_LLM. A model of LangChain's isn't opened yet: what is wrong with it shows when it is asked."""
    if settings.llm is None:
        return None
    if names_plugin("citedqa.models", settings.llm):
        added: LanguageModel = made("citedqa.models", "QA_LLM", settings.llm, settings)
        return Writer(added, settings, relevance)
    return Writer(Model(settings), settings, relevance)


class Writers:
    """Who writes now: the model that was given or that QA_LLM names, or else the one that is chosen in the library."""

    def __init__(self, library: Library, settings: Settings, relevance: Relevance, given: Writer | None = None) -> None:
        self._fixed = given or open_writer(settings, relevance)
        self._chosen = ChosenModel(library, settings.data_dir)
        self._settings = settings
        self._relevance = relevance
        self._last: tuple[ModelChoice, Writer] | None = None

    def now(self) -> Writer | None:
        """None where no model shall write. The library is asked each time, so a change counts from the next question on."""
        if self._fixed is not None:
            return self._fixed
        choice = self._chosen.get()
        if choice is None:
            return None
        last = self._last
        if last is None or last[0] != choice:
            last = self._last = (choice, self._of(choice, self._chosen.endpoint(choice)))
        return last[1]

    def of(self, candidate: Candidate) -> Writer:
        """The writer by a model that is only tried."""
        return self._of(candidate, candidate.endpoint)

    def _of(self, chosen: ModelChoice | Candidate, endpoint: Endpoint) -> Writer:
        settings = settings_for(self._settings, chosen.address, chosen.model, chosen.context)
        return Writer(Model(settings, endpoint=endpoint), settings, self._relevance, chosen.model)


class _Whole:
    """A model's stream that remembers whether it was cut for want of tokens."""

    def __init__(self, stream: Generator[str, None, bool]) -> None:
        self._stream = stream
        self.cut = False

    def __iter__(self) -> Iterator[str]:
        self.cut = yield from self._stream


def _without_the_last_sentence(text: str) -> str:
    """What was cut may look whole ("the head of the U.S."), so the last sentence goes whatever it ends with."""
    *lines, last = text.rstrip().split("\n")
    whole = sentences_of_line(last)[:-1]
    return "\n".join([*lines, last[: whole[-1].end] if whole else ""]).strip()
