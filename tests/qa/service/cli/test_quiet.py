"""No library underneath tells anybody anything, whatever the environment says."""

import os
import subprocess
import sys
from pathlib import Path

SWITCHES = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2", "LANGCHAIN_TRACING")
# Prints for each switch how a child with that one alone ends: 0 with a tracer, or with LangChain's refusal of an old switch.
# Then the tracers of this process, which had them all. Children, because to import LangChain takes a second; first, because
# what it finds in the environment it keeps.
TRACERS = """
import os, sys
from qa.service.cli.main import switch_telemetry_off
given = dict(os.environ)
switch_telemetry_off(os.environ)
from langchain_core.callbacks import CallbackManager
for switch in sys.argv[1:]:
    if os.fork() == 0:
        os.environ.clear()
        os.environ.update((name, value) for name, value in given.items() if name not in sys.argv[1:] or name == switch)
        try:
            os._exit(not CallbackManager.configure().handlers)
        except Exception:
            os._exit(0)
    print(os.wait()[1])
print([type(handler).__name__ for handler in CallbackManager.configure().handlers])
"""


def test_a_tracing_switch_meant_for_another_program_sends_nothing_of_this_one_out() -> None:
    environ = {**os.environ, "LANGSMITH_ENDPOINT": "http://127.0.0.1:9", "LANGSMITH_API_KEY": "none"}
    command = [sys.executable, "-c", TRACERS, *SWITCHES]
    told = subprocess.run(
        command, env=environ | dict.fromkeys(SWITCHES, "true"), capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert told == ["0", "0", "0", "0", "[]"]  # each of them does something, and all together do nothing here


def test_python_programs_that_use_the_model_are_quiet_too(tmp_path: Path) -> None:
    program = "from qa.embedding.bundled import OnnxEmbedder; OnnxEmbedder()"
    environ = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / ".cache")}
    environ.pop("ORT_DISABLE_TELEMETRY", None)
    subprocess.run([sys.executable, "-c", program], env=environ, check=True)
    assert os.listdir(tmp_path) == []
