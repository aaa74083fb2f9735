"""The noun phrase that is the subject of a speech verb, before it or (inverted) after it."""

from dataclasses import dataclass, replace
from typing import Literal

from qa.statements.nouns import BODIES, BODY_NAMES, COLLECTIVES, DOCUMENTS, TIME_WORDS
from qa.statements.runs import Run, is_human, key
from qa.statements.tokens import Token
from qa.statements.verbs import ADVERBS, AUXILIARIES, BE, MODALS, NEGATIONS, SPEECH

PRONOUNS = frozenset(["he", "she", "they", "it", "i", "we", "you", "who"])
_DETERMINERS = frozenset(
    """
    a an the this that these those his her their its my our your one two three four five six several some many most
    few another other both each every any no all
    """.split()
)
PREPOSITIONS = frozenset(
    """
    of for at with from in on by to into about after before during since until while when where as than over under
    near against among between through across behind amid despite without within outside inside around toward towards
    upon via like because if although though unless once whether according alongside following speaking asked writing
    """.split()
)
_OF = frozenset(["of", "for", "at", "with", "from", "in"])
_CLAUSE = frozenset(
    """
    and but or as that which when if because while where so although though who whom whose then what why how
    """.split()
)
# After a person noun these go on with the description: a person familiar with the matter.
POSTMODIFIERS = frozenset(["briefed", "familiar", "close", "involved", "aware", "knowledgeable"])
_APPOSITION = frozenset(
    """
    a an the who whose which whom one also himself herself now then aged formerly of from
    """.split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `[start, end)`. A name phrase has its `run`; `role` and `age` are what stands around it, as token ranges."""

    kind: Literal["pronoun", "name", "description"]
    start: int
    end: int
    run: Run | None = None
    role: tuple[int, int] | None = None
    age: str | None = None
    several: bool = False


class Reader:
    """Reads phrases off one unit's tokens."""

    def __init__(self, tokens: list[Token], runs: dict[int, Run]) -> None:
        self.tokens = tokens
        self.runs = runs
        self.starting = {run.start: run for run in runs.values()}

    def low(self, index: int) -> str:
        return self.tokens[index].low if 0 <= index < len(self.tokens) else ""

    def is_mark(self, index: int, marks: str) -> bool:
        return 0 <= index < len(self.tokens) and self.tokens[index].text in marks and self.tokens[index].quote is None

    # -- before the verb ----------------------------------------------------------------------------------------------

    def before(self, low: int, verb: int) -> Phrase | None:
        """The subject of the verb at `verb`, looked for no further left than `low`; None for passives and negations."""
        k = verb - 1
        while k >= low and self._adverbial(k):
            if self.low(k) in NEGATIONS:
                return None
            k -= 1
        if k < low or self.low(k) in BE or self.low(k) in MODALS or self.low(k) in NEGATIONS or self.low(k) in ("'t", "’t"):
            return None
        if self.is_mark(k, ",)—–-"):
            return self._past_apposition(low, k)
        return self._ending_at(low, k + 1)

    def _adverbial(self, k: int) -> bool:
        word = self.low(k)
        return (
            word in AUXILIARIES
            or word in ADVERBS
            or word in NEGATIONS
            or (word.endswith("ly") and word not in ("family", "assembly", "ally", "italy", "july", "kelly", "billy"))
        ) and not (self.tokens[k].capital and k + 1 in self.runs)

    def _past_apposition(self, low: int, k: int) -> Phrase | None:
        """Past one or more stretches between commas: Robert Manning, a senior fellow with …, told."""
        pieces = self._pieces(low, k)
        for number in range(len(pieces) - 1, -1, -1):
            start, end = pieces[number]
            while start < end and (self.low(start) in ("and", "but", "so", "as", "while", "then") or self.is_mark(start, "-")):
                start += 1
            if start >= end:
                continue
            first = self.low(start)
            if first in ("including", "among", "like") and end - start <= 8:
                found = self._ending_at(start + 1, end)
                if found and found.kind == "name":
                    return replace(found, role=found.role or self._after(end, k))
                continue
            run = self.runs.get(end)
            pure = run is not None and run.start == start and run.name < run.end
            if (pure and number + 1 < len(pieces)) or pure:
                assert run is not None
                if number and (run.kind in ("place", "body") or self._named(pieces[number - 1])):
                    continue  # "Smith, R-Ohio, said", "the mayor of Leeds, Yorkshire, said": it only locates the one before
                role = self._described(pieces[number - 1]) if number else None
                premodifier = self._premodifier(run.start, low)
                return Phrase("name", run.start, end, run, self._after(end, k) or role or premodifier, self._age(end))
            if (
                first in _APPOSITION
                or first in PREPOSITIONS
                or first.endswith("ing")
                or first[:1].isdigit()
                or first in ADVERBS
            ):
                if number and not (first in ("the", "a", "an") and self._opens(pieces[:number])):
                    continue
                if first in PREPOSITIONS or (first.endswith("ing") and not is_human(first)):
                    continue
            elif number and not self.tokens[start].capital and first not in PRONOUNS and first not in _DETERMINERS:
                continue  # "Jane Doe, chief executive of Acme, said"
            found = self._leading(start, end) or self._ending_at(start, end)
            if found is None:
                continue
            if found.kind == "name":
                return replace(found, role=self._after(end, k) or found.role, age=self._age(end))
            return found
        return None

    def _named(self, piece: tuple[int, int]) -> bool:
        """Whether a stretch between commas is, or ends with, somebody's name."""
        run = self.runs.get(piece[1])
        if run is None or run.name == run.end or self.low(piece[0]) in PREPOSITIONS or self.low(piece[0]).endswith("ing"):
            return False
        return run.start == piece[0] or (run.kind == "person" and self.low(run.start - 1) not in PREPOSITIONS)

    def _pieces(self, low: int, k: int) -> list[tuple[int, int]]:
        pieces: list[tuple[int, int]] = []
        start, depth = low, 0
        for index in range(low, k + 1):
            text = self.tokens[index].text
            if text == "(":
                depth += 1
                if start < index:
                    pieces.append((start, index))
                start = index + 1
            elif text == ")":
                depth = max(0, depth - 1)
                start = index + 1  # what stands in parentheses is never the subject
            elif (text in ",;:—–" or index == k) and self.tokens[index].quote is None:
                if start < index:
                    pieces.append((start, index))
                start = index + 1
        return pieces[-8:]

    def _opens(self, earlier: list[tuple[int, int]]) -> bool:
        """Whether everything before is adverbial, so that the subject is still to come."""
        for start, end in earlier:
            first = self.low(start)
            if first in ("and", "but") and start + 1 < end:
                first = self.low(start + 1)
            timely = first in TIME_WORDS or first in ADVERBS or self.low(end - 1) in TIME_WORDS or first.endswith("ly")
            if not (first in PREPOSITIONS or first.endswith("ing") or timely):
                return False
        return True

    def _described(self, piece: tuple[int, int]) -> tuple[int, int] | None:
        start, end = piece
        while start < end and self.low(start) in ("and", "but", "as", "while"):
            start += 1
        if self.low(start) in _DETERMINERS and any(is_human(t.text) for t in self.tokens[start:end]):
            return start, end
        # "… as the head of the Northern Command, General Glen VanHerck, warned"
        for index in range(end - 1, max(start, end - 16), -1):
            if self.low(index) in ("as", "and", "but", "when", "while") and self.low(index + 1) in _DETERMINERS:
                return (index + 1, end) if any(is_human(t.text) for t in self.tokens[index + 1 : end]) else None
        return None

    def _after(self, start: int, limit: int) -> tuple[int, int] | None:
        """The apposition that follows a name up to `limit`, when it says what the person is."""
        if not self.is_mark(start, ",("):
            return None
        start += 1
        if start < limit and self.low(start)[:1].isdigit() and self.is_mark(start + 1, ","):
            start += 2
        elif self.low(start) == "who":
            return None
        first = self.low(start)
        if first in SPEECH or first in BE or first in AUXILIARIES or first in PRONOUNS or first.endswith("ed"):
            return None
        end = start
        while end < limit and not self.is_mark(end, ",;()—–.:") and self.tokens[end].quote is None and end - start < 25:
            end += 1
        head = [t.text for t in self.tokens[start : min(end, start + 8)]]
        return (start, end) if end > start and any(is_human(word) for word in head) else None

    def _age(self, end: int) -> str | None:
        return self.low(end + 1) if self.is_mark(end, ",(") and self.low(end + 1).isdigit() else None

    def _premodifier(self, start: int, low: int) -> tuple[int, int] | None:
        """ "State Department deputy spokesperson" before Jalina Porter."""
        if start - 1 < low or (not is_human(self.tokens[start - 1].text) and start not in self.starting):
            return None
        begin = start
        while begin - 1 >= low and start - begin < 10:
            token = self.tokens[begin - 1]
            word = token.low
            if token.quote is not None or not token.word or word in _DETERMINERS or word in PREPOSITIONS or word in _CLAUSE:
                break
            if word in BE or word in MODALS or word in PRONOUNS or word in TIME_WORDS or (word in SPEECH and not token.capital):
                break
            begin -= 1
        return (begin, start) if begin < start and any(is_human(t.text) for t in self.tokens[begin:start]) else None

    def _ending_at(self, low: int, end: int) -> Phrase | None:
        """The phrase whose last token is `end - 1`."""
        if end <= low:
            return None
        last = self.tokens[end - 1]
        if last.quote is not None or not last.word:
            return None
        if last.low in PRONOUNS and not (last.text == "IT" or last.text == "WHO"):
            if last.low in ("who", "that", "which"):
                return self._past_apposition(low, end - 1) if self.is_mark(end - 2, ",") else self._ending_at(low, end - 1)
            return Phrase("pronoun", end - 1, end)
        run = self.runs.get(end)
        start = run.start if run is not None and run.start >= low else end - 1
        relative = self._relative(low, end)
        if relative is not None:
            return relative
        outer = self._described_before(low, start)
        if outer is not None and run is not None and run.kind == "person" and key(self.tokens[run.name - 1].text) in BODY_NAMES:
            outer = None  # "forecaster with the Weather Bureau Ian Robertson": the name stands in apposition
        if outer is not None:
            return Phrase("description", outer, end)
        if run is not None and run.start >= low:
            located = self._located(low, run)
            if located is not None:
                return located
            other = self.runs.get(run.start - 1) if self.low(run.start - 1) in ("and", "&") else None
            if other is not None and other.kind in ("person", "likely", "body") and other.start >= low:
                return Phrase("name", other.start, end, run, several=True)
            if run.name == run.end and run.kind == "word":
                begin = self._left(low, run.start)
                return Phrase("description", begin, end)
            premodifier = self._premodifier(run.start, low)
            start = premodifier[0] if premodifier else run.start
            if start - 1 >= low and self.low(start - 1) in _DETERMINERS:
                start -= 1
            return Phrase("name", start, end, run, premodifier)
        return self._bare_description(low, end)

    def _located(self, low: int, run: Run) -> Phrase | None:
        """The subject before a place or body in a prepositional phrase: "Gov. Jane Doe of Ohio said"."""
        before = run.start - 1
        if self.low(before) in ("the", "a", "an"):
            before -= 1
        if before <= low or self.low(before) not in _OF:
            return None
        named = self.runs.get(before)
        if named is not None and named.start >= low and named.name < named.end:
            return Phrase("name", named.start, run.end, named, self._premodifier(named.start, low))
        for index in range(before - 1, max(low, before - 16) - 1, -1):
            if not self.tokens[index].word or self.low(index) in SPEECH:
                return None
            if self.low(index) in _DETERMINERS:
                end = index + 1
                while end < before and not is_human(self.tokens[end].text):
                    end += 1
                if end >= before:
                    continue
                while end < run.end and (
                    is_human(self.tokens[end].text) or self.low(end) == "of" or end in self.starting or self.low(end) == "the"
                ):
                    end = self.starting[end].end if end in self.starting else end + 1
                return Phrase("description", index, end)
        return None

    def _relative(self, low: int, end: int) -> Phrase | None:
        """The person a relative clause without commas tells of: "A defector who has applied for residency claims"."""
        for index in range(end - 2, max(low, end - 16), -1):
            if not self.tokens[index].word:
                return None
            if self.low(index) == "who" and index > low:
                found = self._ending_at(low, index)
                return found if found is not None and found.kind != "pronoun" else None
        return None

    def _described_before(self, low: int, start: int) -> int | None:
        """Where "a spokesman for the company" begins, given that "the company" begins at `start` or just after its article."""
        index = start - 1
        steps = 0
        while index >= low and steps < 8 and self.tokens[index].word and self.tokens[index].quote is None:
            word = self.low(index)
            if word in _OF and index > low and (is_human(self.tokens[index - 1].text) or self.low(index - 1) in DOCUMENTS):
                return self._left(low, index)
            if word in _CLAUSE or (word in PREPOSITIONS and word not in _OF) or word in SPEECH:
                return None
            index -= 1
            steps += 1
        return None

    def _left(self, low: int, head_end: int) -> int:
        """Back from the head noun to the article, over the words between."""
        index = head_end
        while index > low and head_end - index < 9:
            token = self.tokens[index - 1]
            if token.quote is not None or not token.word:
                break
            word = token.low
            if word in _DETERMINERS:
                possessive = index - 2 >= low and word in ("one", "two", "other") and self.low(index - 2) in _DETERMINERS
                return index - 2 if possessive else index - 1
            if word in PREPOSITIONS or word in _CLAUSE or word in BE or word in MODALS or (word in SPEECH and index < head_end):
                break
            index -= 1
        return index

    def _bare_description(self, low: int, end: int) -> Phrase | None:
        head = self.low(end - 1)
        start = self._left(low, end - 1)
        determined = self.low(start) in _DETERMINERS or any(t.text in ("'s", "’s") for t in self.tokens[start:end])
        if head in COLLECTIVES or is_human(head) or head in BODIES or (head.endswith("s") and head[:-1] in BODIES):
            return Phrase("description", start, end)
        if determined and head in DOCUMENTS:
            return Phrase("description", start, end)
        if self.low(start) in ("one", "another", "some", "many", "others") and end - start <= 2:
            return Phrase("description", start, end)
        return None

    def _leading(self, start: int, end: int) -> Phrase | None:
        """The phrase that a piece opens with: "Kim Leadbeater of Labour", "A spokesman for the force"."""
        run = self.starting.get(start)
        if run is not None and run.end <= end and run.name < run.end:
            if run.end == end or self.low(run.end) in PREPOSITIONS or self.low(run.end) == "who" or self.is_mark(run.end, "("):
                return Phrase("name", start, run.end, run)
        titled = self.starting.get(start + 1) if self.low(start) == "the" else None
        if titled is not None and titled.kind == "person" and titled.end == end:
            return Phrase("name", titled.start, end, titled)
        if self.low(start) in PRONOUNS and self.low(start) != "who" and end == start + 1:
            return Phrase("pronoun", start, start + 1)
        if self.low(start) in _DETERMINERS and any(is_human(t.text) for t in self.tokens[start : min(end, start + 8)]):
            last = self.runs.get(end)
            if (
                last is not None
                and last.name < last.end
                and last.kind == "person"
                and is_human(self.tokens[last.start - 1].text)
            ):
                return Phrase("name", last.start, end, last, self._premodifier(last.start, start))
            return Phrase("description", start, end)
        return None

    # -- after the verb -----------------------------------------------------------------------------------------------

    def after(self, start: int, limit: int) -> Phrase | None:
        """The subject that follows its verb: said the official, said John Smith, a spokesman for the force."""
        if start >= limit or self.tokens[start].quote is not None or not self.tokens[start].word:
            return None
        if self.low(start) in PRONOUNS:
            return Phrase("pronoun", start, start + 1)
        index, descriptive = start, False
        while index < limit and index - start < 22:
            token = self.tokens[index]
            word = token.low
            if token.quote is not None or (not token.word and token.text not in "&'’"):
                break
            run = self.starting.get(index)
            if run is not None and run.end <= limit:
                titled = run.name == run.end and run.kind == "word"
                index = run.end
                following = self.low(index)
                if (
                    run.kind in ("person", "likely")
                    and not titled
                    and following not in ("'s", "’s")
                    and not is_human(following)
                ):
                    premodifier = self._premodifier(run.start, start)
                    if self._of_head(start, run.start):
                        if self.tokens[index].text.islower() if index < limit else False:
                            continue  # "a librarian at the Slaithwaite branch"
                        return Phrase("description", start, index)
                    end = self._limit(index, limit)
                    return Phrase("name", run.start, index, run, self._after(index, end) or premodifier, self._age(index))
                continue
            if word in _OF and index > start and (is_human(self.tokens[index - 1].text) or descriptive):
                descriptive = True
                if word == "in" and self.low(index + 1) in ("a", "an", "the") and self.low(index + 2) in DOCUMENTS:
                    break
            elif word in ("that", "this", "these", "those") and index == start:
                pass
            elif (
                word in PREPOSITIONS
                or word in _CLAUSE
                or word in TIME_WORDS
                or (index > start and word in SPEECH and SPEECH[word][1] in ("past", "ing"))
                or word in BE
                or word in MODALS
                or word in ("himself", "herself", "themselves", "itself")
            ):
                break
            elif index > start and not descriptive and self._past_head(start, index):
                if word not in POSTMODIFIERS:
                    break
                index = self._postmodified(index, limit)
                break
            index += 1
        if index == start:
            return None
        run = self.runs.get(index)
        if self.is_mark(index, ",") and (named := self.starting.get(index + 1)) is not None:
            closed = named.end >= limit or self.is_mark(named.end, ",.;")
            human = any(is_human(t.text) for t in self.tokens[start:index])
            if closed and (named.kind == "person" or (named.kind == "likely" and human)):
                return Phrase("name", named.start, named.end, named, (start, index))
        if run is not None and run.start == start + (self.low(start) == "the") and run.name < run.end:
            return Phrase("name", run.start, index, run, self._after(index, self._limit(index, limit)))
        return Phrase("description", start, index)

    def _postmodified(self, index: int, limit: int) -> int:
        """Past "briefed on the discussions" in "a diplomat briefed on the discussions"."""
        while index < limit and self.tokens[index].word and self.low(index) not in BE | MODALS | AUXILIARIES:
            if self.low(index) in SPEECH or self.low(index) in ("who", "speaking", "on-condition"):
                break
            index += 1
        return index

    def _past_head(self, start: int, index: int) -> bool:
        """Whether the head noun is behind: a lower-case person noun, then a word that is none."""
        previous, word = self.tokens[index - 1], self.tokens[index]
        return (
            is_human(previous.text)
            and (not previous.capital or index == start + 1)
            and word.text[0].islower()
            and not is_human(word.text)
            and word.low not in BODIES
        )

    def _of_head(self, start: int, run: int) -> bool:
        """Whether a person noun with "of" or "for" stands before the name: a friend of John Smith."""
        return any(
            self.low(i) in _OF and i > start and is_human(self.tokens[i - 1].text) and not is_human(self.tokens[run - 1].text)
            for i in range(start, run)
        )

    def _limit(self, index: int, limit: int) -> int:
        return min(limit, index + 30)
