"""What pages share: the library they show, who is looking and in which language, and the scripts that bring them to life."""

import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from functools import wraps
from typing import Any

from qa.service.api.service import Service
from qa.store.sql.users import LOCAL, User
from ui.asking.answering import Answering
from ui.language import language_of, speaking
from ui.rendering.addresses import asset

# Events between a page and its server; they are no public API and show no spinner of Gradio's.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True, slots=True)
class Shell:
    """What a page is built from. `load` is the event of the browser opening the app."""

    service: Service
    answering: Answering
    load: Any


def user_of(request: Any) -> User:
    """Who is behind a `gr.Request`: whoever the server let in; without accounts, the local user."""
    user = getattr(getattr(request.request, "state", None), "user", None)
    return user if isinstance(user, User) else LOCAL


def in_their_language(handler: Callable[..., Any]) -> Callable[..., Any]:
    """An event's handler, a function or an asynchronous generator, that speaks as its last argument, a `gr.Request`, asks."""

    @wraps(handler)
    def once(*given: Any) -> Any:
        with speaking(language_of(given[-1].request)):
            return handler(*given)

    @wraps(handler)
    async def streamed(*given: Any) -> AsyncIterator[Any]:
        async with aclosing(handler(*given)) as updates:
            while True:
                with speaking(language_of(given[-1].request)):  # Gradio may ask for each update in another task
                    try:
                        update = await anext(updates)
                    except StopAsyncIteration:
                        return
                yield update

    return streamed if inspect.isasyncgenfunction(handler) else once


def script(module: str, function: str = "mount") -> str:
    """For `js_on_load`: hands the component to a function of `ui/assets/<module>.js`.

    Of this very server: Chromium keeps compiled what Gradio evaluates, and a path would mean that of whoever had it first.
    """
    return f"import(location.origin + '{asset(f'{module}.js')}').then(module => module.{function}(element, trigger, watch));"


class _Said(str):
    """HTML that is made anew whenever Gradio copies it for a page: each person's page is in their language."""

    make: Callable[[], str]

    def __deepcopy__(self, _memo: object) -> str:
        return str(self.make())


def html(value: str | Callable[[], str] = "", *, elem_id: str, js: str | None = None) -> Any:
    """A piece of the page that `ui.rendering` fills; what says something in the interface's language is given by a function."""
    import gradio as gr

    if not isinstance(value, str):
        said = _Said(value())
        said.make = value
        value = said
    return gr.HTML(value, elem_id=elem_id, js_on_load=js, apply_default_css=False)
