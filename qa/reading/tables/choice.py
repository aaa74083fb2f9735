"""Which of several tables a question is asked of, by its words and its meaning, and what it asks there by the model."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from json import loads

import numpy as np
from numpy.typing import NDArray

from qa.reading.tables import likelihood
from qa.reading.tables.asked import keys_of
from qa.reading.tables.grid import Table, telling_words
from qa.reading.tables.outlines import outline_of
from qa.reading.tables.table_model import Likely, likely_programs, scores
from qa.reading.tables.understanding import Wish
from qa.reading.tables.words import Near, head_keys

# Tables that are looked at by their meaning, having most of the question's words. The model reads the one that suits best: of
# 181 right answers of eval/training/fit_tables.py the next one had six.
_NEAREST = 6
# From which on an answer is told as probably right, and from which on at all: by folds of eval/training/fit_tables.py
# 241 of 293 and 376 of 555 are. None is sure: from 0.9 on 67 of 77.
_LIKELY, _LEAST_LIKELY = 0.7, 0.35
# Of the question's words that a table has to have to be read, and that with the cosine: one of 181 right answers has less.
_LEAST_SHARE, _LEAST_SUITED = 0.25, 0.4
# The last four of MARKS for a table that is known to be meant, though a follow-up has few of its words.
_MEANT = np.array([0.5, 0.5, 0.2, 0.1])


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    """A table with the share of the question's words that stand in it or its title, and the cosine of both."""

    title: str
    table: Table
    share: float
    cosine: float

    @property
    def suits(self) -> float:
        return self.share + self.cosine


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """What a question most likely asks of a table, with its MARKS."""

    table: Table
    likely: Likely
    marks: NDArray[np.float64]


# Those of the program, and of the table among the others: its share and cosine, and how far each is above the others' best.
MARKS = (*likelihood.MARKS, "share", "cosine", "share_above", "cosine_above")


def chosen(question: str, tables: Iterable[tuple[str, Table]], near: Near) -> Chosen | None:
    """Return what the question most likely asks of the table that suits it best; None where none does. Raises ModelError."""
    found = _candidates(question, tables, near)
    if not found or found[0].share < _LEAST_SHARE or found[0].suits < _LEAST_SUITED:
        return None
    best = found[0]
    outline = outline_of(question, best.table, best.title)
    scored = scores(outline)
    likely = likely_programs(outline, scored)
    if not likely:
        return None
    own = likelihood.marks(outline, best.title, scored, likely)
    return Chosen(best.table, likely[0], np.concatenate([own, _among(best, found[1:])]))


def likeliest(question: str, tables: Iterable[tuple[str, Table]], near: Near, least: float = _LEAST_LIKELY) -> Wish | None:
    """Return what the model reads of the table that suits the question best; None below this probability. It is never sure.

    Raises ModelError.
    """
    best = chosen(question, tables, near)
    if best is None or (likely := probability(best.marks)) < least:
        return None
    return Wish(best.table, best.likely.program, likely, unsure=True, likely=likely >= _LIKELY)


def likely_of(question: str, title: str, table: Table, least: float = _LEAST_LIKELY) -> Wish | None:
    """Return what the model reads of a table that is known to be meant; None below this probability. Raises ModelError."""
    outline = outline_of(question, table, title)
    scored = scores(outline)
    if not (programs := likely_programs(outline, scored)):
        return None
    likely = probability(np.concatenate([likelihood.marks(outline, title, scored, programs), _MEANT]))
    if likely < least:
        return None
    return Wish(table, programs[0].program, likely, unsure=True, likely=likely >= _LIKELY)


def probability(marks: NDArray[np.float64]) -> float:
    """How likely these marks are of what is asked, by `eval/training/fit_tables.py`."""
    constant, weights = _weights()
    return float(1 / (1 + np.exp(-(constant + weights @ marks))))


@cache
def _weights() -> tuple[float, NDArray[np.float64]]:
    given = loads(files("qa.reading.tables").joinpath("choice.json").read_text(encoding="utf-8"))
    return given["constant"], np.array([given["weights"][name] for name in MARKS])


def _candidates(question: str, tables: Iterable[tuple[str, Table]], near: Near) -> list[_Candidate]:
    """Return the tables that have most of the question's words, those nearest to its meaning first."""
    words = telling_words(question)
    shared = sorted(
        ((_share(words, title, table), at, title, table) for at, (title, table) in enumerate(tables)),
        key=lambda each: (-each[0], each[1]),
    )[:_NEAREST]
    cosines = near(question, [f"{title}: {'; '.join(table.heads)}" for _, _, title, table in shared]) if shared else []
    found = [_Candidate(title, table, share, cosine) for (share, _, title, table), cosine in zip(shared, cosines, strict=True)]
    return sorted(found, key=lambda each: -each.suits)


def _share(words: Sequence[str], title: str, table: Table) -> float:
    """The share of these words that stand in a table's title, its headings or its cells."""
    own = {Table.plural_free(token.key) for token in keys_of(f"{title} {table.sheet} {table.above}")}
    own |= {Table.plural_free(key) for head in table.heads for key in head_keys(head)}
    return sum(word in own or table.has_word(word) for word in words) / max(1, len(words))


def _among(one: _Candidate, others: Sequence[_Candidate]) -> NDArray[np.float64]:
    share, cosine = max((each.share for each in others), default=0.0), max((each.cosine for each in others), default=0.0)
    return np.array([one.share, one.cosine, one.share - share, one.cosine - cosine])
