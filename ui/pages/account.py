"""Who is logged in, and the way out; nothing where there are no accounts."""

from ui.pages.shell import QUIET, Shell, html, in_their_language, user_of
from ui.rendering.templates import render


def build(shell: Shell) -> None:
    import gradio as gr

    if shell.service.settings.auth is None:
        return

    @in_their_language
    def show(request: gr.Request) -> str:
        return render("account", name=user_of(request).name)

    account = html(elem_id="account")
    gr.on([shell.load], show, None, [account], **QUIET)
