"""Lists of an answer in the looks that suit them: a drawn timeline, a table of counts, a comparison side by side.

Each takes the answer's text and the places of its items, and a function that makes HTML of a stretch of it; where the items
aren't of the kind, None.
"""

import re
from collections.abc import Callable, Sequence

from markupsafe import Markup

from ui.language import day as long_date
from ui.language import month
from ui.rendering.escaping import label, plain
from ui.rendering.links import person_address

Places = Sequence[tuple[int, int]]
Inline = Callable[[int, int], Markup]

_DAY = re.compile(r"\*\*(?P<day>\d{4}(?:-\d\d){0,2})\*\*(?: \((?P<told>“[^\n]*?”, written [\d-]+)\))?: ")
_GROUP = re.compile(r"(?P<name>[^\n]+): (?P<number>\d[\d,]*)")
_PERSON = re.compile(r"\*\*(?P<name>[^*\n]+)\*\*: (?P<times>[\d,]+ documents?, [\d,]+ quotations?(?:; last)?)(?:: )?")
_SIDE = re.compile(r"\*\*(?P<name>[^*\n]+)\*\*(?P<about>(?: \([^\n]*?\))?): ")
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


def timeline(text: str, places: Places, inline: Inline) -> Markup | None:
    """A timeline: each item an event, with its date in words."""
    found = [(_DAY.match(text, *place), place[1]) for place in places]
    if not all(match for match, _ in found):
        return None
    return _TIMELINE.format(
        Markup().join(
            event(match["day"], match["told"] or "", inline(match.end(), last)) for match, last in found if match is not None
        )
    )


def event(day: str, told: str, words: Markup) -> Markup:
    """`told` is how the text gives a date that was worked out from its own."""
    return _EVENT.format(plain(day), label(in_words(day)), _WORKED_OUT.format(label(dated(told))) if told else "", words)


def groups(text: str, places: Places, _inline: Inline) -> Markup | None:
    """A table: each group a row, with its number as a bar."""
    found = [_GROUP.fullmatch(text, *place) for place in places]
    if not all(found):
        return None
    numbers = [int(match["number"].replace(",", "")) for match in found if match]
    most = max(1, *numbers)
    rows = (
        _ROW.format(label(in_words(match["name"])), match["number"], round(100 * number / most))
        for match, number in zip(found, numbers, strict=True)
        if match
    )
    return _GROUPS.format(Markup().join(rows))


def people(text: str, places: Places, inline: Inline) -> Markup | None:
    """A list of people, each name a link to its page."""
    found = [(_PERSON.match(text, *place), place[1]) for place in places]
    if not all(match for match, _ in found):
        return None
    items = (_person(match, inline(match.end(), last)) for match, last in found if match is not None)
    return Markup("<ul>{}</ul>").format(Markup().join(items))


def sides(text: str, places: Places, inline: Inline) -> Markup | None:
    """A comparison: what two to five say, beside each other where there is room."""
    found = [(_SIDE.match(text, *place), place[1]) for place in places]
    if not _FEWEST_SIDES <= len(found) <= _MOST_SIDES or not all(match for match, _ in found):
        return None
    shown = (
        _ONE_SIDE.format(label(match["name"]), _about(match["about"] or ""), inline(match.end(), last))
        for match, last in found
        if match is not None
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


def _person(match: re.Match[str], last: Markup) -> Markup:
    times = match["times"].replace("; last", "; last:")
    shown = Markup('<p class="last">{}</p>').format(last) if last else last
    return _PEOPLE.format(plain(person_address(match["name"])), label(match["name"]), label(times), shown)


def _about(place: str) -> Markup:
    """Where a document is from, and when."""
    return _ABOUT.format(label(dated(place.strip(" ()")))) if place else Markup()
