"""What a question asks of two columns: where one has more than the other (“which costs were higher than planned”, “what came
back late”), and what is left of income after costs.

The model of tables learnt neither; which table is meant is what it read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.english.words import stem
from qa.reading.tables.grid import Table, telling_words
from qa.reading.tables.programs import Comparison, Filter, Program
from qa.reading.tables.values import NUMERIC
from qa.reading.tables.words import head_keys


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


# What was expected, and what came: “Planned” and “Actual”, “Due back” and “Date back”.
_EXPECTED = _stems("plan planned budget budgeted expected estimate estimated forecast quoted target due deadline")
_CAME = _stems("actual real spent paid final invoiced back returned done delivered completed received arrived")
_EXCEEDS = re.compile(
    r"(?i)\b(?:(?P<over>more|higher|over|above|dearer|exceed(?:s|ed)?|overspen[dt]\w*)"
    r"|(?P<under>less|lower|under|below|cheaper|underspen[dt]\w*))\b"
)
_LATE = re.compile(
    r"(?i)\b(?P<over>late(?! (?:fee|charge|payment)s?\b)|later|overdue|behind schedule)\b|\b(?P<to>(?:in|on) time)\b"
)
_BALANCE = re.compile(
    r"(?i)\b(?:plus (?:or|and) (?:a )?minus|profit|loss|surplus|deficit|balance|break even|broke even|in the (?:red|black)"
    r"|(?:make|made|lose|lost) (?:any )?money)\b"
)
_INCOME = _stems("income receipt receipts revenue revenues credit earnings takings")
_COSTS = _stems("cost costs expense expenses expenditure debit payment payments spending outgoings")
_FEW = 12  # values by which rows are sorted: “cost”, “income”


def across_columns(question: str, table: Table) -> Program | None:
    """Return the program that compares two columns as the question does; None where it compares none, or the table has none."""
    return _exceeding(question, table) or _balance(question, table)


def with_denied(question: str, program: Program) -> Program:
    """Return the program for the other rows where the question denies the cell that they are told by: "not paid", "unpaid"."""
    denied = tuple(
        replace(each, comparison="is not") if each.comparison == "is" and _denies(question, each.values) else each
        for each in program.filters
    )
    return replace(program, filters=denied)


def _denies(question: str, values: Sequence[str]) -> bool:
    """Whether the question says "not" right before the only one of these cells, a word."""
    if len(values) != 1 or not values[0].isalpha():
        return False
    denied = rf"(?i)(?:\bnot|n['’]t|\bnever)(?: (?:been|yet|be|already))* {values[0]}\b|\bun{values[0]}\b"
    return re.search(denied, question) is not None


def _exceeding(question: str, table: Table) -> Program | None:
    late, words = _LATE.search(question), set(telling_words(question))
    said = late or (_EXCEEDS.search(question) if words & {Table.plural_free(each) for each in _EXPECTED} else None)
    pair = _pair(table, dates=late is not None) if said is not None else None
    if said is None or pair is None:
        return None
    expected, came = pair
    comparison: Comparison = "over" if said["over"] else "to" if late else "under"
    own = tuple(each for each in _named(table, words) if each.column not in pair)
    key = next((at for at, kind in enumerate(table.kinds) if kind == "text" and at not in {each.column for each in own}), came)
    return Program("list", came, key, filters=(*own, Filter(came, comparison, other=expected)))


def _pair(table: Table, *, dates: bool) -> tuple[int, int] | None:
    """The column of what was expected and that of what came, both of dates or both of numbers."""
    fits = [at for at, kind in enumerate(table.kinds) if (kind == "date" if dates else kind in NUMERIC)]
    keys = {at: set(head_keys(table.heads[at])) for at in fits}
    expected = [at for at in fits if keys[at] & _EXPECTED]
    came = [at for at in fits if at not in expected and keys[at] & _CAME]
    return (expected[0], came[0]) if len(expected) == 1 and len(came) == 1 else None


def _named(table: Table, words: set[str]) -> Iterator[Filter]:
    """Yield which rows are meant, by the cells that the question names: all words of one, or one that no other cell has."""
    for column, kind in enumerate(table.kinds):
        values = dict.fromkeys(table.values(column))
        if kind != "text" or len(values) == len(table.rows):
            continue
        own = {value: table.words_of(column, value) for value in values}
        named = [value for value in values if own[value] <= words]
        named = named or [
            value
            for value in values
            if any(word in words and sum(word in other for other in own.values()) == 1 for word in own[value])
        ]
        if len(named) == 1:
            yield Filter(column, "is", (named[0],))


def _balance(question: str, table: Table) -> Program | None:
    if _BALANCE.search(question) is None:
        return None
    numbers = [at for at, kind in enumerate(table.kinds) if kind in NUMERIC]
    came = [at for at in numbers if set(head_keys(table.heads[at])) & _CAME] or numbers
    for column, kind in enumerate(table.kinds):
        values = dict.fromkeys(table.values(column))
        if kind == "text" and len(values) <= _FEW and came:
            income = tuple(value for value in values if table.words_of(column, value) & _INCOME)
            costs = tuple(value for value in values if table.words_of(column, value) & _COSTS)
            if income and costs:
                both = (Filter(column, "is", (*income, *costs)),)
                return Program("balance", came[0], column, group=column, filters=both, costs=costs)
    return None
