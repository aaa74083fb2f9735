"""Jinja templates, for HTML of more than a line or two. What is put into them is escaped unless it is HTML already."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.rendering import escaping
from ui.rendering.links import person_address

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parents[1] / "templates"


def render(name: str, **values: Any) -> str:
    """The template of this name. In it `text`, `label` and `data` are filters, as `escaping` has them; `page` is a person's."""
    return _environment().get_template(f"{name}.html").render(values)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    for name in ("text", "label", "data", "advice"):
        made.filters[name] = _safe(getattr(escaping, name), Markup)
    made.filters["count"] = escaping.count
    made.filters["plain"] = escaping.plain
    made.filters["page"] = person_address
    return made


def _safe(escape: Any, markup: Any) -> Any:
    return lambda words: markup(escape(str(words)))
