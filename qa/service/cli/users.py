"""`qa users add|password|list|remove|hash`."""

import sys
from dataclasses import asdict
from typing import Annotated

import typer

from qa.service.cli.output import JsonOption, YesOption, confirm, open_library, print_list, safe
from qa.types.errors import AccountError

app = typer.Typer(help="Who may log in where QA_AUTH is set.", no_args_is_help=True, rich_markup_mode=None)
Name = Annotated[str, typer.Argument(help="The name to log in with.")]


@app.command("add", epilog="Example: qa users add ann --admin")
def add_user(
    name: Name,
    admin: Annotated[bool, typer.Option("--admin", help="May change the library, and sees everybody's feedback.")] = False,
    editor: Annotated[bool, typer.Option("--editor", help="May change the library.")] = False,
) -> None:
    """Add a user; the password is asked for, or is the first line of standard input."""
    with open_library() as library:
        user = library.accounts.add(name, _new_password(), admin, editor)
    typer.echo(f"added {safe(user.name)}{'' if user.role == 'reader' else f', an {user.role}'}")


@app.command("password", epilog="Example: qa users password ann")
def change_password(name: Name) -> None:
    """Give a user a new password; this logs them out everywhere and revokes their tokens."""
    with open_library() as library:
        library.accounts.set_password(name, _new_password())
    typer.echo(f"{safe(name)} has a new password")


@app.command("list", epilog="Example: qa users list")
def list_users(as_json: JsonOption = False) -> None:
    """List all users by name."""
    with open_library() as library:
        users = library.accounts.list()
    print_list(
        users,
        lambda user: f"{user.name}{'' if user.role == 'reader' else f'  {user.role}'}",
        "no users yet; add one with: qa users add NAME",
        as_json=as_json,
        to_json=lambda user: {**asdict(user), "role": user.role},
    )


@app.command("remove", epilog="Example: qa users remove ann --yes")
def remove_user(
    name: Name,
    yes: YesOption = False,
) -> None:
    """Remove a user with their sessions, tokens and conversations."""
    with open_library() as library:
        confirm(f"Remove {safe(name)} and all their conversations, for good?", "removing a user", yes)
        user = library.accounts.remove(name)
    typer.echo(f"removed {safe(user.name)}")


@app.command("hash", epilog='Example: export QA_AUTH="ann:$(qa users hash)"')
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
