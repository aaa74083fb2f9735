"""The answer in a model's words, every sentence of it checked, and whether it or the extractive one is shown; and a follow-up
question made to stand alone by the model, held to the question's own words.

A model's words that the documents support may still not answer the question. The reader was taught on questions, and says how
sure it is; a model never does. So an answer in a model's words is no surer than the extractive one. Where the reader is sure
and the model rests on another sentence first, the reader's answer stays: of those that it is sure of, some nine of ten are
right (eval/RESULTS.md).
"""

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from logging import getLogger
from typing import TYPE_CHECKING

from qa.documents.chunking import sentences_of_line
from qa.embedding import Embedder
from qa.embedding.model import Relevance, relevance_by
from qa.english.words import content_stems, stems
from qa.pipeline.asking import Asking
from qa.pipeline.refusals import unsure
from qa.pipeline.writing.excerpts import excerpts, pointed_at
from qa.pipeline.writing.model import LanguageModel, Model
from qa.pipeline.writing.plain import plain, plain_pieces
from qa.pipeline.writing.prompt import Messages, Prompt, as_data, prompt_for
from qa.reading import Evidence
from qa.settings import Settings
from qa.store.sql import Passage
from qa.types import ABSTAINED, LIKELY, PERHAPS, Answer, Event, Piece, Turn, Working
from qa.types.deadline import Deadline
from qa.types.errors import DeadlineError, LanguageModelError, QAError
from qa.verification.citations import SpeakersOf, nobody
from qa.verification.claims import check_claims

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = getLogger(__name__)
_PHRASE = ABSTAINED.rstrip(".").casefold()
# What of an answer's time may be spent on understanding its question.
_REWRITING = 0.2
_SAYS_IT = re.compile(r"\W*" + re.escape(_PHRASE) + r"\b\W*")
_ASK = (
    "Rewrite the last question so that it can be understood without the conversation: put names in the place of words like "
    '"he", "it" or "there". Change nothing else. Write only the question.'
)
# Turns of the conversation that the model is shown to rewrite a question: the last ones.
_TURNS = 6
# Characters of each of them.
_TURN_CHARACTERS = 400
# Tokens that it may write for the question.
_MOST_TOKENS = 96
# A rewritten question of more characters is none.
_LONGEST = 300
# Pieces of its stream that are read, should it write on regardless.
_MOST_PIECES = 400


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
        """Return the follow-up made to stand alone; `chosen` where the model fails, drops a word or brings in a new one."""
        turns = [turn for turn in history if turn.text.strip()][-_TURNS:]
        if not turns:
            return chosen
        told = "\n".join(
            f"{'Question' if turn.role == 'user' else 'Answer'}: {as_data(turn.text)[:_TURN_CHARACTERS]}" for turn in turns
        )
        messages = (("system", _ASK), ("human", f"{told}\nLast question: {as_data(question)}"))
        try:
            stream = self._words(messages, deadline.share(_REWRITING), max_tokens=_MOST_TOKENS)
            written = "".join(islice(stream, _MOST_PIECES))
        except LanguageModelError:
            return chosen
        found = plain(written).strip().strip('"“”').removeprefix("Last question:").removeprefix("Question:").strip()
        return found if _is_safe(found, question, turns) else chosen

    def write(
        self, asking: Asking, ranked: Sequence[Evidence], speakers_of: SpeakersOf = nobody
    ) -> Generator[Event, None, Answer]:
        """Yield what happens; return the answer, an abstention without its closest passages.

        The model is shown the passages of the ranked sentences, where they don't all fit what stands around the best ones.
        `speakers_of` names who says what is cited: what the model tells as a fact and they say is told as theirs. Raises
        LanguageModelError where the model fails, or says nothing that the passages support.
        """
        prompt = self._prompt(asking.standalone, ranked)
        yield Working("write")
        text, cut = "", False

        def words() -> Iterator[str]:
            nonlocal cut
            cut = yield from self._words(prompt.messages, asking.deadline)

        try:
            for piece in plain_pieces(words()):
                text += piece
                yield Piece(piece)
            yield Working("check")
            written = Answer(asking.question.text, asking.standalone, "answered", self.name, text)
            return self._checked(written, cut, prompt.passages, ranked, asking.deadline, speakers_of)
        except LanguageModelError:
            if text:
                yield Piece("\n\n")  # what stands in for it begins on a line of its own
            raise

    def _words(self, messages: Messages, deadline: Deadline, **limit: int) -> Generator[str, None, bool]:
        """What the model writes, as `LanguageModel` has it; whatever is wrong with somebody's own is a LanguageModelError."""
        try:
            return (yield from self._model.stream(messages, deadline, **limit))
        except QAError:
            raise
        except Exception as exc:
            log.warning("%s failed", self.called, exc_info=exc)
            raise LanguageModelError(f"{self.called} failed: {type(exc).__name__}; this is the extractive answer") from exc

    def shown(self, question: str, ranked: Sequence[Evidence]) -> tuple[Passage, ...]:
        """Return the passages that the model is shown."""
        return self._prompt(question, ranked).passages

    def _prompt(self, question: str, ranked: Sequence[Evidence]) -> Prompt:
        passages = list(dict.fromkeys(evidence.candidate.passage for evidence in ranked))
        budget = self._settings.llm_context - self._settings.llm_max_tokens
        return prompt_for(question, passages, budget, lambda: excerpts(ranked))

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


def weighed(written: Answer, extractive: Answer, called: str) -> Answer:
    """Choose one of the two, with a notice where it isn't the model's. `called` is what messages call the model."""
    if written.status == "abstained":
        if extractive.status == "abstained":
            return written
        return replace(unsure(extractive), notice=f"{called} finds no answer in the documents; this is what comes closest.")
    supported = [claim for claim in written.claims if claim.is_supported]
    if not supported:
        why = f"what {called} wrote is only partly supported by the documents; this is the extractive answer."
        return replace(extractive, notice=why)
    if extractive.confidence != "sure":
        return unsure(written, LIKELY if extractive.hedge == LIKELY else PERHAPS)
    first, best = next(iter(written.citations), None), extractive.citations[0]
    rests_on_it = first is not None and any(first.marker in claim.markers for claim in supported)
    if first is None or not rests_on_it or not first.overlaps(best.document_id, best.span):
        return replace(extractive, notice=f"what {called} wrote rests on other sentences; this is the extractive answer.")
    return written


def _is_safe(found: str, question: str, turns: Sequence[Turn]) -> bool:
    """Whether it is one question, with all telling words of the question as asked and none that nobody has used."""
    if not found.endswith("?") or "\n" in found or len(found) > _LONGEST:
        return False
    own = content_stems(question)
    used = stems(" ".join([question, *(turn.text for turn in turns)]))
    new = content_stems(found)
    return own <= new <= used
