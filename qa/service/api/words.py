"""The language of the API's own pages, around logging in, and of its errors: English, or as whoever serves them has it said."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from qa.types.errors import settings_apart

# Whether the settings that errors name are told: to administrators, and without accounts everybody is one.
_settings_told: ContextVar[bool] = ContextVar("settings_told", default=True)
tell_settings, settings_told = _settings_told.set, _settings_told.get


def _english(words: str, /, **values: object) -> str:
    return words % values


def _said(message: str) -> str:
    return message if settings_told() else settings_apart(message)[0]


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """`tag` is as HTML has it; `gettext` says a message in the language, with each `%(name)s` filled in; `told` an error
    or a notice of `qa`'s, which is in English."""

    tag: str = "en"
    gettext: Callable[..., str] = _english
    told: Callable[[str], str] = _said


_ENGLISH = PageLanguage()
_words: ContextVar[PageLanguage] = ContextVar("words", default=_ENGLISH)
# `speak` sets the words of the request that is being answered, `spoken` gives them.
speak, spoken = _words.set, _words.get
