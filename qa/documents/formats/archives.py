"""ZIP-based formats: what may be unpacked of one, and its XML. Runs in the helper process."""

import io
import zipfile
import zlib
from typing import Any

from qa.documents.decoding import DATA, binary_kind

ZIP = b"PK\x03\x04"  # what an archive begins with
MAX_UNPACKED = 200_000_000  # bytes of all that is read; a 1,000-page DOCX holds about 20 MB of XML
MAX_PARTS = 10_000
_CUT_OFF = "is damaged: it was cut off, or isn't the kind of file that its name says; save it again and add it once more"
_TOO_MUCH = f"unpacks to over {MAX_UNPACKED / 1e6:g} MB; save its text as .txt"
_LOCKED = "is encrypted; save it without a password"
# An Office file that asks for a password begins as old Office files do, and holds a part of this name.
_OLD, _ENCRYPTED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")

_DECLARATIONS = tuple(mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be"))


class Archive:
    """Reads parts by name. No path of it ever names a file on the disk, so `../` leads nowhere."""

    def __init__(self, raw: bytes) -> None:
        """ValueError where it is no sound archive, or holds too many parts."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, NotImplementedError, OSError, UnicodeError) as exc:
            raise ValueError(_why_none(raw)) from exc
        if len(self.names) > MAX_PARTS:
            raise ValueError(f"holds {len(self.names):,} parts, over the limit of {MAX_PARTS:,}; save its text as .txt")
        self._left = MAX_UNPACKED

    @property
    def names(self) -> list[str]:
        return self._zip.namelist()

    def check_size(self) -> None:
        """For a library that unpacks by itself. zipfile never unpacks more of a part than its entry announces."""
        if sum(part.file_size for part in self._zip.infolist()) > MAX_UNPACKED:
            raise ValueError(_TOO_MUCH)
        if any(part.flag_bits & 1 for part in self._zip.infolist()):
            raise ValueError(_LOCKED)

    def refuse_entities(self, *names: str) -> None:
        """For a library that parses by itself: ValueError where any XML of it declares entities, which may grow without end.

        Only these parts are looked at where any are named.
        """
        for name in names or self.names:
            if name.lower().endswith((".xml", ".rels", ".vml")):
                raw = self.read(name)
                if any(mark in raw for mark in _DECLARATIONS):
                    raise ValueError(
                        f"is damaged: {name[:200]} declares entities, which no office program writes; save it again"
                    )

    def read(self, name: str) -> bytes:
        """ValueError where it isn't there, is damaged or encrypted, or unpacks to too much."""
        try:
            part = self._zip.getinfo(name)
            self._left -= part.file_size
            if self._left < 0:
                raise ValueError(_TOO_MUCH)
            return self._zip.read(part)
        except KeyError as exc:
            raise ValueError(f"is damaged: {name[:200]} is missing in it; save it again") from exc
        except RuntimeError as exc:  # what zipfile raises where a password is asked for
            raise ValueError(_LOCKED) from exc
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as exc:
            raise ValueError(_CUT_OFF) from exc

    def xml(self, name: str) -> Any:
        """The root element of a part; no entity is expanded and nothing outside is fetched. ValueError where it isn't
        well-formed."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
        try:
            return etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError as exc:
            raise ValueError(f"is damaged: {name[:200]} is no well-formed XML ({exc.msg}); save it again") from exc


def _why_none(raw: bytes) -> str:
    """What is wrong with bytes that are no archive."""
    if raw.startswith(_OLD):
        return _LOCKED if _ENCRYPTED in raw else "is an old Office file by another name; open it there and save it anew"
    kind = None if raw.startswith(ZIP) else binary_kind(raw)
    if kind in (None, DATA):
        return _CUT_OFF
    return f"is {kind} by another name; give it the ending of what it is"


def kind_of(element: Any) -> str:
    """The name of an element, in whichever of the format's namespaces; empty for a comment and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """An attribute in whichever of the format's namespaces; empty where there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
