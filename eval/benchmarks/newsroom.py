"""News-like articles for a library of any size: about a thousand words each, with the word frequencies of real text.

The sentences say nothing; what they share with news is what costs time. Words follow Zipf's law over the embedding model's own
vocabulary (which is ordered by frequency) and a long tail of invented names, an article comes back to its topic's words, and
one sentence in seven is somebody's, so that there are statements. An article depends on the seed and its number alone.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import product

import numpy as np

from qa.embedding.bundled import FOLDER, TOKENIZER_FILE
from qa.english.words import STOP_WORDS, words
from qa.types import Document, Span, Statement

# Zipf's law as Mandelbrot put it, p(rank) ~ 1 / (rank + 2.7); the 22,000 of the model and 28,000 names.
_WORDS, _OFFSET = 50_000, 2.7
_TOPIC_WORDS, _TOPIC_SHARE = 40, 0.25
_MOST_COMMON_TOPIC = 300  # rank; the words before it belong to no topic
_SENTENCES = (30, 60)
_SPEECH, _FIGURE = 0.15, 0.15
_FIRST = (
    "Ada Bjorn Carmen Dmitri Farid Greta Hugo Ines Jonas Leon Oscar Petra Quentin Rosa Samir Ulrich Vera Wanda Yusuf Esther "
    "Finn Gwen James Mary Robert Linda Michael Susan David Karen Thomas Sarah Daniel Nancy Paul Laura Mark Emma Peter Julia"
).split()
_HEADS = (
    "ald ber cas dor eb fai gra har in jar kes lin mor nor os pen qua rav ste tho us val wes yar zel bra cro dun fal ki".split()
)
_MIDDLES = "a e i o u an er in ol um ar es id ok ur al en il on ut am ed ik or us ast eld ing olm urn av eb ic of".split()
_TAILS = "man stad well berg ova ini croft quist elli ard sen wick ez ford aker ley ton by mouth field dale haven ridge".split()
_ROLES = "analyst engineer mayor minister professor farmer lawyer nurse director historian".split()
_PERIOD = (date(2015, 1, 1), 3650)


@dataclass(frozen=True, slots=True)
class Story:
    """A document and questions made of its words: one a sentence that was picked for it."""

    document: Document
    questions: tuple[str, ...]


@cache
def vocabulary() -> tuple[str, ...]:
    """The most frequent first; names begin with a capital."""
    tokenizer = json.loads((FOLDER / TOKENIZER_FILE).read_text(encoding="utf-8"))
    pieces: dict[str, int] = tokenizer["model"]["vocab"]
    plain = [
        piece for piece in sorted(pieces, key=pieces.__getitem__) if piece.isascii() and piece.isalpha() and len(piece) > 1
    ]
    names = ["".join(parts).capitalize() for parts in product(_HEADS, _MIDDLES, _TAILS)]
    more = [
        f"{head}{middle}{name.lower()}".capitalize() for name in names for head, middle in zip(_HEADS, _MIDDLES, strict=False)
    ]
    order = np.random.default_rng(0).permutation(len(more))
    return tuple([*plain, *names, *(more[place] for place in order)][:_WORDS])


class Newsroom:
    """Writes the articles of one seed."""

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed

    def stories(self, first: int = 0) -> Iterator[Story]:
        """From the article number `first` on, without end."""
        number = first
        while True:
            yield self.story(number)
            number += 1

    def story(self, number: int) -> Story:
        return _Writer(self, np.random.default_rng((self._seed, number)), number).write()

    @cached_property
    def shares(self) -> np.ndarray:
        """Cumulative, by rank."""
        weights = 1.0 / (np.arange(1, len(vocabulary()) + 1) + _OFFSET)
        return np.cumsum(weights / weights.sum())

    @cached_property
    def surnames(self) -> tuple[str, ...]:
        return tuple(word for word in vocabulary() if word[0].isupper())[:20_000]


class _Writer:
    """Writes one article."""

    def __init__(self, room: Newsroom, random: np.random.Generator, number: int) -> None:
        self._room = room
        self._random = random
        self._number = number
        self._topic = self._ranks(_TOPIC_WORDS, lowest=_MOST_COMMON_TOPIC)
        self._people = [self._name() for _ in range(3)]
        self._questions: list[str] = []

    def write(self) -> Story:
        count = int(self._random.integers(*_SENTENCES))
        asked = set(self._random.integers(count, size=3).tolist())
        sentences = []
        for place in range(count):
            sentence = self._sentence()
            sentences.append(sentence)
            if place in asked:
                self._questions.append(self._question(sentence))
        paragraphs = [" ".join(sentences[first : first + 3]) for first in range(0, count, 3)]
        title = " ".join(vocabulary()[rank] for rank in self._random.choice(self._topic, size=6))
        first, days = _PERIOD
        document = Document.create(
            source=f"newsroom/{self._number:06}",
            title=title.capitalize(),
            text="\n\n".join(paragraphs),
            published=(first + timedelta(days=int(self._random.integers(days)))).isoformat(),
        )
        return Story(document, tuple(self._questions))

    def _sentence(self) -> str:
        kind = self._random.random()
        if kind < _SPEECH:
            speaker = self._one(self._people)
            clause = self._clause(6, 20)
            if self._random.random() < 0.1:
                self._questions.append(f"What did {speaker} say about {self._telling(clause)[-1]}?")
            return f"“{clause},” said {speaker}, {self._article(self._one(_ROLES))}."
        clause = self._clause(10, 32)
        if kind < _SPEECH + _FIGURE:
            return f"{clause} {int(10 ** self._random.uniform(1, 5)):,} in {int(self._random.integers(1960, 2025))}."
        return f"{clause}."

    def _clause(self, shortest: int, longest: int) -> str:
        size = int(self._random.integers(shortest, longest))
        ranks = self._ranks(size)
        on_topic = self._random.random(size) < _TOPIC_SHARE
        ranks[on_topic] = self._random.choice(self._topic, size=int(on_topic.sum()))
        text = " ".join(vocabulary()[rank] for rank in ranks)
        return text[0].upper() + text[1:]

    def _question(self, sentence: str) -> str:
        """Two to seven of a sentence's telling words, in their order."""
        telling = self._telling(sentence)
        kept = sorted(self._random.permutation(len(telling))[: int(self._random.integers(2, 8))].tolist())
        return f"Which {' '.join(telling[place] for place in kept)} was it?"

    def _telling(self, text: str) -> list[str]:
        return [word for word in words(text) if word.lower() not in STOP_WORDS] or words(text)

    def _ranks(self, size: int, lowest: int = 0) -> np.ndarray:
        shares = self._room.shares
        least = shares[lowest] if lowest else 0.0
        return np.searchsorted(shares, least + self._random.random(size) * (1 - least)).clip(max=len(shares) - 1)

    def _name(self) -> str:
        surnames = self._room.surnames
        # Some people are in the news all the time: the place among the surnames is as good as Zipf's.
        place = int(len(surnames) ** self._random.random()) - 1
        return f"{self._one(_FIRST)} {surnames[place]}"

    def _one(self, choices: "list[str]") -> str:
        return choices[int(self._random.integers(len(choices)))]

    def _article(self, noun: str) -> str:
        return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


_SAID = re.compile(r"“([^”]+),” said (\S+ \S+), an? (\w+)\.")


def statements_of(document: Document, _headings: object = ()) -> tuple[Statement, ...]:
    """Those that the writer put there: as many as the product's rules find, without the time that finding them takes."""
    return tuple(
        Statement(
            start=match.start(),
            end=match.start(2) - len(" said "),
            document_id=document.id,
            kind="direct",
            speaker=match[2],
            role=match[3],
            addressee=None,
            when=None,
            context=Span(match.start(), match.end()),
        )
        for match in _SAID.finditer(document.text)
    )
