"""Questions that leave out all but a word of the question before: "Where?", "What else?", "And what about Victor Cha?".

And messages that are about the last answer itself: "Are you sure?", "Source?", "Shorter, please", "Tell me more".
"""

import re
from collections.abc import Sequence

from qa.english.gazetteer import PLACES
from qa.english.word_classes import AUXILIARIES, WH
from qa.pipeline.follow_ups.noun_phrases import NounPhrase, parse

_OPENING = r"(?:(?:and|but|so|ok(?:ay)?|then)\b[,\s]+)*"
_BARE = re.compile(rf"{_OPENING}(?:(?P<wh>where|when|why|who)(?: exactly)?|how come)\s*\?*", re.IGNORECASE)
_ELSE = re.compile(rf"{_OPENING}(?:what|anything) else\s*\?*", re.IGNORECASE)
_TOPIC = re.compile(r"(?:(?:and |but )?(?:what|how) about|and(?P<about> about| on)?) (?P<topic>\w[^?]*?)\s*\?*", re.I)
_SAID = re.compile(
    r"(What) (?:else )?(did|does|has|have) (.+?) (say|said|think|thought|warn|claim|suggest)(?: (?:about|on) (.+?))?\s*\?*",
    re.I,
)
_PERSONAL = frozenset("he she they it him her them".split())
_FEWEST = 3
_SUBJECTS = 2
_THAT = r"(?:that|this|it)"
# Who doubts the last answer, asks where it is from or wants it shorter gets it once more, with the source.
_AGAIN = re.compile(
    rf"{_OPENING}(?:(?:are )?you (?:really |quite )?sure(?: (?:about|of) {_THAT})?|really|seriously"
    rf"|is {_THAT} (?:really |actually )?(?:true|right|correct|so|certain)"
    rf"|(?:what(?:'s| is| are) )?(?:the |your |its |any )?(?:sources?|evidence|proof)(?: (?:for|of) {_THAT})?"
    rf"|where(?: does| did| do| is)? (?:{_THAT}(?: come)? from|you (?:get|have) {_THAT}(?: from)?)"
    rf"|who (?:says|said) (?:so|{_THAT})|says who|how do you know(?: {_THAT})?"
    rf"|(?:make {_THAT} |a bit |much )*(?:shorter|briefer|simpler)|briefly|in (?:short|brief|(?:one|a) (?:word|sentence|line))"
    rf"|(?:say|repeat) {_THAT}(?: again)?|again)(?:,? please)?[\s?!.]*",
    re.IGNORECASE,
)
_MORE = re.compile(
    rf"{_OPENING}(?:(?:please |can you |could you )?(?:tell|give|show) me )?(?:some |any )?(?:more|more details|the details)"
    r"(?: (?:about|on) (?:that|this|it))?(?:,? please)?[\s?!.]*",
    re.IGNORECASE,
)


def in_full(question: str, asked: Sequence[str]) -> tuple[str, int]:
    """The question with what it leaves out, and how many of the last questions asked that was taken from."""
    if not asked or not any(shape.fullmatch(question.strip()) for shape in (_BARE, _ELSE, _TOPIC)):
        return question, 0
    before, used = in_full(asked[-1], asked[:-1])
    found = _completed(question.strip(), before.strip())
    return (question, 0) if found is None else (found, used + 1)


def asks_again(message: str) -> bool:
    """Whether it wants the last answer once more: "Are you sure?", "Source?"."""
    return _AGAIN.fullmatch(message.strip()) is not None


def asks_more(message: str) -> bool:
    """Whether it wants more on the same, without naming it: "Tell me more"."""
    return _MORE.fullmatch(message.strip()) is not None


def more_about(before: str) -> str:
    """ "Tell me more" as a question on the subject of the question before, which is given in full."""
    phrases = [phrase for phrase in parse(before).phrases if phrase.kind != "number"]
    kept: list[NounPhrase] = []
    for phrase in sorted([each for each in phrases if each.named] or phrases, key=lambda each: each.first - each.last):
        if all(phrase.stems.isdisjoint(other.stems) for other in kept):
            kept.append(phrase)
    named = " and ".join(phrase.text for phrase in sorted(kept[:_SUBJECTS], key=lambda each: each.first))
    return f"Tell me more about {named}" if named else before


def names_speaker(question: str) -> bool:
    """Whether it asks what somebody said who is named: "What did Porter say?" is complete whatever was asked before."""
    said = _SAID.fullmatch(question.strip())
    return said is not None and _is_speaker(said[3]) and not {*question.lower().strip(" ?").split()} & _PERSONAL


def _completed(question: str, before: str) -> str | None:
    if bare := _BARE.fullmatch(question):
        return _with_word((bare["wh"] or "why").lower(), before)
    said, topic = _SAID.fullmatch(before), _TOPIC.fullmatch(question)
    if said is None:
        return _with_place(topic["topic"], before) if topic and not topic["about"] else None
    what, did, speaker, say, about = said.groups()
    if topic is None:
        return f"{what} else {did} {speaker} {say}?"
    if topic["topic"].split()[0].lower() in WH | _PERSONAL:
        return None
    if not topic["about"] and _is_speaker(topic["topic"]):
        return f"{what} {did} {topic['topic']} {say}{f' about {about}' if about and about.lower() not in _PERSONAL else ''}?"
    return f"{what} {did} {speaker} {say} about {topic['topic']}?"


def _with_word(word: str, before: str) -> str | None:
    """ "Where?" after "When did they meet?" is "Where did they meet?"."""
    first, second, *_ = [*(token.low for token in parse(before).tokens), "", ""]
    if len(before.split()) < _FEWEST:
        return None
    if first in WH and second in AUXILIARIES and first not in ("who", "what"):
        return word.capitalize() + before[len(first) :]
    if first in AUXILIARIES:
        return f"{word.capitalize()} {before[0].lower()}{before[1:]}"
    return f"{before.rstrip(' ?.!')}, and {word}?" if first in WH else None


def _with_place(name: str, before: str) -> str | None:
    """ "And Japan?" after "Did China win?" is "Did Japan win?": one place for the only other."""
    named = [each for each in parse(before).phrases if each.named]
    places = [each.text for each in named if each.kind == "place" or _is_place(each.text)]
    return before.replace(places[0], name) if _is_place(name) and len(places) == 1 else None


def _is_place(name: str) -> bool:
    return name.lower().removeprefix("the ") in PLACES


def _is_speaker(name: str) -> bool:
    """Whether "and what about X?" goes on to another speaker rather than to another subject."""
    phrases = parse(f"about {name}").phrases
    kind = phrases[0].kind if len(phrases) == 1 and phrases[0].named else "thing"
    return kind in ("male", "female", "person") or (kind == "name" and phrases[0].text.lower() not in PLACES)
