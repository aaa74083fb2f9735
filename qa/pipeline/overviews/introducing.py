"""The sentence that says best who or what a subject is: "Threads, Meta's rival to Twitter, …"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from qa.english.lexicon import is_first_name
from qa.english.words import STOP_WORDS, content_words, words
from qa.pipeline.overviews.asked import Asked
from qa.reading.belonging import dangles
from qa.reading.digest import Chosen, scored_sentences
from qa.reading.spans import ReadPassage, SpanReader
from qa.reading.subject import Subject, introduces, may_introduce
from qa.store.sql import Passage
from qa.types import Span

_ASKED_WHAT = re.compile(
    r"(?i)(?:so,? |and |ok,? )?(?:what|who)(?:['’]?s| is| are| was| were) (?:(?:the|an?) )?(?P<name>[^?,;:.!]+?)"
    r"(?:,? (?:and|&) (?:what|who|why|where|how|when)\b[^?]*)?[?!. ]*"
)
_OF_IT = re.compile(r"['’]s? |\b[a-z][\w-]* (?:of|for|in|to|on|at|with|from|about|by) ")
_POINTING = STOP_WORDS | frozenset("going happening new left wrong".split())
# Telling words of a name: "what was ann lee last seen wearing" has more.
_MOST_WORDS = 3
# Passages that are read for it: with twice as many three more of 121 subjects were introduced rightly.
_READ = 5
# The log odds that a sentence has at the least that introduces, one in ten; and one that is asked for, one in four: of those
# four in five were right.
_MAY, LIKELY = -2.2, -1.1
# What it costs a sentence to stand in a document that isn't about the subject.
_ELSEWHERE = 0.7
# What the model is sure of beyond this is only noise; a sentence that it didn't get to read has the least.
_LEAST = -20.0


def introduction(asked: Asked, subject: Subject, documents: Mapping[str, Sequence[Passage]]) -> Chosen | None:
    """Return the sentence that likeliest says who or what the topic is, of these documents (ids) or of passages found for it.

    None where none likely does. Its score is the log odds that it does. Raises ModelError.
    """
    question = asks_what(asked.kind.topic)
    vector, reader = asked.embedder.embed_question(question), SpanReader()
    near = asked.retriever.retrieve(question, vector, _READ, asked.narrowed).passages
    found = [each for each in near if not asked.exact or each.chunk.document_id in asked.exact]
    others = {each.chunk.document_id for each in found} - documents.keys()
    whole = {**documents, **asked.library.passages_of(sorted(others))}
    naming = [
        sentence
        for passages in whole.values()
        for sentence in scored_sentences(passages, asked.belonging, subject)
        if sentence.features["covered"] >= subject.some and not dangles(sentence.text)
    ]
    likely = sorted(naming, key=lambda each: -may_introduce(each.features))
    of_documents = (each.passage.chunk.id for each in likely if each.passage.chunk.document_id in documents)
    wanted = {*[*dict.fromkeys(of_documents)][:_READ], *(each.chunk.id for each in found)}
    passages = {each.passage.chunk.id: each.passage for each in naming if each.passage.chunk.id in wanted}
    read = dict(zip(passages, reader.read(question, [*passages.values()]), strict=True))
    best: Chosen | None = None
    for each in naming:
        if (of_passage := read.get(each.passage.chunk.id)) is not None:
            odds = introduces({**each.features, **defining(vector, each, of_passage)})
            odds -= _ELSEWHERE * (each.passage.chunk.document_id not in documents)
            if odds >= (_MAY if best is None else best.score):
                best = replace(each, score=odds)
    return best


def asked_what(question: str) -> str | None:
    """Return the name in "What is geoengineering?" or "Who are the Club for Growth, and what do they want?"; None where it asks
    for a part or a property of something: "What is the capital of Kenya?", "What is Kenya's capital?"."""
    found = _ASKED_WHAT.fullmatch(" ".join(question.split()))
    name = found["name"] if found else ""
    plain = not _OF_IT.search(name) and name.split(maxsplit=1)[:1] != [] and name.split()[0].casefold() not in _POINTING
    return name if plain and 0 < len(content_words(name)) <= _MOST_WORDS else None


def asks_what(name: str) -> str:
    """Return what asks for it plainly."""
    called = words(name)
    return f"{'Who' if len(called) > 1 and is_first_name(called[0]) else 'What'} is {name}?"


def defining(asked: NDArray[np.float32], each: Chosen, read: ReadPassage) -> dict[str, float]:
    """What a sentence has of `subject.DEFINING`; `asked` is the vector of "What is X?", for which its passage was `read`."""
    start = each.passage.chunk.start
    score = read.sentence(Span(each.sentence.start - start, each.sentence.end - start))
    logit, odds = (score.logit, score.odds) if score is not None else (_LEAST, _LEAST)
    return {"defines": float(each.vector @ asked), "reader": max(logit, _LEAST), "reader_odds": max(odds, _LEAST)}
