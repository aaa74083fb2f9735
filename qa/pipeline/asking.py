"""A question on its way to an answer: what the steps of `Pipeline` hand on to each other."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Literal, TypeVar

from qa.attribution.answers import SpeakerQuestion, Spoken
from qa.english.periods import EVER, Period
from qa.english.request import itself, with_mark
from qa.pipeline.kinds.question_kind import PLAIN, QuestionKind
from qa.reading import Reading
from qa.retrieval import Retrieved
from qa.retrieval.spelling import Correction, corrected
from qa.types import Answer, Citation, Event, Question, Turn
from qa.types.deadline import Deadline
from qa.types.draft import Draft

Returned = TypeVar("Returned")
EXTRACTIVE = "extractive"


@dataclass(frozen=True, slots=True, eq=False)
class Asking:
    """A question and what is known of it so far. Each step returns a copy with one more thing filled in."""

    # Without the politeness around it, and in the plainest words for what it wants.
    question: Question
    # The question as it is understood: a follow-up is put in full.
    standalone: str
    deadline: Deadline
    # What is asked for.
    kind: QuestionKind = PLAIN
    # When the documents that are asked were published, where the question ends in a period.
    period: Period = EVER
    # That period, where documents of other days are asked as well.
    outside: Period = EVER
    # Sentences on the time: what "last month" was taken for, that a time was left out, or that nothing is of then.
    read_as: str = ""
    # The question with those words as they were written, where they may well mean another time.
    undated: str = ""
    # Whose words are asked for.
    asked: SpeakerQuestion | None = None
    # The answer, where it needs no reading: the later steps leave such an asking as it is.
    decided: Answer | None = None
    # Who gave that answer, in English.
    decided_by: str = ""
    # An answer from the statements or about a person, used only where the passages tell nothing.
    told: Answer | None = None
    # An answer from a spreadsheet that isn't sure.
    tabled: Answer | None = None
    # What somebody said; reading finds in it what is asked for.
    spoken: Spoken | None = None
    # The question with its spelling corrected, and how.
    searched: str = ""
    corrections: tuple[Correction, ...] = ()
    # What was answered before, where the question may well lean on it; and whether it shows that it does.
    exchanges: tuple[Turn, ...] = ()
    points: bool = False
    # What was answered before, where it seems to stand alone.
    before: tuple[Turn, ...] = ()
    retrieved: Retrieved | None = None
    # What was found in each document that those answers quote, and in others that tell of the same.
    nearby: tuple[Retrieved, ...] = ()
    alike: tuple[Retrieved, ...] = ()
    reading: Reading | None = None
    timings_ms: dict[str, float] = field(default_factory=dict)
    # The question as it was written.
    typed: str = ""
    # `question` in its own words, where those are others.
    original: str = ""
    # How short the answer should be: its best sentence alone, or a few words of it ("just the number").
    form: Literal["", "brief", "part"] = ""
    # The title of the one document that the question means by "the handbook".
    called: str = ""

    @property
    def search_text(self) -> str:
        """What is searched for: the question as it is understood, with its spelling corrected."""
        return self.searched or self.standalone

    @property
    def read_text(self) -> str:
        """What is read for: somebody's words are found by plain words as well, but the question's own tell best which.

        A question without its mark has it, as the reader knows most questions; not so what goes on with an answer, or asks for
        somebody's words, whose limits were found without it.
        """
        own = self.spoken is not None and self.original and self.standalone == self.question.text
        text = corrected(self.original, self.corrections) if own else self.search_text
        return text if self.exchanges or self.spoken is not None else with_mark(text)

    @property
    def quoted(self) -> frozenset[str]:
        """The documents (ids) that the answers quote which the question may lean on; empty where that isn't known."""
        return frozenset(document for turn in self.exchanges for document in turn.documents)

    def is_elsewhere(self, answer: Answer) -> bool:
        """Whether documents were quoted before that the question may lean on, and this answer cites none of them."""
        return bool(self.quoted) and self.quoted.isdisjoint(each.document_id for each in answer.citations)

    @property
    def unclear(self) -> bool:
        """Whether it points at something said before, and it isn't known at what."""
        return self.points and self.standalone == self.question.text

    @property
    def as_worded(self) -> str:
        """The question in its own words, where it was put in plain ones, without what it was taken to be about."""
        return self.original or itself(self.standalone)

    @property
    def searched_itself(self) -> str:
        """What is searched for without what the question was taken to be about."""
        return itself(self.search_text)

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

    def refused(self, text: str, by: str = "") -> "Asking":
        """Decide it by abstaining in these words; `by` tells who does."""
        return replace(self, decided=self.refuse(EXTRACTIVE, text), decided_by=by)

    def of_documents(self, documents: tuple[str, ...]) -> "Asking":
        """Ask these documents (ids) alone, whatever was answered before."""
        scope = replace(self.question.scope, documents=documents)
        return replace(self, question=replace(self.question, scope=scope), exchanges=(), points=False)

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
