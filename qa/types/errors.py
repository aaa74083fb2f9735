"""The error tree. Every message is one line: what was given, what is allowed, what to do.

QAError
├── QuestionError        a question is empty or too long to be one
├── DeadlineError        an answer took longer than it may, or nobody waits for it any more
├── SettingsError        a setting is unknown, malformed or contradicts another
├── LoadError            a file or line can't become a document; the rest go on
│   └── FetchError       an address can't be fetched, or may not be: robots.txt, a private network, an error of its server
├── NameTakenError       a collection or saved choice can't have this name: it is another's
│   └── NoNameError      nothing could have it: it is empty or too long
├── RightsError          what is asked for isn't this person's to do, or would open to all what is limited to some
├── NotFoundError        a document, conversation or path the caller named isn't there
├── ModelError           an embedding or reranking model can't be loaded, or isn't the library's
│   └── ModelChangedError  the library has another one since the vectors were made; they are made again
├── LanguageModelError   the language model gave no answer that can be used; the extractive one stands in for it
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
    ├── WrongPasswordError    no such name with this password; which of the two is wrong isn't told
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


class QuestionError(QAError): ...


class DeadlineError(QAError): ...


class SettingsError(QAError): ...


class LoadError(QAError): ...


class FetchError(LoadError): ...


class NameTakenError(QAError): ...


class NoNameError(NameTakenError): ...


class RightsError(QAError): ...


class NotFoundError(QAError): ...


class ModelError(QAError): ...


class ModelChangedError(ModelError): ...


class LanguageModelError(QAError): ...


class ModelServerError(QAError): ...


class SecretError(QAError): ...


class LibraryError(QAError): ...


class DamagedTextError(LibraryError): ...


class DiskFullError(LibraryError): ...


class BusyError(LibraryError): ...


class VectorIndexError(QAError): ...


class VectorIndexLostError(VectorIndexError): ...


class BackupError(QAError): ...


class SavedError(QAError): ...


class AccountError(QAError): ...


class AccessError(QAError): ...


class WrongPasswordError(AccessError): ...


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
