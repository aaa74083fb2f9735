"""Lessons of the second look: of what was retrieved for a question, the sentences that the reader likes best, side by side."""

import random
from collections.abc import Iterator, Sequence

from eval.training.drills import Passage
from eval.training.retrieved_lessons import RetrievedLesson, Shown
from qa.reading.looks import SideBySide
from qa.reading.spans import SpanReader
from qa.types import Span

# Passages read for a lesson; sentences that others are drawn of, and how many are shown; lessons made of one.
_READ, _DRAWN_OF, _SHOWN, _EACH = 7, 7, (3, 4, 4, 4, 5), 2
# Of questions whose right sentence isn't among the best so many are shown it all the same; and so many see the titles.
_HELPED, _WITH_TITLES = 0.8, 0.8
# What one sentence's logits are blurred by: the reader knows the questions that it was taught with too well.
_BLUR = 0.8


def side_by_side_lessons(lessons: Sequence[RetrievedLesson], reader: SpanReader, seed: int) -> Iterator[RetrievedLesson]:
    """Two of each lesson: one with the very best sentences, one with the best and others drawn of the next."""
    chance = random.Random(seed)
    for lesson in lessons:
        ranked = _ranked(lesson, reader, chance)
        for number in range(_EACH if ranked else 0):
            others = ranked[1:_DRAWN_OF]
            if number:
                chance.shuffle(others)
            best = [ranked[0], *others][: chance.choice(_SHOWN)]
            right = [each for each in ranked if _is_right(each)]
            if right and not any(map(_is_right, best)) and chance.random() < _HELPED:
                best[-1] = right[0]
            chance.shuffle(best)
            shown = _shown(best, with_titles=chance.random() < _WITH_TITLES)
            yield RetrievedLesson(
                lesson.question, lesson.with_spans, (shown,) if shown.right else (), () if shown.right else (shown,)
            )


def _ranked(lesson: RetrievedLesson, reader: SpanReader, chance: random.Random) -> list[tuple[Shown, int]]:
    """Passages and the numbers of sentences in them, each wording once, best first."""
    right = lesson.right[:2]
    shown = [*right, *lesson.wrong[: _READ - len(right)]]
    found: dict[str, tuple[float, Shown, int]] = {}
    for each, read in zip(shown, reader.read(lesson.question, [each.passage for each in shown]), strict=True):
        for number, place in enumerate(each.passage.sentences):
            sentence, answer = read.sentence(place), read.best_within(place)
            if sentence is not None and answer is not None:
                score = sentence.logit + 0.3 * answer.logit + chance.gauss(0, _BLUR)
                found.setdefault(place.of(each.passage.text).strip(), (score, each, number))
    return [(each, number) for _, each, number in sorted(found.values(), key=lambda scored: -scored[0])]


def _is_right(sentence: tuple[Shown, int]) -> bool:
    return sentence[1] in sentence[0].right


def _shown(sentences: Sequence[tuple[Shown, int]], *, with_titles: bool) -> Shown:
    spans = [each.passage.sentences[number] for each, number in sentences]
    texts = [span.of(each.passage.text) for (each, _), span in zip(sentences, spans, strict=True)]
    titles = [each.passage.title if with_titles else "" for each, _ in sentences]
    made = SideBySide.of(list(zip(titles, texts, strict=True)))
    answers = []
    for (each, _), span, text, place in zip(sentences, spans, texts, made.places, strict=True):
        moved = place.start - span.start - (len(text) - len(text.lstrip()))
        inside = [a for a in each.answers if span.start <= a.start and a.end <= span.end]
        answers += [Span(a.start + moved, a.end + moved) for a in inside]
    right = tuple(number for number, sentence in enumerate(sentences) if _is_right(sentence))
    return Shown(Passage("", made.text, made.places), right, tuple(answers))
