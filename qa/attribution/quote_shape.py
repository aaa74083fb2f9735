"""What stands in quote marks: a sentence, a long stretch of somebody's words, or a title."""

from qa.english.quotes import Quote, quotes_by_paragraph
from qa.types import Span

# A whole sentence in quote marks has at least this many words; shorter ones are titles, slogans and scare quotes.
SENTENCE_WORDS = 4
# Beyond this a stretch in quote marks is somebody's words even in mid-sentence and without a tag.
LONG_FRAGMENT = 8


def is_sentence(text: str, quote: Quote | None) -> bool:
    """Whether the quotation could stand alone: capital or figure first, and enough words that aren't a title."""
    if quote is None:
        return False
    words = quote.words(text).lstrip("[(… .")
    if not words or not (words[0].isupper() or words[0].isdigit()):
        return False
    parts = words.split()
    return len(parts) >= SENTENCE_WORDS and not in_title_case(parts)


def is_complete(text: str, quote: Quote | None) -> bool:
    """Whether the words said end with the quotation: its last mark is inside, and narration goes on after it."""
    if quote is None:
        return False
    words = quote.words(text)
    return words[-1:] in (",", ".", "!", "?") and len(words.split()) >= SENTENCE_WORDS


def in_title_case(words: list[str], least: int = 2) -> bool:
    """Whether words are a title, as The Old Man and the Sea: nearly every long one, `least` at least, has a capital.

    With a full stop, every one must have it.
    """
    long = [word for word in words if len(word) > 3]
    share = sum(word[0].isupper() for word in long) / max(1, len(long))
    return len(long) >= least and (share == 1 if words[-1][-1] in ".?!" else share >= 0.8)


def quoted_fragments(said: str) -> list[Span]:
    """Return what stands in quote marks in a mixed statement's words, marks included; titles of works are left out.

    "prejudge" in: he would not “prejudge an investigation”.
    """
    (quotes,) = quotes_by_paragraph(said, [Span(0, len(said))])
    words = ((quote, quote.words(said).split()) for quote in quotes if quote.closed)
    return [Span(quote.start, quote.end) for quote, parts in words if parts and not in_title_case(parts)]
