"""Spans of capitalised words, and where in a span the title ends and the name begins."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from qa.english.calendar import DAYS, MONTH_NUMBERS
from qa.english.gazetteer import (
    BODIES,
    BODY_NAMES,
    COLLECTIVES,
    FUNCTION_WORDS,
    KIN,
    PICTURE_AGENCIES,
    PLACE_OPENINGS,
    PLACES,
    TIME_WORDS,
    TITLES,
)
from qa.english.lexicon import FAMILY_FIRST, REMEMBERED, is_first_name, is_human, key
from qa.english.name_parts import PARTICLES, PARTICLES_IN_TEXT, SUFFIXES
from qa.english.tokens import Token
from qa.english.verbs import FINITE, SPEECH
from qa.english.word_lists import word_list

_JOINERS = frozenset(["of", "for", "and", "&", "on"])
# "Secretary of State", "Archbishop of York": the office goes on after its preposition.
_OFFICES = word_list("offices that go on")
# Words in the names of bodies that are surnames as well: "Ann Hall" is somebody, "Sydney Herald" isn't.
_SURNAMES = word_list("words that are surnames")
# The last words of public bodies' names.
PUBLIC = frozenset(
    "administration agency association authority board bureau commission committee council department service".split()
)
# Capitalised only in headlines, where they part names: "Q&A With Ann Lee", "Ann Lee Is Back".
_NEVER_INSIDE = word_list("never inside names")
# Person nouns that are names as often.
_ALSO_NAMES = word_list("titles that are names")
# Particles that a short form of the name keeps: "van der Berg said". The two that join surnames open none.
_LEADING_PARTICLES = PARTICLES_IN_TEXT - {"e", "y"}
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
        name, kind, named = _parted(tuple([token.text for token in tokens[index:end]]))
        span = NameSpan(index, index + name, end, kind, named)
        owned = index > 1 and (tokens[index - 1].low == "'s" or tokens[index - 1].text in "’'")  # "the Farmers’ Almanac"
        owner = spans.get(index - 1) if owned else None
        if owner is not None and _owned(tokens, owner, span):
            first = owner.start - _has_old(tokens, owner)
            *words, last, genitive = (token.text for token in tokens[first:index])
            whole = (*words, last + genitive, *span.words)  # "the Moore County Sheriff’s Office"
            span = NameSpan(first, first, end, "body", whole)
            del spans[index - 1]
        if _is_state(tokens, span) and index - 1 in spans:
            span = NameSpan(index, index, end, "place", (tokens[index].text,))  # "in Boston, MA, said"
        spans[end] = span
        index = end
    return spans


def _owned(tokens: list[Token], owner: NameSpan, span: NameSpan) -> bool:
    """Whether a name goes on behind "’s": "the Moore County Sheriff’s Office", "the Old Farmer’s Almanac"."""
    body = span.kind == "body" and (all(key(word) in BODIES for word in span.words) or tokens[owner.end - 1].low in COLLECTIVES)
    titles = all(not TITLES.isdisjoint((token.low, token.low.removesuffix("s"))) for token in tokens[owner.start : owner.end])
    ahead = tokens[max(0, owner.start - 1 - _has_old(tokens, owner))].low
    other = any(is_human(word) or key(word) in PLACES for word in span.words)
    return body or (titles and ahead == "the" and span.kind == "likely" and span.name == span.start and not other)


def _has_old(tokens: list[Token], span: NameSpan) -> bool:
    """Whether a word that begins no name belongs to this one: "the Old Farmer’s Almanac"."""
    return span.start > 1 and tokens[span.start - 1].capital and tokens[span.start - 2].low == "the"


def _is_state(tokens: list[Token], span: NameSpan) -> bool:
    """Whether a span is two capitals between commas."""
    between = span.start > 0 and span.end < len(tokens) and tokens[span.start - 1].text == "," == tokens[span.end].text
    return between and span.end - span.start == 1 and tokens[span.start].text.isupper() and len(tokens[span.start].text) == 2


def _starts(tokens: list[Token], index: int) -> bool:
    low = tokens[index].low
    if _speaks(tokens, index):
        return False
    if low not in FUNCTION_WORDS or low == "us":
        return True
    # "Will Smith", "Young" and the like are names only with a capital after them.
    may = is_first_name(low) or low in ("new", "federal", "state", "local", "third", "first")
    return may and index + 1 < len(tokens) and tokens[index + 1].capital


def _speaks(tokens: list[Token], index: int) -> bool:
    """Whether a word is the verb that a name stands behind: "Said Lee: “…”", "Adds Lee"; but Said Aziz says something."""
    if tokens[index].low not in FINITE:
        return False
    opens = index == 0 or tokens[index - 1].quote is not None
    named = index + 1 < len(tokens) and tokens[index + 1].capital
    return opens and named and all(token.low not in SPEECH for token in tokens[index + 1 :])


def _extent(tokens: list[Token], start: int) -> int:
    """Return the end of the span of capitalised words that begins at `start`."""
    end = start + 1
    if tokens[start].low in PICTURE_AGENCIES and start > 0 and tokens[start - 1].text == "/":
        images = end < len(tokens) and tokens[end].low == "images"
        return end + 1 if images else end  # "Bo Roy/Getty Images Ann Lee signs a book"
    while end < len(tokens) and end - start < _LONGEST:
        token = tokens[end]
        dated = token.low in DAYS or (token.low[-1] == "." and token.low[:-1] in MONTH_NUMBERS)
        if dated or not _gap(tokens, end):
            break
        if token.capital and token.low not in _NEVER_INSIDE:
            end += 1
            continue
        after = _past_particles(tokens, end) or _past_joiner(tokens, start, end)
        if after is None:
            break
        end = after
    return end


def _past_particles(tokens: list[Token], end: int) -> int | None:
    """Return where a name goes on after "van der" and a capitalised word; None where it has no particle at `end`."""
    ahead = end
    while ahead < len(tokens) and tokens[ahead].text in PARTICLES and ahead - end < 3:
        ahead += 1
    return ahead + 1 if end < ahead < len(tokens) and tokens[ahead].capital else None


def _past_joiner(tokens: list[Token], start: int, end: int) -> int | None:
    """Return where the name from `start` goes on after "of the" and the capitalised word behind it; None where it ends."""
    low = tokens[end].low
    joined = end + 2 if end + 1 < len(tokens) and tokens[end + 1].low == "the" else end + 1
    if low not in _JOINERS or joined >= len(tokens) or not tokens[joined].capital:
        return None
    if low == "on" and tokens[joined].low in TIME_WORDS:
        return None  # "Leeds Crown Court on Monday"
    before = [key(token.text) for token in tokens[start:end]]
    if low == "and":
        office = any(word in ("of", "for", "on", "department", "ministry") for word in before)
        return joined + 1 if office or _office(tokens, before, joined) else None
    body = low == "for" and start > 0 and tokens[start - 1].low in BODIES  # "the group Everytown for Gun Safety"
    return joined + 1 if low == "&" or body or _joins(before, low) else None


def _joins(before: list[str], preposition: str) -> bool:
    if preposition == "of" and before[-1] in TITLES and before[-1] not in KIN:
        return True  # "Superintendent of Schools Ann Lee"; but a "Lawyer for Ann Lee" is somebody else
    named = preposition == "of" and "for" in before and not BODY_NAMES.isdisjoint(before)  # "Society for the Prevention of"
    return named or before[-1] in BODY_NAMES or before[-1] in _OFFICES


def _office(tokens: list[Token], before: list[str], joined: int) -> bool:
    """Whether a public body's name goes on to its last word: "National Oceanic and Atmospheric Administration"."""
    end = joined
    while end < len(tokens) and end - joined < 4 and tokens[end].capital and _gap(tokens, end):
        end += 1
    abroad = before[0] in PLACES and (len(before) != 2 or before[1] in BODY_NAMES | PLACES | TITLES)  # not "US Fish and"
    public = tokens[end - 1].low in PUBLIC or tokens[end - 1].low in ("enforcement", "protection")
    person = is_first_name(before[0]) or not TITLES.isdisjoint(before)
    return not person and not abroad and public and end - joined > 1


def _gap(tokens: list[Token], index: int) -> bool:
    """Whether the token stands one space after the one before it."""
    return tokens[index].start - tokens[index - 1].end <= 2


# An article names its people again and again, and so do those after it.
@lru_cache(maxsize=REMEMBERED)
def _parted(words: tuple[str, ...]) -> tuple[int, SpanKind, tuple[str, ...]]:
    """Return where in a span the name begins, what it names, and its words."""
    lows = [key(word) for word in words]
    if len(lows) == 1 and lows[0] in _ALSO_NAMES:
        return 0, "likely", words
    if len(lows) == 1 and words[0].isupper() and 1 < len(words[0]) < 4 and is_human(words[0]):
        return 1, "word", ()  # "one MP"
    name, titled = _where_name_begins(words, lows)
    if (name == 1 and _is_whole_name(words, lows)) or _is_body_of(lows, name):
        name, titled = 0, False
    letters = len(words) - name > 2 and lows[-1] in SUFFIXES and words[-1].isupper() and lows[-1][0] != "i"
    chosen = words[name : len(words) - letters]  # "Eleanor Vance KC" is Eleanor Vance
    return name, _kind(chosen, titled), chosen


def _where_name_begins(words: tuple[str, ...], lows: list[str]) -> tuple[int, bool]:
    """Return the index of the first word after titles and offices, and whether there is a title."""
    name, titled = 0, False
    for offset, low in enumerate(lows):
        part = low.rpartition("-")[2]
        made = part != low and words[offset].endswith(part) and part.endswith(("ed", "born", "grown", "era"))
        if made and offset + 1 < len(lows):
            name = offset + 1  # "New Leeds-based Acme", "British-born Ann Lee"
        title = low in TITLES or words[offset] == "Del." or (words[offset] == "Class" and offset + 2 < len(words))
        if (title or (offset == 0 and _is_role(words, lows))) and not _ends_name(words, lows, offset, name):
            name, titled = offset + 1, title or len(lows) - offset > 2
    if titled and name < len(lows) and lows[name] in ("of", "for", "on"):
        name = _after_office(words, name)
    for offset in range(name + 1, len(lows) - 1):
        joined = lows[offset - 1] in _JOINERS  # "Department of Housing and Urban Development"
        if is_first_name(words[offset]) and not joined and any(low in BODY_NAMES | PLACES for low in lows[name:offset]):
            return offset, titled
    return name, titled


def _is_role(words: tuple[str, ...], lows: list[str]) -> bool:
    """Whether the first of several words says what somebody is and is no name of a place or a person."""
    role = len(lows) >= 2 and is_human(lows[0]) and lows[0] not in PLACES and lows[0] not in _ALSO_NAMES
    return role and not is_first_name(words[0])


def _ends_name(words: tuple[str, ...], lows: list[str], offset: int, name: int) -> bool:
    """Whether a word that may be a title belongs to the name before it: "Ann Lee Jr.", "Ann Judge"."""
    if not all(rest in SUFFIXES for rest in lows[offset + 1 :]):
        return False
    named = offset > 0 and lows[offset] in _ALSO_NAMES and (is_first_name(words[0]) or words[0].endswith("."))
    return named or lows[offset] in SUFFIXES or (offset > name and is_first_name(words[offset - 1]))


def _is_whole_name(words: tuple[str, ...], lows: list[str]) -> bool:
    """Whether a body's name begins with what may be a title: "Duke Energy", "Justice Department"."""
    office = words[0] in ("General", "Major")
    return "." not in words[0] and any(low in BODY_NAMES and (office or low not in _SURNAMES) for low in lows[1:])


def _is_body_of(lows: list[str], name: int) -> bool:
    """Whether all before a body's noun is its name, a title too: "National Parent Teacher Association"."""
    alone = len(lows) - name == 1 and lows[name] in BODIES and lows[name] not in _SURNAMES
    return alone and any(low not in TITLES for low in lows[:name])


def _after_office(words: tuple[str, ...], index: int) -> int:
    """Skip "of State" in "Secretary of State Antony Blinken"; skip everything where no name follows."""
    for offset in range(index + 1, len(words) - 1):
        if is_first_name(words[offset]):
            return offset
    return index + 2 if len(words) - index >= 4 else len(words)


def _kind(words: tuple[str, ...], titled: bool) -> SpanKind:
    """Return what a name's words name: of the cases below the first that holds."""
    if not words:
        return "word"
    lows = [key(word) for word in words]
    first, last, single = lows[0], lows[-1], len(words) == 1
    first_known = not single and is_first_name(words[0])
    bodies = sum(low in BODY_NAMES for low in lows)
    surname = first_known and bodies == 1 and len(words) <= 3 and (last in _SURNAMES or last not in BODY_NAMES)
    has_body = bodies > 0 and not surname
    is_acronym = single and words[0].isupper() and len(words[0]) > 1 and not (len(first) > 3 and first in PLACES)
    is_place = (first in PLACES and not first_known) or (first in PLACE_OPENINGS and not single and not titled)
    has_initial = not single and len(first) == 1 and words[0].endswith(".")
    cases: tuple[tuple[bool, SpanKind], ...] = (
        ("&" in words, "body"),
        (first in TIME_WORDS and not first_known, "word"),
        (has_body and (not titled or bodies == len(words) > 1), "body"),
        (has_body, "person" if single else "likely"),
        (is_acronym and not titled, "body"),
        (is_place, "likely" if titled else "place"),
        (titled or first_known or has_initial or (len(words) in (2, 3) and first in FAMILY_FIRST), "person"),
        (len(words) <= 5, "likely"),
    )
    return next((kind for holds, kind in cases if holds), "word")
