"""What documents tell of each of several things: which sentences are of which, and which two tell the same of two of them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from qa.documents.formats.tables import is_row
from qa.english.numbers import COUNTS
from qa.english.wanted import Phrase, Wanted
from qa.english.weighted_words import ALL, WeightedWords
from qa.english.words import content_stems, content_words, stem, stems, words
from qa.pipeline.overviews.asked import Asked
from qa.pipeline.overviews.chapters import bare
from qa.pipeline.overviews.sides import Matter, cite, laid_out, matters_of, side_of
from qa.pipeline.overviews.summaries import subject_of, telling
from qa.pipeline.refusals import unsure
from qa.reading.belonging import is_presentable
from qa.reading.digest import Chosen, Subject
from qa.store.sql import Passage
from qa.types import LIKELY, PERHAPS, Answer, Citation
from qa.types.patterns import lazy_regex
from qa.verification.quantities import quantities

_MOST = 5
# Sentences of a thing that are told though none of another tells the same, and those that name several.
_ONLY, _OF_BOTH = 3, 3
# Documents near to all of the things that are looked at, and to each by itself; and those of them that are quoted.
_NEAR_ALL, _NEAR_EACH, _QUOTED = 8, 3, 2
# Sentences on a thing, so that a document by itself tells of it; more of them tell no more of that.
_FEWEST, _ENOUGH = 2, 4
# Where more documents name all of the things, what some of them tell compares nothing: in 3,384 articles 1 to 10 name such as
# two festivals or two tests, 31 and more such as weather and climate.
_MOST_NAMING = 10
# The share of a thing's own words, by weight, that names it, where it has up to two: "the Junction" for "Delaware Junction".
_NAMES = 0.6
_ARTICLE = lazy_regex(r"^(?:the|my|our|your|an?) ", re.IGNORECASE)
# "Lee's big plan and small plan", "rail and air in the travel policy".
_WHOSE = lazy_regex(r"(\S+(?: \S+)?)['’]s (?=\S)")
_PLACED = lazy_regex(r"(?P<name>\S.*?) (?:(?:in|at|on|for|from|during|under) |of (?=the |my |our ))(?P<of>\S.*)", re.IGNORECASE)
# "SP 400 F" is another thing than "SP 400".
_ANOTHER = lazy_regex(r" [A-Z0-9]{1,2}\b")
# How a sentence begins that goes on with the one before it.
_GOES_ON = lazy_regex(r"(?:Its?|They|Their|He|She|This|These)\b")
_BULLET = lazy_regex(r"^[-*•‣] +")
# A line this short that doesn't end as a sentence does is the heading of what follows; so many words may be a line's label.
_HEADING, _LABEL = 8, 6
_SHORTEST, _LONGEST = 4, 60
# Two sentences with this likeness are on one matter: their cosine, and for each of three words and the units that both have.
_ALIKE, _SHARED = 0.8, 0.08
# Matters that are shown, and sentences of each thing among which they are looked for.
_MATTERS, _LOOKED_AT = 4, 25
# What a number, the thing's name and the like count beside the cosine with what is asked of it.
_NUMBER, _NAMED = 0.1, 0.2


@dataclass(frozen=True, slots=True)
class Thing:
    """What is compared, by its name; its `own` words are those that no other thing's name has, of which one is of `telling`.

    "Tests" alone tell of no "PCR and antigen tests".
    """

    name: str
    pattern: re.Pattern[str]
    own: WeightedWords
    telling: frozenset[str]

    def names(self, text: str) -> bool:
        """Whether the text has its words in a row, or most of its own; with a capital where the question has one."""
        there = stems(self._as_written(text)) if self.own else frozenset()
        enough = bool(there & self.telling) and self.own.share(there) >= _NAMES / max(1, len(self.own) / 2)
        return enough or bool(self.written(text))

    def called(self, told: "Sequence[Told]") -> str:
        """How most of the sentences write it."""
        found = (each for sentence in told for each in self.written(sentence.text))
        written = Counter(each for each in found if set(re.findall(r"[^\w\s]", each)) <= set(self.name))
        return max(written, key=written.__getitem__, default=self.name)

    def written(self, text: str) -> list[str]:
        """How the text writes its words, wherever they stand in a row."""
        found = [each[0] for each in self.pattern.finditer(text) if not _ANOTHER.match(text, each.end())]
        return [each for each in found if self._as_written(each)]

    def _as_written(self, text: str) -> str:
        return " ".join(word for word in words(text) if word[0].isupper()) if self.name[0].isupper() else text


@dataclass(frozen=True, slots=True, eq=False)
class Told(Chosen):
    """A sentence `of` some of the things (numbers); `named` are those of them in its own words."""

    of: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()

    def likeness(self, other: "Told", names: frozenset[str]) -> float:
        """How much both tell the same of two things, which are called `names` (stems)."""
        if is_row(self.text) != is_row(other.text):
            return 0.0
        shared = (content_stems(self.text) & content_stems(other.text)) - names
        units = [{(each.kind, each.unit) for each in quantities(told.text)} for told in (self, other)]
        return float(_vector(self) @ _vector(other)) + _SHARED * (min(len(shared), 3) + bool(units[0] & units[1]))


def side_by_side(asked: Asked, read: Answer | None = None) -> Answer | None:
    """What tells of several things, what tells the same of two, and what is told of one only; unsure where it may be by chance.

    It is of documents that tell of all the things; else of those that tell most of each. What was `read` comes first. None
    where one is hardly told of, or what was read is as good.
    """
    things, where = _things(asked)
    quoted = [each for each in (read.citations if read is not None else ()) if is_presentable(each.quote, most=_LONGEST)]
    if read is not None and read.status == "answered" and (not read.unsure or _is_as_good(asked, read, quoted, things)):
        return None
    told = _told(asked, things, where)
    apart = [[each for each in told if each.of == {number}] for number in range(len(things))]
    both = [each for each in told if len(each.named) > 1]
    if not all(apart) and not both:
        return None
    pairs = _matters(apart, stems(" ".join(thing.name for thing in things)))
    enough = pairs or all(len(own) + sum(at in each.of for each in both) >= _FEWEST for at, own in enumerate(apart))
    naming = asked.library.census.mentioning(Wanted(tuple(Phrase(thing.name) for thing in things)), asked.documents)
    sure = enough and len(naming) <= _MOST_NAMING and _together(told, things)
    if read is not None and read.status == "answered" and not sure:
        return None
    first = [*quoted, *(cited for cited in map(cite, both) if not _overlap(quoted, cited))]
    paired = {each for pair in pairs for each in pair}
    kept = [
        [at for at, each in enumerate(own) if (side, at) in paired or (at < _ONLY and not _overlap(quoted, cite(each)))]
        for side, own in enumerate(apart)
    ]
    names = [thing.called(told) for thing in things]
    sides = [side_of({"name": name}, [own[at] for at in ats]) for name, own, ats in zip(names, apart, kept, strict=True)]
    matters = [[(side, kept[side].index(at)) for side, at in pair] for pair in pairs]
    plain = replace(asked, kind=replace(asked.kind, topic=where if read is None else ""))
    answer = laid_out(plain, sides, matters=matters, first=first[: max(len(quoted), _OF_BOTH)])
    return answer if sure and read is None else unsure(answer, (read.hedge if read is not None else "") or PERHAPS)


def _is_as_good(asked: Asked, read: Answer, quoted: Sequence[Citation], things: Sequence[Thing]) -> bool:
    """Whether what was read likely tells which of the things it is; or, where a question asks for more, names them all."""
    known = all(any(thing.names(each.quote) for each in quoted) for thing in things)
    likely, which = read.hedge == LIKELY and bool(quoted), bool(asked.kind.topic) and not asked.kind.bare
    return (likely and (known or which)) or (known and not which and not asked.kind.bare)


def _overlap(quoted: Sequence[Citation], other: Citation) -> bool:
    of_it = (each for each in quoted if each.document_id == other.document_id)
    return any(each.start < other.end and other.start < each.end for each in of_it)


def _together(told: Sequence[Told], things: Sequence[Thing]) -> bool:
    """Whether one document tells of all the things, or each is named by the title of one that does."""
    of: dict[str, set[int]] = {}
    for each in told:
        of.setdefault(each.passage.chunk.document_id, set()).update(each.of)
    titles = {each.passage.title for each in told}
    return any(len(there) == len(things) for there in of.values()) or all(any(map(thing.names, titles)) for thing in things)


def _things(asked: Asked) -> tuple[list[Thing], str]:
    """Return the things, and where or of whom they are, "in Delaware", which goes from their names; or on what they are."""
    *before, last = (_ARTICLE.sub("", name) for name in asked.kind.parties)
    topic = asked.kind.topic if asked.kind.kind == "compare" else ""
    if (whose := _WHOSE.match(before[0])) is not None and not _WHOSE.match(last):
        before[0], topic = before[0][whose.end() :], f"{topic} {whose[1]}"
    if (placed := _PLACED.fullmatch(last)) is not None and not any(map(_PLACED.fullmatch, before)):
        last, topic = placed["name"], f"{topic} {placed['of']}"
    names, things = [*before, last][:_MOST], []
    for name in names:
        others = stems(" ".join([topic, *(other for other in names if other != name)]))
        own = [word for word in content_words(name) if len(word) > 1 and word.isalpha() and word.casefold() not in COUNTS]
        weights = subject_of(asked, name).weights if len(own) == len(content_words(name)) else {}
        own_weights = WeightedWords({word: weight for word, weight in weights.items() if word not in others})
        telling_words = stems(" ".join(words(name)[: len(words(names[0]))]))
        things.append(Thing(name, Phrase(name).pattern(), own_weights, telling_words))
    return things, topic.strip()


def _told(asked: Asked, things: Sequence[Thing], where: str) -> list[Told]:
    """Return the sentences on the things, best first, of documents that are on `where`."""
    on = f" {where} {'' if asked.kind.bare or asked.kind.kind == 'compare' else asked.kind.topic}"
    ids = _near(asked, " ".join(thing.name for thing in things) + on, _NEAR_ALL, _NAMES)
    ids += [each for thing in things for each in _near(asked, thing.name, _NEAR_EACH, ALL)]
    found = asked.library.passages_of(list(dict.fromkeys(ids)))
    place = subject_of(asked, where)
    if place.weights:
        found = {each: there for each, there in found.items() if place.coverage(" ".join(map(_with_title, there))) >= _NAMES}
    told = {document: list(_of_document(passages, things)) for document, passages in found.items()}
    titles = {document: passages[0].title for document, passages in found.items()}
    wanted, topic = [subject_of(asked, thing.name + on) for thing in things], subject_of(asked, on)

    def scored(each: Told) -> Told:
        score = max(float(_vector(each) @ wanted[number].vector) for number in each.of) + topic.coverage(each.text)
        return replace(each, score=score + _NAMED * bool(each.named) + _NUMBER * bool(quantities(each.text)))

    quoted = [each for document in _quoted(told, titles, things, place) for each in told[document]]
    return sorted(map(scored, quoted), key=lambda each: -each.score)


def _near(asked: Asked, topic: str, most: int, share: float) -> list[str]:
    near = telling(replace(asked, kind=replace(asked.kind, topic=topic)), share)[1]
    return [passages[0].chunk.document_id for passages in near[:most]]


def _with_title(passage: Passage) -> str:
    return f"{passage.title} {passage.text}"


def _quoted(
    told: Mapping[str, Sequence[Told]], titles: Mapping[str, str], things: Sequence[Thing], topic: Subject
) -> list[str]:
    """Return the documents that tell most of all the things, else of each; none where one is hardly told of."""

    def tells(document: str, number: int) -> float:
        on_it = min(sum(number in each.of for each in told[document]), _ENOUGH)
        return on_it and on_it + _FEWEST * things[number].names(titles[document])

    def fits(document: str) -> float:
        least = min(tells(document, number) for number in range(len(things)))
        return least and least + 2 * _ENOUGH * (topic.coverage(titles[document]) >= _NAMES)

    best = sorted(told, key=fits, reverse=True)[:_QUOTED]
    if best and fits(best[0]):
        return [each for each in best if 2 * fits(each) >= fits(best[0])]
    alone = [max(told, key=lambda each: tells(each, number), default="") for number in range(len(things))]
    enough = all(document and tells(document, number) >= _FEWEST for number, document in enumerate(alone))
    return list(dict.fromkeys(alone)) if enough else []


def _of_document(passages: Sequence[Passage], things: Sequence[Thing]) -> Iterator[Told]:
    """Yield the sentences that name a thing, stand under its name or behind it as a label, or go on with one that names it."""
    headed, of, of_line, end = frozenset[int](), frozenset[int](), False, -1
    for passage in passages:
        if passage.heading:
            headed = _headed(passage.heading.rpartition("\n")[2], things)
        for sentence in passage.sentences:
            if sentence.start < end:  # passages overlap
                continue
            text, end = passage.words(sentence), sentence.end
            before = passage.text[: sentence.start - passage.chunk.start].rstrip(" ")
            begins, named = not before or before.endswith("\n"), _named(text, things)
            if begins:
                of, of_line = frozenset(), False
            if begins and len(words(text)) <= _HEADING and text[-1].isalnum() and ": " not in text and not _BULLET.match(text):
                headed = _headed(text, things)
                continue
            on = of if of_line or _GOES_ON.match(text) else frozenset()
            told = named or on or headed
            if len(named) == 1:
                label = text.partition(": ")[0]
                of, of_line = named, begins and len(label.split()) <= _LABEL and bool(_named(label, things))
            elif named:
                of, of_line = frozenset(), False
            unmarked = _BULLET.sub("", text, count=1)
            readable = ": " in text if is_row(text) else is_presentable(unmarked, _SHORTEST, _LONGEST)
            if told and readable:
                yield Told(passage, sentence, 0.0, of=told, named=named)


def _named(text: str, things: Sequence[Thing]) -> frozenset[int]:
    return frozenset(number for number, thing in enumerate(things) if thing.names(text))


def _headed(heading: str, things: Sequence[Thing]) -> frozenset[int]:
    """Whose name a heading begins with, or is but for one word; of nobody where it names several."""
    named, plain = _named(heading, things), bare(heading)
    told = {stem(word) for word in content_words(plain) if word.isalpha()}
    own = (at for at in named if things[at].pattern.match(plain) or len(told - stems(things[at].name)) < 2)
    return frozenset(own) if len(named) == 1 else frozenset()


def _matters(apart: Sequence[Sequence[Told]], names: frozenset[str]) -> list[Matter]:
    """Return the matters that sentences of several things tell of: the most alike first, of such the best."""
    pairs = [
        (likeness + (one.score + two.score) / 8, (side, i), (other, j))
        for (side, own), (other, theirs) in combinations(enumerate(apart), 2)
        for i, one in enumerate(own[:_LOOKED_AT])
        for j, two in enumerate(theirs[:_LOOKED_AT])
        if (likeness := one.likeness(two, names)) >= _ALIKE
    ]
    return matters_of(pairs)[:_MATTERS]


def _vector(told: Told) -> NDArray[np.float32]:
    vector: NDArray[np.float32] = told.passage.sentence_vectors[told.passage.sentences.index(told.sentence)]
    return vector
