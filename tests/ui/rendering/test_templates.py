"""Templates escape whatever isn't HTML already."""

from markupsafe import Markup

from ui.rendering.templates import render


def test_words_become_markup_only_where_they_are_said_to_be_html() -> None:
    assert '<main id="source-page">&lt;b&gt;</main>' in render("source_page", home=False, body="<b>")
    assert '<main id="source-page"><b></main>' in render("source_page", home=False, body=Markup("<b>"))
