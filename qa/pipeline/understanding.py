"""A question is understood: a follow-up is made to stand alone, and what needs no reading is answered at once."""

from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.attribution.answers import asked_of_person, asked_of_speaker
from qa.pipeline.asking import Asking
from qa.pipeline.overviews import Overviews
from qa.pipeline.passages import Passages
from qa.pipeline.question_kind import QuestionKind, question_kind, without_page
from qa.pipeline.questions import contextualised, respelt
from qa.pipeline.quoting import EXTRACTIVE
from qa.pipeline.refusals import EMPTY, OF_WHAT, OTHER_LANGUAGE, greeting
from qa.pipeline.statements import Statements, speaker_asked
from qa.pipeline.tables import TableAnswers
from qa.retrieval import Retrieved
from qa.store.sql import Library
from qa.types import Answer, Event, Question, Rewritten, Working
from qa.types.deadline import Deadline

if TYPE_CHECKING:
    from qa.pipeline.writing.writer import Writer

# Words that tell something, from which on a question with a pronoun says enough for a table.
_TELLING = 2
_EXAMPLES = 3
# Statements looked at for people to give as examples: enough for several, few enough for any library.
_STATEMENTS = 200


class Understanding:
    """Understands the questions that one library is asked, within `timeout` seconds."""

    def __init__(
        self,
        library: Library,
        passages: Passages,
        statements: Statements,
        overviews: Overviews,
        tables: TableAnswers,
        timeout: float,
    ) -> None:
        self._library = library
        self._passages = passages
        self._statements = statements
        self._overviews = overviews
        self._tables = tables
        self._timeout = timeout

    def understand(
        self, question: Question, writer_of: "Callable[[Question], Writer | None]"
    ) -> Generator[Event, None, Asking]:
        """Make a follow-up stand alone; answer what needs no reading: small talk, "What did X say?", and what tables tell."""
        deadline = Deadline(self._timeout)
        yield Working("contextualise")
        asking = contextualised(question, deadline, writer_of)
        answerers = (  # who answers first
            self._empty_library,
            self._overview,  # "How many documents mention X?", "Summarize it"
            self._person,  # "Who is X?"
            self._nearby_statement,  # "What did he say?" after an answer
            self._speaker,  # "What did X say?"
            self._small_talk,
            self._spreadsheets,
        )
        with asking.timed("contextualise"):
            asking = yield from self._in_full(asking)
            for answerer in answerers:
                if asking.decided is None:
                    asking = yield from answerer(asking)
        return asking

    def _in_full(self, asking: Asking) -> Generator[Event, None, Asking]:
        """Tell how a follow-up is understood, with the full name of whom it asks about; read what kind of answer it wants."""
        if asking.standalone != asking.question.text:
            yield Rewritten(asking.standalone)
        if (full := self._statements.in_full(asking)) is not None:
            yield Rewritten(full)
            asking = replace(asking, standalone=full)
        return replace(asking, kind=question_kind(asking.standalone))

    def _empty_library(self, asking: Asking) -> Generator[Event, None, Asking]:
        yield from ()
        empty = Answer(asking.question.text, asking.standalone, "abstained", EXTRACTIVE, EMPTY)
        return asking if self._library.document_count else replace(asking, decided=empty)

    def _overview(self, asking: Asking) -> Generator[Event, None, Asking]:
        """Whole documents or the whole library answer; "What is it about?" is asked of the document just quoted."""
        kind = asking.kind
        if kind.stands_alone and (of_it := self._passages.of_what_was_quoted(asking)) is not None:
            yield Rewritten(of_it.standalone)
            asking = of_it
        if not kind.is_overview:
            return asking
        yield Working("overview")
        from qa.pipeline.follow_ups.candidates import is_pronoun

        if kind.kind != "topic" and is_pronoun(kind.topic):
            unknown = Answer(asking.question.text, asking.standalone, "abstained", EXTRACTIVE, OF_WHAT.format(kind.topic))
            return replace(asking, decided=unknown)
        return replace(asking, decided=self.overview(asking, kind))

    def _person(self, asking: Asking) -> Generator[Event, None, Asking]:
        """The documents' introductions answer "Who is X?"."""
        if (name := asked_of_person(asking.standalone)) is None:
            return asking
        yield Working("statements")
        return replace(asking, decided=self._statements.about(asking, name))

    def _nearby_statement(self, asking: Asking) -> Generator[Event, None, Asking]:
        """A document quoted before tells what "he" or "the coach" said."""
        if (said := self._statements.told_nearby(asking)) is not None:
            yield Rewritten(said.standalone_question)
        return replace(asking, decided=said)

    def _speaker(self, asking: Asking) -> Generator[Event, None, Asking]:
        """The statements answer "What did X say?"; those on a topic go on to be read."""
        if asked_of_speaker(without_page(asking.standalone)) is None:
            return asking
        yield Working("statements")
        asking = self._statements.within_period(asking)
        if asking.decided is not None or (asked := speaker_asked(asking)) is None:
            return asking
        asking = self._statements.heard(asking, asked)
        if asking.spoken is not None:
            return asking
        answer = self._statements.told(asking, asked)
        # Whoever says nothing at all isn't answered with what others say of them, whatever the topic.
        silent = self._statements.is_silent(asking, asked, answer)
        decides = answer is not None and (answer.status == "answered" or not asked.about or silent)
        return replace(asking, decided=answer) if decides else replace(asking, told=answer)

    def _small_talk(self, asking: Asking) -> Generator[Event, None, Asking]:
        yield from ()
        if asking.kind.kind not in ("small_talk", "other_language"):
            return asking
        return replace(asking, decided=self._without_documents(asking, asking.kind))

    def _spreadsheets(self, asking: Asking) -> Generator[Event, None, Asking]:
        """Spreadsheets that have all of the question's words answer it, once its spelling is corrected."""
        yield from ()
        asking = respelt(asking, self._library)
        if asking.spoken is not None:
            return replace(asking, searched=without_page(asking.searched))
        return replace(asking, decided=self.of_tables(asking))

    def of_tables(self, asking: Asking, retrieved: Retrieved | None = None) -> Answer | None:
        """What spreadsheets tell, or tables beside what was found; nothing for "When does it start?" alone."""
        question, asked = asking.question, asking.searched or asking.standalone
        with asking.timed("tables"):
            told = self._passages.of_one_model(
                lambda: (
                    self._tables.answer(question, asked)
                    if retrieved is None
                    else self._tables.beside(question, asked, retrieved.passages)
                )
            )
        if told is None:
            return None
        from qa.pipeline.follow_ups.candidates import Asked

        said = Asked(asked)
        return None if said.pronoun != "none" and len(said.stems) < _TELLING else told

    def overview(self, asking: Asking, kind: QuestionKind) -> Answer | None:
        """Answer from whole documents or the whole library; what they have nothing of goes on to be read."""
        with asking.timed("overview"):
            return self._passages.of_one_model(lambda: self._overviews.answer(kind, asking.question, asking.standalone))

    def _without_documents(self, asking: Asking, kind: QuestionKind) -> Answer:
        """The answer to what isn't asked of the documents."""
        if kind.kind == "other_language":
            return Answer(asking.question.text, asking.standalone, "abstained", EXTRACTIVE, OTHER_LANGUAGE)
        documents = self._library.in_scope(asking.question.scope)
        said = self._library.statements(documents=documents, limit=_STATEMENTS)
        heard = Counter(each.statement.speaker for each in said)
        examples = [f"What did {speaker} say?" for speaker, _ in heard.most_common(_EXAMPLES + 1) if speaker][:_EXAMPLES]
        return Answer(asking.question.text, asking.standalone, "answered", EXTRACTIVE, greeting(examples))
