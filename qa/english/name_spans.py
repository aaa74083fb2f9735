"""Spans of capitalised words, and where in a span the title ends and the name begins."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from qa.english.gazetteer import (
    BODIES,
    BODY_NAMES,
    DAYS,
    FUNCTION_WORDS,
    MONTHS,
    PICTURE_AGENCIES,
    PLACE_OPENINGS,
    PLACES,
    TIME_WORDS,
)
from qa.english.lexicon import REMEMBERED, is_first_name, is_human, key
from qa.english.names import FAMILY_FIRST
from qa.english.nouns import COLLECTIVES, KIN, TITLES
from qa.english.tokens import Token
from qa.english.word_lists import word_list

_JOINERS = frozenset(["of", "for", "and", "&", "on"])
# "Secretary of State", "Archbishop of York": the office goes on after its preposition.
_OFFICES = frozenset(
    """
    secretary minister chief speaker centers director chancellor archbishop bishop duke duchess prince earl master sheikh member
    """.split()
)
# Words in the names of bodies that are surnames as well: "Ann Hall" is somebody, "Sydney Herald" isn't.
_SURNAMES = word_list("words that are surnames")
# The last words of public bodies' names.
_PUBLIC = frozenset("administration agency association authority board bureau commission committee council department".split())
# What follows a surname without being one.
SUFFIXES = frozenset(
    """
    jr sr ii iii iv phd md kc qc sc bl mp mep msp obe mbe cbe mba jd esq
    """.split()
)
# Capitalised only in headlines, where they part names: "Q&A With Ann Lee", "Ann Lee Is Back".
_NEVER_INSIDE = frozenset(
    """
    i the with from by at in to is are was were has after before as over how why what when who but or nor if
    """.split()
)
# Person nouns that are names as often.
_ALSO_NAMES = word_list("titles that are names")
# Particles that a short form of the name keeps: "van der Berg said".
_LEADING_PARTICLES = frozenset("van der von bin ibn de la del dos di".split())
# The longest span that is looked at as a name with its title; headlines in capitals run on for longer.
_LONGEST = 14

SpanKind = Literal["person", "likely", "body", "place", "word"]


@dataclass(frozen=True, slots=True)
class NameSpan:
    """Tokens `[start, end)`: a title `[start, name)` and a name `[name, end)`; either may be empty."""

    start: int
    name: int
    end: int
    kind: SpanKind
    words: tuple[str, ...]

    @property
    def surname(self) -> str:
        kept = [word for word in self.words if key(word) not in SUFFIXES]
        return kept[-1] if kept else ""


def find_name_spans(tokens: list[Token]) -> dict[int, NameSpan]:
    """Map each span's end, the index of its last token + 1, to the span: there the text goes on after the name."""
    spans: dict[int, NameSpan] = {}
    index = 0
    while index < len(tokens):
        if not tokens[index].capital or not _starts(tokens, index):
            index += 1
            continue
        end = _extent(tokens, index)
        while index > 0 and tokens[index - 1].text in _LEADING_PARTICLES and index - 1 not in spans and _gap(tokens, index):
            index -= 1
        span = _read(tokens, index, end)
        owner = spans.get(index - 1) if index > 1 and tokens[index - 1].low in ("'s", "’s") else None
        office = owner is not None and span.kind == "body" and all(key(word) in BODIES for word in span.words)
        if owner is not None and (office or (span.kind == "body" and tokens[index - 2].low in COLLECTIVES)):
            words = (
                *(token.text for token in tokens[owner.start : owner.end - 1]),
                tokens[owner.end - 1].text + tokens[index - 1].text,
            )
            span = NameSpan(owner.start, owner.start, end, "body", (*words, *span.words))  # "the Moore County Sheriff’s Office"
            del spans[index - 1]
        if _is_state(tokens, span) and index - 1 in spans:
            span = NameSpan(index, index, end, "place", (tokens[index].text,))  # "in Boston, MA, said"
        spans[end] = span
        index = end
    return spans


def _is_state(tokens: list[Token], span: NameSpan) -> bool:
    """Whether a span is two capitals between commas."""
    between = span.start > 0 and span.end < len(tokens) and tokens[span.start - 1].text == "," == tokens[span.end].text
    return between and span.end - span.start == 1 and tokens[span.start].text.isupper() and len(tokens[span.start].text) == 2


def _starts(tokens: list[Token], index: int) -> bool:
    token = tokens[index]
    if token.quote is not None:
        return False
    low = token.low
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if low in FUNCTION_WORDS and low != "us":
        # "Will Smith", "Young" and the like are names only with a capital after them.
        return (
            (is_first_name(low) or low in ("new", "federal", "state", "local", "third", "first"))
            and following is not None
            and following.capital
        )
    return True


def _extent(tokens: list[Token], start: int) -> int:
    end = start + 1
    if tokens[start].low in PICTURE_AGENCIES and start > 0 and tokens[start - 1].text == "/":
        images = end < len(tokens) and tokens[end].low == "images"
        return end + 1 if images else end  # "Bo Roy/Getty Images Ann Lee signs a book"
    while end < len(tokens) and end - start < _LONGEST:
        token = tokens[end]
        if token.quote is not None:
            # A nickname in the middle: Joe “Jelly” Smith.
            break
        if not _gap(tokens, end) or token.low in DAYS or (token.low[-1] == "." and token.low[:-1] in MONTHS):
            break
        if token.capital and token.low not in _NEVER_INSIDE:
            end += 1
            continue
        ahead = end
        while ahead < len(tokens) and tokens[ahead].particle and ahead - end < 3:
            ahead += 1
        if ahead > end and ahead < len(tokens) and tokens[ahead].capital:
            end = ahead + 1
            continue
        joined = end + 2 if token.low in _JOINERS and end + 1 < len(tokens) and tokens[end + 1].low == "the" else end + 1
        if token.low in _JOINERS and joined < len(tokens) and tokens[joined].capital:
            if token.low == "on" and tokens[joined].low in TIME_WORDS:
                break  # "Leeds Crown Court on Monday"
            before = [key(t.text) for t in tokens[start:end]]
            body = token.low == "for" and start > 0 and tokens[start - 1].low in BODIES  # "the group Everytown for Gun Safety"
            if token.low in ("of", "for", "on") and (body or _joins(before, token.low)):
                end = joined + 1
                continue
            if token.low == "&":
                end = joined + 1
                continue
            if token.low == "and" and (
                any(w in ("of", "for", "on", "department", "ministry") for w in before) or _office(tokens, before, joined)
            ):
                end = joined + 1
                continue
        break
    return end


def _joins(before: list[str], preposition: str) -> bool:
    if preposition == "of" and before[-1] in TITLES and before[-1] not in KIN:
        return True  # "Superintendent of Schools Ann Lee"; but a "Lawyer for Ann Lee" is somebody else
    named = preposition == "of" and "for" in before and not BODY_NAMES.isdisjoint(before)  # "Society for the Prevention of"
    return named or before[-1] in BODY_NAMES or before[-1] in _OFFICES


def _office(tokens: list[Token], before: list[str], joined: int) -> bool:
    """ "National Oceanic and Atmospheric Administration": the name of a public body goes on to its last word."""
    end = joined
    while end < len(tokens) and end - joined < 4 and tokens[end].capital and _gap(tokens, end):
        end += 1
    return not is_first_name(before[0]) and before[0] not in PLACES and tokens[end - 1].low in _PUBLIC and end - joined > 1


def _gap(tokens: list[Token], index: int) -> bool:
    """Whether the token stands one space after the one before it."""
    return tokens[index].start - tokens[index - 1].end <= 2


def _read(tokens: list[Token], start: int, end: int) -> NameSpan:
    texts = tuple([token.text for token in tokens[start:end]])
    name, kind, words = _parted(texts)
    return NameSpan(start, start + name, end, kind, words)


# An article names its people again and again, and so do those after it.
@lru_cache(maxsize=REMEMBERED)
def _parted(words: tuple[str, ...]) -> tuple[int, SpanKind, tuple[str, ...]]:
    """Where in a span the name begins, what it names, and its words."""
    lows = [key(word) for word in words]
    name = 0
    titled = False
    if len(lows) == 1 and lows[0] in _ALSO_NAMES:
        return 0, "likely", words
    for offset, low in enumerate(lows):
        last = offset == len(lows) - 1 or all(rest in SUFFIXES for rest in lows[offset + 1 :])
        leading = (
            offset == 0
            and len(lows) >= 2
            and is_human(low)
            and low not in PLACES
            and low not in _ALSO_NAMES
            and not is_first_name(words[0])
        )
        if last and (
            low in SUFFIXES or (offset > 0 and low in _ALSO_NAMES and (is_first_name(words[0]) or words[0].endswith(".")))
        ):
            continue
        if (low in TITLES or leading or words[offset] == "Del.") and not (
            offset > name and is_first_name(words[offset - 1]) and last
        ):
            name, titled = offset + 1, low in TITLES or words[offset] == "Del." or len(lows) - offset > 2
    if titled and name < len(lows) and lows[name] in ("of", "for", "on"):
        name = _after_office(words, name)
    for offset in range(name + 1, len(lows) - 1):
        if is_first_name(words[offset]) and any(low in BODY_NAMES or low in PLACES for low in lows[name:offset]):
            name = offset
            break
    if (
        name == 1
        and "." not in words[0]
        and lows[1:]
        and any(low in BODY_NAMES and (low not in _SURNAMES or words[0] in ("General", "Major")) for low in lows[1:])
    ):
        name, titled = 0, False  # "Duke Energy", "Justice Department"
    letters = len(words) - name > 2 and lows[-1] in SUFFIXES and words[-1].isupper() and lows[-1][0] != "i"
    chosen = words[name : len(words) - letters]  # "Eleanor Vance KC" is Eleanor Vance
    return name, _kind(chosen, titled), chosen


def _after_office(words: tuple[str, ...], index: int) -> int:
    """Past "of State" in "Secretary of State Antony Blinken"; everything where no name follows."""
    for offset in range(index + 1, len(words) - 1):
        if is_first_name(words[offset]):
            return offset
    return index + 2 if len(words) - index >= 4 else len(words)


def _kind(words: tuple[str, ...], titled: bool) -> SpanKind:
    lows = [key(word) for word in words]
    if not words:
        return "word"
    if "&" in words:
        return "body"
    if lows[0] in TIME_WORDS and not (len(lows) > 1 and is_first_name(words[0])):
        return "word"
    first_known = is_first_name(words[0]) and len(words) > 1
    bodies = sum(low in BODY_NAMES for low in lows)
    if bodies and not (
        first_known and bodies == 1 and len(words) <= 3 and (lows[-1] in _SURNAMES or lows[-1] not in BODY_NAMES)
    ):
        return "body" if not titled or bodies == len(lows) > 1 else "person" if len(lows) == 1 else "likely"
    if (
        len(words) == 1
        and words[0].isupper()
        and len(words[0]) > 1
        and not titled
        and not (len(lows[0]) > 3 and lows[0] in PLACES)
    ):
        return "body"
    if (lows[0] in PLACES and not first_known) or (lows[0] in PLACE_OPENINGS and len(lows) > 1 and not titled):
        return "place" if not titled else "likely"
    initial = len(words) > 1 and len(lows[0]) == 1 and words[0].endswith(".")
    if titled or first_known or initial or (len(words) in (2, 3) and lows[0] in FAMILY_FIRST):
        return "person"
    return "likely" if 1 <= len(words) <= 5 else "word"
