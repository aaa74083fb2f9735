"""Another look at a file's words, to compare ours with: by Poppler and Pandoc where they are installed, else by its bare XML.

These looks are plain: they have no furniture left out, no order told, and no table's row put together.
"""

import mailbox
import re
import shutil
import subprocess
import zipfile
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from lxml import etree, html

_SECONDS = 120
# Parts of a ZIP archive that hold what somebody wrote.
_PARTS = {
    ".docx": re.compile(r"word/(?:document\d*|footnotes|endnotes|comments|header\d*|footer\d*)\.xml"),
    ".pptx": re.compile(r"ppt/(?:slides/slide|notesSlides/notesSlide|diagrams/data)\d+\.xml"),
    ".xlsx": re.compile(r"xl/sharedStrings\.xml"),
    ".xlsm": re.compile(r"xl/sharedStrings\.xml"),
    ".odt": re.compile(r"content\.xml"),
    ".epub": re.compile(r".*\.(?:xhtml|html|htm)"),
}
_PANDOC = {".docx": "docx", ".odt": "odt", ".rtf": "rtf", ".epub": "epub"}
# Whose text is what stands between tags; of the others it stands in elements called `t`.
_RUNNING = frozenset({".odt", ".epub"})


def other_words(path: Path) -> list[str] | None:
    """The file's words as another reader has them; None where there is no other, or it fails."""
    suffix = path.suffix.lower()
    text = None
    if suffix == ".pdf":
        text = _by("pdftotext", "-enc", "UTF-8", str(path), "-")
    elif suffix in _PANDOC:
        text = _by("pandoc", "-f", _PANDOC[suffix], "-t", "plain", "--wrap=none", "--track-changes=accept", str(path))
    elif suffix in {".html", ".htm"}:
        text = _of_markup(path.read_bytes())
    elif suffix == ".eml":
        text = _of_mail(path.read_bytes())
    elif suffix == ".mbox":
        text = " ".join(_of_mail(bytes(message)) or "" for message in mailbox.mbox(path, create=False))
    elif suffix in {".txt", ".md", ".csv", ".tsv"}:
        text = path.read_text(encoding="utf-8", errors="replace")
    if text is None and suffix in _PARTS:
        text = _of_parts(path, suffix)
    return None if text is None else words(text)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("\xad", ""))


def _by(program: str, *arguments: str) -> str | None:
    if shutil.which(program) is None:
        return None
    try:
        done = subprocess.run([program, *arguments], capture_output=True, timeout=_SECONDS, check=True)
    except (subprocess.SubprocessError, OSError):
        return None
    return done.stdout.decode("utf-8", "replace")


def _of_parts(path: Path, suffix: str) -> str | None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(name) for name in archive.namelist() if _PARTS[suffix].fullmatch(name)]
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, KeyError):
        return None
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    roots = [root for part in parts if (root := etree.fromstring(part, parser)) is not None]
    if suffix in _RUNNING:
        return " ".join(text for root in roots for text in root.itertext())
    for root in roots:
        etree.strip_elements(root, "{*}Fallback", with_tail=False)  # what older programs show instead
    runs = (each for root in roots for each in root.iter("{*}p", "{*}si", "{*}t"))
    return "".join(each.text or "" if each.tag.endswith("}t") else " " for each in runs)


def _of_markup(raw: bytes) -> str | None:
    try:
        root = html.document_fromstring(raw)
    except (etree.LxmlError, ValueError):
        return None
    etree.strip_elements(root, "script", "style", "noscript", with_tail=False)
    return " ".join(str(text) for text in root.itertext())


def _of_mail(raw: bytes) -> str | None:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    try:
        body = message.get_body(("plain", "html"))
        content = "" if body is None else body.get_content()
    except (LookupError, ValueError, AttributeError, TypeError, KeyError):
        return None
    if body is not None and body.get_content_type() == "text/html":
        return _of_markup(str(content).encode())
    return str(content)
