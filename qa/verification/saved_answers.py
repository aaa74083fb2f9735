"""Re-checking what was saved: does each citation still stand at its place, and each claim still have its verdict?

Needs the library, and the embedding model for claims in other words than their sources'; never a network.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any

from qa.embedding.model import Relevance
from qa.store.sql import Library
from qa.types import Answer, Citation, Document, Item, Span, Verdict
from qa.types.errors import DamagedTextError, NotFoundError, SavedError
from qa.types.saved import answer_from_json
from qa.verification.citations import speakers
from qa.verification.claims import recheck

_LEAST_SURE_LAST: tuple[Verdict, ...] = ("verbatim", "supported", "partly", "unsupported")
_MARKER = re.compile(r"\[(\d{1,3})\]")
# How an answer from the statement index begins a claim.
_NAMED = re.compile(r"\*\*([^*]+)\*\*")
_UNKNOWN = "an unknown speaker"
# A person's heading, an article's title, what leads up to a list: no claims, and none of their own.
_SECTION = re.compile(r"^### ", re.MULTILINE)
_INTRODUCTION = re.compile(r"### .+|\*.+\*( \(.+\))?|.+:|\d+[.)]")


@dataclass(frozen=True, slots=True)
class Verification:
    """How much was checked, and what doesn't hold: one sentence each.

    `unchecked` is what answers say of the library as it was when they were asked: how many documents, which part of a list.
    """

    answers: int
    citations: int
    claims: int
    failures: tuple[str, ...]
    unchecked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Saved:
    """`hashes` are the SHA-256 of its documents, None where the file doesn't tell; `where` is its place in the file."""

    where: str
    answer: Answer
    hashes: Mapping[str, str] | None


def verify(raw: Any, library: Library, relevance: Relevance) -> Verification:
    """Check an answer of `qa ask --json` or of the API, or an exported conversation. Raises SavedError where it is neither.

    `relevance` gives the cosine of a word with each of others; claims in the sources' own words don't need it.
    """
    answers = [replace(saved, answer=_with_leads(saved.answer)) for saved in _answers(raw)]

    @cache
    def document(document_id: str) -> Document | None:
        with suppress(NotFoundError):
            found = library.document(document_id)
            return found if found.id == document_id else None
        return None

    failures = [f"{saved.where}{failure}" for saved in answers for failure in _failures(saved, library, relevance, document)]
    return Verification(
        answers=len(answers),
        citations=sum(len(saved.answer.citations) + len(saved.answer.closest) for saved in answers),
        claims=sum(len(saved.answer.claims) for saved in answers),
        failures=tuple(failures),
        unchecked=tuple(f"{saved.where}{told}" for saved in answers if _counts(saved.answer) for told in _told(saved.answer)),
    )


def _answers(raw: Any) -> Iterator[_Saved]:
    if isinstance(raw, dict) and "exchanges" in raw:
        exchanges = raw["exchanges"]
        if not isinstance(exchanges, list) or not exchanges:
            raise SavedError("this conversation has no exchanges; export one with `qa conversations export ID`")
        for number, exchange in enumerate(exchanges, start=1):
            yield _saved(exchange, f"exchange {number}, ")
    else:
        yield _saved(raw, "")


def _saved(raw: Any, where: str) -> _Saved:
    """`raw` is an answer, or an object that holds one beside other things."""
    inner = raw["answer"] if isinstance(raw, dict) and isinstance(raw.get("answer"), dict) else raw
    try:
        answer = answer_from_json(inner)
    except SavedError as exc:
        raise SavedError(f"{where}{exc}") from exc
    hashes = raw.get("documents")
    sound = isinstance(hashes, dict) and all(isinstance(digest, str) for digest in hashes.values())
    if "documents" in raw and not sound:
        raise SavedError(f'{where}"documents" must map ids to SHA-256 sums; export the conversation again')
    return _Saved(where, answer, hashes)


def _failures(
    saved: _Saved, library: Library, relevance: Relevance, document_of: Callable[[str], Document | None]
) -> Iterator[str]:
    answer = saved.answer
    broken: set[int] = set()
    for citation in (*answer.citations, *answer.closest):
        try:
            document = document_of(citation.document_id)
            failure = _standing(citation, document, library) or _changed(document, saved.hashes)
        except DamagedTextError:
            failure = f"the stored text of {citation.source} isn't the one that was ingested; ingest it again"
        if failure:
            broken.add(citation.marker)
            yield f"citation [{citation.marker}]: {failure}"
    if answer.status == "answered":
        yield from _loose_ends(answer)
    yield from _verdicts(answer, broken, relevance)


def _changed(document: Document | None, hashes: Mapping[str, str] | None) -> str | None:
    if document is None or hashes is None:
        return None
    known = hashes.get(document.id)
    if known is None:
        return f"the file has no SHA-256 of {document.source}"
    if known != document.sha256:
        return f"{document.source} has changed since: its SHA-256 was {known[:12]}…, now it is {document.sha256[:12]}…"
    return None


def _standing(citation: Citation, document: Document | None, library: Library) -> str | None:
    """Why the citation doesn't stand, or None."""
    if document is None:
        return f"document {citation.document_id} ({citation.source}) isn't in the library any more"
    if not citation.stands_in(document.text):
        return f"characters {citation.start}-{citation.end} of {document.source} aren't “{_short(citation.quote)}”"
    for name in ("title", "source", "published"):
        given, stored = getattr(citation, name), getattr(document, name)
        if given != stored:
            return f"its {name} is given as {given!r}, in the library it is {stored!r}"
    place = (document.id, citation.start)
    if citation.page is not None and citation.page != (page := library.pages_of({place}).get(place)):
        return f"it is given on page {citation.page}, in the library it is {f'on page {page}' if page else 'on none'}"
    if citation.speaker is not None and not _is_said_by(citation.speaker, citation, library):
        return f"the library doesn't know that {citation.speaker} said it"
    return None


def _is_said_by(name: str, citation: Citation, library: Library) -> bool:
    """Tell whether somebody of this name, or whom the library knows by another name as well, says some of what is cited."""
    said_by = speakers(citation, library)
    people = library.speakers.people_named({name, *said_by}) if said_by - {name} else {}
    named = {person for (other, _), person in people.items() if other == name}
    return name in said_by or any(people.get((each, citation.document_id)) in named for each in said_by)


def _with_leads(answer: Answer) -> Answer:
    """Its claims, each with what leads up to it as somebody's words: it is checked with them."""
    led = {item.markers: item.start for item in answer.items if item.markers and not (item.name or item.date)}
    claims = (replace(each, start=min(each.start, led.get(each.markers, each.start))) for each in answer.claims)
    return replace(answer, claims=tuple(claims))


def _verdicts(answer: Answer, broken: set[int], relevance: Relevance) -> Iterator[str]:
    """Tell which claims get another verdict today, and which citations another one than their claims, where they stand."""
    said_by = {citation.marker: citation.speaker or _UNKNOWN for citation in answer.citations}
    for claim in answer.claims:
        if not broken & set(claim.markers):
            named = _NAMED.match(claim.of(answer.text))
            if named and named[1].casefold() not in {said_by[marker].casefold() for marker in claim.markers}:
                yield f"claim “{_short(claim.of(answer.text))}”: its citation isn't of {named[1]}"
            found = recheck(answer, claim, relevance)
            if claim.verdict != found:
                broken = broken | set(claim.markers)
                yield f"claim “{_short(claim.of(answer.text))}”: saved as {claim.verdict}, found {found}"
    for citation in answer.citations:
        verdicts = [claim.verdict for claim in answer.claims if citation.marker in claim.markers]
        least = max(verdicts, key=_LEAST_SURE_LAST.index, default=citation.verdict)
        if citation.verdict != least and citation.marker not in broken:
            yield f"citation [{citation.marker}]: it is given as {citation.verdict}, its claims are {least}"


def _counts(answer: Answer) -> bool:
    """Tell whether the answer is made of what the library holds, so that it says in words of ours how much that is."""
    return bool(answer.items) and answer.reader != "extractive"


def _quoting(answer: Answer) -> Iterator[Span]:
    """Yield the stretches of the text that quote and say nothing else: all of it, or the answers to some of its questions."""
    if answer.reader != "parts":
        if not _counts(answer):
            yield Span(0, len(answer.text))
        return
    starts = [found.start() for found in _SECTION.finditer(_beside_claims(answer))]  # a quote may have headings of its own
    for start, end in pairwise([*starts, len(answer.text)]):
        counted = any(start <= each.start < end and _says_more(each) for each in answer.items)
        if not counted and any(start <= each.start < end for each in answer.claims):
            yield Span(start, end)


def _says_more(item: Item) -> bool:
    """Tell whether an item is more than a quotation: a document, a person, a day, or how many there are."""
    return not item.markers or bool(item.name or item.date or item.documents or item.quotations)


def _loose_ends(answer: Answer) -> Iterator[str]:
    """Say what the text has without a citation to look at, or without being a claim."""
    if not answer.citations:
        if not _counts(answer):
            yield "it is answered without a citation"
        return
    known = {citation.marker for citation in answer.citations}
    for marker in sorted({int(found) for found in _MARKER.findall(_beside_claims(answer))} - known):
        yield f"marker [{marker}] in the text points at no citation"
    for stretch in _quoting(answer):
        for piece in _told(answer, stretch):
            yield f"“{_short(piece)}” is in the text, but is no claim of it"


def _told(answer: Answer, stretch: Span | None = None) -> Iterator[str]:
    """Yield what the text, or a stretch of it, says outside its claims, headings and introductions, piece by piece."""
    beside = _beside_claims(answer)
    for line in _MARKER.sub("", beside[stretch.start : stretch.end] if stretch else beside).split("\n"):
        for piece in map(str.strip, line.split("\0")):
            if re.search(r"\w", piece) and not _INTRODUCTION.fullmatch(piece):
                yield piece


def _beside_claims(answer: Answer) -> str:
    """Return the text with its claims blotted out: a quote may have numbers in brackets of its own."""
    rest = answer.text
    for claim in answer.claims:
        rest = rest[: claim.start] + "\0" * (claim.end - claim.start) + rest[claim.end :]
    return rest


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:59]}…"
