"""The sources of an answer beside it: a card for each article, its quotes marked in their surroundings.

Before there are any: what the library holds, and what stands where a conversation will be.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from uuid import uuid4

from markupsafe import Markup

from qa.documents.formats.registry import supported
from qa.service.export import model_name, quote_to_text
from qa.service.references import reference_of, styles_of
from qa.types import Answer, Citation, Document, DocumentSummary, Span
from ui.language import gettext as _
from ui.rendering.escaping import data, label, plain, text
from ui.rendering.excerpts import AROUND, Mark, excerpts
from ui.rendering.links import stands
from ui.rendering.prose import doubt_of
from ui.rendering.templates import render

SHELF_LISTED = 8
_OPENED = Markup(
    '<span hidden data-owner="{}"{} data-model="{}" data-collections="{}" data-title="{}" data-conversation="{}">{}</span>'
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is quoted, as what the documents introduce them, and a question about what they say."""

    name: str
    role: str | None
    question: str


def render_sources(
    answer: Answer,
    documents: Mapping[str, Document],
    turn: int,
    addresses: Mapping[int, str] | None = None,
    *,
    copying: bool = True,
) -> Markup:
    """The cards of an answer's citations, or of an abstention's closest passages. `documents` by id; one may be missing.

    `copying` offers to copy each quote, which takes a script.
    """
    citations = answer.citations or answer.closest
    if not citations:
        return Markup()
    around = AROUND if answer.citations else 0  # a closest passage is a whole one already
    first = {each.document_id: number for number, each in reversed(list(enumerate(citations)))}
    ordered = sorted(citations, key=lambda each: first[each.document_id])
    cards = [
        _card(list(group), documents.get(document_id), turn, addresses or {}, around, copying=copying)
        for document_id, group in groupby(ordered, key=lambda each: each.document_id)
    ]
    return render("sources", answer=answer, turn=turn, cards=cards)


def render_shelf(
    documents: Sequence[DocumentSummary], people: Sequence[Person] = (), *, total: int | None = None, quoted: int = 0
) -> Markup:
    """What the library holds: shown while there are no sources to show.

    `total` is how many documents there are, `quoted` how many people; `documents` and `people` may be fewer.
    """
    if not documents:
        return Markup()
    total = len(documents) if total is None else total
    return render("shelf", documents=documents[:SHELF_LISTED], total=total, people=people, quoted=quoted)


def _card(
    citations: Sequence[Citation],
    document: Document | None,
    turn: int,
    addresses: Mapping[int, str],
    around: int,
    *,
    copying: bool,
) -> Markup:
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
    speakers = dict.fromkeys(each.speaker for each in citations if each.speaker)
    notes = [Markup('<strong class="speaker">{}</strong>').format(label(speaker)) for speaker in speakers]
    doubts = [f"[{each.marker}] {told}" for each in citations if (told := doubt_of(each.verdict))]
    doubts += [] if len(standing) == len(citations) else [_("changed or removed since")]
    notes += [Markup('<em class="doubt">{}</em>').format(text(doubt)) for doubt in dict.fromkeys(doubts)]
    return render(
        "card",
        first=first,
        opened=addresses.get(first.marker),
        notes=notes,
        passages=passages,
        quotes=[(each.marker, quote_to_text(each)) for each in citations] if copying and around else (),
        styles=styles_of(reference_of(citations, document)),
        citations=citations,
    )


def kept_for(owner: str) -> str:
    """What the browser knows this person by, for whom it keeps words."""
    return sha256(owner.encode()).hexdigest()[:16]


def render_opened(
    owner: str,
    *,
    admin: bool = False,
    edits: bool = False,
    title: str = "",
    model: str | None = None,
    collections: Sequence[Mapping[str, str]] = (),
    conversation: str = "",
) -> Markup:
    """Tells the script that a conversation is on the page, and whose words the browser keeps are to be shown with it.

    `model` is the language model that writes the answers, as `Answer.reader` names it. `collections` are what this person
    asked about last. `title` is the conversation's own, where it has one; `conversation` the id that was asked for, if any.
    """
    name = plain(model_name(model)) if model else ""
    may = Markup("").join(Markup(f" data-{each}") for each, given in (("admin", admin), ("edits", edits)) if given)
    about = data(json.dumps(collections)), plain(title), plain(conversation)
    return _OPENED.format(kept_for(owner), may, name, *about, uuid4().hex)


def render_welcome(documents: int, questions: Sequence[str] = (), *, edits: bool = False) -> Markup:
    """What the app does, and questions that this library answers; where it is empty, how whoever `edits` it fills it."""
    return render("welcome", documents=documents, questions=questions, edits=edits, supported=supported())
