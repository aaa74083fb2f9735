"""The language of the API's log-in pages and errors: English, or the one that whoever serves them sets. Where a message names a
command of the terminal, its counterpart here is named instead."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

from qa.types.errors import settings_apart

# Whether the settings that errors name are told: to administrators, and without accounts everybody is one.
_settings_told: ContextVar[bool] = ContextVar("settings_told", default=True)
tell_settings, settings_told = _settings_told.set, _settings_told.get


def _english(words: str, /, **values: object) -> str:
    return words % values


def _said(message: str) -> str:
    return message if settings_told() else settings_apart(message)[0]


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """`tag` is as HTML has it; `gettext` says a message in the language, with each `%(name)s` filled in; `told` an error
    or a notice of `qa`'s, which is in English."""

    tag: str = "en"
    gettext: Callable[..., str] = _english
    told: Callable[[str], str] = _said


_ENGLISH = PageLanguage()
_words: ContextVar[PageLanguage] = ContextVar("words", default=_ENGLISH)
# `speak` sets the words of the request that is being answered, `spoken` gives them.
speak, spoken = _words.set, _words.get


# The command, what programs send instead, and which tool of MCP agents call.
_CALLED = (
    ("`qa documents list`", "`GET /api/v1/documents`", "`list_documents`"),
    ("`qa collections list`", "`GET /api/v1/collections`", "`list_collections`"),
    ("`qa conversations list`", "`GET /api/v1/conversations`", ""),
    ("`qa feedback list`", "`GET /api/v1/feedback`", ""),
    ("`qa sessions list`", "`GET /api/v1/sessions`", ""),
    ("", "see who is quoted with GET /api/v1/people", "call `people` without a name to see who is quoted"),
)


def for_face(message: str, face: Literal["api", "mcp"]) -> str:
    """Return the message, in any language, with this face's counterparts of the terminal's commands in it."""
    for command, request, tool in _CALLED:
        for other in filter(None, (command, request)):
            message = message.replace(other, (tool if face == "mcp" else request) or other)
    return message
