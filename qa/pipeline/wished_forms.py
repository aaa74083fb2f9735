"""The length or form that an answer is wished in: "in two sentences", "four bullets on the fire", "200 words on the levy"."""

from dataclasses import dataclass

from qa.english.numbers import COUNTS
from qa.english.request import LINKS, VERBS
from qa.english.word_classes import WH
from qa.english.word_lists import alternatives
from qa.pipeline.shapes import Shapes
from qa.types.patterns import lazy_regex

# Words of a sentence in news.
_WORDS_OF_SENTENCE = 25
_WH = rf"(?:(?:{alternatives(WH)})\b|(?:what|who|how|when|where|why)['’]?s\b)"
_OPENS = rf"(?=(?:(?:in|on|at|by|for|to|from|of) )?{_WH}|(?:{VERBS}|sum up|recap|tell)\b)"
_MANY = rf"(?P<many>\d{{1,3}}|{alternatives(COUNTS)}|an?|a few|a couple of|a handful of)"
_LIMIT = r"(?:(?:about|around|roughly|just|only|at most|no more than|up to|under|the|top|best|main|key) )*"
_SORT = r"(?:(?:short|brief|quick|concise|crisp|simple|plain|clear|punchy|little|single|main|key|important) )*"
_OR_LESS = r"(?: (?:max|maximum|or less|or so|at most|only))?"
_BULLETS = r"(?P<unit>bullet(?: ?points?|s)?|sentences?|paragraphs?)"
_UNITS = r"(?P<unit>bullet(?: ?points?|s)?|sentences?|paragraphs?|points?|lines?|words?)"
_FORM = rf"{_LIMIT}{_MANY} {_SORT}{_UNITS}{_OR_LESS}"
_TO_KNOW = (
    rf"{_LIMIT}{_MANY} {_SORT}(?P<unit>things|facts|points)"
    r" (?:worth knowing|(?:(?:that )?(?:i|we|you) (?:need|should|have|ought) )?(?:to )?know)"
)
# "My editor wants", "give me", "I could use".
_LEAD = (
    rf"{LINKS}(?:(?:(?:my|our) \w+|i|we)(?:['’]d| would| could| just| really)* (?:needs?|wants?|likes?|use"
    r"|asked(?: me| us)? for) |(?:give|write|get|send|draft|make|prepare|need|want|show|tell)(?: me| us)? )?"
)
_ON = Shapes.of(
    "bullet|sentence|paragraph|point|line|word|know",
    tuple(rf"{_LEAD}{form} (?:on|about|regarding|covering|explaining) (?P<asked>\S.*)" for form in (_FORM, _TO_KNOW)),
)
_AHEAD = Shapes.of(
    "bullet|sentence|paragraph|point|line|word",
    (
        rf"(?P<verb>summari[sz]e|sum up|recap|explain|describe|tell me),? in {_FORM}[,:]? (?:of |about )?(?P<asked>\S.*)",
        rf"in {_FORM}\s*[,:–—-]\s*(?P<asked>\S.*)",
        rf"in {_FORM} (?P<asked>{_OPENS}.+)",
        rf"{_LEAD}{_FORM}\s*[:–—]\s*(?P<asked>\S.*)",
        rf"{_LEAD}{_FORM}(?:,| -) (?P<asked>{_OPENS}.+)",
        rf"{_LEAD}{_LIMIT}{_MANY} {_SORT}{_BULLETS}{_OR_LESS} (?P<asked>{_OPENS}.+)",
    ),
)
_SHORTLY = r"(?:in short|in brief|in a nutshell|in a few words|briefly|(?:the )?short version)"
_BEHIND = Shapes.of(
    "bullet|sentence|paragraph|point|line|word|short|brief|nutshell",
    (
        rf"(?P<asked>(?={_WH}).+?),? (?:in|using) {_LIMIT}{_MANY} {_SORT}{_BULLETS}{_OR_LESS}",
        rf"(?P<asked>(?={_WH}).+?), (?:in )?{_FORM}",
        rf"{_SHORTLY}[,:]? (?P<asked>(?={_WH}).+)",
        rf"(?P<asked>(?={_WH}).+), {_SHORTLY}",
    ),
)
_REASONS = Shapes.of(
    "reasons",
    (
        rf"(?:{_LEAD}|what (?:are|were) )(?:name |list )?{_LIMIT}{_MANY} {_SORT}reasons (?:why|that) (?P<why>\S.*)",
        # "Top three reasons colds spread", not "three reasons given by the court".
        rf"(?:{_LEAD}|what (?:are|were) )(?:the )?(?:top|main|best) {_MANY} {_SORT}reasons"
        r" (?P<why>(?!\w+(?:ed|en)\b|(?:for|to|of|behind|in) )\S.*)",
    ),
)
_SUMMARIZE = "Summarize "
_IS_ASKED = lazy_regex(rf"(?i){_WH}")
# "…, what have you got?", "… and why they came": a summary tells both.
_ASIDE = lazy_regex(r"(?i),? (?:what (?:have|do|can) you (?:got|have|give me|find)|(?:can|could) you (?:help|do (?:that|it)))$")
_AND_WHY = lazy_regex(rf"(?i),? and (?:also )?{_WH} .+$")
# What tells a whole story, of which nobody asks one fact.
_STORY = lazy_regex(
    r"(?i)what(?:['’]?s| is| was| has| had)? (?:happened|going on|happening|the (?:story|deal|situation|latest))"
    r" (?:at|in|to|with|during|on|around|about) (?P<topic>\S.*)"
)


@dataclass(frozen=True, slots=True)
class Formed:
    """`asked` is what a message asks without its form, `sentences` how many it wishes, None where it tells no number."""

    asked: str
    sentences: int | None = None

    @property
    def is_question(self) -> bool:
        """Whether it asks, and wishes nothing: "why is the ferry late"."""
        return _IS_ASKED.match(self.asked) is not None

    @property
    def as_question(self) -> str:
        """The question, or the wish to be told of its subject; "" for any other wish."""
        if self.is_question:
            return self.asked
        on = self.asked.removeprefix(_SUMMARIZE)
        return f"Tell me about {on}" if on != self.asked else ""

    @property
    def in_words(self) -> str:
        """ "in 4 sentences", "" where no number is told."""
        return in_sentences(self.sentences)


def in_sentences(number: int | None) -> str:
    """ "in 4 sentences"; "" for no number."""
    return f"in {number} sentence{'' if number == 1 else 's'}" if number else ""


def without_form(message: str) -> Formed | None:
    """Return what a message asks and in how many sentences; None where it names no form, or only at its end.

    What is wished "on" a subject is its summary, and so is "what happened at the harbour".
    """
    text = _ASIDE.sub("", message.rstrip(" ?.!"))
    if found := _REASONS.first(text):
        return Formed(f"Why {found['why']}?")
    if (found := _ON.first(text)) is not None:
        on = found["asked"]
        asked = f"{on}?" if _IS_ASKED.match(on) else f"{_SUMMARIZE}{_AND_WHY.sub('', on)}"
    elif (found := _AHEAD.first(text) or _BEHIND.first(text)) is not None:
        asked, groups = found["asked"], found.groupdict()
        if story := _STORY.fullmatch(asked):
            asked = f"{_SUMMARIZE}{story['topic']}"
        elif _IS_ASKED.match(asked):
            asked = f"{asked}?"
        elif groups.get("verb"):
            asked = f"{_SUMMARIZE}{asked}"
        elif "many" not in groups:
            return None
    else:
        return None
    return Formed(asked, _sentences(found.groupdict()))


def _sentences(told: dict[str, str]) -> int | None:
    many, unit = told.get("many", "").casefold(), told.get("unit", "").casefold()
    number = 1 if many in ("a", "an") else int(many) if many.isdigit() else COUNTS.get(many)
    if number is None or unit.startswith("para"):
        return None
    return max(1, round(number / _WORDS_OF_SENTENCE)) if unit.startswith("word") else number
