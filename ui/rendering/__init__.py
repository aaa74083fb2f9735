"""The only maker of HTML: answers, sources, articles and what surrounds them, for the app, exports and reports.

Everything that comes from a document, a model or a person passes through `escaping`, so it can't become markup.
Anchors: turn 3 is `#t3`; its sources `#t3-sources`; its citation 1 is marked at `#t3-m1` and shown at `#t3-c1`.
"""

from ui.rendering.answers import (
    render_actions,
    render_again,
    render_answer,
    render_author,
    render_chip,
    render_coverage,
    render_earlier,
    render_failure,
    render_notice,
    render_stopped,
    render_suggestions,
    render_turn,
    render_understood,
    render_working,
    render_writing,
)
from ui.rendering.articles import page, render_article, render_article_page, source_page
from ui.rendering.conversations import (
    render_conversations,
    render_exported_page,
    render_shared_page,
    untitled,
)
from ui.rendering.escaping import plain, sentence
from ui.rendering.excerpts import Mark, excerpts
from ui.rendering.feedback import render_feedback, render_judged
from ui.rendering.how import render_how
from ui.rendering.links import addresses_of, original_address, source_address
from ui.rendering.opening import render_opened
from ui.rendering.rows import Rows, Told
from ui.rendering.sources import SHELF_LISTED, render_shelf, render_sources
from ui.rendering.templates import render
from ui.rendering.welcome import render_welcome
from ui.rendering.within import render_within

__all__ = [
    "SHELF_LISTED",
    "Mark",
    "Rows",
    "Told",
    "addresses_of",
    "excerpts",
    "original_address",
    "page",
    "plain",
    "render",
    "render_actions",
    "render_again",
    "render_answer",
    "render_article",
    "render_article_page",
    "render_author",
    "render_chip",
    "render_conversations",
    "render_coverage",
    "render_earlier",
    "render_exported_page",
    "render_failure",
    "render_feedback",
    "render_how",
    "render_judged",
    "render_notice",
    "render_opened",
    "render_shared_page",
    "render_shelf",
    "render_sources",
    "render_stopped",
    "render_suggestions",
    "render_turn",
    "render_understood",
    "render_welcome",
    "render_within",
    "render_working",
    "render_writing",
    "sentence",
    "source_address",
    "source_page",
    "untitled",
]
