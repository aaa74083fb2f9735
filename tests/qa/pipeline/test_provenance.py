"""What is asked of the answer before: which document says so, and when that was."""

import pytest

from qa.pipeline.provenance import asked_of_answer
from qa.types import PERHAPS, Answer, Turn
from qa.types.answers import QUOTING_READERS
from tests.support import Workshop

BRIDGE = "The bridge over the Leek cost 3 million euros. It was opened on Monday by Ann Lee. A ferry ran there before."


@pytest.fixture
def bridge(workshop: Workshop) -> Workshop:
    workshop.add("https://example.org/bridge", BRIDGE, title="A bridge for Leek", published="2023-03-09")
    workshop.add("soup.txt", "Soup is made of water and leeks. It takes an hour.", title="Soup")
    return workshop


def after(workshop: Workshop, first: str, message: str) -> Answer:
    answer = workshop.pipeline.ask(first)
    documents = tuple(dict.fromkeys(each.document_id for each in answer.citations))
    return workshop.pipeline.ask(message, [Turn("user", first), Turn("assistant", answer.text, documents, answer.hedge)])


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("Source?", "where"),
        ("which article says that", "where"),
        ("Can you give me the link, please?", "where"),
        ("where does it say so?", "where"),
        ("when was this?", "when"),
        ("And when did that happen?", "when"),
        ("is that still true", "when"),
        ("When was the bridge opened?", None),
        ("What is the source of the Nile?", None),
        ("who says that it is closed", None),
    ],
)
def test_only_what_asks_of_the_answer_itself_is_taken(message: str, asked: str | None) -> None:
    assert asked_of_answer(message) == asked


def test_the_source_is_told_with_its_address_and_the_words(bridge: Workshop) -> None:
    told = after(bridge, "How much did the bridge over the Leek cost?", "Which article says that?")
    assert told.confidence == "sure"
    assert told.reader in QUOTING_READERS  # or the app would say that a model of this name wrote it
    assert told.text.startswith("It is quoted from 1 document, https://example.org/bridge:")
    assert [(each.title, each.quote) for each in told.citations] == [
        ("A bridge for Leek", "The bridge over the Leek cost 3 million euros.")
    ]


def test_the_day_is_that_of_the_words_and_of_the_document(bridge: Workshop) -> None:
    # Monday before Thursday 9 March 2023 was the 6th.
    opened = after(bridge, "Who opened the bridge over the Leek?", "When was that?")
    assert opened.text.startswith("It says “Monday”, likely 6 March 2023; its document is of 9 March 2023:")
    cost = after(bridge, "How much did the bridge over the Leek cost?", "When was that?")
    assert cost.text.startswith("It names no day; its document is of 9 March 2023:")


def test_the_day_of_an_unsure_answer_is_as_unsure(bridge: Workshop) -> None:
    bridge_is = bridge.pipeline.ask("Who opened the bridge over the Leek?")
    turns = [Turn("user", "Who?"), bridge_is.hedged(PERHAPS).turn()]
    told = bridge.pipeline.ask("When was that?", turns)
    assert told.text.startswith(f"{PERHAPS}\n\nIt says “Monday”")
    assert told.confidence == "perhaps"


def test_the_day_of_what_was_quoted_beside_it_is_told(bridge: Workshop) -> None:
    cited = bridge.pipeline.ask("Who opened the bridge over the Leek?").citations[0]
    text = "The bridge over the Leek cost 3 million euros. [1]\n\nIt was opened on Monday by Ann Lee. [2]"
    told = bridge.pipeline.ask("When was that?", [Turn("user", "How much?"), Turn("assistant", text, (cited.document_id,))])
    beside = "It names no day; its document is of 9 March 2023; beside it “Monday”, likely 6 March 2023 was quoted:"
    assert beside in told.text
    assert (len(told.citations), told.confidence) == (2, "perhaps")


def test_without_an_answer_that_quotes_something_it_is_asked_of_the_documents(bridge: Workshop) -> None:
    assert bridge.pipeline.ask("Source?").reader != "provenance"
    refused = [Turn("user", "Who built it?"), Turn("assistant", "Not in these documents.")]
    assert bridge.pipeline.ask("Source?", refused).reader != "provenance"
