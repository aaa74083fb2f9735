"""Which sentences of a page can stand by themselves, and how likely one belongs in a digest of its document."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from json import loads

import numpy as np
from numpy.typing import NDArray

from qa.embedding import BUNDLED_MODEL
from qa.english.gazetteer import STOPPED_TITLE
from qa.english.name_parts import PARTICLE_IN_TEXT
from qa.english.words import stems, words
from qa.types.patterns import lazy_regex

_DANGLING = lazy_regex(
    r"^[“\"'‘(]*(?:but|and|so|then|or|yet|however|also|still|that|those|these|this|it|he|she|they|his|her|their|its|such"
    r"|instead"
    r"|after (?:that|this)|before that|since then|if (?:so|not)|neither"
    r"|meanwhile|moreover|in addition|for example|for instance|as a result|therefore|thus|again|there|here|we|i|you)\b",
    re.IGNORECASE,
)
_QUOTE_MARKS = lazy_regex(r"[“”\"]")
_QUOTED = lazy_regex(r"[“\"][^”\"]*[”\"]?")
# The credit of a picture: what stands before it is a caption.
_CREDIT = lazy_regex(r"[A-Z][\w’'.-]+/[A-Z]\w+|Getty Images|©")
_CREDITED = 60  # characters of the next sentence in which the credit of this one stands
_MOST_COUNTED, _OF_LENGTH = 60, 20  # words
_FIGURE = re.compile(r"\d")
_AMOUNT = lazy_regex(r"[$£€]|percent|%")
FEWEST_WORDS, _MOST_WORDS = 6, 45
# Of the first four sentences of news articles one in 25 has more than 45.
_LONGEST = 55
_UNFINISHED = lazy_regex(r"[.!?…][”\"’')\]]*$")
# Cut off after a title: "said State Police Lt."; but an address may end with "St."
_CUT = lazy_regex(rf"\b(?!St\b)(?:{STOPPED_TITLE})\.$")
# Lines of a page that look like sentences.
_FURNITURE = lazy_regex(
    r"(?i)\b(?:click here|sign up|subscribe\b|newsletter|follow (?:us|him|her|them|me|\w+ on)|read more|more:"
    r"|all rights reserved"
    r"|copyright|in your inbox|by submitting|terms (?:and|&) conditions|version of this (?:story|article)|watch the video to"
    r"|contribut(?:ed|ing) to this|contributing:|associated press (?:writer|reporter)s?|reach (?:him|her|them) at"
    r"|photo by"
    r"|getty images|download the|watch:|listen:|related:|usa today network|this (?:story|article) (?:was|has been|is))"
    r"|https?://|@\w"
)
# A remark on the page, or a finger that points at what stands elsewhere on it.
_POINTER = lazy_regex(
    r"^(?:note|corrections?|clarifications?|corrections? ?[&/] ?clarifications?|editor['’]s note|present|apologies|attending"
    r"|q)s?:"
    r"|^here(?:['’]s| is| are)\b|,\s+here['’]s\b|\bfollow along\b|^as a public service\b",
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


FEATURES = (
    "central",  # the cosine with the mean of the document's sentences
    "less_central",  # the share of its sentences that are more central
    "before",  # the cosine with the sentence before it, and with the one after it
    "after",
    "late",  # a natural logarithm of the place
    "first",
    "of_many",  # a natural logarithm of the number of sentences
    "title",  # the share of the title's words that it has
    "length",  # words, at most sixty, as a share of twenty
    "length_squared",
    "begins_paragraph",
    "dangling",
    "begins_quoted",
    "half_quoted",
    "quoted",  # the share of its characters between quotation marks
    "caption",
    "figure",
    "amount",
)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What each of `FEATURES` adds to the log odds; and the product with `direction`, which is as long as a vector, is added.

    Logistic regression on the sentences of 1,683 documents of which readers chose what a summary must tell: what tells the main
    point counts as 1, what tells another 0.6, what isn't wrong 0.3, all else 0 (`eval/training/fit_belonging.py`).
    """

    coefficients: NDArray[np.float64]
    at_all: float
    direction: NDArray[np.float64] | None = None


def is_bundled(embedding_model: str | None) -> bool:
    """Whether vectors of this model are the bundled model's."""
    return (embedding_model or "").partition("@")[0] == BUNDLED_MODEL


@cache
def weights_for(embedding_model: str | None) -> Weights:
    """Those for vectors of this model: what a vector's directions mean is known of the bundled one alone."""
    read = loads(files("qa.reading").joinpath("belonging.json").read_text(encoding="utf-8"))
    bundled = is_bundled(embedding_model)
    raw = read["bundled" if bundled else "any"]
    direction = np.array(raw["direction"]) if bundled else None
    return Weights(np.array([raw["features"][name] for name in FEATURES]), raw["at_all"], direction)


@dataclass(frozen=True, slots=True, eq=False)
class DigestSentences:
    """All sentences of a document, in reading order: words, vectors, (n, d), and whether a paragraph begins with each."""

    title: str
    texts: Sequence[str]
    vectors: NDArray[np.float32]
    begin_paragraphs: Sequence[bool]


def log_odds(document: DigestSentences, weights: Weights) -> NDArray[np.float64]:
    """(n,): of each sentence that it belongs; minus infinity where it can't."""
    odds = features(document) @ weights.coefficients + weights.at_all
    if weights.direction is not None:
        odds += document.vectors @ weights.direction
    return np.where(may_belong(document.texts), odds, -np.inf)


def may_belong(texts: Sequence[str]) -> list[bool]:
    """Of each sentence of a document whether it may be shown; in news of many places only what begins with its place."""
    items = is_made_of_items(texts)
    return [is_presentable(text, most=_LONGEST) and (not items or begins_item(text)) for text in texts]


def features(document: DigestSentences) -> NDArray[np.float64]:
    """(n, len(FEATURES))."""
    texts, vectors = [" ".join(text.split()) for text in document.texts], document.vectors
    count, wanted = len(texts), stems(document.title)
    middle = vectors.mean(axis=0)
    central = vectors @ (middle / max(float(np.linalg.norm(middle)), 1e-9))
    beside = [0.0, *(float(one @ other) for one, other in pairwise(vectors)), 0.0]
    less_central = (count - np.searchsorted(np.sort(central), central, side="right")) / max(1, count)
    rows = []
    for number, text in enumerate(texts):
        outside = _QUOTED.sub("", text)
        following = texts[number + 1] if number + 1 < count else ""
        length = relative_length(text)
        rows.append(
            (
                *(central[number], less_central[number], beside[number], beside[number + 1]),
                *(math.log(1 + number), not number, math.log(count), _shared(wanted, text)),
                *(length, length**2, document.begin_paragraphs[number], dangles(text), text.startswith(("“", '"'))),
                *(len(_QUOTE_MARKS.findall(text)) % 2, 1 - len(outside) / max(1, len(text))),
                is_caption(text, following),
                *(_FIGURE.search(text) is not None, _AMOUNT.search(text) is not None),
            )
        )
    return np.array(rows, dtype=np.float64)


def relative_length(text: str) -> float:
    """The words of a sentence, at most sixty, as a share of twenty."""
    return min(len(text.split()), _MOST_COUNTED) / _OF_LENGTH


def _shared(wanted: frozenset[str], text: str) -> float:
    """The share of the title's words that the text has."""
    return len(wanted & stems(text)) / len(wanted) if wanted else 0.0


def is_caption(text: str, following: str) -> bool:
    """Whether the credit of a picture stands in it, or in how the next sentence begins."""
    return any(_CREDIT.search(part) for part in (text, following[:_CREDITED]))


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
