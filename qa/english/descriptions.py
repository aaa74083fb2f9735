"""Who speaks without a name of their own: "a spokesman for the company", "protesters marching through the streets"."""

from qa.english.gazetteer import BODIES, BODY_NAMES, DOCUMENTS, TIME_WORDS
from qa.english.lexicon import is_human, key
from qa.english.name_spans import NameSpan
from qa.english.nouns import COLLECTIVES
from qa.english.phrases import CLAUSE, DETERMINERS, OF, POSTMODIFIERS, PREPOSITIONS, Phrase, Words
from qa.english.verbs import BE, MODALS, SPEECH

_NO_HEADS = CLAUSE | PREPOSITIONS | TIME_WORDS


class Descriptions(Words):
    """Reads leftwards from the end of a description."""

    def posted(self, span: NameSpan) -> bool:
        return any(key(self.tokens[i].text) in BODY_NAMES for i in range(span.start, span.name))

    def located(self, low: int, span: NameSpan) -> Phrase | None:
        """Return the subject before a place or body in a prepositional phrase: "Gov. Jane Doe of Ohio said"."""
        if (bearer := self._bearer(low, span)) is not None:
            return bearer
        if span.kind == "person" and self.posted(span):
            return None  # "the head of World Aid Ann Lee"
        before = span.start - 1
        if self.low(before) in ("the", "a", "an"):
            before -= 1
        if before <= low or not (self.belongs(before) or self.low(before) == "on"):
            return None
        for index in range(before - 1, max(low, before - 16) - 1, -1):
            if not self.tokens[index].word or self.low(index) in SPEECH:
                return None
            if self.low(index) in DETERMINERS:
                end = index + 1
                while end < before and not is_human(self.tokens[end].text):
                    end += 1
                while end < span.end and (
                    is_human(self.tokens[end].text) or self.low(end) == "of" or end in self.starting or self.low(end) == "the"
                ):
                    end = self.starting[end].end if end in self.starting else end + 1
                return Phrase("description", index, end)
        return None

    def _bearer(self, low: int, span: NameSpan) -> Phrase | None:
        """Return the name that a chain of phrases goes back to: "Ann Lee from the Harbour area of Leeds"."""
        found = None
        for index in range(span.start - 1, max(low, span.start - 16), -1):
            word = self.low(index)
            if not self.tokens[index].word or self.tokens[index].quote is not None or word in CLAUSE or word in SPEECH:
                break
            named = self.spans.get(index) if (word in OF or word == "on") and span.kind != "person" else None
            if named is not None and named.start >= low and named.name < named.end:
                found = Phrase("name", named.start, span.end, named, self.premodifier(named.start, low))
        return found

    def reduced(self, low: int, end: int) -> Phrase | None:
        """Return the noun that a participle describes: "Protesters marching in the streets", "A report released last year"."""
        for index in range(end - 1, max(low, end - 14), -1):
            token = self.tokens[index]
            if not token.word or token.quote is not None or token.low in BE or token.low in MODALS or token.low in CLAUSE:
                return None
            if not token.text.islower() or not token.low.endswith(("ing", "ed")) or token.low in SPEECH:
                continue
            before = self.tokens[index - 1]
            span = self.spans.get(index)
            speaks = is_human(before.text) or before.low in COLLECTIVES or before.low in DOCUMENTS
            if not speaks or (span is not None and (len(span.words) > 1 or span.start > low)):
                continue
            start = self.left(low, index - 1)
            if start < index - 1 or before.low in COLLECTIVES:
                return Phrase("description", start, index)
        return None

    def described_before(self, low: int, start: int) -> int | None:
        """Return where "a spokesman for the company" begins, given that "the company" begins at `start` or one word earlier."""
        index = start - 1
        steps = 0
        while index >= low and steps < 8 and self.tokens[index].word and self.tokens[index].quote is None:
            word = self.low(index)
            if (
                (self.belongs(index) or word == "on" or (word == "to" and self.low(index - 1) in DOCUMENTS))
                and index > low
                and (is_human(self.tokens[index - 1].text) or self.low(index - 1) in DOCUMENTS)
            ):
                return self.left(low, index)
            if word in PREPOSITIONS and self.low(index - 1) in POSTMODIFIERS and is_human(self.low(index - 2)):
                return self.left(low, index - 2)  # "a person close to the minister"
            if word in CLAUSE or (word in PREPOSITIONS and not self.belongs(index)) or word in SPEECH:
                return None
            index -= 1
            steps += 1
        return None

    def bare_description(self, low: int, end: int) -> Phrase | None:
        head = self.low(end - 1)
        start = self.left(low, end - 1)
        determined = self.low(start) in DETERMINERS or any(t.text in ("'s", "’s") for t in self.tokens[start:end])
        if head in COLLECTIVES or is_human(head) or head in BODIES or (head.endswith("s") and head[:-1] in BODIES):
            return Phrase("description", start, end)
        speaks = end < len(self.tokens) and self.low(end) in ("said", "says", "added", "told") and head not in _NO_HEADS
        if determined and (head in DOCUMENTS or (speaks and end - start > 1)):
            return Phrase("description", start, end)  # "Birch's junior said": whatever the noun, somebody spoke
        if self.low(start) in ("one", "another", "some", "many", "others") and end - start <= 2:
            return Phrase("description", start, end)
        return None


def is_description(speaker: str) -> bool:
    """Whether it is nobody's name: "a senior administration official", "U.S. officials"."""
    return speaker[0].islower() or speaker.split()[-1].islower()
