"""What a question was about, where it wasn't everything: said above its answer."""

from collections.abc import Sequence

from markupsafe import Markup

from ui.rendering.templates import render


def render_within(
    titles: Sequence[str] = (), since: str | None = None, until: str | None = None, *, question: str | None = None
) -> Markup:
    """`titles` of the only documents that were looked into; empty where dates alone restrict it.

    With `question`, there is the way to have it asked of all documents.
    """
    if not (titles or since or until):
        return Markup()
    return render("within", titles=titles, since=since, until=until, question=question)
