"""The sentence that says best who or what a subject is: "Threads, Meta's rival to Twitter, …"."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from qa.english.lexicon import is_first_name
from qa.english.request import LINKS, TOLD_ANYWAY
from qa.english.word_classes import A_NOUN, word_class
from qa.english.words import STOP_WORDS, content_words, words
from qa.pipeline.overviews.asked import Asked
from qa.reading.belonging import dangles
from qa.reading.digest import Chosen, scored_sentences
from qa.reading.spans import ReadPassage, shared_reader
from qa.reading.subject import Subject, introduces, may_introduce
from qa.store.sql import Passage
from qa.types import Span

_WHAT = re.compile(
    rf"(?i){LINKS}(?:what|who)(?:['’]?s| is| are| was| were) (?P<the>the )?(?:an? )?(?P<name>[^?,;:!]+?)"
    rf"(?:{TOLD_ANYWAY})?[?!. ]*"
)
# A part or a property of something: "capital of Kenya", "Kenya's capital"; but "Club for Growth", "Valentine's Day".
_OF_IT = re.compile(r"['’]s? (?![A-Z])|\b[a-z][\w-]* (?:of|for) |\b[\w-]+ (?:in|to|on|at|with|from|about|by) ")
# Telling words of a name at most: "the Inflation Reduction Act".
_MOST_WORDS = 3
# The share of a name that a sentence of a document about somebody or something has: a surname's. With more of it, .55, .496 of
# the points of subject-points.jsonl were told, with this .519.
_PART = 0.4
# So many passages of the documents are read for it, and of those found: with eight of each, one more of 121 subjects was
# introduced rightly.
_READ = 5
# The lowest log odds of a sentence that stands first in an overview (a chance of one in ten), and of one that answers "What is
# X?" (one in four): of those four in five were right on subject-points.jsonl.
_MAY, LIKELY = -2.2, -1.1
# What it costs a sentence to stand in a document that isn't about the subject: a guess, so that "the strike" isn't introduced
# by another one.
_ELSEWHERE = 0.7
# The reader's scores are cut off below this, where they are noise; a sentence that was cut from its passage gets it.
_LEAST = -20.0


def naming(asked: Asked, subject: Subject, passages: Sequence[Passage]) -> list[Chosen]:
    """Return the sentences of a document, given by its passages, that have a part of the subject's words."""
    of_words = replace(subject, some=_PART, near=math.inf)  # no cosine is as high: the words decide
    return scored_sentences(passages, asked.belonging, of_words)


def introduction(asked: Asked, subject: Subject, documents: Mapping[str, Sequence[Chosen]]) -> Chosen | None:
    """Return the sentence that likeliest says who or what the topic is.

    It is of the `documents`, each (id) with its sentences as `naming` returns them, or of a passage that is found for it. Its
    score is the log odds that it says so. None where none likely does, or the weights aren't for the library's embedding model.
    Raises ModelError.
    """
    if not subject.fitted:
        return None
    question = what_question(asked.kind.topic)
    vector = asked.embedder.embed_question(question)
    near = asked.retriever.retrieve(question, vector, _READ, asked.narrowed).passages
    found = [each for each in near if not asked.exact or each.chunk.document_id in asked.exact]
    others = {each.chunk.document_id for each in found} - documents.keys()
    elsewhere = asked.library.passages_of(sorted(others)).values()
    sentences = chain(*documents.values(), *(naming(asked, subject, each) for each in elsewhere))
    whole = [each for each in sentences if each.features["covered"] >= subject.some and not dangles(each.text)]
    likely = sorted(whole, key=lambda each: -may_introduce(each.features))
    of_documents = (each.passage.chunk.id for each in likely if each.passage.chunk.document_id in documents)
    to_read = {*[*dict.fromkeys(of_documents)][:_READ], *(each.chunk.id for each in found)}
    passages = {each.passage.chunk.id: each.passage for each in whole if each.passage.chunk.id in to_read}
    read = dict(zip(passages, shared_reader().read(question, [*passages.values()]), strict=True))

    def odds(each: Chosen) -> float:
        costs = _ELSEWHERE * (each.passage.chunk.document_id not in documents)
        return introduces({**each.features, **defining(vector, each, read[each.passage.chunk.id])}) - costs

    told = [replace(each, score=odds(each)) for each in whole if each.passage.chunk.id in read]
    best = max(told, key=lambda each: each.score, default=None)
    return best if best is not None and best.score >= _MAY else None


def name_asked_of(question: str) -> str | None:
    """Return the name in "What is geoengineering?" or "Who are the Club for Growth, and what do they want?".

    None where it asks for a part, a property or a fact: "What is the capital of Kenya?", "What is the deadline?".
    """
    found = _WHAT.fullmatch(" ".join(question.split()))
    name = found["name"].strip(" .\"“”'‘’") if found else ""
    if found is None or not name or _OF_IT.search(name) or name.split()[0].casefold() in STOP_WORDS:
        return None
    *before, last = name.split()
    small = name[0].islower()
    doing = bool(before) and not small and last.islower() and last.endswith("ing")  # "What is Apple planning?"
    is_thing = last[0].isupper() or word_class(last).noun >= A_NOUN
    fits = is_thing and not doing and not (found["the"] and small)
    return name if fits and 0 < len(content_words(name)) <= _MOST_WORDS else None


def what_question(name: str) -> str:
    """Return the question that asks plainly who or what that is."""
    called = words(name)
    return f"{'Who' if len(called) > 1 and is_first_name(called[0]) else 'What'} is {name}?"


def defining(question_vector: NDArray[np.float32], each: Chosen, read: ReadPassage) -> dict[str, float]:
    """Return `subject.DEFINING` of a sentence; the vector is that of "What is X?", for which its passage was `read`."""
    start = each.passage.chunk.start
    score = read.sentence(Span(each.sentence.start - start, each.sentence.end - start))
    logit, odds = (score.logit, score.odds) if score is not None else (_LEAST, _LEAST)
    return {"defines": float(each.vector @ question_vector), "reader": max(logit, _LEAST), "reader_odds": max(odds, _LEAST)}
