"""Lists of what is kept: what was done just now, rows with their tools, pages of rows. `ui/assets/rows.js` brings them to life.

A button with `data-do` sends that, with the row's id and the fields around it; one with `data-panel` opens a part of its row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from qa.english.dates import long_date
from ui.rendering.escaping import advice, attribute, text

T = TypeVar("T")
PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Told:
    """What became of the last thing that was done; `undo` is the id of the row that can be brought back."""

    message: str = ""
    undo: str = ""
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Rows(Generic[T]):
    """Some rows of `total`; `number` counts from 1."""

    rows: Sequence[T]
    number: int
    total: int

    @classmethod
    def of(cls, rows: Sequence[T], number: int) -> "Rows[T]":
        """The last page where there are fewer."""
        return cls.found(lambda offset, limit: rows[offset : offset + limit], len(rows), number)

    @classmethod
    def found(cls, find: Callable[[int, int], Sequence[T]], total: int, number: int) -> "Rows[T]":
        """The same, of rows that `find` gets by offset and limit."""
        last = max(1, -(-total // PER_PAGE))
        number = min(max(1, number), last)
        return cls(find((number - 1) * PER_PAGE, PER_PAGE), number, total)


def render_told(told: Told) -> str:
    """Always there, so that a screen reader hears it change."""
    undo = ""
    if told.undo:
        undo = (
            f' <button type="button" class="link" data-do="restore" data-id="{attribute(told.undo)}" data-focus>Undo</button>'
        )
    kind = "told failed" if told.failed else "told"
    return f'<div class="{kind}" role="status">{f"<p>{advice(told.message)}{undo}</p>" if told.message else ""}</div>'


def render_rows(page: Rows[T], rows: Sequence[str], told: Told, name: str) -> str:
    """`rows` are HTML of list items; `name` says what they are."""
    listed = f'<ul class="rows" aria-label="{attribute(name)}">{"".join(rows)}</ul>' if rows else ""
    return f'<div class="listed" data-page="{page.number}">{render_told(told)}{listed}{_steps(page)}</div>'


def render_tool(panel: str, row: str, name: str, *, expanded: bool = False) -> str:
    """A button that opens and closes a panel of its row."""
    return (
        f'<button type="button" class="quiet" data-panel="{panel}" aria-controls="{panel}-{attribute(row)}" '
        f'aria-expanded="{"true" if expanded else "false"}">{text(name)}</button>'
    )


def render_panel(panel: str, row: str, body: str, *, expanded: bool = False) -> str:
    """`body` is HTML."""
    hidden = "" if expanded else " hidden"
    return f'<div class="panel" id="{panel}-{attribute(row)}" data-id="{attribute(row)}"{hidden}>{body}</div>'


def render_choice(doing: str, name: str, *, main: bool = False, focus: bool = False) -> str:
    """A button in a panel that does this with its row."""
    kind = "quiet prime" if main else "quiet"
    return f'<button type="button" class="{kind}" data-do="{doing}"{" data-focus" if focus else ""}>{text(name)}</button> '


def render_send(name: str) -> str:
    """The button that sends a panel's form."""
    return f'<button type="submit" class="quiet prime">{text(name)}</button> '


def render_close(name: str = "Cancel") -> str:
    """A button that closes its panel, and changes nothing."""
    return f'<button type="button" class="quiet" data-close>{text(name)}</button>'


def render_moment(timestamp: str) -> str:
    """A UTC timestamp; the script shows it in the reader's own time."""
    return f'<time datetime="{attribute(timestamp)}" data-local>{text(long_date(timestamp))}</time>'


def _steps(page: Rows[T]) -> str:
    first = (page.number - 1) * PER_PAGE + 1
    last = first + len(page.rows) - 1
    if page.total <= PER_PAGE:
        return ""
    newer = '<button type="button" class="quiet" data-do="show" data-page="{}"{}>{}</button>'
    return (
        '<nav class="pages" aria-label="Pages of this list">'
        f"{newer.format(page.number - 1, ' disabled' if first == 1 else '', 'Newer')}"
        f"<span>{first:,}–{last:,} of {page.total:,}</span>"
        f"{newer.format(page.number + 1, ' disabled' if last == page.total else '', 'Older')}</nav>"
    )
