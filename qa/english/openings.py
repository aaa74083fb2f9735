"""How a message of a conversation opens that changes its subject, "Something else: …", or complains and asks again, "That's not
what I asked, I mean …"."""

from collections.abc import Sequence

from qa.types import Turn
from qa.types.patterns import lazy_regex

_FIRST = r"(?:(?:ok(?:ay)?|so|and|but|now|well|right|thanks|thank you|no|by the way|btw|anyway)\b[\s,.:;!–—-]+)*"
_MARK = r"(?:\s*[,;:.!?…]+\s*|\s+[–—-]+\s+)"
_VERY = r"(?:(?:an?|on an?|totally|completely|entirely|quite|very|one|some) )*"
_CHANGES = lazy_regex(
    rf"(?i){_FIRST}(?:(?:something|anything) (?:totally |completely |quite )?(?:else|different)"
    rf"|{_VERY}(?:(?:different|unrelated)(?: (?:thing|topic|subject|question|matter|note|story))?"
    r"|(?:other|new) (?:thing|topic|subject|question))"
    r"|(?:to )?chang(?:e|ing) (?:of |the )?(?:subject|topic)|(?:change|switch) of (?:subject|topic)|moving on"
    rf"|never ?mind|forget (?:it|that|about (?:it|that)))(?: (?:then|now|please))?{_MARK}(?=\w)"
)
_ABOUT_THAT = r"(?:asked|meant|wanted|asking|was asking|am asking|need|needed|looking for|was looking for)(?: for| about)?"
_COMPLAINS = lazy_regex(
    rf"(?i){_FIRST}(?:(?:that|this|it)(?:['’]?s| is| was|(?: is|['’]?s)n['’]?t)(?: still)?(?: not)?"
    rf" (?:what i(?: actually| really)? {_ABOUT_THAT}|my question|the question)"
    rf"|i (?:did not|didn['’]?t) (?:ask|mean)\b[^,.;:!?…]*|you(?:['’]ve| have)? (?:misunderstood|got (?:it|me) wrong)(?: me)?)"
    rf"{_MARK}(?:(?:but|so) )?(?:i (?:only |just |really )?(?:mean|meant|want|wanted|asked|need|needed)\b"
    r"(?: to know| it(?= (?:as|in)\b))?[,:]?\s+)?(?=\w)"
)


def changes_subject(message: str) -> bool:
    """Whether a message says ahead of its question that it is of something else than what was talked of."""
    return _CHANGES.match(message.strip()) is not None


def opened(message: str) -> str:
    """Return what a message asks behind such an opening; the message as it is where it has none."""
    text = message.strip()
    found = _CHANGES.match(text) or _COMPLAINS.match(text)
    return text[found.end() :] if found else message


def on_subject(message: str, history: Sequence[Turn]) -> tuple[Turn, ...]:
    """Return the turns that a message may lean on: none where it changes the subject, else those since it was changed."""
    if changes_subject(message):
        return ()
    changed = [place for place, turn in enumerate(history) if turn.role == "user" and changes_subject(turn.text)]
    return tuple(history[changed[-1] :]) if changed else tuple(history)
