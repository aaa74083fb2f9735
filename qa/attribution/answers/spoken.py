"""What somebody said, from which reading chooses what answers."""

from collections.abc import Callable
from dataclasses import dataclass

from qa.attribution.answers.excerpts import Excerpt
from qa.attribution.answers.topic import ALL, Topic
from qa.english.words import content_stems, wording


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
    def whole(self) -> tuple[Excerpt, ...]:
        """The speaker's words that have all words of a topic that isn't only names: the newest first."""
        topic = None if self.asks_who else self.topic
        if topic is None or topic.names.keys() >= topic.weights.keys():
            return ()
        return tuple(filter(self.has_all, reversed(self.words)))

    @property
    def very_words(self) -> tuple[Excerpt, ...]:
        """The words that "Who said …?" repeats, newest first: word for word, else with all its telling words and no others."""
        if not self.asks_who or self.topic is None:
            return ()
        return self._repeating(self._has_phrase) or self._repeating(self._has_no_others)

    def _repeating(self, repeats: Callable[[str], bool]) -> tuple[Excerpt, ...]:
        return tuple(each for each in reversed(self.words) if any(repeats(said.quote) for said in each.statements))

    def _has_phrase(self, quote: str) -> bool:
        assert self.topic is not None
        return len(self.topic.weights) > 1 and f" {wording(self.topic.text)} " in f" {wording(quote)} "

    def _has_no_others(self, quote: str) -> bool:
        assert self.topic is not None
        told = content_stems(quote)
        return told <= self.topic.weights.keys() and self.topic.coverage(quote) > ALL
