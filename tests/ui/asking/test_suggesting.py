"""Questions that are offered have answers."""

from qa.pipeline import Pipeline
from qa.types import Scope
from tests.support import Workshop
from ui.asking.suggesting import coverage, example_questions, introduced, next_questions, people_quoted
from ui.rendering.sources import Person


def test_every_example_and_suggestion_has_an_answer(pipeline: Pipeline) -> None:
    answer = pipeline.ask("What did Porter say?")
    suggested = next_questions(pipeline, answer, ["What did Porter say?"])
    assert len(suggested) == 3
    for question in (*example_questions(pipeline.stores.library, people_quoted(pipeline.stores.library)), *suggested):
        assert pipeline.ask(question).status == "answered"


def test_nothing_is_suggested_that_has_been_asked_or_answered(pipeline: Pipeline) -> None:
    answer = pipeline.ask("What did Porter say?")
    assert "What did Jalina Porter say?" not in next_questions(pipeline, answer, [])
    first = next_questions(pipeline, answer, [])[0]
    assert first not in next_questions(pipeline, answer, [first.upper()])


def test_people_are_listed_with_their_roles_and_descriptions_are_no_people(pipeline: Pipeline) -> None:
    library = pipeline.stores.library
    people = introduced(library, people_quoted(library))
    assert Person("Jalina Porter", "State Department deputy spokesperson", "What did Jalina Porter say?") in people
    assert "a senior U.S. administration official" not in {person.name for person in people}


def test_everybody_who_is_quoted_is_listed_those_in_most_documents_first(workshop: Workshop) -> None:
    for number in range(30):
        said = f"“Point {number} is made,” said Person{chr(65 + number % 26)}{chr(97 + number)[:1]} Smith, a baker."
        workshop.add(f"{number}.txt", f"{said}\n\n“The quay is safe,” said Maria Okafor, director of the port.")
    names = people_quoted(workshop.library)
    assert introduced(workshop.library, names)[0] == Person(
        "Maria Okafor", "director of the port", "What did Maria Okafor say?"
    )
    assert len(names) > 20


def test_examples_are_of_this_library_in_several_kinds_and_all_have_answers(workshop: Workshop) -> None:
    workshop.add(
        "a.txt", "“The quay is safe,” said Maria Okafor, director of the port. “It is not,” said Sam Brooks, a union leader."
    )
    workshop.add("b.txt", "“The strike is over,” said Sam Brooks, the union leader. It lasted for nine days.")
    examples = example_questions(workshop.library, people_quoted(workshop.library))
    assert "What did Sam Brooks say?" in examples
    assert "Compare what Sam Brooks and Maria Okafor said" in examples
    assert "Which documents mention Sam Brooks?" in examples
    assert not any("Porter" in example or "Biden" in example for example in examples)
    for example in examples:
        assert workshop.pipeline.ask(example).status == "answered", example


def test_whom_an_answer_names_is_suggested_before_others_who_are_quoted_more(workshop: Workshop) -> None:
    workshop.add(
        "a.txt", "“The quay is safe,” said Sam Brooks. A commission led by Maria Okafor looked at it. “It leaks,” Okafor said."
    )
    workshop.add("b.txt", "“The strike is over,” said Sam Brooks, the union leader.")
    answer = workshop.pipeline.ask("Who led the commission?")
    assert "Maria Okafor" in answer.text
    assert next_questions(workshop.pipeline, answer, [])[0] == "What did Maria Okafor say?"


def test_a_library_without_people_has_no_examples_and_an_empty_one_covers_nothing(workshop: Workshop) -> None:
    assert coverage(workshop.library, Scope()) == ""
    workshop.add("a.txt", "The river rose on Monday and the bridge was closed.")
    assert not any("What did" in example for example in example_questions(workshop.library, people_quoted(workshop.library)))
    assert "The library holds 1 document." in coverage(workshop.library, Scope())


def test_what_is_told_of_the_library_is_of_what_was_asked(workshop: Workshop) -> None:
    a = workshop.add("a.txt", "“The quay is safe,” said Maria Okafor, director of the port.")
    workshop.add("b.txt", "“The strike is over,” said Sam Brooks, the union leader.")
    told = coverage(workshop.library, Scope(documents=(a.id,)))
    assert "What was asked holds 1 document; among the people quoted: <bdi>Maria Okafor</bdi>." in told
    assert coverage(workshop.library, Scope(collections=("gone",))) == ""


def test_under_keywords_that_are_not_surely_answered_an_overview_is_suggested_first(workshop: Workshop) -> None:
    workshop.add(
        "strike.txt",
        "Ferry crews of Brem began a strike on Monday and left 900 passengers on the quay. The ferry strike is over pay, the "
        "union said. “We have waited two years,” said Lea Bruun of the union. The ferry company wants talks to go on.",
        title="Ferry strike strands hundreds",
    )
    workshop.add("b.txt", "The bakery on the square sells rye bread. “It is warm at six,” said Sam Brooks, the baker.")
    answer = workshop.pipeline.ask("ferry strike mess")
    assert answer.confidence == "perhaps"
    assert next_questions(workshop.pipeline, answer, [])[0] == "Summarize ferry strike mess"
    assert workshop.pipeline.ask("Summarize ferry strike mess").confidence == "sure"
    surely = workshop.pipeline.ask("What did Lea Bruun say?")
    assert not any(each.startswith("Summarize") for each in next_questions(workshop.pipeline, surely, []))


def test_what_the_question_may_have_wished_for_is_offered_first(workshop: Workshop) -> None:
    workshop.add("a.txt", "The levy on sugar was passed. “It is a good levy,” said Maria Okafor, director of the port.")
    workshop.add("b.txt", "The ferry is late again because of the fog.")
    answer = workshop.pipeline.ask("crash course on the levy, I hire drivers next month")

    assert answer.reader != "digest"
    assert next_questions(workshop.pipeline, answer, [])[0] == "Summarize the levy"
