"""Whether a date in a sentence is to come, as the words around it tell: "will speak on Friday", "said on Friday it will"."""

import re

from qa.types.patterns import lazy_regex

_FUTURE = lazy_regex(
    r"\b(?:will|won['’]t|shall|would|could|might|likely|projected to|possible|forecast|must|should|expect(?:s|ed)?|chance of"
    r"|planned for|(?<!his )(?<!her )(?<!its )(?<!their )(?<!s )plans? to|going to|(?:set|scheduled|slated) (?:to|for)"
    r"|(?<=is )due|(?<=are )due|(?<=be )due|(?<=was )due|(?<=were )due|due (?:on|in|for|back|out)"
    r"|sets? (?:a|the) (?:new )?(?:\w+ )?date for|upcoming"
    r"|to be held|scheduled|begins?|starts?(?! of)|takes? place|expires?|opens|premieres|airs|debuts|kicks off|goes on sale"
    r"|hits (?:theaters|theatres|cinemas|shelves|stores))\b",
    re.IGNORECASE,
)
_PAST = lazy_regex(
    r"\b(?:was|were|had|has been|have been|did)(?:n['’]t)?\b|\b(?:said|told|announced|wrote|posted)\b(?! to\b)"
    # … or another clause, which tells what has been: "set to begin with the man who took over on Monday".
    r"|\b(?:who|which|that|where|after) (?:\w+ed|took|came|went|won|lost|became|began|left|made|got|died|met)\b",
    re.IGNORECASE,
)
# What had been set to happen before the article was written is past, whether it happened or not.
_HAD_BEEN = lazy_regex(r"\bhad(?: already| originally| initially)? been $", re.IGNORECASE)
# By then it will be.
_DEADLINE = lazy_regex(r"\b(?:by|until|till|through|before|(?:by|until) the end of|as early as|as soon as) *$", re.IGNORECASE)
# "By Wednesday it had raised $1 million".
_HAD = lazy_regex(r"\bhad\b")
# "He wasn't told until April": a deadline that has passed. "He was given until Friday" has not.
_PASSED = lazy_regex(r"\b(?:wasn['’]t|weren['’]t|didn['’]t|hadn['’]t|(?:was|were|did|had) (?:not|\w+ed))\b", re.IGNORECASE)
# After a date, what begins another clause: "said in November it will be", "put out an estimate Thursday that it would cost".
_ANOTHER = lazy_regex(
    r"[.;:”\"]|\b\w+ed\b|\b(?:said|was|were|had|has|have|that|which|who|it|he|she|they|we|after|when|as|because|but)\b"
)
# What stands before a date that opens its sentence: "Starting Friday, the club will …", "When they meet on Monday, …".
_OPENING = lazy_regex(r"^\W*(?:(?:[\w’'.-]+\s+){0,3}|(?:When|If|Once|Until|Before)\b[^,]*)$")
# A meeting that something follows has been: "expected in days following a Tuesday meeting".
_FOLLOWED = lazy_regex(r"\b(?:following|after) an? (?:[a-z]+ )?$")
# Longest stretch of a sentence, before a date and after it, that tells whether it is to come.
_BEFORE, _DEADLINE_AFTER, _AFTER = 140, 90, 50


def is_to_come(text: str, start: int, end: int) -> bool:
    """Whether the date at this place of a sentence is to come."""
    before = text[max(0, start - _BEFORE) : start]
    if _FOLLOWED.search(before):
        return False
    cues = [cue for cue in _FUTURE.finditer(before) if not _HAD_BEEN.search(before[: cue.start()])]
    ahead = bool(cues) and _PAST.search(before, cues[-1].end()) is None
    if _DEADLINE.search(before):
        return ahead or not (_HAD.search(text[end : end + _DEADLINE_AFTER]) or _PASSED.search(before))
    if cues:
        return ahead
    after = text[end : end + _AFTER]
    cue = _FUTURE.search(after)
    if cue is None or _ANOTHER.search(after[: cue.start()]):
        return False
    return "," not in after[: cue.start()] or _OPENING.match(text[:start]) is not None
