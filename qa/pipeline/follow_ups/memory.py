"""What a conversation has been about, most recent first: its topics, things and people."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from qa.pipeline.follow_ups import words
from qa.pipeline.follow_ups.mentions import Mention, describe
from qa.pipeline.follow_ups.questions import Phrase, Question

_NAME = r"(?<!\w)[A-Z][\w’'-]{0,30}\w(?: (?:al-|bin |von |van |de )?[A-Z][\w’'-]{0,30}\w){0,3}"
_SAID = r"(?:said|says|told|added|warned|announced|argued|insisted|claimed|wrote|stated|explained|noted|called|tweeted)"
_SPEAKER = re.compile(rf"({_NAME})(?:, [^,.;“\"]{{1,120}},)? {_SAID}\b|\b(?:{_SAID}|according to) ({_NAME})")
_BOLD = re.compile(r"\*\*([^*\n]{1,80})\*\*")
_CAPITALS = re.compile(r"(?<=[a-z,;:] )[A-Z][\w’'-]{0,30}\w(?: [A-Z][\w’'-]{0,30}\w){1,9}\b")
# What may stand before a name in one run of capitals: "Secretary of State Antony Blinken".
_OFFICES = words.words_of(
    "state secretary president vice prime minister foreign defense defence national security adviser advisor white house "
    "senator sen representative rep governor gov mayor general admiral colonel captain judge justice professor dr mr mrs ms "
    "sir chief executive deputy director chairman chairwoman speaker chancellor king queen prince princess pope "
    "air force army navy"
)
_MARKUP = re.compile(r"\[\d+\]|[*_`#>]+")
# Our answers quote a few sentences; what lies further on introduces nobody a pronoun would mean.
_HEARD = 4_000
_NOT_NAMES = words.words_of("he she it they we i the this that these those a an in on at but and")


@dataclass(slots=True)
class Exchange:
    """One question with what it named (its topic first) and what its answer named."""

    question: Question
    topic: Mention | None = None
    mentions: list[Mention] = field(default_factory=list)
    people: list[Mention] = field(default_factory=list)
    short_answer: Mention | None = None


@dataclass(slots=True)
class Memory:
    """Everything follow-ups may point back to, most recent exchange first.

    `genders` maps a mention's key to "he" or "she"; `neuter` holds those that "it" stood for, `speakers` who spoke.
    """

    exchanges: list[Exchange] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)
    neuter: set[str] = field(default_factory=set)
    speakers: set[str] = field(default_factory=set)

    @property
    def last(self) -> Exchange | None:
        return self.exchanges[0] if self.exchanges else None

    @property
    def last_is_speech(self) -> bool:
        return self.last is not None and self.last.question.is_speech

    @property
    def carried(self) -> list[Mention]:
        """The topic, as what a question that only leans on it refers to."""
        return [self.topic] if self.topic else []

    @property
    def topic(self) -> Mention | None:
        return next((exchange.topic for exchange in self.exchanges if exchange.topic), None)

    def topics(self) -> list[Mention]:
        """Distinct topics, most recent first."""
        return list({e.topic.key: e.topic for e in self.exchanges if e.topic}.values())

    def mentions(self) -> Iterator[Mention]:
        return chain.from_iterable(exchange.mentions for exchange in self.exchanges)

    def ask(self, question: Question, referents: list[Mention]) -> None:
        """Note a standalone question; `referents` are what its pronouns turned out to mean."""
        if self.exchanges and question.kind == "fragment" and question.end < 2:
            return  # "Thanks!"
        phrases = [phrase for phrase in question.phrases if phrase.mention.head not in _EMPTY_HEADS]
        subject = focus(question, phrases)
        named = [_placed(phrase) for phrase in phrases]
        if question.is_speech and (speaker := question.subject) and not speaker.mention.parts:
            self.speakers.add(speaker.mention.key)
            named = [m.as_person() if m == speaker.mention and m.person is None else m for m in named]
        if question.kind == "who" and question.lower(question.auxiliary) in words.BE:
            named = [m.as_person() if m.person is None and m.named else m for m in named]
        subject = next((m for m in named if subject and m.key == subject.key), subject)
        mentions = [*referents, *([subject] if subject else []), *named]
        weak = (
            subject is None
            or (words.is_relational(subject.head) and not subject.named and " of " not in subject.text)
            or (subject.head in words.UNIQUE and not subject.named)
            or _only_asked_for(subject, phrases)
        )
        topic = referents[0] if referents else (self.topic or subject if weak else subject)
        seen: dict[str, Mention] = {}
        for mention in mentions:
            seen.setdefault(mention.key, mention)
        unique = list(seen.values())
        self.exchanges.insert(0, Exchange(question, topic, unique))
        for mention in unique:
            title = mention.text.split()[0].lower().rstrip(".")
            if title in words.HE_TITLES | words.SHE_TITLES:
                self.genders.setdefault(mention.key, "he" if title in words.HE_TITLES else "she")

    def hear(self, text: str) -> None:
        """Note whom an answer names: its bold opening first, then who spoke, then full names."""
        if not self.exchanges:
            return
        exchange, text = self.exchanges[0], text[:_HEARD]
        bold = [_MARKUP.sub("", found).strip(" .,:;") for found in _BOLD.findall(text)]
        plain = " ".join(_MARKUP.sub("", text).split())
        spoke = [before or after for before, after in _SPEAKER.findall(plain)]
        for name in [*bold, *spoke, *_full_names(plain)]:
            if not name or not name[0].isupper() or name.split()[0].lower() in _NOT_NAMES:
                continue
            mention = describe(name.split())
            if mention.person is not False and len(name.split()) <= 4:
                exchange.people.append(mention.as_person() if name in spoke or name in bold else mention)
            if name in spoke:
                self.speakers.add(mention.key)
        if len(bold) == 1 and bold[0] and len(bold[0].split()) <= 5 and bold[0][0].isupper():
            exchange.short_answer = describe(bold[0].split())

    def people(self) -> Iterator[Mention]:
        """Who may be meant by "he" or "she": surest first within each exchange."""
        for exchange in self.exchanges:
            asked = [part for m in exchange.mentions for part in (m.parts or (m,))]
            asked = [m for m in asked if m.person is True] + [m for m in asked if m.person is None and m.named]
            # "Who called …?": the answer's first name is the person asked for; but "Who is Yang Jiechi?" names them itself.
            who = exchange.question.kind == "who" and exchange.question.lower(exchange.question.auxiliary) not in words.BE
            answered_first = who or not any(m.person is True for m in asked)
            yield from (
                chain(exchange.people, asked)
                if answered_first and exchange.question.kind == "who"
                else chain(asked, exchange.people)
            )


def _full_names(text: str) -> Iterator[str]:
    """Runs of two or three capitalised words, without the office before them."""
    for run in _CAPITALS.findall(text):
        name = run.split()
        while name and name[0].lower().rstrip(".") in _OFFICES:
            del name[0]
        if 2 <= len(name) <= 3:
            yield " ".join(name)


def _only_asked_for(mention: Mention, phrases: list[Phrase]) -> bool:
    """ "What variety is best?": the kind of answer wanted, not a new topic."""
    return any(phrase.role == "wh" and phrase.mention == mention for phrase in phrases) and not mention.named


def _placed(phrase: Phrase) -> Mention:
    """A name after "in" or "around" is a place, whatever the gazetteer knows."""
    mention = phrase.mention
    is_place = phrase.role in {"in", "around", "near"} and mention.named and mention.person is None
    return replace(mention, place=True, person=False) if is_place else mention


_EMPTY_HEADS = words.words_of("thing way kind sort lot lots some example")
# "The evidence for X", "the controversy around X": X is what is talked about.
_LINKS = words.words_of("of for in to on behind around between about with at from against by")


def focus(question: Question, phrases: list[Phrase]) -> Mention | None:
    """The one thing the question is about."""
    by_role = {phrase.role: phrase for phrase in reversed(phrases)}
    order = ["subject", "object", "in", "at", "during", "of", "wh"]
    if question.kind == "imperative":
        order = ["about", "object"]
    elif question.auxiliary is None:
        order = ["object", "in", "at", "during", "of", "wh"]
    for role in order:
        found = by_role.get(role)
        if found and not words.is_superlative(found.mention.head):
            return _unwrapped(question, found, phrases)
    return _unwrapped(question, phrases[0], phrases) if phrases else None


def _unwrapped(question: Question, phrase: Phrase, phrases: list[Phrase]) -> Mention:
    """ "the symptoms of lung cancer" → "lung cancer"; but "the president of France" stays whole."""
    mention = phrase.mention
    if mention.head in words.PERSON_ROLES | words.PLACE_NOUNS | words.CATEGORY_NOUNS:
        return mention
    owner = next((p for p in phrases if p.role == "possessor" and p.first == phrase.first), None)
    if owner:
        return owner.mention
    inner = next((p for p in phrases if p.role == "of" and p.first > phrase.first and p.last == phrase.last), None)
    if inner and not mention.named:
        longest = max((p for p in phrases if p.first == inner.first), key=lambda p: p.last)
        return _unwrapped(question, longest, phrases)
    inner = next((p for p in phrases if p.first > phrase.first and p.last == phrase.last), None)
    if inner and words.is_relational(mention.head):
        return _unwrapped(question, inner, phrases)
    if words.is_relational(mention.head):
        after = next((p for p in phrases if p.first == phrase.last + 1 and p.role in _LINKS), None)
        if after:
            return _unwrapped(question, after, phrases)
    return mention
