"""A question before it is asked of anything: checked, made to stand alone, its spelling corrected."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from qa.attribution.answers import asked_of_speaker
from qa.english.period_places import period_last
from qa.english.periods import split_period
from qa.english.request import LONGEST_REQUEST, bare
from qa.english.words import content_stems, stems
from qa.pipeline.asking import Asking
from qa.pipeline.kinds.kind_model import read_kind
from qa.pipeline.kinds.listed_documents import FEW, lists_any
from qa.pipeline.kinds.question_kind import THANKS, is_small_talk, question_kind
from qa.pipeline.kinds.rewording import asked_kind, left_out
from qa.pipeline.kinds.wished_forms import wants_part, without_part
from qa.pipeline.plain_words import formless, in_plain_words
from qa.pipeline.refusals import NO_TIME, OF_NOTHING, REMOVED
from qa.retrieval.spelling import corrected, corrections
from qa.store.sql import Library
from qa.types import Question, Scope, Turn
from qa.types.deadline import Deadline
from qa.types.errors import NotFoundError, QuestionError
from qa.types.questions import dated, scope_given, turns
from qa.types.text import unwritable

if TYPE_CHECKING:
    from qa.pipeline.follow_ups.another_form import Again
    from qa.pipeline.writing.writer import Writer

MAX_QUESTION_CHARACTERS = LONGEST_REQUEST
# From this probability on a message with thanks around it is small talk: of 8,563 messages after an answer no other one.
_SURELY = 0.94
_WHAT_SAID = re.compile(r"(?i)what (?:did|does|do|has|have|had) .+ sa(?:y|id)\b")
_GOES_ON = re.compile(r"(?i)(?:and|but|what about|how about)\b")


def check_question(given: Question | str) -> Question:
    """Return the question without white space around it, its dates as YYYY-MM-DD. Raises QuestionError."""
    question = Question(given) if isinstance(given, str) else given
    # LangChain hands on whatever a chain is invoked with.
    asked: object = question.text if isinstance(question, Question) else question
    if isinstance(asked, Question):
        raise QuestionError("only the text of a question is taken here; stream, trace and runnable take a whole Question")
    if not isinstance(asked, str):
        raise QuestionError(f"a question is text, or a Question with its text, not a value of the type {type(asked).__name__}")
    if wrong := unwritable(asked):
        raise QuestionError(f"the question holds {wrong}")
    text = asked.strip()
    if not text:
        raise QuestionError("the question is empty; ask something, for example: What did Porter say?")
    if len(text) > MAX_QUESTION_CHARACTERS:
        raise QuestionError(f"the question has {len(text)} characters, {MAX_QUESTION_CHARACTERS} are allowed; shorten it")
    scope = scope_given(question.scope)
    since, until = dated(scope.since, scope.until)
    return replace(question, text=text, history=turns(question.history), scope=replace(scope, since=since, until=until))


def check_scope(scope: Scope, library: Library) -> Scope:
    """Return the scope with its collections, which may be given by name, by id.

    Raises NotFoundError where the library lacks what it names.
    """
    known = library.document_list.titles_of(scope.documents) if scope.documents else {}
    if missing := [each for each in scope.documents if each not in known]:
        raise NotFoundError(f"no document {missing[0]!r} in the library; a scope names documents by their ids")
    library.document_list.check_sources(scope.sources)
    return replace(scope, collections=library.collections.ids(scope.collections)) if scope.collections else scope


def of_documents(history: Sequence[Turn], documents: Sequence[str]) -> tuple[Turn, ...]:
    """Return the turns that may be meant where only these documents (ids) are asked: without what other documents answered."""
    kept: list[Turn] = []
    for turn in history:
        if not documents or not turn.documents or not set(documents).isdisjoint(turn.documents):
            kept.append(turn)
        elif kept and kept[-1].role == "user":
            del kept[-1]  # the question that they answered
    return tuple(kept)


def goes_on(asking: Asking) -> bool:
    """Whether it opens as one that goes on with an answer before it: "And at McDonald's?", "What about 2019?"."""
    return bool(asking.exchanges) and _GOES_ON.match(asking.question.text) is not None


def is_topic(asking: Asking) -> bool:
    """Whether it is asked in keywords; "max penalty" or "and at McDonald's" after an answer goes on with what was asked."""
    follows = goes_on(asking) or (asking.kind.bare and bool(asking.exchanges))
    return asking.kind.kind == "topic" and not follows


def make_standalone(
    question: Question, library: Library, deadline: Deadline, writer_of: "Callable[[Question], Writer | None]"
) -> Asking:
    """Find the question that a follow-up means, and what was answered before where it leans on that.

    Politeness goes first, and a wish for something of whole documents is put in plain words.
    """
    typed, history = question.text, question.history
    said = tuple(_said(each, follows=place > 0) for place, each in enumerate(history))
    kept = _without_removed(said, library)
    text = _asked(typed)
    form: Literal["", "part"] = "part" if wants_part(text) and not question.literal else ""
    question = replace(question, text=text if question.literal else _said_when(without_part(text)), history=kept)
    asking = Asking(question, question.text, deadline, typed=typed)
    stands_alone = question_kind(question.text).stands_alone
    if question.literal or (stands_alone and not history):
        return asking
    if not history:
        return replace(_in_plain_words(asking), form=form)
    from qa.pipeline.follow_ups import telling, understood
    from qa.pipeline.follow_ups.another_form import another_form, in_full
    from qa.pipeline.follow_ups.nearby import LEANS
    from qa.pipeline.follow_ups.shortened import further, wants_it_shorter
    from qa.pipeline.kinds.list_questions import changed_list
    from qa.pipeline.overviews.asked import knows_source

    with asking.timed("contextualise"):
        said = in_full(said, library, question)
        kept = _without_removed(said, library)
        question = replace(question, history=kept)
        asking = replace(asking, question=question)
        knows = knows_source(library, question.scope)
        instead = None if stands_alone else further(question.text, kept) or changed_list(question.text, kept, knows)
        again = None if instead else another_form(question.text, said, library, question)
        last = [turn for turn in telling(said) if turn.role == "assistant"][-1:]
        removed = bool(last) and last[0] not in kept
        if again is not None:
            return _in_another_form(asking, again, removed=removed)
        if stands_alone or (instead and not removed):
            return replace(asking, standalone=instead or question.text)
        asking = _in_plain_words(asking)
        question = asking.question
        if asking.original and question_kind(question.text).stands_alone:
            return asking
        quoted = list(dict.fromkeys(each for turn in kept for each in turn.documents))
        titles = library.document_list.titles_of(quoted)
        meant = understood(question.text, kept, titles)
        if removed and (instead or meant.points):
            return asking.refused(REMOVED, by="that its document was removed")
        standalone, writer = meant.text, writer_of(question)
        if writer is not None and asked_of_speaker(standalone) is None:
            standalone = writer.standalone(question.text, question.history, standalone, deadline)
        speaks = asked_of_speaker(standalone) is not None  # whom the document just quoted quotes, too, is mostly meant there
        leans = meant.leans >= LEANS or meant.points or speaks or _is_told_there(question.text, meant.exchanges, library)
    brief = "brief" if wants_it_shorter(question.text) else form
    exchanges, before = (meant.exchanges, ()) if leans else ((), meant.exchanges)
    asking = replace(asking, standalone=standalone, exchanges=exchanges, before=before, points=meant.points)
    return replace(asking, form="" if writer else brief)


def _is_told_there(question: str, exchanges: Sequence[Turn], library: Library) -> bool:
    """Whether a document that these answers quote has all words of a question, which may be of it though it seems complete."""
    asked = content_stems(question)
    texts = library.texts({each for turn in exchanges for each in turn.documents}).values()
    return bool(asked) and any(asked <= stems(text) for text in texts)


def _in_another_form(asking: Asking, again: "Again", *, removed: bool) -> Asking:
    """Ask for another form of what was just told; refuse it where nothing was found then, or what was quoted is gone."""
    if again.nothing or (again.of_documents and removed):
        return asking.refused(OF_NOTHING if again.nothing else REMOVED, by="that nothing was told that it may be of")
    question = replace(asking.question, text=again.text) if again.of_documents else asking.question
    return replace(asking, question=question, standalone=again.text)


def _said_when(text: str) -> str:
    """Put last when it was that somebody said what is asked for: "In May 2022, what did Lee say?"."""
    plain = text.rstrip(" ?!.")
    moved = plain if _WHAT_SAID.match(plain) else period_last(plain)
    speaks = _WHAT_SAID.match(moved) and asked_of_speaker(split_period(moved)[0]) is not None
    return f"{moved}{text[len(plain) :]}" if speaks and moved != plain else text


def _in_plain_words(asking: Asking) -> Asking:
    """Put what it wants of whole documents in plain words; leave out in which form a question's answer is wished."""
    with asking.timed("contextualise"):
        plain = in_plain_words(asking.question.text, follows=bool(asking.question.history))
        original = formless(asking.question.text)
        left = left_out(asking.question.text, plain) if plain else ""
    question = replace(asking.question, text=plain or original)
    if plain is None:
        return replace(asking, question=question, standalone=question.text)
    original = "" if is_small_talk(plain) else original
    read_as = NO_TIME.format(left) if left else ""
    return replace(asking, question=question, standalone=plain, original=original, read_as=read_as)


def in_own_words(asking: Asking) -> Asking:
    """Take the plain words back, where nothing answers what they ask."""
    question = replace(asking.question, text=asking.original)
    own = replace(asking, question=question, standalone=asking.original, kind=asked_kind(asking.original))
    return replace(own, original="", read_as="", undated="")


def _asked(message: str) -> str:
    """Return what a message asks, without politeness; all of it where that surely is small talk: "lovely, thank you"."""
    text = bare(message)
    if text == message.strip() or text.endswith("?") or not THANKS.search(message):
        return text
    read = read_kind(text)
    return message if read.kind == "small_talk" and read.probability >= _SURELY else text


def _said(turn: Turn, *, follows: bool) -> Turn:
    if turn.role != "user":
        return turn
    text = _said_when(without_part(_asked(turn.text)))
    return replace(turn, text=in_plain_words(text, follows=follows) or formless(text))


def _without_removed(history: Sequence[Turn], library: Library) -> tuple[Turn, ...]:
    """Empty the answers that quote what was removed since: none of its words gets into another answer.

    An answer is of the document that it quotes first, as "it" is; a list, and one of many, is of all of them.
    """
    quoted = {each for turn in history for each in turn.documents}
    there = library.document_list.titles_of(tuple(quoted)).keys() if quoted else quoted

    def kept(turn: Turn) -> Turn:
        of = turn.documents if len(turn.documents) > FEW or lists_any(turn.text) else turn.documents[:1]
        return replace(turn, text="") if of and there.isdisjoint(of) else turn

    return tuple(map(kept, history))


def correct_spelling(asking: Asking, library: Library) -> Asking:
    """Replace words that the library doesn't have by those that were probably meant.

    None is replaced by a word that stands in none of the documents that are asked. Where somebody's words are asked for in
    words of one's own, these are searched for beside the plain ones: "how did Lee justify the cut".
    """
    if asking.question.literal:
        return asking
    asked = asking.kind.topic if asking.kind.kind == "topic" else asking.standalone
    if asking.spoken is not None and asking.original:
        asked = f"{asked} – {asking.original}"
    if found := corrections(asked, library):
        documents = library.in_scope(asking.question.scope)
        found = tuple(each for each in found if library.search_words([each.meant], 1, documents))
    return replace(asking, searched=corrected(asked, found), corrections=found)
