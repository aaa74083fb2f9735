"""Feedback: what people thought of answers, and how a thumbs-down becomes a regression case of `qa eval`."""

import re

from markupsafe import Markup

from qa.service.gold import gold_row, remark, with_right_answer
from qa.store.sql import Library, User
from qa.store.sql.feedback import Feedback, FeedbackEntry
from qa.types.errors import NotFoundError
from ui.language import gettext as _
from ui.pages.shell import Sent, Shell, kept_rows
from ui.rendering.rows import Rows, Told
from ui.rendering.templates import render

_MARKUP = re.compile(r"\*\*|^### ", re.MULTILINE)


def build(shell: Shell) -> None:
    accounts = shell.service.settings.auth is not None

    def shown(library: Library, sent: Sent, user: User, told: Told) -> Markup:
        verdict, owner, feedback = sent.field("verdict"), None if user.admin else user.id, library.feedback
        rows = Rows.found(
            lambda offset, limit: feedback.list(owner, verdict=verdict, offset=offset, limit=limit),
            feedback.count(owner, verdict=verdict),
            sent.page,
        )
        entries = [
            {"entry": each, "row": gold_row(each), "remark": remark(each.note), "words": _MARKUP.sub("", each.answer.text)}
            for each in rows.rows
        ]
        everybodys = accounts and user.admin
        return render("feedback", shown=rows, told=told, entries=entries, everybodys=everybodys, verdict=verdict)

    kept_rows(shell, "feedback", _done, shown)


def _done(library: Library, sent: Sent, user: User) -> Told:
    """Raises LibraryError."""
    feedback = library.feedback
    if sent.do not in ("right", "unanswerable", "remove"):
        return Told()
    entry = _own(feedback, sent.id, user)
    if sent.do == "remove":
        feedback.remove(entry.id)
        return Told(_("Removed."))
    answers = [line.strip() for line in sent.field("answer").splitlines() if line.strip()] if sent.do == "right" else []
    if sent.do == "right" and not answers:
        return Told(_("Type the right answer first."), failed=True)
    feedback.annotate(entry.id, with_right_answer(entry.note, answers))
    return Told(_("Thank you. From now on this is one of the questions that the answering is checked with."))


def _own(feedback: Feedback, feedback_id: str, user: User) -> FeedbackEntry:
    """The entry with this id; somebody else's is as unknown as one that never was, but to an admin."""
    entry = feedback.get(feedback_id)
    if not user.admin and entry.owner_id != user.id:
        raise NotFoundError(f"no feedback {feedback_id!r}; `qa feedback list` shows ids")
    return entry
