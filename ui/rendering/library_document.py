"""One document of the library: what it is, and who says what in it. The script puts its article in."""

from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from qa.attribution.answers.speaker_names import is_description
from qa.service.table import answer_rows
from qa.store.sql import ListedDocument, StoredStatement
from qa.types import Answer, Citation, Document, Span
from ui.rendering.escaping import plain, text
from ui.rendering.links import source_address, web_address
from ui.rendering.lists import event
from ui.rendering.templates import render

_PLACE = Markup('<a href="{}" data-place>{}</a>')


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
        statements=len(said),
        points=[_placed(document, each) for each in points.citations] if points is not None else [],
        dates=list(_dates(document, dated)) if dated is not None else [],
        speakers=[_speaker(document, name, speakers[name]) for name in sorted(speakers, key=lambda name: name is None)],
        admin=admin,
    )


def _placed(document: Document, cited: Citation) -> tuple[str, str]:
    """A sentence, and the address of its place."""
    return " ".join(cited.quote.split()), source_address(document, Span(cited.start, cited.end))


def _dates(document: Document, dated: Answer) -> Iterator[Markup]:
    """The lines of a timeline, each leading to its place."""
    for row, cited in zip((row for row in answer_rows(dated) if row.get("date")), dated.citations, strict=True):
        words, place = _placed(document, cited)
        yield event(str(row["date"]), str(row.get("worked_out_from", "")), _PLACE.format(plain(place), text(words)))


def _speaker(document: Document, name: str | None, said: Sequence[StoredStatement]) -> dict[str, Any]:
    return {
        "name": name,
        "role": next((stored.statement.role for stored in said if stored.statement.role), None),
        "question": f"What did {name} say?" if name and not is_description(name) else None,
        "said": [
            (" ".join(each.quote.split()), source_address(document, Span(each.statement.start, each.statement.end)))
            for each in said
        ],
    }
