"""A file to keep beside a document, as the ingest gives one to the library."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GivenFile:
    suffix: str
    raw: bytes | None
    words: str = ""

    def content(self) -> bytes | None:
        return self.raw
