"""The parts of the Settings page, each as HTML. Choosing and listing models goes through the API of `qa.service.api`."""

import asyncio
from urllib.parse import urlsplit

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from qa.embedding import BUNDLED_MODEL
from qa.pipeline.writing.servers import FoundServer, look_around
from qa.service.api.access import Admin, CurrentUser
from qa.service.api.chosen_models import (
    ChooseModel,
    EmbeddingModelState,
    ModelServer,
    embedding_state,
    list_models,
    model_state,
)
from qa.service.api.models import QuestionText
from qa.service.api.service import Server, TheServer, TheService
from qa.service.export import model_of, source_to_text
from qa.store.sql import Library
from qa.types import Answer
from qa.types.errors import QAError
from ui.language import gettext as _
from ui.rendering.answers import author_line, render_failure
from ui.rendering.escaping import sentence
from ui.rendering.templates import render

routes = APIRouter(prefix="/settings", include_in_schema=False)

_FRESH = {"cache-control": "no-store"}


class TryModel(ChooseModel):
    question: QuestionText


@routes.get("/frame")
def frame(service: TheService, user: CurrentUser) -> HTMLResponse:
    if not user.admin:
        return HTMLResponse(render_failure(_("Only an administrator sees the settings; ask one, or log in as one.")), 403)
    settings = service.server.settings
    state = embedding_state(service.server)  # one look: a change may end at any moment
    shown = render(
        "settings",
        now=_model(service.server),
        question=_question(service.library),
        embedding=_embedding(service.server, state),
        changing=state.change is not None,
        found=render("offered", servers=() if settings.llm is not None else look_around()),
        reader=settings.reader,
        reranker=settings.reranker,
        **dict(model_state(service.server)),
    )
    return HTMLResponse(shown, headers=_FRESH)


@routes.get("/model")
def model(server: TheServer, _admin: Admin) -> HTMLResponse:
    """What writes the answers at present."""
    return HTMLResponse(f"<div>{_model(server)}</div>", headers=_FRESH)


@routes.get("/embedding")
def embedding(server: TheServer, _admin: Admin) -> HTMLResponse:
    """What finds passages at present, and how far a change to another model is."""
    return HTMLResponse(f"<div>{_embedding(server, embedding_state(server))}</div>", headers=_FRESH)


@routes.post("/found")
def found(_admin: Admin) -> HTMLResponse:
    """The models of this machine, to choose from."""
    return HTMLResponse(render("offered", servers=look_around()), headers=_FRESH)


@routes.post("/models")
def models(server: TheServer, admin: Admin, body: ModelServer) -> HTMLResponse:
    """Those of the server at this address."""
    listed = list_models(server, admin, body)
    found = FoundServer(urlsplit(listed.address).netloc, listed.address, listed.models)
    return HTMLResponse(render("offered", servers=[found]), headers=_FRESH)


@routes.post("/try")
async def try_model(service: TheService, _admin: Admin, body: TryModel) -> HTMLResponse:
    """Ask a question of a model that isn't chosen yet."""
    try:
        chosen = service.server.chosen_model
        candidate = await asyncio.to_thread(chosen.candidate, body.address, body.model, body.key, body.context)
        return HTMLResponse(_tried(await service.try_model(candidate, body.question)), headers=_FRESH)
    except QAError as exc:
        return HTMLResponse(render_failure(sentence(exc)), headers=_FRESH)


def _model(server: Server) -> Markup:
    return render("model_now", **dict(model_state(server)))


def _embedding(server: Server, state: EmbeddingModelState) -> Markup:
    """With how far a change to another model is and how many minutes are left of it, 0 if unknown; or the way to one."""
    known = [BUNDLED_MODEL] if state.model.partition("@")[0] != BUNDLED_MODEL else []
    return render("reembedding", **dict(state), left=server.reembedder.minutes_left(), known=known)


def _tried(answer: Answer) -> Markup:
    """What became of a question that a model was tried with."""
    written = model_of(answer) is not None
    why = (
        _("It didn’t write an answer.")
        if written or answer.notice
        else _("This question is answered without a model, in the documents’ words. Try another.")
    )
    return render(
        "tried",
        written=written,
        author=author_line(answer),
        seconds=round(answer.timings_ms.get("write", 0.0) / 1000, 1),
        claims=len(answer.claims),
        supported=sum(claim.is_supported for claim in answer.claims),
        why=why,
        notice=answer.notice,
        answer=answer.text,
        sources=[f"[{citation.marker}] {source_to_text(citation)}" for citation in answer.citations],
    )


def _question(library: Library) -> str:
    """A question that is surely passed to the model: what the newest document is about."""
    newest = library.document_list.find(order="added", descending=True, limit=1).documents
    return f"What happened, according to “{newest[0].summary.title[:120]}”?" if newest else ""
