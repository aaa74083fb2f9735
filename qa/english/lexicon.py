"""Single words: their dictionary form, and whether they are first names or name a person by role or kin."""

import re
from functools import cache, lru_cache

from qa.english.names import known_name
from qa.english.nouns import HUMAN
from qa.english.word_lists import lines_of, word_list

_TAIL = re.compile(r"-(?:of|to|in|at|elect|designate|general|turned)(?:-.*)?$")
# Ends of compound trades: schoolteacher, steelworker, beekeeper.
TRADES = tuple(word_list("trades"))
# Words that answers are kept of: a long ingest meets tens of thousands, and looking one up again takes longer than all else.
REMEMBERED = 65_536


@lru_cache(maxsize=REMEMBERED)
def key(word: str) -> str:
    return word.lower().rstrip(".").replace("’", "'")


@lru_cache(maxsize=REMEMBERED)
def is_first_name(word: str) -> bool:
    return known_name(key(word)) is not None


def head_word(low: str) -> str:
    """Return the noun that the rest describes: of "mother-of-three", "bride-to-be", "editor-in-chief", "mayor-elect"."""
    return _TAIL.sub("", low)


@lru_cache(maxsize=REMEMBERED)
def is_human(word: str) -> bool:
    """Whether a word names a person by role, kin or kind, in singular or plural."""
    low = key(word)
    if low[:1].isdigit():
        return low.endswith("-year-old")  # no "52-count"
    if _listed(low) or _listed(low.rsplit("-", 1)[-1]) or _listed(head_word(low)) or low.endswith(("-year-old", *TRADES)):
        return True
    if not low.endswith("s") or low.endswith("ss") or len(low) < 5:
        return False
    singles = [low[:-1], low[:-3] + "y" if low.endswith("ies") else low[:-1], low[:-2] if low.endswith("es") else low[:-1]]
    return singles[0].endswith(TRADES) or any(_listed(single) for single in singles)


def _listed(low: str) -> bool:
    return low in HUMAN or low in _roles()


@cache
def _roles() -> frozenset[str]:
    return frozenset(word for line in lines_of("roles.txt") for word in line.split())
