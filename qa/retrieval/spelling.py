"""Words of a question that the library doesn't have, and the word that it does have and that was probably meant."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from qa.embedding import shared_tokenizer
from qa.english.words import content_words, stem, words
from qa.store.sql import Library

# Shorter words have too many neighbours: "Carla" is not a misspelt "Carlo", nor "sitar" "star"; of those with a letter less, in
# small letters, letters may be swapped or left out.
_SHORTEST = 6
# From this length on two letters may be wrong, below it one; a swap of neighbours counts as one.
_TWO_WRONG = 9


@dataclass(frozen=True, slots=True)
class Correction:
    """A word as typed, and the library's own."""

    typed: str
    meant: str


def corrected(question: str, found: tuple[Correction, ...]) -> str:
    """The question with these words in place of those typed."""
    for each in found:
        question = question.replace(each.typed, each.meant)
    return question


def nearest(text: str, words_meant: frozenset[str]) -> str:
    """Return the text with these words, small letters, for those that are none and differ from one in a letter or two."""
    for word in dict.fromkeys(words(text)):
        small = word.islower() or text.isupper() or (word[1:].islower() and text.startswith(word))
        if len(word) < _SHORTEST or not small:
            continue
        near = process.extractOne(word.lower(), words_meant, scorer=OSA.distance, score_cutoff=2)
        if near and 0 < near[1] <= 1 + (len(near[0]) >= _TWO_WRONG) and word.lower() not in shared_tokenizer().get_vocab():
            text = re.sub(rf"\b{re.escape(word)}\b", near[0], text)
    return text


def corrections(question: str, library: Library) -> tuple[Correction, ...]:
    """The corrections of the question's unknown words, in order; none for a word without a near neighbour."""
    found = []
    long = (word for word in content_words(question) if len(word) >= _SHORTEST - word.islower() and word.isalpha())
    typed = {word: stem(word) for word in long}
    known = library.word_frequencies(set(typed.values()))
    for word, stemmed in typed.items():
        if stemmed in known or stemmed in _english():
            continue
        terms = library.terms_beginning(stemmed[0])
        most = 2 if len(word) >= _TWO_WRONG else 1
        near = process.extract(stemmed, list(terms), scorer=OSA.distance, score_cutoff=most, limit=None)
        short = len(word) < _SHORTEST
        near = [each for each in near if not (short and Counter(stemmed) - Counter(each[0]))]
        if near and not (short and len(near) > 1):
            best = min(near, key=lambda each: (each[1], -terms[each[0]]))
            meant = _as_written(best[0], library)
            # Alike without their ends, "wellies" and "well" aren't with them, nor "retry" and "retired".
            if meant is None or abs(len(meant) - len(word)) > most + 1 or (short and Counter(word) - Counter(meant.lower())):
                continue
            found.append(Correction(word, meant))
    return tuple(found)


@cache
def _english() -> frozenset[str]:
    """The stems of the words that the bundled embedding model has whole: 30,000 common ones, none of which is misspelt."""
    return frozenset(stem(word) for word in shared_tokenizer().get_vocab() if word.isalpha())


def _as_written(stemmed: str, library: Library) -> str | None:
    """A word of the library that has this stem, as it is written there."""
    hits = library.search_words([stemmed], 1)
    for passage in library.passages([hit.chunk_id for hit in hits]).values():
        for word in words(f"{passage.title} {passage.text}"):
            if stem(word) == stemmed:
                return word
    return None
