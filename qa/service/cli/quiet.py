"""Telemetry of the libraries underneath, off for the whole program: no connection leaves that the user didn't name."""

from collections.abc import MutableMapping

# Read by the libraries when they are imported, or at their first use.
_OFF = {
    "ORT_DISABLE_TELEMETRY": "1",  # onnxruntime 1.32: a device id, processor, memory and interpreter, to its maker
    "GRADIO_ANALYTICS_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",  # Chroma
    "HF_HUB_OFFLINE": "1",  # models come from a package or a folder, never from the hub
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "LANGSMITH_TRACING": "false",
}
# LangSmith's other switches, each of which would send questions, passages and answers out. Unset, because LangChain takes
# one of them for an error wherever it is set.
_UNSET = ("LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2", "LANGCHAIN_HANDLER")


def switch_telemetry_off(environ: MutableMapping[str, str]) -> None:
    """Change the environment of this process, which the ones it starts inherit. To be called before anything is imported that
    reads it.

    What was set before is overruled: a switch that was meant for another program must not send this one's documents out.
    """
    environ.update(_OFF)
    for name in _UNSET:
        environ.pop(name, None)
