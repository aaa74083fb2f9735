"""Particulars that a question names – a day, month or year, and which one in an order – and whether what is quoted is of them.

What is of another year or of the third debate may have all other words of the question, and then the reader likes it as well as
the answer. Only what can be read off the text counts here, and only where all that is quoted is of another.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from qa.english.calendar import MONTH, MONTHS
from qa.english.date_shapes import YEAR
from qa.english.dates import dates_in, day_of, long_date
from qa.english.gazetteer import PLACES
from qa.english.word_classes import FUNCTION_WORDS
from qa.english.words import stems
from qa.pipeline.doubts import another_in_order
from qa.reading.question import expected, mentions, question_names
from qa.types import Citation
from qa.types.patterns import lazy_regex
from qa.verification.quantities import quantities

# Characters before and after a quote in which its day may be told: a paragraph or two.
_AROUND = 400
# Days in which what happened is reported; and what is to come is announced in the weeks before.
_REPORTED, _NEAR_MONTH = 2, 7
# A month before its day or year, which a question in small letters doesn't write as a name.
_SMALL_MONTH = lazy_regex(rf"\b{MONTH}(?=,? \d)", re.IGNORECASE)
# "Since early May 2020", "between 2019 and 2021", "the 2022-23 season".
_STRETCH = lazy_regex(
    rf"\b(?:since|until|till|before|after|by|from|between|to|through)(?: (?:early|late|mid|the end of|{MONTH}|\d\d?,?))*"
    rf"[ -]{YEAR}\b|\b{YEAR} ?[-–/] ?\d",
    re.IGNORECASE,
)
# What tells its year itself: "in August 2015", not "last year", which may be said of any.
_IN_FULL = ("day", "month", "year")
# "… named for Ann Lee, who died in 2003", "the first since 1999".
_BY_THE_WAY = lazy_regex(
    r"\b(?:who|that|which|when|where)\b[^,;]*$|\b(?:since|until|before|after|by|than) (?:early |late |mid-)?$", re.IGNORECASE
)


# "How many warheads does China have?", "North Korea possesses 15 warheads".
_WHOSE = lazy_regex(
    r"\b(?:do|does|did) (?:the )?(?P<of>\w+(?: \w+)?) (?:have|possess|own|hold|spend|need|make|produce)\b", re.IGNORECASE
)
_ITS = lazy_regex(
    r"\b(?P<of>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*) (?:ha[sd]|have|possess(?:e[sd])?|own(?:s|ed)?|holds?|held"
    r"|spen(?:ds?|t)|need(?:s|ed)?|makes?|made|produce[sd]?)\b"
)


@dataclass(frozen=True, slots=True)
class _Moment:
    """A time that a question names with its year; `day` is month × 100 + day. `text` as the question writes it."""

    text: str
    year: int
    month: int | None
    day: int | None


@dataclass(frozen=True)
class _Told:
    """A citation with the text around it; all of its document where that has no date."""

    citation: Citation
    around: str

    @cached_property
    def days(self) -> frozenset[str]:
        """As much of ISO dates as the text tells, and the day it was published."""
        published = self.citation.published
        found = (*dates_in(self.citation.quote, published), *dates_in(self.around, published))
        return frozenset((*(each.day for each in found), *filter(None, [(published or "")[:10]])))

    @cached_property
    def years_in_full(self) -> frozenset[int]:
        """The years that the quote itself gives to what it tells, but for what it mentions by the way: "who died in 2003"."""
        quote = self.citation.quote
        found = (each for each in dates_in(quote, None) if not _BY_THE_WAY.search(quote[: each.span.start]))
        return frozenset(int(each.day[:4]) for each in found if each.kind in _IN_FULL)

    def is_of_another(self, moment: _Moment, dated: bool) -> bool:
        """Whether nothing around it is of that time; or, where it is `dated`, the quote itself names only other years."""
        of_other_years = dated and self.years_in_full and str(moment.year) not in self.citation.quote
        return bool(of_other_years) or not self._may_be_of(moment)

    def _may_be_of(self, moment: _Moment) -> bool:
        if str(moment.year) not in self.around and not any(each.startswith(str(moment.year)) for each in self.days):
            return False
        published = day_of(self.citation.published)
        near = _REPORTED if moment.day else _NEAR_MONTH
        days = [(published + timedelta(n)).isoformat() for n in range(-near, near + 1)] if published else []
        told = {each[5:] for each in (*self.days, *days)}
        if moment.day:
            named = {int(each.value) for each in quantities(self.around) if each.kind == "day"}
            return moment.day in named or f"{moment.day // 100:02}-{moment.day % 100:02}" in told
        if moment.month:
            name = MONTHS[moment.month - 1].title()
            return any(form in self.around for form in (name, f"{name[:3]}.", f"{name[:4]}.")) or any(
                each.startswith(f"{moment.month:02}") for each in told
            )
        return True


def of_another(
    question: str, citations: Sequence[Citation], text_of: Callable[[str], str], compared: Sequence[str] = ()
) -> str:
    """Say of which other owner, year, month, day or place in an order all quotes are; "" where one may be of the question's.

    So with what is `compared`, which has to be named there. `text_of` reads a document by its id.
    """
    if not citations:
        return ""
    first, named = citations[0], stems(" ".join(each.quote for each in citations))
    if unnamed := [each for each in compared if stems(each).isdisjoint(named)]:
        return f"Nothing quoted here names {' or '.join(f'“{each}”' for each in unnamed)}."
    if told := _another_owner(question, citations):
        return told
    orders = [another_in_order(question, each.quote) for each in citations]
    if orders[0] is not None and None not in orders:
        told, asked = orders[0]
        return f"[{first.marker}] tells of the {told}, not of the {asked}."
    moments = list(_moments(question))
    quoted = [_told(each, text_of(each.document_id)) for each in citations] if moments else []
    dated = expected(question) != "date"  # "in which year" asks for another one than it names
    if not moments or not all(told.is_of_another(moment, dated) for told in quoted for moment in moments):
        return ""
    asked = moments[0].text
    if own := quoted[0].years_in_full - {each.year for each in moments}:
        return f"[{first.marker}] tells of {' and '.join(map(str, sorted(own)))}, not of {asked}."
    if first.published:
        return f"[{first.marker}] is of {long_date(first.published)}, not of {asked}."
    return f"No document quoted here mentions “{asked}”."


def _another_owner(question: str, citations: Sequence[Citation]) -> str:
    """Say whose all is that is quoted, where the question asks what a place has and none is of that; else ""."""
    asked, owners = _WHOSE.search(question), [_ITS.search(each.quote) for each in citations]
    first = owners[0]
    if asked is None or asked["of"].casefold() not in PLACES or first is None or not all(owners):
        return ""  # whose document it is isn't named in each sentence; a place is
    place = asked["of"].title()
    named = (each.missing_from(mentions(cited.quote)) for cited in citations for each in question_names(f"of {place}"))
    if first["of"].casefold() in FUNCTION_WORDS or not all(named):
        return ""
    return f"[{citations[0].marker}] tells of {first['of']}, not of {place}."


def _told(citation: Citation, text: str) -> _Told:
    around = text[max(0, citation.start - _AROUND) : citation.end + _AROUND] if citation.published else text
    return _Told(citation, f"{citation.title}\n{around}")


def _moments(question: str) -> Iterator[_Moment]:
    """Yield the times that it names with their years; none where it names a stretch of time, in which much may lie."""
    written = _SMALL_MONTH.sub(lambda month: month.group().capitalize(), question)
    if _STRETCH.search(written):
        return
    parts: dict[tuple[int, int], dict[str, int]] = {}
    for each in quantities(written):
        if each.kind in ("year", "month", "day"):
            parts.setdefault((each.start, each.end), {})[each.kind] = int(each.value)
    for (start, end), told in parts.items():
        if re.fullmatch(YEAR, str(told.get("year"))):
            yield _Moment(written[start:end], told["year"], told.get("month"), told.get("day"))
