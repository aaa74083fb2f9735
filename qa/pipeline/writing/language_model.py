"""What every language model offers; docs/extending.md adds one."""

from collections.abc import Generator
from typing import Protocol

from qa.pipeline.writing.prompt import Messages
from qa.types.deadline import Deadline


class LanguageModel(Protocol):
    @property
    def name(self) -> str:
        """What `Answer.reader` says."""
        ...

    def stream(self, messages: Messages, deadline: Deadline, max_tokens: int | None = None) -> Generator[str, None, bool]:
        """Yield the model's words as they come; return whether the model stopped, or was stopped, for want of tokens.

        `messages` are (role, text), the role "system" or "human". Raises LanguageModelError, a sentence for the user without
        its end.
        """
        ...
