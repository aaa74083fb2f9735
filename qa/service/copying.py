"""An answer or a quote as plain text, to be pasted anywhere: no markup, and no path of this machine's disk."""

from collections.abc import Iterator
from dataclasses import replace

from qa.english.dates import long_date
from qa.pipeline.follow_ups.shortened import NEXT
from qa.service.authors import author_of, model_of
from qa.service.dating import dated
from qa.service.export import quoted, web_address
from qa.types import Answer, Citation
from qa.types.markup import MarkedText
from qa.types.sources import place_of
from qa.types.text import printable


def question_to_text(answer: Answer) -> str:
    """The question, its answer, and its sources by their numbers."""
    parts = [answer.question]
    if answer.standalone_question != answer.question:
        parts.append(f"(Understood as: {answer.standalone_question})")
    shown = dated(answer)  # without how to ask for the next page, which is of use here only
    parts += _plain(MarkedText(replace(shown, text=NEXT.sub("", shown.text).rstrip(" ;\n"))))
    if model_of(answer):
        parts.append(f"({author_of(answer)})")
    if sources := answer.citations or answer.closest:
        listed = "\n".join(f"[{citation.marker}] {quote_to_text(citation)}" for citation in sources)
        parts.append(f"{'Sources' if answer.citations else 'Closest passages'}\n{listed}")
    return printable("\n\n".join(parts)) + "\n"


def quote_to_text(citation: Citation) -> str:
    """“The quote” — speaker, title, where and when, page."""
    return printable(f"{quoted(citation.quote)} — {source_to_text(citation)}")


def source_to_text(citation: Citation) -> str:
    """Who said it, in what, where and when it appeared, and on which page or in which cell."""
    address = web_address(citation.source)
    place = place_of(citation.source)
    facts = [citation.speaker, citation.title, place if place != citation.title else None, long_date(citation.published or "")]
    facts += [f"p. {citation.page}" if citation.page is not None else None]
    facts += [f"cell {citation.cell}" if citation.cell is not None else None, address]
    return ", ".join(" ".join(fact.split()) for fact in facts if fact)


def _plain(marked: MarkedText) -> Iterator[str]:
    """Its blocks without markup."""
    for block in marked.blocks:
        parts = ["".join(words for words, _ in marked.pieces(part)) for part in block.parts]
        if block.kind == "list":
            yield "\n".join(f"- {part}" for part in parts)
        else:
            yield "".join(parts)
