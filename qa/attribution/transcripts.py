"""Lines of a transcript: "Smith: We will …", also after a time, "AS: We will …" where "Ann Smith (AS)" stands above,
"A: We will …" of an interview with Smith, and all of "Speech by Ann Smith"."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from qa.english.name_spans import NameSpan, find_name_spans
from qa.english.reporting_sentences import ReportingSentence
from qa.english.subject_parser import SubjectParser
from qa.english.tokens import tokenise

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
_FIRST_PERSON = frozenset("i we my our me us".split())
# In a text in the first person so many sentences have one of these; a shorter line only opens or ends it.
_OFTEN, _SHORT = 0.25, 8


@dataclass(frozen=True, slots=True)
class Line:
    """What the `label`, a name that `reader` read, says: the characters from `start` to `end`."""

    label: NameSpan
    reader: SubjectParser
    start: int
    end: int


def transcript(
    title: str,
    text: str,
    units: Sequence[ReportingSentence],
    readers: Mapping[int, SubjectParser],
    names: Callable[[NameSpan], bool],
) -> dict[int, Line]:
    """By paragraph, those that a label opens which `names` a person. "A:" is whom the title or what stands before the first
    question names as interviewed, nobody where that is more than one; "AS:" is whom the opening names with these initials."""
    ends = {unit.paragraph: unit.end for unit in units}
    labelled = {unit.paragraph: unit for unit in units if unit.first and unit.ordinal in readers}
    opens = next((unit.start for unit in labelled.values() if _label(unit) in _QUESTIONS | _ANSWERS), None)
    interviewed = None if opens is None else _interviewed([title, *text[: min(opens, _LONGEST_OPENING)].splitlines()])
    initials = _initials(text[:_LONGEST_OPENING])
    lines: dict[int, Line] = {}
    timed = set[int]()
    for paragraph, unit in labelled.items():
        reader = readers[unit.ordinal]
        time = _TIME.match(text, unit.start, unit.end)
        first = sum(token.start < time.end() for token in unit.tokens) if time is not None else 0
        run = reader.starting.get(first)
        if interviewed is not None and _label(unit) in _ANSWERS:
            label, after = interviewed, 2
        elif reader.is_mark(first + 1, ":") and unit.tokens[first].text in initials:
            label, after = initials[unit.tokens[first].text], first + 2
        elif run is not None and len(run.words) <= 3 and reader.is_mark(run.end, ":") and names(run):
            label, after = (run, reader), run.end + 1
        else:
            continue
        if after < len(unit.tokens) and unit.tokens[after].quote is None:
            lines[paragraph] = Line(*label, unit.tokens[after].start, ends[paragraph])
            timed |= {paragraph} if first else set()
    times = Counter(line.label.words for line in lines.values())
    # A label counts from its second line on; "Note:" or "Location:" stands once. Where somebody speaks twice, a time before a
    # label is that of a conversation, and of no programme.
    often = {paragraph for paragraph, line in lines.items() if times[line.label.words] > 1}
    lines = {paragraph: line for paragraph, line in lines.items() if paragraph in often | (timed if often & timed else set())}
    author = None if lines else _author(title, readers)
    if author is not None:
        said = [unit for unit in labelled.values() if text[ends[unit.paragraph] - 1] in '.?!…”"']
        lines = {unit.paragraph: Line(*author, unit.start, ends[unit.paragraph]) for unit in said}
    return lines


def _author(title: str, readers: Mapping[int, SubjectParser]) -> tuple[NameSpan, SubjectParser] | None:
    """Whose words all of a text in the first person are, by its title; nobody if the text tells of them in the third."""
    by = _BY.match(title)
    if by is None and not _HIS.search(title):
        return None
    tokens = tokenise(title, 0, len(title), [])
    reader = SubjectParser(tokens, find_name_spans(tokens))
    starts = by.end() if by is not None else 0
    named = (run for run in reader.runs.values() if tokens[run.start].start == starts and run.kind in ("person", "likely"))
    run = next(named, None)
    if run is None or len(run.words) < 2 or (by is None and not _HIS.match(title, tokens[run.end - 1].end)):
        return None
    sentences = [each for each in readers.values() if len(each.tokens) > _SHORT]
    own = sum(not _FIRST_PERSON.isdisjoint(each.lows) for each in sentences)
    third = any(run.surname.lower() in each.lows for each in sentences)
    return (run, reader) if own and own >= _OFTEN * len(sentences) and not third else None


def _initials(opening: str) -> dict[str, tuple[NameSpan, SubjectParser]]:
    """Whom "Ann Smith (AS)" gives which initials."""
    found: dict[str, tuple[NameSpan, SubjectParser]] = {}
    for line in filter(_INITIALS.search, opening.splitlines()):
        tokens = tokenise(line, 0, len(line), [])
        reader = SubjectParser(tokens, find_name_spans(tokens))
        for run in reader.runs.values():
            told = _INITIALS.match(line, tokens[run.end - 1].end)
            if told is not None and "".join(word[0] for word in run.words) == told["initials"]:
                found[told["initials"]] = run, reader
    return found


def _label(unit: ReportingSentence) -> str:
    """The single word before a colon that opens it, in small letters; "" for none."""
    return unit.tokens[0].low if len(unit.tokens) > 1 and unit.tokens[1].text == ":" else ""


def _interviewed(lines: Sequence[str]) -> tuple[NameSpan, SubjectParser] | None:
    found: dict[tuple[str, ...], tuple[NameSpan, SubjectParser]] = {}
    for line in lines:
        tokens = tokenise(line, 0, len(line), [])
        reader = SubjectParser(tokens, find_name_spans(tokens))
        told = (run for run in reader.runs.values() if _INTERVIEWED.search(line[: tokens[run.start].start]))
        for run in told:
            if reader.low(run.end) in ("and", "&") and run.end + 1 in reader.starting:
                return None  # "with Ann Lee and Bob Roe"
            if run.kind in ("person", "likely"):
                found[run.words] = run, reader
    return found.popitem()[1] if len(found) == 1 else None
