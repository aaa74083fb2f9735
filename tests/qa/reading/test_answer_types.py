import pytest

from qa.reading.question import expected, holds


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When could Biden and Xi meet?", "date"),
        ("In what year was it built?", "date"),
        ("How many warheads does North Korea have?", "number"),
        ("What percentage of the vote did she get?", "number"),
        ("Who is Yang Jiechi?", "person"),
        ("Where will they meet?", "place"),
        ("Which country emits most?", "place"),
        ("Why were the borders closed?", "reason"),
        ("What did the report find?", None),
    ],
)
def test_the_question_word_tells_what_is_asked_for(question: str, kind: str | None) -> None:
    assert expected(question) == kind


@pytest.mark.parametrize(
    ("kind", "yes", "no"),
    [
        ("date", "They met on Thursday.", "They met in the old hall."),
        ("date", "It was built in 1889.", "It was built by hand."),
        ("number", "It has 15-60 warheads.", "It has warheads."),
        ("number", "Three people died.", "People died."),
        ("number", "Fourteen people died.", "The ones who came died."),
        ("person", "It was opened by Ann Lee.", "It was opened by the mayor."),
        ("place", "They met in Anchorage.", "They met again."),
        ("reason", "It closed because of the storm.", "It closed."),
    ],
)
def test_a_sentence_holds_what_is_asked_for_or_it_does_not(kind: str, yes: str, no: str) -> None:
    assert holds(yes, kind)  # type: ignore[arg-type]
    assert not holds(no, kind)  # type: ignore[arg-type]
