"""Looks at watched folders and feeds, one at a time, and adds what is new."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from logging import getLogger
from pathlib import Path

from qa.documents.fetching import MAX_URL, Fetcher, shown_url, target_of
from qa.documents.web import is_url, load_article, read_feed
from qa.pipeline.ingestion.folder_sync import FolderSync
from qa.pipeline.ingestion.ingest import Ingester, Summary
from qa.service.api.errors import WRONG
from qa.settings import Settings
from qa.store import Stores
from qa.store.sql import LOCAL, Look, User
from qa.types.errors import BusyError, LoadError, NotFoundError, QAError, RightsError
from qa.types.service_values import Watched, WatchedKind

log = getLogger(__name__)
# Seconds between two looks. A folder costs a listing; a feed costs its site a request.
FOLDER_EVERY, FEED_EVERY = 60.0, 1800.0
_EVERY: Mapping[WatchedKind, float] = {"folder": FOLDER_EVERY, "feed": FEED_EVERY}
# Where another process was writing to the library.
_BUSY_AGAIN = 20.0
# Files of a folder that are added before others' jobs have their turn.
_FILES_AT_ONCE = 20
# New articles of a feed that one look fetches, after the first one; a feed's own bound is `kinds.MAX_ARTICLES`.
_MOST_NEW = 20
MAX_FEED_BYTES = 5_000_000
# Looks at which an article that couldn't be read is fetched again.
_MOST_TRIES = 3
_GONE = "whoever added it may not do so any more; continue it in your own name, or remove it"


class Watching:
    """Looks at what is watched, for this process."""

    def __init__(self, stores: Stores, ingester: Ingester, settings: Settings) -> None:
        self._stores = stores
        self._ingester = ingester
        self._settings = settings
        self._folders: dict[str, FolderSync] = {}

    def still_looking(self, worker: str) -> None:
        """To be told while a look goes on. Raises QAError."""
        self._stores.library.watches.still_looking(worker)

    def look_at_next(self, worker: str, stopped: Callable[[], bool]) -> bool:
        """Look at what is due for longest, until `stopped`; whether anything was. Raises QAError where the library fails."""
        watches = self._stores.library.watches
        taken = watches.take(worker)
        if taken is None:
            return False
        watched, owner, known = taken
        try:
            look = self._look(watched, owner, known, stopped)
        except BusyError:
            look = Look(_BUSY_AGAIN, trouble=watched.trouble, failed=watched.failed, known=known)
        except QAError as exc:
            cause = str(exc).removeprefix(f"{shown_url(watched.place)}: ")
            look = Look(_EVERY.get(watched.kind, FOLDER_EVERY), trouble=cause, known=known, pause=isinstance(exc, RightsError))
        except Exception:
            log.exception("Looking at %s failed", watched.place)
            look = Look(_EVERY.get(watched.kind, FOLDER_EVERY), trouble=WRONG, known=known)
        watches.note(watched.id, worker, look)
        return True

    def _look(self, watched: Watched, owner: str, known: Mapping[str, int], stopped: Callable[[], bool]) -> Look:
        user = self._answering(owner)
        rights = self._stores.library.rights
        closed = tuple(rights.closed_to(user, change=True))
        if any(each in closed for each in watched.collections):
            raise RightsError(_GONE)
        if watched.kind == "feed":
            return self._look_at_feed(watched, known, closed, stopped)
        if not user.admin:
            raise RightsError(_GONE)
        return self._look_at_folder(watched, known)

    def _answering(self, owner: str) -> User:
        """The user with this id, who added it, if they may still do so. Raises RightsError."""
        if self._settings.auth is None:
            return LOCAL
        for user in self._stores.library.accounts.list():
            if user.id == owner and user.edits:
                return user
        raise RightsError(_GONE)

    def _look_at_folder(self, watched: Watched, known: Mapping[str, int]) -> Look:
        """`known` is empty before the first look and after a backup was restored, which may lack what came in since."""
        folder = allowed_folder(watched.place, self._settings)
        sync = self._folders.get(watched.id)
        if sync is None or not known:
            sync = FolderSync(folder, self._stores, self._ingester, collections=watched.collections)
            self._folders[watched.id] = sync
        step, more = sync.look(_FILES_AT_ONCE)
        look = _of(step.summary, 0.001 if more else FOLDER_EVERY, f"{watched.place.rstrip('/')}/")
        trouble = step.held_back or look.trouble
        return replace(look, removed=len(step.removed), trouble=trouble, known={"looked": 1}, more=more)

    def _look_at_feed(
        self, watched: Watched, known: Mapping[str, int], closed: tuple[str, ...], stopped: Callable[[], bool]
    ) -> Look:
        """`known` has 0 for an article that came in, and for any other how often it was tried."""
        private = self._settings.allow_private_urls
        most = min(MAX_FEED_BYTES, int(self._settings.max_file_mb * 1_000_000))
        links = [link for link in read_feed(watched.place, Fetcher(max_bytes=most, private=private)) if len(link) <= MAX_URL]
        new = [link for link in links if known.get(link, -1) and known.get(link, 0) < _MOST_TRIES]
        new = sorted(new, key=lambda link: known.get(link, 0))[: _MOST_NEW if known else None]
        fetcher = Fetcher(max_bytes=int(self._settings.max_file_mb * 1_000_000), private=private)
        loaded = {link: load_article(link, fetcher) for link in new if not stopped()}
        summary = self._ingester.take(loaded.values(), collections=watched.collections, closed=closed)
        failed = {failure.source for failure in summary.failures}
        tried = {link: known.get(link, 0) + 1 if each.source in failed else 0 for link, each in loaded.items()}
        kept = {link: known[link] for link in links if link in known}
        return replace(_of(summary, FEED_EVERY), known={**kept, **tried})


def place_of(given: str, settings: Settings, *, admin: bool) -> tuple[WatchedKind, str]:
    """What is to be watched, as it is kept: a path or a feed's address. Raises LoadError, NotFoundError, RightsError."""
    given = given.strip()
    if not given.startswith("~") and (Path(given).is_absolute() or not given):
        if not admin:
            raise RightsError("only an administrator may have a folder of the server watched; ask one, or give a feed")
        return "folder", str(allowed_folder(given, settings))
    url = given if is_url(given) else f"https://{given}"
    try:
        target = target_of(url)
    except ValueError as exc:
        raise LoadError(f"{shown_url(given)}: {exc}") from exc
    whole = is_url(given) and settings.allow_private_urls
    if not (whole or "." in target.host or ":" in target.host):
        raise LoadError(f"{shown_url(given)} is neither a feed's address nor a whole path; write https://… or /srv/news")
    return "feed", url


def allowed_folder(place: str, settings: Settings) -> Path:
    """The folder of this path, where the settings let it be watched. Raises RightsError; NotFoundError where there is none."""
    folder = Path(os.path.abspath(place))
    try:
        real, own = folder.resolve(), settings.data_dir.resolve()
        there = folder.is_dir()
    except (OSError, ValueError, RuntimeError) as exc:
        raise NotFoundError(f"{place} can't be looked into; check the path and who may read it") from exc
    allowed = settings.watch_folders
    if allowed is None and settings.auth is not None:
        raise RightsError("no folder may be watched here", setting="QA_WATCH_FOLDERS")
    if allowed is not None and not any(real.is_relative_to(each.resolve()) for each in allowed):
        raise RightsError(f"{place} may not be watched here", setting="QA_WATCH_FOLDERS")
    if own.is_relative_to(real) or real.is_relative_to(own):
        raise RightsError(f"{place} holds the library itself, or lies in it; name a folder with documents alone")
    if not there:
        raise NotFoundError(f"there is no folder {place} on the server; check the path")
    return folder


def _of(summary: Summary, again: float, below: str = "") -> Look:
    """Return what a look did, by its ingest; `below`, the folder, is left out of a file's name."""
    trouble = summary.failures[0].cause.removeprefix(below) if summary.failures else ""
    return Look(again, summary.added, summary.updated, failed=len(summary.failures), trouble=trouble)
