"""Extract evidence: which sentences of the retrieved passages answer the question, and whether any does."""

from qa.reading.evidence import Evidence, Reader, Reading

__all__ = ["Evidence", "Reader", "Reading"]
