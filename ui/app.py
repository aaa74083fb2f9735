"""The browser app: a masthead and the pages under it, all of them on one page of Gradio's."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from qa.service.api.service import Service
from ui.asking.answering import Answering
from ui.language import gettext as _
from ui.language import languages, pgettext
from ui.pages import ask, kept
from ui.pages.shell import QUIET, Shell, html, in_their_language, script, user_of
from ui.rendering.templates import render


@dataclass(frozen=True, slots=True)
class Page:
    """`name` is its address, `#/name`, and its element, `#page-name`; `build` makes its components where it is called.

    `label` is what the way to it is called, in the language spoken.

    `admins`: the way to it is shown to administrators only; what it shows, its routes refuse to others.
    """

    name: str
    label: Callable[[], str]
    build: Callable[[Shell], None]
    admins: bool = False


# In the order of the navigation. The first is shown when no other is asked for. The scripts of Library and Settings get their
# parts from `ui.library_routes` and `ui.settings_routes`; what they change goes through the server's API.
PAGES = (
    Page("ask", lambda: pgettext("a page", "Ask"), ask.build),
    Page("library", lambda: _("Library"), lambda _shell: html(elem_id="library", js=script("library"))),
    Page("conversations", lambda: _("Conversations"), kept.build_conversations),
    Page("feedback", lambda: _("Feedback"), kept.build_feedback),
    Page("settings", lambda: _("Settings"), lambda _shell: html(elem_id="settings", js=script("settings")), admins=True),
)


def build_page(service: Service, answering: Answering) -> Any:
    """The app as Gradio Blocks, ready to be mounted."""
    import gradio as gr

    with gr.Blocks(title="CitedQA", fill_width=True, analytics_enabled=False) as blocks:
        shell = Shell(service, answering, blocks.load)
        html(_masthead, elem_id="masthead", js=_first_page() + script("shell"))
        _account(shell)
        for page in PAGES:
            with gr.Column(elem_id=f"page-{page.name}", elem_classes="page"):
                page.build(shell)
    return blocks


def _account(shell: Shell) -> None:
    """Who is logged in, and the way out; nothing where there are no accounts."""
    import gradio as gr

    if shell.service.settings.auth is None:
        return

    @in_their_language
    def show(request: gr.Request) -> str:
        return render("account", name=user_of(request).name)

    account = html(elem_id="account")
    gr.on([shell.load], show, None, [account], **QUIET)


def _first_page() -> str:
    """Shows the page of the address before the scripts are there: `#/library` would show the first page for a moment."""
    names = "|".join(page.name for page in PAGES)
    return f"document.body.dataset.page ??= /^#\\/({names})(?:\\/|$)/.exec(location.hash)?.[1] ?? '{PAGES[0].name}';"


def _masthead() -> Markup:
    pages = [(page.name, page.label(), page.admins) for page in PAGES]
    return render("masthead", pages=pages, languages=languages())


def render_head() -> str:
    """What the app's `<head>` holds beside Gradio's own. Of the pages one alone is shown."""
    others = ", ".join(f'body[data-page="{page.name}"] .page:not(#page-{page.name})' for page in PAGES)
    return str(render("head", one_page=Markup(f"{others} {{ display: none }}")))
