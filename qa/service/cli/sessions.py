"""`qa sessions list|end`."""

from typing import Annotated

import typer

from qa.service.cli.output import JsonOption, open_library, print_list, safe

app = typer.Typer(help="Where people are logged in.", no_args_is_help=True, rich_markup_mode=None)


@app.command("list", epilog="Example: qa sessions list ann")
def list_sessions(
    user: Annotated[str | None, typer.Argument(help="Only this user's.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List the sessions, the one used last first."""
    with open_library() as library:
        sessions = library.sessions.list(user)
    print_list(
        sessions,
        lambda each: f"{each.id}  used {each.seen[:16]}  {each.user}  {each.address or 'address unknown'}",
        "nobody is logged in",
        as_json=as_json,
    )


@app.command("end", epilog="Example: qa sessions end --user ann")
def end_session(
    session_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="A session's id, as `qa sessions list` shows it.")
    ] = None,
    user: Annotated[str | None, typer.Option("--user", help="All of this user's.")] = None,
) -> None:
    """Log out one session, or a user everywhere."""
    from qa.types.errors import NotFoundError

    if (session_id is None) == (user is None):
        raise typer.BadParameter("say which: an ID, or --user NAME")
    with open_library() as library:
        if session_id is not None:
            library.sessions.end(session_id)
            typer.echo(f"ended {session_id}")
            return
        assert user is not None
        if not any(each.name == user for each in library.accounts.list()):
            raise NotFoundError(f"no user {user!r}; `qa users list` shows names")
        ended = library.sessions.end_all(user)
    typer.echo(f"ended {ended} of {safe(user)}'s sessions")
