"""The parts of the Settings page, each as HTML. Choosing and listing models goes through the API of `qa.service.api`."""

import asyncio
from urllib.parse import urlsplit

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from qa.pipeline.writing.servers import FoundServer, look_around
from qa.service.api.access import Admin, CurrentUser
from qa.service.api.embedding_model import embedding_state
from qa.service.api.language_model import ChooseModel, ModelServer, list_models, model_state
from qa.service.api.models import QuestionText
from qa.service.api.service import Service, TheService
from qa.store.sql import Library
from qa.types.errors import QAError
from ui.language import gettext as _
from ui.rendering.answers import render_failure
from ui.rendering.escaping import sentence
from ui.rendering.settings import (
    parts_of,
    render_embedding,
    render_model_now,
    render_offered,
    render_settings,
    render_tried,
)

routes = APIRouter(prefix="/settings", include_in_schema=False)

_FRESH = {"cache-control": "no-store"}


class TryModel(ChooseModel):
    question: QuestionText


@routes.get("/frame")
def frame(service: TheService, user: CurrentUser) -> HTMLResponse:
    if not user.admin:
        return HTMLResponse(render_failure(_("Only an administrator sees the settings; ask one, or log in as one.")), 403)
    settings, library = service.settings, service.library
    parts, fixed = parts_of(settings.reader, settings.reranker), _setting(service)
    found = () if fixed else look_around()
    shown = render_settings(model_state(service), _embedding(service), parts, _question(library), fixed, found)
    return HTMLResponse(shown, headers=_FRESH)


@routes.get("/model")
def model(service: TheService, _admin: Admin) -> HTMLResponse:
    """What writes the answers at present."""
    return HTMLResponse(f"<div>{render_model_now(model_state(service), _setting(service))}</div>", headers=_FRESH)


@routes.get("/embedding")
def embedding(service: TheService, _admin: Admin) -> HTMLResponse:
    """What finds passages at present, and how far a change to another model is."""
    return HTMLResponse(f"<div>{_embedding(service)}</div>", headers=_FRESH)


@routes.post("/found")
def found(_admin: Admin) -> HTMLResponse:
    """The models of this machine, to choose from."""
    return HTMLResponse(render_offered(look_around()), headers=_FRESH)


@routes.post("/models")
def models(service: TheService, admin: Admin, body: ModelServer) -> HTMLResponse:
    """Those of the server at this address."""
    listed = list_models(service, admin, body)
    server = FoundServer(urlsplit(listed.address).netloc, listed.address, listed.models)
    return HTMLResponse(render_offered([server]), headers=_FRESH)


@routes.post("/try")
async def try_model(service: TheService, _admin: Admin, body: TryModel) -> HTMLResponse:
    """Ask a question of a model that isn't chosen yet."""
    try:
        chosen = service.chosen_model
        candidate = await asyncio.to_thread(chosen.candidate, body.address, body.model, body.key, body.context)
        return HTMLResponse(render_tried(await service.try_model(candidate, body.question)), headers=_FRESH)
    except QAError as exc:
        return HTMLResponse(render_failure(sentence(exc)), headers=_FRESH)


def _embedding(service: Service) -> Markup:
    return render_embedding(embedding_state(service), service.reembedder.minutes_left())


def _setting(service: Service) -> str | None:
    return "QA_LLM" if service.settings.llm is not None else None


def _question(library: Library) -> str:
    """A question that is surely passed to the model: what the newest document is about."""
    newest = library.document_list.find(order="added", descending=True, limit=1).documents
    return f"What happened, according to “{newest[0].summary.title[:120]}”?" if newest else ""
