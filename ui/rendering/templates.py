"""Jinja templates of HTML. What is put into them is escaped unless it is HTML already, which is `Markup`."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from qa.types.draft import times_of
from ui import language, messages
from ui.rendering import escaping, links
from ui.rendering.links import address, asset

_FOLDER = Path(__file__).parents[1] / "templates"


def render(name: str, /, **values: Any) -> Markup:
    """The template of this name. Filters are the functions of `escaping`, `page` of a person and `origin` of a source.

    What `{% trans %}`, `_` and `ngettext` say is HTML, in the language spoken; what is filled in is escaped.
    """
    return Markup(_environment().get_template(f"{name}.html").render(values))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]
        lambda words: language.spoken().translations.gettext(words),
        _ngettext,
        newstyle=True,  # fills in and escapes what is told
        pgettext=lambda context, words: language.spoken().translations.pgettext(context, words),
    )
    for name in ("text", "lines", "label", "data", "advice", "plain", "day", "moment", "sentence"):
        made.filters[name] = getattr(escaping, name)
    made.filters.update(
        number=language.number,
        in_words=language.in_words,
        dated=language.dated,
        times=times_of,
        in_their_words=messages.abstention,
        in_our_words=messages.translated,
        page=links.person_address,
        origin=links.source_name,
        short_source=links.short_source,
    )
    made.globals.update(address=address, asset=asset, spoken=language.spoken, look=messages.look, ngettext=_ngettext)
    return made


def _ngettext(one: str, many: str, amount: int, /, **values: object) -> Markup:
    found = language.spoken().translations.ngettext(one, many, amount)
    return Markup(found) % {"num": language.number(amount), **values}
