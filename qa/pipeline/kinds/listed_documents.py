"""The documents that a message points back at: those an answer lists, one of them by its place, or the one just quoted."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qa.english.request import VERBS
from qa.english.verbs import SPEECH
from qa.pipeline.kinds.document_facts import is_of_article, with_this
from qa.pipeline.kinds.list_places import AT_END, ONE_OF_THEM, TWO, is_of_other, names_place, placed, places_meant
from qa.pipeline.kinds.question_kind import LISTS, QuestionKind, is_small_talk, question_kind, wished
from qa.pipeline.kinds.question_shapes import WHOLE
from qa.store.sql import Library, Place
from qa.types import Turn
from qa.types.draft import titled
from qa.types.patterns import in_place_of, lazy_regex
from qa.types.saved import next_question_of

# As `qa.types.draft` names a document in a list, "- **Title** (site, date)", or above what it alone tells in a comparison:
# "Only **Title** (site, date):".
_LISTED = lazy_regex(
    r"(?m)^(?:- |(?:Only )?(?=\*\*[^*\n]+\*\* \([^\n]*\)(?: about [^\n]*)?:$))\*\*(?P<name>[^*\n]+)\*\*"
    r"(?: \((?P<about>[^\n]*?)\)(?=$|[:,]| about ))?"
)
# As it heads what it tells of one: "*Title* (site, date)".
_HEADED = lazy_regex(r"(?m)^\*(?P<name>[^*\n]+)\*(?: \((?P<about>[^\n]*?)\))?$")
_NOTHING_ELSE = lazy_regex(r"(?:(?:and|so|then|what|how|about|ok|now)\b,? )*this article\W*", re.IGNORECASE)
_POINTS_BACK = lazy_regex(
    rf"\b(?:it|this|that|(?P<several>they|them|these|those)|the {WHOLE} thing"
    rf"|the (?:{WHOLE} )?(?P<thing>article|document|story|report|piece|text)"
    r"|(?<=quoted )there|(?<=cited )there)\b(?! (?:\w+ )?(?:library|collection|corpus|archive|database)\b)",
    re.IGNORECASE,
)
# What only a document is asked; "what does it say" may be asked of a treaty, too, unless documents were asked for before.
_WROTE = lazy_regex(
    r"(?:and )?who (?:wrote|authored|(?:is|are|was|were) the (?:authors?|writers?) of) [\w ]+\W*", re.IGNORECASE
)
_SAYS = lazy_regex(r"(?:and )?what (?:else )?(?:does|did) (?:it|this|that) (?:say|tell|report|mention)\b.*", re.IGNORECASE)
# "The second article" is a document whatever is asked of it; "the second one" may be a vaccine, "the first file" a thief's.
_CALLED = lazy_regex(r"(?:article|document|story|report)\b", re.IGNORECASE)
_OF_ANY_LIST = lazy_regex(r"(?:article|document)\b", re.IGNORECASE)
_OF_DOCUMENT = lazy_regex(
    rf".*\bthis article (?P<verb>\w+)\b.*|.*\baccording to this article\b.*|(?:{VERBS}|open|read)(?: me)? this article\W*",
    re.IGNORECASE,
)
_DOES = SPEECH.keys() | {"mention", "about", "published", "written"}
_IT = lazy_regex(
    r"\b(?:it|this|that|they|them|these|those)\b(?! \w*(?:article|document|story|report|piece|text))", re.IGNORECASE
)
_THIS, _THESE = "this article", "these articles"
# "It" is none of more documents than these; and answers whose lists are looked at.
FEW, _ANSWERS = 3, 12
# What points at a list, or changes it, is asked in a few words; each turn is read anew for each question.
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Pointed:
    """The documents (ids) that a message points at, and what it asks of them in other words than by their place."""

    documents: tuple[str, ...]
    text: str
    kind: QuestionKind


def points_at_nothing(message: str, kind: QuestionKind, *, of_list: bool, surely: bool) -> str | None:
    """The words that point at a document where `pointed_at` found none: "it", or after a list, `of_list`, "the first one".

    None where they may be of anything else. `surely`: "these articles" aren't all that there are.
    """
    asks = kind.stands_alone or (surely and fact_of_it(message) is not None)
    points = _POINTS_BACK.search(message) if asks else None
    if points and (surely or points[0].casefold() == "there"):
        return points[0]
    message = wished(message)
    if not of_list or (found := placed(message)) is None or is_of_other(found):
        return None
    text = in_place_of(found, _THIS)
    return found[0].strip() if _is_of_document(text, question_kind(text)) or _tells(text) else None


def lists_any(told: str) -> bool:
    """Whether an answer lists documents."""
    return _LISTED.search(told) is not None


def points_at_several(message: str, told: str) -> bool:
    """Whether "summarize them", or "it" after an answer that lists several, means all that the answer told before lists."""
    points = _POINTS_BACK.search(message)
    return points is not None and (points["several"] is not None or len(_LISTED.findall(told)) > 1)


def pointed_at(library: Library, message: str, kind: QuestionKind, history: Sequence[Turn]) -> Pointed | None:
    """Return what "it", "them", "the article", "the second one" are after these turns; None where nothing of that is meant."""
    kind = fact_of_it(message) or kind
    points = _POINTS_BACK.search(message) if _is_of_document(message, kind) else None
    if points is None and (kind.kind == "newest" or not names_place(message)):
        return None
    history = history[-2 * _ANSWERS :]
    called = _called(library, history)
    turns = _with_documents(called, history)
    answers = [turn for turn in turns if turn.role == "assistant" and turn.documents]
    if not answers:
        return None
    lists = [_listed(called, turn) for turn in answers]
    if kind.kind != "newest" and (one := _by_place(message, turns, called)) is not None:
        return one
    asked = [turn.text for turn in turns if turn.role == "user"]
    last, before = lists[-1], _asked_before(asked)
    if points is None or (_SAYS.fullmatch(message) and not (before.is_overview or names_place(asked[-1]))):
        return None
    if kind.fact and not is_of_article(message) and not _is_of_one(before, asked[-1], len(last), points["several"] is not None):
        return None
    if points["several"] or (len(last) > 1 and not points["thing"]):
        last = last or (answers[-1].documents if points["several"].casefold() in ("they", "them") else ())
        return Pointed(last, message, kind) if last else None
    few = [turn for turn in answers if len(turn.documents) <= FEW]
    if points["thing"] and few:
        named = lists[answers.index(few[-1])]
        return Pointed(named if len(named) > 1 else few[-1].documents[:1], message, kind)
    documents = last or answers[-1].documents
    return Pointed(documents if len(documents) > FEW else documents[:1], message, kind)


def _asked_before(asked: Sequence[str]) -> QuestionKind:
    """What the last of these messages wants; of "And who wrote it?" what that goes on from."""
    message = next((each for each in reversed(asked) if question_kind(with_this(each)).fact or fact_of_it(each) is None), "")
    return question_kind(with_this(message))


def _is_of_one(before: QuestionKind, asked: str, listed: int, several: bool) -> bool:
    """Whether "it" is the document that was asked of before, or the only one `listed`; of many on Avatar it is Avatar."""
    if before.kind in LISTS:
        return listed == 1 or several
    of_one = before.kind in ("summary", "about", "most_quoted") and (before.of_one or not before.topic)
    return before.fact is not None or of_one or names_place(asked)


def fact_of_it(message: str) -> QuestionKind | None:
    """What "who wrote it" wants of a document, if "it" is one."""
    kind = question_kind(_IT.sub(_THIS, wished(message), 1))
    return kind if kind.fact is not None else None


def _is_of_document(message: str, kind: QuestionKind) -> bool:
    """Whether it asks what only a document is asked."""
    return kind.stands_alone or _WROTE.fullmatch(message) is not None or _SAYS.fullmatch(message) is not None


def _with_documents(called: Mapping[str, Sequence[Place]], history: Sequence[Turn]) -> list[Turn]:
    """Return the turns; of an answer of which only the text is known, with the documents that it lists or was asked of."""
    turns: list[Turn] = []
    last: tuple[str, ...] = ()
    for turn in history:
        named = _listed(called, turn) if turn.role == "assistant" else ()
        if turn.role == "assistant" and not turn.documents:
            asked = _short(turns[-1].text) if turns and turns[-1].role == "user" else ""
            documents = named
            if not documents and (one := _by_place(asked, turns[:-1], called)) is not None:
                documents = one.documents
            elif not documents and len(last) == 1 and _POINTS_BACK.search(asked) and question_kind(asked).stands_alone:
                documents = last
            turn = replace(turn, documents=documents)
        last = named or last
        turns.append(turn)
    return turns


def _by_place(message: str, turns: Sequence[Turn], called: Mapping[str, Sequence[Place]]) -> Pointed | None:
    """The document of the last list of several that the message calls by its place: "tell me more about the first one".

    "The first article" may be of a list some answers ago; "the first one" is only where the talk is still of that list.
    """
    message = wished(message)
    if (found := placed(message)) is None or not (_OF_ANY_LIST.search(found[0]) or _is_of_list(turns, called)):
        return None
    lists = [(named, turn) for turn in turns if turn.role == "assistant" and (named := _told_of(called, turn))]
    documents, told = next((each for each in reversed(lists) if len(each[0]) > 1), lists[-1] if lists else ((), None))
    days = {each.document_id: each.published or "" for such in called.values() for each in such}
    listed = [days[each] for each in documents]
    cut = told is not None and (told.next_question or next_question_of(told.text)) is not None
    places = places_meant(found, listed, cut=cut)
    if places is None:
        return None
    meant = tuple(documents[place] for place in places)
    text = in_place_of(found, _THIS if len(meant) == 1 else _THESE)
    kind = question_kind(text)
    if names_place(text) or (len(meant) > 1 and not kind.stands_alone):
        return None
    if _NOTHING_ELSE.fullmatch(text):  # "And the second?" asks what was asked of the first
        asked = [wished(turn.text) for turn in turns if turn.role == "user" and names_place(_short(turn.text))]
        before = asked[-1] if asked and not TWO.search(asked[-1]) else ""
        text = AT_END.sub(_THIS, ONE_OF_THEM.sub(_THIS, before))
        if not text or _NOTHING_ELSE.fullmatch(text):
            text = f"Summarize {_THIS}"
        kind, found = question_kind(text), ONE_OF_THEM.search(before) or found
    if _CALLED.search(found[0]) or _is_of_document(text, kind) or _tells(text):
        return Pointed(meant, text, kind)
    return None  # "Who was the first?", "Who won the last one?"


def _tells(text: str) -> bool:
    """Whether it asks what "this article" says, or to show it."""
    found = _OF_DOCUMENT.fullmatch(text)
    return found is not None and (found["verb"] is None or found["verb"].casefold() in _DOES)


def _is_of_list(turns: Sequence[Turn], called: Mapping[str, Sequence[Place]]) -> bool:
    """Whether the last answer lists documents, or was asked of those that an answer before it lists."""
    for place, turn in reversed([*enumerate(turns)]):
        if turn.role != "assistant":
            continue
        if _told_of(called, turn):
            return True
        asked = _short(turns[place - 1].text) if place else ""
        points = names_place(asked) or (_POINTS_BACK.search(asked) and _is_of_document(asked, question_kind(asked)))
        if not points and not is_small_talk(asked):
            return False
    return False


def _short(message: str) -> str:
    """The message; "" for a pasted text, which points at nothing and takes long to look through."""
    return message if len(message) <= LONGEST else ""


def _called(library: Library, history: Sequence[Turn]) -> Mapping[str, Sequence[Place]]:
    """The documents that answers may list, by the names that answers give them."""
    told = [turn.text for turn in history if turn.role == "assistant"]
    names = {each["name"] for text in told for shape in (_LISTED, _HEADED) for each in shape.finditer(text)}
    called: dict[str, list[Place]] = {}
    for place in library.census.titled(names) if names else ():
        called.setdefault(titled(place)["name"], []).append(place)
    return called


def _told_of(called: Mapping[str, Sequence[Place]], turn: Turn) -> tuple[str, ...]:
    """Return the documents (ids) that an answer lists, else those, if several, that head what they tell."""
    headed = _named(called, turn, _HEADED)
    return _listed(called, turn) or (headed if len(headed) > 1 else ())


def _listed(called: Mapping[str, Sequence[Place]], turn: Turn) -> tuple[str, ...]:
    """Return the documents (ids) that an answer lists, in its order; of several of one title the one of that site and date."""
    return _named(called, turn, _LISTED)


def _named(called: Mapping[str, Sequence[Place]], turn: Turn, shape: re.Pattern[str]) -> tuple[str, ...]:
    names = [(each["name"], each["about"] or "") for each in shape.finditer(turn.text)]
    found = []
    for name, about in names:
        such = [place for place in called.get(name, ()) if titled(place)["about"] == about] or [*called.get(name, ())]
        such.sort(key=lambda place: place.document_id not in turn.documents)
        found += [place.document_id for place in such[:1]]
    return tuple(dict.fromkeys(found))
