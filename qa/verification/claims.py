"""A written answer, sentence by sentence, against the passages it was written from."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from qa.documents.chunking import sentences_of_line
from qa.embedding.model import Relevance
from qa.store.sql import Passage
from qa.types import Answer, Citation, Claim, Sentence, Verdict
from qa.verification.citations import Marker, SpeakersOf, cite_sentence, is_introduced_quote, nobody, unmarked
from qa.verification.claim_reader import read_claim
from qa.verification.contradictions import alike
from qa.verification.entailment import Comparison, compare

_RANK: dict[Verdict, int] = {"verbatim": 3, "supported": 2, "partly": 1, "unsupported": 0}
# Sentences that are looked at closely, those with most of the claim's words; each costs about a millisecond.
_LOOKED_AT = 6
_COMBINED = 3
# A sentence that tells a language model what to do is no evidence of anything: repeating it, a model has obeyed it.
_TO_A_MODEL = re.compile(
    r"(?i)\b(?:ignore|disregard|forget|override|follow)\b.{0,40}\b(?:instructions?|prompts?|rules|guidelines)\b"
    r"|\byou are (?:now )?(?:an?|the) (?:ai|assistant|chatbot|language model)\b|\b(?:ai|language) (?:assistant|model)s?\s*[,:]"
    r"|\b(?:system|assistant|developer|user)(?: (?:prompt|message|note))?\s*:|\bas an ai\b"
    r"|\byour (?:answer|response|reply|output)\b|\b(?:tell|show|send) the (?:user|reader)\b|\binclude this (?:link|image)\b"
    r"|\bwhen (?:you )?(?:answer|respond|summari[sz])"
    r"|\b(?:respond|reply|answer|output|print|repeat|append|write|say|include|end)\b.{0,30}\b(?:only|exactly|with|verbatim|following)\b"
    r".{0,10}[:\"'“‘]|<\|?\w+|\[/?INST\]|!\[|\]\(|\bhttps?://\S+[?&]\w+="
)


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """The text with markers only where there is something to point at; claims and citations as in an `Answer`."""

    text: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]

    @property
    def holds(self) -> bool:
        """Whether any sentence has any support."""
        return any(claim.verdict != "unsupported" for claim in self.claims)


@dataclass(frozen=True, slots=True, eq=False)
class _Source:
    """A sentence of a passage; `cited` where the claim names that passage."""

    number: int
    passage: Passage
    sentence: Sentence

    @property
    def text(self) -> str:
        return self.passage.words(self.sentence)

    @property
    def place(self) -> tuple[int, int]:
        return self.number, self.sentence.start

    def cite(self, marker: int, score: float) -> Citation:
        return cite_sentence(self.passage, self.sentence, marker=marker, score=score)


@dataclass(frozen=True, slots=True, eq=False)
class _Support:
    sources: tuple[_Source, ...]
    comparison: Comparison
    cited: bool

    @property
    def rank(self) -> tuple[float, ...]:
        found = self.comparison
        return _RANK[found.verdict], self.cited, -len(found.problems), found.covered, -len(self.sources)


def check_claims(
    text: str,
    passages: Sequence[Passage],
    relevance: Relevance,
    go_on: Callable[[], None] = lambda: None,
    *,
    speakers_of: SpeakersOf = nobody,
) -> CheckedAnswer:
    """Each sentence's verdict and the very sentences that support it. `[1]` in the text means the first of the passages.

    A sentence without a marker, or with one that points at the wrong passage, is looked for in all of them. What tells a
    language model what to do supports nothing. `go_on` is called before each sentence; what it raises ends the checking.

    What is somebody's word is told as theirs: ", according to X" is added where `speakers_of` names one who says what is cited.
    """
    sources = [
        _Source(number, passage, sentence)
        for number, passage in enumerate(passages, start=1)
        for sentence in passage.sentences
        if not _TO_A_MODEL.search(passage.words(sentence))
    ]
    writing = _Writing(speakers_of)
    for line in text.splitlines():
        plain, markers = unmarked(line)
        for sentence, numbers in _with_markers(sentences_of_line(plain), markers):
            go_on()
            claim = sentence.of(plain)
            writing.add(claim, _best_support(claim, sources, numbers, relevance))
        writing.end_line()
    return writing.checked()


def recheck(answer: Answer, claim: Claim, relevance: Relevance) -> Verdict:
    """The verdict that the claim's citations, as the answer quotes them, give it today."""
    cited = [citation for citation in answer.citations if citation.marker in claim.markers]
    if not cited:
        return "unsupported"
    words = claim.of(answer.text)
    if claim.verdict == "verbatim" and is_introduced_quote(words, [citation.quote for citation in cited]):
        return "verbatim"
    cited.sort(key=lambda citation: (citation.document_id, citation.start))
    lent = [each for citation in cited for each in (citation.title, citation.speaker) if each]
    return compare(words, [each.quote for each in cited], lent, relevance).verdict


class _Writing:
    """Puts the text together again, sentence by sentence, with its claims and citations."""

    def __init__(self, speakers_of: SpeakersOf) -> None:
        self._speakers_of = speakers_of
        self._text = ""
        self._gap = ""
        self._claims: list[Claim] = []
        self._citations: dict[tuple[str, int], Citation] = {}

    def add(self, words: str, support: _Support) -> None:
        verdict = support.comparison.verdict
        speaker = self._speaker(support) if support.comparison.problems == {"attribution"} else None
        if speaker is not None:
            words, verdict = f"{words.rstrip('.!:;,')}, according to {speaker}.", "supported"
        sources = support.sources if verdict != "unsupported" else ()
        markers = tuple(sorted(self._cite(source, support.comparison.covered, verdict, speaker) for source in sources))
        start = len(self._text) + len(self._gap)
        self._text += self._gap + words + "".join(f" [{marker}]" for marker in markers)
        self._claims.append(Claim(start, start + len(words), verdict, markers))
        self._gap = " "

    def _speaker(self, support: _Support) -> str | None:
        """Whoever says what the sources tell, where that is one person or body."""
        said = frozenset[str]().union(*(self._speakers_of(source.cite(0, 0.0)) for source in support.sources))
        return next(iter(said)) if len(said) == 1 else None

    def end_line(self) -> None:
        self._gap = "\n\n" if self._text else ""

    def checked(self) -> CheckedAnswer:
        return CheckedAnswer(self._text, tuple(self._claims), tuple(self._citations.values()))

    def _cite(self, source: _Source, covered: float, verdict: Verdict, speaker: str | None) -> int:
        key = (source.passage.chunk.document_id, source.sentence.start)
        known = self._citations.get(key) or source.cite(len(self._citations) + 1, round(covered, 4))
        if _RANK[verdict] < _RANK[known.verdict]:
            known = replace(known, verdict=verdict)  # of several claims the least sure
        self._citations[key] = replace(known, speaker=known.speaker or speaker)
        return known.marker


def _with_markers(sentences: Sequence[Sentence], markers: Iterable[Marker]) -> Iterator[tuple[Sentence, frozenset[int]]]:
    """A marker belongs to the sentence it stands in or behind; before all of them, to the first."""
    found: list[set[int]] = [set() for _ in sentences]
    for marker in markers if sentences else ():
        found[max(sum(sentence.start < marker.place for sentence in sentences) - 1, 0)].update(marker.numbers)
    yield from zip(sentences, map(frozenset, found), strict=True)


def _best_support(claim: str, sources: Sequence[_Source], numbers: frozenset[int], relevance: Relevance) -> _Support:
    keys = read_claim(claim).keys
    shares = {
        source: sum(any(alike(key, other) for other in read_claim(source.text).keys) for key in keys) for source in sources
    }
    likely = sorted(
        (source for source in sources if shares[source]), key=lambda each: (-shares[each], each.number not in numbers)
    )
    tried = [_compared(claim, (source,), numbers, relevance) for source in likely[:_LOOKED_AT]]
    if not tried or max(_RANK[each.comparison.verdict] for each in tried) < _RANK["supported"]:
        # No one sentence says it all: "she" is named in the sentence before, or the claim joins two.
        tried += [_compared(claim, pair, numbers, relevance) for pair in _pairs(likely[:_COMBINED], sources)]
    return max(tried, key=lambda each: each.rank, default=_Support((), Comparison("unsupported", 0.0, frozenset()), False))


def _pairs(likely: Sequence[_Source], sources: Sequence[_Source]) -> Iterable[tuple[_Source, ...]]:
    """Two likely ones, or one and the sentence before it, each two once and in the order of the text."""
    before = {following: source for source, following in pairwise(sources) if source.number == following.number}
    pairs = [*combinations(likely, 2), *((before[each], each) for each in likely if each in before)]
    return dict.fromkeys(tuple(sorted(pair, key=lambda each: each.place)) for pair in pairs)


def _compared(claim: str, sources: tuple[_Source, ...], numbers: frozenset[int], relevance: Relevance) -> _Support:
    titles = [source.passage.title for source in sources]
    found = compare(claim, [source.text for source in sources], titles, relevance)
    return _Support(sources, found, all(source.number in numbers for source in sources))
