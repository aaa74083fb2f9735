"""Whose statements a question means, and which of the library's statements those are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from qa.attribution import quoted_fragments
from qa.attribution.answers.speaker_names import SpeakerName, same_number
from qa.attribution.answers.topic import Topic
from qa.english.words import stems
from qa.store.sql import Library, StoredStatement


@dataclass(frozen=True, slots=True)
class SpeakerStatements:
    """The statements of those a name means; `by_name` where it is their name, as against their role.

    `cut` where there are more of them.
    """

    statements: tuple[StoredStatement, ...]
    by_name: bool
    cut: bool = False


def find_speaker(
    library: Library,
    speaker: str,
    documents: frozenset[str] | None,
    *,
    group: bool = False,
    newest: int | None = None,
    about: Sequence[str] = (),
) -> SpeakerStatements:
    """Find statements by name, else by role or organisation; first with all that the question says of them, then with less.

    With `newest`, of somebody who is quoted more often than that: so many in the newest documents, and so many of those that
    hold a word of `about`.
    """
    full = SpeakerName.read(speaker)
    if full is None:
        return SpeakerStatements((), False)
    for name in (full, full.without_titles(), full.without_affiliation()):
        if name is None:
            continue
        by_words = [_said_by(library, words, documents, newest, about) for words in name.searches()]
        found = _in_order(chain.from_iterable(by_words))
        cut = newest is not None and any(len(some) >= newest for some in by_words)
        if by_name := [each for each in found if name.is_name_of(each.statement)]:
            by_name = [each for each in by_name if name.is_spelt_by(each.statement)] or by_name
            return SpeakerStatements(tuple(by_name), True, cut)
        by_role = [each for each in found if name.is_role_of(each.statement)]
        if group:
            by_role = _in_order([*by_role, *_introduced_as(library, name, documents)])
        if by_role:
            return SpeakerStatements(tuple(same_number(name, by_role)), False, cut)
    return SpeakerStatements((), False)


def matching_statements(
    library: Library, speaker: str | None = None, about: str | None = None, documents: frozenset[str] | None = None
) -> list[StoredStatement]:
    """Return this speaker's statements (name, surname, role or organisation) that hold most of the topic's words."""
    found = find_speaker(library, speaker, documents).statements if speaker else library.statements(documents=documents)
    topic = Topic.read(library, about) if about else None
    return [each for each in found if topic is None or topic.is_on(each.context_quote, 0.0)]


def with_fragments(found: Iterable[StoredStatement]) -> Iterator[StoredStatement]:
    """Yield the statements, after a mixed one the words of it that stand in quote marks, as direct ones: for lists of all.

    Answers don't show them, since they would say the same words twice.
    """
    for stored in found:
        yield stored
        said = stored.statement
        if said.kind == "mixed":
            for span in quoted_fragments(stored.quote):
                part = replace(said, start=said.start + span.start, end=said.start + span.end, kind="direct")
                yield replace(stored, statement=part, quote=span.of(stored.quote))


def _said_by(
    library: Library, who: Sequence[str], documents: frozenset[str] | None, newest: int | None, about: Sequence[str]
) -> tuple[StoredStatement, ...]:
    some = library.statements(who=who, documents=documents, newest=newest)
    if not about or newest is None or len(some) < newest:
        return some
    return (*some, *library.statements(who=who, what=about, documents=documents, newest=newest))


def _introduced_as(library: Library, name: SpeakerName, documents: frozenset[str] | None) -> list[StoredStatement]:
    """Return statements beside which the name stands: "Other analysts, including Drew Thompson, said"."""
    found = library.statements(what=[name.text.split()[-1]], documents=documents)
    return [each for each in found if name.words <= stems(each.context_quote.replace(each.quote, " "))]


def _in_order(found: Iterable[StoredStatement]) -> list[StoredStatement]:
    return sorted(
        dict.fromkeys(found),
        key=lambda each: (each.published or "", each.source, each.statement.start, each.statement.end),
    )
