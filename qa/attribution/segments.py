"""Which tokens of a sentence are words said, and by which tag."""

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


def telling(parser: SubjectParser, tags: list[Tag]) -> list[Tag]:
    """Leave out tags of verbs that say nothing here: no quotation follows before the next tag, and no clause."""
    kept: list[Tag] = []
    for number, tag in enumerate(tags):
        limit = tags[number + 1].start if number + 1 < len(tags) else len(parser.tokens)
        begin = after_that(parser, tag.end, limit) or tag.end + (parser.low(tag.end) == "that")
        quoted = any(parser.tokens[index].quote is not None for index in range(tag.end, limit))
        reported = bool(kept) and not kept[-1].follows_words and kept[-1].lemma in SAYING and tag.start <= kept[-1].end + 1
        if tag.lemma in _THINKING and (reported or parser.low(tag.start - 1) in ("what", "when", "as", "if")):
            continue  # "saying the company hopes to have “…”": said, not hoped
        says = tag.lemma in SAYING and tag.lemma not in NEEDS_CLAUSE
        end = limit if number + 1 < len(tags) and tags[number + 1].follows_words else len(parser.tokens)
        if tag.follows_words or quoted or says or reports(parser, tag, begin, end):
            kept.append(tag)
    return kept


def segments(
    text: str, parser: SubjectParser, tags: list[Tag], entities: list[Entity | None]
) -> Iterator[tuple[Tag, Entity | None, int, int]]:
    """Yield each tag with its speaker and the token range of the words said."""
    tokens = parser.tokens
    position = 0
    number = 0
    while number < len(tags):
        tag, entity = tags[number], entities[number]
        if tag.start < position and not tag.linked:
            number += 1
            continue
        if tag.follows_words:
            begin, position = position, tag.end
            limit = next((t.start for t in tags[number + 1 :] if t.start >= position), len(tokens))
            further = _further(parser, tag, limit)
            if further is not None and not is_told(parser, begin, tag.start) and not is_verb(parser, further):
                begin = further  # "Even more worryingly, said Lee, …"
            whole = further is not None and _goes_on(parser, tag, begin, further)
            if begin < tag.start:
                yield tag, entity, begin, limit if whole else tag.start
            elif further is not None:
                yield tag, entity, further, limit
            following = tags[number + 1] if number + 1 < len(tags) else None
            resumed = _resumes(text, parser, position, limit)
            if resumed is not None and not (following is not None and following.follows_words):
                yield tag, entity, resumed, limit
                position = limit
            elif resumed is not None:
                position = resumed
            number += 1
            continue
        silent = entity is None and not any(t.quote is not None for t in tokens[tag.end :])
        if (silent and tags[number + 1 : number + 2] and tags[number + 1].follows_words) or _only_thought(
            parser, tag, tags[number + 1 : number + 2]
        ):
            number += 1
            continue
        limit = len(tokens)
        for later in tags[number + 1 :]:
            joined = (
                later.linked
                or parser.low(_joint(parser, later)) in (",", ";", "and", "but", "while")
                or later.lemma == "according"
            )
            introduces = later.lemma in SAYING and parser.is_mark(later.end, ":") and only_quote_follows(parser, later.end)
            if introduces or (later.start >= tag.end and joined):
                limit = later.start
                break
        yield tag, entity, tag.end, limit
        position = limit
        number += 1


def _further(parser: SubjectParser, tag: Tag, limit: int) -> int | None:
    """Return where a sentence goes on behind a tag in its middle, past "in the Times"."""
    index = tag.end
    while index < min(limit, tag.end + 6) and not parser.is_mark(index, ",") and parser.low(tag.end) in PREPOSITIONS:
        index += 1
    return index + 1 if parser.is_mark(index, ",") and index + 1 < limit else None


def _goes_on(parser: SubjectParser, tag: Tag, begin: int, index: int) -> bool:
    """Whether the words said before a tag go on behind it: "…, said Lee, which amounts to a ban"."""
    if tag.lemma == "according" or (tag.subject is not None and tag.subject.role and tag.subject.role[0] > tag.subject.start):
        return False  # "said Lee, head of the trust, which runs the zoo"
    broken = parser.low(tag.start - 3) in MODALS  # "would address, Lee said, a symbol"
    if parser.low(begin) in _SUBORDINATE or (parser.low(index) == "and" and is_verb(parser, index + 1)):
        return True  # "Though few write, he said, stamps will stay", "he deceived them, it says, and told them to march"
    return parser.low(index) in _GOING_ON or is_verb(parser, index) or (broken and parser.is_mark(tag.start - 1, ","))


def _joint(parser: SubjectParser, tag: Tag) -> int:
    """Return the index of the word before a tag's subject and its titles: of "while" in "while counsel Ann Lee said"."""
    index = tag.start - 1
    if tag.subject is not None and tag.subject.kind == "name":
        while tag.start - index < 4 and parser.low(index).islower() and parser.low(index) not in ("and", "but", "while"):
            index -= 1
    return index


def _only_thought(parser: SubjectParser, tag: Tag, following: list[Tag]) -> bool:
    """Whether a weak verb's clause is over before a quotation with a tag of its own: Though they hope to win, “…,” Lee said."""
    if tag.lemma in SAYING or not following or not following[0].follows_words:
        return False
    quote = following[0].start - 1
    if parser.tokens[quote].quote is None or quote - 1 <= tag.end:
        return False
    return parser.is_mark(quote - 1, ",") or any(parser.is_mark(i, ",") for i in range(tag.end, quote))


def _resumes(text: str, parser: SubjectParser, position: int, limit: int) -> int | None:
    """Return where the words said go on after a tag in their middle: “…,” she said, “…”."""
    for index in range(position, limit):
        if parser.tokens[index].quote is None or is_title(text, parser, index):
            continue
        mark = (
            (index == position and is_sentence(text, parser.tokens[index].quote))
            or parser.is_mark(index - 1, ",:;—–-.")
            or parser.low(index - 1) in ("and", "that", "but")
        )
        if mark:
            return index
    if position < limit and parser.is_mark(position, ",") and any(t.quote is not None for t in parser.tokens[position:limit]):
        titles = all(is_title(text, parser, i) for i in range(position, limit) if parser.tokens[i].quote is not None)
        return None if titles else position  # "If so, Lee suggested, the firm went ahead after “long talks”"
    return None
