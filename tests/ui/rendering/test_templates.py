"""Templates escape whatever isn't HTML already."""

from markupsafe import Markup

from ui.rendering.escaping import text
from ui.rendering.templates import render


def test_a_form_feed_that_ends_a_page_is_not_shown() -> None:
    assert text("one\ftwo\0") == "onetwo\ufffd"


def test_words_become_markup_only_where_they_are_said_to_be_html() -> None:
    assert "&lt;b&gt;</main>" in render("source_page", body="<b>")
    assert "</div><b></main>" in render("source_page", body=Markup("<b>"))
