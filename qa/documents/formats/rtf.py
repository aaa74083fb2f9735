"""RTF → its text, by striprtf; metadata. Runs in the helper process."""

import re

from qa.documents.formats.registry import Extract, reads

_HEAD = 100_000  # bytes in which metadata stands
_VALUE = r"{\\%s\s+((?:[^{}\\]|\\'[0-9a-fA-F]{2}|\\u-?\d{1,6} ?\??)*)}"
_CREATED = re.compile(r"\\creatim\s?\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")


@reads(".rtf", "application/rtf", "text/rtf", "text/richtext", starts=b"{\\rtf")
def read(raw: bytes, _url: str | None) -> Extract:
    """ValueError where it is no RTF, is damaged, or holds no text."""
    if not raw.startswith(b"{\\rtf"):
        raise ValueError("is no RTF; save it again as .rtf")
    source = raw.decode("cp1252", "replace")  # all of it is ASCII but for what a careless program wrote
    blocks = [_block(line) for line in _text(source).split("\n")]
    text = "\n\n".join(filter(None, blocks))
    if not text:
        raise ValueError("holds no text, perhaps only pictures; run text recognition (OCR) on it")
    found = _CREATED.search(source, 0, _HEAD)
    created = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None
    return Extract(text, _declared(source, "title"), _declared(source, "author"), created=created)


def _text(source: str) -> str:
    from striprtf.striprtf import rtf_to_text

    try:
        text: str = rtf_to_text(source, errors="replace")
    except (ValueError, OverflowError, LookupError, TypeError) as exc:
        raise ValueError("is damaged: a command in it has a number that it can't have; save it again") from exc
    # What isn't in Unicode's first plane is written as two surrogates.
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\xad", "")


def _block(line: str) -> str:
    """A paragraph, or a table's row as `cell | cell`."""
    if line.rstrip().endswith("|"):
        return " | ".join(" ".join(cell.split()) for cell in line.rstrip().removesuffix("|").split("|")).strip(" |")
    return " ".join(line.split())


def _declared(source: str, name: str) -> str | None:
    found = re.compile(_VALUE % name).search(source, 0, _HEAD)
    return _text("{\\rtf1 " + found[1] + "}").strip() or None if found else None
