"""The value of a cell, and of what it is drawn in a chart, much as a spreadsheet shows it."""

import re
from datetime import date, datetime, time, timedelta

_CURRENCY = re.compile(r"[$€£¥]|\b(?:CHF|EUR|USD|GBP)\b")
# "00000", "000-00-0000": a code, of which no digit is left out.
_CODE = re.compile(r"[() /-]*0[() /-]*0[0() /-]*")
# Above this, ten digits aren't all that a number has: those of a book, an account, a telephone.
_LONG = 1e9
_DECIMALS = re.compile(r"0\.(0+)")


def shown(value: object, number_format: str | None = None) -> str:
    """A cell's value much as a spreadsheet shows it; dates as ISO dates."""
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case timedelta():
            hours, rest = divmod(round(abs(value).total_seconds()), 3600)
            seconds = f":{rest % 60:02}" if rest % 60 else ""
            return f"{'-' if value < timedelta() else ''}{hours}:{rest // 60:02}{seconds}"
        case int() | float():
            return _number(value, number_format or "General")
    return str(value)


def _number(value: float, number_format: str) -> str:
    positive = re.sub(r'\[\$(.*?)(?:-[^\]]*)?\]|"(.*?)"|\\(.)|_.', r"\1\2\3", number_format.partition(";")[0])
    if value >= 0 and value % 1 == 0 and _CODE.fullmatch(positive.strip()):
        return _filled(positive.strip(), str(int(value)))
    decimals = _DECIMALS.search(positive)
    places = len(decimals[1]) if decimals else 0
    if "%" in positive:
        return f"{value * 100:.{places}f}%"
    if "#,##0" in positive:
        amount = f"{abs(value):,.{places}f}"
    elif decimals and "E" not in positive:
        amount = f"{abs(value):.{places}f}"
    else:
        amount = f"{abs(value):.{10 if abs(value) < _LONG else 15}g}" if abs(value) < 1e15 else repr(abs(value))
    currency = _CURRENCY.search(positive)
    sign = "-" if value < 0 else ""
    if currency is None:
        return sign + amount
    leads = len(currency[0]) == 1 and currency.start() < (positive.find("0") if "0" in positive else len(positive))
    return f"{sign}{currency[0]}{amount}" if leads else f"{sign}{amount} {currency[0]}"


def _filled(code: str, digits: str) -> str:
    """The code with these digits instead of its zeros, from the last one on; further digits stand before it."""
    left, shown = list(digits), ""
    for char in reversed(code):
        shown = (left.pop() if left and char == "0" else char) + shown
    return "".join(left) + shown
