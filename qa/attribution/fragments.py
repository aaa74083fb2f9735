"""The quoted words inside a mixed statement: "prejudge" in: he would not “prejudge an investigation”."""

from qa.attribution.quote_shape import in_title_case
from qa.english.quotes import quotes_by_paragraph
from qa.types import Span


def quoted_fragments(said: str) -> list[Span]:
    """What stands in quote marks in a mixed statement's words, marks included; titles of works are left out."""
    (quotes,) = quotes_by_paragraph(said, [Span(0, len(said))])
    return [Span(quote.start, quote.end) for quote in quotes if quote.closed and not _title(quote.words(said))]


def _title(words: str) -> bool:
    return not words or in_title_case(words.split())
