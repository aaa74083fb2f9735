"""Who somebody is: how documents introduce them, what those about them tell, and what they said last."""

from dataclasses import replace

from qa.attribution.answers import Excerpt, Person, in_numbers, introduce
from qa.pipeline.overviews.asked import Asked
from qa.pipeline.overviews.subjects import OnSubject, cited, told_on
from qa.types import Answer
from qa.types.draft import Draft

PEOPLE = "people"
# A third introduction made room for what is told.
_INTRODUCTIONS, _SAID, _OF_THEM = 2, 3, 2


def who(asked: Asked, found: Person) -> Answer:
    """Answer who somebody is, asked as a topic; unsure where several have the name, or nothing introduces whoever has it."""
    told = None if found.of_several else told_on(asked)
    first = told.introduced if told is not None else None
    draft = Draft(PEOPLE)
    draft.paragraph(in_numbers(found) + ("" if found.introductions or first is not None else " None says who that is."))
    for each in found.introductions[:_INTRODUCTIONS]:
        draft.item(each.cited)
    if first is not None and not _is_quoted(draft, first.passage.chunk.document_id, first.sentence.start):
        draft.item(cited(first))
    about = told if told is not None and told.surely else None
    if about is not None:
        _tell(draft, found.name, about)
    said = [each for each in _said_last(found, about) if not _is_quoted(draft, each.document_id, each.span.start)]
    if said:
        draft.section("Said last:")
    for excerpt in said:
        lead, words = introduce(excerpt, with_role=False)
        draft.item(excerpt.cite(0), words, lead)
    if found.of_them and about is None:
        draft.section(f"Of {found.name}:")
        for naming in found.of_them[:_OF_THEM]:
            draft.item(naming)
    unsure = found.of_several or not found.introductions
    return replace(draft.answer(asked.asking.question.text, asked.asking.standalone), unsure=unsure)


def _tell(draft: Draft, name: str, about: OnSubject) -> None:
    """Put what is told of somebody into a draft, apart from what stands there."""
    new = [each for each in about.told if not _is_quoted(draft, each.passage.chunk.document_id, each.sentence.start)]
    if new:
        several = len({each.passage.chunk.document_id for each in new}) > 1
        draft.section(f"Told of {name}{', newest first' if several else ''}:")
        replace(about, told=new).tell(draft)


def _said_last(found: Person, about: OnSubject | None) -> list[Excerpt]:
    """The newest of what they said, first what surely is theirs; beside what is told of them nothing but their very words."""
    if about is not None:
        said = [each for each in found.said if each.is_surely_theirs]
        return [each for each in said if any(of.statement.kind == "direct" for of in each.statements)][:_SAID]
    return sorted(found.said, key=lambda each: not each.is_surely_theirs)[:_SAID]


def _is_quoted(draft: Draft, document: str, start: int) -> bool:
    return any(each.document_id == document and each.start <= start < each.end for each in draft.citations)
