"""The list of thumbs that people gave, each with what `qa eval` will expect of it."""

import re
from uuid import uuid4

from markupsafe import Markup

from qa.service.gold import gold_row, remark
from qa.store.sql.feedback import FeedbackEntry, Thumb
from ui.rendering.escaping import text
from ui.rendering.rows import Rows, Told
from ui.rendering.templates import render

_MARKUP = re.compile(r"\*\*|^### ", re.MULTILINE)


def render_judged(turn: int, verdict: Thumb | None, told: str) -> Markup:
    """What became of a thumb, for the script; the number makes each one new."""
    span = Markup('<span hidden data-turn="{}" data-verdict="{}" data-number="{}">{}</span>')
    return span.format(turn, verdict or "", uuid4().hex, text(told))


def render_feedback(shown: Rows[FeedbackEntry], told: Told, *, everybodys: bool, verdict: str) -> Markup:
    """`everybodys`: say whose each is. `verdict` is what the list was narrowed down to."""
    entries = [
        {"entry": each, "row": gold_row(each), "remark": remark(each.note), "words": _MARKUP.sub("", each.answer.text)}
        for each in shown.rows
    ]
    return render("feedback", shown=shown, told=told, entries=entries, everybodys=everybodys, verdict=verdict)
