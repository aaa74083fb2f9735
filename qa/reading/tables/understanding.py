"""A question and tables → the column and the rows that it asks for, or None: every word has to be accounted for.

A word is accounted for as part of a heading, of cells that the rows asked for have in common, of the table's title, as a day,
as what is to be done with the column, or as a word that says nothing. One that is only near such a word, by the embedding
model, makes the answer unsure; one that is none of these means that the question isn't about this table, or about something
that the table doesn't have. What is wished is computed from the cells.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from qa.reading.tables.asked import ASKS_FOR_A_WAY, ASKS_FOR_LEAVE, AskedOfTable, asked_of_table
from qa.reading.tables.columns_meant import ColumnMeant, column_meant
from qa.reading.tables.comparisons import across_columns, with_denied
from qa.reading.tables.computing import computed
from qa.reading.tables.grid import Table
from qa.reading.tables.groups import by_group
from qa.reading.tables.programs import Program
from qa.reading.tables.rows_meant import RowsMeant, rows_meant
from qa.reading.tables.words import Near, QuestionWords, head_keys

# In words of the question: what one counts that only the title has, what a column counts less that its kind alone tells, and
# how much more of the question than any other a table has to have to be surely the one that is meant.
_BY_TITLE, _GUESSED, _CLEARLY = 0.4, 0.5, 0.9
# A heading of what numbers are told in, and what stands before one that tells which rows are meant.
_UNITS, _WITH = frozenset(("unit", "uom")), frozenset(("with", "without", "having"))


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a table.

    `score` tells how much of the question the table itself has; `unsure`: a word is only near one of the table, or another
    table has nearly as much. `guessed`: the column is told by its kind alone. `likely`: an unsure one is right three times of
    four.
    """

    table: Table
    program: Program
    score: float
    unsure: bool
    guessed: bool = False
    likely: bool = False


def best_understood(question: str, tables: Iterable[tuple[str, Table]], near: Near) -> Wish | None:
    """`tables` are (title, table). None where no table has all of the question, or two have it alike."""
    if ASKS_FOR_A_WAY.search(question):
        return None
    asked = asked_of_table(question)
    found = [wish for title, table in tables if (wish := _understood(asked, table, title, near)) is not None]
    in_cells = [wish.table.wide for wish in found]
    found = [wish for wish in found if not any(wish.table is wide for wide in in_cells)]
    if ASKS_FOR_LEAVE.search(question):
        found = [wish for wish in found if wish.table.kinds[wish.program.target] == "yes_no"]
    found.sort(key=lambda wish: (not wish.unsure, wish.score), reverse=True)
    if not found:
        return None
    best, others = found[0], found[1:]
    if others and (others[0].unsure, others[0].score) == (best.unsure, best.score):
        return None
    rivals = [each.score for each in others if each.guessed <= best.guessed]
    return replace(best, unsure=best.unsure or (bool(rivals) and rivals[0] > best.score - _CLEARLY))


def as_asked(question: str, wish: Wish) -> Wish:
    """Return the wish, or one for what the question asks of each group, or of two columns, of its table; it is never sure."""
    meant = with_denied(question, wish.program)
    program = across_columns(question, wish.table) or by_group(question, wish.table, meant) or meant
    if program == wish.program or computed(wish.table, program) is None:
        return wish
    return replace(wish, program=program, unsure=True)


def _understood(asked: AskedOfTable, table: Table, title: str, near: Near) -> Wish | None:
    words = QuestionWords(asked, table, title, near)
    meant = rows_meant(words)
    if meant is None:
        return None
    target = column_meant(words, meant)
    if target is None:
        return None
    words.use(asked.operators)
    if not words.account_for_rest({target.column, target.key, *meant.columns}):
        return None
    score = len(words.by_table) + _BY_TITLE * len(words.by_title) - words.far - _GUESSED * target.guessed
    doubtful = words.doubtful or _counts_units(table, target, meant) or _narrows(words, target)
    return Wish(table, _program(target, meant), score, doubtful, target.guessed)


def _counts_units(table: Table, target: ColumnMeant, rows: RowsMeant) -> bool:
    """Whether rows are counted by what they measure in: "how many kg of potatoes" hardly asks for the number of rows."""
    return target.operation == "count" and any(_UNITS.intersection(head_keys(table.heads[column])) for column in rows.columns)


def _narrows(words: QuestionWords, target: ColumnMeant) -> bool:
    """Whether the heading tells which rows are meant, rather than what is asked of them: "guides with first aid"."""
    before = min(words.heads[target.column], default=0) - 1
    return target.operation == "cell" and before >= 0 and words.asked.tokens[before].text.casefold() in _WITH


def _program(target: ColumnMeant, rows: RowsMeant) -> Program:
    if target.operation in ("largest", "smallest"):
        return Program(target.operation, target.key, target.key, order=target.column, filters=rows.filters)
    if target.operation in ("most", "least"):
        return Program(target.operation, target.column, target.key, group=target.key, measure="sum", filters=rows.filters)
    return Program(target.operation, target.column, target.key, filters=rows.filters)
