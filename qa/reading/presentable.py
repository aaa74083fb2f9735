"""Which sentences of a page can stand in a digest by themselves."""

import re
from collections.abc import Sequence

from qa.english.words import words
from qa.types.patterns import lazy_regex

FEWEST_WORDS, _MOST_WORDS = 6, 45
_UNFINISHED = lazy_regex(r"[.!?…][”\"’')\]]*$")
# Cut off after a title: "said State Police Lt."
_CUT = lazy_regex(r"\b(?:Lt|Col|Gen|Sgt|Cpl|Capt|Gov|Sen|Rep|Rev|Dr|Mr|Mrs|Ms)\.$")
# Lines of a page that look like sentences.
_FURNITURE = lazy_regex(
    r"(?i)\b(?:click here|sign up|subscribe|newsletter|follow (?:us|him|her|them|me|\w+ on)|read more|more:|all rights reserved"
    r"|copyright|contribut(?:ed|ing) to this|contributing:|associated press (?:writer|reporter)s?|reach (?:him|her|them) at"
    r"|photo by"
    r"|getty images|download the|watch:|listen:|related:|usa today network|this (?:story|article) (?:was|has been|is))"
    r"|https?://|@\w"
)
# A remark on the page, or a finger that points at what stands elsewhere on it.
_POINTER = lazy_regex(
    r"^(?:note|correction|clarification|editor['’]s note)s?:|^here(?:['’]s| is| are)\b|,\s+here['’]s\b|\bfollow along\b",
    re.IGNORECASE,
)
# "Francisco Seco/AP French players celebrate": the credit of one picture before the words under the next.
_CREDIT = lazy_regex(r"(?:[A-Z][\w’'.-]+ ){0,4}[A-Z][\w’'.-]+/[A-Z]\w+(?:/[A-Z]\w+)* [A-Z]")
# A line of its own that says who wrote the text: "By Ann Lee, Staff Writer", "— Ann Lee and Bo Roe".
_WORD = r"(?:[A-Z][\w’'.-]*|and|for|of|the|von|van|de|staff|writers?|reporters?)"
_NAMES = rf"{_WORD}(?:,? {_WORD}){{1,11}}"
_BYLINE = lazy_regex(rf"(?:[Bb]y|BY):? {_NAMES}|[—−] ?{_NAMES}")
# Numbers of products and lots.
_CODE = lazy_regex(r"\b\d+-\d{2,}(?:-\d+)?\b|\b\d{6,}\b")
# News of many places begin with the place: "Decatur: More than 800,000 gallons …". What follows can't stand alone.
_ITEM = lazy_regex(r"(?:[A-Z][\w’'.-]+ ){0,3}[A-Z][\w’'.-]+: [A-Z“]")
_FEWEST_ITEMS, _SHARE_OF_ITEMS = 8, 0.05


def begins_item(text: str) -> bool:
    return _ITEM.match(text) is not None


def is_made_of_items(sentences: Sequence[str]) -> bool:
    """Whether a document is many short news that have nothing to do with each other."""
    heads = sum(map(begins_item, sentences))
    return heads >= max(_FEWEST_ITEMS, _SHARE_OF_ITEMS * len(sentences))


def is_byline(text: str) -> bool:
    return _BYLINE.fullmatch(text.strip()) is not None


def is_presentable(text: str, fewest: int = FEWEST_WORDS) -> bool:
    """Whether it is a whole sentence of a readable length, and not a line of the page."""
    count = len(words(text))
    if not fewest <= count <= _MOST_WORDS:
        return False
    flat = text.strip()
    return (
        _UNFINISHED.search(flat) is not None
        and not flat.endswith("?")
        and _CUT.search(flat) is None
        and _FURNITURE.search(flat) is None
        and _POINTER.search(flat) is None
        and _CREDIT.match(flat) is None
        and _CODE.search(flat) is None
        and not flat[0].islower()
    )
