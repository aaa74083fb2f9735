"""`/api/v1/language-model`: which model writes the answers. Administrators alone; a key goes in and never comes out."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from qa.documents.fetching import MAX_URL
from qa.pipeline.writing.endpoint import checked_key, server_address
from qa.pipeline.writing.servers import FoundServer, ListedModel, look_around, models_of
from qa.service.api.access import Admin
from qa.service.api.errors import RefusedError
from qa.service.api.models import Body, Text
from qa.service.api.responses import ErrorOut
from qa.service.api.service import Service, TheService

router = APIRouter(
    prefix="/language-model",
    tags=["language model"],
    responses={403: {"model": ErrorOut, "description": "Who asks is no administrator."}},
)


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


@router.get("", response_model=ModelState)
def get_model(service: TheService, _admin: Admin) -> dict[str, Any]:
    """The model that writes now, and whether a setting or an administrator has chosen it."""
    return model_state(service)


@router.put("", response_model=ModelState, responses={409: {"model": ErrorOut, "description": "QA_LLM is set, and wins."}})
def choose_model(service: TheService, _admin: Admin, body: ChooseModel) -> dict[str, Any]:
    """Have this model write from the next question on. Another address than before needs its key again."""
    _refuse_where_set(service)
    chosen = service.chosen_model
    chosen.choose(chosen.candidate(body.address, body.model, body.key, body.context))
    return model_state(service)


@router.delete("", response_model=ModelState, responses={409: {"model": ErrorOut, "description": "QA_LLM is set, and wins."}})
def clear_model(service: TheService, _admin: Admin) -> dict[str, Any]:
    """Answers are in the documents' words from the next question on; the key is forgotten."""
    _refuse_where_set(service)
    service.chosen_model.clear()
    return model_state(service)


@router.post("/found")
def find_servers(_admin: Admin) -> FoundServers:
    """Look at the usual ports of Ollama, LM Studio, llama.cpp and vLLM on the server's own machine, and nowhere else."""
    return FoundServers(servers=look_around())


@router.post("/models")
def list_models(service: TheService, _admin: Admin, body: ModelServer) -> ListedModels:
    """Ask the server at this address for its models."""
    address = server_address(body.address)
    key = service.chosen_model.key_for(address) if body.key is None else checked_key(body.key)
    return ListedModels(address=address, models=models_of(address, key))


def model_state(service: Service) -> dict[str, Any]:
    settings = service.settings
    if settings.llm is not None:
        name = settings.llm.partition(":")[2]
        return {"set_by": "setting", "model": name, "address": settings.llm_base_url, "context": settings.llm_context}
    chosen = service.chosen_model.get()
    if chosen is None:
        return {"set_by": None, "context": settings.llm_context}
    return {
        "set_by": "administrator",
        "model": chosen.model,
        "address": chosen.address,
        "context": chosen.context or settings.llm_context,
        "has_key": chosen.sealed_key is not None,
        "chosen": chosen.chosen,
    }


def _refuse_where_set(service: Service) -> None:
    if service.settings.llm is not None:
        raise RefusedError(
            409, "set_by_setting", f"QA_LLM is set to {service.settings.llm}, and wins; unset it and start the server anew"
        )
