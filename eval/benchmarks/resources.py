"""What a process and the files it writes take up."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import perf_counter, process_time

_SECONDS_BETWEEN_LOOKS = 0.5


def reset_peak() -> None:
    """Count the peak from here on (Linux)."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak_megabytes() -> float:
    """The most memory that this process and those it started have held, their peaks added up (Linux)."""
    return sum(_peak(process) for process in _family(os.getpid())) / 1000


@contextmanager
def memory_watched() -> Iterator[Callable[[], float]]:
    """Tells `peak_megabytes` since the block began, with those that have ended meanwhile; looked at twice a second."""
    reset_peak()
    peaks: dict[int, float] = {}
    done = Event()

    def look() -> None:
        while True:
            peaks.update({process: _peak(process) or peaks.get(process, 0.0) for process in _family(os.getpid())})
            if done.wait(_SECONDS_BETWEEN_LOOKS):
                return

    watching = Thread(target=look, daemon=True)
    watching.start()
    try:
        yield lambda: sum(tuple(peaks.values())) / 1000  # copied at once: the other thread may be adding to them
    finally:
        done.set()
        watching.join()


def processor_seconds() -> float:
    """That this process has used, and those that it started and that have ended."""
    return sum(os.times()[:4])


def processor_seconds_of(process: int) -> float:
    """That another process has used (Linux). Raises OSError where it has ended."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Took:
    """Seconds by the clock and of the processor."""

    clock: float = 0.0
    processor: float = 0.0


@contextmanager
def timed(processor: Callable[[], float] = process_time) -> Iterator[Took]:
    """What a block takes, told when it has ended; `processor_seconds` counts the processes that it starts as well."""
    took, started, used = Took(), perf_counter(), processor()
    yield took
    took.clock, took.processor = perf_counter() - started, processor() - used


def machine() -> str:
    """What figures were taken on: others at work on it make each time longer."""
    return f"{len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f}"


def megabytes_of(path: Path) -> float:
    """A file's or folder's size on the disk."""
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return sum(each.stat().st_blocks * 512 for each in files) / 1e6


def _family(process: int) -> Iterator[int]:
    yield process
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                yield from _family(int(child))


def _peak(process: int) -> float:
    """In kB."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return float(line.split()[1]) * 1.024
    return 0.0
