"""The passages that suit a question, and those of the documents that the answers before it quote."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from qa.embedding import Embedder
from qa.embedding.model import relevance_by
from qa.english.calendar import MONTHS
from qa.english.dates import long_date
from qa.pipeline.asking import Asking
from qa.pipeline.kinds.listed_documents import FEW, fact_of_it, pointed_at, points_at_nothing
from qa.pipeline.kinds.question_kind import LISTS, is_small_talk
from qa.pipeline.library_model import of_one_model
from qa.pipeline.quotes.minutes import series_of
from qa.pipeline.refusals import OF_WHAT, REMOVED, WHICH_OF_THEM
from qa.retrieval import Retrieved, Retriever, deepened
from qa.store.sql import Library, Passage
from qa.types import Question, Scope, Turn
from qa.types.text import counted

_MONTH = rf"(?:{'|'.join(MONTHS)})"  # in full, as `long_date` writes it
# "What was decided about the boiler in April", "the May meeting"; what is wrong in the April minutes is told in those of May.
_OF_MONTH = re.compile(
    rf"(?i)\b(?:decid|agree|discuss|approv|resolv)\w* .*\bin (?P<said>{_MONTH})(?: \d{{4}})?\W*$"
    rf"|\b(?P<held>{_MONTH})(?: \d{{4}})? (?:meeting|newsletter|issue)\b"
    rf"|\b(?:meeting|newsletter|issue) (?:of|in) (?P<of>{_MONTH})\b"
)
# "Who was absent on 8 April", "the meeting of April 8th, 2025", but not what is wrong in "the minutes of 8 April".
_OF_DAY = re.compile(
    rf"(?i)(?<!minutes of )\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})"
    rf"|(?P<of>{_MONTH}) (?P<last>\d{{1,2}})(?:st|nd|rd|th)?)\b(?:,? (?P<year>\d{{4}})\b)?"
)

# From this cosine of their titles on two documents may tell of the same. Of follow-ups that such another document answered
# (eval/gold/conversations-*-sealed-*.jsonl), the three answered rightly about what was talked of have 0.57 or more, six of the
# seven answered wrongly 0.35 or less: in a small library anything is the nearest.
_ALIKE = 0.4
# "What is this about?" may be asked of the library; it says "it" of nothing but a document.
_OF_ALL = {"about": ("none", "that")}


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """Finds passages in one library; `top_k` is how many suit a question."""

    library: Library
    embedder: Embedder
    retriever: Retriever
    top_k: int

    @of_one_model
    def of_words(self, question: Question, limit: int) -> Retrieved:
        """Retrieve for a question that is no part of a conversation."""
        vector = self.embedder.embed_question(question.text)
        return self.retriever.retrieve(question.text, vector, limit, question.scope)

    @of_one_model
    def of(self, asking: Asking) -> Retrieved:
        """Retrieve for the question as it is understood."""
        return self._within(asking, [asking.question.scope.documents])[0]

    @of_one_model
    def within(self, asking: Asking, documents: tuple[str, ...]) -> Retrieved:
        """Retrieve as `deep` does, in these documents (ids) alone."""
        return deepened(self.retriever, self._within(asking, [documents])[0])

    def _within(self, asking: Asking, groups: Sequence[tuple[str, ...]], lead: str = "") -> tuple[Retrieved, ...]:
        """Retrieve for the question once per group of document ids; an empty group means all documents.

        `lead` is put before the question.
        """
        text = lead + asking.search_text
        with asking.timed("embed"):
            vector = self.embedder.embed_question(text)
        scopes = [replace(asking.question.scope, documents=each) for each in groups]
        with asking.timed("retrieve"):
            return tuple(self.retriever.retrieve(text, vector, self.top_k, each) for each in scopes)

    @of_one_model
    def deep(self, asking: Asking) -> Retrieved:
        """Retrieve as `of` does, and add further chunks of the first documents."""
        first = self._of_month(asking, self.of(asking))
        with asking.timed("retrieve"):
            return deepened(self.retriever, first)

    def _of_month(self, asking: Asking, found: Retrieved) -> Retrieved:
        """Keep to one month's or day's documents where its meeting is asked for, and titles found differ but in dates."""
        if not (month := _month(asking)):
            return found
        there = {each.chunk.document_id: each for each in found.passages}
        titles = {document: series_of(each) for document, each in there.items()}
        series = [each for each, title in titles.items() if title and list(titles.values()).count(title) > 1]
        of_it = tuple(each for each in series if month in _written(there[each]))
        return self._within(asking, [of_it])[0] if of_it else found

    @of_one_model
    def nearby(self, asking: Asking, retrieved: Retrieved) -> tuple[Retrieved, ...]:
        """Retrieve for a follow-up in each document that the answers before it quote first.

        A document is left out where another month's meeting is asked for than its own, and the first of `retrieved` is of that
        series.
        """
        quoted = self.quoted_before(asking)
        found = self._within(asking, [(each,) for each in quoted]) if quoted else ()
        series = {series_of(each) for each in retrieved.passages[:1]} if (month := _month(asking)) else set()
        return tuple(
            each
            for each in found
            if not any(series_of(one) in series and month not in _written(one) for one in each.passages[:1])
        )

    @of_one_model
    def alike(self, asking: Asking, nearby: tuple[Retrieved, ...]) -> tuple[Retrieved, ...]:
        """Retrieve for a follow-up in what else the answers before quote, and in others that tell of the same as the last one.

        These are those that the question finds once that document's title stands before it, and whose titles are near that.
        """
        if not nearby or not nearby[0].passages:
            return ()
        title = nearby[0].passages[0].title
        [found] = self._within(asking, [asking.question.scope.documents], f"{title}. ")
        quoted = {chunk.chunk.document_id for each in nearby for chunk in each.chunks}
        few = (each.documents for each in asking.exchanges if len(each.documents) <= FEW)
        also = tuple(each for each in self._answering(tuple(chain(*few)), asking.question.scope) if each not in quoted)
        quoted.update(also)
        titles = {each.chunk.document_id: each.title for each in found.passages if each.chunk.document_id not in quoted}
        first = dict(islice(titles.items(), FEW))
        with asking.timed("embed"):
            near = relevance_by(self.embedder)(title, list(first.values()))
        others = tuple(document for document, cosine in zip(first, near, strict=True) if cosine >= _ALIKE)
        groups = [each for each in (also, others) if each]
        return self._within(asking, groups) if groups else ()

    @of_one_model
    def quoted_before(self, asking: Asking) -> tuple[str, ...]:
        """Return the ids of the documents that the last answers quote, the last first; of several in one answer the first."""
        with asking.timed("retrieve"):
            found = [self._quoted(each, asking.question.scope) for each in asking.exchanges]
        return tuple(dict.fromkeys(document for document in found if document is not None))

    def _quoted(self, exchange: Turn, scope: Scope) -> str | None:
        """Return which document an exchange quotes first; where none is known, the nearest to its words."""
        if exchange.documents:
            return next(iter(self._answering(exchange.documents, scope)), None)
        vector = self.embedder.embed_question(exchange.text)
        chunks = self.retriever.retrieve(exchange.text, vector, 1, scope).chunks
        return chunks[0].chunk.document_id if chunks else None

    def _answering(self, documents: tuple[str, ...], scope: Scope) -> tuple[str, ...]:
        """Return those of the documents (ids) that a question of this scope may be answered from."""
        among = _among(documents, scope)
        known = self.library.in_scope(replace(scope, documents=among)) or frozenset() if among else frozenset()
        return tuple(each for each in among if each in known)

    def known_before(self, asking: Asking, turns: int) -> tuple[str, ...]:
        """Return the ids of the documents that an answer quotes, so many answers with quotations back: 1 is the last one.

        None where it quotes many.
        """
        quoting = [turn for turn in asking.question.history if turn.role == "assistant" and turn.documents]
        if asking.question.literal or len(quoting) < turns:
            return ()
        among = _among(quoting[-turns].documents, asking.question.scope)
        return self._answering(among, asking.question.scope) if len(among) <= FEW else ()

    def of_what_was_quoted(self, asking: Asking) -> Asking:
        """Ask "What is it about?" of what the last answer quotes or lists, and "Who wrote the second one?" of that document.

        Where that quotes none, or lists fewer, it is asked of what. Other questions are returned as they are.
        """
        question, history = asking.question, asking.question.history
        if question.literal or question.scope.documents or not history:
            return asking
        from qa.pipeline.follow_ups.nearby import about_document
        from qa.pipeline.follow_ups.pronouns import Asked
        from qa.pipeline.kinds.list_questions import last_list
        from qa.pipeline.overviews.asked import knows_source

        lists = asking.standalone != question.text and asking.kind.kind in LISTS
        in_full = asking.standalone != question.text and asking.kind.stands_alone and asking.kind.period
        if (lists and fact_of_it(question.text) is None) or in_full:
            return asking  # "only those of 2021" lists anew, and "as a timeline" is of the period that was just told of
        last = last_list(history, knows_source(self.library, question.scope))
        nothing = last is not None and last.is_empty
        pointed = None if nothing else pointed_at(self.library, question.text, asking.kind, history)
        if pointed is None:
            pronoun = Asked(question.text).pronoun if asking.kind.stands_alone else "none"
            surely = nothing or pronoun not in _OF_ALL.get(asking.kind.kind, ("none",))
            words = points_at_nothing(question.text, asking.kind, of_list=last is not None, surely=surely)
            greeted = all(is_small_talk(turn.text) for turn in history if turn.role == "user")
            if words is None or greeted or self.library.census.count(self.library.in_scope(question.scope)) == 1:
                return asking
            return asking.refused(OF_WHAT.format(words))
        found = self._answering(pointed.documents, question.scope)
        titles = self.library.document_list.titles_of(found) if found else {}
        if pointed.documents and not self.library.in_scope(Scope(pointed.documents)):
            return asking.refused(REMOVED)
        if not titles:
            return asking
        several = f"{pointed.text} (about: the {counted(len(found))} of the last answer)"
        standalone = several if len(found) > 1 else about_document(pointed.text, titles[found[0]])
        meant = replace(asking.of_documents(found), standalone=standalone, kind=pointed.kind)
        if len(found) == 1 or pointed.kind.is_overview:
            return meant
        return meant.refused(WHICH_OF_THEM.format(len(found)))


def _month(asking: Asking) -> str:
    """Return the month or the day whose meeting or issue is asked for, as in `_written`; "" where none is, or several days."""
    days = list(_OF_DAY.finditer(asking.search_text))
    if len(days) == 1:
        month, year = (days[0]["month"] or days[0]["of"]).capitalize(), days[0]["year"]
        return f" {int(days[0]['day'] or days[0]['last'])} {month} {f'{year} ' if year else ''}"
    asked = None if days else _OF_MONTH.search(asking.search_text)
    return f" {(asked['said'] or asked['held'] or asked['of']).capitalize()} " if asked else ""


def _written(passage: Passage) -> str:
    """Return the day of the passage's document as " 8 April 2025 "."""
    return f" {long_date(passage.published or '')} "


def _among(documents: tuple[str, ...], scope: Scope) -> tuple[str, ...]:
    return tuple(each for each in documents if not scope.documents or each in scope.documents)
