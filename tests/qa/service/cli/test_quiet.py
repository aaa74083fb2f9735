"""No library underneath tells anybody anything, whatever the environment says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import CORPUS, RunQa

QUESTION = "How much of the world's emissions does China contribute?"


def test_no_library_leaves_a_device_id_or_a_queue_of_events_in_the_users_home(run_qa: RunQa, tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / ".cache")}
    assert "added 1" in run_qa("ingest", str(CORPUS), **home).stdout
    assert run_qa("ask", QUESTION, **home).returncode == 0
    assert os.listdir(tmp_path) == []


TRACERS = """
import os, sys
from qa.service.cli.quiet import switch_telemetry_off
if sys.argv[1] == "quiet":
    switch_telemetry_off(os.environ)
from langchain_core.callbacks import CallbackManager
print([type(handler).__name__ for handler in CallbackManager.configure().handlers])
"""


@pytest.mark.parametrize("switch", ["LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2", "LANGCHAIN_TRACING"])
def test_a_tracing_switch_meant_for_another_program_sends_nothing_of_this_one_out(switch: str) -> None:
    environ = {**os.environ, switch: "true", "LANGSMITH_ENDPOINT": "http://127.0.0.1:9", "LANGSMITH_API_KEY": "none"}

    def tracers(how: str) -> str:
        command = [sys.executable, "-c", TRACERS, how]
        return subprocess.run(command, env=environ, capture_output=True, text=True, check=False).stdout

    assert tracers("quiet") == "[]\n"
    assert tracers("as it was") != "[]\n"  # the switch does something: a tracer, or LangChain's refusal of an old one


def test_python_programs_that_use_the_model_are_quiet_too(tmp_path: Path) -> None:
    program = "from qa.embedding.onnx_model import OnnxEmbedder; OnnxEmbedder()"
    environ = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / ".cache")}
    environ.pop("ORT_DISABLE_TELEMETRY", None)
    subprocess.run([sys.executable, "-c", program], env=environ, check=True)
    assert os.listdir(tmp_path) == []
