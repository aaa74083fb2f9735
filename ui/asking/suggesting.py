"""Questions that this library can answer: examples to begin with, and what to ask next."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from markupsafe import Markup

from qa.attribution.answers import quoted_people
from qa.english.request import bare
from qa.pipeline import Pipeline
from qa.pipeline.kinds.question_kind import question_kind
from qa.pipeline.kinds.rewording import perhaps_wished
from qa.store.sql import Library
from qa.types import Answer, Scope
from ui.rendering.answers import render_coverage
from ui.rendering.sources import Person

MOST = 3
_EXAMPLES = 5
_CORPUS_ARTICLE = "biden-xi-climate-summit.txt"
_CORPUS_QUESTIONS = ("What did Porter say?", "When could Biden and Xi meet?", "How many warheads does North Korea have?")
_NAMED = 4
# People who are listed by name; the others are found by asking who is quoted most, a page at a time.
_LISTED = 300
# People whose roles are looked up: those in sight before the list is opened.
_IN_SIGHT = 8
# Documents of more are looked through by asking, not by a summary of all.
_FEW = 5


def example_questions(library: Library, people: Sequence[str]) -> Sequence[str]:
    """One of each kind that this library surely answers: of what it holds, and of the people who are quoted in it."""
    total = library.document_count
    if total == 1 and library.document_list.find(_CORPUS_ARTICLE, limit=1).total:
        facts = list(_CORPUS_QUESTIONS)
    else:
        facts = [_about(people[0])] if people else []
    kinds = [
        *facts,
        *([f"Compare what {' and '.join(pair)} said"] if (pair := _together(library, people)) else []),
        *(["What are the newest documents?"] if total > 1 else []),
        *([f"Which documents mention {people[0]}?"] if people and total > 1 else []),
        *(["Who is quoted most?"] if len(people) > 2 else []),
        *(["What are the key points?"] if 0 < total <= _FEW else []),
    ]
    return kinds[:_EXAMPLES]


def people_quoted(library: Library, documents: frozenset[str] | None = None) -> list[str]:
    """The names of all of them, of those in most documents first."""
    quoted = (each.speaker for each in quoted_people(library, documents=documents))
    return [name for name in quoted if name[:1].isupper()]


def introduced(library: Library, people: Sequence[str]) -> list[Person]:
    """As many of these as are listed; those in sight have their roles."""
    return [
        Person(name, _role(library, name) if place < _IN_SIGHT else None, _about(name))
        for place, name in enumerate(people[:_LISTED])
    ]


def next_questions(pipeline: Pipeline, answer: Answer, asked: Iterable[str]) -> list[str]:
    """What else the question may have wished for, and what there is in the articles of this answer, of different kinds.

    Each has been tried and surely has an answer.
    """
    library = pipeline.library
    ids = frozenset(citation.document_id for citation in (*answer.citations, *answer.closest))
    heard = list(dict.fromkeys(citation.speaker for citation in answer.citations if citation.speaker))
    others = [name for name in people_quoted(library, ids) if name not in heard]
    others.sort(key=lambda name: name not in answer.text)  # whom the answer names come first
    known = {question.casefold() for question in asked}
    found: list[str] = []
    wished = question_kind(answer.standalone_question)
    overview = [f"Summarize {wished.topic}"] if answer.unsure and wished.kind == "topic" else []
    perhaps = perhaps_wished(bare(answer.question))
    for question in chain([perhaps] if perhaps else [], overview, _candidates(library, heard, others)):
        if question.casefold() in known or question in found:
            continue
        if pipeline.ask(question, scope=answer.scope, literal=True, language_model=False).confidence == "sure":
            found.append(question)
        if len(found) == MOST:
            break
    return found


def _candidates(library: Library, heard: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    """The most telling of each kind first; then more of what nearly always has an answer. Each costs an answer to try."""
    name = heard[0] if heard else others[0] if others else ""
    yield from map(_about, others[:1])
    if heard and others:
        yield f"Compare what {heard[0]} and {others[0]} said"
    if name and library.document_count > 1:
        yield f"Which documents mention {name}?"
    yield from map(_about, others[1 : 2 * MOST])


def coverage(library: Library, scope: Scope) -> Markup:
    """Tell, under an abstention, what the library covers, or as much of it as was asked."""
    documents = library.in_scope(scope)
    total = library.document_count if documents is None else len(documents)
    if total == 0:
        return Markup()
    people = people_quoted(library, documents)
    return render_coverage(total, people[:_NAMED], len(people) - _NAMED, chosen=documents is not None)


def _together(library: Library, people: Sequence[str]) -> tuple[str, str] | None:
    """Two people whom one document quotes, so that there is something to compare."""
    for name in people[:_NAMED]:
        said = library.statements(who=name.split(), limit=_NAMED)
        documents = frozenset(each.statement.document_id for each in said if each.statement.speaker == name)
        if documents and (other := next((each for each in people_quoted(library, documents) if each != name), None)):
            return name, other
    return None


def _role(library: Library, name: str) -> str | None:
    said = (each.statement for each in library.statements(who=name.split(), limit=_NAMED))
    return next((each.role for each in said if each.role and each.speaker == name), None)


def _about(speaker: str) -> str:
    return f"What did {speaker} say?"
