"""Thumbs: those under an answer, and the list of what people gave, each with what `qa eval` will expect of it."""

import re
from typing import Any
from uuid import uuid4

from qa.service.gold import gold_row, remark
from qa.store.sql.feedback import MAX_NOTE_CHARACTERS, FeedbackEntry, Thumb
from ui.rendering.addresses import address
from ui.rendering.escaping import attribute, count, data, label, text
from ui.rendering.rows import (
    Rows,
    Told,
    render_choice,
    render_close,
    render_moment,
    render_panel,
    render_rows,
    render_send,
    render_tool,
)

_THUMBS: dict[Thumb, str] = {"up": "Good answer", "down": "Bad answer"}
# A hand with its thumb up; down is the same, turned over.
_HAND = (
    '<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><path d="M6 9v8H3V9zm0 0 3.2-6.4c1.3 0 2.2 1 2 2.3'
    'L10.8 8H15a2 2 0 0 1 2 2.4l-1 5A2 2 0 0 1 14 17H6" fill="none" stroke="currentColor" stroke-width="1.5" '
    'stroke-linejoin="round"/></svg>'
)
_MARKUP = re.compile(r"\*\*|^### ", re.MULTILINE)


def render_thumbs(question: str, turn: int, verdict: Thumb | None = None) -> str:
    """Two buttons; the one that was chosen is pressed. `question` is how the server knows that it is this answer."""
    buttons = "".join(
        f'<button type="button" class="thumb {each}" data-verdict="{each}" aria-label="{name}" title="{name}" '
        f'aria-pressed="{"true" if each == verdict else "false"}">{_HAND}</button>'
        for each, name in _THUMBS.items()
    )
    about = f'role="group" aria-label="Feedback on answer {turn}" data-question="{data(question)}"'
    return f'<div class="thumbs" {about}>{buttons}<span class="noted"></span></div>'


def render_why(turn: int, note: str) -> str:
    """Room for a note; the script shows it once a thumb is chosen."""
    return (
        f'<form class="why" data-turn="{turn}" hidden><label>Why? A note, if you like <textarea name="note" rows="2" '
        f'maxlength="{MAX_NOTE_CHARACTERS}" dir="auto">{data(note)}</textarea></label>'
        f'<button type="submit" class="quiet">Send note</button> {render_close("Close")}</form>'
    )


def render_judged(turn: int, verdict: Thumb | None, told: str) -> str:
    """What became of a thumb, for the script; the number makes each one new."""
    return f'<span hidden data-turn="{turn}" data-verdict="{verdict or ""}" data-number="{uuid4().hex}">{text(told)}</span>'


def render_feedback_head() -> str:
    kinds = {"": "All", "up": "Thumbs up", "down": "Thumbs down"}
    choices = "".join(
        f'<label><input type="radio" name="verdict" value="{value}"{" checked" if not value else ""}> {name}</label>'
        for value, name in kinds.items()
    )
    return (
        f'<div class="head"><h2>Feedback</h2><form class="filters" role="group" aria-label="Which">{choices}</form>'
        f'<a class="download" href="{address("/feedback.jsonl")}" download>Download as questions for <code>qa eval</code></a>'
        "</div>"
    )


def render_feedback(shown: Rows[FeedbackEntry], told: Told, *, everybodys: bool, verdict: str = "") -> str:
    """`everybodys`: say whose each is. `verdict` is what the list was narrowed down to."""
    rows = [_row(entry, everybodys=everybodys) for entry in shown.rows]
    listed = render_rows(shown, rows, told, "Feedback")
    if rows:
        return listed
    what = {"up": "No thumbs up yet", "down": "No thumbs down yet"}.get(verdict, "No feedback yet")
    return f'{listed}<div class="empty"><h3>{what}</h3><p>Thumbs under an answer are kept here, with the answer.</p></div>'


def _row(entry: FeedbackEntry, *, everybodys: bool) -> str:
    answer = entry.answer
    given = f'<span class="thumb {entry.verdict}">{_HAND} Thumbs {entry.verdict}</span>'
    facts = [given, render_moment(entry.given_at), f"{label(answer.reader)}, CitedQA {label(entry.versions.product)}"]
    if everybodys:
        facts.insert(1, label(entry.owner))
    note = f'<p class="note" dir="auto">{text(said)}</p>' if (said := remark(entry.note)) else ""
    row = gold_row(entry)
    tools = (render_tool("right", entry.id, "Say what is right") if entry.verdict == "down" else "") + render_tool(
        "remove", entry.id, "Remove"
    )
    panels = (render_panel("right", entry.id, _right(row)) if entry.verdict == "down" else "") + render_panel(
        "remove", entry.id, _remove()
    )
    question = answer.standalone_question
    return (
        f'<li class="row" data-id="{attribute(entry.id)}"><div class="line"><div class="what">'
        f'<h3 dir="auto">{label(question)}</h3><p class="meta">{" · ".join(facts)}</p>{_answer(entry)}{note}{_case(row)}</div>'
        f'<div class="tools" role="group" aria-label="{attribute(question)}">{tools}</div></div>{panels}</li>'
    )


def _answer(entry: FeedbackEntry) -> str:
    answer = entry.answer
    words = _MARKUP.sub("", answer.text)
    titles = dict.fromkeys(each.title for each in answer.citations)
    sources = f'<p class="meta">From {", ".join(f"<cite>{label(title)}</cite>" for title in titles)}</p>' if titles else ""
    kind = "The abstention" if answer.status == "abstained" else "The answer"
    return (
        f'<details class="given"><summary>{kind} ({count(len(words.split()), "word")})</summary>'
        f'<blockquote dir="auto">{text(words)}</blockquote>{sources}</details>'
    )


def _case(row: dict[str, Any]) -> str:
    """What `qa eval` will make of it."""
    if "answerable" not in row:
        return '<p class="case open">Say what would have been right: then it is checked at every change.</p>'
    if not row["answerable"]:
        return '<p class="case">Checked at every change: it should find no answer.</p>'
    if answers := row["answers"]:
        quoted = " or ".join(f"<q>{label(each)}</q>" for each in answers)
        return f'<p class="case">Checked at every change: the answer should be {quoted}.</p>'
    if row.get("cites"):
        return '<p class="case">Checked at every change: it should quote the same.</p>'
    return '<p class="case open">There should have been an answer: say which.</p>'


def _right(row: dict[str, Any]) -> str:
    known, hint = "\n".join(row.get("answers", ())), f"how-{attribute(row['id'])}"
    return (
        '<form data-do="right"><label>Right answer <textarea name="answer" rows="1" dir="auto" maxlength="1000" required '
        f'aria-describedby="{hint}">{data(known)}</textarea></label>'
        f'<p class="hint" id="{hint}">Another way to put it goes on a line of its own (Shift Enter).</p>'
        f"{render_send('This is right')}{render_choice('unanswerable', 'Not in the documents')}{render_close()}</form>"
    )


def _remove() -> str:
    asked = "<p>Remove this feedback for good?</p>"
    return asked + render_choice("remove", "Remove", main=True) + render_close("Keep")
