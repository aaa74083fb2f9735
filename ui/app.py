"""The browser app: a masthead and the pages under it, all of them on one page of Gradio's.

And the addresses beside Gradio's: the app's own files, and pages of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from markupsafe import Markup

from qa.attribution.answers import person
from qa.service.api.access import CurrentUser
from qa.service.api.service import Server, TheService
from ui import files, library_routes, settings_routes, source_routes
from ui.asking.answering import Answering
from ui.asking.progress import Known
from ui.language import gettext as _
from ui.language import languages, pgettext
from ui.language import script as catalogue_script
from ui.pages import ask, kept
from ui.pages.shell import QUIET, Shell, html, in_their_language, script, user_of
from ui.rendering.articles import missing_page
from ui.rendering.library import render_person_page
from ui.rendering.links import ASSETS, address, assets_version
from ui.rendering.sources import kept_for
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


def build_page(server: Server, answering: Answering) -> Any:
    """The app as Gradio Blocks, ready to be mounted."""
    import gradio as gr

    with gr.Blocks(title="CitedQA", fill_width=True, analytics_enabled=False) as blocks:
        shell = Shell(server, answering, blocks.load)
        html(_masthead, elem_id="masthead", js=_first_page() + script("shell"))
        _account(shell)
        for page in PAGES:
            with gr.Column(elem_id=f"page-{page.name}", elem_classes="page"):
                page.build(shell)
    return blocks


def _account(shell: Shell) -> None:
    """Who is logged in, and the way out; nothing where there are no accounts."""
    import gradio as gr

    if shell.server.settings.auth is None:
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
    """What the app's `<head>` holds beside Gradio's own: what is seen at once. Of the pages one alone is shown."""
    others = ", ".join(f'body[data-page="{page.name}"] .page:not(#page-{page.name})' for page in PAGES)
    first = (ASSETS / "first.css").read_text(encoding="utf-8")
    return str(render("head", styles=Markup(f"{first}{others} {{ display: none }}")))


def render_loads() -> str:
    """What the app's page loads before Gradio's scripts name it, one after the other."""
    return str(render("loads", scripts=["catalogue.js", *sorted(file.name for file in ASSETS.glob("*.js"))]))


_LONGEST_NAME = 200


def build_routes(known: Known) -> APIRouter:
    routes = APIRouter(include_in_schema=False)
    for module in (library_routes, settings_routes, source_routes, files):
        routes.include_router(module.routes)
    assets = StaticFiles(directory=ASSETS)

    @routes.get("/ui/catalogue.js")
    @routes.get("/ui-{version}/catalogue.js")
    async def catalogue() -> Response:
        """What the scripts say, in the language of whoever asks."""
        return Response(catalogue_script(), media_type="text/javascript", headers={"cache-control": "no-store"})

    @routes.get("/ui/{name}")
    @routes.get("/ui-{version}/{name}")
    async def asset(name: str, request: Request, version: str = "") -> Response:
        """Kept by the browser at the address of this version, elsewhere checked each time: an update is seen at once."""
        answer = await assets.get_response(name, request.scope)
        answer.headers["cache-control"] = "private, max-age=31536000, immutable" if version == assets_version() else "no-cache"
        return answer

    @routes.get("/manifest.json")
    async def manifest() -> FileResponse:
        """What makes an app of the page; Gradio's page names this address."""
        return FileResponse(ASSETS / "manifest.json", media_type="application/manifest+json")

    for page in PAGES:  # somebody types "/library"
        routes.add_route(f"/{page.name}", partial(_to_page, page.name))

    @routes.get("/asking/{ask}")
    async def asking(ask: str, user: CurrentUser) -> dict[str, str]:
        """Whether this question is being answered, or has been, and who is there; a page that waits for its answer asks."""
        return {"state": known.state(user.id, ask), "owner": kept_for(user.id)}

    @routes.get("/people")
    async def everybody() -> RedirectResponse:
        """Whoever types half of a person's address is offered the question whose answer lists them."""
        return RedirectResponse(address("/#/ask?q=Who%20is%20quoted%20most%3F"))

    @routes.get("/people/{name}")
    def people(
        service: TheService, name: str, page_number: Annotated[int, Query(alias="page", ge=1)] = 1, source: str = ""
    ) -> HTMLResponse:
        """All that the documents, or those of one source, have of somebody, a page at a time."""
        found = person(service.library, name[:_LONGEST_NAME], source=source)
        if found is None:
            return missing_page(_("No document names anybody like this."))
        return HTMLResponse(render_person_page(found, page_number, source))

    return routes


def _to_page(name: str, _request: Request) -> RedirectResponse:
    return RedirectResponse(address(f"/#/{name}"))
