"""The question before with one phrase exchanged: "And China?", "What about Victor Cha?", "In 2020?"."""

import re

from qa.pipeline.follow_ups import words
from qa.pipeline.follow_ups.ellipsis import kept_from, lower_first, without_tail
from qa.pipeline.follow_ups.memory import Memory
from qa.pipeline.follow_ups.mentions import Mention
from qa.pipeline.follow_ups.parsing import parse
from qa.pipeline.follow_ups.questions import Phrase, Question

# A phrase must fit its slot at least this well: one shared trait is chance ("both lower-case"), two are not.
_FIT = 2


def what_about(fragment: str, memory: Memory, insistent: bool) -> str | None:
    """The question before with `fragment` in its place: "And China?". `insistent`: it came with "what about" or "and"."""
    last = memory.last
    if last is None or last.question.kind == "fragment":
        return None
    new = parse(fragment)
    if not new.phrases and new.lower(0) not in words.TIME_WORDS:
        return None
    previous = parse(without_tail(last.question.text))
    first = new.lower(0)
    if first in words.PREPOSITIONS:
        if first == "about" and _asks_who_somebody_is(previous) and (speaker := _who_spoke(previous, memory)):
            return f"What did {speaker.text} say {lower_first(fragment)}?"
        return _at_preposition(previous, new, fragment)
    if first in words.TIME_WORDS or (first in {"last", "next", "this"} and new.lower(1) in words.TIME_NOUNS):
        return f"{previous.text} {fragment}?"
    phrase = new.phrases[0]
    if phrase.last < new.end and new.lower(phrase.last) not in words.PREPOSITIONS | {"and", "or"}:
        return None
    mention = phrase.mention
    if last.question.is_speech and (asked := previous.subject):
        if _is_speaker(mention, asked.mention, memory):
            return _put(previous, asked, fragment)
        about = f"about {lower_first(fragment)}"
        if previous.kind != "what" or previous.lower(previous.end - 1) in words.PREPOSITIONS:
            return f"What did {asked.mention.text} say {about}?"
        return _at_preposition(previous, parse(about), about)
    slot = _slot(previous, mention)
    if slot:
        return _put(previous, slot, fragment)
    if words.is_relational(mention.head) and last.topic and not mention.named and phrase.last >= new.end:
        verb = "are" if mention.plural else "is"
        article = "" if fragment.lower().startswith(("the ", "a ", "an ")) or "'s" in fragment else "the "
        return f"What {verb} {article}{lower_first(fragment)} of {last.topic.text}?"
    if insistent and last.topic and not mention.named:
        topic = next((p for p in previous.phrases if p.mention.key == last.topic.key), None)
        return _put(previous, topic, fragment) if topic else None
    return None


def _asks_who_somebody_is(previous: Question) -> bool:
    return previous.kind == "who" and previous.verb is None and previous.lower(previous.auxiliary) in words.BE


def _who_spoke(previous: Question, memory: Memory) -> Mention | None:
    """ "About China?" after "Who is Victor Cha?" can only be asking for his words, where there were some."""
    return next((p.mention for p in previous.phrases if p.mention.key in memory.speakers), None)


def _is_speaker(mention: Mention, asked: Mention, memory: Memory) -> bool:
    """Whether "and X?" after a question about someone's words means X's words; a place or thing is what they are about."""
    if mention.key in memory.speakers or mention.person is True:
        return True
    if mention.named and mention.person is False and asked.person is False:
        return mention.place == asked.place  # the CDC after the WHO, Japan after China
    known = {key.split()[-1] for key in memory.speakers}
    return mention.named and (mention.person is None or mention.head in known)


def _at_preposition(previous: Question, new: Question, fragment: str) -> str:
    preposition = new.lower(0)
    old = next((p for p in previous.phrases if p.role == preposition and preposition != "of"), None)
    is_time = any(token.text.isdigit() for token in new.tokens) or bool(new.phrases and _is_time(new.phrases[0].mention))
    if old and (_is_time(old.mention) or any(c.isdigit() for c in old.mention.text)) != is_time:
        old = None
    if old is None:
        return f"{_without_else(previous.text)} {lower_first(fragment)}?"
    start = previous.tokens[old.first - 1].start
    whole = max((p for p in previous.phrases if p.first == old.first), key=lambda p: p.last)
    text = previous.text[:start] + lower_first(fragment) + previous.text[previous.tokens[whole.last - 1].end :]
    return _without_else(text) + "?"


def _is_time(mention: Mention) -> bool:
    return mention.head in words.TIME_WORDS | words.TIME_NOUNS


def _slot(previous: Question, new: Mention) -> Phrase | None:
    """The phrase of the question before that `new` is the counterpart of."""

    def fit(phrase: Phrase) -> int:
        old = phrase.mention
        score = 3 * (old.head == new.head) + 2 * (old.named and new.named) + (phrase.role in {"subject", "wh"})
        score += 2 * (old.named and new.named and old.place == new.place)
        score += not old.named and not new.named
        score += 2 * (words.is_relational(old.head) and words.is_relational(new.head))
        score -= 2 * (words.is_relational(old.head) != words.is_relational(new.head))
        return score - 4 * (old.named != new.named) - 4 * (old.person is True and new.person is False)

    # "Biden and Xi" gives way as a whole; "the history of toilets" only in part.
    inside = [p for p in previous.phrases if not _is_part(p, previous.phrases)]
    best = max(inside, key=fit, default=None)
    return best if best and fit(best) >= _FIT else None


def _is_part(phrase: Phrase, phrases: list[Phrase]) -> bool:
    """Whether a phrase stands inside a joined one, or is itself "A of B", whose parts are asked instead."""
    joint = any(p.mention.parts and p is not phrase and p.first <= phrase.first < p.last for p in phrases)
    whole = any(p.role == "of" and phrase.first < p.first and p.last == phrase.last for p in phrases)
    owned = any(p.role == "possessor" and p.first == phrase.first and p is not phrase for p in phrases)
    return joint or whole or owned


def _put(previous: Question, old: Phrase, new: str) -> str:
    start, end = previous.tokens[kept_from(previous, old)].start, previous.tokens[old.last - 1].end
    lead = previous.text[:start]
    mention = parse(new).phrases[0].mention
    if old.role == "subject" and old.mention.plural != mention.plural and previous.auxiliary is not None:
        agreeing = {"is": "are", "was": "were", "does": "do", "has": "have"}
        agreeing |= {plural: single for single, plural in agreeing.items()}
        verb = previous.tokens[previous.auxiliary]
        if verb.lower in agreeing and verb.end <= start:
            lead = lead[: verb.start] + _cased(agreeing[verb.lower], verb.text) + lead[verb.end :]
    text = _without_else(lead + (new if start else new[0].upper() + new[1:]) + previous.text[end:])
    return text + "?"


def _without_else(text: str) -> str:
    return re.sub(r"^(what|who|where) else\b", r"\1", text, flags=re.I)


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[:1].isupper() else word
