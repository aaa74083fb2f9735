"""What is wrong with what a client sent, in a sentence of our own: pydantic speaks of items and dictionaries, and of itself."""

from collections.abc import Mapping
from typing import Any

# What the objects of a list look like, by its name.
_SHAPES = {
    "history": '{"role": "user", "text": "What did Porter say?"}, or of the role assistant',
    "messages": '{"role": "user", "content": "What did Porter say?"}',
}
_DAY = "must be a date such as 2021-03-17"
# By pydantic's name of what is wrong; `ctx` has the limits.
_WORDS: Mapping[str, str] = {
    "missing": "is missing",
    "extra_forbidden": "isn't known here; correct its name or leave it out",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "literal_error": "must be {expected}",
    "string_type": "must be a string",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "list_type": "must be a list",
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "string_pattern_mismatch": "must be of the form {pattern}",
}


def problem(error: Mapping[str, Any]) -> str:
    """One of pydantic's errors: where it is, what is wrong and what is allowed. What was sent isn't repeated."""
    where = ".".join(str(part) for part in error["loc"])
    kind, limits = error["type"], error.get("ctx", {})
    if kind in _WORDS:
        return f"{where} {_WORDS[kind].format_map(limits)}"
    if kind in ("string_too_short", "too_short"):
        return f"{where} {_too_short(error['input'], limits['min_length'])}"
    if kind in ("string_too_long", "too_long"):
        return f"{where} has {_many(error['input'])}, {limits['max_length']} are allowed; shorten it"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        shape = next((_SHAPES[part] for part in error["loc"] if part in _SHAPES), None)
        return f"{where} must be an object" + (f" like {shape}" if shape else ", in braces")
    if kind == "value_error" and "UploadFile" in error["msg"]:
        return f"{where} must be a file, not text; with curl: -F {error['loc'][1]}=@NAME"
    if kind == "value_error":
        return f"{where} {str(error['msg']).removeprefix('Value error, ')}"
    return f"{where}: {str(error['msg'])[:1].lower()}{str(error['msg'])[1:]}"


def _too_short(given: Any, least: int) -> str:
    return f"has {_many(given)}, at least {least} are needed" if given else "is empty; put something in it"


def _many(given: Any) -> str:
    one, more = ("character", "characters") if isinstance(given, str) else ("entry", "entries")
    return f"{len(given)} {one if len(given) == 1 else more}"
