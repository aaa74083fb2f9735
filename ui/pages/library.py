"""Library: what there is to ask about. Its parts come from `ui.library_routes`, its changes go through the server's API."""

from ui.pages.shell import Shell, html, script


def build(_shell: Shell) -> None:
    html(elem_id="library", js=script("library"))
