"""The Library page: its frame, and a page of the documents in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from qa.store.sql import DocumentListPage, ListedDocument, Order, RemovedDocument
from ui.rendering.addresses import address
from ui.rendering.escaping import attribute, count, label
from ui.rendering.links import source_name

ROWS = 50
# What the table can be sorted by, and how it begins: numbers and dates with the greatest.
COLUMNS: tuple[tuple[Order, str, bool], ...] = (
    ("title", "Title", False),
    ("source", "Source", False),
    ("published", "Date", True),
    ("added", "Added", True),
    ("chunks", "Passages", True),
    ("statements", "Statements", True),
)
# The same for a screen without room for a table's head.
_SORTS = (
    ("title", "", "Title"),
    ("published", "true", "Newest"),
    ("published", "", "Oldest"),
    ("added", "true", "Last added"),
    ("statements", "true", "Most statements"),
    ("source", "", "Source"),
)
_NUMBERS = frozenset({"chunks", "statements"})


@dataclass(frozen=True, slots=True)
class ShelfQuery:
    """What is looked for; `page` is from 0, `since` and `until` are ISO dates or empty."""

    words: str = ""
    since: str = ""
    until: str = ""
    order: Order = "title"
    descending: bool = False
    page: int = 0

    @property
    def narrowed(self) -> bool:
        return bool(self.words.strip() or self.since or self.until)


def render_library(*, admin: bool, suffixes: Sequence[str], max_file_mb: float) -> str:
    """Everything but the documents, which change. What only an administrator may do is there for no one else."""
    sorts = "".join(f'<option value="{order}:{descending}">{name}</option>' for order, descending, name in _SORTS)
    return (
        f'<section class="library" aria-labelledby="library-title"{" data-admin" if admin else ""}>'
        '<header><h2 id="library-title">Library</h2><p class="for total"></p></header>'
        f"{_adding(suffixes, max_file_mb) if admin else ''}"
        '<div class="filters" role="search" aria-label="Documents">'
        '<label class="words"><span class="sr">Search titles, sources and authors</span>'
        '<input type="search" name="words" placeholder="Search titles, sources, authors" autocomplete="off" maxlength="200">'
        "</label>"
        '<label>From <input type="date" name="since"></label><label>To <input type="date" name="until"></label>'
        f'<label class="sort">Sort by <select name="sort">{sorts}</select></label></div>'
        '<div class="documents" aria-live="off"></div>'
        '<div class="tray" role="region" aria-label="Chosen documents" hidden><p class="chosen"></p>'
        '<button type="button" class="primary about-these">Ask about these</button>'
        f"{_REMOVE_THESE if admin else ''}"
        '<button type="button" class="quiet none">Choose none</button></div>'
        '<div class="tray done" role="region" aria-label="Just removed" hidden><p></p>'
        '<button type="button" class="quiet undo">Undo</button><button type="button" class="quiet close">Close</button></div>'
        f"{_dialogs() if admin else ''}"
        '<dialog class="viewer" id="document-view" aria-label="Document" tabindex="-1"><div class="bar">'
        '<button type="button" class="quiet close">Close</button>'
        '<span class="links"><a class="alone" href="/" target="_blank">Own page</a></span></div>'
        '<div class="page-of-source" tabindex="0" role="region" aria-label="Document"></div></dialog></section>'
    )


_REMOVE_THESE = '<button type="button" class="quiet remove-these">Remove …</button>'


def render_shelf_page(
    query: ShelfQuery, found: DocumentListPage, holding: int, removed: Sequence[RemovedDocument] = (), *, admin: bool = False
) -> str:
    """`holding` is how many documents the library holds; `removed` are those that can be restored, for administrators."""
    if not holding:
        inside = _EMPTY if admin else _EMPTY_FOR_READERS
    elif not found.documents:
        inside = _nothing(query)
    else:
        inside = _table(query, found) + _pager(query, found)
    return (
        f'<div class="shelf-page" data-holding="{holding}" data-total="{found.total}" data-page="{query.page}">'
        f"{inside}{_removed(removed) if admin else ''}</div>"
    )


def _adding(suffixes: Sequence[str], max_file_mb: float) -> str:
    kinds = " ".join(suffixes)
    return (
        f'<div class="adding" role="group" aria-label="Add documents" data-max-bytes="{int(max_file_mb * 1_000_000)}">'
        '<p class="drop"><strong>Drop files or folders here</strong> '
        f"<span>{escape(kinds)}, up to {max_file_mb:g} MB each</span></p>"
        '<div class="ways"><button type="button" class="choose-files primary">Choose files</button>'
        '<button type="button" class="quiet paste-text">Paste text</button>'
        '<button type="button" class="quiet add-addresses">Add address</button></div>'
        f'<input type="file" class="sr" aria-label="Files to add" tabindex="-1" multiple accept="{escape(",".join(suffixes))}">'
        '</div><section class="progress" aria-label="Documents being added" hidden><div class="sum"><p></p>'
        '<button type="button" class="quiet clear">Clear</button></div>'
        '<div class="bar" aria-hidden="true"><span></span></div><ul></ul></section>'
    )


def _dialogs() -> str:
    return (
        '<dialog class="sheet" id="paste-text" aria-labelledby="paste-title"><form method="dialog">'
        '<h3 id="paste-title">Paste a text</h3>'
        '<label>Title <span class="optional">optional</span> <input name="title" maxlength="500" autocomplete="off"></label>'
        '<label>Text <textarea name="text" rows="10" required></textarea></label>'
        '<label>Date <span class="optional">optional</span> <input type="date" name="published"></label>'
        f"{_buttons('Add text')}</form></dialog>"
        '<dialog class="sheet" id="add-addresses" aria-labelledby="addresses-title"><form method="dialog">'
        '<h3 id="addresses-title">Add from the web</h3>'
        '<label>Addresses, one a line <textarea name="urls" rows="4" inputmode="url" spellcheck="false" '
        'placeholder="https://…" required></textarea></label>'
        '<p class="for">Of a page, its article; of a feed, its newest articles; or a document, such as a PDF.</p>'
        f"{_buttons('Add')}</form></dialog>"
        '<dialog class="sheet" id="confirm-removal" aria-labelledby="removal-title"><form method="dialog">'
        '<h3 id="removal-title"></h3><ul class="going"></ul>'
        '<p class="for">No answer will cite what is removed. For a day it can be restored here.</p>'
        f"{_buttons('Remove')}</form></dialog>"
    )


def _buttons(does: str) -> str:
    return (
        '<p class="wrong notice" role="alert" hidden></p><div class="ways">'
        f'<button type="submit" class="primary">{does}</button><button type="button" class="quiet cancel">Cancel</button></div>'
    )


def _table(query: ShelfQuery, found: DocumentListPage) -> str:
    heads = "".join(_head(query, *column) for column in COLUMNS)
    rows = "".join(_row(listed) for listed in found.documents)
    return (
        '<table><caption class="sr">Documents</caption><thead><tr><th class="pick">'
        '<label><input type="checkbox" class="all" aria-label="Choose all on this page"><span>Choose all on this page</span>'
        f"</label></th>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _head(query: ShelfQuery, order: Order, name: str, descending_first: bool) -> str:
    sorted_by = query.order == order
    direction = ("descending" if query.descending else "ascending") if sorted_by else "none"
    descending = (not query.descending) if sorted_by else descending_first
    sorted_so = f' aria-sort="{direction}"' if sorted_by else ""
    return (
        f'<th scope="col" class="{order}"{sorted_so}><button type="button" data-order="{order}" '
        f'data-descending="{str(descending).lower()}">{name}</button></th>'
    )


def _row(listed: ListedDocument) -> str:
    document = listed.summary
    name = attribute(document.title)
    published = day(document.published) if document.published else '<span class="unknown">–</span>'
    brief = [day(document.published)] if document.published else []
    brief += [source_name(document.source), count(document.chunks, "passage"), count(listed.statements, "statement")]
    notes = [label(listed.author)] if listed.author else []
    notes += [count(listed.pages, "page")] if listed.pages else []
    meta = f'<span class="meta notes">{" · ".join(notes)}</span>' if notes else ""
    return (
        f'<tr data-id="{attribute(document.id)}"><td class="pick"><label>'
        f'<input type="checkbox" aria-label="Choose {name}"></label></td><th scope="row" class="title">'
        f'<a dir="auto" href="{address(f"/source/{attribute(document.id)}")}" data-document>'
        f'{label(document.title)}</a>{meta}<span class="meta brief">{" · ".join(brief)}</span></th>'
        f'<td class="source">{source_name(document.source)}</td><td class="published">{published}</td>'
        f'<td class="added">{day(document.added)}</td><td class="chunks">{document.chunks:,}</td>'
        f'<td class="statements">{listed.statements:,}</td></tr>'
    )


def day(stamp: str) -> str:
    """ "17 Mar 2021"; what is no ISO date stays as it is."""
    try:
        given = date.fromisoformat(stamp[:10])
    except ValueError:
        return label(stamp)
    return f'<time datetime="{attribute(stamp)}">{given.day} {given:%b} {given.year}</time>'


def _pager(query: ShelfQuery, found: DocumentListPage) -> str:
    whole = found.total <= ROWS and not query.narrowed
    if whole:  # the page's head has said how many there are
        return ""
    first = query.page * ROWS + 1
    last = first + len(found.documents) - 1
    shown = f"{first:,}–{last:,} of {found.total:,}" if found.total > len(found.documents) else count(found.total, "document")
    turns = ""
    if found.total > ROWS:
        back, on = ("" if query.page else " disabled"), ("" if last < found.total else " disabled")
        turns = (
            f'<button type="button" class="quiet" data-page="{query.page - 1}"{back}>Previous</button>'
            f'<button type="button" class="quiet" data-page="{query.page + 1}"{on}>Next</button>'
        )
    dated = ""
    if query.since or query.until:
        dated = '<button type="button" class="quiet within-dates">Ask within these dates</button>'
    return f'<nav class="pager" aria-label="Pages of documents"><p>{shown}</p>{dated}{turns}</nav>'


def _nothing(query: ShelfQuery) -> str:
    words = f" for <q>{label(query.words)}</q>" if query.words.strip() else ""
    dates = " in these dates" if query.since or query.until else ""
    return (
        f'<div class="nothing"><p><strong>No documents{words}{dates}</strong></p>'
        "<p>Titles, sources and authors are searched here; to search inside the documents, ask a question.</p>"
        '<button type="button" class="quiet everything">Show all documents</button></div>'
    )


_EMPTY = (
    '<div class="nothing"><p><strong>The library is empty</strong></p>'
    "<p>Drop files or a folder anywhere on this page, paste a text, or add an address. "
    "Each can be asked about as soon as it has been read.</p></div>"
)
_EMPTY_FOR_READERS = (
    '<div class="nothing"><p><strong>The library is empty</strong></p>'
    "<p>An administrator adds documents; ask yours for some.</p></div>"
)


def _removed(removed: Sequence[RemovedDocument]) -> str:
    if not removed:
        return ""
    lines = "".join(
        f'<li data-id="{attribute(each.id)}"><span dir="auto">{label(each.title)}</span>{source_name(each.source)}'
        f'<button type="button" class="quiet restore" aria-label="Restore {attribute(each.title)}">Restore</button></li>'
        for each in removed
    )
    return f'<details class="removed"><summary>Removed in the last day</summary><ul>{lines}</ul></details>'
