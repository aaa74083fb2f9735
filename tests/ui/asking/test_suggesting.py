"""Questions that are offered have answers."""

from qa.pipeline import Pipeline
from tests.support import Workshop
from ui.asking.suggesting import coverage, example_questions, next_questions, people_quoted, roles_of


def test_every_example_and_suggestion_has_an_answer(pipeline: Pipeline) -> None:
    answer = pipeline.ask("What did Porter say?")
    suggested = next_questions(pipeline, answer, ["What did Porter say?"])
    assert len(suggested) == 3
    for question in (*example_questions(pipeline.stores.library), *suggested):
        assert pipeline.ask(question).status == "answered"


def test_nothing_is_suggested_that_has_been_asked_or_answered(pipeline: Pipeline) -> None:
    answer = pipeline.ask("What did Porter say?")
    assert "What did Jalina Porter say?" not in next_questions(pipeline, answer, [])
    first = next_questions(pipeline, answer, [])[0]
    assert first not in next_questions(pipeline, answer, [first.upper()])


def test_people_are_listed_with_their_roles_and_descriptions_are_no_people(pipeline: Pipeline) -> None:
    people = people_quoted(pipeline.stores.library)
    assert ("Jalina Porter", "State Department deputy spokesperson", "What did Jalina Porter say?") in people
    assert "a senior U.S. administration official" not in {name for name, _, _ in people}
    assert None not in {role for _, role, _ in people[:4]}  # those with a role come first: they are surely people


def test_a_role_is_that_of_the_statement_cited(pipeline: Pipeline) -> None:
    answer = pipeline.ask("What did Porter say?")
    assert roles_of(pipeline.stores.library, answer.citations)[1] == "State Department deputy spokesperson"


def test_a_library_without_people_has_no_examples_and_an_empty_one_covers_nothing(workshop: Workshop) -> None:
    assert coverage(workshop.library) == ""
    workshop.add("a.txt", "The river rose on Monday and the bridge was closed.")
    assert example_questions(workshop.library) == []
    assert "The library holds 1 document." in coverage(workshop.library)
