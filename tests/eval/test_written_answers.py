"""A language model's answers, kept and checked again without it."""

import json
from collections.abc import Sequence
from pathlib import Path

from eval.written_answers import Recording, Repeating, claims_of, verdicts
from qa.types import Answer, Claim
from qa.types.deadline import Deadline

PASSAGE = "Mayor Helen Brown closed the harbour on Monday. Five boats were damaged."
QUESTION = "What did Brown close?"
ROW = {
    "set": "s",
    "id": "q1",
    "messages": [["system", "Be brief."], ["human", f"…\nQuestion: {QUESTION}"]],
    "wrote": "Brown closed the harbour [1]. Nine boats were damaged [1].",
    "cut": False,
    "passages": [{"title": "Harbour", "text": PASSAGE}],
}


def unlike(_: str, texts: Sequence[str]) -> list[float]:
    return [0.0] * len(texts)


def test_what_a_model_wrote_is_checked_again_sentence_by_sentence() -> None:
    assert [(words, claim.verdict) for words, claim in claims_of(ROW, unlike, {})] == [
        ("Brown closed the harbour.", "supported"),
        ("Nine boats were damaged.", "unsupported"),
    ]


def test_the_verdicts_are_those_of_the_answer_that_was_made_of_it() -> None:
    text = "Brown closed the harbour, according to Ann Lee."
    made = Answer(QUESTION, QUESTION, "answered", "m", text, claims=(Claim(0, len(text), "supported", (1,)),))
    assert [words for words, _ in claims_of(ROW, unlike, {QUESTION: made})] == [text]


def test_the_verdicts_are_counted_against_labels_by_hand(tmp_path: Path) -> None:
    labels = tmp_path / "labels.jsonl"
    lines = [{"set": "s", "id": "q1", "sentence": number, "supported": number == 0} for number in (0, 1)]
    labels.write_text("\n".join(map(json.dumps, lines)))
    true, false = verdicts([ROW], labels, unlike, {})
    assert true.startswith("true accepted: 1 of 1")
    assert false.startswith("false flagged: 1 of 1")


def test_a_recorded_answer_is_given_again_to_the_same_question() -> None:
    repeating = Repeating({"Question: What did Brown close?": ("Brown closed it [1].", True)})
    recording = Recording(repeating)
    words = recording.stream((("human", "…\nQuestion: What did Brown close?"),), Deadline(60))
    assert next(words) == "Brown closed it [1]."
    assert next(words, None) is None
    assert (recording.last["wrote"], recording.last["cut"]) == ("Brown closed it [1].", True)
