"""What two or more people said, or what two or more documents tell: side by side, and what only one of them says."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from qa.attribution.answers import SpeakerQuestion, who_is_meant
from qa.embedding import embed_texts
from qa.english.dates import dates_in
from qa.english.weighted_words import ALL
from qa.english.words import content_words, stem, stems
from qa.pipeline import question_shapes as shapes
from qa.pipeline.doubts import differing
from qa.pipeline.overviews.asked import Asked, name_of
from qa.pipeline.overviews.differences import COMPARISON, Otherwise, add_otherwise, below_headings
from qa.pipeline.overviews.summaries import first_stories, nearest, subject_digest, subject_of
from qa.reading.digest import SOME, Chosen, digest
from qa.reading.question import question_names
from qa.store.sql import Passage, Place
from qa.types import Answer, Citation
from qa.types.draft import Draft, bold, titled
from qa.verification.citations import cite_sentence

_FEWEST, _MOST = 2, 5
# Statements of each person, and sentences of each document.
_OF_EACH, _OF_EACH_DOCUMENT = 6, 5
# Documents on a topic, where it isn't said how many.
_ON_TOPIC = 3
# The share of a topic's words that a sentence has in a document that the question names: "notice" of "the notice periods".
_SOME_OF_TOPIC = 0.45
# Statements with this cosine are taken to be on one matter: chosen by reading a few comparisons, not measured.
_ALIKE = 0.45
# Documents that are called alike; more aren't told apart from the others.
_MOST_SUCH = 500
# Passages with a word of a topic that tell whether it is written with a capital.
_READ_FOR_CAPITALS = 10
_COMPARED = re.compile(r"(?i)\b(?:compare|contrast|differ|differences? between|changed|new|different)\b")
_EACH, _ARTICLE = re.compile(r"(?i),? (?:and|to|with) (?:the )?|, "), re.compile(r"(?i)^(?:the|my|our|your) ")
_CHOOSE = "Choose the two to five documents to compare, and ask again."


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One person or document, `told` as an item tells it, with what it says; `vectors` are (items, d), of length one.

    Who is `known` is quoted somewhere. `silence` is how it is told of a person without items that there are none.
    """

    told: dict[str, str]
    items: list[Citation]
    vectors: NDArray[np.float32]
    known: bool = True
    silence: str = ""


def compare(asked: Asked) -> Answer | None:
    """Set people, documents or things side by side; None where it isn't known who or what is meant, or none tells of the topic.

    Of too many documents those on the topic are compared.
    """
    if asked.kind.each:
        return _of_periods(asked)
    if asked.kind.parties:
        return _of_things(asked) if asked.kind.of_one else _of_people(asked)
    if asked.kind.writing:
        called, of_mail = stem(asked.kind.writing), "mail" in asked.kind.writing  # a mail needn't be called one
        such = [
            place.document_id
            for place in asked.library.census.by_date(asked.documents)
            if called in stems(name_of(place)) or (of_mail and re.search(r"(?i)^mid:|\.eml$", place.source))
        ]
        if len(such) < _FEWEST:
            return None
        if len(such) <= _MOST_SUCH:
            asked = replace(asked, scope=replace(asked.scope, documents=tuple(such)))
    places: Sequence[Place] = _one_each(asked, _EACH.split(asked.kind.topic)) if asked.kind.writing else ()
    if places:
        asked = replace(asked, kind=replace(asked.kind, topic=""))
    elif asked.kind.topic and asked.number_of_documents > min(asked.kind.number or _MOST, _MOST):
        most = min(max(asked.kind.number or _ON_TOPIC, _FEWEST), _MOST)
        places = sorted(nearest(asked, most), key=lambda place: place.published or "", reverse=True)
        if len(places) < _FEWEST and asked.number_of_documents > _MOST:
            return None
    if len(places) < _FEWEST and _FEWEST <= asked.number_of_documents <= _MOST:
        places = asked.library.census.by_date(asked.documents)
    if len(places) < _FEWEST:
        return asked.asking.refuse(COMPARISON, _CHOOSE)
    return _of_documents(asked, places)


def _one_each(asked: Asked, names: Sequence[str]) -> list[Place]:
    """Find the only document called each: "January and March", "the handbook" and "the lease"; none where not all are found."""
    if len(names) < _FEWEST or not all(shapes.MAY_BE_DOCUMENT.match(name) for name in names if asked.kind.parties):
        return []
    there = [(stems(name_of(place)), place) for place in asked.library.census.by_date(asked.documents)]
    such = [[place for words, place in there if stems(_ARTICLE.sub("", name)) <= words] for name in names]
    return [each[0] for each in such] if len({each[0] for each in such if len(each) == 1}) == len(names) else []


def _of_documents(asked: Asked, places: Sequence[Place], some: float = SOME) -> Answer | None:
    """Set side by side what stands below the same heading, where they have such and no topic is named; else what is alike.

    Sentences have the share `some` of the topic's words.
    """
    sides, passages = _documents(asked, places, some)
    if not any(side.items for side in sides):
        return None
    everything = [(passage, sentence) for passage in passages for sentence in passage.sentences]
    otherwise = differing(everything, passages)
    below = None if asked.kind.topic else below_headings(asked, places, otherwise)
    return below or _laid_out(asked, sides, otherwise)


def _of_periods(asked: Asked) -> Answer | None:
    """What the documents of each period tell of its subject; None where those of one tell nothing of it."""
    topics = {topic for topic, _ in asked.kind.each}
    sides = []
    for topic, period in asked.kind.each:
        one = replace(asked, kind=replace(asked.kind, topic=topic, period=period, each=()))
        when = period.name or one.published.strip().capitalize()
        told = {"name": when} if len(topics) == 1 else {"name": topic, "about": when}
        said = replace(_person(one, asked.kind.parties[0]), told=told) if asked.kind.parties else None
        sides.append(said or _side(told, _of_period(one)))
    plain = replace(asked, kind=replace(asked.kind, topic=topics.pop() if len(topics) == 1 else ""))
    return _laid_out(plain, sides, dated=True) if all(side.items for side in sides) else None


def _of_period(asked: Asked) -> list[Chosen]:
    """The sentences on the subject, of documents published in the period; first those that tell of no other time alone."""
    if not asked.kind.topic:
        return first_stories(asked, _OF_EACH_DOCUMENT)
    chosen = subject_digest(asked, 2 * _OF_EACH_DOCUMENT)
    days = [[told.day for told in dates_in(each.text, each.passage.published)] for each in chosen]
    here = [each for each, told in zip(chosen, days, strict=True) if not told or any(map(asked.kind.period.touches, told))]
    best = sorted(here or chosen, key=lambda each: -each.score)[:_OF_EACH_DOCUMENT]
    return [each for each in chosen if each in best]


def _of_people(asked: Asked) -> Answer | None:
    """Compare what they said; if nobody is quoted so, what a document tells of each: "Compare Joaquin and Isaias"."""
    parties, topic = asked.kind.parties[:_MOST], asked.kind.topic
    meant = replace(asked, kind=replace(asked.kind, topic=_as_written(asked)))
    sides = [_person(meant, party) for party in parties]
    if not any(side.known for side in sides):
        return _of_things(asked)
    if not any(side.items for side in sides) or not all(side.known for side in sides):
        return None
    for number, (side, party) in enumerate(zip(sides, parties, strict=True)):
        if topic and not side.items:
            told = asked.speakers.answer(
                SpeakerQuestion("said", party, topic), asked.asking.question.text, asked.asking.standalone, asked.documents
            )
            if told is None or told.status == "answered":
                return None  # perhaps a statement that the index missed: reading may tell
            sides[number] = replace(side, silence=told.text.partition("\n\n")[0])
    return _laid_out(asked, sides, people=True)


def _as_written(asked: Asked) -> str:
    """Return the topic; where it was typed in small letters, words that the documents mostly write with a capital get one."""
    library, topic = asked.library, asked.kind.topic
    hits = (library.search_words([word], _READ_FOR_CAPITALS, asked.documents) for word in content_words(topic))
    found = library.passages(list({hit.chunk_id: None for some in hits for hit in some}))
    for name in question_names(topic, [passage.text for passage in found.values()]):
        topic = re.sub(rf"\b{re.escape(name.text)}\b", name.text[0].upper() + name.text[1:], topic)
    return topic


def _of_things(asked: Asked) -> Answer | None:
    """Set side by side what documents tell of each thing; two documents that are called so are compared as such.

    None where words of theirs are asked for, or one document is the nearest to two of them, or none has all words of one.
    """
    if not _COMPARED.search(asked.asking.standalone) or shapes.SAY.search(asked.asking.standalone):
        return None
    if ones := _one_each(asked, asked.kind.parties):
        return _of_documents(asked, ones, some=_SOME_OF_TOPIC)
    if asked.kind.of_one:
        return None
    sides = {}
    for party in asked.kind.parties[:_MOST]:
        of_it = replace(asked, kind=replace(asked.kind, topic=party))
        places = nearest(of_it, 1, share=ALL)
        of_it = replace(of_it, kind=replace(of_it.kind, topic=f"{party} {asked.kind.topic}".strip()))
        sides.update({place.document_id: side for place in places for side in _documents(of_it, [place])[0]})
    told = len(sides) == len(asked.kind.parties) and all(side.items for side in sides.values())
    return _laid_out(asked, list(sides.values()), apart=True) if told else None


def _person(asked: Asked, party: str) -> _Side:
    found = asked.speakers.said_by(party, asked.kind.topic or None, asked.documents)
    # What "Biden and Trump" said together sets neither against the other; "Procter and Gamble" says nothing else.
    others = [re.compile(rf"\b{re.escape(other)}\b", re.I) for other in asked.kind.parties if other != party]
    found = [each for each in found if not any(other.search(each.speaker or "") for other in others)]
    # Of two people of one name, one is compared: whoever is quoted more.
    meant = who_is_meant(asked.library, party, asked.documents)
    forms = {each.speaker for each in meant.said}
    found = [each for each in found if not forms or each.speaker in forms]
    if asked.kind.topic:
        found = sorted(found, key=lambda each: -each.score)
    else:
        found = sorted(
            found, key=lambda each: (each.first.statement.kind != "indirect", each.first.published or ""), reverse=True
        )
    found = found[:_OF_EACH]
    names = Counter(each.speaker or party for each in found)
    vectors = embed_texts(asked.embedder, [each.text for each in found])
    name = max(names, key=lambda each: (names[each], len(each))) if names else party
    if meant.said:  # under one name, whatever each document calls them
        name = meant.name
    items = [replace(each.cite(0), speaker=name) for each in found]
    return _Side({"name": name}, items, _stacked(vectors), known=bool(meant.said))


def _documents(asked: Asked, places: Sequence[Place], some: float = SOME) -> tuple[list[_Side], list[Passage]]:
    topic = asked.kind.topic
    subject = subject_of(asked, topic, some) if topic else None
    passages = asked.library.passages_of([place.document_id for place in places])
    sides = []
    for place in places:
        chosen = digest([passages.get(place.document_id, ())], _OF_EACH_DOCUMENT, subject)
        sides.append(_side(titled(place), chosen))
    return sides, [passage for place in places for passage in passages.get(place.document_id, ())]


def _side(told: dict[str, str], chosen: Sequence[Chosen]) -> _Side:
    items = [cite_sentence(each.passage, each.sentence, marker=0, score=round(each.score, 4)) for each in chosen]
    vectors = [each.passage.sentence_vectors[each.passage.sentences.index(each.sentence)] for each in chosen]
    return _Side(told, items, _stacked(vectors))


def _laid_out(
    asked: Asked,
    sides: Sequence[_Side],
    otherwise: Sequence[Otherwise] = (),
    *,
    people: bool = False,
    apart: bool = False,
    dated: bool = False,
) -> Answer:
    """Lay out what is told differently, then matters that several speak of, one list each; then what only one of them says.

    `apart`: nothing that one side tells is a matter of another's; `dated`: sides are periods in which it was published.
    """
    matters = [] if apart else _matters(sides)
    draft = Draft(COMPARISON)
    add_otherwise(draft, otherwise)
    about = f" about {asked.kind.topic}" if asked.kind.topic else ""
    names = [bold(**side.told) for side in sides]
    open_ones = [set(range(len(side.items))) for side in sides]
    if matters:
        draft.section(f"Side by side{about}{', by when it was published' if dated else ''}:")
    for matter in matters:
        draft.new_list()
        for side, item in matter:
            cited = replace(sides[side].items[item], marker=draft.next_marker)
            draft.item(cited, **sides[side].told)
            open_ones[side].discard(item)
    for side, (name, left) in enumerate(zip(names, open_ones, strict=True)):
        if not sides[side].items:
            nothing = f"Nothing {f'that {name} said' if people else f'in {name}'}{about} was found."
            draft.paragraph(sides[side].silence or nothing)
            continue
        if left:
            draft.section(f"{'Only ' if matters else ''}{name}{'' if matters else about}:")
        for cited in sorted((sides[side].items[item] for item in left), key=lambda cited: (cited.source, cited.start)):
            draft.item(replace(cited, marker=draft.next_marker))
    return asked.asking.answer(draft)


def _matters(sides: Sequence[_Side]) -> list[list[tuple[int, int]]]:
    """Return groups of items, at most one of each side, that are alike: the most alike first.

    An item is (side, number), in the order of the sides.
    """
    pairs = []
    for one, other in ((a, b) for a, b in product(range(len(sides)), repeat=2) if a < b):
        if sides[one].items and sides[other].items:
            cosines = sides[one].vectors @ sides[other].vectors.T
            pairs += [(float(cosines[i, j]), (one, i), (other, j)) for i, j in np.argwhere(cosines >= _ALIKE).tolist()]
    matters: list[list[tuple[int, int]]] = []
    taken: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for _, first, second in sorted(pairs, key=lambda pair: -pair[0]):
        home = taken.get(first) or taken.get(second)
        if home is None:
            home = []
            matters.append(home)
        for each in (first, second):
            if each not in taken and each[0] not in {side for side, _ in home}:
                home.append(each)
                taken[each] = home
    return [sorted(matter) for matter in matters if len(matter) > 1]


def _stacked(vectors: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    return np.stack(vectors) if len(vectors) else np.zeros((0, 1), dtype=np.float32)
