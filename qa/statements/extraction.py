"""Statements of one article: its units read in order, each quotation and reported clause given its speaker."""

import re
from collections.abc import Iterator
from collections import Counter
from dataclasses import dataclass, replace

from qa.segmenting import paragraphs
from qa.statements.casting import read_cast
from qa.statements.nouns import DAYS, MONTHS
from qa.statements.people import Figure
from qa.statements.phrases import Reader
from qa.statements.quotes import Quote
from qa.statements.runs import Run
from qa.statements.speakers import Discourse
from qa.statements.tags import Tag, find_tags, lead
from qa.statements.units import Unit, units_of
from qa.statements.verbs import NEEDS_CLAUSE, SAYING
from qa.types import Document, Span, Statement, StatementKind

_WHEN = re.compile(
    r"\b(?:(?:on|late on|early on|late|early|last|this|next)\s+)?(?:" + "|".join(day.title() for day in sorted(DAYS)) + r")\b"
    r"|\b(?:earlier |late |early )?(?:this|last) (?:week|month|year|weekend|morning|afternoon|evening|night|summer|autumn|winter|spring)\b"
    r"|\b(?:today|yesterday|tonight)\b|\bin (?:"
    + "|".join(m.title() for m in sorted(MONTHS))
    + r")(?: \d{4})?\b|\bin (?:19|20)\d\d\b"
)
# A whole sentence in quote marks has at least this many words; shorter ones are titles, slogans and scare quotes.
_SENTENCE_WORDS = 4
# Beyond this a stretch in quote marks is somebody's words even in mid-sentence and without a tag.
_LONG_FRAGMENT = 8
_CLAUSE_STARTS = frozenset(
    """
    he she they it we i there the a an his her their its this these those no some all if what
    """.split()
)


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    kind: StatementKind
    figure: Figure | None
    tag: Tag | None


@dataclass(frozen=True, slots=True)
class _Turn:
    paragraph: int
    figure: Figure | None
    asks: bool


def _waits(found: _Found) -> bool:
    return found.kind == "direct" and found.figure is None and found.tag is None


class Extraction:
    """One pass over an article."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._document = document
        self._units = units_of(document.text, paragraphs(document.text, document.title))
        self._cast, self._readers = read_cast(document.text, self._units)
        self._discourse = Discourse(document.text, self._cast)
        self._open: Figure | None = None  # speaker of a quotation that the last paragraph left open
        self._answers = self._transcript()
        self._turns: list[_Turn] = []  # paragraphs of a dialogue so far

    def statements(self) -> Iterator[Statement]:
        collected: list[tuple[Unit, _Found]] = []
        for unit in self._units:
            reader = self._readers.get(unit.ordinal)
            if reader is None:
                collected += [(unit, _Found(q.start, q.end, "direct", None, None)) for q in unit.quotes if self._standalone(q)]
                continue
            answer = self._answers.get(unit.paragraph)
            if answer is not None:
                label, start, end = answer
                if unit.first:
                    figure = self._discourse.figure_of(label, reader, create=True, unit=unit)
                    collected.append((unit, _Found(start, end, "direct", figure, None)))
                continue
            found, speakers, content = self._read(unit, reader)
            collected = self._name_waiting(collected, unit, reader, speakers)
            collected += [(unit, one) for one in found]
            self._discourse.note(unit, reader, speakers, content)
            self._take_turn(unit, found)
        for unit, one in collected:
            yield self._statement(unit, one)

    def _transcript(self) -> dict[int, tuple[Run, int, int]]:
        """Paragraphs of a transcript ("Smith: We will …") with the label that opens them and the words said after it."""
        lines: dict[int, tuple[Run, int, int]] = {}
        ends: dict[int, int] = {}
        for unit in self._units:
            ends[unit.paragraph] = unit.end
            reader = self._readers.get(unit.ordinal)
            if reader is None or not unit.first:
                continue
            run = reader.starting.get(0)
            if run is None or len(run.words) > 3 or not reader.is_mark(run.end, ":") or run.kind in ("place", "word"):
                continue
            if run.end + 1 < len(unit.tokens) and unit.tokens[run.end + 1].quote is None:
                lines[unit.paragraph] = (run, unit.tokens[run.end + 1].start, unit.end)
        times = Counter(run.words for run, _, _ in lines.values())
        # A label counts from its second line on; "Note:" or "Location:" stands once.
        return {
            paragraph: (run, start, ends[paragraph])
            for paragraph, (run, start, _) in lines.items()
            if times[run.words] > 1
        }

    # -- one unit -----------------------------------------------------------------------------------------------------

    def _name_waiting(
        self, collected: list[tuple[Unit, _Found]], unit: Unit, reader: Reader, speakers: list[Figure]
    ) -> list[tuple[Unit, _Found]]:
        """Gives a quotation that nobody has said yet to whoever the following sentence names."""
        if not collected or collected[-1][1].tag is not None or unit.ordinal - collected[-1][0].ordinal > 1:
            return collected
        last = collected[-1]
        if last[0].quotes and not last[0].quotes[-1].closed and last[1].kind == "direct" and unit.first and unit.quotes and speakers:
            # Left open, so it goes on here, where its tag is.
            if unit.quotes[0].start == unit.start and self._open is None:
                return [*collected[:-1], (last[0], replace(last[1], figure=speakers[0]))]
        if not _waits(last[1]):
            return collected
        figure = speakers[0] if speakers else self._discourse.only_person(unit, reader)
        first = len(collected)
        while first and _waits(collected[first - 1][1]) and unit.ordinal - collected[first - 1][0].ordinal <= 3:
            first -= 1
        return collected[:first] + [(u, replace(one, figure=figure)) for u, one in collected[first:]]

    def _take_turn(self, unit: Unit, found: list[_Found]) -> None:
        if unit.first and unit.last and found and found[0].kind == "direct":
            asks = unit.quotes[-1].words(self._text).endswith("?")
            self._turns.append(_Turn(unit.paragraph, found[0].figure, asks))
            del self._turns[:-2]

    def _reply(self, unit: Unit) -> Figure | None:
        """Whose turn it is in a dialogue of one-line paragraphs that has had a question lately."""
        if len(self._turns) < 2 or not unit.first:
            return None
        before, last = self._turns[-2:]
        adjacent = before.paragraph == unit.paragraph - 2 and last.paragraph == unit.paragraph - 1
        if adjacent and before.figure is not last.figure and (before.asks or last.asks):
            return before.figure
        return None

    def _read(self, unit: Unit, reader: Reader) -> tuple[list[_Found], list[Figure], list[tuple[int, int]]]:
        tags = find_tags(reader)
        found: list[_Found] = []
        content: list[tuple[int, int]] = []
        speakers: list[Figure] = []
        figures = self._figures(tags, reader, unit)
        for tag, figure, start, end in self._segments(reader, tags, figures):
            made = list(self._from_segment(unit, reader, tag, figure, start, end))
            if made:
                content.append((start, end))
                found += made
            if figure is not None and figure not in speakers:
                speakers.append(figure)
        taken = {(f.start, f.end) for f in found}
        covered = [(f.start, f.end) for f in found]
        for quote in unit.quotes:
            if (quote.start, quote.end) in taken or any(s <= quote.start and quote.end <= e for s, e in covered):
                continue
            if not self._speech_without_tag(unit, reader, quote, bool(found)):
                continue
            figure = speakers[-1] if speakers and found else self._untagged(unit, reader, quote)
            found.append(_Found(quote.start, quote.end, "direct", figure, None))
            if figure is not None and figure not in speakers:
                speakers.append(figure)
        found.sort(key=lambda one: one.start)
        if unit.quotes:
            ends_open = not unit.quotes[-1].closed and unit.quotes[-1].end == unit.end and unit.last
            self._open = found[-1].figure if ends_open and found else None
        return found, speakers, content

    def _figures(self, tags: list[Tag], reader: Reader, unit: Unit) -> list[Figure | None]:
        figures: list[Figure | None] = []
        for tag in tags:
            if tag.subject is not None:
                figures.append(self._discourse.resolve(tag.subject, reader, unit))
            else:
                figures.append(figures[-1] if figures else self._subject(reader, tag.start, unit))
        for number in range(len(tags) - 2, -1, -1):
            if tags[number].subject is None and not any(t.subject for t in tags[:number]):
                figures[number] = figures[number + 1] or figures[number]  # "Calling it a disgrace, Smith said"
        return figures

    def _subject(self, reader: Reader, limit: int, unit: Unit) -> Figure | None:
        subject = lead(reader, limit)
        return self._discourse.resolve(subject, reader, unit) if subject is not None else None

    def _segments(
        self, reader: Reader, tags: list[Tag], figures: list[Figure | None]
    ) -> Iterator[tuple[Tag, Figure | None, int, int]]:
        """Token ranges of words said, each with its tag."""
        tokens = reader.tokens
        position = 0
        number = 0
        while number < len(tags):
            tag, figure = tags[number], figures[number]
            if tag.start < position and not tag.linked:
                number += 1
                continue
            if tag.post:
                if position < tag.start:
                    yield tag, figure, position, tag.start
                position = tag.end
                limit = next((t.start for t in tags[number + 1 :] if t.start >= position), len(tokens))
                following = tags[number + 1] if number + 1 < len(tags) else None
                resumed = self._resumes(reader, position, limit)
                if resumed is not None and not (following is not None and following.post):
                    yield tag, figure, resumed, limit
                    position = limit
                elif resumed is not None:
                    position = resumed
                number += 1
                continue
            limit = len(tokens)
            for later in tags[number + 1 :]:
                joined = (
                    later.linked
                    or reader.low(later.start - 1) in (",", ";", "and", "but", "while")
                    or later.lemma == "according"
                )
                if later.post and later.subject is not None and later.subject.start > later.verb:
                    joined = True
                if later.start >= tag.end and joined:
                    limit = later.start
                    break
            for index in range(position, tag.start):
                quote = tokens[index].quote
                if quote is not None and self._standalone(quote):
                    yield tag, figure, index, index + 1
            yield tag, figure, tag.end, limit
            position = limit
            number += 1

    def _resumes(self, reader: Reader, position: int, limit: int) -> int | None:
        """Where the words said go on after a tag in their middle: “…,” she said, “…”."""
        for index in range(position, limit):
            if reader.tokens[index].quote is None:
                continue
            mark = (index == position and self._standalone(reader.tokens[index].quote)) or reader.is_mark(index - 1, ",:;—–-.") or reader.low(index - 1) in ("and", "that", "but")
            if mark:
                return index
        return None

    def _from_segment(
        self, unit: Unit, reader: Reader, tag: Tag, figure: Figure | None, start: int, end: int
    ) -> Iterator[_Found]:
        tokens = reader.tokens
        while start < end and (reader.is_mark(start, ",:;.—–-") or reader.low(start) == "that"):
            start += 1
        while end > start and (reader.is_mark(end - 1, ",:;.!?—–-") or reader.low(end - 1) in ("and", "but", "as")):
            end -= 1
        if start >= end:
            return
        quotes = [i for i in range(start, end) if tokens[i].quote is not None]
        words = [
            i
            for i in range(start, end)
            if tokens[i].word and tokens[i].quote is None and reader.low(i) not in ("and", "but", "or")
        ]
        if not quotes:
            if self._reports(reader, tag, start, end, len(words)) and figure is not None:
                yield _Found(tokens[start].start, tokens[end - 1].end, "indirect", figure, tag)
            return
        if not words:
            for index in quotes:
                yield _Found(tokens[index].start, tokens[index].end, "direct", figure, tag)
            return
        whole = [i for i in quotes if self._whole(reader, i, start) or (i == start and self._complete(reader, i))]
        last = quotes[-1]
        if tag.post and last == end - 1 and reader.is_mark(last - 1, ",—–:") and self._long(tokens[last].quote):
            whole.append(last)  # a sentence, a comma, and then somebody's words
        if whole:
            for index in quotes:
                if index in whole or self._standalone(tokens[index].quote):
                    yield _Found(tokens[index].start, tokens[index].end, "direct", figure, tag)
            return
        yield _Found(tokens[start].start, tokens[end - 1].end, "mixed", figure, tag)

    def _whole(self, reader: Reader, index: int, start: int) -> bool:
        """Whether the quotation is a sentence of its own and not a phrase in the clause around it."""
        quote = reader.tokens[index].quote
        return self._standalone(quote) and (
            index == start or reader.is_mark(index - 1, ",:;—–-.") or reader.low(index - 1) in ("and", "but")
        )

    def _complete(self, reader: Reader, index: int) -> bool:
        """Whether the words said end with the quotation: its last mark is inside, and narration goes on after it."""
        quote = reader.tokens[index].quote
        assert quote is not None
        words = quote.words(self._text)
        return words[-1:] in ",.!?" and len(words.split()) >= _SENTENCE_WORDS

    def _long(self, quote: Quote | None) -> bool:
        return quote is not None and len(quote.words(self._text).split()) >= _LONG_FRAGMENT

    def _standalone(self, quote: Quote | None) -> bool:
        if quote is None:
            return False
        words = quote.words(self._text).lstrip("[(… .")
        if not words or not (words[0].isupper() or words[0].isdigit()):
            return False
        parts = words.split()
        if len(parts) < _SENTENCE_WORDS:
            return False
        return not _title_case(parts)

    def _reports(self, reader: Reader, tag: Tag, start: int, end: int, words: int) -> bool:
        if words < 3 or (tag.lemma not in SAYING and tag.lemma != "according"):
            return False
        if tag.lemma not in NEEDS_CLAUSE or tag.post:
            return True
        first = reader.low(start)
        return reader.low(start - 1) == "that" or first in _CLAUSE_STARTS or start in reader.starting or first == "to"

    # -- quotations without a tag -------------------------------------------------------------------------------------

    def _speech_without_tag(self, unit: Unit, reader: Reader, quote: Quote, after_speech: bool) -> bool:
        words = quote.words(self._text).split()
        if not words:
            return False
        if unit.only_quotes:
            return len(words) >= _SENTENCE_WORDS or self._discourse.last_speaker(unit) is not None
        if quote.start == unit.start and words[-1][-1] in ",?!" and not _title_case(words):
            return True  # “No comment,” was all she would say
        index = next(i for i, token in enumerate(reader.tokens) if token.quote is quote)
        if after_speech and reader.is_mark(index - 1, ",:—–") and len(words) > 2 and not _title_case(words):
            return True
        if self._standalone(quote):
            last = quote.words(self._text)[-1:]
            return last in ".!?,…" or len(words) >= 6
        return len(words) >= _LONG_FRAGMENT and not _title_case(words)

    def _untagged(self, unit: Unit, reader: Reader, quote: Quote) -> Figure | None:
        if unit.first and quote.start == unit.start and self._open is not None:
            return self._open
        if not unit.only_quotes:
            subject = lead(reader, len(reader.tokens))
            if subject is not None and (figure := self._discourse.resolve(subject, reader, unit)) is not None:
                return figure
        elif (replying := self._reply(unit)) is not None:
            return replying
        return self._discourse.current(unit)

    # -- the result ---------------------------------------------------------------------------------------------------

    def _statement(self, unit: Unit, one: _Found) -> Statement:
        addressee = when = None
        if one.tag is not None:
            tokens = self._readers[unit.ordinal].tokens
            if one.tag.addressee is not None:
                first, end = one.tag.addressee
                addressee = self._text[tokens[first].start : tokens[end - 1].end]
            when = self._when(unit, one)
        return Statement(
            start=one.start,
            end=one.end,
            document_id=self._document.id,
            kind=one.kind,
            speaker=one.figure.name if one.figure else None,
            role=one.figure.role if one.figure else None,
            addressee=addressee,
            when=when,
            context=Span(unit.start, max(unit.end, one.end)),
        )

    def _when(self, unit: Unit, one: _Found) -> str | None:
        for start, end in ((one.end, unit.end), (unit.start, one.start)):
            match = _WHEN.search(self._text, start, min(end, start + 400))
            if match is not None and not any(q.start <= match.start() < q.end for q in unit.quotes):
                return match.group()
        return None


def _title_case(words: list[str]) -> bool:
    """The Old Man and the Sea: capitals on nearly every long word, and no full stop."""
    long = [word for word in words if len(word) > 3]
    share = sum(word[0].isupper() for word in long) / max(1, len(long))
    return len(long) >= 2 and (share == 1 if words[-1][-1] in ".?!" else share >= 0.8)
