"""A question is understood: a follow-up is made to stand alone, and what needs no reading is answered at once."""

from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from qa.attribution.answers import asked_of_speaker, is_person, is_told
from qa.english.dates import long_date
from qa.english.openings import on_subject
from qa.english.periods import EVER
from qa.english.relative_periods import tells_time
from qa.english.request import ABOUT, bare
from qa.english.words import content_stems
from qa.pipeline.answerers.each_document import ReadIn, told_of_each
from qa.pipeline.answerers.holders import holder
from qa.pipeline.answerers.named_pair import compares, named_pair
from qa.pipeline.answerers.offices import asked_of_office
from qa.pipeline.answerers.statements import Statements, person_named
from qa.pipeline.answerers.tables import TableAnswers
from qa.pipeline.answerers.titles import of_called, of_titled
from qa.pipeline.asking import EXTRACTIVE, Asking
from qa.pipeline.doubts import notice
from qa.pipeline.kinds.asked_period import asked_period
from qa.pipeline.kinds.asks_of_each import may_ask_of_each
from qa.pipeline.kinds.parts_model import Part
from qa.pipeline.kinds.question_kind import COMPLAINS, LISTS, THANKS, QuestionKind, is_small_talk, without_page
from qa.pipeline.kinds.rewording import asked_kind
from qa.pipeline.overviews import Overviews
from qa.pipeline.passages import Passages
from qa.pipeline.provenance import provenance
from qa.pipeline.questions import correct_spelling, in_own_words, make_standalone, of_documents
from qa.pipeline.refusals import (
    ANY_TIME,
    EMPTY,
    MISUNDERSTOOD,
    OF_WHAT,
    OTHER_LANGUAGE,
    THANKED,
    greeting,
    nowhere,
    unsure,
)
from qa.pipeline.several_questions import Answering, answered_apart, asked_apart
from qa.store.sql import Library
from qa.types import ABSTAINED, LIKELY, Answer, Event, Question, Rewritten, Stage, Turn, Working
from qa.types.deadline import Deadline

if TYPE_CHECKING:
    from qa.pipeline.writing.writer import Writer

_EXAMPLES = 3
# Statements looked at for people to give as examples: enough for several, few enough for any library.
_STATEMENTS = 200


@dataclass(frozen=True, slots=True, eq=False)
class Understanding:
    """Understands the questions that one library is asked, within `timeout` seconds."""

    library: Library
    passages: Passages
    statements: Statements
    overviews: Overviews
    tables: TableAnswers
    timeout: float
    read_in: ReadIn
    answering: Answering

    def understand(
        self, question: Question, writer_of: "Callable[[Question], Writer | None]", part_of: Deadline | None = None
    ) -> Generator[Event, None, Asking]:
        """Make a follow-up stand alone; answer what needs no reading: small talk, "What did X say?", and what tables tell.

        Where no language model writes, each part of a message that asks several things is answered by itself; `part_of` is
        then the deadline of the message.
        """
        history = on_subject(question.text, of_documents(question.history, question.scope.documents))
        question = replace(question, history=history)
        deadline, writes = part_of or Deadline(self.timeout), writer_of(question) is not None
        is_whole = part_of is not None or writes or question.literal or not self.library.document_count
        meant = question if is_whole else _once_more(question)
        asked = () if is_whole else self._asked_apart(meant, deadline)
        if asked and (together := (yield from answered_apart(meant, asked, self.answering, deadline))) is not None:
            took = dict(together.timings_ms)
            asking = Asking(question, question.text, deadline, typed=question.text, timings_ms=took)
            return replace(asking, decided=together, decided_by="several questions in one")
        yield Working("contextualise")
        asking = make_standalone(question, self.library, deadline, writer_of)
        told = asking.original or asking.question.text
        with asking.timed("contextualise"):
            for answerer in self._answerers(writes=writes) if asking.decided is None else ():
                if not answerer.is_asked(asking):
                    continue
                if answerer.stage is not None:
                    yield Working(answerer.stage)
                asking = answerer.take(asking)
                if asking.standalone != told:
                    told = asking.standalone
                    yield Rewritten(told)
                if asking.decided is not None:
                    return replace(asking, decided_by=answerer.name)
        return asking

    def _asked_apart(self, question: Question, deadline: Deadline) -> tuple[Part, ...]:
        """Return what a message asks apart; nothing where a spreadsheet surely tells all: "the average, leaving out …"."""
        asked = asked_apart(question.text)
        told = self.tables.answer(Asking(question, bare(question.text), deadline)) if asked else None
        return asked if told is None or told.unsure else ()

    def _answerers(self, *, writes: bool) -> "tuple[_Answerer, ...]":
        """Return who takes the question in turn, until one decides it; `writes`: a language model writes what is told."""
        return (
            _Answerer("the full name of whom a follow-up asks about", self._in_full),
            _Answerer("an empty library", lambda on: on.refused(EMPTY), is_asked=lambda _: not self.library.document_count),
            _Answerer("“Summarize it”, “the second one” after an answer", self.passages.of_what_was_quoted),
            _Answerer(
                "“Source?”, “When was that?” after an answer", self._provenance, is_asked=lambda on: bool(on.question.history)
            ),
            _Answerer("“Tell me more” after an answer", self._further, is_asked=lambda on: bool(on.question.history)),
            _Answerer("who holds an office", self._holder, "statements", _asks_of_office),
            _Answerer("a table, though it seemed to ask of all documents", self._in_tables, is_asked=_may_be_of_table),
            _Answerer("two documents that are named", self._pair, "overview", _may_name_two),
            _Answerer("the same of several documents", self._each, is_asked=_asks_of_each),
            _Answerer("an overview of documents", self._overview, "overview", lambda on: on.kind.is_overview or on.kind.told),
            _Answerer("who somebody is", self._person, "statements", lambda on: _name_of(on, writes=writes) is not None),
            _Answerer("“What did he say?” after an answer", self._nearby_statement),
            _Answerer("“What did X say?”", self._speaker, "statements", _asks_of_speaker),
            _Answerer("small talk", self._small_talk, is_asked=lambda on: on.kind.kind == "small_talk"),
            _Answerer(
                "another language", lambda on: on.refused(OTHER_LANGUAGE), is_asked=lambda on: on.kind.kind == "other_language"
            ),
            _Answerer("a table", self._spreadsheets),
        )

    def _in_tables(self, asking: Asking) -> Asking:
        """What was read as a wish about all documents, "total subscriptions", may be plainly told by a spreadsheet."""
        own = in_own_words(asking)
        told = self.tables.answer(own)
        return asking if told is None or (told.unsure and told.hedge != LIKELY) else replace(own, decided=told)

    def _in_full(self, asking: Asking) -> Asking:
        """Put in the full name of whom a follow-up asks about; read what is wanted, and of which document called by title."""
        standalone = self.statements.in_full(asking) or asking.standalone
        asking = self._dated(replace(asking, standalone=standalone))
        asking = replace(asking, kind=asked_kind(asking.standalone))
        told = of_called(of_titled(asking, self.library), self.library)
        if told.original and told.kind.kind == "question" and not _asks_of_speaker(told):  # no document is called like that
            return of_called(of_titled(in_own_words(asking), self.library), self.library)
        return told

    def _dated(self, asking: Asking) -> Asking:
        """Put days in the place of "last month" or "in May", counted from the newest document, where documents or words of that
        time are asked for."""
        if asking.question.literal or not tells_time(asking.standalone) or (newest := self._newest(asking)) is None:
            return asking
        if (asked := asked_period(asking.standalone, newest)) is None:
            return asking
        read = f"Read {asked.read}: the newest document is of {long_date(newest.isoformat())}."
        undated = asking.standalone if asked.may_be_any else ""
        read_as = " ".join(filter(None, (asking.read_as, read)))
        return replace(asking, standalone=asked.text, read_as=read_as, undated=undated)

    def _newest(self, asking: Asking) -> date | None:
        """The day of the newest document that is asked: what is "new" is new beside it, whenever it is asked for."""
        return self.library.census.newest_day(self.library.in_scope(asking.question.scope))

    def _provenance(self, asking: Asking) -> Asking:
        """Where the last answer's words stand, and of when they are, is asked of it and not of the documents."""
        told = provenance(asking, self.library)
        return asking if told is None else replace(asking, standalone=asking.question.text, decided=told)

    def _further(self, asking: Asking) -> Asking:
        """The documents that were just quoted tell more of what was asked of them."""
        from qa.pipeline.follow_ups.more import more_of
        from qa.pipeline.follow_ups.nearby import about_document

        message = asking.original or asking.question.text
        if asking.question.literal or (more := more_of(message, asking.question.history)) is None:
            return asking
        exchange = Turn("user", f"{more.asked} {more.told}")
        exchanges = tuple(replace(exchange, documents=(each,)) for each in more.documents) or (exchange,)
        documents = self.passages.quoted_before(replace(asking, exchanges=exchanges))
        told = self.overviews.further(asking, documents, more.asked, more.told) if documents else None
        if told is None:
            return asking
        titles = self.library.document_list.titles_of(documents[:1])
        meant = about_document(message, titles[documents[0]])
        told = unsure(told, more.hedge) if more.hedge and told.citations else told
        return replace(asking, standalone=meant, decided=replace(told, standalone_question=meant))

    def _holder(self, asking: Asking) -> Asking:
        """What the newest documents call somebody answers "Who is the mayor of Phoenix?"."""
        with asking.timed("statements"):
            return replace(asking, decided=holder(asking, self.library))

    def _each(self, asking: Asking) -> Asking:
        """Documents of one sort, or two that are named, are each read for what is asked of them all.

        The rows of a table may be called so, too: "which hospital".
        """
        told = self.tables.answer(asking) if not asking.exchanges else None
        if told is not None and not told.unsure:
            return replace(asking, decided=told)
        with asking.timed("read"):
            each = told_of_each(asking, self.library, self.read_in)
        likely = told is not None and told.hedge == LIKELY and (each is None or each.unsure)
        return replace(asking, decided=told if likely else each)

    def _pair(self, asking: Asking) -> Asking:
        """Two documents that the message names are read for what is asked of both, else set side by side."""
        scope = asking.question.scope
        documents = self.library.in_scope(scope)
        named = named_pair(asking.as_worded, self.library, documents, asking.kind.parties)
        if named is None:
            return asking
        ids = tuple(place.document_id for place in named.places)
        told = told_of_each(asking, self.library, self.read_in) if _asks_of_each(asking) else None
        both = replace(asking, question=replace(asking.question, scope=replace(scope, documents=ids)))
        for topic in dict.fromkeys((named.topic, named.topic if named.is_named else "")):
            if told is None or {each.document_id for each in told.citations} != set(ids):
                told = self.overviews.answer(replace(both, kind=QuestionKind("compare", topic))) or told
        return replace(asking, decided=told if told is None or named.is_sure else unsure(told))

    def _overview(self, asking: Asking) -> Asking:
        """Whole documents or the whole library answer."""
        from qa.pipeline.follow_ups.pronouns import is_pronoun
        from qa.pipeline.kinds.list_places import is_place

        topic = asking.kind.topic
        if asking.kind.kind != "topic" and (is_pronoun(topic) or (asking.kind.kind == "summary" and is_place(topic))):
            return asking.refused(OF_WHAT.format(topic))
        answer = self.overviews.answer(asking)
        if asking.undated and _may_be_of_another_time(asking.kind, answer):
            return self._at_any_time(asking)
        undated = _told_of_any_time(asking) if answer is None else None
        if undated is not None and (told := self.overviews.answer(undated)) is not None:
            asking, answer = undated, told
        in_own = asking.kind.kind != "topic" or asking.kind.period  # "Lowtown news from May 2021": not news of other days
        if asking.original and in_own and (answer is None or _finds_none(asking.kind, answer)):
            return in_own_words(asking)  # what is read for it is read better so
        return replace(asking, decided=answer)

    def _at_any_time(self, asking: Asking) -> Asking:
        """Ask for what documents of any time tell, where those of "May" or "Friday" tell nothing of it."""
        asking = _undated(asking)
        return self._overview(asking) if asking.kind.is_overview or asking.kind.told else asking

    def _person(self, asking: Asking) -> Asking:
        """Answer "Who is X?" and "Tell me about X" by how documents introduce X and what they tell of X.

        Where X isn't surely whom the name means, reading may tell more.
        """
        name = _name_of(asking)
        found = self.statements.person(asking, name) if name is not None else None
        if name is None or found is None or (asking.kind.told and not is_person(found, name)):
            return asking
        answer = self.overviews.who(asking, found)
        if found.introductions and is_told(found, name):
            return replace(asking, decided=answer)
        return asking if asking.kind.told else replace(asking, told=unsure(answer))

    def _nearby_statement(self, asking: Asking) -> Asking:
        """A document quoted before tells what "he" or "the coach" said."""
        asking = self.statements.answer_nearby(asking)
        told = asking.decided
        return asking if told is None else replace(asking, standalone=told.standalone_question)

    def _speaker(self, asking: Asking) -> Asking:
        """The statements answer "What did X say?"; those on a topic go on to be read."""
        if (asked := asked_of_speaker(without_page(asking.standalone))) is None:
            return asking
        asking, asked = self.statements.within_period(asking, asked)
        if asking.decided is not None:
            return asking
        if asking.undated and not asking.period:  # nobody called so spoke in "May"
            return self._speaker(_undated(asking))
        asking = self.statements.with_spoken(replace(asking, asked=asked), asked)
        if asking.spoken is not None:
            return asking
        if asking.original and (asked.asks_for_some or not self.statements.names(asking, asked.speaker or "")):
            return in_own_words(replace(asking, asked=None))  # nobody called so is heard, or stands there
        answer = self.statements.answer(asking, asked)
        if answer is not None and answer.text == ABSTAINED and not asking.original:
            if (meant := self._respelt(asking)) is not None:
                return meant
            if not asked.about:
                return replace(asking, decided=replace(answer, text=nowhere(asking.standalone, self.library)))
        # Whoever says nothing at all isn't answered with what others say of them, whatever the topic.
        silent = self.statements.is_silent(asking, asked, answer)
        decides = answer is not None and (answer.status == "answered" or not asked.about or silent)
        return replace(asking, decided=answer) if decides else replace(asking, told=answer)

    def _respelt(self, asking: Asking) -> Asking | None:
        """Take whose name stands nowhere for whom was probably meant, as other questions do; None where no name is near."""
        spelled = correct_spelling(asking, self.library)
        if not spelled.corrections:
            return None
        meant = replace(self._speaker(replace(spelled, standalone=spelled.searched)), standalone=asking.standalone)
        if (told := meant.decided) is None:
            return meant
        told = replace(told, notice=notice(asking.standalone, spelled.corrections, told.citations))
        return replace(meant, decided=replace(told, standalone_question=asking.standalone))

    def _small_talk(self, asking: Asking) -> Asking:
        """A greeting is greeted back, with examples of questions; thanks and complaints have a word of their own."""
        if asking.question.history and (reply := _reply_to(asking.typed)):
            return replace(asking, decided=Answer(asking.question.text, asking.standalone, "answered", EXTRACTIVE, reply))
        documents = self.library.in_scope(asking.question.scope)
        said = self.library.statements(documents=documents, limit=_STATEMENTS)
        heard = Counter(each.statement.speaker for each in said)
        examples = [f"What did {speaker} say?" for speaker, _ in heard.most_common(_EXAMPLES + 1) if speaker][:_EXAMPLES]
        told = Answer(asking.question.text, asking.standalone, "answered", EXTRACTIVE, greeting(examples))
        return replace(asking, decided=told)

    def _spreadsheets(self, asking: Asking) -> Asking:
        """Spreadsheets that have all of the question's words answer it, once its spelling is corrected.

        What they aren't sure of is kept until the tables in other documents were looked at.
        """
        asking = correct_spelling(asking, self.library)
        if asking.spoken is not None:
            return replace(asking, searched=without_page(asking.searched))
        # Plain words may leave out a time: "expenses dated January".
        own = self.tables.answer(replace(asking, searched=asking.original or asking.searched))
        is_sure = own is not None and not own.unsure
        completed = is_sure and asking.standalone != asking.question.text and ABOUT not in asking.standalone
        told = self.tables.after(asking) if asking.exchanges and not completed else None  # "And in April?" says which rows
        if told is not None and asking.points:
            return replace(asking, decided=told)
        if own is not None and own.unsure and ABOUT in asking.standalone and asking.is_elsewhere(own):
            own = None  # what it is about was told by another table
        told = own if is_sure else told or own
        return replace(asking, tabled=told) if told is not None and told.unsure else replace(asking, decided=told)


def _once_more(question: Question) -> Question:
    """Where a message only says "as a list", return the question before it, which is asked again; else the message itself."""
    if not question.history:
        return question
    from qa.pipeline.follow_ups.shortened import asks_again, wants_it_listed

    if not wants_it_listed(bare(question.text)):
        return question
    for place, turn in reversed([*enumerate(question.history)]):
        if turn.role == "user" and not (asks_again(bare(turn.text)) or is_small_talk(turn.text)):
            return replace(question, text=turn.text, history=question.history[:place])
    return question


def _reply_to(message: str) -> str:
    """What is replied to thanks, farewells and complaints; "" to any other small talk."""
    return MISUNDERSTOOD if COMPLAINS.search(message) else THANKED if THANKS.search(message) else ""


def _may_be_of_another_time(kind: QuestionKind, answer: Answer | None) -> bool:
    """Whether the documents of "May" tell nothing; that none of a list is of then, and nothing new, is an answer."""
    if kind.kind in LISTS or kind.newest:
        return False
    return answer is None or answer.status == "abstained" or (kind.happened and answer.unsure)


def _told_of_any_time(asking: Asking) -> Asking | None:
    """Ask for a summary or a timeline whatever its documents are dated; None where it is of no period or of no subject."""
    kind = asking.kind
    if kind.kind not in ("summary", "about", "timeline") or kind.happened or not (kind.period and kind.topic):
        return None
    read_as = " ".join(filter(None, (asking.read_as, ANY_TIME.format(kind.period.in_words))))
    return replace(asking, kind=replace(kind, period=EVER), read_as=read_as)


def _undated(asking: Asking) -> Asking:
    """Take back what "May" or "Friday" was read as."""
    return replace(asking, standalone=asking.undated, kind=asked_kind(asking.undated), read_as="", undated="")


def _finds_none(kind: QuestionKind, answer: Answer) -> bool:
    """Whether documents with the subject are counted or listed, and there are none."""
    return kind.kind in LISTS and bool(kind.topic) and not kind.grouped_by and not answer.citations


def _name_of(asking: Asking, *, writes: bool = False) -> str | None:
    """The name of whom it asks to be told about; None where it names nobody, or a language model `writes` what is told."""
    kind = asking.kind
    if kind.told and (writes or kind.newest or kind.period or kind.source or kind.number):
        return None
    return person_named(asking.standalone, kind)


def _asks_of_speaker(asking: Asking) -> bool:
    return asked_of_speaker(without_page(asking.standalone)) is not None


def _may_name_two(asking: Asking) -> bool:
    """Whether it may compare two documents, rather than two periods, or list some."""
    kind = asking.kind
    may_be = kind.kind in ("question", "compare", "topic") and not kind.each and not asking.question.literal
    return may_be and compares(asking.as_worded)


def _asks_of_each(asking: Asking) -> bool:
    return asking.kind.kind in ("question", "compare") and may_ask_of_each(asking.as_worded)


def _asks_of_office(asking: Asking) -> bool:
    """ "Who is the governor?"; but "no, I meant the police chief" is one of whom was talked of."""
    asks = asking.kind.kind in ("question", "topic") and asked_of_office(asking.standalone) is not None
    if not asks or not asking.question.history:
        return asks
    from qa.pipeline.follow_ups.shortened import corrects

    return corrects(asking.question.text) != "noun"


@dataclass(frozen=True, slots=True, eq=False)
class _Answerer:
    """One who may answer without reading, and what is told while they look; `is_asked`: whether the question is theirs."""

    name: str
    take: Callable[[Asking], Asking]
    stage: Stage | None = None
    is_asked: Callable[[Asking], bool] = lambda _: True


def _may_be_of_table(asking: Asking) -> bool:
    """Whether it was read as a wish about whole documents that has none of its own words."""
    plain = content_stems(asking.standalone)
    return bool(asking.original) and asking.kind.is_overview and content_stems(asking.original).isdisjoint(plain)
