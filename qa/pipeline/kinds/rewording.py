"""A message as it is asked most plainly: "boil the lease down for me" is "Summarize the lease", as `question_kind` reads it.

`read_kind` tells what it wants and which of its words name what. People say the same in too many ways for a table of them: of
210 wishes that somebody wrote who didn't know the tables, these knew one in five (eval/gold/kinds-fitting.jsonl).
"""

import re
from dataclasses import replace
from functools import lru_cache

from qa.attribution.answers import asked_of_speaker
from qa.english.numbers import COUNTS
from qa.english.periods import split_period
from qa.english.request import LONGEST_REQUEST, TOLD_ANYWAY
from qa.english.words import content_words
from qa.pipeline.kinds.document_facts import with_this
from qa.pipeline.kinds.kind_model import ReadKind, around, read_kind
from qa.pipeline.kinds.other_languages import is_other_language
from qa.pipeline.kinds.question_kind import COMPLAINS, PLAIN, THANKS, QuestionKind, question_kind
from qa.pipeline.kinds.wordings import ANY_DOCUMENT, PAIR, in_days, is_generic, plainly
from qa.types.patterns import lazy_regex

# How likely the kind must be; somebody's words; small talk; and where the tables tell another kind. Of 2,833 plain questions 13
# are taken for another wish than somebody's words.
_SURE, _SURE_OF_WORDS, _SURE_OF_TALK, _SURE_OF_OTHER = 0.75, 0.94, 0.9, 0.95
# How likely the likeliest wish must be, among all kinds, to be offered. Of 83 wishes that weren't understood 36 are, 26 of them
# rightly; of 1,500 plain questions 24.
_PERHAPS = 0.3
_REMEMBERED = 256
# What answers a wish for such a kind as well: "What is it about?" has plain words only for what is surely a document.
_AS_GOOD: dict[str, tuple[str, ...]] = {
    "about": ("about", "summary"),
    "news": ("news", "newest", "timeline", "summary"),
    "topic": ("topic", "compare", "summary", "news"),
}
_SAYS_NOT = lazy_regex(
    r"^not\b|\b(?:not|never|(?:do|does|did|is|are|was|were)n['’]?t) (?:\w+ )?(?:mention|about|on|include|cover|discuss|name"
    r"|quote|say|from|by)\w*\b|\b(?:without|except|excluding|other than)\b",
    re.IGNORECASE,
)
_OWNS = lazy_regex(r"(?<!who)(?<!what)(?<!that)(?<!it)['’]s \w", re.IGNORECASE)
_AGAINST = lazy_regex(r"\b(?:vs|versus)\b", re.IGNORECASE)
# Telling words beside the name of whose words any are wished: "need a quote from Lee".
_FEW_WORDS = 2
# A letter alone wishes nothing.
_WORD = lazy_regex(r"\w\w")
# What points back in it means what the message itself names: "Juul – what is that?".
_SAYS_WHAT = lazy_regex(
    r"\w[,–—: -]+(?:who|what)(?:['’]?s| is| are| was| were) (?:it|that|this|he|she|they|those)[ ?.!]*$", re.IGNORECASE
)
_MARK = lazy_regex(r"[?!;]|, (?=(?:please|pls|and|if|so|as|newest|latest|with|in)\b)", re.IGNORECASE)
_WHO = lazy_regex(r"\b(?:who|what)\b", re.IGNORECASE)
# Asked to be agreed with: "isn't Vegas too bright for that?" wishes nobody's words.
_CONFIRMS = lazy_regex(r"(?:is|are|was|were|do|does|did|has|have)n['’]?t\b", re.IGNORECASE)
# What narrows an answer: "just the ones Lee looks after".
_NARROWS = lazy_regex(r"(?:just|only) (?:the ones?|those|these|them)\b", re.IGNORECASE)
_POINTS = lazy_regex(r"\b(?:it|this|that|these|those|them|one|ones|there)\b", re.IGNORECASE)
_ASKS_MORE = lazy_regex(rf"(?!{TOLD_ANYWAY})(?:,| ) ?(?:and|&) (?:how|what|when|where|which|who)\b", re.IGNORECASE)
# How long a contract lasts, when a review will come out and when the latest meeting was, a text tells.
_NO_FACT = lazy_regex(
    r"\bhow long\b(?=.*\b(?:lease|contract|agreement|tenancy|warranty|guarantee|licence|license)\b)|\b(?:when|who|where) will\b"
    r"|\b(?:date|day|time)\W*$",
    re.IGNORECASE,
)
# The message quotes a fault that a machine shows, and asks for help, not for news: "the dryer shows E2 what now".
_FAULT = lazy_regex(r"\b(?:show|say|display|read|flashe?|blink)(?:s|ing) (?:(?:error|code|fault) )*\w*-?\d\w*$", re.IGNORECASE)
_BY_NOW = lazy_regex(
    r"(?:of |in |at |as of |right |just )*(?:the )?(?:lately|recent(?:ly)?|now|nowadays|these days|moment|current(?:ly)?|so far"
    r"|yet|present|today|rn|still|anymore|minute)",
    re.IGNORECASE,
)


@lru_cache(_REMEMBERED)
def reworded(message: str, *, follows: bool = False) -> str | None:
    """Return the plainest message that wants the same; None where it is plain, is a question, or isn't surely anything else.

    What `follows` an answer may lean on it with any words. Raises ModelError.
    """
    if not _may_be_read(message):
        return None
    known = question_kind(in_days(message))
    if known.kind in ("small_talk", "other_language"):
        return None
    read = read_kind(message)
    if (known.is_overview or known.told) and not _is_otherwise(read, known) and not _goes_on(read, known):
        return None
    if read.kind == "said" and asked_of_speaker(message):
        return None
    if not _is_sure(message, read, known, follows=follows) or _asks_otherwise(message, read):
        return None
    return _plainest(message, read)


def perhaps_wished(message: str) -> str | None:
    """Return the plain words of what a message may wish for that is read as a question; None where it is hardly a wish."""
    if not _may_be_read(message):
        return None
    known = kind_in_plain_words(message).kind
    if known not in ("question", "topic") or reworded(message) is not None:
        return None
    read = read_kind(message, as_wish=True)
    if read.probability < _PERHAPS or read.kind in ("said", "small_talk", known) or _asks_otherwise(message, read):
        return None
    return _plainest(message, read)


def asked_kind(message: str) -> QuestionKind:
    """Return what a message wants, as it stands; keywords that surely ask are a question: "gate code for the barn"."""
    kind = question_kind(message)
    asks = kind.bare and (read := read_kind(message)).kind == "question" and read.probability >= _SURE
    return replace(PLAIN, parties=kind.parties, bare=True) if asks else kind


def left_out(message: str, plain: str) -> str:
    """Return the words for a time that the plain words of a message leave out; "" where they have them, or mean "by now"."""
    kind = kind_in_plain_words(plain)
    period = " ".join(read_kind(message).period)
    has_it = kind.period or kind.each or kind.grouped_by or kind.kind == "fact" or split_period(in_days(plain).rstrip(" ?"))[1]
    return "" if has_it or _BY_NOW.fullmatch(period) else period


def _may_be_read(message: str) -> bool:
    return len(message) <= LONGEST_REQUEST and _WORD.search(message) is not None and not is_other_language(message)


def _plainest(message: str, read: ReadKind) -> str | None:
    """Return the first plain words of which the tables read what was read of the message."""
    return next((each for each in plainly(message, read) if _wants(each, read.kind)), None)


def _wants(plain: str, kind: str) -> bool:
    told = kind_in_plain_words(plain)
    if kind == "said":
        return told.kind == "question" and asked_of_speaker(plain) is not None
    return _is_as_good(told, kind)


def _is_otherwise(read: ReadKind, known: QuestionKind) -> bool:
    """Whether it very surely wants another thing than the tables know: "stories on trams, what number" isn't a list of them."""
    return read.kind != "question" and read.probability >= _SURE_OF_OTHER and not _is_as_good(known, read.kind)


def _goes_on(read: ReadKind, known: QuestionKind) -> bool:
    """Whether the tables take for the topic what goes on behind it: "Which articles mention trams? Newest first, please"."""
    if not read.topic or read.probability < _SURE_OF_OTHER or (mark := _MARK.search(known.topic)) is None:
        return False
    return all(each in known.topic[: mark.start()] for each in read.topic) and _is_as_good(known, read.kind)


def _is_as_good(known: QuestionKind, kind: str) -> bool:
    told = "news" if known.kind == "topic" and known.newest else known.kind
    return told in _AS_GOOD.get(kind, (kind,))


def _is_sure(message: str, read: ReadKind, known: QuestionKind, *, follows: bool) -> bool:
    """Whether it is likely enough that kind. What leans on an answer before it isn't: "and the mayor?", "shorter"."""
    if read.kind == "question" or (read.kind == "said" and _CONFIRMS.match(message)):
        return False
    names = _names(read)
    if follows and not _leans_on_nothing(message, read, names=names):
        return False
    rest = around(message, read.words)
    if read.kind == "topic" == known.kind and not (content_words(rest) or _WHO.search(rest)):
        return PAIR.fullmatch(message) is not None  # else keywords, which are plain
    return read.probability >= {"said": _SURE_OF_WORDS, "small_talk": _SURE_OF_TALK}.get(read.kind, _SURE)


def _leans_on_nothing(message: str, read: ReadKind, *, names: bool) -> bool:
    """Whether no answer before tells more of what it wants: it thanks or complains, names what it means, or asks for documents
    and points at none."""
    if _NARROWS.match(message):
        return False
    if read.kind == "small_talk":
        return THANKS.search(message) is not None or COMPLAINS.search(message) is not None
    if read.kind == "topic":
        return names and _SAYS_WHAT.search(message) is not None
    if _POINTS.search(around(message, read.period)):  # "forgot one this morning"
        return _names(replace(read, period=()))
    return names or (read.kind == "newest" and ANY_DOCUMENT.search(message) is not None)


def _asks_otherwise(message: str, read: ReadKind) -> bool:
    """Whether plain words would lose something: "not", a second question, a score ("A vs B"), too many words beside whose words
    are wished, a subject of which only "the" was read, or which document is asked."""
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
    of_one = read.kind == "topic" and not all(map(is_generic, read.document))  # "what do the April minutes say about pets"
    of_what_is_told = read.kind in ("fact", "newest") and _NO_FACT.search(message)
    is_denied = read.kind != "compare" and _SAYS_NOT.search(rest)  # two who "don't agree" are compared
    is_fault = read.kind == "news" and any(map(_FAULT.search, read.topic))
    return bool(is_cut or is_score or is_owned or asks_two or of_one or of_what_is_told or is_denied or is_fault)


def _names(read: ReadKind) -> bool:
    """Whether it names a subject, a source, a time, or a document by more than "this" or "it"."""
    documents = [each for each in read.document if not is_generic(each)]
    return any(map(content_words, (*read.topic, *read.parties, *read.source, *read.period, *read.speaker, *documents)))


def kind_in_plain_words(plain: str) -> QuestionKind:
    """Return what the tables read of a message: "last month" counts as a period, "the lease" as a document."""
    text = in_days(plain)
    kind = question_kind(text)
    return question_kind(with_this(text)) if kind.kind == "question" else kind
