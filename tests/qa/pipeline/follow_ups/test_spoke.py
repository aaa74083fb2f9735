"""“What did he say?” after an answer is asked of the document that the answer quotes."""

import pytest

from qa.pipeline.follow_ups.nearby import unnamed_speaker
from qa.pipeline.refusals import PERHAPS
from qa.types import Turn
from tests.support import Workshop

FIRST = "How many people watched the Oster match?"
MATCH = "The Oster match was watched by 90,000. “We dreamed big,” said John Cook, the coach. “It was loud,” Mary Ode said."
BRIDGE = "The Tarn bridge was closed on Monday. “It is safe,” said Peter Lund, the engineer. “It will open,” Peter Lund said."


@pytest.mark.parametrize("question", ["What did he say?", "What did the coach say?", "what did he say about it?"])
def test_who_is_pointed_at_is_looked_for_in_the_document_that_was_quoted(workshop: Workshop, question: str) -> None:
    workshop.add("a", MATCH, "Oster match")
    workshop.add("b", BRIDGE, "Tarn bridge")
    history = [Turn("user", FIRST), Turn("assistant", workshop.pipeline.ask(FIRST).text)]
    answer = workshop.pipeline.ask(question, history)
    assert [citation.quote for citation in answer.citations] == ["“We dreamed big,” said John Cook, the coach."]
    assert answer.reader == "statements"
    assert answer.standalone_question.endswith("(about: “Oster match”)")


def test_whom_no_statement_calls_so_is_read_for_in_the_document_that_was_quoted(workshop: Workshop) -> None:
    workshop.add("a", MATCH, "Oster match")
    history = [Turn("user", FIRST), workshop.pipeline.ask(FIRST).turn()]
    answer = workshop.pipeline.ask("What did their opponent say?", history)
    assert answer.reader == "extractive"
    assert workshop.pipeline.ask("What did Bea Lund say?", history).reader == "statements"


def test_whom_a_description_means_is_not_sure_where_the_document_that_was_quoted_has_nobody_of_it(workshop: Workshop) -> None:
    told = "The Tarn bridge was closed on Monday after a lorry hit it, the police of Oster said. Its driver was unhurt."
    bridge = workshop.add("a", told, "Tarn bridge")
    workshop.add("b", "The Oster match was loud. “We dreamed big,” said John Cook, the coach.", "Oster match")
    history = [Turn("user", "which bridge did the lorry hit"), Turn("assistant", told, (bridge.id,))]
    asked = "What did the coach say?"
    assert workshop.pipeline.ask(asked, history).confidence == "perhaps"
    assert workshop.pipeline.ask(asked).confidence == "sure"


FLOOD = (
    "The flood in Harlow killed 12 people, Gov. Ann Pell said Monday. Roads are shut. “We will build again,” Pell told us. "
    "Union president Jim Holt was there with Mayor Sue Park. “It was a wall of water,” Holt said."
)


@pytest.mark.parametrize(
    ("question", "speaker", "quote"),
    [
        ("What did the governor say about it?", "Ann Pell", "“We will build again,” Pell told us."),
        ("what did the union president say", "Jim Holt", "“It was a wall of water,” Holt said."),
        ("What did Holt say about it?", "Jim Holt", "“It was a wall of water,” Holt said."),
    ],
)
def test_by_an_office_or_by_name_they_are_heard_in_the_document_that_was_quoted(
    workshop: Workshop, question: str, speaker: str, quote: str
) -> None:
    workshop.add("a", FLOOD, "Flood in Harlow")
    workshop.add("b", "“Taxes are too high,” said Max Lee, the governor of Leek. “So they are,” said Tom Holt.", "Taxes")
    first = "How many people did the flood in Harlow kill?"
    answer = workshop.pipeline.ask(question, [Turn("user", first), workshop.pipeline.ask(first).turn()])
    assert quote in [each.quote for each in answer.citations]
    assert {each.speaker for each in answer.citations} == {speaker}


def test_whose_words_were_told_just_before_is_asked_of_all_documents(workshop: Workshop) -> None:
    workshop.add("a", MATCH, "Oster match")
    workshop.add("b", "The roof of the Oster hall leaks. “We will mend it,” John Cook said.", "Oster hall")
    asked = "What did John Cook say?"
    history = [Turn("user", asked), Turn("assistant", workshop.pipeline.ask(asked).text)]
    answer = workshop.pipeline.ask("What did he say about the roof?", history)
    assert [citation.source for citation in answer.citations] == ["b"]


@pytest.fixture
def three_cooks(workshop: Workshop) -> Workshop:
    workshop.add("a", MATCH, "Oster match", published="2021-05-01")
    workshop.add("b", "The ferry to Tarn is late. “It is the wind,” said Ida Cook, a captain.", published="2022-05-01")
    workshop.add("c", "The coach has gone. “I will miss Oster,” John Cook said.", published="2023-05-01")
    return workshop


@pytest.mark.parametrize(
    ("question", "understood"), [("what did cook say?", "what did John Cook say?"), ("Who is Cook?", "Who is John Cook?")]
)
def test_a_surname_means_whoever_has_it_in_the_document_that_was_quoted(
    three_cooks: Workshop, question: str, understood: str
) -> None:
    history = [Turn("user", FIRST), three_cooks.pipeline.ask(FIRST).turn()]
    answer = three_cooks.pipeline.ask(question, history)
    assert answer.standalone_question == understood
    assert "b" not in {citation.source for citation in answer.citations}


def test_a_surname_stays_that_of_the_same_person_in_the_next_question(three_cooks: Workshop) -> None:
    history = [Turn("user", FIRST), three_cooks.pipeline.ask(FIRST).turn()]
    asked = "what did cook say about the match?"
    history += [Turn("user", asked), three_cooks.pipeline.ask(asked, history).turn()]
    meant = three_cooks.pipeline.ask("and Oster?", history).standalone_question
    assert meant.startswith("what did John Cook say about Oster?")


def test_whoever_a_document_only_names_is_not_asked_for_their_words(three_cooks: Workshop) -> None:
    three_cooks.add("d", "The bridge in Tarn is red. It is named after Bea Cook, who built the harbour.", "Red bridge")
    asked = "Which bridge in Tarn is red?"
    history = [Turn("user", asked), three_cooks.pipeline.ask(asked).turn()]
    assert three_cooks.pipeline.ask("Who is Cook?", history).standalone_question == "Who is Bea Cook?"
    assert three_cooks.pipeline.ask("What did Cook say?", history).standalone_question == "What did Cook say?"


def test_what_somebody_said_in_the_document_that_was_quoted_comes_before_their_newer_words(three_cooks: Workshop) -> None:
    history = [Turn("user", FIRST), three_cooks.pipeline.ask(FIRST).turn()]
    told, alone = (three_cooks.pipeline.ask("What did John Cook say?", turns) for turns in (history, []))
    assert [citation.source for citation in told.citations] == ["a", "c"]
    assert {citation.source for citation in alone.citations} == {"a", "c"}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did she say?", "she"),
        ("What did the coach say about it?", "the coach"),
        ("What did the Pope say?", None),
        ("What did Cook say?", None),
        ("Where did he go?", None),
    ],
)
def test_a_speaker_is_unnamed_where_a_pronoun_or_a_role_points_at_them(question: str, expected: str | None) -> None:
    assert unnamed_speaker(question) == expected


def test_what_whoever_is_meant_said_on_a_topic_is_asked_of_the_document_just_quoted_only_where_it_has_that(
    workshop: Workshop,
) -> None:
    workshop.add("oil", 'Talks on oil ended. "We expect more oil by autumn," said Peter Lind, the security adviser.')
    workshop.add("war", 'Peter Lind spoke in Oster about the war. "Our soldiers are at risk," Peter Lind said.')
    asked = "Who spoke in Oster?"
    history = [Turn("user", asked), workshop.pipeline.ask(asked).turn()]
    answer = workshop.pipeline.ask("what did he say about oil", history)
    assert answer.citations[0].source == "oil"
    assert answer.standalone_question == "what did Peter Lind say about oil"


def test_whom_a_description_means_is_not_sure_where_it_fits_several(workshop: Workshop) -> None:
    workshop.add("north", '"We dreamed big," said John Cook, the coach, on Monday.')
    assert workshop.pipeline.ask("What did the coach say?").confidence == "sure"
    workshop.add("south", '"It was loud," said Mary Ode, the coach of the other team.')
    answer = workshop.pipeline.ask("What did the coach say?")
    assert (answer.confidence, len(answer.citations)) == ("perhaps", 2)
    assert workshop.pipeline.ask("What did coaches say?").confidence == "sure"


def test_she_is_whom_the_answer_before_names_though_another_woman_speaks_in_its_document(workshop: Workshop) -> None:
    told = "The commission of Lindholm was led by the judge Ann Falk."
    workshop.add("a", f"{told} “It is safe,” said Mary Ode, the mayor.", "Tarn bridge")
    workshop.add("b", "The inquiry ended on Monday. “Nobody looked,” said Ann Falk.", "The end")
    history = [Turn("user", "Who led the commission on the Tarn Bridge?"), Turn("assistant", told)]
    answer = workshop.pipeline.ask("What did she say?", history)
    assert answer.standalone_question == "What did Ann Falk say?"
    assert [citation.source for citation in answer.citations] == ["b"]


def test_he_is_who_was_asked_about_though_the_name_is_mostly_a_woman_s(workshop: Workshop) -> None:
    workshop.add(
        "a", "“It is safe,” said Kim Lund, the mayor. “It is old,” said John Cook. “It is red,” John Cook added.", "Bridge"
    )
    history = [Turn("user", "who is Kim Lund"), workshop.pipeline.ask("who is Kim Lund").turn()]
    assert workshop.pipeline.ask("What did he say?", history).standalone_question.startswith("What did Kim Lund say?")


def test_whom_nobody_named_is_a_guess_after_an_unsure_answer(workshop: Workshop) -> None:
    bridge = workshop.add("a", "The bridge of Tarn is old. “It is safe,” said Mary Ode, the mayor.", "Tarn bridge")
    for hedge, confidence in ((PERHAPS, "perhaps"), ("", "sure")):
        told = Turn("assistant", f"{hedge}\n\nThe bridge of Tarn is old.", (bridge.id,), hedge=hedge)
        answer = workshop.pipeline.ask("What did she say?", [Turn("user", "How old is the bridge of Tarn?"), told])
        assert (answer.confidence, "Mary Ode" in answer.text) == (confidence, True), hedge


def test_when_somebody_said_that_is_told_by_the_day_of_the_document(workshop: Workshop) -> None:
    workshop.add("a", MATCH, "Oster match", published="2021-05-01")
    asked = "What did John Cook say?"
    history = [Turn("user", asked), workshop.pipeline.ask(asked).turn()]
    assert "2021-05-01" in workshop.pipeline.ask("When did he say that?", history).text
    assert "2021-05-01" not in workshop.pipeline.ask(asked).text


def test_what_he_said_in_another_year_is_not_sure_to_be_what_the_document_quotes(workshop: Workshop) -> None:
    match = workshop.add("a", MATCH, "Oster match", published="2021-05-01")
    history = [Turn("user", FIRST), Turn("assistant", MATCH, (match.id,))]
    assert workshop.pipeline.ask("What did he say in 2021?", history).confidence == "sure"
    assert workshop.pipeline.ask("What did he say in 2019?", history).confidence == "perhaps"


def test_when_he_said_that_is_told_of_whoever_he_was_in_the_question_before(workshop: Workshop) -> None:
    said = "The repair will cost 63 million crowns, Tomas Reijnders, the engineer, said."
    closed = (
        "The city of Lindholm closed the Kestrel Bridge to all traffic on Monday after engineers found cracks in its steel."
    )
    workshop.add("a", f"{closed} {said}", "Kestrel Bridge", published="2021-05-01")
    workshop.add("b", "Engineers found cracks in the Oster hall. He put the cost at 41 million crowns.", "Oster hall")
    history: list[Turn] = []
    for question in ("Why was the bridge closed?", "What did he say about the cost?", "When did he say that?"):
        answer = workshop.pipeline.ask(question, history)
        history += [Turn("user", question), answer.turn()]
    assert [citation.quote for citation in answer.citations] == [said]
    assert "2021-05-01" in answer.text


def test_what_somebody_named_said_on_a_topic_is_asked_of_the_document_just_quoted_too(workshop: Workshop) -> None:
    told = "The new radio has a chip. “It thinks before it sings,” Bo Green said of the chip on Monday."
    radio = workshop.add("radio.txt", told, title="A radio")
    for place in ("Oslo", "Turin", "Leeds"):
        told = f"“I will say this about the chip: it was made in {place},” Bo Green said."
        workshop.add(f"{place}.txt", told, title="Chips")
    history = [Turn("user", "What does the new radio have?"), Turn("assistant", "The new radio has a chip.", (radio.id,))]
    answer = workshop.pipeline.ask("What did Green say about the chip?", history)
    assert answer.citations[0].source == "radio.txt"


@pytest.mark.parametrize(
    "told",
    ["Quillon Drath, the clerk of Ostervale.", "He is a clerk.", "Quillon Drath was mayor of Tarn when the bridge was shut."],
)
def test_he_is_nobody_of_a_document_that_has_little_of_what_was_said_before_or_lacks_a_name_of_it(
    workshop: Workshop, told: str
) -> None:
    workshop.add("a", "The mayor of Tarn shut the bridge. “It is not safe,” said John Cook, the clerk.", "Tarn bridge")
    answer = workshop.pipeline.ask("And what did he say?", [Turn("user", "Who is Quillon Drath?"), Turn("assistant", told)])
    assert (answer.status, answer.citations) == ("abstained", ())


def test_he_is_whoever_speaks_in_the_document_whose_words_were_said_before(workshop: Workshop) -> None:
    workshop.add("a", "The mayor of Tarn shut the bridge. “It is not safe,” said John Cook, the clerk.", "Tarn bridge")
    history = [Turn("user", "Why was the bridge shut in Tarn?"), Turn("assistant", "The mayor of Tarn says it is not safe.")]
    assert [each.speaker for each in workshop.pipeline.ask("And what did he say?", history).citations] == ["John Cook"]
