"""Documents to choose from, of which a question is asked."""

from markupsafe import Markup

from qa.store.sql import DocumentListPage
from ui.rendering.templates import render


def render_choices(found: DocumentListPage) -> Markup:
    return render("choices", found=found)
