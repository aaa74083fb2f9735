"""Two questions in one, "When is the show and who books the hall?": one sentence seldom answers both, so each is read for
itself, in the document that answers."""

import re
from dataclasses import replace
from itertools import compress

from qa.attribution.answers import asked_of_speaker
from qa.english.periods import split_period
from qa.english.word_classes import AUXILIARIES, WH
from qa.english.word_lists import alternatives
from qa.english.words import content_words
from qa.reading import Evidence, Reader, Reading
from qa.retrieval import Retrieved
from qa.types.patterns import lazy_regex

# "And by whom", "and is there"; but "and how it works" is no question, nor is "and did it" in "who came and did it".
_WH = rf"(?:(?:about|at|by|for|from|in|of|on|since|to|until|with) )?(?:{alternatives(WH)})\b"
_DO = rf"(?:{alternatives(each for each in AUXILIARIES if each.isalpha())})\b"
_WHO = r"(?:I|you|he|she|we|they|there)\b"
_TOLD_OF = rf"(?:{_WHO}|(?:an?|its?|the|this|that|these|those|my|your|his|her|our|their)\b)"
_JOINT = lazy_regex(rf"[,;]? (?:and|but) (?={_WH}(?! {_TOLD_OF})|{_DO} {_WHO})", re.IGNORECASE)
_ASKS = lazy_regex(rf"{_WH}|{_DO}", re.IGNORECASE)
_CLAUSE = lazy_regex(rf" (?:{alternatives(WH)})\b", re.IGNORECASE)  # "who met the man who ran it and who sold it"
# What the second of two questions calls the matter of the first.
_IT = ("it", "this", "that", "them", "the same")
# From this probability on that it is right the best sentence on one of them is quoted beside the best one on both: of those
# that weren't quoted yet, for 51 such questions, 12 of 13 above it were right, and one of six below it.
_RIGHT = 0.3
_MOST = 3


def joined(question: str) -> list[str]:
    """Return the questions that it joins; none where it is a single one, as "When and where is the show?" is."""
    parts = _JOINT.split(question)
    single = len(parts) == 1 or not _ASKS.match(question) or not all(map(content_words, parts))
    return [] if single or _CLAUSE.search(parts[0], 1) else parts


def of_two_speakers(question: str) -> str | None:
    """Return the comparison of what two people said, where each is asked of by itself: "What did A say about X and what did B
    say?"; None for any other question, and where they are asked of on two subjects."""
    parts = joined(question)
    asked = [asked_of_speaker(part) for part in parts]
    if any(split_period(part.rstrip(" ?"))[1] for part in parts):
        return None
    if len(asked) != 2 or (one := asked[0]) is None or (other := asked[1]) is None or {one.form, other.form} != {"said"}:
        return None
    if not (one.speaker and other.speaker) or one.speaker == other.speaker:
        return None
    if other.about not in (None, one.about, *_IT) or one.addressee or other.addressee or one.occasion or other.occasion:
        return None
    return comparing(one.speaker, other.speaker, one.about)


def comparing(one: str, other: str, about: str | None) -> str:
    """Return the question that sets two people's words side by side, on one thing or on all."""
    return f"Compare what {one} and {other} said{f' about {about}' if about else ''}"


def read_each(retrieved: Retrieved, reading: Reading, reader: Reader) -> Reading:
    """Return the reading of a question with what answers each of those that it joins among its first sentences.

    It stays sure only where what surely answers it is what answers each best.
    """
    if not reading.ranked or not (parts := joined(retrieved.question)):
        return reading
    there = [each.chunk.document_id == reading.document for each in retrieved.chunks]
    chunks, passages = tuple(compress(retrieved.chunks, there)), tuple(compress(retrieved.passages, there))
    document = replace(retrieved, chunks=chunks, passages=passages)
    # Only the first surely names what it asks of: "who books it" is answered in any document.
    found = (retrieved, *[document] * (len(parts) - 1))
    read = [reader.read(replace(of, question=f"{part.rstrip('?')}?")) for of, part in zip(found, parts, strict=True)]
    near = {_place(each): each for each in reading.quotable(_MOST)}
    right = [each for each in read if each.right >= _RIGHT and each.document == reading.document]
    best = {_place(each.ranked[0]): each.ranked[0] for each in right}
    lead, confidence = next(iter(near)), reading.confidence
    first = {lead: near[lead]} | {place: each for place, each in best.items() if place not in near} | near
    if confidence == "sure" and (right != read or not best.keys() <= near.keys()):
        confidence = "perhaps"
    rest = [each for each in reading.ranked if _place(each) not in first]
    alike = (replace(each, score=reading.ranked[0].score, short_answer=None) for each in first.values())
    return replace(reading, ranked=(*alike, *rest), confidence=confidence)


def _place(evidence: Evidence) -> tuple[str, int]:
    return evidence.candidate.passage.chunk.document_id, evidence.candidate.sentence.start
