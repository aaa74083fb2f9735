"""Which tokens of a unit are words said, and by which tag."""

from collections.abc import Iterator

from qa.attribution.quote_shape import is_sentence
from qa.attribution.reported import after_that, is_title, is_told, reports
from qa.attribution.tag import Tag
from qa.attribution.tag_extent import only_quote_follows
from qa.english.clauses import is_verb
from qa.english.entities import Entity
from qa.english.phrases import PREPOSITIONS
from qa.english.speaker_phrases import touches_quote
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import MODALS, NAMING, NEEDS_CLAUSE, SAYING

_GOING_ON = frozenset("which with when where if unless though although".split())
_THINKING = frozenset("believe think feel hope fear wonder".split())


def telling(text: str, reader: SubjectParser, tags: list[Tag]) -> list[Tag]:
    """Without the tags of verbs that say nothing here: no quotation follows before the next tag, and no clause."""
    kept: list[Tag] = []
    for number, tag in enumerate(tags):
        limit = tags[number + 1].start if number + 1 < len(tags) else len(reader.tokens)
        begin = after_that(text, reader, tag.end, limit) or tag.end + (reader.low(tag.end) == "that")
        quoted = any(reader.tokens[index].quote is not None for index in range(tag.end, limit))
        reported = bool(kept) and not kept[-1].post and kept[-1].lemma in SAYING and tag.start <= kept[-1].end + 1
        if tag.lemma in _THINKING and (reported or reader.low(tag.start - 1) in ("what", "when", "as", "if")):
            continue  # "saying the company hopes to have “…”": said, not hoped
        if (
            tag.post
            or quoted
            or (tag.lemma in SAYING and tag.lemma not in NEEDS_CLAUSE)
            or reports(
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
            if further is not None and not is_told(reader, begin, tag.start) and not is_verb(reader, further):
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
        if reader.tokens[index].quote is None or is_title(text, reader, index):
            continue
        mark = (
            (index == position and is_sentence(text, reader.tokens[index].quote))
            or reader.is_mark(index - 1, ",:;—–-.")
            or reader.low(index - 1) in ("and", "that", "but")
        )
        if mark:
            return index
    if position < limit and reader.is_mark(position, ",") and any(t.quote is not None for t in reader.tokens[position:limit]):
        titles = all(is_title(text, reader, i) for i in range(position, limit) if reader.tokens[i].quote is not None)
        return None if titles else position  # "If so, Lee suggested, the firm went ahead after “long talks”"
    return None
