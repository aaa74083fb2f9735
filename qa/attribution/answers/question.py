"""Which questions ask who said what, and what they ask."""

import re
from dataclasses import dataclass
from typing import Literal

from qa.english.request import LINKS
from qa.english.verbs import inflected
from qa.english.word_lists import alternatives
from qa.types.patterns import lazy_regex

Form = Literal["said", "mentioned", "who_said", "group"]

# "State" is left out: a noun more often than a verb.
_FORMS = inflected("verbs asked of a speaker").items()
_BASE, _PAST, _PRESENT, _GOING = (
    alternatives(form for form, (_, told) in _FORMS if told == each) for each in ("base", "past", "third", "ing")
)
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
        rf"how (?:{_HAVING} |(?=(?-i:[A-Z])|(?:the|he|she|they) ))(?!(?:many|much)\b){_S} (?:has |have |had )?"
        r"(?P<verb>describe|characteri[sz]e|explain|call|respond to|react to)d?"
        r" (?P<about>.+)",
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
    ("who_said", r"according to whom(?:,? (?:is|are|was|were|did|does|do|has|have|will|would|can|could))? (?P<about>.+)"),
    ("who_said", r"(?P<about>.+?),? according to whom"),
    # Quote X on Y. Quotes by X. Which Xs are quoted on Y?
    ("said", rf"(?:which|what) (?P<speaker>(?:\S+ )*[a-z]+s) (?:are|were|get) quoted {ON} (?P<about>.+)"),
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

_LINKS = lazy_regex(LINKS, re.IGNORECASE)
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


# Asked of the documents themselves, of the program or of nobody: no speaker is meant.
_NOBODY = re.compile(
    r"^(?:the|an?)$|\b(?:is|are|was|were|to|happened)$|^(?:is|are|was|were|did|do|does|happened|kind|type|body|i|you|we|he|she|it|they|one|this|that|these|those|there|anyone|anybody|someone|somebody|everyone|everybody|nobody"
    r"|people|most people|what|who|whom|which|how|why|when|where)\b|\b(?:who|whom|what|which|if|because)\b"
    r"|\b(?:articles?|documents?|texts?|stor(?:y|ies)|passages?|pages?|paragraphs?|files?|sources?|law|bible|word|name|term"
    r"|phrase|study|studies|theory|evidence)$",
    re.IGNORECASE,
)
_WHO_IS_NOT_ASKED = re.compile(r"^\s*(?:it|this|that|so|what|these things|those words)?\s*$", re.IGNORECASE)
# No words were: "Who thought up the strut?", "Who talked Carper into running?"
_NO_WORDS = re.compile(r"^(?:thought up|talk\w* \S.* into)\b", re.IGNORECASE)
_TO = re.compile(r"^(?:to|with) (?P<who>\S.*)$", re.IGNORECASE)
_ON_TOPIC = re.compile(rf"^(?P<who>.*?)\s*\b(?:anything |something |things )?{ON}\b ?(?P<about>.*)$", re.IGNORECASE)
_THAT = re.compile(r"^(?P<who>.*?)\s*\b(?:that|how|why|whether) (?P<about>.+)$", re.IGNORECASE)
_TELLING = re.compile(r"^(?:tell|told|warn|remind|assur|ask|promis|caution)", re.IGNORECASE)
_GROUP = re.compile(r"(?:^|\s)(?:[a-z]{3,}(?<!s)s|people|men|women|police|media)$")
_SINGULAR_S = re.compile(r"(?:ss|press|congress|news|series|states|nations|times|house)$", re.IGNORECASE)
_PRONOUN_OBJECT = re.compile(r"^(?:us|me|them|him|her|you)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SpeakerQuestion:
    """A question about who said what.

    `speaker` is as the question names them, None in "who said …?"; `about` is the topic, None for all. `verb` is the question's
    own, `addressee` whom the words were said to, `occasion` when ("after losing to Oakland"). A "group" `form` asks a kind of
    people ("officials").
    """

    form: Form
    speaker: str | None
    about: str | None = None
    verb: str | None = None
    addressee: str | None = None
    occasion: str | None = None

    @property
    def asks_for_some(self) -> bool:
        """Whether it asks for some words, rather than for all of a speaker's, or for those that name a thing."""
        return self.form != "mentioned" and bool(self.about or self.addressee or self.occasion)


def asked_of_speaker(question: str) -> SpeakerQuestion | None:
    """Return what the question asks of whom; None where it isn't about who said what."""
    text = " ".join(question.split()).rstrip(" ?!.")
    if len(text) > 300:
        return None
    opens = _LINKS.match(text)
    text = text[opens.end() :] if opens else text
    for form, pattern in PATTERNS:
        if match := pattern.match(text):
            return _understood(form, match.groupdict())
    return None


def _understood(form: Form, found: dict[str, str | None]) -> SpeakerQuestion | None:
    verb = (found.get("verb") or "").casefold() or None
    addressee, about, occasion = None, found.get("about"), None
    if rest := found.get("rest"):
        if form == "who_said" and (_WHO_IS_NOT_ASKED.match(rest) or _NO_WORDS.match(f"{verb}{rest}")):
            return None
        addressee, about, occasion = _rest(rest.strip(" ,:"), verb or "say")
    about = _trimmed(about)
    if form == "who_said":
        return SpeakerQuestion(form, None, about, verb, addressee) if about else None
    speaker = _trimmed(found.get("speaker"))
    if not speaker or _NOBODY.search(speaker) or len(speaker.split()) > 10:
        return None
    if form == "said" and _GROUP.search(speaker) and not _SINGULAR_S.search(speaker):
        form = "group"
    return SpeakerQuestion(form, speaker, about, verb, addressee, occasion)


def _rest(rest: str, verb: str) -> tuple[str | None, str | None, str | None]:
    """Split what follows the verb: to whom, about what, on what occasion."""
    rest = _trimmed(f" {rest}") or ""
    telling = _TELLING.match(verb) is not None
    for pattern in (_ON_TOPIC, _THAT):
        match = pattern.match(rest)
        if match:
            before = match["who"].strip()
            to = _TO.match(before)
            who = to["who"] if to else before if telling else None
            if not before or who:
                return _addressee(who), match["about"] or None, None
    if to := _TO.match(rest):
        return _addressee(to["who"]), None, None
    if telling and verb.startswith("t"):
        return _addressee(rest), None, None
    if re.match(r"(?:in|at|during|after|before|when|while|by|from|because|through|via)\b", rest, re.IGNORECASE):
        return None, None, rest
    return None, rest or None, None


def _addressee(who: str | None) -> str | None:
    return None if not who or _PRONOUN_OBJECT.match(who) else who


def _trimmed(text: str | None) -> str | None:
    """Cut the time and place that the text ends in, and the quote marks around it."""
    if text is None:
        return None
    while (shorter := TAIL.sub("", f" {text}").strip()) != text:
        text = shorter
    return text.strip(" ,:;'\"“”‘’") or None
