from eval.training.drills import Passage
from eval.training.retrieved_lessons import RetrievedLesson, Shown
from eval.training.side_by_side_lessons import side_by_side_lessons
from qa.reading.spans import SpanReader
from qa.types import Span

TEXT = "The harbour was closed.  About 300 boats were damaged. The mayor thanked the crews."
SENTENCES = (Span(0, 23), Span(24, 54), Span(55, 83))  # the second begins with the second of two blanks
LESSON = RetrievedLesson(
    "How many boats were damaged?",
    True,
    (Shown(Passage("Storm", TEXT, SENTENCES), (1,), (Span(31, 40),)),),
    (Shown(Passage("Market", "Nobody sold fish. It rained.", (Span(0, 17), Span(18, 28))), (), ()),),
)


def test_the_sentence_that_answers_stands_beside_others_with_its_answer_where_it_stood() -> None:
    made = list(side_by_side_lessons([LESSON], SpanReader(), 3))
    assert len(made) == 2
    for lesson in made:
        [shown] = lesson.right
        assert [place.of(shown.passage.text) for place in (shown.passage.sentences[n] for n in shown.right)] == [
            "About 300 boats were damaged."
        ]
        assert [answer.of(shown.passage.text) for answer in shown.answers] == ["300 boats"]
        assert 3 <= len(shown.passage.sentences) <= 5


def test_where_nothing_answers_they_stand_together_as_what_doesnt() -> None:
    unanswered = RetrievedLesson(LESSON.question, True, (), LESSON.wrong)
    for lesson in side_by_side_lessons([unanswered], SpanReader(), 3):
        assert lesson.right == ()
        assert not lesson.wrong[0].right
