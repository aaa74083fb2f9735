"""What is in the library: what its newest documents are about, who is quoted, how many documents there are of each month."""

from dataclasses import dataclass
from datetime import date, timedelta

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
    found = library.census.by_period(7)
    if len(found) > _MOST_PERIODS:
        found = library.census.by_period(4)
    most = max(found.values(), default=1)
    return [Period(in_words(name), *_days(name), number, round(100 * number / most)) for name, number in found.items()]


def _days(name: str) -> tuple[str, str]:
    """The first and the last day of "2022" or "2022-08"."""
    if len(name) == len("2022"):
        return f"{name}-01-01", f"{name}-12-31"
    year, month = map(int, name.split("-"))
    after = date(year + month // 12, month % 12 + 1, 1)
    return f"{name}-01", (after - timedelta(days=1)).isoformat()
