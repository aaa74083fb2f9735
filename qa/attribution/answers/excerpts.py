"""Statements as what is cited: whole sentences with the speech tag, each stretch of text once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qa.english.words import wording
from qa.store.sql import StoredStatement
from qa.types import Citation, Span
from qa.types.draft import cite


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
    def is_surely_theirs(self) -> bool:
        """Whether one of the statements surely is the speaker's: they speak in this stretch, then."""
        return any(each.statement.is_surely_theirs for each in self.statements)

    @property
    def places(self) -> list[tuple[int, int]]:
        """Where in the text the words said begin and end."""
        return [(each.statement.start - self.span.start, each.statement.end - self.span.start) for each in self.statements]

    @property
    def beside(self) -> str:
        """The text without the words said: the speech tag, if there is one."""
        text = self.text
        for each in self.statements:
            text = text.replace(each.quote, " ")
        return text

    def cite(self, marker: int) -> Citation:
        about = (self.document_id, self.first.title, self.first.source, self.first.published)
        return replace(cite(marker, about, self.span, self.text, self.score), speaker=self.speaker)


def excerpts(statements: Iterable[StoredStatement]) -> list[Excerpt]:
    """Join overlapping statements of one speaker into one excerpt; in the order given."""
    place = {each: number for number, each in enumerate(dict.fromkeys(statements))}
    stretches: list[list[StoredStatement]] = []
    key, end = ("", ""), 0
    for each in sorted(place, key=lambda each: (*_said_in(each), each.statement.context.start)):
        context = each.statement.context
        if _said_in(each) == key and context.start < end:
            stretches[-1].append(each)
        else:
            stretches.append([each])
            key, end = _said_in(each), 0
        end = max(end, context.end)
    return [_joined(stretch) for stretch in sorted(stretches, key=lambda stretch: min(map(place.__getitem__, stretch)))]


def _said_in(stored: StoredStatement) -> tuple[str, str]:
    return stored.statement.document_id, stored.statement.speaker or ""


def _joined(stretch: Sequence[StoredStatement]) -> Excerpt:
    """Put overlapping stretches together; they are in the order of their beginnings."""
    start = end = stretch[0].statement.context.start
    text = ""
    for each in stretch:
        context = each.statement.context
        text += each.context_quote[end - context.start :]
        end = max(end, context.end)
    return Excerpt(Span(start, end), text, tuple(sorted(stretch, key=lambda each: each.statement.start)))


def once(found: Sequence[Excerpt]) -> list[Excerpt]:
    """Keep each person's words as the newest document has them, where several have them word for word; in the order given."""
    newest = {
        (each.speaker, wording(each.text)): place
        for place, each in sorted(enumerate(found), key=lambda numbered: numbered[1].first.published or "")
    }
    return [found[place] for place in sorted(newest.values())]
