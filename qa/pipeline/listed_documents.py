"""The documents that a message points back at: those an answer lists, one of them by its place, or the one just quoted."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qa.pipeline.question_kind import QuestionKind, question_kind, wished
from qa.store.sql import Library, Place
from qa.types import Turn
from qa.types.draft import titled
from qa.types.patterns import lazy_regex

# As `qa.types.draft` names a document in a list: "- **Title** (site, date)".
_LISTED = lazy_regex(r"(?m)^- \*\*(?P<name>[^*\n]+)\*\*(?: \((?P<about>[^\n]*?)\)(?=$|[:,]))?")
_PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_DOC = r"(?:one|article|document|story|report|piece|text|file)"
_PLACE = rf"(?P<place>{'|'.join(_PLACES)}|last|(?P<number>\d{{1,2}})(?:st|nd|rd|th))"
# "The first one to say so" is none of them.
_ONE_OF_THEM = lazy_regex(
    rf"\b(?:the |that |this )?{_PLACE} {_DOC}(?: of (?:them|these|those))?"
    r"(?! (?:to|who|whose|that|which|in|of|at|on|from|for|with|by)\b)(?!\w)",
    re.IGNORECASE,
)
_AT_END = lazy_regex(rf"\b(?:the {_PLACE}|(?:number|no\.) (?P<cardinal>\d{{1,2}}))(?: of (?:them|these|those))?(?=\W*$)", re.I)
_NOTHING_ELSE = lazy_regex(r"(?:(?:and|so|then|what|how|about|ok|now)\b,? )*this article\W*", re.IGNORECASE)
_POINTS_BACK = lazy_regex(
    r"\b(?:it|this|that|(?P<several>they|them|these|those)|the (?P<thing>article|document|story|report|piece|text))\b",
    re.IGNORECASE,
)
# What only a document is asked; "what does it say" may be asked of a treaty, too, unless documents were asked for before.
_WROTE = lazy_regex(
    r"(?:and )?who (?:wrote|authored|(?:is|are|was|were) the (?:authors?|writers?) of) [\w ]+\W*", re.IGNORECASE
)
_SAYS = lazy_regex(r"(?:and )?what (?:else )?(?:does|did) (?:it|this|that) (?:say|tell|report|mention)\b.*", re.IGNORECASE)
_THIS = "this article"
# "It" is none of more documents than these; and answers whose lists are looked at.
FEW, _ANSWERS = 3, 12


@dataclass(frozen=True, slots=True)
class Pointed:
    """The documents (ids) that a message points at, and what it asks of them in other words than by their place."""

    documents: tuple[str, ...]
    text: str
    kind: QuestionKind


def points_at_several(message: str, told: str) -> bool:
    """Whether "summarize them", or "it" after an answer that lists several, means all that the answer told before lists."""
    points = _POINTS_BACK.search(message)
    return points is not None and (points["several"] is not None or len(_LISTED.findall(told)) > 1)


def pointed_at(library: Library, message: str, kind: QuestionKind, history: Sequence[Turn]) -> Pointed | None:
    """Return what "it", "them", "the article", "the second one" are after these turns; None where nothing of that is meant."""
    of_document = kind.stands_alone or _WROTE.fullmatch(message) or _SAYS.fullmatch(message)
    points = _POINTS_BACK.search(message) if of_document else None
    if points is None and not _names_place(message):
        return None
    turns = _with_documents(library, history)
    answers = [turn for turn in turns if turn.role == "assistant" and turn.documents][-_ANSWERS:]
    if not answers:
        return None
    lists = [_listed(library, turn) for turn in answers]
    asked = [turn.text for turn in turns if turn.role == "user"]
    if (one := _by_place(message, asked, lists)) is not None:
        return one
    if points is None or (_SAYS.fullmatch(message) and not _is_of_documents(asked[-1])):
        return None
    last = lists[-1]
    if points["several"] or (len(last) > 1 and not points["thing"]):
        last = last or (answers[-1].documents if points["several"].casefold() in ("they", "them") else ())
        return Pointed(last, message, kind) if last else None
    few = [turn for turn in answers if len(turn.documents) <= FEW]
    if points["thing"] and few:
        named = lists[answers.index(few[-1])]
        return Pointed(named if len(named) > 1 else few[-1].documents[:1], message, kind)
    documents = last or answers[-1].documents
    return Pointed(documents if len(documents) > FEW else documents[:1], message, kind)


def _is_of_documents(message: str) -> bool:
    """Whether whole documents were asked for or of."""
    kind = question_kind(message)
    return kind.is_overview or _names_place(message)


def _names_place(message: str) -> bool:
    """Whether it calls something "the second one"; "for me" says nothing of it."""
    return any(shape.search(wished(message)) is not None for shape in (_ONE_OF_THEM, _AT_END))


def _with_documents(library: Library, history: Sequence[Turn]) -> list[Turn]:
    """Return the turns; of an answer of which only the text is known, with the documents that it lists or was asked of."""
    turns: list[Turn] = []
    lists: list[tuple[str, ...]] = []
    for turn in history:
        if turn.role == "assistant" and not turn.documents:
            asked = turns[-1].text if turns and turns[-1].role == "user" else ""
            documents = _listed(library, turn)
            if not documents and (one := _by_place(asked, [], lists)) is not None:
                documents = one.documents
            elif (
                not documents
                and lists
                and len(lists[-1]) == 1
                and _POINTS_BACK.search(asked)
                and question_kind(asked).stands_alone
            ):
                documents = lists[-1]
            turn = replace(turn, documents=documents)
        if turn.role == "assistant" and (named := _listed(library, turn)):
            lists.append(named)
        turns.append(turn)
    return turns


def _by_place(message: str, asked: Sequence[str], lists: Sequence[tuple[str, ...]]) -> Pointed | None:
    """The document of the last list of several that the message calls by its place: "tell me more about the first one"."""
    message = wished(message)
    found = _ONE_OF_THEM.search(message) or _AT_END.search(message)
    documents = next((each for each in reversed(lists) if len(each) > 1), lists[-1] if lists else ())
    if found is None or not documents:
        return None
    place = _number(found)
    if place is None or not -len(documents) <= place < len(documents):
        return None
    text = _THIS.join((message[: found.start()], message[found.end() :]))
    if _NOTHING_ELSE.fullmatch(text):  # "And the second?" asks what was asked of the first
        before = wished(next(filter(_names_place, reversed(asked)), ""))
        before = _AT_END.sub(_THIS, _ONE_OF_THEM.sub(_THIS, before))
        text = before if before and not _NOTHING_ELSE.fullmatch(before) else f"Summarize {_THIS}"
        return Pointed((documents[place],), text, question_kind(text))
    kind = question_kind(text)
    if not _ONE_OF_THEM.search(message) and not (kind.stands_alone or _WROTE.fullmatch(text)):
        return None  # "Who was the first?"
    return Pointed((documents[place],), text, kind)


def _number(found: re.Match[str]) -> int | None:
    """Which of the list it is, from 0; the last is -1."""
    groups: Mapping[str, str | None] = found.groupdict()
    if digits := groups["number"] or groups.get("cardinal"):
        return int(digits) - 1 if int(digits) else None
    place = (groups["place"] or "").casefold()
    return -1 if place == "last" else _PLACES.index(place)


def _listed(library: Library, turn: Turn) -> tuple[str, ...]:
    """Return the documents (ids) that an answer lists, in its order; of several of one title the one of that site and date."""
    names = [(each["name"], each["about"] or "") for each in _LISTED.finditer(turn.text)]
    called: dict[str, list[Place]] = {}
    for place in library.census.titled({name for name, _ in names}) if names else ():
        called.setdefault(titled(place)["name"], []).append(place)
    found = []
    for name, about in names:
        such = [place for place in called.get(name, ()) if titled(place)["about"] == about] or called.get(name, [])
        such.sort(key=lambda place: place.document_id not in turn.documents)
        found += [place.document_id for place in such[:1]]
    return tuple(dict.fromkeys(found))
