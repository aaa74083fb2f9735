"""Moments as the library keeps them: ISO timestamps in UTC, which sort as they followed one another."""

from datetime import UTC, datetime, timedelta


def second() -> str:
    """This moment, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def millisecond(ago: timedelta = timedelta()) -> str:
    """This moment or an earlier one, to the millisecond."""
    return (datetime.now(UTC) - ago).isoformat(timespec="milliseconds")


def of_seconds(since_1970: float) -> str:
    return datetime.fromtimestamp(since_1970, UTC).isoformat(timespec="seconds")
