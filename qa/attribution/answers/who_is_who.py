"""Keeps in the store who is who: whenever documents came or went, the names that this concerns are told apart anew."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext, suppress

import numpy as np

from qa.attribution.answers.identities import bearer_numbers
from qa.attribution.answers.name_words import acronym, bodies_called, called_bodies, initials
from qa.attribution.answers.names import SHORTEST, middle_surnames, parse_name
from qa.english.gazetteer import BODIES, BODY_NAMES
from qa.english.lexicon import is_description
from qa.english.words import words
from qa.store.sql import Library, NamePlace, QuotedSpeaker, Speaker, Vector
from qa.types.errors import DiskFullError

# To be raised when names are told apart otherwise than before: then all are, once more.
_TOLD_BY = "5"
# Names that are told apart at a time, with all that they are linked with: their documents' texts are in the memory.
_AT_ONCE = 2000
# … while somebody waits: of a document that went, most often all.
_WHILE_ASKED = 20
# … of a library that hides documents. Of 55 it took 2.6 s of the processor, of the 221 that a newspaper is linked with 7.4 s.
_MOST_LINKED = 100
# Documents whose sentences are in the memory at a time.
_DOCUMENTS = 100
# Words of a name that may be a person's.
_PERSONS = 3


def bring_up_to_date(library: Library, *, while_asked: bool = False) -> None:
    """Tell apart the names of documents that came or went since the last call; do nothing if none did.

    While somebody waits for an answer only a few names are told apart: an ingest tells all. A full disk doesn't keep them from
    their answer. A library that hides documents stays as the last who saw all of it left it.
    """
    with suppress(DiskFullError) if while_asked else nullcontext():
        _bring_up_to_date(library, while_asked=while_asked)


def _bring_up_to_date(library: Library, *, while_asked: bool) -> None:
    told_by = f"{_TOLD_BY} {library.embedding_model}"
    while not library.closed:
        due, revision = library.speakers.due(told_by, _WHILE_ASKED if while_asked else _AT_ONCE)
        if not due:
            return
        named = [name for name in due if not is_description(name)]
        _look_around(library, named)
        links = {name: _links(name) for name in named}
        names = library.speakers.family(
            {name: own for name, (own, _) in links.items()}, {name: others for name, (_, others) in links.items()}
        )
        library.speakers.settle(_told_apart(library, names), {*due, *names}, revision)
        if while_asked:
            return


def quoted_people(library: Library, what: Sequence[str] = (), documents: frozenset[str] | None = None) -> list[QuotedSpeaker]:
    """Return who is quoted, each person once, those in most documents first; with `what`, in statements with these words."""
    bring_up_to_date(library, while_asked=True)
    return [each for each in library.speakers.quoted(what, documents) if not is_description(each.speaker)]


def people_named(library: Library, names: Collection[str]) -> Mapping[NamePlace, str]:
    """Map all names of those who have one of these names somewhere, each in its document, to the person or body it means.

    The library keeps this for all of its documents. Where some are hidden, it is worked out anew from the others; where that
    would take too long, each name counts as a person of its own.
    """
    linked = (
        library.speakers.linked([name for name in names if not is_description(name)], _MOST_LINKED) if library.closed else None
    )
    if linked is None:
        return library.speakers.people_named(names)
    people = _told_apart(library, linked)
    meant = {who for (name, _), who in people.items() if name in names}
    return {place: who for place, who in people.items() if who in meant}


def _told_apart(library: Library, names: Collection[str]) -> Mapping[NamePlace, str]:
    """Return whom these names mean in each document: all that are linked with one another."""
    told = library.speakers.told(names)
    texts = library.texts({each.document_id for each in told})
    return _people(told, bearer_numbers(told, texts, library.speakers.around(names)))


def _look_around(library: Library, names: Sequence[str]) -> None:
    """Store what the documents tell around these names, once for each."""
    due = sorted(library.speakers.unseen(names).items())
    for first in range(0, len(due), _DOCUMENTS):
        some = dict(due[first : first + _DOCUMENTS])
        found: dict[NamePlace, Vector] = {}
        for document, passages in library.passages_of(some).items():
            told = [
                (passage.words(sentence), vector)
                for passage in passages
                for sentence, vector in zip(passage.sentences, passage.sentence_vectors, strict=True)
            ]
            for name in some[document]:
                last = name.split()[-1]
                near = [vector for text, vector in told if last in text] or [vector for _, vector in told]
                mean = np.mean(near, axis=0)
                found[name, document] = mean / max(float(np.linalg.norm(mean)), 1e-6)
        library.speakers.see(found)


def _people(told: Sequence[Speaker], numbers: Sequence[int]) -> Mapping[NamePlace, str]:
    """Map each name in a document to whom it means: the name that most of their places have, numbered where others have it."""
    places: dict[int, set[NamePlace]] = defaultdict(set)
    for each, number in zip(told, numbers, strict=True):
        places[number].add((each.name, each.document_id))
    found: dict[NamePlace, str] = {}
    known: Counter[str] = Counter()
    for mine in sorted(places.values(), key=lambda mine: (-len(mine), min(mine))):
        often = Counter(name for name, _ in mine)
        name = min(often, key=lambda name: (-often[name], name))
        known[name] += 1
        found |= dict.fromkeys(mine, name if known[name] == 1 else f"{name} ({known[name]})")
    return found


def _links(text: str) -> tuple[set[str], set[str]]:
    """Return what somebody is called by the words of this name, and what else whoever has it may be called."""
    name = parse_name(text)
    called = [each for each in (bodies_called().get(text), called_bodies().get(text)) if each]
    others = {whole for each in called for whole in (_whole(each), " ".join(parse_name(each).stems))}
    if name.person:
        own = {name.last, " ".join((*name.given, name.last)), *middle_surnames(name)}
        others |= {" ".join(name.given[:length]) for length in range(2, len(name.given) + 1)}
    else:
        parts = [word.casefold() for word in words(text)]
        key = (*name.given, name.last)
        own = {_whole(text), " ".join(name.stems), name.core, name.last if name.alone else ""}
        others |= {" ".join(key[start:]) for start in range(1, len(key) - 1)} | initials(text)
        if len(key) <= _PERSONS and BODY_NAMES.isdisjoint(key):  # "India Bourke"
            others |= {word for word in key[1:] if len(word) > SHORTEST}
        others |= {" ".join(parts[:length]) for length in range(1 if BODIES.isdisjoint(parts) else 2, len(parts))}
    own |= {acronym(text), acronym(text) and text}
    return own - {""}, others - own - {""}


def _whole(text: str) -> str:
    name = parse_name(text)
    return acronym(text) or " ".join((*name.given, name.last))
