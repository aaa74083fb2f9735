"""Plain text, as it is."""

from qa.documents.formats.registry import Extract, reads


@reads(".txt", "text/plain", name="plain text", given="text", in_process=True)
def read(raw: bytes, _url: str | None) -> Extract:
    return Extract(raw.decode())
