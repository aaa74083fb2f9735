"""The few words of a sentence that answer: grown to a whole phrase, and shown only where they are right nine times of ten."""

import re

from qa.english.name_parts import PARTICLE_IN_TEXT, PARTICLES_IN_TEXT
from qa.english.numbers import NUMBER_WORD
from qa.english.word_classes import AUXILIARIES
from qa.reading.features import Candidate
from qa.reading.question import LEADS, Expected, expected, holds, many_asked_for
from qa.types import Span
from qa.types.patterns import lazy_regex

_FIGURE = lazy_regex(r"\d[\d,.]*\d|\d")
_WORD = lazy_regex(r"[\w’'.&-]+")
_HEDGE = lazy_regex(
    r"(?i)\b(?:no (?:later|earlier|more|less|fewer) than|not? (?:more|less) than|more than|less than|fewer than|at least"
    r"|at most|up to|as (?:many|much|few) as|about|around|nearly|almost|roughly|approximately|over|under|some|only|just|between"
    r"|not|no|never|without)\s+(?:the\s+)?[$€£]?$"
)
_UNIT = lazy_regex(
    r"\s?(?:%|percent\b|per cent\b|percentage points\b|(?:hundred|thousand|million|billion|trillion)s?\b"
    r"|(?:degrees|dollars|pounds|euros|people|years?|months?|weeks?|days?|hours?|minutes?|seconds?|miles?|kilometers?|kilometres?"
    r"|feet|foot|inches|meters?|metres?|tons?|tonnes?|pounds?|acres?|times|points|votes|seats|cases|deaths)\b)(?:[- ]old\b)?"
)
_CLOSES_A_QUOTE = lazy_regex(r"^[^“”\"]*[^“”\"\d](?:”|\")$")  # which begins outside the phrase; 6 feet 2" closes none
_ENDS_SENTENCE = lazy_regex(r"[”\"!?]$|[a-z]{4}\.$")  # "Dr." and "St." end none
_STOP = lazy_regex(r",$|(?<=[a-z]{3})\.$")  # none of "p.m." or "Inc."
# "Eleven of the 210 planks".
_PART = lazy_regex(
    rf"(?i)(?<!\S)(?!one\b)(?:[\w-]*{NUMBER_WORD}|\d[\d,.]*%?|half|most|none|some|few|many) of (?:the|its|their|his|her|our) $"
)
_MOST_WORDS = 20
# "How much more does it cost?" is what two figures differ by.
_DIFFERENCE = lazy_regex(r"(?i)\bhow (?:much|many) (?:more|less|fewer)\b|\bdifferences? between\b")
_ENUMERATES = lazy_regex(r",| and ")
# "The lid is cracked, the pump is loud" of a list that goes on with "and the plug is missing".
_UNFINISHED = lazy_regex(r"(?!.*\b(?:and|or)\b).*, ")
_ONE_MORE = lazy_regex(r",? (?:and|or) ")
# "Who were they?" asks for more than the first of those who are told.
_WHO_ALL, _GOES_ON = lazy_regex(r"(?i)\W*who(?: all)? (?:were|are)\b"), lazy_regex(r",? and |, (?!who\b|which\b|whose\b)")
# What may follow a yes or no, since it doesn't restrict it; after "which" and the like it has lost what it is said of.
_ENDS = lazy_regex(r"\W*$|\s*[.;:!?)–—]|,? (?:and|because|since|as|so that|though)\b|, for\b")
_RELATIVE = lazy_regex(r"\b(?:which|who)\s+$")


def answer_phrase(candidate: Candidate) -> str:
    """Return the short answer of a sentence as it is shown; "" for none."""
    if candidate.answer is None:
        return ""
    found, before = candidate.answer.span, candidate.sentence.start - candidate.passage.chunk.start
    return whole_phrase(candidate.text, Span(found.start - before, found.end - before)).of(candidate.text)


def phrase_of(candidate: Candidate, kind: Expected) -> str:
    """Return the words of a sentence that answer where they are of this kind, else the one number that it has; "" for none."""
    phrase = answer_phrase(candidate)
    if phrase and is_presentable(phrase, kind):
        return phrase.strip(" ,.;:")
    numbers = [*_FIGURE.finditer(candidate.text)] if kind == "number" else []
    return whole_phrase(candidate.text, Span(*numbers[0].span())).of(candidate.text) if len(numbers) == 1 else ""


def whole_phrase(text: str, span: Span) -> Span:
    """Grow the span so that no name, number or hedge is cut: "2050" becomes "no later than 2050", "Ann" "Ann Lee"."""
    start, end = _whole_words(text, span.start, span.end)
    if text[start:end][:1].isupper():
        start = _name_start(text, start)
    if text[start:end].split()[-1][:1].isupper():
        end = _name_end(text, end)
    if re.search(r"\d$", text[start:end]) or _UNIT.fullmatch(text[start:end].split()[-1]):
        while (unit := _UNIT.match(text, end)) is not None and unit.end() > end:
            end = unit.end()
    if text[start - 1 : start] in ("$", "€", "£"):
        start -= 1
    if before := _PART.search(text, max(0, start - 30), start) or _HEDGE.search(text, max(0, start - 30), start):
        start = before.start()
    if _CLOSES_A_QUOTE.search(text[start:end]) and (quoted := _STOP.sub("", text[start : end - 1])):
        end = start + len(quoted)
    return Span(start, end)


def is_presentable(phrase: str, kind: Expected | None) -> bool:
    """Whether the phrase is of the kind asked for, and short enough to stand in bold."""
    if not phrase or len(phrase.split()) > _MOST_WORDS:
        return False
    if phrase.casefold().strip(" .,") in _EMPTY:
        return False
    return kind in (None, "reason", "place") or holds(phrase if kind != "person" else f"x {phrase}", kind)


def tells_all(question: str, sentence: str, phrase: str) -> bool:
    """Whether the phrase of the sentence tells no less than the question asks for: a reason for “why”, all of a yes or no with
    its conditions, more than one of many, a list to its end, and none of two figures for what they differ by.
    """
    kind, first = expected(question), question.split(maxsplit=1)[0].casefold()
    before, _, after = sentence.partition(phrase)
    if _DIFFERENCE.search(question) or (_UNFINISHED.match(phrase) and _ONE_MORE.match(after)):
        return False
    among_others = _GOES_ON.match(after) is not None or before.endswith((", ", " and ", " or "))
    if _WHO_ALL.match(question) and among_others and not _ENUMERATES.search(phrase):
        return False
    if kind == "reason":
        return holds(sentence, "reason") or before.endswith((" as ", ": "))
    if kind is None and first in AUXILIARIES:
        return _ENDS.match(after) is not None and _RELATIVE.search(before) is None
    return first not in LEADS or not many_asked_for(question) or _ENUMERATES.search(phrase) is not None


_EMPTY = frozenset("he she it they him her them his their its this that these those who which there here".split())


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _name_start(text: str, start: int) -> int:
    """Where the name begins that goes on at `start`."""
    while match := re.search(r"([\w’'.&-]+) $", text[max(0, start - 40) : start]):
        word = match.group(1)
        before = start - len(word) - 1
        if word[:1].isupper() and not _begins_sentence(text, before):
            start = before
        elif (word == "of" or word in PARTICLES_IN_TEXT) and (
            link := re.search(r"([A-Z][\w’'.&-]*) $", text[max(0, before - 40) : before])
        ):
            start = before - len(link.group(1)) - 1
        else:
            break
    return start


def _begins_sentence(text: str, place: int) -> bool:
    """Whether the word at `place` begins a sentence and is a plain word there, for all one can tell."""
    before = text[:place].rstrip()
    word = _WORD.match(text, place)
    return (not before or before[-1] in '.!?:“"') and word is not None and word.group().casefold() in _SENTENCE_STARTERS


_SENTENCE_STARTERS = frozenset(
    "the a an in on at by for from with when while after before since but and so as if it he she they we i this that these"
    " those his her their our its there last now then".split()
)


def _name_end(text: str, end: int) -> int:
    """Return where a name ends of which the words up to `end` are known."""
    more = re.compile(rf" ((?:(?:of|{PARTICLE_IN_TEXT}) )?[A-Z][\w’'&-]*)")
    while not _ENDS_SENTENCE.search(text, max(0, end - 5), end) and (match := more.match(text, end, end + 40)):
        end += len(match.group(0))
    return end
