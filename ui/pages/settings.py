"""Settings, for administrators: its parts come from `ui.settings_routes`, its changes go through the server's API."""

from ui.pages.shell import Shell, html, script


def build(_shell: Shell) -> None:
    html(elem_id="settings", js=script("settings"))
