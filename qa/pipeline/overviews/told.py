"""Which sentences of a document are of which of several things: those that name it, stand under its name, or go on with it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.documents.formats.tables import is_row
from qa.english.words import content_stems, content_words, stem, stems, words
from qa.pipeline.overviews.chapters import bare
from qa.pipeline.overviews.thing import Thing
from qa.reading.belonging import is_presentable
from qa.reading.digest import Chosen, begins_paragraph
from qa.store.sql import Passage
from qa.types.patterns import lazy_regex
from qa.verification.quantities import quantities

# How a sentence begins that goes on with the one before it.
_GOES_ON = lazy_regex(r"(?:Its?|They|Their|He|She|This|These)\b")
# How a sentence begins that is of more than what it stands under.
_OF_ALL = lazy_regex(r"(?:Both|All|Every|Each)\b")
_BULLET = lazy_regex(r"^[-*•‣] +")
# What stands behind a line's label: "E9 – pump seized.", "4. **Long Wall** (white)".
_LABELLED = lazy_regex(r": | [-–—] |(?<=\w)\*\*")
_IS_HEADING = lazy_regex(r"(?![-*•‣] )(?!.*: ).*\w:?", re.DOTALL)
# A line this short that doesn't end as a sentence does is the heading of what follows; so many words may be a line's label.
_HEADING, _LABEL = 8, 6
_SHORTEST, LONGEST = 4, 60
# Two sentences with this likeness are on one matter: their cosine, and for each of three words and the units that both have.
ALIKE, _SHARED = 0.8, 0.08
# The share of a sentence's telling words that makes its matter sure: 2 of 13 were chance, chosen by reading a few news.
_COMMON = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Told(Chosen):
    """A sentence `of` some of the things (numbers); `named` are those in its own words, others in those that it is `under`."""

    of: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()
    under: str = ""

    def likeness(self, other: "Told", names: frozenset[str]) -> float:
        """How much both tell the same of two things, which are called `names` (stems)."""
        if is_row(self.text) != is_row(other.text):
            return 0.0
        shared, unit = self._shared(other, names)
        return float(self.vector @ other.vector) + _SHARED * (min(shared, 3) + unit)

    def tells_same(self, other: "Told", names: frozenset[str]) -> bool:
        """Whether a unit, or a quarter of the words, two or more and nobody's name, tell that both are on one matter.

        How near sentences are tells it by chance: in news on two cities, both are of a war.
        """
        called = stems(" ".join(word for told in (self, other) for word in words(told.text)[1:] if word[0].isupper()))
        shared, unit = self._shared(other, names | called)
        return unit or shared >= max(2, _COMMON * min(len(content_words(told.text)) for told in (self, other)))

    def _shared(self, other: "Told", names: frozenset[str]) -> tuple[int, bool]:
        """How many telling words both have beside the names, and whether they have a unit in common."""
        units = [{(each.kind, each.unit) for each in quantities(told.text)} for told in (self, other)]
        return len((content_stems(self.text) & content_stems(other.text)) - names), bool(units[0] & units[1])


def of_document(passages: Sequence[Passage], things: Sequence[Thing]) -> Iterator[Told]:
    """Yield the sentences that name a thing, stand under its name or behind it as a label, or go on with one that names it."""
    texts = [passage.words(each) for passage in passages for each in passage.sentences]
    lines = [each.heading.rpartition("\n")[2] for each in passages] + [each for each in texts if _is_heading(each)]
    heading = [replace(thing, strict=any(map(thing.names, lines))) for thing in things]
    things = [replace(thing, strict=any(map(thing.names, texts))) for thing in things]
    names = stems(" ".join(thing.name for thing in things))
    headed, of, of_line, end = frozenset[int](), frozenset[int](), False, -1
    above = under = label = ""
    for passage in passages:
        if passage.heading != above:
            above, under = passage.heading, passage.heading.rpartition("\n")[2]
            headed = _headed(under, heading)
        for sentence in passage.sentences:
            if sentence.start < end:  # passages overlap
                continue
            text, end = passage.words(sentence), sentence.end
            begins, named = begins_paragraph(passage, sentence), _named(text, things)
            if begins:
                of, of_line = frozenset(), False
            if begins and _is_heading(text):
                headed, under = _headed(text, heading), text
                continue
            on = of if of_line or _GOES_ON.match(text) else frozenset()
            told = named or on or (frozenset() if _OF_ALL.match(text) else headed)
            if len(named) == 1:
                label = _LABELLED.split(text, maxsplit=1)[0]
                is_label = len(label.split()) <= _LABEL and bool(_named(label, things))
                of, of_line = named, begins and is_label and (label != text or content_stems(text) <= names)
            elif named:
                of, of_line = frozenset(), False
            unmarked = _BULLET.sub("", text, count=1)
            readable = ": " in text if is_row(text) else is_presentable(unmarked, 2 if of_line else _SHORTEST, LONGEST)
            if told and readable:
                head = label if of_line else "" if named or on else under
                yield Told(passage, sentence, 0.0, of=told, named=named, under=head)


def _is_heading(line: str) -> bool:
    return len(words(line)) <= _HEADING and _IS_HEADING.fullmatch(line) is not None


def _named(text: str, things: Sequence[Thing]) -> frozenset[int]:
    return frozenset(number for number, thing in enumerate(things) if thing.names(text))


def _headed(heading: str, things: Sequence[Thing]) -> frozenset[int]:
    """Whose name a heading begins with, or is but for one word; of nobody where it names several."""
    named, plain = _named(heading, things), bare(heading)
    told = {stem(word) for word in content_words(plain) if word.isalpha()}
    own = (at for at in named if things[at].pattern.match(plain) or len(told - stems(things[at].name)) < 2)
    return frozenset(own) if len(named) == 1 else frozenset()
