"""Files and addresses → `Document`s: `find_files` says which files there are; `load` reads one, `load_url` fetches one.

None of them raises for a bad input. The formats are in `formats`, the web in `fetching`; `chunking` cuts a document's text into
chunks and sentences. Names are loaded when they are first used: a question needs the chunks and none of the formats.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.documents.file_loader import load
    from qa.documents.file_search import FoundFiles, find_files
    from qa.documents.outcome import Loaded, source_of
    from qa.documents.web import is_url, load_article, load_url, read_feed

__all__ = [
    "FoundFiles",
    "Loaded",
    "find_files",
    "is_url",
    "load",
    "load_article",
    "load_url",
    "read_feed",
    "source_of",
]

_MODULES = {
    "FoundFiles": "qa.documents.file_search",
    "Loaded": "qa.documents.outcome",
    "find_files": "qa.documents.file_search",
    "is_url": "qa.documents.web",
    "load": "qa.documents.file_loader",
    "load_article": "qa.documents.web",
    "load_url": "qa.documents.web",
    "read_feed": "qa.documents.web",
    "source_of": "qa.documents.outcome",
}

if not TYPE_CHECKING:  # for a type checker, a module with a `__getattr__` has every name

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES[name]), name)
