"""When something was said, as the tag's clause tells: "on Tuesday", "earlier this month", "in May 2023"."""

import re

from qa.attribution.quoted_spans import FoundStatement
from qa.english.calendar import DAY_NAME, MONTH_NUMBERS
from qa.english.clauses import relative_clauses
from qa.english.subject_parser import SubjectParser
from qa.english.word_lists import alternatives

_WHEN = re.compile(
    rf"\b(?:(?:[Oo]n|[Ll]ate on|[Ee]arly on|[Ll]ate|[Ee]arly|[Ll]ast|[Tt]his|[Nn]ext)\s+)?{DAY_NAME}\b"
    r"|\b(?:earlier |late |early )?(?:this|last) (?:week|month|year|weekend|morning|afternoon|evening|night|summer|autumn"
    r"|winter|spring)\b"
    rf"|\b(?:today|yesterday|tonight)\b|\bin (?:{alternatives(form.title() for form in MONTH_NUMBERS)})(?: \d{{4}})?\b"
    r"|\bin (?:19|20)\d\d\b"
)
# Characters beside the words said that are looked at.
_FAR = 400


def day_told(parser: SubjectParser, said: FoundStatement) -> str | None:
    """Return the day that the tag's clause tells, the first that isn't in a relative clause without the tag's verb."""
    for start, end in ((said.end, parser.sentence.end), (parser.sentence.start, said.start)):
        for match in _WHEN.finditer(parser.text, start, min(end, start + _FAR)):
            if not any(first <= match.start() < last for first, last in _asides(parser, said)):
                return match.group()
    return None


def _asides(parser: SubjectParser, said: FoundStatement) -> list[tuple[int, int]]:
    """Return the quotes of the sentence, what the speaker is, and the relative clauses that the tag's verb isn't in."""
    assert said.tag is not None
    verb = parser.tokens[said.tag.verb].start
    relative = [(parser.tokens[first].start, parser.tokens[last - 1].end) for first, last in relative_clauses(parser)]
    role = said.tag.subject.role if said.tag.subject is not None else None
    if role is not None and role[0] < role[1]:  # "Lee, winner of the regatta in 2019"
        relative.append((parser.tokens[role[0]].start, parser.tokens[role[1] - 1].end))
    return [
        *((quote.start, quote.end) for quote in parser.sentence.quotes),
        *(each for each in relative if not each[0] <= verb < each[1]),
    ]
