"""Which column a question asks for, and what is to be done with its cells."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.reading.tables.asked import OF_ANY_MEASURE, Operation
from qa.reading.tables.rows_meant import RowsMeant
from qa.reading.tables.values import NUMERIC, Kind, number_of
from qa.reading.tables.words import HOURS, MONEY, VERY_NEAR, QuestionWords, head_keys

_POSITION = frozenset("po posit rank place".split())
_REASON = frozenset("reason caus why purpos explan".split())
_TIMES: frozenset[Kind] = frozenset({"date", "time", "year", "hours"})
_PRICE = frozenset("price fee rate each unit tariff".split())
_SPENT = frozenset(
    """pay paid spend spent raise raised earn earned claim claimed donate donated take took taken bring brought collect
    collected""".split()
)
_IN_THE_PAST = frozenset("did was were has have had".split())
_ANYBODY = frozenset("peopl person entri row".split())
_APART = 0.95  # of the rows have a cell of their own in a column that names them: offices repeat a name now and then


@dataclass(frozen=True, slots=True)
class ColumnMeant:
    """`column` has the cells that answer, `key` names their rows. `guessed`: its kind tells it, no word of its heading."""

    column: int
    operation: Operation
    key: int
    guessed: bool = False


def column_meant(words: QuestionWords, rows: RowsMeant) -> ColumnMeant | None:
    """None where no column can be meant, or several."""
    return _Columns(words, rows).meant()


class _Columns:
    def __init__(self, words: QuestionWords, rows: RowsMeant) -> None:
        self._words = words
        self._rows = rows.rows
        self._asked = words.asked
        self._kinds = words.table.kinds
        self._constrained = constrained = rows.columns
        self._operation = self._what_to_do()
        self._key = self._naming()
        self._guessed = False
        done = words.used | (words.asked.operators if self._operation not in ("cell", "count") else frozenset())
        # By column, how many words of its heading the question has; a heading that it has in full comes first.
        self._weights = {
            column: len(head - done) + 0.5 * (bool(head - done) and words.is_full(column))
            for column, head in enumerate(words.heads)
            if column not in constrained and (self._kinds[column] != "yes_no" or self._asked.yes_no or not self._asked.chooses)
        }

    def meant(self) -> ColumnMeant | None:
        if self._asked.why:
            reasons = [at for at in self._weights if set(head_keys(self._words.table.heads[at])) & _REASON]
            return self._found(reasons[0], "cell") if len(reasons) == 1 and self._constrained else None
        match self._operation:
            case "largest" | "smallest":
                return self._extreme()
            case "sum" if self._asked.how_many and not self._sums():
                return self._counted()
            case "sum" | "average":
                return self._found(self._numeric(self._weights), self._operation)
            case "count":
                return self._counted()
        meant = self._cell()
        if meant is None or self._operation == "difference":
            return meant and replace(meant, operation="difference")
        return replace(meant, operation="sum") if self._comes_to(meant.column) else meant

    def _comes_to(self, column: int) -> bool:
        """Whether all that was paid, raised or spent is asked for, in several rows of amounts that aren't prices."""
        amounts = self._kinds[column] in NUMERIC - {"percent"} and not set(head_keys(self._words.table.heads[column])) & _PRICE
        return self._asks_what_came() and amounts and len(self._rows) > 1

    def _asks_what_came(self) -> bool:
        said = [token.text.casefold() for token in self._asked.tokens]
        asked = self._asked.how_much or said[:2] == ["what", "did"]
        return asked and not _SPENT.isdisjoint(said) and not _IN_THE_PAST.isdisjoint(said)

    def _found(self, column: int | None, operation: Operation) -> ColumnMeant | None:
        return None if column is None else ColumnMeant(column, operation, self._key, self._guessed)

    def _of_kind(self, *kinds: Kind) -> list[int]:
        return [column for column in self._weights if self._kinds[column] in kinds]

    def _what_to_do(self) -> Operation:
        """A word such as "average" may be of a heading."""
        asked, heads = self._asked, self._words.heads
        named = any(head - asked.operators and kind in NUMERIC for head, kind in zip(heads, self._kinds, strict=True))
        if any(asked.operators & head and (len(head) > 1 or not named) for head in self._words.full):
            return "count" if asked.how_many else "cell"
        return asked.operation

    def _naming(self) -> int:
        """The column that names the rows: the one asked for (“which team”), people's for “who”, else the first of words that
        tells them apart."""
        table = self._words.table
        rows = self._rows if table.wide else table.rows
        apart = [
            column
            for column, kind in enumerate(self._kinds)
            if kind in ("text", "code", "year", "time") and len({row.text(column) for row in rows} - {""}) >= _APART * len(rows)
        ]
        noun = frozenset(self._asked.noun)
        asked = [column for column in apart if self._words.heads[column] & noun and column not in self._constrained]
        asked.sort(key=lambda column: (self._words.is_full(column), self._kinds[column] == "text"), reverse=True)
        named = [column for column in apart if self._kinds[column] == "text"]
        if asked:
            self._words.use(self._words.heads[asked[0]])
            number = self._kinds[asked[0]] == "code" and not self._words.is_full(asked[0])
            return named[0] if number and named else asked[0]  # of "customer_id" and "company", a customer is the company
        people = [column for column in apart if self._words.names_people(column)]
        if self._asked.who and len(people) == 1:
            return people[0]
        return next(iter(named or apart), 0)

    def _numeric(self, weights: dict[int, float]) -> int | None:
        """The column of numbers that the question names, or the only one it can mean."""
        heads = self._words.heads
        named = {column: weight for column, weight in weights.items() if weight and self._kinds[column] in NUMERIC}
        top = [column for column, weight in named.items() if weight == max(named.values())]
        if len(top) == 1:
            self._words.use_heading(top[0])
            return top[0]
        if top:
            chosen = self._words.nearest(top, frozenset().union(*(heads[column] for column in top)))
            if chosen is not None:
                self._words.use(heads[chosen])
            return chosen
        if any(weight and self._kinds[column] == "code" for column, weight in weights.items()):
            return None  # what is asked for has no sum
        self._guessed = True
        numeric = [column for column in weights if self._kinds[column] in NUMERIC]
        money = [column for column in numeric if self._kinds[column] == "money"]
        totals = [column for column in numeric if self._words.table.heads[column].casefold() in ("total", "sum", "all")]
        for only in (money if self._speaks_of(MONEY) else [], numeric, totals):
            if len(only) == 1:
                return only[0]
        return self._words.nearest(numeric)

    def _speaks_of(self, keys: frozenset[str]) -> bool:
        return any(self._words.key(place) in keys for place in self._words.left)

    def _extreme(self) -> ColumnMeant | None:
        operators = {self._asked.tokens[place].text.casefold() for place in self._asked.operators}
        said = {token.text.casefold() for token in self._asked.tokens}
        heads = self._words.table.heads
        ranks = [at for at, head in enumerate(heads) if set(head_keys(head)) & _POSITION]
        if operators & {"top", "best"} and ranks:
            return self._found(ranks[0], "smallest")
        # The worst rating is the lowest, the worst wait the longest.
        self._words.doubtful |= bool(operators & {"best", "worst"})
        if operators & {"earliest", "latest", "oldest", "newest"}:
            days = self._of_kind("date", "year", "time")
            named = [at for at in days if self._weights[at]] or days
            if len(named) != 1:
                return None
            self._words.use(self._words.heads[named[0]])
            return self._found(named[0], self._operation)
        if said & {"expensive", "cheapest"}:
            money = self._of_kind("money")
            return self._found(money[0], self._operation) if len(money) == 1 else None
        if (by := self._series()) is not None:
            return by
        others = {at: weight for at, weight in self._weights.items() if at != self._key}
        column = self._numeric(others)
        if self._guessed and not self._speaks_of(MONEY) and (column is None or operators - OF_ANY_MEASURE):
            column = self._words.measured_by([at for at in others if self._kinds[at] in NUMERIC], column)
        return self._found(column, self._operation)

    def _series(self) -> ColumnMeant | None:
        """The sums of a table with a row for each cell, by what its columns were called: “which month was the worst”."""
        *_, by, value = range(len(self._kinds))
        if self._words.table.wide is None or not self._words.heads[by] & frozenset(self._asked.noun):
            return None
        if any(weight and self._kinds[at] in NUMERIC for at, weight in self._weights.items()):
            return None  # which month had the largest fee is told by the fees
        self._words.use(self._words.heads[by])
        several = max(Counter(row.text(by) for row in self._rows).values(), default=0) > 1
        self._words.doubtful |= several
        operation: Operation = "most" if self._operation == "largest" else "least"
        return ColumnMeant(value, operation if several else self._operation, by)

    def _counted(self) -> ColumnMeant | None:
        """Numbers that a column has (“how many points”), else how many rows there are."""
        noun, heads = set(self._asked.noun), self._words.heads
        money = any(self._words.key(at) in MONEY for at in noun)
        kinds = NUMERIC if money else NUMERIC - {"money"}
        named = {at: weight for at, weight in self._weights.items() if weight and self._kinds[at] in kinds}
        rows = self._words.are_rows(self._words.without_the_whole(noun), self._key)
        if not rows and not self._names_a_row() and self._counts_people() and not any(noun & heads[at] for at in named):
            rows = True  # "how many people haven't paid their fee" asks for no sum of fees
            self._words.use(frozenset().union(*(heads[at] for at in named)))
        if named and (not rows or any(noun & heads[at] for at in named) or self._names_a_row()):
            return self._found(self._numeric(named), "cell" if self._names_a_row() else "sum")
        texts = [at for at, head in enumerate(heads) if head & noun and self._kinds[at] == "text"]
        if not rows and texts:
            self._words.use(heads[texts[0]])
        return self._found(self._key, "count") if rows or texts else None

    def _sums(self) -> bool:
        """Whether “how many … in total” names a column of numbers, rather than what the rows are."""
        return any(weight and self._kinds[column] in NUMERIC for column, weight in self._weights.items())

    def _counts_people(self) -> bool:
        people = any(map(self._words.names_people, range(len(self._kinds))))
        return people and any(self._words.key(at) in _ANYBODY for at in self._asked.noun)

    def _names_a_row(self) -> bool:
        """Whether the conditions name rows one by one, rather than kinds of rows."""
        table = self._words.table
        return any(len(set(table.values(column))) > 0.9 * len(table.rows) for column in self._constrained)

    def _cell(self) -> ColumnMeant | None:
        top = self._named()
        if not self._constrained:
            if self._lists_all():
                return self._found(self._key, "list")
            if len(top) != 1 or not self._comes_to(top[0]):
                return None  # all of a column is no answer, but what it comes to may be
            self._words.use_heading(top[0])
            return self._found(top[0], "cell")
        if self._asked.who and not (len(top) == 1 and self._words.names_people(top[0])):
            return self._somebody()
        if len(top) > 1:
            return None
        if top and not (self._asked.when and self._kinds[top[0]] not in _TIMES | {"text"}):
            if self._asked.how_much and self._kinds[top[0]] not in NUMERIC:
                return None
            self._words.use_heading(top[0])
            return self._found(top[0], "cell")
        return self._by_kind()

    def _lists_all(self) -> bool:
        """Whether it asks for all rows by what they are: "list all the tasks"."""
        said, own = self._asked.tokens[0].text.casefold(), self._words.heads[self._key]
        every = said in ("list", "show", "name") and any(token.text.casefold() == "all" for token in self._asked.tokens)
        if every and not own.isdisjoint(self._asked.noun):
            self._words.use(own)
            return True
        return False

    def _named(self) -> Sequence[int]:
        """The columns with most of their heading in the question; of several those that suit how it asks."""
        best = max(self._weights.values(), default=0.0)
        top = [column for column, weight in self._weights.items() if weight == best and weight > 0]
        noun = frozenset(self._asked.noun)
        if len(top) > 1 and not self._asked.yes_no:
            top = [column for column in top if self._kinds[column] != "yes_no"] or top
        if len(top) > 1 and self._asked.when:
            top = [column for column in top if self._kinds[column] in _TIMES] or top
        if len(top) > 1 and noun:
            top = [column for column in top if self._words.heads[column] & noun] or top
        return top

    def _somebody(self) -> ColumnMeant | None:
        people = [column for column in self._weights if self._words.names_people(column)]
        if len(people) > 1 and self._key in people:
            people = [self._key]
        if len(people) == 1:
            return self._found(people[0], "cell")
        if people:
            return self._found(self._words.nearest(people), "cell")
        return self._found(self._words.nearest(self._of_kind("text"), least=VERY_NEAR), "cell")

    def _by_kind(self) -> ColumnMeant | None:
        """The column that the question can mean by how it asks: a day for “when”, money for “how much”."""
        self._guessed = True
        hours = self._of_kind("hours")
        if len(hours) == 1 and self._speaks_of(HOURS):
            return self._found(hours[0], "cell")
        if self._asked.when:
            dates, days = self._of_kind("date"), self._of_kind("date", "time")
            only = next((found for found in (dates, days) if len(found) == 1), None)
            return self._found(only[0] if only else self._words.nearest(days), "cell")
        if self._asked.how_much or self._speaks_of(MONEY):
            money = self._of_kind("money")
            if len(money) > 1:  # of several the first, where the others have no number for what is asked
                told = [at for at in money if any(number_of(row.text(at)) is not None for row in self._rows)]
                money = told if told == money[:1] else money
            return self._found(money[0] if len(money) == 1 else self._words.nearest(money), "cell")
        rows = self._words.are_rows(self._asked.noun, self._key) or self._counts_people()
        if rows and self._key not in self._constrained:
            return self._found(self._key, "cell")
        near = self._words.nearest([at for at in self._weights if at != self._key])
        if near is None and self._asked.chooses and not self._asked.noun and not self._words.left - self._words.titled:
            self._words.doubtful = True
            near = self._key  # "perennials that aren't peat free" asks for no column
        return self._found(near, "cell")
