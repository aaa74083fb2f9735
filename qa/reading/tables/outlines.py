"""What the model of tables reads of a question and a table: all headings in one text, each column and some values in one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.embedding.bundled import ReadTokens, read_long
from qa.embedding.model import Vectors
from qa.reading.tables.bounds import Named, named_in
from qa.reading.tables.cell_values import reader
from qa.reading.tables.grid import Table, telling_words
from qa.reading.tables.values import MEASURED, month_of
from qa.types import Span

_APART, _BETWEEN = " [SEP] ", " | "
# Values of a column that are read: those that share a word with the question, and all where there are few, else the first.
_WITH_WORDS, _ALL, _FIRST, _FEWEST = 5, 8, 4, 2
_VALUE_LENGTH, _SAME_BEGINNING = 40, 4
_KINDS = {"yes_no": "yes or no", "empty": "nothing"}

Places = tuple[int, ...]  # of tokens in a text


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """A question beside a table. `read` (t, d) is what the embedding model's lower layers make of the text of all headings, and
    then of each column's text.

    `listed` are the values that stand in a column's text. `heads`, `values` and `named` say at which tokens each stands: the
    headings in the first text, the values in their column's text, what the question names at the same places in all texts.
    `titled` are the title's words, as `telling_words` has them.
    """

    table: Table
    question: str
    read: tuple[Vectors, ...]
    listed: tuple[tuple[str, ...], ...]
    numbers: tuple[Named, ...]
    heads: tuple[Places, ...]
    values: tuple[tuple[Places, ...], ...]
    named: tuple[Places, ...]
    titled: frozenset[str]


def outline_of(question: str, table: Table, title: str) -> Outline:
    """Read a question beside a table. Raises ModelError."""
    question = " ".join(question.replace("[", "(").replace("]", ")").split())
    words = frozenset(telling_words(question))
    text, spans = f"{question}{_APART}{title}{_APART}", list[Span]()
    for head in table.heads:
        text += "; " if spans else ""
        text, span = _with(text, _written(head))
        spans.append(span)
    whole = read_long(text)
    named = named_in(question)
    columns, listed, values = list[ReadTokens](), list[tuple[str, ...]](), list[tuple[Places, ...]]()
    for column in range(len(table.heads)):
        shown = _listed(words, table, column)
        text, of_values = _column_text(question, table, column, shown)
        columns.append(tokens := read_long(text))
        listed.append(shown)
        values.append(tuple(_places(tokens, span) for span in of_values))
    return Outline(
        table,
        question,
        (whole.hidden, *(each.hidden for each in columns)),
        tuple(listed),
        named,
        tuple(_places(whole, span) for span in spans),
        tuple(values),
        tuple(_places(whole, each.span) for each in named),
        frozenset(telling_words(title)),
    )


def _column_text(question: str, table: Table, column: int, shown: Sequence[str]) -> tuple[str, list[Span]]:
    kind = table.kinds[column]
    text, spans = f"{question}{_APART}{_written(table.heads[column])}{_APART}{_KINDS.get(kind, kind)}", list[Span]()
    for value in shown:
        text, span = _with(f"{text}{_BETWEEN}", value[:_VALUE_LENGTH])
        spans.append(span)
    return (text if all(row.text(column) for row in table.rows) else f"{text}{_BETWEEN}empty"), spans


def _written(head: str) -> str:
    """Return a heading as it is read: a month in full, since questions say "January" and headings "Jan"."""
    return month_of(head).capitalize() or head or "no heading"


def _with(text: str, more: str) -> tuple[str, Span]:
    return f"{text}{more}", Span(len(text), len(text) + len(more))


def _places(tokens: ReadTokens, span: Span) -> Places:
    return tuple(
        at for at, (first, last) in enumerate(tokens.offsets) if first < last and first < span.end and last > span.start
    )


def _listed(words: frozenset[str], table: Table, column: int) -> tuple[str, ...]:
    """The values that are read, those that share most words with the question first."""
    values = list(dict.fromkeys(table.values(column)))
    shared = dict[str, float]()
    for value in values:
        own = table.words_of(column, value)
        same = len(own & words)
        near = sum(any(_alike(word, other) for other in words) for word in own if not re.match(r"\d", word))
        if same or near:
            shared[value] = (same or near / 2) / max(1, len(own)) ** 0.5
    best = sorted(shared, key=lambda value: -shared[value])[:_WITH_WORDS]
    if table.kinds[column] in MEASURED:
        read = reader(table, column)
        measured = {row.text(column): number for row in table.rows if row.text(column) and (number := read(row)) is not None}
        ordered = sorted(measured, key=lambda value: measured[value])
        return tuple(dict.fromkeys([*best, *([ordered[0], ordered[-1]] if ordered else values[:_FEWEST])]))
    further = values if len(values) <= _ALL else values[: max(_FEWEST, _FIRST - len(best))]
    return tuple(dict.fromkeys([*best, *further]))


def _alike(one: str, other: str) -> bool:
    short = min(len(one), len(other))
    return one == other or (short >= _SAME_BEGINNING and one[:short] == other[:short])
