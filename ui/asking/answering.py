"""An answer as it comes about: in line, at work, being written, done; or stopped, or failed."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from dataclasses import dataclass

from markupsafe import Markup

from qa.service.api.ask_routes import with_silences
from qa.service.api.question_pool import Waiting
from qa.service.api.service import Server, Service
from qa.store.sql import Library, User
from qa.types import Answer, Answered, Event, Question
from qa.types.errors import NotFoundError, QAError
from ui.asking.progress import SECONDS_BETWEEN, Known, Progress
from ui.asking.suggesting import coverage, next_questions
from ui.asking.talk import NOTHING, Exchange, Talk, exchange_of, within_of
from ui.language import gettext as _
from ui.messages import translated
from ui.rendering.answers import render_beneath, render_failure, render_notice, render_stopped, render_suggestions
from ui.rendering.escaping import sentence

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Update:
    """The newest turn from now on. `settled`: its outcome is there, so the sources beside it can be shown.

    `beneath` comes last, for the turn that is there: what has been folded out, selected or begun in it since stays as it is.
    """

    turn: Markup = NOTHING
    settled: bool = False
    beneath: Markup = NOTHING


class Answering:
    """Answers the questions of all open pages, a few at a time."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.known = Known()

    async def answer(self, talk: Talk, asked: Question, user: User, ask: str) -> AsyncGenerator[Update, None]:
        """Never raises: a failure becomes one sentence, its traceback goes to the log. To be used inside `talk.answering`.

        `ask` is the browser's own id of this question: asked again under it, it is answered only where it wasn't.
        """
        owner, stop = user.id, asyncio.Event()
        talk.stop = stop
        if not self.known.begin(owner, ask, stop):
            return
        try:
            async with aclosing(self._answer(talk, asked, user, ask)) as updates:
                async for update in updates:
                    yield update
        finally:
            self.known.end(owner, ask, stop)

    async def _answer(self, talk: Talk, asked: Question, user: User, ask: str) -> AsyncGenerator[Update, None]:
        number, owner, question = talk.count + 1, user.id, asked.text
        stop = talk.stop
        try:
            service = await asyncio.to_thread(self._server.for_user, user)
            within = await asyncio.to_thread(within_of, service.library, asked.scope)
        except QAError as exc:
            talk.exchanges.append(Exchange(question, None, render_failure(sentence(exc)), state="failed"))
            yield Update(talk.newest(), settled=True)
            return
        progress = Progress(question, number, within)
        yield Update(progress.turn())
        exchange: Exchange | None = None
        answer: Answer | None = None
        failure = ""
        try:
            async with aclosing(_events(service, asked, stop)) as events:
                async for event in events:
                    if isinstance(event, Answered):
                        answer = event.answer
                    elif progress.take(event):
                        yield Update(progress.turn())
            if answer is not None:  # its place in the line is another's by now
                exchange = await asyncio.to_thread(
                    exchange_of, service.library, question, answer, number, literal=asked.literal
                )
        except QAError as exc:
            failure = sentence(exc)
        except Exception:
            log.exception("A question failed")
            failure = _("Something went wrong; see the server’s log.")
        if self.known.superseded(owner, ask, stop) or (talk.over and exchange is None):
            return
        if failure:
            exchange = Exchange(question, None, render_failure(failure), state="failed")
        elif exchange is None:
            exchange = Exchange(question, None, render_stopped(progress.written()), state="stopped")
        talk.exchanges.append(exchange)
        if exchange.answer is None:
            yield Update(talk.newest(), settled=True)
            return
        # Before it is shown: whoever has seen an answer finds it again, and the browser may forget the question.
        notice = await asyncio.to_thread(_keep, service.library, talk, owner, exchange.answer)
        if not notice:
            self.known.keep(owner, ask, stop)
        if talk.over:
            return
        yield Update(talk.newest(notice), settled=True)
        beneath = await asyncio.to_thread(_beneath, service, talk, exchange.answer)
        if not talk.over:
            yield Update(beneath=render_beneath(beneath, talk.count, talk.id or ""))


async def _events(service: Service, asked: Question, stop: asyncio.Event) -> AsyncGenerator[Event | Waiting | None, None]:
    """None where nothing has come for a moment. Ends early, without `Answered`, when it is stopped.

    However it ends, the work ends with it, and the place is free.
    """
    owner = service.user.id if service.server.settings.auth is not None else ""
    async with aclosing(with_silences(service.stream(asked, owner=owner, in_line=True), SECONDS_BETWEEN)) as events:
        async for event in events:
            if stop.is_set():
                return
            yield event


def _keep(library: Library, talk: Talk, owner: str, answer: Answer) -> Markup:
    """Append it to the kept conversation, to a new one where that was deleted meanwhile; a notice where that can't be done."""
    conversations = library.conversations
    try:
        with suppress(NotFoundError):
            if talk.id is not None:
                conversations.append(talk.id, owner, answer)
                return NOTHING
        talk.id = conversations.start(owner, wanted=talk.id or talk.wanted).id
        conversations.append(talk.id, owner, answer)
    except QAError as exc:
        return render_notice(_("This answer couldn’t be kept with the conversation: %(cause)s", cause=translated(str(exc))))
    return NOTHING


def _beneath(service: Service, talk: Talk, answer: Answer) -> Markup:
    """What the library covers, under an abstention; and questions to ask next."""
    try:
        covered = coverage(service.library, answer.scope) if answer.status == "abstained" else NOTHING
        return covered + render_suggestions(next_questions(service.pipeline, answer, talk.asked))
    except QAError:
        log.exception("No questions could be suggested")  # the answer stands without them
        return NOTHING
