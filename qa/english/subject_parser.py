"""Reads noun phrases off one unit: subjects before their verb (`subjects`) and, inverted, after it."""

from qa.english.gazetteer import BODIES, DOCUMENTS, TIME_WORDS
from qa.english.lexicon import is_first_name, is_human
from qa.english.name_spans import NameSpan
from qa.english.phrases import CLAUSE, OF, POSTMODIFIERS, PREPOSITIONS, PRONOUNS, Phrase
from qa.english.subjects import Subjects
from qa.english.verbs import ADVERBS, AUXILIARIES, BE, MODALS, SPEECH

# Person nouns that stand before other nouns as adjectives do, and what they don't stand before.
_ADJECTIVES = frozenset("criminal official expert patient native individual public minor female male royal musical".split())
_ENDING = SPEECH.keys() | BE | MODALS | AUXILIARIES | PREPOSITIONS | CLAUSE | ADVERBS | TIME_WORDS
# What an office is of: a name after it is its holder's.
_REALMS = frozenset(
    "state defence defense finance justice health education labour labor staff police schools operations".split()
)
_SELVES = frozenset(["himself", "herself", "themselves", "itself"])
# Open the object of a verb: "the spokesman for the North issued a statement", "the board of the club opposes the plan".
_OBJECTS = frozenset(["a", "an", "the", "his", "her", "its", "their"])


class SubjectParser(Subjects):
    """Reads rightwards from a verb as well: said the official; said John Smith, a spokesman for the force."""

    def after(self, start: int, limit: int) -> Phrase | None:
        """The subject that follows its verb: said the official, said John Smith, a spokesman for the force."""
        if self._work_before(start, limit):
            start += 1  # said “Harbour Lights” star Ann Lee
        if start >= limit or self.tokens[start].quote is not None or not self.tokens[start].word:
            return None
        if self.low(start) in PRONOUNS:
            return Phrase("pronoun", start, start + 1)
        walked = self._walked(start, limit)
        return walked if walked is None or isinstance(walked, Phrase) else self._phrase(start, walked, limit)

    def _walked(self, start: int, limit: int) -> Phrase | int | None:
        """The person whose name ends the words from `start`, else where they end; None where there are none."""
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
                    and not self.epithet(run)
                    and following not in ("'s", "’s")
                    and not self._only_modifies(index, limit)
                    and not is_human(following)
                ):
                    premodifier = self.premodifier(run.start, start)
                    if self._of_head(start, run.start):
                        if self.tokens[index].text.islower() if index < limit else False:
                            continue  # "a librarian at the Slaithwaite branch"
                        break
                    end = self._limit(index, limit)
                    return Phrase("name", run.start, index, run, self.apposition(index, end) or premodifier, self.age(index))
                continue
            issued = word in ("from", "by") and self.low(index - 1) in DOCUMENTS
            if index > start and (issued or (word in OF and (is_human(self.tokens[index - 1].text) or descriptive))):
                descriptive = True
                if word == "in" and self.low(index + 1) in ("a", "an", "the") and self.low(index + 2) in DOCUMENTS:
                    break
            elif word in ("that", "this", "these", "those") and index == start:
                pass
            elif self._ends_subject(index, start, descriptive):
                break
            elif index > start and not descriptive and self._past_head(start, index):
                if word not in POSTMODIFIERS:
                    break
                index = self._postmodified(index, limit)
                break
            index += 1
        return None if index == start else index

    def _ends_subject(self, index: int, start: int, descriptive: bool) -> bool:
        """Whether the word begins something else; `descriptive` after "the head of the"."""
        word = self.low(index)
        if index > start and word in SPEECH and SPEECH[word][1] in ("past", "ing"):
            return True
        if descriptive and (
            word in ADVERBS or ((word.endswith(("ed", "s")) or index in self.runs) and self.low(index + 1) in _OBJECTS)
        ):
            return True
        return any(word in words for words in (PREPOSITIONS, CLAUSE, TIME_WORDS, BE, MODALS, _SELVES))

    def _phrase(self, start: int, index: int, limit: int) -> Phrase:
        """What the words from `start` to `index` name or describe."""
        run = self.runs.get(index)
        if run is not None and self.epithet(run):
            return Phrase("description", run.start - 1, index)
        if start == 0 and self.low(index) == "and":
            index = self._past_second(index, limit)
        if self.is_mark(index, ",") and (named := self._apposed_name(index + 1)) is not None:
            closed = named.end >= limit or self.is_mark(named.end, ",.;") or self.low(named.end) in OF
            human = any(is_human(t.text) for t in self.tokens[start:index])
            verb = self.low(named.end) in AUXILIARIES or self.low(named.end) in BE
            # "Producer of the show, Al Jean paid tribute", "A former teacher, Jean has paid tribute"
            opens = start == 0 and (len(named.words) > 1 or verb) and human
            if (closed or opens) and (named.kind == "person" or (named.kind == "likely" and human)):
                return Phrase("name", named.start, named.end, named, (start, index))
        if run is not None and run.name < run.end and run.start - start <= (1 if self.low(start) in ("the", "local") else 0):
            return Phrase("name", run.start, index, run, self.apposition(index, self._limit(index, limit)))
        return Phrase("description", start, index)

    def _work_before(self, start: int, limit: int) -> bool:
        """Whether a work's title in quote marks belongs to a person noun with a name: “Harbour Lights” star Ann Lee."""
        if start + 2 >= limit or self.tokens[start].quote is None or self.tokens[start].text != "“”":
            return False
        index = start + 1
        while index < min(limit, start + 4) and self.tokens[index].text.islower() and index not in self.starting:
            index += 1
        return index > start + 1 and index in self.starting and is_human(self.tokens[index - 1].text)

    def _only_modifies(self, index: int, limit: int) -> bool:
        """Whether a name stands before an unknown noun and the person's name: "Thornton goalscorer Ryan Pell"."""
        named = self.starting.get(index + 1)
        if named is None or named.end > limit or len(named.words) < 2 or not is_first_name(named.words[0]):
            return False
        token = self.tokens[index]
        noun = token.word and token.text.islower() and not token.low.endswith(("ed", "ly", "ing"))
        return noun and not any(
            token.low in words for words in (SPEECH, BE, MODALS, AUXILIARIES, PREPOSITIONS, CLAUSE, ADVERBS)
        )

    def _past_second(self, index: int, limit: int) -> int:
        """Past the second trade of "A teacher and trained nurse, Ann Lee has …", if the name follows."""
        end = index + 1
        while end < limit and self.tokens[end].word and self.tokens[end].text.islower() and end - index < 8:
            end += 1
        named = is_human(self.low(end - 1)) and self.is_mark(end, ",") and self.starting.get(end + 1) is not None
        return end if named else index

    def _apposed_name(self, index: int) -> NameSpan | None:
        """The name that an apposition gives: "her secretary, Ann Lee", "her husband, the playwright Jon Lee"."""
        if self.low(index) == "the":
            index += 1
            while index not in self.starting and index < len(self.tokens) and is_human(self.tokens[index].text):
                index += 1
        return self.starting.get(index)

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
        if previous.low in _ADJECTIVES and word.low not in _ENDING and not word.low.endswith(("ed", "ly", "ing")):
            return False  # "a criminal complaint"
        return (
            is_human(previous.text)
            and previous.low != "former"
            and (not previous.capital or index == start + 1)
            and word.text[0].islower()
            and not is_human(word.text)
            and word.low not in BODIES
            and word.low not in ("'s", "’s")
        )

    def _of_head(self, start: int, run: int) -> bool:
        """Whether a person noun with "of" or "for" stands before the name: a friend of John Smith."""
        before = self.tokens[run - 1]
        named = self.starting[run]
        if named.kind == "person" and len(named.words) > 1 and before.text.islower() and before.low in _REALMS:
            return False  # "the secretary of state Ann Lee"
        return any(
            self.low(i) in OF and i > start and is_human(self.tokens[i - 1].text) and not is_human(before.text)
            for i in range(start, run)
        )

    def _limit(self, index: int, limit: int) -> int:
        return min(limit, index + 30)
