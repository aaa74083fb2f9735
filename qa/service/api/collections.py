"""`/api/v1/collections`: named sets of documents. Everybody may see and ask them; editors and admins change them."""

from typing import Any

from fastapi import APIRouter

from qa.service.api.access import CurrentUser, Editor
from qa.service.api.models import CollectionList, CollectionName, Documents, ErrorOut
from qa.service.api.service import TheService
from qa.store.sql import DocumentCollection

router = APIRouter(tags=["collections"], responses={403: {"model": ErrorOut}, 404: {"model": ErrorOut}})
_TAKEN: dict[int | str, dict[str, Any]] = {409: {"model": ErrorOut, "description": "Another collection has this name."}}


@router.get("/collections", response_model=CollectionList)
def list_collections(service: TheService, _user: CurrentUser) -> dict[str, Any]:
    """By name."""
    return {"collections": service.library.collections.list()}


@router.post("/collections", status_code=201, responses=_TAKEN)
def create_collection(service: TheService, _editor: Editor, body: CollectionName) -> DocumentCollection:
    """An empty one."""
    return service.library.collections.create(body.name)


@router.patch("/collections/{collection_id}", responses=_TAKEN)
def rename_collection(service: TheService, _editor: Editor, collection_id: str, body: CollectionName) -> DocumentCollection:
    """Its documents stay in it."""
    return service.library.collections.rename(collection_id, body.name)


@router.delete("/collections/{collection_id}")
def delete_collection(service: TheService, _editor: Editor, collection_id: str) -> DocumentCollection:
    """Its documents stay in the library. `documents` is how many were in it."""
    return service.library.collections.delete(collection_id)


@router.post("/collections/{collection_id}/documents")
def change_collection(service: TheService, _editor: Editor, collection_id: str, body: Documents) -> DocumentCollection:
    """Put documents into it and take others out; what isn't named stays as it is."""
    service.library.collections.put(collection_id, body.put)
    return service.library.collections.take(collection_id, body.take)
