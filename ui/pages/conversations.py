"""Conversations: those that are kept, to open, search, rename, share, export and delete."""

from qa.store.sql.conversations import Conversations
from qa.types.errors import QAError
from ui.language import gettext as _
from ui.pages.rows import Sent
from ui.pages.shell import QUIET, Shell, html, in_their_language, script, user_of
from ui.rendering.conversations import untitled
from ui.rendering.escaping import plain, sentence
from ui.rendering.rows import Rows, Told
from ui.rendering.templates import render


# Without accounts the server listens on loopback alone.
def _reach(accounts: bool) -> str:
    if accounts:
        return _("It works for everybody who can log in here.")
    return _("It works on this machine only, as there are no accounts.")


def build(shell: Shell) -> None:
    import gradio as gr

    accounts = shell.service.settings.auth is not None

    @in_their_language
    def act(event: gr.EventData, request: gr.Request) -> str:
        """Do what was sent; the list as it is then."""
        sent, user = Sent(event), user_of(request)
        owner, containing = user.id, sent.field("containing")[:200].strip()
        try:
            conversations = shell.service.seen_by(user).library.conversations
            try:
                told = _done(conversations, sent, owner)
            except QAError as exc:
                told = Told(sentence(exc), failed=True)
            shown = Rows.of(conversations.list(owner, containing), sent.page)
        except QAError as exc:
            return render("told", told=Told(sentence(exc), failed=True))
        opened = sent.id if sent.do in ("share", "withdraw") else ""
        return render(
            "conversations",
            shown=shown,
            told=told,
            opened=opened,
            reach=_reach(accounts),
            searched=bool(containing),
            untitled=untitled(),
        )

    html(lambda: render("conversations_head"), elem_id="conversations-head")
    listed = html(elem_id="conversations", js=script("rows"))
    listed.select(act, None, [listed], trigger_mode="multiple", **QUIET)


def _done(conversations: Conversations, sent: Sent, owner: str) -> Told:
    """Raises LibraryError."""
    match sent.do:
        case "rename":
            renamed = conversations.rename(sent.id, owner, sent.field("title"))
            return Told(_("Renamed to “%(title)s”.", title=_plain(renamed.title)))
        case "delete":
            title = conversations.get(sent.id, owner).title
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
