"""`qa tokens create|list|revoke`."""

from typing import Annotated

import typer

from qa.service.cli.output import JsonOption, open_library, print_list

app = typer.Typer(help="Bearer tokens, with which programs use the API.", no_args_is_help=True, rich_markup_mode=None)


@app.command("create", epilog="Example: qa tokens create ann --label notebook")
def create_token(
    user: Annotated[str, typer.Argument(help="Whose rights it has.")],
    label: Annotated[str, typer.Option(help="What it is for.")] = "",
) -> None:
    """Print a new token; it is never shown again."""
    with open_library() as library:
        typer.echo(library.accounts.create_token(user, label))


@app.command("list", epilog="Example: qa tokens list")
def list_tokens(as_json: JsonOption = False) -> None:
    """List all tokens by what they are for; the tokens themselves are not kept."""
    with open_library() as library:
        tokens = library.accounts.tokens()
    print_list(
        tokens,
        lambda each: f"{each.id}  {each.created[:10]}  {each.user}  {each.label}",
        "no tokens yet; make one with: qa tokens create USER",
        as_json=as_json,
    )


@app.command("revoke", epilog="Example: qa tokens revoke 5d0c9a1e")
def revoke_token(
    token_id: Annotated[str, typer.Argument(metavar="ID", help="A token's id, as `qa tokens list` shows it.")],
) -> None:
    """Make a token worthless."""
    with open_library() as library:
        library.accounts.revoke(token_id)
    typer.echo(f"revoked {token_id}")
