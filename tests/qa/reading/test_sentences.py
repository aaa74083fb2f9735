import numpy as np
import pytest

from qa.documents.chunking import sentences
from qa.english.words import content_stems
from qa.reading.features import Candidate
from qa.reading.question import numbered
from qa.reading.sentences import code_meant, item_meant, says_nothing
from qa.store.sql import Passage
from qa.types import Chunk, ScoredChunk
from tests.support import Workshop

BOATS = """The boats of the Leek club, with their bays.

Table 1 row 2 | Boat: Heron; Crew: 2; Bay: 3
Table 1 row 3 | Boat: Teal; Crew: 4; Bay: 7
Table 2 row 2 | Day: Sunday; Open: 7 to 9

E1 – no gas. Open the yellow tap.
E4 – no flame. Press reset once.
Option A: new oars, £90.
Option B: a used boat, £900, with a trailer.
"""


@pytest.mark.parametrize(
    ("text", "nothing"),
    [("Ann Brown in 2018.", True), ("Ann Brown", True), ("Ann Brown: £52", False), ("Ann Brown resigned.", False)],
)
def test_a_caption_or_a_heading_says_nothing_of_its_subject(text: str, nothing: bool) -> None:
    assert says_nothing(text, content_stems("Ann Brown")) is nothing


@pytest.mark.parametrize(
    ("question", "best", "meant"),
    [
        ("What lies in bay 7?", "Boat: Heron", "Boat: Teal"),
        ("What lies in bay 3?", "Boat: Heron", "Boat: Heron"),
        ("Where is the Heron in week 7?", "Boat: Heron", "Boat: Heron"),  # neither has all that the other has
        ("What lies in the bay on Sunday?", "Boat: Heron", "Boat: Heron"),  # a row of another table
        ("What lies in bay 7?", "The boats of", "The boats of"),
        ("how do I restart it after e4", "Open the yellow tap", "E4 – no flame"),
        ("how do I restart it after E1 or E4", "Open the yellow tap", "Open the yellow tap"),
        ("What does option A cost?", "a used boat", "Option A"),
        ("The display shows E4, what do I do?", "Open the yellow tap", "E4 – no flame"),
        ("After E4, who opens the tap?", "Open the yellow tap", "Open the yellow tap"),  # what is only mentioned
        ("I had E4 but now it smells, what do I do?", "Open the yellow tap", "Open the yellow tap"),
        ("Option B is taken, which one isn't old?", "new oars", "new oars"),
        ("Besides option A, what has a trailer?", "a used boat", "a used boat"),
        ("Can I go from option A to the used one?", "a used boat", "a used boat"),  # which tells more than the label
        ("What is new and costs £90?", "a used boat", "a used boat"),  # no label is called
        ("Which option has a trailer?", "a used boat", "a used boat"),  # "a" calls no option
    ],
)
def test_of_rows_and_items_alike_the_one_that_the_question_calls_is_meant(question: str, best: str, meant: str) -> None:
    nothing, chunk = np.zeros((0, 0), dtype=np.float32), Chunk(0, len(BOATS), "d-1-0", "d", 0)
    passage = Passage(chunk, BOATS, "Boats", "boats.txt", None, sentences(BOATS), nothing, nothing)
    found = [Candidate(passage, ScoredChunk(chunk, 1.0, 0, 1.0, 1.0, 1.0), each) for each in passage.sentences]
    first = next(place for place, each in enumerate(found) if best in each.text)
    order = [first, *(place for place in range(len(found)) if place != first)]
    assert meant in found[item_meant(order, found, question)].text


BOILER = (
    """The boiler burns wood and its hopper holds six bags. If it shows E9, the drawer isn't shut. The sensor is an SC-542."""
)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Boiler says E9 – what's wrong with it?", "If it shows E9"),
        ("boiler e9", "If it shows E9"),
        ("what is an sc-542", "The sensor"),
        ("Boiler says E7 – what's wrong with it?", "The boiler burns"),  # told nowhere
        ("Since it showed E9, how much wood does it burn?", "The boiler burns"),  # what is only mentioned
        ("How much does the B12 boiler hold?", "The boiler burns"),  # the title has it
        ("How many bags does the hopper hold?", "The boiler burns"),
    ],
)
def test_of_sentences_about_as_likely_the_one_with_the_code_that_is_asked_for_is_meant(question: str, meant: str) -> None:
    nothing, chunk = np.zeros((0, 0), dtype=np.float32), Chunk(0, len(BOILER), "d-1-0", "d", 0)
    passage = Passage(chunk, BOILER, "Boiler B12", "boiler.txt", None, sentences(BOILER), nothing, nothing)
    found = [Candidate(passage, ScoredChunk(chunk, 1.0, 0, 1.0, 1.0, 1.0), each) for each in passage.sentences]
    assert found[code_meant(range(len(found)), found, question)].text.startswith(meant)


@pytest.mark.parametrize(
    ("question", "quays"),
    [
        ("How much would the repairs of quay 3.4 cost?", ["3.4"]),
        ("how much do the repairs at Quay 4.3 cost", ["4.3"]),
        ("What do the repairs of quay 3.4 and quay 4.4 cost?", ["3.4", "4.4"]),
    ],
)
def test_of_sentences_alike_but_for_their_numbers_those_with_the_questions_number_are_quoted(
    workshop: Workshop, question: str, quays: list[str]
) -> None:
    places = [f"{basin}.{quay}" for basin in (3, 4) for quay in (3, 4)]
    told = [f"The repairs of quay {place} would cost {number + 311} crowns." for number, place in enumerate(places)]
    workshop.add("harbour", " ".join(told))
    quotes = {each.quote for each in workshop.pipeline.ask(question).citations}
    assert quotes
    assert quotes <= {each for place, each in zip(places, told, strict=True) if place in quays}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("quay 3.4", {("quai", "3.4")}),
        ("version 2.0.1 of May 2022", {("version", "2.0.1")}),
        ("after 2020, in 2021, at least 500 and more than 1,200", set()),
    ],
)
def test_a_noun_before_a_number_makes_a_name_of_it(text: str, named: set[tuple[str, str]]) -> None:
    assert numbered(text)[0] == named
