"""Several questions in one message are answered one by one, each under its own words."""

from collections.abc import Generator

import pytest

from qa.pipeline.asking import returned
from qa.pipeline.kinds.parts_model import Part
from qa.pipeline.several_questions import answered_apart, asked_apart, of_two_speakers
from qa.types import LIKELY, PERHAPS, Answer, Event, Question, Span, Working
from qa.types.deadline import Deadline
from qa.types.draft import Draft, cite
from qa.types.saved import answer_from_json
from tests.support import Workshop, talk

SHOW = (
    "The harbour club met in the net loft. Eleven of the 210 planks of the pier are rotten, Ann Lee reported.\n\n"
    "The planks will be replaced by Oster Timber at a cost of 4,200 crowns.\n\n"
    "The summer show takes place on 16 August. Bo Roe has booked the fish hall for it."
)


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("When is the show and who books the hall?", ["When is the show", "who books the hall?"]),
        ("what does it cost, and by whom was it built", ["what does it cost", "by whom was it built"]),
        ("When are you open? Also, is there parking?", ["When are you open?", "is there parking?"]),
        ("price and deadline for the Hallam grant", ["price", "deadline for the Hallam grant"]),
        ("How did Lee and Roe meet?", []),
        ("What did the storm do to roads and bridges?", []),
        ("Who met the man who ran the mill and sold it?", []),
        ("Which pump and motor were bought?", []),
        ("and who books the hall?", []),
        ("", []),
    ],
)
def test_what_is_asked_apart_is_told_from_a_single_question(message: str, asked: list[str]) -> None:
    assert [part.own for part in asked_apart(message)] == asked


def test_each_part_has_the_words_that_all_share() -> None:
    assert [part.whole for part in asked_apart("price and deadline for the Hallam grant")] == [
        "price for the Hallam grant",
        "deadline for the Hallam grant",
    ]


def test_each_of_two_questions_is_answered_under_its_own_words(workshop: Workshop) -> None:
    workshop.add("a", SHOW, title="Minutes of the harbour club")
    answer = workshop.pipeline.ask("When does the summer show take place and how many planks of the pier are rotten?")
    first, second = answer.text.split("### ")[1:]
    assert first.startswith("When does the summer show take place?\n\nThe summer show takes place on 16 August. [1]")
    assert second.startswith("How many planks of the pier are rotten?\n\nEleven of the 210 planks of the pier are rotten")
    assert [each.marker for each in answer.citations] == [1, 2]
    assert [each.section for each in answer.items] == [
        "When does the summer show take place?",
        "How many planks of the pier are rotten?",
    ]
    assert (answer.reader, answer.short_answer) == ("parts", None)


def test_the_second_of_two_questions_is_understood_after_the_first(workshop: Workshop) -> None:
    workshop.add("a", SHOW, title="Minutes of the harbour club")
    workshop.add("b", "The winter fair takes place on 3 January. Cy Noor has booked the barn for it.", title="Fairs")
    answer = workshop.pipeline.ask("When does the summer show take place and who has booked the hall for it?")
    assert [each.document_id for each in answer.citations[:2]] == [answer.citations[0].document_id] * 2
    assert "Bo Roe" in answer.text.rpartition("### ")[2]


def quoting(document: str, *, unsure: bool) -> Answer:
    """An answer that quotes this document."""
    draft = Draft("extractive")
    draft.said(cite(1, (document, document, document, None), Span(0, 3), "Yes"))
    answer = draft.answer("", "")
    return answer.unsurely() if unsure else answer


@pytest.mark.parametrize(
    ("second", "sure_there", "sure_elsewhere", "quoted", "hedge"),
    [
        ("by how much?", False, True, "lease", PERHAPS),
        ("by how much?", True, False, "lease", LIKELY),  # alone it has no rival
        ("by how much?", True, True, "lease", ""),
        ("who mends the roof?", True, False, "lease", LIKELY),
        ("who mends the roof?", False, False, "rules", PERHAPS),
        ("who mends the roof?", True, True, "rules", ""),
    ],
)
def test_the_document_of_the_first_question_answers_what_leans_on_that_or_what_it_tells_more_surely(
    second: str, sure_there: bool, sure_elsewhere: bool, quoted: str, hedge: str
) -> None:
    def answering(question: Question, _deadline: Deadline) -> Generator[Event, None, Answer]:
        yield Working("read")
        if question.text == "first?" or question.scope.documents == ("lease",):
            return quoting("lease", unsure=not sure_there)
        return quoting("rules", unsure=not sure_elsewhere)

    parts = (Part("first?", "first?"), Part(second, second))
    told = returned(answered_apart(Question(f"first? {second}"), parts, answering, Deadline(1.0)))
    assert told is not None
    assert told.citations[-1].document_id == quoted
    assert told.text.rpartition("?\n\n")[2].startswith(hedge or "Yes")


def test_what_leans_on_the_question_before_it_is_asked_of_its_document_alone(workshop: Workshop) -> None:
    workshop.add("a", "The deposit for the cottage is 90 crowns.\n\nWhoever cancels in time gets it back.", title="Cottage")
    workshop.add("b", "I can get it back: the deposit of 1,315 crowns paid in 2022.", title="Lease")
    answer = workshop.pipeline.ask("What is the deposit for the cottage and can I get it back?")
    assert {each.title for each in answer.citations} == {"Cottage"}


def test_a_number_in_brackets_in_a_question_points_at_no_citation(workshop: Workshop) -> None:
    workshop.add("a", SHOW, title="Minutes of the harbour club")
    answer = workshop.pipeline.ask("When does the summer show [7] take place and how many planks [1] of the pier are rotten?")
    assert "### When does the summer show 7 take place?" in answer.text
    saved = answer_from_json(answer.to_json())
    assert (saved.text, saved.citations) == (answer.text, answer.citations)


def test_of_several_lists_no_next_page_is_offered_and_it_is_told_that_they_go_on(workshop: Workshop) -> None:
    for number in range(25):
        workshop.add(f"d{number}", f"Letter {number}. The pump leaks and the roof leaks.")
    answer = workshop.pipeline.ask("Which documents mention the pump and which documents mention the roof?")
    assert answer.text.count("### ") == 2
    assert (answer.cut, answer.next_question, "next ask" in answer.text) == (True, None, False)


def test_an_unsure_answer_to_several_questions_is_unsure_to_what_follows_on_it(workshop: Workshop) -> None:
    workshop.add("a", SHOW, title="Minutes of the harbour club")
    answer = workshop.pipeline.ask("When does the summer show take place and what does a lobster licence cost?")
    assert (answer.hedge, answer.turn().hedge) == ("", PERHAPS)


def test_asked_as_it_stands_a_message_is_one_question(workshop: Workshop) -> None:
    workshop.add("a", SHOW, title="Minutes of the harbour club")
    message = "When does the summer show take place and how many planks of the pier are rotten?"
    assert workshop.pipeline.ask(message).reader == "parts"
    assert workshop.pipeline.ask(message, literal=True).reader == "extractive"


def test_where_nothing_answers_any_of_several_questions_the_message_is_refused_as_one(workshop: Workshop) -> None:
    workshop.add("a", SHOW, title="Minutes of the harbour club")
    answer = workshop.pipeline.ask("How much is a lobster licence in Quennia and who breeds zebras there?")
    assert (answer.status, "###" in answer.text) == ("abstained", False)


def test_it_is_said_which_of_two_questions_nothing_answers(workshop: Workshop) -> None:
    workshop.add("a", SHOW, title="Minutes of the harbour club")
    answer = workshop.pipeline.ask("When does the summer show take place and what does a lobster licence cost?")
    assert "16 August" in answer.text.split("### ")[1]
    assert answer.text.split("### ")[2].startswith("What does a lobster licence cost?\n\nNot in these documents.")
    assert answer.confidence == "perhaps"


def test_one_sentence_that_answers_two_questions_is_quoted_once(workshop: Workshop) -> None:
    workshop.add("a", SHOW, title="Minutes of the harbour club")
    answer = workshop.pipeline.ask("Who will replace the planks and at what cost?")
    assert [each.quote for each in answer.citations] == [
        "The planks will be replaced by Oster Timber at a cost of 4,200 crowns."
    ]
    assert "###" not in answer.text


def test_what_two_questions_quote_twice_has_one_number(workshop: Workshop) -> None:
    text = SHOW.replace("Bo Roe has booked the fish hall for it.", "")
    workshop.add("a", text, title="Minutes of the harbour club")
    answer = workshop.pipeline.ask("When does the summer show take place, who reported rotten planks and how many are rotten?")
    places = [(each.start, each.end) for each in answer.citations]
    assert len(set(places)) == len(places)
    assert all(answer.text[claim.end :].startswith(f" [{claim.markers[0]}]") for claim in answer.claims)


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("What did Lee say about the pump and what did Roe say?", "Compare what Lee and Roe said about the pump"),
        ("What did Lee say about the pump, and what did Roe say about it?", "Compare what Lee and Roe said about the pump"),
        ("What did Lee say and what did Roe say?", "Compare what Lee and Roe said"),
        ("What did Lee say about Roe and what did Roe say about Lee?", None),
        ("What did Lee say about the pump and what did Lee say about the pier?", None),
        ("What did Lee say about the pump and when was it bought?", None),
        ("What did Lee say about the pump in 2019 and what did Roe say about the pump in 2021?", None),
    ],
)
def test_what_two_people_said_of_one_thing_is_compared(question: str, plain: str | None) -> None:
    assert of_two_speakers(question) == plain


def test_what_two_people_said_of_each_other_is_told_one_after_the_other(workshop: Workshop) -> None:
    workshop.add("a", "“Roe is a fine builder,” Ann Lee said on Monday.\n\n“Lee pays late,” Bo Roe said on Tuesday.")
    answer = workshop.pipeline.ask("What did Ann Lee say about Roe and what did Bo Roe say about Lee?")
    assert [each.speaker for each in answer.citations] == ["Ann Lee", "Bo Roe"]


def test_as_a_list_asks_all_of_them_once_more(workshop: Workshop) -> None:
    workshop.add("a", SHOW, title="Minutes of the harbour club")
    both = "When does the summer show take place and how many planks of the pier are rotten?"
    told = talk(workshop, both).text
    for between in ((), ("as a table",), ("thanks", "Source?")):
        again = talk(workshop, both, *between, "give me that as a list, one line each")
        assert (again.text, again.standalone_question) == (told, both)
