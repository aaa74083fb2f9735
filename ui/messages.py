"""What `qa` says itself, its errors and notices, in the language of the interface, in which each request is answered.

`qa` speaks English and knows nothing of languages: a message is known here by its form, with names in the place of what
is filled in; `messages.txt` lists them. One that isn't known is shown as it is. A test holds each form against the code.
"""

import re
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import IO, Any

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from qa.pipeline.refusals import NO_ANSWER, OTHER_LANGUAGE, REMOVED
from qa.service.api.words import PageLanguage, settings_told, speak
from qa.types import ABSTAINED
from qa.types.errors import settings_apart
from ui import language
from ui.language import gettext, language_of, speaking

_FILLED = re.compile(r"%\((\w+)\)s")
_SENTENCES = re.compile(r"(?<=\.) (?=\[\d|Showing results)")
_UNHEARD = re.compile(r" Nothing here mentions (.+)\.")
_MENTIONED = re.compile(r" They mention (.+), but nothing says this\.")
# `ui/assets/shell.js` sets it: light or dark, as chosen in this browser. The server reads it for pages that run no script.
_COOKIE = "citedqa_look"


@cache
def forms() -> tuple[str, ...]:
    """All of them, in the order that they are tried in; `extract` finds them for `make words`.

    A `cause` in one is itself a message; a `date` is written as the interface writes dates.
    """
    return tuple(Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines())


def extract(file: IO[bytes], _keywords: Any, _tags: Any, options: Any) -> Iterator[tuple[int, str, str, list[str]]]:
    """The forms in this file with their lines, as Babel wants them."""
    del options
    for number, form in enumerate(file.read().decode().splitlines(), start=1):
        yield number, "", form, []


def translated(message: str) -> str:
    """An error or a notice of `qa` as the interface says it; with or without a capital and a full stop, as it is given.

    The settings in it are told at its end, and to administrators alone.
    """
    words, settings = settings_apart(message)
    if words and language.spoken().tag != "en":
        words = " ".join(_told(each) or each for each in _SENTENCES.split(words))
    if not settings or not settings_told():
        return words
    end = "." if words.endswith(".") else ""
    told = gettext("setting %(name)s", name=", ".join(settings))
    return f"{words.removesuffix('.')} ({told}){end}"


def abstention(verdict: str) -> str:
    """What an abstention says, in the language of the interface; one that isn't known here stays as it is."""
    for words, said in (
        (
            REMOVED,
            gettext("Not in these documents. The document that the last answer quotes isn't here any more; ask anew, in full."),
        ),
        (ABSTAINED, gettext("Not in these documents.")),
        (NO_ANSWER, gettext("I found no answer to this in these documents.")),
        (OTHER_LANGUAGE, gettext("I can read and answer questions in English only; please ask in English.")),
    ):
        if verdict.startswith(words):
            return said + _why(verdict.removeprefix(words))
    return verdict


def _told(message: str) -> str | None:
    words, end = (message[:-1], ".") if message.endswith(".") else (message, "")
    for form, pattern in _patterns():
        if (found := pattern.fullmatch(words)) is None:
            continue
        filled = {name: _value(name, value) for name, value in found.groupdict().items()}
        if form == forms()[-1] and filled["cause"] == found["cause"]:
            return None  # nothing of it is known
        said = gettext(form, **filled) + end
        return f"{said[:1].upper()}{said[1:]}" if message[:1].isupper() else said
    return None


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Each form, and what its messages look like."""
    made = []
    for form in forms():
        parts = _FILLED.split(form)
        looks = "".join(f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
        made.append((form, re.compile(looks, re.DOTALL | re.IGNORECASE)))
    return made


def _value(name: str, value: str) -> str:
    if name == "cause":
        return translated(value)
    if name == "names":
        return _quoted(value)
    if name.endswith("date"):
        try:
            return language.day(datetime.strptime(value, "%d %B %Y").date().isoformat())
        except ValueError:
            return value
    return value


def _why(words: str) -> str:
    if found := _UNHEARD.fullmatch(words):
        return " " + gettext("Nothing here mentions %(names)s.", names=_quoted(found[1]))
    if found := _MENTIONED.fullmatch(words):
        return " " + gettext("They mention %(names)s, but nothing says this.", names=found[1])
    return words


def _quoted(names: str) -> str:
    """These names in the quotation marks of the language."""
    return re.sub(r"“([^”]*)”", lambda name: gettext("“%(title)s”", title=name[1]), names)


_chosen: ContextVar[str] = ContextVar("look", default="")


def look() -> str:
    """How the pages beside the app look: "light", "dark", or "" for the system's own."""
    return _chosen.get()


class Spoken:
    """ASGI middleware. Events of Gradio's run outside of their request: `ui.pages.shell.in_their_language` is for these."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        language = language_of(connection)
        given = connection.cookies.get(_COOKIE, "")
        _chosen.set(given if given in ("light", "dark") else "")
        speak(PageLanguage(language.tag, gettext, translated))
        with speaking(language):
            await self._app(scope, receive, send)
