import pytest

from qa.types import PERHAPS
from tests.support import Workshop

TALKS = (
    'Mayor Ann Brown spoke on Monday. "The harbour will be closed until the new bridge stands," Brown said. Ferries stay '
    'away. "My mother sold fish at this market for thirty years," Brown said. '
    '"We will hire forty teachers for the schools," Brown said.'
)
LOANS = (
    'President Lee spoke of student loans. "Students carry too much debt," Lee said. "No family should sell its house to pay '
    'for college," Lee said.'
)


@pytest.fixture
def talks(workshop: Workshop) -> Workshop:
    workshop.add("talks", TALKS)
    return workshop


def test_the_words_asked_for_come_first_with_whose_they_are(talks: Workshop) -> None:
    answer = talks.pipeline.ask("What did Brown say about hiring teachers for the schools?")
    assert (answer.reader, answer.confidence) == ("statements", "sure")
    assert answer.citations[0].speaker == "Ann Brown"
    assert "forty teachers" in answer.citations[0].quote
    assert len(answer.citations) == 1


def test_an_occasion_chooses_among_what_somebody_said(talks: Workshop) -> None:
    talks.add(
        "storm", 'The storm broke two piers on Friday. After the storm, Brown said, "We have lost two piers and no lives."'
    )
    answer = talks.pipeline.ask("What did Brown say after the storm broke the piers?")
    assert "no lives" in answer.citations[0].quote


def test_words_that_share_one_word_with_the_topic_are_never_surely_on_it(workshop: Workshop) -> None:
    workshop.add("loans", LOANS)
    answer = workshop.pipeline.ask("What did Lee say about the debt ceiling deal with Congress?")
    assert answer.confidence != "sure"
    if answer.status == "answered":
        assert answer.hedge


def test_all_that_has_a_topic_of_one_word_is_quoted_a_page_at_a_time(workshop: Workshop) -> None:
    for number in range(9):
        workshop.add(f"talk {number}", f'"The bridge needs plan {number} before winter," Mayor Ann Brown said on Monday.')
    first = workshop.pipeline.ask("What did Brown say about the bridge?")
    assert first.confidence == "sure"
    assert len(first.citations) == 8
    assert first.cut
    assert "… and 1 more. For the next ask: “What did Brown say about the bridge, page 2”." in first.text
    second = workshop.pipeline.ask("What did Brown say about the bridge, page 2")
    assert len(second.citations) == 1
    assert second.citations[0].quote not in {citation.quote for citation in first.citations}


@pytest.mark.parametrize("topic", ["cryptocurrency", "the tax on boats", "North Korea", "closing the airport"])
def test_words_without_any_of_the_topic_are_never_surely_on_it(talks: Workshop, topic: str) -> None:
    assert talks.pipeline.ask(f"What did Brown say about {topic}?").confidence != "sure"


def test_whose_words_a_question_repeats_is_told_surely(talks: Workshop) -> None:
    talks.add(
        "pier", 'Ben Moss warned of the bridge. "If the harbour is closed, the bridge will cost us the market," Moss said.'
    )
    answer = talks.pipeline.ask("Who said the harbour will be closed until the new bridge stands?")
    assert (answer.reader, answer.confidence, answer.short_answer) == ("statements", "sure", "Ann Brown")
    assert answer.citations[0].quote.startswith('"The harbour will be closed')


def test_who_said_something_is_never_sure_of_words_that_have_half_of_it(talks: Workshop) -> None:
    answer = talks.pipeline.ask("Who said the bridge of gold was stolen by the mayor's brother?")
    assert answer.confidence != "sure"
    assert answer.short_answer is None


def test_who_thought_something_up_isnt_asked_of_what_was_said(workshop: Workshop) -> None:
    workshop.add("strut", 'Paul Cole invented the harbour strut in 1960. "The strut pays for itself," said Ann Lee.')
    assert workshop.pipeline.ask("Who thought up the harbour strut?").reader == "extractive"


def test_somebody_mentioned_a_name_only_where_the_name_stands_in_their_words(workshop: Workshop) -> None:
    workshop.add("launch", '"The launch was marred by rain," said Ann Lee on Friday.')
    workshop.add("planets", "Mars is the fourth planet from the sun.")
    assert workshop.pipeline.ask("Has Lee said anything about Mars?").confidence != "sure"
    assert workshop.pipeline.ask("Has Lee said anything about the rain?").confidence == "sure"


def test_somebodys_landlord_whom_nothing_calls_so_is_read_for(workshop: Workshop) -> None:
    workshop.add("a", "“The roof leaks,” Tom Hill said. The owner promised that the deposit will be paid back in May.")
    assert [each.quote for each in workshop.pipeline.ask("What has our landlord promised?").citations] == [
        "The owner promised that the deposit will be paid back in May."
    ]
    assert workshop.pipeline.ask("What has Quillon Drath promised?").status == "abstained"


def test_what_the_speaker_goes_on_with_after_the_tag_is_quoted_too(workshop: Workshop) -> None:
    workshop.add("turf", "“The turf is bad,” Ann Brown said on Monday. “Nobody enjoys it. Do better.” The game went on.")
    answer = workshop.pipeline.ask("What did Brown say about the turf?")
    assert [citation.quote for citation in answer.citations] == [
        "“The turf is bad,” Ann Brown said on Monday.",
        "“Nobody enjoys it. Do better.”",
    ]


def test_what_somebody_else_said_is_never_likely_what_was_asked_for(workshop: Workshop) -> None:
    workshop.add("turf", "The Oster Football Association met. “The turf of Oster is a shame,” said Ann Brown, a fan.")
    answer = workshop.pipeline.ask("What did the Oster Football Association say about the turf of Oster?")
    assert "a shame" in answer.citations[0].quote
    assert answer.text.startswith(PERHAPS)


def test_who_said_it_is_known_where_somebodys_longer_words_have_it_word_for_word(workshop: Workshop) -> None:
    workshop.add(
        "turf", "“This was a pretty good story, I thought,” Ann Brown said. “The story is good and pretty,” Bo Green said."
    )
    answer = workshop.pipeline.ask("Who said “a pretty good story”?")
    assert (answer.confidence, answer.short_answer) == ("sure", "Ann Brown")


def test_words_with_all_of_the_topic_come_before_the_speakers_words_with_none_of_it(workshop: Workshop) -> None:
    workshop.add(
        "bid",
        "Orla Beck runs the federation. Asked if Norway could accept the Danish team playing on its turf in 2030, Beck said “it"
        " can’t be my personal decision.”\n\nA victory would be games in the second most famous stadium, the Maltby"
        " Arena in occupied Maltby.\n\n“We have time to renovate the Maltby Arena,” Beck said, though it is damaged.",
    )
    answer = workshop.pipeline.ask("what did beck say about the maltby arena")
    assert answer.citations[0].quote.startswith("“We have time")


def test_somebodys_own_words_with_all_of_the_topic_come_before_what_a_namesake_said(workshop: Workshop) -> None:
    workshop.add(
        "stock", "“The season is lost, and buying our stock late is a mistake,” Adam Aron said of the season on Monday."
    )
    workshop.add(
        "meal", "Jules Aron is a coach. “Whoever is buying in season pays less,” she said. “I like it roasted,” Aron said."
    )
    answer = workshop.pipeline.ask("What did Jules Aron say about buying in season?")
    assert {citation.source for citation in answer.citations} == {"meal"}


def test_a_sentence_that_isnt_the_speakers_and_doesnt_name_them_is_never_sure(workshop: Workshop) -> None:
    workshop.add(
        "minutes", "Tom Adams: The pilot run was late.\n\nAnn Lee: Why?\n\nTom Adams: The glue.\n\nAnn Lee: So we wait."
    )
    workshop.add("letter", "I think the budget of the Heron project is too small.")
    answer = workshop.pipeline.ask("What did Tom Adams say about the budget of the Heron project?")
    assert "too small" in answer.citations[0].quote
    assert answer.confidence == "perhaps"


@pytest.mark.parametrize("line", ["From: Luis Ortega", "Yours, Luis Ortega"])
def test_it_isnt_claimed_that_nothing_is_quoted_of_whoever_a_line_tells_to_have_written(workshop: Workshop, line: str) -> None:
    text = f"I looked at the chamber in Leeds.\n\nThe door seal of the chamber is worn.\n\n{line}"
    workshop.add("letter", text)
    answer = workshop.pipeline.ask("What did Luis Ortega say about the seal of the chamber?")
    assert "quote nothing" not in answer.text
    assert answer.confidence != "sure"


def test_where_somebody_elses_words_read_best_those_of_whom_it_asks_about_are_quoted(workshop: Workshop) -> None:
    filler = (
        "The greens of the market grow in long rows beside the river, and the farmers sell them on Saturday mornings. " * 20
    )
    workshop.add("greens", f"Christopher Gardner is a doctor. {filler}\n\n“Danes want greens,” said Gardner. {filler}")
    for number in range(9):
        workshop.add(f"pilots {number}", f"“Christopher told {number} Danes what to say about Danes,” Ann Lee said of Danes.")
    answer = workshop.pipeline.ask("What did Christopher Gardner say about Danes?")
    assert answer.text.startswith(PERHAPS)
    assert [citation.speaker for citation in answer.citations] == ["Christopher Gardner"]


def test_somebodys_words_are_asked_for_in_ones_own_words(talks: Workshop) -> None:
    answer = talks.pipeline.ask("Ann Brown's plans for teachers, her words?")

    assert answer.reader == "statements"
    assert "forty teachers" in answer.citations[0].quote


def test_a_wish_for_words_says_how_it_was_understood(talks: Workshop) -> None:
    answer = talks.pipeline.ask("Brown's verdict on the harbour")

    assert answer.standalone_question == "What did Brown say about the harbour?"
    assert "until the new bridge stands" in answer.citations[0].quote


def test_a_wish_for_the_words_of_whom_nothing_quotes_is_read_as_it_stands(talks: Workshop) -> None:
    wish = "Henrik Lund's take on the harbour"
    answer = talks.pipeline.ask(wish)

    assert answer.standalone_question == wish
    assert answer.confidence != "sure"


def test_a_wish_for_any_words_of_somebody_who_is_named_but_quoted_nowhere_says_so(talks: Workshop) -> None:
    talks.add("visit", "The Norwegian shipowner Henrik Lund visited the market on Friday.")

    assert talks.pipeline.ask("Henrik Lund quotes pls").text == "These documents quote nothing that Henrik Lund said."


def test_words_on_something_else_arent_given_for_those_wished(talks: Workshop) -> None:
    """She said nothing on it, so her words aren't put under her name as if they were on it."""
    wish = "Ann Brown's opinion of the Kyle Rittenhouse trial"
    assert talks.pipeline.ask(wish).text.startswith("Ann Brown said nothing about the Kyle Rittenhouse trial")


def test_words_that_may_be_on_something_else_say_which_name_their_documents_dont_mention(workshop: Workshop) -> None:
    workshop.add("loans", LOANS)
    workshop.add("sights", "Tourists like the Golden Gate Bridge in San Francisco.")

    answer = workshop.pipeline.ask("What did Lee say about student debt in San Francisco?")

    assert (answer.reader, answer.confidence) == ("statements", "perhaps")
    assert answer.notice == "No document quoted here mentions “San Francisco”."


def test_words_wished_in_ones_own_words_are_sure_only_where_reading_is(talks: Workshop) -> None:
    """“What did Brown say about schools?” is surely answered by anything of hers on schools, a narrower wish isn't."""
    assert talks.pipeline.ask("What did Brown say about the market?").confidence == "sure"
    assert talks.pipeline.ask("why does Brown think the market is too expensive").confidence != "sure"


SHORTAGE = (
    "The ferry to Oster stops for the winter. The council ended the ferry's grant in May, and the crew was told on Monday. "
    "“We have nothing to live on,” said Nils Brandt, the captain. “It was our whole life.”"
)


@pytest.mark.parametrize(
    ("question", "confidence"),
    [
        ("What did Brandt say about the ferry's grant?", "sure"),  # all that he is quoted on, and the document opens with it
        ("What did Brandt say about the ferry's passengers?", "perhaps"),
    ],
)
def test_whom_one_document_quotes_is_surely_quoted_on_what_it_opens_with(
    workshop: Workshop, question: str, confidence: str
) -> None:
    workshop.add("ferry", SHORTAGE, "No ferry to Oster this winter")
    answer = workshop.pipeline.ask(question)
    assert answer.citations[0].speaker == "Nils Brandt"
    assert answer.confidence == confidence
