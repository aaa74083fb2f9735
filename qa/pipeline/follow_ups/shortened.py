"""Questions that leave out all but a word of the question before: "Where?", "What else?", "And what about Victor Cha?"."""

import re
from collections.abc import Sequence

from qa.english.gazetteer import PLACES
from qa.pipeline.follow_ups.noun_phrases import parse
from qa.pipeline.follow_ups.word_classes import AUXILIARIES, WH

_OPENING = r"(?:(?:and|but|so|ok(?:ay)?|then)\b[,\s]+)*"
_BARE = re.compile(rf"{_OPENING}(?:(?P<wh>where|when|why|who)(?: exactly)?|(?P<how>how come))\s*\?*", re.IGNORECASE)
_ELSE = re.compile(rf"{_OPENING}(?:what|anything) else\s*\?*", re.IGNORECASE)
_TOPIC = re.compile(rf"{_OPENING}(?:(?:what|how) )?(?P<about>about|on) (?P<topic>\S[^?]*?)\s*\?*", re.IGNORECASE)
_SHORT = re.compile(r"and (?P<topic>[A-Z][^?]*?)\s*\?*", re.IGNORECASE)
_SAID = re.compile(
    r"(?P<what>What )(?:else )?(?P<did>did|does|has|have) (?P<speaker>.+?) (?P<said>say|said|think|thought|warn|claim|announce"
    r"|suggest)(?: (?:about|on) (?P<about>.+?))?\s*\?*",
    re.IGNORECASE,
)
_PERSONAL = frozenset("he she they it him her them".split())
_FEWEST = 3


def in_full(question: str, asked: Sequence[str]) -> tuple[str, int]:
    """The question with what it leaves out, and how many of the last questions asked that was taken from."""
    if not asked or not any(shape.fullmatch(question.strip()) for shape in (_BARE, _ELSE, _TOPIC, _SHORT)):
        return question, 0
    before, used = in_full(asked[-1], asked[:-1])
    found = _completed(question.strip(), before.strip())
    return (question, 0) if found is None else (found, used + 1)


def _completed(question: str, before: str) -> str | None:
    if bare := _BARE.fullmatch(question):
        return _with_word((bare["wh"] or "why").lower(), before)
    said = _SAID.fullmatch(before)
    if said is None:
        return None
    if _ELSE.fullmatch(question):
        return f"{said['what']}else {said['did']} {said['speaker']} {said['said']}?"
    topic = _TOPIC.fullmatch(question) or _SHORT.fullmatch(question)
    if topic is None or topic["topic"].lower() in _PERSONAL:
        return None
    if _is_speaker(topic["topic"]) and not re.match(r"(?:and )?about\b", question, re.IGNORECASE):
        about = f" about {said['about']}" if said["about"] and said["about"].lower() not in _PERSONAL else ""
        return f"{said['what']}{said['did']} {topic['topic']} {said['said']}{about}?"
    return f"{said['what']}{said['did']} {said['speaker']} {said['said']} about {topic['topic']}?"


def _with_word(word: str, before: str) -> str | None:
    """ "Where?" after "When did they meet?" is "Where did they meet?"."""
    tokens = parse(before).tokens
    if len(tokens) < _FEWEST:
        return None
    first, second = tokens[0].low, tokens[1].low
    if first in WH and second in AUXILIARIES and first not in ("who", "what"):
        return word.capitalize() + before[tokens[0].end :]
    if first in AUXILIARIES:
        return f"{word.capitalize()} {before[0].lower()}{before[1:]}"
    return f"{before.rstrip(' ?.!')}, and {word}?" if first in WH else None


def _is_speaker(name: str) -> bool:
    """Whether "and what about X?" goes on to another speaker rather than to another subject."""
    phrases = parse(f"about {name}").phrases
    if len(phrases) != 1 or not phrases[0].named:
        return False
    kind = phrases[0].kind
    return kind in ("male", "female", "person") or (kind == "name" and phrases[0].text.lower() not in PLACES)
