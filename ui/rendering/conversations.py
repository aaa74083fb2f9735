"""A kept conversation as a page of its own, for whoever has its link or its file."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from qa.store.sql import Conversation, Exchange
from qa.types import Document
from ui.language import day
from ui.language import gettext as _
from ui.rendering.answers import render_answer, render_turn
from ui.rendering.articles import CHOSEN, page
from ui.rendering.escaping import label, text
from ui.rendering.links import addresses_of
from ui.rendering.sources import render_sources
from ui.rendering.templates import render

_UNDERSTOOD = Markup('<p class="understood">{} <q>{}</q></p>')
_MADE = Markup('<p class="meta made">{}</p>')


def untitled() -> str:
    """What a conversation is called before it has a question."""
    return _("Nothing asked yet")


def render_shared_page(
    conversation: Conversation,
    exchanges: Sequence[Exchange],
    documents: Mapping[str, Document],
    roles: Mapping[int, Mapping[int, str]],
    within: Mapping[int, Markup],
    *,
    owner: str | None,
) -> Markup:
    """Read-only, and without a script. `documents` by id, as they are now; `roles` of speakers by exchange and marker.

    `within` says by exchange what it was asked of, where that isn't everything.
    """
    title = conversation.title or untitled()
    pairs = [_pair(each, documents, roles, within, alone=False) for each in exchanges]
    return page(title, render("conversation", title=title, pairs=pairs, owner=owner, alone=False), ("citedqa", "kept"))


def render_exported_page(
    conversation: Conversation,
    exchanges: Sequence[Exchange],
    documents: Mapping[str, Document],
    roles: Mapping[int, Mapping[int, str]],
    within: Mapping[int, Markup],
    *,
    css: str,
) -> Markup:
    """The same as a file for whoever has no access: its numbers lead to the quotes below, its sources to the web.

    The file needs nothing beside it, and may fetch and run nothing.
    """
    title = conversation.title or untitled()
    pairs = [_pair(each, documents, roles, within, alone=True) for each in exchanges]
    return render("page", title=title, body=render("conversation", title=title, pairs=pairs, alone=True), css=Markup(css))


def _pair(
    exchange: Exchange,
    documents: Mapping[str, Document],
    roles: Mapping[int, Mapping[int, str]],
    within: Mapping[int, Markup],
    *,
    alone: bool,
) -> tuple[Markup, Markup]:
    """A turn and its sources. `alone`: where the articles' own pages can't be reached."""
    answer, number = exchange.answer, exchange.number
    opened = {} if alone else addresses_of(answer.citations or answer.closest, dict(documents))
    addresses = {marker: f"{address}#{CHOSEN}" for marker, address in opened.items()}
    understood = Markup()
    if answer.standalone_question != answer.question:
        understood = _UNDERSTOOD.format(_("Understood as"), label(answer.standalone_question))
    versions = exchange.versions
    told = _(
        "Answered %(day)s by CitedQA %(version)s (%(reader)s)",
        day=day(exchange.asked_at),
        version=versions.product,
        reader=versions.reader,
    )
    made = _MADE.format(text(told))
    reply = within.get(number, Markup()) + understood + render_answer(answer, number, addresses, roles.get(number, {})) + made
    sources = render_sources(answer, documents, number, addresses, copying=False)
    return render_turn(answer.question, reply, number), sources
