"""The timeline of the library: how many documents there are of each month or year."""

import re

from qa.attribution.answers.subjects import subjects
from tests.support import Workshop
from ui.rendering.library import render_library_overview


def columns(workshop: Workshop) -> list[str]:
    """The height of each column, and "" where there is nothing to choose."""
    drawn = str(render_library_overview(workshop.pipeline.stores.library)).partition('class="periods"')[2]
    return [(re.findall(r"block-size: (\d+)%", line) or [""])[0] for line in drawn.split("<li>")[1:]]


def test_months_without_documents_keep_their_place(workshop: Workshop) -> None:
    for name, day in (("a", "2022-11-03"), ("b", "2022-11-09"), ("c", "2023-02-01")):
        workshop.add(name, f"Text {name} tells of a bridge.", published=day)
    assert columns(workshop) == ["100", "", "", "50"]  # November with two, December and January with none, February with one


def test_many_months_are_drawn_as_years_and_many_years_without_the_empty_ones(workshop: Workshop) -> None:
    workshop.add("a", "Text a tells of a bridge.", published="2019-05-01")
    workshop.add("b", "Text b tells of a bridge.", published="2022-05-01")
    assert columns(workshop) == ["100", "", "", "100"]  # 37 months are more than 36
    workshop.add("c", "Text c tells of a bridge.", published="1850-05-01")
    assert columns(workshop) == ["100", "100", "100"]


def test_a_topic_is_a_whole_name_once_and_no_document_s_own_site(workshop: Workshop) -> None:
    for name, text in (
        ("https://edition.cnn.com/1", "The barge came from St. Louis, and CNN saw it reach the United States."),
        ("https://edition.cnn.com/2", "The barge left for St. Louis, and CNN saw it leave the United States again."),
        ("https://edition.cnn.com/3", "The barge is back, and CNN says that the US is glad."),
    ):
        workshop.add(name, text)
    assert subjects(workshop.pipeline.stores.library, 9) == [("United States", 3), ("St. Louis", 2)]
