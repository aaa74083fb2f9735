"""The language of the API's own pages, around logging in, and of its errors: English, or as whoever serves them has it said."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass


def _english(words: str, /, **values: object) -> str:
    return words % values


def _as_it_is(message: str) -> str:
    return message


@dataclass(frozen=True, slots=True)
class Words:
    """`tag` is as HTML has it; `gettext` says a message in the language, with each `%(name)s` filled in; `told` an error
    or a notice of `qa`'s, which is in English."""

    tag: str = "en"
    gettext: Callable[..., str] = _english
    told: Callable[[str], str] = _as_it_is


_words: ContextVar[Words | None] = ContextVar("words", default=None)


def speak(words: Words) -> None:
    """Use these words in the request that is being answered."""
    _words.set(words)


def spoken() -> Words:
    return _words.get() or Words()
