"""The sentences of retrieved passages, with what the library knows of them: shared by those who rank them."""

from collections.abc import Sequence

import numpy as np

from qa.english.words import content_words, stem, wording
from qa.reading.belonging import is_byline
from qa.reading.features import Candidate, QuestionFeatures, Vector, candidates
from qa.reading.question_names import Name, forms_of
from qa.reading.spans import ReadPassage
from qa.retrieval import Retrieved
from qa.store.sql import Library
from qa.types.patterns import lazy_regex

# A short sentence that stands word for word in documents of so many titles belongs to their pages, not to what they tell.
_FURNITURE_TITLES = 3
_FURNITURE_WORDS = 14
# Sentences that are looked for elsewhere: each takes a search.
_LOOKED_UP = 2
_OF_AUTHORS = lazy_regex(
    r"(?i)\b(?:wr(?:ote|itten|ites?|iting)|writers?|authors?|reporters?|reported|journalists?|bylines?|by (?:whom|who))\b"
)


class LibrarySentences:
    def __init__(self, library: Library) -> None:
        self._library = library

    def asked(self, retrieved: Retrieved) -> QuestionFeatures:
        """The question, taken apart."""
        frequencies = self._library.word_frequencies(stem(word) for word in content_words(retrieved.question))
        texts = [f"{passage.title}. {passage.text}" for passage in retrieved.passages]
        return QuestionFeatures.of(retrieved.question, frequencies, self._library.chunk_count, texts)

    def candidates(
        self, retrieved: Retrieved, asked: QuestionFeatures, read: Sequence[ReadPassage | None] | None = None
    ) -> list[Candidate]:
        """Every sentence of the passages, in their order; `read` runs in parallel to the passages.

        Who wrote a text answers only who asks for that.
        """
        documents = self._library.texts({passage.chunk.document_id for passage in retrieved.passages})
        found = candidates(retrieved, asked, read or [None] * len(retrieved.passages), documents)
        return found if _OF_AUTHORS.search(retrieved.question) else [each for each in found if not is_byline(each.text)]

    def order(self, scores: Vector, found: Sequence[Candidate]) -> list[int]:
        """The places of the sentences that say something, best first, each wording once, without furniture at the top."""
        order = [place for place in np.argsort(-scores, kind="stable") if not _is_empty(found[place])]
        once = {wording(found[place].text): place for place in reversed(order)}
        kept = set(once.values())
        return self._without_furniture([place for place in order if place in kept], found)

    def _without_furniture(self, order: Sequence[int], found: Sequence[Candidate]) -> list[int]:
        """Leave out the first sentences that stand word for word in several documents."""
        kept: list[int] = []
        for number, place in enumerate(order):
            if len(kept) >= _LOOKED_UP or number >= 2 * _LOOKED_UP:
                return [*kept, *order[number:]]
            if not self._is_furniture(found[place].text):
                kept.append(place)
        return kept

    def _is_furniture(self, sentence: str) -> bool:
        if len(sentence.split()) > _FURNITURE_WORDS:
            return False
        hits = self._library.search_words(content_words(sentence), 3 * _FURNITURE_TITLES)
        alike = self._library.passages([hit.chunk_id for hit in hits]).values()
        return len({passage.title for passage in alike if sentence in passage.text}) >= _FURNITURE_TITLES


def is_heard(library: Library, name: Name, documents: frozenset[str] | None = None) -> bool:
    """Whether the library, or these documents, have the name's last word, in any of its forms or endings."""
    return any(library.knows_like(form, documents) for form in forms_of(name.parts[-1]))


def _is_empty(candidate: Candidate) -> bool:
    """Whether the sentence has too few letters to say anything."""
    return sum(char.isalpha() for char in candidate.text) < 3
