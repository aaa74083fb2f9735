"""How likely a sentence belongs in a digest of its document, and can be understood alone."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.english.words import stem, stems, words
from qa.reading.presentable import begins_item, is_made_of_items
from qa.types.patterns import lazy_regex

# It can't be understood without the sentence before it.
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
# Whoever writes, or reads: an appeal, or a voice of which it isn't told whose it is.
_PERSONAL = lazy_regex(r"\b(?:I|we|our|us|my|me|you|your)\b", re.IGNORECASE)
# "RELATED: …", "Video warning: …", "CNN: …"
_LABEL = lazy_regex(r"[\w’'.&/-]+(?: [\w’'.&/-]+){0,4}: ?[\w“\"]")
_LONG_ENOUGH = 12  # words
_MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature adds to the log odds.

    Logistic regression on 1,355 sentences of 236 news articles that were read and judged: those that digests took, the first
    ones, and some by chance. By fifteen folds over the articles the area under the curve is 0.84; by centrality, place, names
    and the title with weights by hand it was 0.75. What added nothing and was left out: numbers, the share of quoted words, how
    long a long sentence is, surnames alone, a pronoun before any name, “the …” or “-ing” at the beginning, “said”, a sentence
    without names, the last two sentences, the length of the document, another measure of place.
    """

    at_all: float = -0.06
    central: float = 1.35  # the cosine with the mean of the document's sentences
    late: float = -0.54  # a natural logarithm of the place
    title: float = 2.52  # all words of the title
    names: float = 0.97  # four names or more
    dangling: float = -1.64
    begins_quoted: float = -0.72
    half_quoted: float = -2.06
    caption: float = -1.89
    short: float = -0.46  # each word less than twelve
    personal: float = -1.23
    begins_paragraph: float = 0.72
    label: float = -1.87
    item: float = 1.5  # it begins with the place, in news of many places


DEFAULT = Weights()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a document: its words, its centrality, and whether a paragraph begins with it."""

    text: str
    central: float
    begins_paragraph: bool


def log_odds(title: str, sentences: Sequence[Candidate], weights: Weights) -> list[float]:
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
    odds += weights.dangling * (_DANGLING.match(flat) is not None)
    odds += weights.begins_quoted * flat.startswith(("“", '"'))
    odds += weights.half_quoted * (len(_QUOTE_MARKS.findall(flat)) % 2)
    odds += weights.caption * any(_CREDIT.search(part) for part in (flat, following))
    odds += weights.short * max(0, _LONG_ENOUGH - len(flat.split()))
    return odds + weights.personal * (_PERSONAL.search(outside) is not None)


def _shared(wanted: frozenset[str], text: str) -> float:
    """The share of the title's words that the text has."""
    return len(wanted & {stem(word) for word in words(text)}) / len(wanted) if wanted else 0.0
