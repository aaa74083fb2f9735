"""How likely it is that the likeliest program is meant: where the words of the question stand in the table, and the scores."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.english.words import STOP_WORDS
from qa.reading.tables.asked import asked_of_table, keys_of
from qa.reading.tables.grid import Table, telling_words
from qa.reading.tables.outlines import Outline
from qa.reading.tables.programs import Filter, Program
from qa.reading.tables.table_model import OPERATIONS, Likely, Scores
from qa.reading.tables.values import month_of
from qa.reading.tables.words import head_keys

_MOST_APART = 6.0
# "May" is a month, where it doesn't stop.
_SAY_NOTHING = STOP_WORDS - {"may"}
MARKS = (
    *"likelihood apart absent used unused nowhere names_nowhere numbers_unused titled rows filters filters_unsaid".split(),
    *("not_unused", *OPERATIONS),
)


def marks(outline: Outline, title: str, scored: Scores, likely: Sequence[Likely]) -> NDArray[np.float64]:
    """Return the marks (22,) of the likeliest program, in the order of MARKS."""
    best = likely[0]
    apart = best.likelihood - likely[1].likelihood if len(likely) > 1 else _MOST_APART
    words = _Words(outline, title, best.program)
    return np.array(
        [
            best.likelihood,
            min(_MOST_APART, apart),
            scored.absent,
            words.share("used"),
            words.number("unused"),
            words.share("nowhere"),
            words.names_nowhere,
            words.numbers_unused,
            words.titled,
            np.log1p(len(best.computed.rows)),
            len(best.program.filters),
            words.filters_unsaid,
            words.not_unused,
            *(float(best.program.operation == each) for each in OPERATIONS),
        ]
    )


class _Words:
    """Where each of the question's words stands: in what the program uses, elsewhere in the table, or nowhere."""

    def __init__(self, outline: Outline, title: str, program: Program) -> None:
        self._table = outline.table
        self._titled = set(telling_words(title))
        self._columns = {program.target, program.order, program.group, *(each.column for each in program.filters)}
        self._headed = self._of_heads(self._columns)
        self._others = self._of_heads(set(range(len(self._table.heads))) - self._columns)
        self._used = self._headed.union(*map(self._words_of, program.filters))
        every = [token for token in keys_of(outline.question) if not token.stop]
        tokens = [token for token in every if token.text.casefold() not in _SAY_NOTHING]
        self._where = [(token.text, self._place(Table.plural_free(token.key))) for token in tokens]
        first = outline.question.split()[:1]
        self.titled = sum(Table.plural_free(token.key) in self._titled for token in tokens)
        self.names_nowhere = sum(
            place == "nowhere" and (text[:1].isupper() and [text] != first) and not text.isdigit()
            for text, place in self._where
        )
        keys = {Table.plural_free(token.key) for token in tokens}
        self.filters_unsaid = sum(keys.isdisjoint(self._words_of(each)) for each in program.filters)
        denied = any(each.comparison in ("is not", "empty") for each in program.filters)
        self.not_unused = float(asked_of_table(outline.question).negated and not denied)
        said = [text for each in program.filters for text in (each.said, *each.values)]
        self.numbers_unused = sum(
            not (each.number is not None and each.number == program.top > 1)
            and not any(each.span.of(outline.question) in text for text in said)
            and not self._headed_or_titled(each.span.of(outline.question))
            for each in outline.numbers
        )

    def number(self, place: str) -> int:
        return sum(found == place for _, found in self._where)

    def share(self, place: str) -> float:
        return self.number(place) / max(1, len(self._where))

    def _place(self, key: str) -> str:
        if key in self._titled or key in self._used:
            return "used"
        return "unused" if key in self._others or self._table.has_word(key) else "nowhere"

    def _headed_or_titled(self, said: str) -> bool:
        """Whether a day is that of a heading that is used, and of the title: "January 2026" of "Jan", in the "Subs 2026"."""
        return self._headed.union(self._titled).issuperset(Table.plural_free(token.key) for token in keys_of(said))

    def _of_heads(self, columns: Iterable[int]) -> frozenset[str]:
        """Return the words of these columns' headings, of a short month those in full, too."""
        heads = [self._table.heads[column] for column in columns]
        keys = (key for head in heads for key in map(Table.plural_free, head_keys(head)))
        return frozenset(keys).union(*(telling_words(month_of(head)) for head in heads))

    def _words_of(self, filter_: Filter) -> Iterator[str]:
        yield from map(Table.plural_free, head_keys(self._table.heads[filter_.column]))
        for value in filter_.values:
            yield from self._table.words_of(filter_.column, value)
        yield from (Table.plural_free(token.key) for token in keys_of(filter_.said))
