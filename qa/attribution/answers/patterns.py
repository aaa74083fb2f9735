"""The shapes of questions about who said what, as regular expressions."""

import re
from typing import Literal

from qa.types.patterns import lazy_regex

Form = Literal["said", "mentioned", "who_said", "group"]

# Each a base form, then its past ("state" is left out: a noun more often than a verb).
_VERBS = (
    "say said|tell told|warn warned|add added|claim claimed|argue argued|announce announced|suggest suggested"
    "|think thought|believe believed|explain explained|mention mentioned|insist insisted|stress stressed"
    "|emphasi[sz]e emphasi[sz]ed|deny denied|admit admitted|acknowledge acknowledged|comment commented"
    "|remark remarked|predict predicted|promise promised|call called|describe described|complain complained"
    "|caution cautioned|tweet tweeted"
)
_BASE, _PAST = ("|".join(verb.split()[tense] for verb in _VERBS.split("|")) for tense in (0, 1))
_PRESENT = rf"(?:{_BASE})s|denies|stresses"
_GOING = rf"(?:{_BASE})ing|arguing|announcing|believing|describing|promising|emphasi[sz]ing|acknowledging"
ON = r"(?:about|on|regarding|concerning|of|against|as to|when asked about|with regard to)"
_NOUN = (
    r"(?:comments?|remarks?|reactions?|responses?|views?|opinions?|positions?|stance|take|words?|message|warnings?"
    r"|claims?|arguments?|statements?|quotes?|quotations?|thoughts)"
)
_QUOTES = r"(?:quotes?|quotations?|statements?|comments?|remarks?)"
_MADE = r"(?:claims?|warnings?|statements?|comments?|remarks?)"
_S = r"(?P<speaker>\S.*?)"
_ADVERBS = "(?:all |also |else |ever |exactly |have to |just |precisely |publicly |specifically )*"
_HAVING = "(?:did|do|does|has|have|had)"
_SHOW = "(?:(?:list|give|give me|show|show me|find|what are|are there|any) )?"
_ABOUT = rf"(?: {ON} (?P<about>.+))?"

_TABLE: tuple[tuple[Form, str], ...] = (
    # What did X say about Y?
    ("said", rf"what {_ADVERBS}(?:did|does|do) {_S} {_ADVERBS}(?P<verb>{_BASE})(?P<rest>\b.*)"),
    ("said", rf"what {_ADVERBS}(?:has|have|had) {_S} {_ADVERBS}(?P<verb>{_PAST}|stated)(?P<rest>\b.*)"),
    ("said", rf"what {_ADVERBS}(?:is|are|was|were) {_S} {_ADVERBS}(?P<verb>{_GOING})(?P<rest>\b.*)"),
    ("said", rf"(?:what|which) {_MADE} {_HAVING} {_S} (?:make|made|give|given)(?P<rest>\b.*)"),
    ("said", rf"what (?:did|does|do) {_S} make of (?P<about>.+)"),
    # How did X describe Y? What was X's reaction to Y?
    (
        "said",
        rf"how {_HAVING} {_S} (?P<verb>describe|characteri[sz]e|explain|call|respond to|react to)d? (?P<about>.+)",
    ),
    (
        "said",
        rf"what (?:was|were|is|are) (?:the )?{_S}['’]s? (?:\w+ )?{_NOUN}"
        r"(?: (?:on|about|to|of|regarding|for) (?P<about>.+))?",
    ),
    (
        "said",
        rf"what (?:was|were|is|are) the (?:view|opinion|reaction|response|stance) of {_S}"
        r" (?:on|about|to|regarding) (?P<about>.+)",
    ),
    ("said", rf"what (?:was|were|is|has been) said by {_S}{_ABOUT}"),
    # Did X mention Y?
    ("mentioned", rf"{_HAVING} {_S} (?:ever |also |even )*(?:mention|mentioned) (?P<about>.+)"),
    (
        "mentioned",
        rf"{_HAVING} {_S} (?:ever |also |even )*(?:say|said|tell|told|comment|commented|speak|spoken|talk|talked)"
        r"(?: \w+)?? (?:anything|something|much|a word)?\s*(?:about|on|regarding) (?P<about>.+)",
    ),
    ("said", rf"{_HAVING} {_S} (?:ever |also |even )*(?P<verb>say|said|claim|warn|argue|suggest)(?P<rest> .+)"),
    # Who said that …?
    (
        "who_said",
        r"who (?:else )?(?:was it that |has |have |had |is quoted as |was quoted as |also |ever |publicly )*"
        rf"(?P<verb>{_PAST}|{_PRESENT}|{_GOING}|stated|states|spoke|spoken|talked)(?P<rest>\b.+)",
    ),
    (
        "who_said",
        r"according to whom(?:,? (?:is|are|was|were|did|does|do|has|have|will|would|can|could))? (?P<about>.+)",
    ),
    ("who_said", r"(?P<about>.+?),? according to whom"),
    # Quote X on Y. Quotes by X.
    ("said", rf"(?:quote|cite) (?:what )?{_S}{_ABOUT}"),
    ("said", rf"{_SHOW}(?:all |any )?(?:the |of the )?{_QUOTES} (?:made )?(?:by|from) {_S}{_ABOUT}"),
    ("said", rf"{_SHOW}(?:all )?(?:of )?{_S}['’]s? {_QUOTES}{_ABOUT}"),
    # Everything X said about Y.
    ("said", rf"{_SHOW}(?:everything|all) (?:that )?{_S} (?:has |have |ever )*(?P<verb>said|says|told)(?P<rest>\b.*)"),
    ("said", rf"{_SHOW}(?:everything|all) (?:that was |that is )?said by {_S}{_ABOUT}"),
    # What X said about Y
    (
        "said",
        rf"what {_S} (?:has |have |had |also )*(?P<verb>said|says|told|thinks|argued|claimed|warned|added)"
        r"(?P<rest>\b.*)",
    ),
)
PATTERNS = tuple((form, lazy_regex(f"^(?:{shape})$", re.IGNORECASE)) for form, shape in _TABLE)

POLITE = lazy_regex(
    r"^(?:(?:(?:can|could|would) you |please |kindly )*(?:tell me|show me|find out|explain)|do you know|i want to know"
    r"|please|and|so|but|then|also)\b,?\s+(?=\S)",
    re.IGNORECASE,
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: morning| afternoon| evening| night)?"
_SEASON = r"(?:week|month|year|morning|afternoon|evening|night|spring|summer|autumn|fall|winter)"
_TIME = (
    rf"(?:(?:on |last |this |next |early |late )*{_DAY}|(?:earlier |later )?(?:this|last|that) {_SEASON}"
    r"|today|yesterday|recently|lately|so far|earlier|afterwards|in (?:19|20)\d\d)"
)
_PLACE = (
    r"(?:in|at|during|after|before|from) (?:the|this|that|these|those|an?|his|her|their) (?:press |news |same |joint )*"
    r"(?:articles?|documents?|texts?|story|interview|statement|speech|conference|briefing|call|meeting|summit|hearing)"
)
# The time and place that a question may end in.
TAIL = lazy_regex(rf"[\s,]+(?:{_TIME}|{_PLACE}|exactly|then|there|instead|also|too|else)$", re.IGNORECASE)
