import numpy as np
import pytest

from qa.pipeline.doubts import notice
from qa.store.sql import Passage
from qa.types import Chunk, Citation
from tests.support import Workshop

QUESTION = "Who won the regatta?"


WON = "The regatta was won by the crew of {}."


def told(marker: int, published: str | None, quote: str = "A") -> Citation:
    return Citation(marker, f"d{marker}", "", "a.txt", published, 0, len(quote), quote, None, 0.5, "verbatim")


@pytest.mark.parametrize(
    ("question", "published", "expected"),
    [
        (QUESTION, ["2022-01-20", "2023-01-24"], "[1] was told on 20 January 2022; [2] is newer, of 24 January 2023."),
        (
            QUESTION,
            ["2022-01-20", "2021-03-01", "2023-01-24"],
            "[1] was told on 20 January 2022; [3] is newer, of 24 January 2023.",
        ),
        (QUESTION, ["2023-01-24", "2022-01-20"], None),  # the first is the newest
        (QUESTION, ["2023-01-24T10:00:00", "2023-01-24T18:00:00"], None),  # the same day
        ("Who won the regatta in 2022?", ["2022-01-20", "2023-01-24"], None),  # that year is meant
        (QUESTION, [None, "2023-01-24"], None),  # nobody knows when the first was told
        (QUESTION, [], None),
    ],
)
def test_where_a_newer_document_tells_it_otherwise_both_dates_are_said(
    question: str, published: list[str | None], expected: str | None
) -> None:
    crews = ("Maria Okafor", "Tomas Lind", "Ida Berg")
    citations = [
        told(marker, day, WON.format(crew)) for marker, (day, crew) in enumerate(zip(published, crews, strict=False), start=1)
    ]
    assert notice(question, (), citations) == expected


@pytest.mark.parametrize(
    ("question", "older", "newer"),
    [
        (QUESTION, WON.format("Maria Okafor"), "Okafor's crew won the regatta."),
        ("How much of the freight goes by rail?", "About 30% of freight goes by rail.", "Some 30% of all freight is on rails."),
        ("Did the union strike?", "The union struck on Monday in Bergen.", "The strike of the union in Bergen is over."),
    ],
)
def test_where_a_newer_document_tells_the_same_no_dates_are_said(question: str, older: str, newer: str) -> None:
    assert notice(question, (), [told(1, "2022-11-14", older), told(2, "2022-11-21", newer)]) is None


def test_that_a_document_which_isnt_quoted_has_newer_figures_is_said_by_its_title() -> None:
    nothing = np.zeros(0, dtype=np.float32)
    newer = Passage(Chunk(0, 1, "d:0", "d", 0), "A", "The toll rises", "b.txt", "2023-08-11", (), nothing, nothing)
    said = "[1] was told on 9 August 2023; “The toll rises”, of 11 August 2023, has newer figures."
    assert notice("How many died?", (), [told(1, "2023-08-09")], [newer]) == said
    assert notice("How many died?", (), [told(1, "2023-08-11")], [newer]) is None


def test_an_older_answer_beside_a_newer_one_is_dated(workshop: Workshop) -> None:
    workshop.add("a", "The regatta was won by the crew of Maria Okafor.", published="2021-06-01")
    workshop.add("b", "The regatta was won by the crew of Tomas Lind.", published="2022-06-01")
    answer = workshop.pipeline.ask("Who won the regatta?")
    assert {citation.published for citation in answer.citations} == {"2021-06-01", "2022-06-01"}
    older_first = answer.citations[0].published == "2021-06-01"
    assert answer.notice == ("[1] was told on 1 June 2021; [2] is newer, of 1 June 2022." if older_first else None)


def test_of_figures_that_grew_the_newest_leads_unsurely(workshop: Workshop) -> None:
    workshop.add("a", "The fire in Harlow killed 36 people, the county said.", published="2023-08-09")
    workshop.add("b", "The fire in Harlow killed 115 people, the county said.", published="2023-08-30")
    answer = workshop.pipeline.ask("How many people did the fire in Harlow kill?")
    assert "115" in answer.citations[0].quote
    assert "36" in answer.text
    assert answer.confidence == "perhaps"
    # The same figure told twice is no reason to doubt it, or to change the order.
    workshop.add("a", "The fire in Harlow killed 115 people, the county said on Monday.", published="2023-08-09")
    asking, answer = workshop.pipeline.trace("How many people did the fire in Harlow kill?")
    assert asking.reading is not None
    assert answer.confidence == asking.reading.confidence
    assert answer.citations[0].quote == asking.reading.ranked[0].candidate.text


def test_a_figure_in_words_is_one_too(workshop: Workshop) -> None:
    workshop.add("a", "Three workers died in the fire at the Harlow mill, officials said.", published="2023-08-09")
    workshop.add("b", "Five workers have now died of the fire at the Harlow mill, doctors said.", published="2023-08-30")
    answer = workshop.pipeline.ask("How many workers died in the fire at the Harlow mill?")
    assert "Five" in answer.citations[0].quote
    assert answer.confidence == "perhaps"


def test_a_newer_figure_of_something_else_doesnt_lead(workshop: Workshop) -> None:
    workshop.add("a", "The fire in Harlow killed 36 people, the county said.", published="2023-08-09")
    workshop.add("b", "About 900 people of Harlow are missing after the fire, the county said.", published="2023-08-30")
    answer = workshop.pipeline.ask("How many people did the fire in Harlow kill?")
    assert "36" in answer.citations[0].quote
    assert "30 August 2023" in (answer.notice or "")


def test_an_older_figure_is_unsure_where_a_newer_document_counts_otherwise(workshop: Workshop) -> None:
    workshop.add("a", "The fire in Harlow killed 36 people, the county said.", published="2023-08-09")
    workshop.add("b", "The Harlow fire: 115 people dead, 12 named.", published="2023-08-30", title="Toll")
    answer = workshop.pipeline.ask("How many people did the fire in Harlow kill?")
    assert (answer.confidence, "“Toll”, of 30 August 2023, has newer figures" in (answer.notice or "")) == ("perhaps", True)
