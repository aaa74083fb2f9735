"""`/api/v1/collections`: named sets of documents, and who may read and change them.

What isn't limited everybody may see and ask, and editors and admins may change. A limited one is known to those alone who may
read it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from qa.service.api.access import Admin, CurrentUser, Editor
from qa.service.api.models import Body, CollectionName, Documents, Name
from qa.service.api.responses import CollectionList, Described, ErrorOut
from qa.service.api.service import Service, TheService
from qa.store.sql import DocumentCollection, Rights, User
from qa.types.errors import NameTakenError, NoNameError, NotFoundError, RightsError

router = APIRouter(tags=["collections"], responses={403: {"model": ErrorOut}, 404: {"model": ErrorOut}})
Who = Annotated[list[Name], Field(max_length=1000, examples=[["ann", "role:editor"]])]
_TAKEN: Described = {409: {"model": ErrorOut, "description": "Another collection has this name."}}


@router.get("/collections")
def list_collections(service: TheService, _user: CurrentUser) -> CollectionList:
    """By name."""
    return CollectionList(collections=service.library.collections.list())


@router.post("/collections", status_code=201, responses=_TAKEN)
def create_collection(service: TheService, _editor: Editor, body: CollectionName) -> DocumentCollection:
    """An empty one."""
    with _taken(service):
        return service.server.whole.library.collections.create(body.name)


@router.patch("/collections/{collection_id}", responses=_TAKEN)
def rename_collection(service: TheService, _editor: Editor, collection_id: str, body: CollectionName) -> DocumentCollection:
    """Its documents stay in it."""
    (known,) = service.changeable([collection_id])
    with _taken(service):
        return service.server.whole.library.collections.rename(known, body.name)


@router.delete("/collections/{collection_id}")
def delete_collection(service: TheService, _editor: Editor, collection_id: str) -> DocumentCollection:
    """Its documents stay in the library; a limited one must be empty, or opened before. `documents` is how many were in it."""
    (known,) = service.changeable([collection_id])
    return service.server.whole.library.collections.delete(known)


@router.post("/collections/{collection_id}/documents")
def change_collection(service: TheService, _editor: Editor, collection_id: str, body: Documents) -> DocumentCollection:
    """Put documents into it and take others out; what isn't named stays as it is. Nothing is put where one isn't there."""
    (known,) = service.changeable([collection_id])
    there = service.library.document_list.titles_of(body.put)
    if missing := [each for each in body.put if each not in there]:  # also what they may not read: a refusal would tell of it
        raise NotFoundError(f"no document {missing[0]!r} in the library; documents are named by their ids here")
    service.check_changeable(tuple(there))
    service.library.collections.put(known, body.put)
    return service.library.collections.take(known, body.take)


class NewRights(Body):
    """Names of users, `role:reader` or `role:editor`; who may change it may read it."""

    readers: Who = []
    editors: Who = []


@router.get("/collections/{collection_id}/rights")
def get_rights(service: TheService, user: CurrentUser, collection_id: str) -> Rights:
    """Who may read and change it, beside administrators: told to those who may change it."""
    return service.library.rights.get(_of_its_editor(service, user, collection_id))


@router.put("/collections/{collection_id}/rights")
def limit_collection(service: TheService, user: CurrentUser, collection_id: str, body: NewRights) -> Rights:
    """Limit it to these people, in the place of those of before. Only an administrator may limit what is open."""
    known = _of_its_editor(service, user, collection_id)
    return service.server.whole.library.rights.limit(known, body.readers, body.editors)


@router.delete("/collections/{collection_id}/rights")
def open_collection(service: TheService, _admin: Admin, collection_id: str) -> Rights:
    """Everybody may read it from now on, and every editor may change it."""
    return service.server.whole.library.rights.open(collection_id)


def _of_its_editor(service: Service, user: User, collection: str) -> str:
    """The id of the collection, where this person may say who reads it. Raises NotFoundError, RightsError."""
    known = service.library.collections.get(collection)
    if not user.admin and (not known.limited or known.id in service.closed):
        raise RightsError("only an administrator or an editor of a limited collection may say who reads it; ask one")
    return known.id


@contextmanager
def _taken(service: Service) -> Iterator[None]:
    """How another collection writes its name is told to those alone who may read all."""
    try:
        yield
    except NoNameError:
        raise
    except NameTakenError as exc:
        if not service.library.closed:
            raise
        raise NameTakenError("this can't be its name: it is empty, too long, or taken; give another one") from exc
