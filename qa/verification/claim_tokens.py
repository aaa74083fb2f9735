"""What a comparison looks at in a text: its telling words, names and quantities, each with how it is meant."""

from dataclasses import dataclass

from qa.verification.quantities import Quantity

# How sure the text is of what it says: 2 as a fact, 1 as to come or meant to be, 0 as possible or somebody's guess.
FACT = 2
# Verbs that say no more than that it was said.
_SAYING = frozenset("say says said saying tell tells told stated according describe describes described".split())


@dataclass(frozen=True, slots=True)
class ClaimToken:
    """A telling word, name or quantity. `key` is what makes two tokens the same; `place` counts all words of the text, `clause`
    and `sentence` its clauses and sentences.

    `opening`: first in its sentence, so that its capital says nothing. `aside`: it hangs on a preposition, so it is neither
    who does nor what is done to. `told`: it is what somebody says, not the text itself; `credited`: it is a report that only
    ends by telling from whom it is: "…, officials said".
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


@dataclass(frozen=True, slots=True)
class ClaimTokens:
    """`small` are the function words by place, `runs` the names as written together, `pronouns` the clauses with "he"."""

    tokens: tuple[ClaimToken, ...]
    small: dict[int, str]
    runs: tuple[tuple[str, ...], ...]
    pronouns: frozenset[int]
    tells: bool

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(token.key for token in self.tokens)

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


def is_saying(word: str) -> bool:
    """Whether the word says only that somebody says something, not how: "said", "according"; not "denied"."""
    return word.lower() in _SAYING
