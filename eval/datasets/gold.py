"""What a gold set says, whatever its format."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from qa.types import Document, Span, Turn
from qa.types.errors import QuestionError

GOLD = Path(__file__).parents[1] / "gold"


class GoldError(QuestionError):
    """A gold file, or an earlier run's results, can't be used as given."""


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question and what is known of its answer.

    `answers` is None where nothing is: then it is asked, not scored. `answerable` is None in that case only. `documents` are
    the sources that hold the answer, none where that isn't said. `cites` lists what has to be cited: of each entry, one of
    the quotes. `spans` are (source, place in the text) of the sentences that answer, also of other documents: any one is
    right. `type` is the kind of question, `style` how it is typed; `near_miss` marks one that something else than what it
    asks for could seem to answer.
    """

    id: str
    question: str
    answers: tuple[str, ...] | None = None
    answerable: bool | None = None
    documents: tuple[str, ...] = ()
    history: tuple[Turn, ...] = ()
    cites: tuple[tuple[str, ...], ...] = ()
    known_failure: str | None = None
    spans: tuple[tuple[str, Span], ...] = ()
    type: str | None = None
    style: str | None = None
    near_miss: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """All that answer: the documents that the question was put to, and others that have a sentence of the `spans`."""
        return tuple(dict.fromkeys((*self.documents, *(source for source, _ in self.spans))))


@dataclass(frozen=True, slots=True)
class GoldSet:
    """`passages` are the texts that the set brings itself, none in JSON lines; `articles` says which article each is of."""

    name: str
    questions: tuple[GoldQuestion, ...]
    passages: tuple[Document, ...] = ()
    articles: Mapping[str, str] | None = None

    def spread(self, limit: int) -> "GoldSet":
        """`limit` of its questions, evenly from first to last: sets are ordered by article."""
        total = len(self.questions)
        if limit >= total:
            return self
        return replace(self, questions=tuple(self.questions[number * total // limit] for number in range(limit)))
