"""`/api/v1/documents` and the jobs that add to them."""

import asyncio
import hashlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, File, Form, Header, Query, UploadFile

from qa.documents.dates import told_date
from qa.documents.titles import first_words, headline
from qa.service.api.access import CurrentUser, Editor
from qa.service.api.models import MAX_PAGE, DocumentIds, NewText, NewUrls
from qa.service.api.responses import Described, DocumentPage, ErrorOut, SomeDocuments
from qa.service.api.service import TheService
from qa.service.api.tasks import Task, TaskKind
from qa.service.api.words import spoken
from qa.types import Document, DocumentSummary
from qa.types.errors import LoadError, NotFoundError
from qa.types.questions import dated
from qa.types.service_values import Job

router = APIRouter(tags=["documents"], responses={403: {"model": ErrorOut}, 404: {"model": ErrorOut}})

T = TypeVar("T")
IdempotencyKey = Annotated[
    str | None,
    Header(
        max_length=200,
        description="Sending the same again with the same key begins no second job; anything else with it is refused (409). "
        "A key is known until a day after its job is done.",
    ),
]
_KEY_REUSED: Described = {409: {"model": ErrorOut, "description": "The Idempotency-Key came with something else before."}}
_MAX_NAME_BYTES = 200
_DRIVE, _NO_NAMES = re.compile(r"^[A-Za-z]:"), frozenset({"", ".", ".."})
# The same file as in corpus/; `qa sample` adds it, too.
SAMPLE = Path(__file__).parents[1] / "cli" / "biden-xi-climate-summit.txt"
_LOOK_SECONDS = 0.1


@router.get("/documents", response_model=DocumentPage)
def list_documents(
    service: TheService,
    _user: CurrentUser,
    containing: Annotated[str, Query(max_length=200, description="With each of these words in title, source or author.")] = "",
    since: Annotated[date | None, Query(description="Published on or after this date.")] = None,
    until: Annotated[date | None, Query(description="Published on or before this date.")] = None,
    collection: Annotated[list[str], Query(max_length=100, description="In at least one of these, by id or name.")] = [],  # noqa: B006
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 100,
) -> dict[str, Any]:
    """By title."""
    within, (first, last) = service.library.collections.ids(collection), dated(since, until)
    found = service.library.document_list.find(
        containing, since=first, until=last, collections=within, offset=offset, limit=limit
    )
    return {"total": found.total, "documents": [each.summary for each in found.documents]}


@router.get("/documents/{document_id}")
def get_document(service: TheService, _user: CurrentUser, document_id: str) -> Document:
    """With its whole text; all offsets are into it, in Unicode code points."""
    return service.library.document(document_id)


@router.delete("/documents/{document_id}")
def remove_document(service: TheService, _editor: Editor, document_id: str) -> DocumentSummary:
    """It is never cited again. Its text is kept for a day, so that it can be restored."""
    known = service.library.document_list.get(document_id).summary
    service.check_changeable([known.id])
    return service.server.whole.stores.remove(known.id)


@router.post("/documents/{document_id}/restore")
def restore_document(service: TheService, _editor: Editor, document_id: str) -> DocumentSummary:
    """Undo a removal of the last day."""
    removed = service.library.trash.get(document_id)
    service.check_changeable([removed.id])
    service.server.ingester.restore_all([removed.id])
    return service.library.document_list.get(removed.id).summary


@router.post("/documents/remove", response_model=SomeDocuments)
def remove_documents(service: TheService, _editor: Editor, body: DocumentIds) -> dict[str, Any]:
    """Several at once, those that are there; each can be restored for a day."""
    known = [each for name in body.documents if (each := _found(service.library.document_list.get, name)) is not None]
    ids = [each.summary.id for each in known]
    service.check_changeable(ids)
    return {"documents": service.server.whole.stores.remove_all(ids)}


@router.post("/documents/restore", response_model=SomeDocuments)
def restore_documents(service: TheService, _editor: Editor, body: DocumentIds) -> dict[str, Any]:
    """Undo removals of the last day, as far as they can be."""
    ids = [each.id for name in body.documents if (each := _found(service.library.trash.get, name)) is not None]
    service.check_changeable(ids)
    restored = service.server.ingester.restore_all(ids)
    return {"documents": [service.library.document_list.get(each.id).summary for each in restored]}


@router.post("/documents/files", status_code=202, responses=_KEY_REUSED)
def add_files(
    service: TheService,
    editor: Editor,
    files: Annotated[
        list[UploadFile], File(description="As `qa ingest` takes them; a file's name, with its folders, is its source.")
    ],
    collections: Annotated[list[str], Form(max_length=100, description="Collections to put them into, by id or name.")] = [],  # noqa: B006
    idempotency_key: IdempotencyKey = None,
) -> Job:
    """Begin a job that adds files. A file of the same name as an earlier one replaces it, but not one of the same request."""
    within, closed = service.changeable(collections), tuple(service.closed)
    folder = service.server.jobs.new_folder()
    try:
        tasks, sent = [], hashlib.sha256("".join(f"{each}\0" for each in within).encode())
        known: dict[str, str] = {}
        for number, file in enumerate(files):
            name = _plain_name(file.filename or "")
            path = folder / str(number) / name.rpartition("/")[2]
            path.parent.mkdir()
            with path.open("wb") as copy:
                shutil.copyfileobj(file.file, copy)
            with path.open("rb") as copy:
                digest = hashlib.file_digest(copy, "sha256").hexdigest()
            sent.update(f"{name}\0{digest}\0".encode())
            kind: TaskKind = "file" if known.setdefault(name, digest) == digest else "namesake"
            tasks.append(Task(name, kind, f"{number}/{path.name}", within, closed))
        return service.server.jobs.add(editor.id, tasks, folder, idempotency_key, sent.hexdigest())
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@router.post("/documents/text", status_code=202, responses=_KEY_REUSED)
def add_text(service: TheService, editor: Editor, body: NewText, idempotency_key: IdempotencyKey = None) -> Job:
    """Begin a job that adds a text."""
    within, closed = service.changeable(body.collections), tuple(service.closed)
    sent = hashlib.sha256(body.model_dump_json().encode()).hexdigest()
    source = body.source or f"text/{hashlib.sha256(body.text.encode()).hexdigest()[:16]}"
    title = body.title.strip() or headline(body.text) or first_words(body.text)
    published = body.published.isoformat() if body.published else told_date(body.text)
    # A .jsonl file of one line: what is allowed in it and what becomes of it is said in one place.
    line = {"source": source, "title": title, "text": body.text, "published": published}
    folder = service.server.jobs.new_folder()
    (folder / "text.jsonl").write_text(json.dumps(line), encoding="utf-8")
    task = Task(title or source, "text", "text.jsonl", within, closed)
    return service.server.jobs.add(editor.id, [task], folder, idempotency_key, sent)


@router.post("/documents/sample", status_code=202)
def add_sample(service: TheService, editor: Editor) -> Job:
    """Begin a job that adds the article that comes with the program: to see what this is."""
    folder = service.server.jobs.new_folder()
    shutil.copyfile(SAMPLE, folder / SAMPLE.name)
    task = Task(SAMPLE.name, "file", SAMPLE.name, (), tuple(service.closed))
    return service.server.jobs.add(editor.id, [task], folder, None, SAMPLE.name)


@router.post("/documents/urls", status_code=202, responses=_KEY_REUSED)
def add_urls(service: TheService, editor: Editor, body: NewUrls, idempotency_key: IdempotencyKey = None) -> Job:
    """Begin a job that fetches pages and adds them; of a feed, its articles."""
    within, closed = service.changeable(body.collections), tuple(service.closed)
    sent = hashlib.sha256("\n".join((*body.urls, *within)).encode()).hexdigest()
    tasks = [Task(url, "url", url, within, closed) for url in body.urls]
    return service.server.jobs.add(editor.id, tasks, service.server.jobs.new_folder(), idempotency_key, sent)


@router.get("/jobs/{job_id}")
async def get_job(
    service: TheService,
    editor: Editor,
    job_id: str,
    wait: Annotated[float, Query(ge=0, le=30, description="Seconds to wait for it to be done before answering.")] = 0,
) -> Job:
    """How far a job has got: each file by itself."""
    until = monotonic() + wait
    while (job := await asyncio.to_thread(service.server.jobs.get, job_id, editor.id)).state != "done" and monotonic() < until:
        await asyncio.sleep(_LOOK_SECONDS)
    return _said(job)


@router.delete("/jobs/{job_id}")
def cancel_job(service: TheService, editor: Editor, job_id: str) -> Job:
    """Add nothing more of this job. The document being added now, and what has been, stays; the rest of a file with many
    documents is left out."""
    return _said(service.server.jobs.cancel(job_id, editor.id))


def _said(job: Job) -> Job:
    """The job, with why something failed in the language of whoever asks."""
    told = spoken().told
    return replace(
        job,
        items=tuple(
            replace(item, failures=tuple(replace(each, cause=told(each.cause)) for each in item.failures)) for item in job.items
        ),
    )


def _found(get: Callable[[str], T], name: str) -> T | None:
    try:
        return get(name)
    except NotFoundError:
        return None


def _plain_name(given: str) -> str:
    """The name a client gave with its folders: no drive, no way up or to the root, nothing that isn't printed.

    Browsers write a quote mark in it as %22, and nothing else in this way but the ends of lines.
    """
    plain = _DRIVE.sub("", given).replace("%22", '"').replace("\\", "/")
    *folders, name = ("".join(filter(str.isprintable, part)).strip() for part in plain.split("/"))
    parts = [*(part for part in folders if part not in _NO_NAMES), name]
    if name in _NO_NAMES or any(len(part.encode(errors="replace")) > _MAX_NAME_BYTES for part in parts):
        raise LoadError(f"a file needs a name of 1 to {_MAX_NAME_BYTES} bytes, for example report.txt")
    return "/".join(parts)
