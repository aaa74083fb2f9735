"""Jinja templates of HTML. What is put into them is escaped unless it is HTML already, which is `Markup`."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from qa.english.dates import long_date
from ui.rendering import escaping, links
from ui.rendering.addresses import address

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parents[1] / "templates"


def render(name: str, /, **values: Any) -> Markup:
    """The template of this name. Filters are the functions of `escaping`, `page` of a person and `origin` of a source."""
    return Markup(_environment().get_template(f"{name}.html").render(values))


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    for name in ("text", "label", "data", "advice", "count", "plain", "day"):
        made.filters[name] = getattr(escaping, name)
    made.filters.update(
        long_date=long_date, page=links.person_address, origin=links.source_name, short_source=links.short_source
    )
    made.globals["address"] = address
    return made
