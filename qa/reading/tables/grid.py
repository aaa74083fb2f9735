"""A stored text → the tables that `qa.documents.formats.tables` made its rows of, each cell with its place in the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from qa.documents.formats.tables import NO_HEADING, ROW
from qa.reading.tables.asked import keys_of
from qa.reading.tables.values import Kind, days_of, is_running, kind_of, month_of, weekdays_of
from qa.types import Span

_LINE = re.compile(rf"(?m)^{ROW.pattern}(?P<body>[^\n]*)$")
# Rows that sum up the others.
_SUMMED = re.compile(r"(?i)(?:grand |sub)?totals?|sum|all|overall|average|mean")
_TOTAL = re.compile(r"(?i)(?P<grand>grand )?totals?|sum")
_IN_TEXT, _HEADING = re.compile(r"Table \d+"), 120  # characters above it that are looked at
_SHORT_STEM = 4  # letters up to which an s is part of the word
_DASHES = frozenset("-–—−")  # alone in a cell they say that there is nothing
_LOOKED_AHEAD = 3  # rows under a line that are looked into for its cells as their headings


@dataclass(frozen=True, slots=True)
class Cell:
    """`span` is that of the value in the document's text, `column` the spreadsheet's, from 0."""

    span: Span
    text: str
    column: int


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is the spreadsheet's; `cells` are by column, None where one is empty."""

    number: int
    span: Span
    cells: tuple[Cell | None, ...]

    def text(self, column: int) -> str:
        """ "" where the cell is empty, or has but a dash."""
        cell = self.cells[column]
        return "" if cell is None or _DASHES.issuperset(cell.text) else cell.text


@dataclass(frozen=True)
class Table:
    """`sheet` is "" for a CSV file; `heads` has "" for a column without one. `above` is what stands over the headings.

    `wide` is the table that this one has each cell of in a row of its own (`qa.reading.tables.series`), if it is such a one.
    """

    sheet: str
    above: str
    heads: tuple[str, ...]
    all_rows: tuple[Row, ...]
    wide: "Table | None" = None

    @property
    def unit(self) -> str:
        """What is counted of it, in one word."""
        return "row" if self.wide is None else "cell"

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Without those that sum up the others."""
        return tuple(row for row in self.all_rows if not _SUMMED.fullmatch(_first(row)))

    @cached_property
    def sum_row(self) -> Row | None:
        """The one that has the totals of all rows; None where none has, or several have totals of some."""
        named = [(row, _TOTAL.fullmatch(_first(row))) for row in self.all_rows]
        totals = [(row, found["grand"]) for row, found in named if found is not None]
        grand = [row for row, is_grand in totals if is_grand] or [row for row, _ in totals]
        return grand[0] if len(grand) == 1 else None

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        kinds = [kind_of(self.values(column), head) for column, head in enumerate(self.heads)]
        if kinds[:1] == ["number"] and is_running(self.values(0)):
            kinds[0] = "code"  # a running number stands first
        if not self.day_columns:  # else "2–1" is a score
            kinds = ["text" if kind == "hours" else kind for kind in kinds]
        return tuple(kinds)

    @cached_property
    def day_columns(self) -> frozenset[int]:
        """The columns whose cells are days of the week, or several of them."""
        columns = [self.values(column) for column in range(len(self.heads))]
        return frozenset(at for at, values in enumerate(columns) if values and all(map(weekdays_of, values)))

    @cached_property
    def month_columns(self) -> frozenset[int]:
        """The columns whose cells are months."""
        columns = [self.values(column) for column in range(len(self.heads))]
        return frozenset(at for at, values in enumerate(columns) if values and all(map(month_of, values)))

    @cached_property
    def calendar_columns(self) -> frozenset[int]:
        return self.day_columns | self.month_columns

    def day(self, row: Row, column: int) -> date | None:
        """None where the cell of a column of dates has none. Where others have a year, one without is of the year near it."""
        return self._days[column].get(row.text(column))

    @cached_property
    def _days(self) -> tuple[dict[str, date], ...]:
        return tuple(days_of(self.values(at)) if kind == "date" else {} for at, kind in enumerate(self.kinds))

    def values(self, column: int) -> list[str]:
        return [text for row in self.rows if (text := row.text(column))]

    def with_word(self, column: int, key: str) -> Sequence[str]:
        """The values of this column that have this word; whether it is one or many makes no difference."""
        return self._by_word[column].get(self.plural_free(key), ())

    def has_word(self, key: str) -> bool:
        return any(self.with_word(column, key) for column in range(len(self.heads)))

    def words_of(self, column: int, value: str) -> frozenset[str]:
        """The keys of its words, by `plural_free`, without function words where there are others; of days, of each day."""
        return self._words[column][value]

    @staticmethod
    def plural_free(key: str) -> str:
        """Stems that differ by an ending are one: those of "archivist" and "archivists", of "pumps" and "pump"."""
        return key.rstrip("s") if len(key) > _SHORT_STEM else key

    @cached_property
    def _words(self) -> tuple[dict[str, frozenset[str]], ...]:
        columns = (dict.fromkeys(self.values(column)) for column in range(len(self.heads)))
        return tuple({value: self._keys(value, at) for value in values} for at, values in enumerate(columns))

    @cached_property
    def _by_word(self) -> tuple[dict[str, list[str]], ...]:
        found: tuple[dict[str, list[str]], ...] = tuple({} for _ in self.heads)
        for column, of_values in enumerate(self._words):
            for value, keys in of_values.items():
                for key in keys:
                    found[column].setdefault(key, []).append(value)
        return found

    def _keys(self, value: str, column: int) -> frozenset[str]:
        days = weekdays_of(value) if column in self.day_columns else ()
        months = [month_of(value)] if column in self.month_columns else ()
        tokens = keys_of(" ".join((value, *days, *months)))
        return frozenset(self.plural_free(token.key) for token in [each for each in tokens if not each.stop] or tokens)

    def address(self, row: Row, column: int) -> str:
        """ "B7", as a spreadsheet calls the cell."""
        cell = row.cells[column]
        return f"{column_letters(column if cell is None else cell.column)}{row.number}"


def telling_words(text: str) -> list[str]:
    """The keys of a text's words, by `plural_free`, without function words."""
    return [Table.plural_free(token.key) for token in keys_of(text) if not token.stop]


def column_letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=64)
def tables_of(text: str) -> tuple[Table, ...]:
    """In the order of the text; none where it has no rows with headings."""
    lines = list(_LINE.finditer(text))
    found: list[Table] = []
    heads: tuple[str, ...] = ()
    sheet, above, rows = "", "", list[Row]()

    def finish() -> None:
        if heads and rows:
            found.append(Table(sheet, above.strip(), heads, tuple(rows)))

    for place, line in enumerate(lines):
        if (line["sheet"] or "") != sheet:
            finish()
            sheet, above, heads, rows = line["sheet"] or "", _line_above(text, line), (), []
        if _heads(line["body"], lines[place + 1 : place + 1 + _LOOKED_AHEAD], sheet):
            finish()
            heads, rows = tuple("" if head == NO_HEADING else head for head in line["body"].split("; ")), []
        elif heads:
            rows += filter(None, [_row(line, heads)])
        else:
            above += f" {line['body']}"
    finish()
    return tuple(found)


def _line_above(text: str, line: re.Match[str]) -> str:
    """What stands right above a table in a text: its heading, or what leads to it."""
    if not _IN_TEXT.fullmatch(line["sheet"] or ""):
        return ""
    above = text[max(0, line.start() - _HEADING) : line.start()].strip().rpartition("\n")[2]
    return "" if ROW.match(above) else above


def _first(row: Row) -> str:
    return next((cell.text for cell in row.cells if cell is not None), "")


def _heads(body: str, following: Sequence[re.Match[str]], sheet: str) -> bool:
    """Whether the rows under this line have its cells as their headings."""
    named = [f"{part}: " for part in body.split("; ") if part != NO_HEADING]
    if len(named) < 2:
        return False
    return any(
        sum(name in f"; {line['body']}" for name in named) > len(named) / 3 and f"; {line['body']}".count(f"; {named[-1]}") <= 1
        for line in following
        if (line["sheet"] or "") == sheet
    )


def _row(line: re.Match[str], heads: tuple[str, ...]) -> Row | None:
    """None for a line that names none of the columns: a note."""
    body, start = line["body"], line.start("body")
    cells: list[Cell | None] = [None] * len(heads)
    found: list[tuple[int, int, int]] = []  # column, where its name begins, where its value does
    at = 0
    for column, head in enumerate(heads):
        if head and (place := _named(body, head, at)) >= 0:
            found.append((column, place, place + len(head) + 2))
            at = place + len(head) + 2
    if not found:
        return None
    if found[0][1] > 0 and not heads[0]:
        found.insert(0, (0, 0, 0))
    for number, (column, _, begin) in enumerate(found):
        end = found[number + 1][1] - 2 if number + 1 < len(found) else len(body)
        if begin < end:
            cells[column] = Cell(Span(start + begin, start + end), body[begin:end], column)
    return Row(int(line["number"]), Span(line.start(), line.end()), tuple(cells))


def _named(body: str, head: str, at: int) -> int:
    """Where `head: ` stands as the name of a cell, from `at` on; -1 where it doesn't."""
    if at == 0 and body.startswith(f"{head}: "):
        return 0
    place = body.find(f"; {head}: ", max(0, at - 2))
    return place + 2 if place >= 0 else -1
