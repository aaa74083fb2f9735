"""Who holds an office: "Who is the governor of Hawaii?" is told by the newest documents that call somebody so."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from qa.english.dates import day_of, long_date
from qa.english.mentions import OTHER_OFFICE
from qa.english.roles import named_with_roles
from qa.english.wanted import Wanted
from qa.english.words import content_words, stems, words
from qa.pipeline.answerers.offices import Office, asked_of_office, holders_in, is_person, same_office, written
from qa.pipeline.asking import EXTRACTIVE, Asking
from qa.pipeline.overviews.asked import within
from qa.pipeline.refusals import unsure
from qa.reading.belonging import is_presentable
from qa.store.sql import Library, Passage
from qa.types import Answer, Sentence
from qa.types.draft import Draft
from qa.verification.citations import cite_sentence

# The newest documents that have the words of an office and of what it is of, and their passages that are looked through.
_DOCUMENTS, _PASSAGES = 60, 100
# People who are told of where several are called so at one time.
_PEOPLE = 4
# Whoever else is called so since so many documents before the last one that calls somebody so may hold it as well.
_LATELY = 3
# What was told so long before the newest document may no longer be.
_LONG_AGO = timedelta(days=730)


@dataclass(slots=True, eq=False)
class Holder:
    """Whoever is called so, and the sentences that do, of the newest document first."""

    name: str
    told: list[tuple[Passage, Sentence]] = field(default_factory=list)

    @property
    def days(self) -> list[str]:
        return [passage.published or "" for passage, _ in self.told]

    @property
    def best(self) -> tuple[Passage, Sentence]:
        """The newest sentence, or the newest of few that is no caption and no headline."""
        whole = (each for each in self.told[:_LATELY] if is_presentable(each[0].words(each[1])))
        return next(whole, self.told[0])


def holder(asking: Asking, library: Library) -> Answer | None:
    """Quote the newest document that tells who holds the office; None where none does.

    Unsure where that was long ago and, with the others, where several are called so at one time; keywords may ask for something
    else then.
    """
    if (office := asked_of_office(asking.standalone)) is None:
        return None
    scope = asking.question.scope
    documents = library.in_scope(within(scope, office.period.of_reports) if office.period else scope)
    people = _holders(library, office, documents)
    if not people:
        return None
    first, *others = people
    at_once = [each for each in others if each.days[0] >= first.days[:_LATELY][-1]]
    if at_once and asking.kind.bare:
        return None
    if at_once:
        first, *others = sorted([first, *at_once], key=lambda each: -len(each.told))
    elif len(first.told) > 1:  # whom one document calls so may have been it long ago
        others = []
    draft = Draft(EXTRACTIVE)
    tell = draft.item if others else draft.said
    for each in [first, *others][:_PEOPLE]:
        passage, sentence = each.best
        tell(cite_sentence(passage, sentence, score=1.0))
    day = first.best[0].published
    answer = replace(
        asking.answer(draft, None if others else first.name), notice=f"[1] is of {long_date(day)}." if day else None
    )
    return unsure(answer) if others or (not office.period and _is_long_ago(library, day)) else answer


def _is_long_ago(library: Library, published: str | None) -> bool:
    """Whether a day is long before that of the newest document of the library."""
    day = day_of(published)
    newest = library.census.newest_day()
    return day is not None and newest is not None and newest - day > _LONG_AGO


def _holders(library: Library, office: Office, documents: frozenset[str] | None) -> list[Holder]:
    """Return who is called so in the newest documents that have the words, whom the newest calls so first."""
    having = _having(library, [office.phrase, *office.which], documents) if office.phrase else frozenset[str]()
    having = having or _having(library, office.words, documents)
    wanted = Wanted.of(office.names, any_of=True)
    newest = library.census.mentioning(wanted, having)[:_DOCUMENTS] if wanted and having else ()
    sought = [word for text in (*office.words, *office.names) for each in written(text) for word in words(each)]
    hits = library.search_words(list(dict.fromkeys(sought)), _PASSAGES, frozenset(place.document_id for place in newest))
    found = library.passages([hit.chunk_id for hit in hits] if newest else []).values()
    told = [(each, *one) for each in found for one in holders_in(office, each)]
    people: list[Holder] = []
    for passage, sentence, name in sorted(told, key=lambda each: (each[0].published or "", -each[1].start), reverse=True):
        known = next((each for each in people if _are_one(each.name, name)), None)
        if known is None:
            people.append(known := Holder(name))
        known.name = name if len(known.name.split()) == 1 else known.name
        known.told.append((passage, sentence))
    return people


def _are_one(one: str, other: str) -> bool:
    """Whether two names may be of one person: they end alike, or one has all words of the other."""
    mine, theirs = one.casefold().split(), other.casefold().split()
    return mine[-1] == theirs[-1] or {*mine} <= {*theirs} or {*theirs} <= {*mine}


def bearers(office: str, passages: Sequence[Passage]) -> list[str]:
    """Return the names of those whom sentences of these passages call so: "the governor", "the union president"."""
    if not (called := content_words(office.casefold())):
        return []  # "the other"
    *which, last = called
    names = same_office(last) or [last]
    of_names = stems(" ".join(names))
    found: Counter[str] = Counter()
    for passage in passages:
        for sentence in passage.sentences:
            text = passage.words(sentence)
            if of_names.isdisjoint(stems(text)):
                continue
            for span, role in named_with_roles(text, is_person):
                said = f" {' '.join(words(role.casefold()))} "
                if any(f" {name} " in said for name in names) and OTHER_OFFICE.isdisjoint({*said.split()} - {*which}):
                    found[" ".join(span.words)] += sum(f" {word} " in said for word in which) if which else 1
    most = max(found.values(), default=0)
    return [name for name, number in found.items() if number == most > 0 or (which and len(found) == 1)]


def _having(library: Library, texts: Sequence[str], documents: frozenset[str] | None) -> frozenset[str]:
    """Return the documents (ids) that have each of these texts, however it is written."""
    for text in texts:
        wanted = Wanted.of(written(text), any_of=True)
        documents = frozenset(place.document_id for place in library.census.mentioning(wanted, documents)) if wanted else None
    return documents or frozenset()
