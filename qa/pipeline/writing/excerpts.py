"""Passages cut to what matters, for a model that can't read them whole, or not while somebody waits."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.english.clauses import tells_something
from qa.english.words import wording
from qa.reading import Evidence
from qa.store.sql import Passage
from qa.types import Span
from qa.verification.citations import unmarked
from qa.verification.claim_reader import read_claim

# How many of the best sentences are shown, each with the one before it and the one behind it.
_SHOWN = 8
# Of a reply that answers with a piece of a sentence.
_FEW_WORDS = 12


def excerpts(ranked: Sequence[Evidence]) -> list[Passage]:
    """Cut each passage to one stretch around its best sentence: others at most two places off, and one more on each side.

    The passage with the best sentence comes first.
    """
    kept: dict[Passage, list[int]] = {}
    for each in ranked[:_SHOWN]:
        passage = each.candidate.passage
        place = passage.sentences.index(each.candidate.sentence)
        places = kept.setdefault(passage, [])
        if not places or min(abs(place - known) for known in places) <= 2:
            places.append(place)
    return [_cut(passage, max(min(places) - 1, 0), max(places) + 2) for passage, places in kept.items()]


def pointed_at(text: str, passages: Sequence[Passage], ranked: Sequence[Evidence]) -> str:
    """Return the text; for a reply that is only a few words of the best sentence ("By July 16.", "Ottawa [2]"), that sentence.

    For one that is only markers, "[1] [2]", return the best sentence of each passage that it names; nothing where it doesn't
    name the passage of the very best. Small models answer so, and where they mean other sentences the reader is right more
    often.
    """
    plain, markers = unmarked(text)
    told = list(_told(passages, ranked))
    if said := wording(plain):
        if not told or len(said.split()) > _FEW_WORDS or tells_something(plain):
            return text
        # They tell some of what the sentence tells and nothing else: "14,000 pounds" of "a 14,000-pound plow".
        piece = bool(keys := read_claim(plain).keys) and keys < read_claim(told[0][1]).keys
        return f"{told[0][1]} [{told[0][0]}]" if piece else text
    named = {number for marker in markers for number in marker.numbers}
    if not told or told[0][0] not in named:
        return ""
    best: dict[int, str] = {}
    for number, sentence in told:
        if number in named:
            best.setdefault(number, sentence)
    return "\n".join(f"{sentence} [{number}]" for number, sentence in best.items())


def _told(passages: Sequence[Passage], ranked: Sequence[Evidence]) -> Iterator[tuple[int, str]]:
    """Return the sentences that are shown, the best first, each with the number of its passage."""
    numbers = {passage.chunk.id: number for number, passage in enumerate(passages, start=1)}
    for each in ranked:
        number = numbers.get(each.candidate.chunk.chunk.id)
        if number is not None and each.candidate.sentence in passages[number - 1].sentences:
            yield number, " ".join(each.candidate.text.split())


def _cut(passage: Passage, first: int, behind: int) -> Passage:
    """Return the passage as if it were only its sentences from `first` to before `behind`."""
    sentences = passage.sentences[first:behind]
    span = Span(sentences[0].start, sentences[-1].end)
    return replace(
        passage,
        chunk=replace(passage.chunk, start=span.start, end=span.end),
        text=passage.words(span),
        sentences=sentences,
        sentence_vectors=passage.sentence_vectors[first:behind],
    )
