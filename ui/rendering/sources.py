"""The sources of an answer beside it: a card for each article, its quotes marked in their surroundings."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Protocol

from markupsafe import Markup

from qa.english.dates import long_date
from qa.service.copying import quote_to_text
from qa.types import Answer, Citation, Copy, Document, DocumentSummary, Span
from ui.rendering.addresses import address
from ui.rendering.escaping import attribute, count, label, text
from ui.rendering.excerpts import AROUND, Mark, excerpts
from ui.rendering.links import source_name, stands
from ui.rendering.prose import VERDICTS
from ui.rendering.templates import render

SHELF_LISTED = 8


class Quoted(Protocol):
    """Somebody who is quoted, as what they are introduced, and a question about what they say."""

    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str | None: ...
    @property
    def question(self) -> str: ...


def render_sources(
    answer: Answer,
    documents: Mapping[str, Document],
    turn: int,
    addresses: Mapping[int, str] | None = None,
    *,
    copying: bool = True,
) -> str:
    """The cards of an answer's citations, or of an abstention's closest passages. `documents` by id; one may be missing.

    `copying` offers to copy each quote, which takes a script.
    """
    citations = answer.citations or answer.closest
    if not citations:
        return ""
    title = "Sources" if answer.citations else "Closest passages"
    around = AROUND if answer.citations else 0  # a closest passage is a whole one already
    first = {each.document_id: number for number, each in reversed(list(enumerate(citations)))}
    ordered = sorted(citations, key=lambda each: first[each.document_id])
    cards = "".join(
        _card(list(group), documents.get(document_id), turn, addresses or {}, around, copying=copying)
        for document_id, group in groupby(ordered, key=lambda each: each.document_id)
    )
    kind = "cited" if answer.citations else "closest"
    return (
        f'<section class="sources {kind}" id="t{turn}-sources" data-turn="{turn}" aria-label="{title}">'
        f'<h2>{title}</h2><p class="for">for <a href="#t{turn}" data-to-turn="{turn}"><q>{label(answer.question)}</q></a></p>'
        f"{cards}</section>"
    )


def render_shelf(
    documents: Sequence[DocumentSummary], people: Sequence[Quoted] = (), *, total: int | None = None, quoted: int = 0
) -> str:
    """What the library holds: shown while there are no sources to show.

    `total` is how many documents there are, `quoted` how many people; `documents` and `people` may be fewer.
    """
    if not documents:
        return ""
    total = len(documents) if total is None else total
    shown = [
        {"href": address(f"/source/{each.id}"), "title": each.title, "meta": Markup(render_meta(each.source, each.published))}
        for each in documents[:SHELF_LISTED]
    ]
    return render("shelf", documents=shown, total=total, people=people, quoted=quoted)


def render_meta(source: str, published: str | None, notes: Iterable[str] = ()) -> str:
    """One line under a title. `notes` are HTML."""
    parts = [*notes]
    if published:
        parts.append(f'<time datetime="{attribute(published)}">{label(long_date(published))}</time>')
    parts.append(source_name(source))
    return f'<p class="meta">{" · ".join(parts)}</p>'


def _card(
    citations: Sequence[Citation],
    document: Document | None,
    turn: int,
    addresses: Mapping[int, str],
    around: int,
    *,
    copying: bool,
) -> str:
    first = citations[0]
    standing = [each for each in citations if stands(each, document)]
    passages = []
    if document is not None and standing:
        marks = [
            Mark(Span(each.start, each.end), each.marker, addresses.get(each.marker, ""), f"t{turn}-c{each.marker}")
            for each in standing
        ]
        # Quotes of one article show together; closest passages one by one, the closest first.
        together = [marks] if around else [[mark] for mark in marks]
        passages += [passage for group in together for passage in excerpts(document.text, group, around)]
    for each in citations:
        if each not in standing:  # the document has changed or gone since; what was cited is still what was cited
            mark = Mark(Span(0, len(each.quote)), each.marker, anchor=f"t{turn}-c{each.marker}")
            passages += excerpts(each.quote, [mark])
    gone = [] if len(standing) == len(citations) else ['<em class="doubt">changed or removed since</em>']
    speakers = dict.fromkeys(each.speaker for each in citations if each.speaker)
    notes = [f'<strong class="speaker">{label(speaker)}</strong>' for speaker in speakers]
    doubts = dict.fromkeys(f"[{each.marker}] {VERDICTS[each.verdict]}" for each in citations if VERDICTS[each.verdict])
    notes += [f'<em class="doubt">{text(doubt)}</em>' for doubt in doubts]
    address = addresses.get(first.marker)
    title = label(first.title)
    if address:
        title = f'<a href="{attribute(address)}" data-cite="{first.marker}">{title}</a>'
    blocks = "".join(f'<blockquote class="passage">{passage}</blockquote>' for passage in passages)
    copies = ""
    if copying and around:
        copies = render("quotes", quotes=[(each.marker, quote_to_text(each)) for each in citations])
    return (
        f'<article class="card" aria-label="Source: {attribute(first.title)}">'
        f'<header><h3 dir="auto">{title}</h3>{render_meta(first.source, first.published, [*notes, *gone])}</header>'
        f"{blocks}{copies}{''.join(_also(each, several=len(citations) > 1) for each in citations)}</article>"
    )


def _address_of(copy: Copy) -> str:
    return address(f"/source/{copy.document_id}?at={copy.start}-{copy.end}")


def _also(citation: Citation, *, several: bool) -> str:
    """Where else the same words stand; nothing where they stand nowhere else."""
    if not citation.also:
        return ""
    number = f"[{citation.marker}] " if several else ""
    rows = "".join(
        f'<li><a class="title" dir="auto" href="{attribute(_address_of(copy))}" data-open>'
        f"{label(copy.title)}</a>{render_meta(copy.source, copy.published)}</li>"
        for copy in citation.also
    )
    others = count(len(citation.also), "other")
    return f'<details class="also"><summary>{number}also in {others}</summary><ul>{rows}</ul></details>'
