"""Which of a list a message means by their place in it: "the second one", "the newest", "the first two", "number 3"."""

import re
from collections.abc import Mapping, Sequence

from qa.english.numbers import COUNTS
from qa.pipeline.kinds.question_kind import number_of, wished
from qa.types.patterns import lazy_regex

_PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_DOC = r"(?:one|article|document|story|report|piece|text|file)"
_NEW, _OLD = ("newest", "latest", "most recent"), ("oldest", "earliest")
_PLACE = rf"(?P<place>{'|'.join((*_PLACES, *_NEW, *_OLD))}|last|(?P<number>\d{{1,2}})(?:st|nd|rd|th))"
_OF_THEM = r"(?: of (?:them|these|those))?"
# "The first one to say so" is none of them.
ONE_OF_THEM = lazy_regex(
    rf"\b(?:the |that |this )?{_PLACE} {_DOC}{_OF_THEM}"
    r"(?! (?:to|who|whose|that|which|in|of|at|on|from|for|with|by)\b)(?!\w)",
    re.IGNORECASE,
)
_A_PLACE, _PLAIN = lazy_regex(_PLACE, re.IGNORECASE), re.sub(r"\?P<\w+>", "?:", _PLACE)
TWO = lazy_regex(
    rf"\b(?P<a>(?:the )?{_PLAIN}(?: {_DOC})?) (?:and|with|to|or|against) (?P<b>(?:the )?{_PLAIN}(?: {_DOC}s?)?)(?!\w)", re.I
)
AT_END = lazy_regex(rf"\b(?:the {_PLACE}|(?:number|no\.) (?P<cardinal>\d{{1,2}})){_OF_THEM}(?=\W*$)", re.I)
_END = rf"first|top|last|{'|'.join((*_NEW, *_OLD))}"
_MANY = "|".join(word for word, number in COUNTS.items() if 1 < number <= len(_PLACES)) + r"|[2-9]|10"
# "The first two", "the three newest articles", where nothing follows that they may be of.
SOME_OF_THEM = lazy_regex(
    rf"\bthe (?:(?P<end>{_END}) (?P<many>{_MANY})|(?P<so_many>{_MANY}) (?P<at>{_END}))(?: (?:{_DOC}s|stories))?{_OF_THEM}"
    r"(?=\W*$)",
    re.IGNORECASE,
)
_OTHER = lazy_regex(r"(?:story|report|piece|text|file)\b", re.IGNORECASE)


def placed(text: str) -> re.Match[str] | None:
    """The words of a text that call one or some by their place."""
    return SOME_OF_THEM.search(text) or TWO.search(text) or ONE_OF_THEM.search(text) or AT_END.search(text)


def names_place(message: str) -> bool:
    """Whether it calls something "the second one"; "for me" says nothing of it."""
    return placed(wished(message)) is not None


def is_place(text: str) -> bool:
    """Whether a text is "the first one", "the oldest", "number 2" and nothing else."""
    found = placed(text)
    return found is not None and found[0] == text and not is_of_other(found)


def is_of_other(found: re.Match[str]) -> bool:
    """Whether it may be no document: "the first file" may be a thief's."""
    return _OTHER.search(found[0]) is not None


def places_meant(found: re.Match[str], days: Sequence[str], *, cut: bool) -> tuple[int, ...] | None:
    """Which of a list of documents of these days are called so, from 0; the last is -1. None where it hasn't so many.

    Of a `cut` list its oldest isn't known.
    """
    groups = found.groupdict()
    if "end" in groups:
        return _some(groups, days, cut=cut)
    called_so = map(_A_PLACE.search, (groups["a"], groups["b"])) if "a" in groups else (found,)
    places = tuple(_number(each, days, cut=cut) for each in called_so if each is not None)
    meant = tuple(place for place in places if place is not None and -len(days) <= place < len(days))
    return meant if meant and len(meant) == len(places) else None


def _some(groups: Mapping[str, str | None], days: Sequence[str], *, cut: bool) -> tuple[int, ...] | None:
    many, end = number_of(groups["many"] or groups["so_many"] or ""), (groups["end"] or groups["at"] or "").casefold()
    if many > len(days) or (cut and end in ("last", *_OLD)) or (end in (*_NEW, *_OLD) and not all(days)):
        return None
    places = range(len(days))
    if end in (*_NEW, *_OLD):
        return tuple(sorted(sorted(places, key=lambda place: days[place], reverse=end in _NEW)[:many]))
    return tuple(places[-many:] if end == "last" else places[:many])


def _number(found: re.Match[str], days: Sequence[str], *, cut: bool) -> int | None:
    groups: Mapping[str, str | None] = found.groupdict()
    if digits := groups["number"] or groups.get("cardinal"):
        return int(digits) - 1 if int(digits) else None
    place = (groups["place"] or "").casefold()
    if place not in (*_NEW, *_OLD):
        return -1 if place == "last" else _PLACES.index(place)
    at = days.index(max(days) if place in _NEW else min(days)) if all(days) and days else None
    return None if cut and at else at
