"""Tags without a verb: "according to Ann Lee", and where the words said begin behind what tells of their source."""

import re
from dataclasses import replace

from qa.attribution.quoted_spans import is_title
from qa.attribution.tag import Tag
from qa.english.clauses import has_clause, is_verb
from qa.english.phrases import PREPOSITIONS
from qa.english.subject_parser import SubjectParser
from qa.english.word_classes import FUNCTION_WORDS, TIMES, word_class

# Above this share of its uses as a noun, a word goes on with the nouns before it.
_NOUN = 0.5
_RELATIVES = frozenset("who which whose whom that".split())
# "According to Rep. Ann Lee, D-Ohio, …"
_PARTY = re.compile(r"[DRI][-‐‑]")


def according(parser: SubjectParser, index: int) -> Tag | None:
    """Return the tag that "according" at this index opens; None where no source follows."""
    subject = parser.after(index + 2, len(parser.tokens))
    if subject is None:
        return None
    if subject.kind == "description":
        subject = replace(subject, end=_past_nouns(parser, subject.end))
    leading = not any(parser.tokens[i].word or parser.is_quote(i) for i in range(index))
    leading = leading or parser.low(index - 1) in ("and", "but", "because", "while")
    end = _past_source(parser, subject.whole_end) if leading else subject.whole_end
    return Tag(index, "according", index, end, None, subject, follows_words=not leading)


def _past_source(parser: SubjectParser, end: int) -> int:
    """Return where the words said begin behind what tells of their source: "of 900 drivers", ", who led the inquiry"."""
    first = end + parser.is_mark(end, ",")
    relative = parser.low(first) in _RELATIVES
    party = first < len(parser.tokens) and _PARTY.match(parser.tokens[first].text)
    part = first == end and (parser.low(first) in PREPOSITIONS or parser.low(first).endswith("ed"))
    if not (relative or party or part):
        return end
    for index in range(first + 1, len(parser.tokens)):
        if parser.is_quote(index) and not relative and not is_title(parser, index):
            return index
        if parser.is_mark(index, ","):
            role = parser.apposition(index, len(parser.tokens))
            closing = role[1] if role is not None and parser.is_mark(role[1], ",") else index
            return closing if has_clause(parser, closing + 1, len(parser.tokens)) else end
        if not relative and is_verb(parser, index) and not parser.tokens[index].capital:  # "in May"
            return end
    return end


def _past_nouns(parser: SubjectParser, index: int) -> int:
    """Skip "results" in "according to the official results": whoever is an official didn't say it."""
    while index < len(parser.tokens) and parser.tokens[index].text.islower():
        if not _is_thing(parser.low(index + (parser.low(index) == "'s"))):
            break
        index += 1
    return index


def _is_thing(low: str) -> bool:
    return (
        word_class(low).noun > _NOUN
        and low not in FUNCTION_WORDS | TIMES
        and (low == "tally" or not low.endswith(("ed", "ing", "ly")))
    )
