"""Every answer says who wrote it."""

from dataclasses import replace

import pytest

from qa.pipeline import EXTRACTIVE, Pipeline
from qa.service.export import author_of, model_of
from qa.types import Answer
from qa.types.answers import QUOTING_READERS

QUOTED = Answer("Who?", "Who?", "answered", EXTRACTIVE, "Ann sang.")


@pytest.mark.parametrize(
    ("reader", "status", "author"),
    [
        ("openai:llama3.2:3b", "answered", "Written by llama3.2:3b"),
        ("langchain:Parrot", "answered", "Written by Parrot"),
        ("parrot", "answered", "Written by parrot"),
        ("openai:llama3.2", "abstained", "llama3.2 found no answer in the sources"),
        (EXTRACTIVE, "abstained", ""),
    ],
)
def test_a_model_is_named_without_its_provider(reader: str, status: str, author: str) -> None:
    assert author_of(replace(QUOTED, reader=reader, status=status)) == author


@pytest.mark.parametrize(
    "question",
    [
        "How many warheads does North Korea have?",
        "What did Porter say?",
        "What are the key points?",
        "How many documents mention China?",
        "Compare what Porter and Manning said",
        "Timeline",
        "Who is Yang Jiechi?",
    ],
)
def test_whatever_is_asked_without_a_model_is_an_extract(pipeline: Pipeline, question: str) -> None:
    answer = pipeline.ask(question)
    assert answer.reader in QUOTING_READERS
    assert model_of(answer) is None
    assert author_of(answer) == ("Extract from the sources" if answer.citations else "")


def test_a_greeting_is_nobodys_extract(pipeline: Pipeline) -> None:
    assert author_of(pipeline.ask("Hello")) == ""
