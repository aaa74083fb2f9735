"""Files → `Document`s: `find_files` says which files there are, `load` reads one; neither raises for a bad input."""

from qa.loading.finding import Found, find_files
from qa.loading.outcome import Loaded
from qa.loading.reading import load

__all__ = ["Found", "Loaded", "find_files", "load"]
