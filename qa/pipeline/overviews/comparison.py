"""What two or more people said, or two or more documents or things: side by side, and what only one of them says."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from qa.attribution.answers import SpeakerQuestion, who_is_meant
from qa.embedding import embed_texts
from qa.english.dates import dates_in
from qa.english.lexicon import is_first_name
from qa.english.words import content_stems, content_words, stems
from qa.pipeline.doubts import differing
from qa.pipeline.kinds import question_shapes as shapes
from qa.pipeline.overviews import chapters, things
from qa.pipeline.overviews.asked import Asked, ids_called, name_of
from qa.pipeline.overviews.differences import COMPARISON, below_headings
from qa.pipeline.overviews.sides import Side, laid_out, side_of
from qa.pipeline.overviews.subjects import subject_digest
from qa.pipeline.overviews.summaries import first_stories
from qa.pipeline.overviews.topics import nearest, subject_of
from qa.reading.digest import Chosen, digest
from qa.reading.question import question_names
from qa.store.sql import Passage, Place
from qa.types import Answer
from qa.types.draft import titled
from qa.types.text import place_of

_FEWEST, _MOST = 2, 5
# Statements of each person, and sentences of each document.
_OF_EACH, _OF_EACH_DOCUMENT = 6, 5
# Documents on a topic, where it isn't said how many.
_ON_TOPIC = 3
# Documents that are called alike; more aren't told apart from the others.
_MOST_SUCH = 500
# Passages with a word of a topic that tell whether it is written with a capital.
_READ_FOR_CAPITALS = 10
_COMPARED = re.compile(r"(?i)\b(?:compare|contrast|differ|differences? between|changed|new|different)\b")
_EACH, _ARTICLE = re.compile(r"(?i),? (?:and|to|with) (?:the )?|, "), re.compile(r"(?i)^(?:the|my|our|your) ")
# Documents called so that are named where there are too many to compare.
_NAMED = 8
_CHOOSE = "Choose the two to five documents to compare, and ask again."


def compare(asked: Asked) -> Answer | None:
    """Set people, documents or things side by side; None where it isn't known who or what is meant, or none tells of the topic.

    Of too many documents those on the topic are compared.
    """
    if asked.kind.each:
        return _of_periods(asked)
    if asked.kind.parties:
        return _of_things(asked) if asked.kind.of_one else _of_people(asked)
    such: Sequence[str] = ()
    if asked.kind.writing:
        such = ids_called(asked.library.census.by_date(asked.documents), asked.kind.writing)
        if len(such) < _FEWEST:
            return None
        if len(such) <= _MOST_SUCH:
            asked = replace(asked, scope=replace(asked.scope, documents=such))
    places: Sequence[Place] = _one_each(asked, _EACH.split(asked.kind.topic)) if asked.kind.writing else ()
    if places:
        asked = replace(asked, kind=replace(asked.kind, topic=""))
    elif asked.kind.topic and asked.number_of_documents > min(asked.kind.number or _MOST, _MOST):
        most = min(max(asked.kind.number or _ON_TOPIC, _FEWEST), _MOST)
        places = sorted(nearest(asked, most), key=lambda place: place.published or "", reverse=True)
        if len(places) < _FEWEST and asked.number_of_documents > _MOST:
            return None
    if len(places) < _FEWEST and _FEWEST <= asked.number_of_documents <= _MOST:
        chosen = asked.scope.documents  # in the order in which they were chosen
        by_date = asked.library.census.by_date(asked.documents)
        places = sorted(by_date, key=lambda place: chosen.index(place.document_id) if place.document_id in chosen else 0)
    if len(places) < _FEWEST:
        return asked.asking.refuse(COMPARISON, _which(asked, such) if such else _CHOOSE)
    return _of_documents(asked, places)


def _which(asked: Asked, ids: Sequence[str]) -> str:
    """Name the documents called so, the newest first, of which the reader has to choose."""
    such = asked.library.census.by_date(frozenset(ids))
    titles = Counter(place.title for place in such)
    files = (f" ({place_of(place.source)})" if titles[place.title] > 1 else "" for place in such)
    named = ", ".join(f"“{place.title}”{file}" for place, file in zip(such[:_NAMED], files, strict=False))
    there = f"{len(such):,} documents are called so" + (f"; the {_NAMED} newest" if len(such) > _NAMED else "")
    return f"{there}: {named}. Name two of them, or choose two to five documents, and ask again."


def _one_each(asked: Asked, names: Sequence[str]) -> list[Place]:
    """Find the only document called each: "January and March", "the handbook" and "the lease"; none where not all are found."""
    if len(names) < _FEWEST or not all(shapes.MAY_BE_DOCUMENT.match(name) for name in names if asked.kind.parties):
        return []
    there = [(stems(name_of(place)), place) for place in asked.library.census.by_date(asked.documents)]
    such = [[place for words, place in there if stems(_ARTICLE.sub("", name)) <= words] for name in names]
    return [each[0] for each in such] if len({each[0] for each in such if len(each) == 1}) == len(names) else []


def _of_documents(asked: Asked, places: Sequence[Place]) -> Answer | None:
    """Set side by side what stands below the same heading, where they have such and no topic is named; else what is alike."""
    sides, passages = _documents(asked, places)
    if not any(side.items for side in sides):
        return None
    everything = [(passage, sentence) for passage in passages for sentence in passage.sentences]
    otherwise = differing(everything, passages)
    below = None if asked.kind.topic else below_headings(asked, places, otherwise)
    return below or laid_out(asked, sides, otherwise)


def _of_periods(asked: Asked) -> Answer | None:
    """What the documents of each period tell of its subject; None where those of one tell nothing of it."""
    topics = {topic for topic, _ in asked.kind.each}
    sides = []
    for topic, period in asked.kind.each:
        one = replace(asked, kind=replace(asked.kind, topic=topic, period=period, each=()))
        when = period.name or one.published.strip().capitalize()
        told = {"name": when} if len(topics) == 1 else {"name": topic, "about": when}
        said = replace(_person(one, asked.kind.parties[0]), told=told) if asked.kind.parties else None
        sides.append(said or side_of(told, _of_period(one)))
    plain = replace(asked, kind=replace(asked.kind, topic=topics.pop() if len(topics) == 1 else ""))
    return laid_out(plain, sides, dated=True) if all(side.items for side in sides) else None


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
    # A body may be quoted, and be compared as a thing.
    names = [side.told["name"].split()[0] for side in sides if side.known]
    if not (names and all(is_first_name(name) and not name.isupper() for name in names)) and (of_things := _of_things(asked)):
        return of_things
    if not any(side.items for side in sides) or not all(side.known for side in sides):
        return None
    for side, party in zip(sides, parties, strict=True):
        if topic and not side.items:
            told = asked.speakers.answer(
                SpeakerQuestion("said", party, topic), asked.asking.question.text, asked.asking.standalone, asked.documents
            )
            if told is None or told.status == "answered":
                return None  # perhaps a statement that the index missed: reading may tell
    return laid_out(asked, sides, people=True)


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

    None where words of theirs are asked for, or documents of which several or none are called so.
    """
    if not _COMPARED.search(asked.asking.standalone) or shapes.SAY.search(asked.asking.standalone):
        return None
    if ones := _one_each(asked, asked.kind.parties):
        return _of_documents(asked, ones)
    if all(map(shapes.ONE_WRITING.search, asked.kind.parties)):
        return None
    return things.side_by_side(asked)


def _person(asked: Asked, party: str) -> Side:
    found = asked.speakers.said_by(party, asked.kind.topic or None, asked.documents)
    # What "Biden and Trump" said together sets neither against the other; "Procter and Gamble" says nothing else.
    others = [re.compile(rf"\b{re.escape(other)}\b", re.I) for other in asked.kind.parties if other != party]
    found = [each for each in found if not any(other.search(each.speaker or "") for other in others)]
    # Of two people of one name, one is compared: whoever is quoted more.
    meant = who_is_meant(asked.library, party, asked.documents)
    forms = {each.speaker for each in meant.said}
    found = [each for each in found if not forms or each.speaker in forms]
    if asked.kind.topic:
        found.sort(key=lambda each: -each.score)
    else:
        found.sort(key=lambda each: (each.first.statement.kind != "indirect", each.first.published or ""), reverse=True)
    found = sorted(found, key=lambda each: not each.is_surely_theirs)[:_OF_EACH]
    names = Counter(each.speaker or party for each in found)
    vectors = embed_texts(asked.embedder, [each.text for each in found])
    name = max(names, key=lambda each: (names[each], len(each))) if names else party
    if meant.said:  # under one name, whatever each document calls them
        name = meant.name
    items = [replace(each.cite(0), speaker=name) for each in found]
    return Side({"name": name}, items, vectors, known=bool(meant.said))


def _below(asked: Asked, topic: str, place: Place, passages: Sequence[Passage]) -> list[Chosen]:
    """Return what stands below a heading that has all words of the topic: "Water" tells of it in words of its own."""
    wanted = content_stems(topic)
    text = asked.library.texts([place.document_id]).get(place.document_id, "") if wanted else ""
    found = chapters.placed(passages, text, asked.belonging) if text else []
    own = [each for path, each in found if path and wanted <= content_stems(path[-1])]
    return chapters.best(own, _OF_EACH_DOCUMENT)


def _documents(asked: Asked, places: Sequence[Place]) -> tuple[list[Side], list[Passage]]:
    topic = asked.kind.topic
    subject = subject_of(asked, topic) if topic else None
    passages = asked.library.passages_of([place.document_id for place in places])
    sides = []
    for place in places:
        there = passages.get(place.document_id, ())
        chosen = _below(asked, topic, place, there) or digest([there], _OF_EACH_DOCUMENT, asked.belonging, subject)
        sides.append(side_of(titled(place), chosen))
    return sides, [passage for place in places for passage in passages.get(place.document_id, ())]
