"""Tools for LangChain's agents: answers from the documents, and people, timelines and counts of the whole library.

The content of each is for the model, its artifact is the `Answer` with all citations (of a person, the `Person`).
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import Field

from qa.attribution.answers import Person, in_numbers, person, quoted_people
from qa.english.periods import Period
from qa.pipeline.question_kind import QuestionKind
from qa.store.sql import Quoted
from qa.types import Answer, Citation

if TYPE_CHECKING:
    from qa.pipeline.answering import Pipeline

_MOST_EVENTS, _MOST_LINES = 100, 100
NOTHING = "The documents have nothing of this."
Day = Annotated[str | None, Field(pattern=r"^\d{4}-\d\d-\d\d$")]


def answer_tool(pipeline: "Pipeline", *, name: str = "ask_documents", description: str | None = None) -> BaseTool:
    """A tool for agents that answers from the documents. Its content is for the model, its artifact is the `Answer`."""

    def ask_documents(question: str) -> tuple[str, Answer]:
        answer = pipeline.ask(question)
        return _told(answer), answer

    return StructuredTool.from_function(
        ask_documents,
        name=name,
        description=description
        or "Answers a question from the user's own documents, with numbered quotations; says so where they don't answer it.",
        response_format="content_and_artifact",
    )


def library_tools(pipeline: "Pipeline") -> list[BaseTool]:
    """Tools for agents that tell of the whole library: `people_in_documents`, `timeline_of_documents`, `count_documents`,
    `list_documents`, `summarize_documents` and `compare_in_documents`."""

    def told_of(wanted: QuestionKind, question: str) -> tuple[str, Answer | None]:
        answer = pipeline.overview(wanted, question)
        return (_told(answer) if answer else NOTHING), answer

    def people_in_documents(
        name: str = "", limit: Annotated[int, Field(ge=1, le=_MOST_LINES)] = 10
    ) -> tuple[str, Person | Sequence[Quoted] | None]:
        """Tells who somebody is as the user's documents say, what they said and what is said of them, quoted, newest first;
        without a name, who is quoted in most documents."""
        library = pipeline.library
        if not name:
            found = quoted_people(library)[:limit]
            return "\n".join(
                f"{each.speaker}: {each.documents} documents, {each.statements} quotations" for each in found
            ), found
        whole = person(library, name)
        return (NOTHING if whole is None else _of_person(whole, limit)), whole

    def timeline_of_documents(
        about: str, limit: Annotated[int, Field(ge=1, le=_MOST_EVENTS)] = 15
    ) -> tuple[str, Answer | None]:
        """Tells dated events about a subject from the user's documents, in order, each quoted."""
        return told_of(QuestionKind("timeline", about, number=limit), f"Timeline of {about}")

    def count_documents(
        about: str = "", by: Literal["", "month", "year", "source"] = "", since: Day = None, until: Day = None
    ) -> tuple[str, Answer | None]:
        """Counts exactly how many of the user's documents mention a word, name or phrase (all of them without one), by month,
        year or source if asked for. `since` and `until` are days of publication, YYYY-MM-DD."""
        wanted = QuestionKind("count", about, grouped_by=by, period=Period(since, until))
        return told_of(wanted, f"How many documents mention {about}?" if about else "How many documents are there?")

    def list_documents(
        mentioning: str = "", since: Day = None, until: Day = None, page: Annotated[int, Field(ge=1)] = 1
    ) -> tuple[str, Answer | None]:
        """Lists which of the user's documents mention a word, name or phrase (all of them without one), newest first, each with
        a sentence that does; 20 on a page."""
        wanted = QuestionKind("which_documents", mentioning, period=Period(since, until), page=page)
        return told_of(wanted, f"Which documents mention {mentioning}?" if mentioning else "Which documents are there?")

    def summarize_documents(
        about: str = "", since: Day = None, until: Day = None, sentences: Annotated[int | None, Field(ge=1, le=20)] = None
    ) -> tuple[str, Answer | None]:
        """Gives the key points of the user's documents, or of what they tell of a subject, in their own sentences; of many
        documents the newest 20, which it says."""
        wanted = QuestionKind("summary", about, period=Period(since, until), number=sentences)
        return told_of(wanted, f"Summarize {about}" if about else "Summarize")

    def compare_in_documents(
        people: Annotated[list[str], Field(min_length=2, max_length=5)], about: str = ""
    ) -> tuple[str, Answer | None]:
        """Sets what two to five people or bodies said in the user's documents side by side, on a topic if one is given."""
        return told_of(QuestionKind("compare", about, tuple(people)), f"Compare what {' and '.join(people)} said")

    functions: Sequence[Callable[..., object]] = (
        people_in_documents,
        timeline_of_documents,
        count_documents,
        list_documents,
        summarize_documents,
        compare_in_documents,
    )
    # What a docstring here says is what the agent's model is told.
    return [
        StructuredTool.from_function(
            each, description=" ".join((each.__doc__ or "").split()), response_format="content_and_artifact"
        )
        for each in functions
    ]


def _told(answer: Answer) -> str:
    """The answer's text and its sources."""
    return "\n".join([answer.text, *(f"[{each.marker}] {_source(each)}" for each in answer.citations)])


def _of_person(whole: Person, limit: int) -> str:
    said = [excerpt.cite(1) for excerpt in whole.said]
    lists = (
        ("Introduced as", [each.cited for each in whole.introductions]),
        ("Said", said),
        (f"Of {whole.name}", list(whole.of_them)),
    )
    lines = [in_numbers(whole)]
    for title, cited in lists:
        lines += [f"\n{title} ({min(limit, len(cited))} of {len(cited)}):"] if cited else []
        lines += [f"- {_source(each)}" for each in cited[:limit]]
    return "\n".join(lines)


def _source(cited: Citation) -> str:
    return f"{cited.title} ({', '.join(filter(None, (cited.published, cited.source)))}): {' '.join(cited.quote.split())}"
