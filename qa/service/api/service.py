"""What the routes share: one pipeline, and the bounds it is used within."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated

from fastapi import Depends, Request

from qa.documents.pages import PageViews
from qa.pipeline import Pipeline
from qa.pipeline.ingest import Ingester
from qa.pipeline.writing.choosing import Candidate, ChosenModel
from qa.service.api.jobs import Jobs
from qa.service.api.logins import Logins
from qa.service.api.metrics import Metrics, Tracing
from qa.service.api.models import Within
from qa.service.api.provider import Provider
from qa.service.api.question_pool import QuestionPool, Waiting
from qa.service.api.reembedder import Reembedder
from qa.service.api.watching import Watching, perform
from qa.settings import Settings
from qa.store.sql import LOCAL, Library, User
from qa.types import Answer, Answered, Citation, Event, Question, Scope
from qa.types.errors import RightsError
from qa.types.questions import dated


@dataclass(frozen=True, slots=True)
class Service:
    """What the routes share. `seen_by` makes the service of whoever asks; without that no document is given out.

    `whole` is everything there is: for who runs the server, and for changes that were allowed before.
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
    user: User | None = None
    seen: Pipeline | None = None

    @classmethod
    def over(cls, pipeline: Pipeline, settings: Settings) -> "Service":
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

    def seen_by(self, user: User) -> "Service":
        """The service with as much of the library as this person may read: the one place that says how much that is.

        Raises LibraryError; RightsError where people log in and this one didn't.
        """
        if self.settings.auth is not None and user is LOCAL:
            raise RightsError("nobody has logged in; reload the page, and log in")
        closed = self.whole.stores.library.rights.closed_to(user)
        return replace(self, user=user, seen=self.whole.seen_without(closed))

    @property
    def pipeline(self) -> Pipeline:
        """Over what whoever asks may read."""
        if self.seen is None:
            raise AssertionError("say who asks: Service.seen_by")
        return self.seen

    @property
    def library(self) -> Library:
        """As much of it as whoever asks may read."""
        return self.pipeline.library

    @property
    def closed(self) -> frozenset[str]:
        """The collections (ids) that whoever asks may not change."""
        if self.user is None:
            raise AssertionError("say who asks: Service.seen_by")
        return self.whole.stores.library.rights.closed_to(self.user, change=True)

    def changeable(self, collections: Sequence[str]) -> tuple[str, ...]:
        """The ids of these, given by id or name. Raises NotFoundError, and RightsError where one may only be read."""
        closed, found = self.closed, [self.library.collections.get(each) for each in collections]
        for each in found:
            if each.id in closed:
                raise RightsError(f"you may read {each.name!r}, but not change it; ask one of its editors, or an administrator")
        return tuple(dict.fromkeys(each.id for each in found))

    def check_changeable(self, documents: Sequence[str]) -> None:
        """Raises RightsError where any of these documents (ids) may only be read."""
        if self.whole.stores.library.rights.only_in(self.closed, documents):
            raise RightsError("you may read this, but not change it; ask an editor of its collection, or an administrator")

    @property
    def chosen_model(self) -> ChosenModel:
        return ChosenModel(self.whole.stores.library, self.settings.data_dir)

    def stream(self, asked: Question, *, owner: str = "", in_line: bool = False) -> AsyncGenerator[Event | Waiting, None]:
        """`Pipeline.stream` on a thread of its own. Raises QuestionError and RefusedError now, before it has begun.

        `in_line`: with the number of questions before this one, while there are any.
        """
        events = self.pipeline.stream(asked)
        made: AsyncGenerator[Event | Waiting, None] = self.work.stream(lambda: events, owner, Waiting if in_line else None)
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
        return await self.work.run(lambda: self.pipeline.trying(candidate).ask(question, literal=True))

    async def search(self, query: str, limit: int, scope: Scope) -> tuple[Citation, ...]:
        """The passages nearest to the query, best first."""
        return await self.work.run(lambda: self.pipeline.search(query, limit, scope))

    async def scope(self, within: Within) -> Scope:
        """The ids of what is given by other names, too. Raises NotFoundError, QuestionError."""
        library = self.library
        ids = await asyncio.to_thread(lambda: tuple(library.document(name).id for name in within.documents))
        collections = await asyncio.to_thread(library.collections.ids, within.collections)
        return Scope(ids, tuple(within.sources), collections, *dated(within.since, within.until))

    async def _noting(self, events: AsyncGenerator[Event | Waiting, None]) -> AsyncGenerator[Event | Waiting, None]:
        async with aclosing(events):
            async for event in events:
                if isinstance(event, Answered):
                    self.metrics.answered(event.answer)
                    if self.tracing is not None:
                        self.tracing.answered(event.answer)
                yield event


def _service(request: Request) -> Service:
    """The service of whoever asks; before anybody has logged in, one that gives out no library."""
    service: Service = request.app.state.service
    user: User | None = getattr(request.state, "user", None)
    return service if user is None else service.seen_by(user)


TheService = Annotated[Service, Depends(_service)]
