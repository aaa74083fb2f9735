"""Feedback as gold: each entry becomes a line of `qa eval`'s JSON lines, a thumbs-down a regression case.

The note may say what is right, in lines of their own: `answer: 15-60` (each further one is another way to put it), or
`unanswerable`. Without one:

    thumbs-up, answered      the short answer is right, or else the quotes: of what somebody said all, otherwise any
    thumbs-up, abstained     the documents don't answer it
    thumbs-down, abstained   the documents do answer it; with what isn't known
    thumbs-down, answered    nothing is known but that this was wrong: it is asked, not scored, until the note says more
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from qa.pipeline.asking import EXTRACTIVE
from qa.store.sql import FeedbackEntry, Library
from qa.types import Answer

_ANSWER = re.compile(r"^\s*answer\s*:[ \t]*(\S.*?)\s*$", re.IGNORECASE | re.MULTILINE)
_UNANSWERABLE = re.compile(r"^\s*unanswerable\s*\.?\s*$", re.IGNORECASE | re.MULTILINE)


def gold_row(entry: FeedbackEntry) -> dict[str, Any]:
    """The question as it was understood, so that it needs no history. `verdict` and `note` are there for whoever reads it."""
    row = {
        "id": f"feedback-{entry.id}",
        "question": _clean(entry.answer.standalone_question),
        **_expected(entry),
        "verdict": entry.verdict,
    }
    return row | ({"note": entry.note} if entry.note else {})


def gold_lines(entries: Iterable[FeedbackEntry], library: Library) -> str:
    """One line each, but for those that expect a document which was removed since: it could never be found."""
    rows = (gold_row(entry) for entry in entries if not _is_of_removed(entry, library))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _is_of_removed(entry: FeedbackEntry, library: Library) -> bool:
    cited = {each.document_id for each in entry.answer.citations}
    return "documents" in _expected(entry) and len(library.document_list.titles_of(tuple(cited))) < len(cited)


def remark(note: str) -> str:
    """The note without the lines that say what is right."""
    lines = (line for line in note.splitlines() if not _ANSWER.search(line) and not _UNANSWERABLE.search(line))
    return "\n".join(lines).strip()


def with_right_answer(note: str, right: Sequence[str]) -> str:
    """The note saying that this is right, put one way or another, in place of what it said was. Empty: it is unanswerable."""
    said = [f"answer: {' '.join(each.split())}" for each in right] or ["unanswerable"]
    return "\n".join([*said, remark(note)]).strip()  # first, because a long note is cut


def _expected(entry: FeedbackEntry) -> dict[str, Any]:
    answer = entry.answer
    if right := [_clean(found) for found in _ANSWER.findall(entry.note)]:
        return {"answers": list(dict.fromkeys(right)), "answerable": True}
    if _UNANSWERABLE.search(entry.note):
        return {"answers": [], "answerable": False}
    if entry.verdict == "up":
        return _as_answered(answer) if answer.status == "answered" else {"answers": [], "answerable": False}
    return {"answers": [], "answerable": True} if answer.status == "abstained" else {}


def _as_answered(answer: Answer) -> dict[str, Any]:
    quotes = list(dict.fromkeys(_clean(citation.quote) for citation in answer.citations))
    expected: dict[str, Any] = {"answers": [], "answerable": True}
    if answer.short_answer:
        expected["answers"] = [_clean(answer.short_answer)]
    elif quotes:
        said = answer.reader != EXTRACTIVE and all(citation.speaker for citation in answer.citations)
        expected["cites"] = [[quote] for quote in quotes] if said else [quotes]
    sources = list(dict.fromkeys(citation.source for citation in answer.citations))
    return expected | ({"documents": sources} if sources else {})


def _clean(text: str) -> str:
    """`qa eval` refuses NUL."""
    return text.replace("\0", " ").strip()
