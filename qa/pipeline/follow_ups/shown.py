"""How an understood question is shown: a phrase in the place of a pronoun where that is plain, else "… (about: X)"."""

import re
from collections.abc import Sequence

from qa.english.noun_phrases import NounPhrase, content, parse

# Nobody's words are changed.
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_FITTING = {
    **dict.fromkeys(("he", "him", "his"), ("male", "person", "name")),
    **dict.fromkeys(("she", "her"), ("female", "person", "name")),
    **dict.fromkeys(("it", "its"), ("thing", "name")),
    **dict.fromkeys(("they", "them", "their"), ("plural", "people")),
}
# "Is it true that …": "it" stands for no thing.
_AFTER_EMPTY_IT = frozenset("true that possible likely clear important necessary".split())


def shown(question: str, phrases: Sequence[NounPhrase]) -> str:
    """Return the question as it was understood, with the phrases that belong to it, the likeliest first."""
    fits = with_phrase(question, phrases[0]) if phrases else None
    rest = phrases if fits is None else phrases[1:]
    return f"{fits or question} (about: {', '.join(phrase.text for phrase in rest)})" if rest else fits or question


def with_phrase(question: str, phrase: NounPhrase, *, anything: bool = False) -> str | None:
    """Put the phrase in the place of the first personal pronoun; None where that wouldn't read well.

    `anything`: the pronoun may stand for what it hardly means: "their price" for Swiftrise's.
    """
    parsed = parse(question)
    tokens = parsed.tokens
    quoted = [each.span() for each in _QUOTED.finditer(question)]
    outside = (at for at, token in enumerate(tokens) if not any(start <= token.start < end for start, end in quoted))
    place = next((at for at in outside if tokens[at].low in _FITTING), None)
    if place is None or not (anything or phrase.kind in _FITTING[tokens[place].low]) or phrase.stems & content(tokens):
        return None
    low, after = tokens[place].low, tokens[place + 1].low if place + 1 < len(tokens) else ""
    if (low == "it" and after in _AFTER_EMPTY_IT) or question[tokens[place].start :][: len(low)].lower() != low:
        return None
    name = f"the {phrase.text}" if phrase.determiner not in ("", "all") else phrase.text
    if low in ("his", "its", "their") or (low == "her" and any(each.first == place + 1 for each in parsed.phrases)):
        name += "'" if phrase.kind in ("plural", "people") and name.endswith("s") else "'s"
    name = name if place else name[0].upper() + name[1:]
    return question[: tokens[place].start] + name + question[tokens[place].end :]
