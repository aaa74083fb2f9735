"""The answer in the documents' own words: the best sentences and what differs from them; and the closest passages."""

from collections.abc import Sequence

from qa.english.words import wording
from qa.pipeline.asking import Asking
from qa.pipeline.differing import Place, differing
from qa.pipeline.notices import notice
from qa.pipeline.overviews.draft import headed
from qa.pipeline.refusals import DIFFER, PERHAPS
from qa.reading import Reading
from qa.retrieval import Retrieved
from qa.store.sql import Passage
from qa.types import Answer, Citation, ScoredChunk
from qa.verification import cite_passage, cite_sentence

EXTRACTIVE = "extractive"
_CLOSEST = 3


def quoted(asking: Asking, reading: Reading, passages: Sequence[Passage], limit: int) -> Answer:
    """Quote the best sentences: where it isn't sure that they answer, under words that say so."""
    evidence = reading.quotable(limit)
    citations = tuple(
        cite_sentence(found.candidate.passage, found.candidate.sentence, marker=marker, score=found.score)
        for marker, found in enumerate(evidence, start=1)
    )
    text = "\n\n".join(f"{citation.quote} [{citation.marker}]" for citation in citations)
    places = [(found.candidate.passage, found.candidate.sentence) for found in evidence]
    if pair := next(iter(differing(places, passages)), None):
        text, citations = _beside(text, citations, pair)
    unsure = reading.confidence == "perhaps"
    return Answer(
        asking.question.text,
        asking.standalone,
        "answered",
        EXTRACTIVE,
        f"{PERHAPS}\n\n{text}" if unsure else text,
        citations,
        short_answer=evidence[0].short_answer if not unsure else None,
        notice=notice(asking.standalone, asking.corrections, citations),
        unsure=unsure,
    )


def _beside(text: str, citations: tuple[Citation, ...], pair: tuple[Place, Place]) -> tuple[str, tuple[Citation, ...]]:
    """The same with the two sentences that differ, each under its document; what is cited keeps its marker."""
    known = {(each.document_id, each.start): each for each in citations}
    text += f"\n\n{DIFFER}"
    for place in pair:
        new = cite_sentence(*place, marker=len(citations) + 1, score=0.0)
        cited = known.get((new.document_id, new.start), new)
        if cited is new:
            citations = (*citations, new)
        text += f"\n\n{headed(cited.title, cited.source, cited.published)}\n\n{cited.quote} [{cited.marker}]"
    return text, citations


def closest(retrieved: Retrieved, limit: int = _CLOSEST) -> tuple[Citation, ...]:
    """The best passages, each wording once."""
    ranked = zip(retrieved.chunks, retrieved.passages, strict=True)
    best: dict[str, tuple[ScoredChunk, Passage]] = {}
    for chunk, passage in ranked:
        best.setdefault(wording(passage.text), (chunk, passage))
    return tuple(
        cite_passage(passage, marker=marker, score=chunk.score)
        for marker, (chunk, passage) in enumerate(list(best.values())[:limit], start=1)
    )
