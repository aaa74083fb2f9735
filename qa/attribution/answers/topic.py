"""What a statement is about, and what somebody said on it, from which reading chooses what answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from qa.attribution.answers.excerpts import Excerpt
from qa.english.weighted_words import ALL, WeightedWords
from qa.english.words import content_stems, content_words, stem, stems, wording, words
from qa.store.sql import Library

# Cosines of all-MiniLM-L6-v2 between 20 short topics and the corpus article's 18 statements with their speech
# tags: what a statement is about scored 0.35 to 0.54, what it isn't at most 0.33 ("Iran" 0.29, "cryptocurrency" 0.15).
ON_TOPIC = 0.35
# A topic that is a name ("China") and a statement without it; "sanctions on China" can't do without "China": it is 0.57
# like a statement on sanctions against North Korea.
ON_TOPIC_UNNAMED = 0.5
# Short remarks on everyday matters are less like their topics: 13 of our own had 0.17 to 0.39, off-topic ones to 0.12.
OFF_TOPIC = 0.17
# Share of the topic's words, the rarer the weightier.
COVERED = 0.6
# Letters that a name and its adjective have in common at least.
_ALIKE = 4
_REPORTING = frozenset("say said statement comment remark issue topic matter situation question".split())


@dataclass(frozen=True, slots=True)
class Topic:
    """What a statement is asked to be about.

    `names` are the stems of proper names, each with the name in small letters, `unheard` those of them that stand nowhere in
    the library.
    """

    text: str
    weights: WeightedWords
    names: Mapping[str, str]
    unheard: frozenset[str]

    @classmethod
    def read(cls, library: Library, text: str) -> "Topic | None":
        """Weigh the words of a topic by how rare they are in the library; None where no word tells a topic."""
        telling = [word for word in content_words(text) if word.casefold() not in _REPORTING]
        if not telling:
            return None
        known = library.word_frequencies(map(stem, telling))
        weights = WeightedWords.by_rarity(map(stem, telling), known, library.chunk_count)
        names = {stem(word): word.casefold() for word in telling if word[0].isupper()}
        return cls(text, weights, names, frozenset(name for name in names if name not in known))

    def coverage(self, text: str) -> float:
        """Return the share of the topic's words in the text, 0 to 1, by weight."""
        there, written = stems(text), {word.casefold() for word in words(text)} if self.names else frozenset()
        # "Mars" isn't "marred", though both have one stem.
        named = {name for name, word in self.names.items() if word in written} | self._named(text)
        return self.weights.share((there - self.names.keys()) | named)

    def is_on(self, text: str, cosine: float) -> bool:
        if self.coverage(text) >= COVERED:
            return True
        missing = self.names.keys() - self._named(text)
        if missing & self.unheard:
            return False
        if self.names and missing == self.names.keys():
            return self.names.keys() == self.weights.keys() and cosine >= ON_TOPIC_UNNAMED
        return cosine >= ON_TOPIC

    def is_clearly_off(self, text: str, cosine: float) -> bool:
        """Whether neither a word nor the meaning touches the topic: the speaker said nothing on it."""
        return not self.coverage(text) and cosine < (ON_TOPIC if self.names else OFF_TOPIC)

    def names_all_stand_in(self, text: str) -> bool:
        """Whether each proper name of the topic stands in the text."""
        return self._named(text) == self.names.keys()

    def _named(self, text: str) -> set[str]:
        """Return the proper names that stand in the text, be it as their adjectives: China, Chinese; Iran, Iranian."""
        capital = {stem(word) for word in words(text) if word[0].isupper()} if self.names else set()
        begin = {word[:_ALIKE] for word in capital}  # asked for a topic of hundreds of names, few of them have to be compared
        return {name for name in self.names if name[:_ALIKE] in begin and any(_related(name, word) for word in capital)}


def _related(one: str, other: str) -> bool:
    """Whether words are the same but for the last letter and ending; at least four letters are, so that Iran isn't Iraq."""
    shared = max(_ALIKE, min(len(one), len(other)) - 1)
    return one == other or (one[:shared] == other[:shared] and min(len(one), len(other)) >= _ALIKE)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Somebody's `words`, in article order, and what the question asks them about; `by_name` is that of `SpeakerStatements`.

    Where it `asks_who` said them, they are anybody's.
    """

    words: tuple[Excerpt, ...]
    topic: Topic | None
    by_name: bool
    asks_who: bool = False

    def share(self, said: Excerpt) -> float:
        """Return the share of the topic's words that these have, 0 to 1."""
        return 0.0 if self.topic is None else self.topic.coverage(said.text)

    def has_all(self, said: Excerpt) -> bool:
        """Whether these have all words of the topic."""
        return self.share(said) > ALL

    @property
    def complete(self) -> tuple[Excerpt, ...]:
        """The speaker's words that have all words of a topic that isn't only names: the newest first."""
        topic = None if self.asks_who else self.topic
        if topic is None or topic.names.keys() >= topic.weights.keys():
            return ()
        return tuple(filter(self.has_all, reversed(self.words)))

    @property
    def very_words(self) -> tuple[Excerpt, ...]:
        """The words that "Who said …?" repeats, newest first: word for word, else with all its telling words and no others."""
        if not self.asks_who or (topic := self.topic) is None:
            return ()

        def has_phrase(quote: str) -> bool:
            return len(topic.weights) > 1 and f" {wording(topic.text)} " in f" {wording(quote)} "

        def has_no_others(quote: str) -> bool:
            return content_stems(quote) <= topic.weights.keys() and topic.coverage(quote) > ALL

        for fits in (has_phrase, has_no_others):
            if found := tuple(each for each in reversed(self.words) if any(fits(said.quote) for said in each.statements)):
                return found
        return ()
