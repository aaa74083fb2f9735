"""`/api/v1/scopes`: what somebody asks about again and again, and what they chose last. Everybody has their own."""

import asyncio
from typing import Any

from fastapi import APIRouter

from qa.service.api.access import CurrentUser
from qa.service.api.models import NewScope, Within
from qa.service.api.responses import ErrorOut, SavedScopeOut, ScopeList, ScopeOut
from qa.service.api.service import TheService
from qa.store.sql import SavedScope

router = APIRouter(tags=["scopes"], responses={404: {"model": ErrorOut}})


@router.get("/scopes", response_model=ScopeList)
def list_scopes(service: TheService, user: CurrentUser) -> dict[str, Any]:
    """By name."""
    scopes = service.library.scopes
    return {"last": scopes.last(user.id).to_json(), "scopes": [_json(each) for each in scopes.list(user.id)]}


@router.put("/scopes/last", response_model=ScopeOut)
async def remember_scope(service: TheService, user: CurrentUser, body: Within) -> dict[str, Any]:
    """What the app begins with when you open it again."""
    scope = await service.scope(body)
    await asyncio.to_thread(service.library.scopes.remember, user.id, scope)
    return scope.to_json()


@router.post("/scopes", status_code=201, response_model=SavedScopeOut)
async def keep_scope(service: TheService, user: CurrentUser, body: NewScope) -> dict[str, Any]:
    """Keep a choice under a name."""
    scope = await service.scope(body)
    return _json(await asyncio.to_thread(service.library.scopes.keep, user.id, body.name, scope))


@router.delete("/scopes/{scope_id}", response_model=SavedScopeOut)
def delete_scope(service: TheService, user: CurrentUser, scope_id: str) -> dict[str, Any]:
    """The documents and collections that it names stay as they are."""
    return _json(service.library.scopes.delete(scope_id, user.id))


def _json(saved: SavedScope) -> dict[str, Any]:
    return {"id": saved.id, "name": saved.name, **saved.scope.to_json()}
