"""Which documents a topic means: those near it, those that have its very words, those that are called so."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.embedding import Embedder
from qa.english.wanted import Wanted
from qa.english.weighted_words import ALL, WeightedWords
from qa.english.words import content_words, stem, stems
from qa.pipeline.kinds import question_shapes as shapes
from qa.pipeline.overviews.asked import Asked, first_lines, name_of
from qa.reading.aboutness import MAYBE, About
from qa.reading.belonging import is_bundled
from qa.reading.subject import SOME, Subject
from qa.retrieval import Retriever
from qa.store.sql import Library, Passage, Place
from qa.types import Scope

# So many documents may be called alike; what more of them have in so many words is no document of its own.
FEW, _SOME = 3, 20
# Passages that are looked at for a subject.
_PASSAGES = 60
# Documents on a subject that are told of.
SUBJECT_DOCUMENTS = 8
# A document is on a subject that has this share of its words, by weight.
_HAS = 0.6
# Of the share of a subject's words that a document has, others about it have so much.
_NEAR_MOST = 0.8
# Documents that are looked through for how much of them is about a subject.
_LOOKED_THROUGH = 12
# "Teacher Strike Fund" is another name than "Teacher Strike".
_IN_NAME = re.compile(r"[ -][A-Z]")
# "The handbook" is a document; "inflation" is none, nor what "the articles say about the tram".
_DEFINITE = re.compile(r"(?i)(?<!about )(?<!on )(?:the|my|our|your|this|that)\b")


def subject_of(asked: Asked, topic: str) -> Subject:
    """Return what a topic means."""
    return subject_in(asked.library, asked.embedder, topic)


def subject_in(library: Library, embedder: Embedder, topic: str, some: float = SOME) -> Subject:
    """Do what `subject_of` does, where nothing is asked; `some` as in `Subject`."""
    telling = [stem(word) for word in content_words(topic)]
    weights = WeightedWords.by_rarity(telling, library.word_frequencies(telling), library.chunk_count)
    return Subject(embedder.embed_question(topic), weights, some, fitted=is_bundled(library.embedding_model))


def _near(asked: Asked) -> tuple[Subject, list[list[Passage]]]:
    """Return the subject, and the passages near it, by document, the nearest document first."""
    subject = subject_of(asked, asked.kind.topic)
    return subject, [*passages_near(asked.retriever, asked.kind.topic, subject, asked.narrowed).values()]


def passages_near(retriever: Retriever, topic: str, subject: Subject, scope: Scope) -> dict[str, list[Passage]]:
    """Return the passages near a subject by document (id), the nearest document first."""
    by_document: dict[str, list[Passage]] = {}
    for passage in retriever.retrieve(topic, subject.vector, _PASSAGES, scope).passages:
        by_document.setdefault(passage.chunk.document_id, []).append(passage)
    return by_document


def telling(asked: Asked, share: float = _HAS) -> tuple[Subject, list[Sequence[Passage]]]:
    """Return what `_near` does, of documents that have the subject's words at all: what is merely near tells nothing of it.

    Those that have its very words come first, where they are few, be they near or not; of "Cop City" no others tell.
    """
    subject, near = _near(asked)
    found: dict[str, Sequence[Passage]] = {
        passages[0].chunk.document_id: passages
        for passages in near
        if any(subject.coverage(f"{passage.title} {passage.text}") >= share for passage in passages)
    }
    if len(asked.exact) <= SUBJECT_DOCUMENTS:
        found |= asked.library.passages_of([each for each in asked.exact if each not in found])
        found = dict(sorted(found.items(), key=lambda each: each[0] not in asked.exact))
    exact = [passages for each, passages in found.items() if each in asked.exact]
    return subject, exact if _is_name(asked.kind.topic, exact) else [*found.values()]


@dataclass(frozen=True, slots=True, eq=False)
class FoundOn:
    """What is found of a subject: the passages `near` it by document, the nearest first; the documents (ids) that may be
    `about` it, the likeliest first; and all passages of those that were looked through, `whole`."""

    subject: Subject
    near: Sequence[Sequence[Passage]]
    about: Mapping[str, About]
    whole: Mapping[str, Sequence[Passage]]


def about_subject(asked: Asked) -> FoundOn:
    """Return the documents that may be about the subject.

    Those that have less of it than others are about something near: of "jimmy carter hospice" what tells of his wife.
    """
    subject, near = telling(asked, 0.0)
    found = {passages[0].chunk.document_id: passages for passages in near}
    beginnings = asked.library.beginnings(found)
    at_best = {it: About.of(subject, beginnings.get(it, ""), passages) for it, passages in found.items()}
    may_be = [it for it, each in at_best.items() if each.likely >= MAYBE or each.passage > ALL]
    whole = asked.library.passages_of(sorted(may_be, key=lambda it: -at_best[it].likely)[:_LOOKED_THROUGH])
    about = {it: at_best[it].read_through(subject, passages) for it, passages in whole.items()}
    most = max((max(each.opening, each.passage) for each in about.values()), default=0.0)
    kept = {it: each for it, each in about.items() if max(each.opening, each.passage) >= _NEAR_MOST * most}
    likely = sorted(kept, key=lambda it: -kept[it].likely)
    about = {it: kept[it] for it in likely if kept[it].likely >= MAYBE or kept[it].passage > ALL}
    return FoundOn(subject, near, about, whole)


def _is_name(topic: str, found: Sequence[Sequence[Passage]]) -> bool:
    """Whether these write it as a name of two words: "Cop City", but no "cop city"; in a longer one another may stand."""
    wanted = Wanted.of([topic])
    if wanted is None or len(content_words(topic)) != 2:
        return False
    shape = wanted.phrases[0].pattern()
    written = [each for passages in found for passage in passages for each in shape.finditer(passage.text)]
    alone = [each[0] for each in written if not _IN_NAME.match(each.string, each.end())]
    return bool(alone) and all(word[0].isupper() for each in alone for word in content_words(each))


def nearest(asked: Asked, most: int, share: float = _HAS) -> list[Place]:
    """Return the documents on the subject: those with all of it in their titles first, then those with its very words, then
    those with most of it in their titles; of several such the nearest one. They have this share of its words.
    """
    subject, found = telling(asked, share)
    titles = {passages[0].chunk.document_id: subject.coverage(passages[0].title) for passages in found}
    few = asked.exact if len(asked.exact) <= SUBJECT_DOCUMENTS else frozenset()
    ids = sorted(titles, key=lambda each: (titles[each] <= ALL, each not in few, -titles[each]))[:most]
    places = {place.document_id: place for place in asked.library.census.by_date(frozenset(ids))} if ids else {}
    return [places[each] for each in ids if each in places]


def called(asked: Asked) -> list[Place]:
    """The documents that "the steering committee minutes" may be: their title, file name and first lines, as far as they are no
    sentences, have all of these words."""
    text = asked.kind.topic if asked.kind.told else asked.asking.standalone
    if not _DEFINITE.match(text, text.find(asked.kind.topic)):
        return []
    subject, near = _near(asked)
    ids = [passages[0].chunk.document_id for passages in near]
    first = asked.library.beginnings(ids)
    near_places = asked.library.census.by_date(frozenset(ids))
    names = [f"{name_of(place)} {first_lines(first.get(place.document_id, ''))}" for place in near_places]
    return [place for place, name in zip(near_places, names, strict=True) if subject.coverage(name) > ALL]


def the_one(asked: Asked) -> list[Place]:
    """Return what "the paper" may be: the only document in scope, or those with this word in their title or file name."""
    there = asked.library.census.by_date(asked.documents)
    called = shapes.THE_ONE.search(asked.asking.standalone)
    return [place for place in there if len(there) == 1 or (called and stem(called["what"]) in stems(name_of(place)))]


def may_be_several(asked: Asked) -> bool:
    """Whether the topic is called as documents are, as no thing that so many tell of is: "the newsletter"."""
    wanted = Wanted.read(asked.kind.topic) if shapes.ONE_WRITING.search(asked.kind.topic) else None
    return wanted is not None and len(asked.library.census.mentioning(wanted, asked.documents)) <= _SOME
