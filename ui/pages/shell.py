"""What pages share: the library they show, who is looking, and the scripts that bring them to life."""

from dataclasses import dataclass
from typing import Any

from qa.service.api.service import Service
from qa.store.sql.accounts import LOCAL, User
from ui.asking import Answering
from ui.rendering.addresses import address

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


def script(module: str, function: str = "mount") -> str:
    """For `js_on_load`: hands the component to a function of `ui/assets/<module>.js`."""
    return f"import('{address(f'/ui/{module}.js')}').then(module => module.{function}(element, trigger, watch));"


def html(value: str = "", *, elem_id: str, js: str | None = None) -> Any:
    """A piece of the page that `ui.rendering` fills."""
    import gradio as gr

    return gr.HTML(value, elem_id=elem_id, js_on_load=js, apply_default_css=False)
