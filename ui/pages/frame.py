"""The fixed parts of the page: masthead, question box, frame of the source view. No document text comes near them."""

from collections.abc import Iterable

from markupsafe import Markup

from qa.pipeline import MAX_QUESTION_CHARACTERS
from ui.rendering.templates import render


def render_masthead(pages: Iterable[tuple[str, str]]) -> Markup:
    """`pages` are names and labels. Where there is one page alone, there is nothing to choose."""
    return render("masthead", pages=list(pages))


def render_composer() -> Markup:
    return render("composer", longest=MAX_QUESTION_CHARACTERS)


def render_viewer() -> Markup:
    """An empty source view; the script fills it from an article's own page."""
    return render("viewer")
