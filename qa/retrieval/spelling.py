"""Words of a question that the library doesn't have, and the word that it does have and that was probably meant."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from qa.embedding import shared_tokenizer
from qa.english.words import content_words, stem, without_possessive, words
from qa.store.sql import Library

# Shorter words have too many neighbours: "Carla" is not a misspelt "Carlo", nor "sitar" "star"; of those with a letter less, in
# small letters, letters may be swapped or left out.
_SHORTEST = 6
# From this length on two letters may be wrong, below it one; a swap of neighbours counts as one.
_TWO_WRONG = 9
# With their ends so many may be wrong: "Evergrande" is no misspelt "Everglades".
_MOST_WRONG = 2
# Passages in which a word is looked up.
_PASSAGES = 3


@dataclass(frozen=True, slots=True)
class Correction:
    """A word as typed, and the library's own."""

    typed: str
    meant: str


def corrected(question: str, found: tuple[Correction, ...]) -> str:
    """The question with these words in place of those typed."""
    for each in found:
        question = _exchanged(question, each.typed, each.meant)
    return question


def nearest(text: str, words_meant: frozenset[str]) -> str:
    """Return the text with these words, small letters, for those that are none and differ from one in a letter or two."""
    for word in dict.fromkeys(words(text)):
        small = word.islower() or text.isupper() or (word[1:].islower() and text.startswith(word))
        if len(word) < _SHORTEST or not small:
            continue
        near = process.extractOne(word.lower(), words_meant, scorer=OSA.distance, score_cutoff=2)
        if near and 0 < near[1] <= 1 + (len(near[0]) >= _TWO_WRONG) and word.lower() not in shared_tokenizer().get_vocab():
            text = _exchanged(text, word, near[0])
    return text


def _exchanged(text: str, word: str, other: str) -> str:
    """Return the text with the other word wherever this one stands whole."""
    return other.join(re.split(rf"\b{re.escape(word)}\b", text))


def corrections(question: str, library: Library) -> tuple[Correction, ...]:
    """The corrections of the question's unknown words, in order; none for a word without a near neighbour."""
    long = (word for word in content_words(question) if len(word) >= _SHORTEST - word.islower() and word.isalpha())
    typed = {word: stem(word) for word in long}
    known = library.word_frequencies(set(typed.values())).keys() | _english()
    meant = ((word, _meant(word, stemmed, library)) for word, stemmed in typed.items() if stemmed not in known)
    return tuple(Correction(word, near) for word, near in meant if near is not None)


def _meant(word: str, stemmed: str, library: Library) -> str | None:
    """Return the word that is nearest to this unknown one, of those whose stem the library has, the commonest of several.

    None where none is near, or several are to a short one.
    """
    small, terms = word.lower(), library.terms_beginning(stemmed[0])
    short, most = len(word) < _SHORTEST, 2 if len(word) >= _TWO_WRONG else 1

    def near(one: str, others: Collection[str]) -> list[tuple[str, int]]:
        found = process.extract(one, others, scorer=OSA.distance, score_cutoff=most, limit=None)
        return [(other, int(wrong)) for other, wrong, _ in found]

    found: list[tuple[int, int, str]] = []
    for each, wrong in near(small, _common_words().get(small[0], ())):
        if (often := terms.get(stem(each), 0)) and (written := _as_written(each, stem(each), often, library)):
            found.append((wrong, -often, written))
    # Of what is no common word the library knows the stem alone.
    for term, _ in near(stemmed, [term for term in terms if term not in _english()]):
        if written := _nearest_form(small, term, library):
            found.append((OSA.distance(small, written.lower()), -terms[term], written))
    # Alike without their ends, "wellies" and "well" aren't with them, nor "retry" and "retired".
    fits = [each for each in found if each[0] <= _MOST_WRONG and not (short and Counter(small) - Counter(each[2].lower()))]
    if not fits or (short and len(fits) > 1):
        return None
    return min(fits, key=lambda each: (each[0], each[1], -len(each[2])))[2]  # a letter is sooner left out than added


@cache
def _common_words() -> dict[str, tuple[str, ...]]:
    """The words that the bundled embedding model has whole, by their first letter."""
    found: dict[str, list[str]] = {}
    for word in sorted(shared_tokenizer().get_vocab()):
        if word.isalpha() and len(word) >= _SHORTEST - 1:
            found.setdefault(word[0], []).append(word)
    return {letter: tuple(words) for letter, words in found.items()}


@cache
def _english() -> frozenset[str]:
    """The stems of the words that the bundled embedding model has whole: 30,000 common ones, none of which is misspelt."""
    return frozenset(stem(word) for word in shared_tokenizer().get_vocab() if word.isalpha())


def _as_written(form: str, term: str, often: int, library: Library) -> str | None:
    """The form with its capital, where the library writes it with one.

    None where few chunks have its stem and none of them the form itself.
    """
    forms = _forms(term, library)
    same = next((word for word in forms if word.lower() == form), None)
    return same or (form if often > _PASSAGES else None)


def _nearest_form(typed: str, term: str, library: Library) -> str | None:
    return min(_forms(term, library), key=lambda form: OSA.distance(typed, form.lower()), default=None)


def _forms(term: str, library: Library) -> list[str]:
    """The words with this stem that some passages of the library have, as they are written there."""
    hits = library.search_words([term], _PASSAGES)
    found = (words(f"{each.title} {each.text}") for each in library.passages([hit.chunk_id for hit in hits]).values())
    return [without_possessive(word) for written in found for word in written if stem(word) == term]
