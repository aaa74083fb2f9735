"""What well-known bodies and people with common first names are called: "NPR" is National Public Radio, "Chuck" a Charles."""

from functools import lru_cache

from qa.english.word_lists import lines_of


@lru_cache(maxsize=1)
def bodies_called() -> dict[str, str]:
    """Map what a body is called to its full name."""
    return dict(line.split(" ", 1) for line in lines_of("bodies-called.txt"))


@lru_cache(maxsize=1)
def called_bodies() -> dict[str, str]:
    """Map the full name of a body to what it is called."""
    return {full: called for called, full in bodies_called().items()}


@lru_cache(maxsize=65536)
def in_full(given: str) -> frozenset[str]:
    """Return the first names in full that this one, in lower case, is said for; itself among them."""
    return _nicknames().get(given, frozenset()) | {given}


@lru_cache(maxsize=1)
def _nicknames() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in lines_of("nicknames.txt"):
        full, short = line.casefold().split(": ")
        for each in short.split():
            found[each] = found.get(each, frozenset()) | {full}
    return found
