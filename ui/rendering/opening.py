"""What the server says when the app opens a conversation, and room for the questions that are on their way to it."""

from hashlib import sha256
from uuid import uuid4

from markupsafe import Markup

from ui.rendering.templates import render


def render_opened(owner: str) -> Markup:
    """Tells the script that a conversation is on the page, and whose words the browser keeps are to be shown with it."""
    kept_for = sha256(owner.encode()).hexdigest()[:16]
    return Markup('<span hidden data-owner="{}">{}</span>').format(kept_for, uuid4().hex)


def render_coming() -> Markup:
    """An empty place at the end of the conversation; the script puts the questions in."""
    return Markup('<div class="coming"></div>')


def render_unknown_conversation() -> Markup:
    """Above the welcome, where the address leads to no conversation of this person."""
    return render("unknown_conversation")
