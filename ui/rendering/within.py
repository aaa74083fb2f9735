"""What a question was about, where it wasn't everything: said above its answer."""

from collections.abc import Sequence

from qa.english.dates import long_date
from ui.rendering.escaping import count, data, label


def render_within(
    titles: Sequence[str] = (), since: str | None = None, until: str | None = None, *, question: str | None = None
) -> str:
    """`titles` of the only documents that were looked into; empty where dates alone restrict it.

    With `question`, there is the way to have it asked of all documents.
    """
    if not (titles or since or until):
        return ""
    words = "documents"
    if titles:
        words = f"<q>{label(titles[0])}</q>" if len(titles) == 1 else count(len(titles), "document")
    widen = ""
    if question is not None:
        asked = data(question)
        widen = f' <button type="button" class="link" data-ask="{asked}" data-everything="true">Ask all documents</button>'
    return f'<p class="understood within">Asked of {words}{_dates(since, until)} only{widen}</p>'


def _dates(since: str | None, until: str | None) -> str:
    if since and until:
        return f" of {label(long_date(since))} to {label(long_date(until))}"
    if since:
        return f" of {label(long_date(since))} and later"
    return f" of {label(long_date(until))} and earlier" if until else ""
