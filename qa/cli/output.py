"""What commands share in talking to the terminal."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from qa.settings import Settings

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def read_settings() -> "Settings":
    """The settings, at the time a command runs: reading them takes longer than showing help may."""
    from qa.settings import load_settings

    return load_settings()


def print_json(value: Any) -> None:
    """UTF-8 whatever the terminal's locale says, so that a pipe gets what the contract promises."""
    sys.stdout.flush()
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n")
    sys.stdout.flush()


def safe(text: str) -> str:
    """Document text without control characters, which could move the cursor or rewrite the terminal."""
    return "".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in text)


@contextmanager
def working(message: str) -> Iterator[None]:
    """A spinner while it works, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(message):
        yield
