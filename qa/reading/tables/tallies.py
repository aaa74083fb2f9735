"""What groups of rows come to: the group with most, each of them, and what is left of income after costs."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from qa.english.calendar import MONTHS
from qa.reading.tables.cell_values import measured
from qa.reading.tables.grid import Row, Table
from qa.reading.tables.program_words import called, where, written_like
from qa.reading.tables.programs import Computed, Program
from qa.types.text import counted

_TOLD = 15  # groups that are named


def extreme_group(table: Table, program: Program, rows: Sequence[Row]) -> Computed | None:
    """The groups that have most, or least; None where all have the same, or what they have can't be measured."""
    groups = _groups(table, program, rows)
    if len(groups) < 2 or (amounts := _amounts(table, program, groups)) is None:
        return None
    best = (max if program.operation == "most" else min)(amounts.values())
    names = [name for name, value in amounts.items() if value == best]
    if len(names) == len(amounts):
        return None  # all alike, so none has most
    used = tuple(row for name in names for row in groups[name])
    if program.measure == "count":
        told = f"{counted(int(best), table.unit)}, the {'most' if program.operation == 'most' else 'fewest'}"
    else:
        what = "sum" if program.measure == "sum" else "average"
        comes_to = written_like(best, table, program.target, used[0])
        side = "highest" if program.operation == "most" else "lowest"
        told = f"{called(table, program.target)} comes to {comes_to}, the {side} {what}"
    words = f"{told} of {len(groups)} under {_by(table, program)}{where(table, program)}."
    return Computed(", ".join(names), words[:1].upper() + words[1:], used, (program.group,))


def each_group(table: Table, program: Program, rows: Sequence[Row]) -> Computed | None:
    """What each group has, the largest first, periods in their order; None where there is but one, or it can't be measured."""
    groups = _groups(table, program, rows)
    if len(groups) < 2 or (amounts := _amounts(table, program, groups)) is None:
        return None
    names = [*groups] if program.period else sorted(groups, key=lambda name: -amounts[name])
    told = [f"{name} {_amount(table, program, groups[name], amounts[name])}" for name in names[:_TOLD]]
    more = f" and {len(names) - _TOLD} more" if len(names) > _TOLD else ""
    used = tuple(row for name in names for row in groups[name])
    measure = {"count": "counted", "sum": "summed", "average": "averaged"}[program.measure]
    what = counted(len(used), table.unit) if program.measure == "count" else f"{called(table, program.target)}"
    words = f"{what} {measure} by {_by(table, program)}{where(table, program)}."
    return Computed(f"{', '.join(told)}{more}", words, used, (program.group,))


def balance(table: Table, program: Program, rows: Sequence[Row]) -> Computed | None:
    """What the rows that are no costs come to, less those that are; None where that can't be measured."""
    filled = tuple(row for row in rows if row.text(program.target))
    out = [row for row in filled if row.text(program.group) in program.costs]
    came = [row for row in filled if row.text(program.group) not in program.costs]
    income, spent = (measured(table, program.target, its, "sum") for its in (came, out))
    if income is None or spent is None:
        return None
    left, *both = (written_like(each, table, program.target, filled[0]) for each in (income - spent, income, spent))
    empty = len(rows) - len(filled)
    left_out = f"; {counted(empty, table.unit)} without a value {'is' if empty == 1 else 'are'} left out" if empty else ""
    kinds = " and ".join(f"“{row.text(program.group)}” {amount}" for row, amount in zip((came[0], out[0]), both, strict=True))
    words = f"{called(table, program.target)} by {called(table, program.group)}: {kinds}{left_out}."
    return Computed(left, words, filled, (program.target,))


def _by(table: Table, program: Program) -> str:
    return f"the {program.period} of {called(table, program.group)}" if program.period else called(table, program.group)


def _groups(table: Table, program: Program, rows: Sequence[Row]) -> dict[str, list[Row]]:
    groups = dict[str, list[Row]]()
    days = {row: table.day(row, program.group) for row in rows} if program.period else {}
    years = {day.year for day in days.values() if day is not None}
    ordered = sorted((row for row in rows if days[row]), key=lambda row: str(days[row])) if program.period else rows
    for row in ordered:
        day = days.get(row)
        name = row.text(program.group)
        if day is not None:
            month = MONTHS[day.month - 1].title()
            name = str(day.year) if program.period == "year" else f"{month} {day.year}" if len(years) > 1 else month
        if name and (program.measure == "count" or row.text(program.target)):
            groups.setdefault(name, []).append(row)
    return groups


def _amounts(table: Table, program: Program, groups: Mapping[str, Sequence[Row]]) -> dict[str, Decimal] | None:
    found = dict[str, Decimal]()
    for name, its in groups.items():
        value = Decimal(len(its)) if program.measure == "count" else measured(table, program.target, its, program.measure)
        if value is None:
            return None
        found[name] = value
    return found


def _amount(table: Table, program: Program, rows: Sequence[Row], amount: Decimal) -> str:
    return f"{amount:,.0f}" if program.measure == "count" else written_like(amount, table, program.target, rows[0])
