"""Which tokens of a sentence are words said, and by which tag."""

from collections.abc import Iterator

from qa.attribution.narration import narration_from
from qa.attribution.quote_shape import is_sentence
from qa.attribution.quoted_spans import after_that, is_title, is_told, reports
from qa.attribution.tag import Tag
from qa.english.clauses import has_clause, is_verb
from qa.english.entities import Entity
from qa.english.gazetteer import BODIES, DOCUMENTS
from qa.english.lexicon import is_human
from qa.english.mentions import is_body, may_be_body
from qa.english.phrases import CLAUSE, DETERMINERS, PREPOSITIONS, PRONOUNS
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import MODALS, NEEDS_CLAUSE, PARTICIPLES, SAYING

_GOING_ON = frozenset("which with when where if unless though although".split())
# What joins two clauses, and how many words before a name may describe who bears it, that one included.
_JOINS, _DESCRIBED = frozenset(("and", "but", "while")), 5
_THINKING = frozenset("believe think feel hope fear wonder".split())
# A clause that one of these opens isn't all that was said.
_SUBORDINATE = frozenset("though although while if when because unless whatever whenever despite".split())


def tags_that_tell(parser: SubjectParser, tags: list[Tag]) -> list[Tag]:
    """Leave out tags of verbs that say nothing here: no quotation follows before the next tag, no clause and no paragraph."""
    kept: list[Tag] = []
    for number, tag in enumerate(tags):
        limit = tags[number + 1].start if number + 1 < len(tags) else len(parser.tokens)
        begin = after_that(parser, tag.end, limit) or tag.end + (parser.low(tag.end) == "that")
        quoted = parser.has_quote(tag.end, limit)
        reported = bool(kept) and not kept[-1].follows_words and kept[-1].lemma in SAYING and tag.start <= kept[-1].end + 1
        if tag.lemma in _THINKING and (reported or parser.low(tag.start - 1) in ("what", "when", "as", "if")):
            continue  # "saying the company hopes to have “…”": said, not hoped
        says = tag.lemma in SAYING and tag.lemma not in NEEDS_CLAUSE
        end = limit if number + 1 < len(tags) and tags[number + 1].follows_words else len(parser.tokens)
        if tag.follows_words or quoted or says or announces(parser, tag) or reports(parser, tag, begin, end):
            kept.append(tag)
    return kept


def announces(parser: SubjectParser, tag: Tag) -> bool:
    """Whether its words are the next paragraph: "The lawsuit states:"; but not "She answered what Bo had proposed:"."""
    ends = tag.end == len(parser.tokens) - 1 and parser.is_mark(tag.end, ":")
    return ends and parser.low(tag.start - 1) not in CLAUSE


def _governing(parser: SubjectParser, tags: list[Tag], entities: list[Entity | None], number: int) -> bool:
    """Whether the tag that closes the sentence says what this one tells: "Roe thought it would “never work,” Lee said".

    Words that the inner verb brings in as a quotation of their own stay its subject's: "Roe told her, “I won't go,” Lee said".
    So do those that a paper or a report only passes on: "Roe said it was “a new age”, noted the Daily News".
    """
    inner, outer = tags[number], tags[-1]
    speaker, subject = entities[-1], outer.subject
    told = outer.lemma in SAYING or (outer.lemma == "according" and inner.lemma not in SAYING)
    if speaker is None or subject is None or not told or inner.follows_words:
        return False
    if inner.subject is None:
        return number > 0 and _governing(parser, tags, entities, number - 1)  # "The letter claims … and warns …, Lee said"
    if not _closes(parser, outer) or outer.start <= inner.end or any(tag.follows_words for tag in tags[number:-1]):
        return False
    between = range(inner.end, outer.start)
    own = any(parser.is_quote(i) and (i == inner.end or parser.is_mark(i - 1, ",:")) for i in between)
    if own or any(parser.is_mark(i, ";:—–-") for i in between):
        return False
    teller = entities[number]
    if subject.kind == "pronoun":
        return not (inner.lemma in SAYING and inner.subject.kind == "name")  # "Roe said it was late, he said"
    if parser.low(subject.end - 1) in DOCUMENTS and inner.lemma in SAYING:
        return False
    taken_up = subject.end - subject.start == 2 and parser.low(subject.start) == "the" and parser.low(subject.end - 1) in BODIES
    if taken_up and (not is_body(speaker) or teller is None or is_body(teller)):
        return False  # "The Trust estimates the cost, the agency said"
    return inner.lemma != "say" or (speaker.kind == "person" and not may_be_body(speaker))


def _closes(parser: SubjectParser, tag: Tag) -> bool:
    """Whether a tag behind the words said ends its sentence."""
    before = tag.start - 1 - (parser.low(tag.start - 1) == "as")
    apart = parser.is_mark(before, ",") or parser.tokens[before].text == "“,”"
    return tag.follows_words and apart and (tag.end >= len(parser.tokens) or parser.is_mark(tag.end, ".!?"))


def segments(
    parser: SubjectParser, tags: list[Tag], entities: list[Entity | None]
) -> Iterator[tuple[Tag, Entity | None, int, int]]:
    """Yield each tag with its speaker and the token range of the words said."""
    position = 0
    for number, (tag, entity) in enumerate(zip(tags, entities, strict=True)):
        later = tags[number + 1 :]
        if (tag.start < position and not tag.linked) or _governing(parser, tags, entities, number):
            continue
        if tag.follows_words:
            said, position = _around_tag(parser, tag, later, position)
        elif _tells_nothing(parser, tag, entity, later):
            continue
        else:
            said, position = _behind_tag(parser, tag, later)
        first, last = _bracket(parser, tag)
        for begin, end in said:
            yield tag, entity, max(begin, first), min(end, last)


def _bracket(parser: SubjectParser, tag: Tag) -> tuple[int, int]:
    """Return the token range of what a tag may tell: the brackets that it stands in, else its sentence."""
    marks = [index for index in range(len(parser.tokens)) if parser.is_mark(index, "()")]
    opening = max((index for index in marks if index < tag.start), default=-1)
    closing = min((index for index in marks if index >= tag.end), default=-1)
    inside = parser.is_mark(opening, "(") and parser.is_mark(closing, ")")
    return (opening + 1, closing) if inside else (0, len(parser.tokens))


def _around_tag(parser: SubjectParser, tag: Tag, later: list[Tag], begin: int) -> tuple[list[tuple[int, int]], int]:
    """Return the token ranges of the words before a tag, from `begin` on, and behind it; and where the next tag's may begin."""
    limit = next((each.start for each in later if each.start >= tag.end), len(parser.tokens))
    further = _further(parser, tag, limit)
    if further is not None and not is_told(parser, begin, tag.start) and not is_verb(parser, further):
        begin = further  # "Even more worryingly, said Lee, …"
    said = []
    if begin < tag.start:
        whole = further is not None and _goes_on(parser, tag, begin, further)
        said.append((begin, limit if whole else tag.start))
    elif further is not None and parser.low(further) != "who":
        said.append((further, limit))
    resumed = _resumes(parser, tag.end, limit)
    if resumed is None:
        return said, tag.end
    if later and later[0].follows_words:
        return said, resumed
    return (said if said and begin >= tag.start else [*said, (resumed, limit)]), limit


def _behind_tag(parser: SubjectParser, tag: Tag, later: list[Tag]) -> tuple[list[tuple[int, int]], int]:
    """Return the token range of the words behind a tag; and where the next tag's may begin."""
    following = next((each for each in later if _ends_words(parser, tag, each)), None)
    limit = len(parser.tokens) if following is None else following.start
    own = next_clause(parser, tag.end, limit, following is not None and following.subject is None)
    end = own[0] if own is not None else limit if following is None else _before_description(parser, tag.end, following)
    return [(tag.end, narration_from(parser, tag, tag.end, end))], limit


def _before_description(parser: SubjectParser, begin: int, following: Tag) -> int:
    """Return where the words before the next speaker's description end: "taxes would fall and an angry Bob Roe said …"."""
    limit = following.start
    if following.subject is None or following.subject.kind != "name":
        return limit
    for index in range(limit - 1, max(begin, limit - _DESCRIBED), -1):
        if parser.low(index) in _JOINS:
            return index
        if not parser.low(index).isalpha() or parser.low(index) in PREPOSITIONS or is_verb(parser, index):
            return limit
    return limit


def _tells_nothing(parser: SubjectParser, tag: Tag, entity: Entity | None, later: list[Tag]) -> bool:
    """Whether a tag before words leaves them to the next one."""
    silent = entity is None and not parser.has_quote(tag.end)
    closed = bool(later) and later[0].follows_words
    if closed and parser.is_mark(tag.end, ":") and parser.is_quote(tag.end + 1) and tag.end + 2 == later[0].start:
        return True  # "economists say: “…,” noted Lee"
    return (silent and closed) or _only_thought(parser, tag, later[:1])


def _ends_words(parser: SubjectParser, tag: Tag, later: Tag) -> bool:
    """Whether the words behind a tag end where a later one begins; not in an aside: "the boat (a gift, Roe says) sank"."""
    if _bracket(parser, later)[0] > tag.end:
        return False
    if later.lemma in SAYING and parser.is_mark(later.end, ":") and parser.is_quote(later.end + 1):
        return True
    joined = (
        later.linked or later.lemma == "according" or parser.low(_joint(parser, later)) in (",", ";", "and", "but", "while")
    )
    return later.start >= tag.end and (joined or _closes(parser, later))


def next_clause(parser: SubjectParser, start: int, limit: int, told: bool) -> tuple[int, int] | None:
    """Return the comma and the first word of a clause of the writer's own behind reported words: "…, and so the judge wrote".

    Most clauses behind ", and" are reported as well. One is not behind words that are no clause ("asked to quit, and we wait"),
    nor, with a noun for its subject, where it tells what came of them ("and so"), or its subject speaks next (`told`).
    """
    for comma in range(start + 1, limit - 2):
        if not parser.is_mark(comma, ",") or parser.low(comma + 1) not in ("and", "so"):
            continue
        so = parser.low(comma + 2) == "so"
        first = comma + 2 + so
        pronoun = parser.low(first) in PRONOUNS
        opens = pronoun or parser.low(first) in DETERMINERS or first in parser.starting or is_human(parser.low(first))
        if not opens or not has_clause(parser, first, limit, closely=True):
            continue
        if parser.has_quote(comma, limit):
            return None  # whose words they are can't be told then
        if _is_infinitive(parser, start, comma) or ((so or told) and not pronoun and has_clause(parser, start, comma)):
            return comma, first
    return None


def _is_infinitive(parser: SubjectParser, start: int, end: int) -> bool:
    """Whether the words tell what is to be done, and are no clause: "to quit", "residents to leave"."""
    to = any(parser.low(index) == "to" and is_verb(parser, index + 1, bare=True) for index in range(start, end))
    return to and not any(is_verb(parser, index) for index in range(start, end))


def _further(parser: SubjectParser, tag: Tag, limit: int) -> int | None:
    """Return where a sentence goes on behind a tag in its middle, past "in the Times"."""
    index = tag.end
    while index < min(limit, tag.end + 6) and not parser.is_mark(index, ",") and parser.low(tag.end) in PREPOSITIONS:
        index += 1
    return index + 1 if parser.is_mark(index, ",") and index + 1 < limit else None


def _goes_on(parser: SubjectParser, tag: Tag, begin: int, index: int) -> bool:
    """Whether the words said before a tag go on behind it: "…, said Lee, which amounts to a ban"."""
    if tag.lemma == "according":
        # "The oldest bridge, according to the guide, is in Wells"
        return is_verb(parser, index) and not parser.has_quote(begin, index) and not has_clause(parser, begin, tag.start)
    if parser.low(index) in PARTICIPLES:
        return False  # "Because it is late, he says, calling it a shame"
    if tag.subject is not None and tag.subject.role and tag.subject.role[0] > tag.subject.start:
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
    if not parser.is_quote(quote) or quote - 1 <= tag.end:
        return False
    return parser.is_mark(quote - 1, ",") or any(parser.is_mark(i, ",") for i in range(tag.end, quote))


def _resumes(parser: SubjectParser, position: int, limit: int) -> int | None:
    """Return where the words said go on after a tag in their middle: “…,” she said, “…”."""
    for index in range(position, limit):
        if not parser.is_quote(index) or is_title(parser, index):
            continue
        mark = (
            (index == position and is_sentence(parser.text, parser.tokens[index].quote))
            or parser.is_mark(index - 1, ",:;—–-.")
            or parser.low(index - 1) in ("and", "that", "but")
        )
        if mark:
            return index
    aside = parser.low(position + 1).isdigit()  # "said Lee, 49, whose book …"
    if position < limit and parser.is_mark(position, ",") and parser.has_quote(position, limit) and not aside:
        titles = all(is_title(parser, i) for i in range(position, limit) if parser.is_quote(i))
        return None if titles else position  # "If so, Lee suggested, the firm went ahead after “long talks”"
    return None
