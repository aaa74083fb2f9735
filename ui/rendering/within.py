"""What a question was about, where it wasn't everything: said above its answer."""

from collections.abc import Sequence

from ui.rendering.escaping import count, label, long_date


def render_within(titles: Sequence[str] = (), since: str | None = None, until: str | None = None) -> str:
    """`titles` of the only documents that were looked into; empty where dates restrict it."""
    if titles:
        words = f"<q>{label(titles[0])}</q>" if len(titles) == 1 else count(len(titles), "document")
    elif since and until:
        words = f"documents of {label(long_date(since))} to {label(long_date(until))}"
    elif since:
        words = f"documents of {label(long_date(since))} and later"
    elif until:
        words = f"documents of {label(long_date(until))} and earlier"
    else:
        return ""
    return f'<p class="understood within">Asked of {words} only</p>'
