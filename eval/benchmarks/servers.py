"""Servers that benchmarks start, and stop when they have measured."""

import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager


@contextmanager
def running(
    command: Sequence[str], env: Mapping[str, str], prepare: Callable[[], None] | None = None
) -> Iterator[tuple[str, int]]:
    """A server that says on its first line where it can be opened; with its process id. `prepare` is run in its process."""
    environ = {**env, "QA_PORT": str(free_port())}
    started = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True, preexec_fn=prepare)
    try:
        assert started.stdout is not None
        yield started.stdout.readline().split()[-1], started.pid
    finally:
        started.terminate()
        started.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
