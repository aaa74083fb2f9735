"""A table of regular expressions, compiled only for a message that may match one of them."""

import re
from dataclasses import dataclass

from qa.types.patterns import lazy_regex


@dataclass(frozen=True, slots=True)
class Shapes:
    """`patterns` in their order; whatever matches one of them has one of the words in `needs`, small letters.

    Most messages have none: compiling all shapes, to find that none fits, took `qa ask` longer than reading a passage.
    """

    needs: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, needs: str, *shapes: str) -> "Shapes":
        return cls(tuple(needs.split("|")), tuple(lazy_regex(f"(?:{shape})", re.IGNORECASE) for shape in shapes))

    def first(self, text: str) -> re.Match[str] | None:
        """Return the match of the first shape that the whole text has."""
        lowered = text.casefold()
        if not any(word in lowered for word in self.needs):
            return None
        return next((match for shape in self.patterns if (match := shape.fullmatch(text))), None)
