"""Tools for LangChain's agents, called as an agent calls them."""

from typing import Any

import pytest

import qa
from qa.attribution.answers import Person
from qa.pipeline import Pipeline
from qa.pipeline.langchain_tools import NOTHING
from qa.types import Answer
from tests.support import Workshop


def call(pipeline: Pipeline, tool: str, **arguments: Any) -> tuple[str, Any]:
    """What the model reads, and the artifact."""
    tools = {each.name: each for each in qa.library_tools(pipeline)}
    message = tools[tool].invoke({"name": tool, "args": arguments, "id": "1", "type": "tool_call"})
    return message.content, message.artifact


def test_a_person_is_told_of_with_quotations(pipeline: Pipeline) -> None:
    content, person = call(pipeline, "people_in_documents", name="Porter", limit=1)
    assert isinstance(person, Person)
    assert content.startswith("**Jalina Porter** is named in 1 document")
    assert " ".join(person.said[0].text.split()) in content
    assert f"\nStatements by source: {person.sources[0][0]} (" in content
    assert call(pipeline, "people_in_documents", name="Zed Black") == (NOTHING, None)
    assert call(pipeline, "people_in_documents", name="Porter", source="nowhere.example") == (NOTHING, None)
    assert call(pipeline, "people_in_documents", source="nowhere.example")[0].endswith("give a name, too.")


def test_without_a_name_everybody_quoted_is_counted(pipeline: Pipeline) -> None:
    content, quoted = call(pipeline, "people_in_documents")
    assert "Jalina Porter: 1 document, " in content
    assert quoted[0].documents == 1


def test_a_timeline_tells_dates_and_its_sources(pipeline: Pipeline) -> None:
    content, answer = call(pipeline, "timeline_of_documents", about="carbon neutrality")
    assert isinstance(answer, Answer)
    assert content.startswith(answer.text)
    assert "- **2060**: " in content
    assert answer.citations[0].source in content
    assert call(pipeline, "timeline_of_documents", about="whale songs") == (NOTHING, None)


def test_documents_are_counted_by_what_they_mention_and_when(workshop: Workshop) -> None:
    for day in ("2021-03-17", "2021-05-02", "2022-01-01"):
        workshop.add(f"{day}.txt", f"The harbour was closed again on the day {day}.", published=day)
    content, answer = call(workshop.pipeline, "count_documents", about="harbour", by="month", until="2021-12-31")
    assert answer.short_answer == "2"
    assert "2 of 2 documents published until 2021-12-31 mention “harbour”." in content
    assert "- 2021-05: 1\n- 2021-03: 1" in content
    assert call(workshop.pipeline, "count_documents")[1].short_answer == "3"
    assert call(workshop.pipeline, "count_documents", about="harbour", since="last year")[0].startswith("since: ")


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("list_documents", {"about": "Porter"}),
        ("count_documents", {"mentioning": "Porter"}),
        ("summarize_documents", {"document": "film.srt"}),
        ("timeline_of_documents", {"about": "neutrality", "collection": ["x"]}),
        ("people_in_documents", {"person": "Porter"}),
        ("compare_in_documents", {"subjects": ["Porter", "Zed"]}),
    ],
)
def test_a_misspelt_argument_is_told_to_the_model_and_never_passed_over(
    pipeline: Pipeline, tool: str, arguments: dict[str, Any]
) -> None:
    content, artifact = call(pipeline, tool, **arguments)
    assert (content.partition(":")[0], artifact) == ([*arguments][-1], None)
    asked = qa.answer_tool(pipeline).invoke({"question": "Who is Porter?", "zz": 1})
    assert asked.startswith("zz: ")


def test_documents_are_listed_summarized_and_what_people_said_is_compared(workshop: Workshop) -> None:
    text = "The harbour of Bergen was closed. “We will open it on Friday,” Ann Brown said. “It is too small,” Bo Green said."
    workshop.add("bergen.txt", text, title="Storm in Bergen", published="2021-03-17")
    listed, _ = call(workshop.pipeline, "list_documents", mentioning="harbour")
    assert "- **Storm in Bergen** (bergen.txt, 2021-03-17): The harbour of Bergen was closed. [1]" in listed
    assert "The harbour of Bergen was closed." in call(workshop.pipeline, "summarize_documents")[0]
    compared, _ = call(workshop.pipeline, "compare_in_documents", people=["Brown", "Green"])
    assert "**Ann Brown**" in compared
    assert "**Bo Green**" in compared


def test_documents_are_compared_and_lists_have_pages(workshop: Workshop) -> None:
    for number in range(22):
        workshop.add(f"{number}.txt", f"The ferry to island {number} was late on Monday.", title=f"Ferry {number}")
    _, answer = call(workshop.pipeline, "list_documents", mentioning="ferry", page=2)
    assert len(answer.citations) == 2
    compared, _ = call(workshop.pipeline, "compare_in_documents", documents=["3.txt", "4.txt"])
    assert "**Ferry 3**" in compared
    assert "**Ferry 4**" in compared
    assert "Choose the two to five documents" in call(workshop.pipeline, "compare_in_documents")[0]


def test_what_is_asked_of_documents_that_are_not_there_is_told_to_the_model(workshop: Workshop) -> None:
    workshop.add("a", "The ferry was late on Monday.")
    told, answer = call(workshop.pipeline, "summarize_documents", documents=["b"])
    assert (told.startswith("no document 'b' in the library"), answer) == (True, None)
    told, answer = call(workshop.pipeline, "people_in_documents", collections=["Boats"])
    assert ("'Boats'" in told, answer) == (True, None)


def test_one_name_is_no_comparison_and_an_empty_question_none_which_the_model_is_told(pipeline: Pipeline) -> None:
    assert call(pipeline, "compare_in_documents", people=["Porter"]) == (
        "'Porter' alone can't be compared; give two to five people, or none and two to five documents.",
        None,
    )
    asked = {"name": "ask_documents", "args": {"question": " "}, "id": "1", "type": "tool_call"}
    assert qa.answer_tool(pipeline).invoke(asked).content.startswith("the question is empty")


def test_what_an_answer_warns_of_is_told_to_the_model(workshop: Workshop) -> None:
    workshop.add("ferry.txt", "The ferry to Bergen was late on Monday, since its engine was wet.")
    told = qa.answer_tool(workshop.pipeline).invoke({"question": "Why was the ferry to Berggen late?"})
    assert "(Showing results for Bergen.)" in told
