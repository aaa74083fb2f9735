"""Whom or what a message compares: people, things, or periods of one subject."""

import re

from qa.english.period_places import date_as_period
from qa.english.periods import Period, is_date, split_period, split_periods
from qa.english.words import content_words, without_possessive, words
from qa.pipeline.kinds import question_shapes as shapes
from qa.types.patterns import lazy_regex

# Bodies whose own names have an "and" in them.
_ONE_BODY = lazy_regex(
    r"\b(?:johnson and johnson|procter and gamble|food and drug|standard and poor|marks and spencer|health and human|ernst"
    r" and young"
    r"|barnes and noble|smith and wesson|simon and schuster|black and decker|control and prevention|trinidad and tobago"
    r"|housing and urban|bosnia and|securities and exchange|alcohol, tobacco|oceanic and|aeronautics and|immigration and"
    r" customs"
    r"|customs and border)\b",
    re.IGNORECASE,
)
_NO_PARTY = lazy_regex(
    r"^(?:it|he|she|they|you|we|i|one|people|others?|this|that|these|those|what|who|both|each|ours|mine|yours|theirs|\d+)$"
    r"|\b(?:what|who|how|is|are|did|do|does|say|said)\b",
    re.IGNORECASE,
)
_LISTED = lazy_regex(r"\s*,\s*(?:and\s+)?|\s+and\s+")
# Whoever asks so means people, however their names are written; whether there are such is for the documents to tell.
_ASKS_WORDS = lazy_regex(
    r"what (?!(?:is|are|was|were)\b)|(?:compare|contrast) what|(?:do|did) |.* (?:say|said)\b", re.IGNORECASE
)
_COMPARE_THOSE = lazy_regex(r"(?:compare|contrast) ", re.IGNORECASE)
# "Lakers vs. Celtics" asks for a score.
_AGAINST = lazy_regex(r"\S.* (?:vs\.?|versus) \S.*", re.IGNORECASE)
# "What Lee said about fires", of each of two periods.
SAID = lazy_regex(
    r"what (?P<who>\S.*?) (?:(?:has|have|had) )?(?:said|say|says)(?: (?:about|on) (?P<topic>\S.*))?", re.IGNORECASE
)
# "Fires in May 2021 with the same month in 2020".
_SAME = lazy_regex(r"\bthe same (?:point|time|day|week|month|quarter|season|period|stretch) (?=(?:in|of|on) )", re.IGNORECASE)
# Before what is compared in two periods.
_WHAT_OF = lazy_regex(
    r"^what (?:happened (?:with|to|at)|(?:was|is|has been) (?:said|written|told|reported) (?:about|on|of)) ", re.IGNORECASE
)


def compared_periods(shape: re.Match[str]) -> tuple[tuple[str, Period], ...]:
    """Return what is compared with its period, of both sides: "fires in 2021 and 2022"; () where they are no such."""
    groups = shape.groupdict()
    if not groups.get("a") or not groups.get("b"):
        return ()
    first, last = (_WHAT_OF.sub("", groups[side]) for side in ("a", "b"))
    if first == "what happened" or first.startswith("what happened in "):  # all news
        first = f"the news{first.removeprefix('what happened')}"
    if is_date(last) and not split_period(first)[1]:
        first = f"in {first}" if is_date(first) else date_as_period(first)
    found = split_periods(f"{first} and {_SAME.sub('', last)}")
    topic = groups.get("topic") or ""
    # "The news" is all documents; "it" may be anything.
    everything = [bool(content_words(of)) and shapes.ALL_DOCUMENTS.fullmatch(of) is not None for of, _ in found]
    each = tuple((topic if not of or all_of else of, period) for (of, period), all_of in zip(found, everything, strict=True))
    return each if len(each) > 1 and (topic or all(of for of, _ in found)) else ()


def parties_of(text: str, shape: re.Match[str]) -> tuple[str, ...]:
    """Return whom or what a message compares, as it names them; () where it names no two."""
    given = [*_LISTED.split(shape["a"]), *_LISTED.split(shape["b"])]
    parties = tuple(dict.fromkeys(without_possessive(party.strip(" ,")) for party in given if party.strip(" ,")))
    several = len(parties) > 1 and not any(_NO_PARTY.search(party) or is_date(party) or not words(party) for party in parties)
    return parties if several and not _ONE_BODY.search(text) else ()


def are_people(text: str, parties: tuple[str, ...]) -> bool:
    """Whether a message that compares these means people, or things as named as people are."""
    named = all(re.match(r"(?:the )?[A-Z]", party) for party in parties)
    return bool(named or _ASKS_WORDS.match(text) or _COMPARE_THOSE.match(text)) and not shapes.CHANGED.match(text)


def is_score(text: str, topic: str) -> bool:
    """Whether a message names two and nothing else: "Lakers vs. Celtics 2022" asks who won."""
    return not topic and _AGAINST.fullmatch(text) is not None and not _ASKS_WORDS.match(text) and not _COMPARE_THOSE.match(text)
