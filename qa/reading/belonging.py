"""Which sentences of a page can stand by themselves, and how likely one belongs in a digest of its document."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.english.gazetteer import STOPPED_TITLE
from qa.english.name_parts import PARTICLE_IN_TEXT
from qa.english.words import stem, stems, words
from qa.types.patterns import lazy_regex

_DANGLING = lazy_regex(
    r"^[“\"'‘(]*(?:but|and|so|then|or|yet|however|also|still|that|those|these|this|it|he|she|they|his|her|their|its|such"
    r"|instead"
    r"|meanwhile|moreover|in addition|for example|for instance|as a result|therefore|thus|again|there|here|we|i|you)\b",
    re.IGNORECASE,
)
_NAME = lazy_regex(r"(?<=[\w,;:] )[A-Z][\w’'-]+")
_QUOTE_MARKS = lazy_regex(r"[“”\"]")
_QUOTED = lazy_regex(r"[“\"][^”\"]*[”\"]?")
# The credit of a picture: what stands before it is a caption.
_CREDIT = lazy_regex(r"[A-Z][\w’'.-]+/[A-Z]\w+|Getty Images|©")
_CREDITED = 60  # characters of the next sentence in which the credit of this one stands
# Whoever writes, or reads: an appeal, or a voice of which it isn't told whose it is. "US" is a country.
_PERSONAL = lazy_regex(r"\b(?:I|[Ww]e|[Oo]ur|[Uu]s|[Mm][ey]|[Yy]our?)\b")
# "RELATED: …", "Video warning: …", "CNN: …"
_LABEL = lazy_regex(r"[\w’'.&/-]+(?: [\w’'.&/-]+){0,4}: ?[\w“\"]")
_LONG_ENOUGH = 12  # words
_MOST_NAMES = 4
FEWEST_WORDS, _MOST_WORDS = 6, 45
_UNFINISHED = lazy_regex(r"[.!?…][”\"’')\]]*$")
# Cut off after a title: "said State Police Lt."; but an address may end with "St."
_CUT = lazy_regex(rf"\b(?!St\b)(?:{STOPPED_TITLE})\.$")
# Lines of a page that look like sentences.
_FURNITURE = lazy_regex(
    r"(?i)\b(?:click here|sign up|subscribe\b|newsletter|follow (?:us|him|her|them|me|\w+ on)|read more|more:"
    r"|all rights reserved"
    r"|copyright|contribut(?:ed|ing) to this|contributing:|associated press (?:writer|reporter)s?|reach (?:him|her|them) at"
    r"|photo by"
    r"|getty images|download the|watch:|listen:|related:|usa today network|this (?:story|article) (?:was|has been|is))"
    r"|https?://|@\w"
)
# A remark on the page, or a finger that points at what stands elsewhere on it.
_POINTER = lazy_regex(
    r"^(?:note|correction|clarification|editor['’]s note)s?:|^here(?:['’]s| is| are)\b|,\s+here['’]s\b|\bfollow along\b",
    re.IGNORECASE,
)
# "Francisco Seco/AP French players celebrate": the credit of one picture before the words under the next.
_NEXT_CREDIT = lazy_regex(r"(?:[A-Z][\w’'.-]+ ){0,4}[A-Z][\w’'.-]+/[A-Z]\w+(?:/[A-Z]\w+)* [A-Z]")
# A line of its own that says who wrote the text: "By Ann Lee, Staff Writer", "— Ann Lee and Bo Roe".
_WORD = rf"(?:[A-Z][\w’'.-]*|and|for|of|the|{PARTICLE_IN_TEXT}|staff|writers?|reporters?)"
_NAMES = rf"{_WORD}(?:,? {_WORD}){{1,11}}"
_BYLINE = lazy_regex(rf"(?:[Bb]y|BY):? {_NAMES}|[—−] ?{_NAMES}")
# Numbers of products, lots and telephones; but "114-109" is a result and "2022-23" a season.
_CODE = lazy_regex(r"\b\d+-\d{2,}-\d+\b|\b\d{3}-\d{4}\b|\b\d{5,}-\d|\d-\d{5,}\b|\b\d{6,}\b")
# News of many places begin with the place: "Decatur: More than 800,000 gallons …". What follows can't stand alone.
_ITEM = lazy_regex(r"(?:[A-Z][\w’'.-]+ ){0,3}[A-Z][\w’'.-]+: [A-Z“]")
_FEWEST_ITEMS, _SHARE_OF_ITEMS = 8, 0.05


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature adds to the log odds.

    Logistic regression on 1,345 sentences of 236 news articles that were read and judged: those that digests took, the first
    ones, and some by chance. By fifteen folds over the articles the area under the curve is 0.85; by centrality, place, names
    and the title with weights by hand it was 0.75. eval/RESULTS.md tells what added nothing.
    """

    at_all: float = -0.12
    central: float = 1.45  # the cosine with the mean of the document's sentences
    late: float = -0.51  # a natural logarithm of the place
    title: float = 2.43  # all words of the title
    names: float = 0.88  # four names or more
    dangling: float = -1.68
    begins_quoted: float = -0.74
    half_quoted: float = -2.07
    caption: float = -1.86
    short: float = -0.41  # each word less than twelve
    personal: float = -1.69
    begins_paragraph: float = 0.75
    label: float = -1.44
    item: float = 2.35  # it begins with the place, in news of many places


DEFAULT = Weights()


@dataclass(frozen=True, slots=True)
class DigestSentence:
    """A sentence of a document: its words, its centrality, and whether a paragraph begins with it."""

    text: str
    central: float
    begins_paragraph: bool


def log_odds(title: str, sentences: Sequence[DigestSentence], weights: Weights) -> list[float]:
    """Of each sentence of a document, in reading order, that it belongs; minus infinity where it can't."""
    wanted = stems(title)
    items = is_made_of_items([each.text for each in sentences])
    found = []
    for number, each in enumerate(sentences):
        following = sentences[number + 1].text[:_CREDITED] if number + 1 < len(sentences) else ""
        odds = _of_text(each.text, following, weights) + weights.title * _shared(wanted, each.text)
        odds += weights.central * each.central + weights.late * math.log(1 + number)
        odds += weights.begins_paragraph * each.begins_paragraph
        if items:
            odds = odds + weights.item if begins_item(each.text) else -math.inf
        elif _LABEL.match(each.text):
            odds += weights.label
        found.append(odds)
    return found


def _of_text(text: str, following: str, weights: Weights) -> float:
    """What the words themselves tell."""
    flat = " ".join(text.split())
    outside = _QUOTED.sub("", flat)
    odds = weights.at_all + weights.names * min(len(set(_NAME.findall(flat))), _MOST_NAMES) / _MOST_NAMES
    odds += weights.dangling * dangles(flat)
    odds += weights.begins_quoted * flat.startswith(("“", '"'))
    odds += weights.half_quoted * (len(_QUOTE_MARKS.findall(flat)) % 2)
    odds += weights.caption * any(_CREDIT.search(part) for part in (flat, following))
    odds += weights.short * max(0, _LONG_ENOUGH - len(flat.split()))
    return odds + weights.personal * (_PERSONAL.search(outside) is not None)


def _shared(wanted: frozenset[str], text: str) -> float:
    """The share of the title's words that the text has."""
    return len(wanted & {stem(word) for word in words(text)}) / len(wanted) if wanted else 0.0


def dangles(text: str) -> bool:
    """Whether it can't be understood without the sentence before it."""
    return _DANGLING.match(text) is not None


def begins_item(text: str) -> bool:
    return _ITEM.match(text) is not None


def is_made_of_items(sentences: Sequence[str]) -> bool:
    """Whether a document is many short news that have nothing to do with each other.

    Each has a head of its own; where few come again and again, they are speakers or headings: "Family: …", "Age: …".
    """
    heads = {text.partition(":")[0] for text in sentences if begins_item(text)}
    return len(heads) >= max(_FEWEST_ITEMS, _SHARE_OF_ITEMS * len(sentences))


def is_byline(text: str) -> bool:
    return _BYLINE.fullmatch(text.strip()) is not None


def is_presentable(text: str, fewest: int = FEWEST_WORDS, most: int = _MOST_WORDS) -> bool:
    """Whether it is a whole sentence of a readable length, and not a line of the page."""
    count = len(words(text))
    if not fewest <= count <= most:
        return False
    flat = text.strip()
    if flat.endswith("?") or flat[0].islower() or _UNFINISHED.search(flat) is None or _NEXT_CREDIT.match(flat) is not None:
        return False
    return not any(pattern.search(flat) for pattern in (_CUT, _FURNITURE, _POINTER, _CODE))
