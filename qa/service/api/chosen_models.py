"""`/api/v1/language-model` and `/embedding-model`: which models write and find passages. Administrators alone.

A key goes in and never comes out.
"""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from qa.documents.fetching import MAX_URL
from qa.pipeline.writing.servers import FoundServer, ListedModel, checked_key, look_around, models_of, server_address
from qa.service.api.access import Admin
from qa.service.api.errors import RefusedError
from qa.service.api.models import Body, Text
from qa.service.api.responses import Described, ErrorOut
from qa.service.api.service import Server, TheServer
from qa.store.sql.next_vectors import Reembedding
from qa.types.errors import ModelError, SettingsError

_FORBIDDEN: Described = {403: {"model": ErrorOut, "description": "Who asks is no administrator."}}
_FIXED: Described = {409: {"model": ErrorOut, "description": "QA_LLM is set, and wins."}}
language = APIRouter(prefix="/language-model", tags=["language model"], responses=_FORBIDDEN)
embedding = APIRouter(prefix="/embedding-model", tags=["embedding model"], responses=_FORBIDDEN)


class ModelServer(Body):
    """Without a `key` the kept one is meant, where it was kept for this very address; an empty one means none."""

    address: Annotated[Text, Field(min_length=1, max_length=MAX_URL, examples=["http://127.0.0.1:11434/v1"])]
    key: Annotated[Text | None, Field(max_length=1000, description="Never given back.")] = None


class ChooseModel(ModelServer):
    model: Annotated[Text, Field(min_length=1, max_length=200, examples=["llama3.2"])]
    context: Annotated[int | None, Field(ge=1, le=10_000_000, description="Tokens that it reads and writes at most.")] = None


class ModelState(BaseModel):
    """`set_by`: nobody, so that answers are in the documents' words; QA_LLM, which wins; or an administrator."""

    set_by: Literal["setting", "administrator"] | None
    model: str | None = None
    address: str | None = None
    context: int
    has_key: bool | None = None
    chosen: str | None = None


class FoundServers(BaseModel):
    servers: tuple[FoundServer, ...]


class ListedModels(BaseModel):
    address: str
    models: tuple[ListedModel, ...]


@language.get("")
def get_model(server: TheServer, _admin: Admin) -> ModelState:
    """The model that writes now, and whether a setting or an administrator has chosen it."""
    return model_state(server)


@language.put("", responses=_FIXED)
def choose_model(server: TheServer, _admin: Admin, body: ChooseModel) -> ModelState:
    """Have this model write from the next question on. Another address than before needs its key again."""
    _refuse_where_set(server)
    chosen = server.chosen_model
    chosen.choose(chosen.candidate(body.address, body.model, body.key, body.context))
    return model_state(server)


@language.delete("", responses=_FIXED)
def clear_model(server: TheServer, _admin: Admin) -> ModelState:
    """Answers are in the documents' words from the next question on; the key is forgotten."""
    _refuse_where_set(server)
    server.chosen_model.clear()
    return model_state(server)


@language.post("/found")
def find_servers(_admin: Admin) -> FoundServers:
    """Look at the usual ports of Ollama, LM Studio, llama.cpp and vLLM on the server's own machine, and nowhere else."""
    return FoundServers(servers=look_around())


@language.post("/models")
def list_models(server: TheServer, _admin: Admin, body: ModelServer) -> ListedModels:
    """Ask the server at this address for its models."""
    address = server_address(body.address)
    key = server.chosen_model.key_for(address) if body.key is None else checked_key(body.key)
    return ListedModels(address=address, models=models_of(address, key))


def model_state(server: Server) -> ModelState:
    settings = server.settings
    if settings.llm is not None:
        name = settings.llm.partition(":")[2]
        return ModelState(set_by="setting", model=name, address=settings.llm_base_url, context=settings.llm_context)
    chosen = server.chosen_model.get()
    if chosen is None:
        return ModelState(set_by=None, context=settings.llm_context)
    return ModelState(
        set_by="administrator",
        model=chosen.model,
        address=chosen.address,
        context=chosen.context or settings.llm_context,
        has_key=chosen.sealed_key is not None,
        chosen=chosen.chosen,
    )


def _refuse_where_set(server: Server) -> None:
    if server.settings.llm is not None:
        raise RefusedError(
            409,
            "set_by_setting",
            f"the server is set to {server.settings.llm}, which wins; unset that and start it anew",
            setting="QA_LLM",
        )


class ChooseEmbeddingModel(Body):
    model: Annotated[
        Text, Field(min_length=1, max_length=1000, examples=["all-MiniLM-L6-v2"], description="A name; no folder.")
    ]


class EmbeddingModelState(BaseModel):
    """`model` finds passages now, and until the `change` is done."""

    model: str
    passages: int
    change: Reembedding | None


@embedding.get("")
def get_embedding_model(server: TheServer, _admin: Admin) -> EmbeddingModelState:
    """The model that finds passages now, and how far a change to another one is."""
    return embedding_state(server)


@embedding.put("", status_code=202)
def change_embedding_model(server: TheServer, _admin: Admin, body: ChooseEmbeddingModel) -> EmbeddingModelState:
    """Have every passage embedded by this model; questions are answered with the present one until that is done."""
    try:
        server.reembedder.begin(body.model)
    except (ModelError, SettingsError) as exc:
        raise RefusedError(422, "embedding_model", str(exc)) from exc
    return embedding_state(server)


@embedding.delete("")
def cancel_change(server: TheServer, _admin: Admin) -> EmbeddingModelState:
    """Drop what was made for a change that isn't done; the library stays as it is."""
    server.whole.library.reembeddings.cancel()
    return embedding_state(server)


def embedding_state(server: Server) -> EmbeddingModelState:
    library = server.whole.library
    change = library.reembeddings.get()  # first: where it is done by now, the model is the new one
    name = library.embedding_model or server.whole.embedder.name
    return EmbeddingModelState(model=name, passages=library.chunk_count, change=change)
