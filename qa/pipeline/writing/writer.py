"""The answer in a model's words, every sentence of it checked."""

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.documents.chunking import sentences_of_line
from qa.embedding import Embedder
from qa.embedding.model import Relevance, relevance_by
from qa.pipeline.writing.excerpts import excerpts, pointed_at
from qa.pipeline.writing.language_model import LanguageModel
from qa.pipeline.writing.model import Model
from qa.pipeline.writing.plain import plain_pieces
from qa.pipeline.writing.prompt import Prompt, fit, prompt_for
from qa.pipeline.writing.rewrite import rewritten
from qa.reading import Evidence
from qa.settings import Settings
from qa.store.sql import Passage
from qa.types import ABSTAINED, Answer, Event, Piece, Turn, Working
from qa.types.deadline import Deadline
from qa.types.errors import DeadlineError, LanguageModelError
from qa.verification.citations import SpeakersOf, nobody
from qa.verification.claims import check_claims

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
        self.called = called or model.name
        self._settings = settings
        self._relevance = relevance

    @classmethod
    def of(cls, model: "LanguageModel | BaseChatModel", embedder: Embedder, settings: Settings | None = None) -> "Writer":
        """Make a writer for `Pipeline(…, writer=…)` of a model of one's own, or a chat model of LangChain's."""
        settings = settings or Settings()
        own: LanguageModel = Model(settings, model) if hasattr(model, "invoke") else model  # type: ignore[arg-type]
        return cls(own, settings, relevance_by(embedder))

    @property
    def name(self) -> str:
        """What `Answer.reader` says: the value of QA_LLM; of a chosen model, its name after the API's that it is asked by."""
        return self._model.name

    def standalone(self, question: str, history: Sequence[Turn], chosen: str, deadline: Deadline) -> str:
        """Return the follow-up made to stand alone by the model, or `chosen` where that is no safe rewriting of it."""
        return rewritten(self._model, question, history, chosen, deadline.share(_REWRITING))

    def write(
        self,
        question: str,
        standalone: str,
        ranked: Sequence[Evidence],
        deadline: Deadline,
        speakers_of: SpeakersOf = nobody,
    ) -> Generator[Event, None, Answer]:
        """Yield what happens; return the answer, an abstention without its closest passages.

        The model is shown the passages of the ranked sentences, where they don't all fit what stands around the best ones.
        `speakers_of` names who says what is cited: what the model tells as a fact and they say is told as theirs. Raises
        LanguageModelError where the model fails, or says nothing that the passages support.
        """
        prompt = self._prompt(standalone, ranked)
        yield Working("write")
        text, cut = "", False

        def words() -> Iterator[str]:
            nonlocal cut
            cut = yield from self._model.stream(prompt.messages, deadline)

        try:
            for piece in plain_pieces(words()):
                text += piece
                yield Piece(piece)
            yield Working("check")
            written = Answer(question, standalone, "answered", self.name, text)
            return self._checked(written, cut, prompt.passages, ranked, deadline, speakers_of)
        except LanguageModelError:
            if text:
                yield Piece("\n\n")  # what stands in for it begins on a line of its own
            raise

    def shown(self, question: str, ranked: Sequence[Evidence]) -> tuple[Passage, ...]:
        """Return the passages that the model is shown."""
        return self._prompt(question, ranked).passages

    def _prompt(self, question: str, ranked: Sequence[Evidence]) -> Prompt:
        passages = list(dict.fromkeys(evidence.candidate.passage for evidence in ranked))
        budget = self._settings.llm_context - self._settings.llm_max_tokens
        return prompt_for(question, passages if fit(question, passages, budget) else excerpts(ranked), budget)

    def _checked(
        self,
        written: Answer,
        cut: bool,
        passages: Sequence[Passage],
        ranked: Sequence[Evidence],
        deadline: Deadline,
        speakers_of: SpeakersOf,
    ) -> Answer:
        text, notice = written.text.strip(), None
        if _SAYS_IT.match(text.casefold()):
            return replace(written, status="abstained", text=ABSTAINED)
        if cut:
            text = _without_the_last_sentence(text)
            notice = (
                f"{self.called} reached its limit of {self._settings.llm_max_tokens} tokens; its last sentence is left out."
            )
        if not text:
            raise LanguageModelError(f"{self.called} wrote nothing; this is the extractive answer")
        text = pointed_at(text, passages, ranked)
        try:
            checked = check_claims(text, passages, self._relevance, deadline.check, speakers_of=speakers_of)
        except DeadlineError as exc:
            raise LanguageModelError(
                f"what {self.called} wrote couldn't be checked in time; this is the extractive answer"
            ) from exc
        if not checked.holds:
            raise LanguageModelError(
                f"nothing that {self.called} wrote is supported by the documents; this is the extractive answer"
            )
        return replace(written, text=checked.text, claims=checked.claims, citations=checked.citations, notice=notice)


def _without_the_last_sentence(text: str) -> str:
    """What was cut may look whole ("the head of the U.S."), so the last sentence goes whatever it ends with."""
    *lines, last = text.rstrip().split("\n")
    whole = sentences_of_line(last)[:-1]
    return "\n".join([*lines, last[: whole[-1].end] if whole else ""]).strip()
