"""What comparisons look at in a sentence: its telling words, names and quantities, each with how it is meant."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from qa.verification.quantities import Quantity

# How sure the text is of what it says: 2 as a fact, 1 as to come or meant to be, 0 as possible or somebody's guess.
FACT = 2


@dataclass(frozen=True, slots=True)
class ClaimToken:
    """A telling word, name or quantity. Two tokens are the same if their keys are.

    `place` counts the words of the text, `clause` its clauses, `sentence` its sentences. `opening`: it begins its sentence, so
    its capital letter tells nothing. `aside`: it hangs on a preposition, so it does nothing and nothing is done to it. `told`:
    somebody says it in the text. `credited`: the text reports it and names who said it only at the end: "…, officials said".
    """

    key: str
    word: str
    place: int
    clause: int
    sentence: int
    name: bool = False
    opening: bool = False
    aside: bool = False
    negated: bool = False
    passive: bool = False
    told: bool = False
    credited: bool = False
    sureness: int = FACT
    quantity: Quantity | None = None

    @property
    def is_number(self) -> bool:
        return self.quantity is not None and self.quantity.kind == "number"

    def counts_same(self, other: "ClaimToken") -> bool:
        """Whether both are quantities, and the same."""
        return self.quantity is not None and other.quantity is not None and self.quantity.same(other.quantity)


@dataclass(frozen=True)
class ClaimTokens:
    """`small` are the function words by place, `pronouns` the clauses with "he"; `tells`: somebody is said to say it."""

    text: str
    tokens: tuple[ClaimToken, ...]
    small: dict[int, str]
    pronouns: frozenset[int]
    tells: bool

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(token.key for token in self.tokens)

    @cached_property
    def words(self) -> frozenset[str]:
        """The keys of all telling words, numbers and dates apart."""
        return frozenset(each.key for each in self._plain() if not any(map(str.isdigit, each.word)))

    @cached_property
    def names(self) -> frozenset[str]:
        """The keys of names; not of acronyms, nor of words with which a sentence begins."""
        return frozenset(each.key for each in self._plain() if each.name and not each.opening and not each.word.isupper())

    @cached_property
    def possible_names(self) -> frozenset[str]:
        """The keys of names and of the words with which a sentence begins."""
        return self.names | {each.key for each in self._plain() if each.opening and not each.word.isupper()}

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """All of them in text order."""
        return tuple(each.quantity for each in self.tokens if each.quantity is not None)

    def values(self, kind: str) -> frozenset[Fraction]:
        """The values of its quantities of this kind, such as "year"."""
        return frozenset(each.value for each in self.quantities if each.kind == kind)

    @cached_property
    def runs(self) -> tuple[tuple[str, ...], ...]:
        """The keys of names that are written together."""
        runs: list[list[ClaimToken]] = []
        for token in self.tokens:
            if token.name and runs and runs[-1][-1].place == token.place - 1 and runs[-1][-1].clause == token.clause:
                runs[-1].append(token)
            elif token.name:
                runs.append([token])
        return tuple(tuple(token.key for token in run) for run in runs)

    def subjects(self, token: ClaimToken) -> frozenset[str]:
        """What stands before the token in its clause, asides left out; for "he", what stood before in the clauses before."""
        found = self._of_clause(token.clause, before=token.place)
        clause = token.clause
        while not found and clause in self.pronouns and clause > 0:
            clause -= 1
            found = frozenset(
                each.key for each in self.tokens if each.clause == clause and (each.name or each.opening) and not each.aside
            )
        return found

    def objects(self, token: ClaimToken) -> frozenset[str]:
        return self._of_clause(token.clause, after=token.place)

    def _of_clause(self, clause: int, *, after: int = -1, before: int = 10**9) -> frozenset[str]:
        return frozenset(
            each.key
            for each in self.tokens
            if each.clause == clause and after < each.place < before and not each.aside and each.quantity is None
        )

    def _plain(self) -> list[ClaimToken]:
        return [each for each in self.tokens if each.quantity is None]
