"""The whole answer: a heading a person where several are meant, a line an article where there are several."""

import re
from collections.abc import Sequence
from itertools import groupby

from qa.attribution.answers.excerpts import Excerpt
from qa.attribution.answers.introductions import introduce, named
from qa.english.words import words
from qa.types.draft import Draft

_SHORT = 100
_WHEN = re.compile(r"(?:(?:and|but|so) )?when\b", re.IGNORECASE)
_PAGE = re.compile(r",? page \d{1,4}\W*$", re.IGNORECASE)


def lay_out(draft: Draft, found: Sequence[Excerpt], question: str, *, apart: bool) -> None:
    """Write a paragraph for each excerpt; with `apart`, people of one name get headings.

    Who asks when something was said is told the article's day also where there is but one.
    """
    people = people_of(found) if apart else [list(found)]
    with_articles = _WHEN.match(question) is not None or len({each.document_id for each in found}) > 1
    for person in people:
        if len(people) > 1:
            draft.section(f"### {named(_fullest(person), with_role=True).replace('**', '')}")
        for _, article in groupby(person, key=lambda each: each.document_id):
            inside = list(article)
            if with_articles:
                draft.heading(inside[0].first)
            known: set[str | None] = set()
            for excerpt in inside:
                with_role = excerpt.speaker not in known and len(people) == 1
                known.add(excerpt.speaker)
                lead, words = introduce(excerpt, with_role=with_role)
                draft.said(excerpt.cite(draft.next_marker), words, lead)


def tell_more(draft: Draft, question: str, left_out: int, page: int, *, cut: bool) -> None:
    """Tell how many excerpts are left after this page, and how to ask for them; with `cut` some weren't even looked through."""
    if left_out > 0:
        asked = _PAGE.sub("", question).rstrip(" ?.!,")
        draft.row(f"… and {'over ' if cut else ''}{left_out} more.", f" For the next ask: “{asked}, page {page + 1}”.")
    elif cut:
        draft.row("… and more, of older documents: ask about a topic or a time.")
    draft.cut = left_out > 0 or cut or page > 1


def no_statement(speaker: str) -> str:
    return f"These documents quote nothing that {speaker} said."


def nothing_said(found: Sequence[Excerpt], about: str, *, sure: bool) -> str:
    """Say that the person said nothing on it (unless `sure`: nothing that clearly is), and what they did say, nearest first."""
    topics = "; ".join(_short(each.first.quote) for each in found[:3])
    who = " and ".join(dict.fromkeys(each.speaker or "" for each in found))
    if not sure:
        return f"Nothing that {who} said in these documents is clearly about {about}.\n\nClosest: {topics}"
    return f"{who} said nothing about {about} in these documents.\n\nWhat was said: {topics}"


def people_of(found: Sequence[Excerpt]) -> list[list[Excerpt]]:
    """Group excerpts by person, in order of appearance. "Porter" is "Jalina Porter" unless another Porter speaks too."""
    full: dict[frozenset[str], list[Excerpt]] = {}
    for each in sorted(found, key=lambda each: -len(words(each.speaker or ""))):
        name = frozenset(words((each.speaker or "").casefold()))
        fitting = [known for known in full if name <= known]
        full.setdefault(fitting[0] if len(fitting) == 1 else name, []).append(each)
    place = {id(each): number for number, each in enumerate(found)}
    people = [sorted(person, key=lambda each: place[id(each)]) for person in full.values()]
    return sorted(people, key=lambda person: place[id(person[0])])


def _fullest(person: Sequence[Excerpt]) -> Excerpt:
    return max(person, key=lambda each: (len(each.speaker or ""), bool(each.first.statement.role)))


def _short(quote: str) -> str:
    flat = " ".join(quote.split())
    if len(flat) <= _SHORT:
        return flat
    cut = flat[:_SHORT].rsplit(" ", 1)[0].rstrip(",;:")
    closing = {"“": "”", '"': '"'}.get(cut[0], "")
    return f"{cut} …{closing}"
