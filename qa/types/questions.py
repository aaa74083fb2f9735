"""What is asked: a question, the turns before it, and the documents that it is asked of."""

from dataclasses import asdict, dataclass
from typing import Any, Literal


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

    def to_json(self) -> dict[str, Any]:
        """What is set; empty where it is everything."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier turn of a conversation. `documents` are the ids of those that an answer quotes, where they are known."""

    role: Literal["user", "assistant"]
    text: str
    documents: tuple[str, ...] = ()


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
