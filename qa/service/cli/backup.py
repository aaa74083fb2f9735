"""`qa backup` and `qa restore`."""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from qa.service.cli.output import JsonOption, YesOption, confirm, read_settings, safe, tell, working
from qa.types.errors import BackupError, QuestionError
from qa.types.text import counted

if TYPE_CHECKING:
    from qa.settings import Settings
    from qa.store import Stores
    from qa.store.archive import Backup

_SECONDS_BETWEEN_LOOKS = 0.2
# A server that has found nothing to fill for this long won't.
_SECONDS_TO_BEGIN = 10.0
_MAKE = "make"
# A command misspelt in two of six letters, or in one of four, is told from a file.
_LETTERS_A_SLIP = 3


class MakesByDefault(TyperGroup):
    """`qa backup FILE` makes one; `qa backup verify FILE` looks at one."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            _check_name(args[0], self.commands)
            args = [_MAKE, *args]
        return super().parse_args(ctx, args)


def _check_name(file: str, commands: Iterable[str]) -> None:
    """Raises QuestionError for a misspelt command, which is no name of a file."""
    from rapidfuzz.distance import OSA

    for command in commands:
        if OSA.distance(file, command) <= len(command) // _LETTERS_A_SLIP:
            raise QuestionError(f"{file!r} is nearly `qa backup {command}`; write that, or ./{file} for a file of this name")


app = typer.Typer(
    cls=MakesByDefault,
    help="Write everything to one signed file, `qa backup FILE`, or check such a file, `qa backup verify FILE`.",
    epilog="Example: qa backup library.citedqa.zip",
    no_args_is_help=True,
    rich_markup_mode=None,
)
PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Its first line is the passphrase; without it QA_BACKUP_PASSPHRASE is, or you are asked."
    ),
]
SignedBy = Annotated[str | None, typer.Option(metavar="KEY", help="Accept one that was signed with this key, too.")]
Unsigned = Annotated[bool, typer.Option("--unsigned", help="Accept one without a signature, too.")]


@app.command(_MAKE, epilog="Example: qa backup library.citedqa.zip --encrypt")
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it; a new file.")],
    encrypt: Annotated[bool, typer.Option("--encrypt", help="Encrypt it with a passphrase.")] = False,
    passphrase_file: PassphraseFile = None,
    as_json: JsonOption = False,
) -> None:
    """Write everything, conversations and accounts too, to one checked and signed file. A server may go on serving."""
    settings = read_settings()
    passphrase = _passphrase(settings, passphrase_file, new=True) if encrypt or passphrase_file else None
    with working("Backing up …", "Copying pages") as progress:
        from qa.store.backup import back_up

        made = back_up(settings, file, progress, passphrase)
    how = "encrypted and signed" if made.encrypted else "signed"
    words = f"backed up {_contents(made)} to {safe(str(file))}, {made.bytes / 1e6:,.1f} MB, {how} by {made.signed_by}"
    tell(made.to_json(), words, as_json=as_json)


@app.command("verify", epilog="Example: qa backup verify library.citedqa.zip")
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `qa backup` has written.")],
    signed_by: SignedBy = None,
    unsigned: Unsigned = False,
    as_json: JsonOption = False,
) -> None:
    """Check that a backup is whole, unchanged and signed with this data directory's key. Nothing is restored."""
    from qa.store.archive import Trust
    from qa.store.backup import verify as read_through

    found = read_through(read_settings(), file, Trust(signed_by, unsigned))
    by = f"signed by {found.signed_by}" if found.signed_by else "not signed"
    words = f"whole: {_contents(found)} of {safe(found.made)}, {'encrypted, ' if found.encrypted else ''}{by}"
    tell(found.to_json(), words, as_json=as_json)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `qa backup` has written.")],
    yes: YesOption = False,
    signed_by: SignedBy = None,
    unsigned: Unsigned = False,
    passphrase_file: PassphraseFile = None,
    as_json: JsonOption = False,
) -> None:
    """Put what was backed up in the place of all that is in the library now. A running server shows it at once.

    Only what this data directory's own key has signed is taken, unless you say otherwise. Accounts, passwords and tokens are
    then those of the backup, also ones that were changed or revoked since. Nobody stays logged in but the user of QA_AUTH, who
    stays as they are.
    """
    from qa.store.archive import Trust, look_at

    settings, trust = read_settings(), Trust(signed_by, unsigned)
    found = look_at(file)
    trust.check(settings.data_dir, file, found)
    question = f"Replace the library in {safe(str(settings.data_dir))} by the {_contents(found)} of {safe(found.made)}?"
    confirm(question, "restoring a backup", yes)
    passphrase = _passphrase(settings, passphrase_file, new=False) if found.encrypted else None
    with working("Restoring …", "Copying pages") as progress:
        from qa.store.backup import restore as put_back

        restored = put_back(settings, file, progress, trust, passphrase)
    with working("Filling the vector index …") as filling:
        from qa.store import Stores

        with Stores(settings, progress=filling) as stores:
            by_server = not stores.keeper.in_step and _filled_by_server(stores, filling)
    meanwhile = "; the running server is filling its index, and answers meanwhile" if by_server else ""
    tell(restored.to_json(), f"restored {_contents(restored)} from {safe(str(file))}{meanwhile}", as_json=as_json)


def _passphrase(settings: "Settings", file: Path | None, *, new: bool) -> str:
    """Never an argument: those stand in the shell's history and in the list of processes. Raises BackupError."""
    if file is not None:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as exc:
            raise BackupError(f"the passphrase can't be read from {file}: {getattr(exc, 'strerror', None) or exc}") from exc
        if not lines or not lines[0]:
            raise BackupError(f"the first line of {file} is empty; write the passphrase there")
        return lines[0]
    if settings.backup_passphrase is not None:
        return settings.backup_passphrase
    if not sys.stdin.isatty():
        raise BackupError("a passphrase is needed; set QA_BACKUP_PASSPHRASE, give --passphrase-file, or run this in a terminal")
    asked: Any = typer.prompt("Passphrase", hide_input=True, confirmation_prompt="Again" if new else False, err=True)
    return str(asked)


def _filled_by_server(stores: "Stores", filling: Callable[[int, int], None]) -> bool:
    """Show how far the process that keeps the index has got, until nothing more happens; whether anything is left then."""
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
    return f"{counted(backup.documents, 'document')}, {counted(backup.chunks, 'chunk')}"
