"""Lists and counts of documents as questions, and messages that change the last one: "only 2023", "how many are there?"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa.english.gazetteer import PLACES
from qa.english.noun_phrases import NounPhrase, parse
from qa.english.numbers import COUNTS
from qa.english.periods import EVER, Period, is_date, split_period
from qa.english.phrases import PREPOSITIONS
from qa.english.stretches import stretch
from qa.english.word_classes import AUXILIARIES, TIMES, WH
from qa.english.words import content_words, singular
from qa.pipeline.kinds.list_places import names_place
from qa.pipeline.kinds.listed_documents import LONGEST, lists_any, points_at_several
from qa.pipeline.kinds.question_kind import LISTS, Kind, QuestionKind, question_kind, wished
from qa.pipeline.kinds.question_shapes import MENTION
from qa.types import Turn
from qa.types.patterns import lazy_regex

_DOCS = r"(?:ones?|articles?|documents?|stories|reports?|files?)"
_THEM = rf"(?:them|these|those|(?:the|these|those) {_DOCS})"
# How a message points at the list, which it changes or narrows: "No, I meant …", "only those …", "which ones …".
_LEAD = lazy_regex(
    r"(?:(?:no|sorry|actually|wait|and|but|so|i mean|i meant|published|(?:what|how) about"
    r"|(?P<shows>show|list|name|give)(?: me)?(?: all(?: of)?)?"
    rf"|(?P<narrows>(?:only|just|(?:(?:do|are there) )?any|(?P<ask>which|how many|count|what(?= (?:{_DOCS}|of {_THEM}|are|$))))"
    rf"(?: of {_THEM}| {_DOCS})?|{_THEM}))\b[,:]? )+",
    re.IGNORECASE,
)
_OF_LIST = lazy_regex(rf"\b(?:{_THEM}|{_DOCS})\b", re.IGNORECASE)
_ALL = lazy_regex(r"(?:(?:are|were|is) (?:there|they|these|those|that))?(?: ?(?:in (?:total|all)|altogether))?", re.IGNORECASE)
_BE = r"(?:(?:that |which )?(?:are|is|were|was)\b)"
_WITHOUT = rf"(?:without|(?:(?:that |which )?do(?:es)?(?: not|n['’]t)|but not|not) {MENTION})"
_NARROWED = lazy_regex(
    rf"those(?: {_BE})?(?P<source>.*?)(?: (?:(?P<without>{_WITHOUT})|(?P<how>{MENTION})) (?P<topic>\S.*))?", re.IGNORECASE
)
# "By Monday" and "by Biden" are no sites.
_OF_SOURCE = lazy_regex(rf" (?:(?P<by>from|by) )?(?P<name>\S+(?: \S+){{0,3}}?)(?P<docs> {_DOCS})?", re.IGNORECASE)
_WHEN = lazy_regex(rf"(?:{_BE} )?(?P<led>(?:in|during|from|of|on) )?(?P<when>\S.*)", re.IGNORECASE)
_DAY = lazy_regex(r"\b(?:19|20)\d\d-\d\d-\d\d\b")
_ORDERED = lazy_regex(
    r"(?:(?:(?:which|what)['’]?s|is|was) (?=the ))?"  # "which is the newest?"
    r"(?:the )?(?:(?P<n>\w+) )?(?P<order>newest|latest|most recent|oldest|earliest)"
    rf"(?: (?P<m>(?!first\b|ones?\b)\w+))??(?: {_DOCS}| of {_THEM})?(?P<all> first)?"
    rf"|(?P<sorted>sort|order)(?:ed)?(?: {_THEM})? by (?:date|day|time)",
    re.IGNORECASE,
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
_OF_SITE = lazy_regex(r"(?P<topic>\S.*?),? from (?P<site>(?:the )?\S+(?: \S+){0,2})", re.IGNORECASE)
# Whether documents are from the source of that name.
KnowsSource = Callable[[str], bool]
_NOT_KNOWN = frozenset[str]().__contains__


def with_site(kind: QuestionKind, knows: KnowsSource) -> QuestionKind:
    """Tell whose documents are listed, where that stands behind what they mention: "articles about Peru from CNN"."""
    of = _OF_SITE.fullmatch(kind.topic) if kind.kind in LISTS and not kind.source else None
    return replace(kind, topic=of["topic"], source=of["site"]) if of is not None and knows(of["site"]) else kind


def written(kind: QuestionKind) -> str:
    """The question that asks for this list or count."""
    period = f" {kind.period.in_words}" if kind.period else ""
    source, topic = f" from {kind.source}" if kind.source else "", kind.topic
    if kind.kind == "newest":
        order = "last added" if kind.added else "oldest" if kind.oldest else "newest"
        many = f"{kind.number} " if kind.number and kind.number > 1 else ""
        documents = kind.writing or "documents"
        what = singular(documents) if kind.number == 1 else documents
        return f"The {many}{order} {what}{source}{f' about {topic}' if topic else ''}{period}"
    if not topic and kind.writing:
        if kind.kind == "count":
            return f"How many {kind.writing}{source} do we have{period}"
        return f"List all {kind.writing}{source}{period}"
    if not topic:
        source = f" are{source}" if source else " were published" if period else " are there"
    there = f" {'quote' if kind.quoting else 'mention'} {topic}" if topic else ""
    by = f" by {kind.grouped_by}" if kind.grouped_by else ""
    return f"{'How many' if kind.kind == 'count' else 'Which'} {kind.writing or 'documents'}{source}{there}{period}{by}"


@dataclass(frozen=True, slots=True)
class LastList:
    """The list or count that was asked for last, as the messages after it changed it, and how many asked another thing `since`.

    `told` is the answer that gave it.
    """

    kind: QuestionKind
    since: int = 0
    told: Turn | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there are no such documents, and nothing else was asked since."""
        return not self.since and self.told is not None and not (self.told.documents or lists_any(self.told.text))


def last_list(history: Sequence[Turn], knows: KnowsSource = _NOT_KNOWN) -> LastList | None:
    """None where no documents were asked for, or more than one question since asked something else.

    After one, a message that changes the list has to name the documents: "only those from CNN".
    """
    found, told = None, ""
    for turn in history[-_MOST_TURNS:]:
        if turn.role == "assistant":
            found, told = found and replace(found, told=found.told or turn), turn.text
            continue
        text = turn.text if len(turn.text) <= LONGEST else ""
        kind = question_kind(text)
        if kind.kind in LISTS and not kind.each:
            found = LastList(with_site(kind, knows))
        elif found is None or kind.kind == "small_talk" or (kind.stands_alone and points_at_several(text, told)):
            continue
        elif (not found.since or _OF_LIST.search(text)) and (new := changed(found.kind, text, told, knows)) is not None:
            found = LastList(new)
        else:
            found = replace(found, since=1) if text and (names_place(text) or not found.since) else None
    return found


def changed_list(message: str, history: Sequence[Turn], knows: KnowsSource = _NOT_KNOWN) -> str | None:
    """The list or count that the message makes of the last one, as a question; None where the message asks something else."""
    if len(message) > LONGEST or question_kind(message).kind in LISTS | {"small_talk"}:
        return None
    new = last_list((*history, Turn("user", message)), knows)
    return None if new is None or new.since or new.told else written(new.kind)


def changed(last: QuestionKind, message: str, told: str, knows: KnowsSource = _NOT_KNOWN) -> QuestionKind | None:
    """The list with another period, source, order or topic, or only its number; None where the message asks something else.

    `told` is the answer that lists it: its dates tell which August is meant. `knows` tells of which sources documents are.
    """
    new = _changed(replace(last, page=1), message, told, knows)
    if new is None:
        return None
    if new.kind == "which_documents" and new.source and not new.topic:
        # There is no question for the documents of a source but for the newest first, or for their number.
        new = replace(new, kind="newest")
    if new.kind == "newest":
        return replace(new, grouped_by="")
    return replace(new, number=None, oldest=False, added=False, grouped_by=new.grouped_by if new.kind == "count" else "")


def _changed(last: QuestionKind, message: str, told: str, knows: KnowsSource) -> QuestionKind | None:
    text = re.sub(r"(?i)(.+?),? only$", r"only \1", wished(message)) + " "
    lead = _LEAD.match(text)
    rest = wished(text[lead.end() :] if lead else text)
    if lead and (lead["ask"] or lead["shows"]) and _ALL.fullmatch(rest):
        kind = _kind(last, lead["ask"] or "")
        return replace(last, kind=kind) if "count" in (kind, last.kind) else None
    if (ordered := _ORDERED.fullmatch(rest)) and not last.quoting:
        return _in_order(last, ordered)
    if narrowed := _narrowed(last, lead, rest, _period(rest, last.period, told), knows):
        return narrowed
    topic = _TOPIC.fullmatch(message.strip(" ?.!"))
    return _on_topic(last, topic) if topic and last.topic else None


def _kind(last: QuestionKind, asks: str) -> Kind:
    return "count" if asks.casefold() in ("how many", "count") else "which_documents" if last.kind == "count" else last.kind


def _narrowed(
    last: QuestionKind, lead: re.Match[str] | None, rest: str, period: Period, knows: KnowsSource
) -> QuestionKind | None:
    """Those of them that are of a period or a source, or mention something besides: "from 2022 that mention Bergen"."""
    them, until = split_period("those" if period else f"those {rest}")
    asks = lead["ask"] if lead else None
    if (found := _NARROWED.fullmatch(them)) is None:
        return None
    source, since = split_period(f"those{found['source']}")
    period, source, topic = period or until or since, source.removeprefix("those"), found["topic"]
    if topic:
        bare = (found["how"] or "").casefold() in PREPOSITIONS - {"about"}  # "How many on the ship died?"
        if last.quoting or not lead or not lead["narrows"] or (asks and bare) or not _is_topic(topic):
            return None
        if found["without"] and (not last.topic or " but not " in last.topic):
            return None
        if (found["without"] or "").casefold() == "without" and topic == topic.casefold():
            return None  # "Those without a date", "how many without a degree"
        topic = f"{last.topic} {'but not' if found['without'] else 'and'} {topic}" if last.topic else topic
    if source and not (source := _site(source, knows, bare=bool(last.source or (lead and lead["narrows"])))):
        return None
    if not (period or source or topic):
        return None
    kind = _kind(last, asks) if asks else last.kind
    new = replace(last, kind=kind, topic=topic or last.topic, source=source or last.source)
    return replace(new, period=period, added=False) if period else new


def _site(text: str, knows: KnowsSource, *, bare: bool) -> str:
    """The paper or site that " from the Gazette" or, if it may be `bare`, " cnn" names; "" where none is."""
    found = _OF_SOURCE.fullmatch(text)
    if found is None or not (found["by"] or found["docs"] or bare):
        return ""
    name, plain = found["name"], re.sub(r"(?i)^the ", "", found["name"])
    by, site = (found["by"] or "").casefold(), re.fullmatch(r"\S+\.\w+", name)
    if plain.casefold() not in PLACES and knows(name):
        return name if name != name.casefold() else plain if " " not in plain else plain.title()  # as it is read again
    return name if (by and site) or (by == "from" and plain[0].isupper() and _is_site(plain)) else ""


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
    """Return the period that the whole text names; EVER where it names none, or more than a period.

    A day or month without a year takes the year of the period `before`. Else it is the newest one in which a day lies that is
    `told`. Else, where the text is clearly a time ("may" isn't), it is the last one that began before the newest day told.
    """
    found = _WHEN.fullmatch(re.sub(rf"(?i)^(?:the )?(.+?) {_DOCS}$", r"\1", text))
    when, days = found["when"] if found else "", sorted(_DAY.findall(told), reverse=True)
    if not is_date(f"{when} 2000") or stretch(f"{when} 2000"):  # "in the summer" may be of any year
        return split_period(f"in {when}")[1] if is_date(when) else EVER
    if before.since and before.until and before.since[:4] == before.until[:4]:
        return split_period(f"in {when} {before.since[:4]}")[1]
    years = sorted({int(day[:4]) - ago for day in days for ago in (0, 1)}, reverse=True)
    periods = [period for year in years if (period := split_period(f"in {when} {year}")[1])]
    timed = found is not None and (found["led"] or re.search(r"\d", when))
    last = (each for each in periods if timed and (each.since or "") <= days[0])
    return next((each for each in periods if any(map(each.touches, days))), None) or next(last, EVER)


def _in_order(last: QuestionKind, asked: re.Match[str]) -> QuestionKind | None:
    """The newest or the oldest of them; None where they aren't so many as a word tells, or for the oldest of the last added."""
    if asked["sorted"]:
        return replace(last, kind="newest", number=None, oldest=False)
    many = [word.casefold() for word in (asked["n"], asked["m"]) if word]
    if len(many) > 1 or not all(word.isdecimal() or word in COUNTS for word in many):
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
    counted = words[0][:1].isdigit() or words[0] in COUNTS or TIMES.issuperset(words)
    return not (asks or counted) and 0 < len(content_words(text)) <= _MOST_TOPIC_WORDS
