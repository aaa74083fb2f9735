"""The language of the pages that the API itself has, around logging in: English, or as whoever serves them has it said."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass


def _english(words: str, /, **values: object) -> str:
    return words % values


@dataclass(frozen=True, slots=True)
class Words:
    """`tag` is as HTML has it; `gettext` says a message in the language, with each `%(name)s` filled in."""

    tag: str = "en"
    gettext: Callable[..., str] = _english


_words: ContextVar[Words | None] = ContextVar("words", default=None)


def speak(words: Words) -> None:
    """In the request that is being answered."""
    _words.set(words)


def spoken() -> Words:
    return _words.get() or Words()
