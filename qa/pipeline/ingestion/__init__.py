"""A document's way into the library: read, prepared, kept, and followed where it came from."""
