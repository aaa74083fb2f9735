"""What a message asks of the answer before it: which document says so, and when that was. "Source?", "When was this?" """

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from qa.english.dates import dates_in, long_date
from qa.pipeline.asking import Asking
from qa.pipeline.kinds.question_kind import wished
from qa.pipeline.kinds.shapes import Shapes
from qa.pipeline.refusals import unsure
from qa.store.sql import Library
from qa.types import LIKELY, PERHAPS, UNLIKELY, Answer, Citation, Scope, Span, Turn
from qa.types.draft import Draft, cite, titled
from qa.types.saved import hedge_of
from qa.types.text import counted

PROVENANCE = "provenance"
# Quotations of the answer before that are told of.
_MOST = 3
_A_DAY = len("2022-03-14")
# "It" may as well be what the answer tells of: "Where is it from?" asks for the home of a snail.
_THIS, _IT = "(?:this|that)", "(?:this|that|it|so)"
_PIECE = "(?:article|document|source|paper|story|report|study|file|page|text|newspaper|site|website|outlet)"
_ANY = "(?:(?:and|so|but) )*"
_OF_IT = rf"(?: (?:for|of|to) (?:{_IT}|(?:the|that|this) {_PIECE}))?"
_WHERE = Shapes.of(
    "source|article|document|paper|story|report|study|file|page|text|site|outlet|link|url|cit|where|says who|how|evidence",
    rf"{_ANY}(?:which|what) (?:\w+ )?{_PIECE}s? (?:says?|said|tells?|reports?|reported|is|was|did) {_IT}"
    r"(?: from| come from| in)?",
    rf"{_ANY}(?:in|from|according to) (?:which|what) {_PIECE}(?: (?:is|was) {_IT})?",
    rf"{_ANY}(?:show me )?where (?:does |did )?(?:it|the {_PIECE}) says? {_IT}",
    rf"{_ANY}where(?:['’]?s| is| was| does| did) {_THIS} (?:from|come from|written|stated|said|reported)",
    rf"where (?:do|did) you (?:get|find|read|see|have) {_IT}(?: from)?",
    rf"(?:what(?:['’]?s| is| are) )?(?:the |your |its |any )?(?:sources?|citations?|links?|urls?|evidence){_OF_IT}",
    rf"(?:(?:can|could) (?:you|i) )?(?:please )?(?:give|show|send|get|have|open)(?: me)? (?:the |a |its )?"
    rf"(?:link|url|{_PIECE})s?{_OF_IT}",
    rf"says who|how do you know(?: {_IT})?",
)
_WHEN = Shapes.of(
    "when|date|year|day|old|recent|still|current",
    rf"{_ANY}when (?:exactly )?(?:is|was|did) {_THIS} ?(?:happen|happened|take place|occur|said|reported|published|written"
    r"|from|be)?(?: exactly)?",
    rf"{_ANY}when did it (?:happen|take place|occur)",
    rf"{_ANY}when (?:was|is) it (?:said|reported|published|written)",
    rf"(?:on |in )?(?:what|which) (?:date|day|month|year) (?:is|was|did) {_THIS}(?: (?:happen|take place|from|in))?",
    rf"(?:what(?:['’]?s| is| was) )?the date(?: (?:of|for) {_IT})?",
    rf"how (?:old|recent|current|up to date|new) is {_THIS}(?: news| information| info| figure| number)?",
    rf"is {_IT} (?:still )?(?:true|current|recent|the case|up to date|old news|valid)(?: now| today| any ?more)?",
)
_MARKERS = re.compile(r"(?: ?\[\d{1,3}\])+[.:,;]?\s*$")
# What stands before a quotation: "- ", a name or title in bold, "Name, the mayor, said: ".
_LEADS = (re.compile(r"^(?:- )?"), re.compile(r"^(?:- )?\*\*[^*\n]+\*\*(?: \([^()\n]*\))?:? ?"), re.compile(r"^[^\n]*?: "))
_SPEAKER = re.compile(r"^(?:- )?\*\*(?P<name>[^*\n]+)\*\*(?:,|:| \w)")


def asked_of_answer(message: str) -> Literal["where", "when"] | None:
    """Return what the message asks of the answer before it: where it stands, or when it was; None for anything else."""
    text = wished(message)
    return "where" if _WHERE.first(text) else "when" if _WHEN.first(text) else None


def provenance(asking: Asking, library: Library) -> Answer | None:
    """Tell which documents the last answer quotes, or when what it quotes first was; None where nothing of that is asked."""
    question = asking.question
    asked = None if question.literal or asking.kind.fact else asked_of_answer(question.text)  # a fact of "this article"
    last = next((turn for turn in reversed(question.history) if turn.role == "assistant"), None)
    if asked is None or last is None or not (quoted := _quoted(library, last, question.scope)):
        return None
    draft, hedge = Draft(PROVENANCE), ""
    if asked == "when":
        beside = _dated_beside(quoted)
        draft.paragraph(_when(quoted[0], beside))
        hedge = PERHAPS if (last.hedge or hedge_of(last.text)) in (PERHAPS, UNLIKELY) else LIKELY if beside else ""
        quoted = [quoted[0], *filter(None, [beside])]
    else:
        documents = {each.document_id for each in quoted}
        address = quoted[0].source if len(documents) == 1 else ""
        draft.paragraph(f"It is quoted from {counted(len(documents))}{f', {address}' if '://' in address else ''}:")
    for each in quoted:
        draft.item(each, each.quote, **titled(each))
    answer = asking.answer(draft)
    return unsure(answer, hedge) if hedge else answer


def _quoted(library: Library, answer: Turn, scope: Scope) -> list[Citation]:
    """Return the first quotations of an answer that stand word for word in a document that it quotes and the scope has."""
    documents = tuple(each for each in answer.documents if not scope.documents or each in scope.documents)
    known = library.in_scope(replace(scope, documents=documents)) if documents else frozenset[str]()
    texts = library.texts(known or frozenset())
    places = {place.document_id: place for place in library.census.by_date(known)} if texts else {}
    found: list[Citation] = []
    for block in re.split(r"\n+", answer.text):
        marked = _MARKERS.sub("", block).strip()
        if marked == block.strip() or len(found) == _MOST:
            continue
        for lead in _LEADS:
            words = lead.sub("", marked, count=1).strip()
            if (document := next((each for each in documents if words and words in texts.get(each, "")), None)) is not None:
                start = texts[document].index(words)
                cited = cite(len(found) + 1, places[document][:4], Span(start, start + len(words)), words)
                speaker = _SPEAKER.match(block)
                found.append(replace(cited, speaker=speaker["name"]) if speaker else cited)
                break
    return found


def _dated_beside(quoted: Sequence[Citation]) -> Citation | None:
    """Return what the answer quotes of the first document besides and has a day, where its first quotation has none."""
    first, *others = quoted
    of_it = (each for each in others if each.document_id == first.document_id and not _day_told(first))
    return next(
        (each for each in of_it if any(len(one.day) == _A_DAY for one in dates_in(each.quote, each.published)[:1])), None
    )


def _when(cited: Citation, beside: Citation | None) -> str:
    """Say which day its own words tell, or those quoted beside it, as far as they do, and which one its document is of."""
    document = f"its document is of {long_date(cited.published)}" if cited.published else "its document has no date"
    if beside is not None:
        return f"It names no day; {document}; beside it {_day_told(beside)} was quoted:"
    told = _day_told(cited)
    return f"It says {told}; {document}:" if told else f"It names no day; {document}:"


def _day_told(cited: Citation) -> str:
    """The words of a day and the day, "“Monday”, likely 6 March 2023"; empty where nothing tells one."""
    if (told := next(iter(dates_in(cited.quote, cited.published)), None)) is None:
        return ""
    day, words = long_date(told.day), told.span.of(cited.quote)
    return f"“{words}”{'' if words in (day, told.day) else f', likely {day}'}"
