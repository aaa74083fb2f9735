"""Who a speech tag means: names in short form, pronouns and epithets, resolved as the article unfolds."""

from collections.abc import Iterator
from dataclasses import replace

from qa.english.entities import Entities, Entity, gender_of_words
from qa.english.entity_collection import describe, phrase_words, role_text
from qa.english.gazetteer import BODIES, DOCUMENTS, PLACES, TIME_WORDS
from qa.english.lexicon import is_first_name, key
from qa.english.mentions import ASIDE, CONCERNS, OBJECT, REACH, SAME_PARAGRAPH, SPEAKER, SUBJECT, Mentions, head_of, is_body
from qa.english.name_spans import NameSpan
from qa.english.names import Gender
from qa.english.nouns import COLLECTIVES
from qa.english.phrases import POSSESSIVES, PREPOSITIONS, Phrase
from qa.english.reporting_sentences import ReportingSentence
from qa.english.salience import fronted_by, prominence, unnamed
from qa.english.speaker_phrases import is_speaker, lead
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import BE
from qa.english.word_classes import word

_INDEFINITE = frozenset("a an one another".split())
# A description that opened its sentence loses the capital.
_LOWERED = frozenset("a an the that this one another some many several other two three his her their".split())
# "It" and "they" mean a subject of the sentence before, or whoever spoke shortly before that; else nobody who can be told.
_CLEAR = SUBJECT - 1
_DEFINITE = frozenset(["the", "that", "this"])


def _trails(word: str) -> bool:
    return word.endswith("ed") or word in TIME_WORDS or word in ("sent", "out", "last", "this", "that", "who", "late")


class CoreferenceResolver(Mentions):
    """Resolves the subjects of speech tags against what came before."""

    def __init__(self, text: str, cast: Entities) -> None:
        super().__init__(cast)
        self._text = text
        self._named: dict[tuple[str, ...], Entity] = {}

    def note(
        self, unit: ReportingSentence, reader: SubjectParser, speakers: list[Entity], content: list[tuple[int, int]]
    ) -> None:
        """Remembers the unit's people once it has been read; `content` are token ranges of words said."""
        opening = lead(reader, len(reader.tokens))
        fronted = fronted_by(opening, reader)
        for run in sorted(reader.runs.values(), key=lambda run: run.start):
            # Who opens a sentence with first name and surname is on stage, though nobody has spoken of them yet.
            figure = self.figure_of(
                run, reader, create=run is fronted and len(run.words) > 1 and not self._opens_only(run), unit=unit
            )
            if figure is None or (run.start == 0 and reader.is_mark(run.end, "—–")):
                continue  # "CNN —" opens the page
            within = any(start <= run.start < end for start, end in content)
            if figure in speakers and not within:
                continue
            weight = prominence(reader, run, opening, fronted, within)
            if weight >= SUBJECT:
                figure.heard |= {low for low in reader.lows if len(low) > 3}  # no mark is as long
            self.remember(unit, reader.tokens[run.start].start, figure, weight)
        if opening is not None and opening.kind == "description":
            # "Her sister shook her head" brings the sister on stage if she is known; "her sister" as such is nobody yet.
            named = self._predicate(opening, reader)
            described = named or self._describe(opening, reader, unit, create=reader.low(opening.start) not in POSSESSIVES)
            if described is not None and described not in speakers:
                self.remember(unit, unit.start, described, SUBJECT)
        elif opening is not None and opening.kind == "pronoun" and not speakers:
            word = reader.low(opening.start)
            meant = self.pronoun(word, unit)
            if meant is not None and (word != "it" or is_body(meant)):
                self.remember(unit, unit.start, meant, SUBJECT)
        for speaker in speakers:
            self.remember(unit, unit.end, speaker, SPEAKER)
        self.strangers |= unnamed(reader)
        if not DOCUMENTS.isdisjoint(reader.lows):
            self.issue(unit)

    def _predicate(self, opening: Phrase, reader: SubjectParser) -> Entity | None:
        """Whom a sentence brings in behind its verb: "The first witness was Renner's widow, Kathy"."""
        if reader.low(opening.end) not in BE:
            return None
        for index in range(opening.end + 1, min(opening.end + 9, len(reader.tokens))):
            run = reader.starting.get(index)
            if run is not None and reader.low(run.end) not in ("'s", "’s") and reader.is_mark(run.end, ",."):
                figure = self.figure_of(run, reader, create=False)
                if figure is not None and figure.kind == "person":
                    return figure
        return None

    def _possessor(self, word: str, unit: ReportingSentence) -> Entity | None:
        return self.pronoun("he" if word == "his" else "she", unit) if word in ("his", "her") else None

    def resolve(self, phrase: Phrase, reader: SubjectParser, unit: ReportingSentence) -> Entity | None:
        """The figure that a tag's subject means; None when unsure."""
        figure = self._resolve(phrase, reader, unit)
        return figure if figure is not None and is_speaker(figure) else None

    def _resolve(self, phrase: Phrase, reader: SubjectParser, unit: ReportingSentence) -> Entity | None:
        if phrase.several:
            both = self._text[reader.tokens[phrase.start].start : reader.tokens[phrase.end - 1].end]
            return Entity(both, "described", tuple(phrase_words(reader, phrase)), plural=True, introduced=unit.start)
        if phrase.kind == "pronoun" and reader.low(phrase.start) == "it":
            return self.pronoun("it", unit, reader, phrase.start) or self.issuer(unit)
        if phrase.kind == "pronoun":
            return self.pronoun(reader.low(phrase.start), unit, reader, phrase.start)
        if phrase.kind == "name":
            assert phrase.run is not None
            if self._opens_only(phrase.run):
                return None
            figure = self.figure_of(phrase.run, reader, create=True, unit=unit)
            if figure is not None:
                if phrase.role is not None:
                    figure.add_role(role_text(self._text, reader, phrase.role))
                figure.age = figure.age or phrase.age
                describe(self._text, figure, reader, phrase.run)
            return figure
        return self._describe(phrase, reader, unit, create=True)

    def _opens_only(self, run: NameSpan) -> bool:
        """Whether a word has its capital for opening a sentence: "Guest panels are planned"."""
        single = run.start == 0 and run.kind == "likely" and len(run.words) == 1 and run.words not in self.cast.short
        return single and word(run.words[0].lower()).common > 0 and not is_first_name(run.words[0])

    def figure_of(
        self, run: NameSpan, reader: SubjectParser, *, create: bool, unit: ReportingSentence | None = None
    ) -> Entity | None:
        if run.kind == "word" and not run.words:
            return None
        gender = gender_of_words([token.text for token in reader.tokens[run.start : run.name]])
        figure, ambiguous = self.cast.known(run.words, gender, lambda: self.recent(unit) if unit is not None else [])
        if figure is not None:
            if gender is not None and figure.gender is None and figure.kind == "person":
                figure.gender = gender
            return figure
        if ambiguous or not create:
            return None
        person = run.kind in ("person", "likely")
        figure = self.cast.add(run, reader.tokens[run.start].start, "person" if person else "body")
        if figure.gender is None:
            figure.gender = gender
        return figure

    def pronoun(self, word: str, unit: ReportingSentence, reader: SubjectParser | None = None, index: int = 0) -> Entity | None:
        """The best antecedent of he, she, they or it; `reader` and `index` tell where the word stands in its sentence."""
        if word in ("he", "she"):
            gender: Gender = "m" if word == "he" else "f"
            figure = self._best(unit, gender, reader, index)
            if figure is not None and figure.gender is None:
                figure.gender = gender
            return figure
        if word == "they":
            return self._best(unit, None, reader, index, several=True)
        if word == "it":
            return self._best(unit, None, reader, index, body=True)
        return None

    def _best(
        self,
        unit: ReportingSentence,
        gender: Gender | None,
        reader: SubjectParser | None,
        index: int,
        several: bool = False,
        body: bool = False,
    ) -> Entity | None:
        scores: dict[int, tuple[float, int, Entity]] = {}

        def consider(figure: Entity, score: float, where: int) -> None:
            if body and figure.kind == "person" and figure.gender is None and not is_first_name(figure.words[0]):
                score -= 0.7  # an unknown name may as well be a company's
            elif (body and not is_body(figure)) or (several and not (figure.plural or figure.kind == "body")):
                return
            if gender is not None and (figure.kind == "body" or figure.plural or is_body(figure)):
                return
            if gender is not None and figure.gender not in (None, gender):
                return
            if gender is not None and figure.gender is None:
                score -= 0.55
            if gender is not None and figure is self.asker:
                score -= 2.5
            if id(figure) not in scores or scores[id(figure)][:2] < (score, where):
                scores[id(figure)] = (score, where, figure)

        for mention in reversed(self.mentions):
            distance = unit.ordinal - mention.unit
            if distance > REACH:
                break
            onstage = mention.paragraph == unit.paragraph and SUBJECT - 0.5 <= mention.weight < SPEAKER
            consider(mention.figure, mention.weight - distance + SAME_PARAGRAPH * onstage, mention.position)
        for figure, score, where in self._named_before(reader, index) if reader is not None else ():
            consider(figure, score, where)
        if (several or body) and max((score[0] for score in scores.values()), default=_CLEAR) < _CLEAR:
            return None
        return max(scores.values(), key=lambda score: score[:2])[2] if scores else None

    def _named_before(self, reader: SubjectParser, index: int) -> Iterator[tuple[Entity, float, int]]:
        """Whom this sentence names before the pronoun, how likely each is meant, and where."""
        told = self._told_before(reader, index)
        for run in sorted(reader.runs.values(), key=lambda run: run.start):
            if run.start < index and (figure := self.figure_of(run, reader, create=False)) is not None:
                first = run.start <= 3 and reader.low(run.start - 1) not in PREPOSITIONS
                aside = reader.low(run.end) in ("'s", "’s")
                likely = SUBJECT if first and not told else ASIDE if aside or told else OBJECT
                yield figure, likely, reader.tokens[run.start].start

    @staticmethod
    def _told_before(reader: SubjectParser, index: int) -> bool:
        """Whether a pronoun closes a sentence that tells of its subject: in "Ray came to help, he said" he isn't Ray."""
        closes = reader.is_mark(index + 2, ".") and index + 3 >= len(reader.tokens)
        opening = reader.starting.get(0)
        return closes and opening is not None and reader.is_mark(index - 1, ",") and not reader.is_mark(opening.end, ",")

    def _describe(self, phrase: Phrase, reader: SubjectParser, unit: ReportingSentence, *, create: bool) -> Entity | None:
        end = phrase.end
        while end - phrase.start > 1 and _trails(reader.low(end - 1)):
            end -= 1  # "the study published", "a memo sent"
        relative = reader.low(phrase.start) == "that" and reader.low(end - 1).endswith("s") and end - phrase.start > 1
        numbered = (
            reader.tokens[phrase.start].text[0].isdigit() and reader.low(phrase.start + 1) in _DEFINITE
        )  # "3.3 The Landlord"
        # "a law that supporters say would help"
        phrase = replace(phrase, start=phrase.start + (relative or numbered), end=end)
        words = phrase_words(reader, phrase)
        if not words:
            return None
        first = words[0]
        head = head_of(words)
        if head in DOCUMENTS and (issuer := self._issuer(phrase, reader, unit)) is not None:
            return issuer
        if head in DOCUMENTS and words[-1] != head:  # "the filing from the taxpayers' group"
            of_head = words.index(head) + 1
            phrase = replace(phrase, end=phrase.start + of_head)
            words = words[:of_head]
        text = self._text[reader.tokens[phrase.start].start : reader.tokens[phrase.end - 1].end]
        exact = tuple(words)
        bare = len(words) == 1 and not head.endswith("s")  # "counsel said"
        if first in _DEFINITE or exact in self._named or bare:
            opening = reader.starting.get(0)
            if head in CONCERNS and opening is not None and opening.kind == "body" and opening.end < phrase.start:
                return self.figure_of(opening, reader, create=True, unit=unit)  # "Acme is hiring, the company said"
            names = {reader.low(i) for i in range(phrase.start, phrase.end) if reader.tokens[i].capital}
            meant = self.meant(["the", *words] if bare else words, head, unit, names)
            if meant is not None:
                return meant
        if first in ("his", "her", "their") or "'s" in words:
            possessor = self._possessor(first, unit)
            related = self.relative(head, unit, possessor) or self.cast.kin(head, possessor)
            if related is not None:
                return related
        if exact == ("another",) and self.described:  # of the same kind as the one before
            words = ["another", *[w for w in self.described[-1].words if w not in _INDEFINITE]]
            text = " ".join(["another", *[w for w in self.described[-1].name.split() if w not in _INDEFINITE]])
            return Entity(text, "described", tuple(words), introduced=unit.start)
        if not create or exact in (("one",), ("another",), ("others",), ("some",), ("many",), ("both",)):
            return None
        if exact in self._named:
            return self._named[exact]
        if first in COLLECTIVES or first in _LOWERED:
            text = text[0].lower() + text[1:]
        plural = head not in BODIES and (head in COLLECTIVES or (head.endswith("s") and not head.endswith("ss")))
        figure = Entity(text, "described", tuple(words), gender_of_words(words), plural=plural, introduced=unit.start)
        figure.role_words = set(words)
        self._named[exact] = figure
        self.described.append(figure)
        return figure

    def _issuer(self, phrase: Phrase, reader: SubjectParser, unit: ReportingSentence) -> Entity | None:
        """Whose statement, report or letter it is, where the phrase names them."""
        runs = (reader.starting[index] for index in range(phrase.start, phrase.end) if index in reader.starting)
        kept = (run for run in runs if run.end <= phrase.end and run.kind not in ("place", "word") and run.words)
        run = next((run for run in kept if key(run.words[-1]) not in PLACES), None)
        return self.figure_of(run, reader, create=True, unit=unit) if run is not None else None
