from qa.pipeline.refusals import NO_ANSWER, greeting, refusal
from tests.support import Workshop

STORM = "The harbour was closed by Mayor Brown on Monday because of the storm."


def said(workshop: Workshop, question: str) -> str:
    library = workshop.library
    passages = list(library.passages(sorted(library.chunk_ids())).values())
    return refusal(question, passages, library)


def test_a_name_that_stands_nowhere_is_what_is_missing(workshop: Workshop) -> None:
    workshop.add("a", STORM)
    assert said(workshop, "When did Zelenskyy arrive?") == "Not in these documents. Nothing here mentions “Zelenskyy”."


def test_a_word_that_stands_nowhere_is_named_where_no_name_is(workshop: Workshop) -> None:
    workshop.add("a", STORM)
    assert said(workshop, "Who invented cryptocurrency?").endswith("Nothing here mentions “invented”.")


def test_what_is_mentioned_is_never_said_to_be_missing(workshop: Workshop) -> None:
    workshop.add("a", STORM)
    assert said(workshop, "Why did Brown close on Monday?").startswith(NO_ANSWER)
    assert "Nothing here mentions" not in said(workshop, "Why did Brown close on Monday?")


def test_the_title_of_what_a_follow_up_is_about_is_no_part_of_what_was_asked(workshop: Workshop) -> None:
    workshop.add("a", STORM)
    for about in ("(about: “The Oster Storm”)", "(about: the storm, “The Oster Storm”)"):
        assert "Oster" not in said(workshop, f"Why did Zelenskyy arrive? {about}")


def test_a_greeting_gives_examples_where_there_are_any() -> None:
    assert "- What did Ann Brown say?" in greeting(["What did Ann Brown say?"])
    assert greeting([]) == greeting([]).strip()
