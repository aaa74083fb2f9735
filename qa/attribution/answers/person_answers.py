"""The answer to "Who is Ann Brown?": how the documents introduce her, the last that she said, the last that is said of her."""

import re
from dataclasses import replace

from qa.attribution.answers.layout import introduce
from qa.attribution.answers.people import Person
from qa.english.lexicon import is_first_name, is_human
from qa.english.name_parts import PARTICLES
from qa.english.request import LINKS
from qa.english.words import STOP_WORDS
from qa.types import Answer
from qa.types.draft import Draft
from qa.types.text import counted

# What else such a question asks is told of a person anyway.
_AND_MORE = (
    r"(?:,? and (?:what|why) (?:(?:did|does|do|has|have|is|was|are|were) )?(?:he|she|they)"
    r"(?: (?:do|done|doing|say|said|known for|famous|important|in the news))?)?"
)
_WHO_IS = tuple(
    re.compile(rf"{LINKS}{shape}[ ?.!]*", re.IGNORECASE)
    for shape in (
        rf"who(?:['’]?s| is| was| are) (?P<name>[^?]+?){_AND_MORE}",
        r"how (?:often|many times) (?:is|was|has|have) (?P<name>[^?]+?) (?:been )?(?:quoted|cited)",
        r"what does (?P<name>[^?]+?) do(?: for a living| for work)?",
        r"what(?:['’]s| is| was) (?P<name>[^?]+?)['’]s? (?:job|role|position|title|occupation|profession)",
    )
)
# A name has few words, and all of them are names' words: "Ludwig van Beethoven", "Gov. Andrew M. Cuomo".
_MOST_WORDS = 6
_SMALL = PARTICLES | {"of"}
PEOPLE = "people"
_INTRODUCTIONS, _SAID, _OF_THEM = 3, 3, 2


def asked_of_person(question: str) -> str | None:
    """Return the name in "Who is Ann Brown?", "What does Ann Brown do?"; None for "Who is the mayor?" and the like.

    Where all but the first letter is small, as a phone writes it, it may be none: "Who is leading walmart".
    """
    text = " ".join(question.split())
    found = next((match for shape in _WHO_IS if (match := shape.fullmatch(text))), None)
    if found is None:
        return None
    name = found["name"].strip(" ,\"“”'‘’")
    parts = name.split()
    telling = [part for part in parts[:-1] if part.casefold().strip(".") not in _SMALL] + parts[-1:]
    if not parts or len(parts) > _MOST_WORDS or parts[0].casefold() in STOP_WORDS or re.search(r"[,;:\d]", name):
        return None
    office = is_human(telling[-1]) and not is_first_name(telling[0])  # "prime minister"
    plain = STOP_WORDS.isdisjoint(part for part in telling if len(part) > 1)  # "carl a brown"
    if text[1:] == text[1:].casefold() and len(telling) > 1 and plain and not office:
        return " ".join(part.capitalize() if part in telling else part for part in parts)
    return name if all(any(piece[:1].isupper() for piece in part.split("-")) for part in telling) else None  # "al-Hathloul"


def answer_about(found: Person, question: str, standalone: str) -> Answer:
    """Answer who somebody is; unsure where several have the name, or nothing introduces whoever has it."""
    draft = Draft(PEOPLE)
    draft.paragraph(in_numbers(found) + ("" if found.introductions else " None says who that is."))
    for each in found.introductions[:_INTRODUCTIONS]:
        draft.item(replace(each.cited, marker=draft.next_marker))
    told = {(each.cited.document_id, each.cited.start) for each in found.introductions[:_INTRODUCTIONS]}
    said = [each for each in found.said if (each.document_id, each.span.start) not in told]
    if said:
        draft.section("Said last:")
    for excerpt in said[:_SAID]:
        lead, words = introduce(excerpt, with_role=False)
        draft.item(excerpt.cite(draft.next_marker), words, lead)
    if found.of_them:
        draft.section(f"Of {found.name}:")
    for cited in found.of_them[:_OF_THEM]:
        draft.item(replace(cited, marker=draft.next_marker))
    return replace(draft.answer(question, standalone), unsure=found.of_several or not found.introductions)


def in_numbers(found: Person) -> str:
    """Say how many documents name a person, from when to when, how many quote them, and who else has the name."""
    span = (
        f", from {found.first} to {found.last}" if found.first != found.last else f", of {found.first}" if found.first else ""
    )
    quoted = f"{span and ','} and quoted in {found.quoted:,} of them" if found.quoted and found.documents > 1 else ""
    others = f" Others of that name: {', '.join(found.namesakes).removesuffix('.')}." if found.namesakes else ""
    several = "Several people have this name. " if found.of_several else ""
    return f"{several}**{found.name}** is named in {counted(found.documents)}{span}{quoted}.{others}"
