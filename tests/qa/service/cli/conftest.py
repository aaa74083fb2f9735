"""The program without a process of its own."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from qa.service.cli import main
from tests.support import RunQa


@pytest.fixture
def qa_here(data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> RunQa:
    """What `run_qa` does, in this process: the same words, on the same streams, with the same exit code.

    Starting Python and importing what an answer needs takes a second of a processor each time.
    """

    def run(*arguments: str, stdin: str | None = None, **environ: str) -> "subprocess.CompletedProcess[str]":
        with monkeypatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("QA_")]:
                patch.delenv(name)
            for name, value in {"QA_DATA_DIR": str(data_dir), **environ}.items():
                patch.setenv(name, value)
            patch.chdir(data_dir)
            patch.setattr(sys, "argv", ["qa", *arguments])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((stdin or "").encode()), encoding="utf-8"))
            capsys.readouterr()
            code = main._run(main._take_debug(sys.argv))
        told = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, told.out, told.err)

    return run
