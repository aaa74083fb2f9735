"""Moments as the library keeps them: ISO timestamps in UTC, which sort as they followed one another."""

from datetime import UTC, datetime, timedelta


def second() -> str:
    """This moment, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def millisecond() -> str:
    """This moment, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def restorable_since() -> str:
    """A day ago: what was deleted before can't be restored any more, and goes with the next change of others of its kind."""
    return (datetime.now(UTC) - timedelta(days=1)).isoformat(timespec="milliseconds")


def of_seconds(since_1970: float) -> str:
    return datetime.fromtimestamp(since_1970, UTC).isoformat(timespec="seconds")
