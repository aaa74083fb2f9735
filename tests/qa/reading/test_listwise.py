from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from qa.embedding import fours
from qa.reading import evidence, listwise
from qa.reading.listwise import listwise_reader
from qa.reading.looks import SideBySide
from qa.reading.spans import Readable, ReadPassage
from qa.retrieval import HybridRetriever
from tests.support import Workshop, assert_damage_is_named, packed_size

SENTENCES = (
    ("Ferry", "The ferry to Lund stopped in May."),
    ("Ferry", "Captain Ida Berg blamed a broken shaft."),
    ("Ferry", "Tickets are refunded until the end of June."),
    ("Bridge", "The bridge of Genoa was opened in 1999."),
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Why did the ferry to Lund stop?", 1),
        ("Until when can passengers of the ferry get their money back?", 2),
        ("When did the boat service to Lund end?", 0),
        ("In which year did people first cross the bridge of Genoa?", 3),
    ],
)
def test_the_sentence_that_answers_is_the_best_of_those_side_by_side_also_in_other_words(question: str, answer: int) -> None:
    shown = SideBySide.of(SENTENCES)
    [read] = listwise_reader().read(question, [shown])
    scores = [told.logit for place in shown.places if (told := read.sentence(place))]
    assert len(scores) == len(SENTENCES)
    assert scores.index(max(scores)) == answer


def test_it_reads_the_same_with_one_core_as_with_more(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = np.array([101, *range(2000, 2180), 102])
    read = []
    for count in (1, 3):
        monkeypatch.setattr(fours, "cores", lambda count=count: count)
        read.append(listwise.packed_model.__wrapped__()(ids, ids))
    assert np.array_equal(*read)


@pytest.mark.parametrize(("count", "threads"), [(1, 1), (3, 3), (64, 4)])
def test_its_products_are_shared_among_up_to_four_cores(count: int, threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr(fours, "cores", lambda: count)
    monkeypatch.setattr(fours, "open_session", lambda _graph, _weights, threads: opened.append(threads))
    listwise.packed_model.__wrapped__()
    assert opened == [threads]


def test_a_damaged_model_is_named_and_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_damage_is_named(listwise, listwise.packed_model.__wrapped__, tmp_path, monkeypatch)


def test_the_model_has_at_most_forty_megabytes() -> None:
    assert packed_size(listwise) <= 40_000_000


def test_the_second_look_is_this_reader_s(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop.add("a", " ".join(text for _, text in SENTENCES), title="Ferry")
    shown: list[str] = []

    class Recording:
        def read(self, question: str, passages: Sequence[Readable]) -> list[ReadPassage]:
            shown.extend(passage.text for passage in passages)
            return listwise_reader().read(question, passages)

    monkeypatch.setattr(evidence, "listwise_reader", Recording)
    question, pipeline = "Why did the ferry to Lund stop?", workshop.pipeline
    retriever = HybridRetriever(pipeline.stores)
    found = retriever.retrieve(question, pipeline.embedder.embed_question(question), 8)
    reading = evidence.EvidenceReader(pipeline.stores.library, 8).read(found)
    assert shown == ["".join(f"Ferry: {text}\n" for _, text in SENTENCES)]
    assert reading.ranked[0].candidate.text == SENTENCES[1][1]
