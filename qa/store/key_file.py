"""A key of this program's own in the data directory: its owner's alone, and made once."""

import os
import tempfile
from pathlib import Path


def make_key_file(path: Path, content: bytes) -> None:
    """Make it as a whole or not at all; where two processes make it at once, the first one's stays. Raises OSError."""
    handle, scratch = tempfile.mkstemp(prefix=f".{path.stem}-key-", dir=path.parent)  # its owner's alone
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(scratch, path)
        except FileExistsError:
            return
        except OSError:  # a file system without links
            os.replace(scratch, path)
    finally:
        Path(scratch).unlink(missing_ok=True)
