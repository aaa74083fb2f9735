"""Statements of one article: its units read in order, each quotation and reported clause given its speaker."""

import re
from collections.abc import Iterator
from dataclasses import replace

from qa.attribution.quote_shape import LONG_FRAGMENT, SENTENCE_WORDS, in_title_case, is_sentence
from qa.attribution.quoted_spans import FoundStatement, statements_in
from qa.attribution.segments import segments, telling
from qa.attribution.tag import Tag
from qa.attribution.tags import find_tags
from qa.attribution.transcripts import transcript
from qa.documents.chunking import paragraphs
from qa.english.clauses import relative_clauses
from qa.english.coreference import CoreferenceResolver
from qa.english.entities import Entity
from qa.english.entity_collection import is_byline, read_cast
from qa.english.gazetteer import DAYS, MONTHS
from qa.english.name_spans import NameSpan
from qa.english.quotes import Quote
from qa.english.reporting_sentences import ReportingSentence, reporting_sentences_of
from qa.english.speaker_phrases import is_speaker, lead
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import SAYING
from qa.types import Document, Span, Statement

# "Dig deeper:Banker asks for a new trial": a link to another page, with no space after the colon.
_LINK = re.compile(r"[A-Z0-9][^.:\n“\"]{1,40}:[A-Z‘“'\"][^\n]*\Z")
_WHEN = re.compile(
    r"\b(?:(?:[Oo]n|[Ll]ate on|[Ee]arly on|[Ll]ate|[Ee]arly|[Ll]ast|[Tt]his|[Nn]ext)\s+)?(?:"
    + "|".join(day.title() for day in sorted(DAYS))
    + r")\b"
    r"|\b(?:earlier |late |early )?(?:this|last) (?:week|month|year|weekend|morning|afternoon|evening|night|summer|autumn"
    r"|winter|spring)\b"
    r"|\b(?:today|yesterday|tonight)\b|\bin (?:"
    + "|".join(m.title() for m in sorted(MONTHS))
    + r")(?: \d{4})?\b|\bin (?:19|20)\d\d\b"
)


def _waits(found: FoundStatement) -> bool:
    return found.kind == "direct" and found.figure is None and found.tag is None


class Extraction:
    """One pass over an article."""

    def __init__(self, document: Document, headings: tuple[Span, ...] = ()) -> None:
        self._text = document.text
        self._document = document
        lines = paragraphs(document.text, document.title, headings)
        self._units = reporting_sentences_of(
            document.text, tuple(each for each in lines if not _LINK.match(each.of(self._text)))
        )
        self._cast, self._readers = read_cast(document.text, self._units)
        self._discourse = CoreferenceResolver(document.text, self._cast)
        self._transcript = transcript(document.title, document.text, self._units, self._readers, self._names_person)
        self._question: tuple[int, Entity | None] = (-2, None)  # the last paragraph that is a question, and whose

    def _names_person(self, label: NameSpan) -> bool:
        return label.kind == "person" or any(figure is self._cast.known(label.words)[0] for figure in self._cast.people)

    def statements(self) -> Iterator[Statement]:
        collected: list[tuple[ReportingSentence, FoundStatement]] = []
        for unit in self._units:
            reader = self._readers.get(unit.ordinal)
            if reader is None:
                collected += [
                    (unit, FoundStatement(q.start, q.end, "direct", None, None))
                    for q in unit.quotes
                    if is_sentence(self._text, q)
                ]
                continue
            if is_byline(unit, reader):
                continue  # who wrote the article isn't whom "the fire chief" or "he" takes up
            line = self._transcript.get(unit.paragraph)
            if line is not None:
                if unit.first:
                    figure = self._discourse.figure_of(line.label, line.reader, create=True, unit=unit)
                    collected.append((unit, FoundStatement(line.start, line.end, "direct", figure, None)))
                continue
            asked, asker = self._question
            self._discourse.asker = asker if unit.first and asked == unit.paragraph - 1 else None
            found, speakers, content = self._read(unit, reader)
            collected = self._name_waiting(collected, unit, speakers)
            collected += [(unit, one) for one in found]
            self._discourse.note(unit, reader, speakers, content)
            if unit.first and unit.last and found and found[0].kind == "direct":
                asks = unit.quotes[-1].words(self._text).endswith("?")
                self._question = (unit.paragraph, found[0].figure) if asks else (-2, None)
        for unit, one in collected:
            yield self._statement(unit, one)

    def surnames_of_people(self) -> set[str]:
        runs = [run for reader in self._readers.values() for run in reader.runs.values()]
        return {run.surname.lower() for run in runs if run.kind == "person"}

    def surnames_that_speak(self) -> set[str]:
        """The last names, in lower case, that a speech tag names: "Putin" of "Putin said", not of "critics of Putin say"."""
        tags = [tag for reader in self._readers.values() for tag in find_tags(reader)]
        return {tag.subject.run.surname.lower() for tag in tags if tag.subject is not None and tag.subject.run is not None}

    def _name_waiting(
        self,
        collected: list[tuple[ReportingSentence, FoundStatement]],
        unit: ReportingSentence,
        speakers: list[Entity],
    ) -> list[tuple[ReportingSentence, FoundStatement]]:
        """Gives a quotation that nobody has said yet to whoever the following sentence names."""
        if not collected or collected[-1][1].tag is not None or unit.ordinal - collected[-1][0].ordinal > 1:
            return collected
        before, waiting = collected[-1]
        amid = waiting.start > before.start and self._text[: waiting.start].rstrip()[-1:] not in ",:—–"
        if not _waits(waiting) or amid:
            return collected
        figure = speakers[0] if speakers else None
        first = len(collected)
        while first and _waits(collected[first - 1][1]) and unit.ordinal - collected[first - 1][0].ordinal <= 3:
            first -= 1
        return collected[:first] + [(u, replace(one, figure=figure)) for u, one in collected[first:]]

    def _read(
        self, unit: ReportingSentence, reader: SubjectParser
    ) -> tuple[list[FoundStatement], list[Entity], list[tuple[int, int]]]:
        all_tags = find_tags(reader)
        tags = telling(reader, all_tags)
        found: list[FoundStatement] = []
        content: list[tuple[int, int]] = []
        speakers: list[Entity] = []
        figures = self._figures(tags, all_tags, reader, unit)
        for tag, figure, start, end in segments(self._text, reader, tags, figures):
            made = list(statements_in(self._text, reader, tag, figure, start, end))
            if made:
                content.append((start, end))
                found += made
            if figure is not None and figure not in speakers and (made or tag.lemma in SAYING):
                speakers.append(figure)
        taken = {(f.start, f.end) for f in found}
        covered = [(f.start, f.end) for f in found]
        for quote in unit.quotes:
            if (quote.start, quote.end) in taken or any(s <= quote.start and quote.end <= e for s, e in covered):
                continue
            if not self._speech_without_tag(unit, quote):
                continue
            figure = speakers[-1] if speakers and found else self._untagged(unit, reader, quote)
            found.append(FoundStatement(quote.start, quote.end, "direct", figure, None))
            if figure is not None and figure not in speakers:
                speakers.append(figure)
        found.sort(key=lambda one: one.start)
        return found, speakers, content

    def _figures(
        self, tags: list[Tag], all_tags: list[Tag], reader: SubjectParser, unit: ReportingSentence
    ) -> list[Entity | None]:
        figures: list[Entity | None] = []
        for tag in tags:
            if tag.subject is not None:
                figures.append(self._discourse.resolve(tag.subject, reader, unit))
            else:
                figures.append(self._taken_up(tags, all_tags, figures, reader, unit))
        for number in range(len(tags) - 2, -1, -1):
            if tags[number].subject is None and not any(t.subject for t in tags[:number]):
                figures[number] = figures[number + 1] or figures[number]  # "Calling it a disgrace, Smith said"
        return figures

    def _taken_up(
        self,
        tags: list[Tag],
        all_tags: list[Tag],
        figures: list[Entity | None],
        reader: SubjectParser,
        unit: ReportingSentence,
    ) -> Entity | None:
        """Who a tag without a subject goes on with."""
        number = len(figures)
        if number:
            return figures[-1]
        silent = [tag.subject for tag in all_tags if tag.subject is not None and tag.verb < tags[0].verb]
        # "Lee condemned the plan, saying that …"
        subject = silent[-1] if silent else lead(reader, tags[0].start, bodies=True)
        return self._discourse.resolve(subject, reader, unit) if subject is not None else None

    def _speech_without_tag(self, unit: ReportingSentence, quote: Quote) -> bool:
        words = quote.words(self._text).split()
        if not words:
            return False
        if unit.only_quotes:
            finished = len(words) > 1 and words[-1][-1] in ".?!…"
            if unit.first and unit.last and quote.closed and words[-1][-1] not in ".,?!…-—–" and len(words) < LONG_FRAGMENT:
                return False  # a heading between paragraphs
            return finished or len(words) >= SENTENCE_WORDS
        if quote.start == unit.start and words[-1][-1] in ",?!" and not in_title_case(words):
            return True  # “No comment,” was all she would say
        if is_sentence(self._text, quote):
            last = quote.words(self._text)[-1:]
            return last in ".!?,…" or len(words) >= 6
        return len(words) >= LONG_FRAGMENT and not in_title_case(words)

    def _untagged(self, unit: ReportingSentence, reader: SubjectParser, quote: Quote) -> Entity | None:
        if not unit.only_quotes:
            index = next(i for i, token in enumerate(reader.tokens) if token.quote is quote)
            if index == 0 and reader.is_mark(1, ":—–") and (named := reader.starting.get(2)) is not None:
                return self._discourse.figure_of(named, reader, create=len(named.words) > 1, unit=unit)  # a headline
            if index and not reader.is_mark(index - 1, ",:—–"):
                return None  # "the meeting, money for “maintenance of a fence”": whose words they are isn't told
            subject = lead(reader, len(reader.tokens), bodies=reader.is_mark(index - 1, ":"))
            if subject is not None and (figure := self._discourse.resolve(subject, reader, unit)) is not None:
                return figure
        elif unit.first and not unit.last and (acting := self._acting(unit.ordinal + 1)) is not None:
            return acting
        return self._discourse.current(unit)

    def _acting(self, ordinal: int) -> Entity | None:
        """Who does something right after a quotation in its paragraph: “…” Pascoe turns away."""
        unit, reader = self._units[ordinal], self._readers.get(ordinal)
        if reader is None:
            return None
        subject = lead(reader, len(reader.tokens))
        figure = self._discourse.resolve(subject, reader, unit) if subject is not None else None
        return figure if figure is not None and figure.kind == "person" else None

    def _statement(self, unit: ReportingSentence, one: FoundStatement) -> Statement:
        addressee = when = None
        line = self._transcript.get(unit.paragraph)
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
            speaker=one.figure.name if one.figure and is_speaker(one.figure) else None,
            role=one.figure.role if one.figure else None,
            addressee=addressee,
            when=when,
            context=Span(one.start if line else unit.start, max(unit.end, one.end)),
        )

    def _when(self, unit: ReportingSentence, one: FoundStatement) -> str | None:
        """The day that the tag's clause tells, the first that isn't in a relative clause without the tag's verb."""
        for start, end in ((one.end, unit.end), (unit.start, one.start)):
            for match in _WHEN.finditer(self._text, start, min(end, start + 400)):
                if not any(first <= match.start() < last for first, last in self._asides(unit, one)):
                    return match.group()
        return None

    def _asides(self, unit: ReportingSentence, one: FoundStatement) -> list[tuple[int, int]]:
        """The quotes of its sentence, and the relative clauses that the tag's verb isn't in."""
        assert one.tag is not None
        reader = self._readers[unit.ordinal]
        verb = reader.tokens[one.tag.verb].start
        relative = [(reader.tokens[first].start, reader.tokens[last - 1].end) for first, last in relative_clauses(reader)]
        return [
            *((quote.start, quote.end) for quote in unit.quotes),
            *(each for each in relative if not each[0] <= verb < each[1]),
        ]
