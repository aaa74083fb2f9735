"""Noun phrases in a sentence's words, and what stands around a name: title, age, role in commas."""

import re
from dataclasses import dataclass
from typing import Literal

from qa.english.gazetteer import KIN, TIME_WORDS
from qa.english.lexicon import is_first_name, is_human
from qa.english.name_spans import NameSpan, find_name_spans
from qa.english.reporting_sentences import ReportingSentence, as_one_sentence
from qa.english.verbs import ADVERBS, AUXILIARIES, BE, MODALS, SPEECH
from qa.english.word_lists import word_list

PRONOUNS = frozenset(["he", "she", "they", "it", "i", "we", "you", "who"])
POSSESSIVES = frozenset(["his", "her", "its", "their"])
DETERMINERS = word_list("determiners")
PREPOSITIONS = word_list("prepositions")
OF = frozenset(["of", "for", "at", "with", "from", "in"])
CLAUSE = word_list("openings of clauses")
# No noun phrase goes on past one of these.
OUTSIDE = PREPOSITIONS | CLAUSE | BE | MODALS
# After a person noun these go on with the description: a person familiar with the matter.
POSTMODIFIERS = frozenset(["briefed", "familiar", "close", "involved", "aware", "knowledgeable"])
APPOSITION = frozenset("a an another the who whose which whom one also himself herself now then aged formerly of from".split())
# "The ambassador to the UN" is one phrase; anybody else's "to" goes with the verb.
_SENT = word_list("sent to somebody")
_READ = frozenset("obtained seen reviewed viewed read received heard cited shared commissioned".split())
_ARTICLES = POSSESSIVES | {"a", "an", "the", "another"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `[start, end)`. A name phrase has its `span`; `role` and `age` are what stands around it, as token ranges."""

    kind: Literal["pronoun", "name", "description"]
    start: int
    end: int
    span: NameSpan | None = None
    role: tuple[int, int] | None = None
    age: str | None = None
    several: bool = False

    @property
    def whole_end(self) -> int:
        """Where it ends with a role behind the name."""
        return self.role[1] if self.role and self.role[0] > self.end else self.end


class SentenceWords:
    """One sentence's tokens and name spans, with the small questions asked of them."""

    def __init__(self, text: str, sentence: ReportingSentence | None = None) -> None:
        """`sentence` is one of the text; without it the whole text is one."""
        self.text = text
        self.sentence = sentence or as_one_sentence(text)
        self.tokens = tokens = self.sentence.tokens
        self.spans = find_name_spans(tokens)
        self.starting = {span.start: span for span in self.spans.values()}
        self.lows = {token.low for token in tokens}
        self._count = len(tokens)

    def written(self, start: int, end: int) -> str:
        """Return tokens `[start, end)` as the text has them."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end] if start < end else ""

    def low(self, index: int) -> str:
        return self.tokens[index].low if 0 <= index < self._count else ""

    def is_mark(self, index: int, marks: str) -> bool:
        return 0 <= index < self._count and self.tokens[index].text in marks

    def is_quote(self, index: int) -> bool:
        return 0 <= index < self._count and self.tokens[index].quote is not None

    def has_quote(self, start: int, end: int | None = None) -> bool:
        """Whether a quotation is among tokens `[start, end)`."""
        return any(token.quote is not None for token in self.tokens[start:end])

    def belongs(self, index: int) -> bool:
        """Whether a preposition ties what follows to the noun before it: a spokesman for, the ambassador to."""
        return self.low(index) in OF or (self.low(index) == "to" and self.low(index - 1) in _SENT)

    def is_read(self, by: int) -> bool:
        """Whether a document was read "by" or got "from" somebody: "obtained by Acme", "seen on Monday by Acme"."""
        return self.low(by - 1 - (self.low(by - 1) in TIME_WORDS)) in _READ

    def pieces(self, low: int, k: int) -> list[tuple[int, int]]:
        """Return the stretches between marks from `low` to `k`, without what stands in parentheses: it is never the subject."""
        pieces: list[tuple[int, int]] = []
        start = low
        for index in range(low, k + 1):
            if self.is_mark(index, ",;:—–()") or (index == k and not self.is_quote(k)):
                if start < index and not self.is_mark(index, ")"):
                    pieces.append((start, index))
                start = index + 1
        return pieces[-8:]

    def named(self, piece: tuple[int, int]) -> bool:
        """Whether a stretch between commas is, or ends with, somebody's name."""
        span = self.spans.get(piece[1])
        if span is None or span.name == span.end or self.low(piece[0]) in PREPOSITIONS or self.low(piece[0]).endswith("ing"):
            return False
        return span.start == piece[0] or (span.kind == "person" and self.low(span.start - 1) not in PREPOSITIONS)

    def opens(self, earlier: list[tuple[int, int]]) -> bool:
        """Whether everything before is adverbial, so that the subject is still to come."""
        for start, end in earlier:
            first = self.low(start)
            if first in ("and", "but") and start + 1 < end:
                first = self.low(start + 1)
            if (span := self.starting.get(start)) is not None and span.kind == "person":
                return False  # "June Harmon" is no month
            timely = first in TIME_WORDS or first in ADVERBS or self.low(end - 1) in TIME_WORDS or first.endswith("ly")
            if not (first in PREPOSITIONS or first.endswith("ing") or timely):
                return False
        return True

    def described(self, piece: tuple[int, int]) -> tuple[int, int] | None:
        start, end = piece
        while start < end and self.low(start) in ("and", "but", "as", "while"):
            start += 1
        if self.low(start) in DETERMINERS and any(is_human(t.text) for t in self.tokens[start:end]):
            tells = any(t.low in BE or t.quote is not None for t in self.tokens[start:end])
            return None if tells else (self._past_verb(start, end), end)
        # "… as the head of the Northern Command, General Glen VanHerck, warned"
        for index in range(end - 1, max(start, end - 16), -1):
            if self.low(index) in ("as", "and", "but", "when", "while") and self.low(index + 1) in DETERMINERS:
                human = any(is_human(t.text) for t in self.tokens[index + 1 : end])
                return (self._past_verb(index + 1, end), end) if human else None
        return None

    def _past_verb(self, start: int, end: int) -> int:
        """Return where "the incumbent" begins in "the candidate beat the incumbent": after the verb before its article."""
        told = False
        for index in range(start + 1, end - 1):
            word = self.low(index)
            if word in CLAUSE or word.endswith("ing"):
                return start  # "the judge who heard the victim", "the lawyer representing the victim"
            if self.low(index + 1) in _ARTICLES:
                verb = self.tokens[index].text.islower() or word in TIME_WORDS  # "found out Monday their uncle"
                told = told or (verb and word not in PREPOSITIONS | DETERMINERS)
                head = next((i for i in range(index + 2, end) if self.low(i) in PREPOSITIONS), end) - 1
                if told and is_human(self.tokens[head].text):
                    return index + 1
        return start

    def apposition(self, start: int, limit: int) -> tuple[int, int] | None:
        """Return the apposition that follows a name up to `limit`, when it says what the person is."""
        if not self.is_mark(start, ",("):
            return None
        start += 1
        if start < limit and self.low(start)[:1].isdigit() and self.is_mark(start + 1, ","):
            start += 2
        elif self.low(start) in ("who", "whose"):
            return None
        first = self.low(start)
        if first in SPEECH or first in BE or first in AUXILIARIES or first in PRONOUNS or first.endswith("ed"):
            return None
        if first in CLAUSE and (first, self.low(start + 1) in DETERMINERS) != ("then", True):
            return None  # "said the Times, when a boy was born"
        end = start
        while end < limit and not self.is_mark(end, ",;()—–.:") and not self.is_quote(end) and end - start < 25:
            end += 1
        human = next((i for i in range(start, min(end, start + 8)) if is_human(self.tokens[i].text)), None)
        if human is None:
            return None
        titles = human in self.starting and self.tokens[human].text.endswith("s.")
        if titles or (human + 1 in self.starting and re.fullmatch(r"[a-z].*s", self.tokens[human].text)):
            return None  # "Ann Lee, siblings Bo and Cy Brown", "Ann Lee, Reps. Bo Roy and Cy Brown": the next of a list
        return start, end

    def _is_one(self, index: int) -> bool:
        """Whether the word is a noun for one person."""
        low = self.low(index)
        return is_human(low) and (not low.endswith("s") or low.endswith("ss"))

    def joins_offices(self, index: int) -> bool:
        """Whether an "and" joins what one person is: "founder and CEO Ann Lee"; not "prosecutors and Judge Lee"."""
        if self.low(index) != "and" or not self._is_one(index - 1):
            return False
        for at in range(index + 1, min(index + 7, self._count)):
            span = self.starting.get(at)
            if span is not None and (span.kind == "person" or (span.kind == "likely" and is_human(self.low(at - 1)))):
                human = any(is_human(token.text) for token in self.tokens[index + 1 : span.name])
                return human or (at > index + 1 and self.tokens[at - 1].text.islower())  # "president and publisher Ann Lee"
            if not self.tokens[at].word or self.low(at) in OUTSIDE or self.low(at) in DETERMINERS:
                return False
        return False

    def age(self, end: int) -> str | None:
        return self.low(end + 1) if self.is_mark(end, ",(") and self.low(end + 1).isdigit() else None

    def premodifier(self, start: int, low: int) -> tuple[int, int] | None:
        """Return what says before a name who it is: "State Department deputy spokesperson" before Jalina Porter."""
        begin = start
        while begin - 1 >= low and start - begin < 10:
            token = self.tokens[begin - 1]
            word = token.low
            if word == "of" and self.tokens[begin].capital and begin - 2 >= low and self.tokens[begin - 2].capital:
                begin -= 1  # "Office of Court Administration spokesperson Ann Lee"
                continue
            if begin - 2 >= low and self.joins_offices(begin - 1):
                begin -= 1  # "company founder and CEO Ann Lee"
                continue
            if not token.word or word in OUTSIDE or word in DETERMINERS:
                break
            if word in PRONOUNS or word in TIME_WORDS or (word in SPEECH and not token.capital):
                break
            behind = self.tokens[begin]
            made = behind.low.startswith("then-") and word != "'s"
            if word == "including" or made or (token.text.islower() and behind.text == "Former"):
                break  # "a choice that then-mayor Ann Lee made"; a headline that its article's sentence follows
            begin -= 1
        return (begin, start) if begin < start and any(is_human(t.text) for t in self.tokens[begin:start]) else None

    def epithet(self, span: NameSpan) -> bool:
        """Whether a name calls a person by origin, party or office: "The German", "the Ohio Republican", "the Labour MP"."""
        last = self.tokens[span.end - 1].text
        titled = span.start > 1 and self.tokens[span.start - 1].text == "The" and not self.is_quote(span.start - 2)
        return (
            self.low(span.start - 1) == "the"
            and is_human(last)
            and not titled  # "said The Guardian"
            and not is_first_name(self.tokens[span.start].text)
        )

    def titled(self, span: NameSpan) -> bool:
        """Whether a title stands in a name, and not only whose office it is: "Gov. Ann Lee", not "Oslo Prison Ann Lee"."""
        return any(is_human(self.tokens[i].text) for i in range(span.start, span.name))

    def left(self, low: int, head_end: int) -> int:
        """Go back from the head noun to the article, over the words between."""
        index, joined = head_end, 0
        while index > low and head_end - index < 9:
            token = self.tokens[index - 1]
            if not token.word:
                break
            word = token.low
            span = self.spans.get(index)
            if span is not None and span.start >= low and span.kind == "body":
                index = span.start  # "a Department for Transport spokesperson"
                continue
            if word in DETERMINERS:
                possessive = index - 2 >= low and word in ("one", "two", "other") and self.low(index - 2) in DETERMINERS
                return index - 2 if possessive else index - 1
            tells = word in SPEECH and SPEECH[word][1] != "base"  # unlike "the state's governor", "the report"
            if word == "and" and self._is_one(index - 2) and self._is_one(head_end) and self.low(head_end) not in KIN:
                joined = joined or index
                index -= 1  # "a retired farmer and teacher"
                continue
            if word in OUTSIDE or (tells and index < head_end):
                break
            index -= 1
        return joined or index
