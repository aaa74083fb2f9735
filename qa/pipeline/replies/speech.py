"""What somebody said about something, or at some time: reading finds the sentence, the statements tell whose words it is."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import exp

from qa.attribution.answers import MAX_EXCERPTS, STATEMENTS, Excerpt, Spoken, lay_out, tell_more
from qa.english.lexicon import is_description
from qa.english.weighted_words import ALL
from qa.pipeline.asking import Asking
from qa.pipeline.doubts import notice
from qa.pipeline.kinds.question_kind import page_of
from qa.pipeline.overviews.asked import MOST_ANSWER_LINES
from qa.pipeline.refusals import perhaps
from qa.reading import Evidence, Reading, is_near
from qa.types import Answer
from qa.types.draft import Draft

# How much likelier a sentence is the one asked for that quotes whom the question asks about, in log-odds. Of 382 questions on
# news the best sentence is right for .759 without it and .785 with 2; 1 and 3 bring .775 and .780 (eval/RESULTS.md).
_QUOTES_SPEAKER = 2.0
# The same for anybody's words, where the question asks who said them: so much for having all of its words.
_HAS_TOPIC = 4.0
# The share of them that words must have of which it is surely said who said them.
_MOST = 0.6
# Characters between the end of what is said and what its speaker goes on with: a space, no new paragraph.
_BESIDE = 1
# From which probability on a sentence that quotes them, and has a word of the topic, is surely the answer: of 140 that had it
# 127 were right, and 3 answered nothing. Where it has all words of a topic of one or two less is enough: 25 of 28.
_SURE, _SURE_OF_TOPIC, _FEW_WORDS = 0.4, 0.1, 2
# Characters of a document that say what it is on, and the share of a topic that its title and the words have at least. Of 358
# questions for somebody's words 40 unsure answers were so of the only document that quotes them: 38 right, none unanswerable.
_OPENING, _MOSTLY = 600, 0.5


def answer_in_their_words(asking: Asking, reading: Reading, spoken: Spoken, text_of: Callable[[str], str]) -> Answer | None:
    """The speaker's words that suit the question, the best first; None where the best sentence isn't among them, and none has
    all words of a topic that isn't only names.

    Where it asks who said something, whoever said these very words is told, and nobody else. After the best come the words
    near it in likelihood, and those that have the whole topic, newest first; a page at a time.

    `text_of` reads a document by its id.
    """
    heard = _heard(reading, spoken.words)
    ranked = [(found.score * exp(_counts_more(spoken, words)), words) for found, words in heard]
    ranked.sort(key=lambda each: -each[0])
    repeated = spoken.very_words
    best = repeated[0] if repeated else ranked[0][1] if ranked else None
    by_words = best is None and reading.confidence != "sure"
    if by_words:  # others are nearer to the question, but these have all of its words
        best = next(iter(spoken.complete), None)
    elif best is not None and not repeated and not spoken.share(best):  # they have no word of the topic; others may have all
        complete = spoken.complete
        if (fuller := next((words for _, words in ranked if words in complete), None)) is not None:
            best, by_words = fuller, reading.confidence != "sure"
    if best is None:
        return None
    near = [words for score, words in ranked if words is not None and is_near(score, ranked[0][0])]
    others = [best, *near, *_going_on(best, spoken.words), *filter(spoken.has_all, reversed(spoken.words))]
    found = by_document(list(dict.fromkeys(repeated or others)))
    draft, shown = page_of_words(asking, found, apart=spoken.by_name)
    speakers = {each.speaker for each in shown if each.speaker}
    named = spoken.asks_who and len(speakers) == 1 and not any(map(is_description, speakers))
    sure = repeated or _is_surely_on(spoken, best, reading, liked_best=heard[0][1] is best, plainly=not asking.original)
    sure = sure or _is_all_on_topic(spoken, best, text_of)
    unsure = by_words or not sure or not best.is_surely_theirs
    answer = asking.answer(draft, speakers.pop() if named else None)
    answer = replace(answer, notice=notice(asking.standalone, asking.corrections, answer.citations))
    return perhaps(answer, reading.answerable) if unsure else answer


def page_of_words(asking: Asking, found: Sequence[Excerpt], *, apart: bool) -> tuple[Draft, Sequence[Excerpt]]:
    """Draft the page of excerpts that is asked for, as `lay_out` does, and how many more there are; return what it shows."""
    size = MOST_ANSWER_LINES if asking.question.whole else MAX_EXCERPTS
    page = min(page_of(asking.standalone), -(-len(found) // size))
    shown = found[(page - 1) * size : page * size]
    draft = Draft(STATEMENTS)
    lay_out(draft, shown, asking.question.text, apart=apart)
    tell_more(draft, asking.standalone, len(found) - page * size, page, cut=False)
    return draft, shown


def _counts_more(spoken: Spoken, words: Excerpt | None) -> float:
    if words is None:
        return 0.0
    return _HAS_TOPIC * spoken.share(words) if spoken.asks_who else _QUOTES_SPEAKER


def _is_surely_on(spoken: Spoken, best: Excerpt, reading: Reading, *, liked_best: bool, plainly: bool) -> bool:
    """Whether the best words are surely on what is asked.

    `liked_best`: reading likes no sentence better than one of these, whoever says it. Asked `plainly`, a question wants nothing
    but words on its topic.
    """
    share = spoken.share(best)
    named = f"{best.first.title} {best.text}"
    if spoken.asks_who and spoken.topic is not None and not spoken.topic.names_all_stand_in(named):
        return False
    if reading.confidence == "sure" and liked_best and (not spoken.asks_who or share >= _MOST):
        return True
    if not plainly:
        return False
    few = spoken.topic is not None and len(spoken.topic.weights) <= _FEW_WORDS
    telling = few != spoken.asks_who  # two words are a topic, but many have said them
    return share > 0 and reading.right >= (_SURE_OF_TOPIC if telling and spoken.has_all(best) else _SURE)


def _is_all_on_topic(spoken: Spoken, best: Excerpt, text_of: Callable[[str], str]) -> bool:
    """Whether one document alone quotes the speaker; its title and the best words have most of the topic, its opening all."""
    if spoken.topic is None or spoken.asks_who or any(each.document_id != best.document_id for each in spoken.words):
        return False
    titled, opening = f"{best.first.title} {best.text}", text_of(best.document_id)[:_OPENING]
    return spoken.topic.coverage(titled) >= _MOSTLY and spoken.topic.coverage(f"{titled} {opening}") > ALL


def _heard(reading: Reading, spoken: Sequence[Excerpt]) -> list[tuple[Evidence, Excerpt | None]]:
    """Pair each sentence with the excerpt that it is a part of."""
    of_document: dict[str, list[Excerpt]] = {}
    for excerpt in spoken:
        of_document.setdefault(excerpt.document_id, []).append(excerpt)
    return [
        (found, next((each for each in beside if each.span.overlaps(found.candidate.sentence)), None))
        for found in reading.ranked
        for beside in [of_document.get(found.candidate.chunk.chunk.document_id, [])]
    ]


def _going_on(best: Excerpt, words: Sequence[Excerpt]) -> list[Excerpt]:
    """Return what the speaker goes on with right after the tag: "“It sucks,” Ann Lee said. “Nobody likes it.”"."""
    after = range(best.span.end, best.span.end + _BESIDE + 1)
    return [
        each
        for each in words
        if each.document_id == best.document_id and each.span.start in after and best.speaker == each.speaker
    ]


def by_document(found: Sequence[Excerpt]) -> list[Excerpt]:
    """Put the best first, then the others of its document in reading order, then the next document's."""
    first: dict[str, int] = {}
    for place, each in enumerate(found):
        first.setdefault(each.document_id, place)
    return sorted(found, key=lambda each: (first[each.document_id], each is not found[0], each.span.start))
