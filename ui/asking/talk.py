"""One conversation as a browser tab shows it, or as a page of its own, for whoever has its link or its file."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from qa.store.sql import Exchange as KeptExchange
from qa.store.sql import Library
from qa.store.sql.feedback import Feedback, Thumb
from qa.types import Answer, Citation, Document, Scope, Turn
from qa.types.errors import NotFoundError, QAError
from qa.types.text import place_of
from ui.language import day
from ui.language import gettext as _
from ui.rendering.answers import (
    render_actions,
    render_again,
    render_answer,
    render_author,
    render_earlier,
    render_how,
    render_turn,
    render_understood,
)
from ui.rendering.articles import CHOSEN
from ui.rendering.escaping import label, text
from ui.rendering.links import addresses_of
from ui.rendering.sources import render_sources
from ui.rendering.templates import render

NOTHING = Markup()
_UNDERSTOOD = Markup('<p class="understood">{} <q>{}</q></p>')
_MADE = Markup('<p class="meta made">{}</p>')


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its reply, as rendered when it was given. A failed one has no answer, so it is no part of the history.

    `verdict` and `note` are what the person thought of it.
    """

    question: str
    answer: Answer | None
    reply: Markup
    sources: Markup = NOTHING
    state: str = "done"
    verdict: Thumb | None = None
    note: str = ""

    def turn(self, number: int, beneath: Markup = NOTHING, conversation: str = "") -> Markup:
        if self.answer:
            actions = render_how(self.answer) + render_actions(self.answer, number, self.verdict, self.note, conversation)
        else:
            actions = render_again(self.question)
        return render_turn(self.question, self.reply + actions + beneath, number, self.state, conversation)


@dataclass(slots=True)
class Talk:
    """`id` is that of the kept conversation; None until there is one. `stop` is set to end the answer in the making.

    `answering` is held from a question to the last of its updates: a late one would pass for the next one's.
    `wanted` is the id that the browser gave the conversation before it was kept.
    `before` is how many exchanges the conversation has that the page doesn't show: all at once would take a browser minutes.
    `title` is that of the conversation when the page opened it.
    `over`: the page shows another conversation by now, so this one shows nothing more.
    """

    id: str | None = None
    title: str = ""
    wanted: str = ""
    exchanges: list[Exchange] = field(default_factory=list)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    answering: asyncio.Lock = field(default_factory=asyncio.Lock)
    over: bool = False
    before: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked in it yet."""
        return not (self.id or self.wanted or self.exchanges)

    def goes_on(self, conversation: str) -> bool:
        """Whether a question that is asked in this conversation goes on from here."""
        return not self.over and (self.id or self.wanted) == conversation

    @property
    def count(self) -> int:
        """How many exchanges there are, with those that aren't shown."""
        return self.before + len(self.exchanges)

    def show_last(self, most: int) -> None:
        """Leave out all but the last exchanges, as when it is opened again; a conversation that isn't kept has only these."""
        if self.id is not None and (more := len(self.exchanges) - most) > 0:
            del self.exchanges[:more]
            self.before += more

    def history(self, before: int = 0) -> tuple[Turn, ...]:
        """The earlier turns, oldest first, as the pipeline takes them; those before the exchange of this number, if any."""
        until = max(0, before - 1 - self.before) if before else None
        return tuple(
            turn
            for exchange in self.exchanges[:until]
            if exchange.answer is not None
            for turn in (Turn("user", exchange.question), exchange.answer.turn())
        )

    @property
    def asked(self) -> list[str]:
        """Each question as it was understood."""
        return [each.answer.standalone_question if each.answer else each.question for each in self.exchanges]

    def newest(self, beneath: Markup = NOTHING) -> Markup:
        """The last turn."""
        return self.exchanges[-1].turn(self.count, beneath, self.id or "")

    def past(self, until: int) -> Markup:
        """The turns before this one, after a word on those that aren't shown."""
        shown = self.exchanges[: until - 1 - self.before]
        numbered = enumerate(shown, start=self.before + 1)
        turns = NOTHING.join(exchange.turn(number, conversation=self.id or "") for number, exchange in numbered)
        return (render_earlier(self.before, self.id or "") if self.before else NOTHING) + turns

    def judge(self, number: int, question: str, owner: str, feedback: Feedback, verdict: Thumb | None, note: str) -> bool:
        """Keep what the person thinks of this answer; None takes it back. Raises LibraryError.

        False where the page shows another conversation than this.
        """
        index = number - 1 - self.before
        exchange = self.exchanges[index] if 0 <= index < len(self.exchanges) else None
        if exchange is None or exchange.answer is None or exchange.question != question:
            return False
        if verdict is not None:
            feedback.add(owner, exchange.answer, verdict, note)
        elif given := feedback.of(owner, exchange.answer):
            feedback.remove(given.id)
        self.exchanges[index] = replace(exchange, verdict=verdict, note=note)
        return True

    def sources(self) -> Markup:
        """The sources of every answer; the page shows those of one."""
        return NOTHING.join(exchange.sources for exchange in self.exchanges)


def exchange_of(library: Library, question: str, answer: Answer, number: int, *, literal: bool = False) -> Exchange:
    """An answered question as rendered against the documents as they are now."""
    documents = documents_of(library, answer)
    addresses = addresses_of(answer.citations or answer.closest, documents)
    reply = (
        within_of(library, answer.scope, question)
        + render_understood(question, answer.standalone_question, literal=literal)
        + render_answer(answer, number, addresses, roles_of(library, answer.citations))
        + render_author(answer)
    )
    return Exchange(question, answer, reply, render_sources(answer, documents, number, addresses))


def kept_pair(library: Library, exchange: KeptExchange, *, alone: bool) -> tuple[Markup, Markup]:
    """A turn of a conversation that is a page of its own, and its sources, without a script, against the documents as they are.

    `alone`: in a file for whoever has no access, its numbers lead to the quotes below, its sources to the web.
    """
    answer, number, documents = exchange.answer, exchange.number, documents_of(library, exchange.answer)
    opened = {} if alone else addresses_of(answer.citations or answer.closest, documents)
    addresses = {marker: f"{address}#{CHOSEN}" for marker, address in opened.items()}
    understood = NOTHING
    if answer.standalone_question != answer.question:
        understood = _UNDERSTOOD.format(_("Understood as"), label(answer.standalone_question))
    when, writer = day(exchange.asked_at), exchange.versions.reader
    # A language model's name is its provider's and its own; what else there is, are ways of our own to find the words.
    told = _("Answered %(day)s by %(writer)s", day=when, writer=writer) if ":" in writer else _("Answered %(day)s", day=when)
    reply = render_answer(answer, number, addresses, roles_of(library, answer.citations)) + _MADE.format(text(told))
    turn = render_turn(answer.question, within_of(library, answer.scope) + understood + reply, number)
    return turn, render_sources(answer, documents, number, addresses, copying=False)


def untitled() -> str:
    """What a conversation is called before it has a question."""
    return _("Nothing asked yet")


def within_of(library: Library, scope: Scope, question: str | None = None) -> Markup:
    """What a question was about, to be said above its answer; empty for everything. `question` can be asked of all instead."""
    if scope == Scope():
        return NOTHING
    titles = []
    for document_id in scope.documents:
        try:
            titles.append(library.document_list.get(document_id).summary.title)
        except QAError:  # removed since it was chosen, or nothing can be read: then asking says so
            titles.append(_("a document that is gone"))
    names = {each.id: each.name for each in library.collections.list()} if scope.collections else {}
    collections = [names.get(each, _("a collection that is gone")) for each in scope.collections]
    named = {"titles": titles, "collections": collections, "sites": [*map(place_of, scope.sources)]}
    return render("within", **named, since=scope.since, until=scope.until, question=question)


def documents_of(library: Library, answer: Answer) -> dict[str, Document]:
    """The documents that the answer cites or comes close to, by id, as far as they are still there."""
    found = {}
    for document_id in {citation.document_id for citation in (*answer.citations, *answer.closest)}:
        try:
            found[document_id] = library.document(document_id)
        except NotFoundError:
            continue  # removed by another process a moment ago
    return found


def roles_of(library: Library, citations: Sequence[Citation]) -> dict[int, str]:
    """Map each citation's marker to its speaker's role, where the document tells one."""
    roles = {}
    for citation in citations:
        if not citation.speaker:
            continue
        said = library.statements(who=citation.speaker.split(), documents=frozenset([citation.document_id]))
        within = (each.statement for each in said if citation.start <= each.statement.start < citation.end)
        if role := next((statement.role for statement in within if statement.role), None):
            roles[citation.marker] = role
    return roles
