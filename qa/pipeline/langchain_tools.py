"""Tools for LangChain's agents: answers from the documents, and people, timelines and counts of the whole library.

The content of each is for the model, its artifact is the `Answer` with all citations (of a person, the `Person`).
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import Field, ValidationError
from pydantic.v1 import ValidationError as ValidationErrorV1

from qa.attribution.answers import Person, person, quoted_people, with_lists
from qa.pipeline import library_questions
from qa.pipeline.kinds.question_kind import GroupedBy
from qa.pipeline.library_questions import MOST_COMPARED, Events, LibraryQuestion, Page, Sentences
from qa.store.sql import QuotedSpeaker
from qa.types import Answer, Citation, Scope
from qa.types.allowed import allowed
from qa.types.errors import NotFoundError, QuestionError
from qa.types.text import counted, on_one_line

if TYPE_CHECKING:
    from qa.pipeline.answering import Pipeline

# Lines of each list that a person is told of in.
_MOST_LINES = 100
NOTHING = "The documents have nothing of this."
Day = Annotated[str | None, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
Documents = Annotated[Sequence[str], Field(max_length=100, description="Only these, by id or source.")]
Collections = Annotated[Sequence[str], Field(max_length=100, description="Only documents in at least one of these.")]


def answer_tool(pipeline: "Pipeline", *, name: str = "ask_documents", description: str | None = None) -> BaseTool:
    """A tool for agents that answers from the documents. Its content is for the model, its artifact is the `Answer`."""

    def ask_documents(question: str) -> tuple[str, Answer | None]:
        try:
            answer = pipeline.ask(question)
        except QuestionError as exc:  # for the model to do something about
            return f"{exc}.", None
        return _told(answer), answer

    told = "Answers a question from the user's own documents, with numbered quotations; says so where they don't answer it."
    return _tool(ask_documents, description or told, name)


def library_tools(pipeline: "Pipeline") -> list[BaseTool]:
    """Tools for agents that tell of the whole library: `people_in_documents`, `timeline_of_documents`, `count_documents`,
    `list_documents`, `summarize_documents` and `compare_in_documents`. They take what the tools of MCP take."""
    library = pipeline.library

    def told_of(
        asked: Callable[[], LibraryQuestion], documents: Sequence[str], collections: Sequence[str]
    ) -> tuple[str, Answer | None]:
        try:
            within = Scope(tuple(library.document(each).id for each in documents), collections=tuple(collections))
            answer = pipeline.overview(*asked(), within)
        except (NotFoundError, QuestionError) as exc:  # for the model to do something about
            return f"{exc}.", None
        return (_told(answer) if answer else NOTHING), answer

    def people_in_documents(
        name: str = "",
        limit: Annotated[int, Field(ge=1, le=_MOST_LINES)] = 10,
        offset: Annotated[int, Field(ge=0)] = 0,
        source: str | None = None,
        collections: Collections = (),
    ) -> tuple[str, Person | Sequence[QuotedSpeaker] | None]:
        """Tells who somebody is as the user's documents say, what they said and what is said of them, quoted, newest first,
        how much of it each source has, and who else is quoted there; only what is of one `source` if given. Without a name,
        who is quoted in most documents. Each list goes on from `offset`."""
        try:
            documents = library.in_scope(Scope(collections=library.collections.ids(collections)))
        except NotFoundError as exc:
            return f"{exc}.", None
        if not name and source:
            return "A source narrows a person's page; give a name, too.", None
        if not name:
            found = quoted_people(library, documents=documents)[offset : offset + limit]
            return "\n".join(
                f"{each.speaker}: {counted(each.documents)}, {counted(each.statements, 'quotation')}" for each in found
            ), found
        whole = person(library, name, documents, source=source)
        return (NOTHING if whole is None else _of_person(whole, offset, limit)), whole

    def timeline_of_documents(
        about: str, limit: Events = 15, documents: Documents = (), collections: Collections = ()
    ) -> tuple[str, Answer | None]:
        """Tells dated events about a subject from the user's documents, in order, each quoted."""
        return told_of(lambda: library_questions.timeline(about, limit), documents, collections)

    def count_documents(
        about: str = "",
        by: GroupedBy = "",
        since: Day = None,
        until: Day = None,
        page: Page = 1,
        documents: Documents = (),
        collections: Collections = (),
    ) -> tuple[str, Answer | None]:
        """Counts exactly how many of the user's documents mention a word, name or phrase (all of them without one), by month,
        year or source if asked for, 20 of these on a page. `since` and `until` are days of publication, YYYY-MM-DD."""
        return told_of(lambda: library_questions.count(about, by, since, until, page), documents, collections)

    def list_documents(
        mentioning: str = "", since: Day = None, until: Day = None, page: Page = 1, collections: Collections = ()
    ) -> tuple[str, Answer | None]:
        """Lists which of the user's documents mention a word, name or phrase (all of them without one), newest first, each with
        a sentence that does; 20 on a page."""
        return told_of(lambda: library_questions.list_documents(mentioning, since, until, page), (), collections)

    def summarize_documents(
        about: str = "",
        since: Day = None,
        until: Day = None,
        sentences: Sentences | None = None,
        documents: Documents = (),
        collections: Collections = (),
    ) -> tuple[str, Answer | None]:
        """Gives the key points of the user's documents, or of what they tell of a subject, in their own sentences; of many
        documents the newest 20, which it says."""
        return told_of(lambda: library_questions.summarize(about, since, until, sentences), documents, collections)

    def compare_in_documents(
        people: Annotated[Sequence[str], Field(max_length=MOST_COMPARED)] = (),
        about: str = "",
        documents: Documents = (),
        collections: Collections = (),
    ) -> tuple[str, Answer | None]:
        """Sets what two to five people or bodies said in the user's documents side by side, on a topic if one is given; without
        people, what two to five `documents` tell."""
        return told_of(lambda: library_questions.compare(people, about), documents, collections)

    functions: Sequence[Callable[..., object]] = (
        people_in_documents,
        timeline_of_documents,
        count_documents,
        list_documents,
        summarize_documents,
        compare_in_documents,
    )
    # What a docstring here says is what the agent's model is told.
    return [_tool(each, " ".join((each.__doc__ or "").split())) for each in functions]


def _tool(function: Callable[..., object], description: str, name: str | None = None) -> BaseTool:
    """A misspelt argument is told to the model: passed over, it would be a limit that silently isn't there."""
    made = StructuredTool.from_function(
        function, name=name, description=description, response_format="content_and_artifact", handle_validation_error=_misused
    )
    taken: Any = made.args_schema
    made.args_schema = type(taken)(taken.__name__, (taken,), {"__module__": __name__}, extra="forbid")
    return made


def _misused(error: ValidationError | ValidationErrorV1) -> str:
    """Each argument with what is wrong with it."""
    return "; ".join(f"{'.'.join(map(str, each['loc']))}: {allowed(each) or each['msg']}" for each in error.errors())


def _told(answer: Answer) -> str:
    """The answer's text, what it warns of, and its sources."""
    warning = [f"({answer.notice})"] if answer.notice else []
    return "\n".join([answer.text, *warning, *(f"[{each.marker}] {_source(each)}" for each in answer.citations)])


def _of_person(whole: Person, offset: int, limit: int) -> str:
    lines = with_lists(whole)
    for title, cited in whole.parts():
        shown = cited[offset : offset + limit]
        lines += [f"\n{title} ({len(shown)} of {len(cited)}):"] if cited else []
        lines += [f"- {_source(each)}" for each in shown]
    return "\n".join(lines)


def _source(cited: Citation) -> str:
    return f"{cited.title} ({', '.join(filter(None, (cited.published, cited.source)))}): {on_one_line(cited.quote)}"
