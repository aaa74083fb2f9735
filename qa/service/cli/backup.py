"""`qa backup` and `qa restore`."""

import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.service.cli.output import JsonOption, confirm, print_json, read_settings, safe, working

if TYPE_CHECKING:
    from qa.store import Stores
    from qa.store.backup import Backup

_SECONDS_BETWEEN_LOOKS = 0.2
# A server that has found nothing to fill for this long won't.
_SECONDS_TO_BEGIN = 10.0


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it; a new file.")], as_json: JsonOption = False
) -> None:
    """Write everything, conversations and accounts too, to one checked file. A server may go on serving."""
    settings = read_settings()
    with working("Backing up …", "Copying pages") as progress:
        from qa.store.backup import back_up

        made = back_up(settings, file, progress)
    if as_json:
        print_json(asdict(made))
    else:
        typer.echo(f"backed up {_contents(made)} to {safe(str(file))}, {made.bytes / 1e6:,.1f} MB")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `qa backup` has written.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask for confirmation.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Put what was backed up in the place of all that is in the library now. A running server shows it at once.

    Accounts, passwords and tokens are then those of the backup, also ones that were changed or revoked since. Nobody stays
    logged in but the user of QA_AUTH, who stays as they are.
    """
    from qa.store.backup import look_at

    settings = read_settings()
    found = look_at(file)
    question = f"Replace the library in {safe(str(settings.data_dir))} by the {_contents(found)} of {found.made}?"
    confirm(question, "restoring a backup", yes)
    with working("Restoring …", "Copying pages") as progress:
        from qa.store.restore import restore as put_back

        restored = put_back(settings, file, progress)
    with working("Filling the vector index …") as filling:
        from qa.store import Stores

        with Stores(settings, progress=filling) as stores:
            by_server = not stores.in_step and _filled_by_server(stores, filling)
    if as_json:
        print_json(asdict(restored))
    else:
        told = "; the running server is filling its index, and answers meanwhile" if by_server else ""
        typer.echo(f"restored {_contents(restored)} from {safe(str(file))}{told}")


def _filled_by_server(stores: "Stores", filling: Callable[[int, int], None]) -> bool:
    """Show how far the process that keeps the index has got. Whether it is still at it when nothing more is seen to happen."""
    total = left = stores.library.vectors.state().pending
    since = time.monotonic()
    while left and time.monotonic() - since < _SECONDS_TO_BEGIN:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
        now = stores.library.vectors.state().pending
        if now != left:
            left, since = now, time.monotonic()
        filling(total - left, total)
    return left > 0


def _contents(backup: "Backup") -> str:
    return f"{backup.documents:,} documents, {backup.chunks:,} chunks"
