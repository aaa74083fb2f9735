"""Reporting sentences: a sentence of narration together with the quotations it carries, however many sentences those hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.english.quotes import Quote, quotes_by_paragraph
from qa.english.tokens import Token, tokenise
from qa.types import Paragraph
from qa.types.patterns import lazy_regex

# Narration that starts after a finished quotation: “…” She left.
_NEW_SENTENCE = lazy_regex(r"\s+(?=[\"“„«‘'‟]?[^\W\d_])")
# A quotation that starts a sentence of its own, where the splitter took the full stop for an abbreviation's: the U.K. “We …
_NEW_QUOTATION = lazy_regex(r"(?:[a-z0-9)%][.!?]|(?:[A-Z]\.){2,})\s+$")
# The splitter takes "reports." for an abbreviation: "…, the Daily News reports. A man …".
_TOLD = lazy_regex(r"\b(?:reports|reported|says|said)\.\s+(?=[A-Z])")
# A tag may follow a question or an exclamation: “Why?” Smith asked.
_SHORT_TAG = lazy_regex(
    r"\s+(?:(?:[^\W\d_][\w.’'-]*\s+){0,5}?(?:said|says|asked|added|wrote|told|replied|tweeted|cried|shouted|exclaimed|yelled"
    r"|laughed|joked|wondered|posted|continued|responded|answered|quipped|screamed|recalled|declared)\b)"
)
# The same after a full stop that should have been a comma: only a tag with nothing said after it. “It works.” Smith said.
_CLOSED_TAG = lazy_regex(r"\s+(?:[^\W\d_][\w.’'-]*\s+){1,3}?(?:said|says|added|told [A-Za-z]+)[,.](?!\s*[\"“])")
# At the end of a paragraph without a stop: "Cy Fox/Reuters", "Cy Fox/Getty Images"; or a few names after a stop: "NASA".
_CREDIT_WORDS = r"[A-Z][\w’'.-]*(?:[ ,/]+(?:[A-Z@][\w’'.-]*|of|the|for|and|via))*"
_CREDIT = lazy_regex(
    rf"(?:^|[\s.!?…”])(?P<credit>(?=[^\n]*(?:\w/[A-Z]|Images)){_CREDIT_WORDS}(?<!\.))$"
    rf"|(?<![A-Z])[.!?…][”\"’')]? (?P<plain>{_CREDIT_WORDS}(?<!\.))$"
)
_LONGEST_CREDIT = 90
# Sentences longer than this are lists, tables or unbroken data, not reported speech; only their quotations are kept.
MAX_SENTENCE_TOKENS = 400


@dataclass(slots=True)
class ReportingSentence:
    """A sentence with its quotations; `ordinal` counts sentences through the article, `paragraph` its paragraphs."""

    start: int
    end: int
    ordinal: int
    paragraph: int
    first: bool
    last: bool
    quotes: list[Quote]
    tokens: list[Token]

    @property
    def only_quotes(self) -> bool:
        return bool(self.quotes) and not any(token.word for token in self.tokens)


def as_one_sentence(text: str, quotes: Sequence[Quote] = ()) -> ReportingSentence:
    return ReportingSentence(0, len(text), 0, 0, True, True, list(quotes), tokenise(text, quotes=quotes))


def reporting_sentences_of(text: str, paragraphs: tuple[Paragraph, ...]) -> list[ReportingSentence]:
    """Return all sentences in text order; headings and furniture give none."""
    kept = [paragraph for paragraph in paragraphs if paragraph.sentences and not paragraph.furniture]
    sentences: list[ReportingSentence] = []
    for number, (paragraph, quotes) in enumerate(zip(kept, quotes_by_paragraph(text, kept), strict=True)):
        bounds = _bounds(text, paragraph, quotes)
        waiting = iter([*quotes, None])
        quote = next(waiting)
        for start, end in pairwise(bounds):
            held = []
            while quote is not None and quote.start < end:
                held.append(quote)
                quote = next(waiting)
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
            if start < end:
                place = (start, end, len(sentences), number, start == paragraph.start, end == paragraph.end)
                sentences.append(ReportingSentence(*place, held, tokenise(text, start, end, held)))
    return sentences


def _bounds(text: str, paragraph: Paragraph, quotes: list[Quote]) -> list[int]:
    bounds = {paragraph.start, paragraph.end}
    inside = iter([*quotes, None])
    quote = next(inside)
    for sentence in paragraph.sentences[1:]:
        position = sentence.start
        while quote is not None and quote.end <= position:
            quote = next(inside)
        if quote is not None and quote.start < position:
            continue
        if not (text[position].islower() or text[position] in ",;:)]" or _tag_follows(text, position)):
            bounds.add(position)
    ends = (match.end() for match in _TOLD.finditer(text, paragraph.start, paragraph.end))
    bounds |= {end for end in ends if not any(quote.start < end < quote.end for quote in quotes)}
    for quote in quotes:
        if quote.start > paragraph.start and _NEW_QUOTATION.search(text, max(paragraph.start, quote.start - 12), quote.start):
            bounds.add(quote.start)
        broken_off = not quote.closed and quote.end < paragraph.end and text[quote.end - 1] in ".!?"
        if broken_off or (quote.closed and _ends_sentence(text, quote)):
            bounds.add(quote.end)
    return sorted(bounds)


def _tag_follows(text: str, position: int) -> bool:
    """Whether `position` comes right after a question or exclamation that has its tag there."""
    before = text[max(0, position - 4) : position].rstrip()
    if before[-1:] not in "”\"’'»" or before[-2:-1] not in "?!.":
        return False
    return _has_tag(text, position - 1, before[-2:-1])


def _has_tag(text: str, position: int, last: str) -> bool:
    return (_CLOSED_TAG if last == "." else _SHORT_TAG).match(text, position) is not None


def _ends_sentence(text: str, quote: Quote) -> bool:
    last = quote.words(text)[-1:]
    if not _NEW_SENTENCE.match(text, quote.end) or last not in ".!?…":
        return False
    following = text[quote.end : quote.end + 8].lstrip()
    if following[:1].islower():
        return False
    return not _has_tag(text, quote.end, last)


def credited(text: str, sentence: ReportingSentence) -> int | None:
    """Return where the credit of a picture begins that the sentence's paragraph ends with; None where it has none.

    "Ann Lee and Bo Roe after the landing. Cy Fox/Reuters", "… after the landing. NASA": the paragraph is the picture's caption.
    """
    end = text.find("\n", sentence.end)
    told = text[sentence.start : end if end >= 0 else len(text)].rstrip()
    found = _CREDIT.search(told[-_LONGEST_CREDIT:])
    return None if found is None else sentence.start + max(0, len(told) - _LONGEST_CREDIT) + found.start(found.lastgroup or 0)
