"""The tools of MCP: the same questions as everybody's, for other people's agents."""

import asyncio
from dataclasses import asdict
from functools import partial
from typing import Annotated, Any, Literal

from mcp.server.mcpserver import Context
from mcp.server.mcpserver.resolve import Resolve
from pydantic import Field

from qa.pipeline import library_questions
from qa.pipeline.library_questions import MOST_COMPARED, LibraryQuestion
from qa.service.api.models import MAX_TURNS, Name, QuestionText, Since, Text, TurnBody, Until, Within
from qa.service.api.service import Server, Service
from qa.service.api.speakers import get_person, list_people, list_statements
from qa.service.lists import answer_rows
from qa.store.sql import LOCAL
from qa.types import Document, Question
from qa.types.errors import NotFoundError, QuestionError

# What a model is given of a document at a time.
_PAGE_CHARACTERS = 20_000
# What an agent gave no list for; nobody changes what a tool is given.
_NONE: list[Any] = []


async def _service(call: Context[Any, Any]) -> Service:
    """The service of whoever calls: over HTTP whom the server has let in, over stdio whoever uses this machine."""
    mcp: Any = call.mcp_server
    server: Server = mcp.server
    request: Any = call.request_context.request
    return await asyncio.to_thread(server.for_user, LOCAL if request is None else request.state.user)


TheService = Annotated[Service, Resolve(_service)]
Documents = Annotated[list[Name], Field(max_length=100, description="Only these, by id or source.")]
Collections = Annotated[list[Name], Field(max_length=100, description="Only documents in at least one of these collections.")]


async def ask(
    service: TheService,
    question: QuestionText,
    history: Annotated[list[TurnBody], Field(max_length=MAX_TURNS, description="Earlier turns, oldest first.")] = _NONE,
    documents: Documents = _NONE,
    collections: Collections = _NONE,
    since: Since = None,
    until: Until = None,
) -> dict[str, Any]:
    """Answer a question from the documents, with citations and a verdict on each sentence, or say it isn't in them."""
    scope = await service.scope(Within(documents=documents, collections=collections, since=since, until=until))
    return (await service.ask(Question(question, tuple(turn.turn() for turn in history), scope))).to_json()


async def search(
    service: TheService,
    query: QuestionText,
    limit: Annotated[int, Field(ge=1, le=50)] = 8,
    documents: Documents = _NONE,
    collections: Collections = _NONE,
) -> dict[str, Any]:
    """Find the passages nearest to a query, best first, whether or not they answer anything."""
    scope = await service.scope(Within(documents=documents, collections=collections))
    return {"passages": [found.to_json() for found in await service.search(query, limit, scope)]}


async def statements(
    service: TheService,
    speaker: Annotated[Text | None, Field(max_length=200, description="A name, a surname, a role.")] = None,
    about: Annotated[Text | None, Field(max_length=500, description="Only those on this topic.")] = None,
    document: Annotated[Name | None, Field(description="Only those of this one, by id or source.")] = None,
    collections: Collections = _NONE,
    limit: Annotated[int, Field(ge=1, le=500)] = 50,
) -> dict[str, Any]:
    """List who said what: direct quotations and indirect speech, with speaker, role and place in the text."""
    listed = partial(list_statements, service, speaker, about, document, collections, limit=limit)
    return dict(await service.server.work.run(listed))


async def people(
    service: TheService,
    name: Annotated[Text | None, Field(max_length=200, description="With or without a title. Without one: all.")] = None,
    limit: Annotated[int, Field(ge=1, le=500, description="At most so many of each list.")] = 20,
    offset: Annotated[int, Field(ge=0, le=10_000_000, description="Of each list from this line on.")] = 0,
    source: Annotated[Text | None, Field(max_length=2000, description="Only what is of this site or file.")] = None,
    collections: Collections = _NONE,
) -> dict[str, Any]:
    """Tell who somebody is as the documents say, what they said and what is said of them, each line cited, newest first.

    Without a name: who is quoted in quotation marks, those in most documents first.
    """
    if name is None and source:
        raise QuestionError("a source narrows a person's page; give a name, too")
    told = partial(list_people, service) if name is None else partial(get_person, service, name, source=source)
    return dict(await service.server.work.run(lambda: told(collections, offset, limit)))


async def list_collections(service: TheService) -> dict[str, Any]:
    """List the collections that documents are sorted into: names that other tools take, and how many are in each."""
    return {"collections": [asdict(each) for each in await service.server.work.run(service.library.collections.list)]}


async def timeline(
    service: TheService,
    about: QuestionText,
    limit: library_questions.Events = 15,
    documents: Documents = _NONE,
    collections: Collections = _NONE,
) -> dict[str, Any]:
    """Tell dated events about a person or subject in order of their dates, each in the words of the sentence that tells it.

    `worked_out_from` is how the text gives a date that is relative to its own.
    """
    return await _overview(service, library_questions.timeline(about, limit), documents, collections)


async def summarize(
    service: TheService,
    about: Annotated[Text, Field(max_length=500, description="Only what is told of this; without it, all.")] = "",
    documents: Documents = _NONE,
    collections: Collections = _NONE,
    since: Since = None,
    until: Until = None,
    sentences: Annotated[library_questions.Sentences | None, Field(description="At most so many.")] = None,
) -> dict[str, Any]:
    """Give the key points of documents, or of what they tell of a subject, in their own sentences, each cited.

    Of many documents the newest 20 are told of, and the text says so.
    """
    return await _overview(service, library_questions.summarize(about, since, until, sentences), documents, collections)


async def compare(
    service: TheService,
    people: Annotated[
        list[Name], Field(max_length=MOST_COMPARED, description="Two to five people or bodies by their names.")
    ] = _NONE,
    about: Annotated[Text, Field(max_length=500, description="Only on this topic.")] = "",
    documents: Annotated[
        list[Name], Field(max_length=100, description="By id or source; without `people`, the two to five to compare.")
    ] = _NONE,
    collections: Collections = _NONE,
) -> dict[str, Any]:
    """Set what people said, or what documents tell, side by side; then what only one of them says; each line cited."""
    return await _overview(service, library_questions.compare(people, about), documents, collections)


async def list_documents(
    service: TheService,
    mentioning: Annotated[Text, Field(max_length=500, description="A word, name or phrase. Without one: all.")] = "",
    since: Since = None,
    until: Until = None,
    page: Annotated[library_questions.Page, Field(description="20 on each.")] = 1,
    collections: Collections = _NONE,
) -> dict[str, Any]:
    """List the documents that mention something, newest first, each with a sentence that does, and how many there are."""
    return await _overview(service, library_questions.list_documents(mentioning, since, until, page), [], collections)


async def count(
    service: TheService,
    about: Annotated[Text | None, Field(max_length=500, description="A word, name or phrase. Without one: all.")] = None,
    by: Annotated[Literal["month", "year", "source"] | None, Field(description="Count each of these apart.")] = None,
    since: Since = None,
    until: Until = None,
    documents: Documents = _NONE,
    collections: Collections = _NONE,
    page: Annotated[library_questions.Page, Field(description="Of the groups, 20 on each.")] = 1,
) -> dict[str, Any]:
    """Count exactly how many documents mention something, and tell what was counted; the newest of them are cited."""
    asked = library_questions.count(about or "", by or "", since, until, page)
    return await _overview(service, asked, documents, collections)


async def get_document(
    service: TheService,
    document: Annotated[Name, Field(description="Its id or source.")],
    start: Annotated[int, Field(ge=0, le=2**53, description="Where to begin, in characters.")] = 0,
) -> dict[str, Any]:
    """Read a document's stored text, up to 20,000 characters from `start`; `next` says where to go on."""
    return await service.server.work.run(lambda: _part(service.library.document(document), start))


TOOLS = (ask, search, statements, people, list_collections, timeline, summarize, compare, list_documents, count, get_document)


async def _overview(service: Service, asked: LibraryQuestion, documents: list[str], collections: list[str]) -> dict[str, Any]:
    """The answer's words, its lines and quotations as rows, and its citations. Raises NotFoundError, QuestionError."""
    scope = await service.scope(Within(documents=documents, collections=collections))
    answer = await service.server.work.run(lambda: service.pipeline.overview(*asked, scope))
    if answer is None:
        wanted, _ = asked
        meant = wanted.topic or " and ".join(wanted.parties)
        raise NotFoundError(f"the documents have nothing of {meant!r}; try other words, or `search`")
    if answer.status == "abstained":
        raise QuestionError(answer.text)
    return {
        "text": answer.text,
        "number": answer.short_answer,
        "rows": answer_rows(answer),
        "citations": [citation.to_json() for citation in answer.citations],
    }


def _part(document: Document, start: int) -> dict[str, Any]:
    """A page of the document's text. Raises NotFoundError where that ends before `start`."""
    length = len(document.text)
    if start > 0 and start >= length:
        raise NotFoundError(f"the document has {length} characters, so there is nothing from {start} on; begin before its end")
    end = min(length, start + _PAGE_CHARACTERS)
    return {
        "id": document.id,
        "title": document.title,
        "source": document.source,
        "published": document.published,
        "characters": length,
        "start": start,
        "text": document.text[start:end],
        "next": end if end < length else None,
    }
