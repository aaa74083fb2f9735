"""What is in the library: one document with who says what in it, what all documents are about, and one person."""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from markupsafe import Markup

from qa.attribution.answers import Person, quoted_people
from qa.attribution.answers.subjects import NEWEST, subjects
from qa.english.lexicon import is_description
from qa.service.lists import Row, answer_rows
from qa.store.sql import Library, ListedDocument, StoredStatement
from qa.types import Answer, Citation, Document, Span, Statement
from qa.types.text import on_one_line
from ui.language import in_words
from ui.rendering.articles import source_page
from ui.rendering.links import source_address, web_address
from ui.rendering.templates import render

_TOPICS, _PEOPLE = 16, 12
# More months than this are too many to tell apart: then it is years.
_MOST_PERIODS = 36
# Lines of each kind on a person's page.
_MOST = 50


def render_document(
    listed: ListedDocument,
    document: Document,
    said: Sequence[StoredStatement],
    points: Answer | None,
    dated: Answer | None,
    *,
    admin: bool,
) -> Markup:
    """`said` in article order; those of one speaker stand together. `points` is its digest, `dated` its timeline."""
    speakers: dict[str | None, list[StoredStatement]] = {}
    for stored in said:
        speakers.setdefault(stored.statement.speaker or None, []).append(stored)
    url = listed.url if listed.url and listed.url != listed.summary.source and web_address(listed.url) else None
    return render(
        "document",
        listed=listed,
        summary=listed.summary,
        url=url,
        words=len(document.text.split()),
        statements=max(listed.statements, len(said)),
        shown=len(said),
        points=[_placed(document, each.quote, each) for each in points.citations] if points is not None else [],
        dates=list(_dates(document, dated)) if dated is not None else [],
        speakers=[_speaker(document, name, speakers[name]) for name in sorted(speakers, key=lambda name: name is None)],
        admin=admin,
    )


def _placed(document: Document, words: str, place: Citation | Statement) -> tuple[str, str]:
    """Words of the document, and the address of their place."""
    return on_one_line(words), source_address(document, Span(place.start, place.end))


def _dates(document: Document, dated: Answer) -> Iterator[tuple[Row, str, str]]:
    """The lines of a timeline, each with its words and their place."""
    for row, cited in zip((row for row in answer_rows(dated) if row.get("date")), dated.citations, strict=True):
        yield row, *_placed(document, cited.quote, cited)


def _speaker(document: Document, name: str | None, said: Sequence[StoredStatement]) -> dict[str, Any]:
    return {
        "name": name,
        "role": next((stored.statement.role for stored in said if stored.statement.role), None),
        "question": f"What did {name} say?" if name and not is_description(name) else None,
        "said": [_placed(document, each.quote, each.statement) for each in said],
    }


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
        begins, ends = (int(name[:4]) * 12 + int(name[5:]) - 1 for name in (first, last))
        names = [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(begins, ends + 1)]
    return {name: found.get(name, 0) for name in names}


def _days(name: str) -> tuple[str, str]:
    """The first and the last day of "2022" or "2022-08"."""
    if len(name) == len("2022"):
        return f"{name}-01-01", f"{name}-12-31"
    _, last = monthrange(int(name[:4]), int(name[5:]))
    return f"{name}-01", f"{name}-{last}"


def render_person_page(person: Person, number: int = 1, source: str = "") -> Markup:
    """One of the person's pages, each of which goes on with the lists where the last one ended; beyond the last, the last.

    `source` is the only one that they are of, if any.
    """
    said = [excerpt.cite(1) for excerpt in person.said]
    pages = max(1, *(ceil(len(lines) / _MOST) for lines in (person.introductions, said, person.of_them)))
    number = min(number, pages)
    first = (number - 1) * _MOST
    shown = slice(first, first + _MOST)
    within = {"source": source} if source else {}
    return source_page(
        person.name,
        render("person", person=person, said=said, shown=shown, number=number, pages=pages, source=source, within=within),
    )
