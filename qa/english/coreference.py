"""Who a speech tag means: names in short form, pronouns and epithets, resolved as the article unfolds."""

from collections.abc import Iterator
from dataclasses import replace
from math import inf

from qa.english.entities import UNTELLING, Entities, Entity, gender_of_words, no_one
from qa.english.entity_collection import describe, phrase_words
from qa.english.gazetteer import BODIES, COLLECTIVES, DOCUMENTS, PLACES
from qa.english.lexicon import Gender, is_first_name, is_human, key
from qa.english.mentions import ASIDE, CONCERNS, OBJECT, SAME_PARAGRAPH, SPEAKER, SUBJECT, Mentions, head_of, is_body, is_thing
from qa.english.name_spans import PUBLIC, NameSpan
from qa.english.phrases import POSSESSIVES, PREPOSITIONS, Phrase
from qa.english.reporting_sentences import ReportingSentence, credited
from qa.english.roles import role_text
from qa.english.speaker_phrases import (
    can_speak,
    fronted_by,
    is_speaker,
    is_stranger,
    lead,
    prominence,
    stands_with_article,
    trimmed,
    unnamed,
)
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import BE
from qa.english.word_classes import word_class

_INDEFINITE = frozenset("a an one another".split())
_SOME = frozenset("the some several many few".split())
# A description that opened its sentence loses the capital.
_LOWERED = frozenset("a an the that this one another some many several other two three his her their".split())
# "It" and "they" mean a subject of the sentence before, or whoever spoke shortly before that; else nobody who can be told.
_CLEAR = SUBJECT - 1
_DEFINITE = frozenset(["the", "that", "this"])
_GENDERS: dict[str, Gender] = {"he": "m", "she": "f"}
# By themselves they bring nobody on stage.
_NOBODY = frozenset((word,) for word in ("one", "another", "others", "some", "many", "both"))


class CoreferenceResolver(Mentions):
    """Resolves the subjects of speech tags against what came before."""

    def __init__(self, entities: Entities) -> None:
        super().__init__(entities)
        self._named: dict[tuple[str, ...], Entity] = {}
        self._unknown = (-1, -1)  # paragraph and number of the last sentence in which "one" speaks

    def going_on(self, sentence: ReportingSentence) -> Entity | None:
        """Return who goes on speaking in an untagged quotation; nobody known after what "one" said in its paragraph."""
        paragraph, ordinal = self._unknown
        spoke = next((each.sentence for each in reversed(self.mentions) if each.weight >= SPEAKER), -1)
        return no_one() if sentence.paragraph == paragraph and spoke <= ordinal else self.current(sentence)

    def note(self, parser: SubjectParser, speakers: list[Entity], content: list[tuple[int, int]]) -> None:
        """Remember the sentence's people once it has been read; `content` are token ranges of words said."""
        sentence = parser.sentence
        opening = lead(parser, len(parser.tokens))
        fronted = fronted_by(opening, parser)
        credit = credited(parser.text, sentence)
        for span in sorted(parser.spans.values(), key=lambda span: span.start):
            # Who opens a sentence with first name and surname is on stage, though nobody has spoken of them yet.
            create = span is fronted and len(span.words) > 1 and not self._opens_only(span)
            entity = self.entity_of(span, parser, create=create)
            if entity is None and opening is not None and opening.span is span and is_stranger(span, parser):
                # Somebody took the stage whom nothing tells of: the next "she" may be hers, and is nobody's who is known.
                self.remember(sentence, sentence.start, no_one(), SUBJECT)
            if entity is None or (span.start == 0 and parser.is_mark(span.end, "—–")):
                continue  # "CNN —" opens the page
            within = any(start <= span.start < end for start, end in content)
            entity.articled |= stands_with_article(parser, span)
            if entity in speakers and not within:
                continue
            if credit is not None and parser.tokens[span.start].start >= credit:
                continue  # whoever took the picture
            weight = prominence(parser, span, opening, fronted, within)
            weight = weight if credit is None else min(weight, OBJECT)  # a caption tells no story
            if weight >= SUBJECT:
                entity.heard |= {low for low in parser.lows if len(low) > 3}  # no mark is as long
            self.remember(sentence, parser.tokens[span.start].start, entity, weight)
        subject = self._opened_by(opening, parser, speakers) if opening is not None else None
        if subject is not None:
            self.remember(sentence, sentence.start, subject, SUBJECT)
        for speaker in speakers:
            self.remember(sentence, sentence.end, speaker, SPEAKER)
        self.strangers |= unnamed(parser)
        if not DOCUMENTS.isdisjoint(parser.lows):
            self.issue(sentence)

    def _opened_by(self, opening: Phrase, parser: SubjectParser, speakers: list[Entity]) -> Entity | None:
        """Return whom a sentence brings on stage by the description or pronoun that it opens with."""
        word = parser.low(opening.start)
        if opening.kind == "description":
            # "Her sister shook her head" brings the sister on stage if she is known; "her sister" as such is nobody yet.
            named = self._predicate(opening, parser)
            described = named or self._describe(opening, parser, create=word not in POSSESSIVES)
            return described if described not in speakers else None
        meant = self.pronoun(word, parser) if opening.kind == "pronoun" and not speakers else None
        return meant if meant is not None and (word != "it" or is_body(meant)) else None

    def _predicate(self, opening: Phrase, parser: SubjectParser) -> Entity | None:
        """Return whom a sentence brings in behind its verb: "The first witness was Renner's widow, Kathy"."""
        if parser.low(opening.end) not in BE:
            return None
        for index in range(opening.end + 1, min(opening.end + 9, len(parser.tokens))):
            span = parser.starting.get(index)
            if span is not None and parser.low(span.end) != "'s" and parser.is_mark(span.end, ",."):
                entity = self.entity_of(span, parser, create=False, alone=True)
                if entity is not None and entity.kind == "person":
                    return entity
        return None

    def resolve(self, phrase: Phrase | None, parser: SubjectParser, hearer: Entity | None = None) -> Entity | None:
        """Return the entity that a tag's subject means, who isn't the hearer; None when unsure, and of none."""
        self.hearer = hearer
        entity = self._resolve(phrase, parser) if phrase is not None else None
        self.hearer = None
        return entity if entity is not None and is_speaker(entity) else None

    def _resolve(self, phrase: Phrase, parser: SubjectParser) -> Entity | None:
        if phrase.several:
            both = parser.written(phrase.start, phrase.end)
            return Entity(both, "described", tuple(phrase_words(parser, phrase)), plural=True, introduced=parser.sentence.start)
        if phrase.kind == "pronoun" and parser.low(phrase.start) == "it":
            return self.pronoun("it", parser, phrase.start) or self.issuer(parser.sentence)
        if phrase.kind == "pronoun":
            return self.pronoun(parser.low(phrase.start), parser, phrase.start)
        if phrase.kind == "name":
            assert phrase.span is not None
            if self._opens_only(phrase.span):
                return None
            entity = self._body_meant(phrase.span, parser) or self.entity_of(phrase.span, parser, create=True)
            if entity is not None:
                if phrase.role is not None:
                    entity.add_role(role_text(parser, phrase.role))
                entity.age = entity.age or phrase.age
                describe(entity, parser, phrase.span)
            return entity
        return self._describe(phrase, parser, create=True)

    def _body_meant(self, span: NameSpan, parser: SubjectParser) -> Entity | None:
        """Return which body "the Bureau" takes up: the last one named that begins or ends with this word."""
        low = key(span.words[0]) if len(span.words) == 1 else ""
        if low not in PUBLIC or parser.low(span.start - 1) != "the":
            return None
        bodies = (each.entity for each in self.back(parser.sentence) if each.entity.kind == "body")
        return next((each for each in bodies if len(each.words) > 1 and low in (key(each.words[0]), key(each.words[-1]))), None)

    def _opens_only(self, span: NameSpan) -> bool:
        """Whether a word has its capital for opening a sentence: "Guest panels are planned"."""
        single = span.start == 0 and span.kind == "likely" and len(span.words) == 1 and span.words not in self.entities.short
        return single and word_class(span.words[0].lower()).common > 0 and not is_first_name(span.words[0])

    def entity_of(
        self, span: NameSpan, parser: SubjectParser, *, create: bool, at: ReportingSentence | None = None, alone: bool = False
    ) -> Entity | None:
        """Return whom a name means in its sentence or `at` another; of several the last mentioned, but `alone` means one."""
        if span.kind == "word" and not span.words:
            return None
        title = [token.text for token in parser.tokens[span.start : span.name]]
        gender = gender_of_words(title)
        recent = list if alone else lambda: self.recent(at or parser.sentence)
        place = (at or parser.sentence).start
        entity, ambiguous = self.entities.known(span.words, gender, recent, place, frozenset(map(key, title)) - UNTELLING)
        if entity is not None:
            if gender is not None and entity.gender is None and entity.kind == "person":
                entity.gender = gender
            return entity
        if ambiguous or not create:
            return None
        person = span.kind in ("person", "likely")
        entity = self.entities.add(span, parser.tokens[span.start].start, "person" if person else "body")
        if entity.gender is None:
            entity.gender = gender
        return entity

    def pronoun(self, word: str, parser: SubjectParser, index: int = 0) -> Entity | None:
        """Return the best antecedent of he, she, they or it, which stands at `index`: one named before it, if there is any."""
        entity = self._best(word, parser, index) if word in _GENDERS or word in ("they", "it") else None
        if entity is not None:
            entity.gender = entity.gender or _GENDERS.get(word)
        return entity

    def _best(self, word: str, parser: SubjectParser, index: int) -> Entity | None:
        sentence, named = parser.sentence, list(self._named_before(parser, index))
        for mention in self.back(sentence):
            onstage = mention.paragraph == sentence.paragraph and SUBJECT - 0.5 <= mention.weight < SPEAKER
            score = mention.weight - (sentence.ordinal - mention.sentence) + SAME_PARAGRAPH * onstage
            named.append((mention.entity, score, mention.position))
        scores = ((score + self._handicap(entity, word), where, entity) for entity, score, where in named)
        best = max((each for each in scores if each[0] > -inf), key=lambda each: each[:2], default=None)
        return None if best is None or (word not in _GENDERS and best[0] < _CLEAR) else best[2]

    def _handicap(self, entity: Entity, word: str) -> float:
        """Return what an entity loses for suiting a pronoun badly; minus infinity where it can't mean it."""
        gender, lost = _GENDERS.get(word), 0.0
        if entity is self.hearer:
            return -inf
        if word == "it" and entity.kind == "person" and entity.gender is None and not is_first_name(entity.words[0]):
            lost -= 0.7  # an unknown name may as well be a company's
        elif (word == "it" and not is_body(entity)) or (word == "they" and not (entity.plural or entity.kind == "body")):
            return -inf
        if gender is None:
            return lost
        document = entity.kind == "described" and head_of([*entity.words]) in DOCUMENTS
        if document or entity.plural or is_body(entity) or entity.gender not in (None, gender) or is_thing(entity):
            return -inf
        return lost - 0.55 * (entity.gender is None) - 2.5 * (entity is self.asker)

    def _named_before(self, parser: SubjectParser, index: int) -> Iterator[tuple[Entity, float, int]]:
        """Yield whom this sentence names before the pronoun, how likely each is meant, and where."""
        told = self._told_before(parser, index)
        for span in sorted(parser.spans.values(), key=lambda span: span.start):
            if span.start < index and (entity := self.entity_of(span, parser, create=False, alone=True)) is not None:
                first = span.start <= 3 and parser.low(span.start - 1) not in PREPOSITIONS
                aside = parser.low(span.end) == "'s"
                likely = SUBJECT if first and not told else ASIDE if aside or told else OBJECT
                yield entity, likely, parser.tokens[span.start].start

    @staticmethod
    def _told_before(parser: SubjectParser, index: int) -> bool:
        """Whether a pronoun closes a sentence that tells of its subject: in "Ray came to help, he said" he isn't Ray."""
        closes = parser.is_mark(index + 2, ".") and index + 3 >= len(parser.tokens)
        opening = parser.starting.get(0)
        return closes and opening is not None and parser.is_mark(index - 1, ",") and not parser.is_mark(opening.end, ",")

    def _describe(self, phrase: Phrase, parser: SubjectParser, *, create: bool) -> Entity | None:
        """Return the entity that a description means; where none is known, a new one if `create`."""
        phrase = trimmed(phrase, parser)
        words = phrase_words(parser, phrase)
        if not words:
            return None
        head = head_of(words)
        if head in DOCUMENTS:
            if (issuer := self._document_issuer(phrase, parser)) is not None:
                return issuer
            if words[-1] != head:  # "the filing from the taxpayers' group"
                words = words[: words.index(head) + 1]
                phrase = replace(phrase, end=phrase.start + len(words))
        bare = len(words) == 1 and not head.endswith("s")  # "counsel said"
        if bare or words[0] in _DEFINITE:
            opening = parser.starting.get(0)
            if head in CONCERNS and opening is not None and opening.kind == "body" and opening.end < phrase.start:
                return self.entity_of(opening, parser, create=True)  # "Acme is hiring, the company said"
            names = {parser.low(i) for i in range(phrase.start, phrase.end) if parser.tokens[i].capital}
            meant = self.meant(["the", *words] if bare else words, head, parser.sentence, names)
            if meant is not None:
                return meant
        return (
            self._relative_of(words, head, parser)
            or self._another(words, parser.sentence)
            or (self._new(phrase, words, head, parser) if create else None)
        )

    def _document_issuer(self, phrase: Phrase, parser: SubjectParser) -> Entity | None:
        """Return whose statement, report or letter it is, where the phrase names them or tells whom it is from."""
        by = next((i for i in range(phrase.end - 2, phrase.start, -1) if parser.low(i) in ("by", "from")), phrase.start - 1)
        read = by > phrase.start and (parser.is_read(by) or any(parser.low(i) == "'s" for i in range(phrase.start, by)))
        within = range(phrase.start, by) if read else range(by + 1, phrase.end)
        spans = (parser.starting[index] for index in within if index in parser.starting)
        kept = (span for span in spans if span.end <= phrase.end and span.kind not in ("place", "word") and span.words)
        kept = (span for span in kept if not parser.is_read_by(span.start))
        told = by > phrase.start and not read
        # "the letter from Lee's office"
        kept = (span for span in kept if parser.low(span.end) != "'s" or not (told or parser.low(span.end + 1) in BODIES))
        kept = (span for span in kept if not told or parser.low(span.start - 1) != "'s")  # "by the mayor's Office of Health"
        span = next((span for span in kept if key(span.words[-1]) not in PLACES), None)
        if span is not None and not (told and span.end < phrase.end and is_human(parser.low(phrase.end - 1))):
            return self.entity_of(span, parser, create=True)  # not of Acme by "Acme researchers"
        issuer = Phrase("description", by + 1, phrase.end)
        speaks = told and parser.low(by + 1) not in POSSESSIVES and can_speak(parser, issuer)
        return self._describe(issuer, parser, create=True) if speaks else None

    def _relative_of(self, words: list[str], head: str, parser: SubjectParser) -> Entity | None:
        """Return the relative whom "his sister" or "the boy's sister" means, if they are known."""
        first = words[0]
        if first not in ("his", "her", "their") and "'s" not in words:
            return None
        possessor = self.pronoun("he" if first == "his" else "she", parser) if first in ("his", "her") else None
        return self.relative(head, parser.sentence, possessor) or self.entities.kin(head, possessor)

    def _another(self, words: list[str], sentence: ReportingSentence) -> Entity | None:
        """Describe somebody of the same kind as the one described last, where "another" says no more."""
        if words != ["another"] or not self.described:
            return None
        last = self.described[-1]
        words_of_last = " ".join(word for word in last.name.split() if word not in _INDEFINITE | _SOME)
        text = f"another of the {words_of_last}" if last.plural else f"another {words_of_last}"
        kind = ("another", *[word for word in last.words if word not in _INDEFINITE])
        return Entity(text, "described", kind, introduced=sentence.start)

    def _new(self, phrase: Phrase, words: list[str], head: str, parser: SubjectParser) -> Entity | None:
        """Return the entity that was described in the very same words, else a new one; None for a bare "some" or "one"."""
        exact, first = tuple(words), words[0]
        if exact in _NOBODY:
            self._unknown = (parser.sentence.paragraph, parser.sentence.ordinal)
            return None
        if exact in self._named:
            return self._named[exact]
        text = parser.written(phrase.start, phrase.end)
        if first in COLLECTIVES or first in _LOWERED:
            text = text[0].lower() + text[1:]
        counted = words[-1] if "of" in words and first != "one" and not is_human(head) else head  # "a third of voters"
        plural = head not in BODIES and (counted in COLLECTIVES or (counted.endswith("s") and not counted.endswith("ss")))
        entity = Entity(text, "described", exact, gender_of_words(words), plural=plural, introduced=parser.sentence.start)
        entity.role_words = set(words)
        self._named[exact] = entity
        self.described.append(entity)
        return entity
