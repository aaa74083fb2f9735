"""Where the subject stands in a wish for the news or articles of a period: `subject_last` moves it behind them."""

import re

from qa.english.period_places import date_as_period
from qa.english.periods import DATE, split_period
from qa.english.phrases import PREPOSITIONS
from qa.english.relative_periods import split_relative
from qa.english.request import VERBS
from qa.english.word_classes import AUXILIARIES, TIMES, WH
from qa.english.words import content_words, stem
from qa.types.patterns import lazy_regex

_MOST_WORDS = 5
_REQUEST = lazy_regex(rf"(?:{VERBS}|sum|recap|tell|what|how)\b", re.IGNORECASE)
_ALL = r"(?:(?:all(?: of)?|every|each|any|some|the|my|our|your|single) )*"
_VERBS = "list|show|find|give|get|see|search|need|want|pull up|dig out"
_LIST = rf"(?:(?:{_VERBS})(?: me| us)?(?: for)? )"
_NEWS = r"(?P<news>news|headlines|coverage|reporting)"
_PIECES = r"(?P<pieces>(?:news )?(?:stories|articles|pieces))"
_PIECE = r"(?P<pieces>(?:news )?(?:story|article|piece))"
# "Delaware news", "the Delaware headlines", "every recall story", "how many recall stories".
_SHAPES = (
    lazy_regex(rf"(?P<lead>{_LIST}?(?:what(?:['’]?s| is| was| were| are) )?){_ALL}(?P<subject>\S.*?) {_NEWS}", re.I),
    lazy_regex(rf"(?P<lead>{_LIST}?(?:(?:what|which) )?){_ALL}(?P<subject>\S.*?) {_PIECES}", re.I),
    lazy_regex(rf"(?P<lead>{_LIST}?)(?:every|each)(?: single)? (?P<subject>\S.*?) {_PIECE}", re.I),
    lazy_regex(rf"(?P<lead>how many) {_ALL}(?P<subject>\S.*?) {_PIECES}(?: (?:are|were) there)?", re.I),
)
_SUMMARY = lazy_regex(rf"(?P<lead>summari[sz]e|sum up|recap) {_ALL}(?P<subject>\S.*?) {_NEWS}", re.IGNORECASE)
_EVERY = lazy_regex(rf"(?:{_LIST})?(?:all|every|each)\b", re.IGNORECASE)
_WORD_BEFORE = lazy_regex(r"(?P<word>[\w’'-]+) (?:stor(?:y|ies)|articles?|pieces?)\b", re.IGNORECASE)
_OPENING = lazy_regex(rf"(?P<date>{DATE})(?:['’]s)?,? (?P<rest>\S.*)", re.IGNORECASE)
# How news and articles are, and no subject. "Fake news" and "Fox News" are something else.
_NO_SUBJECT = frozenset(
    "news top main big biggest key important latest newest recent new oldest earliest first last more other others old local"
    " national international daily weekly whole entire full single stored saved selected chosen attached available published"
    " relevant related interesting good best worst bad short long longest shortest such same different various several many few"
    " breaking fake front-page popular i me you we us they them he she it this that these those my our your their his her its"
    " and or not no without except just only the a an up out down over back".split()
)
_BROADCASTERS = frozenset("abc ap bbc cbc cbs cnn fox gb google itv nbc pbs sky yahoo".split())


def subject_last(text: str, requests: frozenset[str] = frozenset()) -> str | None:
    """Return "Delaware news from June 2021" as "news about Delaware from June 2021"; None where nothing is to be moved.

    A list of "every recall story" needs no period. Words with the stems in `requests` open no subject, but a request: "collect
    news of 2021".
    """
    plain = text.rstrip(" ?.!")
    if opening := _OPENING.fullmatch(plain):
        plain = f"{opening['rest']} in {opening['date']}"
    plain, words = split_relative(plain)
    plain = plain if words else date_as_period(plain)
    rest, period = (plain, True) if words else split_period(plain)
    when = words or plain[len(rest) :].lstrip(" ,")
    if not (period or _EVERY.match(plain)):
        return None
    if (found := _SUMMARY.fullmatch(rest)) and (subject := _subject(found)):
        return f"{found['lead']} {subject} {when}"
    for shape in _SHAPES:
        if (found := shape.fullmatch(rest)) and (subject := _subject(found)):
            lead = found["lead"].casefold().strip()
            if not lead and stem(subject.casefold().split()[0]) in requests:
                return None
            is_list = lead or _EVERY.match(plain)
            told = "news" in found.re.groupindex or (not is_list and found["pieces"].casefold().endswith("stories"))
            which = "" if told else "how many " if lead == "how many" else "which " if lead else ""
            return f"{which}{'news' if told else 'articles'} about {subject} {when}".rstrip()
    return None


def _subject(found: re.Match[str]) -> str:
    """Return the words before the news that name their subject, "" where some of them may be anything else."""
    subject = re.sub(r"['’]s?$", "", found["subject"])
    words = subject.casefold().split()
    if len(words) > _MOST_WORDS or not content_words(subject) or TIMES.issuperset(words) or _REQUEST.match(subject):
        return ""
    if not (PREPOSITIONS | WH | AUXILIARIES | _NO_SUBJECT).isdisjoint(words) or any(word[:1].isdigit() for word in words):
        return ""
    is_body = "news" in found.re.groupindex and words[-1] in _BROADCASTERS
    return "" if is_body else subject


def word_before_documents(text: str) -> str:
    """Return the word right before "stories" or "articles" that may name their subject, "" where none does."""
    found = _WORD_BEFORE.search(text)
    word = found["word"].casefold() if found else ""
    return "" if not content_words(word) or _is_none(word) else word


def _is_none(word: str) -> bool:
    """Whether it is no subject: "which", "five", "uploaded"."""
    others = PREPOSITIONS | WH | AUXILIARIES | TIMES | _NO_SUBJECT
    return word in others or word[:1].isdigit() or word.endswith("ed") or word in _VERBS.split("|")
