"""A question and a table → the column and the rows that it asks for, or None: every word has to be accounted for.

A word is accounted for as part of a heading, of cells that the rows asked for have in common, of the table's title, as a day,
as what is to be done with the column, or as a word that says nothing. One that is only near such a word, by the embedding
model, makes the answer unsure; one that is none of these means that the question isn't about this table, or about something
that the table doesn't have.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from qa.english.words import stem
from qa.reading.tables.asked import AskedOfTable, Day, Operation, Token, alike, asked_of_table, keys_of
from qa.reading.tables.grid import Row, Table
from qa.reading.tables.values import NUMERIC, number_of, yes_no

Near = Callable[[str, Sequence[str]], list[float]]  # the cosines of a word with others
# What a question says around what it asks for. Stems.
_SAYS_NOTHING = frozenset(
    """get got receiv list show name find there work belong go goe did ani each per all togeth amount number much mani total sum
    overal altogeth combin figur valu data tabl sheet row column accord entri item's per one peopl person year time kind exactli
    current across pleas look apply appli appear have had take taken go went gone
    come came fell fall happen occur sit serv repres plai live run oper answer
    use make made record report offer stand reach hold held""".split()
)
_MONEY = frozenset("monei cost price pai paid spend spent expens cheap cheapest earn worth dollar euro pound".split())
_AGENT = frozenset(
    "name winner recipi member employe author custom supplier owner player team compani contractor holder head".split()
)
_PERSON = re.compile(r"(?:(?:[A-Z][\w’'.-]*|de|van|von|der|al) ){1,3}[A-Z][\w’'-]+")
# Cosines of the default model: "earns" and "Salary" 0.45, "leave" and "Departs" 0.41; "Extension" and "Salary" 0.12.
_NEAR = 0.4
_VERY_NEAR = 0.55
_AS_GOOD = 0.6
_POSITION = frozenset("po posit rank place".split())
_REASON = frozenset("reason caus why purpos explan".split())
_SHARE = frozenset("percentag percent share proport rate".split())
_GUESSED = 0.5  # what a column counts that is told by its kind alone
_CLEARLY = 0.9  # words that a table has to have more of the question than any other
_MOST_LEFT = 2  # words that nothing accounts for, up to which it is looked whether they are near


@dataclass(frozen=True, slots=True)
class Condition:
    """Rows whose cell in this column is one of these."""

    column: int
    values: tuple[str, ...]
    places: frozenset[int]
    full: bool = True


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a table. `target` is the column whose cells answer, `key` the one that names their rows.

    `score` tells how much of the question the table itself has; `unsure`: a word is only near one of the table. `guessed`: the
    column is told by its kind alone.
    """

    table: Table
    operation: Operation
    target: int
    key: int
    rows: tuple[Row, ...]
    conditions: tuple[Condition, ...]
    score: float
    unsure: bool
    days: tuple[Day, ...] = ()
    guessed: bool = False


def best_understood(question: str, tables: Iterable[tuple[str, Table]], near: Near) -> Wish | None:
    """`tables` are (title, table). None where no table has all of the question, or two have it alike."""
    asked = asked_of_table(question)
    found = [wish for title, table in tables if (wish := _Understanding(asked, table, title, near).wish()) is not None]
    found.sort(key=lambda wish: (not wish.unsure, wish.score), reverse=True)
    if len(found) > 1 and (found[0].unsure, found[0].score) == (found[1].unsure, found[1].score):
        return None
    rivals = [each for each in found[1:] if each.guessed <= found[0].guessed] if found else []
    if rivals and rivals[0].score > found[0].score - _CLEARLY:
        return replace(found[0], unsure=True)
    return found[0] if found else None


@lru_cache(maxsize=4096)
def _keys(text: str) -> tuple[Token, ...]:
    return tuple(keys_of(text))


@lru_cache(maxsize=4096)
def _head_keys(head: str) -> tuple[str, ...]:
    """Without the unit in brackets, and without function words where there are others."""
    tokens = _keys(re.sub(r"(?i)\b(?:no|nr)\.|#|№", " number ", re.sub(r"\(.*?\)", "", head)) or head)
    return tuple(token.key for token in tokens if not token.stop) or tuple(token.key for token in tokens)


@dataclass
class _Understanding:
    """One question and one table, step by step; `used` are the places of the question's words that are accounted for."""

    asked: AskedOfTable
    table: Table
    title: str
    near: Near
    used: set[int] = field(default_factory=set)
    by_heads: set[int] = field(default_factory=set)
    by_title: set[int] = field(default_factory=set)
    soft: float = 0.0
    loose: float = 0.0
    guessed: bool = False
    doubtful: bool = False
    days: list[Day] = field(default_factory=list)

    def wish(self) -> Wish | None:
        heads = [self._matched(_head_keys(head)) for head in self.table.heads]
        full = [head for head, keys in zip(heads, map(_head_keys, self.table.heads), strict=True) if self._is_full(head, keys)]
        conditions = self._conditions(heads, full)
        rows = self._rows(conditions)
        if rows is None or (not rows and conditions):
            return None
        if (dated := self._dated(rows, heads)) is None:
            return None
        rows, day_columns = dated
        flags = self._flags(heads, {condition.column for condition in conditions})
        conditions += flags
        if self.asked.negated and not flags and not self.asked.yes_no:
            flags = self._none_of(heads, full)
            if not flags:
                return None
            conditions += flags
        rows = tuple(row for row in rows if all(row.text(each.column) in each.values for each in flags))
        constrained = {condition.column for condition in conditions} | day_columns
        for column in constrained:
            self._use(
                heads[column] - self.asked.operators
                if not self._is_full(heads[column], _head_keys(self.table.heads[column]))
                else heads[column]
            )
        operation = self._operation(heads, full)
        target = self._target(heads, constrained, operation)
        if target is None:
            return None
        column, operation, key = target
        self._use(self.asked.operators)
        if not self._accounts_for_rest({column, key, *constrained}, rows):
            return None
        if not rows:
            return None
        score = len(self.by_heads) + 0.4 * len(self.by_title) - self.soft - self.loose - _GUESSED * self.guessed
        return Wish(
            self.table,
            operation,
            column,
            key,
            tuple(rows),
            tuple(conditions),
            score,
            self.doubtful,
            tuple(self.days),
            self.guessed,
        )

    # What the words of the question match

    def _matched(self, keys: Sequence[str]) -> frozenset[int]:
        return frozenset(
            place
            for place, token in enumerate(self.asked.tokens)
            if any(alike(token.key, key) for key in keys) and (not token.stop or len(keys) == 1)
        ) | self._joined(keys)

    def _joined(self, keys: Sequence[str]) -> frozenset[int]:
        """Two words that a heading writes as one: "win percent" of "winpercent"."""
        tokens = self.asked.tokens
        pairs = ((at, f"{tokens[at].text}{tokens[at + 1].text}".casefold()) for at in range(len(tokens) - 1))
        return frozenset(place for at, both in pairs if stem(both) in keys for place in (at, at + 1))

    def _is_full(self, places: frozenset[int], keys: Sequence[str]) -> bool:
        joined = self._joined(keys)
        return bool(keys) and (
            bool(joined) or all(any(alike(self.asked.tokens[place].key, key) for place in places) for key in keys)
        )

    def _use(self, places: Iterable[int], title: bool = False) -> None:
        new = set(places) - self.used
        (self.by_title if title else self.by_heads).update(new)
        self.used |= new

    def _conditions(self, heads: Sequence[frozenset[int]], full: Sequence[frozenset[int]]) -> list[Condition]:
        """The cells that the question names, those with most of its words first; a word counts once."""
        found = [each for column in range(len(heads)) if (each := self._named_cells(column, heads[column])) is not None]
        vague = self._titled() | frozenset(self.asked.noun)
        found = [each for each in found if each.full or not (each.places <= vague or any(each.places <= head for head in full))]
        found.sort(key=lambda each: (len(each.places), each.full, self._introduced(each, heads)), reverse=True)
        chosen: list[Condition] = []
        taken: set[int] = set()
        rows = self.table.rows
        for each in found:
            if each.places & taken:
                continue
            left = tuple(row for row in rows if row.text(each.column) in each.values)
            if left:
                chosen.append(each)
                taken |= each.places
                rows = left
        self._use(taken)
        return chosen

    def _introduced(self, condition: Condition, heads: Sequence[frozenset[int]]) -> int:
        """Whether the column's heading stands right before what it has: "district 5", "to Denver"."""
        first = min(condition.places)
        keys = _head_keys(self.table.heads[condition.column])
        before = self.asked.tokens[first - 1].key if first else ""
        return 2 if before in keys else int(bool(heads[condition.column]))

    def _named_cells(self, column: int, head: frozenset[int]) -> Condition | None:
        kind = self.table.kinds[column]
        if kind in NUMERIC or kind in ("yes_no", "date", "empty"):
            return None
        best: tuple[int, float] = (0, 0.0)
        values: dict[str, frozenset[int]] = {}
        for value in dict.fromkeys(self.table.values(column)):
            keys = [token.key for token in _keys(value) if not token.stop] or [token.key for token in _keys(value)]
            places = frozenset(
                place
                for place, token in enumerate(self.asked.tokens)
                if (not token.stop or (len(keys) == 1 and value[:1].isupper() and token.text[:1].isupper()))
                and any(token.key == key or _one_of_many(token.key, key) for key in keys)
            )
            if not places or (kind in ("code", "year") and not self._may_be(value, places, head)):
                continue
            covered = len(
                {
                    key
                    for key in keys
                    if any(
                        self.asked.tokens[place].key == key or _one_of_many(self.asked.tokens[place].key, key)
                        for place in places
                    )
                }
            ) / len(set(keys))
            if covered < 1 and (
                (covered < 0.34 and len(places) < 2) or all(self.asked.tokens[place].key[0].isdigit() for place in places)
            ):
                continue
            rank = (len(places), 1.0 if covered == 1 else 0.0)
            if rank > best:
                best, values = rank, {}
            if rank == best:
                values[value] = places
        if not values:
            return None
        places = next(iter(values.values()))
        alike_ = tuple(value for value, at in values.items() if at == places)
        if len(alike_) < len(values) and not best[1]:
            return None  # parts of several cells, each in other words of the question
        return Condition(column, alike_, places, bool(best[1]))

    def _may_be(self, value: str, places: frozenset[int], head: frozenset[int]) -> bool:
        """Whether a number of the question is this cell: its heading stands before it, or it is long enough for a name."""
        first = min(places)
        return (first - 1 in head or first - 2 in head) or (len(value) >= 4 and len(places) == len(_keys(value)))

    def _rows(self, conditions: Sequence[Condition]) -> tuple[Row, ...] | None:
        return tuple(row for row in self.table.rows if all(row.text(each.column) in each.values for each in conditions))

    def _dated(self, rows: tuple[Row, ...], heads: Sequence[frozenset[int]]) -> tuple[tuple[Row, ...], set[int]] | None:
        """The rows of the days that the question names; None where the table has none of them."""
        columns: set[int] = set()
        dates = [column for column, kind in enumerate(self.table.kinds) if kind == "date"]
        for day in self.asked.days:
            if day.places <= self.used:
                continue
            rest = day.places - self.used
            headed = [head for head in heads if rest <= head]
            if headed and (day.month is None or not dates):
                continue
            if (
                day.month is None
                and rest <= self._matched([token.key for token in _keys(self._called())])
                and not (
                    dates
                    and any(_on(self.table.day(row, dates[0]), day) for row in rows)
                    and not all(_on(self.table.day(row, dates[0]), day) for row in rows)
                )
            ):
                continue
            column = next((at for at in dates if heads[at]), dates[0] if dates else None)
            if column is None:
                if day.month is not None:
                    return None
                continue
            rows = tuple(row for row in rows if _on(self.table.day(row, column), day))
            if not rows:
                return None
            columns.add(column)
            self.days.append(day)
            self._use(day.places)
        return rows, columns

    def _flags(self, heads: Sequence[frozenset[int]], constrained: set[int]) -> list[Condition]:
        """Columns of yes and no that the question names, to say which rows it means."""
        if self.asked.yes_no or not self.asked.chooses or self.asked.operation not in ("cell", "count"):
            return []
        found = []
        for column, kind in enumerate(self.table.kinds):
            if (
                kind != "yes_no"
                or column in constrained
                or not self._is_full(heads[column], _head_keys(self.table.heads[column]))
            ):
                continue
            wanted = tuple(value for value in set(self.table.values(column)) if yes_no(value) is not self.asked.negated)
            found.append(Condition(column, wanted, heads[column]))
            self._use(heads[column])
        return found

    def _none_of(self, heads: Sequence[frozenset[int]], full: Sequence[frozenset[int]]) -> list[Condition]:
        """“Out of stock” is a 0 under “In stock”; what else a “not” may mean isn't understood."""
        named = [at for at, head in enumerate(heads) if head in full and head and self.table.kinds[at] in NUMERIC]
        if len(named) != 1 or not self.asked.chooses:
            return []
        self._use(heads[named[0]])
        zero = tuple(value for value in set(self.table.values(named[0])) if number_of(value) == 0)
        return [Condition(named[0], zero, heads[named[0]])]

    # What is to be done

    def _operation(self, heads: Sequence[frozenset[int]], full: Sequence[frozenset[int]]) -> Operation:
        """A word such as "average" may be of a heading."""
        named = any(head - self.asked.operators and kind in NUMERIC for head, kind in zip(heads, self.table.kinds, strict=True))
        if self.asked.operators and any(self.asked.operators & head and (len(head) > 1 or not named) for head in full):
            return "cell" if not self.asked.how_many else "count"
        return self.asked.operation

    def _target(
        self, heads: Sequence[frozenset[int]], constrained: set[int], operation: Operation
    ) -> tuple[int, Operation, int] | None:
        key = self._key(heads, constrained)
        done = self.used | (self.asked.operators if operation not in ("cell", "count") else set())
        weights = {
            column: len(head - done) + 0.5 * (bool(head - done) and self._is_full(head, _head_keys(self.table.heads[column])))
            for column, head in enumerate(heads)
            if column not in constrained
            and (self.table.kinds[column] != "yes_no" or self.asked.yes_no or not self.asked.chooses)
        }
        if self.asked.why:
            reasons = [at for at in weights if set(_head_keys(self.table.heads[at])) & _REASON]
            return (reasons[0], "cell", key) if len(reasons) == 1 and constrained else None
        numeric = [column for column in weights if self.table.kinds[column] in NUMERIC]
        if operation in ("largest", "smallest"):
            return self._extreme(operation, weights, numeric, key, heads)
        if operation in ("sum", "average"):
            column = self._numeric(weights, numeric, heads)
            return None if column is None else (column, operation, key)
        if operation == "count":
            return self._counted(weights, heads, constrained, key)
        return self._cell(weights, heads, constrained, key)

    def _counted(
        self, weights: dict[int, float], heads: Sequence[frozenset[int]], constrained: set[int], key: int
    ) -> tuple[int, Operation, int] | None:
        """Numbers that a column has (“how many points”), else how many rows there are."""
        noun = set(self.asked.noun)
        counted = NUMERIC - {"money"} if not any(self.asked.tokens[at].key in _MONEY for at in noun) else NUMERIC
        named = {at: weight for at, weight in weights.items() if weight and self.table.kinds[at] in counted}
        rows = self._counts_rows(key, people=not named)
        if named and (not rows or any(noun & heads[at] for at in named) or self._names_a_row(constrained)):
            column = self._numeric(named, [], heads)
            return None if column is None else (column, "cell" if self._names_a_row(constrained) else "sum", key)
        texts = [at for at, head in enumerate(heads) if head & noun and self.table.kinds[at] == "text"]
        if not rows and texts:
            self._use(heads[texts[0]])
        return (key, "count", key) if rows or texts else None

    def _names_a_row(self, constrained: set[int]) -> bool:
        """Whether the conditions name rows one by one, rather than kinds of rows."""
        return any(len(set(self.table.values(column))) > 0.9 * len(self.table.rows) for column in constrained)

    def _counts_rows(self, key: int, *, people: bool = True) -> bool:
        """Whether what is counted is what the rows are: by the table's title, its first headings, cells that are named."""
        noun = set(self.asked.noun)
        rows = self._matched(
            [token.key for token in _keys(f"{self._called()} {self.table.heads[key]} {self.table.heads[0]}") if not token.stop]
        )
        anyone = (
            people
            and any(map(self._is_agent, range(len(self.table.heads))))
            and any(self.asked.tokens[at].key in ("peopl", "person", "entri", "row") for at in noun)
        )
        return anyone or bool(noun & (rows | self.used))

    def _numeric(self, weights: dict[int, float], numeric: Sequence[int], heads: Sequence[frozenset[int]]) -> int | None:
        """The column of numbers that the question names, or the only one it can mean."""
        named = {column: weight for column, weight in weights.items() if weight and self.table.kinds[column] in NUMERIC}
        if named:
            best = max(named.values())
            top = [column for column, weight in named.items() if weight == best]
            if len(top) > 1:
                chosen = self._nearest(top, frozenset().union(*(heads[column] for column in top)))
                if chosen is not None:
                    self._use(heads[chosen])
                return chosen
            self._name(top[0], heads)
            return top[0]
        self.guessed = True
        left = [at for at in self._left() if self.asked.tokens[at].key in _MONEY]
        money = [column for column in numeric if self.table.kinds[column] == "money"]
        if left and len(money) == 1:
            return money[0]
        if len(numeric) == 1:
            return numeric[0]
        if len(money) == 1 and self.asked.operation != "count":
            return money[0]
        totals = [column for column in numeric if self.table.heads[column].casefold() in ("total", "sum", "all")]
        if len(totals) == 1:
            return totals[0]
        return self._nearest(numeric)

    def _soften(self, cosine: float) -> None:
        self.soft += 1 - cosine
        self.doubtful |= cosine < _AS_GOOD

    def _name(self, column: int, heads: Sequence[frozenset[int]]) -> None:
        """Take this heading's words as used; one that only begins as the question's does counts for less."""
        keys = _head_keys(self.table.heads[column])
        self.loose += 0.3 * sum(self.asked.tokens[place].key not in keys for place in heads[column] - self.used)
        self._use(heads[column])

    def _nearest(self, columns: Sequence[int], known: frozenset[int] = frozenset(), least: float = _NEAR) -> int | None:
        """The column whose heading is nearest to a word that nothing accounts for."""
        titled = self._titled()
        words = [
            at
            for at in sorted(self._left() - titled - known)
            if self.asked.tokens[at].key not in _SAYS_NOTHING and not self.asked.tokens[at].key[0].isdigit()
        ]
        if not columns or not 0 < len(words) <= _MOST_LEFT or not (titled or self.by_heads):
            return None
        heads = [_plain(self.table.heads[column]) for column in columns]
        best = max(
            (
                (cosine, column, at)
                for at in words
                for cosine, column in zip(self.near(self.asked.tokens[at].text, heads), columns, strict=True)
            ),
        )
        if best[0] < least:
            return None
        self.used.add(best[2])
        self._soften(best[0])
        return best[1]

    def _extreme(
        self, operation: Operation, weights: dict[int, float], numeric: Sequence[int], key: int, heads: Sequence[frozenset[int]]
    ) -> tuple[int, Operation, int] | None:
        words = {self.asked.tokens[place].text.casefold() for place in self.asked.operators}
        if words & {"top", "best"} and (
            ranks := [at for at, head in enumerate(self.table.heads) if set(_head_keys(head)) & _POSITION]
        ):
            return ranks[0], "smallest", key
        if words & {"earliest", "latest", "oldest", "newest"}:
            days = [at for at, kind in enumerate(self.table.kinds) if kind in ("date", "year", "time") and at in weights]
            named = [at for at in days if weights[at]] or (days if len(days) == 1 else [])
            if len(named) != 1:
                return None
            self._use(heads[named[0]])
            return named[0], operation, key
        if words & {"expensive", "cheapest"}:
            money = [at for at in numeric if self.table.kinds[at] == "money"]
            return (money[0], operation, key) if len(money) == 1 else None
        column = self._numeric({at: weight for at, weight in weights.items() if at != key}, numeric, heads)
        if "expensive" in {token.text.casefold() for token in self.asked.tokens}:
            operation = "largest" if operation == "largest" else "smallest"
        return None if column is None else (column, operation, key)

    def _cell(
        self, weights: dict[int, float], heads: Sequence[frozenset[int]], constrained: set[int], key: int
    ) -> tuple[int, Operation, int] | None:
        kinds = self.table.kinds
        noun = frozenset(self.asked.noun)
        best = max(weights.values(), default=0.0)
        top = [column for column, weight in weights.items() if weight == best and weight > 0]
        if len(top) > 1 and not self.asked.yes_no:
            top = [column for column in top if kinds[column] != "yes_no"] or top
        if self.asked.who and not (len(top) == 1 and self._is_agent(top[0])) and constrained:
            agents = [column for column in weights if self._is_agent(column)]
            agents = agents if len(agents) == 1 else [column for column in agents if column == key]
            if len(agents) == 1:
                return agents[0], "cell", key
            near = (
                self._nearest(agents)
                if agents
                else self._nearest([at for at in weights if kinds[at] == "text"], least=_VERY_NEAR)
            )
            return None if near is None else (near, "cell", key)
        if len(top) > 1 and self.asked.when:
            top = [column for column in top if kinds[column] in ("date", "time", "year")] or top
        if len(top) > 1 and noun:
            top = [column for column in top if heads[column] & noun] or top
        if not constrained:
            return None
        if len(top) == 1 and not (self.asked.when and kinds[top[0]] not in ("date", "time", "year", "text")):
            if self.asked.how_much and kinds[top[0]] not in NUMERIC:
                return None
            self._name(top[0], heads)
            return top[0], "cell", key
        if len(top) > 1 or not constrained:
            return None
        self.guessed = True
        if self.asked.when:
            days = [column for column in weights if kinds[column] in ("date", "time")]
            dates = [column for column in days if kinds[column] == "date"]
            if len(days) == 1 or len(dates) == 1:
                return (dates or days)[0], "cell", key
            near = self._nearest(days)
            return None if near is None else (near, "cell", key)
        if self.asked.how_much or any(self.asked.tokens[at].key in _MONEY for at in self._left()):
            money = [column for column in weights if kinds[column] == "money"]
            return (money[0], "cell", key) if len(money) == 1 else None
        if self.asked.noun and self._counts_rows(key) and key not in constrained:
            return key, "cell", key
        near = self._nearest([column for column in weights if column != key or not constrained])
        return None if near is None else (near, "cell", key)

    def _key(self, heads: Sequence[frozenset[int]], constrained: set[int]) -> int:
        """The column that names the rows: the one asked for (“which team”), people's for “who”, else the first that tells them
        apart."""
        kinds, rows = self.table.kinds, len(self.table.rows)
        apart = [
            column
            for column, kind in enumerate(kinds)
            if kind not in NUMERIC
            and kind not in ("empty", "yes_no", "date")
            and len(set(self.table.values(column))) >= 0.95 * rows
        ]
        noun = frozenset(self.asked.noun)
        asked = [column for column in apart if heads[column] & noun and column not in constrained]
        asked.sort(
            key=lambda column: (self._is_full(heads[column], _head_keys(self.table.heads[column])), kinds[column] == "text"),
            reverse=True,
        )
        if asked:
            self._use(heads[asked[0]])
            return asked[0]
        people = [column for column in apart if self._is_agent(column)]
        if self.asked.who and len(people) == 1:
            return people[0]
        named = [column for column in apart if kinds[column] == "text"]
        return next(iter(named or apart), 0)

    def _is_agent(self, column: int) -> bool:
        if self.table.kinds[column] != "text":
            return False
        values = self.table.values(column)
        if set(_head_keys(self.table.heads[column])) & _AGENT:
            return True
        return (
            len(self.table.heads) > 1
            and "name" in self.table.heads[column].casefold()
            and sum(_PERSON.fullmatch(value) is not None for value in values) > 0.8 * len(values)
        )

    # What is left

    def _left(self) -> frozenset[int]:
        return self.asked.content - self.used - self.asked.operators

    def _titled(self) -> frozenset[int]:
        return self._matched([token.key for token in _keys(self._called()) if not token.stop])

    def _called(self) -> str:
        return f"{self.title} {self.table.sheet} {self.table.above}"

    def _accounts_for_rest(self, columns: set[int], rows: Sequence[Row]) -> bool:
        called = [token.key for token in _keys(self._called()) if not token.stop]
        self._use(
            (place for place in self._left() if any(alike(self.asked.tokens[place].key, key) for key in called)), title=True
        )
        for column in columns:
            self._use(self._matched(_head_keys(self.table.heads[column])) & self._left())
        money = any(self.table.kinds[column] == "money" for column in columns)
        share = any(self.table.kinds[column] == "percent" for column in columns)
        unit = set(self.asked.unit)
        rest = []
        for place in self._left():
            key = self.asked.tokens[place].key
            if key in _SAYS_NOTHING or (key in _MONEY and money) or (key in _SHARE and share):
                continue
            rest.append(place)
        if not rest:
            return True
        if len(rest) > min(_MOST_LEFT, len(self.by_heads | self.by_title)):
            return False
        near = [
            self.table.sheet or self.title,
            self.title,
            *(_plain(self.table.heads[column]) for column in columns),
        ]
        for place in rest:
            token = self.asked.tokens[place]
            if token.key[0].isdigit() or (token.text[:1].isupper() and place > 0):
                return False
            cosine = max(self.near(token.text, near))
            if (place in unit and self.by_heads) or (len(rest) == 1 and self.asked.who and rows):
                cosine = max(cosine, _NEAR)
            if cosine < _NEAR:
                return False
            self._soften(cosine)
        return True


def _plain(head: str) -> str:
    return re.sub(r"\(.*?\)", "", head.replace("_", " ")).strip() or "?"


def _one_of_many(one: str, other: str) -> bool:
    """Stems that differ by an ending: "archivist" and "archivists" have one, "parti" and "party" too."""
    return len(one) > 4 and len(other) > 4 and (one.rstrip("s") == other.rstrip("s"))


def _on(found: date | None, day: Day) -> bool:
    return (
        found is not None
        and day.year in (None, found.year)
        and day.month in (None, found.month)
        and day.day in (None, found.day)
    )
