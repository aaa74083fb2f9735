"""The error tree. Every message is one line: what was given, what is allowed, what to do.

QAError
├── QuestionError        a question is empty or too long to be one
├── SettingsError        a setting is unknown, malformed or contradicts another
├── LoadError            a file or line can't become a document; the rest go on
├── NotFoundError        a document or path the caller named isn't there
├── ModelError           an embedding or reranking model can't be loaded, or isn't the library's
├── LibraryError         the SQL library can't be opened, read or written
│   └── BusyError        another process is writing to this library
└── VectorIndexError     the vector index can't be opened, queried or rebuilt
"""


class QAError(Exception):
    """Base of all errors this package raises on purpose; its text is meant for the user."""


class QuestionError(QAError):
    """A question is empty or too long to be one."""


class SettingsError(QAError):
    """A setting is unknown, malformed or contradicts another."""


class LoadError(QAError):
    """One file, or one line of one, can't become a document. The others are not affected."""


class NotFoundError(QAError):
    """The document or path that the caller named isn't there."""


class ModelError(QAError):
    """A model can't be loaded, is damaged, or isn't the one this library was embedded with."""


class LibraryError(QAError):
    """The SQL library can't be opened, read or written."""


class BusyError(LibraryError):
    """Another process is writing to this library; try again when it has finished."""


class VectorIndexError(QAError):
    """The vector index can't be opened, queried or rebuilt."""
