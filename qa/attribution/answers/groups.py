"""Who of a kind of people is heard: "residents", "a hunter", "striking workers" are those whom the documents call so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.attribution.answers.excerpts import Excerpt, excerpts, once
from qa.attribution.answers.question import SpeakerQuestion
from qa.attribution.answers.statement_search import ALTERING, SpeakerName
from qa.attribution.answers.topic import COVERED, Topic
from qa.english.gazetteer import BODY_NAMES, DOCUMENTS
from qa.english.lexicon import is_description, is_first_name
from qa.english.phrases import POSSESSIVES
from qa.english.weighted_words import ALL
from qa.english.word_classes import word_class
from qa.english.words import is_plural, stem, stems, words
from qa.store.sql import Library, StoredStatement

# Statements of people who are called so: as many of the newest documents, and as many of those that have a word of the topic.
_MOST = 1000
# Characters of a document's beginning that say what it is about.
_OPENING = 200
# Documents that are looked through: those whose titles and statements have most of the topic.
_DOCUMENTS = 40
# Words of a description that tells no more than the kind: "organizers", "some residents".
_BARE = 2


@dataclass(frozen=True, slots=True)
class Group:
    """A kind of people as a question names it: of "striking workers" `head` is "workers", `which` the stem of "striking"."""

    name: str
    head: str
    which: frozenset[str]

    @property
    def called(self) -> str:
        """What they are called: "hunter", "striking workers"."""
        return re.sub(r"(?i)^(?:the|an?|any|one|some|another) ", "", self.name)

    def calls(self, said: StoredStatement) -> bool:
        """Whether the speaker of a statement is called so, by the last word at least."""
        called = SpeakerName.read(" ".join(each for each in words(self.name) if each == self.head or stem(each) in ALTERING))
        alone = stem(said.statement.speaker or "") == stem(self.head)  # "Fans", which begins a sentence
        return alone or (called is not None and called.is_role_of(said.statement))


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody of a group said, and the `share` of the topic that stands in it and in the title of its document.

    `plain`: the speaker is called all that the question says, and the whole topic stands there.
    """

    excerpt: Excerpt
    share: float
    plain: bool


def asked_of_group(asked: SpeakerQuestion) -> Group | None:
    """Return the kind of people that a question asks of; None where it asks of somebody, or of a body."""
    name = SpeakerName.read(asked.speaker) if asked.speaker else None
    written = words(asked.speaker or "")
    if name is None or written[0].casefold() in POSSESSIVES or any("'" in each or "’" in each for each in written):
        return None
    head = next((each for each in written if each.islower() and stem(each) == name.head), "")
    if not head or head in BODY_NAMES | DOCUMENTS or any(map(is_first_name, written[:-1])):
        return None  # "patrick mahomes"
    fans = asked.form == "group" and is_plural(head) and word_class(head[:-1]).common > 0  # which surnames aren't
    if not (name.kind or fans):
        return None
    return Group(name.text, head, name.words - {name.head})


def heard_of(library: Library, group: Group, asked: SpeakerQuestion, documents: frozenset[str] | None) -> tuple[Heard, ...]:
    """Return what people of a group say in documents that are about what they are asked about, the plainest first."""
    topic = Topic.read(library, asked.about or asked.occasion or "")
    if topic is None:
        return ()
    found = once(excerpts(filter(group.calls, _said(library, group, topic, documents))))
    share = {each: topic.coverage(f"{each.first.title} {each.text}") for each in found}
    nearest = sorted(found, key=share.__getitem__, reverse=True)
    texts = library.texts(list(dict.fromkeys(each.document_id for each in nearest))[:_DOCUMENTS])
    read = ((each, texts[each.document_id]) for each in nearest if each.document_id in texts)
    heard = [told for each, text in read if (told := _heard(group, topic, each, text)) is not None]
    return tuple(sorted(heard, key=lambda each: not each.plain))


def _heard(group: Group, topic: Topic, said: Excerpt, text: str) -> Heard | None:
    """Return how plainly one of the group is on the topic in a document with this text; None where they aren't."""
    title = said.first.title
    whole, beginning = f"{title} {text}", f"{title} {text[:_OPENING]}"
    called = stems(f"{said.speaker} {said.first.statement.role}")
    if topic.coverage(f"{beginning} {said.text}") < COVERED or topic.coverage(whole) <= ALL:
        return None
    if not group.which <= called | stems(whole):
        return None
    bare = (
        said.speaker is not None and is_description(said.speaker) and len(words(said.speaker)) <= _BARE
    )  # "organizers", in a document on theirs
    named = group.which <= (called | stems(title) if bare else called)
    share = topic.coverage(f"{title} {said.text}")
    on_it = share > ALL and (len(topic.weights) > 1 or topic.coverage(beginning) > 0)  # no round-up that has the word once
    return Heard(said, share, plain=named and on_it)


def _said(library: Library, group: Group, topic: Topic, documents: frozenset[str] | None) -> Sequence[StoredStatement]:
    some = library.statements(who=[group.head], documents=documents, newest=_MOST)
    if len(some) < _MOST:
        return some
    return (*some, *library.statements(who=[group.head], what=words(topic.text), documents=documents, newest=_MOST))
