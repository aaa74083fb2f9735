import numpy as np

from qa.reading.features import QuestionFeatures
from qa.reading.looks import first_look
from qa.retrieval import Retrieved
from qa.store.sql import Passage
from qa.types import Chunk, ScoredChunk

_NOTHING = np.empty((0, 2), dtype=np.float32)


def found(*rows: tuple[str, str, float, float]) -> Retrieved:
    """Passages of (document, text, score, cosine of the best sentence), in this order."""
    chunks, passages = [], []
    for number, (document, text, score, nearest) in enumerate(rows):
        chunk = Chunk(0, len(text), f"{document}:{number}", document, number)
        chunks.append(ScoredChunk(chunk, score, number, 0.0, nearest, 0.0))
        passages.append(Passage(chunk, text, "", "a.txt", None, (), np.zeros(2, dtype=np.float32), _NOTHING))
    return Retrieved("How tall is the lighthouse?", np.zeros(2, dtype=np.float32), tuple(chunks), tuple(passages))


def texts(retrieved: Retrieved) -> list[str]:
    assert [chunk.chunk for chunk in retrieved.chunks] == [passage.chunk for passage in retrieved.passages]
    return [passage.text for passage in retrieved.passages]


ASKED = QuestionFeatures.of("How tall is the lighthouse?", {}, 100)


def test_a_passage_with_the_questions_words_goes_before_one_without_them() -> None:
    retrieved = found(("a", "The sea.", 0.5, 0.5), ("b", "The tall lighthouse.", 0.5, 0.5), ("c", "A ship.", 0.5, 0.5))
    assert texts(first_look(retrieved, ASKED, 1)[0]) == ["The tall lighthouse."]


def test_a_passage_profits_from_the_best_one_of_its_document() -> None:
    # By themselves 0.5 + 0.78 · 0.3 = 0.734 and 0.55 + 0.78 · 0.3 = 0.784; but the first has a neighbour of score 0.8.
    retrieved = found(("a", "Its keeper.", 0.3, 0.5), ("b", "A ship.", 0.3, 0.55), ("a", "The tall lighthouse.", 0.8, 0.8))
    assert texts(first_look(retrieved, ASKED, 2)[0]) == ["Its keeper.", "The tall lighthouse."]


def test_those_that_are_read_stay_in_the_order_in_which_they_were_found() -> None:
    retrieved = found(("a", "First.", 0.2, 0.2), ("b", "Second.", 0.1, 0.1), ("c", "Third.", 0.9, 0.9))
    assert texts(first_look(retrieved, ASKED, 2)[0]) == ["First.", "Third."]


def test_of_eight_passages_that_are_looked_into_the_six_most_promising_are_read() -> None:
    retrieved = found(*((str(n), f"Passage {n}.", 0.1, 0.1 * n) for n in range(10)))
    looked_into, worth = first_look(retrieved, ASKED, 8)
    assert texts(looked_into) == [f"Passage {n}." for n in range(2, 10)]
    assert worth == (False, False, True, True, True, True, True, True)


def test_a_passage_of_another_year_than_the_question_names_goes_behind_one_of_it() -> None:
    asked = QuestionFeatures.of("Who won the 2022 regatta?", {}, 100)
    # By themselves 0.7 and 0.5; the first costs 0.3, since it has no 2022.
    retrieved = found(("a", "Who will win the 2023 regatta?", 0.0, 0.7), ("b", "The 2022 regatta was won by Lind.", 0.0, 0.5))
    assert texts(first_look(retrieved, asked, 1)[0]) == ["The 2022 regatta was won by Lind."]
