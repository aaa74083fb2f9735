from collections.abc import Iterator
from dataclasses import replace

import pytest

from qa.settings import Settings
from qa.store.sql import Library
from qa.types.errors import NotFoundError
from tests.answers import add_document, answering


@pytest.fixture
def library(place: Settings) -> Iterator[Library]:
    with Library.of(place) as opened:
        add_document(opened)
        opened.claim_model("some-model")
        yield opened


def test_feedback_is_kept_with_question_answer_and_versions(place: Settings, library: Library) -> None:
    document = library.document("whales.txt")
    answer = answering("When did it sing?", document, "The old whale sang on Monday.")
    given = library.feedback.add("ann", answer, "down", "  It was Tuesday.\n")
    with Library.of(place) as again:
        (kept,) = again.feedback.list()
    assert kept == given
    assert (kept.owner, kept.verdict, kept.note, kept.answer) == ("ann", "down", "It was Tuesday.", answer)
    assert (kept.versions.embedding_model, kept.versions.library_revision) == ("some-model", library.revision)
    assert kept.documents == {document.id: document.sha256}


def test_a_second_verdict_on_the_same_answer_replaces_the_first(library: Library) -> None:
    answer = answering("Who?", library.document("whales.txt"), "The old whale sang on Monday.")
    library.feedback.add("ann", answer, "down", "no")
    library.feedback.add("ann", replace(answer, timings_ms={"total": 7.0}), "up")
    library.feedback.add("bob", answer, "down")
    assert [(entry.owner, entry.verdict, entry.note) for entry in library.feedback.list("ann")] == [("ann", "up", "")]
    assert {entry.owner for entry in library.feedback.list()} == {"ann", "bob"}


def test_a_note_can_be_replaced_and_feedback_removed(library: Library) -> None:
    entry = library.feedback.add("ann", answering("Who?", library.document("whales.txt")), "down")
    assert library.feedback.annotate(entry.id, "answer: Porter").note == "answer: Porter"
    assert library.feedback.get(entry.id).note == "answer: Porter"
    library.feedback.remove(entry.id)
    assert library.feedback.list() == ()
    for attempt in (library.feedback.get, library.feedback.remove, lambda name: library.feedback.annotate(name, "")):
        with pytest.raises(NotFoundError, match="qa feedback list"):
            attempt(entry.id)


def test_what_one_person_thinks_of_an_answer_is_found_by_the_answer(library: Library) -> None:
    answer = answering("Who?", library.document("whales.txt"), "The old whale sang on Monday.")
    given = library.feedback.add("ann", answer, "up", "Yes.")
    assert library.feedback.of("ann", replace(answer, timings_ms={"total": 7.0})) == given
    assert library.feedback.of("bob", answer) is None
    assert library.feedback.of("ann", replace(answer, text="Something else.")) is None


def test_feedback_is_listed_in_pages_and_counted(library: Library) -> None:
    for number in range(5):
        answer = answering(f"Question {number}?", library.document("whales.txt"))
        library.feedback.add("ann" if number else "bob", answer, "down" if number % 2 else "up")
    newest = library.feedback.list()
    assert library.feedback.list(offset=1, limit=2) == newest[1:3]
    assert [entry.verdict for entry in library.feedback.list("ann", verdict="up")] == ["up", "up"]
    assert [library.feedback.count(), library.feedback.count("ann"), library.feedback.count("ann", verdict="down")] == [5, 4, 2]
    assert library.feedback.list(offset=5) == ()
