"""Files and addresses → `Document`s: `find_files` says which files there are; `load` reads one, `load_url` fetches one.

None of them raises for a bad input.
"""

from qa.loading.finding import Found, find_files
from qa.loading.outcome import Loaded, source_of
from qa.loading.reading import load
from qa.loading.web import is_url, load_url

__all__ = ["Found", "Loaded", "find_files", "is_url", "load", "load_url", "source_of"]
