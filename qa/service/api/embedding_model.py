"""`/api/v1/embedding-model`: which model finds passages, and the change to another. Administrators alone."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from qa.service.api.access import Admin
from qa.service.api.errors import RefusedError
from qa.service.api.models import Body, Text
from qa.service.api.responses import ErrorOut
from qa.service.api.service import Service, TheService
from qa.types.errors import ModelError, SettingsError

router = APIRouter(
    prefix="/embedding-model",
    tags=["embedding model"],
    responses={403: {"model": ErrorOut, "description": "Who asks is no administrator."}},
)


class ChooseEmbeddingModel(Body):
    model: Annotated[
        Text, Field(min_length=1, max_length=1000, examples=["all-MiniLM-L6-v2"], description="A name; no folder.")
    ]


class ReembeddingOut(BaseModel):
    """`done` of `total` passages have the new model's vectors. `trouble`: why it doesn't go on."""

    setting: str
    begun: str
    done: int
    total: int
    at_work: bool
    trouble: str | None


class EmbeddingModelState(BaseModel):
    """`model` finds passages now, and until the `change` is done."""

    model: str
    passages: int
    change: ReembeddingOut | None


@router.get("", response_model=EmbeddingModelState)
def get_embedding_model(service: TheService, _admin: Admin) -> dict[str, Any]:
    """The model that finds passages now, and how far a change to another one is."""
    return embedding_state(service)


@router.put("", response_model=EmbeddingModelState, status_code=202)
def change_embedding_model(service: TheService, _admin: Admin, body: ChooseEmbeddingModel) -> dict[str, Any]:
    """Have every passage embedded by this model; questions are answered with the present one until that is done."""
    try:
        service.reembedder.begin(body.model)
    except (ModelError, SettingsError) as exc:
        raise RefusedError(422, "embedding_model", str(exc)) from exc
    return embedding_state(service)


@router.delete("", response_model=EmbeddingModelState)
def cancel_change(service: TheService, _admin: Admin) -> dict[str, Any]:
    """Drop what was made for a change that isn't done; the library stays as it is."""
    service.library.reembeddings.cancel()
    return embedding_state(service)


def embedding_state(service: Service) -> dict[str, Any]:
    change = service.library.reembeddings.get()
    name = service.library.embedding_model or service.pipeline.embedder.name
    return {"model": name, "passages": service.library.chunk_count, "change": asdict(change) if change else None}
