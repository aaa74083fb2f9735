"""One document of the library: what it is, and who says what in it. The script puts its article in."""

from collections.abc import Sequence

from qa.attribution.answers.speaker_names import is_description
from qa.store.sql import ListedDocument, StoredStatement
from qa.types import Document, Span
from ui.rendering.escaping import attribute, count, data, label, text
from ui.rendering.library import day
from ui.rendering.links import person_address, source_address, source_name, web_address

_UNNAMED = "Not named"


def render_document(listed: ListedDocument, document: Document, said: Sequence[StoredStatement], *, admin: bool = False) -> str:
    """`said` in article order; those of one speaker stand together."""
    summary = listed.summary
    facts = [label(listed.author)] if listed.author else []
    facts += [day(summary.published)] if summary.published else []
    facts += [source_name(summary.source)]
    if listed.url and listed.url != summary.source and web_address(listed.url):
        facts.append(source_name(listed.url))
    size = [count(listed.pages, "page")] if listed.pages else []
    size += [count(len(document.text.split()), "word"), count(summary.chunks, "passage"), f"added {day(summary.added)}"]
    remove = '<button type="button" class="quiet remove">Remove …</button>' if admin else ""
    many = len(said)
    return (
        f'<article class="about" data-id="{attribute(summary.id)}" data-title="{attribute(summary.title)}">'
        f'<header><h2 dir="auto">{label(summary.title)}</h2><p class="meta">{" · ".join(facts)}</p>'
        f'<p class="meta">{" · ".join(size)}</p><div class="ways">'
        f'<button type="button" class="primary about-this">Ask about this document</button>'
        f'<button type="button" class="quiet" data-ask="Summarize this document">Summarize</button>{remove}</div></header>'
        f'<div class="tabs" role="tablist" aria-label="Show">{_tab("said", f"Statements ({many:,})", chosen=many > 0)}'
        f"{_tab('text', 'Article', chosen=many == 0)}</div>"
        f"{_panel('said', _said(document, said), hidden=not many)}{_panel('text', '', hidden=many > 0)}</article>"
    )


def _tab(name: str, words: str, *, chosen: bool) -> str:
    return (
        f'<button type="button" role="tab" id="tab-{name}" aria-controls="document-{name}" '
        f'aria-selected="{str(chosen).lower()}"{"" if chosen else " tabindex=-1"}>{words}</button>'
    )


def _panel(name: str, inside: str, *, hidden: bool) -> str:
    shown = " hidden" if hidden else ""
    return f'<div role="tabpanel" id="document-{name}" aria-labelledby="tab-{name}"{shown}>{inside}</div>'


def _said(document: Document, said: Sequence[StoredStatement]) -> str:
    if not said:
        return '<p class="for">Nobody is quoted in this document.</p>'
    speakers: dict[str | None, list[StoredStatement]] = {}
    for stored in said:
        speakers.setdefault(stored.statement.speaker, []).append(stored)
    unnamed = speakers.pop(None, [])
    groups = [_speaker(document, name, theirs) for name, theirs in speakers.items() if name]
    if unnamed:
        groups.append(_speaker(document, None, unnamed))
    return "".join(groups)


def _speaker(document: Document, name: str | None, said: Sequence[StoredStatement]) -> str:
    role = next((stored.statement.role for stored in said if stored.statement.role), None)
    shown = f'<span class="role">{label(role)}</span>' if role else ""
    ask = ""
    if name and not is_description(name):
        question = f"What did {name} say?"
        ask = f'<button type="button" class="link" data-ask="{data(question)}">{label(question)}</button>'
        ask += f' <a href="{attribute(person_address(name))}" target="_blank">All of {label(name)}</a>'
    items = "".join(
        f'<li dir="auto"><a href="{attribute(source_address(document, Span(each.statement.start, each.statement.end)))}" '
        f"data-place>{text(' '.join(each.quote.split()))}</a></li>"
        for each in said
    )
    head = f'<header><h3 dir="auto">{label(name or _UNNAMED)}</h3>{shown}{ask}</header>'
    return f'<section class="speaker">{head}<ul>{items}</ul></section>'
