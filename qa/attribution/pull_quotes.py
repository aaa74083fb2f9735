"""Pull quotes: words set apart on the page that somebody says in the article."""

import re
from collections.abc import Sequence

from qa.english.entities import Entity

# Fewer words than these may be said by anybody.
_LEAST = 4
_WORD = re.compile(r"[^\W_]+")


def echoed(words: str, said: Sequence[tuple[str, Entity]]) -> Entity | None:
    """Whose words these are, given what everybody says with a speech tag; the first sentence decides."""
    pulled = _WORD.findall(words.casefold())
    if len(pulled) < _LEAST:
        return None
    for other, figure in said:
        spoken = _WORD.findall(other.casefold())
        shared = min(len(pulled), len(spoken))
        if shared >= _LEAST and pulled[:shared] == spoken[:shared]:
            return figure
    return None
