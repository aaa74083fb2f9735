"""The shapes of words that tell a date: "June 7, 2021", "last month", "on Tuesday"."""

from qa.english.calendar import DAY_NAME, MONTH_NAME
from qa.english.numbers import COUNTS
from qa.english.word_lists import alternatives
from qa.types.patterns import lazy_regex

YEAR = r"(?:1[89]|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|[,.]\d)"
# "Twenty years ago" is seldom exactly so, and dateparser doesn't know most words above these.
_COUNT = rf"(?:\d{{1,3}}|an?|{alternatives(word for word, number in COUNTS.items() if number <= 12)})"


def _after(*words: str) -> str:
    """Return an expression for right after one of these words: a look-behind for each, since one has a fixed length."""
    return f"(?:{'|'.join(f'(?<={word} )' for word in words)})"


_IN_MONTH = _after("[Ii]n", "[Ll]ast", "[Ss]ince", "[Bb]y", "[Uu]ntil")
_IN_YEAR = _after("[Ii]n", "[Oo]f", "[Dd]uring the")
_SINCE = _after("[Ss]ince", "[Uu]ntil", "[Dd]uring", "[Bb]efore", "[Aa]fter", "[Bb]y", "later than")
# A number before these is no year.
_COUNTED = r"(?:people|men|women|votes|points|miles|feet|jobs|percent|dollars)"
# The first that fits counts: the fuller shapes stand first.
SHAPES = lazy_regex(
    rf"(?P<day>\b{MONTH_NAME} {_DAY}(?:[-–]\d\d?)?,? {YEAR}\b|\b\d{{1,2}} {MONTH_NAME} {YEAR}\b|\b{YEAR}-[01]\d-[0-3]\d\b)"
    rf"|(?P<month>\b{MONTH_NAME},? (?:of )?{YEAR}\b)"
    rf"|(?P<yearless>\b{MONTH_NAME} {_DAY}(?![-–]|\w)|\b\d{{1,2}} {MONTH_NAME}\b(?! \d))"
    r"(?! (?:attacks?|committee|panel|commission|riots?|rioters?|insurrection|hearings?|investigation|defendants?|Attacks?"
    r"|Committee))"
    rf"|(?P<named>\b{_IN_MONTH}(?:early |late |mid-)?{MONTH_NAME}(?! \d|['’]|\w| [A-Z]"
    rf"|,? (?:and|or|to|through) (?:early |late |mid-)?{MONTH_NAME}(?: of)? {YEAR}))"
    rf"|(?P<weekday>\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast) )?{DAY_NAME}\b"
    rf"(?!['’]?s\b| [A-Z]|,? {MONTH_NAME}|,? \d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH_NAME}"
    rf"| (?:of|in) (?:{MONTH_NAME}|the month)"
    rf"|[;:]| through|,? (?:and|or|to) {DAY_NAME}|, {DAY_NAME},? (?:and|or)))"
    r"|(?P<near>(?<!the )\b(?:[Yy]esterday|tomorrow|tonight|[Tt]his (?:morning|afternoon|evening)|[Ll]ast night)\b(?!['’]))"
    rf"|(?P<ago>\b(?i:{_COUNT} (?:days?|weeks?|months?|years?) ago))\b"
    r"|(?P<last>(?<!\b[Tt]he )\b(?i:(?:last|next|this) (?:week|month|year)|earlier this (?:week|month|year)"
    r"|this (?:past )?(?:spring|summer|fall|autumn)))\b"
    rf"|(?P<year>\b{_IN_YEAR}(?:early |late |mid-)?{YEAR}\b(?![-–]|\w| {_COUNTED})"
    rf"|\b{_SINCE}(?:early |late |mid-)?{YEAR}\b(?! {_COUNTED}))"
)
