"""What is asked of a document itself is told apart from what is asked of what it tells."""

import pytest

from qa.pipeline.kinds.document_facts import Fact
from qa.pipeline.kinds.question_kind import question_kind


@pytest.mark.parametrize(
    ("message", "fact", "topic"),
    [
        ("Who wrote this article?", "author", ""),
        ("who is the author of the document", "author", ""),
        ("Could you tell me who wrote this report, please?", "author", ""),
        ("who was this story written by", "author", ""),
        ("What's this article's byline?", "author", ""),
        ("When was the article published?", "date", ""),
        ("how old is this article", "date", ""),
        ("what is the date of this newsletter", "date", ""),
        ("When was the article about the new tram published?", "date", "the new tram"),
        ("could you tell me when this article was published", "date", ""),
        ("Which newspaper published this article?", "source", ""),
        ("give me the link to this article", "source", ""),
        ("where does this article come from", "source", ""),
        ("How long is this document?", "length", ""),
        ("how many pages does this pdf have", "length", ""),
    ],
)
def test_a_fact_of_a_document_is_understood(message: str, fact: Fact, topic: str) -> None:
    kind = question_kind(message)
    assert (kind.kind, kind.fact, kind.topic) == ("fact", fact, topic)


@pytest.mark.parametrize(
    "message",
    [
        "Who wrote the report?",  # some report that an article tells of
        "who wrote the letter to the council",
        "When was the bridge built?",
        "How long is the new bridge?",
        "how long is this contract",  # how long it lasts
        "When was it published?",  # a book, perhaps: what it is depends on the talk
        "What is the source of inflation?",
        "Who is the author of the bill?",
        "Which newspaper reported the theft?",
        "When was the report on the bridge published?",
        "how old is she",
    ],
)
def test_what_documents_tell_is_no_fact_of_a_document(message: str) -> None:
    assert question_kind(message).fact is None
