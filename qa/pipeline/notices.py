"""What is said beside a quoted answer: which words were read as others, and that a newer document tells of it, too."""

from collections.abc import Sequence

from qa.english.dates import long_date
from qa.reading.question_time import QuestionTime
from qa.retrieval.spelling import Correction
from qa.store.sql import Passage
from qa.types import Citation


def notice(
    question: str, corrected: Sequence[Correction], citations: Sequence[Citation], newer_figures: Sequence[Passage] = ()
) -> str | None:
    """`newer_figures` count otherwise what the first quote counts, the newest first."""
    respelt = f"Showing results for {', '.join(each.meant for each in corrected)}." if corrected else ""
    newer = _newer(question, citations) or _counted_later(citations, newer_figures)
    return " ".join(filter(None, (respelt, newer))) or None


def _counted_later(citations: Sequence[Citation], newer_figures: Sequence[Passage]) -> str:
    if not citations or not newer_figures:
        return ""
    first = citations[0]
    if (first.published or "")[:10] >= (newer_figures[0].published or "")[:10]:
        return ""
    told, later = long_date(first.published or ""), long_date(newer_figures[0].published or "")
    return f"[{first.marker}] was told on {told}; “{newer_figures[0].title}”, of {later}, has newer figures."


def _newer(question: str, citations: Sequence[Citation]) -> str:
    """Of quotes that stand close together the first may tell of an older event; a question that names a year means that one."""
    dated = [citation for citation in citations if citation.published]
    if not dated or dated[0] is not citations[0] or QuestionTime.of(question).years:
        return ""
    first, newest = dated[0], max(dated, key=lambda citation: citation.published or "")
    if (first.published or "")[:10] >= (newest.published or "")[:10]:
        return ""
    told, later = long_date(first.published or ""), long_date(newest.published or "")
    return f"[{first.marker}] was told on {told}; [{newest.marker}] is newer, of {later}."
