"""Statements as what is cited: whole sentences with the speech tag, each stretch of text once."""

from collections.abc import Iterable
from dataclasses import dataclass

from qa.store.sql import StoredStatement
from qa.types import Citation, Span


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One speaker's statements in one stretch of a document, in order. `text` is that stretch, at `span`."""

    span: Span
    text: str
    statements: tuple[StoredStatement, ...]
    score: float = 1.0

    @property
    def first(self) -> StoredStatement:
        return self.statements[0]

    @property
    def document_id(self) -> str:
        return self.first.statement.document_id

    @property
    def speaker(self) -> str | None:
        return self.first.statement.speaker

    @property
    def beside(self) -> str:
        """The text without the words said: the speech tag, if there is one."""
        text = self.text
        for each in self.statements:
            text = text.replace(each.quote, " ")
        return text

    def cite(self, marker: int) -> Citation:
        return Citation(
            marker=marker,
            document_id=self.document_id,
            title=self.first.title,
            source=self.first.source,
            published=self.first.published,
            start=self.span.start,
            end=self.span.end,
            quote=self.text,
            speaker=self.speaker,
            score=self.score,
            verdict="verbatim",
        )


def excerpts(statements: Iterable[StoredStatement]) -> list[Excerpt]:
    """Statements whose stretches overlap are one excerpt, where the speaker is the same. In article order."""
    found: list[Excerpt] = []
    for stored in statements:
        new = Excerpt(stored.statement.context, stored.context_quote, (stored,))
        last = next((index for index in range(len(found) - 1, -1, -1) if _belong_together(found[index], new)), None)
        if last is None:
            found.append(new)
        else:
            found[last] = _joined(found[last], new)
    return found


def _belong_together(one: Excerpt, other: Excerpt) -> bool:
    return one.document_id == other.document_id and one.speaker == other.speaker and one.span.overlaps(other.span)


def _joined(one: Excerpt, other: Excerpt) -> Excerpt:
    first, second = sorted((one, other), key=lambda each: each.span.start)
    end = max(first.span.end, second.span.end)
    text = first.text + second.text[first.span.end - second.span.start :] if end > first.span.end else first.text
    together = sorted({*one.statements, *other.statements}, key=lambda each: each.statement.start)
    return Excerpt(Span(first.span.start, end), text, tuple(together))
