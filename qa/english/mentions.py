"""What a reader keeps in mind: who was mentioned lately and how prominently, and who an epithet takes up."""

from collections import deque
from dataclasses import dataclass

from qa.english.entities import Entities, Entity
from qa.english.gazetteer import BODIES, PLACES
from qa.english.lexicon import is_first_name, is_human, key
from qa.english.nominal_coreference import fitness
from qa.english.nouns import KIN
from qa.english.phrases import POSTMODIFIERS, PREPOSITIONS
from qa.english.reporting_sentences import ReportingSentence
from qa.english.word_lists import word_list

# How far back, in units, a pronoun or an epithet reaches: about two paragraphs of agency copy.
REACH = 9
# What makes a mention the likelier antecedent, in units of distance: subject and speaker outweigh two sentences.
SPEAKER, SUBJECT, OBJECT, ASIDE = 3.0, 2.0, 0.6, 0.0
# A paragraph that opens with somebody stays with them.
SAME_PARAGRAPH = 0.6
# Heads that mean whoever holds the office, so an unmatched one is a source of its own and not the last speaker.
_UNIQUE = word_list("one of a kind")
# An epithet looks back less hastily than a pronoun: what a mention loses with every unit, and how far a bare guess reaches.
_FADING, _NEAR = 0.3, 4
# What counts as evidence that somebody is meant, and what a person not mentioned lately starts with.
_EVIDENCE, _FAR = 1.5, -2.0
# What a body is taken up as, whatever its name.
CONCERNS = word_list("concerns")


@dataclass(slots=True)
class Mention:
    unit: int
    position: int
    figure: Entity
    weight: float
    paragraph: int


class Mentions:
    """The latest mentions, and the sources described without a name."""

    def __init__(self, cast: Entities) -> None:
        self.cast = cast
        self.asker: Entity | None = None  # whose question the paragraph before was: the answer is somebody else's
        self.strangers: set[str] = set()  # "a driver found it": the driver may well be nobody who has a name here
        self.issued: tuple[int, Entity] | None = None  # the last unit that spoke of a letter or a statement, and its writer
        self.mentions: deque[Mention] = deque(maxlen=60)
        self.described: deque[Entity] = deque(maxlen=40)

    def remember(self, unit: ReportingSentence, position: int, figure: Entity, weight: float) -> None:
        self.mentions.append(Mention(unit.ordinal, position, figure, weight, unit.paragraph))

    def recent(self, unit: ReportingSentence) -> list[Entity]:
        """The entities of the last sentences, most recent first."""
        seen: list[Entity] = []
        for mention in reversed(self.mentions):
            if unit.ordinal - mention.unit > REACH:
                break
            if mention.figure not in seen:
                seen.append(mention.figure)
        return seen

    def current(self, unit: ReportingSentence) -> Entity | None:
        """Whose words an untagged quotation goes on with: the last speaker, unless somebody took the stage since."""
        for mention in reversed(self.mentions):
            if unit.ordinal - mention.unit > 3:
                break
            bystander = mention.figure.plural or is_body(mention.figure)
            if mention.weight >= (SPEAKER if bystander else SUBJECT):
                return mention.figure
        return None

    def _of_age(self, unit: ReportingSentence, age: str) -> Entity | None:
        """The last person who spoke or was a subject, then the last one mentioned at all, who may be of that age."""
        for least in (SUBJECT, ASIDE):
            for mention in reversed(self.mentions):
                figure = mention.figure
                if unit.ordinal - mention.unit > REACH:
                    break
                if figure.kind == "person" and mention.weight >= least and figure.age in (None, age):
                    return figure
        return None

    def meant(self, words: list[str], head: str, unit: ReportingSentence, names: set[str]) -> Entity | None:
        """The earlier figure that "the official", "the 43-year-old" or "the company" takes up; `names` as in `fitness`."""
        if head.endswith("-year-old"):
            age = head.split("-")[0]
            for figure in self.recent(unit):
                if figure.age == age:
                    return figure
            aged = self._of_age(unit, age)
            if aged is not None:
                aged.age = age
            return aged
        short = [w for w in words[1:] if w not in PREPOSITIONS and w not in ("the", "a", "an")]
        modifiers = {w for w in short if w != head}
        person = self._fitting(head, modifiers, names, unit) if is_human(head) else None
        for figure in [*self.recent(unit), *reversed(self.described)]:
            if figure.kind == "described":
                if (
                    head in figure.words
                    and head_of(list(figure.words)) == head
                    and modifiers - {"senior", "former"} <= set(figure.words)
                ):
                    return figure
            elif figure.kind == "person":
                if figure is person:
                    return figure
            elif head in BODIES and len(short) == 1 and head in {key(w) for w in figure.words}:
                return figure
        if head in CONCERNS and len(short) == 1:
            return self._concern(unit)
        if person is not None:
            return person
        if "'s" in words:
            return None  # "the boy's uncle" is somebody else than whoever spoke last
        if words[0] == "the" and len(short) <= 5 and is_human(head) and head not in _UNIQUE and not head.endswith("s"):
            return self._likely(head, modifiers, names, unit)
        return None

    def _concern(self, unit: ReportingSentence) -> Entity | None:
        """The body most on stage lately, or a lone name of no known kind, which may as well be a company's."""
        best, chosen = 0.0, None
        for mention in self.mentions:
            figure, distance = mention.figure, unit.ordinal - mention.unit
            lone = figure.kind == "person" and figure.gender is None and not figure.role and not is_first_name(figure.words[0])
            body = figure.kind == "body" and not all(key(each) in PLACES for each in figure.words)
            value = mention.weight + 1 - _FADING * distance
            if (lone or body) and distance <= REACH and value >= best:
                best, chosen = value, figure
        return chosen

    def _fitting(self, head: str, modifiers: set[str], names: set[str], unit: ReportingSentence) -> Entity | None:
        """The person of the article so far whom the words fit best, given evidence that they mean anybody named."""
        best, chosen = 0.0, None
        at_hand: dict[int, float] = {}
        for mention in self.mentions:
            value = mention.weight - _FADING * (unit.ordinal - mention.unit)
            at_hand[id(mention.figure)] = max(value, at_hand.get(id(mention.figure), _FAR))
        for figure in self.cast.people:
            fit = fitness(figure, head, modifiers, names) if figure.introduced < unit.start else None
            if fit is not None and fit >= _EVIDENCE and fit + at_hand.get(id(figure), _FAR) > best:
                best, chosen = fit + at_hand.get(id(figure), _FAR), figure
        return chosen

    def _likely(self, head: str, modifiers: set[str], names: set[str], unit: ReportingSentence) -> Entity | None:
        """Without evidence, whoever spoke or was a subject last, rather somebody whom nothing speaks against."""
        for least, lowest in ((SUBJECT, 0.0), (SUBJECT, -9.0), (ASIDE, 0.0), (ASIDE, -9.0)):
            if lowest < 0 and head in self.strangers:
                continue
            for mention in reversed(self.mentions):
                if unit.ordinal - mention.unit > _NEAR:
                    break
                if mention.figure.kind == "person" and mention.weight >= least:
                    fit = fitness(mention.figure, head, modifiers, names)
                    if fit is not None and fit >= lowest:
                        return mention.figure
        return None

    def issue(self, unit: ReportingSentence) -> None:
        """Notes that the unit speaks of a letter or a statement: whoever is on stage wrote it."""
        writers = [m for m in self.mentions if m.unit == unit.ordinal and m.weight >= SUBJECT]
        if writers:
            self.issued = (unit.ordinal, writers[-1].figure)

    def issuer(self, unit: ReportingSentence) -> Entity | None:
        """Whose letter "it" is, when one was spoken of lately."""
        return self.issued[1] if self.issued is not None and unit.ordinal - self.issued[0] <= _NEAR else None

    def relative(self, head: str, unit: ReportingSentence, possessor: Entity | None) -> Entity | None:
        """Whom "her sister" means: a sister mentioned lately who isn't "her"."""
        if head not in KIN:
            return None
        for figure in self.recent(unit):
            if figure.kind == "person" and head in figure.role_words and figure is not possessor:
                return figure
        return None


def is_body(figure: Entity) -> bool:
    return figure.kind == "body" or (figure.kind == "described" and head_of(list(figure.words)) in BODIES)


def head_of(words: list[str]) -> str:
    """The last word before any preposition or relative clause."""
    for index, word in enumerate(words):
        if index and (word in PREPOSITIONS or word in ("who", "and", "that", "which") or word in POSTMODIFIERS):
            return words[index - 1]
    return words[-1]
