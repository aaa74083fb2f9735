"""Statements of one article: its sentences read in order, each quotation and reported clause given its speaker."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.attribution.days import day_told
from qa.attribution.likelihood import Marks
from qa.attribution.quote_shape import LONG_FRAGMENT, SENTENCE_WORDS, in_title_case, is_sentence
from qa.attribution.quoted_spans import FoundStatement, statements_in
from qa.attribution.segments import announces, next_clause, segments, tags_that_tell
from qa.attribution.tag import Tag
from qa.attribution.tags import find_tags
from qa.attribution.transcripts import transcript
from qa.documents.chunking import paragraphs
from qa.english.clauses import is_verb
from qa.english.coreference import CoreferenceResolver
from qa.english.entities import Entity, no_one
from qa.english.entity_collection import is_byline, read_entities
from qa.english.name_spans import NameSpan
from qa.english.phrases import PREPOSITIONS
from qa.english.quotes import Quote
from qa.english.reporting_sentences import ReportingSentence, reporting_sentences_of
from qa.english.speaker_phrases import can_speak, is_speaker, lead
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import BE, FINITE, SAYING, SPEECH
from qa.types import Document, Span, Statement

# "Dig deeper:Banker asks for a new trial", "'No comment':What Lee kept to himself": links, with no space after the colon.
_LINK = re.compile(r"(?:[►▶•]\s*)?[A-Z0-9‘“'\"][^.:\n“\"]{1,40}:[A-Z‘“'\"][^\n]*\Z")

_BULLETS = "-*•–—"
_LONGEST_HEADLINE, _ENDINGS = 16, ".!?:…”\"’')"
_TELLING = SAYING.keys() & FINITE
Collected = list[tuple[ReportingSentence, FoundStatement]]


def _waits(found: FoundStatement) -> bool:
    return found.kind == "direct" and found.entity is None and found.tag is None


def _is_passive(parser: SubjectParser) -> bool:
    """Whether somebody is told or asked something: the words said are another's."""
    said = (SPEECH.get(parser.low(i + 1)) for i in range(len(parser.tokens)) if parser.low(i) in BE)
    return any(found is not None and found[1] == "past" for found in said)


def _unnamed(found: FoundStatement) -> bool:
    """Whether a tag gives a quotation to a name or description that nobody is found for."""
    subject = found.tag.subject if found.tag is not None else None
    return found.kind == "direct" and found.entity is None and subject is not None and subject.kind != "pronoun"


class Extraction:
    """One pass over an article."""

    def __init__(self, document: Document, headings: tuple[Span, ...] = ()) -> None:
        self._text = document.text
        self._document = document
        lines = paragraphs(document.text, document.title, headings)
        self._sentences = reporting_sentences_of(
            document.text, tuple(each for each in lines if not _LINK.match(each.of(self._text)))
        )
        self._entities, self._parsers = read_entities(document.text, self._sentences)
        self._coreference = CoreferenceResolver(self._entities)
        self._transcript = transcript(document.title, document.text, self._sentences, self._parsers, self._names_person)
        self._question: tuple[int, Entity | None] = (-2, None)  # the last paragraph that is a question, and whose

    def _names_person(self, label: NameSpan) -> bool:
        return label.kind == "person" or any(entity is self._entities.known(label.words)[0] for entity in self._entities.people)

    def marked(self) -> Iterator[tuple[Statement, Sequence[float] | None]]:
        """Yield the statements in text order, those of somebody with the marks that `likelihood` judges them by."""
        collected: Collected = []
        for sentence in self._sentences:
            parser = self._parsers.get(sentence.ordinal)
            if parser is None:
                quotes = (quote for quote in sentence.quotes if is_sentence(self._text, quote))
                collected += [(sentence, FoundStatement(quote.start, quote.end, "direct")) for quote in quotes]
                continue
            if is_byline(parser):
                continue  # who wrote the article isn't whom "the fire chief" or "he" takes up
            line = self._transcript.get(sentence.paragraph)
            if line is not None:
                if sentence.first:
                    entity = self._coreference.entity_of(line.label, line.parser, create=True, at=sentence)
                    collected.append((sentence, FoundStatement(line.start, line.end, "direct", entity)))
                continue
            if (signer := self._signer(parser)) is not None:  # who signs the quotation above isn't who says the next one
                self._sign(collected, sentence, signer)
                continue
            asked, asker = self._question
            self._coreference.asker = asker if sentence.first and asked == sentence.paragraph - 1 else None
            found, speakers, content = self._read(parser)
            collected = self._name_waiting(collected, sentence, speakers)
            collected += [(sentence, one) for one in found if one.kind == "direct" or not self._is_headline(parser, one)]
            self._coreference.note(parser, speakers, content)
            if sentence.first and sentence.last and found and found[0].kind == "direct":
                asks = sentence.quotes[-1].words(self._text).endswith("?")
                self._question = (sentence.paragraph, found[0].entity) if asks else (-2, None)
        marks = Marks(self._text)
        for sentence, one in collected:
            statement = self._statement(sentence, one)
            judged = statement.speaker is not None and sentence.paragraph not in self._transcript  # a label leaves no doubt
            parser = self._parsers.get(sentence.ordinal)
            yield statement, marks.of(sentence, parser, one, statement.context) if judged else None

    def _is_headline(self, parser: SubjectParser, said: FoundStatement) -> bool:
        """Whether it is a short line without a stop, in the present: "Ann Lee says …" heads a story; notes have "said"."""
        sentence = parser.sentence
        short = sentence.first and sentence.last and len(sentence.tokens) <= _LONGEST_HEADLINE
        if not short or self._text[sentence.end - 1] in _ENDINGS or self._text[sentence.start] in _BULLETS:
            return False
        assert said.tag is not None, "only a tag reports words without their quote marks"
        verb = parser.low(said.tag.verb)
        return verb.endswith("s") or verb == said.tag.lemma

    def _signer(self, parser: SubjectParser) -> Entity | None:
        """Return who signs the quotation above by a line of their own: "— Ann Lee, Leeds"."""
        named = parser.starting.get(1) if parser.is_mark(0, "—–-") else None
        alone = parser.sentence.first and parser.sentence.last and not parser.sentence.quotes
        if named is None or not alone or not _TELLING.isdisjoint(parser.lows):
            return None
        ends = named.end == len(parser.tokens) or parser.is_mark(named.end, ",(")
        return self._coreference.entity_of(named, parser, create=True) if ends else None

    @staticmethod
    def _sign(collected: Collected, sentence: ReportingSentence, signer: Entity) -> None:
        """Give a paragraph of nothing but a quotation, right above the sentence, to whoever signs it."""
        above, said = collected[-1] if collected else (None, None)
        if above is None or said is None or sentence.ordinal - above.ordinal != 1:
            return
        if above.only_quotes and above.first and _waits(said):
            collected[-1] = above, replace(said, entity=signer)

    def surnames_of_people(self) -> set[str]:
        spans = [span for parser in self._parsers.values() for span in parser.spans.values()]
        return {span.surname.lower() for span in spans if span.kind == "person"}

    def surnames_that_speak(self) -> set[str]:
        """Return the last names, in lower case, of subjects: "Putin" of "Putin said", not of "critics of Putin say"."""
        tags = [tag for parser in self._parsers.values() for tag in find_tags(parser)]
        return {tag.subject.span.surname.lower() for tag in tags if tag.subject is not None and tag.subject.span is not None}

    def _name_waiting(self, collected: Collected, sentence: ReportingSentence, speakers: list[Entity]) -> Collected:
        """Give a quotation that nobody has said yet to whoever the following sentence names."""
        if not collected or collected[-1][1].tag is not None or sentence.ordinal - collected[-1][0].ordinal > 1:
            return collected
        before, waiting = collected[-1]
        amid = waiting.start > before.start and self._text[: waiting.start].rstrip()[-1:] not in ",:—–"
        if not _waits(waiting) or amid:
            return collected
        entity = speakers[0] if speakers else None
        first = len(collected)
        while first and _waits(collected[first - 1][1]) and sentence.ordinal - collected[first - 1][0].ordinal <= 3:
            first -= 1
        return collected[:first] + [(u, replace(one, entity=entity)) for u, one in collected[first:]]

    def _read(self, parser: SubjectParser) -> tuple[list[FoundStatement], list[Entity], list[tuple[int, int]]]:
        """Return a sentence's statements, who speaks in it, and the token ranges of words said."""
        all_tags = find_tags(parser)
        tags = tags_that_tell(parser, all_tags)
        found: list[FoundStatement] = []
        content: list[tuple[int, int]] = []
        speakers: list[Entity] = []
        entities = self._tag_entities(tags, all_tags, parser)
        for tag, entity, start, end in segments(parser, tags, entities):
            made = list(statements_in(parser, tag, entity, start, end))
            if made:
                content.append((start, end))
                found += made
            if entity is not None and entity not in speakers and (made or announces(parser, tag) or tag.lemma in SAYING):
                speakers.append(entity)
        if found and _unnamed(found[-1]):
            speakers.append(no_one())  # who goes on speaking isn't whoever spoke before
        covered = [(each.start, each.end) for each in found]
        for quote in parser.sentence.quotes:
            if any(start <= quote.start and quote.end <= end for start, end in covered):
                continue
            if not self._speech_without_tag(parser.sentence, quote):
                continue
            entity = speakers[-1] if speakers and found else self._untagged(parser, quote)
            found.append(FoundStatement(quote.start, quote.end, "direct", entity))
            if entity is not None and entity not in speakers:
                speakers.append(entity)
        found.sort(key=lambda one: one.start)
        return found, speakers, content

    def _tag_entities(self, tags: list[Tag], all_tags: list[Tag], parser: SubjectParser) -> list[Entity | None]:
        """Return who speaks by each tag; one without a subject goes on with whom was told of before it."""
        entities: list[Entity | None] = []
        for number, tag in enumerate(tags):
            subject = tag.subject
            if subject is None and number:
                entities.append(self._acting_since(tags[number - 1], tag, parser) or entities[-1])
                continue
            if subject is None:  # "Lee condemned the plan, saying that …"
                silent = [each.subject for each in all_tags if each.subject is not None and each.verb < tag.verb]
                subject = silent[-1] if silent else lead(parser, tag.start, bodies=True)
            entities.append(self._coreference.resolve(subject, parser, self._hearer(tag, entities, parser)))
        for number in range(len(tags) - 2, -1, -1):
            if tags[number].subject is None and not any(t.subject for t in tags[:number]):
                entities[number] = entities[number + 1] or entities[number]  # "Calling it a disgrace, Smith said"
        return entities

    def _hearer(self, tag: Tag, speakers: list[Entity | None], parser: SubjectParser) -> Entity | None:
        """Return whom a tag names as told, or by "him" and "her" whoever speaks by the tag before it."""
        if tag.addressee is None or (tag.subject is not None and tag.subject.kind == "name"):
            return None
        start, end = tag.addressee
        span = parser.starting.get(start) or parser.spans.get(end)
        if span is not None:
            return self._coreference.entity_of(span, parser, create=False) if span.end == end else None
        told = speakers[-1] if speakers and parser.low(start) in ("him", "her") and end == start + 1 else None
        return told if told is not None and told.kind == "person" else None

    def _acting_since(self, before: Tag, tag: Tag, parser: SubjectParser) -> Entity | None:
        """Return whom a clause between two tags is about: He called her partisan, and the judge issued an order saying “…”."""
        own = next_clause(parser, before.end, tag.start, told=True)
        verb = next((i for i in range(own[1] + 1, tag.start) if is_verb(parser, i)), None) if own is not None else None
        subject = parser.before(own[1], verb) if own is not None and verb is not None else None
        can = subject is not None and can_speak(parser, subject)
        return self._coreference.resolve(subject, parser) if can else None

    def _speech_without_tag(self, sentence: ReportingSentence, quote: Quote) -> bool:
        words = quote.words(self._text).split()
        if not words:
            return False
        if sentence.only_quotes:
            finished = len(words) > 1 and words[-1][-1] in ".?!…"
            alone = sentence.first and sentence.last and quote.closed
            if alone and words[-1][-1] not in ".,?!…-—–" and len(words) < LONG_FRAGMENT:
                return False  # a heading between paragraphs
            return finished or len(words) >= SENTENCE_WORDS
        if quote.start == sentence.start and words[-1][-1] in ",?!" and not in_title_case(words, 1):
            return True  # “No comment,” was all she would say
        if is_sentence(self._text, quote):
            last = quote.words(self._text)[-1:]
            return last in ".!?,…" or len(words) >= 6
        return len(words) >= LONG_FRAGMENT and not in_title_case(words)

    def _untagged(self, parser: SubjectParser, quote: Quote) -> Entity | None:
        sentence = parser.sentence
        if not sentence.only_quotes:
            index = next(i for i, token in enumerate(parser.tokens) if token.quote is quote)
            if index == 0 and parser.is_mark(1, ":—–"):  # a headline
                named = parser.starting.get(2)
                return None if named is None else self._coreference.entity_of(named, parser, create=len(named.words) > 1)
            if index and not parser.is_mark(index - 1, ",:—–"):
                return None  # "the meeting, money for “maintenance of a fence”": whose words they are isn't told
            if parser.is_mark(index - 1, ":") and parser.low(index - 2) in ("read", "reads", "reading"):
                return no_one()  # "He wore a shirt that read: “…”"
            if _is_passive(parser):
                return no_one()  # “You are fired,” Lee was told
            subject = lead(parser, len(parser.tokens), bodies=parser.is_mark(index - 1, ":"))
            owner = parser.starting.get(0) if subject is None and parser.is_mark(index - 1, ":") else None
            if owner is not None and parser.low(owner.end) == "'s":
                return self._coreference.entity_of(owner, parser, create=True)  # "Lee's reply: “…”"
            if (entity := self._coreference.resolve(subject, parser)) is not None:
                return entity
            if not index and quote.words(self._text)[-1:] in (",", "?", "!") and not _TELLING.isdisjoint(parser.lows):
                return no_one()  # somebody says so whom the tag calls in words that aren't understood
        elif sentence.first and (announced := self._announced(sentence.ordinal - 1)) is not None:
            before, named = announced
            return self._coreference.entity_of(named, before, create=len(named.words) > 1)
        elif sentence.first and not sentence.last and (acting := self._acting(sentence.ordinal + 1)) is not None:
            return acting
        return self._coreference.going_on(sentence)

    def _announced(self, ordinal: int) -> tuple[SubjectParser, NameSpan] | None:
        """Return whom a line without a tag ends with before the quotation below it: "Again, Lee:"; not "Lee on Roe:"."""
        parser = self._parsers.get(ordinal)
        if parser is None or not parser.is_mark(len(parser.tokens) - 1, ":") or find_tags(parser):
            return None
        named = parser.spans.get(len(parser.tokens) - 1)
        if named is None or named.kind == "place":
            return None
        before = parser.low(named.start - 1 - (parser.low(named.start - 1) == "the"))
        return None if before in PREPOSITIONS and before != "from" else (parser, named)

    def _acting(self, ordinal: int) -> Entity | None:
        """Return who does something right after a quotation, in its paragraph, that no “says:” announces: “…” Pascoe left."""
        parser, before = self._parsers.get(ordinal), self._parsers.get(ordinal - 2)
        last = len(before.tokens) - 1 if before is not None else 0
        if parser is None or (before is not None and before.is_mark(last, ":") and before.low(last - 1) in SPEECH):
            return None
        entity = self._coreference.resolve(lead(parser, len(parser.tokens)), parser)
        return entity if entity is not None and entity.kind == "person" else None

    def _statement(self, sentence: ReportingSentence, one: FoundStatement) -> Statement:
        addressee = when = None
        line = self._transcript.get(sentence.paragraph)
        if one.tag is not None:
            if one.tag.addressee is not None:
                addressee = self._parsers[sentence.ordinal].written(*one.tag.addressee)
            when = day_told(self._parsers[sentence.ordinal], one)
        return Statement(
            start=one.start,
            end=one.end,
            document_id=self._document.id,
            kind=one.kind,
            speaker=one.entity.name if one.entity and is_speaker(one.entity) else None,
            role=one.entity.role if one.entity else None,
            addressee=addressee,
            when=when,
            context=Span(one.start if line else sentence.start, max(sentence.end, one.end)),
        )
