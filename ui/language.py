"""The language of the interface: a person's choice, else the browser's, else English. Documents and answers keep theirs.

A message is found by its own English words; `ui/locales/<tag>/LC_MESSAGES/citedqa.po` has it in another language.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection

if TYPE_CHECKING:
    from babel import Locale

# Who chose a language has its tag in this cookie; `ui/assets/shell.js` sets it.
COOKIE = "citedqa_language"
LOCALES = Path(__file__).with_name("locales")
# Written as in "17 March 2021".
_ENGLISH_LOCALE = "en-GB"
_ISO_DAY = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")


@dataclass(frozen=True, slots=True)
class Language:
    """`tag` is as HTML has it; `locale` is how numbers and dates are written; `scripts` what JavaScript says, by message."""

    tag: str
    locale: "Locale"
    translations: NullTranslations
    scripts: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the language is called in itself."""
        name = str(self.locale.languages[self.locale.language])
        return name[:1].upper() + name[1:]


@cache
def languages() -> Mapping[str, Language]:
    """By tag, English first; every folder with a catalogue is one more."""
    from babel import Locale

    found = {"en": Language("en", Locale.parse(_ENGLISH_LOCALE, sep="-"), NullTranslations())}
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/citedqa.po")):
        found[path.parents[1].name] = read_language(path)
    return found


def read_language(path: Path) -> Language:
    """The language of a catalogue; the folder above says its tag."""
    from babel import Locale
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    tag, compiled = path.parents[1].name, BytesIO()
    catalogue = read_po(BytesIO(path.read_bytes()), locale=tag.replace("-", "_"))
    write_mo(compiled, catalogue)
    compiled.seek(0)
    told = [each for each in catalogue if each.id and any(place.endswith(".js") for place, _ in each.locations)]
    scripts = {_forms(each.id)[0]: _forms(each.string) for each in told}  # as `ui/assets/language.js` looks them up
    return Language(tag, Locale.parse(tag, sep="-"), GNUTranslations(compiled), scripts)


def _forms(words: str | Sequence[str] | None) -> Sequence[str]:
    return [words] if isinstance(words, str) else words or []


_speaking: ContextVar[Language | None] = ContextVar("language", default=None)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """What is rendered in here is in this language, also on threads and in tasks that begin here."""
    before = _speaking.set(language)
    try:
        yield
    finally:
        _speaking.reset(before)


def spoken() -> Language:
    """The language of whoever is being answered."""
    return _speaking.get() or languages()["en"]


def language_of(connection: HTTPConnection) -> Language:
    """The language to answer this request in."""
    known = languages()
    wanted = [connection.cookies.get(COOKIE, ""), *_accepted(connection.headers.get("accept-language", ""))]
    tags = (tag for each in wanted for tag in (each, each.partition("-")[0]))
    return known[next((tag for tag in tags if tag in known), "en")]


def _accepted(header: str) -> list[str]:
    """The tags of an Accept-Language, the most wanted first."""
    weighed = []
    for part in header[:500].split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighed.append((float(weight or 1), tag))
        except ValueError:
            continue
    return [tag for weight, tag in sorted(weighed, key=lambda each: -each[0]) if weight > 0]


def gettext(words: str, /, **values: object) -> str:
    """The message in the language spoken, with each `%(name)s` filled in; not yet escaped."""
    return spoken().translations.gettext(words) % values


def pgettext(context: str, words: str, /, **values: object) -> str:
    """The same where the English words mean several things; `context` tells which."""
    return spoken().translations.pgettext(context, words) % values


def ngettext(one: str, many: str, amount: int, /, **values: object) -> str:
    """The form that suits the amount, which is `%(num)s` in it."""
    return spoken().translations.ngettext(one, many, amount) % {"num": number(amount), **values}


def number(amount: int) -> str:
    from babel.numbers import format_decimal

    return format_decimal(amount, locale=spoken().locale)


def day(stamp: str) -> str:
    """The one form that dates have in the app: "17 March 2021"; what is no ISO date stays as it is."""
    from babel.dates import format_date

    try:
        return format_date(date.fromisoformat(stamp[:10]), "long", spoken().locale)
    except ValueError:
        return stamp


def month(stamp: str) -> str:
    """ "August 2022" of "2022-08"."""
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", date.fromisoformat(f"{stamp}-01"), locale=spoken().locale)


def in_words(stamp: str) -> str:
    """ "28 September 2022", "August 2022", "1992"; what is no date stays as it is."""
    if _ISO_DAY.fullmatch(stamp):
        return day(stamp)
    return month(stamp) if re.fullmatch(r"\d{4}-\d\d", stamp) else stamp


def dated(words: str) -> str:
    """These words with each ISO date written as the app writes dates."""
    return _ISO_DAY.sub(lambda found: day(found[0]), words)


def script() -> str:
    """A module of JavaScript: the language spoken, and what scripts say in it."""
    language = spoken()
    told = json.dumps(language.scripts, ensure_ascii=False)
    return f'export const tag = "{language.tag}", locale = "{str(language.locale).replace("_", "-")}", told = {told};\n'
