"""What every language model offers (docs/extending.md adds one), and the only importer of LangChain's chat models: opens one,
streams its words, and says in a sentence what went wrong."""

import os
import re
from collections.abc import Generator, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any, Protocol

from qa.pipeline.writing.guard import Guard, client_arguments
from qa.pipeline.writing.prompt import Messages
from qa.pipeline.writing.servers import OPENAI, Endpoint, why_not
from qa.settings import Settings
from qa.types.deadline import Deadline
from qa.types.errors import LanguageModelError, SecretError, with_setting

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

_KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
# What OpenAI's client takes from the environment and sends to whatever server it asks.
_OF_AN_ACCOUNT = ("openai-organization", "openai-project")
_EXTRAS = frozenset({"openai", "ollama", "anthropic"})
# Where providers say why the model stopped.
_REASONS = ("finish_reason", "stop_reason", "done_reason")
_OUT_OF_TOKENS = frozenset({"length", "max_tokens", "MAX_TOKENS"})
_OVERFLOW = re.compile(r"(?i)context|too many tokens|token limit|maximum.{0,20}tokens|prompt is too long")
_SECRET = re.compile(r"\b(?:sk|key|pk)-[\w*.…-]+|Bearer \S+")
_MOST_SAID = 160
# A token is four characters of English; far more than its limit a model writes only where its server doesn't keep to it.
_CHARACTERS_A_TOKEN = 16
# What of an answer's time a model may take: the rest is for checking what it wrote.
_SHARE = 0.75


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


class Model:
    """One model, opened when first asked; the imports alone take seconds. Safe to share between threads."""

    def __init__(self, settings: Settings, chat: "BaseChatModel | None" = None, endpoint: Endpoint | None = None) -> None:
        """The model that QA_LLM names, or a chat model of LangChain's that is there already.

        With an endpoint, the settings name the model of an administrator's choice at that address: no key of the environment
        goes there.
        """
        self.name = (settings.llm if chat is None else "") or f"langchain:{type(chat).__name__}"
        self._provider, self._model = self.name.split(":", 1)
        self._settings = settings
        self._chat = chat
        self._given = chat is not None
        self._endpoint = endpoint
        self._called = self.name if endpoint is None else self._model
        self._key: str | None = None  # once it has been opened

    def stream(self, messages: Messages, deadline: Deadline, max_tokens: int | None = None) -> Generator[str, None, bool]:
        """As `LanguageModel` has it; closing the iterator closes the connection."""
        reason = ""
        tokens = max_tokens or self._settings.llm_max_tokens
        room = tokens * _CHARACTERS_A_TOKEN
        guard = Guard(self._settings.llm_timeout, tokens, deadline.share(_SHARE), self._why_not)
        try:
            chat = self._open()
            limit: dict[str, Any] = {} if max_tokens is None else {_limit_name(self._provider): max_tokens}
            with guard.watching(), closing(_generator(chat.stream(list(messages), **limit))) as chunks:
                while (chunk := guard.next_of(chunks)) is not None:
                    told = chunk.response_metadata
                    reason = next((str(told[name]) for name in _REASONS if told.get(name)), reason)
                    if text := str(chunk.text):
                        guard.heard()
                        room -= len(text)
                        yield text
                    if room < 0:
                        return True
        except Exception as exc:  # each provider raises its own; none may take the answer with it
            if isinstance(exc, LanguageModelError) and not guard.why:
                raise
            why = f"{self._called} {guard.why}" if guard.why else self._explain(exc)
            raise LanguageModelError(f"{why}; this is the extractive answer") from exc
        if not reason and guard.why:  # a connection that is cut can look like one that ended
            raise LanguageModelError(f"{self._called} {guard.why}; this is the extractive answer")
        if not reason and not self._given:  # not every chat model says why it stopped
            raise LanguageModelError(f"{self._called} stopped half-way: its connection ended; this is the extractive answer")
        return reason in _OUT_OF_TOKENS

    def _open(self) -> "BaseChatModel":
        if self._chat is not None:
            return self._chat
        key = _KEYS.get(self._provider)
        local = self._settings.llm_base_url is not None
        if key and not local and not os.environ.get(key):
            raise LanguageModelError(f"{self._called} needs a key in {key}, which isn't set; this is the extractive answer")
        try:
            from langchain.chat_models import init_chat_model
        except ImportError as exc:
            raise LanguageModelError(self._missing("langchain")) from exc
        try:
            chat: BaseChatModel = init_chat_model(self._model, model_provider=self._provider, **self._arguments(key))
        except ImportError as exc:
            package = re.search(r"langchain-[\w-]+", str(exc))
            raise LanguageModelError(self._missing(package.group() if package else str(exc))) from exc
        except ValueError as exc:
            if "Unsupported" in str(exc):
                raise LanguageModelError(
                    f"LangChain knows no provider {self._provider!r}; this is the extractive answer", setting="QA_LLM"
                ) from exc
            raise
        self._chat = chat
        return chat

    def _arguments(self, key: str | None) -> dict[str, Any]:
        """Return what this provider takes, under its own names."""
        settings = self._settings
        arguments: dict[str, Any] = {_limit_name(self._provider): settings.llm_max_tokens}
        local = self._provider == "ollama" or settings.llm_base_url is not None
        if local:
            arguments["temperature"] = 0  # hosted models of today refuse to be told
        if settings.llm_base_url is not None:
            arguments["base_url"] = settings.llm_base_url
        if self._provider == "ollama":
            # Without it Ollama cuts the passages off at its own, smaller context, and says nothing.
            arguments |= {"num_ctx": settings.llm_context, "client_kwargs": {"timeout": settings.llm_timeout}}
            return arguments | {"sync_client_kwargs": client_arguments(settings.llm_timeout)}
        # No second try: the extractive answer is there at once, and so is the reason.
        arguments |= {"timeout": settings.llm_timeout, "max_retries": 0}
        if self._provider == "openai":
            import httpx

            without = () if self._endpoint is None else _OF_AN_ACCOUNT
            arguments["http_client"] = httpx.Client(**client_arguments(settings.llm_timeout, without))
        if self._endpoint is not None:
            self._key = self._endpoint.key()
            if self._endpoint.address == OPENAI:
                del arguments["temperature"]
            return arguments | {"api_key": self._key or "none", "use_responses_api": False}
        if key and local and not os.environ.get(key):
            arguments["api_key"] = "none"  # servers of one's own ask for none, their clients do
        if self._provider == "openai" and local:
            arguments["use_responses_api"] = False
        return arguments

    def _why_not(self, ip: str) -> str:
        """Tell why nothing may be sent to this IP address; an administrator's address may lead anywhere by now."""
        if self._endpoint is None:
            return ""
        why = why_not(ip, self._endpoint.address, key=self._key is not None)
        return f"isn't asked: {why}" if why else ""

    def _missing(self, package: str) -> str:
        install = f"pip install 'citedqa[{self._provider}]'" if self._provider in _EXTRAS else f"pip install {package}"
        return f"{self._called} needs the package {package}, which is missing ({install}); this is the extractive answer"

    def _explain(self, exc: BaseException) -> str:
        """Tell in one sentence, without its end, what went wrong: by LangChain's classes, or names and codes of the causes."""
        from langchain_core import exceptions as known

        if isinstance(exc, SecretError):
            return f"the key of {self._called} can't be used: {exc}"
        chain = list(_chain(exc))
        names = " ".join(name.__name__ for each in chain for name in type(each).__mro__)
        status = next((code for each in chain if isinstance(code := getattr(each, "status_code", None), int)), 0)
        said = " ".join(str(exc).split())
        if self._key:
            said = said.replace(self._key, "…")
        said = _SECRET.sub("…", said)[:_MOST_SAID]
        server = f" at {self._settings.llm_base_url}" if self._settings.llm_base_url else ""
        if isinstance(exc, known.ContextOverflowError) or (status in (400, 413) and _OVERFLOW.search(str(exc))):
            message = f"the passages are too long for {self._called}; have an administrator set its context to what it reads"
            return message if self._endpoint is not None else with_setting(message, "QA_LLM_CONTEXT")
        if isinstance(exc, known.ModelTimeoutError) or "Timeout" in names:
            return f"{self._called}{server} was silent for {self._settings.llm_timeout:g} seconds"
        if status == 429 or isinstance(exc, known.ModelRateLimitError):
            return f"{self._called}{server} has had too many requests for now"
        if status in (401, 403) or isinstance(exc, known.ModelAuthenticationError | known.ModelPermissionDeniedError):
            if self._endpoint is not None:
                return f"{self._called}{server} {'refuses its key' if self._key else 'asks for a key'}"
            key = _KEYS.get(self._provider, "its provider's key variable")
            return f"{self._called}{server} refuses the key in {key}"
        if 300 <= status < 400:
            message = f"{self._called}{server} sends to another address; choose that one if you trust it"
            return message if self._endpoint is not None else with_setting(message, "QA_LLM_BASE_URL")
        if status == 404 or isinstance(exc, known.ModelNotFoundError):
            return f"there is no {self._called}{server}: {said}"
        if status >= 400:
            return f"{self._called}{server} failed with status {status}: {said}"
        if any(name in names for name in ("ProtocolError", "ReadError", "IncompleteRead")):
            return f"{self._called} stopped half-way: its connection ended"
        if "Connect" in names or "connection" in str(exc).lower():
            return f"{self._called}{server} can't be reached"
        return f"{self._called} failed: {type(exc).__name__}: {said}"


def _generator(chunks: "Iterator[AIMessageChunk]") -> "Generator[AIMessageChunk, None, None]":
    return (yield from chunks)


def _limit_name(provider: str) -> str:
    return "num_predict" if provider == "ollama" else "max_tokens"


def _chain(exc: BaseException | None) -> Iterator[BaseException]:
    while exc is not None:
        yield exc
        exc = exc.__cause__ or exc.__context__
