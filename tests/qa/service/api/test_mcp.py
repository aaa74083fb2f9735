"""The official MCP client talks to the service, over HTTP and over stdio."""

import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from qa import library_tools
from qa.pipeline import Pipeline
from qa.service.api.mcp_server import build_mcp
from qa.service.api.service import Server
from tests.qa.service.api.conftest import Locked, bearer
from tests.qa.service.api.test_ask_routes import WARHEADS
from tests.support import ARTICLE, run_async

TOOLS = {
    "ask",
    "search",
    "statements",
    "people",
    "timeline",
    "count",
    "list_documents",
    "summarize",
    "compare",
    "get_document",
    "list_collections",
}


async def conversation(client: Client) -> None:
    """What a model would do with it."""
    assert client.server_info is not None
    assert client.server_info.version == version("citedqa")
    tools = (await client.list_tools()).tools
    assert {tool.name for tool in tools} == TOOLS
    assert all(tool.description and tool.annotations and tool.annotations.read_only_hint for tool in tools)

    async def call(tool: str, /, **arguments: Any) -> dict[str, Any]:
        result = await client.call_tool(tool, arguments)
        assert not result.is_error, result.content
        assert result.structured_content is not None
        return result.structured_content

    answer = await call("ask", question="When could Biden and Xi meet?")
    assert "April 22" in answer["text"]
    turns = [{"role": "user", "text": answer["question"]}, {"role": "assistant", "text": answer["text"]}]
    assert (await call("ask", question="Where?", history=turns))["standalone_question"] == "Where could Biden and Xi meet?"

    passages = (await call("search", query=WARHEADS, limit=2))["passages"]
    assert len(passages) == 2
    assert "cell" not in passages[0]
    assert "15-60" in passages[0]["quote"]
    said = await call("statements", speaker="Porter")
    assert {statement["speaker"] for statement in said["statements"]} == {"Jalina Porter"}
    assert said["total"] == 4  # as over HTTP: with what stands in quote marks within an indirect statement
    text = ARTICLE.read_text(encoding="utf-8")
    document = await call("get_document", document=said["statements"][0]["document_id"], start=100)
    assert (document["text"], document["next"]) == (text[100:], None)

    porter = await call("people", name="Porter", limit=1)
    assert (porter["name"], len(porter["said"])) == ("Jalina Porter", 1)
    assert "Jalina Porter" in [each["name"] for each in (await call("people"))["people"]]
    events = (await call("timeline", about="carbon neutrality"))["rows"]
    assert [(row["date"], text[row["start"] : row["end"]] == row["quote"]) for row in events] == [("2060", True)]
    counted = await call("count", about="warheads", documents=[document["id"]])
    assert (counted["number"], counted["rows"][1]["quote"]) == ("1", counted["citations"][0]["quote"])
    assert (await call("count", by="source"))["rows"][1]["documents"] == 1
    nowhere = {"source": "nowhere.example"}
    for name, arguments in (
        ("people", {"name": "Porter", **nowhere}),
        ("people", nowhere),
        ("timeline", {"about": "whale songs"}),
    ):
        assert (await client.call_tool(name, arguments)).is_error

    missing = await client.call_tool("get_document", {"document": "nothing"})
    assert missing.is_error
    assert "no document 'nothing'" in missing.content[0].text
    assert "`list_documents` shows ids" in missing.content[0].text
    assert all(tool.input_schema["additionalProperties"] is False for tool in tools)
    for name, arguments, told in (
        ("ask", {"question": "Who?", "collection": ["a"]}, "'collection' isn't known here; write 'collections'"),
        ("ask", {"question": ""}, "question is empty; put something in it"),
        ("ask", {"question": "x" * 2001}, "question has 2001 characters, 2000 are allowed; shorten it"),
        ("ask", {"question": "Where?", "history": [["user", "Hi"]]}, '{"role": "user", "text": '),
        ("ask", {}, "question is missing"),
        ("compare", {}, "Choose the two to five documents"),
        ("get_document", {"document": document["id"], "start": len(text)}, f"{len(text)} characters"),
    ):
        refused = await client.call_tool(name, arguments)
        assert refused.is_error
        assert told in refused.content[0].text
        assert "\n" not in refused.content[0].text


@pytest.mark.parametrize(
    ("ours", "langchains"),
    [
        ("people", "people_in_documents"),
        ("timeline", "timeline_of_documents"),
        ("count", "count_documents"),
        ("list_documents", "list_documents"),
        ("summarize", "summarize_documents"),
        ("compare", "compare_in_documents"),
    ],
)
def test_the_tools_for_agents_of_langchain_take_the_same(pipeline: Pipeline, ours: str, langchains: str) -> None:
    async def taken() -> dict[str, Any]:
        server = Server.over(pipeline, pipeline.settings)
        async with Client(build_mcp(server)) as client:
            tools = (await client.list_tools()).tools
        await server.close()
        return next(tool.input_schema for tool in tools if tool.name == ours)

    (tool,) = (each for each in library_tools(pipeline) if each.name == langchains)
    mine, other = run_async(taken())["properties"], tool.get_input_jsonschema()["properties"]
    assert set(mine) == set(other)

    def bounds(schema: dict[str, Any]) -> list[Any]:
        either = [schema, *schema.get("anyOf", ())]  # what may be left out is either that or null
        return [next((each[key] for each in either if key in each), None) for key in ("minimum", "maximum", "maxItems")]

    for name in mine.keys() - {"limit", "offset"} if ours == "people" else mine:
        assert bounds(mine[name]) == bounds(other[name]), name


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_conversation_over_http_with_a_token(locked: Locked, mode: str) -> None:
    async def run() -> None:
        async with (
            httpx2.AsyncClient(headers=bearer(locked.bob), timeout=60) as http,
            Client(streamable_http_client(f"{locked.url}/mcp", http_client=http), mode=mode) as client,
        ):
            await conversation(client)

    run_async(run())


@pytest.mark.parametrize("headers", [{}, bearer("wrong")])
def test_over_http_nobody_without_a_token_gets_as_far_as_the_tools(locked: Locked, headers: dict[str, str]) -> None:
    statuses: list[int] = []

    async def note(response: httpx2.Response) -> None:
        statuses.append(response.status_code)

    async def run() -> None:
        async with httpx2.AsyncClient(headers=headers, timeout=120, event_hooks={"response": [note]}) as http:
            for method in ("GET", "POST", "DELETE"):
                await http.request(method, f"{locked.url}/mcp")
            async with Client(streamable_http_client(f"{locked.url}/mcp", http_client=http)) as client:
                await client.list_tools()

    with pytest.raises(ExceptionGroup) as refused:
        run_async(run())
    assert refused.group_contains(MCPError)
    assert len(statuses) > 3
    assert set(statuses) == {401}


def test_a_conversation_over_stdio(served_pipeline: Pipeline, tmp_path: Path) -> None:
    qa = StdioServerParameters(
        command=str(Path(sys.executable).parent / "qa"),
        args=["mcp"],
        env={"QA_DATA_DIR": str(served_pipeline.stores.library.path.parent), "PATH": os.environ["PATH"]},
        cwd=tmp_path,
    )

    async def run() -> None:
        async with Client(qa, read_timeout_seconds=60) as client:
            await conversation(client)

    run_async(run())
