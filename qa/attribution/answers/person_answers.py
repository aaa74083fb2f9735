"""The answer to "Who is Ann Brown?": how the documents introduce her, the last that she said, the last that is said of her."""

from collections.abc import Collection
from dataclasses import replace

from qa.attribution.answers.introductions import introduce
from qa.attribution.answers.people import Person, person
from qa.store.sql import Library
from qa.types import Answer, Citation

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
    """None where no document says who that is: reading may still tell. What the documents in `first` say comes first."""
    found = person(library, name, documents, first)
    if found is None or not found.introductions:
        return None
    writing = _Writing()
    writing.paragraph(in_numbers(found))
    for number, each in enumerate(found.introductions[:_INTRODUCTIONS]):
        writing.quote(each.cited, first=number == 0)
    if found.said:
        writing.paragraph("Said last:")
    for number, excerpt in enumerate(found.said[:_SAID]):
        writing.item(introduce(excerpt, with_role=False), excerpt.cite(1), first=number == 0)
    if found.of_them:
        writing.paragraph(f"Of {found.name}:")
    for number, cited in enumerate(found.of_them[:_OF_THEM]):
        writing.quote(cited, first=number == 0)
    return Answer(
        question,
        standalone,
        "answered",
        PEOPLE,
        writing.text,
        tuple(writing.citations),
        unsure=found.of_several,
    )


def in_numbers(found: Person) -> str:
    """ "**Ann Brown** is named in 12 documents, from 2021-03-17 to 2021-05-02, and quoted in 3 of them."""
    span = (
        f", from {found.first} to {found.last}" if found.first != found.last else f", of {found.first}" if found.first else ""
    )
    times = f"{found.documents:,} document{'' if found.documents == 1 else 's'}"
    quoted = f"{span and ','} and quoted in {found.quoted:,} of them" if found.quoted and found.documents > 1 else ""
    others = f" Others of that name: {', '.join(found.namesakes)}." if found.namesakes else ""
    several = "Several people have this name. " if found.of_several else ""
    return f"{several}**{found.name}** is named in {times}{span}{quoted}.{others}"


class _Writing:
    """Paragraphs and list items, each quotation with its marker."""

    def __init__(self) -> None:
        self.text = ""
        self.citations: list[Citation] = []

    def paragraph(self, text: str) -> None:
        self.text += f"\n\n{text}" if self.text else text

    def quote(self, cited: Citation, *, first: bool) -> None:
        self.item(" ".join(cited.quote.split()), cited, first=first)

    def item(self, said: str, cited: Citation, *, first: bool) -> None:
        self.text += ("\n\n" if first else "\n") + "- "
        marker = len(self.citations) + 1
        self.citations.append(replace(cited, marker=marker))
        self.text += f"{said} [{marker}]"
