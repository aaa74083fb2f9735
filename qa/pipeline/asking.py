"""A question on its way to an answer: what the steps of `Pipeline` hand on to each other."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import TypeVar

from qa.attribution.answers import SpeakerQuestion, Spoken
from qa.english.periods import EVER, Period
from qa.pipeline.question_kind import PLAIN, QuestionKind
from qa.reading import Reading
from qa.retrieval import Retrieved
from qa.retrieval.spelling import Correction, corrected
from qa.types import Answer, Citation, Event, Question, Turn
from qa.types.deadline import Deadline
from qa.types.draft import Draft

Returned = TypeVar("Returned")


@dataclass(frozen=True, slots=True, eq=False)
class Asking:
    """Each step returns it with one more thing filled in.

    `question` is without the politeness around it, and in the plainest words for what it wants, `typed` as it was written;
    `original` is it in its own words, where those are others. `kind` is what is asked for, `asked` whose words are, and
    `period` when the documents that are asked were published, where the question ends in that; `outside` is that period where
    documents of other days are asked as well; `read_as` tells for what "last month" was taken; `called`
    is the title of the one document that the question is of by calling it "the handbook". `decided` is an answer that
    needs no reading: the later steps leave such an asking as it is; `decided_by` says in English who gave it. `told` is what
    the statements said where that decides nothing, `tabled` what a spreadsheet may tell, `spoken` what somebody said of which
    reading finds what is asked for, and `searched` the question with its spelling corrected. `exchanges` are what was answered
    before, where the question may well lean on it; `points`: it shows that it does; `nearby` is what was found in each of the
    documents which that was quoted from, `alike` in others that tell of the same.
    """

    question: Question
    standalone: str
    deadline: Deadline
    kind: QuestionKind = PLAIN
    period: Period = EVER
    outside: Period = EVER
    read_as: str = ""
    asked: SpeakerQuestion | None = None
    decided: Answer | None = None
    decided_by: str = ""
    told: Answer | None = None
    tabled: Answer | None = None
    spoken: Spoken | None = None
    searched: str = ""
    corrections: tuple[Correction, ...] = ()
    exchanges: tuple[Turn, ...] = ()
    points: bool = False
    retrieved: Retrieved | None = None
    nearby: tuple[Retrieved, ...] = ()
    alike: tuple[Retrieved, ...] = ()
    reading: Reading | None = None
    timings_ms: dict[str, float] = field(default_factory=dict)
    typed: str = ""
    original: str = ""
    called: str = ""

    @property
    def search_text(self) -> str:
        """What is searched for: the question as it is understood, with its spelling corrected."""
        return self.searched or self.standalone

    @property
    def read_text(self) -> str:
        """What is read for: somebody's words are found by plain words as well, but the question's own tell best which."""
        own = self.spoken is not None and self.original and self.standalone == self.question.text
        return corrected(self.original, self.corrections) if own else self.search_text

    @property
    def quoted(self) -> frozenset[str]:
        """The documents (ids) that the answers quote which the question may lean on; empty where that isn't known."""
        return frozenset(document for turn in self.exchanges for document in turn.documents)

    @property
    def unclear(self) -> bool:
        """Whether it points at something said before, and it isn't known at what."""
        return self.points and self.standalone == self.question.text

    def as_typed(self, answer: Answer) -> Answer:
        """Return an answer to the question as an answer to what was written."""
        if not self.typed:
            return answer
        alone = answer.standalone_question
        as_asked = alone == self.question.text and not self.original
        return replace(answer, question=self.typed, standalone_question=self.typed if as_asked else alone)

    def answer(self, draft: Draft, short_answer: str | None = None) -> Answer:
        """Answer it with what is drafted."""
        return draft.answer(self.question.text, self.standalone, short_answer)

    def refuse(self, reader: str, text: str, closest: tuple[Citation, ...] = ()) -> Answer:
        """Abstain in these words."""
        return Answer(self.question.text, self.standalone, "abstained", reader, text, closest=closest)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the block's time to this stage, less the time of stages nested in it, so that all add up to the total."""
        started, before = perf_counter(), sum(self.timings_ms.values())
        try:
            yield
        finally:
            within = sum(self.timings_ms.values()) - before
            self.timings_ms[stage] = self.timings_ms.get(stage, 0.0) + (perf_counter() - started) * 1000 - within


def returned(steps: Generator[Event, None, Returned]) -> Returned:
    """Run the steps and return what the last one returns."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            found: Returned = done.value
            return found
