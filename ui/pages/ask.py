"""Ask: the conversation and the question box on one side, the sources on the other."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import aclosing, suppress
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from qa.pipeline import MAX_QUESTION_CHARACTERS
from qa.store.sql import Library, User
from qa.store.sql.feedback import Thumb
from qa.types import Question, Scope
from qa.types.errors import NotFoundError, QAError
from ui.asking.scopes import chosen_last
from ui.asking.suggesting import example_questions, introduced, people_quoted
from ui.asking.talk import Talk, exchange_of
from ui.language import gettext as _
from ui.language import pgettext
from ui.messages import translated
from ui.pages.shell import QUIET, Sent, Shell, forget_shown, html, in_their_language, script, user_of
from ui.rendering.answers import render_failure, render_judged
from ui.rendering.escaping import sentence
from ui.rendering.sources import SHELF_LISTED, kept_for, render_opened, render_shelf, render_welcome
from ui.rendering.templates import render

# The address of a kept conversation, with or without a view over it: #/c/0123456789abcdef/source/…
_ADDRESS = re.compile(r"#/c/(\w+)")
# Exchanges of a kept conversation that are shown, and that a question can follow on: as many as the API takes.
_SHOWN = 50
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# As many as the API takes.
_MOST_CHOSEN = 100


def build(shell: Shell) -> None:
    import gradio as gr

    answering = shell.answering

    def library_of(user: User) -> Library:
        return shell.server.for_user(user).library

    @in_their_language
    async def ask(given: Talk | None, event: gr.EventData, request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
        asked = _Asked(event)
        if not asked.question.text:
            return
        forget_shown(request.session_hash)
        user = user_of(request)
        if asked.owner not in ("", kept_for(user.id)):  # somebody else has logged in since: the page finds it out by itself
            yield (gr.skip(),) * len(answered)
            return
        talk = given
        if talk is None or not talk.goes_on(asked.conversation):
            talk = None
            with suppress(QAError):  # asking fails in the same way, and says so
                library = await asyncio.to_thread(library_of, user)
                talk = await asyncio.to_thread(_going_on, given, library, asked.conversation, user.id)
        talk = talk or Talk()
        talk.wanted = asked.conversation
        async with talk.answering:
            talk.show_last(_SHOWN)
            # With the first update: each costs the server a few milliseconds.
            above: tuple[Any, Any] = (talk, talk.past(talk.count + 1))
            question = replace(asked.question, history=talk.history(asked.before))
            async with aclosing(answering.answer(talk, question, user, asked.ask)) as updates:
                async for update in updates:
                    if talk.over:
                        break
                    beside = talk.sources() or gr.skip() if update.settled else gr.skip()
                    yield *above, update.turn or gr.skip(), beside, update.beneath or gr.skip()
                    above = gr.skip(), gr.skip()
        if above[0] is talk and not talk.over:  # answered already, for a page that hasn't heard of it
            library = await asyncio.to_thread(library_of, user)
            now = await asyncio.to_thread(_resumed, library, asked.conversation, user.id)
            if not talk.over:
                yield now, now.past(now.count), now.newest() if now.count else "", now.sources(), gr.skip()
        if talk.over:  # what the page shows by now must stay: Gradio sends the last once more, and nothing would empty the page
            yield (gr.skip(),) * len(answered)

    @in_their_language
    def show(address: str, held: Talk | None, request: gr.Request) -> tuple[Any, ...]:
        """The conversation of this address; without one, an empty one with what the library holds now."""
        _leave(held)
        user, found = user_of(request), _ADDRESS.match(address)
        named = found[1] if found else ""
        opened = render_opened(user.id, admin=user.admin, edits=user.edits, conversation=named)
        try:
            service = shell.server.for_user(user)
            library = service.library
            model, last = service.pipeline.language_model, chosen_last(library, user.id)
            talk = _resumed(library, named, user.id)
            about = {"title": talk.title, "conversation": named}
            opened = render_opened(user.id, admin=user.admin, edits=user.edits, model=model, collections=last, **about)
            if count := talk.count:
                return talk, talk.past(count), talk.newest(), talk.sources(), opened
            unknown = render("unknown_conversation") if named else Markup()
            some = library.document_list.find(order="added", descending=True, limit=SHELF_LISTED)
            people = people_quoted(library)
            welcome = render_welcome(some.total, example_questions(library, people), edits=user.edits)
            listed = [each.summary for each in some.documents]
            shelf = render_shelf(listed, introduced(library, people), total=some.total, quoted=len(people))
            return talk, "", unknown + welcome, shelf, opened
        except QAError as exc:
            return Talk(), "", render_failure(sentence(exc)), "", opened

    @in_their_language
    def show_another(held: Talk | None, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        return tuple(show(f"#/c/{Sent(event).field('conversation')}", held, request))

    async def stop(event: gr.EventData, request: gr.Request) -> None:
        answering.known.stop(user_of(request).id, Sent(event).field("ask"))

    @in_their_language
    def judge(given: Talk | None, event: gr.EventData, request: gr.Request) -> tuple[Any, str]:
        """Keep a thumb; what is told says for which turn, and how it is now."""
        sent, user = Sent(event), user_of(request)
        verdict: Thumb | None = "up" if sent.field("verdict") == "up" else "down" if sent.field("verdict") == "down" else None
        try:
            library = library_of(user)
            talk = given or _resumed(library, sent.field("conversation"), user.id)
            judged = talk.judge(
                sent.number("turn"), sent.field("question"), user.id, library.feedback, verdict, sent.field("note")
            )
        except QAError as exc:
            told = _("Not kept: %(cause)s", cause=translated(str(exc)))
            return gr.skip(), render_judged(sent.number("turn"), None, told)
        if not judged:
            return gr.skip(), render_judged(sent.number("turn"), None, _("Not kept: reload the page, then try again."))
        told = _("Taken back") if verdict is None else _("Noted") if sent.field("note") else pgettext("feedback", "Kept")
        return talk, render_judged(sent.number("turn"), verdict, told)

    held = gr.State(None)
    address = gr.Textbox(visible=False)
    with gr.Row(elem_id="workspace"):
        with gr.Column(elem_id="chat"):
            with gr.Column(elem_id="conversation"):
                past = html(elem_id="past")
                newest = html(elem_id="newest", js=script("conversation"))
                beneath = html(elem_id="beneath", js=script("conversation", "beneath"))
                html('<div class="coming"></div>', elem_id="coming")  # the script puts the questions in that are on their way
                opened = html(elem_id="opened", js=script("composer", "opened"))  # changes when a conversation is there
            composer = html(
                lambda: render("composer", longest=MAX_QUESTION_CHARACTERS), elem_id="composer", js=script("composer")
            )
            judged = html(elem_id="judged", js=script("thumbs"))
        with gr.Column(elem_id="beside"):
            sources = html(elem_id="sources", js=script("sources"))
            html(lambda: render("viewer"), elem_id="viewer", js=script("viewer"))
    shown = [held, past, newest, sources]
    answered = [*shown, beneath]
    composer.submit(ask, [held], answered, concurrency_limit=None, trigger_mode="multiple", **QUIET)
    composer.stop(stop, None, None, trigger_mode="multiple", **QUIET)
    judged.like(judge, [held], [held, judged], trigger_mode="multiple", **QUIET)
    # One after the other, in the order that they were asked for in, and none left out: the last is the one that is wanted.
    in_order: dict[str, Any] = {"concurrency_limit": 1, "concurrency_id": "show", **QUIET}
    composer.select(show_another, [held], [*shown, opened], trigger_mode="multiple", **in_order)
    gr.on([shell.load], show, [address, held], [*shown, opened], js="(_, held) => [location.hash, held]", **in_order)


class _Asked:
    """What the question box sent."""

    def __init__(self, event: Any) -> None:
        sent = event._data if isinstance(event._data, dict) else {}
        self.conversation = str(sent.get("conversation") or "")
        self.ask = str(sent.get("ask") or "")
        # Whose question it is, as `kept_for` says it; empty where that isn't known yet.
        self.owner = str(sent.get("owner") or "")
        self.before = Sent(event).number("before")  # the turn in whose place it is understood; 0 for the newest
        scope = Scope(
            documents=_chosen(sent.get("documents")),
            collections=_chosen(sent.get("collections")),
            sources=_chosen(sent.get("sources")),
            since=_day(sent.get("since")),
            until=_day(sent.get("until")),
        )
        text, literal = str(sent.get("question") or "").strip(), sent.get("literal") is True
        self.question = Question(text, (), scope, literal, language_model=sent.get("extract") is not True)


def _chosen(given: object) -> tuple[str, ...]:
    return tuple(str(each) for each in given[:_MOST_CHOSEN]) if isinstance(given, list) else ()


def _day(given: object) -> str | None:
    return given if isinstance(given, str) and _DAY.fullmatch(given) else None


def _resumed(library: Library, conversation_id: str, owner: str) -> Talk:
    """The kept conversation; an empty one where there is none of this id, or it is somebody else's. Raises LibraryError."""
    if not conversation_id:
        return Talk()
    try:
        conversation = library.conversations.get(conversation_id, owner)
        kept = library.conversations.exchanges(conversation_id, owner, last=_SHOWN)
    except NotFoundError:
        return Talk()
    total, exchanges = conversation.exchanges, []
    for number, each in enumerate(kept, start=total - len(kept) + 1):
        exchange = exchange_of(library, each.answer.question, each.answer, number)
        if given := library.feedback.of(owner, each.answer):
            exchange = replace(exchange, verdict=given.verdict, note=given.note)
        exchanges.append(exchange)
    return Talk(conversation_id, conversation.title, exchanges=exchanges, before=max(0, total - len(kept)))


def _going_on(given: Talk | None, library: Library, conversation: str, owner: str) -> Talk:
    """Return the conversation that a question belongs to, where the page holds another: the kept one of this id.

    If none is kept, an empty page begins it. Raises LibraryError.
    """
    kept = _resumed(library, conversation, owner)
    begins = given is not None and given.is_empty and not given.over and kept.id is None
    return given if given is not None and begins else kept


def _leave(held: Talk | None) -> None:
    if held is not None:
        held.over = True
        held.stop.set()
