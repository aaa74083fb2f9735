"""Reads noun phrases off one sentence: subjects before their verb (`subjects`) and, inverted, after it."""

from dataclasses import replace

from qa.english.gazetteer import BODIES, DOCUMENTS, TIME_WORDS
from qa.english.lexicon import is_first_name, is_human
from qa.english.name_spans import NameSpan
from qa.english.phrases import DETERMINERS, OF, OUTSIDE, POSTMODIFIERS, PRONOUNS, Phrase
from qa.english.subjects import Subjects
from qa.english.verbs import ADVERBS, AUXILIARIES, BE, MODALS, SPEECH
from qa.english.word_classes import word_class

# What stands in no description between "and" and the people: "police and the mayor's officials".
_PARTING = OUTSIDE | DETERMINERS | SPEECH.keys()
# A participle that is a noun in a smaller share of its uses is a verb: "supporting officials", but "staffing officials".
_NOUN = 0.4
# What stands in no nouns that go on to a name.
_NO_NOUNS = OUTSIDE | DETERMINERS | PRONOUNS | TIME_WORDS | SPEECH.keys() | ADVERBS
_SELVES = frozenset(["himself", "herself", "themselves", "itself"])


class SubjectParser(Subjects):
    """Reads rightwards from a verb as well: said the official; said John Smith, a spokesman for the force."""

    def before(self, low: int, verb: int) -> Phrase | None:
        """Return the subject of the verb at `verb`, looked for no further left than `low`; None for passives and negations."""
        found = super().before(low, verb)
        if found is None or found.kind != "description":
            return found
        return self._unclosed(found, verb) or self._joined(low, found)

    def _joined(self, low: int, found: Phrase) -> Phrase:
        """Return the description with what "and" joins to it where a sentence or stretch begins: "US and French officials"."""
        first = self.spans.get(found.start - 1)
        start = first.start if first is not None and first.kind != "person" else found.start - 2
        opens = start == 0 or self.is_quote(start - 1) or self.is_mark(start - 1, ",")
        joins = start >= low and opens and self.tokens[start].word and self._joins_modifiers(found.start - 1)
        return replace(found, start=start) if joins else found

    def _joins_modifiers(self, index: int) -> bool:
        """Whether "and" joins two words for the same people: "state and local officials"."""
        if self.low(index) != "and":
            return False
        for at in range(index + 1, index + 4):
            low = self.low(at)
            if not low.isalpha() or low in _PARTING or (low.endswith("ing") and word_class(low).noun < _NOUN):
                return False
            if at > index + 1 and low.endswith("s") and is_human(low) and self.tokens[at].text.islower():
                return True
        return False

    def _unclosed(self, found: Phrase, verb: int) -> Phrase | None:
        """Return the name before a description without its second comma: "Ann Lee, the club's chair said"."""
        named = self.spans.get(found.start - 1) if self.is_mark(found.start - 1, ",") else None
        if named is None or named.kind != "person" or len(named.words) < 2 or self.is_mark(verb + 1, ",.;:—–"):
            return None
        human = is_human(self.tokens[found.end - 1].text) or any(self.low(i) in OF for i in range(found.start, found.end))
        opens = named.start == 0 or self.tokens[named.start - 1].text in ("“,”", "“.”")
        return Phrase("name", named.start, found.end, named, (found.start, found.end)) if opens and human else None

    def after(self, start: int, limit: int) -> Phrase | None:
        """Return the subject that follows its verb: said the official, said John Smith, a spokesman for the force."""
        if start >= limit or not self.tokens[start].word:
            return None
        if self.low(start) in PRONOUNS:
            return Phrase("pronoun", start, start + 1)
        walked = self._walked(start, limit)
        return walked if walked is None or isinstance(walked, Phrase) else self._phrase(start, walked, limit)

    def _walked(self, start: int, limit: int) -> Phrase | int | None:
        """Return the phrase of the first person named from `start` on, else the end of a description; None for neither."""
        index, descriptive = start, False
        while index < limit and index - start < 22:
            token = self.tokens[index]
            if not token.word and token.text not in "&'’":
                break
            span = self.starting.get(index)
            if span is not None and span.end <= limit:
                index = span.end
                if self._may_be_person(span):
                    modified = self._modified(index, limit)
                    if modified is None and not is_human(self.low(index)):
                        read = any(self.low(i) in ("by", "from") and self.is_read(i) for i in range(start, span.start))
                        if not read and not self._of_head(start, span.start):
                            return self._named(span, start, limit)
                        if index >= limit or not self.tokens[index].text.islower():
                            break  # but "a librarian at the Slaithwaite branch" goes on
                    index = modified or index
                continue
            if index > start and (self._describes_on(index, descriptive) or self._is_issued(start, index)):
                descriptive = True
            elif index > start and (self.joins_offices(index) or self._joins_modifiers(index)):
                pass
            elif self._ends_subject(index, start):
                break
            elif index > start and not descriptive and self._past_head(start, index, limit):
                index = self._postmodified(index, limit) if token.low in POSTMODIFIERS else index
                break
            index += 1
        return None if index == start else index

    def _may_be_person(self, span: NameSpan) -> bool:
        return span.kind in ("person", "likely") and not self.epithet(span) and self.low(span.end) != "'s"

    def _named(self, span: NameSpan, start: int, limit: int) -> Phrase:
        """Return the phrase of a person's name, with what stands around it."""
        role = self.apposition(span.end, limit) or self.premodifier(span.start, start)
        return Phrase("name", span.start, span.end, span, role, self.age(span.end))

    def _describes_on(self, index: int, descriptive: bool) -> bool:
        """Whether a preposition goes on with the description before it: "the head of", "a report by"."""
        word, before = self.low(index), self.tokens[index - 1]
        of = (word in OF and (descriptive or is_human(before.text))) or (word == "to" and self.belongs(index))
        return of or (word in ("from", "by") and before.low in DOCUMENTS)

    def _is_issued(self, start: int, index: int) -> bool:
        """Whether "by" tells whose document it is, or the day before it when it came out: "data compiled on Monday by"."""
        word, before = self.low(index), self.low(index - 1)
        if word in TIME_WORDS:
            return self.low(index + 1) in ("by", "from") and self._is_issued(start, index + 1)
        dated = before in TIME_WORDS or before.endswith("ed")
        return word in ("by", "from") and dated and any(self.low(at) in DOCUMENTS for at in range(start, index))

    def _ends_subject(self, index: int, start: int) -> bool:
        """Whether the word begins something else."""
        word = self.low(index)
        if index == start and word in ("that", "this", "these", "those"):
            return False
        if index > start and word in SPEECH and SPEECH[word][1] in ("past", "ing"):
            return True
        return word in OUTSIDE or word in TIME_WORDS or word in _SELVES

    def _phrase(self, start: int, index: int, limit: int) -> Phrase:
        """Return what the words from `start` to `index` name or describe."""
        span = self.spans.get(index)
        if span is not None and self.epithet(span):
            return Phrase("description", span.start - 1, index)
        if span is not None and span.kind == "person" and start < span.start < span.name and not self.titled(span):
            return Phrase("name", start, index, span, (start, span.name))  # "the warden of Oslo Prison Ann Lee"
        if self.is_mark(index, ",") and (named := self.starting.get(index + 1)) is not None:
            closed = named.end >= limit or self.is_mark(named.end, ",.;") or self.low(named.end) in OF
            human = any(is_human(t.text) for t in self.tokens[start:index])
            verb = self.low(named.end) in AUXILIARIES or self.low(named.end) in BE
            # "Producer of the show, Al Jean paid tribute", "A former teacher, Jean has paid tribute"
            opens = start == 0 and (len(named.words) > 1 or verb) and human
            if (closed or opens) and (named.kind == "person" or (named.kind == "likely" and human)):
                return Phrase("name", named.start, named.end, named, (start, index))
        ahead = int(self.low(start) in ("the", "local"))
        if span is not None and span.name < span.end and span.start - start <= ahead:
            return Phrase("name", span.start, index, span, self.apposition(index, limit))
        return Phrase("description", start, index)

    def _modified(self, index: int, limit: int) -> int | None:
        """Return where the person is named whom a name before `index` tells of: "Medal of Honor recipient Ann Lee"."""
        for at in range(index, min(limit, index + 6)):
            token, named = self.tokens[at], self.starting.get(at)
            if at > index and named is not None and len(named.words) > 1 and is_first_name(named.words[0]):
                noun = self.tokens[at - 1]
                others = (OUTSIDE, SPEECH, AUXILIARIES, ADVERBS)
                told = noun.low.endswith(("ed", "ly", "ing")) or any(noun.low in words for words in others)
                return at if noun.text.islower() and not told else None
            if not token.word or not (token.capital or token.low == "of" or at + 1 in self.starting):
                return None
        return None

    def _postmodified(self, index: int, limit: int) -> int:
        """Skip "briefed on the discussions" in "a diplomat briefed on the discussions"."""
        while index < limit and self.tokens[index].word and self.low(index) not in BE | MODALS | AUXILIARIES | SPEECH.keys():
            index += 1
        return index

    def _past_head(self, start: int, index: int, limit: int) -> bool:
        """Whether the head noun is behind: a lower-case person noun, then a word that is none and leads to no name."""
        previous, word = self.tokens[index - 1], self.tokens[index]
        return (
            is_human(previous.text)
            and previous.low != "former"
            and (not previous.capital or index == start + 1)
            and word.text[0].islower()
            and not is_human(word.text)
            and word.low not in BODIES
            and not self._goes_on_to_name(index, limit)
        )

    def _goes_on_to_name(self, index: int, limit: int) -> bool:
        """Whether nouns go on to a person's name behind another person noun: "veteran oil analyst Ann Lee"."""
        end = index
        while end < min(limit, index + 4) and end not in self.starting:
            if not self.tokens[end].word or self.low(end) in _NO_NOUNS:
                return False
            end += 1
        named = self.starting.get(end)
        return named is not None and named.kind in ("person", "likely") and is_human(self.tokens[end - 1].text)

    def _of_head(self, start: int, name: int) -> bool:
        """Whether a person noun with "of" or "for" stands before the name: a friend of John Smith."""
        before = self.tokens[name - 1]
        return any(
            self.low(i) in OF and i > start and is_human(self.tokens[i - 1].text) and not is_human(before.text)
            for i in range(start, name)
        )
