"""The person's name in the masthead, beside the way out."""

from markupsafe import Markup

from ui.rendering.templates import render


def render_account(name: str) -> Markup:
    return render("account", name=name)
