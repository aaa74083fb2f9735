"""`qa move`."""

from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from qa.service.cli.doctor import print_findings
from qa.service.cli.output import JsonOption, print_json, read_settings, safe, working
from qa.types.errors import BusyError, LibraryError, SettingsError

if TYPE_CHECKING:
    from qa.settings import Settings


class Where(StrEnum):
    SERVER = "to-server"
    FILE = "to-file"


def move(
    where: Annotated[Where, typer.Argument(help="to-server: from QA_DATA_DIR to QA_DATABASE_URL. to-file: the way back.")],
    as_json: JsonOption = False,
) -> None:
    """Copy the whole library from its file to a PostgreSQL server, or back; then check what has arrived.

    Everything goes: documents, vectors, statements, conversations, feedback, accounts. Where it goes to must be empty, and what
    it comes from stays as it is. Stop servers that write to it before: what they would add meanwhile isn't copied.
    """
    settings = read_settings()
    if settings.database_url is None:
        raise SettingsError("moving takes both places; set QA_DATABASE_URL and QA_CHROMA_URL beside QA_DATA_DIR")
    at_file = settings.model_copy(update={"database_url": None, "chroma_url": None})
    target = settings if where is Where.SERVER else at_file
    with working("Copying …", "Copying rows") as progress:
        from qa.store.sql import Library, transfer

        _refuse_absent_or_served(at_file, there=where is Where.SERVER)
        with Library.of(at_file if where is Where.SERVER else settings) as old, Library.of(target) as new:
            names = old.name, new.name
            counts = transfer(old, new, progress)
    with working("Filling the vector index …") as filling:
        from qa.pipeline.health import examine
        from qa.store import Stores

        with Stores(target, progress=filling):
            pass
        findings = tuple(examine(target))
    if as_json:
        print_json({"rows": counts, "findings": [asdict(finding) for finding in findings]})
    else:
        told = ", ".join(f"{counts[name]:,} {name}" for name in ("documents", "chunks", "statements", "conversations", "users"))
        typer.echo(f"copied {told} from {safe(names[0])} to {safe(names[1])}; every row was read back and compared")
        print_findings(findings)
    if any(finding.state == "wrong" for finding in findings):
        raise typer.Exit(1)


def _refuse_absent_or_served(at_file: "Settings", *, there: bool) -> None:
    from qa.store.process_lock import IndexLock

    if there and not (at_file.data_dir / "library.sqlite").exists():
        raise LibraryError(f"there is no library in {at_file.data_dir} to copy; set QA_DATA_DIR to the folder of one")
    if at_file.data_dir.exists() and IndexLock(at_file.data_dir, serving=False).served():
        raise BusyError(f"a server is running on {at_file.data_dir}; stop it first, or what is added meanwhile is left behind")
