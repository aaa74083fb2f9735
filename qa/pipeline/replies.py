"""What is replied once the passages are read: surely, perhaps, or that they don't answer."""

from collections.abc import Generator
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.attribution.answers import STATEMENTS
from qa.pipeline.asking import Asking
from qa.pipeline.questions import is_topic, passes_over
from qa.pipeline.quoting import EXTRACTIVE, closest, quoted
from qa.pipeline.refusals import another_one, mentions_nowhere, missing, refusal, unsure
from qa.pipeline.speech import said
from qa.pipeline.statements import Statements
from qa.reading import Reading
from qa.retrieval import Retrieved
from qa.settings import Settings
from qa.store.sql import Library
from qa.types import Answer, Event
from qa.types.errors import LanguageModelError
from qa.verification.citations import speakers

if TYPE_CHECKING:
    from qa.pipeline.writing.writer import Writer

# Below this probability that the documents answer at all, a language model isn't even asked. On eval/gold/corpus.jsonl it keeps
# 10 of the 30 questions without an answer from it, and none of the others: the least sure of those has 0.24.
FAR_MISS = 0.1


class Replies:
    """Replies in the documents' words or in those of a language model."""

    def __init__(self, library: Library, settings: Settings, statements: Statements) -> None:
        self._library = library
        self._settings = settings
        self._statements = statements

    def reply(
        self, asking: Asking, retrieved: Retrieved, reading: Reading, writer: "Writer | None"
    ) -> Generator[Event, None, Answer]:
        """Quote what was read, or abstain; a language model writes where the documents may answer and nobody is quoted."""
        with asking.timed("cite"):
            answer = self._in_their_words(asking, retrieved, reading)
        if writer is None or reading.answerable < FAR_MISS or answer.reader == STATEMENTS:
            return answer
        return (yield from self._write(writer, asking, retrieved, reading, answer))

    def _in_their_words(self, asking: Asking, retrieved: Retrieved, reading: Reading) -> Answer:
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
        if is_topic(asking):  # of keywords it is known how many words are there, not how likely they are answered
            reading = replace(reading, answerable=0.0)
        answer = quoted(asking, reading, retrieved.passages, self._settings.max_citations, self._text_of)
        asked = asking.searched or asking.standalone
        if other := another_one(asked, self._library, answer):
            answer = unsure(answer)
        lacking = missing(asked, retrieved.passages, self._library, answer, other) if answer.unsure else ""
        if mentions_nowhere(lacking):
            answer = unsure(answer)  # what tells of something else isn't likely to answer
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
