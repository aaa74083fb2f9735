"""What agents ask of the whole library, beneath the tools of LangChain and of MCP: what is wanted, and the question in words.

`Pipeline.overview` answers it. Both faces add the documents and collections that are asked.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from qa.english.periods import Period
from qa.pipeline.kinds.question_kind import GroupedBy, QuestionKind
from qa.pipeline.questions import MAX_QUESTION_CHARACTERS
from qa.types.errors import QuestionError
from qa.types.questions import dated

LibraryQuestion = tuple[QuestionKind, str]
Day = date | str | None
Events = Annotated[int, Field(ge=1, le=100)]
Sentences = Annotated[int, Field(ge=1, le=20)]
Page = Annotated[int, Field(ge=1, le=10_000)]
# People or documents that one comparison sets side by side.
MOST_COMPARED = 5


def timeline(about: str, limit: int) -> LibraryQuestion:
    """Ask for at most `limit` dated events about a subject."""
    return QuestionKind("timeline", about, number=limit), f"Timeline of {about}"


def count(about: str, by: GroupedBy, since: Day, until: Day, page: int) -> LibraryQuestion:
    """Ask how many documents mention something, or how many there are; grouped, a page of the groups."""
    wanted = QuestionKind("count", about, grouped_by=by, period=_period(since, until), page=page)
    return wanted, f"How many documents mention {about}?" if about else "How many documents are there?"


def list_documents(mentioning: str, since: Day, until: Day, page: int) -> LibraryQuestion:
    """Ask which documents mention something, or which there are: a page of them."""
    wanted = QuestionKind("which_documents", mentioning, period=_period(since, until), page=page)
    return wanted, f"Which documents mention {mentioning}?" if mentioning else "Which documents are there?"


def summarize(about: str, since: Day, until: Day, sentences: int | None) -> LibraryQuestion:
    """Ask for the key points of documents, or of what they tell of a subject; at most so many sentences."""
    wanted = QuestionKind("summary", about, period=_period(since, until), number=sentences)
    return wanted, f"Summarize {about}" if about else "Summarize"


def compare(people: Sequence[str], about: str) -> LibraryQuestion:
    """Ask to set what people said side by side; without people, the documents that are asked. Raises QuestionError for one."""
    if len(people) == 1:
        raise QuestionError(
            f"{people[0]!r} alone can't be compared; give two to five people, or none and two to five documents"
        )
    asked = f"Compare {' and '.join(people) or 'the documents'}"
    return QuestionKind("compare", about, tuple(people)), asked[:MAX_QUESTION_CHARACTERS]


def _period(since: Day, until: Day) -> Period:
    """Return when documents must be published. Raises QuestionError for what is no date."""
    return Period(*dated(since, until))
