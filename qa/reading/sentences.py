"""The sentences of retrieved passages, with what the library knows of them, shared by those who rank them; and those on a
subject: "climate summit" asks nothing, so no sentence answers it, and no reader is asked."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.documents.dates import date_lines
from qa.documents.formats.tables import is_row
from qa.english.date_shapes import YEAR
from qa.english.weighted_words import ALL
from qa.english.words import content_stems, content_words, stem, wording, words
from qa.reading.belonging import dangles, is_byline, is_presentable
from qa.reading.features import FEATURES, Candidate, QuestionFeatures, Vector, candidates
from qa.reading.question import Name, forms_of, numbered
from qa.reading.reader import Evidence, Reading, is_near
from qa.reading.spans import ReadPassage
from qa.retrieval import Retrieved
from qa.store.sql import Library
from qa.types import Confidence, Span
from qa.types.patterns import lazy_regex

# A short sentence that stands word for word in documents of so many titles belongs to their pages, not to what they tell.
_FURNITURE_TITLES = 3
_FURNITURE_WORDS = 14
# Letters that say something.
_FEWEST_LETTERS = 3
# Sentences that are looked for elsewhere: each takes a search.
_LOOKED_UP = 2
_OF_AUTHORS = lazy_regex(
    r"(?i)\b(?:wr(?:ote|itten|ites?|iting)|writers?|authors?|reporters?|reported|journalists?|bylines?|by (?:whom|who))\b"
)
_OF_DATES = lazy_regex(
    r"(?i)\bdated\b|\bdate of (?:the|this|that) (?:article|document|text|report|story|letter|notice|e-?mail)\b"
)
# What counts for a sentence on a subject: that it has the subject's words and is near it by meaning.
_TOPIC = {"cosine": 2.0, "covered": 2.0, "covered_near": 2.0, "passage": 1.0, "new_words": 0.2, "age": -0.5}
# What it costs a sentence to be a heading, a pointer to another page or a piece of a sentence; to go on from another; and to
# say nothing but the subject and a year, as captions do: "Ann Brown in 2018."
_PIECE, _GOES_ON, _NOTHING_SAID = 0.3, 0.4, 1.0
_YEAR = lazy_regex(YEAR)
_SOME_OF_TOPIC = 0.4
# How lines begin that are items: "E4 – no flame", "Option B: 36 panels", "Stage 2 (to the chapel): 21 May".
LABELS = r"(?P<code>[A-Z]{1,3})\d{1,3} ?[–—:-]\s|(?P<label>[A-Z][a-z]+) (?:[A-Z]|\d{1,2})\b[^.:;\n]{0,40}(?::| [–—])\s"
_LABEL = lazy_regex(rf"\W*(?:{LABELS})")
# What a display or a part is marked with: "E9", "SC542", "BM-40".
_CODE = lazy_regex(r"(?<![\w-])[A-Z]{1,4}-?\d{1,4}[A-Z]?(?![\w-])", re.IGNORECASE)


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

        Who wrote a text answers only who asks for that, and the line that dates it nobody who asks when something happened.
        """
        documents = self._library.texts({passage.chunk.document_id for passage in retrieved.passages})
        found = candidates(retrieved, asked, read or [None] * len(retrieved.passages), documents)
        of_authors = _OF_AUTHORS.search(retrieved.question) is not None
        if not of_authors:
            found = [each for each in found if not is_byline(each.text)]
        if _OF_DATES.search(retrieved.question) or (of_authors and asked.kind != "date"):
            return found
        titles = {passage.chunk.document_id: passage.title for passage in retrieved.passages}
        dating = {name: date_lines(titles[name], text) for name, text in documents.items()}
        return [each for each in found if not _stands_in(each, dating.get(each.passage.chunk.document_id, ()))]

    def order(self, question: str, scores: Vector, found: Sequence[Candidate]) -> list[int]:
        """The places of the sentences that say something, best first, each wording once, without furniture at the top.

        The row with a table's headings says nothing: it has no heading itself where others of the document have.
        """
        rows = {number for number, each in enumerate(found) if is_row(each.text)}
        named = {number for number in rows if ": " in found[number].text}
        tables = {found[number].passage.chunk.document_id for number in named}
        headings = {number for number in rows - named if found[number].passage.chunk.document_id in tables}
        order = [
            int(place)
            for place in np.argsort(-scores, kind="stable")
            if place not in headings and sum(map(str.isalpha, found[place].text)) >= _FEWEST_LETTERS
        ]
        once = {wording(found[place].text): place for place in reversed(order)}
        kept = set(once.values())
        order = _of_the_numbers(question, [place for place in order if place in kept], found)
        return self._without_furniture(order, found)

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


def _stands_in(found: Candidate, lines: Sequence[Span]) -> bool:
    return any(line.start <= found.sentence.start < line.end for line in lines)


def item_meant(order: Sequence[int], found: Sequence[Candidate], question: str) -> int:
    """Return the place of the best sentence, or of a row beside it or an item labelled like its own that the question means.

    That one has all of the question's words that the other has, and more. Rows and items differ in little, which the reader
    hardly sees: "What hangs in bay 4?" is told by the row that has the 4, "What to do after E4" not by the item on E9.
    No item is meant that isn't called by its label, or only mentioned: "Option B is taken, which has a sauna?"
    """
    said, telling = f" {' '.join(words(question)).casefold()} ", content_stems(question)

    def item(place: int) -> tuple[str, str, set[str]] | None:
        """Its document, what items it is of, and which of the question's words it has; None of other sentences."""
        passage, sentence = found[place].passage, found[place].sentence
        line = passage.text[passage.text.rfind("\n", 0, sentence.start - passage.chunk.start) + 1 :].partition("\n")[0]
        if is_row(line):
            name, _, cells = line.partition(" | ")
            return passage.chunk.document_id, name.rpartition(" ")[0], {*map(stem, words(cells))} & telling
        if label := _LABEL.match(line):
            named = words(label[0])[:2]
            called, has = " ".join(named).casefold(), {*map(stem, words(line)[len(named) :])} & telling
            is_called = f" {called} " in said and not _is_mentioned(called, question)
            has = has | {called} if is_called else has if place == order[0] else set()
            return passage.chunk.document_id, label["code"] or label["label"], has
        return None

    best = item(order[0])
    items = {place: item(place) for place in (order if best else ())}
    more = {place: each[2] for place, each in items.items() if best and each and each[:2] == best[:2] and each[2] > best[2]}
    return max(more, key=lambda place: len(more[place]), default=order[0])


def code_meant(near: Sequence[int], found: Sequence[Candidate], question: str) -> int:
    """Return the first place that has the codes which the question asks for, else the very first one."""
    asked = {each for each in _codes(question) if not _is_mentioned(each, question)}
    told = ((place, found[place].passage, found[place].text) for place in near)
    have = (place for place, of, text in told if asked <= _codes(f"{of.title} {of.heading} {text}"))
    return next(have, near[0]) if asked else near[0]


def _codes(text: str) -> frozenset[str]:
    return frozenset(each.casefold() for each in _CODE.findall(text))


def _is_mentioned(called: str, question: str) -> bool:
    """Whether the question asks something only behind the clause that has the label: "After E4, who has the key?"."""
    clause = re.search(rf"(?i)\b{re.escape(called)}\b.*?(?:[,;:.?!]\s|\bbut\b)(?P<asks>.+)", question)
    return clause is not None and content_stems(clause["asks"]) != frozenset()


def is_heard(library: Library, name: Name, documents: frozenset[str] | None = None) -> bool:
    """Whether the library, or these documents, have the name's last word, in any of its forms or endings."""
    return any(library.knows_like(form, documents) for form in forms_of(name.parts[-1]))


def read_topic(library: Library, retrieved: Retrieved) -> Reading:
    """Rank the sentences that tell of a subject, the best of each document near the subject first."""
    sentences = LibrarySentences(library)
    found = sentences.candidates(retrieved, sentences.asked(retrieved))
    table = np.array([candidate.features for candidate in found]).reshape(-1, len(FEATURES))
    scores = table @ np.array([_TOPIC.get(name, 0.0) for name in FEATURES])
    scores -= np.array([_PIECE * (not is_presentable(each.text)) + _GOES_ON * dangles(each.text) for each in found])
    subject = content_stems(retrieved.question)
    scores -= _NOTHING_SAID * np.array([says_nothing(each.text, subject) for each in found])
    order = sentences.order(retrieved.question, scores, found)
    if not order:
        return Reading((), 0.0)
    likely = np.exp(scores - scores[order[0]])
    order = _best_of_each_document(order, found, likely)
    covered = float(table[order[0], FEATURES.index("covered_near")])
    confidence: Confidence = "sure" if covered > ALL else "perhaps" if covered >= _SOME_OF_TOPIC else "no"
    ranked = tuple(Evidence(found[place], float(likely[place])) for place in order)
    return Reading(ranked, covered, covered, confidence)


def says_nothing(text: str, subject: frozenset[str]) -> bool:
    """Whether the text has no telling words but the subject's, given as stems, and years."""
    return all(stem(word) in subject or _YEAR.fullmatch(word) for word in content_words(text))


def names_subject(topic: str, reading: Reading) -> bool:
    """Whether the topic has a word of three letters or more, or an abbreviation that the sentences have, such as "EU"."""
    said = {word for evidence in reading.ranked for word in words(evidence.candidate.text)}
    return any(len(word) > 2 or (len(word) == 2 and word.isalpha() and word.upper() in said) for word in content_words(topic))


def _best_of_each_document(order: Sequence[int], found: Sequence[Candidate], likely: NDArray[np.float64]) -> list[int]:
    """The first of each document in order, then the others; a document without a sentence near the best stays behind."""
    first: dict[str, int] = {}
    for place in order:
        if is_near(likely[place], 1.0):
            first.setdefault(found[place].passage.chunk.document_id, place)
    ahead = set(first.values())
    return [*first.values(), *(place for place in order if place not in ahead)]


def _of_the_numbers(question: str, order: list[int], found: Sequence[Candidate]) -> list[int]:
    """Of sentences that differ in nothing but numbers, keep those that have most of the question's: quay 3.4, and not 4.4."""
    wanted, _ = numbered(question)
    if not wanted:
        return order
    told = {place: numbered(found[place].text) for place in order}
    most: dict[str, int] = {}
    for there, text in told.values():
        most[text] = max(len(wanted & there), most.get(text, 0))
    return [place for place, (there, text) in told.items() if len(wanted & there) == most[text]]
