"""The steps of an answer: a question is understood, passages are retrieved and read, and what answers is cited."""

import re
from collections import Counter
from collections.abc import Generator
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.attribution.answers import STATEMENTS, SpeakerAnswers, asked_of_person, asked_of_speaker
from qa.embedding import Embedder
from qa.pipeline.asking import Asking
from qa.pipeline.overviews import Overviews
from qa.pipeline.overviews.asked import MOST_WITH_COPIES
from qa.pipeline.passages import Passages
from qa.pipeline.question_kind import QuestionKind, question_kind, without_page
from qa.pipeline.questions import checked, checked_scope, contextualised, goes_on, passes_over, respelt
from qa.pipeline.quoting import EXTRACTIVE, closest, quoted
from qa.pipeline.refusals import EMPTY, OTHER_LANGUAGE, another_one, greeting, missing, refusal, unsure
from qa.pipeline.speech import said
from qa.pipeline.statements import Statements, goes_on_with_speaker
from qa.pipeline.tables import TABLES, TableAnswers
from qa.pipeline.writing.writers import Writers
from qa.reading import Reader, Reading, read_topic
from qa.retrieval import Retrieved, Retriever
from qa.settings import Settings
from qa.store.sql import Library
from qa.types import Answer, Event, Piece, Question, Rewritten, Working
from qa.types.deadline import Deadline
from qa.types.errors import LanguageModelError, LibraryError
from qa.verification.citations import copied, paged, speakers, with_citations

if TYPE_CHECKING:
    from qa.pipeline.writing.writer import Writer

# Below this probability that the documents answer at all, a language model isn't even asked. On eval/gold/corpus.jsonl it keeps
# 10 of the 30 questions without an answer from it, and none of the others: the least sure of those has 0.24.
FAR_MISS = 0.1
# At this probability that the sentence is right, keywords ask for it, though a document tells of all of them. Of 201 that ask
# for a fact 131 were answered well as a subject, 161 like this (162 without the bound); of 30 subjects it takes 5 for a fact.
_A_FACT = 0.2
# Words that tell something, from which on a question with a pronoun says enough for a table.
_TELLING = 2
_EXAMPLES = 3
# Statements looked at for people to give as examples: enough for several, few enough for any library.
_STATEMENTS = 200
_PARAGRAPH = re.compile(r"(?s).+?(?:\n\n|\Z)")


class Steps:
    """Each step yields what happens and returns what it hands on. Stateless between questions."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        settings: Settings,
        retriever: Retriever,
        reader: Reader,
        speakers: SpeakerAnswers,
        writers: Writers,
    ) -> None:
        self.closed = False
        self._library = library
        self._settings = settings
        self._reader = reader
        self.writers = writers
        self.passages = Passages(library, embedder, retriever, settings.top_k)
        self._statements = Statements(library, speakers, self.passages)
        self._overviews = Overviews(library, embedder, retriever, speakers)
        self._tables = TableAnswers(library, embedder)

    def answered(self, question: Question) -> Generator[Event, None, tuple[Asking, Answer]]:
        """The whole story. Each step yields what happens, and returns what it hands on."""
        asking = yield from self.understand(question)
        asking = yield from self.retrieve(asking)
        asking = yield from self.read(asking)
        return asking, (yield from self.cite(asking))

    def check_open(self) -> None:
        """Raises LibraryError once the pipeline is closed: used, the library would open what nobody closes."""
        if self.closed:
            raise LibraryError("this pipeline is closed; open another")

    def asked(self, given: Question | str) -> Generator[Event, None, Asking]:
        """`understand`, of what is there. Raises NotFoundError where the scope names a document or collection that isn't."""
        self.check_open()
        question = checked(given)
        return (yield from self.understand(replace(question, scope=checked_scope(question.scope, self._library))))

    def understand(self, given: Question | str) -> Generator[Event, None, Asking]:
        """Make a follow-up stand alone; answer what needs no reading: small talk, "What did X say?", and what tables tell."""
        self.check_open()
        question = checked(given)
        deadline = Deadline(self._settings.answer_timeout)
        yield Working("contextualise")
        asking = contextualised(question, deadline, self._writer_of)
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
        if kind.stands_alone and (of_it := self.passages.of_what_was_quoted(asking)) is not None:
            yield Rewritten(of_it.standalone)
            asking = of_it
        if not kind.is_overview:
            return asking
        yield Working("overview")
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
        if (asked := asked_of_speaker(without_page(asking.standalone))) is None:
            return asking
        yield Working("statements")
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
        return replace(asking, decided=self._of_tables(asking))

    def retrieve(self, asking: Asking) -> Generator[Event, None, Asking]:
        """Find the passages that suit the question."""
        if asking.decided is not None:
            return asking
        yield Working("retrieve")
        retrieved = self.passages.of_one_model(lambda: self.passages.deep(asking))
        if asking.spoken is None and (told := self._of_tables(asking, retrieved)) is not None:
            return replace(asking, decided=told)
        asking = replace(asking, retrieved=retrieved)
        if not asking.exchanges or _is_topic(asking) or (asking.spoken is not None and goes_on_with_speaker(asking)):
            return asking
        nearby = self.passages.of_one_model(lambda: self.passages.nearby(asking, retrieved))
        if (spoken := asking.spoken) is not None and spoken.by_name:  # only where whom it names is heard
            of_topic = asking.points and spoken.topic is not None  # whom "he" means: on what is asked
            heard = {each.document_id for each in spoken.words if not of_topic or spoken.share(each)}
            nearby = tuple(each for each in nearby if any(chunk.chunk.document_id in heard for chunk in each.chunks))
        alike = self.passages.of_one_model(lambda: self.passages.alike(asking, nearby)) if asking.spoken is None else ()
        return replace(asking, nearby=nearby, alike=alike)

    def _of_tables(self, asking: Asking, retrieved: Retrieved | None = None) -> Answer | None:
        """What spreadsheets tell, or tables beside what was found; nothing for "When does it start?" alone."""
        question, asked = asking.question, asking.searched or asking.standalone
        with asking.timed("tables"):
            told = self.passages.of_one_model(
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

    def read(self, asking: Asking) -> Generator[Event, None, Asking]:
        """Rank the passages' sentences as evidence, and say how sure it is that they answer."""
        if asking.retrieved is None:
            return asking
        yield Working("read")
        asking.deadline.check()
        with asking.timed("read"):
            read = self._of_topic(asking, asking.retrieved) if _is_topic(asking) else self._reader.read(asking.retrieved)
            found = [(self._reader.read(each), each) for each in asking.nearby]
            others = [(self._reader.read(each), each) for each in asking.alike]
        if not found:
            return replace(asking, reading=read)
        from qa.pipeline.follow_ups.nearby import choose_reading

        chosen = choose_reading(asking, (read, asking.retrieved), found, others)
        if chosen.standalone != asking.standalone:
            yield Rewritten(chosen.standalone)
        return replace(asking, reading=chosen.reading, retrieved=chosen.retrieved, standalone=chosen.standalone)

    def _of_topic(self, asking: Asking, retrieved: Retrieved) -> Reading:
        """Keywords ask for a fact as often as they name a subject: they are read as a question where that finds more."""
        told = read_topic(self._library, retrieved)
        if not asking.kind.bare:
            return told  # "tell me about …"
        read = self._reader.read(retrieved)
        of_subject = told.confidence == "sure" and read.right < _A_FACT
        return told if of_subject or read.confidence == "no" else read

    def cite(self, asking: Asking) -> Generator[Event, None, Answer]:
        """Quote the evidence, have it written by the language model, or abstain; every quote is checked."""
        answer, writer = asking.decided, self._writer_of(asking.question)
        if asking.retrieved is not None and asking.reading is not None:
            with asking.timed("cite"):
                answer = self._quoted(asking, asking.retrieved, asking.reading)
            if writer is not None and asking.reading.answerable >= FAR_MISS and answer.reader != STATEMENTS:
                answer = yield from self._write(writer, asking, asking.retrieved, asking.reading, answer)
        assert answer is not None, "what isn't decided is retrieved and read"
        asking.deadline.check()
        self._library.checks.verify_quotes((*answer.citations, *answer.closest))
        if writer is None or answer.reader != writer.name:
            yield from (Piece(paragraph) for paragraph in _PARAGRAPH.findall(answer.text))
        if len(answer.citations) <= MOST_WITH_COPIES and answer.reader != TABLES:
            with asking.timed("copies"):
                answer = with_citations(answer, lambda cited: copied(cited, self._library, asking.question.scope))
        return _finished(asking, with_citations(answer, lambda cited: paged(cited, self._library)))

    def _writer_of(self, question: Question) -> "Writer | None":
        return self.writers.now() if question.language_model else None

    def overview(self, asking: Asking, kind: QuestionKind) -> Answer | None:
        """Answer from whole documents or the whole library; what they have nothing of goes on to be read."""
        with asking.timed("overview"):
            return self.passages.of_one_model(lambda: self._overviews.answer(kind, asking.question, asking.standalone))

    def _without_documents(self, asking: Asking, kind: QuestionKind) -> Answer:
        """The answer to what isn't asked of the documents."""
        if kind.kind == "other_language":
            return Answer(asking.question.text, asking.standalone, "abstained", EXTRACTIVE, OTHER_LANGUAGE)
        documents = self._library.in_scope(asking.question.scope)
        said = self._library.statements(documents=documents, limit=_STATEMENTS)
        heard = Counter(each.statement.speaker for each in said)
        examples = [f"What did {speaker} say?" for speaker, _ in heard.most_common(_EXAMPLES + 1) if speaker][:_EXAMPLES]
        return Answer(asking.question.text, asking.standalone, "answered", EXTRACTIVE, greeting(examples))

    def _quoted(self, asking: Asking, retrieved: Retrieved, reading: Reading) -> Answer:
        """The best sentences in their own words; an abstention, or what the statements told, where they don't answer."""
        nothing = reading.confidence == "no" or reading.answerable < self._settings.answer_threshold
        if nothing and not (asking.spoken and asking.spoken.very_words):
            return asking.told or self._statements.hardly_told(asking) or self._abstaining(asking, reading.reordered(retrieved))
        if asking.spoken is not None and (answer := said(asking, reading, asking.spoken)) is not None:
            return answer
        another = self._statements.tells_of_another(asking, reading)
        on_topic = another and asking.spoken is not None and any(map(asking.spoken.has_all, asking.spoken.words))
        if on_topic and (told := self._statements.hardly_told(asking)) is not None and told.status == "answered":
            return told
        if another or (reading.ranked and passes_over(asking, reading.ranked[0].candidate.text)):
            reading = replace(reading, confidence="perhaps", answerable=0.0)
        if _is_topic(asking):  # of keywords it is known how many words are there, not how likely they are answered
            reading = replace(reading, answerable=0.0)
        answer = quoted(asking, reading, retrieved.passages, self._settings.max_citations, self._text_of)
        asked = asking.searched or asking.standalone
        if other := another_one(asked, self._library, answer):
            answer = unsure(answer)
        lacking = missing(asked, retrieved.passages, self._library, answer, other) if answer.unsure else ""
        return replace(answer, notice=" ".join(filter(None, (lacking, answer.notice)))) if lacking else answer

    def _text_of(self, document: str) -> str:
        return self._library.texts([document]).get(document, "")

    def _abstaining(self, asking: Asking, retrieved: Retrieved) -> Answer:
        library = self._library
        documents = library.in_scope(asking.question.scope)
        text = refusal(asking.standalone, retrieved.passages, library, documents, unclear=asking.unclear)
        return Answer(asking.question.text, asking.standalone, "abstained", EXTRACTIVE, text, closest=closest(retrieved))

    def _write(
        self, writer: "Writer", asking: Asking, retrieved: Retrieved, reading: Reading, extractive: Answer
    ) -> Generator[Event, None, Answer]:
        """The answer in the model's words; where that fails, the extractive one with the reason."""
        from qa.pipeline.writing.weighing import weighed

        try:
            with asking.timed("write"):
                written = yield from writer.write(
                    asking.question.text,
                    asking.standalone,
                    reading.ranked,
                    asking.deadline,
                    lambda cited: speakers(cited, self._library),
                )
        except LanguageModelError as exc:
            return replace(extractive, notice=f"{exc}.")
        answer = weighed(written, extractive, writer.called)
        if answer.status != "abstained" or answer.closest:
            return answer
        return replace(answer, closest=closest(reading.reordered(retrieved)))


def _is_topic(asking: Asking) -> bool:
    """Whether it is asked in keywords; "and at McDonald's" after an answer goes on with what was asked."""
    return asking.kind.kind == "topic" and not goes_on(asking)


def _finished(asking: Asking, answer: Answer) -> Answer:
    timings = {**asking.timings_ms, "total": sum(asking.timings_ms.values())}
    return replace(answer, scope=asking.question.scope, timings_ms=timings)
