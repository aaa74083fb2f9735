"""Where the writer's own words begin behind a tag, in the sentence that reports what somebody said."""

from collections.abc import Iterator

from qa.attribution.tag import Tag, adverbials
from qa.english.clauses import has_clause, is_verb
from qa.english.phrases import DETERMINERS, PRONOUNS
from qa.english.subject_parser import SubjectParser
from qa.english.verbs import ADVERBS, AUXILIARIES, BE, MODALS, NAMING, NEGATIONS, SPEECH
from qa.english.word_lists import word_list

# Before the subject of a tag one of these makes its clause, and what is said in it, a part of the sentence.
_SUBORDINATES = frozenset("as while although though after when because since if before once until whereas".split())
_CONTRASTS = frozenset("but though although".split())
_MIGHT = frozenset("would could might should".split())
# These tell as often of what is done in silence.
_WEAK = frozenset("think feel find show point go begin frame read post cast reject".split())
# What the source kept to itself: "but it didn't say which one".
_TELLING = word_list("verbs of telling more")
# What the writer makes of what was said: "a move that surprised many".
_GLOSSES = word_list("what words said are called")
# What is written or spoken: "… in an interview with the BBC".
_UTTERANCES = word_list("utterances")


def narration_from(parser: SubjectParser, tag: Tag, start: int, end: int) -> int:
    """Return where the writer's own words begin in `[start, end)`, behind a tag; `end` where all may have been said."""
    cuts = [*_main_clause(parser, tag, start, end), *_contrast(parser, start, end), *_deed(parser, start, end)]
    cuts += [*_gloss(parser, start, end), *_past_name(parser, tag, start, end)]
    end = min(cuts, default=end)
    return next(_circumstance(parser, start, end), end)


def _commas(parser: SubjectParser, start: int, end: int) -> Iterator[int]:
    return (index for index in range(start + 1, end - 1) if parser.is_mark(index, ",—–"))


def _main_clause(parser: SubjectParser, tag: Tag, start: int, end: int) -> Iterator[int]:
    """Yield where the main clause goes on: "While Lee said it was late, they stayed", "Lee, who said he was ill, left"."""
    first = tag.start
    while first > 0 and tag.start - first < 8 and not parser.is_mark(first - 1, ",;:—–-()") and not parser.is_quote(first - 1):
        first -= 1
    relative = parser.low(tag.verb - 1) == "who" and parser.is_mark(tag.verb - 2, ",")
    if not relative and parser.low(first) not in _SUBORDINATES:
        return
    opens = first == 0 or parser.low(first - 1) == "that"
    aside = parser.is_mark(first - 1, "—–")
    for comma in _commas(parser, start, end):
        said = has_clause(parser, start, comma) or tag.lemma in NAMING
        if not said:
            continue
        if (relative and is_verb(parser, comma + 1)) or (aside and parser.is_mark(comma, "—–")):
            yield comma
        if opens and not relative and _opens_clause(parser, comma + 1) and has_clause(parser, comma + 1, end, closely=True):
            yield comma


def _opens_clause(parser: SubjectParser, index: int) -> bool:
    low = parser.low(index)
    return low in PRONOUNS or low in DETERMINERS or index in parser.starting or low == "there" or low.endswith("s")


def _contrast(parser: SubjectParser, start: int, end: int) -> Iterator[int]:
    """Yield where the writer tells what came of it, or what wasn't said: "… would open in May, but it was late"."""
    for comma in _commas(parser, start, end):
        if parser.low(comma + 1) not in _CONTRASTS or not has_clause(parser, start, comma):
            continue
        verb = next((index for index in range(comma + 2, min(comma + 8, end)) if is_verb(parser, index)), None)
        if verb is None:
            continue
        negated = parser.low(comma + 2) in PRONOUNS and parser.low(verb + 1) in NEGATIONS
        silent = negated and not _TELLING.isdisjoint(parser.low(index) for index in range(verb + 2, verb + 5))
        if silent or (_forecast(parser, start, comma) and _is_past(parser, verb)):
            yield comma


def _forecast(parser: SubjectParser, start: int, end: int) -> bool:
    """Whether the first verb of the words said tells what would be: what was then is the writer's."""
    verb = next((index for index in range(start + 1, end) if is_verb(parser, index)), None)
    return verb is not None and parser.low(verb) in _MIGHT and parser.low(verb + 1) != "have"


def _is_past(parser: SubjectParser, verb: int) -> bool:
    low = parser.low(verb)
    return low in ("was", "were", "did") or low.endswith("ed")


def _deed(parser: SubjectParser, start: int, end: int) -> Iterator[int]:
    """Yield where the speaker says or does another thing: "… it is late and praised the cook", "… but later took it back"."""
    for index in range(start + 1, end - 1):
        if parser.low(index) not in ("and", "but"):
            continue
        verb = index + 1
        while verb < end and (parser.low(verb) in ADVERBS or parser.low(verb).endswith("ly")):
            verb += 1
        lemma, form = SPEECH.get(parser.low(verb), ("", ""))
        told = form == "past" and lemma not in _WEAK and parser.low(verb + 1) != "by" and _is_state(parser, start, index)
        turned = parser.low(index) == "but" and parser.low(index + 1) == "later" and is_verb(parser, verb)
        if told or (turned and _is_state(parser, start, index, done=True)):
            yield index


def _is_state(parser: SubjectParser, start: int, end: int, *, done: bool = False) -> bool:
    """Whether the words said tell what is, will or would be: a deed behind "and" isn't one of their subject's then.

    `done` allows for what was done to it: "… were hurt but later put it at twelve".
    """
    verbs = [index for index in range(start + 1, end) if is_verb(parser, index)]
    passive = bool(verbs) and parser.low(verbs[0]) in BE and parser.low(verbs[0] + 1).endswith(("ed", "en"))
    if passive and done:
        return True
    if len(verbs) != 1 or passive or parser.low(verbs[0]) in AUXILIARIES - {"'s"}:
        return False
    return parser.low(verbs[0]) in BE - {"got"} | MODALS or parser.low(verbs[0]).endswith("s")


def _gloss(parser: SubjectParser, start: int, end: int) -> Iterator[int]:
    """Yield where the writer calls by a name what was said: ", a move that surprised many", "— a claim that is false"."""
    for comma in _commas(parser, start, end):
        if parser.low(comma + 1) not in ("a", "an"):
            continue
        noun = next((index for index in range(comma + 2, min(comma + 5, end)) if parser.low(index) in _GLOSSES), None)
        if noun is not None and parser.low(noun + 1) in ("that", "which"):
            yield comma


def _past_name(parser: SubjectParser, tag: Tag, start: int, end: int) -> Iterator[int]:
    """Yield where the sentence goes on behind what somebody is called: "whom Lee dubbed “Tiny,” left", "… and joked"."""
    quotes = [index for index in range(start, end) if parser.is_quote(index)]
    if tag.lemma not in NAMING or not quotes:
        return
    last = quotes[-1] + 1
    apart = parser.low(last) in ("and", "but", ",")
    closed = apart or parser.tokens[quotes[-1]].text == "“,”"
    clause = any(is_verb(parser, index) for index in range(start + 1, last))
    if closed and not clause and is_verb(parser, last + apart) and parser.low(last + apart) not in DETERMINERS:
        yield last


def _circumstance(parser: SubjectParser, start: int, end: int) -> Iterator[int]:
    """Yield where it is told at the end in what the words were said: "… in an interview with the BBC"."""
    if parser.is_mark(end - 1, ".!?,"):
        end -= 1
    for index in range(end - 3, start + 1, -1):
        if parser.low(index) == "in" and parser.low(index + 1) in ("a", "an", "his", "her", "their", "comments", "interviews"):
            head = next((i for i in range(index + 1, min(index + 7, end)) if parser.low(i) in _UTTERANCES), None)
            saying = any(parser.low(each) in SPEECH for each in range(start, index))
            if head is not None and not saying and adverbials(parser, index) >= end:
                yield index
