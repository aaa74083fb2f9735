"""The language of the API's own pages, around logging in, and of its errors: English, or as whoever serves them has it said."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass


def _english(words: str, /, **values: object) -> str:
    return words % values


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """`tag` is as HTML has it; `gettext` says a message in the language, with each `%(name)s` filled in; `told` an error
    or a notice of `qa`'s, which is in English."""

    tag: str = "en"
    gettext: Callable[..., str] = _english
    told: Callable[[str], str] = str


_ENGLISH = PageLanguage()
_words: ContextVar[PageLanguage] = ContextVar("words", default=_ENGLISH)
# `speak` sets the words of the request that is being answered, `spoken` gives them.
speak, spoken = _words.set, _words.get
