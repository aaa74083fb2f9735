"""The plain words for what a model read of a message: its kind, and the words that name what."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from qa.english.numbers import COUNTS
from qa.english.periods import split_period
from qa.english.relative_periods import dated
from qa.english.word_lists import alternatives
from qa.english.words import content_stems, is_plural
from qa.pipeline.kinds.document_facts import CALLED
from qa.pipeline.kinds.kind_model import ReadKind, around
from qa.pipeline.kinds.list_questions import written
from qa.pipeline.kinds.question_kind import LISTS, GroupedBy, Kind, QuestionKind, number_of
from qa.pipeline.kinds.question_shapes import A_SORT, OF_SORT
from qa.pipeline.kinds.wished_forms import in_sentences, sentences_wished
from qa.types.patterns import lazy_regex

_GENERIC = lazy_regex(
    r"(?:(?:the|this|that|these|those|both|all|and|my|our|your|it|them|here|one|two|three|whole|entire|of|in|news|attached)\b ?"
    r"|(?:article|document|doc|file|text|story|paper|report|pdf|page|piece|thing|stuff|set|library|collection|coverage)s?\b"
    r" ?)+",
    re.IGNORECASE,
)
# "The tenancy agreements"; but "pull memos" are memos.
_SORT = lazy_regex(rf"(?<=\b(?:the|all|any|our) ){OF_SORT}\b|\b{A_SORT}\b", re.IGNORECASE)
ANY_DOCUMENT = lazy_regex(
    r"\b(?:articles?|documents?|docs?|files?|stor(?:y|ies)|pieces?|reports?|papers?|texts?)\b", re.IGNORECASE
)
# "Which report came first?", but not "the newest report files".
_ONE_ASKED = lazy_regex(
    r"\b(?:which|what|newest|latest|oldest|earliest|first|last|recent) (?:\w+ )?(?:article|document|doc|file|story|piece|report"
    r"|paper|text)\b(?! (?:articles|documents|docs|files|folder|cabinet))",
    re.IGNORECASE,
)
# Two names, and nothing else: "haley vs ramaswamy".
PAIR = lazy_regex(r"(?P<one>[\w’'-]+) (?:vs|versus)\.? (?P<other>[\w’'-]+)\??", re.IGNORECASE)
_POINTS = lazy_regex(r"(?:this|that|these|those)(?: \w+)?", re.IGNORECASE)
_SEVERAL = lazy_regex(r"(?:these|those|both|all)\b|\S+ \S+s$", re.IGNORECASE)
_CALLED = lazy_regex(CALLED, re.IGNORECASE)
# The title stands above where a document is from.
_FACTS: dict[str, str] = {
    "author": "Who wrote {}?",
    "date": "When was {} published?",
    "source": "Where is {} from?",
    "length": "How many words does {} have?",
    "title": "Where is {} from?",
}
_DETERMINED = lazy_regex(
    rf"^(?:(?:the|this|that|these|those|both|all|any|my|our|your|of|\d+|{alternatives(COUNTS)}) )+", re.IGNORECASE
)
_THESE = lazy_regex(r"\b(?:these|those)\b", re.IGNORECASE)
# What stands around words that name something.
_MARKS = ' ,;:.?!–-"“”'
_NAMES = lazy_regex(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)+")
_FULL = 2  # words of a whole name
_LEADS = lazy_regex(r"^(?:(?:about|at|for|from|how|of|on|over|to|with)\b ?)+", re.IGNORECASE)
_LEFT = lazy_regex(r"(?:[ ,]+(?:about|at|for|from|in|of|on|over|to|with))+$", re.IGNORECASE)
_DATED = lazy_regex(r"^(?:dated|published|printed) (?=\d)", re.IGNORECASE)
# Characters that stand between the words of a topic at most.
_BETWEEN = 30
_DOCUMENTS = lazy_regex(
    rf"\b(?P<n>\d{{1,2}}|{alternatives(COUNTS)})[ -](?:\w+[ -]){{0,4}}?"
    r"(?:newest|latest|oldest|articles?|documents?|docs?|files?|stories|pieces|reports?|papers?|items?|things|ones)\b",
    re.IGNORECASE,
)
_BY: tuple[tuple[str, GroupedBy], ...] = (("month", "month"), ("year", "year"), ("site", "source"))
_SOME_DAY = date(2020, 1, 1)


def in_days(message: str) -> str:
    """Return the message with "last month" as the one before some day, so that the tables know it for a period."""
    return dated(message, _SOME_DAY)[0]


def plainly(message: str, read: ReadKind) -> Iterator[str]:
    """Yield how it may be asked plainly, the most telling wording first, and with its time before without it."""
    period = _led(" ".join(read.period))
    if _is_period(period):
        yield from _within(message, read, period)
    yield from _within(message, read, "")


def _within(message: str, read: ReadKind, period: str) -> Iterator[str]:
    others = (*read.parties, *read.source, *read.period, *read.document, *read.speaker)
    parties = content_stems(" ".join(read.parties))
    topics = [each for each in read.topic if not parties or content_stems(each) - parties]
    topic, document = (_LEADS.sub("", each) for each in (_whole(message, topics, others), " and ".join(read.document)))
    if read.kind not in LISTS:
        topic = topic or " and ".join(read.source)
    match read.kind:
        case "small_talk":
            yield "Hello"
        case "fact" if read.fact in _FACTS:
            fact = _FACTS[read.fact]
            yield (fact.replace("words", "pages") if "page" in message else fact).format(_called(document, topic))
        case "summary" | "about":
            yield from _of_documents(message, read.kind, topic, document, period)
        case "compare":
            yield from _compared(read, topic, document)
        case "timeline":
            of = topic or document
            yield _joined("Timeline", f"of {of}" if of else "", period)
        case "news" if topic:
            yield f"{_joined('What is new about', topic, period)}?"
        case "news":
            yield f"What happened {period}?" if period else "What is new?"
        case "topic" if pair := PAIR.fullmatch(message):
            yield f"Compare {pair['one']} and {pair['other']}"
        case "topic" if topic and period:
            yield f"{_joined('What is new about', topic, period)}?"
        case "topic" if topic:
            number = sentences_wished(message)
            yield _joined("Summarize", topic, in_sentences(number)) if number else f"Tell me about {topic}"
        case "said" if read.speaker:
            yield _said(message, read, period)
        case "most_quoted":
            if document:
                yield f"Who is quoted in {_called(document, topic)}?"
            yield _joined("Who is quoted most", f"about {topic}" if topic else "", period)
        case "count" | "which_documents" | "newest" as kind:
            yield from _listed(message, read, kind, topic or ("" if is_generic(document) else document), period)


def _of_documents(message: str, kind: str, topic: str, document: str, period: str) -> Iterator[str]:
    sentences = in_sentences(sentences_wished(message))
    period = "" if period in document else period
    if topic and document and not is_generic(document) and topic not in document:
        return  # of which of both?
    of = topic if not document or is_generic(document) else document
    of = of or (("these" if _SEVERAL.match(document) or _THESE.search(document) else "this") if document else "")
    if kind == "about" and (of or not split_period(period)[1]):  # what is there of a period is summarized
        be = "are" if _SEVERAL.match(of) else "is"
        yield f"What {be} {of or 'this'} about?"
        if of:
            yield f"What {be} {of} about in a line or two?"
    yield _joined("Summarize", of, period, sentences)
    if topic and topic != of:
        yield _joined("Summarize", topic, period, sentences)


def _compared(read: ReadKind, topic: str, document: str) -> Iterator[str]:
    on = f"on {topic}" if topic else ""
    if len(set(read.parties)) > 1:  # "Johnson & Johnson" is one
        yield _joined("Compare", f"{', '.join(read.parties[:-1])} and {read.parties[-1]}", on)
    elif topic and "differing" in read.marks:
        yield f"Where do the articles disagree about {topic}?"
    if document or not (topic or read.parties):
        yield _joined("Compare", document or "the documents", on)
    if document and not topic:  # "the three statements"
        yield f"Compare the documents on {_DETERMINED.sub('', document)}"


def _whole(message: str, parts: Sequence[str], others: Iterable[str]) -> str:
    """Return what names one thing, from the first of its words to the last where little else is between, none of the others."""
    if len(parts) < 2:
        return "".join(parts)
    start, end = message.find(parts[0]), message.rfind(parts[-1]) + len(parts[-1])
    between = message[start:end]
    apart = len(between) > sum(map(len, parts)) + _BETWEEN or any(each in between for each in others)
    return " and ".join(parts) if apart or start < 0 else between


def _said(message: str, read: ReadKind, period: str) -> str:
    """Whole names speak: "Ann Lee", where "Ann" alone was read."""
    speaker, *others = (each.rpartition(", ")[2].strip(_MARKS) for each in read.speaker)  # "in york, lee announced"
    about = _LEADS.sub("", _whole(message, read.topic or others, [speaker]).strip(_MARKS))
    names = (name for name in _NAMES.findall(message) if speaker in name.split() and len(name.split()) == _FULL)
    speaker = next((name for name in names if content_stems(about).isdisjoint(content_stems(name))), speaker)
    about = "" if content_stems(about) <= content_stems(speaker) else about
    return f"{_joined('What did', speaker, 'say', f'about {about}' if about else '', period)}?"


def _listed(message: str, read: ReadKind, kind: Kind, topic: str, period: str) -> Iterator[str]:
    """A list or a count, as `written` asks for it; a period told from the present day stays in words.

    "The total of the Ridgeway invoice" counts no documents.
    """
    of_time = split_period(f"documents {period}")[1]
    source = " ".join(each for each in read.source if each not in topic and not _SORT.fullmatch(each))
    marks = read.marks if kind == "newest" else read.marks - {"oldest", "added"}
    rest = around(message, (topic, *read.source, *read.period))
    sort = None if ANY_DOCUMENT.search(rest) else _SORT.search(rest)
    if kind == "count" and sort is not None and not is_plural(sort[0]):
        return
    wanted = QuestionKind(
        kind,
        topic,
        period=of_time,
        source=source,
        oldest="oldest" in marks,
        added="added" in marks,
        quoting="quoting" in marks and bool(topic),
        writing=sort[0] if sort else "",
        grouped_by=next((by for mark, by in _BY if mark in marks and kind == "count"), ""),
        number=_number(message) if kind == "newest" else None,
    )
    plain = written(wanted)
    yield plain if of_time or not period else _joined(plain.replace(" are there", " were published"), period)


def _number(message: str) -> int | None:
    """How many documents it asks for: 1 of "the first article"; None where it tells no number."""
    if number := _DOCUMENTS.search(message):
        return number_of(number["n"])
    return 1 if _ONE_ASKED.search(message) else None


def _led(period: str) -> str:
    """Return a period as it is understood: "in summer 2022", where "summer 2022" was read, "on 3 June" of "3 June"."""
    period = _DATED.sub("", _LEFT.sub("", period))
    return next((each for each in (period, f"in {period}", f"on {period}", f"from {period}") if _is_period(each)), period)


def _is_period(words: str) -> bool:
    """Whether they are understood as a period and nothing else."""
    return split_period(in_days(f"news {words}"))[0] == "news"


def _called(document: str, topic: str) -> str:
    """Return how a document is called of which something is asked: "the lease", "the article about trams", "this document"."""
    if _CALLED.fullmatch(document) and not _POINTS.fullmatch(document):
        return document
    named = "" if is_generic(document) else re.sub(r"(?i)^(?:the|this|that|my|our|your) ", "", document)
    about = named if topic in named else topic
    return f"the article about {about}" if about else "this document"


def is_generic(document: str) -> bool:
    """Whether it may be any document: "this clipping", "the two files"."""
    return any(shape.fullmatch(document.strip()) for shape in (_GENERIC, _POINTS))


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))
