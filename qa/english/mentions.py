"""What a reader keeps in mind: who was mentioned lately and how prominently, and whom an epithet takes up."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product, takewhile

from qa.english.entities import Entities, Entity, gender_of_words
from qa.english.gazetteer import BODIES, BODY_NAMES, KIN, PLACES, THINGS, TIME_WORDS
from qa.english.lexicon import is_first_name, is_human, key
from qa.english.name_parts import HONORIFICS, PEERS
from qa.english.name_spans import PUBLIC
from qa.english.phrases import POSTMODIFIERS, PREPOSITIONS
from qa.english.reporting_sentences import ReportingSentence
from qa.english.word_lists import entries_of, word_list

# Fit anybody, whatever else the text calls them.
_OPEN = word_list("open descriptions")
# Papers that are called as people are.
_PAPERS = word_list("people and papers")
# Words in the names of bodies that are no company.
_NO_COMPANIES = PUBLIC | word_list("no companies")
# Say little of their own.
_NEUTRAL = word_list("neutral")
# Make another office of it: the deputy mayor is not the mayor.
OTHER_OFFICE = frozenset("deputy vice assistant acting shadow junior associate lieutenant lt".split())
# Offices that several people hold, each for a place or a trade of their own.
OFFICES = word_list("offices")
_ROLE, _MODIFIER, _HEARD, _CONFLICT, _CONTRADICTED, _FORMERLY = 4.0, 1.5, 0.7, 1.0, 3.0, 2.0
# How far back, in sentences, a pronoun or an epithet reaches: about two paragraphs of agency copy.
_REACH = 9
# What makes a mention the likelier antecedent, in sentences of distance: subject and speaker outweigh two.
SPEAKER, SUBJECT, OBJECT, ASIDE = 3.0, 2.0, 0.6, 0.0
# A paragraph that opens with somebody stays with them.
SAME_PARAGRAPH = 0.6
# Heads that mean whoever holds the office, so an unmatched one is a source of its own and not the last speaker.
_UNIQUE = word_list("one of a kind")
# An epithet looks back less hastily than a pronoun: what a mention loses with every sentence, and how far a bare guess reaches.
_FADING, _NEAR = 0.3, 4
# How far back a body that is only mentioned is "the company".
_AT_HAND = 2
# How far back a person without a name, who spoke last, is "the person", and nobody else is "the worker".
_TAKEN_UP = 2
# What counts as evidence that somebody is meant, and what a person not mentioned lately starts with.
_EVIDENCE, _FAR = 1.5, -2.0
# What a body is taken up as, whatever its name.
CONCERNS = word_list("concerns")


@cache
def _alike(name: str) -> dict[str, set[int]]:
    """Map each word of a list to the entries that it is in: words that newspapers put for one another."""
    found: dict[str, set[int]] = {}
    for number, entry in enumerate(entries_of(name)):
        for word in entry.split():
            found.setdefault(word, set()).add(number)
    return found


def _among(word: str, words: set[str]) -> bool:
    if word in words:
        return True
    for groups in (_alike("roles alike"), _alike("origins alike")):
        alike = groups.get(word)
        if alike is not None and any(not alike.isdisjoint(groups.get(other, ())) for other in words):
            return True
    return False


def fitness(entity: Entity, head: str, modifiers: set[str], names: set[str]) -> float | None:
    """Return how well the person fits: about 4 for the role itself, below 0 for another role; None for somebody else.

    `names` are those modifiers that stand with a capital: places, parties, teams.
    """
    gender = gender_of_words([head])
    if gender is not None and entity.gender not in (None, gender):
        return None
    score = 0.0
    fits = _among(head, entity.role_words)
    if fits:
        score += _ROLE
        if head in OFFICES and "former" in entity.role_words and "former" not in modifiers:
            score -= _FORMERLY
    elif _among(head, entity.heard):
        score += _MODIFIER
    elif (
        head not in _OPEN
        and head not in _alike("origins alike")
        and any(is_human(word) and word not in HONORIFICS | PEERS for word in entity.role_words)
    ):
        score -= _CONFLICT
    for modifier in modifiers - _NEUTRAL:
        if modifier.endswith("-year-old"):
            if entity.age is not None and not modifier.startswith(entity.age):
                return None
            score += _ROLE * (entity.age is not None)
        elif _among(modifier, entity.role_words):
            score += _MODIFIER
        elif modifier in entity.heard:
            score += _HEARD
        elif modifier in OTHER_OFFICE:
            return None
        elif fits and head in OFFICES and entity.role is not None and len(entity.role.split()) > 1:
            score -= _CONTRADICTED  # "the health minister" isn't the finance minister
        elif modifier in names:
            score -= _MODIFIER / 2
    return score


@dataclass(slots=True)
class Mention:
    sentence: int
    position: int
    entity: Entity
    weight: float
    paragraph: int


class Mentions:
    """The latest mentions, and the sources described without a name."""

    def __init__(self, entities: Entities) -> None:
        self.entities = entities
        self.asker: Entity | None = None  # whose question the paragraph before was: "he" and "she" are less likely they
        self.hearer: Entity | None = None  # who is told what the subject says: "the employee told Lee" is not about Lee
        self.strangers: set[str] = set()  # "a driver found it": the driver may well be nobody who has a name here
        self.issued: tuple[int, Entity] | None = None  # the last sentence that spoke of a letter or a statement, and its writer
        self.mentions: deque[Mention] = deque(maxlen=60)
        self.described: deque[Entity] = deque(maxlen=40)

    def remember(self, sentence: ReportingSentence, position: int, entity: Entity, weight: float) -> None:
        self.mentions.append(Mention(sentence.ordinal, position, entity, weight, sentence.paragraph))

    def back(self, sentence: ReportingSentence, reach: int = _REACH) -> Iterator[Mention]:
        """Yield the mentions of this sentence and of the `reach` before it, the latest first."""
        return takewhile(lambda each: sentence.ordinal - each.sentence <= reach, reversed(self.mentions))

    def recent(self, sentence: ReportingSentence) -> list[Entity]:
        """Return the entities of the last sentences, whoever was last on stage first: "when brother Joe was there" isn't."""
        lately = [each for each in self.mentions if sentence.ordinal - each.sentence <= _REACH]
        lately.sort(key=lambda each: (each.weight + each.sentence, each.position), reverse=True)
        return list(dict.fromkeys(each.entity for each in lately))

    def current(self, sentence: ReportingSentence) -> Entity | None:
        """Return who goes on speaking in an untagged quotation: the last speaker, or whoever took the stage since."""
        least = ((each, SPEAKER if each.entity.plural or is_body(each.entity) else SUBJECT) for each in self.back(sentence, 3))
        return next((mention.entity for mention, weight in least if mention.weight >= weight), None)

    def _of_age(self, sentence: ReportingSentence, age: str) -> Entity | None:
        """Return who is of that age, else, from now on, the last person who spoke or was a subject or was mentioned at all."""
        known = next((each for each in self.recent(sentence) if each.age == age), None)
        people = [each for each in self.back(sentence) if each.entity.kind == "person" and each.entity.age is None]
        meant = known or next((each.entity for least in (SUBJECT, ASIDE) for each in people if each.weight >= least), None)
        if meant is not None:
            meant.age = age
        return meant

    def meant(self, words: list[str], head: str, sentence: ReportingSentence, names: set[str]) -> Entity | None:
        """Return whom "the official", "the 43-year-old" or "the company" takes up; `names` as in `fitness`."""
        if head.endswith("-year-old"):
            return self._of_age(sentence, head.split("-")[0])
        short = [w for w in words[1:] if w not in PREPOSITIONS and w not in ("the", "a", "an")]
        modifiers = {w for w in short if w != head}
        one = is_human(head) and not (head.endswith("s") and is_human(head[:-1])) and head != "source"  # has no name
        person = self._fitting(head, modifiers, names, sentence) if one else None
        for entity in [*self.recent(sentence), *reversed(self.described)]:
            if entity is person:
                return entity
            if entity is self.hearer:
                continue
            if entity.kind == "described" and head_of([*entity.words]) == head:
                if modifiers - {"senior", "former"} <= set(entity.words):
                    return entity
            elif entity.kind == "body" and head in BODIES and len(short) == 1 and head in map(key, entity.words):
                return entity
        if head in CONCERNS and len(short) == 1:
            return self._concern(head, sentence)
        if person is not None:
            return person
        if "'s" in words:
            return None  # "the boy's uncle" is somebody else than whoever spoke last
        # "the Guardian", "the Star Tribune"; but "the Ohio Republican"
        own = head in names and (head in BODY_NAMES or (head in _PAPERS and bool(modifiers) and modifiers <= names))
        own = own or "for" in words or "on" in words  # "the lawyer for the family"
        if (
            words[0] == "the"
            and len(short) <= 5
            and not own
            and is_human(head)
            and head not in _UNIQUE
            and not head.endswith("s")
        ):
            return self._likely(head, modifiers, names, sentence)
        return None

    def _concern(self, head: str, sentence: ReportingSentence) -> Entity | None:
        """Return the body most on stage lately, no public one for "the company", or a lone name, which may be a company's."""
        best, chosen = 0.0, None
        company = head in ("company", "firm")
        spoke = {id(each.entity) for each in self.mentions if each.weight >= SPEAKER}
        for mention in self.mentions:
            entity, distance = mention.entity, sentence.ordinal - mention.sentence
            if mention.weight < SUBJECT - 0.5 and id(entity) not in spoke:
                continue  # a body that is only mentioned
            words = {key(each) for each in entity.words}
            public = company and not words.isdisjoint(PUBLIC)
            body = entity.kind == "body" and not words <= PLACES and not public
            value = mention.weight + 1 - _FADING * distance
            if (may_be_body(entity) or body) and distance <= _REACH and value >= best:
                best, chosen = value, entity
        return chosen or (self._only_company(sentence) if company else None)

    def _only_company(self, sentence: ReportingSentence) -> Entity | None:
        """Return the only body that the text has named so far, where that was lately and it may be a company."""
        bodies = [(m, set(map(key, m.entity.words))) for m in self.mentions if m.entity.kind == "body"]
        bodies = [(mention, words) for mention, words in bodies if not words <= PLACES]
        if len({id(mention.entity) for mention, _ in bodies}) != 1:
            return None
        last, words = bodies[-1]
        near = sentence.ordinal - last.sentence <= _AT_HAND
        return last.entity if near and words.isdisjoint(_NO_COMPANIES) else None

    def _fitting(self, head: str, modifiers: set[str], names: set[str], sentence: ReportingSentence) -> Entity | None:
        """Return the person of the article so far whom the words fit best, given evidence that they mean anybody named."""
        best, chosen = _EVIDENCE, None
        at_hand: dict[int, float] = {}
        for mention in self.mentions:
            value = mention.weight - _FADING * (sentence.ordinal - mention.sentence)
            at_hand[id(mention.entity)] = max(value, at_hand.get(id(mention.entity), _FAR))
        for entity in self.entities.people:
            fit = fitness(entity, head, modifiers, names) if entity.introduced < sentence.start else None
            if fit is None or fit < _EVIDENCE or entity is self.hearer:
                continue
            if (value := fit + at_hand.get(id(entity), _FAR)) > best:
                best, chosen = value, entity
        return chosen

    def _likely(self, head: str, modifiers: set[str], names: set[str], sentence: ReportingSentence) -> Entity | None:
        """Return, without evidence, whoever spoke or was a subject last, rather somebody whom nothing speaks against."""
        last = next((each.entity for each in self.back(sentence, _TAKEN_UP) if each.weight >= SPEAKER), None)
        if last is not None and last.kind == "described" and _is_one(last):
            gender = gender_of_words([head])
            return last if head in _OPEN and gender in (None, last.gender or gender) else None
        people = [e for e in self.back(sentence, _NEAR) if e.entity.kind == "person" and not may_be_body(e.entity)]
        fits = [(each, fit) for each in people if (fit := fitness(each.entity, head, modifiers, names)) is not None]
        for least, lowest in product((SUBJECT, ASIDE), (0.0,) if head in self.strangers else (0.0, -9.0)):
            if (found := next((each for each, fit in fits if each.weight >= least and fit >= lowest), None)) is not None:
                return found.entity if found.entity is not self.hearer else None
        return None

    def issue(self, sentence: ReportingSentence) -> None:
        """Note that the sentence speaks of a letter or a statement: whoever is on stage wrote it."""
        writers = [m for m in self.mentions if m.sentence == sentence.ordinal and m.weight >= SUBJECT]
        if writers:
            self.issued = (sentence.ordinal, writers[-1].entity)

    def issuer(self, sentence: ReportingSentence) -> Entity | None:
        """Return whose letter "it" is, when one was spoken of lately."""
        return self.issued[1] if self.issued is not None and sentence.ordinal - self.issued[0] <= _NEAR else None

    def relative(self, head: str, sentence: ReportingSentence, possessor: Entity | None) -> Entity | None:
        """Return whom "her sister" means: a sister mentioned lately who isn't “her”."""
        if head not in KIN:
            return None
        sisters = (each for each in self.recent(sentence) if each.kind == "person" and head in each.role_words)
        return next((each for each in sisters if each is not possessor), None)


def _is_one(entity: Entity) -> bool:
    """Whether a description is of one person: "a nurse", "one of the nurses"."""
    return not entity.plural and not is_body(entity) and (is_human(head_of([*entity.words])) or entity.words[0] == "one")


def is_body(entity: Entity) -> bool:
    return entity.kind == "body" or (entity.kind == "described" and head_of(list(entity.words)) in BODIES)


def may_be_body(entity: Entity) -> bool:
    """Whether a name taken for a person's may as well be a company's or a paper's: nothing tells of a person."""
    return entity.kind == "person" and entity.gender is None and not entity.role and not is_first_name(entity.words[0])


def is_thing(entity: Entity) -> bool:
    """Whether a name that was taken for a person's is a thing's or a team's: "Tropical Storm Lee", "the Grey Herons"."""
    if entity.kind != "person" or is_first_name(entity.words[0]):
        return False
    return (entity.articled and may_be_body(entity)) or not THINGS.isdisjoint(map(key, entity.words[:-1]))


def head_of(words: list[str]) -> str:
    """Return the last word before any preposition or relative clause, of "state and local officials" the last of all."""
    for index, word in enumerate(words):
        joined = word == "and" and words[-1].endswith("s") and is_human(words[-1])
        if joined and index and not is_human(words[index - 1]):
            continue
        if index and (word in PREPOSITIONS or word in ("who", "and", "that", "which") or word in POSTMODIFIERS):
            while index > 1 and word in ("by", "from") and (words[index - 1].endswith("ed") or words[index - 1] in TIME_WORDS):
                index -= 1  # "data compiled on Monday by the bank"
            return words[index - 1]
    return words[-1]
