"""What a message wants: an answer, whatever the library has on a subject, a friendly word, or another language."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from qa.english.words import STOP_WORDS, content_words, words

Kind = Literal["question", "topic", "small_talk", "other_language"]

_SMALL_TALK = re.compile(
    r"(?:(?:hi|hello|hey|hiya|howdy|good (?:morning|afternoon|evening)|greetings)(?: there| all| everyone)?"
    r"|(?:many )?thanks?(?: (?:you|a lot|so much|very much))*|cheers|great|ok(?:ay)?|bye|goodbye|help(?: me)?(?: please)?"
    r"|(?:what|how) (?:can|do|should) (?:you|i|this|it) (?:do|help|ask|work|use (?:this|it|you))"
    r"(?: (?:here|with|for me|you|me))*"
    r"|(?:who|what) are you|how does (?:this|it) work|test(?:ing)?)(?:,? (?:citedqa|please|again|thanks))*",
    re.IGNORECASE,
)
_TELL_ME = re.compile(
    r"(?:please )?(?:(?:can|could) you )?(?:(?:tell|show|give) me|find|search(?: for)?|look up|i(?:'m| am) looking for"
    r"|i(?:'d like| want| need) to know)?\s*(?:(?:more|something|anything|everything|all|any|some)\s+)?"
    r"(?:(?:news|information|info|details|articles?|documents?|stories|facts)\s+)?(?:on|about|regarding|concerning)\s+"
    r"(?P<topic>.+)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?i)^\W*(?:who|whom|whose|what|whats|what's|when|where|which|why|how|is|are|was|were|do|does|did|has|have|had|can|could"
    r"|will|would|should|may|might|must|isn't|aren't|didn't|doesn't|name|list|describe|explain|compare|summari[sz]e|give|tell|show"
    r"|in|on|at|for|to|by|from|according)\b"
)
_MOST_TOPIC_WORDS = 6
_FEWEST_WORDS = 3
# The commonest words of other languages that use Latin letters, none of them English.
_FOREIGN = {
    "German": "der die das und ist nicht wie viele was wer wo wann warum hat haben sind eine einen über für mit von",
    "French": "le les des est une que qui où quand pourquoi combien sont pour avec dans sur quel quelle comment du",
    "Spanish": "el los las es una qué quién cuándo dónde cuántas cuántos cuál cómo por para con tiene son del cuanto",
    "Italian": "il gli è una che chi quando dove perché quanti quante sono per con come del della nel",
    "Portuguese": "os é uma que quem quando onde quantos quantas são para com como não do da em por",
    "Dutch": "het een is niet wat wie waar wanneer waarom hoeveel heeft zijn van voor met hoe de",
}
_FOREIGN_WORDS = {language: frozenset(listed.split()) for language, listed in _FOREIGN.items()}


@dataclass(frozen=True, slots=True)
class QuestionKind:
    """`topic` is what a "topic" message names."""

    kind: Kind
    topic: str = ""


def question_kind(message: str) -> QuestionKind:
    """Tell what the message wants; what fits nothing else is a question."""
    text = " ".join(message.split())
    if _SMALL_TALK.fullmatch(text.strip(" !.?,:)")):
        return QuestionKind("small_talk")
    if is_other_language(text):
        return QuestionKind("other_language")
    if (match := _TELL_ME.fullmatch(text.rstrip(" ?.!"))) is not None and _is_topic(match["topic"]):
        return QuestionKind("topic", match["topic"])
    if not text.endswith("?") and not _ASKS.match(text) and _is_topic(text):
        return QuestionKind("topic", text.rstrip(" .!"))
    return QuestionKind("question")


def is_other_language(text: str) -> bool:
    """Whether the text is in letters other than Latin ones, or in words of another language without any of English."""
    letters = [char for char in text if char.isalpha()]
    if letters and sum("LATIN" not in unicodedata.name(char, "") for char in letters) > len(letters) / 2:
        return True
    found = [word.casefold() for word in words(text)]
    if len(found) < _FEWEST_WORDS:
        return False
    english = sum(word in STOP_WORDS for word in found)
    foreign = max(sum(word in listed for word in found) for listed in _FOREIGN_WORDS.values())
    return foreign > english and foreign >= 2


def _is_topic(text: str) -> bool:
    return 0 < len(content_words(text)) <= _MOST_TOPIC_WORDS and len(text.split()) <= 2 * _MOST_TOPIC_WORDS
