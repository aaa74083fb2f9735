"""Who of a kind of people is heard: "residents", "a hunter", "striking workers" are those whom the documents call so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from qa.attribution.answers.excerpts import Excerpt, excerpts, once
from qa.attribution.answers.question import SpeakerQuestion
from qa.attribution.answers.statement_search import ALTERING, HEADS, SpeakerName, head_of
from qa.attribution.answers.topic import COVERED, Topic
from qa.english.gazetteer import BODY_NAMES, DOCUMENTS
from qa.english.lexicon import is_description, is_first_name
from qa.english.phrases import POSSESSIVES
from qa.english.weighted_words import ALL, WeightedWords
from qa.english.word_classes import word_class
from qa.english.word_lists import entries_of
from qa.english.words import content_stems, is_plural, stem, stems, words
from qa.store.sql import Library, StoredStatement

# Statements of people who are called so: as many of the newest documents, and as many of those that have a word of the topic.
_MOST = 1000
# Characters of a document's beginning that say what it is about.
_OPENING = 200
# Documents that are looked through: those whose titles and statements have most of the topic.
_DOCUMENTS = 40
# Words of a description that tells no more than the kind: "organizers", "some residents".
_BARE = 2
# "One of 1,500 firefighters" is a firefighter.
_ONE_OF = re.compile(r"(?i)^(?:one|some|many|most|several|two) of (?:the )?(?:[\d,]+ )?")
# "A survivor named Ann".
_NAMED = re.compile(r" (?:named|called|who)\b")


@dataclass(frozen=True, slots=True)
class Group:
    """A kind of people as a question names it: of "striking workers" `head` is "workers", `which` the stem of "striking"."""

    name: str
    head: str
    which: frozenset[str]

    @property
    def called(self) -> str:
        """What they are called: "a hunter", "striking workers"."""
        return re.sub(r"(?i)^(?:the|any|some) ", "", self.name)

    def calls(self, said: StoredStatement, *, alike: bool = False) -> bool:
        """Whether the speaker of a statement is called so, by the last word at least; a "former nurse and baker" is a baker.

        With `alike`, also by what texts say for it: attorneys are lawyers.
        """
        speaker, role = said.statement.speaker or "", said.statement.role or ""
        if _key(speaker) == _key(self.head):
            return True  # "Fans", which begins a sentence
        asked = ALTERING & stems(self.name)
        own = speaker if speaker and (is_description(speaker) or _NAMED.search(speaker)) else role
        parts = HEADS.split(_ONE_OF.sub("", _NAMED.split(own)[0]))
        heads = {_key(self.head)} | (_alike(stem(self.head)) if alike else frozenset())
        return any(_key(head_of(part)) in heads and not (ALTERING & stems(part)) - asked for part in parts if part)


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody of a group said, and the `share` of the topic that stands in it and in the title of its document.

    `plain`: the speaker is called all that the question says, and the whole topic stands there; `whole`: in name or words.
    """

    excerpt: Excerpt
    share: float
    plain: bool
    whole: bool


def _key(word: str) -> str:
    """Return the stem of a word, as Americans write it: a neighbour is a neighbor."""
    return stem(word).replace("our", "or")


@cache
def _alike(head: str) -> frozenset[str]:
    entries = (frozenset(map(stem, entry.split())) for entry in entries_of("roles alike"))
    return frozenset[str]().union(*(entry for entry in entries if head in entry))


def asked_of_group(asked: SpeakerQuestion) -> Group | None:
    """Return the kind of people that a question asks of; None where it asks of somebody, or of a body."""
    name = SpeakerName.read(asked.speaker) if asked.speaker else None
    written = words(asked.speaker or "")
    if name is None or written[0].casefold() in POSSESSIVES or any("'" in each or "’" in each for each in written):
        return None
    head = next((each for each in written if each.islower() and stem(each) == name.head), "")
    if not head or not {head, head[:-1]}.isdisjoint(BODY_NAMES | DOCUMENTS) or any(map(is_first_name, written[:-1])):
        return None  # "the police", "the papers", "patrick mahomes"
    fans = asked.form == "group" and is_plural(head) and word_class(head[:-1]).common > 0  # which surnames aren't
    if not (name.kind or fans):
        return None
    return Group(name.text, head, name.words - {name.head})


def heard_of(
    library: Library, group: Group, topic: Topic, addressee: str, documents: frozenset[str] | None, read: frozenset[str]
) -> tuple[Heard, ...]:
    """Return what people of a group say in documents that are about a topic, the plainest first.

    Plainly they say it to the `addressee`. Documents (ids) in `read`, which reading quotes, may be about the topic though they
    don't begin with it.
    """
    others = {word: weight for word, weight in topic.weights.items() if word != stem(group.head)}
    topic = replace(topic, weights=WeightedWords(others or topic.weights))  # of the "teacher shortage" teachers always have one
    found = once(excerpts(filter(group.calls, _said(library, group, topic, documents))))[::-1]  # the newest first
    share = {each: topic.coverage(f"{each.first.title} {each.text}") for each in found}
    nearest = sorted(found, key=lambda each: (each.document_id in read, share[each]), reverse=True)
    texts = library.texts(list(dict.fromkeys(each.document_id for each in nearest))[:_DOCUMENTS])
    told = content_stems(addressee)
    near = ((each, texts[each.document_id]) for each in nearest if each.document_id in texts)
    weighed = (_heard(group, topic, told, each, text, share[each], may_be=each.document_id in read) for each, text in near)
    return tuple(sorted(filter(None, weighed), key=lambda each: not each.plain))


def _heard(
    group: Group, topic: Topic, told: frozenset[str], said: Excerpt, text: str, share: float, *, may_be: bool
) -> Heard | None:
    """Return how plainly one of the group is on the topic in a document with this text; None where they aren't.

    `told` are the stems of whom they have to be telling it, `share` is that of `Heard`. The document `may_be` about the topic,
    however it begins.
    """
    title, speaker = said.first.title, said.speaker or ""
    whole, beginning = f"{title} {text}", f"{title} {text[:_OPENING]}"
    name = f"{speaker} {said.first.statement.role or ''}"
    called = stems(name)
    if not group.which <= called | stems(beginning) or topic.coverage(whole) <= ALL:
        return None
    bare = bool(speaker) and is_description(speaker) and len(words(speaker)) <= _BARE  # "organizers", of what the title names
    named = group.which <= (called | stems(title) if bare else called)
    about = topic.coverage(beginning)
    # Some of it stands in their own words: the title of a round-up names many things. One word has to begin the document, too.
    on_it = share > ALL and topic.coverage(said.text) > 0 and (len(topic.weights) > 1 or about > ALL)
    plain = named and on_it and told <= stems(said.text) and said.is_surely_theirs
    themselves = plain and topic.coverage(f"{name} {said.text}") > ALL
    return Heard(said, share, plain, themselves) if plain or may_be or about >= COVERED else None


def _said(library: Library, group: Group, topic: Topic, documents: frozenset[str] | None) -> Sequence[StoredStatement]:
    some = library.statements(who=[group.head], documents=documents, newest=_MOST)
    if len(some) < _MOST:
        return some
    return (*some, *library.statements(who=[group.head], what=words(topic.text), documents=documents, newest=_MOST))
