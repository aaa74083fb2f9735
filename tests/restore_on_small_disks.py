"""Restore a backup on disks of 40 sizes, with room for nothing up to three times the library. By hand, as root: it mounts them.

    python tests/restore_on_small_disks.py [DOCUMENTS]

Once as it is, and once without the look at how much room there is, as if another program filled the disk right after it.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

import qa.store.backup
from qa.settings import Settings
from qa.store.archive import Trust
from qa.store.backup import back_up, restore
from qa.store.sql import Library, NewChunk, NewDocument
from qa.types import Chunk, Document, Sentence
from qa.types.errors import QAError

SIZES = 40
CHUNKS = 10


def fill(folder: Path, documents: int, prefix: str) -> Settings:
    generator = np.random.default_rng(7)
    with Library.open(folder) as library:
        library.claim_model("a model")
        library.accounts.add(prefix, "correct horse")
        for number in range(documents):
            text = " ".join(f"The {prefix} {number}{letter} sings in the evening." for letter in "abcdefghij")
            document = Document.create(source=f"{prefix} {number}", title="", text=text)
            step = len(text) // CHUNKS
            chunks = []
            for ordinal in range(CHUNKS):
                vector = generator.standard_normal(384).astype(np.float32)
                vector /= np.linalg.norm(vector)
                chunk = Chunk(ordinal * step, (ordinal + 1) * step, f"{document.id}-{ordinal}", document.id, ordinal)
                chunks.append(NewChunk(chunk, (Sentence(chunk.start, chunk.end),), vector, vector[None, :]))
            library.put_all([NewDocument(document, chunks, [])])
    return Settings(data_dir=folder)


def whole(folder: Path, scratch: Path) -> str:
    """Whose library it is, once it is whole in every respect. Looked at on a disk with room."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(folder, scratch)
    with Library.open(scratch) as library:
        assert library.checks.structure() is None
        assert library.checks.words() is None
        assert not list(library.checks.damaged())
        (user,) = library.accounts.list()
        assert all(document.source.startswith(user.name) for document in library.documents())
        return f"{user.name}, {library.document_count} documents"


def no_look(*_arguments: object) -> None:
    """As if there were room."""


def main(documents: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        made = back_up(fill(base / "theirs", documents, "gull"), base / "b.zip")
        present = fill(base / "present", documents, "whale").data_dir / "library.sqlite"
        size, disk = present.stat().st_size, base / "disk"
        disk.mkdir()
        print(f"a library of {size / 1e6:.1f} MB, {documents} documents")
        for number in range(2 * SIZES):
            step = number % SIZES
            if number == SIZES:
                print("without the look at the room", flush=True)
                qa.store.backup._check_room = no_look
            free = 3 * size * step // (SIZES - 1)
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size + free + 65536}", "tmpfs", str(disk)], check=True)
            try:
                shutil.copy(present, disk)
                try:
                    restore(Settings(data_dir=disk), base / "b.zip", trust=Trust(signed_by=made.signed_by))
                    told = "restored"
                except QAError as exc:
                    told = str(exc).replace(str(base), "…")[:110]
                left = sorted(path.name for path in disk.iterdir() if "restor" in path.name)
                print(f"{free / 1e6:6.1f} MB free: {whole(disk, base / 'scratch')}; left {left}; {told}", flush=True)
            finally:
                subprocess.run(["umount", str(disk)], check=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
