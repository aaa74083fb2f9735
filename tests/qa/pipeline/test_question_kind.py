import pytest

from qa.pipeline.question_kind import question_kind


@pytest.mark.parametrize(
    "message", ["hi", "Hello!", "thanks a lot", "Help", "what can you do?", "Good morning", "who are you?"]
)
def test_a_friendly_word_is_small_talk(message: str) -> None:
    assert question_kind(message).kind == "small_talk"


@pytest.mark.parametrize(
    ("message", "topic"),
    [
        ("inflation", "inflation"),
        ("Xinjiang cotton", "Xinjiang cotton"),
        ("tell me about the bridge", "the bridge"),
        ("Can you show me something about Ann Brown?", "Ann Brown"),
        ("any news on gas prices", "gas prices"),
    ],
)
def test_keywords_ask_for_whatever_there_is_on_a_subject(message: str, topic: str) -> None:
    assert (question_kind(message).kind, question_kind(message).topic) == ("topic", topic)


@pytest.mark.parametrize(
    "message",
    [
        "Who closed the harbour?",
        "why are tensions high",
        "how many warheads does china have",
        "is it true that the harbour was closed",
        "In which year was the bank founded?",
        "The harbour was closed on Monday because of the storm, wasn't it?",
        "list the boats that sank",
    ],
)
def test_all_else_is_a_question(message: str) -> None:
    assert question_kind(message).kind == "question"


@pytest.mark.parametrize(
    "message",
    [
        "Wie viele Sprengköpfe hat China?",
        "¿Cuántas ojivas tiene el país?",
        "中国有多少核弹头",
        "Qui est le maire de la ville ?",
    ],
)
def test_a_question_in_another_language_is_told_apart(message: str) -> None:
    assert question_kind(message).kind == "other_language"
