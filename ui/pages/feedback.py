"""Feedback: what people thought of answers, and how a thumbs-down becomes a regression case of `qa eval`."""

from qa.service.gold import with_right_answer
from qa.store.sql.feedback import Feedback, FeedbackEntry
from qa.store.sql.users import User
from qa.types.errors import NotFoundError, QAError
from ui.language import gettext as _
from ui.pages.rows import Sent
from ui.pages.shell import QUIET, Shell, html, in_their_language, script, user_of
from ui.rendering.escaping import sentence
from ui.rendering.feedback import render_feedback
from ui.rendering.rows import Rows, Told
from ui.rendering.templates import render


def build(shell: Shell) -> None:
    import gradio as gr

    accounts = shell.service.settings.auth is not None

    @in_their_language
    def act(event: gr.EventData, request: gr.Request) -> str:
        """Do what was sent; the list as it is then."""
        sent, user = Sent(event), user_of(request)
        verdict, owner = sent.field("verdict"), None if user.admin else user.id
        try:
            feedback = shell.service.seen_by(user).library.feedback
            try:
                told = _done(feedback, sent, user)
            except QAError as exc:
                told = Told(sentence(exc), failed=True)
            total = feedback.count(owner, verdict=verdict)
            shown = Rows.found(
                lambda offset, limit: feedback.list(owner, verdict=verdict, offset=offset, limit=limit), total, sent.page
            )
        except QAError as exc:
            return render("told", told=Told(sentence(exc), failed=True))
        return render_feedback(shown, told, everybodys=accounts and user.admin, verdict=verdict)

    html(lambda: render("feedback_head"), elem_id="feedback-head")
    listed = html(elem_id="feedback", js=script("rows"))
    listed.select(act, None, [listed], trigger_mode="multiple", **QUIET)


def _done(feedback: Feedback, sent: Sent, user: User) -> Told:
    """Raises LibraryError."""
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
