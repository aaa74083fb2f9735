"""A program and its table → a short answer, what was computed in words, and the rows that were used."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from qa.reading.tables.cell_values import Reader, measured, reader
from qa.reading.tables.grid import Row, Table
from qa.reading.tables.program_words import called, where, written_like
from qa.reading.tables.programs import Comparison, Computed, Filter, Program
from qa.reading.tables.tallies import balance, each_group, extreme_group
from qa.reading.tables.values import NUMERIC
from qa.types.text import counted


def computed(table: Table, program: Program) -> Computed | None:
    """None where the cells don't allow it: no row counts, a column of numbers has words, rows don't tell which is meant."""
    allowed = [_holds(table, each) for each in program.filters]
    rows = tuple(row for row in table.rows if all(holds(row) for holds in allowed))
    if not rows:
        return _none_beyond(table, program)
    match program.operation:
        case "cell" | "list":
            return _cells(table, program, rows)
        case "count":
            words = f"Counted: {counted(len(rows), table.unit)}{where(table, program)}."
            return Computed(f"{len(rows):,}", words, rows, (program.key,))
        case "largest" | "smallest":
            return _extreme(table, program, rows)
        case "sum" | "average":
            return _summed(table, program, rows)
        case "most" | "least":
            return extreme_group(table, program, rows)
        case "each":
            return each_group(table, program, rows)
        case "balance":
            return balance(table, program, rows)
        case "difference":
            return _difference(table, program, rows)


def _holds(table: Table, filter_: Filter) -> Callable[[Row], bool]:
    column, values = filter_.column, frozenset(filter_.values)
    match filter_.comparison:
        case "is":
            return lambda row: row.text(column) in values
        case "is not":
            return lambda row: row.text(column) not in values
        case "empty":
            return lambda row: not row.text(column)
        case "filled":
            return lambda row: bool(row.text(column))
    read = reader(table, column)
    if filter_.other is not None:
        return _holds_beside(read, reader(table, filter_.other), filter_.comparison)
    above = {"over": lambda value: value > filter_.most, "from": lambda value: value >= filter_.least}
    below = {"under": lambda value: value < filter_.least, "to": lambda value: value <= filter_.most}
    within = {"between": lambda value: filter_.least <= value <= filter_.most}
    allows: Callable[[Decimal], bool] = {**above, **below, **within}[filter_.comparison]
    return lambda row: (value := read(row)) is not None and allows(value)


def _holds_beside(read: Reader, other: Reader, comparison: Comparison) -> Callable[[Row], bool]:
    def holds(row: Row) -> bool:
        value, bound = read(row), other(row)
        if value is None or bound is None:
            return False
        return value > bound if comparison == "over" else value < bound if comparison == "under" else value <= bound

    return holds


def _none_beyond(table: Table, program: Program) -> Computed | None:
    """Say that no row has more in one column than in the other; None where no columns are compared, or no row is meant."""
    others = replace(program, filters=tuple(each for each in program.filters if each.other is None))
    beyond = replace(program, filters=tuple(each for each in program.filters if each.other is not None))
    allowed = [_holds(table, each) for each in others.filters]
    rows = tuple(row for row in table.rows if row.text(program.target) and all(holds(row) for holds in allowed))
    if not (beyond.filters and rows):
        return None
    words = f"Of {counted(len(rows), table.unit)}{where(table, others)}, none{where(table, beyond)}."
    return Computed("None", words, rows, (program.target,))


def _cells(table: Table, program: Program, rows: tuple[Row, ...]) -> Computed:
    filled = tuple(row for row in rows if row.text(program.target))
    if not filled:
        return Computed("", f"The cell {called(table, program.target)} is empty.", rows, (program.target,))
    short = ", ".join(dict.fromkeys(row.text(program.target) for row in filled))
    empty = len(rows) - len(filled)
    lacking = f", {empty:,} more without {called(table, program.target)}" if empty else ""
    words = f"{counted(len(filled), table.unit)}{where(table, program)}{lacking}:" if len(filled) > 1 else ""
    return Computed(short, words, filled, (program.target,))


def _extreme(table: Table, program: Program, rows: tuple[Row, ...]) -> Computed | None:
    read = reader(table, program.order)
    found = [(value, row) for row in rows if (value := read(row)) is not None]
    if len(found) <= program.top:
        return None  # one is neither the most nor the least of anything
    found.sort(key=lambda each: each[0], reverse=program.operation == "largest")
    last = found[program.top - 1][0]
    best = tuple(row for place, (value, row) in enumerate(found) if place < program.top or value == last)
    names = ", ".join(filter(None, (row.text(program.target) for row in best)))
    first = best[0].text(program.order)
    told = f"{called(table, program.order)} is {program.operation} there, {first}"
    if program.top > 1:
        told += f" to {best[-1].text(program.order)}"
    words = f"{told}, of {counted(len(found), table.unit)}{where(table, program)}."
    return Computed(names or first, words, best, (program.order, program.target))


def _summed(table: Table, program: Program, rows: tuple[Row, ...]) -> Computed | None:
    if table.kinds[program.target] not in NUMERIC:
        return None
    total = table.sum_row
    told = total is not None and reader(table, program.target)(total) is not None  # it may hold a formula
    if program.operation == "sum" and not program.filters and total is not None and told:
        return Computed(total.text(program.target), "The table's own total.", (total,), (program.target,))
    filled = tuple(row for row in rows if row.text(program.target))
    result = measured(table, program.target, filled, program.operation)
    if result is None:
        return None
    verb = "Sum" if program.operation == "sum" else "Average"
    empty = len(rows) - len(filled)
    left_out = f"; {counted(empty, table.unit)} without a value {'is' if empty == 1 else 'are'} left out" if empty else ""
    words = f"{verb} of {called(table, program.target)} in {counted(len(filled), table.unit)}{where(table, program)}{left_out}."
    return Computed(written_like(result, table, program.target, filled[0]), words, filled, (program.target,))


def _difference(table: Table, program: Program, rows: tuple[Row, ...]) -> Computed | None:
    """What two rows differ by; None where there are more, or fewer, or nothing to compare."""
    read, column = reader(table, program.target), program.target
    numbers = [number for row in rows if (number := read(row)) is not None]
    if len(numbers) != 2 or len(rows) != 2 or table.kinds[column] not in (*NUMERIC, "date", "time"):
        return None
    apart = abs(numbers[0] - numbers[1])
    if table.kinds[column] == "date":
        short = counted(int(apart), "day")
    elif table.kinds[column] == "time":
        short = _length(apart)
    else:
        short = written_like(apart, table, column, rows[0])
    apart_by = next((each.column for each in program.filters if len(each.values) > 1), program.key)
    both = ", ".join(f"{row.text(apart_by)} {row.text(column)}" for row in rows)
    others = replace(program, filters=tuple(each for each in program.filters if each.column != apart_by))
    return Computed(short, f"Difference of {called(table, column)}{where(table, others)}: {both}.", rows, (column,))


def _length(minutes: Decimal) -> str:
    """ "1 hour 3 minutes", "44 seconds"."""
    seconds = int(minutes * 60 + Decimal("0.5"))
    parts = ((seconds // 3600, "hour"), (seconds // 60 % 60, "minute"), (seconds % 60, "second"))
    return " ".join(counted(number, unit) for number, unit in parts if number) or "0 minutes"
