"""The page of sessions, which needs no script."""

from collections.abc import Sequence

from markupsafe import Markup

from qa.store.sql.sessions import Session
from ui.language import gettext as _
from ui.rendering.addresses import address
from ui.rendering.articles import page
from ui.rendering.templates import render


def render_sessions(sessions: Sequence[Session], here: str, *, everybodys: bool) -> Markup:
    """`here` is the id of the session that looks at it."""
    body = render(
        "sessions", sessions=sessions, here=here, everybodys=everybodys, home=address("/"), action=address("/sessions")
    )
    return page(_("Sessions"), body, ("citedqa", "kept"))
