"""Articles that tell another number or day of the same thing as what an answer quotes: both in their own words."""

import re
from collections.abc import Iterator, Sequence

from qa.store.sql import Passage
from qa.types import Sentence
from qa.verification.disagreements import Told, another_day, disagreement, near_in_time

# Below this cosine of their vectors, two of four pairs that the rule took for one thing weren't.
_NEAR = 0.7
_NUMBER = re.compile(
    r"(?i)\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million)\b"
)
# Disagreements that one answer tells of.
_MOST = 3
PassageSentence = tuple[Passage, Sentence]


def differing(quoted: Sequence[PassageSentence], passages: Sequence[Passage]) -> list[tuple[PassageSentence, PassageSentence]]:
    """Find for each quoted sentence the nearest one elsewhere that tells another number of the same; the newer comes first."""
    found: list[tuple[PassageSentence, PassageSentence]] = []
    told: set[tuple[str, int]] = set()
    for mine in quoted:
        if key_of(mine) in told or mine[1] not in mine[0].sentences or _NUMBER.search(mine[0].words(mine[1])) is None:
            continue
        other = next(_differing_from(mine, passages), None)
        if other is not None and key_of(other) not in told:
            told |= {key_of(mine), key_of(other)}
            newer = max(mine, other, key=lambda each: each[0].published or "")
            found.append((newer, other if newer is mine else mine))
    return found[:_MOST]


def _differing_from(mine: PassageSentence, passages: Sequence[Passage]) -> Iterator[PassageSentence]:
    """Yield the sentences that differ from it, the nearest first."""
    own = Told.read(_line(mine))
    vector = mine[0].sentence_vectors[mine[0].sentences.index(mine[1])]
    near: list[tuple[float, PassageSentence]] = []
    for passage in passages:
        if passage.chunk.document_id == mine[0].chunk.document_id or not near_in_time(passage.published, mine[0].published):
            continue
        cosines = passage.sentence_vectors @ vector
        near += [(float(cosine), (passage, each)) for cosine, each in zip(cosines, passage.sentences, strict=True)]
    for cosine, other in sorted(near, key=lambda each: -each[0]):
        if cosine < _NEAR:
            return
        line, published = _line(other), (mine[0].published, other[0].published)
        if disagreement(own, Told.read(line)) is not None or another_day(_line(mine), line, published) is not None:
            yield other


def _line(told: PassageSentence) -> str:
    return " ".join(told[0].words(told[1]).split())


def key_of(told: PassageSentence) -> tuple[str, int]:
    """Return what tells a sentence from others, whichever passage has it."""
    return told[0].chunk.document_id, told[1].start
