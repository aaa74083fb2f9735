"""Files and addresses → `Document`s: `files` finds and reads files, `web` fetches addresses.

None of them raises for a bad input. The formats are in `formats`, the web in `fetching`; `chunking` cuts a document's text into
chunks and sentences.
"""
