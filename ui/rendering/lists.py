"""Lists of an answer in the looks that suit them: a drawn timeline, a table of counts, a comparison side by side.

Each takes the items of a list with their quotations as HTML.
"""

import re
from collections.abc import Callable, Sequence

from markupsafe import Markup

from qa.types import Item
from qa.types.draft import times_of
from ui.language import day as long_date
from ui.language import month
from ui.rendering.escaping import label, plain
from ui.rendering.links import person_address

Lines = Sequence[tuple[Item, Markup]]

_ISO_DAY = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")
_FEWEST_SIDES, _MOST_SIDES = 2, 5

_TIMELINE = Markup('<ol class="timeline">{}</ol>')
_EVENT = Markup('<li dir="auto"><time datetime="{}">{}</time>{}<p>{}</p></li>')
_WORKED_OUT = Markup(' <span class="worked-out">{}</span>')
_GROUPS = Markup('<table class="groups"><tbody>{}</tbody></table>')
_ROW = Markup(
    '<tr><th scope="row" dir="auto">{}</th><td class="amount">{}</td>'
    '<td class="measure" aria-hidden="true"><span style="inline-size: {}%"></span></td></tr>'
)
_PEOPLE = Markup('<li dir="auto"><a class="person" href="{}" target="_blank">{}</a> <span class="times">{}</span>{}</li>')
_SIDES = Markup('<div class="sides">{}</div>')
_ONE_SIDE = Markup('<section dir="auto"><h4>{}{}</h4><p>{}</p></section>')
_ABOUT = Markup(' <span class="from">{}</span>')


def looks_of(reader: str, items: Sequence[Item]) -> Callable[[Lines], Markup] | None:
    """What draws a list of these items; None where it is a plain one."""
    if all(item.date for item in items):
        return _timeline
    if all(item.quotations is not None for item in items):
        return _people
    if all(item.documents is not None for item in items):
        return _groups
    beside = reader in ("comparison", "extractive") and _FEWEST_SIDES <= len(items) <= _MOST_SIDES
    return _sides if beside and all(item.name for item in items) else None


def _timeline(lines: Lines) -> Markup:
    """Each item an event, with its date in words."""
    return _TIMELINE.format(Markup().join(event(item.date, item.worked_out_from, said) for item, said in lines))


def event(day: str, told: str, words: Markup) -> Markup:
    """`told` is how the text gives a date that was worked out from its own."""
    return _EVENT.format(plain(day), label(in_words(day)), _WORKED_OUT.format(label(dated(told))) if told else "", words)


def _groups(lines: Lines) -> Markup:
    """A table: each group a row, with its number as a bar."""
    most = max(1, *(item.documents or 0 for item, _ in lines))
    rows = (
        _ROW.format(label(in_words(item.name)), f"{item.documents:,}", round(100 * (item.documents or 0) / most))
        for item, _ in lines
    )
    return _GROUPS.format(Markup().join(rows))


def _people(lines: Lines) -> Markup:
    """Each name a link to its page."""
    return Markup("<ul>{}</ul>").format(Markup().join(_person(item, last) for item, last in lines))


def _sides(lines: Lines) -> Markup:
    """A comparison: what two to five say, beside each other where there is room."""
    shown = (
        _ONE_SIDE.format(label(item.name), _ABOUT.format(label(dated(item.about))) if item.about else "", said)
        for item, said in lines
    )
    return _SIDES.format(Markup().join(shown))


def in_words(day: str) -> str:
    """ "28 September 2022", "August 2022", "1992"; what is no date stays as it is."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return long_date(day)
    if re.fullmatch(r"\d{4}-\d\d", day):
        return month(day)
    return day


def dated(words: str) -> str:
    """These words with each ISO date written as the app writes dates."""
    return _ISO_DAY.sub(lambda found: long_date(found[0]), words)


def _person(item: Item, last: Markup) -> Markup:
    times = f"{f'({item.about}): ' if item.about else ''}{times_of(item)}{'; last:' if last else ''}"
    shown = Markup('<p class="last">{}</p>').format(last) if last else last
    return _PEOPLE.format(plain(person_address(item.name)), label(item.name), label(times), shown)
