"""What is asked of a table, learnt from questions on a hundred and more tables: each program with how likely it is meant.

Three layers and one of scores read on from the bundled embedding model's third layer; `eval/training/train_tables.py` trained
them. A score of a whole text is that of its first token.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from qa.embedding.bundled import Run, scores_of
from qa.reading.tables.asked import Operation, asked_of_table, keys_of
from qa.reading.tables.bounds import range_in
from qa.reading.tables.computing import computed
from qa.reading.tables.grid import Table, telling_words
from qa.reading.tables.outlines import Outline, Places
from qa.reading.tables.programs import Comparison, Computed, Filter, Measure, Program
from qa.reading.tables.series import months_between
from qa.reading.tables.values import MEASURED, NUMERIC

MODEL_FILE, NOTE_FILE = "tables.onnx", "tables.json"
OPERATIONS: tuple[Operation, ...] = get_args(Operation)[:-3]  # of differences, of each group and of balances it learnt nothing
MEASURES: tuple[Measure, ...] = get_args(Measure)
ROLES = ("target", "order", "group")
COMPARISONS: tuple[Comparison | None, ...] = (None, *get_args(Comparison))
# Scores of a token: of the roles, of what a column's cells are compared with, whether it is of a value or of a bound that is
# meant, or says how many are told; of the operations, of what groups are told apart by, and whether the table tells it not.
_SIZES = (len(ROLES), len(COMPARISONS), 1, 1, 1, len(OPERATIONS), len(MEASURES), 1)
_ENDS = tuple(int(end) for end in np.cumsum(_SIZES))
ROLE, COMPARED, VALUE, BOUND, TOP, OPERATION, MEASURE, ABSENT = (
    slice(end - size, end) for end, size in zip(_ENDS, _SIZES, strict=True)
)
SCORES = _ENDS[-1]
# So many of the likeliest of each are put together.
_OPERATIONS, _SETS, _COMPARISONS, _COLUMNS, _MEASURES = 3, 4, 4, 2, 2
_SHARE = 0.15  # of all listed values, from which a further one is meant, too
_MOST_TOLD = 20
# “No injuries”, “with a death”: more than none.
_FROM_NONE = -0.7

Floats = NDArray[np.float32]
_Stack = Callable[[Sequence[Any]], Any]
_Options = list[tuple[float, Filter | None]]  # what a column may be compared with, with its log-likelihood


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Of a question beside a table with c columns: `roles` (c, 3), `comparisons` (c, 10), `operations` (9,), `measures` (3,);
    by column those of its listed values, and of what the question names; of these also `top`. `absent` is one number."""

    roles: Floats
    comparisons: Floats
    operations: Floats
    measures: Floats
    values: tuple[Floats, ...]
    bounds: tuple[Floats, ...]
    top: Floats
    absent: float


@dataclass(frozen=True, slots=True)
class Likely:
    """A program with its log-likelihood and what it comes to."""

    program: Program
    likelihood: float
    computed: Computed


def scores(outline: Outline) -> Scores:
    """Raises ModelError."""
    run = packed_model()
    whole, *columns = map(run, outline.read)
    return put_together(outline, whole, columns)


def put_together(
    outline: Outline, whole: Any, columns: Sequence[Any], stack: Callable[[Sequence[Any]], Any] = np.stack
) -> Scores:
    """Put the scores of the tokens of all texts, (t, n) each, together; tensors of torch with its own `stack`."""
    heads = stack([_mean(whole, places)[ROLE] for places in outline.heads])
    of_columns = stack([each[0] for each in columns])
    absent = of_columns[:, ABSENT]
    return Scores(
        heads + of_columns[:, ROLE],
        of_columns[:, COMPARED],
        whole[0, OPERATION],
        whole[0, MEASURE],
        tuple(_each(its, places, VALUE, stack) for its, places in zip(columns, outline.values, strict=True)),
        tuple(_each(its, outline.named, BOUND, stack) for its in columns),
        _each(whole, outline.named, TOP, stack),
        whole[0, ABSENT][0] + absent.mean() + absent.max(),
    )


def likely_programs(outline: Outline, scored: Scores, most: int = 2) -> list[Likely]:
    """Return the likeliest programs that come to something, each to something else, the likeliest first."""
    found: list[Likely] = []
    how_much = asked_of_table(outline.question).how_much
    every = sorted(_programs(outline, scored), key=lambda each: -each[0])
    for likelihood, program in every:
        told = computed(outline.table, program)
        if how_much and told is not None and _lists_amounts(outline.table, program, told):
            continue
        if told is not None and all((told.short, told.rows) != (each.computed.short, each.computed.rows) for each in found):
            found.append(Likely(program, likelihood, told))
        if len(found) == most:
            break
    return found


def _lists_amounts(table: Table, program: Program, told: Computed) -> bool:
    """Whether several amounts are told, one by one: "how much" asks what they come to."""
    return program.operation in ("cell", "list") and table.kinds[program.target] in NUMERIC and len(told.rows) > 1


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    """The columns of a table by what each may be to a question, with the log-likelihood of each, (c, 3)."""

    likely: Floats
    every: tuple[int, ...]
    numeric: tuple[int, ...]
    measured: tuple[int, ...]

    @classmethod
    def of(cls, table: Table, scored: Scores) -> "_Columns":
        kinds = tuple(enumerate(table.kinds))
        numeric = tuple(at for at, kind in kinds if kind in NUMERIC or kind == "code")
        measured = tuple(at for at, kind in kinds if kind in MEASURED)
        return cls(log_softmax(scored.roles.T).T, tuple(range(len(kinds))), numeric, measured)

    def best(self, role: str, fits: Iterable[int]) -> list[tuple[float, int]]:
        """Return the likeliest of those that fit, the first first."""
        return sorted(((float(self.likely[at, ROLES.index(role)]), at) for at in fits), reverse=True)[:_COLUMNS]


def _programs(outline: Outline, scored: Scores) -> Iterator[tuple[float, Program]]:
    """Yield programs with their log-likelihoods, in no order."""
    operations, columns = log_softmax(scored.operations), _Columns.of(outline.table, scored)
    top, sets = _told(outline, scored), _sets_of_filters(outline, scored)
    for at in np.argsort(-operations)[:_OPERATIONS]:
        for likely, filters in sets:
            for more, program in _with_columns(OPERATIONS[at], columns, scored, filters):
                ranked = program.operation in ("largest", "smallest")
                yield float(operations[at]) + likely + more, replace(program, top=top if ranked else 1)


def _with_columns(
    operation: Operation, columns: _Columns, scored: Scores, filters: tuple[Filter, ...]
) -> Iterator[tuple[float, Program]]:
    if operation == "count":
        key = int(scored.roles[:, 0].argmax())
        yield 0.0, Program("count", key, key, filters=filters)
    elif operation in ("sum", "average"):
        for likely, target in columns.best("target", columns.numeric):
            yield likely, Program(operation, target, target, filters=filters)
    elif operation in ("largest", "smallest"):
        for likely, target in columns.best("target", columns.every):
            for of_order, order in columns.best("order", columns.measured):
                yield likely + of_order, Program(operation, target, target, order=order, filters=filters)
    elif operation in ("most", "least"):
        for likely, group in columns.best("group", columns.every):
            for more, measure, target in _measures(columns, scored, group):
                yield likely + more, Program(operation, target, group, group=group, measure=measure, filters=filters)
    elif filters:  # all rows are no answer, nor is the cell that the question names
        said = {each.column for each in filters if operation == "cell" and each.comparison == "is"}
        for likely, target in columns.best("target", set(columns.every) - said):
            yield likely, Program(operation, target, target, filters=filters)


def _measures(columns: _Columns, scored: Scores, group: int) -> Iterator[tuple[float, Measure, int]]:
    """What groups may be told apart by: the number of their rows, or the sum or average of a column."""
    measures = log_softmax(scored.measures)
    for at in np.argsort(-measures)[:_MEASURES]:
        if MEASURES[at] == "count":
            yield float(measures[at]), "count", group
        else:
            for likely, target in columns.best("target", columns.numeric):
                yield float(measures[at]) + likely, MEASURES[at], target


def _sets_of_filters(outline: Outline, scored: Scores) -> list[tuple[float, tuple[Filter, ...]]]:
    """The likeliest filters of all columns, and those with the second likeliest of one column, with their log-likelihoods."""
    likely = log_softmax(scored.comparisons)
    options = _bounding_one([_options(outline, scored, column, likely[column]) for column in range(len(likely))])
    best = [each[0] for each in options]
    total = sum(each[0] for each in best)

    def filters(of: Sequence[tuple[float, Filter | None]]) -> tuple[Filter, ...]:
        return tuple(each for _, each in of if each is not None)

    found = [(total, filters(best))]
    found += [
        (total - its[0][0] + other[0], filters([*best[:column], other, *best[column + 1 :]]))
        for column, its in enumerate(options)
        for other in its[1:2]
    ]
    return sorted(found, key=lambda each: -each[0])[:_SETS]


def _bounding_one(options: Sequence[_Options]) -> list[_Options]:
    """Leave a bound to the column that it most likely bounds: “more than £1,000 on coffee” is not also of bread."""
    likeliest = dict[str, tuple[float, int]]()
    for column, (best, *_) in enumerate(options):
        if best[1] is not None and best[1].said:
            likeliest[best[1].said] = max(likeliest.get(best[1].said, (-np.inf, -1)), (best[0], column))

    def stays(filter_: Filter | None) -> bool:
        return filter_ is None or filter_.said not in likeliest or likeliest[filter_.said][1] == filter_.column

    return [[each for each in its if stays(each[1])] or [(0.0, None)] for its in options]


def _options(outline: Outline, scored: Scores, column: int, likely: Floats) -> _Options:
    """What a column's cells may be compared with, the likeliest first."""
    found: _Options = []
    for at in np.argsort(-likely)[:_COMPARISONS]:
        comparison = COMPARISONS[at]
        if comparison is None:
            found.append((float(likely[at]), None))
        elif (option := _filter(outline, scored, column, comparison)) is not None:
            found.append((float(likely[at]) + option[0], option[1]))
    return sorted(found, key=lambda each: -each[0]) or [(float(likely[0]), None)]


def _filter(outline: Outline, scored: Scores, column: int, comparison: Comparison) -> tuple[float, Filter] | None:
    if comparison in ("empty", "filled"):
        return 0.0, Filter(column, comparison)
    if comparison in ("is", "is not"):
        table = outline.table
        if column in table.month_columns and (months := months_between(keys_of(outline.question), table, column)) is not None:
            return 0.0, Filter(column, comparison, months[0])
        its = scored.values[column]
        if not len(its):
            return None
        likely = log_softmax(its)
        meant = [at for at, value in enumerate(its) if value > 0 and np.exp(likely[at]) > _SHARE] or [int(its.argmax())]
        values = _named(outline, column, tuple(outline.listed[column][at] for at in meant))
        if not values:
            return None
        return float(np.log(np.exp(likely[meant]).sum())), Filter(column, comparison, values)
    return _bounded(outline, scored, column, comparison)


def _named(outline: Outline, column: int, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the values that the question has a word of, all where it has none of any; none where those words call the
    table: "the Fernley hall bookings" aren't those of the Fernley Players."""
    asked = frozenset(telling_words(outline.question))
    words = {value: outline.table.words_of(column, value) & asked for value in values}
    if not any(words.values()):
        return values
    return tuple(value for value, shared in words.items() if not shared <= outline.titled)


def _bounded(outline: Outline, scored: Scores, column: int, comparison: Comparison) -> tuple[float, Filter] | None:
    ranges = {at: its for at, each in enumerate(outline.numbers) if (its := range_in(each, outline.table, column)) is not None}
    if not ranges:
        return (_FROM_NONE, Filter(column, "over", said="0")) if comparison == "over" else None
    places = list(ranges)
    own = scored.bounds[column][places]
    likely = log_softmax(own)
    order = np.argsort(-own)
    meant = [places[order[0]]]
    if comparison == "between" and len(places) > 1 and own[order[1]] > 0:
        meant = sorted((*meant, places[order[1]]))
    said = " to ".join(outline.numbers[at].span.of(outline.question) for at in meant)
    least, most = min(ranges[at][0] for at in meant), max(ranges[at][1] for at in meant)
    return (0.0 if len(meant) > 1 else float(likely[order[0]])), Filter(column, comparison, (), least, most, said)


def _told(outline: Outline, scored: Scores) -> int:
    """How many of the largest or smallest are told: “the three cheapest”."""
    whole = [
        (float(scored.top[at]), int(each.number))
        for at, each in enumerate(outline.numbers)
        if each.kind == "number"
        and each.number is not None
        and each.number == int(each.number)
        and 1 < each.number <= _MOST_TOLD
    ]
    score, number = max(whole, default=(0.0, 1))
    return number if score > 0 else 1


def _mean(scores_: Any, places: Places) -> Any:
    return scores_[list(places)].mean(0) if places else scores_[0] * 0


def _each(scores_: Any, groups: Sequence[Places], of: slice, stack: _Stack) -> Any:
    return stack([_mean(scores_, places)[of][0] for places in groups]) if groups else scores_[0, :0]


def log_softmax(values: Floats) -> Floats:
    """Along the last axis."""
    shifted: Floats = values - values.max(axis=-1, keepdims=True)
    shifted -= np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return shifted


def packed_model() -> Run:
    """The model in this package, loaded once in a process. Raises ModelError."""
    return scores_of(Path(str(files("qa.reading.tables"))), MODEL_FILE, NOTE_FILE)
