"""MBOX → one document for each message: cut apart here, a line at a time, and read one by one in the helper process."""

import hashlib
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from qa.documents.formats.registry import reads_many
from qa.documents.outcome import Loaded, shown
from qa.types.errors import with_setting

_LINE = 1 << 16
_BEGINS = b"From "
_ID = re.compile(rb"^message-id:\s*<([^<>\s]{1,500})>", re.IGNORECASE | re.MULTILINE)


@reads_many(".mbox", "application/mbox", name="mailbox")
def load_messages(path: Path, max_bytes: int) -> Iterator[Loaded]:
    """One `Loaded` a message, named `path:NUMBER` where it failed. Holds one message in memory at a time.

    A message's source is `mid:` and its Message-ID (RFC 2392), so it is one document in whichever mailbox it lies.
    """
    from qa.documents.document_builder import built_from

    seen: set[str] = set()
    with path.open("rb") as file:
        if file.peek(len(BOM_UTF8)).startswith(BOM_UTF8):
            file.read(len(BOM_UTF8))
        if not file.peek(len(_BEGINS)).startswith(_BEGINS):
            raise ValueError('is no mailbox: its first line doesn\'t begin with "From "; save a single message as .eml')
        for number, raw in enumerate(_messages(file, max_bytes), start=1):
            try:
                if len(raw) > max_bytes:
                    too_large = f"the message is over the limit of {max_bytes / 1e6:g} MB"
                    raise ValueError(with_setting(too_large, "QA_MAX_FILE_MB"))
                source = _source(raw)
                if source in seen:  # another message that names itself alike: both are kept
                    source = f"{source}#{hashlib.sha256(raw).hexdigest()[:16]}"
                seen.add(source)
                yield Loaded.of(built_from(raw, ".eml", source=source).document)
            except ValueError as exc:
                yield Loaded.failed(f"{shown(path)}:{number}", str(exc))


def _messages(file: BinaryIO, max_bytes: int) -> Iterator[bytes]:
    """The messages without the lines that part them. One larger than `max_bytes` comes cut off, a little longer than that."""
    parts: list[bytes] = []
    size, after_blank, begun, at_start = 0, True, False, True
    while line := file.readline(_LINE):
        if at_start and after_blank and line.startswith(_BEGINS):
            if begun:
                yield b"".join(parts)
            parts, size, begun = [], 0, True
        elif size <= max_bytes:
            # "From " at a line's start is written ">From " in a mailbox
            parts.append(line[1:] if at_start and line.startswith(b">From ") else line)
            size += len(line)
        after_blank = at_start and line in (b"\n", b"\r\n")
        at_start = line.endswith(b"\n")
    if begun:
        yield b"".join(parts)


def _source(raw: bytes) -> str:
    head = re.split(rb"\r?\n\r?\n", raw[:100_000], maxsplit=1)[0]
    found = _ID.search(head)
    name = found[1].decode("ascii", "replace") if found else f"{hashlib.sha256(raw).hexdigest()[:32]}@mailbox"
    return f"mid:{name}"
