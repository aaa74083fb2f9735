"""Messages that ask for what was just told in another form: "make it a timeline", "in two sentences", "list the articles".

The wish is of the subject that the last answer was on, else of the documents that it quotes or lists. Without that it would be
taken for one of the whole library.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from qa.attribution.answers import asked_of_speaker
from qa.english.request import LINKS, itself
from qa.english.wanted import Wanted
from qa.english.words import content_words
from qa.pipeline.follow_ups import understood
from qa.pipeline.follow_ups.both import of_both
from qa.pipeline.follow_ups.pronouns import Asked, is_pronoun
from qa.pipeline.follow_ups.shortened import TOPIC, is_shortened, wants_it_shorter
from qa.pipeline.kinds.kind_model import read_kind
from qa.pipeline.kinds.list_places import names_place
from qa.pipeline.kinds.list_questions import written
from qa.pipeline.kinds.listed_documents import lists_any
from qa.pipeline.kinds.question_kind import LISTS, Kind, QuestionKind, is_small_talk, question_kind, wished
from qa.pipeline.kinds.question_shapes import WHOLE
from qa.pipeline.kinds.wished_forms import in_sentences, says_only_number, sentences_wished
from qa.pipeline.kinds.wordings import is_generic
from qa.pipeline.provenance import asked_of_answer
from qa.store.sql import Library
from qa.types import Question, Turn
from qa.types.patterns import lazy_regex

Wish = Literal["summary", "timeline", "which_documents", "count", "most_quoted"]
_WISHES: dict[Kind | str, Wish] = {
    "summary": "summary",
    "timeline": "timeline",
    "which_documents": "which_documents",
    "count": "count",
    "most_quoted": "most_quoted",
}
# How likely the model must be where the tables know no such wish, and where they know it with words that name nothing.
_SURE, _SURE_OF_BOTH = 0.9, 0.5
_REMEMBERED = 256
# A wish for another form names nothing: it is short.
_MOST_WORDS = 14
_DOCS = r"(?:news )?(?:articles?|documents?|docs|files?|sources?|stories|papers|reports?|pieces|texts)"
_ANSWER = (
    r"(?:it|this|that|they|these|those|you|(?:the|this|that) (?:last |above )?(?:answer|summary|overview|timeline|digest))"
)
# What the answer itself was made of: "how many articles is that based on", "which sources did you use".
_MADE_OF = lazy_regex(
    rf"(?P<many>how many|which|what) (?:of the )?{_DOCS} (?:is|was|are|were|did|do|does|has|have) {_ANSWER}"
    r"(?: (?:based|drawn|taken|made|built|come|from|of|on|upon|use|used|using|quote[sd]?|cite[sd]?|rely|draw|made from))+"
    r"(?: (?:for|in) (?:it|this|that))?",
    re.IGNORECASE,
)
# Of them, where documents were just told of: of people who were just named as well.
_COUNTED = lazy_regex(r"how many(?: of (?:them|these|those))?(?: (?:are|were) (?:there|they|these|those))?", re.IGNORECASE)
_POINTS = lazy_regex(r"\b(?:it|this|that|they|them|these|those|there)\b", re.IGNORECASE)
_NAMED = lazy_regex(rf"\b{_DOCS}\b", re.IGNORECASE)
_THE_DOCS = lazy_regex(rf"\b(?:(?:the|these|those) {_DOCS})\b|(?:which|what) {_DOCS}$", re.IGNORECASE)
_ONE = lazy_regex(
    rf"\b(?:the|this|that) (?:{WHOLE} )?(?:article|document|doc|file|story|paper|report|piece|text)\b", re.IGNORECASE
)
_OF_LIBRARY = lazy_regex(
    r"\b(?:library|collection|corpus|archive|database|altogether|in (?:total|all)|stored|everything|every"
    r"|do(?:es)? \w+ (?:have|hold)|have \w+ got"
    r"|all(?! (?:of )?(?:it|this|that|them|these|those)\b))\b",
    re.IGNORECASE,
)
_LINKED = lazy_regex(rf"(?=\S*\b(?:and|but|so|then|also|now)\b){LINKS}", re.IGNORECASE)
# What a summary is called that is no shorter than another one: "key points", "highlights", "as bullets".
_IN_POINTS = lazy_regex(r"\b(?:points?|facts?|bullets?|takeaways?|highlights?|findings?|essentials?|overview|summary)\b", re.I)
# How the documents of the last answer are listed or counted.
_ARE_THEY: dict[Wish, str] = {"which_documents": "Which documents are they", "count": "How many documents are they"}
# What such a wish is to messages after it: no list of the whole library, which "only 2021" would narrow.
_SOURCE = "Source?"
_CITED = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Form:
    """The form that a message wishes for: how many sentences `number` asks for, whether it `points` back with a word.

    `known`: the tables read it as a wish of all documents, `clear`: at least as one of that kind.
    `of_answer`: it asks what the answer itself was made of.
    `of_documents`: it names documents, or what else was told isn't meant by it.
    """

    wish: Wish
    number: int | None = None
    points: bool = False
    known: bool = False
    clear: bool = False
    of_answer: bool = False
    of_documents: bool = False
    in_points: bool = False


@dataclass(frozen=True, slots=True)
class Again:
    """The wish in full. `of_documents`: it is of the documents of the last answer, which it calls "them" or "it".

    `nothing`: the last answer found nothing that it could be of.
    """

    text: str = ""
    of_documents: bool = False
    nothing: bool = False


@lru_cache(_REMEMBERED)
def form_of(message: str) -> Form | None:
    """Return the form that a message asks for and nothing else; None where it names a subject, or asks anything else."""
    text = wished(message)
    if not text or len(text.split()) > _MOST_WORDS or names_place(message) or is_small_talk(message):
        return None
    if asked_of_answer(message) or _ONE.search(text):
        return None  # "Source?", "summarize the article"
    if made := _MADE_OF.fullmatch(text):
        wish: Wish = "count" if made["many"].casefold() == "how many" else "which_documents"
        return Form(wish, points=True, of_answer=True, of_documents=True)
    if _COUNTED.fullmatch(text):
        return Form("count", points=True)
    shortened = is_shortened(message) and not TOPIC.fullmatch(message)
    if shortened or asked_of_speaker(message) or _OF_LIBRARY.search(text):
        return None
    kind = question_kind(text)
    known = kind.stands_alone and not (kind.period or kind.source or kind.grouped_by or kind.chapter or kind.each)
    wish_of = _WISHES.get(kind.kind) if known else _read(text, kind)
    if wish_of is None or (known and wish_of in LISTS and not _NAMED.search(text)):
        return None  # "How many pages?"
    points = _POINTS.search(text) is not None
    if wish_of == "most_quoted" and not (points or _LINKED.match(message)):
        return None  # "Who is quoted most?" is asked of all
    documents = _THE_DOCS.search(text) is not None
    number = kind.number if known else sentences_wished(text)
    clear, in_points = kind.kind == wish_of, _IN_POINTS.search(text) is not None
    return Form(wish_of, number, points, known, clear, of_documents=documents, in_points=in_points)


def _read(text: str, kind: QuestionKind) -> Wish | None:
    """The form that a message wishes for in words that no table has; None where it names something, or isn't sure."""
    if kind.kind in ("small_talk", "other_language", "fact"):
        return None
    if says_only_number(text) or (_IN_POINTS.search(text) and not content_words(_IN_POINTS.sub(" ", text))):
        return "summary"  # "as bullets"
    read = read_kind(text)
    wish = _WISHES.get(read.kind)
    least = _SURE_OF_BOTH if kind.kind == read.kind else _SURE
    is_wished = wish != "count" and read.probability >= least and all(map(is_generic, read.words))
    return wish if is_wished else None


def in_full(history: Sequence[Turn], library: Library, question: Question) -> tuple[Turn, ...]:
    """Return the turns with each wish for another form in full, as the messages after it take it."""
    full: list[Turn] = []
    for turn in history:
        again = another_form(turn.text, full, library, question) if turn.role == "user" and full else None
        text = again.text if again is not None and again.text else turn.text
        if again is not None and again.of_documents and (place := _last(full)) is not None:
            text = full[place].text  # "it" goes on to be what that names
        shows = turn.role == "user" and full and question_kind(text).kind in LISTS
        shows = shows and (text in _ARE_THEY.values() or asked_of_answer(text) is not None)
        full.append(replace(turn, text=_SOURCE if shows else text))
    return tuple(full)


def another_form(message: str, history: Sequence[Turn], library: Library, question: Question) -> Again | None:
    """Return the wish for another form of what was just told, in full; None where the message is none.

    `history` has such wishes in full. What lists the documents of a subject lists all that have its words, unless those that
    were just quoted aren't all among them.
    """
    if both := of_both(message, history):
        return Again(both)
    form, mentions = form_of(message) or _shorter(message, history), question_kind(message)
    of_it = mentions.kind in LISTS and is_pronoun(mentions.topic)
    place = _last(history) if form is not None or of_it else None
    shorter = form is not None and form.wish == "summary" and (form.number is not None or form.in_points)
    if place is None or (not shorter and library.census.count(library.in_scope(question.scope)) == 1):
        return None
    text, told = history[place].text, history[place + 1]
    if is_shortened(text):
        text = itself(understood(text, history[:place]).text)
    before = question_kind(text)
    if form is None:  # "how many articles mention it" after an overview of its subject
        named = before.is_overview and before.topic and not _points_back(before.topic)
        return Again(written(replace(mentions, topic=before.topic))) if named else None
    if _is_of_library(before, text):
        if form is None or form.number is None or {form.wish, before.kind} != {"summary"}:
            return None
        return Again(f"Summarize {in_sentences(form.number)}")
    nothing = _tells_nothing(told)
    if nothing and form.known and form.points:
        return None  # "Summarize it" is told that nothing before is meant
    if nothing and (before.kind in LISTS or not before.topic or names_place(text)):
        is_one = form.known or form.clear or form.number is not None
        return Again(nothing=True) if is_one or before.kind != "question" else None
    if (of_subject := _of_subject(form, before, told, library, question)) is not None or question.scope.documents:
        return of_subject
    return _of_documents(form, before, text, told)


def _shorter(message: str, history: Sequence[Turn]) -> Form | None:
    """The wish for a shorter summary of what was just summed up."""
    place = _last(history) if wants_it_shorter(message) else None
    return Form("summary", 1) if place is not None and question_kind(history[place].text).kind == "summary" else None


def _last(history: Sequence[Turn]) -> int | None:
    """Where the question stands that the talk is of: no thanks, no "Source?", no wish that was refused."""
    for place, turn in reversed([*enumerate(history[:-1])]):
        if turn.role != "user" or is_small_talk(turn.text) or asked_of_answer(turn.text):
            continue
        if not (_tells_nothing(history[place + 1]) and form_of(turn.text) is not None):
            return place
    return None


def _tells_nothing(told: Turn) -> bool:
    return not (told.documents or lists_any(told.text) or _CITED.search(told.text))


def _is_of_library(kind: QuestionKind, text: str) -> bool:
    """Whether it was asked of all documents, and so is what follows on it."""
    named = kind.period or kind.source or _POINTS.search(text) or _ONE.search(text) or names_place(text)
    return kind.stands_alone and kind.kind != "fact" and not named


def _of_subject(form: Form, before: QuestionKind, told: Turn, library: Library, question: Question) -> Again | None:
    """The wish for what documents tell of the subject before; None where that was no subject, or they are asked for."""
    topic, period = before.topic, before.period
    named = not (before.of_one or before.parties or before.each or before.chapter or before.quoting or before.fact)
    if form.of_answer or not named or not (topic or period or before.source) or _points_back(topic):
        return None
    listed = before.kind in LISTS
    if form.wish in LISTS:
        if not (before.is_overview or before.told or form.of_documents):
            return None  # "How many are there?" of what keywords name
        wanted = QuestionKind(form.wish, topic, period=period, source=before.source)
        return Again(written(wanted)) if listed or _has_all(topic, told, library, question) else None
    of_those = listed and not told.next_question  # a list that goes on is of more
    hedged = not before.is_overview and bool(told.hedge)  # hardly anything is about it
    if form.wish == "most_quoted" or (form.wish == "summary" and (of_those or hedged)) or before.source:
        return None
    when = period.in_words if period else ""
    if form.wish == "timeline":
        text = f"Timeline of {topic} {when}" if topic else f"Timeline {when}"
    else:
        number = form.number or (1 if before.kind == "summary" and not (before.number or form.in_points) else None)
        text = f"Summarize {topic or 'the news'} {when} {in_sentences(number)}"
    text = " ".join(text.split())
    return Again(text) if question_kind(text).kind == form.wish else None


def _points_back(topic: str) -> bool:
    """Whether a subject is of what was said before it: "its causes", "the second one", but not "how Lee lost her job"."""
    asked = Asked(topic)
    return names_place(topic) or (asked.pronoun != "none" and len(asked.stems) <= 1)


def _has_all(topic: str, told: Turn, library: Library, question: Question) -> bool:
    """Whether documents that mention a subject can be listed, and those that were just quoted are among them."""
    if not topic:
        return True
    if (wanted := Wanted.read(topic)) is None:
        return False
    found = library.census.mentioning(wanted, library.in_scope(question.scope))
    return bool(told.documents) and {each.document_id for each in found}.issuperset(told.documents)


def _of_documents(form: Form, before: QuestionKind, text: str, told: Turn) -> Again | None:
    """The wish for the documents of the last answer; None where these weren't told of and it may be of something else."""
    overview = before.is_overview or before.told
    if form.points and form.known and form.wish != "most_quoted":
        return None  # "summarize them" is understood as it is
    if form.wish in LISTS and not (form.of_answer or form.of_documents or overview):
        return None  # people may be listed or counted as well
    again = Again(text) if form.wish == "summary" and (form.number or form.in_points) else None  # an answer is as short
    if form.wish in ("summary", "timeline") and (before.parties or asked_of_speaker(text) is not None):
        return again
    if not overview and form.wish in ("summary", "timeline") and not (form.known if form.wish == "summary" else form.clear):
        return again  # "What happened there?" asks for no timeline
    them = "them" if overview or len(told.documents) != 1 else "it"
    match form.wish:
        case "summary":
            return Again(f"Summarize {them} {in_sentences(form.number)}".rstrip(), of_documents=True)
        case "timeline":
            return Again(f"Timeline of {them}", of_documents=True)
        case "most_quoted":
            return Again(f"Who is quoted most in {them}", of_documents=True)
    return Again(_ARE_THEY[form.wish], of_documents=True)
