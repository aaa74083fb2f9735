"""What the server says when the app opens a conversation, and room for the questions that are on their way to it."""

from hashlib import sha256
from uuid import uuid4

from qa.service.authors import model_name
from ui.rendering.escaping import attribute


def render_opened(owner: str, *, admin: bool = False, model: str | None = None) -> str:
    """Tells the script that a conversation is on the page, and whose words the browser keeps are to be shown with it.

    `model` is the language model that writes the answers, as `Answer.reader` names it.
    """
    facts = f'{" data-admin" if admin else ""} data-model="{attribute(model_name(model) if model else "")}"'
    return f'<span hidden data-owner="{sha256(owner.encode()).hexdigest()[:16]}"{facts}>{uuid4().hex}</span>'


def render_coming() -> str:
    """An empty place at the end of the conversation; the script puts the questions in."""
    return '<div class="coming"></div>'


def render_unknown_conversation() -> str:
    """Above the welcome, where the address leads to no conversation of this person."""
    return (
        '<div class="unknown"><p class="notice">There is no conversation at this address. It may have been deleted, '
        'or belong to somebody else: <a href="#/conversations">look among yours</a>, or ask below to begin one.</p></div>'
    )
