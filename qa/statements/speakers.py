"""Who a speech tag means: names in short form, pronouns and epithets, resolved as the article unfolds."""

from collections import deque
from dataclasses import dataclass

from qa.statements.casting import describe, phrase_words, role_text
from qa.statements.nouns import BODIES, COLLECTIVES, DOCUMENTS, FEMALE_WORDS, MALE_WORDS
from qa.statements.people import Cast, Figure, Gender, gender_of_words
from qa.statements.phrases import POSTMODIFIERS, PREPOSITIONS, Phrase, Reader
from qa.statements.runs import Run, is_first_name, is_human, key
from qa.statements.tags import lead
from qa.statements.units import Unit

# How far back, in units, a pronoun or an epithet reaches: about two paragraphs of agency copy.
_REACH = 9
# What makes a mention the likelier antecedent, in units of distance: subject and speaker outweigh two sentences.
_SPEAKER, _SUBJECT, _OBJECT, _ASIDE = 3.0, 2.0, 0.6, 0.0
# Heads that mean whoever holds the office, so an unmatched one is a source of its own and not the last speaker.
_UNIQUE = frozenset(
    """
    judge justice magistrate coroner prosecutor defendant victim suspect witness referee pope king queen president
    premier minister chancellor mayor governor spokesman spokeswoman spokesperson lawyer attorney solicitor caller
    source
    """.split()
)
_INDEFINITE = frozenset("a an one another".split())
_POSSESSIVES = frozenset(["his", "her", "its", "their"])
_DEFINITE = frozenset(["the", "that", "this"])


@dataclass(slots=True)
class _Mention:
    unit: int
    position: int
    figure: Figure
    weight: float


class Discourse:
    """What a reader keeps in mind: who was mentioned lately, and how prominently."""

    def __init__(self, text: str, cast: Cast) -> None:
        self._text = text
        self._cast = cast
        self._mentions: deque[_Mention] = deque(maxlen=60)
        self._described: deque[Figure] = deque(maxlen=40)
        self._named: dict[tuple[str, ...], Figure] = {}

    # -- remembering --------------------------------------------------------------------------------------------------

    def note(self, unit: Unit, reader: Reader, speakers: list[Figure], content: list[tuple[int, int]]) -> None:
        """Remembers the unit's people once it has been read; `content` are token ranges of words said."""
        opening = lead(reader, len(reader.tokens))
        if opening is not None and opening.role is not None and reader.low(opening.role[0]) in ("his", "her"):
            # "His counterpart" tells that whoever spoke before is a he.
            self.pronoun("he" if reader.low(opening.role[0]) == "his" else "she", unit, unit.start)
        for run in sorted(reader.runs.values(), key=lambda run: run.start):
            figure = self.figure_of(run, reader, create=False)
            if figure is None:
                continue
            within = any(start <= run.start < end for start, end in content)
            weight = _OBJECT
            if figure in speakers and not within:
                continue
            if opening is not None and opening.run is run and not within:
                weight = _SUBJECT - 0.5 * self._depends(opening, reader)
            elif reader.low(run.end) in ("'s", "’s") or reader.low(run.start - 1) in PREPOSITIONS or within:
                weight = _ASIDE
            self._remember(unit, reader.tokens[run.start].start, figure, weight)
        if opening is not None and opening.kind == "description" and reader.low(opening.start) not in _POSSESSIVES:
            described = self._describe(opening, reader, unit, create=True)
            if described is not None and described not in speakers:
                self._remember(unit, unit.start, described, _SUBJECT)
        elif opening is not None and opening.kind == "pronoun" and not speakers:
            meant = self.pronoun(reader.low(opening.start), unit, unit.start)
            if meant is not None:
                self._remember(unit, unit.start, meant, _SUBJECT)
        for speaker in speakers:
            self._remember(unit, unit.end, speaker, _SPEAKER)

    def _depends(self, opening: Phrase, reader: Reader) -> bool:
        """Whether a subject is introduced through somebody else: "Her mother, Jane Eng, was born in Texas"."""
        return opening.role is not None and reader.low(opening.role[0]) in _POSSESSIVES

    def _remember(self, unit: Unit, position: int, figure: Figure, weight: float) -> None:
        self._mentions.append(_Mention(unit.ordinal, position, figure, weight))

    def recent(self, unit: Unit) -> list[Figure]:
        """Figures of the last units, most recent first."""
        seen: list[Figure] = []
        for mention in reversed(self._mentions):
            if unit.ordinal - mention.unit > _REACH:
                break
            if mention.figure not in seen:
                seen.append(mention.figure)
        return seen

    # -- resolving ----------------------------------------------------------------------------------------------------

    def resolve(self, phrase: Phrase, reader: Reader, unit: Unit) -> Figure | None:
        """The figure that a tag's subject means; None when unsure."""
        if phrase.several:
            return None
        if phrase.kind == "pronoun":
            return self.pronoun(reader.low(phrase.start), unit, reader.tokens[phrase.start].start, reader, phrase.start)
        if phrase.kind == "name":
            assert phrase.run is not None
            figure = self.figure_of(phrase.run, reader, create=True, unit=unit)
            if figure is not None:
                if phrase.role is not None:
                    figure.add_role(role_text(self._text, reader, phrase.role))
                figure.age = figure.age or phrase.age
                describe(self._text, figure, reader, phrase.run)
            return figure
        return self._describe(phrase, reader, unit, create=True)

    def figure_of(self, run: Run, reader: Reader, *, create: bool, unit: Unit | None = None) -> Figure | None:
        if run.kind == "word" and not run.words:
            return None
        title = [t.text for t in reader.tokens[run.start : run.name]]
        gender = gender_of_words(title)
        figure, ambiguous = self._cast.known(run.words, gender, self.recent(unit) if unit is not None else [])
        if figure is not None:
            if gender is not None and figure.gender is None and figure.kind == "person":
                figure.gender = gender
            return figure
        if ambiguous or not create:
            return None
        person = run.kind in ("person", "likely")
        figure = self._cast.add(run, reader.tokens[run.start].start, "person" if person else "body")
        if figure.gender is None:
            figure.gender = gender
        return figure

    def pronoun(self, word: str, unit: Unit, position: int, reader: Reader | None = None, index: int = 0) -> Figure | None:
        """The best antecedent of he, she, they or it before `position`."""
        if word in ("he", "she"):
            gender: Gender = "m" if word == "he" else "f"
            figure = self._best(unit, position, gender, reader, index)
            if figure is not None and figure.gender is None:
                figure.gender = gender
            return figure
        if word == "they":
            return self._best(unit, position, None, reader, index, several=True)
        if word == "it":
            return self._best(unit, position, None, reader, index, body=True)
        return None

    def _best(
        self,
        unit: Unit,
        position: int,
        gender: Gender | None,
        reader: Reader | None,
        index: int,
        several: bool = False,
        body: bool = False,
    ) -> Figure | None:
        scores: dict[int, tuple[float, int, Figure]] = {}

        def consider(figure: Figure, score: float, where: int) -> None:
            if body and figure.kind == "person" and figure.gender is None and not is_first_name(figure.words[0]):
                score -= 0.7  # an unknown name may as well be a company's
            elif (body and not _is_body(figure)) or (several and not (figure.plural or figure.kind == "body")):
                return
            if gender is not None and (figure.kind == "body" or figure.plural or _is_body(figure)):
                return
            if gender is not None and figure.gender not in (None, gender):
                return
            if gender is not None and figure.gender is None:
                score -= 0.7
            if id(figure) not in scores or scores[id(figure)][:2] < (score, where):
                scores[id(figure)] = (score, where, figure)

        for mention in reversed(self._mentions):
            distance = unit.ordinal - mention.unit
            if distance > _REACH:
                break
            consider(mention.figure, mention.weight - distance, mention.position)
        if reader is not None:
            for run in sorted(reader.runs.values(), key=lambda run: run.start):
                if run.start < index and (figure := self.figure_of(run, reader, create=False)) is not None:
                    first = run.start <= 3 and reader.low(run.start - 1) not in PREPOSITIONS
                    aside = reader.low(run.end) in ("'s", "’s")
                    # "In Roosevelt's first visit to the city, he spoke from his car"
                    leading = aside and reader.low(0) in PREPOSITIONS and reader.is_mark(index - 1, ",")
                    consider(
                        figure,
                        _SUBJECT + 0.9 * leading if first or leading else _ASIDE if aside else _OBJECT,
                        reader.tokens[run.start].start,
                    )
        if several and not scores:
            return self.last_speaker(unit, 3)
        if not scores and gender is not None:
            return self._cast.next_person(position, gender)
        return max(scores.values(), key=lambda score: score[:2])[2] if scores else None

    def only_person(self, unit: Unit, reader: Reader) -> Figure | None:
        """The one person that the unit names, if it names just one."""
        figures = [self.figure_of(run, reader, create=False) for run in reader.runs.values()]
        people = {id(figure): figure for figure in figures if figure is not None and figure.kind == "person"}
        return next(iter(people.values())) if len(people) == 1 else None

    def last_speaker(self, unit: Unit, reach: int = _REACH) -> Figure | None:
        for mention in reversed(self._mentions):
            if unit.ordinal - mention.unit > reach:
                break
            if mention.weight >= _SPEAKER:
                return mention.figure
        return None

    def current(self, unit: Unit) -> Figure | None:
        """Whose words an untagged quotation goes on with: the last speaker, unless somebody took the stage since."""
        best: tuple[float, int] | None = None
        chosen = None
        for mention in reversed(self._mentions):
            distance = unit.ordinal - mention.unit
            if distance > 5:
                break
            if mention.weight < _SUBJECT or (mention.figure.plural and mention.weight < _SPEAKER):
                continue
            score = (mention.weight - distance, mention.position)
            if best is None or score > best:
                best, chosen = score, mention.figure
        return chosen

    def _describe(self, phrase: Phrase, reader: Reader, unit: Unit, *, create: bool) -> Figure | None:
        words = phrase_words(reader, phrase)
        if not words:
            return None
        first = words[0]
        head = _head(words)
        text = self._text[reader.tokens[phrase.start].start : reader.tokens[phrase.end - 1].end]
        exact = tuple(words)
        if first in _DEFINITE or exact in self._named:
            meant = self._meant(words, head, unit)
            if meant is not None:
                return meant
        if head in DOCUMENTS:
            issuer = self._issuer(phrase, reader, unit)
            if issuer is not None or first not in _INDEFINITE:
                return issuer
        if first in ("his", "her", "their") or "'s" in words or "’s" in words:
            related = self._relative(head, unit)
            if related is not None:
                return related
        if not create:
            return None
        if exact in self._named:
            return self._named[exact]
        if first in COLLECTIVES or first in (
            "a",
            "an",
            "the",
            "that",
            "this",
            "one",
            "another",
            "some",
            "many",
            "several",
            "other",
            "two",
            "three",
            "his",
            "her",
            "their",
        ):
            text = text[0].lower() + text[1:]
        bodily = head in BODIES or head in ("police",)
        plural = not bodily and (head in COLLECTIVES or head.endswith("s"))
        figure = Figure(text, "described", tuple(words), gender_of_words(words), plural=plural, introduced=unit.start)
        figure.role_words = set(words)
        self._named[exact] = figure
        self._described.append(figure)
        return figure

    def _meant(self, words: list[str], head: str, unit: Unit) -> Figure | None:
        """The earlier figure that "the official", "the 43-year-old" or "the company" takes up."""
        if head.endswith("-year-old"):
            age = head.split("-")[0]
            for figure in self.recent(unit):
                if figure.age == age:
                    return figure
            aged = self._person(unit, None, _REACH, age=age)
            if aged is not None:
                aged.age = age
            return aged
        short = [w for w in words[1:] if w not in PREPOSITIONS]
        modifiers = {w for w in short if w != head} - {"senior", "former"}
        for figure in self.recent(unit) + [f for f in reversed(self._described)]:
            if figure.kind == "described":
                if head in figure.words and _head(list(figure.words)) == head and modifiers <= set(figure.words):
                    return figure
            elif figure.kind == "person":
                if head in figure.role_words and modifiers <= figure.role_words | {"s"}:
                    return figure
            elif (
                head in BODIES
                and len(short) == 1
                and (
                    head in {key(w) for w in figure.words}
                    or head
                    in (
                        "company",
                        "firm",
                        "group",
                        "agency",
                        "organisation",
                        "organization",
                        "club",
                        "charity",
                        "airline",
                        "bank",
                        "union",
                        "regulator",
                        "watchdog",
                        "retailer",
                        "newspaper",
                        "network",
                        "broadcaster",
                        "team",
                        "ministry",
                        "department",
                    )
                )
            ):
                return figure
        if words[0] == "the" and len(short) <= 5 and is_human(head) and head not in _UNIQUE and not head.endswith("s"):
            gender: Gender | None = "f" if head in FEMALE_WORDS else "m" if head in MALE_WORDS else None
            return self._person(unit, gender, 4)
        return None

    def _person(self, unit: Unit, gender: Gender | None, reach: int, age: str | None = None) -> Figure | None:
        """The last person who spoke or was a subject, then the last one mentioned at all."""
        for least in (_SUBJECT, _ASIDE):
            for mention in reversed(self._mentions):
                figure = mention.figure
                if unit.ordinal - mention.unit > reach:
                    break
                if figure.kind != "person" or mention.weight < least or (age is not None and figure.age not in (None, age)):
                    continue
                if gender is None or figure.gender in (None, gender):
                    return figure
        return None

    def _relative(self, head: str, unit: Unit) -> Figure | None:
        for figure in self.recent(unit):
            if figure.kind == "person" and head in figure.role_words and head in FEMALE_WORDS | MALE_WORDS:
                return figure
        return None

    def _issuer(self, phrase: Phrase, reader: Reader, unit: Unit) -> Figure | None:
        """Whose statement, report or letter it is: named in the phrase, else whoever spoke last."""
        for index in range(phrase.start, phrase.end):
            run = reader.starting.get(index)
            if run is not None and run.end <= phrase.end and run.kind != "place" and run.words:
                return self.figure_of(run, reader, create=True, unit=unit)
            if reader.low(index) in ("from", "by") and index + 1 < phrase.end:
                return self._describe(Phrase("description", index + 1, phrase.end), reader, unit, create=True)
        for mention in reversed(self._mentions):
            if unit.ordinal - mention.unit > 3:
                break
            if (_is_body(mention.figure) and mention.weight >= _SUBJECT) or mention.weight >= _SPEAKER:
                return mention.figure if words_are_definite(phrase, reader) else None
        return None


def words_are_definite(phrase: Phrase, reader: Reader) -> bool:
    return reader.low(phrase.start) not in _INDEFINITE


def _is_body(figure: Figure) -> bool:
    return figure.kind == "body" or (
        figure.kind == "described" and any(_head(list(figure.words)) == b for b in (_head(list(figure.words)),) if b in BODIES)
    )


def _head(words: list[str]) -> str:
    """The last word before any preposition or relative clause."""
    for index, word in enumerate(words):
        if index and (word in PREPOSITIONS or word in ("who", "and", "that", "which") or word in POSTMODIFIERS):
            return words[index - 1]
    return words[-1]
