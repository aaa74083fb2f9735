"""Which days the words of a period are on some day: of "last month", "on Friday", "in the past ten days", "in May"."""

from datetime import date, timedelta

from qa.english.calendar import DAYS
from qa.english.numbers import COUNTS
from qa.english.periods import Period, days_of, is_date, split_period, week_of

# The first year that a period is read in; "last year" of it is 1900, the first year that a date may have.
FIRST_YEAR = 1901
# So many years back there is a 29 February; and the days that each month has.
_LEAP, _SHORTEST = 5, 28
_NEVER = ("9999", "9999")
# Words of a text in small letters, by what they tell; "" for what it doesn't say.
Words = dict[str, str]


def _number(many: str) -> int:
    """Return the number that "3", "three", "a" or "a couple of" tells, of "a few" three."""
    many = many.removeprefix("a ")
    return max(1, int(many)) if many.isdigit() else COUNTS.get(many, {"few": 3, "couple of": 2}.get(many, 1))


def _month(now: date, back: int) -> tuple[int, int]:
    """Return the year and the month, from 1, so many months before this one."""
    year, month = divmod(now.year * 12 + now.month - 1 - back, 12)
    return year, month + 1


def ago(words: Words, now: date) -> Period | None:
    """Read "two weeks ago" as the whole week that was then."""
    return _of_unit(words["unit"], now, _number(words["many"]))


def last_or_this(words: Words, now: date) -> Period | None:
    """Read "last week" as the week before this one; "the past week", "the last day" and "the last fortnight" run up to now."""
    if words["which"] == "past" or (words["which"] != "this" and words["unit"].startswith(("day", "h", "fortnight"))):
        return past({**words, "many": "1"}, now)
    return _of_unit(words["unit"], now, int(words["which"] != "this"))


def past(words: Words, now: date) -> Period | None:
    """Read "the past ten days" as those up to now, today the last of them."""
    number, unit = _number(words["many"]), words["unit"]
    days = {"day": number - 1, "week": 7 * number - 1, "fortnight": 14 * number - 1, "month": None, "year": None}
    back = days.get(unit, number // 24)
    if back is not None:
        return Period((now - timedelta(days=back)).isoformat(), now.isoformat())
    year, month = _month(now, number * (12 if unit == "year" else 1))
    first = f"{year}-{month:02}-{min(now.day, _SHORTEST):02}"
    return Period(first, now.isoformat()) if year >= FIRST_YEAR else None


def begun(words: Words, now: date) -> Period | None:
    """Read "the start of the month" as its first day and all that come after."""
    whole = _of_unit(words["unit"], now, 0)
    return Period(whole.since) if whole else None


def _of_unit(unit: str, now: date, back: int) -> Period | None:
    """Return the day, week, month or year so many before this one; None where it can't be read."""
    year, month = _month(now, back)
    match unit:
        case "week" | "fortnight":
            return Period(*week_of(now - timedelta(days=(7 if unit == "week" else 14) * back)))
        case "month":
            return Period(*days_of(f"{year}-{month:02}")) if year >= FIRST_YEAR else None
        case "year":
            return Period(*days_of(str(now.year - back))) if now.year - back >= FIRST_YEAR else None
    day = (now - timedelta(days=back if unit == "day" else back // 24)).isoformat()
    return Period(day, day)


def near(words: Words, now: date) -> Period:
    """Read "today", "yesterday" and their like; "overnight" is yesterday and today."""
    back = 2 if "before" in words["near"] else words["near"].startswith(("yesterday", "last", "overnight"))
    last = (now - timedelta(days=back)).isoformat()
    return Period(last, now.isoformat() if words["near"] == "overnight" else last)


def weekday(words: Words, now: date) -> Period:
    """Return the last such day; today is one, unless it is "last Friday" or something since then."""
    back = (now.weekday() - [each[:3] for each in DAYS].index(words["day"][:3])) % 7
    before = words.get("which") == "last" or words.get("lead") in ("since", "after", "before")  # "since Monday", on a Monday
    day = (now - timedelta(days=back or 7 * before)).isoformat()
    return Period(day, day)


def weekend(words: Words, now: date) -> Period:
    """Return the Saturday and the Sunday that were last; on one of these days they are this weekend's."""
    saturday = now - timedelta(days=(now.weekday() - DAYS.index("saturday")) % 7)
    if words["which"] == "last" and (now - saturday).days <= 1:
        saturday -= timedelta(days=7)
    return Period(saturday.isoformat(), (saturday + timedelta(days=1)).isoformat())


def quarter(words: Words, now: date) -> Period:
    """Return this quarter of the year, or the one before it."""
    year, quarter = divmod(now.year * 4 + (now.month - 1) // 3 - (words["which"] != "this"), 4)
    return Period(*days_of(f"q{quarter + 1} {year}"))


def yearless(words: Words, now: date) -> Period | None:
    """Return the last such days that have begun; "last summer", asked for in summer, is the one of the year before."""
    for year in range(now.year, now.year - _LEAP, -1):
        text = f"{words['yearless'].removeprefix('the ')} {year}"
        first, last = days_of(text) if is_date(text) else _NEVER
        if "mid" in text and words.get("lead", "") not in ("", "in", "during") and first[:7] == last[:7]:  # "since mid-May"
            first = last = f"{first[:8]}15"
        if first <= now.isoformat() and not (words.get("which") == "last" and last >= now.isoformat()):
            return Period(first, last)
    return None


def between(words: Words, now: date) -> Period | None:
    """Return the last stretch from the first to the second that has begun."""
    for year in (now.year, now.year - 1, now.year - 2):
        _, period = split_period(f"from {words['first']} to {words['second']} {year}")
        if not period.since or not period.until:
            return None
        since = period.since if period.since <= period.until else f"{year - 1}{period.since[4:]}"  # "November to February"
        if since <= now.isoformat():
            return Period(since, period.until)
    return None
