"""Lines of a transcript: "Smith: We will …", also after a time, "AS: We will …" where "Ann Smith (AS)" stands above,
"A: We will …" of an interview with Smith, and all of "Speech by Ann Smith"."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from qa.english.lexicon import key
from qa.english.name_spans import NameSpan
from qa.english.reporting_sentences import ReportingSentence
from qa.english.subject_parser import SubjectParser

_QUESTIONS, _ANSWERS = frozenset(["q", "question", "interviewer"]), frozenset(["a", "answer", "interviewee", "respondent"])
# What stands before the one who is interviewed: "Interview with", "In conversation with", "Interviewee:".
_INTERVIEWED = re.compile(
    r"(?i)\b(?:interview(?:ee)?|conversation|talk|chat|questions|answers|q ?& ?a)\b[^.\n]{0,40}(?: with|:)\s*$"
)
_LONGEST_OPENING = 2000
# "[00:12:33] ", "(9:20 pm) ", "21/10/2025, 09:02 - ".
_TIME = re.compile(r"(?i)[\[(]?(?:\d[\d./-]{5,9},? )?\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?[\])]?[ \t–-]*")
_INITIALS = re.compile(r" \((?P<initials>[A-Z]{2,3})\)")
# What a title says before and after the one whose words the text is: "Remarks by", "Ann Smith's speech to".
_BY = re.compile(
    r"(?i)(?:opening |closing |open |joint )?(?:speech|remarks|address|statement|letter|lecture|sermon) (?:by|from) "
)
_HIS = re.compile(r"['’]s? (?:\w+ )?(?:speech|remarks|address|lecture|sermon|letter) (?:to|at|before|on)\b")
FIRST_PERSON = frozenset("i we my our me us".split())
# In a text in the first person so many sentences have one of these; a shorter line only opens or ends it.
_OFTEN, _SHORT = 0.25, 8


@dataclass(frozen=True, slots=True)
class Line:
    """What the `label`, a name that `parser` read, says: the characters from `start` to `end`."""

    label: NameSpan
    parser: SubjectParser
    start: int
    end: int


def transcript(
    title: str,
    text: str,
    sentences: Sequence[ReportingSentence],
    parsers: Mapping[int, SubjectParser],
    names: Callable[[NameSpan], bool],
) -> dict[int, Line]:
    """Map each paragraph that opens with a person's label to what that person says; `names` tells which labels are a person's.

    "A:" stands for the person who is interviewed: whom the title names as that, or the text before the first question. Where
    they name several people, "A:" stands for nobody. "AS:" stands for the person whom the opening names with these initials.
    """
    ends = {sentence.paragraph: sentence.end for sentence in sentences}
    labelled = {sentence.paragraph: sentence for sentence in sentences if sentence.first and sentence.ordinal in parsers}
    opens = next((sentence.start for sentence in labelled.values() if _label(sentence) in _QUESTIONS | _ANSWERS), None)
    interviewed = None if opens is None else _interviewed([title, *text[: min(opens, _LONGEST_OPENING)].splitlines()])
    initials = _initials(text[:_LONGEST_OPENING])
    lines: dict[int, Line] = {}
    timed = set[int]()
    for paragraph, sentence in labelled.items():
        parser = parsers[sentence.ordinal]
        time = _TIME.match(text, sentence.start, sentence.end)
        first = sum(token.start < time.end() for token in sentence.tokens) if time is not None else 0
        span = parser.starting.get(first)
        if interviewed is not None and _label(sentence) in _ANSWERS:
            label, after = interviewed, 2
        elif parser.is_mark(first + 1, ":") and sentence.tokens[first].text in initials:
            label, after = initials[sentence.tokens[first].text], first + 2
        elif span is not None and len(span.words) <= 3 and parser.is_mark(span.end, ":") and names(span):
            label, after = (span, parser), span.end + 1
        else:
            continue
        if after < len(sentence.tokens) and sentence.tokens[after].quote is None:
            lines[paragraph] = Line(*label, sentence.tokens[after].start, ends[paragraph])
            timed |= {paragraph} if first else set()
    times = Counter(line.label.words for line in lines.values())
    # A label counts from its second line on; "Note:" or "Location:" stands once. Where somebody speaks twice, a time before a
    # label is that of a conversation, and of no programme.
    often = {paragraph for paragraph, line in lines.items() if times[line.label.words] > 1}
    lines = {paragraph: line for paragraph, line in lines.items() if paragraph in often | (timed if often & timed else set())}
    author = None if lines else _author(title, parsers)
    if author is not None:
        said = [sentence for sentence in labelled.values() if text[ends[sentence.paragraph] - 1] in '.?!…”"']
        lines = {sentence.paragraph: Line(*author, sentence.start, ends[sentence.paragraph]) for sentence in said}
    return lines


def _author(title: str, parsers: Mapping[int, SubjectParser]) -> tuple[NameSpan, SubjectParser] | None:
    """Return who wrote a text in the first person, by its title; None if the text tells of them in the third."""
    by = _BY.match(title)
    if by is None and not _HIS.search(title):
        return None
    parser = SubjectParser(title)
    starts = by.end() if by is not None else 0
    span = parser.starting.get(sum(token.start < starts for token in parser.tokens))
    if span is None or span.kind not in ("person", "likely") or len(span.words) < 2:
        return None
    if by is None and not _HIS.match(title, parser.tokens[span.end - 1].end):
        return None
    sentences = [each for each in parsers.values() if len(each.tokens) > _SHORT]
    own = sum(not FIRST_PERSON.isdisjoint(each.lows) for each in sentences)
    third = any(key(span.surname) in each.lows for each in sentences)
    return (span, parser) if own and own >= _OFTEN * len(sentences) and not third else None


def _initials(opening: str) -> dict[str, tuple[NameSpan, SubjectParser]]:
    """Map initials to whom "Ann Smith (AS)" gives them."""
    found: dict[str, tuple[NameSpan, SubjectParser]] = {}
    for line in filter(_INITIALS.search, opening.splitlines()):
        parser = SubjectParser(line)
        for span in parser.spans.values():
            told = _INITIALS.match(line, parser.tokens[span.end - 1].end)
            if told is not None and "".join(word[0] for word in span.words) == told["initials"]:
                found[told["initials"]] = span, parser
    return found


def _label(sentence: ReportingSentence) -> str:
    """Return the single word before a colon that opens a sentence, in small letters; "" for none."""
    return sentence.tokens[0].low if len(sentence.tokens) > 1 and sentence.tokens[1].text == ":" else ""


def _interviewed(lines: Sequence[str]) -> tuple[NameSpan, SubjectParser] | None:
    found: dict[tuple[str, ...], tuple[NameSpan, SubjectParser]] = {}
    for line in lines:
        parser = SubjectParser(line)
        told = (span for span in parser.spans.values() if _INTERVIEWED.search(line[: parser.tokens[span.start].start]))
        for span in told:
            if parser.low(span.end) in ("and", "&") and span.end + 1 in parser.starting:
                return None  # "with Ann Lee and Bob Roe"
            if span.kind in ("person", "likely"):
                found[span.words] = span, parser
    return found.popitem()[1] if len(found) == 1 else None
