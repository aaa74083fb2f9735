import pytest

from tests.support import Workshop

FLOOD = (
    "The flood at Elmford filled forty cellars on Sunday. "
    '"Residents should stay away from the flood and boil their water," Police Chief Carl Moss said. '
    'Ann Lee, an Elmford resident, lost her piano. "The flood came up the stairs like a cat," Lee said. '
    'Rob Hart, a former nurse and now a baker, opened his shop to all. "I gave the bread away," Hart said.'
)


@pytest.fixture
def flood(workshop: Workshop) -> Workshop:
    workshop.add("flood", FLOOD, title="Flood at Elmford fills cellars")
    return workshop


def test_whoever_is_called_a_resident_says_what_residents_say(flood: Workshop) -> None:
    answer = flood.pipeline.ask("What do residents say about the Elmford flood?")
    assert [each.speaker for each in answer.citations] == ["Ann Lee"]
    assert "**Ann Lee**, Elmford resident, said: " in answer.text
    assert answer.confidence == "sure"


def test_one_of_a_kind_is_no_one_of_that_name(flood: Workshop) -> None:
    flood.add("fisher", '"The river is too high for trout," Mayor Bob Baker said of the flood at Elmford.')
    answer = flood.pipeline.ask("What did a baker say about the Elmford flood?")
    assert [each.speaker for each in answer.citations] == ["Rob Hart"]


def test_what_somebody_was_before_they_are_no_more(flood: Workshop) -> None:
    answer = flood.pipeline.ask("What did nurses say about the Elmford flood?")
    assert answer.confidence != "sure"
    former = flood.pipeline.ask("What did a former nurse say about the Elmford flood?")
    assert [each.speaker for each in former.citations] == ["Rob Hart"]


def test_where_nobody_is_called_so_others_are_quoted_unsurely(flood: Workshop) -> None:
    answer = flood.pipeline.ask("What do plumbers say about the Elmford flood?")
    assert answer.confidence == "perhaps"
    assert answer.notice == "Nobody quoted on this here is called “plumbers”."


def test_words_that_have_nothing_of_the_topic_are_told_unsurely(flood: Workshop) -> None:
    answer = flood.pipeline.ask("What do bakers say about the Elmford flood?")
    assert [each.speaker for each in answer.citations] == ["Rob Hart"]
    assert answer.confidence == "perhaps"


def test_a_report_that_quotes_nobody_may_be_of_those_who_are_asked(workshop: Workshop) -> None:
    workshop.add("survey", "The roof is sound and needs no repair for ten years.", title="Survey of the roof")
    answer = workshop.pipeline.ask("What did the surveyors say about the roof?")
    assert "is called" not in (answer.notice or "")


def test_a_group_is_surely_heard_only_on_what_it_is_asked_about(flood: Workshop) -> None:
    flood.add("school", '"The new school needs a roof," said Eve Stone, a Bergen resident.', title="A school for Bergen")
    answer = flood.pipeline.ask("What do residents say about the Bergen bridge?")
    assert answer.confidence != "sure"


def test_those_meant_are_called_all_that_is_asked_or_they_are_told_unsurely(flood: Workshop) -> None:
    answer = flood.pipeline.ask("What do flooded residents say about the Elmford cellars?")
    assert answer.confidence != "sure"


def test_one_of_many_and_whoever_is_spelt_as_the_british_do_is_of_the_group(flood: Workshop) -> None:
    flood.add(
        "mill",
        '"The mill burnt for a week," said Nils Brandt, one of 40 firefighters at the Oster mill.',
        title="Oster mill burns",
    )
    flood.add("dog", '"The dog barks all night," said Ida Vey, a neighbor of the Oster kennel.', title="The Oster kennel")
    fire = flood.pipeline.ask("What did a firefighter say about the Oster mill?")
    assert [each.speaker for each in fire.citations] == ["Nils Brandt"]
    assert fire.notice is None
    kennel = flood.pipeline.ask("What did neighbours say about the Oster kennel?")
    assert [each.speaker for each in kennel.citations] == ["Ida Vey"]
    assert kennel.notice is None
