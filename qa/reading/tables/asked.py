"""A question on a table, taken apart: its words, the days it names, and whether it wants a sum, the largest or a cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, dropwhile, takewhile
from typing import Literal

from qa.english.calendar import DAYS, MONTH_NUMBERS, MONTHS
from qa.english.word_lists import alternatives, heads_of
from qa.english.words import STOP_WORDS, stem

Operation = Literal[
    "cell", "list", "count", "sum", "average", "largest", "smallest", "most", "least", "difference", "each", "balance"
]
# "10A" is one word, a class or a room; "£10M" is an amount.
_WORD = re.compile(r"(?<![£$€\d.,])\d{1,3}[A-Z]\b|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][st]\b)?")
_QUARTER = re.compile(r"(?i)\b(first|second|third|fourth|1st|2nd|3rd|4th) quarter(?: of)?\b")
_QUARTERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_DAY = re.compile(
    r"(?P<iso>\b\d{4}-\d\d-\d\d\b)"
    r"|(?:(?<![\d.,:–-])\b(?P<before>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\.?(?: of)? )?"
    rf"\b(?P<month>{alternatives(MONTH_NUMBERS)})\b\.?(?: (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b)?"
    r"(?:,? (?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
# "In May" is a month, "may I" is none.
IS_MONTH = re.compile(
    r"(?i)\b(?:in|of|for|by|since|until|till|last|next|this|on|during|after|before|from|to|and|end|mid|early|late)[ -]$"
)
# Of anything that can be counted or measured; the others below are each of one measure, such as weight.
_MOST = "largest biggest highest greatest most maximum max top".split()
_LEAST = "smallest lowest fewest least minimum min bottom".split()
OF_ANY_MEASURE = frozenset((*_MOST, *_LEAST))
_LARGEST = [
    *_MOST,
    *"best longest tallest heaviest latest newest richest fastest hottest warmest wettest strongest busiest sunniest".split(),
]
_SMALLEST = [*_LEAST, *"worst shortest lightest cheapest earliest oldest poorest slowest coldest driest weakest".split()]
_ASKING = frozenset("who whom whose which what when where why how list name show".split())
_BEGINNING = 3  # words among which the one that asks stands: "in which year"
_SUM = re.compile(
    r"(?i)\b(?:total|totals|sum|altogether|all together|all told|combined|overall|in all|taken together"
    r"|add(?:ed|s)? (?:up|together))\b"
)
_AVERAGE = re.compile(r"(?i)\b(?:average|mean|on average)\b")
# "The number of fires" counts, "item number of the desk" names.
_HOW_MANY = re.compile(r"(?i)\bhow many\b|(?:^\W*|\b(?:the|total|in) )number of\b|\bcount(?: of)?\b")
_HOW_MUCH = re.compile(r"(?i)\bhow much\b")
_SAME = (
    frozenset("po posit rank".split()),
    frozenset("peopl person".split()),
    *(frozenset((stem(name), name[:3])) for name in (*DAYS, *MONTHS)),
)
# "How do I book the room?" asks for a way, which no cell is.
ASKS_FOR_A_WAY = re.compile(
    r"(?i)\bhow (?:(?:do|does|did|can|could|should|shall|must|may) (?:i|you|we|one)|to)\b|^\W*what (?:if|happens if)\b"
)
# "May I book the room?" is no question for the cells of bookings, only for a "yes" or "no".
ASKS_FOR_LEAVE = re.compile(r"(?i)^\W*(?:can|could|may|should|must|am) (?:i|we)\b")
_DIFFERENCE = re.compile(
    r"(?i)\bhow (?:much|many|far) (?P<more>more|less|fewer|further|\w+er)\b.*?\b(?P<than>than)\b"
    r"|\b(?P<difference>difference) (?P<between>between)\b|\bhow (?P<far>far) (?P<behind>behind|ahead)\b"
)
# "2023-24" is a tax year or a season, not 2023.
SEASON = re.compile(r"\b(?:19|20)\d\d\s?[-–/]\s?\d\d\b(?![-–/.]\d)")
_NOT = re.compile(
    r"(?i)\b(?:not|no(?!\.)|without|(?:is|are|was|were|do|does|did|has|have|had|ca|could|wo|would)n['’]?t|out of|never)\b"
)
YES_NO = re.compile(r"(?i)^\W*(?:is|are|was|were|do|does|did|has|have|had|can|will)\b")


# "Spent" → "spend": a column is called by either.
_PRESENT = heads_of("irregular forms")


@dataclass(frozen=True, slots=True)
class Token:
    """`key` is the stem of its present, or its number without marks between thousands; `stop` marks a function word."""

    text: str
    key: str
    stop: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day, month or year that the question names, and which of its words do."""

    year: int | None
    month: int | None
    day: int | None
    places: frozenset[int]


@dataclass(frozen=True, slots=True)
class AskedOfTable:
    """`noun` are the places of the words right after “which”, “how many” or “the most”: what is asked for; `unit`
    those after “how many” or “the most”: what is counted. `chooses`: it asks
    which rows there are of a kind, by “which”, “who” or “how many”, or by keywords.
    """

    tokens: tuple[Token, ...]
    days: tuple[Day, ...]
    operation: Operation
    operators: frozenset[int]
    noun: tuple[int, ...]
    unit: tuple[int, ...]
    who: bool
    when: bool
    why: bool
    chooses: bool
    how_many: bool
    how_much: bool
    negated: bool
    yes_no: bool

    @property
    def content(self) -> frozenset[int]:
        return frozenset(place for place, token in enumerate(self.tokens) if not token.stop)


def asked_of_table(question: str) -> AskedOfTable:
    question = _QUARTER.sub(lambda match: f"Q{_QUARTERS[match[1].casefold()]}", question)
    found = list(_WORD.finditer(question))
    tokens = tuple(_token(match, question) for match in found)
    first = next((token.text.casefold() for token in tokens[:_BEGINNING] if token.text.casefold() in _ASKING), "")
    operation, operators = _operation(tokens, question)
    return AskedOfTable(
        tokens,
        tuple(_days(question, found)),
        operation,
        operators,
        _noun(tokens),
        _unit(tokens, operators),
        who=first == "who" or first == "whom",
        when=first == "when",
        why=first == "why",
        chooses=first in ("which", "who", "list", "how", "name", "show") or not first,
        how_many=_HOW_MANY.search(question) is not None,
        how_much=_HOW_MUCH.search(question) is not None,
        negated=_NOT.search(question) is not None,
        yes_no=YES_NO.match(question) is not None,
    )


def keys_of(text: str) -> list[Token]:
    """The words of a heading or cell as those of a question."""
    return [_token(match, text) for match in _WORD.finditer(text)]


def alike(one: str, other: str) -> bool:
    """Whether two keys are one word, or one begins the other: "rain" and "rainfall", "month" and "monthli"."""
    if one == other or any({one, other} <= same for same in _SAME):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and not short[0].isdigit() and long.startswith(short) and len(long) - len(short) <= 4


def _token(match: re.Match[str], text: str) -> Token:
    word = match[0]
    if word[0].isdigit():
        return Token(word, re.sub(r",(?=\d{3}\b)", "", word).casefold(), False)
    lower = re.sub(r"['’]s$", "", word.casefold())
    month = lower == "may" and ((word == "May" and len(text) < 40) or IS_MONTH.search(text[: match.start()]))
    key = stem(_PRESENT.get(lower, lower)) or lower  # of "S" nothing is left
    denies = lower.endswith(("n't", "n’t"))
    letters = len(word) > 1 and word.isupper() and not text.isupper()  # "IT" is no "it"
    return Token(word, key, denies or (lower in STOP_WORDS and not month and not letters))


def _operation(tokens: tuple[Token, ...], question: str) -> tuple[Operation, frozenset[int]]:
    lower = [token.text.casefold() for token in tokens]
    if match := _DIFFERENCE.search(question):
        said = [words.casefold() for words in match.groupdict().values() if words]
        return "difference", frozenset(place for place, word in enumerate(lower) if word in said)
    named: tuple[tuple[Operation, list[str]], ...] = (("smallest", _SMALLEST), ("largest", _LARGEST))
    for operation, listed in named:
        places = frozenset(at for at, word in enumerate(lower) if word in listed and lower[max(0, at - 1)] != "at")
        if places:
            return operation, places
    computed: tuple[tuple[Operation, re.Pattern[str]], ...] = (("average", _AVERAGE), ("sum", _SUM))
    for operation, shape in computed:
        if match := shape.search(question):
            words = match[0].casefold().split()
            return operation, frozenset(place for place, word in enumerate(lower) if word in words)
    if _HOW_MANY.search(question):
        return "count", frozenset(place for place, word in enumerate(lower) if word in ("number", "count"))
    return "cell", frozenset()


def _noun(tokens: tuple[Token, ...]) -> tuple[int, ...]:
    lower = [token.text.casefold() for token in tokens]
    for place, (before, word) in enumerate(zip(["", *lower], lower, strict=False)):
        counted = (before, word) in (("how", "many"), ("number", "of"), ("count", "of"))
        if not (counted or word in ("which", "what", "list", "whose", *_LARGEST, *_SMALLEST)):
            continue
        following = dropwhile(
            lambda at: tokens[at].stop and tokens[at].key in ("the", "all", "of", "me", "own"),
            range(place + 1, min(place + 5, len(tokens))),
        )
        if run := tuple(takewhile(lambda at: not tokens[at].stop, following)):
            return run
    return ()


def _unit(tokens: tuple[Token, ...], operators: frozenset[int]) -> tuple[int, ...]:
    starts = operators | {place for place, token in enumerate(tokens) if token.key == "mani"}
    runs = (takewhile(lambda at: not tokens[at].stop, range(start + 1, min(start + 4, len(tokens)))) for start in starts)
    return tuple(chain.from_iterable(runs))


def _days(question: str, found: list[re.Match[str]]) -> Iterator[Day]:
    taken: set[int] = set()
    for match in _DAY.finditer(question):
        if match["month"] == "may" and not match["before"] and not IS_MONTH.search(question[: match.start()]):
            continue
        places = frozenset(at for at, word in enumerate(found) if word.start() < match.end() and match.start() < word.end())
        taken |= places
        if match["iso"]:
            numbers = [*map(int, match["iso"].split("-"))]
            yield Day(numbers[0], numbers[1], numbers[2], places)
            continue
        year, before, after = (int(match[part]) if match[part] else None for part in ("year", "before", "day"))
        day = before or after
        yield Day(year, MONTH_NUMBERS[match["month"].casefold()], day, places)
    for at, word in enumerate(found):
        if at not in taken and re.fullmatch(r"(?:19|20)\d\d", word[0]) and not SEASON.match(question, word.start()):
            yield Day(int(word[0]), None, None, frozenset({at}))
