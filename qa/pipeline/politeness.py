"""A message without the politeness around what it asks."""

import re

from qa.types.patterns import lazy_regex

_POLITE = lazy_regex(
    r"^(?:(?:please|kindly|ok(?:ay)?|now|so|and|then|hi|hello|hey)\b,?|(?:can|could|would|will) (?:you|i|we)(?: please)?"
    r"|i(?:'d| would) like(?: you)?(?: to (?:see|have|know|get))?|i (?:want|need)(?: you)?(?: to (?:see|have|know|get))?|let"
    r" me see"
    r"|(?:do )?you know|(?:please )?tell me(?= (?:what|who|which|how|in|where|when)\b))\s+(?=\S)",
    re.IGNORECASE,
)
_AFTERWARDS = lazy_regex(
    r"(?:,? (?:please|for me|thanks|thank you|now|briefly|in short|instead|then|exactly))+$", re.IGNORECASE
)


def bare(text: str) -> str:
    """Return it without its final punctuation, politeness before and after."""
    text = text.strip(" ?.!")
    while (shorter := _AFTERWARDS.sub("", _POLITE.sub("", text)).strip(" ?.!")) != text:
        text = shorter
    return text
