"""The examples of docs/extending.md and docs/langchain.md do what their pages say."""

import re
from typing import Any

from langchain.agents import create_agent
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, ToolMessage

import qa
from qa.documents.formats import registry
from qa.pipeline import Pipeline
from tests.support import ROOT, Workshop

_EXAMPLE = re.compile(r"```python\n(.*?)```", re.DOTALL)


def examples() -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "examples"}
    for code in _EXAMPLE.findall((ROOT / "docs/extending.md").read_text(encoding="utf-8")):
        exec(code, names)
    return names


def test_the_parts_of_the_extending_page_work(workshop: Workshop) -> None:
    part = examples()
    assert ".srt" in registry.suffixes()
    assert part["read"](b"1\n00:00:01,000 --> 00:00:02,000\nThe harbour\nis closed.\n", None).text == "The harbour is closed."
    registry.forget_added()

    workshop.add("old", "The harbour was closed on Monday.", published="2020-01-01")
    workshop.add("new", "The harbour was closed on Monday. It is quiet.", published="2021-01-01")
    stores, embedder = workshop.pipeline.stores, workshop.pipeline.embedder
    own = Pipeline(stores, embedder, retriever=part["NewestFirst"](stores), reader=part["NearestSentence"]())
    assert [found.source for found in own.search("When was the harbour closed?", 2)] == ["new", "old"]
    answer = own.ask("When was the harbour closed?")
    assert (answer.confidence, answer.citations[0].quote) == ("perhaps", "The harbour was closed on Monday.")
    writing = Pipeline(stores, embedder, reader=part["NearestSentence"](), writer=qa.Writer.of(part["Parrot"](), embedder))
    assert writing.ask("When was the harbour closed?").reader == "parrot:1"


def test_a_model_of_ones_own_that_fails_takes_no_answer_with_it(pipeline: Pipeline) -> None:
    class Broken:
        name = "broken:1"

        def stream(self, *_asked: Any, **_limit: Any) -> Any:
            yield "China "
            raise RuntimeError("a secret")

    own = Pipeline(pipeline.stores, pipeline.embedder, writer=qa.Writer.of(Broken(), pipeline.embedder))
    answer = own.ask("How much of the world's emissions does China contribute?")
    assert answer.reader == "extractive"
    assert answer.notice == "broken:1 failed: RuntimeError; this is the extractive answer."


class Agent(GenericFakeChatModel):
    def bind_tools(self, tools: Any, **_: Any) -> "Agent":
        return self


def test_an_agent_uses_the_documents_as_a_tool(pipeline: Pipeline) -> None:
    call = {"name": "ask_documents", "args": {"question": "Who is Yang Jiechi?"}, "id": "1"}
    model = Agent(messages=iter([AIMessage("", tool_calls=[call]), AIMessage("A diplomat [1].")]))
    state = create_agent(model, tools=[qa.answer_tool(pipeline)]).invoke({"messages": [("user", "Who is Yang Jiechi?")]})
    (said,) = [message for message in state["messages"] if isinstance(message, ToolMessage)]
    assert said.artifact.citations[0].quote in said.content
    assert state["messages"][-1].content == "A diplomat [1]."
