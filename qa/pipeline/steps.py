"""The steps of an answer: a question is understood, passages are retrieved and read, and what answers is cited."""

import re
from collections.abc import Generator
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.attribution.answers import SpeakerAnswers
from qa.documents.formats.tables import is_row
from qa.embedding import Embedder
from qa.embedding.model import relevance_by
from qa.english.words import content_stems
from qa.pipeline.answerers.statements import Statements, goes_on_with_speaker
from qa.pipeline.answerers.tables import TABLES, Near, TableAnswers
from qa.pipeline.answerers.understanding import Understanding
from qa.pipeline.asking import EXTRACTIVE, Asking
from qa.pipeline.kinds.wished_forms import part_wished
from qa.pipeline.overviews import Overviews
from qa.pipeline.overviews.asked import MOST_WITH_COPIES
from qa.pipeline.overviews.introducing import name_asked_of
from qa.pipeline.passages import Passages
from qa.pipeline.questions import check_question, check_scope, is_topic
from qa.pipeline.refusals import is_of_another, unsure, whole_sentences
from qa.pipeline.replies.replies import Replies
from qa.pipeline.writing.writers import Writers
from qa.reading import Reader, Reading, names_subject, read_topic
from qa.reading.short_answer import phrase_of
from qa.retrieval import Retrieved, Retriever
from qa.settings import Settings
from qa.store import Searchable
from qa.types import PERHAPS, UNLIKELY, Answer, Event, Piece, Question, Rewritten, Working
from qa.types.deadline import Deadline
from qa.types.errors import LibraryError
from qa.verification.citations import attributed, copied, paged, with_citations

if TYPE_CHECKING:
    from qa.pipeline.writing.writer import Writer

# Keywords whose best sentence is right with at least this probability ask for a fact, not for all on a subject. Of 201 that ask
# for a fact 131 were answered well as a subject, 161 like this (162 without the bound); of 30 subjects it takes 5 for a fact.
_A_FACT = 0.2
# "The Inflation Reduction Act", but "the slide at the lido": its document tells of much else.
_LONGEST_NAME, _OF_ANOTHER = 3, re.compile(r"\b(?:at|by|for|from|in|of|on|to|with)\b")
_BY_ROWS = "a table of which rows were read"
_BY_TABLE = "a table, where no text answers"
_BY_SUBJECT = "what documents about the subject tell"
_PARAGRAPH = re.compile(r"(?s).+?(?:\n\n|\Z)")


class Steps:
    """Each step yields what happens and returns what it hands on. Stateless between questions."""

    def __init__(
        self, stores: Searchable, embedder: Embedder, settings: Settings, retriever: Retriever, reader: Reader, writers: Writers
    ) -> None:
        library = stores.library
        self._stores = stores
        self._library = library
        self._reader = reader
        self._writers = writers
        speakers = SpeakerAnswers(library, relevance_by(embedder))
        self.passages = Passages(library, embedder, retriever, settings.top_k)
        statements = Statements(library, speakers, self.passages)
        self.overviews = Overviews(library, embedder, retriever, speakers)
        self._tables = TableAnswers(library, Near(embedder))
        timeout = settings.answer_timeout
        self._understanding = Understanding(
            library, self.passages, statements, self.overviews, self._tables, timeout, self._read_in, self._part
        )
        self._replies = Replies(library, settings, statements, self._read_in)

    def answered(self, question: Question, part_of: Deadline | None = None) -> Generator[Event, None, tuple[Asking, Answer]]:
        """Answer a question from its first step to its last; `part_of` is the deadline of the message that it is part of."""
        asking = yield from self.understand(question, part_of)
        asking = yield from self.retrieve(asking)
        asking = yield from self.read(asking)
        return asking, (yield from self.cite(asking))

    def _part(self, question: Question, deadline: Deadline) -> Generator[Event, None, Answer]:
        """Answer one of several questions of a message."""
        return (yield from self.answered(question, deadline))[1]

    def check_open(self) -> None:
        """Raise LibraryError once the stores are closed: a later query would open connections that nobody closes."""
        if self._stores.closed:
            raise LibraryError("this pipeline is closed; open another")

    def asked(self, given: Question | str) -> Generator[Event, None, Asking]:
        """Understand the question in a checked scope. Raises NotFoundError where a document or collection of it isn't there."""
        self.check_open()
        question = check_question(given)
        return (yield from self.understand(replace(question, scope=check_scope(question.scope, self._library))))

    def understand(self, question: Question, part_of: Deadline | None = None) -> Generator[Event, None, Asking]:
        """Make a follow-up stand alone, and answer what needs no reading; the question is checked."""
        self.check_open()
        return (yield from self._understanding.understand(question, self._writer_of, part_of))

    def retrieve(self, asking: Asking) -> Generator[Event, None, Asking]:
        """Find the passages that suit the question."""
        if asking.decided is not None:
            return asking
        yield Working("retrieve")
        retrieved = replace(self.passages.deep(asking), question=asking.read_text)
        if asking.spoken is None and (told := self._tabled(asking, retrieved)) is not None:
            return replace(asking, decided=told, decided_by="a table, once what was found was looked at")
        asking = replace(asking, retrieved=retrieved)
        if not asking.exchanges or is_topic(asking) or (asking.spoken is not None and goes_on_with_speaker(asking)):
            return asking
        nearby = self.passages.nearby(asking, retrieved)
        if (spoken := asking.spoken) is not None and spoken.by_name:  # only where whom it names is heard
            of_topic = asking.points and spoken.topic is not None  # whom "he" means: on what is asked
            heard = {each.document_id for each in spoken.words if not of_topic or spoken.share(each)}
            nearby = tuple(each for each in nearby if any(chunk.chunk.document_id in heard for chunk in each.chunks))
        alike = self.passages.alike(asking, nearby) if asking.spoken is None else ()
        return replace(asking, nearby=nearby, alike=alike)

    def _tabled(self, asking: Asking, retrieved: Retrieved) -> Answer | None:
        """What a table beside the passages tells, else what a spreadsheet may tell, unless a text was found before any."""
        if (told := self._tables.answer(asking, retrieved.passages)) is not None or asking.tabled is None:
            return told
        sheets = {each.document_id for each in self._library.census.spreadsheets(self._library.in_scope(asking.question.scope))}
        return asking.tabled if all(each.chunk.document_id in sheets for each in retrieved.passages[:1]) else None

    def read(self, asking: Asking) -> Generator[Event, None, Asking]:
        """Rank the passages' sentences as evidence, and say how sure it is that they answer."""
        if asking.retrieved is None:
            return asking
        yield Working("read")
        asking.deadline.check()
        with asking.timed("read"):
            if is_topic(asking):
                read, told = self._of_topic(asking, asking.retrieved)
                if told is not None:
                    return replace(asking, retrieved=None, decided=told, decided_by=_BY_SUBJECT)
            else:
                read = self._reader.read(asking.retrieved)
            found = [(self._reader.read(each), each) for each in asking.nearby]
            others = [(self._reader.read(each), each) for each in asking.alike]
        if not found and (there := self._where_it_was(asking, read)) is not None:
            yield Rewritten(there.standalone)
            return there
        if not found:
            if read.confidence != "sure" and (told := self._introduced(asking)) is not None:
                return replace(asking, retrieved=None, decided=told, decided_by=_BY_SUBJECT)
            return self._or_of_table(replace(asking, reading=read))
        from qa.pipeline.follow_ups.nearby import choose_reading

        chosen = choose_reading(asking, (read, asking.retrieved), found, others)
        if chosen.standalone != asking.standalone:
            yield Rewritten(chosen.standalone)
        return self._or_of_table(chosen)

    def _or_of_table(self, asking: Asking) -> Asking:
        """Answer what may be asked of a spreadsheet, where a row of it reads best, unsurely: a row by itself rarely answers."""
        read = asking.reading
        if read is not None and read.confidence == "no" and asking.tabled is not None:  # no text tells it
            return replace(asking, retrieved=None, decided=asking.tabled, decided_by=_BY_TABLE)
        if read is None or not read.ranked or read.confidence == "sure" or asking.spoken is not None or is_topic(asking):
            return asking
        told = self._tables.guessed(asking, read.document) if is_row(read.ranked[0].candidate.text) else None
        return asking if told is None else replace(asking, retrieved=None, decided=told, decided_by=_BY_ROWS)

    def _where_it_was(self, asking: Asking, everywhere: Reading) -> Asking | None:
        """Return the question as one of the document that the conversation is at, where that answers it much sooner.

        A question that seems complete may be of it all the same: "Can we bring the dog?". Then what others tell isn't sure.
        """
        plain = not is_topic(asking) and asking.spoken is None and asking.kind.kind == "question"
        if not (asking.before and plain and asking.retrieved):
            return None
        from qa.pipeline.follow_ups.nearby import may_be_told, never_sure, of_document_before

        if everywhere.confidence == "sure":
            quoted = {each for turn in asking.question.history for each in turn.documents}
            just = {each for turn in asking.before for each in turn.documents[:1]}
            doubtful = everywhere.document not in quoted and may_be_told(asking, self._library.texts(just).values())
            return replace(asking, reading=never_sure(everywhere)) if doubtful else None
        found = self.passages.nearby(replace(asking, exchanges=asking.before), asking.retrieved)
        with asking.timed("read"):
            nearby = [(self._reader.read(each), each) for each in found]
        return of_document_before(asking, (everywhere, asking.retrieved), nearby)

    def _read_in(self, asking: Asking, documents: tuple[str, ...]) -> tuple[Retrieved, Reading]:
        """Retrieve and read the question in these documents (ids) alone."""
        retrieved = replace(self.passages.within(asking, documents), question=asking.read_text)
        with asking.timed("read"):
            return retrieved, self._reader.read(retrieved)

    def _of_topic(self, asking: Asking, retrieved: Retrieved) -> tuple[Reading, Answer | None]:
        """Keywords ask for a fact as often as they name a subject: they are read as a question where that finds more.

        Where they name one, return what documents tell of it that surely are about it.
        """
        told, bare = read_topic(self._library, retrieved), asking.kind.bare  # not "tell me about …"
        read = self._reader.read(retrieved) if bare else told
        sure = told.confidence == "sure"
        wished = bool(asking.original) or asking.kind.everything  # "catch me up on …", "everything about …"
        topic = asking.kind.topic
        is_name = len(content_stems(topic)) <= _LONGEST_NAME and not _OF_ANOTHER.search(topic)
        of_subject = wished or (sure and read.right < _A_FACT if bare else is_name or not sure)
        named = names_subject(asking.kind.topic, told)
        may_be_told = of_subject and named and self._writer_of(asking.question) is None
        if may_be_told and (digest := self.overviews.of_topic(asking)) is not None:
            return told, digest
        told = told if of_subject or read.confidence == "no" else read
        quoted = " ".join(f"{each.candidate.passage.title} {each.candidate.text}" for each in told.ranked[:1])
        # Whoever types "Rivian" needn't mean Rivion.
        of_another = not bare and (asking.corrections or is_of_another(topic, quoted))
        surely = named and not of_another
        return (told if surely or told.confidence != "sure" else replace(told, confidence="perhaps")), None

    def _introduced(self, asking: Asking) -> Answer | None:
        """Return what documents that surely are about X tell for "What is X?", where one says what it is."""
        is_plain = asking.kind.kind == "question" and not (asking.spoken or asking.told or asking.question.literal)
        name = name_asked_of(asking.standalone) if is_plain else None
        return self.overviews.what(asking, name) if name is not None and self._writer_of(asking.question) is None else None

    def cite(self, asking: Asking) -> Generator[Event, None, Answer]:
        """Quote the evidence, have it written by the language model, or abstain; every quote is checked."""
        answer, writer = asking.decided, self._writer_of(asking.question)
        if asking.retrieved is not None and asking.reading is not None:
            answer = yield from self._replies.reply(asking, asking.retrieved, asking.reading, writer)
            if asking.kind.parties and asking.kind.kind != "compare" and answer.reader == EXTRACTIVE:
                answer = self.overviews.beside(asking, answer)
        assert answer is not None, "what isn't decided is retrieved and read"
        asking.deadline.check()
        self._library.checks.verify_quotes((*answer.citations, *answer.closest))
        if writer is None or answer.reader != writer.name:
            if asking.outside and not any(asking.outside.is_told(each.published, each.quote) for each in answer.citations[:1]):
                answer = unsure(answer) if answer.status == "answered" else answer
            yield from (Piece(paragraph) for paragraph in _PARAGRAPH.findall(answer.text))
        if answer.reader == EXTRACTIVE:
            answer = replace(answer, citations=attributed(answer.citations, self._library))
        if len(answer.citations) <= MOST_WITH_COPIES and answer.reader != TABLES:
            with asking.timed("copies"):
                answer = with_citations(answer, lambda cited: copied(cited, self._library, asking.question.scope))
        answer = with_citations(answer, lambda cited: paged(cited, self._library))
        whole = whole_sentences("" if asking.kind.is_overview else asking.form, answer, _part_wished(asking, answer))
        notice = " ".join(filter(None, (asking.read_as, whole, answer.notice)))
        answer = replace(answer, notice=notice or None)
        timings = {**asking.timings_ms, "total": sum(asking.timings_ms.values())}
        return replace(asking.as_typed(answer), scope=asking.question.scope, timings_ms=timings)

    def _writer_of(self, question: Question) -> "Writer | None":
        return self._writers.now() if question.language_model else None


def _part_wished(asking: Asking, answer: Answer) -> str:
    """Return the few words of the first quote that are wished alone, "just the number"; "" where they aren't likely right."""
    kind = part_wished(asking.typed) if asking.form == "part" else None
    if kind is None or asking.reading is None or answer.reader != EXTRACTIVE:
        return ""
    if answer.hedge in (PERHAPS, UNLIKELY) or not answer.citations:
        return ""
    first = answer.citations[0]
    read = (
        each.candidate
        for each in asking.reading.ranked
        if first.overlaps(each.candidate.passage.chunk.document_id, each.candidate.sentence)
    )
    best = next(read, None)
    return phrase_of(best, kind) if best is not None else ""
