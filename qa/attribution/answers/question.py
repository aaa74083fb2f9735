"""Which questions ask who said what, and what they ask."""

import re
from dataclasses import dataclass

from qa.attribution.answers.patterns import ON, PATTERNS, POLITE, TAIL, Form

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
_ABOUT = re.compile(rf"^(?P<who>.*?)\s*\b(?:anything |something |things )?{ON}\b ?(?P<about>.*)$", re.IGNORECASE)
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
    while (shorter := POLITE.sub("", text)) != text:
        text = shorter
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
    for pattern in (_ABOUT, _THAT):
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
