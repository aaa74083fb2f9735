"""The answer to "Who is Ann Brown?": how the documents introduce her, the last that she said, the last that is said of her."""

from collections.abc import Collection
from dataclasses import replace

from qa.attribution.answers.introductions import introduce
from qa.attribution.answers.people import Person, person
from qa.store.sql import Library
from qa.types import Answer
from qa.types.draft import Draft
from qa.types.text import counted

PEOPLE = "people"
_INTRODUCTIONS, _SAID, _OF_THEM = 3, 3, 2


def answer_about(
    library: Library,
    name: str,
    question: str,
    standalone: str,
    documents: frozenset[str] | None,
    first: Collection[str] = (),
) -> Answer | None:
    """Answer who somebody is, first with what the documents in `first` say; None where none says it: reading may still tell."""
    found = person(library, name, documents, first)
    if found is None or not found.introductions:
        return None
    draft = Draft(PEOPLE)
    draft.paragraph(in_numbers(found))
    for each in found.introductions[:_INTRODUCTIONS]:
        draft.item(replace(each.cited, marker=draft.next_marker))
    if found.said:
        draft.section("Said last:")
    for excerpt in found.said[:_SAID]:
        lead, words = introduce(excerpt, with_role=False)
        draft.item(excerpt.cite(draft.next_marker), words, lead)
    if found.of_them:
        draft.section(f"Of {found.name}:")
    for cited in found.of_them[:_OF_THEM]:
        draft.item(replace(cited, marker=draft.next_marker))
    return replace(draft.answer(question, standalone), unsure=found.of_several)


def in_numbers(found: Person) -> str:
    """Say how many documents name a person, from when to when, how many quote them, and who else has the name."""
    span = (
        f", from {found.first} to {found.last}" if found.first != found.last else f", of {found.first}" if found.first else ""
    )
    quoted = f"{span and ','} and quoted in {found.quoted:,} of them" if found.quoted and found.documents > 1 else ""
    others = f" Others of that name: {', '.join(found.namesakes).removesuffix('.')}." if found.namesakes else ""
    several = "Several people have this name. " if found.of_several else ""
    return f"{several}**{found.name}** is named in {counted(found.documents)}{span}{quoted}.{others}"
