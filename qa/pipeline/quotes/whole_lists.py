"""All items of a list, where a question asks for many things and its best sentence is an item or announces them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.documents.chunking import sentences_of_line
from qa.documents.formats.tables import is_row
from qa.english.word_classes import FUNCTION_WORDS
from qa.english.words import content_stems, stem, stems, words
from qa.reading import Evidence
from qa.reading.question import many_asked_for
from qa.reading.sentences import LABELS
from qa.reading.tables.asked import alike
from qa.types import Citation, Span
from qa.types.draft import cite

_LINE = re.compile(r"[^\n\f]*\S")
_ITEM = re.compile(
    r"\s*(?:(?P<bullet>[-*•‣▪●○◦■□]|[–—](?!.*\?))\s+|\(?(?:(?P<number>\d{1,2})|(?P<letter>[A-Za-z]))[.)]\s"
    rf"|(?P<row>Table \d+ row \d+ \| )(?=[^;\n]+: )|{LABELS})"
)
_LABELLED = re.compile(LABELS)
_ENDS = re.compile(r"[.!?:][\"'’”»)\]]*\s*$")
_GOES_ON = re.compile(r"[ \t]|[a-z]")  # how a line begins that goes on with the item above
_ITEM_LINES = re.compile(rf"[^\n]*(?:\n(?:{_GOES_ON.pattern})[^\n]*)*")
_LONGEST_ITEM = 40  # words of an item that is quoted whole wherever one of its sentences is
_MOST, _NEAR = 50, 20_000  # items, and the characters before and after one that are looked at
# Nouns that a heading needn't repeat.
_PARTS = frozenset(map(stem, "steps ingredients items stages points instructions".split()))
_GENERAL = frozenset(map(stem, FUNCTION_WORDS))  # "things", "kinds": no heading is known by them
_DOES = re.compile(r"(?i)^\W*(?:what|how) (?:do|does|did|should|must|can|will|would|to)\b")
_HOW = re.compile(r"(?i)\W*how\b")
_ABOVE, _LONGEST_ABOVE = 2, 14  # lines above the items, and the words of one that is a heading or leads to them
_FEWEST = 3  # lines without a mark that are a list


def may_want_list(question: str, best: Evidence) -> bool:
    """Whether it is worth looking for one: the sentence announces it, or the question asks for many things or what to do."""
    return announces(best) or bool(many_asked_for(question)) or _DOES.match(question) is not None


def asks_for_parts(question: str) -> bool:
    """Whether it asks for the steps, the ingredients: they may be a list beside what is the best sentence."""
    return not _PARTS.isdisjoint(many_asked_for(question))


def whole_list(question: str, best: Evidence, text: str) -> tuple[Citation, ...]:
    """Return the items in their order, after what announces them; none where no list is asked for. `text` is the document's."""
    if (found := _list_around(best, text)) is None:
        return ()
    line, title = found.lines[found.at].of(text), best.candidate.passage.title
    above = [
        told for each in found.lines[max(0, found.begins[0] - _ABOVE) : found.begins[0]] if not is_row(told := each.of(text))
    ]
    above += [found.kind] * found.kind.istitle()  # "Day 1: …", where the days are asked for
    if found.kind == "number" and _HOW.match(question):  # steps, which ingredients may part from their heading
        above.append(best.candidate.passage.heading.rpartition("\n")[2])
    return tuple(_cited(best, text, found)) if announces(best) or _asks_for(question, title, line, above) else ()


def list_of_fragment(best: Evidence, text: str) -> tuple[Citation, ...]:
    """Return the whole list of an item that is no sentence, after what announces it: "Ring us if you have: - a fever".

    Nothing where no line does.
    """
    found = _list_around(best, text)
    listed = tuple(_cited(best, text, found)) if found is not None else ()
    return listed if listed and listed[0].quote.endswith(":") else ()


def is_fragment(best: Evidence) -> bool:
    """Whether it is an item that is no sentence: "- a fever", "(b) your money back; or"."""
    text = best.candidate.text
    return _ITEM.match(text) is not None and not is_row(text) and _ENDS.search(text) is None


@dataclass(frozen=True, slots=True)
class _Listed:
    """A list of a document: of the `lines` near a sentence, which stands in `at`, items begin in `begins`; `end` is past it."""

    lines: Sequence[Span]
    kind: str
    at: int
    begins: Sequence[int]
    end: int


def _list_around(best: Evidence, text: str) -> _Listed | None:
    sentence = best.candidate.sentence
    near = _LINE.finditer(text, max(0, sentence.start - _NEAR), sentence.end + _NEAR)
    lines = [Span(*line.span()) for line in near]
    items = [_ITEM.match(text, line.start, line.end) for line in lines]
    kinds = [item and (item["label"] or item.lastgroup) for item in items]  # of "Option A:" and "Option B:" one
    kinds = _with_unmarked([line.of(text).strip() for line in lines], kinds)
    announced = announces(best)
    within = [number for number, line in enumerate(lines) if sentence.start < line.start < sentence.end and kinds[number]]
    at = sum(line.start < sentence.end if announced else line.start <= sentence.start for line in lines) - (not announced)
    if within and not announced:  # "8. RECOMMENDATIONS" and its first item are one sentence
        at = within[-1]
    while not announced and at > 0 and kinds[at] is None and _GOES_ON.match(text, lines[at].start):
        at -= 1
    kind = kinds[at] if 0 <= at < len(lines) else None  # the document may be removed meanwhile
    if kind is None:
        return None

    def is_part(number: int) -> bool:
        deeper = _indent(text, lines[number]) > _indent(text, lines[at])
        return kinds[number] == kind or deeper or (kinds[number] is None and text[lines[number].start].islower())

    first = next((number + 1 for number in range(at, -1, -1) if not is_part(number)), 0)
    end = next((number for number in range(at, len(lines)) if not is_part(number)), len(lines))
    begins = [number for number in range(first, end) if kinds[number] == kind]
    return _Listed(lines, kind, at, begins, end) if 2 <= len(begins) <= _MOST else None


def announces(best: Evidence) -> bool:
    """Whether its lines are to follow: "Bring with you:"."""
    return best.candidate.text.rstrip().endswith(":")


def item_around(text: str, sentence: Span) -> Span | None:
    """Return the short item of a list that a sentence stands in: "E4 – no flame. Press reset once."; None where it is none.

    None too of a sentence with a label of its own, "Stage 1: …". An item ends before what goes on in the next line.
    """
    start = text.rfind("\n", 0, sentence.start) + 1
    while start and _GOES_ON.match(text, start):
        start = text.rfind("\n", 0, start - 1) + 1
    mark, lines = _ITEM.match(text, start), _ITEM_LINES.match(text, start)
    if mark is None or lines is None or (sentence.start > mark.end() and _LABELLED.match(text, sentence.start)):
        return None
    letter, end = mark["letter"] or "", lines.end()
    before = rf"(?m)^\s*\(?{chr(ord(letter) - 1)}[.)]\s" if letter.isupper() and letter != "A" else ""
    if not re.search(before, text[:start]):  # "J. Brandt wrote"
        return None
    if text[end : end + 2].strip().isalpha() and not _ITEM.match(text, end + 1):  # a text whose lines break anywhere
        end = next((start + each.end for each in reversed(sentences_of_line(lines[0])) if lines[0][each.end - 1] in ".!?"), end)
    return Span(start, end) if sentence.start < end and len(text[start:end].split()) <= _LONGEST_ITEM else None


def _with_unmarked(lines: Sequence[str], kinds: Sequence[str | None]) -> list[str | None]:
    """Return the kinds, those of items without a mark as "plain": short lines without a closing stop, after one with a colon.

    A line of which an item above has every word is the heading of what is told of that item.
    """
    found = list(kinds)
    for first, announcing in enumerate(lines, start=1):
        told: list[set[str]] = []
        for number in range(first, len(lines) if announcing.endswith(":") else first):
            of_line = set(words(lines[number]))
            short = len(lines[number].split()) <= _LONGEST_ABOVE and not lines[number].endswith((".", "?", "!", ":"))
            if kinds[number] is not None or not short or any(of_line <= above for above in told):
                break
            told.append(of_line)
        if len(told) >= _FEWEST:
            found[first : first + len(told)] = ["plain"] * len(told)
    return found


def _asks_for(question: str, title: str, item: str, above: Sequence[str]) -> bool:
    """Whether what stands above the items is what the question asks for, and the item is but one of many that answer."""
    told = stems(" ".join(line for line in above if len(line.split()) <= _LONGEST_ABOVE or line.endswith(":")))
    many = many_asked_for(question)
    if is_row(item):  # of many rows, "which" asks for some
        return not (many.isdisjoint(told) or question.casefold().startswith("which"))
    if many - _GENERAL:
        return not many.isdisjoint(_PARTS | told)
    asked = content_stems(question) - stems(title) - _GENERAL
    led_to = {word for word in asked if any(alike(word, other) for other in told)}
    return bool(many or _DOES.match(question)) and 0 < len(asked) <= 2 * len(led_to) and led_to >= asked & stems(item)


def _cited(best: Evidence, text: str, found: _Listed) -> Iterator[Citation]:
    """Cite what announces the items, where a line does, and each of them."""
    passage = best.candidate.passage
    document = (passage.chunk.document_id, passage.title, passage.source, passage.published)
    spans = [*_announcement(text, found.lines[: found.begins[0]]), *_items(text, found)]
    return (cite(marker, document, span, span.of(text), best.score) for marker, span in enumerate(spans, start=1))


def _announcement(text: str, above: Sequence[Span]) -> Iterator[Span]:
    if above and (line := above[-1].of(text)).endswith(":"):
        told = sentences_of_line(line)[-1]
        yield Span(above[-1].start + told.start, above[-1].start + told.end)


def _items(text: str, found: _Listed) -> Iterator[Span]:
    """Yield each item with the lines that go on with it, without its bullet."""
    for start, following in zip(found.begins, [*found.begins[1:], found.end], strict=True):
        line = found.lines[start]
        mark = _ITEM.match(text, line.start)
        bare = mark.end() if mark is not None and mark["bullet"] else line.start + _indent(text, line)
        yield Span(bare, found.lines[following - 1].end)


def _indent(text: str, line: Span) -> int:
    return len(line.of(text)) - len(line.of(text).lstrip())
