"""What kind of thing a question asks for, and whether a sentence holds one."""

import re
from typing import Literal

from qa.types.patterns import lazy_regex

Expected = Literal["date", "number", "person", "place", "reason"]

_QUESTIONS: dict[Expected, re.Pattern[str]] = {
    "date": lazy_regex(r"(?i)\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade|time)\b"),
    "number": lazy_regex(
        r"(?i)\bhow (?:many|much|old|long|far|tall|big|large|high|deep|fast|often|heavy|wide)\b"
        r"|\bwhat (?:percentage|percent|number|proportion|fraction|age|population|price|amount|share)\b"
    ),
    "person": lazy_regex(r"(?i)\b(?:who|whom|whose)\b|\bwhich (?:person|man|woman|president|minister|leader|player|author)\b"),
    "place": lazy_regex(
        r"(?i)\bwhere\b|\b(?:what|which) (?:country|city|state|place|town|continent|location|county|island|river)\b"
    ),
    "reason": lazy_regex(r"(?i)\bwhy\b|\bwhat (?:caused?|causes|led|reason)\b|\bfor what reason\b"),
}
_HOLDS: dict[Expected, re.Pattern[str]] = {
    "date": lazy_regex(
        r"\b(?:1\d{3}|20\d{2})s?\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
        r"|Jan\.|Feb\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
        r"|\b(?:today|tomorrow|yesterday|tonight|ago|century|centuries|decade|(?:last|next|this|coming) "
        r"(?:week|month|year|spring|summer|autumn|fall|winter)s?|(?:coming|recent) (?:days|weeks|months|years)"
        r"|noon|midnight|BC|AD)\b"
    ),
    "number": lazy_regex(
        r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty|forty|fifty"
        r"|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|third|quarter|once|twice)\b",
        re.IGNORECASE,
    ),
    "person": lazy_regex(r"\b[A-Z][\w’'.-]+(?: (?:[a-z]{2,3} )?[A-Z][\w’'-]+)+|(?<=[a-z,;:] )[A-Z][a-z]+"),
    "place": lazy_regex(
        r"\b(?:in|at|near|from|to|of|on|across|outside|around|between|through) (?:the |central |northern |southern "
        r"|eastern |western )?[A-Z][\w’'-]+|, [A-Z][a-z]+"
    ),
    "reason": lazy_regex(
        r"\b(?:because|due to|owing to|since|so that|in order to|as a result|therefore|caused|causes|led to|leads to|thanks to"
        r"|reasons?|to (?:avoid|prevent|protect|ensure|allow|help|make|reduce|increase|save)|after)\b",
        re.IGNORECASE,
    ),
}


def expected(question: str) -> Expected | None:
    """What the question asks for, as far as its question word tells."""
    return next((kind for kind, pattern in _QUESTIONS.items() if pattern.search(question)), None)


def holds(sentence: str, kind: Expected) -> bool:
    """Whether the sentence holds something of this kind."""
    return _HOLDS[kind].search(sentence) is not None
