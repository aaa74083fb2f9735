"""What a process and the files it writes take up."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def reset_peak() -> None:
    """Count the peak from here on (Linux)."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak_megabytes() -> float:
    """The most memory that this process and those it started have held, their peaks added up (Linux)."""
    return sum(_peak(process) for process in _family(os.getpid())) / 1000


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
