"""Answers and conversations as text: Markdown to read, JSON that `qa verify` re-checks, plain text to be pasted anywhere.

What comes from a document, a model or a person is escaped in Markdown: wherever it is shown, it formats and fetches nothing.
Plain text has no markup, and no path of this machine's disk. Dates are as people read them, "17 March 2021"; what a machine
reads keeps ISO dates: JSON, CSV, BibTeX and RIS.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from qa.documents.formats.tables import PLACE, ROW
from qa.english.dates import long_date
from qa.store.sql import Conversation, Exchange, Library
from qa.types import Answer, Citation, Scope, Span
from qa.types.answers import QUOTING_READERS
from qa.types.markup import Block, MarkedText
from qa.types.text import counted, on_one_line, place_of, printable

# A day; or a month as the readers write it: in bold, or before a number of documents.
_DATE = re.compile(r"(?<![\w-])\d{4}-\d\d(?:-\d\d(?![\w-])|(?=\*\*|: ))")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"")
FORMAT = "citedqa-conversation/1"
# What means something in CommonMark, its GitHub dialect or those with mathematics; and what does at the beginning of a line.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~$&]")
_BEGINNING = re.compile(r"^(?=[-+=:])")
_QUOTATION_MARKS = re.compile(r"[\"“”„«»]")
# A number in brackets is nothing but that where no address follows it: what a link refers to can't be defined, being escaped.
_MARKER = re.compile(r"\\\[(\d{1,4})\\\](?![(:])")


def dated(answer: Answer) -> Answer:
    """The answer with its own dates in words; those of a quotation are the document's, and stay."""
    marked = MarkedText(answer)
    in_marks = [found.span() for found in _QUOTED.finditer(answer.text)]
    own = (
        found
        for found in _DATE.finditer(answer.text)
        if not marked.is_quoted(found.start()) and not any(start <= found.start() < end for start, end in in_marks)
    )
    return answer.edited([(*found.span(), _in_words(found[0])) for found in own])


def moment(stamp: str) -> str:
    """The day and the time of an ISO timestamp in UTC: "17 March 2021, 14:05 UTC"."""
    return f"{long_date(stamp)}, {stamp[11:16]} UTC" if stamp[10:11] == "T" else long_date(stamp)


def _in_words(day: str) -> str:
    if len(day) == len("2021-03-17"):
        return long_date(day)
    try:
        return f"{date.fromisoformat(f'{day}-01'):%B %Y}"
    except ValueError:
        return day


def model_of(answer: Answer) -> str | None:
    """The language model that wrote it, without its provider; None where the documents' own words answer."""
    return None if answer.reader in QUOTING_READERS else model_name(answer.reader)


def model_name(reader: str) -> str:
    """ "llama3.2" of "ollama:llama3.2"."""
    return reader.partition(":")[2] or reader


def author_of(answer: Answer) -> str:
    """Who wrote the answer, without a full stop; empty where nobody did: for a greeting, or an abstention of ours."""
    model = model_of(answer)
    if model is None:
        return "Extract from the sources" if answer.status == "answered" and answer.citations else ""
    return f"{model} found no answer in the sources" if answer.status == "abstained" else f"Written by {model}"


def gone(answer: Answer, library: Library) -> tuple[int, ...]:
    """The markers of the quotes that no document has at their places any more: it was changed or removed since."""
    cited = answer.citations or answer.closest
    texts = library.texts({each.document_id for each in cited})
    return tuple(each.marker for each in cited if not each.stands_in(texts.get(each.document_id, "")))


def told_gone(markers: Sequence[int]) -> str:
    """ "[1], [3]: changed or removed since"."""
    return f"{', '.join(f'[{each}]' for each in markers)}: changed or removed since" if markers else ""


def to_json(conversation: Conversation, exchanges: Sequence[Exchange], library: Library) -> dict[str, Any]:
    """All there is to re-check: whole answers with offsets, the SHA-256 of each cited document, what made each answer."""
    return {
        "format": FORMAT,
        "id": conversation.id,
        "title": conversation.title,
        "created": conversation.created,
        "updated": conversation.updated,
        "exchanges": [exchange_to_json(exchange, library) for exchange in exchanges],
    }


def exchange_to_json(exchange: Exchange, library: Library) -> dict[str, Any]:
    """`documents` maps each cited document's id to its SHA-256 at the time; `gone` are the markers of quotes not there now."""
    return {
        "number": exchange.number,
        "asked_at": exchange.asked_at,
        "answer": exchange.answer.to_json(),
        "documents": dict(exchange.documents),
        "gone": gone(exchange.answer, library),
        "versions": asdict(exchange.versions),
    }


def to_markdown(conversation: Conversation, exchanges: Sequence[Exchange], library: Library) -> str:
    """Questions as headings, each with its answer, its sources and when it was asked; what a machine checks is in the JSON."""
    parts = [f"# {escaped_line(conversation.title) or 'Conversation'}"]
    for exchange in exchanges:
        parts.append(question_to_markdown(exchange.answer))
        if told := told_gone(gone(exchange.answer, library)):
            parts.append(f"**{told}**")
        parts.append(f"*{escaped_line(f'{moment(exchange.asked_at)}, CitedQA {exchange.versions.product}')}*")
    return "\n\n".join(parts) + "\n"


def question_to_markdown(answer: Answer) -> str:
    """The question as a heading, and its answer with a list of its sources."""
    return f"## {escaped_line(answer.question)}\n\n{answer_to_markdown(answer)}"


def answer_to_markdown(answer: Answer) -> str:
    """The answer and a list of its sources."""
    parts = []
    if answer.standalone_question != answer.question:
        parts.append(f"*Understood as: {escaped_line(answer.standalone_question)}*")
    if asked := _asked_of(answer.scope):
        parts.append(f"*{escaped_line(asked)}*")
    if answer.notice:
        parts.append(f"*{escaped_line(answer.notice)}*")
    marked = MarkedText(dated(answer))
    parts += (_block(block, marked) for block in marked.blocks)
    if model_of(answer):
        parts.append(f"*{escaped_line(author_of(answer))}*")
    if answer.closest:
        parts.append("Closest passages:")
    if sources := answer.citations or answer.closest:
        parts.append("\n".join(source_to_markdown(citation) for citation in sources))
    return "\n\n".join(parts)


def _asked_of(scope: Scope) -> str:
    """What a question was limited to; empty where it wasn't."""
    documents = len(scope.documents)
    if scope == Scope():
        return ""
    told = "documents" if not documents else "one document" if documents == 1 else f"{documents} documents"
    collections = len(scope.collections)
    if collections:
        told += " in one collection" if collections == 1 else f" in {collections} collections"
    told += f" of {' or '.join(map(place_of, scope.sources))}" if scope.sources else ""
    since = f" from {long_date(scope.since)}" if scope.since else ""
    until = f" until {long_date(scope.until)}" if scope.until else ""
    return f"Asked of {told}{since}{until} only"


def source_to_markdown(citation: Citation) -> str:
    """A quotation as an item of a list: its marker, its words, who said it, in what, where, when."""
    verdict = "" if citation.verdict == "verbatim" else f" ({citation.verdict})"
    facts = [citation.speaker, citation.title, long_date(citation.published or "")]
    told = [escaped_line(fact) for fact in facts if fact]
    web = web_address(citation.source)
    told.append(f"<{web}>" if web else escaped_line(place_of(citation.source)))
    if citation.page is not None:
        told.append(f"page {citation.page}")
    if cell := _cell(citation):
        told.append(escaped_line(cell))
    if citation.also:
        told.append(f"also in {counted(len(citation.also), 'other')}")
    return f"- [{citation.marker}] {escaped_line(_as_quoted(citation))}{verdict} — {', '.join(told)}"


def words_of(quote: str) -> str:
    """A quote, or words with one, as people read them: of a table in a text without the row's place."""
    return PLACE.sub("", quote)


def _as_quoted(citation: Citation) -> str:
    """Its words; what a speaker said stands in the document's own marks only, and a table's row was written by nobody."""
    words = words_of(citation.quote)
    return words if citation.speaker or ROW.match(citation.quote) else quoted(words)


def _cell(citation: Citation) -> str:
    """Where in a spreadsheet it stands; empty where it stands in none, or in a table of a text, which has no such names."""
    return f"cell {citation.cell}" if citation.cell is not None and not PLACE.match(citation.quote) else ""


def quoted(words: str) -> str:
    """These words on one line, in quotation marks unless they have some of their own."""
    line = on_one_line(words)
    return line if _QUOTATION_MARKS.search(line) else f"“{line}”"


def _block(block: Block, marked: MarkedText) -> str:
    match block.kind:
        case "heading":
            return f"### {escaped_line(block.parts[0].of(marked.text))}"
        case "article":
            title, *about = (escaped_line(part.of(marked.text)) for part in block.parts)
            return " ".join([f"*{title}*", *about])
        case "list":
            return "\n".join("- " + _inline(part, marked).replace("\n", "\n  ") for part in block.parts)
    return _inline(block.parts[0], marked)


def _inline(part: Span, marked: MarkedText) -> str:
    """Line breaks and blank lines stay such, a name in bold stays so."""
    lines = [""]
    for words, bold in marked.pieces(part):
        if bold:
            lines[-1] += f"**{escaped_line(words)}**"
            continue
        first, *others = words_of(words).split("\n")
        lines[-1] += _escaped(first, at_start=not lines[-1])
        lines += (_escaped(other.lstrip()) for other in others)
    paragraphs = groupby(map(str.strip, lines), key=bool)
    return "\n\n".join("\\\n".join(paragraph) for written, paragraph in paragraphs if written)


def escaped_line(text: str) -> str:
    """These words on one line, none of them Markdown."""
    return _escaped(on_one_line(text))


def _escaped(text: str, *, at_start: bool = True) -> str:
    escaped = _MARKER.sub(r"[\1]", _SPECIAL.sub(lambda found: "\\" + found[0], printable(text)))
    # A number that begins a line with a point after it begins a list, and only the point can be escaped.
    return _BEGINNING.sub(r"\\", re.sub(r"^(\d+)([.)])", r"\1\\\2", escaped)) if at_start else escaped


def shown_source(source: str) -> str:
    """Its web address; of a file its name, not where it lies on this machine's disk."""
    return web_address(source) or place_of(source)


def web_address(source: str) -> str | None:
    """The source where it is an address that can stand between < and >."""
    try:
        parts = urlsplit(source)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or not re.fullmatch(r"[!#-;=?-\[\]_a-z~]+", source):
        return None
    return source


def question_to_text(answer: Answer) -> str:
    """The question, its answer, and its sources by their numbers."""
    parts = [answer.question]
    if answer.standalone_question != answer.question:
        parts.append(f"(Understood as: {answer.standalone_question})")
    parts += _plain(MarkedText(dated(answer).without_next()))
    if model_of(answer):
        parts.append(f"({author_of(answer)})")
    if sources := answer.citations or answer.closest:
        listed = "\n".join(f"[{citation.marker}] {quote_to_text(citation)}" for citation in sources)
        parts.append(f"{'Sources' if answer.citations else 'Closest passages'}\n{listed}")
    return printable("\n\n".join(parts)) + "\n"


def quote_to_text(citation: Citation) -> str:
    """“The quote” — speaker, title, where and when, page."""
    return printable(f"{' '.join(_as_quoted(citation).split())} — {source_to_text(citation)}")


def source_to_text(citation: Citation) -> str:
    """Who said it, in what, where and when it appeared, and on which page or in which cell."""
    address = web_address(citation.source)
    place = place_of(citation.source)
    facts = [citation.speaker, citation.title, place if place != citation.title else None, long_date(citation.published or "")]
    facts += [f"p. {citation.page}" if citation.page is not None else None]
    facts += [_cell(citation), address]
    return ", ".join(on_one_line(fact) for fact in facts if fact)


def _plain(marked: MarkedText) -> Iterator[str]:
    for block in marked.blocks:
        parts = ["".join(words_of(words) for words, _ in marked.pieces(part)) for part in block.parts]
        if block.kind == "list":
            yield "\n".join(f"- {part}" for part in parts)
        else:
            yield "".join(parts)
