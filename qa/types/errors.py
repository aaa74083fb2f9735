"""The error tree. Every message is one line: what was given, what is allowed, what to do.

QAError
├── QuestionError        a question is empty or too long to be one
├── DeadlineError        an answer took longer than it may, or nobody waits for it any more
├── SettingsError        a setting is unknown, malformed or contradicts another
├── LoadError            a file or line can't become a document; the rest go on
│   └── FetchError       an address can't be fetched, or may not be
├── NameTakenError       a collection or saved choice can't have this name: it is another's
│   └── NoNameError      nothing could have it: it is empty or too long
├── RightsError          what is asked for isn't this person's to do, or would open to all what is limited to some
├── NotFoundError        a document, conversation or path the caller named isn't there
├── ModelError           an embedding or reranking model can't be loaded, or isn't the library's
│   └── ModelChangedError  the library has another one since the vectors were made; they are made again
├── LanguageModelError   the language model gave no answer that can be used; the extractive one stands in
├── ModelServerError     the server of a language model can't be asked for its models, or its address may not be one
├── SecretError          a secret that the library keeps can't be encrypted, or read again
├── LibraryError         the SQL library can't be opened, read or written
│   ├── BusyError        another process is writing to this library
│   ├── DiskFullError    its disk has no room for what was to be written; what was stored is safe
│   └── DamagedTextError  the stored text of a document isn't the one that was stored once
├── VectorIndexError     the vector index can't be opened, queried or rebuilt
│   └── VectorIndexLostError  it is missing, damaged or out of date; it is built anew from the library
├── BackupError          a backup can't be written, is damaged, or is none
├── SavedError           a saved answer or conversation isn't one, or is damaged
├── AccountError         a user's name or password can't be taken, or the name is taken already
└── AccessError          who asks can't be let in
    ├── WrongPasswordError    no such name with this password
    ├── SignOnError           the provider of OpenID Connect didn't vouch for them, or what it said can't be trusted
    └── TooManyAttemptsError  too many wrong passwords; `seconds` says how long to wait
"""

import re
from collections.abc import Sequence

from qa.types.text import counted

_SETTING = re.compile(r" \(setting (QA_[A-Z_]+(?:=\w+)?)\)")


def with_setting(message: str, setting: str) -> str:
    """A message with the setting that whoever runs the server may change; `settings_apart` takes it off for others."""
    return f"{message} (setting {setting})"


def settings_apart(message: str) -> tuple[str, Sequence[str]]:
    """A message without the settings that `with_setting` put into it or into what it quotes, and their names."""
    return _SETTING.sub("", message), _SETTING.findall(message)


class QAError(Exception):
    """Base of all errors this package raises on purpose; its text is meant for the user.

    `setting` is named in its text, for whoever runs the server; where others read it, it is left out.
    """

    def __init__(self, message: str = "", *, setting: str = "") -> None:
        super().__init__(with_setting(message, setting) if setting else message)


class QuestionError(QAError):
    """A question is empty or too long to be one."""


class DeadlineError(QAError):
    """An answer took longer than it may, or nobody waits for it any more."""


class SettingsError(QAError):
    """A setting is unknown, malformed or contradicts another."""


class LoadError(QAError):
    """One file, or one line of one, can't become a document. The others are not affected."""


class FetchError(LoadError):
    """What is at an address can't be fetched, or may not be: robots.txt, a private network, an error of its server."""


class NameTakenError(QAError):
    """A collection, or a saved choice of what to ask about, can't have the name that was given."""


class NoNameError(NameTakenError):
    """What was given is empty or too long to be the name of anything."""


class RightsError(QAError):
    """Who asks may read this but not change it, or it would open to all what is limited to some people."""


class NotFoundError(QAError):
    """The document, conversation or path that the caller named isn't there."""


class ModelError(QAError):
    """A model can't be loaded, is damaged, or isn't the one this library was embedded with."""


class ModelChangedError(ModelError):
    """Vectors come from a model that the library was embedded with until now; those who embed do it again by the new one."""


class LanguageModelError(QAError):
    """The language model gave no answer that can be used; never leaves `Pipeline`, which answers without it."""


class ModelServerError(QAError):
    """A language model's server can't be asked for its models, or what was given can't be its address or key."""


class SecretError(QAError):
    """A secret that the library keeps can't be encrypted, or can't be read again: its key is another one, or gone."""


class LibraryError(QAError):
    """The SQL library can't be opened, read or written."""


class DamagedTextError(LibraryError):
    """The stored text of a document isn't the one that was stored once."""


class DiskFullError(LibraryError):
    """The library's disk has no room for what was to be written; what was stored is safe."""


class BusyError(LibraryError):
    """Another process is writing to this library; try again when it has finished."""


class VectorIndexError(QAError):
    """The vector index can't be opened, queried or rebuilt."""


class VectorIndexLostError(VectorIndexError):
    """The vector index is missing, damaged or not the library's present one; it is built anew from the library."""


class BackupError(QAError):
    """A backup can't be written or restored: the file is damaged, or is none."""


class SavedError(QAError):
    """A saved answer or conversation isn't one, or is damaged."""


class AccountError(QAError):
    """A user's name or password can't be taken as given, or the name is taken already."""


class AccessError(QAError):
    """Who asks can't be let in."""


class WrongPasswordError(AccessError):
    """There is no such name with this password; which of the two is wrong isn't told."""


class SignOnError(AccessError):
    """A provider of OpenID Connect didn't vouch for who asks; `detail` is for the log alone."""

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.detail = detail


class TooManyAttemptsError(AccessError):
    """Too many wrong passwords for this name from this address; `seconds` says how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many wrong passwords; try again in {counted(seconds, 'second')}")
        self.seconds = seconds
