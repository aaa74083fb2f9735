"""Which questions ask who said what, and what they ask."""

import re
from dataclasses import dataclass
from typing import Literal

Form = Literal["said", "mentioned", "who_said", "group"]

# Each a base form, then its past ("state" is left out: a noun more often than a verb).
_VERBS = (
    "say said|tell told|warn warned|add added|claim claimed|argue argued|announce announced|suggest suggested|think thought"
    "|believe believed|explain explained|mention mentioned|insist insisted|stress stressed|emphasi[sz]e emphasi[sz]ed"
    "|deny denied|admit admitted|acknowledge acknowledged|comment commented|remark remarked|predict predicted"
    "|promise promised|call called|describe described|complain complained|caution cautioned|tweet tweeted"
)
_BASE, _PAST = ("|".join(verb.split()[tense] for verb in _VERBS.split("|")) for tense in (0, 1))
_PRESENT = rf"(?:{_BASE})s|denies|stresses"
_GOING = rf"(?:{_BASE})ing|arguing|announcing|believing|describing|promising|emphasi[sz]ing|acknowledging"
_ANY = f"{_BASE}|{_PAST}|{_PRESENT}|stated|states"
_ON = r"(?:about|on|regarding|concerning|of|against|as to|when asked about|with regard to)"
_NOUN = (
    r"(?:comments?|remarks?|reactions?|responses?|views?|opinions?|positions?|stance|take|words?|message|warnings?|claims?"
    r"|arguments?|statements?|quotes?|quotations?|thoughts)"
)
_QUOTED = r"(?:quotes?|quotations?|statements?|comments?|remarks?)"
_S = r"(?P<speaker>\S.*?)"
_DID = "(?:did|does|do)"
_ADVERBS = "(?:all |also |else |ever |exactly |have to |just |precisely |publicly |specifically )*"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(f"^(?:{text})$", re.IGNORECASE)


_POLITE = re.compile(
    r"^(?:(?:(?:can|could|would) you |please |kindly )*(?:tell me|show me|find out|explain)|do you know|i want to know"
    r"|please|and|so|but|then|also)\b,?\s+(?=\S)",
    re.IGNORECASE,
)
_PATTERNS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    ("said", _pattern(rf"what {_ADVERBS}{_DID} {_S} {_ADVERBS}(?P<verb>{_BASE})(?P<rest>\b.*)")),
    ("said", _pattern(rf"what {_ADVERBS}(?:has|have|had) {_S} {_ADVERBS}(?P<verb>{_PAST}|stated)(?P<rest>\b.*)")),
    ("said", _pattern(rf"what {_ADVERBS}(?:is|are|was|were) {_S} {_ADVERBS}(?P<verb>{_GOING})(?P<rest>\b.*)")),
    ("said", _pattern(rf"(?:what|which) (?:claims?|warnings?|statements?|comments?|remarks?) (?:did|do|does|has|have) {_S} (?:make|made|give|given)"
                      r"(?P<rest>\b.*)")),
    ("said", _pattern(rf"what (?:did|does|do) {_S} make of (?P<about>.+)")),
    ("said", _pattern(rf"how (?:did|does|do|has|have) {_S} (?P<verb>describe|characteri[sz]e|explain|call|respond to|react to)d?"
                      r" (?P<about>.+)")),
    ("said", _pattern(rf"what (?:was|were|is|are) (?:the )?{_S}['’]s? (?:\w+ )?{_NOUN}(?: (?:on|about|to|of|regarding|for) (?P<about>.+))?")),
    ("said", _pattern(rf"what (?:was|were|is|are) the {_NOUN} of {_S} (?:on|about|to|regarding) (?P<about>.+)")),
    ("said", _pattern(rf"what (?:was|were|is|has been) said by {_S}(?: {_ON} (?P<about>.+))?")),
    ("mentioned", _pattern(rf"(?:did|does|do|has|have) {_S} (?:ever |also |even )*(?:mention|mentioned) (?P<about>.+)")),
    ("mentioned", _pattern(rf"(?:did|does|do|has|have) {_S} (?:ever |also |even )*(?:say|said|tell|told|comment|commented|speak|spoken"
                           rf"|talk|talked|remark)(?: \w+)?? (?:anything|something|much|a word)?\s*(?:about|on|regarding) (?P<about>.+)")),
    ("said", _pattern(rf"(?:did|does|has|have) {_S} (?:ever |also |even )*(?P<verb>say|said|claim|warn|argue|suggest)(?P<rest> .+)")),
    ("who_said", _pattern(rf"who (?:else )?(?:was it that |has |have |had |is quoted as |was quoted as |also |ever |publicly )*"
                          rf"(?P<verb>{_ANY}|spoke|spoken|talked|commented)(?P<rest>\b.+)")),
    ("who_said", _pattern(r"according to whom(?:,? (?:is|are|was|were|did|does|do|has|have|will|would|can|could))? (?P<about>.+)")),
    ("who_said", _pattern(r"(?P<about>.+?),? according to whom")),
    ("said", _pattern(rf"(?:quote|cite) (?:what )?{_S}(?: {_ON} (?P<about>.+))?")),
    ("said", _pattern(rf"(?:(?:list|give|give me|show|show me|find|what are|are there|any) )?(?:all |any )?(?:the |of the )?{_QUOTED}"
                      rf" (?:made )?(?:by|from) {_S}(?: {_ON} (?P<about>.+))?")),
    ("said", _pattern(rf"(?:(?:list|give|give me|show|show me|find) )?(?:all )?(?:of )?{_S}['’]s? {_QUOTED}(?: {_ON} (?P<about>.+))?")),
    ("said", _pattern(rf"what {_S} (?:has |have |had |also )*(?P<verb>{_PAST}|{_PRESENT}|stated)(?P<rest>\b.*)")),
)  # fmt: skip
# Asked of the documents themselves, of the program or of nobody: no speaker is meant.
_NOBODY = re.compile(
    r"^(?:the|an?)$|^(?:i|you|we|he|she|it|they|one|this|that|these|those|there|anyone|anybody|someone|somebody|everyone|everybody|nobody"
    r"|people|most people|what|who|whom|which|how|why|when|where)\b|\b(?:who|whom|what|which|if|because)\b"
    r"|\b(?:articles?|documents?|texts?|stor(?:y|ies)|passages?|pages?|paragraphs?|files?|sources?|law|bible|word|name|term"
    r"|phrase|study|studies|theory|evidence)$",
    re.IGNORECASE,
)
_WHO_IS_NOT_ASKED = re.compile(r"^\s*(?:it|this|that|so|what|these things|those words)?\s*$", re.IGNORECASE)
_TIME = (
    r"(?:(?:on |last |this |next |early |late )*(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: morning| afternoon| evening| night)?"
    r"|(?:earlier |later )?(?:this|last|that) (?:week|month|year|morning|afternoon|evening|night|spring|summer|autumn|fall|winter)"
    r"|today|yesterday|recently|lately|so far|earlier|afterwards|in (?:19|20)\d\d)"
)
_PLACE = (
    r"(?:in|at|during|after|before|from) (?:the|this|that|these|those|an?|his|her|their) (?:press |news |same |call |joint )*"
    r"(?:articles?|documents?|texts?|story|interview|statement|speech|conference|briefing|call|meeting|summit|passage|hearing)"
)
_TAIL = re.compile(rf"[\s,]+(?:{_TIME}|{_PLACE}|exactly|then|there|instead|also|too|else)$", re.IGNORECASE)
_TO = re.compile(r"^(?:to|with) (?P<who>\S.*)$", re.IGNORECASE)
_ABOUT = re.compile(rf"^(?P<who>.*?)\s*\b(?:anything |something |things )?{_ON}\b ?(?P<about>.*)$", re.IGNORECASE)
_THAT = re.compile(r"^(?P<who>.*?)\s*\b(?:that|how|why|whether) (?P<about>.+)$", re.IGNORECASE)
_TELLING = re.compile(r"^(?:tell|told|warn|remind|assur|ask|promis|caution)", re.IGNORECASE)
_GROUP = re.compile(r"(?:^|\s)(?:[a-z]{3,}(?<!s)s|people|men|women|police|media)$")
_SINGULAR_S = re.compile(r"(?:ss|press|congress|news|series|states|nations|times|house)$", re.IGNORECASE)
_PRONOUN_OBJECT = re.compile(r"^(?:us|me|them|him|her|you)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SpeakerQuestion:
    """`speaker` is as the question names them, None in "who said …?"; `about` is the topic, None where all is asked for.

    `verb` is the question's own, `addressee` whom the words were said to. "group" asks a kind of people ("officials").
    """

    form: Form
    speaker: str | None
    about: str | None = None
    verb: str | None = None
    addressee: str | None = None


def asked_of_speaker(question: str) -> SpeakerQuestion | None:
    """What the question asks of whom, or None where it isn't about who said what."""
    text = " ".join(question.split()).rstrip(" ?!.")
    if len(text) > 300:
        return None
    while (shorter := _POLITE.sub("", text)) != text:
        text = shorter
    for form, pattern in _PATTERNS:
        if match := pattern.match(text):
            return _understood(form, match.groupdict())
    return None


def _understood(form: Form, found: dict[str, str | None]) -> SpeakerQuestion | None:
    verb = (found.get("verb") or "").casefold() or None
    addressee, about = None, found.get("about")
    if rest := found.get("rest"):
        if form == "who_said" and _WHO_IS_NOT_ASKED.match(rest):
            return None
        addressee, about = _rest(rest.strip(" ,:"), verb or "say")
    about = _trimmed(about)
    if form == "who_said":
        return SpeakerQuestion(form, None, about, verb, addressee) if about else None
    speaker = _trimmed(found.get("speaker"))
    if not speaker or _NOBODY.search(speaker) or len(speaker.split()) > 10:
        return None
    if form == "said" and _GROUP.search(speaker) and not _SINGULAR_S.search(speaker):
        form = "group"
    return SpeakerQuestion(form, speaker, about, verb, addressee)


def _rest(rest: str, verb: str) -> tuple[str | None, str | None]:
    """What follows the verb → to whom, about what."""
    rest = _trimmed(f" {rest}") or ""
    telling = _TELLING.match(verb) is not None
    for pattern in (_ABOUT, _THAT):
        match = pattern.match(rest)
        if match:
            before = match["who"].strip()
            to = _TO.match(before)
            who = to["who"] if to else before if telling else None
            if not before or who:
                return _addressee(who), match["about"] or None
    if to := _TO.match(rest):
        return _addressee(to["who"]), None
    if telling and verb.startswith("t"):
        return _addressee(rest), None
    if re.match(r"(?:in|at|during|after|before|when|while|by|from|because|through|via)\b", rest, re.IGNORECASE):
        return None, None  # the occasion, not the topic
    return None, rest or None


def _addressee(who: str | None) -> str | None:
    return None if not who or _PRONOUN_OBJECT.match(who) else who


def _trimmed(text: str | None) -> str | None:
    """Without the time and place it ends in, and without the quote marks around it."""
    if text is None:
        return None
    while (shorter := _TAIL.sub("", f" {text}").strip()) != text:
        text = shorter
    return text.strip(" ,:;'\"“”‘’") or None
