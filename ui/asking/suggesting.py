"""Questions that this library can answer: examples to begin with, and what to ask next."""

from collections.abc import Iterable, Sequence

from qa.attribution.answers.speaker_names import is_description
from qa.pipeline import Pipeline
from qa.store.sql import Library
from qa.types import Answer, Citation, Statement
from ui import rendering

MOST = 3
_CORPUS_ARTICLE = "biden-xi-climate-summit.txt"
_CORPUS_QUESTIONS = ("What did Porter say?", "When could Biden and Xi meet?", "How many warheads does North Korea have?")
# Statements looked at for names: enough for several people, few enough for any library.
_STATEMENTS = 200
_NAMED = 4
_LISTED = 8


def example_questions(library: Library) -> Sequence[str]:
    """The corpus article's own where it is among the documents, else questions about people who are quoted."""
    if library.document_list.find(_CORPUS_ARTICLE, limit=1).total:
        return _CORPUS_QUESTIONS
    return [_about(speaker) for speaker in _speakers(library, None)][:MOST]


def people_quoted(library: Library) -> list[tuple[str, str | None, str]]:
    """Names, with their roles and a question about what each says."""
    said = [each.statement for each in library.statements(limit=_STATEMENTS)]
    roles = {each.speaker: each.role for each in reversed(said) if each.role}
    return [(name, roles.get(name), _about(name)) for name in _named(said)][:_LISTED]


def next_questions(pipeline: Pipeline, answer: Answer, asked: Iterable[str]) -> list[str]:
    """What others say in the articles of this answer; each has been tried and has an answer."""
    library = pipeline.stores.library
    ids = frozenset(citation.document_id for citation in (*answer.citations, *answer.closest))
    heard = {citation.speaker for citation in answer.citations}
    known = {question.casefold() for question in asked}
    candidates = [speaker for speaker in _speakers(library, ids) if speaker not in heard]
    found: list[str] = []
    for question in map(_about, candidates[: 2 * MOST]):
        if question.casefold() not in known and pipeline.ask(question, scope=answer.scope, literal=True).status == "answered":
            found.append(question)
        if len(found) == MOST:
            break
    return found


def coverage(library: Library) -> str:
    """What the library does cover, under an abstention."""
    total = library.document_count
    if total == 0:
        return ""
    people = _speakers(library, None)
    return rendering.render_coverage(total, people[:_NAMED], len(people) - _NAMED)


def roles_of(library: Library, citations: Sequence[Citation]) -> dict[int, str]:
    """By marker, as what the speaker is introduced."""
    roles = {}
    for citation in citations:
        if not citation.speaker:
            continue
        said = library.statements(who=citation.speaker.split(), documents=frozenset([citation.document_id]))
        within = (each.statement for each in said if citation.start <= each.statement.start < citation.end)
        if role := next((statement.role for statement in within if statement.role), None):
            roles[citation.marker] = role
    return roles


def _speakers(library: Library, documents: frozenset[str] | None) -> list[str]:
    return _named([each.statement for each in library.statements(documents=documents, limit=_STATEMENTS)])


def _named(said: Sequence[Statement]) -> list[str]:
    """Speakers with a name, in the order in which they are first quoted; those introduced with a role are surely people."""
    people = [each.speaker for each in said if each.speaker and each.role]
    names = dict.fromkeys([*people, *(each.speaker for each in said if each.speaker)])
    return [name for name in names if not is_description(name) and name[0].isupper()]


def _about(speaker: str) -> str:
    return f"What did {speaker} say?"
