"""Kept conversations: the list of them, and one as a page of its own for whoever has its link."""

from collections.abc import Mapping, Sequence

from qa.english.dates import long_date
from qa.store.sql import Conversation, Exchange
from qa.types import Document
from ui.rendering.addresses import address
from ui.rendering.answers import render_answer, render_turn
from ui.rendering.articles import CHOSEN, page, page_by_itself
from ui.rendering.escaping import attribute, count, label, text
from ui.rendering.links import addresses_of
from ui.rendering.rows import (
    Rows,
    Told,
    render_choice,
    render_close,
    render_moment,
    render_panel,
    render_rows,
    render_send,
    render_tool,
)
from ui.rendering.sources import render_sources

UNTITLED = "Nothing asked yet"


def render_conversations_head() -> str:
    return (
        '<div class="head"><h2>Conversations</h2><form class="filters" role="search"><input type="search" name="containing" '
        'aria-label="Search conversations" placeholder="Search titles, questions, answers" maxlength="200" autocomplete="off">'
        "</form></div>"
    )


def render_conversations(shown: Rows[Conversation], told: Told, *, opened: str = "", reach: str, searched: bool = False) -> str:
    """`opened` is the id of the one whose link is looked at; `reach` says for whom links work."""
    rows = [_row(conversation, reach, opened=conversation.id == opened) for conversation in shown.rows]
    listed = render_rows(shown, rows, told, "Conversations")
    if rows:
        return listed
    empty = (
        "<h3>No conversation has all these words</h3><p>Titles, questions and answers were searched. Try fewer words.</p>"
        if searched
        else '<h3>Nothing is kept yet</h3><p>What you <a href="#/ask">ask</a> is kept here, with its answers and sources.</p>'
    )
    return f'{listed}<div class="empty">{empty}</div>'


def render_shared_page(
    conversation: Conversation,
    exchanges: Sequence[Exchange],
    documents: Mapping[str, Document],
    roles: Mapping[int, Mapping[int, str]],
    within: Mapping[int, str],
    *,
    owner: str | None,
) -> str:
    """Read-only, and without a script. `documents` by id, as they are now; `roles` of speakers by exchange and marker.

    `within` is HTML by exchange: what it was asked of, where that isn't everything.
    """
    turns = "".join(
        _turn(exchange, documents, roles.get(exchange.number, {}), within.get(exchange.number, "")) for exchange in exchanges
    )
    by = f" by {label(owner)}" if owner else ""
    head = (
        f'<header class="top"><p class="home"><a href="{address("/")}">CitedQA</a></p>'
        f'<h1 dir="auto">{label(conversation.title or UNTITLED)}</h1>'
        f'<p class="meta">A conversation shared{by}, to read. It shows {count(len(exchanges), "question")}; '
        "what was asked after it was shared isn’t part of it.</p></header>"
    )
    return page(conversation.title or UNTITLED, f'<main class="page" id="shared">{head}{turns}</main>', ("citedqa", "kept"))


def render_exported_page(
    conversation: Conversation,
    exchanges: Sequence[Exchange],
    documents: Mapping[str, Document],
    roles: Mapping[int, Mapping[int, str]],
    within: Mapping[int, str],
    *,
    css: str,
) -> str:
    """The same as a file for whoever has no access: its numbers lead to the quotes below, its sources to the web."""
    turns = "".join(
        _turn(exchange, documents, roles.get(exchange.number, {}), within.get(exchange.number, ""), alone=True)
        for exchange in exchanges
    )
    head = (
        f'<header class="top"><h1 dir="auto">{label(conversation.title or UNTITLED)}</h1>'
        f'<p class="meta">A conversation with CitedQA, {count(len(exchanges), "question")}.</p></header>'
    )
    return page_by_itself(conversation.title or UNTITLED, f'<main class="page" id="shared">{head}{turns}</main>', css)


def _row(conversation: Conversation, reach: str, *, opened: bool) -> str:
    id_ = conversation.id
    title = conversation.title or UNTITLED
    facts = [count(conversation.exchanges, "question"), render_moment(conversation.updated)]
    if conversation.share_token:
        facts.append("<strong>shared</strong>")
    tools = (
        render_tool("rename", id_, "Rename")
        + render_tool("share", id_, "Share", expanded=opened)
        + render_tool("export", id_, "Export")
        + render_tool("delete", id_, "Delete")
    )
    panels = (
        render_panel("rename", id_, _rename(conversation))
        + render_panel("share", id_, _share(conversation, reach), expanded=opened)
        + render_panel("export", id_, _export(conversation))
        + render_panel("delete", id_, _delete(title))
    )
    return (
        f'<li class="row" data-id="{attribute(id_)}"><div class="line"><div class="what"><h3 dir="auto">'
        f'<a href="#/c/{attribute(id_)}">{label(title)}</a></h3><p class="meta">{" · ".join(facts)}</p></div>'
        f'<div class="tools" role="group" aria-label="{attribute(title)}">{tools}</div></div>{panels}</li>'
    )


def _rename(conversation: Conversation) -> str:
    return (
        '<form data-do="rename"><label>Title <input name="title" dir="auto" maxlength="120" autocomplete="off" '
        f'value="{attribute(conversation.title)}" placeholder="Its first question"></label>'
        f"{render_send('Rename')}{render_close()}</form>"
    )


def _share(conversation: Conversation, reach: str) -> str:
    if not conversation.share_token:
        now = count(conversation.exchanges, "question")
        told = f"<p>A link shows the {now} there are now, with answers and sources, to read. {text(reach)}</p>"
        return told + render_choice("share", "Make a link", main=True) + render_close()
    later = conversation.exchanges - conversation.shared_exchanges
    place = address(f"/shared/{attribute(conversation.share_token)}")
    return (
        f'<p><a class="address" href="{place}" target="_blank">The shared page</a> shows '
        f"{count(conversation.shared_exchanges, 'question')}, to read. {text(reach)}</p>"
        '<button type="button" class="quiet prime" data-copy-link data-focus>Copy link</button> '
        + (render_choice("share", f"Add the {count(later, 'question')} asked since") if later > 0 else "")
        + render_choice("withdraw", "Withdraw the link")
    )


def _export(conversation: Conversation) -> str:
    place = address(f"/conversations/{attribute(conversation.id)}")
    return (
        f'<p><a href="{place}.md" download>Markdown</a>, to read, with all sources.</p>'
        f'<p><a href="{place}.html" download>A page</a>, as it looks here, in one file that opens anywhere.</p>'
        f'<p><a href="{place}.json" download>JSON</a>, with the place of each quote and the hash of each document; '
        "<code>qa verify FILE</code> re-checks it.</p>"
    )


def _delete(title: str) -> str:
    asked = f"<p>Delete <q>{label(title)}</q> with its answers, and its link if it has one?</p>"
    return asked + render_choice("delete", "Delete", main=True) + render_close("Keep")


def _turn(
    exchange: Exchange, documents: Mapping[str, Document], roles: Mapping[int, str], within: str, *, alone: bool = False
) -> str:
    """`alone`: where the articles' own pages can't be reached."""
    answer, number = exchange.answer, exchange.number
    opened = {} if alone else addresses_of(answer.citations or answer.closest, dict(documents))
    addresses = {marker: f"{address}#{CHOSEN}" for marker, address in opened.items()}
    understood = (
        f'<p class="understood">Understood as <q>{label(answer.standalone_question)}</q></p>'
        if answer.standalone_question != answer.question
        else ""
    )
    made = (
        f'<p class="meta made">Answered {text(long_date(exchange.asked_at))} by CitedQA {label(exchange.versions.product)} '
        f"({label(exchange.versions.reader)})</p>"
    )
    reply = within + understood + render_answer(answer, number, addresses, roles) + made
    turn = render_turn(answer.question, reply, number)
    return f'<div class="pair">{turn}{render_sources(answer, documents, number, addresses, copying=False)}</div>'
