"""What Word, Excel and PowerPoint files declare of themselves, all in the same part."""

from qa.documents.formats.archives import Archive

_PROPERTIES = "docProps/core.xml"


def declared_in(archive: Archive) -> tuple[str | None, str | None, str | None]:
    """(title, author, date) as declared."""
    if _PROPERTIES not in archive.names:
        return None, None, None
    root = archive.xml(_PROPERTIES)
    declared = {
        element.tag.rpartition("}")[2]: (element.text or "").strip() for element in root if isinstance(element.tag, str)
    }
    return declared.get("title") or None, declared.get("creator") or None, declared.get("created") or None
