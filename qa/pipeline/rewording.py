"""A message as it is asked most plainly: "boil the lease down for me" is "Summarize the lease", as `question_kind` reads it.

`read_kind` tells what it wants and which of its words name what. People say the same in too many ways for a table of them: of
210 wishes that somebody wrote who didn't know the tables, these knew one in five (eval/gold/kinds-fitting.jsonl).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from qa.attribution.answers import asked_of_speaker
from qa.english.numbers import COUNTS
from qa.english.periods import split_period
from qa.english.relative_periods import dated
from qa.english.request import LONGEST_REQUEST, TOLD_ANYWAY
from qa.english.word_lists import alternatives
from qa.english.words import content_stems, content_words
from qa.pipeline.document_facts import CALLED, with_this
from qa.pipeline.kind_model import ReadKind, around, read_kind
from qa.pipeline.list_questions import written
from qa.pipeline.other_languages import is_other_language
from qa.pipeline.question_kind import LISTS, PLAIN, GroupedBy, Kind, QuestionKind, number_of, question_kind
from qa.pipeline.question_shapes import A_SORT, OF_SORT
from qa.pipeline.wished_forms import in_sentences, sentences_wished
from qa.types.patterns import lazy_regex

# How likely the kind must be; one that plain questions look like (lists, comparisons, topics); somebody's words or small talk;
# and where the tables tell another kind. Found on kinds-fitting.jsonl, voices-fitting.jsonl and 6,840 plain questions.
_SURE, _SURE_OF_OFTEN_ASKED, _SURE_OF_WORDS, _SURE_OF_OTHER = 0.8, 0.9, 0.94, 0.95
# How likely the likeliest wish must be, among all kinds, to be offered. Of 83 wishes that weren't understood 36 are, 26 of them
# rightly; of 1,500 plain questions 24.
_PERHAPS = 0.3
_REMEMBERED = 256
_SOME_DAY = date(2020, 1, 1)
# What answers a wish for such a kind as well: "What is it about?" has plain words only for what is surely a document.
_AS_GOOD: dict[str, tuple[str, ...]] = {
    "about": ("about", "summary"),
    "news": ("news", "newest", "timeline", "summary"),
    "topic": ("topic", "compare", "summary"),
}
_GENERIC = lazy_regex(
    r"(?:(?:the|this|that|these|those|both|all|and|my|our|your|it|them|here|one|two|three|whole|entire|of|in|news|attached)\b ?"
    r"|(?:article|document|doc|file|text|story|paper|report|pdf|page|piece|thing|stuff|set|library|collection|coverage)s?\b"
    r" ?)+",
    re.IGNORECASE,
)
# "The tenancy agreements"; but "pull memos" are memos.
_SORT = lazy_regex(rf"(?<=\b(?:the|all|any|our) ){OF_SORT}\b|\b{A_SORT}\b", re.IGNORECASE)
_ANY_DOCUMENT = lazy_regex(
    r"\b(?:articles?|documents?|docs?|files?|stor(?:y|ies)|pieces?|reports?|papers?|texts?)\b", re.IGNORECASE
)
_SAYS_NOT = lazy_regex(
    r"^not\b|\b(?:not|never|(?:do|does|did|is|are|was|were)n['’]?t) (?:\w+ )?(?:mention|about|on|include|cover|discuss|name"
    r"|quote|say|from|by)\w*\b|\b(?:without|except|excluding|other than)\b",
    re.IGNORECASE,
)
_OWNS = lazy_regex(r"(?<!who)(?<!what)(?<!that)(?<!it)['’]s \w", re.IGNORECASE)
_AGAINST = lazy_regex(r"\b(?:vs|versus)\b", re.IGNORECASE)
# Two names, and nothing else: "haley vs ramaswamy".
_PAIR = lazy_regex(r"(?P<one>[\w’'-]+) (?:vs|versus)\.? (?P<other>[\w’'-]+)\??", re.IGNORECASE)
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
# Telling words beside the name of whose words any are wished: "need a quote from Lee".
_FEW_WORDS = 2
# A letter alone wishes nothing.
_WORD = lazy_regex(r"\w\w")
# What points back in it means what the message itself names: "Juul – what is that?".
_SAYS_WHAT = lazy_regex(
    r"\w[,–—: -]+(?:who|what)(?:['’]?s| is| are| was| were) (?:it|that|this|he|she|they|those)[ ?.!]*$", re.IGNORECASE
)
_WHO = lazy_regex(r"\b(?:who|what)\b", re.IGNORECASE)
_ASKS_MORE = lazy_regex(rf"(?!{TOLD_ANYWAY})(?:,| ) ?(?:and|&) (?:how|what|when|where|which|who)\b", re.IGNORECASE)
_BY_NOW = lazy_regex(
    r"(?:of |in |at |as of |right |just )*(?:the )?(?:lately|recent(?:ly)?|now|nowadays|these days|moment|current(?:ly)?|so far"
    r"|yet|present|today|rn|still|anymore|minute)",
    re.IGNORECASE,
)
_LEADS = lazy_regex(r"^(?:(?:about|at|for|from|how|of|on|over|to|with)\b ?)+", re.IGNORECASE)
_LEFT = lazy_regex(r"(?:[ ,]+(?:about|at|for|from|in|of|on|over|to|with))+$", re.IGNORECASE)
_DATED = lazy_regex(r"^(?:dated|published|printed) (?=\d)", re.IGNORECASE)
# Characters that stand between the words of a topic at most.
_BETWEEN = 30
_NUMBER = rf"\b(?P<n>\d{{1,2}}|{alternatives(COUNTS)})[ -](?:\w+[ -]){{0,4}}?"
_DOCUMENTS = lazy_regex(
    rf"{_NUMBER}(?:newest|latest|oldest|articles?|documents?|docs?|files?|stories|pieces|reports?|papers?|items?|things|ones)\b",
    re.IGNORECASE,
)
_BY: tuple[tuple[str, GroupedBy], ...] = (("month", "month"), ("year", "year"), ("site", "source"))


@lru_cache(_REMEMBERED)
def reworded(message: str, *, follows: bool = False) -> str | None:
    """Return the plainest message that wants the same; None where it is plain, is a question, or isn't surely anything else.

    What `follows` an answer may lean on it with any words. Raises ModelError.
    """
    if len(message) > LONGEST_REQUEST or not _WORD.search(message) or is_other_language(message):
        return None
    known = question_kind(_dated(message))
    if known.kind in ("small_talk", "other_language"):
        return None
    read = read_kind(message)
    if (known.is_overview or known.told) and not _is_otherwise(read, known):
        return None
    if read.kind == "said" and asked_of_speaker(message):
        return None
    if not _is_sure(message, read, known, follows=follows) or _asks_otherwise(message, read):
        return None
    return next((each for each in _plainly(message, read) if _wants(each, read.kind)), None)


def perhaps_wished(message: str) -> str | None:
    """Return the plain words of what a message may wish for that is read as a question; None where it is hardly a wish."""
    if len(message) > LONGEST_REQUEST or not _WORD.search(message) or is_other_language(message):
        return None
    known = kind_in_plain_words(message).kind
    if known not in ("question", "topic") or reworded(message) is not None:
        return None
    read = read_kind(message, as_wish=True)
    if read.probability < _PERHAPS or read.kind in ("said", "small_talk", known) or _asks_otherwise(message, read):
        return None
    return next((each for each in _plainly(message, read) if _wants(each, read.kind)), None)


def asked_kind(message: str) -> QuestionKind:
    """Return what a message wants, as it stands; keywords that surely ask are a question: "gate code for the barn"."""
    kind = question_kind(message)
    asks = kind.bare and (read := read_kind(message)).kind == "question" and read.probability >= _SURE
    return replace(PLAIN, parties=kind.parties, bare=True) if asks else kind


def left_out(message: str, plain: str) -> str:
    """Return the words for a time that the plain words of a message leave out; "" where they have them, or mean "by now"."""
    kind = kind_in_plain_words(plain)
    period = " ".join(read_kind(message).period)
    has_it = kind.period or kind.each or kind.grouped_by or kind.kind == "fact" or split_period(_dated(plain).rstrip(" ?"))[1]
    return "" if has_it or _BY_NOW.fullmatch(period) else period


def _wants(plain: str, kind: str) -> bool:
    """Whether the tables read that of these words which was read of the message."""
    told = kind_in_plain_words(plain)
    if kind == "said":
        return told.kind == "question" and asked_of_speaker(plain) is not None
    return _is_as_good(told, kind)


def _is_otherwise(read: ReadKind, known: QuestionKind) -> bool:
    """Whether it very surely wants another thing than the tables know: "stories on trams, what number" isn't a list of them."""
    return read.kind != "question" and read.probability >= _SURE_OF_OTHER and not _is_as_good(known, read.kind)


def _is_as_good(known: QuestionKind, kind: str) -> bool:
    told = "news" if known.kind == "topic" and known.newest else known.kind
    return told in _AS_GOOD.get(kind, (kind,))


def _is_sure(message: str, read: ReadKind, known: QuestionKind, *, follows: bool) -> bool:
    """Whether it is likely enough that kind. What leans on an answer before it isn't: "and the mayor?", "shorter"."""
    if read.kind == "question":
        return False
    names = _names(read)
    if follows and (read.kind in ("topic", "small_talk") or not names) and not (names and _SAYS_WHAT.search(message)):
        return False
    rest = around(message, read.words)
    if read.kind == "topic" == known.kind and not (content_words(rest) or _WHO.search(rest)):
        return _PAIR.fullmatch(message) is not None  # else keywords, which are plain
    if read.kind in ("said", "small_talk"):
        return read.probability >= _SURE_OF_WORDS
    often_asks = read.kind in (*LISTS, "most_quoted", "compare", "topic") or (read.kind == "news" and not names)
    return read.probability >= (_SURE_OF_OFTEN_ASKED if often_asks else _SURE)


def _asks_otherwise(message: str, read: ReadKind) -> bool:
    """Whether plain words would lose something: "not", a second question, a score ("A vs B"), too many words beside whose words
    are wished, or a subject of which only "the" was read."""
    if read.kind == "small_talk" or (read.kind == "said" and any(map(content_words, read.topic))):
        return False  # somebody's words are found by the message as it stands, too
    rest = around(message, read.words)
    telling = [word for word in content_words(rest) if not word.isdigit() and word not in COUNTS]
    if read.kind == "said":  # of any words of somebody little is said: "Lee quotes", not "what Lee wrote in the letter to …"
        return len(telling) > _FEW_WORDS or bool(read.period or read.document)
    is_score = read.kind == "compare" and _AGAINST.search(rest) and not telling
    asks_two = read.kind == "topic" and _ASKS_MORE.search(message)  # "who is Ann Lee and where did she study"
    is_cut = bool(read.topic) and not any(map(content_words, read.topic))
    is_owned = read.kind == "most_quoted" and _OWNS.search(rest)  # "the most quoted economist's employer"
    return bool(is_cut or is_score or is_owned or asks_two or _SAYS_NOT.search(rest))


def _names(read: ReadKind) -> bool:
    """Whether it names a subject, a source, a time, or a document by more than "this" or "it"."""
    documents = [each for each in read.document if not is_generic(each)]
    return any(map(content_words, (*read.topic, *read.parties, *read.source, *read.period, *read.speaker, *documents)))


def kind_in_plain_words(plain: str) -> QuestionKind:
    """Return what the tables read of a message: "last month" counts as a period, "the lease" as a document."""
    text = _dated(plain)
    kind = question_kind(text)
    return question_kind(with_this(text)) if kind.kind == "question" else kind


def _dated(message: str) -> str:
    return dated(message, _SOME_DAY)[0]


def _plainly(message: str, read: ReadKind) -> Iterator[str]:
    """Yield how it may be asked plainly, the most telling wording first, and with its time before without it."""
    period = _led(" ".join(read.period))
    if _is_period(period):
        yield from _within(message, read, period)
    yield from _within(message, read, "")


def _within(message: str, read: ReadKind, period: str) -> Iterator[str]:
    others = (*read.parties, *read.source, *read.period, *read.document, *read.speaker)
    topic, document = (_LEADS.sub("", each) for each in (_whole(message, read.topic, others), " and ".join(read.document)))
    if read.kind not in LISTS:
        topic = topic or " and ".join(read.source)
    match read.kind:
        case "small_talk":
            yield "Hello"
        case "fact" if read.fact in _FACTS:
            plain = _FACTS[read.fact].format(_called(document, topic))
            yield plain.replace("words", "pages") if "page" in message else plain
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
        case "topic" if pair := _PAIR.fullmatch(message):
            yield f"Compare {pair['one']} and {pair['other']}"
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
            yield _listed(message, read, kind, topic or ("" if is_generic(document) else document), period)


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
    speaker, *others = (each.strip(_MARKS) for each in read.speaker)
    about = _LEADS.sub("", _whole(message, read.topic or others, [speaker]).strip(_MARKS))
    names = (name for name in _NAMES.findall(message) if speaker in name.split() and len(name.split()) == _FULL)
    speaker = next((name for name in names if content_stems(about).isdisjoint(content_stems(name))), speaker)
    about = "" if content_stems(about) <= content_stems(speaker) else about
    return f"{_joined('What did', speaker, 'say', f'about {about}' if about else '', period)}?"


def _listed(message: str, read: ReadKind, kind: Kind, topic: str, period: str) -> str:
    """A list or a count, as `written` asks for it; a period told from the present day stays in words."""
    of_time = split_period(f"documents {period}")[1]
    source = " ".join(each for each in read.source if each not in topic and not _SORT.fullmatch(each))
    marks = read.marks if kind == "newest" else read.marks - {"oldest", "added"}
    rest = around(message, (topic, *read.source, *read.period))
    sort = None if _ANY_DOCUMENT.search(rest) else _SORT.search(rest)
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
        number=number_of(number["n"]) if kind == "newest" and (number := _DOCUMENTS.search(message)) else None,
    )
    plain = written(wanted)
    return plain if of_time or not period else _joined(plain.replace(" are there", " were published"), period)


def _led(period: str) -> str:
    """Return a period as it is understood: "in summer 2022", where "summer 2022" was read, "on 3 June" of "3 June"."""
    period = _DATED.sub("", _LEFT.sub("", period))
    return next((each for each in (period, f"in {period}", f"on {period}", f"from {period}") if _is_period(each)), period)


def _is_period(words: str) -> bool:
    """Whether they are understood as a period and nothing else."""
    return split_period(_dated(f"news {words}"))[0] == "news"


def _called(document: str, topic: str) -> str:
    """Return how a document is called of which something is asked: "the lease", "the article about trams", "this document"."""
    if _CALLED.fullmatch(document) and not _POINTS.fullmatch(document):
        return document
    about = topic or ("" if is_generic(document) else re.sub(r"(?i)^(?:the|this|that|my|our|your) ", "", document))
    return f"the article about {about}" if about else "this document"


def is_generic(document: str) -> bool:
    """Whether it may be any document: "this clipping", "the two files"."""
    return any(shape.fullmatch(document.strip()) for shape in (_GENERIC, _POINTS))


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))
