"""`qa users`, `qa sessions` and `qa tokens`."""

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from qa.service.cli.output import JsonOption, YesOption, confirm, print_list, read_settings, safe
from qa.types.errors import AccountError, NotFoundError

if TYPE_CHECKING:
    from qa.store.sql import Library

users = typer.Typer(help="Who may log in where QA_AUTH is set.", no_args_is_help=True, rich_markup_mode=None)
sessions = typer.Typer(help="Where people are logged in.", no_args_is_help=True, rich_markup_mode=None)
tokens = typer.Typer(help="Bearer tokens, with which programs use the API.", no_args_is_help=True, rich_markup_mode=None)
Name = Annotated[str, typer.Argument(help="The name to log in with.")]


def _open() -> "Library":
    """The library, with the user whom QA_AUTH names from the first command on, not only from the first `qa serve`."""
    from qa.store.sql import Library

    settings = read_settings()
    library = Library.of(settings)
    if settings.auth is not None:
        library.accounts.admit_first(settings.auth)
    return library


def _check_known(library: "Library", user: str) -> None:
    if not any(each.name == user for each in library.accounts.list()):
        raise NotFoundError(f"no user {user!r}; `qa users list` shows names")


@users.command("add", epilog="Example: qa users add ann --admin")
def add_user(
    name: Name,
    admin: Annotated[bool, typer.Option("--admin", help="May change the library, and sees everybody's feedback.")] = False,
    editor: Annotated[bool, typer.Option("--editor", help="May change the library.")] = False,
) -> None:
    """Add a user; the password is asked for, or is the first line of standard input."""
    with _open() as library:
        library.accounts.check_new(name)  # before somebody thinks of a password
        user = library.accounts.add(name, _new_password(), admin, editor)
    typer.echo(f"added {safe(user.name)}{'' if user.role == 'reader' else f', an {user.role}'}")


@users.command("password", epilog="Example: qa users password ann")
def change_password(name: Name) -> None:
    """Give a user a new password; this logs them out everywhere and revokes their tokens."""
    with _open() as library:
        _check_known(library, name)
        library.accounts.set_password(name, _new_password())
    typer.echo(f"{safe(name)} has a new password")


@users.command("list", epilog="Example: qa users list")
def list_users(as_json: JsonOption = False) -> None:
    """List all users by name."""
    with _open() as library:
        found = library.accounts.list()
    print_list(
        found,
        lambda user: f"{user.name}{'' if user.role == 'reader' else f'  {user.role}'}",
        "no users yet; add one with: qa users add NAME",
        as_json=as_json,
        to_json=lambda user: {**asdict(user), "role": user.role},
    )


@users.command("remove", epilog="Example: qa users remove ann --yes")
def remove_user(name: Name, yes: YesOption = False) -> None:
    """Remove a user with their sessions, tokens and conversations."""
    with _open() as library:
        _check_known(library, name)
        confirm(f"Remove {safe(name)} and all their conversations, for good?", "removing a user", yes)
        user = library.accounts.remove(name)
    typer.echo(f"removed {safe(user.name)}")


@users.command("hash", epilog='Example: export QA_AUTH="ann:$(qa users hash)"')
def hash_password() -> None:
    """Print the hash of a password, to stand in QA_AUTH instead of the password."""
    from qa.store.sql import hash_password as hash_of

    typer.echo(hash_of(_new_password()))


def _new_password() -> str:
    """Never an argument: those stand in the shell's history and in the list of processes."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt="Again", err=True))
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise AccountError("no password was given; write it as the first line of standard input, or run this in a terminal")
    return password


@sessions.command("list", epilog="Example: qa sessions list ann")
def list_sessions(
    user: Annotated[str | None, typer.Argument(help="Only this user's.")] = None, as_json: JsonOption = False
) -> None:
    """List the sessions, the one used last first."""
    with _open() as library:
        found = library.sessions.list(user)
    print_list(
        found,
        lambda each: f"{each.id}  used {each.seen[:16]}  {each.user}  {each.address or 'address unknown'}",
        "nobody is logged in",
        as_json=as_json,
    )


@sessions.command("end", epilog="Example: qa sessions end --user ann")
def end_session(
    session_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="A session's id, as `qa sessions list` shows it.")
    ] = None,
    user: Annotated[str | None, typer.Option("--user", help="All of this user's.")] = None,
) -> None:
    """Log out one session, or a user everywhere."""
    if (session_id is None) == (user is None):
        raise typer.BadParameter("say which: an ID, or --user NAME")
    with _open() as library:
        if session_id is not None:
            library.sessions.end(session_id)
            typer.echo(f"ended {session_id}")
            return
        assert user is not None
        _check_known(library, user)
        ended = library.sessions.end_all(user)
    typer.echo(f"ended {ended} of {safe(user)}'s sessions")


@tokens.command("create", epilog="Example: qa tokens create ann --label notebook")
def create_token(
    user: Annotated[str, typer.Argument(help="Whose rights it has.")],
    label: Annotated[str, typer.Option(help="What it is for.")] = "",
) -> None:
    """Print a new token; it is never shown again."""
    with _open() as library:
        typer.echo(library.accounts.create_token(user, label))


@tokens.command("list", epilog="Example: qa tokens list")
def list_tokens(as_json: JsonOption = False) -> None:
    """List all tokens by what they are for; the tokens themselves are not kept."""
    with _open() as library:
        found = library.accounts.tokens()
    print_list(
        found,
        lambda each: f"{each.id}  {each.created[:10]}  {each.user}  {each.label}",
        "no tokens yet; make one with: qa tokens create USER",
        as_json=as_json,
    )


@tokens.command("revoke", epilog="Example: qa tokens revoke 5d0c9a1e")
def revoke_token(
    token_id: Annotated[str, typer.Argument(metavar="ID", help="A token's id, as `qa tokens list` shows it.")],
) -> None:
    """Make a token worthless."""
    with _open() as library:
        library.accounts.revoke(token_id)
    typer.echo(f"revoked {token_id}")
