"""What is in the library: what its newest documents are about, who is quoted, how many documents there are of each month."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from qa.attribution.answers import quoted_people
from qa.pipeline.overviews.subjects import NEWEST, subjects
from qa.store.sql import Library
from ui.rendering.lists import in_words
from ui.rendering.templates import render

_TOPICS, _PEOPLE = 16, 12
# More months than this are too many to tell apart: then it is years.
_MOST_PERIODS = 36


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a year, the days that it begins and ends with, and its documents as a share of the fullest, in percent."""

    name: str
    since: str
    until: str
    documents: int
    share: int


def render_library_overview(library: Library) -> Markup:
    people = quoted_people(library)
    names = frozenset(each.speaker for each in people)
    total = library.document_count
    return render(
        "library_overview",
        topics=subjects(library, _TOPICS, names),
        looked_at=min(NEWEST, total),
        total=total,
        people=people[:_PEOPLE],
        quoted=len(people),
        periods=_periods(library),
    )


def _periods(library: Library) -> list[Period]:
    """Months from the first to the last, those without documents too; years where the months are too many.

    Where the years are too many as well, those without documents are left out.
    """
    months, years = library.census.by_period(7), library.census.by_period(4)
    found = next((whole for whole in (_filled(months), _filled(years)) if len(whole) <= _MOST_PERIODS), years)
    most = max(found.values(), default=1)
    return [Period(in_words(name), *_days(name), number, round(100 * number / most)) for name, number in found.items()]


def _filled(found: Mapping[str, int]) -> dict[str, int]:
    """The periods found, and those between the first and the last that have no documents."""
    if not found:
        return {}
    first, last = min(found), max(found)
    if len(first) == len("2022"):
        names = [f"{year:04}" for year in range(int(first), int(last) + 1)]
    else:
        months = range(_month_number(first), _month_number(last) + 1)
        names = [f"{number // 12:04}-{number % 12 + 1:02}" for number in months]
    return {name: found.get(name, 0) for name in names}


def _month_number(name: str) -> int:
    return int(name[:4]) * 12 + int(name[5:]) - 1


def _days(name: str) -> tuple[str, str]:
    """The first and the last day of "2022" or "2022-08"."""
    if len(name) == len("2022"):
        return f"{name}-01-01", f"{name}-12-31"
    _, last = monthrange(int(name[:4]), int(name[5:]))
    return f"{name}-01", f"{name}-{last}"
