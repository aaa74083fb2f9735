"""Which sentences a digest should take: python -m eval.digests, on the library of the settings.

There are no digests written by people to compare with; a news article's own headline and first sentences are the nearest
thing. So its first three sentences are taken away, sentences are chosen from the rest without its title, and it is measured
how many of the telling words of headline and lead they have (recall by word, rare words weighing more: ROUGE-1 with an idf).
The same from the whole article, of the headline's words alone. Redundancy is the mean over the chosen of the highest cosine
with another.
"""

import argparse
import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from qa.embedding import BUNDLED_MODEL
from qa.english.words import content_words, stem, stems
from qa.reading.belonging import FEATURES, Weights, is_presentable, weights_for
from qa.reading.digest import LIKENESS, Chosen, digest
from qa.settings import load_settings
from qa.store.sql import Library, Passage
from qa.types import Sentence

_LEAD = 3
_LENGTH = 5
_WORDS = 120
Choice = Callable[[Sequence[Passage]], Sequence[Chosen]]


def sample(library: Library, size: int, seed: int) -> list[tuple[Passage, ...]]:
    """Articles of at least 20 sentences, by chance."""
    ids = [place.document_id for place in library.census.by_date()]
    random.Random(seed).shuffle(ids)
    found = library.passages_of(ids[: 2 * size])
    long = [found[each] for each in ids[: 2 * size] if each in found and sum(len(p.sentences) for p in found[each]) >= 20]
    return long[:size]


def without_lead(passages: Sequence[Passage]) -> tuple[str, list[Passage]]:
    """The words of the first three sentences, and the rest."""
    lead: list[str] = []
    rest: list[Passage] = []
    for passage in passages:
        kept: list[tuple[int, Sentence]] = []
        for number, sentence in enumerate(passage.sentences):
            if len(lead) < _LEAD:
                lead.append(passage.words(sentence))
            else:
                kept.append((number, sentence))
        vectors = passage.sentence_vectors[[number for number, _ in kept]]
        rest.append(replace(passage, sentences=tuple(each for _, each in kept), sentence_vectors=vectors))
    return " ".join(lead), [passage for passage in rest if passage.sentences]


def first(passages: Sequence[Passage]) -> list[Chosen]:
    """The first sentences that could be shown."""
    return [each for each in _all(passages) if is_presentable(each.text)][:_LENGTH]


def first_words(passages: Sequence[Passage]) -> list[Chosen]:
    """The first, as many as have the words of five longer ones."""
    found: list[Chosen] = []
    for each in _all(passages):
        if is_presentable(each.text) and sum(len(one.text.split()) for one in found) < _WORDS:
            found.append(each)
    return found


def by_chance(passages: Sequence[Passage]) -> list[Chosen]:
    found = [each for each in _all(passages) if is_presentable(each.text)]
    return random.Random(len(found)).sample(found, min(_LENGTH, len(found)))


def by(weights: Weights, likeness: float = LIKENESS) -> Choice:
    return lambda passages: digest([passages], _LENGTH, weights, likeness=likeness)


def _all(passages: Sequence[Passage]) -> list[Chosen]:
    return [Chosen(passage, sentence, 0.0) for passage in passages for sentence in passage.sentences]


def recall(reference: str, chosen: Sequence[Chosen], weight: Callable[[str], float]) -> float:
    wanted = {stem(word) for word in content_words(reference)}
    there = stems(" ".join(each.text for each in chosen))
    total = sum(map(weight, wanted))
    return sum(map(weight, wanted & there)) / total if total else 0.0


def redundancy(chosen: Sequence[Chosen]) -> float:
    if len(chosen) < 2:
        return 0.0
    vectors = np.stack([each.vector for each in chosen])
    cosines = vectors @ vectors.T - 2 * np.eye(len(chosen))
    return float(cosines.max(axis=1).mean())


def choices() -> Mapping[str, Choice]:
    central = Weights(np.array([float(name == "central") for name in FEATURES]), 0.0)
    return {
        "first": first,
        "first, as many words": first_words,
        "random": by_chance,
        "central": by(central, likeness=0.0),
        "central, MMR": by(central, likeness=0.4),
        "as used": by(weights_for(BUNDLED_MODEL)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure which sentences a digest takes, against the first and any.")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1, help="which articles chance takes")
    given = parser.parse_args()
    with Library.of(load_settings()) as library:
        articles = sample(library, given.articles, given.seed)
        total = library.chunk_count
        texts = [" ".join((each[0].title, *(p.text for p in each))) for each in articles]
        known = library.word_frequencies({word for text in texts for word in map(stem, content_words(text))})

    def weight(word: str) -> float:
        return math.log1p(total / (known.get(word, 0) + 0.5))

    print(f"{len(articles)} articles, {_LENGTH} sentences each")
    print(f"{'':20}  headline+lead, from the rest  lead, title known  headline, from all  words  redundancy")
    for name, choose in choices().items():
        rest, titled, whole, length, alike = [], [], [], [], []
        for passages in articles:
            lead, after = without_lead(passages)
            chosen = choose([replace(p, title="") for p in after])
            rest.append(recall(f"{passages[0].title} {lead}", chosen, weight))
            titled.append(recall(lead, choose(after), weight))
            alike.append(redundancy(chosen))
            length.append(sum(len(each.text.split()) for each in chosen))
            whole.append(recall(passages[0].title, choose([replace(p, title="") for p in passages]), weight))
        figures = [np.mean(each) for each in (rest, titled, whole, length, alike)]
        print(f"{name:20}  {figures[0]:28.3f}  {figures[1]:17.3f}  {figures[2]:18.3f}  {figures[3]:5.0f}  {figures[4]:10.3f}")


if __name__ == "__main__":
    main()
