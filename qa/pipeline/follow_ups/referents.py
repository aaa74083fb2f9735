"""What "he", "they" and "it" mean in a conversation."""

from qa.pipeline.follow_ups import words
from qa.pipeline.follow_ups.memory import Memory
from qa.pipeline.follow_ups.mentions import Mention, both
from qa.pipeline.follow_ups.questions import Phrase, Question

_COMPARING = words.words_of(
    "compare compares compared differ differs different difference differences common similar similarities related "
    "versus vs both"
)
# Questions back in which "it" rather means a single thing than the plural asked about since.
_RECENT = 4
# "Is it true?" after "What did X say?" asks about the statement.
_TRUTH = words.words_of("true false correct accurate right wrong confirmed credible plausible verified")


def the_person(gender: str, memory: Memory) -> Mention | None:
    known = [(m, memory.genders.get(m.key)) for m in memory.people() if m.key not in memory.neuter]
    for mention, _ in [pair for pair in known if pair[1] in {None, gender}]:
        memory.genders.setdefault(mention.key, gender)
        return mention.as_person()
    return None


def the_several(question: Question, memory: Memory) -> Mention | None:
    """What "they" means: two things compared, else the latest plural, else the latest topic."""
    last = memory.last
    if last is None:
        return None
    if not last.topic or not last.topic.plural:
        asked = {token.lower for token in question.tokens}
        if asked & _COMPARING and not asked & {"to", "with", "from", "than", "like"}:
            two = pair(memory)
            if two:
                return two
    plural = next((m for m in last.mentions if m.plural and not words.is_relational(m.head)), None)
    if plural or (last.topic and _may_be_several(last.topic)):
        return plural or last.topic
    earlier = (m for exchange in memory.exchanges for m in exchange.mentions[:2])
    return next((m for m in earlier if m.plural and not words.is_relational(m.head)), None) or last.topic or memory.topic


def _may_be_several(mention: Mention) -> bool:
    """A country, a company or any shark may be "they"; a fort may not."""
    last = mention.text.split()[-1].lower()
    indefinite = not mention.named or mention.text.lower().startswith(("a ", "an "))
    return indefinite or last in words.PLACES | words.ORGANISATION_WORDS or " " not in mention.text


def pair(memory: Memory) -> Mention | None:
    """The two things the last question set side by side, else the last two topics."""
    last = memory.last
    if last is None:
        return None
    joint = next((m for m in last.mentions if m.parts), None)
    if joint:
        return joint
    topic = last.topic
    if topic:
        beside = next((m for m in last.mentions if m.key != topic.key and m.head == topic.head), None)
        if beside and beside.key not in topic.key and topic.key not in beside.key:
            return both(topic, beside)
    topics = memory.topics()
    return both(topics[0], topics[1]) if len(topics) > 1 else None


def the_thing(question: Question, memory: Memory) -> Mention | None:
    """What "it" means; the words "what X said" after a question about someone's words and nothing else."""
    last = memory.last
    if last is None:
        return None
    asked = {token.lower for token in question.tokens}
    if asked & _TRUTH:
        said = (_statement(exchange.question) for exchange in memory.exchanges[:_RECENT])
        if statement := next(filter(None, said), None):
            return statement
    if last.question.is_speech and not any(m.person is False for m in last.mentions):
        return _statement(last.question)
    asked_for = last.topic if last.topic and not last.topic.named else None
    found = last.short_answer if last.short_answer and not last.short_answer.person else None
    if found and asked_for and asked_for.head in words.PLACE_NOUNS | words.CATEGORY_NOUNS:
        return found  # "the capital of Kenya" is the thing itself, not Kenya
    recent = [e.topic for e in memory.exchanges[:_RECENT] if e.topic]
    singular = next((t for t in recent if not (t.plural or t.parts or t.person or t.key in memory.genders)), None)
    if singular:
        return singular
    for exchange in memory.exchanges:
        things = [m for m in exchange.mentions if not (m.person or m.parts or m.key in memory.genders)]
        fits = [m for m in things if not m.plural]
        topic = exchange.topic
        if topic and not (topic.person or topic.parts or topic.key in memory.genders):
            return topic
        if fits:
            return fits[0]
    return None


def _statement(question: Question) -> Mention | None:
    subject = question.subject
    if subject is None or question.kind == "yes-no" or question.verb is None or not question.is_speech:
        return None
    rest = question.words(question.verb + 1, question.end).removeprefix("that").strip()
    text = f"what {subject.mention.text} said" + (f" {rest}" if rest else "")
    return Mention(text, "statement", person=False)


def same_again(phrase: Phrase, memory: Memory) -> tuple[str, Mention, int] | None:
    """What a phrase like "the company" or "that city" names again, if anything."""
    head, last = phrase.mention.head, phrase.last - 1
    alike = (m for m in memory.mentions() if m.head == head and m.plural == phrase.mention.plural)
    longer = next((m for m in alike if len(m.text) > len(phrase.mention.text)), None)
    if longer:
        return longer.text, longer, last
    if head in words.PERSON_ROLES:
        return None
    topic = memory.topic
    if topic is None or topic.person is True or topic.head == head:
        return None
    if head in words.PLACE_NOUNS:
        place = next((m for m in memory.mentions() if m.place), topic)
        return (f"the {phrase.mention.head} of {place.text}", place, last) if place.named else None
    return (topic.text, topic, last) if head in words.CATEGORY_NOUNS and topic.named and not topic.place else None
