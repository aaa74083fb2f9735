"""The person's name in the masthead, beside the way out."""

from ui.rendering.addresses import address
from ui.rendering.escaping import attribute, label


def render_account(name: str) -> str:
    out = address("/logout")
    return (
        f'<form class="account" method="post" action="{out}" aria-label="Logged in as {attribute(name)}">{label(name)}'
        f'<button type="submit" class="quiet" title="Log out {attribute(name)}">Log out</button></form>'
    )
