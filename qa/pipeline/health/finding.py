"""What `qa doctor` says of one part."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from qa.types.errors import QAError


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    part: str
    state: Literal["ok", "repaired", "wrong"]
    message: str


def look_at(part: str, look: Callable[[], str | Finding]) -> Finding:
    """What was found, or the error that looking ended in."""
    try:
        found = look()
    except QAError as exc:
        return Finding(part, "wrong", str(exc))
    except ValueError as exc:  # what is stored isn't of the form that it must have
        return Finding(part, "wrong", f"what is stored is damaged ({exc}); `qa restore` a backup, or ingest again")
    return found if isinstance(found, Finding) else Finding(part, "ok", found)
