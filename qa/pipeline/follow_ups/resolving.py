"""Pronouns and other words that point back, put in full: "Is it treatable?" → "Is throat cancer treatable?"."""

from dataclasses import dataclass, field

from qa.pipeline.follow_ups import words
from qa.pipeline.follow_ups.anaphora import PERSONAL, is_bound, is_pleonastic, noun_phrase, points, starts_noun
from qa.pipeline.follow_ups.memory import Memory
from qa.pipeline.follow_ups.mentions import Mention
from qa.pipeline.follow_ups.questions import Question
from qa.pipeline.follow_ups.referents import same_again, the_person, the_several, the_thing

_PLURAL = frozenset({"they", "them", "their", "theirs", "these", "those"})
_POINTING = frozenset({"this", "that", "these", "those"})
_HAPPENING = words.words_of("happen happens happened happening occur occurred")


@dataclass(slots=True)
class Resolved:
    """The question put in full, and what its pronouns meant (in order, no doubles)."""

    text: str
    referents: list[Mention] = field(default_factory=list)


def resolve(question: Question, memory: Memory) -> Resolved:
    """The same text where nothing in it points back."""
    if _is_about_event(question, memory):
        return in_context(question, memory)
    edits: list[tuple[int, int, str]] = []
    referents: list[Mention] = []
    for index, token in enumerate(question.tokens):
        if token.lower not in PERSONAL and token.lower not in _PLURAL | _POINTING | {"it", "its", "there"}:
            continue
        found = _replacement(question, index, memory, referents)
        if not found:
            continue
        text, mention, last = found
        if index == 0:
            text = text[0].upper() + text[1:]
        edits.append((token.start, question.tokens[last].end, text))
        referents.append(mention)
    text = question.text
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return Resolved(text, referents)


def in_context(question: Question, memory: Memory) -> Resolved:
    """The last resort: the question before in brackets, for what no single phrase of it answers to."""
    before = memory.last.question.text.strip().rstrip("?!. ") if memory.last else ""
    if memory.last is None or not before:
        return Resolved(question.text)
    before = before[0].lower() + before[1:] if memory.last.question.kind != "fragment" else before
    return Resolved(f"{question.text} (about: {before})", memory.carried)


def _is_about_event(question: Question, memory: Memory) -> bool:
    """ "Who did it?", "has that happened before?": what the question before told of, unless that was about one thing."""
    last, tokens = memory.last, [token.lower for token in question.tokens]
    pointing = any(lower == "it" or (lower in {"this", "that"} and points(question, i)) for i, lower in enumerate(tokens))
    if last is None or not last.topic or not pointing:
        return False
    is_identity = last.question.kind == "imperative" or (last.question.verb is None and last.question.kind != "yes-no")
    is_event = last.topic.head in words.EVENTS or (not last.topic.named and last.topic.text.startswith("the "))
    done = len(tokens) > 2 and tokens[0] == "who" and tokens[1] in {"did", "does"} and tokens[2] in {"it", "this", "that"}
    happened = any(t in {"it", "this", "that"} and _HAPPENING & set(tokens[i + 1 : i + 4]) for i, t in enumerate(tokens))
    return (done and not is_event) or (happened and not (is_identity or is_event))


def _replacement(question: Question, index: int, memory: Memory, so_far: list[Mention]) -> tuple[str, Mention, int] | None:
    """What to write instead of token `index`, what it means, and the last token it replaces."""
    lower, following = question.lower(index), question.lower(index + 1)
    if lower in _POINTING and not points(question, index):
        return None
    if lower == "there":
        return _there(question, index, memory)
    if lower in _POINTING and starts_noun(question, index):
        return _demonstrative(question, index, memory)
    is_repeated = lower == "it" and question.lower(index - 1) in {"say", "said", "says"} and memory.last_is_speech
    if is_repeated or (lower == "it" and is_pleonastic(question, index)):
        return None
    if is_bound(question, index):
        return None
    if lower in PERSONAL:
        meant = the_person(PERSONAL[lower], memory)
    elif lower in _PLURAL:
        meant = the_several(question, memory)
        if meant and question.is_speech and not (meant.plural or meant.named or meant.person):
            return None  # "What did they say?": a threat says nothing
    else:
        meant = the_thing(question, memory)
        if meant:
            memory.neuter.add(meant.key)
    if meant is None or any(meant.key == earlier.key for earlier in so_far):
        return None
    if lower in {"its", "their", "his"} or (lower == "her" and starts_noun(question, index + 1)):
        return meant.possessive, meant, index
    if following == "'s" and lower in {"it", "he", "she", "that"}:
        return meant.text + (" are" if meant.plural else " is"), meant, index + 1
    if following == "'re" and lower == "they":
        return meant.text + " are", meant, index + 1
    return meant.text, meant, index


def _there(question: Question, index: int, memory: Memory) -> tuple[str, Mention, int] | None:
    """ "held there" but not "is there a …"."""
    if question.lower(index - 1) in words.AUXILIARIES or question.lower(index + 1) in words.AUXILIARIES:
        return None
    last = memory.last
    place = next((m for m in memory.mentions() if m.place or m.head in words.PLACE_NOUNS), None)
    if last and last.short_answer and last.short_answer.person is not True:
        place = last.short_answer
    elif last and last.topic and last.topic.person is not True and not (place and place in last.mentions):
        place = last.topic
    if place is None:
        return None
    before = question.lower(index - 1)
    return (place.text if before in {"from", "near", "around", "to"} else f"in {place.text}"), place, index


def _demonstrative(question: Question, index: int, memory: Memory) -> tuple[str, Mention, int] | None:
    """ "this tradition", "those talks": the phrase that had this noun, else the topic in its place."""
    phrase = noun_phrase(question, index)
    return same_again(phrase, memory) if phrase else None
