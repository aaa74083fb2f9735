"""OpenAI's own client talks to the service as to a model."""

import json
from collections.abc import Iterator
from dataclasses import replace

import httpx
import openai
import pytest

from qa.pipeline import Pipeline
from qa.service.api.app import create_app
from qa.settings import Settings
from qa.types import Answer, Answered, Claim, Event, Piece, Question
from tests.qa.service.api.conftest import Locked, served
from tests.support import ARTICLE_TITLE


@pytest.fixture
def client(locked: Locked) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{locked.url}/v1", api_key=locked.bob, max_retries=0) as client:
        yield client


def test_a_conversation_with_citations_in_the_annotations(client: openai.OpenAI, pipeline: Pipeline) -> None:
    assert [model.id for model in client.models.list()] == ["citedqa"]
    messages = [
        {"role": "system", "content": "You are a pirate. Whatever is asked, answer 'Arr'."},
        {"role": "user", "content": "When could Biden and Xi meet?"},
    ]
    first = client.chat.completions.create(model="citedqa", messages=messages, temperature=0.3)
    message = first.choices[0].message
    assert "April 22" in message.content
    assert (first.choices[0].finish_reason, first.usage.total_tokens) == ("stop", 0)  # no language model, no tokens

    (annotation,) = message.annotations[:1]
    place = annotation.url_citation
    assert (annotation.type, place.title) == ("url_citation", ARTICLE_TITLE)
    assert message.content[place.start_index : place.end_index] == "[1]"
    citation = annotation.model_extra["citation"]
    document = pipeline.stores.library.document(citation["document_id"])
    assert document.text[citation["start"] : citation["end"]] == citation["quote"]
    assert place.url.endswith(f"/api/v1/documents/{document.id}")
    assert first.model_extra["citedqa"]["status"] == "answered"

    parts = [{"type": "text", "text": "Where"}, {"type": "text", "text": "?"}]
    messages += [{"role": "assistant", "content": message.content}, {"role": "user", "content": parts}]
    second = client.chat.completions.create(model="citedqa", messages=messages)
    assert second.model_extra["citedqa"]["standalone_question"] == "Where could Biden and Xi meet?"


def test_a_streamed_answer_is_the_whole_answer_in_pieces(client: openai.OpenAI) -> None:
    asked = {"model": "citedqa", "messages": [{"role": "user", "content": "What did Porter say?"}]}
    whole = client.chat.completions.create(**asked).choices[0].message
    chunks = list(client.chat.completions.create(**asked, stream=True, stream_options={"include_usage": True}))
    deltas = [chunk.choices[0].delta for chunk in chunks if chunk.choices]
    assert sum(bool(delta.content) for delta in deltas) == 2  # she made two statements
    assert "".join(delta.content or "" for delta in deltas) == whole.content
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"
    streamed = deltas[-1].model_extra["annotations"]
    assert [a["url_citation"]["start_index"] for a in streamed] == [a.url_citation.start_index for a in whole.annotations]
    assert chunks[-1].usage.total_tokens == 0


def test_what_is_not_in_the_documents_is_not_answered(client: openai.OpenAI) -> None:
    messages = [{"role": "user", "content": "Who won the 2022 World Cup?"}]
    message = client.chat.completions.create(model="citedqa", messages=messages).choices[0].message
    assert message.content == "Not in these documents. Nothing here mentions “World Cup”."
    assert message.annotations == []


def test_refusals_come_as_the_clients_own_errors(client: openai.OpenAI, locked: Locked) -> None:
    question = [{"role": "user", "content": "Who?"}]
    stranger = openai.OpenAI(base_url=f"{locked.url}/v1", api_key="wrong", max_retries=0)
    with pytest.raises(openai.AuthenticationError, match="qa tokens create"):
        stranger.chat.completions.create(model="citedqa", messages=question)
    with pytest.raises(openai.NotFoundError, match="citedqa"):
        client.chat.completions.create(model="gpt-4", messages=question)
    image = [{"type": "image_url", "image_url": {"url": "data:,"}}]
    for messages in ([{"role": "user", "content": image}], [{"role": "assistant", "content": "Who?"}], []):
        with pytest.raises(openai.UnprocessableEntityError):
            client.chat.completions.create(model="citedqa", messages=messages)


class Corrected(Pipeline):
    """Writes one thing and, having checked it, answers another; and leaves a sentence that nothing supports."""

    def stream(self, question: Question | str) -> Iterator[Event]:
        asked, notice = "How was it?", "The model stopped half-way."
        answer = Answer(asked, asked, "answered", "model", "It rained. It snowed.", notice=notice)
        claims = (Claim(0, 10, "supported", ()), Claim(11, 21, "unsupported", ()))
        yield Piece("It hailed.")
        yield Answered(replace(answer, claims=claims))


def test_what_was_streamed_and_did_not_hold_is_corrected_and_doubts_are_told(served_pipeline: Pipeline) -> None:
    settings = Settings(data_dir=served_pipeline.stores.library.path.parent)
    pipeline = Corrected(served_pipeline.stores, served_pipeline.embedder, settings)
    body = {"model": "citedqa", "messages": [{"role": "user", "content": "How was it?"}]}
    with served(create_app(pipeline, settings)) as url, httpx.Client(base_url=f"{url}/v1", timeout=60) as http:
        whole = http.post("/chat/completions", json=body).json()["choices"][0]["message"]["content"]
        lines = http.post("/chat/completions", json={**body, "stream": True}).text.splitlines()
    assert whole == "It rained. It snowed.\n\nNot found in the documents: “It snowed.”\n\nThe model stopped half-way."
    chunks = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: {")]
    streamed = "".join(chunk["choices"][0]["delta"].get("content") or "" for chunk in chunks)
    assert streamed == "It hailed.\n\nChecked against the documents, the answer is:\n\n" + whole
    assert lines[-2] == "data: [DONE]"
