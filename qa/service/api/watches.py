"""`/api/v1/watched`: folders of the server and feeds whose new documents come in by themselves.

Editors have feeds watched and see their own; admins see all, and may have folders watched, too.
"""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from qa.documents.fetching import MAX_URL
from qa.service.api.access import Editor
from qa.service.api.models import Body, Into, Text
from qa.service.api.responses import Described, ErrorOut, WatchedList
from qa.service.api.service import Service, TheService
from qa.service.api.watching import place_of
from qa.service.api.words import spoken
from qa.store.sql import User
from qa.types.service_values import Watched

router = APIRouter(tags=["watched"], responses={403: {"model": ErrorOut}, 404: {"model": ErrorOut}})
_TAKEN: Described = {409: {"model": ErrorOut, "description": "It is watched already."}}


class NewWatched(Body):
    place: Annotated[
        Text, Field(min_length=1, max_length=MAX_URL, description="The address of a feed, or the whole path of a folder.")
    ]
    collections: Into = []


class Paused(Body):
    paused: Annotated[bool, Field(description="False continues it in your own name, and looks at it at once.")]


@router.get("/watched")
def list_watched(service: TheService, editor: Editor) -> WatchedList:
    """Folders first. `trouble` says what went wrong at the last look, of one document or of all."""
    return WatchedList(watched=[_out(each) for each in watched_of(service, editor)])


@router.post("/watched", status_code=201, responses=_TAKEN)
def watch(service: TheService, editor: Editor, body: NewWatched) -> Watched:
    """Watch it from now on. New articles of the feed come in every half hour; a folder is looked at every minute."""
    within = service.changeable(body.collections)
    kind, place = place_of(body.place, service.server.settings, admin=editor.admin)
    begun = service.server.whole.library.watches.begin(kind, place, editor.id, within)
    service.server.jobs.look()
    return _out(begun)


@router.post("/watched/{watch_id}/look")
def look(service: TheService, editor: Editor, watch_id: str) -> Watched:
    """Look at it next."""
    watches = service.server.whole.library.watches
    asked = watches.look_soon(watches.get(watch_id, _whose(editor)).id)
    service.server.jobs.look()
    return _out(asked)


@router.patch("/watched/{watch_id}")
def pause(service: TheService, editor: Editor, watch_id: str, body: Paused) -> Watched:
    """Pause it, or continue it."""
    watches = service.server.whole.library.watches
    known = watches.get(watch_id, _whose(editor))
    if body.paused:
        return _out(watches.pause(known.id))
    there = {each.id for each in service.server.whole.library.collections.list()}
    service.changeable([each for each in known.collections if each in there])  # one that was deleted keeps nobody from it
    place_of(known.place, service.server.settings, admin=editor.admin)
    continued = watches.go_on(known.id, editor.id)
    service.server.jobs.look()
    return _out(continued)


@router.delete("/watched/{watch_id}")
def stop_watching(service: TheService, editor: Editor, watch_id: str) -> Watched:
    """What came in by it stays in the library."""
    watches = service.server.whole.library.watches
    return _out(watches.remove(watches.get(watch_id, _whose(editor)).id))


def watched_of(service: Service, editor: User) -> tuple[Watched, ...]:
    """What is watched that this person may see and change."""
    return service.server.whole.library.watches.list(_whose(editor))


def _whose(editor: User) -> str | None:
    return None if editor.admin else editor.id


def _out(watched: Watched) -> Watched:
    """What is told of it, in the language of whoever asks."""
    return replace(watched, trouble=spoken().told(watched.trouble))
