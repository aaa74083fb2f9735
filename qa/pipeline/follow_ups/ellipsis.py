"""Follow-ups that ask the question before again with another question word, or for more: "Why?", "What else?"."""

import re

from qa.pipeline.follow_ups import words
from qa.pipeline.follow_ups.memory import Memory
from qa.pipeline.follow_ups.parsing import parse
from qa.pipeline.follow_ups.questions import Phrase, Question

_WH = re.compile(
    r"(why not|why|how so|how come|how long|(?:by )?how much|how many|how often|how|since when|when exactly|when|"
    r"where exactly|where|who|by whom|with whom|to whom|what for)",
    re.I,
)
_SAME = {"how so": "how", "how come": "why", "what for": "why", "when exactly": "when", "where exactly": "where"}
_ELSE = re.compile(
    r"(?:what|anything|something) else|(?:tell me |say |and |any(?:thing)? )?more|go on|continue|keep going|and\??|"
    r"tell me more|more (?:details|please)|please (?:continue|go on)",
    re.I,
)
_WHO_ELSE = re.compile(r"(?:who|anyone|anybody|someone) else", re.I)
_PAST = {"say": "said", "tell": "told", "speak": "spoke", "think": "thought"}
_NEWS = re.compile(r"(?:any |the |what's the )?(?:latest|news|updates?)", re.I)
_TAIL = re.compile(rf"(?:, and {_WH.pattern})+$|\s*\(about: .*\)$", re.I)


def bare(text: str) -> str:
    return text.strip().rstrip("?!. …").rstrip()


def without_tail(text: str) -> str:
    """A question without what earlier rewriting hung on it: ", and why?", "(about: …)"."""
    return bare(_TAIL.sub("", bare(text)))


def wh_fragment(fragment: str, memory: Memory) -> str | None:
    """ "Why?" after "When could X meet?" → "Why could X meet?"."""
    if memory.last is None or not _WH.fullmatch(fragment):
        return None
    wh = _SAME.get(fragment.lower(), fragment.lower())
    question = parse(without_tail(memory.last.question.text))
    swapped = _swapped(question, wh)
    return swapped if swapped.endswith(")") else swapped + "?"


def _swapped(question: Question, wh: str) -> str:
    opening, auxiliary = wh[0].upper() + wh[1:], question.auxiliary
    if question.kind == "yes-no" and wh not in {"why not", "who"}:
        return f"{opening} {lower_first(question.text[question.tokens[auxiliary or 0].start :])}"
    if question.kind in {"imperative", "fragment"}:
        topic = next((p.mention.text for p in question.phrases if p.role in {"about", "object"}), bare(question.text))
        return f"{opening}? (about: {topic})"
    if auxiliary is None or wh in {"why not", "who", "by whom"} or question.kind in {"who", "whom"}:
        return f"{question.text}, and {wh}"
    rest = question.words(auxiliary, question.end)
    if question.tokens[auxiliary].lower.startswith("'"):
        return f"{question.text}, and {wh}"
    if question.kind in {"when", "where", "why"} or (question.kind == "how" and auxiliary == 1):
        return f"{opening} {rest}"
    counted = next((p for p in question.phrases if p.role == "wh" and p.last == auxiliary), None)
    if counted and question.lower(auxiliary) in words.BE and wh != "how many":
        return f"{opening} {question.tokens[auxiliary].text} {_stripped(counted, question)} {rest.partition(' ')[2]}".strip()
    modal = question.lower(auxiliary) in words.MODALS
    if modal and question.verb is not None:
        asked = next((p.mention.text for p in question.phrases if p.role == "wh"), "that")
        if question.kind == "how" and asked == "that":
            return f"{opening} {rest}"
        before, after = question.words(auxiliary, question.verb + 1), question.words(question.verb + 1, question.end)
        return f"{opening} {before} {asked}" + (f" {after}" if after else "")
    return f"{question.text}, and {wh}"


def _stripped(phrase: Phrase, question: Question) -> str:
    """ "many people" → "people"."""
    return question.words(kept_from(question, phrase), phrase.last)


def more(fragment: str, memory: Memory) -> str | None:
    """ "What else?" after "What did X say?" → "What else did X say?"."""
    last = memory.last
    if last is None:
        return None
    question = last.question
    if _WHO_ELSE.fullmatch(fragment):
        if question.is_speech and question.verb is not None:
            verb = question.lower(question.verb)
            past = _PAST.get(verb, verb if verb.endswith("ed") else verb.removesuffix("e") + "ed")
            rest = question.words(question.verb + 1, question.end)
            rest = rest if rest.startswith("that") else f"something {rest}".strip()
            return f"Who else {past} {rest}?"
        return _with_else(question) if question.kind == "who" else None
    if _NEWS.fullmatch(fragment) and last.topic:
        return f"What's the latest on {last.topic.text}?"
    if not _ELSE.fullmatch(fragment):
        return None
    if question.kind in {"what", "who", "where"} and question.auxiliary == 1 and question.lower(1) in words.MODALS:
        return _with_else(question)
    return f"Tell me more about {last.topic.text}." if last.topic else None


def _with_else(question: Question) -> str:
    if question.lower(1) == "else":
        return question.text
    head = question.tokens[0].text
    return head + " else" + question.text[question.tokens[0].end :]


def kept_from(previous: Question, old: Phrase) -> int:
    """The first token to give way: all of "the dogs", but "how *many* dogs" keeps its "many"."""
    is_counted = old.role == "wh" and previous.lower(old.first) in {"many", "much", "more"}
    return old.first + 1 if is_counted else old.first


def lower_first(text: str) -> str:
    """ "The deal" → "the deal", but "NATO" and "China" stay."""
    first = text.split(" ", 1)[0]
    closed = words.DETERMINERS | words.PREPOSITIONS | words.AUXILIARIES | words.POSSESSIVES | words.WH
    return text[0].lower() + text[1:] if first.lower() in closed and not (len(first) > 1 and first.isupper()) else text
