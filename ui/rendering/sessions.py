"""The page of sessions, which needs no script."""

from collections.abc import Sequence

from markupsafe import Markup

from qa.store.sql.sessions import Session
from ui.language import gettext as _
from ui.rendering.articles import page, source_page
from ui.rendering.templates import render


def render_sessions(sessions: Sequence[Session], here: str, *, everybodys: bool) -> Markup:
    """`here` is the id of the session that looks at it."""
    shown = render("sessions", sessions=sessions, here=here, everybodys=everybodys)
    return page(_("Sessions"), source_page(shown), ("citedqa", "kept"))
