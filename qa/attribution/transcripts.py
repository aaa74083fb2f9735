"""Lines of a transcript: "Smith: We will …"."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from qa.english.name_spans import NameSpan
from qa.english.reporting_sentences import ReportingSentence
from qa.english.subject_parser import SubjectParser


def transcript(
    units: Sequence[ReportingSentence], readers: Mapping[int, SubjectParser], names: Callable[[NameSpan], bool]
) -> dict[int, tuple[NameSpan, int, int]]:
    """Paragraphs of a transcript with the label that opens them, if it `names` a person, and the span of what is said."""
    lines: dict[int, tuple[NameSpan, int]] = {}
    ends: dict[int, int] = {}
    for unit in units:
        ends[unit.paragraph] = unit.end
        reader = readers.get(unit.ordinal)
        if reader is None or not unit.first:
            continue
        run = reader.starting.get(0)
        if run is None or len(run.words) > 3 or not reader.is_mark(run.end, ":") or not names(run):
            continue
        if run.end + 1 < len(unit.tokens) and unit.tokens[run.end + 1].quote is None:
            lines[unit.paragraph] = (run, unit.tokens[run.end + 1].start)
    times = Counter(run.words for run, _ in lines.values())
    # A label counts from its second line on; "Note:" or "Location:" stands once.
    return {paragraph: (run, start, ends[paragraph]) for paragraph, (run, start) in lines.items() if times[run.words] > 1}
