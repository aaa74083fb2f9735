"""The words of a question beside one table: which of them its headings, cells and title account for, and what is left."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from qa.english.calendar import DAYS
from qa.english.entities import gender_of_name
from qa.english.name_parts import PARTICLE_IN_TEXT
from qa.english.word_classes import A_NOUN, word_class
from qa.english.words import is_plural, singular, stem
from qa.reading.tables.asked import AskedOfTable, Token, alike, keys_of
from qa.reading.tables.grid import Table

Near = Callable[[str, Sequence[str]], list[float]]  # the cosines of a word with others
# What a question says around what it asks for, and of money and shares. Stems.
_SAYS_NOTHING = frozenset(
    """get got receiv list show name find there work belong go goe did ani each per all togeth amount number much mani total
    sum overal altogeth combin figur valu data tabl sheet
    row column accord entri per one peopl person year time kind exactli current
    across pleas look apply appli appear have had take taken go went gone come came fell fall happen occur sit serv repres plai
    live run bring collect oper answer use make made record report offer stand reach hold held""".split()
)
_WEEKDAYS = frozenset(map(stem, DAYS))  # a column of days is near each of them, and doesn't tell of it
MONEY = frozenset("monei cost price pai paid spend spent expens cheap cheapest earn worth dollar euro pound".split())
HOURS = frozenset("open close shut hour".split())
_SHARE = frozenset("percentag percent share proport rate".split())
_AGENT = frozenset(
    "name winner recipi member employe author custom supplier owner player team compani contractor holder head".split()
)
_PERSON = re.compile(rf"(?:(?:[A-Z][\w’'.-]*|{PARTICLE_IN_TEXT}) ){{1,3}}[A-Z][\w’'-]+")
# Of a column that can be asked for by "who", the shares of cells that look like names, and that begin with known first names.
_NAMES, _FIRST_NAMES = 0.8, 0.5
_UNIT = re.compile(r"\(.*?\)")
_NUMBER_OF = re.compile(r"(?i)\b(?:no|nr)\.|#|№")
# A cosine from which a word may mean a heading: found by looking at eval/gold/tables.jsonl. From the last on it is as good as
# the heading's own word, so the answer may be sure: "sandwiches" and "bread" have more than 0.6.
_NEAR, VERY_NEAR, _AS_GOOD = 0.4, 0.55, 0.7
# From here on a superlative is told by a heading: “lightest” and “Weight” have 0.39, “largest” and “Price” 0.2.
_MEASURES = 0.38
_MOST_LEFT = 2  # words that nothing accounts for, up to which it is looked whether they are near
_BEGINS_ALIKE = 0.3  # what a word counts less that only begins as a heading's does: "rainfall" and "Rain"


class QuestionWords:
    """One question and one table. `used` are the places of the question's words that are accounted for, by what.

    `heads` are the places of each heading's words in the question; `full` those of the headings all of whose words are there.
    """

    def __init__(self, asked: AskedOfTable, table: Table, title: str, near: Near) -> None:
        self.asked = asked
        self.table = table
        self.used: set[int] = set()
        self.by_table: set[int] = set()
        self.by_title: set[int] = set()
        self.far = 0.0  # how far the words are, together, from what they were taken for
        self.doubtful = False
        self._title = title
        self._near = near
        self._called = [token.key for token in _keys(f"{title} {table.sheet} {table.above}") if not token.stop]
        self.heads = [self.matched(head_keys(head)) for head in table.heads]
        self.titled = self.matched(self._called)
        self.full = [head for column, head in enumerate(self.heads) if self.is_full(column)]

    def matched(self, keys: Sequence[str]) -> frozenset[int]:
        tokens = enumerate(self.asked.tokens)
        alone = len(keys) == 1  # "to" counts where it is all of a heading
        found = {place for place, token in tokens if (alone or not token.stop) and any(alike(token.key, key) for key in keys)}
        return frozenset(found) | self._joined(keys)

    def is_full(self, column: int) -> bool:
        keys = head_keys(self.table.heads[column])
        if self._joined(keys):
            return True
        named = [self.asked.tokens[place].key for place in self.heads[column]]
        return bool(keys) and all(any(alike(name, key) for name in named) for key in keys)

    def key(self, place: int) -> str:
        return self.asked.tokens[place].key

    @property
    def left(self) -> frozenset[int]:
        return self.asked.content - self.used - self.asked.operators

    def use(self, places: Iterable[int]) -> None:
        new = set(places) - self.used
        self.by_table |= new
        self.used |= new

    def use_heading(self, column: int) -> None:
        keys = head_keys(self.table.heads[column])
        new = self.heads[column] - self.used
        self.far += _BEGINS_ALIKE * sum(self.key(place) not in keys for place in new)
        self.use(new)

    def use_near(self, cosine: float) -> None:
        self.far += 1 - cosine
        self.doubtful |= cosine < _AS_GOOD

    def nearest(self, columns: Sequence[int], known: frozenset[int] = frozenset(), least: float = _NEAR) -> int | None:
        """The column whose heading is nearest to a word that nothing accounts for; None where none is near."""
        words = [
            place
            for place in sorted(self.left - self.titled - known)
            if self.key(place) not in _SAYS_NOTHING | _WEEKDAYS and not self.key(place)[0].isdigit()
        ]
        if not columns or not 0 < len(words) <= _MOST_LEFT or not (self.titled or self.by_table):
            return None
        heads = [_plain(self.table.heads[column]) for column in columns]
        cosine, column, place = max(
            (cosine, column, place)
            for place in words
            for cosine, column in zip(self._near(self.asked.tokens[place].text, heads), columns, strict=True)
        )
        if cosine < least:
            return None
        self.used.add(place)
        self.use_near(cosine)
        return column

    def measured_by(self, columns: Sequence[int], guessed: int | None) -> int | None:
        """The column whose heading is nearest to the superlative: “lightest” to “Weight”; where none is near, that `guessed`.

        A guess that the superlative's own heading doesn't bear out makes the answer unsure.
        """
        heads = [_plain(self.table.heads[column]) for column in columns]
        said = [self.asked.tokens[place].text for place in self.asked.operators]
        near = [pair for word in said for pair in zip(self._near(word, heads), columns, strict=True)]
        cosine, column = max(near, default=(0.0, None))
        if cosine < _MEASURES:
            self.doubtful = True
            return guessed
        self.use_near(cosine)
        return column

    def account_for_rest(self, columns: set[int]) -> bool:
        """Whether what is left of the question is of the title, of these columns, near them, or says nothing."""
        titled = self.left & self.titled
        self.by_title |= titled
        self.used |= titled
        for column in columns:
            self.use(self.heads[column] & self.left)
        kinds = {self.table.kinds[column] for column in columns}
        nothing = _SAYS_NOTHING | (MONEY if "money" in kinds else set()) | (_SHARE if "percent" in kinds else set())
        if "hours" in kinds:  # but "closed", if a cell says it, asks for that cell
            nothing |= {key for key in HOURS if not any(self.table.with_word(column, key) for column in columns)}
        rest = [place for place in self.left if self.key(place) not in nothing]
        if len(rest) > min(_MOST_LEFT, len(self.by_table | self.by_title)):
            return False
        return all(self._is_near(place, columns, alone=len(rest) == 1) for place in rest)

    def names_people(self, column: int) -> bool:
        """Whether its cells can be asked for by “who”."""
        head = self.table.heads[column]
        if self.table.kinds[column] != "text":
            return False
        if set(head_keys(head)) & _AGENT:
            return True
        values = self.table.values(column)
        names = [value for value in values if _PERSON.fullmatch(value)]
        if len(names) <= _NAMES * len(values):
            return False
        known = sum(gender_of_name(tuple(value.split())) is not None for value in names)  # no clubs and streets
        return "name" in head.casefold() or known > _FIRST_NAMES * len(values)

    def are_rows(self, places: Iterable[int], key: int) -> bool:
        """Whether these words call the table's rows: its title, its first heading, the `key` column's, or what is used."""
        called = [*self._called, *head_keys(self.table.heads[key]), *head_keys(self.table.heads[0])]
        return bool(set(places) & (self.matched(called) | self.used))

    def without_the_whole(self, places: Iterable[int]) -> set[int]:
        """Leave out a plural that stands in the title as one thing, which the table is of: "policies" of "Your pet policy".

        But a "Member list" lists members.
        """
        plurals = {at: singular(self.asked.tokens[at].text) for at in places if is_plural(self.asked.tokens[at].text)}
        return {at for at in places if at not in plurals or not self._is_one(plurals[at])}

    def _is_one(self, word: str) -> bool:
        """Whether the title has this word, and no noun behind it: it is a thing, and doesn't say of what a list is."""
        found = re.search(rf"\b{re.escape(word)}\b(?: (?P<next>\w+))?", self._title, re.IGNORECASE)
        return found is not None and word_class((found["next"] or "").casefold()).noun < A_NOUN

    def _is_near(self, place: int, columns: set[int], *, alone: bool) -> bool:
        token = self.asked.tokens[place]
        if token.key[0].isdigit() or token.key in _WEEKDAYS or (token.text[:1].isupper() and place > 0):
            return False
        heads = [_plain(self.table.heads[column]) for column in sorted(columns)]
        cosine = max(self._near(token.text, [self.table.sheet or self._title, self._title, *heads]))
        # What is counted (“how many votes”) and what somebody does (“who represents”) say little beside a column that is named.
        if (place in self.asked.unit and self.by_table) or (alone and self.asked.who):
            cosine = max(cosine, _NEAR)
        if cosine < _NEAR:
            return False
        self.use_near(cosine)
        return True

    def _joined(self, keys: Sequence[str]) -> frozenset[int]:
        """Two words that a heading writes as one: "win percent" of "winpercent"."""
        tokens = self.asked.tokens
        pairs = ((at, f"{tokens[at].text}{tokens[at + 1].text}".casefold()) for at in range(len(tokens) - 1))
        return frozenset(place for at, both in pairs if stem(both) in keys for place in (at, at + 1))


@lru_cache(maxsize=4096)
def head_keys(head: str) -> tuple[str, ...]:
    """Without the unit in brackets, and without function words where there are others."""
    tokens = _keys(_NUMBER_OF.sub(" number ", _UNIT.sub("", head)) or head)
    return tuple(token.key for token in tokens if not token.stop) or tuple(token.key for token in tokens)


@lru_cache(maxsize=4096)
def _keys(text: str) -> tuple[Token, ...]:
    return tuple(keys_of(text))


def _plain(head: str) -> str:
    return _UNIT.sub("", head.replace("_", " ")).strip() or "?"
