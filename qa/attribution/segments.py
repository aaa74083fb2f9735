"""Which tokens of a unit are words said, and by which tag."""

from collections.abc import Iterator

from qa.attribution.quote_shape import is_sentence
from qa.attribution.reported import after_that, is_title, is_told, reports
from qa.attribution.tag import Tag
from qa.attribution.tag_extent import only_quote_follows
from qa.english.clauses import is_verb
from qa.english.entities import Entity
from qa.english.phrases import PREPOSITIONS
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import MODALS, NEEDS_CLAUSE, SAYING

_GOING_ON = frozenset("which with when where if unless though although".split())
_THINKING = frozenset("believe think feel hope fear wonder".split())


# A clause that one of these opens isn't all that was said.
_SUBORDINATE = frozenset("though although while if when because unless whatever whenever despite".split())


def telling(reader: SubjectParser, tags: list[Tag]) -> list[Tag]:
    """Without the tags of verbs that say nothing here: no quotation follows before the next tag, and no clause."""
    kept: list[Tag] = []
    for number, tag in enumerate(tags):
        limit = tags[number + 1].start if number + 1 < len(tags) else len(reader.tokens)
        begin = after_that(reader, tag.end, limit) or tag.end + (reader.low(tag.end) == "that")
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
            begin, position = position, tag.end
            limit = next((t.start for t in tags[number + 1 :] if t.start >= position), len(tokens))
            further = _further(reader, tag, limit)
            if further is not None and not is_told(reader, begin, tag.start) and not is_verb(reader, further):
                begin = further  # "Even more worryingly, said Lee, …"
            whole = further is not None and _goes_on(reader, tag, begin, further)
            if begin < tag.start:
                yield tag, figure, begin, limit if whole else tag.start
            elif further is not None:
                yield tag, figure, further, limit
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
                or later.lemma == "according"
            )
            introduces = later.lemma in SAYING and reader.is_mark(later.end, ":") and only_quote_follows(reader, later.end)
            if introduces or (later.start >= tag.end and joined):
                limit = later.start
                break
        yield tag, figure, tag.end, limit
        position = limit
        number += 1


def _further(reader: SubjectParser, tag: Tag, limit: int) -> int | None:
    """Where a sentence goes on behind a tag in its middle, past "in the Times"."""
    index = tag.end
    while index < min(limit, tag.end + 6) and not reader.is_mark(index, ",") and reader.low(tag.end) in PREPOSITIONS:
        index += 1
    return index + 1 if reader.is_mark(index, ",") and index + 1 < limit else None


def _goes_on(reader: SubjectParser, tag: Tag, begin: int, index: int) -> bool:
    """Whether the words said before a tag go on behind it: "…, said Lee, which amounts to a ban"."""
    if tag.lemma == "according" or (tag.subject is not None and tag.subject.role and tag.subject.role[0] > tag.subject.start):
        return False  # "said Lee, head of the trust, which runs the zoo"
    broken = reader.low(tag.start - 3) in MODALS  # "would address, Lee said, a symbol"
    if reader.low(begin) in _SUBORDINATE or (reader.low(index) == "and" and is_verb(reader, index + 1)):
        return True  # "Though few write, he said, stamps will stay", "he deceived them, it says, and told them to march"
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
    quote = following[0].start - 1
    if reader.tokens[quote].quote is None or quote - 1 <= tag.end:
        return False
    return reader.is_mark(quote - 1, ",") or any(reader.is_mark(i, ",") for i in range(tag.end, quote))


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
