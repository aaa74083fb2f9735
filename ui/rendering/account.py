"""The person's name in the masthead, beside the way out."""

from ui.rendering.escaping import attribute, label


def render_account(name: str) -> str:
    return (
        f'<form class="account" method="post" action="/logout" aria-label="Logged in as {attribute(name)}">{label(name)}'
        f'<button type="submit" class="quiet" title="Log out {attribute(name)}">Log out</button></form>'
    )
