"""A question is understood: a follow-up is made to stand alone, and what needs no reading is answered at once."""

from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.attribution.answers import asked_of_person, asked_of_speaker
from qa.pipeline.asking import Asking
from qa.pipeline.overviews import Overviews
from qa.pipeline.passages import Passages
from qa.pipeline.question_kind import question_kind, without_page
from qa.pipeline.questions import correct_spelling, make_standalone
from qa.pipeline.quoting import EXTRACTIVE
from qa.pipeline.refusals import EMPTY, OF_WHAT, OTHER_LANGUAGE, greeting
from qa.pipeline.statements import Statements
from qa.pipeline.tables import TableAnswers
from qa.store.sql import Library
from qa.types import Answer, Event, Question, Rewritten, Working
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

    def understand(
        self, question: Question, writer_of: "Callable[[Question], Writer | None]"
    ) -> Generator[Event, None, Asking]:
        """Make a follow-up stand alone; answer what needs no reading: small talk, "What did X say?", and what tables tell."""
        deadline = Deadline(self.timeout)
        yield Working("contextualise")
        asking = make_standalone(question, deadline, writer_of)
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
        if (full := self.statements.in_full(asking)) is not None:
            yield Rewritten(full)
            asking = replace(asking, standalone=full)
        return replace(asking, kind=question_kind(asking.standalone))

    def _empty_library(self, asking: Asking) -> Generator[Event, None, Asking]:
        """An empty library answers nothing."""
        yield from ()
        empty = Answer(asking.question.text, asking.standalone, "abstained", EXTRACTIVE, EMPTY)
        return asking if self.library.document_count else replace(asking, decided=empty)

    def _overview(self, asking: Asking) -> Generator[Event, None, Asking]:
        """Whole documents or the whole library answer; "What is it about?" is asked of the document just quoted."""
        if asking.kind.stands_alone and (of_it := self.passages.of_what_was_quoted(asking)) is not None:
            yield Rewritten(of_it.standalone)
            asking = of_it
        if not asking.kind.is_overview:
            return asking
        yield Working("overview")
        from qa.pipeline.follow_ups.candidates import is_pronoun

        if asking.kind.kind != "topic" and is_pronoun(topic := asking.kind.topic):
            unknown = Answer(asking.question.text, asking.standalone, "abstained", EXTRACTIVE, OF_WHAT.format(topic))
            return replace(asking, decided=unknown)
        return replace(asking, decided=self.overviews.answer(asking))

    def _person(self, asking: Asking) -> Generator[Event, None, Asking]:
        """The documents' introductions answer "Who is X?"."""
        if (name := asked_of_person(asking.standalone)) is None:
            return asking
        yield Working("statements")
        return self.statements.about(asking, name)

    def _nearby_statement(self, asking: Asking) -> Generator[Event, None, Asking]:
        """A document quoted before tells what "he" or "the coach" said."""
        asking = self.statements.answer_nearby(asking)
        if asking.decided is not None:
            yield Rewritten(asking.decided.standalone_question)
        return asking

    def _speaker(self, asking: Asking) -> Generator[Event, None, Asking]:
        """The statements answer "What did X say?"; those on a topic go on to be read."""
        if (asked := asked_of_speaker(without_page(asking.standalone))) is None:
            return asking
        yield Working("statements")
        asking, asked = self.statements.within_period(asking, asked)
        asking = self.statements.with_spoken(replace(asking, asked=asked), asked)
        if asking.spoken is not None:
            return asking
        answer = self.statements.answer(asking, asked)
        # Whoever says nothing at all isn't answered with what others say of them, whatever the topic.
        silent = self.statements.is_silent(asking, asked, answer)
        decides = answer is not None and (answer.status == "answered" or not asked.about or silent)
        return replace(asking, decided=answer) if decides else replace(asking, told=answer)

    def _small_talk(self, asking: Asking) -> Generator[Event, None, Asking]:
        """A greeting is greeted back, and a question in another language is told to be one."""
        yield from ()
        if asking.kind.kind == "other_language":
            told = Answer(asking.question.text, asking.standalone, "abstained", EXTRACTIVE, OTHER_LANGUAGE)
            return replace(asking, decided=told)
        if asking.kind.kind != "small_talk":
            return asking
        documents = self.library.in_scope(asking.question.scope)
        said = self.library.statements(documents=documents, limit=_STATEMENTS)
        heard = Counter(each.statement.speaker for each in said)
        examples = [f"What did {speaker} say?" for speaker, _ in heard.most_common(_EXAMPLES + 1) if speaker][:_EXAMPLES]
        told = Answer(asking.question.text, asking.standalone, "answered", EXTRACTIVE, greeting(examples))
        return replace(asking, decided=told)

    def _spreadsheets(self, asking: Asking) -> Generator[Event, None, Asking]:
        """Spreadsheets that have all of the question's words answer it, once its spelling is corrected."""
        yield from ()
        asking = correct_spelling(asking, self.library)
        if asking.spoken is not None:
            return replace(asking, searched=without_page(asking.searched))
        return replace(asking, decided=self.tables.answer(asking))
