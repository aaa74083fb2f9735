"""The person's name in the masthead, beside the way out."""

from ui.rendering.addresses import address
from ui.rendering.escaping import attribute, label


def render_account(name: str) -> str:
    out, sessions = address("/logout"), address("/sessions")
    return (
        f'<form class="account" method="post" action="{out}" aria-label="Logged in as {attribute(name)}">'
        f'<a href="{sessions}" title="Where you are logged in">{label(name)}</a>'
        f'<button type="submit" class="quiet" title="Log out {attribute(name)}">Log out</button></form>'
    )
