"""A question as the rules see it: tokens, noun phrases, and where its auxiliary and verb stand."""

import re
from dataclasses import dataclass, field

from qa.pipeline.follow_ups import words
from qa.pipeline.follow_ups.mentions import Mention

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"  # U.S.
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Sen|Gov|Prof|St)\."
    r"|\w+n['’]t\b|['’](?:s|re|ve|ll|d|m)\b"
    r"|\w+(?:[-/&]\w+)*(?:\.(?=\s+[A-Z]\w+)(?<=\b[A-Z]\.))?"  # the dot of "John F. Kennedy" stays on
    r"|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    lower: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase at tokens [first, last). `role`: subject, object, wh ("how many warheads") or the preposition before."""

    mention: Mention
    first: int
    last: int
    role: str


@dataclass(slots=True)
class Question:
    """`auxiliary`, `verb`: token indices or None. `kind`: what, where, …, yes-no, imperative, fragment."""

    text: str
    tokens: list[Token]
    kind: str = "fragment"
    auxiliary: int | None = None
    verb: int | None = None
    phrases: list[Phrase] = field(default_factory=list)

    def lower(self, index: int | None) -> str:
        return self.tokens[index].lower if index is not None and 0 <= index < len(self.tokens) else ""

    def words(self, first: int, last: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""

    @property
    def end(self) -> int:
        """Index after the last token that isn't closing punctuation."""
        index = len(self.tokens)
        while index and not (self.tokens[index - 1].is_word or self.tokens[index - 1].lower.startswith(("'", "’"))):
            index -= 1
        return index

    @property
    def subject(self) -> Phrase | None:
        return next((phrase for phrase in self.phrases if phrase.role == "subject"), None)

    @property
    def is_speech(self) -> bool:
        """ "What did X say …": the question is about someone's words."""
        has_speaker = self.kind != "who" and self.lower(self.auxiliary) in words.MODALS | words.HAVE
        return has_speaker and self.lower(self.verb) in words.SPEECH_VERBS


def tokenise(text: str) -> list[Token]:
    return [Token(m.group(), m.group().lower().replace("’", "'"), m.start(), m.end()) for m in _TOKEN.finditer(text)]
