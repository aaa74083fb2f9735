"""Extract evidence: which sentences of the retrieved passages answer the question, and whether any does."""

from qa.reading.evidence import EvidenceReader
from qa.reading.features import Candidate
from qa.reading.reader import Evidence, Reader, Reading, is_near
from qa.reading.sentences import names_subject, read_topic
from qa.settings import Settings
from qa.store.sql import Library
from qa.types.plugins import make_plugin, names_plugin

__all__ = [
    "Candidate",
    "Evidence",
    "EvidenceReader",
    "Reader",
    "Reading",
    "is_near",
    "names_subject",
    "open_reader",
    "read_topic",
    "reader_over",
]


def open_reader(settings: Settings, library: Library) -> Reader:
    """The bundled one, one that a package adds, or any question answering model. Raises ModelError, SettingsError."""
    if settings.reader is None:
        return EvidenceReader(library, settings.top_k)
    if names_plugin("citedqa.readers", settings.reader):
        added: Reader = make_plugin("citedqa.readers", "QA_READER", settings.reader, settings, library)
        return added
    from qa.reading.question_answering import QuestionAnsweringReader

    return QuestionAnsweringReader(settings.reader)


def reader_over(library: Library, settings: Settings, known: Reader) -> Reader:
    """One like this that knows of this library; one that needs no library is used again. Raises as opening does."""
    if settings.reader is None or names_plugin("citedqa.readers", settings.reader):
        return open_reader(settings, library)
    return known
