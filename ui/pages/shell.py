"""What pages share: the library they show, who is looking and in which language, the scripts that bring them to life, and lists
of what is kept: what was done just now, and pages of rows. `ui/templates/rows.html` shows them.
"""

import inspect
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, Generic, TypeVar

from markupsafe import Markup

from qa.service.api.service import Server
from qa.service.api.words import tell_settings
from qa.store.sql import Library
from qa.store.sql.users import LOCAL, User
from qa.types.errors import QAError
from ui.asking.answering import Answering
from ui.language import language_of, speaking
from ui.rendering.escaping import sentence
from ui.rendering.links import asset
from ui.rendering.templates import render

T = TypeVar("T")
PER_PAGE = 20
# Events between a page and its server; they are no public API and show no spinner of Gradio's.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True, slots=True)
class Told:
    """What became of the last thing that was done; `undo` is the id of the row that can be brought back."""

    message: str = ""
    undo: str = ""
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Rows(Generic[T]):
    """Some rows of `total`; `number` counts from 1."""

    rows: Sequence[T]
    number: int
    total: int

    @classmethod
    def of(cls, rows: Sequence[T], number: int) -> "Rows[T]":
        """The page of this number, or the last one where there are fewer."""
        return cls.found(lambda offset, limit: rows[offset : offset + limit], len(rows), number)

    @classmethod
    def found(cls, find: Callable[[int, int], Sequence[T]], total: int, number: int) -> "Rows[T]":
        """The same, of rows that `find` gets by offset and limit."""
        last = max(1, -(-total // PER_PAGE))
        number = min(max(1, number), last)
        return cls(find((number - 1) * PER_PAGE, PER_PAGE), number, total)

    @property
    def first(self) -> int:
        """The number of the first row of the page, from 1."""
        return (self.number - 1) * PER_PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def steps(self) -> bool:
        """Whether there are other pages to go to."""
        return self.total > PER_PAGE


@dataclass(frozen=True, slots=True)
class Shell:
    """What a page is built from. `load` is the event of the browser opening the app."""

    server: Server
    answering: Answering
    load: Any


def user_of(request: Any) -> User:
    """Who is behind a `gr.Request`: whoever the server let in; without accounts, the local user."""
    user = getattr(getattr(request.request, "state", None), "user", None)
    return user if isinstance(user, User) else LOCAL


def in_their_language(handler: Callable[..., Any]) -> Callable[..., Any]:
    """An event's handler, a function or an asynchronous generator, that speaks as its last argument, a `gr.Request`, asks."""

    @contextmanager
    def answering(request: Any) -> Iterator[None]:
        tell_settings(user_of(request).admin)
        with speaking(language_of(request.request)):
            yield

    @wraps(handler)
    def once(*given: Any) -> Any:
        with answering(given[-1]):
            return handler(*given)

    @wraps(handler)
    async def streamed(*given: Any) -> AsyncIterator[Any]:
        async with aclosing(handler(*given)) as updates:
            while True:
                with answering(given[-1]):  # Gradio may ask for each update in another task
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


def forget_shown(session: str | None) -> None:
    """Forget what a page, by Gradio's name for it, showed before.

    For each `gr.skip()` Gradio makes the component anew, under another number, and keeps the earlier one with its value for as
    long as it knows the page.
    """
    from gradio.context import LocalContext

    blocks = LocalContext.blocks.get()
    if blocks is None or session is None:
        return
    held = blocks.state_holder[session]
    for left in held.config_values.keys() - blocks.blocks.keys():
        del held.config_values[left]
        held.blocks_config.blocks.pop(left, None)


def kept_rows(
    shell: Shell,
    name: str,
    done: Callable[[Library, "Sent", User], Told],
    shown: Callable[[Library, "Sent", User, Told], Markup],
) -> None:
    """A page with a list of kept things: `done` does what was sent, `shown` is the list as it is then."""
    import gradio as gr

    @in_their_language
    def act(event: gr.EventData, request: gr.Request) -> str:
        sent, user = Sent(event), user_of(request)
        try:
            library = shell.server.for_user(user).library
            try:
                told = done(library, sent, user)
            except QAError as exc:
                told = Told(sentence(exc), failed=True)
            return shown(library, sent, user, told)
        except QAError as exc:
            return render("told", told=Told(sentence(exc), failed=True))

    html(lambda: render(f"{name}_head"), elem_id=f"{name}-head")
    listed = html(elem_id=name, js=script("rows"))
    listed.select(act, None, [listed], trigger_mode="multiple", **QUIET)


class Sent:
    """What a list of kept things sends when something is done with a row; see `ui/assets/rows.js`.

    `do` is what is to be done, `id` to which row; `fields` are those of the row's form and the list's filters.
    """

    def __init__(self, event: Any) -> None:
        sent = event._data if isinstance(event._data, dict) else {}
        self._fields = {str(name): value for name, value in sent.items() if isinstance(value, str | int)}
        self.do = self.field("do")
        self.id = self.field("id")
        self.page = self.number("page") or 1

    def number(self, name: str) -> int:
        """The number in this field; 0 where it holds none."""
        field = self.field(name)
        return int(field) if field.isascii() and field.isdigit() and len(field) < 9 else 0

    def field(self, name: str) -> str:
        return str(self._fields.get(name, ""))
