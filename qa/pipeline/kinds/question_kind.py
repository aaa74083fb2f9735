"""What a message wants: an answer, whatever the library has on a subject, something of whole documents or of the whole library,
a friendly word, or another language. What isn't clearly one of the others is a question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from qa.english.numbers import COUNTS
from qa.english.period_places import date_as_period, period_last
from qa.english.periods import EVER, Period, is_date, joined, split_period, split_periods
from qa.english.request import LINKS, LONGEST_REQUEST, MOST_ROUNDS, VERBS, bare
from qa.english.word_lists import alternatives
from qa.english.words import content_words
from qa.pipeline.kinds import question_shapes as shapes
from qa.pipeline.kinds.document_facts import Fact, fact_of
from qa.pipeline.kinds.other_languages import is_other_language
from qa.pipeline.kinds.question_parties import SAID, are_people, compared_periods, is_score, parties_of
from qa.pipeline.kinds.shapes import Shapes
from qa.pipeline.kinds.wished_forms import FEWER_OR
from qa.retrieval.spelling import nearest
from qa.types.patterns import in_place_of, lazy_regex

# What is answered from whole documents or the whole library.
Overview = Literal["summary", "about", "compare", "timeline", "count", "which_documents", "newest", "most_quoted", "fact"]
Kind = Overview | Literal["question", "topic", "small_talk", "other_language"]
OVERVIEWS: frozenset[Kind] = frozenset(get_args(Overview))
LISTS: frozenset[Kind] = frozenset({"which_documents", "newest", "count"})
GroupedBy = Literal["", "month", "year", "source"]

# What tells the kind alone, and may be misspelt: in a topic the search corrects it.
_KIND_WORDS = frozenset(
    "summarize summarise summary overview timeline chronology compare difference article articles document documents mention"
    " mentions newest latest".split()
)
_SMALL_TALK = lazy_regex(
    r"(?:(?:hi|hello|hey|hiya|howdy|good (?:morning|afternoon|evening)|greetings)(?: there| all| everyone)?"
    r"|(?:many )?thanks?(?: (?:you|a lot|so much|very much))*|cheers|great|ok(?:ay)?|bye|goodbye"
    r"|(?:hi |hello |hey )?(?:(?:can|could|would|will) you |i need (?:some )?)?help(?: me)?(?: to)?"
    r"(?: (?:find|look|search)(?:ing)?)?(?: (?:for|up|in|through|among|with|my|our|these|this|the|your|something|anything"
    r"|things|stuff|news|articles?|documents?|docs|files?|library|papers|texts))*"
    # "What do I do?" after "My dehumidifier shows E3" asks for advice.
    r"|(?:what|how) (?:can|do|should)"
    r" (?:(?:you|this|it) do|i do(?= (?:here|with))|(?:you|i|this|it) (?:help|ask|work|use (?:this|it|you)))"
    r"(?: (?:here|with|for me|you|me|this|it))*"
    r"|(?:who|what) are you|how does (?:this|it) work|test(?:ing)?)(?:,? (?:citedqa|please|again|thanks))*",
    re.IGNORECASE,
)
# What small talk after an answer has in it, which the model knows in whatever words.
THANKS = lazy_regex(
    r"\b(?:thanks?|thank ?(?:you|u)|thx|ta|cheers|much appreciated|helpful|great help|(?:very|so|too) kind|perfect"
    r"|got it|cool|that(?: i|['’]?)s all|(?:that|this|it) (?:really )?helps|what i (?:needed|wanted)"
    r"|(?:(?:good)?bye|see you(?: \w+)?)(?=\W*$|\s*[,.!]))\b(?!\?)",
    re.IGNORECASE,
)
COMPLAINS = lazy_regex(
    r"\b(?:wrong|rubbish|useless|nonsense|unhelpful|no use|thanks for nothing"
    r"|(?:not|\w+n['’]?t)(?: be| that| so| very)? (?:what|it|right|true|helpful|great|answer|believe))\b",
    re.IGNORECASE,
)
_TELL_ME = lazy_regex(
    r"(?:(?:(?:can|could) you )?(?:(?:tell|show|give) me|find|search(?: for)?|look up|is there|i(?:'m| am) looking for"
    r"|i(?:'d like| want| need) to know)?\s*"
    r"(?:(?:more|something|anything|everything|all|any|some|the|top|main|biggest|recent)\s+)*"
    r"(?:(?:news|headlines|coverage|information|info|background|details|articles?|documents?|stories|facts)\s+)?"
    r"(?:on|about|regarding|concerning)|(?:explain|describe)(?: to me| me)?(?!\s+(?:whether|if|that|it|this)\b))\s+"
    r"(?!(?:what|which|who|whom|whose|how|when|where|why)\b)(?P<topic>.+)",
    re.IGNORECASE,
)
_EVERYTHING = lazy_regex(r"\b(?:everything|all)\b", re.IGNORECASE)
_ASKS = lazy_regex(
    r"(?i)^\W*(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would"
    rf"|should|may|might|must|isn't|aren't|didn't|doesn't|{VERBS}|in|on|at|for|to|by|from|according)\b"
)
_MOST_TOPIC_WORDS = 6
# Of more things it isn't known which belong together: "carbon capture and storage and reuse".
_TWO = 2
_SAYS_WHO = lazy_regex(r",? according to .*", re.IGNORECASE)
# "whats new": typed on a phone. The shapes have "what is".
_CONTRACTED = lazy_regex(r"\b(what|who)['’]?s\b", re.IGNORECASE)
# Words around what is wished of whole documents: around any other question they may belong to it ("Can I park here now?").
_WISH = lazy_regex(
    rf"^{LINKS}(?:(?:(?:can|could|would|will) (?:you|i|we)|i(?:['’]d| would) like(?: you)?(?: to (?:see|have|know|get))?"
    r"|i (?:want|need)(?: you)?(?: to (?:see|have|know|get))?|let me see)\s+)?(?=\S)",
    re.IGNORECASE,
)
_WISHED = lazy_regex(
    r"(?:,? (?:for me|now|briefly|in short|instead|then|exactly)"
    r"|,? (?:just|only) (?:the |their )?(?:titles|headlines)(?: please)?|,? titles only"
    r"|(?:,|(?<=\bthem)|(?<=\bones)) (?:newest first|as a list|with (?:the |their )?dates))+$",
    re.IGNORECASE,
)
_ONE_TO_TEN = rf"\d{{1,3}}|{alternatives(COUNTS)}|a|an"
_GROUPS: dict[str, GroupedBy] = {"month": "month", "year": "year"}
_SENTENCES = lazy_regex(
    rf",? (?:in|within|with|using)(?: (?:only|just|about|at most))? {FEWER_OR}(?P<n>{_ONE_TO_TEN})"
    r" (?:sentences?|(?:bullet |key )?points?|events|dates|lines?|bullets?|takeaways?)$",
    re.I,
)
# What a summary, or a timeline, is anyway, at the end of what it is of: "in bullet points", "as a list", "in plain English".
_AS_IT_IS = lazy_regex(
    r"(?:^| )(?:in|as|with|using) (?:an? )?(?:short |brief |single |one )?(?:bullet(?:ed)?(?:[ -]?(?:points?|lists?|form))?"
    r"|bullets|list|paragraph|plain (?:english|language|words))$",
    re.I,
)
_HOW_MANY = lazy_regex(rf"\b(?P<n>{_ONE_TO_TEN})\b (?=\w+)", re.IGNORECASE)
# "The 5 key events of the strike".
_HOW_MANY_EVENTS = lazy_regex(rf"\b(?P<n>\d{{1,3}}|{alternatives(COUNTS)}) {shapes.KEY_EVENTS}\b", re.IGNORECASE)
_PAGE = lazy_regex(r"(?:(?<![,;:.?! (])[,;:.?! (]+)?\bpage (?P<n>\d{1,4})\)?$", re.IGNORECASE)
_UNIT = r"(?P<by>month|year|source|site|newspaper|paper|website|publisher|outlet)s?"
_BY = r"(?:by|per|a|(?:in |for )?(?:each|every)|grouped by|broken down by|and by)"
_GROUPED = lazy_regex(rf",?(?: {_BY})? {_UNIT}$", re.IGNORECASE)
# "The newest document" is one.
_THE_NEWEST = lazy_regex(
    r"\b(?:newest|latest|most recent|oldest|earliest|first|last) (?:news )?(?:article|document|file|story|report)\b", re.I
)
_OLDEST = lazy_regex(r"\b(?:oldest|earliest|first)\b", re.IGNORECASE)
_ADDED = lazy_regex(r"\b(?:add|added)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QuestionKind:
    """`topic` is the subject that the message names, "" where it means all.

    `parties` are whom a "compare" message compares, none where it compares documents; or two things that a question does.
    `period` is when documents were published, `number` how many sentences or items are asked for, `page` which page of a list
    (from 1). `added` orders by when documents were added, not published. `of_one` asks of the one document that is on the
    topic; where two are compared, of the one that is called as each party is. `source` is whose documents are counted
    ("CNN"). A `bare` message is keywords and nothing else. `writing` is what the documents to compare or to list are
    called, where it is more telling than "articles". `chapter` is the heading or number of a part to summarize. `each` are
    the subjects with their periods where several are counted or compared. `differing` asks what documents tell differently,
    `quoting` for those that quote the topic, who speaks. `fact` is what is asked of the document itself. `happened` asks what
    somebody did or what happened somewhere, which a single sentence may tell as well as a timeline. `everything` asks for all
    that documents tell of the topic.
    """

    kind: Kind
    topic: str = ""
    parties: tuple[str, ...] = ()
    grouped_by: GroupedBy = ""
    period: Period = EVER
    number: int | None = None
    page: int = 1
    oldest: bool = False
    added: bool = False
    newest: bool = False
    of_one: bool = False
    bare: bool = False
    writing: str = ""
    chapter: str = ""
    source: str = ""
    each: tuple[tuple[str, Period], ...] = ()
    differing: bool = False
    quoting: bool = False
    fact: Fact | None = None
    happened: bool = False
    everything: bool = False

    @property
    def is_overview(self) -> bool:
        """Whether it is answered from whole documents or the whole library; a topic, where its news are asked for."""
        return self.kind in OVERVIEWS or (self.kind == "topic" and self.newest)

    @property
    def told(self) -> bool:
        """Whether it wishes to be told of a topic, which one document may be: "Tell me about the lease"."""
        return self.kind == "topic" and not self.bare

    @property
    def stands_alone(self) -> bool:
        """Whether it asks of all documents in scope, so that no earlier turn tells more of what it means."""
        return self.kind in OVERVIEWS and not self.topic and not self.parties


PLAIN = QuestionKind("question")
_SHAPES: tuple[tuple[Kind, Shapes], ...] = (
    ("most_quoted", shapes.QUOTED_IN_ONE),
    ("most_quoted", shapes.MOST_QUOTED),
    ("newest", shapes.NEWEST),
    ("which_documents", shapes.QUOTING),
    ("which_documents", shapes.LISTED),
    ("summary", shapes.OF_ONE),
    ("timeline", shapes.TIMELINE),
    ("about", shapes.ABOUT),
    ("summary", shapes.SUMMARY),
)


def is_small_talk(message: str) -> bool:
    """Whether it is a greeting, thanks, or a question on what can be asked."""
    return _SMALL_TALK.fullmatch(_CONTRACTED.sub(r"\1 is", " ".join(message.split())).strip(" !.?,:)")) is not None


def question_kind(message: str) -> QuestionKind:
    """Tell what the message wants; what fits nothing else, or is too long, is a question."""
    if len(message) > LONGEST_REQUEST:
        return PLAIN
    text = _CONTRACTED.sub(r"\1 is", " ".join(message.split()))
    if is_small_talk(text):
        return QuestionKind("small_talk")
    if is_other_language(text):
        return QuestionKind("other_language")
    if (overview := _overview(text) or _overview(nearest(text, _KIND_WORDS))) is not None:
        return overview
    plain = text.rstrip(" ?.!")
    new = shapes.WHATS_NEW.first(period_last(plain))
    subject = new or _TELL_ME.fullmatch(plain)
    if subject is not None and (is_date(subject["topic"]) or shapes.THE_ONE.fullmatch(subject["topic"])):
        return QuestionKind("summary", period=split_period(f"in {subject['topic']}")[1])
    about = subject["topic"] if subject is not None else ""
    topic, period = split_period(about) if new else (about, EVER)
    if subject is not None and _is_topic(topic):
        everything = _EVERYTHING.search(subject.string[: subject.start("topic")]) is not None
        return QuestionKind("topic", topic, period=period, newest=new is not None, everything=everything)
    bare_topic = not text.endswith("?") and not _ASKS.match(text) and _is_topic(text)
    found = QuestionKind("topic", text.rstrip(" .!"), bare=True) if bare_topic else PLAIN
    shape = shapes.THINGS.first(_SAYS_WHO.sub("", wished(text)))
    if shape is not None and len(things := parties_of(text, shape)) == _TWO:
        return replace(found, topic=found.topic or _subject(shape.groupdict().get("topic")), parties=things)
    return found


def _overview(text: str) -> QuestionKind | None:
    """Tell what a message wants of whole documents or the whole library; None where it wants nothing of them."""
    page, text = page_of(text), wished(_PAGE.sub("", text))
    if (asked := fact_of(text)) is not None:
        return QuestionKind("fact", asked[1], fact=asked[0], of_one=bool(asked[1]))
    if (match := shapes.DISAGREEING.first(text)) is not None:
        return QuestionKind("compare", _subject(match["topic"]), differing=True)
    if (shape := shapes.COMPARE.first(text)) is not None:
        return _comparison(text, shape)
    sentences = _SENTENCES.search(text)
    if sentences:
        text = text[: sentences.start()]
        text = f"summarize {given['what']}" if (given := shapes.GIVE_ALL.fullmatch(text)) else text
    counts = shapes.HOW_MANY.match(text)
    grouped = _GROUPED.search(text) if counts else None
    text = period_last(in_place_of(grouped, "") if grouped else text)
    dated = date_as_period(text)
    if shapes.TIMELINE.first(text) or (dated != text and _of_period(split_period(dated)[0])):
        text = dated
    (text, period), *others = split_periods(text) or [split_period(text)]
    others = [("" if subject == text else subject, other) for subject, other in others]
    if counts and grouped is None and period and (grouped := _GROUPED.search(text)):
        text = text[: grouped.start()]
    found = _of_shape(text)
    if found is None and period:
        found = _of_period(text)
    if found is None and period and (of := shapes.HAPPENED.first(text)):
        found = QuestionKind("timeline", _subject(of["topic"]), happened=True)
    if found is None or (others and (found := _of_several(found, period, others, grouped is not None)) is None):
        return None
    if found.kind in ("summary", "timeline") and is_date(found.topic) and not period:  # "Summarize May 2021"
        found = replace(found, topic="", period=split_period(f"in {found.topic}")[1])
    if found.kind in ("summary", "about", "timeline"):
        topic, forms = _AS_IT_IS.subn("", found.topic)
        found = replace(found, topic="" if forms and shapes.ALL_DOCUMENTS.fullmatch(topic) else topic)
    if found.kind == "summary" and (new := shapes.WHATS_NEW.first(found.topic)) is not None:  # "summarize the latest on …"
        found = QuestionKind("topic", _subject(new["topic"]), newest=True)
    counted = {"newest": _HOW_MANY, "most_quoted": _HOW_MANY, "timeline": _HOW_MANY_EVENTS}.get(found.kind)
    many = sentences or (counted.search(text) if counted else None)
    return replace(
        found,
        period=found.period or (EVER if found.each else period),
        grouped_by=_GROUPS.get(grouped["by"].casefold(), "source") if grouped else "",
        added=found.added and not period,  # a period is of when documents were published
        number=number_of(many["n"]) if many else 1 if found.kind == "newest" and _is_one(found, text) else None,
        page=page,
    )


def several(sort: str) -> str:
    """Return what several documents of a sort are called: "letters" for "letter", "policies" for "policy"."""
    return sort if not sort or sort.endswith("s") else f"{sort.removesuffix('y')}ies" if sort.endswith("y") else f"{sort}s"


def _is_one(newest: QuestionKind, text: str) -> bool:
    """Whether one document is asked for: "the newest article", "the last contract"."""
    return newest.writing not in text.casefold() if newest.writing else _THE_NEWEST.search(text) is not None


def _of_period(text: str) -> QuestionKind | None:
    """What is wanted of all documents of a period, by what stands before it."""
    if (documents := shapes.DOCUMENTS_OF_PERIOD.first(text)) is not None:
        kind: Kind = "count" if shapes.HOW_MANY.match(text) else "which_documents"
        return QuestionKind(kind, writing=several((documents.groupdict().get("writing") or "").casefold()))
    return QuestionKind("timeline") if shapes.OF_PERIOD.first(text) else None


def _of_several(
    found: QuestionKind, period: Period, others: Sequence[tuple[str, Period]], is_grouped: bool
) -> QuestionKind | None:
    """The same of several periods, each counted by itself; of a list of one subject they make one, None where they don't."""
    if found.kind == "count" and not is_grouped:
        return replace(found, each=((found.topic, period), *((subject or found.topic, other) for subject, other in others)))
    whole = joined([period, *(other for _, other in others)]) if not any(subject for subject, _ in others) else None
    return None if whole is None else replace(found, period=whole)


def _of_shape(text: str) -> QuestionKind | None:
    """What a message of one of the shapes wants; the summary of a chapter is that of its document with the chapter's name."""
    if (part := shapes.CHAPTER.search(text)) is not None:
        of = _of_shape(text[: part.start()] + (part["of"] or "this"))
        if of is not None and of.kind == "summary":
            return replace(of, chapter=part["chapter"] or part["number"])
    for kind, table in _SHAPES:
        if (match := table.first(text)) is not None:
            topic, source, site, sort = (
                _subject(match.groupdict().get(name)) for name in ("topic", "source", "site", "writing")
            )
            if kind in ("timeline", "about", "summary") and shapes.ALL_DOCUMENTS.fullmatch(topic):
                topic = ""
            kind = "count" if kind == "which_documents" and shapes.HOW_MANY.match(text) else kind
            of_one, quoting = table in (shapes.QUOTED_IN_ONE, shapes.OF_ONE), table is shapes.QUOTING
            oldest, added = (kind == "newest" and pattern.search(text) is not None for pattern in (_OLDEST, _ADDED))
            found = QuestionKind(kind, topic, of_one=of_one, oldest=oldest, added=added, source=source or site)
            return replace(found, quoting=quoting, writing=several(sort.casefold()))
    return None


def _comparison(text: str, shape: re.Match[str]) -> QuestionKind | None:
    if each := compared_periods(shape):
        if (said := SAID.fullmatch(each[0][0])) is not None and len({of for of, _ in each}) == 1:
            topic = said["topic"] or ""
            return QuestionKind("compare", topic, (said["who"],), each=tuple((topic, period) for _, period in each))
        return QuestionKind("compare", each[0][0], each=each)
    rest, period = split_period(text)
    if period and not shape.groupdict().get("what") and (narrower := shapes.COMPARE.first(rest)) is not None:
        of = _comparison(rest, narrower)
        return None if of is None else replace(of, period=period)
    groups = shape.groupdict()
    topic = _subject(groups.get("topic"))
    if groups.get("what") or all(shapes.ALL_DOCUMENTS.fullmatch(groups[side] or "") for side in ("a", "b")):
        many = _HOW_MANY.search(text, 0, shape.start("topic") + 1) if topic else None  # not "a" in "the articles on a fire"
        writing = shapes.WRITING.search(groups.get("what") or "")
        number = number_of(many["n"]) if many else None
        return QuestionKind("compare", topic, number=number, writing=writing[0].casefold() if writing else "")
    parties = parties_of(text, shape)
    if not parties or is_score(text, topic):
        return None
    people = are_people(text, parties)
    documents = all(shapes.MAY_BE_DOCUMENT.match(party) for party in parties)
    return QuestionKind("compare", topic, parties, of_one=not people) if people or documents else None


def _subject(topic: str | None) -> str:
    return (topic or "").strip(" ,:;.?!")


def number_of(text: str) -> int:
    """Return the number that a figure or a word such as "three" tells; 1 for any other word."""
    text = text.casefold()
    return int(text) if text.isdigit() else COUNTS.get(text, 1)


def page_of(message: str) -> int:
    """Return which page of a list is asked for, from 1."""
    return max(1, int(page["n"])) if (page := _PAGE.search(message)) else 1


def without_page(message: str) -> str:
    """Return the message without its final punctuation and the page of a list that it asks for."""
    page = _PAGE.search(message)
    return (message[: page.start()] if page else message).rstrip(" ?.!,")


def _is_topic(text: str) -> bool:
    return 0 < len(content_words(text)) <= _MOST_TOPIC_WORDS and len(text.split()) <= 2 * _MOST_TOPIC_WORDS


def wished(text: str) -> str:
    """Return it without its final punctuation, and the words of wishing around it."""
    text = text.strip(" ?.!")
    for _ in range(MOST_ROUNDS):
        if (shorter := bare(_WISHED.sub("", _WISH.sub("", text))).strip(" ?.!")) == text:
            break
        text = shorter
    return text
