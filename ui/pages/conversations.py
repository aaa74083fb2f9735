"""Conversations: those that are kept, to open, search, rename, share, export and delete."""

from markupsafe import Markup

from qa.store.sql import Library, User
from ui.language import gettext as _
from ui.pages.shell import Sent, Shell, kept_rows
from ui.rendering.conversations import untitled
from ui.rendering.escaping import plain
from ui.rendering.rows import Rows, Told
from ui.rendering.templates import render


# Without accounts the server listens on loopback alone.
def _reach(accounts: bool) -> str:
    if accounts:
        return _("It works for everybody who can log in here.")
    return _("It works on this machine only, as there are no accounts.")


def build(shell: Shell) -> None:
    accounts = shell.service.settings.auth is not None

    def shown(library: Library, sent: Sent, user: User, told: Told) -> Markup:
        containing = sent.field("containing")[:200].strip()
        return render(
            "conversations",
            shown=Rows.of(library.conversations.list(user.id, containing), sent.page),
            told=told,
            opened=sent.id if sent.do in ("share", "withdraw") else "",
            reach=_reach(accounts),
            searched=bool(containing),
            untitled=untitled(),
        )

    kept_rows(shell, "conversations", _done, shown)


def _done(library: Library, sent: Sent, user: User) -> Told:
    """Raises LibraryError."""
    conversations, owner = library.conversations, user.id
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
