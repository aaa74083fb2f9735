"""How many processor cores there are to work with."""

import os
from math import ceil
from pathlib import Path

# Of version 2 of Linux's control groups: microseconds of processor time in so many microseconds.
_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def cores() -> int:
    """How many cores this process may use: those that it is let run on, and no more than its container has the time of."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = map(int, _QUOTA.read_text(encoding="ascii").split())
    except (OSError, ValueError):  # none: "max 100000"
        return count
    return max(1, min(count, ceil(quota / period)))
