"""Files and addresses → `Document`s: `file_search` says which files there are, `file_loader` reads one, `web` fetches one.

None of them raises for a bad input. The formats are in `formats`, the web in `fetching`; `chunking` cuts a document's text into
chunks and sentences.
"""
