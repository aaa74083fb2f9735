"""A list is quoted whole where a question asks for many things and its best sentence is of the list."""

import numpy as np
import pytest

from qa.documents.chunking import sentences
from qa.pipeline.quotes.whole_lists import is_fragment, item_around, list_of_fragment, whole_list
from qa.reading import Evidence
from qa.reading.features import Candidate
from qa.store.sql import Passage
from qa.types import Chunk, ScoredChunk, Span

MANUAL = """Nordic climate unit: manual

Pairing a sensor
1. Hold MENU for five seconds.
2. Press the button of the sensor.
   It beeps once. This may take a while.
3. Confirm with OK.

Up to 24 sensors can be paired.

What we offer
* a free veg box every Thursday
* 27 days of holiday

The warranty doesn't cover:

• Damage by lightning, even where the unit was

switched off.

• Sensors of other makers.

Faults
- E1: The fan is blocked.
- E2: The sensor is lost.

Spare parts

Table 1 row 1 | No.; Part; Price

Table 1 row 2 | No.: 11; Part: Fan; Price: £12

Table 1 row 3 | No.: 12; Part: Filter; Price: £4

Cleaning the fan

You need:
- a brush
- a cloth

In this order:

Take care.

1. Unplug the unit.
2. Brush the fan.

These three makers sell sensors:

Nordic of Oster

Lind of Sundby

Okafor of Vik

Lind of Sundby

has sold them since 2019.

Table 2 row 1 | Maker; Town

Table 2 row 2 | Maker: Nordic; Town: Oster

There are three options for the roof:
Option A: 24 panels and a loan. It takes
a week.
Option B: 36 panels, with a battery.
Option C: a firm rents the roof.

Error codes

U1 – no gas. Open the tap.
U4 – no flame. Press reset.

The course

Day 1: pairing.
Day 2: faults.

House rules and things to bring

R1: no phones. R2: no dogs.
R3: a lamp.
- The lamp must be
Full, and
- the lid must be shut. Dust harms it. A lid
Of felt will do.

– Where is the lamp? asked Ivo. He looked up.

J. Brandt made the lamp. It hung in Ghent.

6. Water. Stage 1: a tank. Stage 2: pipes.

A. Fill the tank. It takes an hour.
B. Shut the tap. It may drip.

Ring us at once if you have:

- a fever
- pain that comes back; or
- a rash

8. RECOMMENDATIONS
a) Pipes to be checked. (Depot)
b) A letter of thanks.
"""


def evidence(best: str, heading: str = "") -> Evidence:
    nothing = np.zeros((0, 0), dtype=np.float32)
    at = MANUAL.index(heading)
    chunk = Chunk(at, len(MANUAL), "d-1-0", "d", 0)
    below = tuple(each for each in sentences(MANUAL) if each.start >= at + len(heading))
    passage = Passage(chunk, MANUAL[at:], "Nordic climate unit: manual", "manual.txt", None, below, nothing, nothing)
    sentence = next(each for each in passage.sentences if best in passage.words(each))
    return Evidence(Candidate(passage, ScoredChunk(chunk, 1.0, 0, 1.0, 1.0, 1.0), sentence), 0.5)


def listed(question: str, best: str, heading: str = "") -> list[str]:
    found = whole_list(question, evidence(best, heading), MANUAL)
    assert all(MANUAL[each.start : each.end] == each.quote for each in found)
    return [each.quote for each in found]


STEPS = [
    "1. Hold MENU for five seconds.",
    "2. Press the button of the sensor.\n   It beeps once. This may take a while.",
    "3. Confirm with OK.",
]
MAKERS = ["These three makers sell sensors:", "Nordic of Oster", "Lind of Sundby", "Okafor of Vik"]
PARTS = ["Table 1 row 2 | No.: 11; Part: Fan; Price: £12", "Table 1 row 3 | No.: 12; Part: Filter; Price: £4"]
OFFER = ["a free veg box every Thursday", "27 days of holiday"]
OPTIONS = [
    "There are three options for the roof:",
    "Option A: 24 panels and a loan. It takes\na week.",
    "Option B: 36 panels, with a battery.",
    "Option C: a firm rents the roof.",
]
NOT_COVERED = [
    "The warranty doesn't cover:",
    "Damage by lightning, even where the unit was\n\nswitched off.",
    "Sensors of other makers.",
]


@pytest.mark.parametrize(
    ("question", "best", "items"),
    [
        ("What are the steps to pair a sensor?", "Press the button", STEPS),
        ("pairing steps", "It beeps once", STEPS),
        ("How do I pair a sensor with the climate unit?", "Hold MENU", STEPS),
        ("what do they offer", "27 days", OFFER),
        ("What isn't covered by the warranty?", "The warranty doesn't cover", NOT_COVERED),
        ("Which faults are there?", "The fan is blocked", ["E1: The fan is blocked.", "E2: The sensor is lost."]),
        ("What are the spare parts?", "Part: Filter", PARTS),
        ("list all parts", "Part: Fan", PARTS),
        ("Which makers sell sensors?", "Okafor of Vik", MAKERS),  # the next line is a heading
        ("What options for the roof are there?", "36 panels", OPTIONS),
        ("Which days has the course?", "pairing", ["Day 1: pairing.", "Day 2: faults."]),
        ("What things are there to bring?", "a lamp", ["R1: no phones. R2: no dogs.", "R3: a lamp."]),
        ("Which recommendations came out?", "RECOMMENDATIONS", ["a) Pipes to be checked. (Depot)", "b) A letter of thanks."]),
        ("What are the error codes?", "Press reset", ["U1 – no gas. Open the tap.", "U4 – no flame. Press reset."]),
    ],
)
def test_all_items_are_quoted_where_one_of_them_or_what_announces_them_answers(
    question: str, best: str, items: list[str]
) -> None:
    assert listed(question, best) == items


def test_the_heading_above_steps_may_stand_farther_away() -> None:
    steps = ["1. Unplug the unit.", "2. Brush the fan."]
    assert listed("How do I clean the fan?", "Unplug the unit", "Cleaning the fan") == steps
    assert listed("What do I need to clean the fan?", "Unplug the unit", "Cleaning the fan") == []


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("How long do I hold MENU?", "Hold MENU"),
        ("How many days of holiday do they offer?", "27 days"),
        ("What does E1 mean?", "The fan is blocked"),
        ("What does option B have?", "36 panels"),
        ("How many sensors can I pair?", "Up to 24 sensors"),
        ("Which parts cost less than £5?", "Part: Filter"),
        ("What are the prices of a filter?", "Part: Filter"),
        ("Which things are forbidden?", "a lamp"),  # things of any kind are no list
    ],
)
def test_one_item_stays_alone_where_it_is_all_that_is_asked_for(question: str, best: str) -> None:
    assert listed(question, best) == []


def test_an_item_that_is_no_sentence_is_quoted_with_its_list_and_what_announces_it() -> None:
    found = list_of_fragment(evidence("comes back"), MANUAL)
    assert [each.quote for each in found] == ["Ring us at once if you have:", "a fever", "pain that comes back; or", "a rash"]
    assert list_of_fragment(evidence("27 days"), MANUAL) == ()  # nothing announces it


def test_an_item_without_a_closing_stop_is_no_sentence() -> None:
    told = {best: is_fragment(evidence(best)) for best in ("comes back", "27 days", "other makers", "Up to 24", "Part: Fan")}
    assert told == {"comes back": True, "27 days": True, "other makers": False, "Up to 24": False, "Part: Fan": False}


def test_of_a_document_without_a_text_there_is_no_list() -> None:
    assert list_of_fragment(evidence("27 days"), "") == ()


@pytest.mark.parametrize(
    ("part", "item"),
    [
        ("Press reset", "U4 – no flame. Press reset."),
        ("a week", "Option A: 24 panels and a loan. It takes\na week."),
        ("It beeps once", "2. Press the button of the sensor.\n   It beeps once. This may take a while."),
        ("Up to 24 sensors", None),
        ("Dust harms it", "- the lid must be shut. Dust harms it."),  # what begins behind it goes on in the next line
        ("A lid", None),
        ("The lamp must be", "- The lamp must be"),
        ("He looked up", None),  # talk
        ("It hung in Ghent", None),  # initials
        ("Stage 1: a tank", None),  # an item of its own
        ("It takes an hour", "A. Fill the tank. It takes an hour."),
        ("It may drip", "B. Shut the tap. It may drip."),
    ],
)
def test_a_sentence_of_a_short_item_stands_in_the_whole_item(part: str, item: str | None) -> None:
    at = MANUAL.index(part)
    found = item_around(MANUAL, Span(at, at + len(part)))
    assert (found and found.of(MANUAL)) == item


def test_a_long_item_is_none_to_be_quoted_whole() -> None:
    assert item_around(f"- Oars. {'They are kept dry. ' * 20}", Span(2, 7)) is None
