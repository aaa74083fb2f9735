"""What is asked: a question, the turns before it, and the documents that it is asked of."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from qa.types.errors import QuestionError


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents a question is about; all of them where nothing is set.

    What is set must all be so. `documents` are ids, `sources` exact sources or sites
    (“voanews.com”); `since` and `until` are ISO dates, both included.
    A document without a date is outside every dated scope. `collections` are ids: a document is in at least one of them.
    """

    documents: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    def __post_init__(self) -> None:
        """Raises QuestionError for one name in the place of several: its letters would be taken for names."""
        for field in ("documents", "sources", "collections"):
            if isinstance(given := getattr(self, field), str):
                raise QuestionError(f"{field} of a Scope are several; write {field}=({given!r},)")

    def to_json(self) -> dict[str, Any]:
        """What is set; empty where it is everything."""
        return {name: value for name, value in asdict(self).items() if value}


def dated(since: date | str | None, until: date | str | None) -> tuple[str | None, str | None]:
    """Both as YYYY-MM-DD. Raises QuestionError for what is no date, and for a period that ends before it begins."""
    first, last = _day(since), _day(until)
    if first and last and last < first:
        raise QuestionError(f"the time from {first} until {last} ends before it begins; change one of the dates")
    return first, last


def _day(given: date | str | None) -> str | None:
    try:
        return None if given is None else date.fromisoformat(str(given)).isoformat()
    except ValueError as exc:
        raise QuestionError(f"{given!r} is no date; give one as YYYY-MM-DD, for example 2021-03-17") from exc


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier turn of a conversation. `documents` are the ids of those that an answer quotes, `hedge` and `next_question`
    are its own (`Answer`), where more of it is known than its text."""

    role: Literal["user", "assistant"]
    text: str
    documents: tuple[str, ...] = ()
    hedge: str = ""
    next_question: str | None = None


# What was said before: a `Turn`, {"role": "user", "text": "…"} or ("user", "…").
Said = Turn | Mapping[str, str] | tuple[str, str]


def turns(said: Iterable[Said]) -> tuple[Turn, ...]:
    """Raises QuestionError for what is no list of turns."""
    if not isinstance(said, Iterable):
        raise QuestionError(f"a history is a list of turns, not a value of the type {type(said).__name__}")
    return tuple(map(turn, said))


def turn(said: Said) -> Turn:
    """Raises QuestionError for what is none of these."""
    given = (said.role, said.text) if isinstance(said, Turn) else said
    try:
        role, text = (given["role"], given["text"]) if isinstance(given, Mapping) else given
    except (KeyError, TypeError, ValueError):
        role, text = "", ""
    if role not in ("user", "assistant") or not isinstance(text, str):
        raise QuestionError(f'the history has {str(said)[:80]!r}, which is no turn; give ("user", "…") or ("assistant", "…")')
    return said if isinstance(said, Turn) else Turn("user" if role == "user" else "assistant", text)


def scope_given(scope: Scope | None) -> Scope:
    """The scope; without one, everything. Raises QuestionError for what is no Scope."""
    if not isinstance(scope, Scope | None):
        raise QuestionError(f"a scope is a Scope(documents=(…,)), not a value of the type {type(scope).__name__}")
    return scope or Scope()


@dataclass(frozen=True, slots=True)
class Question:
    """What `Pipeline` takes: the question as asked, the earlier turns (oldest first) and the documents it is about.

    `literal` asks it as it stands, whatever the earlier turns were about. Without `language_model` none writes, even where one
    could. `whole` wants all of a list, where there is a page of it otherwise: for a file.
    """

    text: str
    history: tuple[Turn, ...] = ()
    scope: Scope = Scope()
    literal: bool = False
    language_model: bool = True
    whole: bool = False
