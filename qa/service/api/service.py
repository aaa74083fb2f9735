"""The server as a whole, and the service that one user has of it: what the routes depend on."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import Depends, Request

from qa.documents.pages import PageViews
from qa.pipeline import Pipeline
from qa.pipeline.ingestion.ingest import Ingester
from qa.pipeline.writing.choosing import Candidate, ChosenModel
from qa.service.api.jobs import Jobs
from qa.service.api.logins import Logins
from qa.service.api.metrics import Metrics, Tracing
from qa.service.api.models import Within
from qa.service.api.provider import Provider
from qa.service.api.question_pool import QuestionPool, Waiting
from qa.service.api.reembedder import Reembedder
from qa.service.api.tasks import perform
from qa.service.api.watching import Watching
from qa.settings import Settings
from qa.store.sql import LOCAL, Library, User
from qa.types import Answer, Answered, Citation, Event, Question, Scope
from qa.types.errors import RightsError
from qa.types.questions import dated


@dataclass(frozen=True, slots=True)
class Server:
    """What all requests share. `for_user` makes the service of one user, which alone gives out documents.

    `whole` answers from everything there is: for who runs the server, and for changes that were allowed before.
    """

    whole: Pipeline
    ingester: Ingester
    settings: Settings
    work: QuestionPool
    jobs: Jobs
    reembedder: Reembedder
    logins: Logins
    provider: Provider | None
    metrics: Metrics
    tracing: Tracing | None
    pages: PageViews

    @classmethod
    def over(cls, pipeline: Pipeline, settings: Settings) -> "Server":
        """Raises SettingsError where spans shall be sent, or a provider asked, but can't."""
        work = QuestionPool(settings.questions_at_once, settings.questions_waiting)
        ingester = Ingester(pipeline.stores, pipeline.embedder, settings)
        metrics = Metrics(pipeline.library, work)
        library = pipeline.library
        watching = Watching(pipeline.stores, ingester, settings)
        performing = partial(perform, ingester, settings.max_file_mb)
        jobs = Jobs(library.jobs, settings.data_dir / "jobs", performing, watching)
        logins, provider = Logins(library.accounts), Provider.of(settings)
        reembedder, tracing = Reembedder(library, settings), Tracing.from_environment()
        return cls(pipeline, ingester, settings, work, jobs, reembedder, logins, provider, metrics, tracing, PageViews())

    def resume(self) -> None:
        """Go on with the jobs that the last server left."""
        self.jobs.resume()
        self.reembedder.start()

    def stop(self) -> None:
        """The server ends: questions are told so, and jobs go no further than the document being added now."""
        self.work.stop()
        self.jobs.stop()
        self.reembedder.stop()

    async def close(self) -> None:
        """Ends what is being done, within some seconds; the pipeline stays open, it is the caller's."""
        self.pages.close()
        await self.logins.close()
        if self.provider is not None:
            await self.provider.close()
        await asyncio.gather(self.jobs.close(), self.work.close(), asyncio.to_thread(self.reembedder.close))
        if self.tracing is not None:
            self.tracing.close()

    def for_user(self, user: User) -> "Service":
        """The service with as much of the library as this person may read: the one place that says how much that is.

        Raises LibraryError; RightsError where people log in and this one didn't.
        """
        if self.settings.auth is not None and user is LOCAL:
            raise RightsError("nobody has logged in; reload the page, and log in")
        closed = self.whole.library.rights.closed_to(user)
        return Service(self, user, self.whole.seen_without(closed))

    @property
    def chosen_model(self) -> ChosenModel:
        return ChosenModel(self.whole.library, self.settings.data_dir)

    def note(self, answer: Answer) -> None:
        """Count it, and send its span."""
        self.metrics.answered(answer)
        if self.tracing is not None:
            self.tracing.answered(answer)


@dataclass(frozen=True, slots=True)
class Service:
    """What one user has of the server. `pipeline` answers from what they may read."""

    server: Server
    user: User
    pipeline: Pipeline

    @property
    def library(self) -> Library:
        """As much of it as the user may read."""
        return self.pipeline.library

    @property
    def closed(self) -> frozenset[str]:
        """The collections (ids) that the user may not change."""
        return self.server.whole.library.rights.closed_to(self.user, change=True)

    def changeable(self, collections: Sequence[str]) -> tuple[str, ...]:
        """The ids of these, given by id or name. Raises NotFoundError, and RightsError where one may only be read."""
        closed, found = self.closed, [self.library.collections.get(each) for each in collections]
        for each in found:
            if each.id in closed:
                raise RightsError(f"you may read {each.name!r}, but not change it; ask one of its editors, or an administrator")
        return tuple(dict.fromkeys(each.id for each in found))

    def check_changeable(self, documents: Sequence[str]) -> None:
        """Raises RightsError where any of these documents (ids) may only be read."""
        if self.server.whole.library.rights.only_in(self.closed, documents):
            raise RightsError("you may read this, but not change it; ask an editor of its collection, or an administrator")

    def stream(self, asked: Question, *, owner: str = "", in_line: bool = False) -> AsyncGenerator[Event | Waiting, None]:
        """`Pipeline.stream` on a thread of its own. Raises QuestionError and RefusedError now, before it has begun.

        `in_line`: with the number of questions before this one, while there are any. A question without another `owner` is of
        whoever is logged in: everybody's first comes before anybody's second.
        """
        owner = owner or (self.user.id if self.server.settings.auth is not None else "")
        work, events = self.server.work, self.pipeline.stream(asked)
        made: AsyncGenerator[Event | Waiting, None] = work.stream(lambda: events, owner, Waiting if in_line else None)
        return self._noting(made)

    async def ask(self, asked: Question) -> Answer:
        """The whole answer. Cancelling this stops the work."""
        async with aclosing(self.stream(asked)) as events:
            async for event in events:
                if isinstance(event, Answered):
                    return event.answer
        raise AssertionError("an answer always comes last")

    async def try_model(self, candidate: Candidate, question: str) -> Answer:
        """The answer by a model that isn't chosen, or not yet; it is kept nowhere. Raises QuestionError, RefusedError."""
        return await self.server.work.run(lambda: self.pipeline.trying(candidate).ask(question, literal=True))

    async def search(self, query: str, limit: int, scope: Scope) -> tuple[Citation, ...]:
        return await self.server.work.run(lambda: self.pipeline.search(query, limit, scope))

    async def scope(self, within: Within) -> Scope:
        """The ids of what is given by other names, too. Raises NotFoundError, QuestionError."""
        library = self.library
        ids = await asyncio.to_thread(lambda: tuple(library.document(name).id for name in within.documents))
        collections = await asyncio.to_thread(library.collections.ids, within.collections)
        return Scope(ids, tuple(within.sources), collections, *dated(within.since, within.until))

    async def asked_scope(self, within: Within) -> Scope:
        """The same of a question. Raises NotFoundError for a source that nothing is from, too."""
        scope = await self.scope(within)
        await asyncio.to_thread(self.library.document_list.check_sources, scope.sources)
        return scope

    async def _noting(self, events: AsyncGenerator[Event | Waiting, None]) -> AsyncGenerator[Event | Waiting, None]:
        async with aclosing(events):
            async for event in events:
                if isinstance(event, Answered):
                    self.server.note(event.answer)
                yield event


def _server(request: Request) -> Server:
    server: Server = request.app.state.server
    return server


def _service(request: Request) -> Service:
    return _server(request).for_user(request.state.user)


# For logging in, readiness and the choice of models alone. What tells of documents takes `TheService`.
TheServer = Annotated[Server, Depends(_server)]
TheService = Annotated[Service, Depends(_service)]
