"""Addresses beside Gradio's: the app's own files, and pages of their own."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles

from qa.attribution.answers import person
from qa.service.api.access import CurrentUser
from qa.service.api.service import TheService
from ui import files, library_routes, settings_routes, source_routes
from ui.app import PAGES
from ui.asking.progress import Known
from ui.language import gettext as _
from ui.language import script
from ui.rendering.articles import missing_page
from ui.rendering.library import render_person_page
from ui.rendering.links import ASSETS, address, assets_version

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
        return Response(script(), media_type="text/javascript", headers={"cache-control": "no-store"})

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
        """Whether this question is being answered, or has been; a page whose line dropped asks."""
        return {"state": known.state(user.id, ask)}

    @routes.get("/people/{name}")
    def people(service: TheService, name: str, page_number: Annotated[int, Query(alias="page", ge=1)] = 1) -> HTMLResponse:
        """All that the documents have of somebody, a page at a time."""
        found = person(service.library, name[:_LONGEST_NAME])
        if found is None:
            return missing_page(_("No document names anybody like this."))
        return HTMLResponse(render_person_page(found, page_number))

    return routes


def _to_page(name: str, _request: Request) -> RedirectResponse:
    return RedirectResponse(address(f"/#/{name}"))
