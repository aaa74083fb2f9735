"""Whatever a language model does, there is an answer and one sentence that says why it isn't the model's."""

import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest

from qa.pipeline import Pipeline
from qa.settings import Settings
from qa.types import Answer, Answered, Piece
from tests.qa.pipeline.writing.scripted import Reply
from tests.support import RunQa

QUESTION = "How much of the world's emissions does China contribute?"
TRUE = "China contributes 30% of the world's emissions [1]."


def ask(pipeline: Pipeline) -> Answer:
    return pipeline.ask(QUESTION)


def is_extractive(answer: Answer) -> bool:
    return answer.reader == "extractive" and answer.status == "answered" and {c.verdict for c in answer.claims} == {"verbatim"}


FAILURES: dict[str, tuple[Callable[[Reply], None], str]] = {
    "rate limit": (lambda reply: reply.fails(429, "slow down"), "has had too many requests for now"),
    "wrong key": (
        lambda reply: reply.fails(401, "Incorrect API key provided: sk-abc123secret"),
        "refuses the key in OPENAI_API_KEY",
    ),
    "unknown model": (lambda reply: reply.fails(404, "no such model"), "there is no openai:scripted"),
    "server error": (lambda reply: reply.fails(500, "out of memory"), "failed with status 500"),
    "overflow": (
        lambda reply: reply.fails(400, "maximum context length is 512 tokens", "context_length_exceeded"),
        "its context to what it reads (setting QA_LLM_CONTEXT)",
    ),
    "overflow, llama.cpp": (
        lambda reply: reply.fails(400, "the request exceeds the available context size"),
        "its context to what it reads (setting QA_LLM_CONTEXT)",
    ),
    "stop half-way": (lambda reply: reply.says("China contributes ", "30% of", reason=None), "stopped half-way"),
    "empty reply": (lambda reply: reply.says(""), "wrote nothing"),
    "only white space": (lambda reply: reply.says(" \n", "\n"), "wrote nothing"),
    "invented": (
        lambda reply: reply.says("The moon is made of green cheese [1]."),
        "nothing that openai:scripted wrote is supported",
    ),
    "invented number": (
        lambda reply: reply.says("China contributes 40% of the world's emissions [1]."),
        "nothing that openai:scripted wrote is supported",
    ),
    "cut before a sentence ended": (
        lambda reply: reply.says("China contributes 30% of the", reason="length"),
        "wrote nothing",
    ),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_model_that_fails_is_stood_in_for_by_the_extractive_answer_with_a_notice(
    scripted: Callable[..., Any], failure: str
) -> None:
    script, said = FAILURES[failure]
    pipeline, _ = scripted(script)
    answer = ask(pipeline)
    assert is_extractive(answer)
    assert answer.notice is not None
    assert said in answer.notice
    assert answer.notice.endswith("this is the extractive answer.")
    assert "\n" not in answer.notice


def test_a_silent_model_is_waited_for_only_so_long(scripted: Callable[..., Any]) -> None:
    done = threading.Event()
    pipeline, _ = scripted(lambda reply: (reply.begins(), done.wait(30)), llm_timeout=0.3)
    answer = ask(pipeline)
    done.set()
    assert is_extractive(answer)
    assert "was silent for 0.3 seconds" in (answer.notice or "")


def test_a_server_that_is_not_there_is_said_to_be(pipeline: Pipeline, library_dir: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    settings = Settings(data_dir=library_dir, llm="openai:any", llm_base_url=url)
    answer = ask(Pipeline(pipeline.stores, pipeline.embedder, settings))
    assert is_extractive(answer)
    assert answer.notice == f"openai:any at {url} can't be reached; this is the extractive answer."


@pytest.mark.parametrize(
    ("llm", "notice"),
    [
        (
            "openai:gpt-5-mini",
            "openai:gpt-5-mini needs a key in OPENAI_API_KEY, which isn't set; this is the extractive answer.",
        ),
        ("nobody:x", "LangChain knows no provider 'nobody'; this is the extractive answer (setting QA_LLM)."),
        (
            "mistralai:small",
            "mistralai:small needs the package langchain-mistralai, which is missing (pip install langchain-mistralai);"
            " this is the extractive answer.",
        ),
    ],
)
def test_what_a_model_lacks_is_named_with_the_way_to_get_it(
    pipeline: Pipeline, library_dir: Any, monkeypatch: pytest.MonkeyPatch, llm: str, notice: str
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    answer = ask(Pipeline(pipeline.stores, pipeline.embedder, Settings(data_dir=library_dir, llm=llm)))
    assert is_extractive(answer)
    assert answer.notice == notice


def test_no_key_is_ever_shown(scripted: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-verysecret")
    pipeline, server = scripted(lambda reply: reply.fails(400, f"bad request of {reply.headers['Authorization']}"))
    answer = ask(pipeline)
    assert server.keys == ["Bearer sk-verysecret"]
    assert "verysecret" not in str(answer.to_json())


def test_a_context_without_room_for_a_passage_is_said_to_be_too_small(scripted: Callable[..., Any]) -> None:
    pipeline, server = scripted(lambda reply: reply.says(TRUE), llm_context=512, llm_max_tokens=16)
    answer = pipeline.ask(QUESTION + " " + "Please tell me in detail." * 40)
    assert server.asked == []
    assert answer.notice is None or "QA_LLM_CONTEXT" in answer.notice


def test_words_cut_at_the_token_limit_lose_their_last_sentence_and_say_so(scripted: Callable[..., Any]) -> None:
    pipeline, _ = scripted(lambda reply: reply.says(TRUE, " It wants to be neutral before the U.", reason="length"))
    answer = ask(pipeline)
    assert answer.text.endswith("China contributes 30% of the world's emissions. [1]")
    assert answer.notice == "openai:scripted reached its limit of 512 tokens; its last sentence is left out."


def test_a_partly_written_answer_is_followed_by_the_one_that_stands_in_for_it(scripted: Callable[..., Any]) -> None:
    pipeline, _ = scripted(lambda reply: reply.says("China con", "tributes some", reason=None))
    *events, last = pipeline.stream(QUESTION)
    assert isinstance(last, Answered)
    streamed = "".join(event.text for event in events if isinstance(event, Piece))
    assert streamed == f"China contributes\n\n{last.answer.text}"


def test_where_the_model_finds_no_answer_what_the_reader_found_is_only_what_comes_closest(scripted: Callable[..., Any]) -> None:
    pipeline, _ = scripted(lambda reply: reply.says("Not in", " these documents. I am sorry."))
    answer, without = ask(pipeline), pipeline.ask(QUESTION, language_model=False)
    assert (answer.reader, answer.confidence, answer.citations) == ("extractive", "perhaps", without.citations)
    assert answer.notice == "openai:scripted finds no answer in the documents; this is what comes closest."


def test_what_is_clearly_not_in_the_documents_is_abstained_from_without_asking_the_model(scripted: Callable[..., Any]) -> None:
    pipeline, server = scripted(lambda reply: reply.says("Paris."))
    assert pipeline.ask("What is the capital of France?").status == "abstained"
    assert server.asked == []


def test_what_somebody_said_is_answered_from_the_statements_whatever_the_model(scripted: Callable[..., Any]) -> None:
    pipeline, server = scripted(lambda reply: reply.says("Nothing."))
    assert pipeline.ask("What did Porter say?").reader == "statements"
    assert server.asked == []


def test_the_terminal_shows_the_notice_and_the_answer(qa_here: RunQa, library_dir: Any) -> None:
    result = qa_here("ask", QUESTION, QA_DATA_DIR=str(library_dir), QA_LLM="nobody:x")
    assert result.returncode == 0
    assert "30% of the world’s emissions" in result.stdout
    assert "LangChain knows no provider 'nobody'" in result.stdout
