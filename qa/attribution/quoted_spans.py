"""Which tokens of a unit are words said, and what kind of statement they make."""

from collections.abc import Iterator
from dataclasses import dataclass

from qa.attribution.quote_shape import in_first_person, in_title_case, is_complete, is_long, is_sentence
from qa.attribution.tag import CLAUSE_OPENERS, Tag
from qa.attribution.tag_extent import only_quote_follows
from qa.english.clauses import has_clause, is_verb
from qa.english.entities import Entity
from qa.english.phrases import DETERMINERS, PREPOSITIONS
from qa.english.speaker_phrases import touches_quote
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import MODALS, NAMING, NEEDS_CLAUSE, REPORTING, SAYING
from qa.types import StatementKind

# What somebody says that they, or others, are to do: "vowed to appeal".
_URGING = frozenset(
    "ask urge order advise pledge promise vow threaten agree claim request swear demand propose recommend".split()
)
_GOING_ON = frozenset("which with when where if unless though although".split())
_OBJECTS = frozenset("him her them us me you it".split())
_TRAILING = frozenset("and but as while though although".split())
# Before a tag that follows it, a stretch of so many words is a sentence, whatever its words.
_SENTENCE = 6
_PHRASE = 3
_TIMING = frozenset("after before when once until".split())
# Their clause has no subject: "accused the firm of fraud", "urged residents to leave".
_OF_SOMEBODY = frozenset("accuse urge".split())
# "Though they hope so, “they can't tell,” Lee said": the quotation is the main clause.
_SUBORDINATORS = frozenset("although though while because if when since unless whereas".split())
_THINKING = frozenset("believe think feel hope fear wonder".split())


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement before its speaker is put into words."""

    start: int
    end: int
    kind: StatementKind
    figure: Entity | None
    tag: Tag | None

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def telling(text: str, reader: SubjectParser, tags: list[Tag]) -> list[Tag]:
    """Without the tags of verbs that say nothing here: no quotation follows before the next tag, and no clause."""
    kept: list[Tag] = []
    for number, tag in enumerate(tags):
        limit = tags[number + 1].start if number + 1 < len(tags) else len(reader.tokens)
        begin = _that(text, reader, tag.end, limit) or tag.end + (reader.low(tag.end) == "that")
        quoted = any(reader.tokens[index].quote is not None for index in range(tag.end, limit))
        reported = bool(kept) and not kept[-1].post and kept[-1].lemma in SAYING and tag.start <= kept[-1].end + 1
        if tag.lemma in _THINKING and (reported or reader.low(tag.start - 1) in ("what", "when", "as", "if")):
            continue  # "saying the company hopes to have “…”": said, not hoped
        if (
            tag.post
            or quoted
            or (tag.lemma in SAYING and tag.lemma not in NEEDS_CLAUSE)
            or _reports(
                reader, tag, begin, limit if tags[number + 1 : number + 2] and tags[number + 1].post else len(reader.tokens)
            )
        ):
            kept.append(tag)
    return kept


def segments(
    text: str, reader: SubjectParser, tags: list[Tag], figures: list[Entity | None]
) -> Iterator[tuple[Tag, Entity | None, int, int]]:
    """Token ranges of words said, each with its tag."""
    tokens = reader.tokens
    position = 0
    number = 0
    while number < len(tags):
        tag, figure = tags[number], figures[number]
        if tag.start < position and not tag.linked:
            number += 1
            continue
        if tag.post:
            mark = next((i for i in range(tag.start - 1, position, -1) if reader.is_mark(i, "()")), position)
            begin, position = mark + 1 if reader.is_mark(mark, "(") else position, tag.end
            limit = next((t.start for t in tags[number + 1 :] if t.start >= position), len(tokens))
            further = _further(reader, tag, limit)
            if further is not None and not _told(reader, begin, tag.start) and not is_verb(reader, further):
                begin = further  # "Even more worryingly, said Lee, …"
            whole = further is not None and _goes_on(reader, tag, further)
            if begin < tag.start:
                yield tag, figure, begin, limit if whole else tag.start
            elif further is not None:
                yield tag, figure, further, limit
            if begin == further or whole:
                position = limit
                number += 1
                continue
            following = tags[number + 1] if number + 1 < len(tags) else None
            resumed = _resumes(text, reader, position, limit)
            if resumed is not None and not (following is not None and following.post):
                yield tag, figure, resumed, limit
                position = limit
            elif resumed is not None:
                position = resumed
            number += 1
            continue
        silent = figure is None and not any(t.quote is not None for t in tokens[tag.end :])
        if (silent and tags[number + 1 : number + 2] and tags[number + 1].post) or _only_thought(
            reader, tag, tags[number + 1 : number + 2]
        ):
            number += 1
            continue
        limit = len(tokens)
        for later in tags[number + 1 :]:
            joined = (
                later.linked
                or reader.low(_joint(reader, later)) in (",", ";", "and", "but", "while")
                or (later.post and reader.low(later.start - 1) == "as")
                or later.lemma == "according"
            )
            if later.post and later.subject is not None and later.subject.start > later.verb:
                joined = True
            joined = joined or _said_in_turn(reader, tag, later) or _named_in_turn(reader, tag, later)
            introduces = later.lemma in SAYING and reader.is_mark(later.end, ":") and only_quote_follows(reader, later.end)
            if introduces or (later.start >= tag.end and joined):
                limit = later.start
                break
        for index in range(position, tag.start):
            quote = tokens[index].quote
            if quote is not None and is_sentence(text, quote):
                yield tag, figure, index, index + 1
        yield tag, figure, tag.end, limit
        position = limit
        number += 1


def _further(reader: SubjectParser, tag: Tag, limit: int) -> int | None:
    """Where a sentence goes on behind a tag in its middle, past "in the Times"."""
    index = tag.end
    while index < min(limit, tag.end + 6) and not reader.is_mark(index, ",") and reader.low(tag.end) in PREPOSITIONS:
        index += 1
    return index + 1 if reader.is_mark(index, ",") and index + 1 < limit else None


def _told(reader: SubjectParser, start: int, end: int) -> bool:
    """Whether something is said before a tag: a quotation or a clause, and no adverbial alone."""
    if any(reader.tokens[i].quote is not None for i in range(start, end)) or has_clause(reader, start, end):
        return True
    words = sum(reader.tokens[i].word for i in range(start, end))
    return words >= _SENTENCE and not (reader.low(start) in PREPOSITIONS or reader.low(start).endswith(("ing", "ly")))


def _goes_on(reader: SubjectParser, tag: Tag, index: int) -> bool:
    """Whether the words said before a tag go on behind it: "…, said Lee, which amounts to a ban"."""
    if tag.lemma == "according" or (tag.subject is not None and tag.subject.role and tag.subject.role[0] > tag.subject.start):
        return False  # "said Lee, head of the trust, which runs the zoo"
    broken = reader.low(tag.start - 3) in MODALS  # "would address, Lee said, a symbol"
    return reader.low(index) in _GOING_ON or is_verb(reader, index) or (broken and reader.is_mark(tag.start - 1, ","))


def _joint(reader: SubjectParser, tag: Tag) -> int:
    """The word before a tag's subject and what stands before its name: "while" of "while defence counsel Ann Lee said"."""
    index = tag.start - 1
    if tag.subject is not None and tag.subject.kind == "name":
        while tag.start - index < 4 and reader.low(index).islower() and reader.low(index) not in ("and", "but", "while"):
            index -= 1
    return index


def _only_thought(reader: SubjectParser, tag: Tag, following: list[Tag]) -> bool:
    """Whether a weak verb's clause is over before a quotation with a tag of its own: Though they hope to win, “…,” Lee said."""
    if tag.lemma in SAYING or not following or not following[0].post:
        return False
    if tag.lemma in _THINKING and following[0].subject is not None and following[0].start < len(reader.tokens):
        before = following[0].start - 1 - reader.is_mark(following[0].start - 1, ",")
        if reader.tokens[before].quote is not None:
            return True  # "Families believe it was “…”, Lee said"
    if reader.low(following[0].start - 1) == "as" and not touches_quote(reader, tag.verb):
        return True  # "They echo her concerns, since it is “…,” as a memo put it"
    quote = following[0].start - 1
    if reader.tokens[quote].quote is None or quote - 1 <= tag.end:
        return False
    return reader.is_mark(quote - 1, ",") or any(reader.is_mark(i, ",") for i in range(tag.end, quote))


def _said_in_turn(reader: SubjectParser, tag: Tag, later: Tag) -> bool:
    """Whether somebody reports what another said: I wrote that Lee said “…”."""
    if later.lemma not in SAYING or not tag.end <= later.start <= tag.end + 1 or reader.low(tag.end) != "that":
        return False
    return later.end < len(reader.tokens) and reader.tokens[later.end].quote is not None


def _named_in_turn(reader: SubjectParser, tag: Tag, later: Tag) -> bool:
    """Whether somebody reports what another called it: Lee said that Smith once described the deal as “…”."""
    if later.lemma not in NAMING or later.subject is None or later.post or tag.lemma not in SAYING:
        return False
    if reader.low(later.start - 1) not in ("that", ",") and later.start != tag.end:
        return False
    for index in range(later.verb + 1, min(later.verb + 14, len(reader.tokens))):
        if reader.tokens[index].quote is not None:
            return reader.low(index - 1) == "as" or (
                index <= later.verb + 5 and later.lemma in ("call", "dub", "label", "brand")
            )
        if not reader.tokens[index].word or reader.low(index) in ("and", "but"):
            return False
    return False


def _resumes(text: str, reader: SubjectParser, position: int, limit: int) -> int | None:
    """Where the words said go on after a tag in their middle: “…,” she said, “…”."""
    for index in range(position, limit):
        if reader.tokens[index].quote is None or _title(text, reader, index):
            continue
        mark = (
            (index == position and is_sentence(text, reader.tokens[index].quote))
            or reader.is_mark(index - 1, ",:;—–-.")
            or reader.low(index - 1) in ("and", "that", "but")
        )
        if mark:
            return index
    if position < limit and reader.is_mark(position, ",") and any(t.quote is not None for t in reader.tokens[position:limit]):
        titles = all(_title(text, reader, i) for i in range(position, limit) if reader.tokens[i].quote is not None)
        return None if titles else position  # "If so, Lee suggested, the firm went ahead after “long talks”"
    return None


def statements_in(
    text: str, reader: SubjectParser, tag: Tag, figure: Entity | None, start: int, end: int
) -> Iterator[FoundStatement]:
    tokens = reader.tokens
    while start < end and (
        reader.is_mark(start, ",:;.—–-") or (reader.low(start) == "that" and not tag.post) or _as_quoted(reader, start)
    ):
        start += 1
    if not tag.post and (later := _that(text, reader, start, end)) is not None:
        start = later
    while end > start and (reader.is_mark(end - 1, ",:;.!?—–-") or reader.low(end - 1) in _TRAILING):
        end -= 1
    if start >= end:
        return
    quotes = [i for i in range(start, end) if tokens[i].quote is not None]
    words = [
        i for i in range(start, end) if tokens[i].word and tokens[i].quote is None and reader.low(i) not in ("and", "but", "or")
    ]
    if not quotes:
        if reader.low(start) == "according" or (not tag.post and reader.low(start) in ("and", "but", "or")):
            return  # "…,” Lee said, according to a translation", "the question that they ask, and I laughed"
        if reader.low(tag.start - 1) in _TIMING and not tag.post:  # "After Lee asked twice, Smith went"
            end = next((i for i in range(start, end) if reader.is_mark(i, ",")), end)
        first = next((i for i in range(start, end) if reader.is_mark(i, ",") and reader.low(i + 1) in ("and", "but")), end)
        if reader.low(tag.start - 1) in ("if", "unless") or (not tag.post and not _reports(reader, tag, start, first)):
            return  # "If they ask you to pay", "announced the end, and much has happened since"
        if _reports(reader, tag, start, end) and figure is not None:
            yield FoundStatement(tokens[start].start, tokens[end - 1].end, "indirect", figure, tag)
        return
    joint = next((i for i in range(start + 3, end - 3) if reader.low(i) in ("and", "but") and reader.low(i + 1) == "that"), end)
    if joint < end and not (quotes and not words):
        for first, last in ((start, joint), (joint + 1, end)):  # "said he had left and that he would return"
            yield from statements_in(text, reader, tag, figure, first, last)
        return
    if not words:
        for index in quotes:
            yield FoundStatement(tokens[index].start, tokens[index].end, "direct", figure, tag)
        return
    if tag.lemma not in NAMING and all(_title(text, reader, i) for i in quotes) and not has_clause(reader, start, end):
        return  # "announced dates for “Growth for All”"
    whole = [i for i in quotes if _whole(text, reader, i, start) or (i == start and is_complete(text, reader.tokens[i].quote))]
    if _introduced(text, reader, start) and start not in whole:
        whole.append(start)
    last = quotes[-1]
    if (
        tag.post
        and last == end - 1
        and _set_off(reader, last)
        and (
            (reader.is_mark(last - 1, ",—–:") and (is_long(text, tokens[last].quote) or reader.low(start) in _SUBORDINATORS))
            or in_first_person(text, tokens[last].quote)
        )
    ):
        whole.append(last)  # a sentence, a comma, and then somebody's words
    if whole:
        clause = next((i for i in range(start, min(whole)) if reader.is_mark(i, ";:—–")), start)
        if figure is not None and _reports(reader, tag, start, clause):
            yield FoundStatement(tokens[start].start, tokens[clause - 1].end, "indirect", figure, tag)
        for index in quotes:
            if index in whole or is_sentence(text, tokens[index].quote):
                yield FoundStatement(tokens[index].start, tokens[index].end, "direct", figure, tag)
        return
    if figure is not None or tag.lemma in SAYING or tag.lemma == "according":
        yield FoundStatement(tokens[start].start, tokens[end - 1].end, "mixed", figure, tag)


def _that(text: str, reader: SubjectParser, start: int, end: int) -> int | None:
    """Where the clause begins after a "that" behind an adverbial: "announced shortly after the draw that it was won"."""
    if reader.low(start) not in PREPOSITIONS and not reader.low(start).endswith("ly"):
        return None
    for index in range(start, min(end, start + 12)):
        if reader.low(index) == "that":
            return index + 1
        if reader.tokens[index].quote is not None and not _title(text, reader, index):
            return None
    return None


def _introduced(text: str, reader: SubjectParser, index: int) -> bool:
    """Whether a mark introduces words that end with their quotation, few as they be: Lee replied, “Not me,” before leaving."""
    quote = reader.tokens[index].quote
    if quote is None or not reader.is_mark(index - 1, ",:"):
        return False
    words = quote.words(text)
    return (words[:1].isupper() and words[-1:] in (",", ".", "!", "?")) or is_long(text, quote)


def _set_off(reader: SubjectParser, index: int) -> bool:
    return reader.is_mark(index - (2 if reader.low(index - 1) in ("and", "but") else 1), ",—–:")


def _as_quoted(reader: SubjectParser, start: int) -> bool:
    """ "described X as “…”" with nothing before: only the quotation is the description."""
    return reader.low(start) == "as" and start + 1 < len(reader.tokens) and reader.tokens[start + 1].quote is not None


def _title(text: str, reader: SubjectParser, index: int) -> bool:
    quote = reader.tokens[index].quote
    return quote is not None and in_title_case(quote.words(text).split() or [""])


def _whole(text: str, reader: SubjectParser, index: int, start: int) -> bool:
    """Whether the quotation is a sentence of its own and not a phrase in the clause around it."""
    quote = reader.tokens[index].quote
    return is_sentence(text, quote) and (
        index == start or reader.is_mark(index - 1, ",:;—–-.") or reader.low(index - 1) in ("and", "but")
    )


def _reports(reader: SubjectParser, tag: Tag, start: int, end: int) -> bool:
    words = sum(token.word and token.low not in ("and", "but", "or") for token in reader.tokens[start:end])
    said = reader.low(start - 1) == "that"
    if words < (2 if said else 3) or tag.lemma not in REPORTING:
        return False
    if reader.low(start) == "to" and not tag.post:
        infinitive = not (reader.tokens[start + 1].capital or reader.low(start + 1) in DETERMINERS | _OBJECTS)
        return tag.lemma in _URGING and infinitive
    if said and not tag.post:
        return True
    if tag.post:
        return words > _PHRASE or has_clause(reader, start, end)
    owned = reader.low(start) in ("his", "her", "its", "their")  # "said his piece"
    opens = tag.lemma == "say" and not owned and (reader.low(start) in CLAUSE_OPENERS or start in reader.starting)
    somebody = tag.lemma in _OF_SOMEBODY and reader.low(start) not in PREPOSITIONS  # "the rapper accused of fraud"
    return opens or somebody or has_clause(reader, start, end, tag.lemma in NEEDS_CLAUSE)
