"""The fixed parts of the page: masthead, question box, frame of the source view. No document text comes near them."""

from collections.abc import Iterable

from qa.pipeline import MAX_QUESTION_CHARACTERS
from ui.rendering.addresses import address
from ui.rendering.templates import render


def render_masthead(pages: Iterable[tuple[str, str, bool]]) -> str:
    """`pages` are names, labels, and whether only administrators are shown the way there.

    Where there is one page alone, there is nothing to choose.
    """
    return render("masthead", pages=list(pages))


_FUNNEL = (
    '<svg width="18" height="18" viewBox="0 0 18 18" fill="none" stroke="currentColor" stroke-width="1.6" '
    'stroke-linecap="round" aria-hidden="true"><path d="M2.5 5h13M5 9h8M7.5 13h3"/></svg>'
)
# The script puts the documents in.
_CHOOSING = (
    '<dialog class="sheet" id="choose-scope" aria-labelledby="choose-scope-title"><form method="dialog">'
    '<h3 id="choose-scope-title">What to ask about</h3><div class="finding">'
    '<label class="words"><span class="sr">Find documents</span><input type="search" name="words" '
    'placeholder="Find documents" autocomplete="off" maxlength="200"></label>'
    '<label>From <input type="date" name="since"></label><label>To <input type="date" name="until"></label></div>'
    '<div class="choices" role="group" aria-label="Documents" tabindex="0"></div><p class="for will" role="status"></p>'
    '<div class="ways"><button type="submit" class="primary">Use this</button>'
    '<button type="button" class="quiet everything">All documents</button>'
    '<button type="button" class="quiet cancel">Cancel</button></div></form></dialog>'
)


def render_composer() -> str:
    return (
        '<div class="composer" role="form" aria-label="Ask a question">'
        '<p class="notice lost" hidden>The server can’t be reached. Your question is still here, '
        "and is asked again as soon as it can be.</p>"
        '<p class="notice out" hidden>You aren’t logged in any more. Your question is still here, and is asked again '
        "when you have "
        f'<a href="{address("/login")}" target="_blank">logged in</a>.</p>'
        '<p class="notice elsewhere" hidden></p>'
        '<ul class="queued" aria-label="Asked next" hidden></ul>'
        '<div class="scope" role="group" aria-label="Questions are about" hidden></div>'
        '<div class="box"><button type="button" class="narrow" aria-haspopup="dialog" aria-label="What to ask about" disabled '
        f'title="What to ask about">{_FUNNEL}</button>'
        '<textarea id="question" aria-label="Your question" placeholder="Ask a question" rows="1" '
        f'maxlength="{MAX_QUESTION_CHARACTERS}" autocomplete="off" enterkeyhint="send"></textarea>'
        '<button type="button" class="ask" id="ask">Ask</button>'
        '<button type="button" class="stop" id="stop" hidden>Stop</button></div>'
        '<div class="under"><p class="keys" aria-hidden="true"><span><kbd>Enter</kbd> asks</span> '
        "<span><kbd>Shift</kbd> <kbd>Enter</kbd> new line</span> "
        "<span><kbd>/</kbd> back to this box</span></p>"
        '<label class="with-model" title="Without it, answers are extracts from the sources" hidden>'
        '<input type="checkbox" checked> '
        f"Written by <bdi></bdi></label></div>{_CHOOSING}</div>"
    )


def render_viewer() -> str:
    """An empty source view; the script fills it from an article's own page."""
    return (
        '<dialog class="viewer" id="source-view" aria-label="Source" tabindex="-1"><div class="bar">'
        '<button type="button" class="quiet close">Close</button>'
        '<div class="steps" role="group" aria-label="Citations of this answer">'
        '<button type="button" class="quiet previous" aria-label="Previous citation">‹</button>'
        '<span class="where"></span>'
        '<button type="button" class="quiet following" aria-label="Next citation">›</button></div>'
        '<span class="links"><a class="web" href="/" target="_blank" rel="noopener noreferrer" hidden>Original</a>'
        '<a class="alone" href="/" target="_blank">Own page</a></span></div>'
        '<div class="page-of-source" tabindex="0" role="region" aria-label="Article"></div></dialog>'
    )
