"""A model's answer: streamed, plain, checked and cited by the sentence; and follow-ups in its words."""

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest

from qa.pipeline.follow_ups import understood
from qa.types import Answered, Piece, Turn, Working
from tests.support import RunQa

QUESTION = "How much of the world's emissions does China contribute?"


def test_each_sentence_is_cited_at_the_sentence_that_supports_it(scripted: Callable[..., Any]) -> None:
    pipeline, _ = scripted(
        lambda reply: reply.says(
            "China contributes 30 percent of the world's emissions [1]. Its factories close on Sundays [1]."
        )
    )
    answer = pipeline.ask(QUESTION)
    assert answer.reader == "openai:scripted"
    assert answer.text.endswith("China contributes 30 percent of the world's emissions. [1] Its factories close on Sundays.")
    first, second = answer.claims
    assert (first.of(answer.text), first.verdict, first.markers) == (
        "China contributes 30 percent of the world's emissions.",
        "supported",
        (1,),
    )
    assert (second.of(answer.text), second.verdict, second.markers) == ("Its factories close on Sundays.", "unsupported", ())
    assert [c.quote for c in answer.citations] == [
        "China contributes 30% of the world’s emissions and has announced its goal to achieve carbon neutrality before 2060."
    ]


def test_a_marker_to_nothing_is_removed_and_one_to_the_wrong_passage_put_right(scripted: Callable[..., Any]) -> None:
    pipeline, _ = scripted(lambda reply: reply.says("China contributes 30% of the world’s emissions [4][99]."))
    answer = pipeline.ask(QUESTION)
    assert answer.text.endswith("China contributes 30% of the world’s emissions. [1]")
    assert "30%" in answer.citations[0].quote


def test_words_arrive_while_the_model_is_still_writing(scripted: Callable[..., Any]) -> None:
    arrived = threading.Event()
    order: list[str] = []

    def script(reply: Any) -> None:
        reply.begins()
        reply.piece("China contributes ")
        assert arrived.wait(60)
        order.append("the model goes on")
        reply.piece("30% of the world's emissions [1].")
        reply.ends()

    pipeline, _ = scripted(script)
    for event in pipeline.stream(QUESTION):
        if isinstance(event, Piece) and not arrived.is_set():
            order.append("the first word is here")
            arrived.set()
    assert order == ["the first word is here", "the model goes on"]
    assert isinstance(event, Answered)


def test_the_stages_of_a_written_answer_come_in_order(scripted: Callable[..., Any]) -> None:
    pipeline, _ = scripted(lambda reply: reply.says("China contributes 30% of the world's emissions [1]."))
    stages = [event.stage for event in pipeline.stream(QUESTION) if isinstance(event, Working)]
    assert stages == ["contextualise", "retrieve", "read", "write", "check"]


def test_closing_the_stream_hangs_up_on_the_model(scripted: Callable[..., Any]) -> None:
    def script(reply: Any) -> None:
        reply.begins()
        while True:
            reply.piece("and so on ")

    pipeline, server = scripted(script)
    events = pipeline.stream(QUESTION)
    while not isinstance(next(events), Piece):
        pass
    events.close()
    assert server.hung_up.wait(60)


def test_no_link_image_or_markup_comes_through_neither_streamed_nor_in_the_end(scripted: Callable[..., Any]) -> None:
    pipeline, _ = scripted(
        lambda reply: reply.says(
            "China contributes **30%** of the wor",
            "ld's emissions [1]. See ![x](https://evil.example/?q=",
            "secret) or <b>this</b>.",
        )
    )
    *events, last = pipeline.stream(QUESTION)
    for text in ("".join(event.text for event in events if isinstance(event, Piece)), last.answer.text):
        assert not set("<>*!") & set(text)
        assert "evil" not in text
        assert "](" not in text
    assert [claim.verdict for claim in last.answer.claims] == ["supported", "unsupported"]


def test_passages_are_numbered_best_first_between_two_lines_that_no_document_can_hold(scripted: Callable[..., Any]) -> None:
    pipeline, server = scripted(lambda reply: reply.says("China contributes 30% of the world's emissions [1]."))
    pipeline.ask(QUESTION)
    system, user = (message["content"] for message in server.asked[0]["messages"])
    fence, first, *_ = user.split("\n")
    assert user.count(fence) == 2
    assert fence in system
    assert first.startswith("[1] ")
    assert "30% of the world’s emissions" in first
    assert user.endswith(f"Question: {QUESTION}")


def test_passages_are_cut_to_what_stands_around_their_best_sentences_where_the_context_is_small(
    scripted: Callable[..., Any],
) -> None:
    def shown(**settings: int) -> list[str]:
        pipeline, server = scripted(lambda reply: reply.says("China contributes 30% of the world's emissions [1]."), **settings)
        pipeline.ask(QUESTION)
        return [line for line in server.asked[0]["messages"][1]["content"].split("\n") if line.startswith("[")]

    short, whole = shown(llm_context=1000, llm_max_tokens=64), shown(llm_context=8192)
    assert "30% of the world’s emissions" in short[0]
    assert sum(map(len, short)) < sum(map(len, whole))


def test_a_reply_that_only_points_at_passages_is_their_best_sentences(scripted: Callable[..., Any]) -> None:
    pipeline, _ = scripted(lambda reply: reply.says("[1]"))
    answer = pipeline.ask(QUESTION)
    assert answer.reader == "openai:scripted"
    assert [(claim.verdict, claim.of(answer.text)) for claim in answer.claims] == [("verbatim", answer.citations[0].quote)]
    assert answer.citations[0].quote == pipeline.ask(QUESTION, language_model=False).citations[0].quote


HISTORY = [Turn("user", "How many warheads does North Korea have?"), Turn("assistant", "North Korea has 15-60 warheads.")]


@pytest.mark.parametrize(
    ("written", "accepted"),
    [
        ("Where could North Korea's warheads reach?", True),
        ("What areas could North Korea's warheads reach?", False),  # "areas" is nobody's word
        ("Where could North Korea's warheads go?", False),  # "reach" is lost
        ("Where could Iran's warheads reach?", False),
        ("North Korea's warheads could reach.", False),  # no question
        ("Where could they reach?\nNorth Korea.", False),
    ],
)
def test_a_rewriting_that_loses_or_invents_words_gives_way_to_the_rules(
    scripted: Callable[..., Any], written: str, accepted: bool
) -> None:
    asked, _ = scripted(lambda reply: reply.says(written))
    expected = written if accepted else understood("Where could they reach?", HISTORY).text
    assert asked.ask("Where could they reach?", HISTORY).standalone_question == expected


def test_a_literal_question_is_not_rewritten_by_the_model(scripted: Callable[..., Any]) -> None:
    pipeline, server = scripted(lambda reply: reply.says("Not in these documents."))
    assert pipeline.ask("Where could they reach?", HISTORY, literal=True).standalone_question == "Where could they reach?"
    assert len(server.asked) <= 1


def test_the_terminal_marks_what_the_documents_do_not_say(
    qa_here: RunQa, library_dir: Any, scripted: Callable[..., Any]
) -> None:
    _, server = scripted(
        lambda reply: reply.says("China contributes 30% of the world's emissions [1]. Its factories close on Sundays.")
    )
    settings = {"QA_DATA_DIR": str(library_dir), "QA_LLM": "openai:scripted", "QA_LLM_BASE_URL": server.base_url}
    shown = qa_here("ask", QUESTION, **settings).stdout
    assert "China contributes 30% of the world's emissions. [1] Its factories close on Sundays. (not in the documents)" in shown
    claims = json.loads(qa_here("ask", QUESTION, "--json", **settings).stdout)["claims"]
    assert [claim["verdict"] for claim in claims] == ["supported", "unsupported"]


def test_a_few_words_of_a_sentence_are_answered_with_the_whole_of_it(scripted: Callable[..., Any]) -> None:
    pipeline, _ = scripted(lambda reply: reply.says("30% of the world’s emissions [2]"))
    answer = pipeline.ask(QUESTION)
    assert answer.claims[0].of(answer.text) == answer.citations[0].quote
    assert answer.citations[0].quote.startswith("China contributes 30% of the world’s emissions and has announced")


def test_markers_alone_stand_for_the_best_sentence_of_the_passages_they_name(scripted: Callable[..., Any]) -> None:
    pipeline, _ = scripted(lambda reply: reply.says("[1]"))
    answer = pipeline.ask(QUESTION)
    assert (answer.reader, answer.claims[0].verdict) == ("openai:scripted", "verbatim")
    assert answer.citations[0].quote.startswith("China contributes 30%")
    elsewhere, _ = scripted(lambda reply: reply.says("[99]"))
    assert elsewhere.ask(QUESTION).reader == "extractive"
