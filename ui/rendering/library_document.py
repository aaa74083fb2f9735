"""One document of the library: what it is, and who says what in it. The script puts its article in."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from qa.attribution.answers.speaker_names import is_description
from qa.store.sql import ListedDocument, StoredStatement
from qa.types import Document, Span
from ui.rendering.links import source_address, web_address
from ui.rendering.templates import render


def render_document(
    listed: ListedDocument, document: Document, said: Sequence[StoredStatement], *, admin: bool = False
) -> Markup:
    """`said` in article order; those of one speaker stand together."""
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
        speakers=[_speaker(document, name, speakers[name]) for name in sorted(speakers, key=lambda name: name is None)],
        admin=admin,
    )


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
