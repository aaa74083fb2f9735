"""Statements as what is cited: whole sentences with the speech tag, each stretch of text once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.english.words import wording
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
    """Join statements whose stretches overlap into one excerpt, where the speaker is the same; in article order."""
    found: list[_Stretch] = []
    # For each document and speaker its stretches, and the furthest end up to each: those before can be told not to overlap.
    known: dict[tuple[str, str | None], list[tuple[_Stretch, int]]] = {}
    for stored in statements:
        said = stored.statement
        mine = known.setdefault((said.document_id, said.speaker), [])
        last = _overlapping(mine, said.context)
        if last is None:
            new = _Stretch(said.context, stored.context_quote, [stored])
            found.append(new)
            mine.append((new, max(new.span.end, mine[-1][1] if mine else 0)))
        else:
            stretch = mine[last][0]
            stretch.join(stored)
            for index in range(last, len(mine)):
                mine[index] = mine[index][0], max(mine[index][1], stretch.span.end)
    return [stretch.excerpt() for stretch in found]


def once(found: Sequence[Excerpt]) -> list[Excerpt]:
    """Keep each person's words as the newest document has them, where several have them word for word; in the order given."""
    newest = {
        (each.speaker, wording(each.text)): place
        for place, each in sorted(enumerate(found), key=lambda numbered: numbered[1].first.published or "")
    }
    return [found[place] for place in sorted(newest.values())]


@dataclass(slots=True)
class _Stretch:
    """An excerpt that is still being put together."""

    span: Span
    text: str
    statements: list[StoredStatement]

    def join(self, other: StoredStatement) -> None:
        span = other.statement.context
        if span.start < self.span.start:
            before = other.context_quote[: self.span.start - span.start]
            self.text, self.span = before + self.text, Span(span.start, self.span.end)
        if span.end > self.span.end:
            self.text += other.context_quote[self.span.end - span.start :]
            self.span = Span(self.span.start, span.end)
        self.statements.append(other)

    def excerpt(self) -> Excerpt:
        together = sorted(dict.fromkeys(self.statements), key=lambda each: each.statement.start)
        return Excerpt(self.span, self.text, tuple(together))


def _overlapping(mine: Sequence[tuple[_Stretch, int]], span: Span) -> int | None:
    """Return the index of the last stretch that overlaps the span."""
    for index in range(len(mine) - 1, -1, -1):
        stretch, furthest = mine[index]
        if furthest <= span.start:
            return None
        if stretch.span.overlaps(span):
            return index
    return None
