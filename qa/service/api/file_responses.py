"""Responses that a browser saves as a file."""

import re
from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from qa.service.lists import ENDINGS, MEDIA_TYPES, ListFormat

# What the API's description says of such a response.
FILES: dict[int | str, dict[str, Any]] = {
    200: {"content": {name: {"schema": {"type": "string"}} for name in MEDIA_TYPES.values()}}
}
# It tells a spreadsheet that the text is UTF-8.
_BOM = "\ufeff"


def file_name(words: str, otherwise: str = "list") -> str:
    """These words as a file's name that every system can write; `otherwise` where nothing of them is left."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:60].strip("-") or otherwise


def as_file(name: str, format_: str, written: Callable[[ListFormat], str]) -> Response:
    """A response to be saved under this name, which is plain ASCII."""
    form = ListFormat(format_)
    headers = {"content-disposition": f'attachment; filename="{name}.{ENDINGS[form]}"'}
    text = (_BOM if form is ListFormat.csv else "") + written(form)
    return Response(text, media_type=f"{MEDIA_TYPES[form]}; charset=utf-8", headers=headers)
