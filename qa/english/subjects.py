"""The subject of a speech verb before it, and who speaks without a name of their own: "a spokesman for the company"."""

from dataclasses import replace

from qa.english.gazetteer import BODIES, BODY_NAMES, COLLECTIVES, DOCUMENTS, KIN, TIME_WORDS
from qa.english.lexicon import is_human, key
from qa.english.name_spans import NameSpan
from qa.english.phrases import APPOSITION, CLAUSE, DETERMINERS, OF, POSTMODIFIERS, PREPOSITIONS, PRONOUNS, Phrase, SentenceWords
from qa.english.verbs import ADVERBS, AUXILIARIES, BE, MODALS, NEGATIONS, SPEECH

_NO_HEADS = CLAUSE | PREPOSITIONS | TIME_WORDS
_SUBORDINATE = frozenset("after before because since when while as if although".split())
_TIES = frozenset("of in from at for on".split())
_PARTS = frozenset("percent half third quarter majority majorities".split())
_READ = frozenset("obtained seen reviewed viewed read received heard".split())


class Subjects(SentenceWords):
    """Reads leftwards: from the end of a description, and from a verb."""

    def posted(self, span: NameSpan) -> bool:
        return any(key(self.tokens[i].text) in BODY_NAMES for i in range(span.start, span.name))

    def document_read_by(self, low: int, span: NameSpan) -> Phrase | None:
        """ "A statement sent to Acme", "the letter seen by Acme": the document says so, not Acme."""
        document = next((at for at in range(span.start - 1, max(low, span.start - 9), -1) if self.low(at) in DOCUMENTS), None)
        if document is None or not self.is_read_by(span.start):
            return None
        return Phrase("description", self.left(low, document), span.end)

    def is_read_by(self, start: int) -> bool:
        """Whether something is "sent to" whom the token begins, or "seen by" them: it isn't theirs."""
        before = start - 1 - (self.low(start - 1) == "the")
        word, ahead = self.low(before), self.low(before - 1)
        return (word == "to" and ahead != "according") or (word == "by" and ahead in _READ)

    def _bearer(self, low: int, span: NameSpan) -> Phrase | None:
        """Return the name that a chain of phrases goes back to: "Ann Lee from the Harbour area of Leeds"."""
        found = None
        for index in range(span.start - 1, max(low, span.start - 16), -1):
            word = self.low(index)
            if not self.tokens[index].word or word in CLAUSE or word in SPEECH:
                break
            named = self.spans.get(index) if (word in OF or word == "on") and span.kind != "person" else None
            if named is not None and named.start >= low and named.name < named.end and not self.document_read_by(low, named):
                found = Phrase("name", named.start, span.end, named, self.premodifier(named.start, low))
        return found

    def reduced(self, low: int, end: int) -> Phrase | None:
        """Return the noun that a participle describes: "Protesters marching in the streets", "A report released last year"."""
        for index in range(end - 1, max(low, end - 14), -1):
            token = self.tokens[index]
            if not token.word or token.low in BE or token.low in MODALS or token.low in CLAUSE:
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
        for index in range(start - 1, max(low, start - 8) - 1, -1):
            if not self.tokens[index].word:
                return None
            word, document = self.low(index), self.low(index - 1) in DOCUMENTS
            tied = self.belongs(index) or word == "on" or (word == "to" and document)
            if tied and index > low and (document or is_human(self.tokens[index - 1].text)):
                return self.left(low, index)
            if word in PREPOSITIONS and self.low(index - 1) in POSTMODIFIERS and is_human(self.low(index - 2)):
                return self.left(low, index - 2)  # "a person close to the minister"
            if word in CLAUSE or (word in PREPOSITIONS and not self.belongs(index)) or word in SPEECH:
                return None
        return None

    def bare_description(self, low: int, end: int) -> Phrase | None:
        head = self.low(end - 1)
        start = self.left(low, end - 1)
        determined = self.low(start) in DETERMINERS or any(t.low == "'s" for t in self.tokens[start:end])
        speaker = self._speaks(end - 1)
        speaks = self.low(end) in ("said", "says", "added", "told") and head not in _NO_HEADS
        # "Birch's junior said": whatever the noun, somebody spoke.
        anybody = determined and (head in DOCUMENTS or (speaks and end - start > 1))
        some = self.low(start) in ("one", "another", "some", "many", "others") and end - start <= 2
        return Phrase("description", start, end) if speaker or anybody or some else None

    def before(self, low: int, verb: int) -> Phrase | None:
        """Return the subject of the verb at `verb`, looked for no further left than `low`; None for passives and negations."""
        k = verb - 1
        while k >= low and self._adverbial(k):
            if self.low(k) in NEGATIONS:
                return None
            k -= 1
        k = self._past_time(low, k)
        if k < low or self.low(k) in BE or self.low(k) in MODALS or self.low(k) in NEGATIONS:
            return None
        if self.is_mark(k, ",)—–-"):
            return self._past_apposition(low, k)
        return self.whole(low, k + 1)

    def whole(self, low: int, end: int) -> Phrase | None:
        """Return the phrase up to `end` with what its preposition belongs to: "a third of voters", "staff at the zoo"."""
        found = self.ending_at(low, end)
        while found is not None and found.kind != "pronoun" and found.end == end and not self._introduced(found):
            tie = found.start - 1 - (self.low(found.start - 1) in ("a", "an", "the"))
            if self.low(tie) not in _TIES or tie - 1 < low:
                break
            if self.is_mark(tie - 1, ","):
                return self._past_apposition(low, tie - 1)  # "Ann Lee, 67, of Leeds said"
            tied = self._tied(low, tie, end)
            people = any(is_human(token.text) for token in self.tokens[found.start : found.span.start if found.span else end])
            named = found.kind == "name" and found.span is not None and found.span.kind == "person"
            if tied is None and (named or (people and self.low(tie) == "from")):
                break  # "criticism from officials", "After a vote in the House Ann Lee said"
            found = tied
        return found

    def _introduced(self, phrase: Phrase) -> bool:
        """Whether a name has its role before it: "World of Wool head Ann Lee"."""
        named = phrase.span is not None and phrase.span.kind == "person" and self.tokens[max(0, phrase.start - 2)].capital
        return named or (phrase.role is not None and phrase.role[0] < phrase.start)

    def _tied(self, low: int, tie: int, end: int) -> Phrase | None:
        """Return the phrase up to `end` whose head stands before the preposition; None where it is nobody's."""
        named, head, start = self.spans.get(tie), self.tokens[tie - 1], self.left(low, tie)
        if named is not None and named.kind == "person" and named.start >= low:
            return Phrase("name", named.start, end, named, self.premodifier(named.start, low))
        if head.text == "%":
            return Phrase("description", max(low, tie - 2), end)
        body = end in self.spans and self.spans[end].kind != "person"
        part = self.low(tie) == "of" and head.low not in TIME_WORDS and (body or self._speaks(end - 1))
        speaks = (
            part or head.text.isdigit() or head.low in DETERMINERS | _PARTS or self._speaks(tie - 1) or head.low in DOCUMENTS
        )
        return Phrase("description", start, end) if speaks and start < tie else None

    def _speaks(self, index: int) -> bool:
        low = self.low(index)
        return is_human(self.tokens[index].text) or low in COLLECTIVES or low in BODIES or low[:-1] in BODIES

    def _adverbial(self, k: int) -> bool:
        word = self.low(k)
        return (
            word in AUXILIARIES
            or word in ADVERBS
            or word in NEGATIONS
            or (word.endswith("ly") and word not in ("family", "assembly", "ally", "italy", "july", "kelly", "billy"))
        ) and not (self.tokens[k].capital and k + 1 in self.spans)

    def _past_time(self, low: int, k: int) -> int:
        """Skip leftwards an adverbial of time between subject and verb: "Smith on Tuesday said", "the court last week said"."""
        span = self.spans.get(k + 1)
        if self.low(k) not in TIME_WORDS or (span is not None and span.kind in ("person", "body")):
            return k
        ahead = k - 1
        while ahead >= low and self.low(ahead) in ("on", "last", "this", "late", "early", "earlier", "later", "the", "in"):
            ahead -= 1
        return ahead if low <= ahead < k - 1 else k

    def _past_apposition(self, low: int, k: int) -> Phrase | None:
        """Return the subject before one or more stretches between commas: Robert Manning, a senior fellow with …, told."""
        pieces = self.pieces(low, k)
        for number in range(len(pieces) - 1, -1, -1):
            start, end = pieces[number]
            while start < end and self.low(start) in ("and", "but", "so", "as", "while", "then"):
                start += 1
            if start < end and (found := self._in_piece(pieces[:number], start, end, k)) is not None:
                return found
        return None

    def _in_piece(self, earlier: list[tuple[int, int]], start: int, end: int, k: int) -> Phrase | None:
        """Return the subject that stands between two commas; None where those words only tell of one in `earlier` pieces."""
        if self.low(start) in ("including", "among", "like") and end - start <= 8:
            found = self.ending_at(start + 1, end)
            return replace(found, role=found.role or self.apposition(end, k)) if found and found.kind == "name" else None
        span = self.spans.get(end)
        if span is not None and span.start == start and span.name < span.end:
            if earlier and self._locates(span, earlier):
                return None
            role = self.described(earlier[-1]) if earlier else None
            return Phrase("name", span.start, end, span, self.apposition(end, k) or role, self.age(end))
        if self._tells_of_earlier(earlier, start, end):
            return None
        found = self.leading(start, end) or self.whole(start, end) or self.ending_at(start, end)
        if found is None or found.kind != "name":
            return found
        return replace(found, role=self.apposition(end, k) or found.role, age=self.age(end))

    def _locates(self, span: NameSpan, earlier: list[tuple[int, int]]) -> bool:
        """Whether a name only locates the one before: "Smith, R-Ohio, said", "the mayor of Leeds, Yorkshire, said"."""
        located = len(earlier) > 1 and self.low(earlier[-1][0]) in OF and any(map(self.named, earlier[:-1]))
        elsewhere = span.kind in ("place", "body") and not self.opens(earlier)
        return elsewhere or located or self.named(earlier[-1])

    def _tells_of_earlier(self, earlier: list[tuple[int, int]], start: int, end: int) -> bool:
        """Whether words that are no name tell of a name in `earlier` pieces, or are adverbial."""
        first = self.low(start)
        adverbial = first in PREPOSITIONS or first.endswith("ing")
        if adverbial or first in APPOSITION or first[:1].isdigit() or first in ADVERBS:
            opens = first in ("the", "a", "an") and self.opens(earlier)
            return adverbial or (bool(earlier) and not opens)
        if not earlier or first in PRONOUNS or first in DETERMINERS:
            return False
        span = self.spans.get(end)
        # "Jane Doe, owner of a stake in Acme, said"
        tied = span is not None and self.low(span.start - 1 - (self.low(span.start - 1) == "the")) in PREPOSITIONS
        titled = (span is None or span.name == span.end or tied) and is_human(first) and self.named(earlier[-1])
        # "Jane Doe, chief executive of Acme, said", "Jane Doe, CEO of Acme, said"
        return titled or not self.tokens[start].capital

    def _antecedent(self, low: int, comma: int) -> Phrase | None:
        """Return whom ", who said" tells of: the person named right before it, else whoever the commas lead back to."""
        span = self.spans.get(comma)
        if span is not None and span.kind == "person" and span.start >= low and self.low(span.start - 1) not in OF:
            return Phrase("name", span.start, comma, span, self.premodifier(span.start, low))
        return self._past_apposition(low, comma)

    def ending_at(self, low: int, end: int) -> Phrase | None:
        """Return the phrase whose last token is `end - 1`."""
        if end <= low:
            return None
        last = self.tokens[end - 1]
        if not last.word:
            return None
        if last.low in PRONOUNS and not (last.text == "IT" or last.text == "WHO"):
            if last.low in ("who", "that", "which"):
                return self._antecedent(low, end - 2) if self.is_mark(end - 2, ",") else self.ending_at(low, end - 1)
            return Phrase("pronoun", end - 1, end)
        span = self.spans.get(end)
        start = span.start if span is not None and span.start >= low else end - 1
        relative = self._relative(low, end)
        if relative is not None:
            return relative
        outer = self.described_before(low, start)
        if outer is not None:
            return Phrase("description", outer, end)
        if span is not None and span.start >= low:
            if self.epithet(span):
                return Phrase("description", span.start - 1, end)
            if (other := self._bearer(low, span) or self.document_read_by(low, span)) is not None:
                return other
            first = self.spans.get(span.start - 1) if self.low(span.start - 1) in ("and", "&") else None
            if first is not None and first.kind in ("person", "likely", "body") and first.start >= low:
                return Phrase("name", first.start, end, span, several=True)
            if span.name == span.end:
                begin = self.left(low, span.start)
                return Phrase("description", begin, end)
            premodifier = self.premodifier(span.start, low)
            start = premodifier[0] if premodifier else span.start
            if start - 1 >= low and self.low(start - 1) in DETERMINERS:
                start -= 1
            return Phrase("name", start, end, span, premodifier)
        return self.bare_description(low, end) or self.reduced(low, end)

    def _relative(self, low: int, end: int) -> Phrase | None:
        """Return whom a relative clause without commas tells of: "A defector who has applied for residency claims"."""
        for index in range(end - 2, max(low, end - 16), -1):
            if not self.tokens[index].word:
                return None
            if self.low(index) == "who" and self.is_mark(index - 1, ","):
                return self._antecedent(low, index - 1)  # ", who yesterday described"
            if self.low(index) in _SUBORDINATE and self._speaks_itself(index + 1, end):
                return None  # "who was held after police said"
            if self.low(index) == "who" and index > low:
                found = self.ending_at(low, index)
                if found is None and self.low(start := self.left(low, index - 1)) in DETERMINERS:
                    return Phrase("description", start, index)  # "who" makes any noun a person
                return found if found is not None and found.kind != "pronoun" else None
        return None

    def _speaks_itself(self, start: int, end: int) -> bool:
        """Whether the tokens are a name or a noun for those who speak: "police", "the mayor"."""
        span = self.spans.get(end)
        named = span is not None and span.start == start and span.kind in ("person", "body")
        return named or (self.left(start, end - 1) == start and self._speaks(end - 1))

    def leading(self, start: int, end: int) -> Phrase | None:
        """Return the phrase that a piece opens with: "Kim Leadbeater of Labour", "A spokesman for the force"."""
        span = self.starting.get(start)
        if span is not None and span.end <= end and span.name < span.end:
            following = self.low(span.end)
            if span.end == end or following in PREPOSITIONS or following in ("who", "("):
                return Phrase("name", start, span.end, span)
        if self.low(start) in DETERMINERS and any(is_human(t.text) for t in self.tokens[start : min(end, start + 8)]):
            last = self.spans.get(end)
            if (
                last is not None
                and last.name < last.end
                and (last.kind == "person" or (last.kind == "likely" and self.low(last.start - 1) in KIN))
                and (is_human(self.tokens[last.start - 1].text) or (last.kind == "person" and self.posted(last)))
            ):
                return Phrase("name", last.start, end, last, self.premodifier(last.start, start))
            return Phrase("description", start, end)
        return None
