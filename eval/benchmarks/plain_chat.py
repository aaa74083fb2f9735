"""What the app is measured against: Gradio's own chat, an echo. python -m eval.benchmarks.plain_chat PORT."""

import os
import sys


def main(port: int) -> None:
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported; it would call home
    import gradio as gr

    def echo(message: str, _history: list[object]) -> str:
        return f"You asked: {message}"

    gr.ChatInterface(echo).launch(server_name="127.0.0.1", server_port=port, ssr_mode=False, quiet=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
