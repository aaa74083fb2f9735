"""What stands where a conversation will be."""

from collections.abc import Sequence

from qa.documents.formats.registry import supported
from ui.rendering.answers import render_chip
from ui.rendering.escaping import text


def render_welcome(documents: int, questions: Sequence[str] = ()) -> str:
    """What the app does, and questions that this library answers; where it is empty, how to fill it."""
    if not documents:
        return (
            '<div class="welcome"><h2>The library is empty</h2>'
            '<p>Add documents in the <a href="#/library">Library</a>, or in a terminal:</p>'
            "<pre><code>qa ingest PATH</code></pre>"
            f"<p><code>PATH</code> is a file or a folder ({text(supported())}) or an address.</p></div>"
        )
    chips = "".join(f"<li>{render_chip(question)}</li>" for question in questions)
    examples = f'<h3>For example</h3><ul class="chips">{chips}</ul>' if chips else ""
    return (
        '<div class="welcome"><h2>Ask your documents</h2>'
        "<p>Every answer is quoted from a source, attributed, and marked in its place. "
        f"If the answer isn’t in them, you’ll be told so.</p>{examples}</div>"
    )
