"""The order in which the rules are tried."""

import re
from collections.abc import Sequence

from qa.pipeline.follow_ups import words
from qa.pipeline.follow_ups.anaphora import points_back
from qa.pipeline.follow_ups.bridging import bridge
from qa.pipeline.follow_ups.ellipsis import bare, more, wh_fragment
from qa.pipeline.follow_ups.memory import Memory
from qa.pipeline.follow_ups.mentions import Mention
from qa.pipeline.follow_ups.parsing import parse
from qa.pipeline.follow_ups.phrase_substitution import what_about
from qa.pipeline.follow_ups.questions import Question
from qa.pipeline.follow_ups.resolving import Resolved, in_context, resolve
from qa.types import Turn

_CONNECTIVE = re.compile(r"^(?:(?:and|but|so|ok|okay|also|well|then)\b[,\s]+)+(?=\w)", re.I)
_POLITE = re.compile(r"^(?:(?:can|could|would) you (?:please )?(?:tell me|explain|say)|do you know|please)\s+(?=\w)", re.I)
_CONTEXT = re.compile(r"\s*\(about: .*\)$")
_WHAT_ABOUT = re.compile(r"^(?:what|how) about\s+(?=\S)", re.I)
# "China?" follows up; "Kabul airport attack August" is a new search typed as keywords.
_FRAGMENT_WORDS = 4
# A text of more characters is no follow-up, and the rules are made for one sentence.
_LONGEST = 500


def standalone_question(question: str, history: Sequence[Turn]) -> str:
    """`history` is oldest first. Returns the question unchanged where it stands alone."""
    memory = Memory()
    for turn in history:
        if turn.role == "assistant":
            memory.hear(turn.text)
        elif turn.text.strip():
            full = _rewritten(turn.text, memory)
            memory.ask(parse(_CONTEXT.sub("", full.text)[:_LONGEST]), full.referents)
    return _rewritten(question, memory).text if memory.exchanges else question


def _rewritten(text: str, memory: Memory) -> Resolved:
    if not memory.exchanges or len(text) > _LONGEST:
        return Resolved(text)
    joined = _CONNECTIVE.match(text.strip())
    core = _capitalised(_CONNECTIVE.sub("", text.strip()))
    asked = _POLITE.sub("", core)
    fragment = bare(asked)
    for shape in (wh_fragment, more):
        found = shape(fragment, memory) or (shape(bare(text), memory) if joined else None)
        if found:
            return Resolved(found, _kept(found, memory))
    elliptical = _elliptical(asked, memory, joined is not None)
    if elliptical:
        return elliptical
    if fragment and not _is_fragment(parse(asked)):
        question = parse(core)
        full = resolve(question, memory)
        if full.text == core:
            full = bridge(question, memory)
        if full.text != core:
            return full
        if points_back(question):
            return in_context(question, memory)
    return Resolved(core) if joined and not _is_fragment(parse(core)) else Resolved(text)


def _elliptical(asked: str, memory: Memory, joined: bool) -> Resolved | None:
    """ "What about X?", "And X?", "X?"; pronouns inside X are put in full first."""
    about = _WHAT_ABOUT.match(asked)
    rest = bare(asked[about.end() :] if about else asked)
    if not rest:
        return None
    part = parse(rest)
    if not _is_fragment(part):
        return _rewritten(rest + "?", memory) if about and part.kind in words.WH else None
    if not about and not joined and (len(part.tokens) > _FRAGMENT_WORDS or not _leans(asked, part)):
        return None
    full = resolve(part, memory)
    if full.referents and part.lower(0) in words.OTHER_PRONOUNS | words.POSSESSIVES:
        start = full.referents[0].text  # not at the start of a sentence here
        full.text = start + full.text[len(start) :]
    owned = part.lower(0) in words.POSSESSIVES
    if owned and full.referents and not memory.last_is_speech:
        inside = parse(full.text)
        head = next((p.mention for p in inside.phrases if p.last == inside.end), None)
        wh = "Who" if head and head.person else "What"
        return Resolved(f"{wh} {'are' if head and head.plural else 'is'} {full.text}?", full.referents)
    found = what_about(_lowered(full.text, part), memory, insistent=about is not None or joined)
    return Resolved(found, full.referents or _kept(found, memory)) if found else None


def _kept(text: str, memory: Memory) -> list[Mention]:
    """The topic, where an elliptical question still holds it: "And France?" in "Does France support the pipeline?"."""
    return [mention for mention in memory.carried if mention.key in text.lower()]


def _leans(asked: str, part: Question) -> bool:
    """Whether a bare fragment follows up: it ends in "?" or opens with a preposition or possessive."""
    return asked.rstrip().endswith("?") or part.lower(0) in words.PREPOSITIONS | words.POSSESSIVES


def _is_fragment(question: Question) -> bool:
    return question.kind == "fragment"


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lowered(text: str, part: Question) -> str:
    """A fragment's capital may be only its place at the start: "The treatment?"."""
    first = part.lower(0)
    return text[0].lower() + text[1:] if first in words.DETERMINERS | words.PREPOSITIONS else text
