"""The length or form that an answer is wished in: "in two sentences", "four bullets:", "200 words on the levy"."""

import re
from dataclasses import dataclass

from qa.english.numbers import COUNTS
from qa.english.request import LINKS, VERBS
from qa.english.word_classes import WH
from qa.english.word_lists import alternatives
from qa.english.words import content_words
from qa.pipeline.kinds.shapes import Shapes
from qa.reading.question import Expected
from qa.types.patterns import lazy_regex

# Words of a sentence in news.
_WORDS_OF_SENTENCE = 25
_WH = rf"(?:(?:{alternatives(WH)})\b|(?:what|who|how|when|where|why)['’]?s\b)"
# The fewer of "two or three sentences".
FEWER_OR = rf"(?:(?:\d{{1,3}}|{alternatives(COUNTS)})(?: or | to | ?[-–] ?))?"
_MANY = rf"{FEWER_OR}(?P<many>\d{{1,3}}|{alternatives(COUNTS)}|an?|a few|a couple of|a handful of)"
_LIMIT = r"(?:(?:about|around|roughly|just|only|at most|no more than|up to|under|the|top|best|main|key) )*"
_SORT = r"(?:(?:short|brief|quick|concise|crisp|simple|plain|clear|punchy|little|single|main|key|important) )*"
_UNITS = r"(?P<unit>bullet(?: ?points?|s)?|sentences?|paragraphs?|points?|lines?|words?)"
_FORM = rf"{_LIMIT}{_MANY} {_SORT}{_UNITS}(?: (?:max|maximum|or less|or so|at most|only))?"
_ASKED = r"(?P<asked>\S.*)"
# "My editor wants", "give me", "I could use".
_LEAD = (
    rf"{LINKS}(?:(?:(?:my|our) \w+|i|we)(?:['’]d| would| could| just| really)* (?:needs?|wants?|likes?|use"
    r"|asked(?: me| us)? for) |(?:give|write|get|send|draft|make|prepare|need|want|show|tell)(?: me| us)? )?"
)
_SHORTLY = r"(?:in short|in brief|in a nutshell|in a few words|briefly|(?:the )?short version)"
# No more than a few words of what is quoted.
JUST_A_PART = (
    r"(?:just|only) (?:(?:give|tell) me )?(?:the )?(?P<part_of>numbers?|figures?|names?|dates?|days?|years?|amounts?|prices?"
    r"|totals?|facts|votes|results)(?:,? please)?"
)
# A sentence of its own behind a question, which asks for nothing else: lists have the newest first with its day anyway, tables
# and lengths there are none.
_BEHIND = r"(?:newest|latest|most recent) first|as an? (?:short )?(?:list|table)|with (?:the |their )?dates|keep it short"
_FORMED = Shapes.of(
    "bullet|sentence|paragraph|point|line|word|short|brief|nutshell|first|list|table|dates",
    rf"(?P<asked>\S.*\?),? (?:{_BEHIND})",
    rf"(?P<verb>summari[sz]e|sum up|recap|explain|describe|tell me),? in {_FORM}[,:]? (?:of |about )?{_ASKED}",
    rf"(?P<verb>{_LEAD}){_FORM} (?:on|about|regarding|covering) {_ASKED}",
    rf"in {_FORM}(?:\s*[,:–—-]\s*| (?={_WH}|(?:{VERBS}|sum up|recap|tell)\b)){_ASKED}",
    rf"{_LEAD}{_FORM}\s*[:–—]\s*{_ASKED}",
    rf"(?P<asked>\S.*?),? (?:in|using) {_FORM}",
    rf"(?P<asked>\S.*?), {_FORM}",
    rf"{_SHORTLY}[,:]? (?P<asked>{_WH}.+)",
    rf"(?P<asked>{_WH}.+), {_SHORTLY}",
)
_REASONS = Shapes.of(
    "reasons",
    rf"(?:{_LEAD}|what (?:are|were) )(?:name |list )?{_LIMIT}{_MANY} {_SORT}reasons (?:why|that) (?P<why>\S.*)",
    # "Top three reasons colds spread", not "three reasons given by the court".
    rf"(?:{_LEAD}|what (?:are|were) )(?:the )?(?:top|main|best) {_MANY} {_SORT}reasons"
    r" (?P<why>(?!\w+(?:ed|en)\b|(?:for|to|of|behind|in) )\S.*)",
)
_PART = lazy_regex(rf"(?:^|(?P<mark>[?.])\s+|[,:;]\s+|\s[–—-]\s+){JUST_A_PART}$", re.IGNORECASE)
_OF_PART: dict[str, Expected] = {
    **dict.fromkeys(("number", "figure", "amount", "price", "total"), "number"),
    **dict.fromkeys(("date", "day", "year"), "date"),
    "name": "person",
}
_SUMMARIZE = "Summarize "
_END = " ?.!"
_IS_ASKED = lazy_regex(rf"(?i){_WH}")
# Somewhere in a wish: "three short punchy points".
_NUMBER = lazy_regex(
    rf"\b{FEWER_OR}(?P<many>\d{{1,3}}|{alternatives(COUNTS)}|a(?= (?:single )?(?:sentence|line|word)s?\b))"
    r"[ -](?:\w+[ -]){0,4}?(?P<unit>sentences?|points?|bullets?|lines?|takeaways?|facts?|things?|words?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Formed:
    """`asked` is what a message asks without its form, `sentences` how many it wishes, None where it tells no number."""

    asked: str
    sentences: int | None = None

    @property
    def is_question(self) -> bool:
        """Whether it asks, and wishes nothing: "why is the ferry late?"."""
        return _IS_ASKED.match(self.asked) is not None

    @property
    def as_question(self) -> str:
        """The question, or the wish to be told of its subject; "" for any other wish."""
        if self.is_question:
            return self.asked
        on = self.asked.removeprefix(_SUMMARIZE)
        return f"Tell me about {on}" if on != self.asked else ""


def in_sentences(number: int | None) -> str:
    """ "in 4 sentences"; "" for no number."""
    return f"in {number} sentence{'' if number == 1 else 's'}" if number else ""


def without_form(message: str) -> Formed | None:
    """Return what a message asks and in how many sentences; None where it names no form before, behind or right in it."""
    text = message.rstrip(" ?.!")
    if found := _REASONS.first(text):
        return Formed(f"Why {found['why']}?")
    if (found := _FORMED.first(text)) is None:
        return None
    asked, told = found["asked"], found.groupdict()
    if _IS_ASKED.match(asked):
        asked = f"{asked.rstrip('?')}?"
    elif told.get("verb") is not None:
        asked = f"{_SUMMARIZE}{asked}"
    return Formed(asked, _sentences(told.get("many") or "", told.get("unit") or ""))


def sentences_wished(message: str) -> int | None:
    """Return how many sentences, points or lines a message asks for; None where it names no number of them."""
    number = _NUMBER.search(message)
    return _sentences(number["many"], number["unit"]) if number else None


def wants_part(message: str) -> bool:
    """ "Just the numbers", "How old is he? Only the number please"."""
    return _PART.search(message.rstrip(_END)) is not None


def part_wished(message: str) -> Expected | None:
    """Return what the one thing is that a message wishes alone; None where it wishes several, or another."""
    found = _PART.search(message.rstrip(_END))
    return _OF_PART.get(found["part_of"].casefold()) if found else None


def without_part(message: str) -> str:
    """Return what a message asks without such a wish behind it."""
    found = _PART.search(message.rstrip(_END))
    return message[: found.start()] + (found["mark"] or "") if found and found.start() else message


def says_only_number(message: str) -> bool:
    """Whether how many sentences, points or lines are wished is all that a message says: "that in four bullets"."""
    return (number := _NUMBER.search(message)) is not None and not content_words(message.replace(number[0], " "))


def _sentences(many: str, unit: str) -> int | None:
    many = many.casefold()
    number = 1 if many in ("a", "an") else int(many) if many.isdigit() else COUNTS.get(many)
    if number is None or unit.casefold().startswith("para"):
        return None
    return max(1, round(number / _WORDS_OF_SENTENCE)) if unit.casefold().startswith("word") else number
