import json
from pathlib import Path

from eval.training.conversation_lessons import conversation_lessons, is_of_conversations
from tests.eval.training.conftest import FERRY


def test_a_follow_up_is_shown_with_its_document_and_what_was_asked_before_and_a_first_question_with_all(
    two_articles: Path, tmp_path: Path
) -> None:
    start = FERRY.text.index("Captain")
    turns = [
        {"question": "When did the Lund ferry stop?", "answer": "in May", "spans": [[0, start - 1]]},
        {"question": "why?", "answer": "a broken shaft", "spans": [[start, FERRY.text.index(" Tickets")]]},
        {"question": "and the crew?", "answer": None, "spans": []},
    ]
    conversation = {
        "id": "c1",
        "document": FERRY.source,
        "turns": [{"type": "bare", "rewrite": f"In full, of the Lund ferry: {turn['question']}", **turn} for turn in turns],
    }
    path = tmp_path / "conversations.jsonl"
    path.write_text(json.dumps(conversation) + "\n", encoding="utf-8")
    assert is_of_conversations(path)

    first, *others = conversation_lessons(path, two_articles, seed=0)

    assert first.question == "In full, of the Lund ferry: When did the Lund ferry stop?"
    assert {shown.passage.title for shown in (*first.right, *first.wrong)} == {"Ferry", "Bridge"}
    follow_ups = [each for each in others if "[" in each.question]
    assert len(follow_ups) == 2  # "why?" and "and the crew?"
    why, crew = follow_ups
    assert "[When did the Lund ferry stop?" in why.question
    assert [shown.passage.sentences[n].of(shown.passage.text) for shown in why.right for n in shown.right] == [
        "Captain Ida Berg blamed a broken shaft."
    ]
    assert not crew.right
    assert {shown.passage.title for each in follow_ups for shown in (*each.right, *each.wrong)} == {"Ferry"}
    assert len(others) == 4  # beside each: as it was understood, by itself, or in full
