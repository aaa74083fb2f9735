"""Text → paragraphs → sentences → chunks, all by exact offsets into the text."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from qa.documents.formats.tables import is_row
from qa.documents.furniture import LONGEST_HEADLINE, is_furniture_line, is_prose, mail_headers
from qa.english.gazetteer import STOPPED_TITLE
from qa.types import Chunk, Document, Paragraph, Sentence, Span
from qa.types.documents import Segment
from qa.types.patterns import lazy_regex

# A "sentence" longer than this is a table, a list or a file without newlines. It is cut at white space, so that one line
# of 10 MB doesn't become one chunk that no model can read.
MAX_SENTENCE_CHARACTERS = 1500
# How far down the page a headline is looked for: below that, a line equal to the title is text.
_HEADLINE_WITHIN = 12

_LINE = lazy_regex(r"[^\n]+")
_TERMINAL = lazy_regex(r"""[.!?:;…]["'”’»)\]]*$""")
# nupunkt takes time in the square of what stands without white space and has many of these: 12 s for 80 kB of "!".
_NO_WORD = lazy_regex(r"\S{100,}")
_SENTENCE_ENDS = str.maketrans(".!?…", "----")
_WORD = lazy_regex(r"\w")
_LAST = 4  # as many as may really end a sentence: '!?."'
_MARKDOWN_HEADING = lazy_regex(r"#{1,6}\s")
# "**Who may join?**", "**What to bring**": lines in bold that ask or have a few words and no number; one alone may be a name.
_IN_BOLD = lazy_regex(r"(\*\*|__)(?=\S)(?:(?:(?!\1).){1,150}\?|[^\W\d_][^\s\d*]*(?: [^\s\d*]+){0,5}?):?\1:?")
# What is marked as a heading and says something itself: a whole sentence, "Deposit: 1,200 euros".
_SAYS_SOMETHING = lazy_regex(r"\S+(?:\s+\S+){5,}[.!;]$|\w:\s+\S")
_DOTTED_ACRONYM = lazy_regex(r"(?:\b[A-Z]\.){2,}\s*$")  # "U.S.", "U.N.", "D.C."
_CLOSING = frozenset(")]")
# A word in small letters, a full stop, and what begins like a sentence; and what is shortened so.
_ENDS_PLAINLY = lazy_regex(r"""(?<![^\s("'“‘-])(?P<word>[a-z]{3,})\.["'”’)]*\s+(?=["'“‘(]?[A-Z])""")
_SHORTENED = frozenset("approx dept est etc ext fig incl max min misc nos prof ref resp tel temp vol".split())
# No sentence ends after a title or an initial, whatever nupunkt thinks.
_ABBREVIATED = lazy_regex(rf"\b(?:{STOPPED_TITLE}|[A-HJ-TV-Z])\.\s*$")
_STARTS_LIKE_A_SENTENCE = lazy_regex(
    r"""["'“‘]?(?:The|A|An|It|Its|He|She|They|We|I|You|This|That|These|Those|There|But|And|In|On|At|As|For|From|If|When|While
    |After|Before|Since|However|Meanwhile|Some|Many|Most|Both|His|Her|Their|Our|My|What|Who|Why|How|By|With|Although|Because
    |According|Last|Earlier|Later|Now|So|Then|Such|To|Under|Until)\b""",
    re.VERBOSE,
)


@lru_cache(maxsize=1)  # chunks and statements are made of the same ones, one after the other
def paragraphs(text: str, title: str = "", headings: tuple[Span, ...] = ()) -> tuple[Paragraph, ...]:
    """All non-blank paragraphs in text order. A line is a paragraph; a block in which a line goes on in small letters is one.

    `headings` are the lines that the document's format marks as such; those of Markdown are known by themselves, and lines in
    bold that look like them.
    """
    blocks = tuple(_blocks(text))
    in_bold = {block.start for block in blocks if _IN_BOLD.fullmatch(block.of(text))}
    marked = {span.start for span in headings} | (in_bold if len(in_bold) > 1 else set())
    captions = {span for pair in pairwise(blocks) if pair[0].of(text) == pair[1].of(text) for span in pair}
    mails = mail_headers([block.of(text) for block in blocks])
    headline = _squash(title)
    found: list[Paragraph] = []
    begun = says = False  # a title may be a guess: below the first prose, a line equal to it says something
    for number, block in enumerate(blocks):
        line = block.of(text)
        furniture = block in captions or number in mails or is_furniture_line(line)
        is_marked = block.start in marked or _MARKDOWN_HEADING.match(line)
        heading = is_marked and len(line) <= LONGEST_HEADLINE and not _SAYS_SOMETHING.search(line)
        prose = not furniture and not heading and is_prose(line)
        repeated = (
            number < _HEADLINE_WITHIN
            and headline != ""
            and _squash(line) == headline
            and not begun
            and (not prose or (not says and is_prose(title)))
        )
        begun = begun or prose
        quotable = not furniture and not heading and not repeated
        found.append(Paragraph(block.start, block.end, tuple(_sentences(text, block)) if quotable else (), furniture))
        says = says or bool(found[-1].sentences)
    if says:
        return tuple(found)
    # Nothing but a headline: then that is what the document says.
    return tuple(p if p.furniture else Paragraph(p.start, p.end, tuple(_sentences(text, Span(p.start, p.end)))) for p in found)


def sentences(text: str, title: str = "") -> tuple[Sentence, ...]:
    """The quotable sentences in text order."""
    return tuple(sentence for paragraph in paragraphs(text, title) for sentence in paragraph.sentences)


def sentences_of_line(line: str) -> tuple[Sentence, ...]:
    """The sentences of one line, in which nothing is furniture or a heading. Offsets are into the line."""
    body = _strip(line, 0, len(line))
    return tuple(_sentences(line, body)) if body else ()


def chunk_id(document: Document, ordinal: int) -> str:
    return f"{document.id}-{document.sha256[:8]}-{ordinal}"


def chunk_document(document: Document, chunk_words: int, headings: tuple[Span, ...] = ()) -> tuple[Segment, ...]:
    """Whole sentences packed up to `chunk_words` words; never over furniture or a heading, never overlapping.

    A chunk begins with the headings right above its first sentence: they say what it is about, and are none of its sentences.
    """
    groups: list[tuple[int, list[Sentence]]] = []
    room, above = 0, None
    headline = _squash(document.title)
    for paragraph in paragraphs(document.text, document.title, headings):
        words_of_line = paragraph.of(document.text)
        if not paragraph.sentences or is_row(words_of_line):
            room = 0  # a row begins a chunk of its own; prose below the last one is in its chunk
        if not paragraph.sentences:
            below_title = paragraph.heading and _squash(words_of_line) != headline  # the title is known with each chunk
            above = (paragraph.start if above is None else above) if below_title else None
        for sentence in paragraph.sentences:
            words = _count_words(sentence.of(document.text))
            if words > room:
                start = sentence.start if above is None else above
                groups.append((start, []))
                room = chunk_words - _count_words(document.text[start : sentence.start])
            groups[-1][1].append(sentence)
            room -= words
            above = None
    return tuple(
        Segment(
            Chunk(
                start=start,
                end=group[-1].end,
                id=chunk_id(document, ordinal),
                document_id=document.id,
                ordinal=ordinal,
            ),
            tuple(group),
        )
        for ordinal, (start, group) in enumerate(groups)
    )


def _count_words(text: str) -> int:
    # Scripts without spaces (Chinese, Japanese, Thai) would count as one word a sentence; a word is at most 8 characters.
    return max(len(text.split()), len(text) // 8)


def _squash(line: str) -> str:
    return re.sub(r"\W+", "", line).casefold()


def _blocks(text: str) -> Iterator[Span]:
    """Paragraph spans without surrounding white space."""
    run: list[Span] = []
    run_end = -1
    for match in _LINE.finditer(text):
        line = _strip(text, match.start(), match.end())
        if run and (line is None or match.start() != run_end + 1):
            yield from _unwrap(text, run)
            run = []
        if line is not None:
            run.append(line)
            run_end = match.end()
    yield from _unwrap(text, run)


def _unwrap(text: str, lines: list[Span]) -> list[Span]:
    """One span for lines that an editor wrapped in mid-sentence, else the lines themselves."""
    wrapped = any(
        text[following.start].islower() and not _TERMINAL.search(text, max(line.start, line.end - 8), line.end)
        for line, following in pairwise(lines)
    )
    return [Span(lines[0].start, lines[-1].end)] if wrapped and not mail_headers([line.of(text) for line in lines]) else lines


def _strip(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _sentences(text: str, block: Span) -> Iterator[Sentence]:
    from nupunkt import sent_spans  # loads its model; not needed to show help

    body = block.of(text)
    if is_row(body):  # is quoted whole, whatever its cells say
        yield from _bounded(text, block.start, block.end)
        return
    pending: int | None = None
    for start, end in _at_plain_words(body, sent_spans(_NO_WORD.sub(_without_ends, body))):
        begin = start if pending is None else pending
        if _DOTTED_ACRONYM.search(body, max(begin, end - 12), end):
            goes_on = _STARTS_LIKE_A_SENTENCE.match(body, end) is None
        else:
            goes_on = _ABBREVIATED.search(body, max(begin, end - 8), end) is not None
        goes_on = goes_on or body[end : end + 1] in _CLOSING  # "(it was wrong!)."
        if goes_on and end < len(body):
            pending = begin  # "where U.S. / Secretary of State …", "Lt. / Gov. …" are one sentence
            continue
        pending = None
        yield from _bounded(text, block.start + begin, block.start + end)
    if pending is not None:
        yield from _bounded(text, block.start + pending, block.end)


def _at_plain_words(body: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Cut these spans also behind "… for free." and "… the newspaper reports.", which nupunkt may take for abbreviations."""
    for start, end in spans:
        for match in _ENDS_PLAINLY.finditer(body, start, end):
            if match["word"] not in _SHORTENED:
                yield start, match.end()
                start = match.end()
        yield start, end


def _without_ends(run: re.Match[str]) -> str:
    """The run without what may end a sentence, as long as it was. None ends where no white space follows."""
    return run[0][:-_LAST].translate(_SENTENCE_ENDS) + run[0][-_LAST:]


def _bounded(text: str, start: int, end: int) -> Iterator[Sentence]:
    while end - start > MAX_SENTENCE_CHARACTERS:
        cut = text.rfind(" ", start + 1, start + MAX_SENTENCE_CHARACTERS)
        cut = cut if cut > start else start + MAX_SENTENCE_CHARACTERS
        if (span := _strip(text, start, cut)) and _WORD.search(text, span.start, span.end):  # else it says nothing
            yield Sentence(span.start, span.end)
        start = cut
    if span := _strip(text, start, end):
        yield Sentence(span.start, span.end)
