"""The SDK's server, strict with what a tool is given: it says in a sentence of ours what is wrong, and ignores nothing."""

from typing import Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, InputRequiredResult, Tool
from pydantic import ValidationError

from qa.service.api.routing import unknown
from qa.service.api.validation import problem


class StrictServer(MCPServer[Any]):
    """Unknown arguments are refused: a misspelt `collections` would ask everything."""

    async def list_tools(self) -> list[Tool]:
        return [
            tool.model_copy(update={"input_schema": {**tool.input_schema, "additionalProperties": False}})
            for tool in await super().list_tools()
        ]

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """Raises ToolError."""
        for tool in await super().list_tools():
            known = tool.input_schema.get("properties", {})
            if tool.name == name and (strange := next((each for each in arguments if each not in known), None)) is not None:
                raise ToolError(f"the argument {unknown(strange, known)}")
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as exc:
            if isinstance(exc.__cause__, ValidationError):
                raise ToolError(problem(exc.__cause__.errors()[0])) from exc.__cause__
            raise
