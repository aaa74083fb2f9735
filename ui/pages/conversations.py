"""Conversations: those that are kept, to open, search, rename, share, export and delete."""

from qa.store.sql.conversations import Conversations
from qa.types.errors import QAError
from ui import rendering
from ui.pages.rows import Sent
from ui.pages.shell import QUIET, Shell, html, script, user_of
from ui.rendering import Told

# Without accounts the server listens on loopback alone.
_HERE = "It works on this machine only, as there are no accounts (QA_AUTH)."
_INSIDE = "It works for everybody who can log in here."


def build(shell: Shell) -> None:
    import gradio as gr

    conversations = shell.service.library.conversations
    reach = _HERE if shell.service.settings.auth is None else _INSIDE

    def act(event: gr.EventData, request: gr.Request) -> str:
        """Do what was sent; the list as it is then."""
        sent, owner = Sent(event), user_of(request).id
        containing = sent.field("containing")[:200].strip()
        try:
            told = _done(conversations, sent, owner)
        except QAError as exc:
            told = Told(rendering.sentence(exc), failed=True)
        try:
            shown = rendering.Rows.of(conversations.list(owner, containing), sent.page)
        except QAError as exc:
            return rendering.render("told", told=Told(rendering.sentence(exc), failed=True))
        opened = sent.id if sent.do in ("share", "withdraw") else ""
        return rendering.render_conversations(shown, told, opened=opened, reach=reach, searched=bool(containing))

    html(rendering.render("conversations_head"), elem_id="conversations-head")
    listed = html(elem_id="conversations", js=script("rows"))
    listed.select(act, None, [listed], trigger_mode="multiple", **QUIET)


def _done(conversations: Conversations, sent: Sent, owner: str) -> Told:
    """Raises LibraryError."""
    match sent.do:
        case "rename":
            renamed = conversations.rename(sent.id, owner, sent.field("title"))
            return Told(f"Renamed to “{_plain(renamed.title)}”.")
        case "delete":
            title = conversations.get(sent.id, owner).title
            conversations.delete(sent.id, owner)
            return Told(f"Deleted “{_plain(title)}”.", undo=sent.id)
        case "restore":
            return Told(f"“{_plain(conversations.restore(sent.id, owner).title)}” is back.")
        case "share":
            conversations.share(sent.id, owner)
            return Told("The link is ready.")
        case "withdraw":
            conversations.unshare(sent.id, owner)
            return Told("The link is dead.")
    return Told()


def _plain(title: str) -> str:
    return rendering.plain(title) or rendering.UNTITLED
