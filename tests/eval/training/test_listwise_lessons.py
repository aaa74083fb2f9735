from pathlib import Path

from eval.training.drills import Drill
from eval.training.listwise_lessons import ListwiseLesson, Told, listwise_lessons, listwise_rows
from qa.embedding import bundled_tokenizer

LESSON = ListwiseLesson(
    "Why did the ferry stop?",
    ("a broken shaft",),
    (
        Told("Ferry", "The ferry to Lund stopped in May.", False),
        Told("Ferry", "Ida Berg blamed a broken shaft.", True),
        Told("Bridge", "Nobody came.", False),
        Told("Ferry", "Tickets are refunded.", False),
    ),
    None,
)


def test_a_question_has_the_sentences_that_stand_first_and_which_of_them_answers(
    two_articles: Path, asked_of_two_articles: Path
) -> None:
    why, tunnel = listwise_lessons(asked_of_two_articles, two_articles, 1)

    assert [each.text for each in why.best if each.right] == ["Captain Ida Berg blamed a broken shaft."]
    assert why.answers == ("a broken shaft",)
    assert tunnel.best
    assert not any(each.right for each in tunnel.best)
    assert tunnel.answers == ()


def test_sentences_stand_side_by_side_with_the_answer_where_it_stands() -> None:
    tokenizer = bundled_tokenizer()
    tokenizer.no_padding()
    rows = [row for seed in range(30) for row in listwise_rows(Drill(tokenizer, {}, {}, seed), LESSON, 7)]
    answered = [row for row in rows if row.gold]
    assert answered
    assert {tokenizer.decode(row.ids[row.starts[0] : row.ends[0] + 1]) for row in answered if row.starts and row.ends} == {
        "a broken shaft"
    }
    assert {number for row in answered for number in row.gold} == {0, 1, 2, 3}  # where it stands tells nothing
    assert any(not row.gold for row in rows)  # now and then the right one is left out, or a name exchanged


def test_what_was_missed_is_shown_among_the_others() -> None:
    tokenizer = bundled_tokenizer()
    tokenizer.no_padding()
    missed = ListwiseLesson(LESSON.question, LESSON.answers, (*LESSON.best[:1], *LESSON.best[2:]), LESSON.best[1])
    rows = [row for seed in range(30) for row in listwise_rows(Drill(tokenizer, {}, {}, seed), missed, 7)]
    assert any("broken shaft" in tokenizer.decode(row.ids) and row.gold for row in rows)
