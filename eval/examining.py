"""Asks a gold set's questions and judges what comes back."""

from collections.abc import Iterator, Sequence

from eval.datasets import GoldError, GoldQuestion, GoldSet
from eval.examined import Examined, examine
from eval.judging import answers_by_words, citation_holds, gold_texts, holds_answer, same_words, wanted_and_cited
from eval.libraries import GoldDocuments
from eval.rows import Failed, JudgedCitation, LeftOut, RankedChunk, RankedSentence, Row
from qa.attribution.answers.speaker_answers import STATEMENTS
from qa.pipeline import Pipeline
from qa.reading.features import Candidate
from qa.store.sql import Passage
from qa.types import Citation, Document, Question, Scope, Span
from qa.types.errors import QAError

# recall@10 needs ten, whatever the reader looks into.
_CHUNKS = 10
_SENTENCES = 10


class Examination:
    """One pipeline under examination. `texts` fills with the chunks that were ranked, by document id, start and end."""

    def __init__(self, pipeline: Pipeline, gold: GoldSet, leave_out: Sequence[LeftOut] = ()) -> None:
        """Raises GoldError where nothing can be asked, or left out."""
        self.pipeline = pipeline
        self.gold = gold
        self.leave_out = leave_out
        self.texts: dict[tuple[str, int, int], str] = {}
        self._cited: dict[str, Document] = {}
        library = pipeline.stores.library
        if not library.document_count:
            raise GoldError(
                "the library is empty; add documents first (qa ingest PATH), or give a SQuAD-format set and --ingest"
            )
        self.documents = GoldDocuments(gold, library)
        if "near" in leave_out and not gold.passages:
            raise GoldError("--leave-out near needs a SQuAD-format set: JSON lines don't say which documents are one article's")
        if leave_out and not any(map(self._asks_again, gold.questions)):
            raise GoldError('--leave-out needs answerable questions whose documents are named ("document") and in the library')

    def run(self) -> Iterator[Row | Failed]:
        """One by one: each question, then again with each of `leave_out` left out where that can be done."""
        for question in self.gold.questions:
            yield self._ask(question, None)
            if self._asks_again(question):
                yield from (self._ask(question, left_out) for left_out in self.leave_out)

    @property
    def total(self) -> int:
        again = sum(self._asks_again(question) for question in self.gold.questions) if self.leave_out else 0
        return len(self.gold.questions) + again * len(self.leave_out)

    def _asks_again(self, gold: GoldQuestion) -> bool:
        return bool(gold.answerable and self.documents.of(gold.documents))

    def _ask(self, gold: GoldQuestion, left_out: LeftOut | None) -> Row | Failed:
        try:
            question = Question(gold.question, gold.history, self._scope(gold, left_out))
            examined = examine(self.pipeline, question, _CHUNKS)
        except QAError as exc:
            return Failed(gold.id, str(exc))
        answer = examined.answer
        asked = _absent(gold) if left_out else gold
        gold_documents = self.documents.of(asked.documents)
        evidence, answerability = self._evidence(asked, examined)
        citations = tuple(self._judged(asked, citation, gold_documents) for citation in answer.citations)
        wanted, cited = wanted_and_cited(
            asked, [citation.quote for citation in answer.citations if _is_of(gold_documents, asked, citation.document_id)]
        )
        if asked.answerable and asked.spans:
            wanted, cited = 1, int(any(each.holds for each in citations))
        return Row(
            id=gold.id,
            question=gold.question,
            answers=gold.answers,
            documents=gold.documents,
            cites=gold.cites,
            answerable=asked.answerable,
            left_out=left_out,
            known_failure=gold.known_failure,
            answer=answer.to_json(),
            chunks=tuple(self._chunks(asked, examined, gold_documents)),
            evidence=evidence,
            citations=citations,
            closest=tuple(JudgedCitation(given.marker, self._resolves(given), None) for given in answer.closest),
            relevant_chunks=self._relevant_chunks(asked, examined, gold_documents),
            wanted=wanted,
            cited=cited,
            answerability=answerability,
            latency_ms=answer.timings_ms["total"],
            type=gold.type,
            style=gold.style,
            near_miss=gold.near_miss,
        )

    def _scope(self, gold: GoldQuestion, left_out: LeftOut | None) -> Scope:
        if left_out is None:
            return Scope()
        gone = self.documents.of(gold.sources) if left_out == "near" else self.documents.of_articles(gold.sources)
        kept = self.documents.all - gone
        if not kept:
            raise GoldError("--leave-out leaves nothing in the library; give it documents of more than one article")
        return Scope(documents=tuple(sorted(kept)))

    def _chunks(self, gold: GoldQuestion, examined: Examined, documents: frozenset[str]) -> Iterator[RankedChunk]:
        found = zip(examined.retrieved.chunks[:_CHUNKS], examined.retrieved.passages[:_CHUNKS], strict=True)
        for scored, passage in found:
            chunk = scored.chunk
            self.texts[chunk.document_id, chunk.start, chunk.end] = passage.text
            relevant = self._is_relevant(gold, passage, documents) if _has_relevance(gold) else None
            yield RankedChunk(passage.source, chunk.document_id, chunk.start, chunk.end, round(scored.score, 6), relevant)

    def _relevant_chunks(self, gold: GoldQuestion, examined: Examined, documents: frozenset[str]) -> int | None:
        """In the whole library; where no document is named, among the ranked ones, for want of looking through all."""
        if not _has_relevance(gold):
            return None
        telling = self.documents.of(gold.sources)
        passages = self.documents.passages(telling) if gold.documents else examined.retrieved.passages
        return sum(self._is_relevant(gold, passage, documents) for passage in passages)

    def _is_relevant(self, gold: GoldQuestion, passage: Passage, documents: frozenset[str]) -> bool:
        chunk, texts = passage.chunk, gold_texts(gold)
        if gold.spans:
            own = (span for source, span in gold.spans if chunk.document_id in self.documents.of((source,)))
            return any(span.overlaps(chunk) for span in own)
        return _is_of(documents, gold, chunk.document_id) and (not texts or holds_answer(passage.text, texts))

    def _judged(self, gold: GoldQuestion, citation: Citation, documents: frozenset[str]) -> JudgedCitation:
        of_gold = _is_of(documents, gold, citation.document_id)
        if gold.answerable and gold.spans:
            place = Span(citation.start, citation.end)
            holds: bool | None = self._is_right(gold, citation.document_id, place, citation.quote)
        else:
            holds = citation_holds(gold, citation.quote, of_gold_document=of_gold)
        return JudgedCitation(citation.marker, self._resolves(citation), holds)

    def is_right(self, gold: GoldQuestion, candidate: Candidate) -> bool:
        """Whether a sentence that the reader could choose is what an answerable question asks for."""
        passage, sentence = candidate.passage, candidate.sentence
        if gold.spans:
            return self._is_right(gold, passage.chunk.document_id, sentence, candidate.text)
        of_gold = _is_of(self.documents.of(gold.documents), gold, passage.chunk.document_id)
        return bool(citation_holds(gold, candidate.text, of_gold_document=of_gold))

    def _is_right(self, gold: GoldQuestion, document_id: str, place: Span, quote: str) -> bool:
        """Where the gold says which sentences answer: it is one of them, or holds an answer elsewhere in a right document."""
        by_words = answers_by_words(gold) and document_id in self.documents.of(gold.documents)
        return self._is_at_gold(gold, document_id, place, quote) or (by_words and holds_answer(quote, gold.answers or ()))

    def _evidence(self, gold: GoldQuestion, examined: Examined) -> tuple[tuple[RankedSentence, ...], float]:
        """The best sentences, and the probability that the documents answer.

        A question about a speaker's words is answered from the statements, without reading: its evidence is what was cited,
        and it is as sure as answering or abstaining is.
        """
        answer = examined.answer
        if answer.reader == STATEMENTS:
            cited = answer.citations[:_SENTENCES]
            places = [(each.source, each.document_id, each.start, each.end, each.score, each.quote) for each in cited]
            return tuple(self._ranked(gold, *place) for place in places), float(answer.status == "answered")
        ranked = []
        for found in examined.reading.ranked[:_SENTENCES]:
            passage, sentence = found.candidate.passage, found.candidate.sentence
            place = (passage.source, passage.chunk.document_id, sentence.start, sentence.end)
            ranked.append(self._ranked(gold, *place, round(found.score, 6), passage.words(sentence)))
        return tuple(ranked), examined.reading.answerable

    def _ranked(
        self, gold: GoldQuestion, source: str, document_id: str, start: int, end: int, score: float, quote: str
    ) -> RankedSentence:
        spans = gold.answerable and gold.spans
        holds = self._is_right(gold, document_id, Span(start, end), quote) if spans else _holds(gold, quote)
        return RankedSentence(source, document_id, start, end, score, quote, holds)

    def _is_at_gold(self, gold: GoldQuestion, document_id: str, place: Span, quote: str) -> bool:
        """Whether a stretch is one of the gold's sentences, or says the same words in a copy of the article."""
        for source, span in gold.spans:
            ids = self.documents.of((source,))
            if document_id in ids and span.overlaps(place):
                return True
            text = self._document(next(iter(ids))).text[span.start : span.end] if ids else ""
            if text and same_words(text, quote):
                return True
        return False

    def _document(self, document_id: str) -> Document:
        if document_id not in self._cited:
            self._cited[document_id] = self.pipeline.stores.library.document(document_id)
        return self._cited[document_id]

    def _resolves(self, citation: Citation) -> bool:
        return self._document(citation.document_id).text[citation.start : citation.end] == citation.quote


def _absent(gold: GoldQuestion) -> GoldQuestion:
    """The same question of a library without its answer."""
    return GoldQuestion(gold.id, gold.question, answers=(), answerable=False, history=gold.history)


def _has_relevance(gold: GoldQuestion) -> bool:
    """Whether the gold can tell relevant chunks from others."""
    return bool(gold.answerable and (gold.documents or gold_texts(gold)))


def _is_of(documents: frozenset[str], gold: GoldQuestion, document_id: str) -> bool:
    return not gold.documents or document_id in documents


def _holds(gold: GoldQuestion, quote: str) -> bool | None:
    texts = gold_texts(gold)
    if not gold.answerable or not texts:
        return None
    return holds_answer(quote, texts) if gold.answers else any(text in quote or quote in text for text in texts)
