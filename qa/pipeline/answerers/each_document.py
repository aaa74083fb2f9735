"""The same asked of several documents, "which lease has the higher deposit": each is read by itself, and what they tell is set
side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa.english.calendar import MONTHS
from qa.english.words import content_stems, singular, stems, words
from qa.pipeline.asking import Asking
from qa.pipeline.doubts import heading_of
from qa.pipeline.kinds import asks_of_each
from qa.pipeline.kinds.asks_of_each import MOST_WORDS, OfEach
from qa.pipeline.overviews.asked import first_lines, name_of
from qa.pipeline.overviews.differences import COMPARISON
from qa.pipeline.refusals import perhaps
from qa.reading import Reading
from qa.reading.question import holds
from qa.retrieval import Retrieved
from qa.store.sql import Library, Passage, Place
from qa.types import Answer, Citation, Sentence, Span
from qa.types.draft import Draft, bold, titled
from qa.types.text import place_of
from qa.verification.citations import cite_sentence

_FEWEST, _MOST = 2, 5
# Among more documents that are no articles of the web it isn't looked for those that are meant.
_MOST_DOCUMENTS = 500
_MONTHS = stems(" ".join(MONTHS))
# Quotations of each document.
_OF_EACH = 3
# A paragraph of so few characters is quoted whole where all on a topic is asked for, or the sentence lacks what is asked about.
_SHORT = 420
# Below this probability that it answers, a document without any word of what is asked tells nothing of it; from the other one
# on what it tells is shown where it is said that both are meant.
_NOTHING, _MAY_BE = 0.1, 0.3
ReadIn = Callable[[Asking, tuple[str, ...]], tuple[Retrieved, Reading]]


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """A document, what is quoted of it, whether that surely has what is asked, and how likely it answers."""

    place: Place
    cited: Sequence[Citation]
    sure: bool
    answerable: float
    found: bool


def told_of_each(asking: Asking, library: Library, read_in: ReadIn) -> Answer | None:
    """Set side by side what two to five documents tell that are asked the same; None where no such are meant, or one lacks it.

    Where it is said that both are meant, it is told which tells nothing.
    """
    text = asking.as_worded
    if asking.question.literal:
        return None
    meant = _meant(text, _Called.of(library, asking))
    if meant is None:
        return None
    places, wish = meant
    sides = [_side(place, wish, asking, library, read_in) for place in places]
    silent = [side for side in sides if not side.cited]
    if not any(side.found for side in sides) or (silent and not wish.compares):
        return None
    answer = _laid_out(asking, wish, sides)
    return answer if all(side.sure for side in sides) else perhaps(answer, min(side.answerable for side in sides))


@dataclass(frozen=True, slots=True, eq=False)
class _Called:
    """What documents are called: the stems of their titles and files, those with their dates, those with their first lines."""

    places: dict[str, Place]
    names: Sequence[dict[str, frozenset[str]]]

    @classmethod
    def of(cls, library: Library, asking: Asking) -> "_Called":
        there = library.census.files(library.in_scope(asking.question.scope), _MOST_DOCUMENTS + 1)
        places = {each.document_id: each for each in there}
        if not _FEWEST <= len(places) <= _MOST_DOCUMENTS:
            return cls({}, ())
        begun = library.beginnings(places)
        titles = {it: stems(f"{each.title} {' '.join(words(place_of(each.source)))}") for it, each in places.items()}
        dated = {it: stems(name_of(each)) for it, each in places.items()}
        first = {it: dated[it] | stems(first_lines(begun.get(it, ""))) for it in places}
        return cls(places, (titles, dated, first))

    def called(self, name: str) -> list[str]:
        """Return the documents (ids) whose title and file have all words of the name; else their dates, else first lines."""
        wanted = content_stems(name) | (stems(name) & _MONTHS)  # "may" is no stop word here
        found = ([it for it, told in names.items() if wanted <= told] for names in self.names) if wanted else ()
        return next(filter(None, found), [])

    def longest(self, candidates: Sequence[Span], text: str, least: int, most: int) -> tuple[Span, list[str]] | None:
        """Return the span with most telling words, the first of such, that names so many documents, and these."""
        best: tuple[int, Span, list[str]] | None = None
        for span in candidates:
            name = text[span.start : span.end]
            size = len(content_stems(name) | (stems(name) & _MONTHS))
            if size > (best[0] if best else 0) and least <= len(ids := self.called(name)) <= most:
                best = size, span, ids
        return best[1:] if best else None


def _meant(text: str, called: _Called) -> tuple[list[Place], OfEach] | None:
    """Return the documents meant and what is asked of each: two that are named, or all of one sort."""
    for end, start, apart in asks_of_each.joints(text) if called.places else ():
        right = called.longest(_spans(text, first=start), text, 1, 1)
        left = called.longest(_spans(text, last=None if apart else end, before=end), text, 1, 1) if right else None
        if right and left and left[1] != right[1]:
            wish = asks_of_each.asked(text, [(left[0].start, left[0].end), (right[0].start, right[0].end)])
            return None if wish is None else ([called.places[it] for each in (left, right) for it in each[1]], wish)
    for mention in asks_of_each.sorts(text) if called.places else ():
        found = called.longest(_spans(text, first=mention.words_at), text, _FEWEST, _MOST)
        if found and mention.number in (None, len(found[1])):
            sort = text[mention.words_at : found[0].end]
            wish = asks_of_each.asked(text, [(mention.start, found[0].end)], singular(sort))
            return None if wish is None else ([called.places[it] for it in found[1]], wish)
    return None


def _spans(text: str, first: int | None = None, last: int | None = None, before: int = 0) -> list[Span]:
    """Return the stretches of a few words from `first` on, those up to `last`, or all `before` a place; the shortest first."""
    ends = [(found.start(), found.end()) for found in asks_of_each.WORD.finditer(text)]
    found = [
        Span(ends[at][0], ends[at + size - 1][1])
        for size in range(1, MOST_WORDS + 1)
        for at in range(len(ends) - size + 1)
        if not asks_of_each.PARTED.search(text, ends[at][0], ends[at + size - 1][1])
    ]
    if first is not None:
        return [each for each in found if each.start == first]
    ended = [each for each in found if each.end == last or (last is None and each.end <= before)]
    return [each for each in ended if asks_of_each.begins_name(text[: each.start])]


def _side(place: Place, wish: OfEach, asking: Asking, library: Library, read_in: ReadIn) -> _Side:
    """Read the question in one document, and choose what is quoted of it: what has all that is asked about, else the best."""
    document, topic = place.document_id, content_stems(wish.topic)
    own = replace(asking, standalone=wish.question, searched=wish.question, exchanges=(), points=False)
    reading = read_in(own, (document,))[1]
    if _tells_nothing(wish, reading) and topic.isdisjoint(stems(library.texts([document]).get(document, ""))):
        return _Side(place, (), True, 1.0, found=False)
    under = [each for each in reading.ranked if topic <= stems(heading_of(each.candidate.passage))] if wish.about else []
    shown: list[tuple[Citation, bool]] = []
    sure = on_it = reading.confidence == "sure"
    for each in list(dict.fromkeys((*under[:1], *reading.quotable(_OF_EACH))))[:_OF_EACH]:
        passage, sentence = each.candidate.passage, each.candidate.sentence
        alone = shown or (not wish.about and topic <= stems(passage.words(sentence)))
        span = sentence if alone else _whole(passage, sentence)
        has_all = bool(topic) and topic <= stems(f"{heading_of(passage)} {passage.words(span)}")
        if not any(one.overlaps(document, span) for one, _ in shown):
            shown.append((cite_sentence(passage, span, score=each.score), has_all))
            enough = holds(passage.words(span), "number") if wish.counts else wish.about or len(topic) > 1
            sure, on_it = sure or (has_all and enough), on_it or has_all
    best = [cited for cited, has_all in shown if has_all] or [cited for cited, _ in shown[:1]]
    if reading.confidence == "sure" and shown[0][0] not in best:
        best.insert(0, shown[0][0])
    found = reading.confidence != "no" or sure or (wish.compares and reading.answerable >= _MAY_BE)
    # Another number than the one that is asked for isn't likely to be it.
    return _Side(place, best, sure, reading.answerable if on_it or not wish.counts else 0.0, found=found)


def _tells_nothing(wish: OfEach, reading: Reading) -> bool:
    """Whether the reader finds nothing that may be meant."""
    counted = wish.counts and any(holds(each.candidate.text, "number") for each in reading.ranked[:1])
    return not reading.ranked or (reading.confidence == "no" and reading.answerable < _NOTHING and not counted)


def _whole(passage: Passage, sentence: Sentence) -> Sentence:
    """Return the paragraph of the sentence where that is short, else the sentence."""
    at = sentence.start - passage.chunk.start
    begin, end = passage.text.rfind("\n", 0, at) + 1, passage.text.find("\n", at) % (len(passage.text) + 1)
    inside = [each for each in passage.sentences if begin <= each.start - passage.chunk.start < end] or [sentence]
    wide = Sentence(min(sentence.start, inside[0].start), max(sentence.end, inside[-1].end))
    return wide if wide.end - wide.start <= _SHORT else sentence


def _laid_out(asking: Asking, wish: OfEach, sides: Sequence[_Side]) -> Answer:
    draft = Draft(COMPARISON)
    about = f" about {wish.topic}" if wish.about else ""
    draft.section(f"Side by side{about}:")
    for side in sides:
        for cited in sorted(side.cited, key=lambda each: each.start):
            draft.item(cited, **titled(side.place))
    for side in sides:
        if not side.cited:
            draft.paragraph(f"Nothing in {bold(**titled(side.place))}{about or ' about this'} was found.")
    return asking.answer(draft)
