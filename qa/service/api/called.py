"""What the server has where a message names a command of the terminal, as `qa.store` does for whoever asks there."""

from typing import Literal

# The command, what programs send instead, and which tool of MCP agents call.
_CALLED = (
    ("`qa documents list`", "`GET /api/v1/documents`", "`list_documents`"),
    ("`qa collections list`", "`GET /api/v1/collections`", "`list_collections`"),
    ("`qa conversations list`", "`GET /api/v1/conversations`", ""),
    ("`qa feedback list`", "`GET /api/v1/feedback`", ""),
    ("`qa sessions list`", "`GET /api/v1/sessions`", ""),
    ("", "see who is quoted with GET /api/v1/people", "call `people` without a name to see who is quoted"),
)


def called(message: str, face: Literal["api", "mcp"]) -> str:
    """The message, in any language, with what it tells to run or to send as this face has it."""
    for command, request, tool in _CALLED:
        for other in filter(None, (command, request)):
            message = message.replace(other, (tool if face == "mcp" else request) or other)
    return message
