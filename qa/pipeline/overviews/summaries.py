"""What documents tell, in a few of their own sentences: summaries, what something is about, what is new on a subject."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qa.attribution.answers import quoted_people
from qa.documents.formats.tables import is_row
from qa.english.words import wording
from qa.pipeline.kinds import question_shapes as shapes
from qa.pipeline.overviews import chapters
from qa.pipeline.overviews.asked import Asked
from qa.pipeline.overviews.stories import stories
from qa.pipeline.overviews.subjects import DIGEST, MOST, OF_ONE, cited, of_nearest, on_subject
from qa.pipeline.overviews.topics import FEW, called, may_be_several, the_one
from qa.pipeline.refusals import lacks_all, missing, unsure
from qa.reading.digest import Chosen, best_of, digest
from qa.store.sql import Passage, Place
from qa.types import Answer
from qa.types.draft import Draft, plain, titled
from qa.types.patterns import lazy_regex
from qa.types.text import counted

# Sentences of several documents together, where the question asks for no number.
_OF_ALL = 20
# Sentences that tell what one document is about.
_ABOUT = 2
# Chapters are told of, of the outermost level that has enough of them.
_LEVELS = (0, 1)
# Sentences of a document with chapters: not fewer, not more, and three for each four of them. With more of them hardly more is
# told of what readers want, with fewer more chapters are lost (eval/RESULTS.md, "What readers would put into a summary").
_FEWEST_OF_CHAPTERS, _MOST_OF_CHAPTERS, _OF_EACH_CHAPTER = 7, 12, 0.75
# Documents that are summarized; of more, the newest.
_DOCUMENTS = 20
# Documents that are listed where it is asked what all are about.
_LISTED = 8
# People who are named there: those quoted most.
_PEOPLE = 5
# What the one document in scope may be called beside what every document is: "these minutes", "this e-mail thread".
_ITSELF = lazy_regex(
    rf"(?:this|these) (?:(?:whole|entire|e-?mail|blog) )?(?:{shapes.WRITINGS}|thread|messages?|chat|conversation|post|essay"
    r"|speech|review|case|meeting)(?: \(for \w+\))?",
    re.IGNORECASE,
)
_ROWS = "This document has rows of a table and no sentences to sum up: ask for what is in them."


def summary(asked: Asked, called_so: str = "") -> Answer | None:
    """Return the key points of the documents in scope, or of what they tell of a subject.

    `called_so` is how many documents are told of, where their name chose them and nobody else.
    """
    if asked.kind.chapter:
        return _of_chapter(asked)
    if asked.kind.topic:
        if asked.kind.of_one:
            return of_nearest(asked, of_one)
        return _on_topic(asked)
    if (one := _the_one_or_which(asked)) is not None:
        return one
    total = asked.number_of_documents
    told = [(place, 1) for place in asked.library.census.by_date(asked.documents, limit=_DOCUMENTS)]
    if asked.kind.period and total > _DOCUMENTS:
        told = stories(asked, min(asked.kind.number or _DOCUMENTS, _DOCUMENTS))
    places, tell = [place for place, _ in told], {place.document_id: number for place, number in told}
    if total == 1:
        return of_one(asked, places[0], headed=False)
    draft = Draft(DIGEST)
    each = _length(asked, len(places))
    digests = list(_digests(asked, places, each))
    copies = f", without {counted(n)} of the same words" if (n := len(places) - len(digests)) else ""
    if total > len(places) and asked.kind.period:
        of = f"{len(places)} of {counted(total)}{asked.published}{copies}, one sentence each"
        draft.section(f"{of}, first those of which most tell the same:")
    elif total > len(places):
        draft.section(f"Of {counted(total)}{asked.published} the {len(places)} newest{copies}, one sentence each:")
    else:
        told_of = called_so or (asked.of_all if not asked.published else counted(total) + asked.published)
        draft.section(f"Of each of the {told_of}{copies}:")
    for place, chosen in digests:
        if each > 1 and chosen:
            draft.heading(place)
        for sentence in chosen:
            named = titled(place) if each == 1 else {}
            note = f"one of {number} that tell of it" if (number := tell[place.document_id]) > 1 else ""
            draft.item(cited(sentence), note=note, **named)
    return asked.asking.answer(draft) if draft.citations else None


def _on_topic(asked: Asked) -> Answer | None:
    """What documents tell of the topic; of the one document in scope its key points, where they tell nothing of it."""
    only = asked.library.census.by_date(asked.documents)[0] if asked.total == asked.number_of_documents == 1 else None
    if only is not None and _ITSELF.fullmatch(asked.kind.topic):
        return of_one(asked, only, headed=False)
    told = _of_called(asked) or on_subject(asked)
    return told if told is not None or only is None else _instead(asked, only)


def _instead(asked: Asked, place: Place) -> Answer | None:
    """The key points of the one document, unsurely, where it tells nothing of the topic: "both sides", "for parents"."""
    answer = of_one(asked, place, headed=False)
    if answer is None or answer.status == "abstained":
        return answer
    passages = asked.library.passages_of([place.document_id])[place.document_id]
    lacking = str(missing(asked.kind.topic, passages, asked.library, answer))
    absent = lacks_all(asked.kind.topic, f"{place.title} {' '.join(each.text for each in passages)}")
    return replace(unsure(answer), notice=lacking or (f"“{place.title}” doesn't mention {absent}." if absent else None))


def about(asked: Asked) -> Answer | None:
    """What the one document is about, in its own words; of several what they are and the newest of them.

    Where no document is called as the question has it: what documents tell of it, in as few sentences.
    """
    if asked.kind.topic:
        of_few = replace(asked, kind=replace(asked.kind, number=asked.kind.number or _ABOUT))
        return _of_called(asked) or on_subject(of_few)
    if (one := _the_one_or_which(asked)) is not None:
        return one
    places, total = asked.library.census.by_date(asked.documents, limit=_DOCUMENTS), asked.number_of_documents
    draft = Draft(DIGEST)
    if total == 1:
        passages = asked.library.passages_of([places[0].document_id]).get(places[0].document_id, ())
        draft.heading(places[0])
        for number, sentence in enumerate(digest([passages], asked.kind.number or _ABOUT, asked.belonging)):
            draft.said(cited(sentence), beside=number > 0)
        return asked.asking.answer(draft) if draft.citations else None
    dates = sorted(place.published for place in asked.library.census.by_date(asked.documents) if place.published)
    span = f", published from {dates[0]} to {dates[-1]}" if dates else ""
    people = [each.speaker for each in quoted_people(asked.library, documents=asked.documents)[:_PEOPLE]]
    quoted = f" Quoted in most of them: {', '.join(people)}." if people else ""
    draft.paragraph(f"{counted(total)}{span}.{quoted}")
    listed = places[:_LISTED]
    draft.section(f"The {len(listed)} newest of them:" if total > len(listed) else "They tell:")
    for place, chosen in _digests(asked, listed, 1):
        for sentence in chosen:
            draft.item(cited(sentence), **titled(place))
    return asked.asking.answer(draft) if draft.citations else None


def of_called(asked: Asked) -> Answer | None:
    """The key points of the document that is called as the topic is, if that is called as documents are: "the lease"."""
    told = _of_called(asked) if may_be_several(asked) else None
    return told if told is None or told.status == "answered" else None


def _of_called(asked: Asked) -> Answer | None:
    """The key points of the document that is called so, of each where "the newsletter" may be a few; None where it is none."""
    such = called(asked)
    if 1 < len(such) <= FEW and may_be_several(asked):
        ids = tuple(place.document_id for place in such)
        each = replace(asked, kind=replace(asked.kind, topic=""), scope=replace(asked.scope, documents=ids))
        return summary(each, f"{len(ids)} documents called so")
    return of_one(asked, such[0]) if len(such) == 1 else None


def _the_one_or_which(asked: Asked) -> Answer | None:
    """The key points of "the paper" where several documents are in scope and one is called so; else the question which one."""
    if asked.number_of_documents == 1 or not shapes.THE_ONE.search(asked.asking.standalone):
        return None
    if len(such := the_one(asked)) == 1:
        return of_one(asked, such[0])
    return asked.asking.refuse(DIGEST, asked.which_one)


def of_one(asked: Asked, place: Place, *, headed: bool = True) -> Answer | None:
    """The key points of this document, or those of the one chapter that is asked for."""
    passages = asked.library.passages_of([place.document_id]).get(place.document_id, ())
    draft = Draft(DIGEST)
    if headed:
        draft.heading(place)
    text = asked.library.texts([place.document_id]).get(place.document_id, "")
    told = _chapter(asked, passages, text) if asked.kind.chapter else _by_chapter(asked, passages, text)
    if not told and not asked.kind.chapter:
        told = [("", each) for each in digest([passages], _length(asked, 1), asked.belonging)]
    for heading, sentence in told:
        draft.item(cited(sentence), name=plain(heading))
    if not draft.citations and asked.kind.kind == "summary" and any(is_row(passage.text) for passage in passages):
        return asked.asking.refuse(DIGEST, _ROWS)
    return asked.asking.answer(draft) if draft.citations else None


def _by_chapter(asked: Asked, passages: Sequence[Passage], text: str) -> list[tuple[str, Chosen]]:
    """The sentences that matter most, the first below each heading behind it; none where there are no chapters.

    Of a list on the web, "1. Rome", "2. Oslo", a sentence of each item.
    """
    found = chapters.placed(passages, text, asked.belonging)
    levels = (chapters.by_heading(found, level) for level in _LEVELS)
    parts = next((each for each in levels if len(each.keys() - {""}) >= chapters.FEWEST), {})
    if not parts:
        return []
    if "://" in passages[0].source and chapters.are_numbered(parts) and asked.kind.number is None:
        return _one_of_each(parts)
    usual = min(max(_FEWEST_OF_CHAPTERS, round(_OF_EACH_CHAPTER * len(parts))), _MOST_OF_CHAPTERS)
    below = {each.sentence.start: heading for heading, sentences in parts.items() for each in sentences}
    sentences = [each for _, each in found]
    headings = [below[each.sentence.start] for each in sentences]
    best = best_of(sentences, min(asked.kind.number or usual, MOST), headings)
    told = [below[each.sentence.start] for each in best]
    return [("" if each == above else each, chosen) for each, above, chosen in zip(told, ["", *told[:-1]], best, strict=True)]


def _chapter(asked: Asked, passages: Sequence[Passage], text: str) -> list[tuple[str, Chosen]]:
    """The best sentence of each section of the chapter that is asked for, behind its heading; the best ones of one section."""
    found = chapters.placed(passages, text, asked.belonging)
    parts = chapters.by_heading(chapters.within(found, asked.kind.chapter), -1)
    if len(parts) == 1:
        [sentences] = parts.values()
        return [("", each) for each in chapters.best(sentences, _length(asked, 1))]
    return _one_of_each(parts)


def _one_of_each(parts: Mapping[str, Sequence[Chosen]]) -> list[tuple[str, Chosen]]:
    """The best sentence below each heading, behind it; at most twelve, those that matter most."""
    first = {heading: chapters.best(sentences, 1)[0] for heading, sentences in parts.items()}
    kept = chapters.best([*first.values()], _MOST_OF_CHAPTERS)
    return [(heading, each) for heading, each in first.items() if each in kept]


def _of_chapter(asked: Asked) -> Answer | None:
    """Return the chapter of the document that the question names; where there is none, what all documents tell of the same."""
    places = called(asked) if asked.kind.topic else the_one(asked)
    told = of_one(asked, places[0]) if len(places) == 1 else None
    if told is not None or asked.kind.chapter[0].isdigit():
        return told
    return on_subject(replace(asked, kind=replace(asked.kind, topic=asked.kind.chapter)))


def first_stories(asked: Asked, length: int) -> list[Chosen]:
    """A sentence of each of the documents that most others tell the same as."""
    places = [place for place, _ in stories(asked, length)]
    return [sentence for _, chosen in _digests(asked, places, 1) for sentence in chosen]


def _digests(asked: Asked, places: Sequence[Place], length: int) -> Iterator[tuple[Place, list[Chosen]]]:
    """Return the digest of each document, without what stands word for word in one before it; a copy has nothing to add."""
    told: set[str] = set()
    weights, passages = asked.belonging, asked.library.passages_of([place.document_id for place in places])
    for place in places:
        chosen = digest([passages.get(place.document_id, ())], length, weights)
        fresh = [each for each in chosen if wording(each.text) not in told]
        told |= {wording(each.text) for each in fresh}
        if fresh or not chosen:
            yield place, fresh


def _length(asked: Asked, documents: int) -> int:
    """Return how many sentences each document gets."""
    if documents == 1:
        return min(asked.kind.number or OF_ONE, MOST)
    return max(1, min(OF_ONE - 2, (asked.kind.number or _OF_ALL) // max(documents, 1)))
