"""A kept conversation as a page of its own, for whoever has its link or its file."""

from collections.abc import Mapping

from markupsafe import Markup

from qa.store.sql import Exchange
from qa.types import Document
from ui.language import day
from ui.language import gettext as _
from ui.rendering.answers import render_answer, render_turn
from ui.rendering.articles import CHOSEN
from ui.rendering.escaping import label, text
from ui.rendering.links import addresses_of
from ui.rendering.sources import render_sources

_UNDERSTOOD = Markup('<p class="understood">{} <q>{}</q></p>')
_MADE = Markup('<p class="meta made">{}</p>')


def untitled() -> str:
    """What a conversation is called before it has a question."""
    return _("Nothing asked yet")


def render_pair(
    exchange: Exchange, documents: Mapping[str, Document], roles: Mapping[int, str], within: Markup, *, alone: bool
) -> tuple[Markup, Markup]:
    """A turn and its sources, without a script. `documents` by id, as they are now; `roles` of speakers by marker.

    `within` says what it was asked of, where that isn't everything. `alone`: in a file for whoever has no access, its numbers
    lead to the quotes below, its sources to the web.
    """
    answer, number = exchange.answer, exchange.number
    opened = {} if alone else addresses_of(answer.citations or answer.closest, dict(documents))
    addresses = {marker: f"{address}#{CHOSEN}" for marker, address in opened.items()}
    understood = Markup()
    if answer.standalone_question != answer.question:
        understood = _UNDERSTOOD.format(_("Understood as"), label(answer.standalone_question))
    when, writer = day(exchange.asked_at), exchange.versions.reader
    # A language model's name is its provider's and its own; what else there is, are ways of our own to find the words.
    told = _("Answered %(day)s by %(writer)s", day=when, writer=writer) if ":" in writer else _("Answered %(day)s", day=when)
    made = _MADE.format(text(told))
    reply = within + understood + render_answer(answer, number, addresses, roles) + made
    sources = render_sources(answer, documents, number, addresses, copying=False)
    return render_turn(answer.question, reply, number), sources
