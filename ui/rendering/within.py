"""What a question was about, where it wasn't everything: said above its answer."""

from collections.abc import Sequence

from markupsafe import Markup

from ui.rendering.templates import render


def render_within(
    titles: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    *,
    collections: Sequence[str] = (),
    sites: Sequence[str] = (),
    question: str | None = None,
) -> Markup:
    """`titles` of the only documents that were looked into, and names of the collections and sites they had to be of; empty
    where nothing restricts them so.

    With `question`, there is the way to have it asked of all documents.
    """
    if not (titles or since or until or collections or sites):
        return Markup()
    return render("within", titles=titles, collections=collections, sites=sites, since=since, until=until, question=question)
