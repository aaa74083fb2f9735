"""Numbers as lists show them: 4, d, IV, 4th."""

_ROMAN = dict(
    zip("m cm d cd c xc l xl x ix v iv i".split(), (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), strict=True)
)
# As HTML and OpenDocument call the numerals of a list → as `numeral` does.
KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MOST = 4000  # no list has as many; of larger ones a Roman numeral would grow without end


def numeral(number: int, kind: str) -> str:
    """`kind` as Word calls it; what isn't known is shown in Arabic numerals, as are zero and what is below."""
    if kind in {"bullet", "none"}:
        return ""
    if kind == "decimalZero":
        return f"{number:02}"
    if kind == "ordinal":
        last = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{last}"
    if not 0 < number < _MOST or not kind.startswith(("upper", "lower")):
        return str(number)
    shown = roman(number) if kind.endswith("Roman") else letters(number) if kind.endswith("Letter") else str(number)
    return shown.upper() if kind.startswith("upper") else shown


def whole(written: str, otherwise: int) -> int:
    """The number that a file says in at most nine digits, else `otherwise`."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else otherwise


def letters(number: int) -> str:
    """a … z, aa, bb, … as Word counts on."""
    turns, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (turns + 1)


def roman(number: int) -> str:
    shown = ""
    for sign, value in _ROMAN.items():
        shown += sign * (number // value)
        number %= value
    return shown
