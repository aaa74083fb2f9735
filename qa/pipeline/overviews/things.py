"""What documents tell of each of several things: which sentences are of which, and which two tell the same of two of them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from qa.documents.formats.tables import is_row
from qa.english.numbers import COUNTS
from qa.english.wanted import Phrase, Wanted
from qa.english.weighted_words import ALL, WeightedWords
from qa.english.words import content_stems, content_words, stems, words
from qa.pipeline.overviews.asked import Asked
from qa.pipeline.overviews.sides import Matter, laid_out, matters_of, side_of
from qa.pipeline.overviews.subjects import cited
from qa.pipeline.overviews.thing import NAMES, Thing
from qa.pipeline.overviews.told import ALIKE, LONGEST, Told, of_document
from qa.pipeline.overviews.topics import subject_of, telling
from qa.pipeline.refusals import unsure
from qa.reading.belonging import is_presentable
from qa.reading.subject import Subject
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
_ARTICLE = lazy_regex(r"^(?:the|my|our|your|an?) ", re.IGNORECASE)
# "Lee's big plan and small plan", "rail and air in the travel policy".
_WHOSE = lazy_regex(r"(\S+(?: \S+)?)['’]s (?=\S)")
_PLACED = lazy_regex(r"(?P<name>\S.*?) (?:(?:in|at|on|for|from|during|under) |of (?=the |my |our ))(?P<of>\S.*)", re.IGNORECASE)
# Matters that are shown, and sentences of each thing among which they are looked for.
_MATTERS, _LOOKED_AT = 4, 25
# What a number, the thing's name and the like count beside the cosine with what is asked of it.
_NUMBER, _NAMED = 0.1, 0.2
_TWO = 2


def side_by_side(asked: Asked, read: Answer | None = None) -> Answer | None:
    """What tells of several things, what tells the same of two, and what is told of one only; unsure where it may be by chance.

    It is of documents that tell of all the things; else of those that tell most of each. What was `read` comes first. None
    where one is hardly told of, or what was read is as good.
    """
    things, where = _things(asked)
    if len(things) < _TWO:
        return None
    quoted = [each for each in (read.citations if read is not None else ()) if is_presentable(each.quote, most=LONGEST)]
    if read is not None and read.status == "answered" and (not read.unsure or _is_as_good(asked, read, quoted, things)):
        return None
    told = _told(asked, things, where)
    apart = [[each for each in told if each.of == {number}] for number in range(len(things))]
    both = [each for each in told if len(each.named) > 1]
    if not all(apart) and not both:
        return None
    named = stems(" ".join(thing.name for thing in things))
    pairs = _matters(apart, named)
    paired = {each for pair in pairs for each in pair}
    beside = [cited(apart[side][at]) for side, at in paired]
    first = [each for each in quoted if not _overlap(beside, each)]
    kept = [
        [at for at, each in enumerate(own) if (side, at) in paired or (at < _ONLY and not _overlap(first, cited(each)))]
        for side, own in enumerate(apart)
    ]
    most = max(len(first), _OF_BOTH)
    first += [each for each in map(cited, both) if not _overlap(first, each)]
    shown = [*(own[at] for own, ats in zip(apart, kept, strict=True) for at in ats), *both[:most]]
    enough = bool(pairs) or all(len(own) + sum(at in each.of for each in both) >= _FEWEST for at, own in enumerate(apart))
    matters = [[apart[side][at] for side, at in pair] for pair in pairs]
    alike = any(one.tells_same(two, named) for matter in matters for one, two in combinations(matter, 2))
    compared = alike or any(is_row(each.text) for each in both) or _under_names(told, things)
    sure = enough and compared and _together(told, things) and _few_name(asked, things) and not _may_be_others(shown, things)
    if read is not None and read.status == "answered" and not sure:
        return None
    names = [_called(thing, told) for thing in things]
    sides = [side_of({"name": name}, [own[at] for at in ats]) for name, own, ats in zip(names, apart, kept, strict=True)]
    plain = replace(asked, kind=replace(asked.kind, topic=where if read is None else ""))
    places = [[(side, kept[side].index(at)) for side, at in pair] for pair in pairs]
    answer = laid_out(plain, sides, matters=places, first=first[:most])
    return answer if sure and read is None else unsure(answer, LIKELY if read is not None and read.hedge == LIKELY else PERHAPS)


def _called(thing: Thing, told: Sequence[Told]) -> str:
    """How most of the sentences write it."""
    found = (each for sentence in told for each in thing.written(sentence.text))
    written = Counter(each for each in found if set(re.findall(r"[^\w\s]", each)) <= set(thing.name))
    return max(written, key=written.__getitem__, default=thing.name)


def _is_as_good(asked: Asked, read: Answer, quoted: Sequence[Citation], things: Sequence[Thing]) -> bool:
    """Whether what was read likely tells which of the things it is; or, where a question asks for more, names them all.

    So it does where it names one of them, with a word of what is asked.
    """
    known = all(any(thing.names(each.quote) for each in quoted) for thing in things)
    which = bool(asked.kind.topic) and not asked.kind.bare
    topic = content_stems(asked.kind.topic)
    on_it = any(topic & content_stems(each.quote) and any(thing.names(each.quote) for thing in things) for each in quoted)
    likely = read.hedge == LIKELY and bool(quoted)
    return (which and on_it) or (likely and (known or which)) or (known and not which and not asked.kind.bare)


def _overlap(quoted: Sequence[Citation], other: Citation) -> bool:
    return any(each.overlaps(other.document_id, other.span) for each in quoted)


def _few_name(asked: Asked, things: Sequence[Thing]) -> bool:
    """Whether so few documents name all the things that what one of them tells compares them."""
    wanted = Wanted(tuple(Phrase(thing.name) for thing in things))
    return len(asked.library.census.mentioning(wanted, asked.documents)) <= _MOST_NAMING


def _may_be_others(shown: Sequence[Told], things: Sequence[Thing]) -> bool:
    """Whether some of what is shown may be of another thing, whose name is longer."""
    return any(
        things[number].may_be_another(each.text if number in each.named else each.under)
        for each in shown
        for number in (each.of if each.under else each.named)
    )


def _together(told: Sequence[Told], things: Sequence[Thing]) -> bool:
    """Whether one document tells of all the things, or each is named by the title of one that does."""
    of: dict[str, set[int]] = {}
    for each in told:
        of.setdefault(each.passage.chunk.document_id, set()).update(each.of)
    titles = {each.passage.title for each in told}
    return any(len(there) == len(things) for there in of.values()) or all(any(map(thing.stands_in, titles)) for thing in things)


def _under_names(told: Sequence[Told], things: Sequence[Thing]) -> bool:
    """Whether a title names all the things, or each heads some of what is told."""
    titles = {each.passage.title for each in told}
    heads = all(any(each.under and number in each.of for each in told) for number in range(len(things)))
    return heads or any(all(thing.stands_in(title) for thing in things) for title in titles)


def _things(asked: Asked) -> tuple[list[Thing], str]:
    """Return the things, and where or of whom they are, "in Delaware", which goes from their names; or on what they are."""
    *before, last = (_ARTICLE.sub("", name) for name in asked.kind.parties)
    topic = asked.kind.topic if asked.kind.kind == "compare" else ""
    if (whose := _WHOSE.match(before[0])) is not None and not _WHOSE.match(last):
        before[0], topic = before[0][whose.end() :], f"{topic} {whose[1]}"
    if (placed := _PLACED.fullmatch(last)) is not None and not any(map(_PLACED.fullmatch, before)):
        last, topic = placed["name"], f"{topic} {placed['of']}"
    names, things = [name for name in (*before, last) if words(name)][:_MOST], []
    for name in names:
        others = stems(" ".join([topic, *(other for other in names if other != name)]))
        own = [word for word in content_words(name) if len(word) > 1 and word.isalpha() and word.casefold() not in COUNTS]
        weights = subject_of(asked, name).weights if len(own) == len(content_words(name)) else {}
        own_weights = WeightedWords({word: weight for word, weight in weights.items() if word not in others})
        telling_words = stems(" ".join(words(name)[: len(words(names[0]))]))
        things.append(Thing(name, Phrase(name).pattern(), own_weights, telling_words))
    longer = [tuple(other.pattern for other in things if other != each and each.pattern.search(other.name)) for each in things]
    return [replace(each, longer=others) for each, others in zip(things, longer, strict=True)], topic.strip()


def _told(asked: Asked, things: Sequence[Thing], where: str) -> list[Told]:
    """Return the sentences on the things, best first, of documents that are on `where`."""
    on = f" {where} {'' if asked.kind.bare or asked.kind.kind == 'compare' else asked.kind.topic}"
    ids = _near(asked, " ".join(thing.name for thing in things) + on, _NEAR_ALL, NAMES)
    ids += [each for thing in things for each in _near(asked, thing.name, _NEAR_EACH, ALL)]
    found = asked.library.passages_of(list(dict.fromkeys(ids)))
    place = subject_of(asked, where)
    if place.weights:
        found = {each: there for each, there in found.items() if place.coverage(" ".join(map(_with_title, there))) >= NAMES}
    told = {document: list(of_document(passages, things)) for document, passages in found.items()}
    titles = {document: passages[0].title for document, passages in found.items()}
    wanted, topic = [subject_of(asked, thing.name + on) for thing in things], subject_of(asked, on)

    def scored(each: Told) -> Told:
        score = max(float(each.vector @ wanted[number].vector) for number in each.of) + topic.coverage(each.text)
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
        return on_it and on_it + _FEWEST * things[number].stands_in(titles[document])

    def fits(document: str) -> float:
        least = min(tells(document, number) for number in range(len(things)))
        return least and least + 2 * _ENOUGH * (topic.coverage(titles[document]) >= NAMES)

    best = sorted(told, key=fits, reverse=True)[:_QUOTED]
    if best and fits(best[0]):
        return [each for each in best if 2 * fits(each) >= fits(best[0])]
    alone = [max(told, key=lambda each: tells(each, number), default="") for number in range(len(things))]
    enough = all(document and tells(document, number) >= _FEWEST for number, document in enumerate(alone))
    return list(dict.fromkeys(alone)) if enough else []


def _matters(apart: Sequence[Sequence[Told]], names: frozenset[str]) -> list[Matter]:
    """Return the matters that sentences of several things tell of: the most alike first, of such the best."""
    pairs = [
        (likeness + (one.score + two.score) / 8, (side, i), (other, j))
        for (side, own), (other, theirs) in combinations(enumerate(apart), 2)
        for i, one in enumerate(own[:_LOOKED_AT])
        for j, two in enumerate(theirs[:_LOOKED_AT])
        if (likeness := one.likeness(two, names)) >= ALIKE
    ]
    return matters_of(pairs)[:_MATTERS]
