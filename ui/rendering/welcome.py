"""What stands where a conversation will be."""

from collections.abc import Sequence

from markupsafe import Markup

from qa.documents.formats.registry import supported
from ui.rendering.templates import render


def render_welcome(documents: int, questions: Sequence[str] = ()) -> Markup:
    """What the app does, and questions that this library answers; where it is empty, how to fill it."""
    return render("welcome", documents=documents, questions=questions, supported=supported())
