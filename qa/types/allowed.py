"""What a value is and must be, in words of our own, where pydantic refuses one: it speaks of items, dictionaries and itself."""

from collections.abc import Mapping
from typing import Any

# By pydantic's name of what is wrong, or the first word of it; `ctx` has the limits.
_WORDS: Mapping[str, str] = {
    "missing": "is missing",
    "extra_forbidden": "isn't known here; correct its name or leave it out",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "literal": "must be {expected}",
    "string_type": "must be a string",
    "string_pattern_mismatch": "must be of the form {pattern}",
    "int": "must be a whole number",
    "float": "must be a number",
    "finite": "must be a number that has an end",
    "bool": "must be true or false",
    "list": "must be a list",
    "date": "must be a date such as 2021-03-17",
}
_LIKE: Mapping[str, str] = {
    r"^https?://\S+$": "must be an address such as https://example.org/news",
    r"^\d{4}-\d\d-\d\d$": _WORDS["date"],
}
_JSON = {dict: "an object", list: "an array", str: "a string", bool: "true or false", type(None): "null"}


def json_kind(value: Any) -> str:
    """ "an object", for a value of JSON."""
    return _JSON.get(type(value), "a number")


def allowed(error: Mapping[str, Any]) -> str | None:
    """ "must be at most 100", for one of pydantic's errors; None for kinds that need to know more of what was given."""
    kind, limits = error["type"], error.get("ctx", {})
    words = _LIKE.get(limits.get("pattern", "")) or _WORDS.get(kind) or _WORDS.get(kind.partition("_")[0])
    return words and words.format_map(limits)
