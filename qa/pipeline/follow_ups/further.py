"""“Show more” after an answer of which only a page was shown: the question that the answer itself names for the next."""

import re
from collections.abc import Sequence

from qa.types import Turn

_MORE = re.compile(
    r"(?:(?:please |can you |could you )?(?:show|give|tell)(?: me)? )?(?:(?:some |any )?more(?: of (?:them|it|these|those))?"
    r"|the (?:rest|others|remaining ones)|(?:the )?next(?: (?:page|ones?|part))?|all(?: of (?:them|it))?)"
    r"|(?:go|carry) on|continue|and the (?:rest|others)",
    re.IGNORECASE,
)
_POLITE = re.compile(r",? (?:please|thanks|thank you)$", re.IGNORECASE)
# As the lists of `qa.pipeline.overviews` and the statements of one speaker end.
NEXT = re.compile(r"(?:For the next ask|[Aa]ll): “([^”\n]+)”\.?\s*\Z")


def further(message: str, history: Sequence[Turn]) -> str | None:
    """The question for the next page, where the message asks for more and the last answer left some out."""
    words = _POLITE.sub("", " ".join(message.split()).strip(" .?!"))
    if not _MORE.fullmatch(words) or not history or history[-1].role != "assistant":
        return None
    named = NEXT.search(history[-1].text)
    return named[1] if named else None
