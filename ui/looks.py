"""How the pages beside the app look: by day or by night, as somebody chose in the app, else as their system does."""

from contextvars import ContextVar

from starlette.requests import HTTPConnection

# `ui/assets/help.js` sets it. Those pages run no script, so the choice that the app keeps for itself is told here as well.
_COOKIE = "citedqa_look"
_chosen: ContextVar[str] = ContextVar("look", default="")


def look_as(connection: HTTPConnection) -> None:
    """What is rendered for this request looks as whoever sent it chose."""
    given = connection.cookies.get(_COOKIE, "")
    _chosen.set(given if given in ("light", "dark") else "")


def look() -> str:
    """ "light", "dark", or "" for the system's own."""
    return _chosen.get()
