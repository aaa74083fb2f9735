"""Made-up news articles, as many as a benchmark needs: the same seed gives the same ones, and no two are alike.

They read like regional news: people with roles who are quoted, places, bodies, sums and dates, over a dozen fields. They are
there to fill a library with text of realistic length and vocabulary, not to say anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice
from random import Random

from eval.benchmarks.article_words import (
    FIELDS,
    FIRST,
    MOODS,
    PLACE_HEADS,
    PLACE_TAILS,
    REASONS,
    RESULTS,
    SEASONS,
    SURNAME_HEADS,
    SURNAME_TAILS,
    VERBS,
)
from qa.types import Document

_PARAGRAPHS = (6, 12)


@dataclass(frozen=True, slots=True)
class Article:
    """A document and questions that its text answers."""

    document: Document
    questions: tuple[str, ...]


def articles(seed: int = 0) -> Iterator[Article]:
    """Without end. An article depends on the seed and its number alone."""
    return (_Writer(seed, number).write() for number in count())


def first_articles(number: int, seed: int = 0) -> tuple[Article, ...]:
    return tuple(islice(articles(seed), number))


class _Writer:
    """Writes one article."""

    def __init__(self, seed: int, number: int) -> None:
        self._random = Random(f"{seed}/{number}")
        self._number = number
        self._field = self._random.choice(FIELDS)
        self._place = self._new_place()
        self._body = f"{self._place} {self._field.body}"
        self._project = self._one(self._field.project)
        self._concern, self._worry = self._random.sample(self._field.concern, 2)
        self._published = date(2015, 1, 1) + timedelta(days=self._random.randrange(3650))
        self._people = tuple(self._name() for _ in range(4))
        self._questions: list[str] = []

    def write(self) -> Article:
        title = f"{self._body} {self._one(VERBS)} {self._project} over {self._concern}"
        kinds = (self._sum, self._speech, self._history, self._critic, self._plan, self._count, self._scene, self._reported)
        body = [self._lead()]
        order = self._random.sample(kinds, len(kinds)) + self._random.choices(kinds, k=_PARAGRAPHS[1])
        body += [paragraph() for paragraph in order[: self._random.randint(*_PARAGRAPHS)]]
        document = Document.create(
            source=f"made-up/{self._number:06}",
            title=title,
            text="\n\n".join(body),
            published=self._published.isoformat(),
        )
        return Article(document, tuple(dict.fromkeys(self._questions)))

    def _lead(self) -> str:
        self._questions.append(f"What did the {self._body} decide about the {self._project}?")
        return (
            f"The {self._body} voted {self._random.randint(5, 14)} to {self._random.randint(0, 4)} on {self._day()} for "
            f"{self._article(self._project)} at {self._new_place()}, after {self._long()} of argument about {self._concern}. "
            f"The decision ends {self._one(RESULTS)}."
        )

    def _sum(self) -> str:
        town = self._new_place()
        self._questions.append(f"How much will the {self._project} in {town} cost?")
        return (
            f"The {self._project} in {town} will cost {self._amount()} million crowns, {self._random.randint(3, 60)}% more "
            f"than the {self._amount()} million first announced in {self._year()}. Most of the rise comes from "
            f"{self._one(self._field.detail)}, according to {self._name()}, {self._article(self._role())} who "
            "read the estimate."
        )

    def _speech(self) -> str:
        person = self._person()
        self._questions.append(f"What did {person} say about {self._worry}?")
        return (
            f"“We have talked about {self._worry} since {self._year()}, and {self._one(self._field.detail)} alone won't "
            f"settle it,” said {person}, {self._article(self._role())} in {self._new_place()}. "
            f"“Give us {self._long()} and {self._amount()} more {self._unit()}, and you will see the difference.”"
        )

    def _reported(self) -> str:
        person = self._person()
        return (
            f"{person} told the {self._new_place()} Courier that {self._one(self._field.concern)} had "
            f"cost the region {self._amount()} million crowns, adding that the figure was “{self._one(MOODS)} arithmetic”. "
            f"The {self._field.body} of {self._new_place()} disagreed and said it would publish its own count "
            f"of {self._unit()}."
        )

    def _history(self) -> str:
        founder = self._name()
        self._questions.append(f"Why was work in {self._place} stopped?")
        return (
            f"A first {self._one(self._field.project)} was begun in {self._year()} under {founder}, but work in {self._place} "
            f"stopped because {self._one(REASONS)}. What was left of {self._one(self._field.detail)} went to "
            f"{self._new_place()}, where {self._article(self._role())} still keeps it."
        )

    def _critic(self) -> str:
        critic = self._person()
        return (
            f"{critic}, {self._article(self._role())}, was {self._one(MOODS)}. “Nobody in {self._new_place()} asked for "
            f"this,” {self._random.choice(('she', 'he'))} said. “They asked about {self._one(self._field.concern)}.”"
        )

    def _plan(self) -> str:
        when = f"{self._one(SEASONS)} {self._published.year + self._random.randint(1, 6)}"
        builders, detail = self._new_place(), self._one(self._field.detail)
        self._questions.append(f"When will the contractors from {builders} finish {detail}?")
        return (
            f"Contractors from {builders} are to finish {detail} by {when}. Until then "
            f"{self._article(self._role())} will inspect the site every {self._random.randint(2, 9)} weeks and report on "
            f"{self._worry} to {self._name()}."
        )

    def _count(self) -> str:
        unit, town = self._unit(), self._new_place()
        self._questions.append(f"How many {unit} were counted in {town}?")
        return (
            f"In {town}, {self._amount()} {unit} were counted last year, against {self._amount()} in {self._year()}. "
            f"Neighbouring {self._new_place()} reported {self._amount()}, though its records on "
            f"{self._one(self._field.detail)} are incomplete and had to be read by hand."
        )

    def _scene(self) -> str:
        return (
            f"On {self._day()} a {self._one(MOODS)} crowd of about {self._amount()} filled the hall at {self._new_place()}; "
            f"some carried pictures of {self._one(self._field.detail)}, others wanted to hear {self._name()} explain "
            f"{self._one(self._field.concern)}. It took {self._long()} of patience, and the lights went out twice."
        )

    # -- words -------------------------------------------------------------------------------------------------------

    def _one(self, words: tuple[str, ...]) -> str:
        return self._random.choice(words)

    def _person(self) -> str:
        """Someone who comes back in this article."""
        return self._one(self._people)

    def _name(self) -> str:
        return f"{self._one(FIRST)} {self._one(SURNAME_HEADS)}{self._one(SURNAME_TAILS)}"

    def _new_place(self) -> str:
        return self._one(PLACE_HEADS) + self._one(PLACE_TAILS)

    def _role(self) -> str:
        return self._one(self._field.role)

    def _unit(self) -> str:
        return self._one(self._field.unit)

    def _amount(self) -> str:
        return f"{round(10 ** self._random.uniform(1, 5)):,}"

    def _year(self) -> int:
        return self._published.year - self._random.randint(1, 60)

    def _long(self) -> str:
        return f"{self._random.randint(2, 30)} {self._random.choice(('days', 'weeks', 'months', 'years'))}"

    def _day(self) -> str:
        return f"{self._published - timedelta(days=self._random.randint(0, 6)):%A}"

    def _article(self, noun: str) -> str:
        return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
