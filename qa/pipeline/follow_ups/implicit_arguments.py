"""What a question takes for granted, added at its end or after a noun: "the symptoms" of what, "killed" where."""

from qa.pipeline.follow_ups import words
from qa.pipeline.follow_ups.edits import has_complement, spliced
from qa.pipeline.follow_ups.memory import Memory
from qa.pipeline.follow_ups.mentions import Mention
from qa.pipeline.follow_ups.questions import Phrase, Question
from qa.pipeline.follow_ups.resolving import Resolved

# What these lack at the end of a question, and the words that bring it in.
_COMPARED = {"compare": "to", "differ": "from", "different": "from", "similar": "to", "related": "to"}
_TWO_SIDED = words.words_of("difference similarity relationship connection link relation")


def compared(question: Question, memory: Memory) -> Resolved | None:
    """ "How does X differ?" → "… from Y?"; "the difference with X" → "the difference between Y and X"."""
    topic, subject = memory.topic, question.subject
    if topic is None or subject is None:
        return None
    last = question.lower(question.end - 1)
    if last in _COMPARED and not subject.mention.plural and subject.mention.key != topic.key:
        return spliced(question, question.end, question.end, f"{_COMPARED[last]} {topic.text}", topic)
    if (
        subject.mention.head in _TWO_SIDED
        and " of " not in subject.mention.text
        and question.lower(subject.last) in {"to", "with", "from"}
    ):
        other = question.words(subject.last + 1, question.end)
        if other and topic.text.lower() not in other.lower():
            return spliced(question, subject.last, question.end, f"between {topic.text} and {other}", topic)
    return None


def latest(question: Question, memory: Memory) -> Resolved | None:
    """ "What's the latest?" → "What's the latest on X?"."""
    if memory.topic and question.lower(question.end - 1) in {"latest", "news"} and question.kind == "what":
        return spliced(question, question.end, question.end, f"on {memory.topic.text}", memory.topic)
    return None


def then(question: Question, memory: Memory) -> Resolved | None:
    """ "How many people were killed?" → "… killed in the earthquake?": the past of something without saying when or where."""
    is_past = question.lower(question.auxiliary) in {"was", "were", "did"} or (
        question.auxiliary is None and words.is_participle(question.lower(question.verb))
    )
    vague = all(p.role in {"wh", "subject", "object"} and not p.mention.named for p in question.phrases)
    own = {"i", "you", "we", *words.PREPOSITIONS} & {token.lower for token in question.tokens}
    definite = any(question.lower(p.first) in {"the", "a", "an"} for p in question.phrases)
    if not is_past or not vague or own or definite or not question.phrases or question.kind in {"what", "fragment"}:
        return None
    for exchange in memory.exchanges[:_RECENT]:
        before = exchange.question
        scene = next((p for p in before.phrases if p.role in _SCENES and (p.mention.named or _is_event(p.mention))), None)
        if scene:
            text = before.words(scene.first - 1, max(p.last for p in before.phrases if p.first == scene.first))
            return spliced(question, question.end, question.end, text, scene.mention)
        if exchange.topic and _is_event(exchange.topic):
            return spliced(question, question.end, question.end, f"in {exchange.topic.text}", exchange.topic)
    return None


_SCENES = frozenset({"in", "at", "during", "after"})


def _is_event(mention: Mention) -> bool:
    return mention.head in words.EVENTS


def somewhere(question: Question, memory: Memory) -> Resolved | None:
    """ "Are there any film festivals?" while a place is talked about → "… in Ghent?"."""
    recent = [mention for exchange in memory.exchanges[:_RECENT] for mention in exchange.mentions]
    place = next((mention for mention in recent if mention.place), None)
    if place is None or any(p.mention.named or p.role in {"in", "at", "near", "around"} for p in question.phrases):
        return None
    if question.lower((question.auxiliary or 0) + 1) != "there" or question.auxiliary is None:
        return None
    return spliced(question, question.end, question.end, f"in {place.text}", place)


# Questions back in which a place still counts as where we are; further back talk has usually moved on.
_RECENT = 4


def completed(question: Question, memory: Memory) -> Resolved | None:
    """ "What are the symptoms?" → "What are the symptoms of anemia?"; never where the question names something itself."""
    topic = memory.topic
    if topic is None or any(p.mention.named for p in question.phrases):
        return None
    for phrase in _outermost(question):
        head, definite = phrase.mention.head, question.lower(phrase.first) == "the"
        if _has_its_own(question, phrase) or head in words.UNIQUE or head == topic.head:
            continue
        if _lacks_holder(question, phrase):
            return None if topic.person else spliced(question, phrase.last, phrase.last, f"of {topic.text}", topic)
        bridging = definite and phrase.role == "subject" and phrase.last - phrase.first == 2 and not topic.person
        is_definition = question.kind in {"what", "who"} and question.verb is None
        if (words.is_relational(head) and _is_asked_for(question, phrase)) or (
            bridging and not is_definition and not phrase.mention.person
        ):
            return spliced(question, phrase.last, phrase.last, f"of {topic.text}", topic)
    return None


def _outermost(question: Question) -> list[Phrase]:
    """Phrases that aren't part of a longer one."""
    spans = [(p.first, p.last) for p in question.phrases]
    return [p for p in question.phrases if not any(a <= p.first and p.last <= b and b - a > p.last - p.first for a, b in spans)]


def _has_its_own(question: Question, phrase: Phrase) -> bool:
    """ "the symptoms of flu", "in the end", or not the thing asked for ("Which sports have the most injuries?")."""
    inside = {question.lower(i) for i in range(phrase.first, phrase.last)}
    beside = any(p.role == "wh" and p.last <= phrase.first for p in question.phrases)
    in_preposition = phrase.role in words.PREPOSITIONS - {"about", "like"}
    beside = beside or question.lower(phrase.first - 1) in words.POSSESSIVES
    return has_complement(question, phrase) or bool(inside & words.PREPOSITIONS) or beside or in_preposition


def _lacks_holder(question: Question, phrase: Phrase) -> bool:
    """ "Who is the president?", but there is only one pope."""
    asks_who = question.kind == "who" and question.lower(question.auxiliary) in words.BE
    return asks_who and phrase.role == "subject" and phrase.mention.head in words.PERSON_ROLES - {"pope"}


def _is_asked_for(question: Question, phrase: Phrase) -> bool:
    """ "What are the symptoms", "Are there any risks", "How many types are there"; not "What problem do bees have"."""
    if phrase.role == "wh":
        is_kind = phrase.mention.head in {"type", "kind", "variety", "version", "form", "category"}
        return question.lower(question.auxiliary) in words.BE and (question.kind == "how" or is_kind)
    return phrase.role in {"subject", "about"} or question.kind in {"imperative", "yes-no"}
