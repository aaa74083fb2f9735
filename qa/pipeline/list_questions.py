"""Lists and counts of documents as questions, and messages that change the last one: "only 2023", "how many are there?"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.english.calendar import MONTHS
from qa.english.noun_phrases import NounPhrase, parse
from qa.english.numbers import COUNTS
from qa.english.periods import EVER, Period, is_date, split_period
from qa.english.word_classes import AUXILIARIES, TIMES, WH
from qa.english.words import content_words
from qa.pipeline.listed_documents import LONGEST, points_at_several
from qa.pipeline.question_kind import QuestionKind, question_kind, wished
from qa.types import Turn
from qa.types.patterns import lazy_regex

_LISTS = frozenset({"which_documents", "newest", "count"})
_DOCS = r"(?:ones?|articles?|documents?|stories|reports?|files?)"
_THEM = rf"(?:them|these|those|(?:the|these|those) {_DOCS})"
# Where a period, a source or a topic takes the place of the last one: "No, I meant in 2017", "only those from 2021".
_LEAD = lazy_regex(
    r"(?:(?:no|sorry|actually|wait|and|but|so|i mean|i meant|only|just|(?:what|how) about|(?:show|list|give)(?: me)?"
    rf"|{_THEM}|published)\b[,:]? )+",
    re.IGNORECASE,
)
_MONTH = lazy_regex(rf"(?:(?:in|during|from|of) )?(?P<month>{'|'.join(MONTHS)})", re.IGNORECASE)
_DAY = lazy_regex(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-\d\d\b")
_HOW_MANY = lazy_regex(
    rf"(?:how many(?: of {_THEM})?(?: (?:are|were) (?:there|they|these|those|that))?(?: in (?:total|all)| altogether)?"
    rf"|count {_THEM})",
    re.IGNORECASE,
)
_WHICH = lazy_regex(
    rf"(?:(?:which|what)(?: {_DOCS}| of {_THEM})?(?: are (?:they|these|those|that))?"
    rf"|(?:list|show|name)(?: me)? (?:all(?: of)? )?{_THEM})",
    re.IGNORECASE,
)
_ORDERED = lazy_regex(
    r"(?:(?:only|just|show me|list|give me) )?(?:the )?(?:(?P<n>\w+) )?(?P<order>newest|latest|most recent|oldest|earliest)"
    rf"(?: (?P<m>(?!first\b|ones?\b)\w+))??(?: {_DOCS}| of {_THEM})?(?P<all> first)?",
    re.IGNORECASE,
)
_ALSO = lazy_regex(
    rf"(?:(?P<ask>which|how many|only|just)(?: of)?(?: {_THEM})?|{_THEM})(?: that| which)?(?: also)?"
    r" (?:mention|discuss|(?:talk|write) about|are about|about|with)s? (?P<topic>\S.*)",
    re.IGNORECASE,
)
# "By Monday" and "by Biden" are no sites.
_OF_SOURCE = lazy_regex(
    r"from (?P<source>(?:the )?(?P<name>(?-i:[A-Z])\S*(?: \S+){0,3}))|(?:from|by) (?P<site>\S+\.\w+)", re.IGNORECASE
)
_TOPIC = lazy_regex(
    # "What about the victims?" asks of those that the list is about.
    r"(?:(?:no|sorry|actually|wait),? )*(?:(?:(?:and )?(?:what|how) about|and)(?! the (?-i:[a-z]))|(?P<on>about)"
    r"|(?P<instead>i mean|i meant))(?P<further> about| on| the ones (?:about|on))? (?P<topic>\S.*)",
    re.IGNORECASE,
)
_ABOUT = lazy_regex(r" (?:about|on) ", re.IGNORECASE)
_SPEAKERS = ("male", "female", "person", "place")
_POINTING = frozenset("he she they it him her them his their its this that these those one ones i you we".split())
_MOST_TOPIC_WORDS = 5
_MOST_PLAIN_WORDS = 3
# So many turns back a list has been forgotten.
_MOST_TURNS = 24


def written(kind: QuestionKind) -> str:
    """The question that asks for this list or count."""
    period = f" {kind.period.in_words}" if kind.period else ""
    source, topic = f" from {kind.source}" if kind.source else "", kind.topic
    if kind.kind == "newest":
        order = "last added" if kind.added else "oldest" if kind.oldest else "newest"
        many = f"{kind.number} " if kind.number else ""
        return (
            f"The {many}{order} document{'' if kind.number == 1 else 's'}{source}{f' about {topic}' if topic else ''}{period}"
        )
    if not topic:
        source = f" are{source}" if source else " were published" if period else " are there"
    there = f" {'quote' if kind.quoting else 'mention'} {topic}" if topic else ""
    by = f" by {kind.grouped_by}" if kind.grouped_by else ""
    return f"{'How many' if kind.kind == 'count' else 'Which'} documents{source}{there}{period}{by}"


def last_list(history: Sequence[Turn]) -> QuestionKind | None:
    """The list or count that the last question asked for, as the messages after it changed it; None where it was none."""
    found, told = None, ""
    for turn in history[-_MOST_TURNS:]:
        if turn.role == "assistant":
            told = turn.text
            continue
        if len(turn.text) > LONGEST:
            found = None
            continue
        kind = question_kind(turn.text)
        if kind.kind in _LISTS and not kind.each:
            found = kind
        elif found is not None and kind.kind != "small_talk" and not (kind.stands_alone and points_at_several(turn.text, told)):
            found = changed(found, turn.text, told)
    return found


def changed_list(message: str, history: Sequence[Turn]) -> str | None:
    """The list or count that the message makes of the last one, as a question; None where the message asks something else."""
    if not history or len(message) > LONGEST or question_kind(message).kind in _LISTS:
        return None
    if (last := last_list(history)) is None:
        return None
    new = changed(last, message, history[-1].text)
    return None if new is None else written(new)


def changed(last: QuestionKind, message: str, told: str) -> QuestionKind | None:
    """The list with another period, source, order or topic, or only its number; None where the message asks something else.

    `told` is the answer that lists it: its dates tell which August is meant.
    """
    new = _changed(replace(last, page=1), message, told)
    if new is None:
        return None
    if new.kind == "which_documents" and new.source and not new.topic:
        # There is no question for the documents of a source but for the newest first, or for their number.
        new = replace(new, kind="newest")
    if new.kind == "newest":
        return replace(new, grouped_by="")
    return replace(new, number=None, oldest=False, added=False, grouped_by=new.grouped_by if new.kind == "count" else "")


def _changed(last: QuestionKind, message: str, told: str) -> QuestionKind | None:
    text = wished(message)
    rest = wished(_LEAD.sub("", f"{text} ", count=1)) if _LEAD.match(f"{text} ") else text
    if period := _period(rest, last.period, told):
        return replace(last, period=period, added=False)
    if _HOW_MANY.fullmatch(text):
        return replace(last, kind="count")
    if last.kind == "count" and _WHICH.fullmatch(text):
        return replace(last, kind="which_documents")
    if (ordered := _ORDERED.fullmatch(text)) and not last.quoting:
        return _in_order(last, ordered)
    if (source := _OF_SOURCE.fullmatch(rest)) and (site := source["site"] or (_is_site(source["name"]) and source["source"])):
        return replace(last, source=site)
    if (also := _ALSO.fullmatch(text)) and not last.quoting and _is_topic(also["topic"]):
        kind = "count" if (also["ask"] or "").casefold() == "how many" else last.kind
        also_on, period = split_period(also["topic"])
        new = replace(last, kind=kind, topic=f"{last.topic} and {also_on}" if last.topic else also_on)
        return replace(new, period=period, added=False) if period else new
    topic = _TOPIC.fullmatch(message.strip(" ?.!"))
    return _on_topic(last, topic) if topic and last.topic else None


def _on_topic(last: QuestionKind, asked: re.Match[str]) -> QuestionKind | None:
    """The list of another topic, perhaps of another period; None where what stands there may be anything but a topic."""
    topic, period = split_period(asked["topic"])
    if (phrase := _plain(topic)) is None:
        return None
    if last.quoting:
        on = asked["on"] or asked["further"] or not (phrase.named or asked["instead"] or phrase.kind == "people")
        if not on and not (phrase.named and phrase.kind in _SPEAKERS):
            return None  # NATO may be who speaks, and what is spoken of
        topic = f"{_ABOUT.split(last.topic)[0]} about {topic}" if on else topic
    return replace(last, topic=topic, period=period or last.period, added=last.added and not period)


def _period(text: str, before: Period, told: str) -> Period:
    """The period that a text is and nothing else; a month is of the year of the period before, else of the newest day told."""
    if is_date(text):
        return split_period(f"in {text}")[1]
    if (month := _MONTH.fullmatch(text)) is None:
        rest, period = split_period(f"those {text}")
        return period if rest == "those" else EVER
    number = f"{MONTHS.index(month['month'].casefold()) + 1:02}"
    years = [each["year"] for each in _DAY.finditer(told) if each["month"] == number]
    if before.since and before.until and before.since[:4] == before.until[:4]:
        years = [before.since[:4]]
    return split_period(f"in {max(years)}-{number}")[1] if years else EVER


def _in_order(last: QuestionKind, asked: re.Match[str]) -> QuestionKind | None:
    """The newest or the oldest of them; None where they aren't so many as a word tells, or for the oldest of the last added."""
    many = [word.casefold() for word in (asked["n"], asked["m"]) if word]
    if len(many) > 1 or not all(word.isdigit() or word in COUNTS for word in many):
        return None
    number = None if asked["all"] else COUNTS.get(many[0]) or int(many[0]) if many else 1
    oldest = asked["order"].casefold() in ("oldest", "earliest")
    return None if oldest and last.added else replace(last, kind="newest", number=number, oldest=oldest)


def _plain(text: str) -> NounPhrase | None:
    """The phrase that a text is and nothing else, with no number and no time in it; None for any other text.

    A name may be long; what is asked of documents ("summary", "timeline") is no topic.
    """
    parsed = parse(f"about {text}")
    tokens = [token.low for token in parsed.tokens[1:]]
    whole = next((each for each in parsed.phrases if each.first < 3 and each.last == len(parsed.tokens)), None)
    if whole is None or tokens[: whole.first - 1] not in ([], ["the"]) or whole.kind == "number" or whole.text[0].isdigit():
        return None
    if whole.named:
        return whole
    timed = any(low[0].isdigit() or low in TIMES or low.removesuffix("s") in TIMES for low in tokens)
    many = len(tokens) - whole.first + 1 > _MOST_PLAIN_WORDS
    asks = question_kind(f"{text} of these documents").is_overview
    return None if timed or many or asks else whole


def _is_site(name: str) -> bool:
    """Whether it may be a paper or a site, and neither a place, a person nor a time."""
    phrase = _plain(name)
    return phrase is not None and phrase.named and phrase.kind == "name"


def _is_topic(text: str) -> bool:
    words = [word.strip(",'’\"“”").casefold() for word in text.split()]
    asks = words[0] in WH | AUXILIARIES or not _POINTING.isdisjoint(words)
    counted = words[0][:1].isdigit() or words[0] in COUNTS
    return not (asks or counted) and 0 < len(content_words(text)) <= _MOST_TOPIC_WORDS
