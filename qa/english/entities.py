"""Everyone an article names: one entity a person, however often and however briefly they are mentioned."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from qa.english.gazetteer import FEMALE_WORDS, KIN, MALE_WORDS
from qa.english.lexicon import FAMILY_FIRST, REMEMBERED, Gender, first_names, head_word, is_first_name, key, known_name
from qa.english.name_parts import GENERATIONS, HONORIFICS, SUFFIXES
from qa.english.name_spans import NameSpan
from qa.english.word_classes import word_class

# No roles: nearly anybody is a "Mr."; but a professor is something.
NO_ROLES = HONORIFICS - {"prof"}
# Titles that don't say who of one name is meant: of Tom and Dr. Ann Lee, "Dr. Lee" is she.
UNTELLING = NO_ROLES - {"dr"}
# So far, in characters, a whole name reaches; so often a word alone must have stood for somebody who goes by it. Found on 139
# places where several people had the name.
_NEARLY, _OFTEN = 600, 3
_OWNER = re.compile(r".*(?:['’]s|s['’])\s")


@dataclass(slots=True, eq=False)
class Entity:
    """A person, a body or a described source. `name` is the fullest the article gives."""

    name: str
    kind: Literal["person", "body", "described"]
    words: tuple[str, ...] = ()
    gender: Gender | None = None
    role: str | None = None
    age: str | None = None
    plural: bool = False
    articled: bool = False  # "the Grey Herons lost": no single person's name
    role_words: set[str] = field(default_factory=set)
    heard: set[str] = field(default_factory=set)  # words of the sentences that open with the entity
    introduced: int = 0
    named: list[int] = field(default_factory=list)  # where the whole name stands

    def add_role(self, role: str | None) -> None:
        if not role:
            return
        if key(role) not in NO_ROLES:
            self.role = self.role or role
        words = {key(word) for word in role.replace("’s", "").replace("'s", "").split()}
        self.role_words |= words | {part for word in words if not word.startswith("co-") for part in word.split("-")}
        if self.kind == "person":
            own = _OWNER.sub("", role)  # "Princess Boats' director" is a director
            self.gender = gender_of_words(own.split()) or self.gender  # a mother is a she, whatever her first name


def gender_of_words(words: list[str]) -> Gender | None:
    """Return the gender of a description's head noun: of the first gendered word before any preposition."""
    for word in words:
        low = head_word(key(word))
        if low in ("of", "for", "at", "to", "with", "from", "in", "who", "and", "by"):
            return None
        if low in FEMALE_WORDS and low not in ("her", "she"):
            return "f"
        if low in MALE_WORDS and low not in ("his", "he"):
            return "m"
    return None


def gender_of_name(words: tuple[str, ...]) -> Gender | None:
    known = known_name(key(words[0]))
    return first_names()[known] if known is not None else None


class Entities:
    """The entities of one article, looked up by any short form of a name."""

    def __init__(self) -> None:
        self._exact: dict[tuple[str, ...], Entity] = {}
        self.people: list[Entity] = []
        self._by_word: dict[str, list[Entity]] = defaultdict(list)
        self.short: set[tuple[str, ...]] = set()  # single words that stand for a name more than once
        self.alone: dict[str, list[int]] = defaultdict(list)  # where each name of one word stands
        self.told_of: dict[str, Counter[str]] = defaultdict(Counter)  # how many "he" and "she" its sentences have

    def add(self, span: NameSpan, position: int, kind: Literal["person", "body"], aliases: bool = True) -> Entity:
        """Return the entity this span of words names, a new one if need be."""
        words = _bare(span.words)
        exact = _keys(words)
        surname = exact[-1]
        entity = self._exact.get(exact)
        junior = _generation(span.words)
        if entity is not None and junior and len(words) > 1 and _generation(tuple(entity.name.split())) != junior:
            exact += junior  # "Donald Trump Jr." where Donald Trump has been named
            entity = self._exact.get(exact)
        elif entity is None and kind == "person":
            entity = self._same_person(words) or self._ending(exact)
        if entity is None:
            entity = Entity(" ".join(span.words), kind, words, introduced=position)
            if kind == "person":
                entity.gender = gender_of_name(words) if len(words) > 1 or span.name == span.start else None
                self.people.append(entity)
            for word in {exact[0], surname, _without_article(surname)} if aliases else set():
                self._by_word[word].append(entity)
        elif kind == "person" and len(" ".join(span.words)) > len(entity.name):
            entity.name, entity.words = " ".join(span.words), words
        if kind == "person":
            _drop_title(entity, words)
        if len(words) > 1:
            entity.named.append(position)
        self._exact[exact] = entity
        return entity

    def alias(self, name: str, entity: Entity) -> None:
        self._exact[_keys(tuple(name.split()))] = entity

    def kin(self, head: str, possessor: Entity | None) -> Entity | None:
        """Return the one person of the article introduced as a sister, where "her sister" is told of."""
        if head not in KIN:
            return None
        entities = [f for f in self.people if head in f.role_words and f is not possessor]
        gender = gender_of_words([head])
        if not entities and gender is not None and possessor is not None:
            surname = possessor.words[-1:]  # "His wife laughs", of Curtis and Yvonne Beauchamp
            family = [f for f in self.people if f.words[-1:] == surname and f is not possessor]
            entities = [f for f in family if f.gender == gender]
        return entities[0] if len(entities) == 1 else None

    def known(
        self,
        words: tuple[str, ...],
        gender: Gender | None = None,
        recent: Callable[[], list[Entity]] = list,
        at: int = 0,
        titled: frozenset[str] = frozenset(),
    ) -> tuple[Entity | None, bool]:
        """Return the entity that a name or part of one means, and whether several might be meant.

        `recent` is asked where several might be: the last one mentioned is meant, unless another goes by this word `at` this
        place of the text. A word of a title that one of them alone has says which.
        """
        bare = _bare(words)
        if not bare:
            return None, False
        exact = _keys(bare)
        junior = _generation(words)
        sons = [f for f in self._by_word.get(exact[-1], []) if _generation(tuple(f.name.split())) == junior] if junior else []
        if len(sons) == 1:
            return sons[0], False
        if exact in self._exact:
            return self._exact[exact], False
        if len(exact) > 1:
            same = self._same_person(bare) or self._ending(exact)
            if same is not None:
                return same, False
            if is_first_name(bare[0]):
                return None, False
        last = exact[-1]
        entities = self._by_word.get(last, [])[-40:]
        people = [f for f in entities if f.kind == "person"]
        matches = [f for f in people if last in (key(f.words[-1]), _without_article(key(f.words[-1])))]
        matches += [f for f in entities if f not in matches and _goes_by_first_word(f) and key(f.words[0]) == last]
        # "Nokia" is no "Nokia Lumia"
        firsts = [f for f in people if f.gender or f.role or is_first_name(f.words[0])] if len(exact) == 1 else []
        matches = matches or firsts
        if gender is not None:
            matches = [f for f in matches if f.gender in (None, gender)]
        if len(matches) > 1:
            alike = [f for f in matches if bool(_generation(tuple(f.name.split()))) == bool(junior)]
            matches = alike or matches
        if len(matches) > 1:
            matches = [f for f in matches if not _is_misread(f, matches)]
        if len(matches) > 1 and titled:
            matches = [f for f in matches if not titled.isdisjoint(f.role_words)] or matches
        if len(matches) <= 1:
            return (matches[0] if matches else None), False
        last_mentioned = next((each for each in recent() if each in matches), None)
        meant = self._going_by(last, matches, last_mentioned, at) or last_mentioned
        return meant, meant is None

    def _going_by(self, word: str, matches: list[Entity], last: Entity | None, at: int) -> Entity | None:
        """Return who goes by this word alone, where another's whole name stood a while ago: "Biden" is no Hunter Biden then."""
        if last is not None and any(at - _NEARLY <= place <= at + _NEARLY for place in last.named):
            return None
        until = min(at, last.introduced) if last is not None else at
        others = [each for each in matches if each is not last and each.named]
        went = {id(each): sum(each.introduced < place < until for place in self.alone[word]) for each in others}
        meant = max(others, key=lambda each: (went[id(each)], each.introduced), default=None)  # of two the nearer one
        return meant if meant is not None and went[id(meant)] >= _OFTEN else None

    def _same_person(self, words: tuple[str, ...]) -> Entity | None:
        """Return the person with the same surname and the same first name, its short form or its initial."""
        if len(words) < 2:
            return None
        first, last = key(words[0]), key(words[-1])
        for entity in self._by_word.get(first, [])[-40:]:
            if entity.kind == "person" and len(entity.words) == 1 and is_first_name(first):
                return entity  # "her mother, Fiona," before "Fiona Parry"
        for entity in self._by_word.get(last, [])[-40:]:
            if entity.kind != "person" or len(entity.words) < 2 or key(entity.words[-1]) != last:
                continue
            other = key(entity.words[0])
            short, long = sorted((first, other), key=len)
            if short == long or (len(short) >= 3 and long.startswith(short)) or (len(short) == 1 and long[0] == short):
                return entity
        return None

    def _ending(self, exact: tuple[str, ...]) -> Entity | None:
        """Return the person whose longer name ends with these words: "van der Berg", "Yo Jong"."""
        people = (each for each in self._by_word.get(exact[-1], [])[-40:] if each.kind == "person")
        return next((each for each in people if _keys(each.words)[-len(exact) :] == exact), None)


def _is_misread(entity: Entity, others: list[Entity]) -> bool:
    """Whether another's name stands behind a word of the sentence: "Target DeSantis", "Will Elon Musk"."""
    first, rest = entity.words[0], entity.words[1:]
    if len(rest) > 1 and any(each.words == rest for each in others):
        return True
    whole = any(len(each.words) > 1 and is_first_name(each.words[0]) for each in others)
    return bool(rest) and whole and not is_first_name(first) and word_class(first.lower()).common > 0


def _without_article(word: str) -> str:
    """Cut an Arabic article: "al-Rifai" is "Rifai" as well."""
    return word[3:] if word.startswith(("al-", "el-", "as-", "ad-", "an-", "ul-")) and len(word) > 5 else word


@lru_cache(maxsize=REMEMBERED)
def _keys(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([key(word) for word in words])


@lru_cache(maxsize=REMEMBERED)
def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    kept = tuple(word for word in words if key(word) not in SUFFIXES)
    return kept or words


def _generation(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return which of several of one name it is, ("jr",) or ("iii",); () where the name doesn't say."""
    return tuple(key(word) for word in words if key(word) in GENERATIONS)


def _drop_title(entity: Entity, later: tuple[str, ...]) -> None:
    """Drop a title that no list knows: the "Ko" of "Ko Htet Naing", who is "Htet Naing" afterwards."""
    first, rest = entity.words[0], entity.words[1:]
    if len(later) > 1 and rest == later and (first == "Will" or not is_first_name(first)) and "." not in first:
        entity.name, entity.words = " ".join(later), later


def _goes_by_first_word(entity: Entity) -> bool:
    """Whether the surname stands first, in East Asian order: Kim Jong Un is Kim, Yang Jiechi is Yang."""
    first = key(entity.words[0])
    return first in FAMILY_FIRST and (len(entity.words) == 3 or (len(entity.words) == 2 and first not in ("kim", "lee")))


def no_one() -> Entity:
    """Return somebody whom nothing tells of, and who is nobody met before."""
    return Entity("no one", "described", ("",))
