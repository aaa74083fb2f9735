"""Which rows a question means: those with the cells that it names, of the days that it names, with a yes where it says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from qa.english.calendar import MONTHS
from qa.english.phrases import PREPOSITIONS
from qa.english.words import stem
from qa.reading.tables.asked import Day
from qa.reading.tables.grid import Row
from qa.reading.tables.programs import Filter
from qa.reading.tables.series import months_between
from qa.reading.tables.values import ANY_YEAR, NUMERIC, number_of, yes_no
from qa.reading.tables.words import QuestionWords, head_keys

# Of a cell's words, the share that the question has to have where it has but one of them.
_COVERED = 0.33
# What a cell of numbers has where there is nothing; with a dash it is read as empty.
_NOTHING = frozenset(["none", "no", "nil", "nothing", "free", "sold out"])
_NAME_LENGTH = 4  # characters from which a number names a row without its heading: "4126", "2011"

_BOUNDS = {
    "before": "before",
    "until": "until",
    "till": "until",
    "by": "until",
    "since": "from",
    "from": "from",
    "between": "from",
    "after": "after",
}
_OR_SO = {
    "or later": "from",
    "or after": "from",
    "or newer": "from",
    "or earlier": "until",
    "or before": "until",
    "or older": "until",
}
# Written things that a month may be of.
_DOCUMENTS = frozenset(map(stem, "minutes meeting report newsletter letter agenda bulletin issue edition".split()))


@dataclass(frozen=True, slots=True)
class Condition:
    """Rows whose cell in this column is one of `values`. `places` are the question's words; `full`: all of the cell's."""

    column: int
    values: tuple[str, ...]
    places: frozenset[int]
    full: bool = True


@dataclass(frozen=True, slots=True)
class RowsMeant:
    """`filters` tell which rows there are; `columns` are those that decide."""

    rows: tuple[Row, ...]
    filters: tuple[Filter, ...]
    columns: frozenset[int]


def rows_meant(words: QuestionWords) -> RowsMeant | None:
    """All rows where the question limits them by nothing; None where it says something of them that the table hasn't."""
    conditions = _named(words)
    rows = _with(words.table.rows, conditions)
    dated = _dated(words, rows)
    if dated is None:
        return None
    rows, days, day_columns = dated
    flags = _flags(words, {each.column for each in conditions})
    if words.asked.negated and not flags and not words.asked.yes_no:
        flags = _none_of(words)
        if not flags:
            return None
    rows = _with(rows, flags)
    conditions = (*conditions, *flags)
    columns = frozenset({each.column for each in conditions} | day_columns)
    for column in columns:
        words.use(words.heads[column] if words.is_full(column) else words.heads[column] - words.asked.operators)
    named = (Filter(each.column, "is", each.values) for each in conditions)
    return RowsMeant(rows, (*named, *days), columns) if rows else None


def _with(rows: Sequence[Row], conditions: Sequence[Condition]) -> tuple[Row, ...]:
    wanted = [(each.column, frozenset(each.values)) for each in conditions]
    return tuple(row for row in rows if all(row.text(column) in values for column, values in wanted))


def _named(words: QuestionWords) -> tuple[Condition, ...]:
    """The cells that the question names, those with most of its words first; a word counts once."""
    found = [each for column in range(len(words.heads)) if (each := _named_in(words, column)) is not None]
    vague = words.titled | frozenset(words.asked.noun)
    if words.asked.how_many:
        # What is counted isn't told by a part of a cell; but "how many fires?" may ask for "Kitchen fire" and "Chimney fire".
        of_kinds = [each for each in found if not each.full and not each.places.isdisjoint(words.asked.noun)]
        words.doubtful |= any(len(_with(words.table.rows, [each])) < len(words.table.rows) for each in of_kinds)
        found = [each for each in found if each not in of_kinds]
    found = [
        each for each in found if each.full or not (each.places <= vague or any(each.places <= full for full in words.full))
    ]
    found = [each for each in found if not _names_all(words, each)]
    found.sort(key=lambda each: (len(each.places), each.full, _introduced(words, each)), reverse=True)
    chosen: list[Condition] = []
    taken: set[int] = set()
    rows: tuple[Row, ...] = words.table.rows
    for each in found:
        if not each.places & taken and (left := _with(rows, [each])):
            chosen.append(each)
            taken |= each.places
            rows = left
    words.use(taken)
    return tuple(chosen)


def _names_all(words: QuestionWords, condition: Condition) -> bool:
    """Whether it is but the heading of what the rows are: the members of a club have not all the role of a “Member”."""
    first = next((at for at, kind in enumerate(words.table.kinds) if kind == "text"), condition.column)
    return first != condition.column and words.is_full(first) and condition.places <= words.heads[first]


def _introduced(words: QuestionWords, condition: Condition) -> int:
    """Whether the column's heading stands right before what it has: "district 5", "to Denver"."""
    first = min(condition.places)
    before = words.key(first - 1) if first else ""
    return 2 if before in head_keys(words.table.heads[condition.column]) else int(bool(words.heads[condition.column]))


def _named_in(words: QuestionWords, column: int) -> Condition | None:
    """The cells of this column that have most of the question's words; None where they are parts of several, each others."""
    kind = words.table.kinds[column]
    if kind in NUMERIC or kind in ("yes_no", "date", "empty"):
        return None
    best = (0, False, False)
    found: dict[str, frozenset[int]] = {}
    tokens = words.asked.tokens
    candidates = dict.fromkeys(value for token in tokens for value in words.table.with_word(column, token.key))
    if (months := months_between(tokens, words.table, column)) is not None:
        return Condition(column, *months)
    if (both := _both_named_in(words, column, candidates)) is not None:
        return both
    for value in candidates:
        places, full, covered = _match(words, column, value)
        if not places or (kind in ("code", "year") and not _may_be(words, value, places, column)):
            continue
        digits = all(words.key(place)[0].isdigit() for place in places)
        if not full and (digits or (covered < _COVERED and len(places) < 2)):
            continue
        if (rank := (len(places), not _is_opposed(words, value, places), full)) > best:
            best, found = rank, {}
        if rank == best:
            found[value] = places
    if not found:
        return None
    places = next(iter(found.values()))
    alike = tuple(value for value, at in found.items() if at == places)
    return Condition(column, alike, places, best[-1]) if best[-1] or len(alike) == len(found) else None


def _both_named_in(words: QuestionWords, column: int, candidates: Iterable[str]) -> Condition | None:
    """The two cells of this column that the question sets beside each other: “how much more in May than in April”."""
    if words.asked.operation != "difference" or words.table.kinds[column] not in ("text", "year"):
        return None
    found = {value: places for value in candidates for places, full, _ in [_match(words, column, value)] if places and full}
    whole = {value: at for value, at in found.items() if not any(at < other for other in found.values())}
    if len(whole) != 2:
        return None
    return Condition(column, tuple(whole), frozenset().union(*whole.values()))


def _match(words: QuestionWords, column: int, value: str) -> tuple[frozenset[int], bool, float]:
    """Where the question has the cell's words, whether all of them, and which share."""
    table = words.table
    keys = table.words_of(column, value)
    capital = len(keys) == 1 and value[:1].isupper()  # "May" may be a month; "may" isn't
    places = frozenset(
        place
        for place, token in enumerate(words.asked.tokens)
        if table.plural_free(token.key) in keys and (not token.stop or (capital and token.text[:1].isupper()))
    )
    if places and column in table.calendar_columns:
        return places, True, 1.0
    covered = len({table.plural_free(words.key(place)) for place in places}) / max(1, len(keys))
    return _once(words, places), covered >= 1, covered


def _is_opposed(words: QuestionWords, value: str, places: frozenset[int]) -> bool:
    """Whether the cell has one of these words behind another preposition than the question: "within budget", "over budget"."""
    tokens, cell = words.asked.tokens, value.casefold().split()
    asked = {tokens[at].text.casefold(): tokens[at - 1].text.casefold() for at in places if at}
    return any(
        before in PREPOSITIONS and asked.get(word) in PREPOSITIONS and asked[word] != before for before, word in pairwise(cell)
    )


def _once(words: QuestionWords, places: frozenset[int]) -> frozenset[int]:
    """Without a word that a heading has, where the cell has it elsewhere, nearer to its others: a guest room for guests."""
    by_key: dict[str, list[int]] = {}
    for place in places:
        by_key.setdefault(words.table.plural_free(words.key(place)), []).append(place)
    single = [at[0] for at in by_key.values() if len(at) == 1]
    if not single:
        return places
    headed = frozenset().union(*words.heads)
    near = {min(at, key=lambda place: min(abs(place - other) for other in single)) for at in by_key.values()}
    return frozenset(place for place in places if place in near or place not in headed)


def _may_be(words: QuestionWords, value: str, places: frozenset[int], column: int) -> bool:
    """Whether a number of the question is this cell: its heading stands before it, or it is long enough for a name."""
    first, head = min(places), words.heads[column]
    of_month = any(places <= day.places and day.month for day in words.asked.days)
    if of_month or (column and {*places, first - 1} <= words.titled):
        return False  # the year of "January 2026", and of the "Subs 2026", is no year of joining
    whole = len(places) == len(words.table.words_of(column, value))
    return first - 1 in head or first - 2 in head or (len(value) >= _NAME_LENGTH and whole)


def _dated(words: QuestionWords, rows: tuple[Row, ...]) -> tuple[tuple[Row, ...], list[Filter], set[int]] | None:
    """The rows of the days that the question names, these days and their columns; None where the table has none of them."""
    table, days, columns = words.table, list[Filter](), set[int]()
    dates = [column for column, kind in enumerate(table.kinds) if kind == "date"]
    for day in words.asked.days:
        rest = day.places - words.used
        named = rest - words.titled if day.month else rest  # the year of a month may be the title's
        of_heading = any(named <= head for head in words.heads if named) and (day.month is None or not dates)
        if not rest or of_heading:
            continue
        column = next((at for at in dates if words.heads[at]), dates[0] if dates else None)
        if column is None and day.month is not None:
            return None
        if column is None:
            continue
        after = max(day.places) + 1
        if day.month is not None and after < len(words.asked.tokens) and words.key(after) in _DOCUMENTS:
            words.doubtful |= after not in words.titled  # "the October minutes" have rows of other months, too
            words.use(day.places)
            continue
        bound = _bound(words, day)
        there = tuple(row for row in rows if _within(table.day(row, column), day, bound))
        if day.month is None and rest <= words.titled and len(there) in (0, len(rows)):
            continue  # the year is the table's
        if not there:
            return None
        rows = there
        columns.add(column)
        days.append(Filter(column, "is", tuple(dict.fromkeys(row.text(column) for row in there)), said=_said(day, bound)))
        words.use(day.places)
    return rows, days, columns


def _said(day: Day, bound: str) -> str:
    """ "in March 2024", "on 2 March", "before 2020"."""
    month = MONTHS[day.month - 1].capitalize() if day.month else ""
    return f"{bound or ('on' if day.day else 'in')} {' '.join(str(part) for part in (day.day, month, day.year) if part)}"


def _bound(words: QuestionWords, day: Day) -> str:
    """ "before", "until", "from" or "after" where the question bounds the rows by that day, else ""."""
    said = [token.text.casefold() for token in words.asked.tokens]
    first, last = min(day.places), max(day.places)
    beside = _OR_SO.get(" ".join(said[last + 1 : last + 3]))
    before = said[first - 1] if first else ""
    if before in ("and", "to") and not {"between", "from"}.isdisjoint(said[: first - 1]):
        return "until"
    return beside or _BOUNDS.get(before, "")


def _within(found: date | None, day: Day, bound: str) -> bool:
    """Whether a day lies where the question says; of a month without its year, in its own year."""
    if not bound or found is None or found.year == ANY_YEAR:
        return _on(found, day)
    parts = [each for each in ((day.year, found.year), (day.month, found.month), (day.day, found.day)) if each[0] is not None]
    asked, own = tuple(each for each, _ in parts), tuple(each for _, each in parts)
    return {"before": own < asked, "until": own <= asked, "from": own >= asked, "after": own > asked}[bound]


def _on(found: date | None, day: Day) -> bool:
    return (
        found is not None
        and (found.year == ANY_YEAR or day.year in (None, found.year))
        and day.month in (None, found.month)
        and day.day in (None, found.day)
    )


def _flags(words: QuestionWords, constrained: set[int]) -> tuple[Condition, ...]:
    """Columns of yes and no that the question names, to say which rows it means."""
    asked, table = words.asked, words.table
    if asked.yes_no or not asked.chooses or asked.operation not in ("cell", "count"):
        return ()
    found = []
    for column, kind in enumerate(table.kinds):
        if kind == "yes_no" and column not in constrained and words.is_full(column):
            values = dict.fromkeys(table.values(column))
            said = tuple(value for value in values if yes_no(value) is (not asked.negated))  # "n/a" is no "no"
            wanted = said or tuple(value for value in values if yes_no(value) is not asked.negated)
            found.append(Condition(column, wanted, words.heads[column]))
            words.use(words.heads[column])
    return tuple(found)


def _is_none(value: str) -> bool:
    """Whether a cell says that there is nothing; "on order" and "ca. 20" don't."""
    number = number_of(value)
    return number == 0 if number is not None else value.strip().casefold() in _NOTHING


def _none_of(words: QuestionWords) -> tuple[Condition, ...]:
    """“Out of stock” is a 0 under “In stock”, “no fee” a “none” under “Fee”; what else a “not” may mean isn't understood."""
    table = words.table
    named = [at for at, kind in enumerate(table.kinds) if kind in NUMERIC and words.heads[at] and words.is_full(at)]
    if len(named) != 1 or not words.asked.chooses:
        return ()
    words.use(words.heads[named[0]])
    zero = tuple(value for value in dict.fromkeys(table.values(named[0])) if _is_none(value))
    return (Condition(named[0], zero, words.heads[named[0]]),)
