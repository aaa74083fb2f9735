"""What is kept: conversations, to open, search, rename, share, export and delete; and feedback, what people thought of answers,
and how a thumbs-down becomes a regression case of `qa eval`.
"""

import re

from markupsafe import Markup

from qa.service.gold import gold_row, remark, with_right_answer
from qa.store.sql import Library, User
from qa.types.errors import NotFoundError
from ui.asking.talk import untitled
from ui.language import gettext as _
from ui.pages.shell import Rows, Sent, Shell, Told, kept_rows
from ui.rendering.escaping import plain
from ui.rendering.templates import render

_MARKUP = re.compile(r"\*\*|^### ", re.MULTILINE)


def build_conversations(shell: Shell) -> None:
    accounts = shell.server.settings.auth is not None

    def shown(library: Library, sent: Sent, user: User, told: Told) -> Markup:
        containing = sent.field("containing")[:200].strip()
        return render(
            "conversations",
            shown=Rows.of(library.conversations.list(user.id, containing), sent.page),
            told=told,
            deleted=[each for each in library.conversations.deleted(user.id) if each.id != told.undo],
            opened=sent.id if sent.do in ("share", "withdraw") else "",
            # Without accounts the server listens on loopback alone.
            reach=_("It works for everybody who can log in here.")
            if accounts
            else _("It works on this machine only, as there are no accounts."),
            searched=bool(containing),
            untitled=untitled(),
        )

    kept_rows(shell, "conversations", _conversations_done, shown)


def _conversations_done(library: Library, sent: Sent, user: User) -> Told:
    """Raises LibraryError."""
    conversations, owner = library.conversations, user.id
    match sent.do:
        case "rename":
            renamed = conversations.rename(sent.id, owner, sent.field("title"))
            return Told(_("Renamed to “%(title)s”.", title=_plain(renamed.title)))
        case "delete":
            title = conversations.restore(sent.id, owner).title  # a second click's refusal would hide the way back
            conversations.delete(sent.id, owner)
            return Told(_("Deleted “%(title)s”.", title=_plain(title)), undo=sent.id)
        case "restore":
            return Told(_("“%(title)s” is back.", title=_plain(conversations.restore(sent.id, owner).title)))
        case "share":
            conversations.share(sent.id, owner)
            return Told(_("The link is ready."))
        case "withdraw":
            conversations.unshare(sent.id, owner)
            return Told(_("The link is dead."))
    return Told()


def _plain(title: str) -> str:
    return plain(title) or untitled()


def build_feedback(shell: Shell) -> None:
    accounts = shell.server.settings.auth is not None

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

    kept_rows(shell, "feedback", _feedback_done, shown)


def _feedback_done(library: Library, sent: Sent, user: User) -> Told:
    """Raises LibraryError."""
    feedback = library.feedback
    if sent.do not in ("right", "unanswerable", "remove"):
        return Told()
    entry = feedback.get(sent.id)
    if not user.admin and entry.owner_id != user.id:  # as unknown as one that never was
        raise NotFoundError(f"no feedback {sent.id!r}; `qa feedback list` shows ids")
    if sent.do == "remove":
        feedback.remove(entry.id)
        return Told(_("Removed."))
    answers = [line.strip() for line in sent.field("answer").splitlines() if line.strip()] if sent.do == "right" else []
    if sent.do == "right" and not answers:
        return Told(_("Type the right answer first."), failed=True)
    feedback.annotate(entry.id, with_right_answer(entry.note, answers))
    return Told(_("Thank you. From now on this is one of the questions that the answering is checked with."))
