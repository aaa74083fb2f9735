"""What is replied once the passages are read: surely, perhaps, or that they don't answer."""

import re
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.attribution.answers import STATEMENTS, asked_of_person
from qa.english.lexicon import is_first_name
from qa.english.wanted import Wanted
from qa.english.words import content_stems, stems, wording, words
from qa.pipeline.answerers.statements import Statements
from qa.pipeline.asking import EXTRACTIVE, Asking
from qa.pipeline.doubts import is_only_said_by
from qa.pipeline.questions import goes_on, is_topic
from qa.pipeline.quotes.quoting import closest, quoted
from qa.pipeline.refusals import Missing, another_one, lacks_all, lacks_number, missing, refusal, tells_of_namesakes, unsure
from qa.pipeline.replies.asked_place import AskedPlace, place_elsewhere
from qa.pipeline.replies.groups import told_by_group
from qa.pipeline.replies.particulars import of_another
from qa.pipeline.replies.speech import answer_in_their_words
from qa.reading import Evidence, Reading
from qa.reading.features import Candidate
from qa.reading.question import asks_party, mentions, question_names, tells_party
from qa.reading.tables.asked import YES_NO
from qa.retrieval import Retrieved
from qa.retrieval.question_time import QuestionTime
from qa.retrieval.spelling import corrected
from qa.settings import Settings
from qa.store.sql import Library
from qa.types import LIKELY, UNLIKELY, Answer, Event
from qa.types.errors import LanguageModelError
from qa.verification.citations import speakers
from qa.verification.claim_reader import read_claim
from qa.verification.disagreements import counts_otherwise

if TYPE_CHECKING:
    from qa.pipeline.writing.writer import Writer

# Below this probability that the documents answer at all, a language model isn't even asked. On eval/gold/corpus.jsonl it keeps
# 10 of the 30 questions without an answer from it, and none of the others: the least sure of those has 0.24.
FAR_MISS = 0.1
# Documents with a name of the question that no document quoted has: of more it tells too little which are meant.
_MOST_HAVING = 200
# Of so few, one is meant even where it answers less likely than what lacks the name, which isn't sure.
_FEW_HAVING = 3
# How likely what is called as the question's place has to answer, as a share of how likely the best of all does.
_OF_PLACE = 0.6
# Passages between one with the name and the one that is quoted.
_NEAR = 3


@dataclass(frozen=True, slots=True, eq=False)
class Replies:
    """Replies in the documents' words or in those of a language model; `read_in` reads a question in these documents (ids)."""

    library: Library
    settings: Settings
    statements: Statements
    read_in: Callable[[Asking, tuple[str, ...]], tuple[Retrieved, Reading]]

    def reply(
        self, asking: Asking, retrieved: Retrieved, reading: Reading, writer: "Writer | None"
    ) -> Generator[Event, None, Answer]:
        """Quote what was read, or abstain; a language model writes where the documents may answer and nobody is quoted."""
        with asking.timed("cite"):
            answer, retrieved, reading = self._quote(asking, retrieved, reading)
            answer = told_by_group(asking, reading, answer, self.library)
        if writer is None or reading.answerable < FAR_MISS or answer.reader == STATEMENTS:
            return answer
        return (yield from self._write(writer, asking, retrieved, reading, answer))

    def _quote(self, asking: Asking, retrieved: Retrieved, reading: Reading) -> tuple[Answer, Retrieved, Reading]:
        """Quote the best sentences; where no document quoted has a name of the question, those of documents that have it.

        Those have to answer as likely. With the answer comes what was read for it.
        """
        answer, lacking = self._quote_or_abstain(asking, retrieved, reading)
        if not lacking.names and (place := self._asked_place(asking, answer)) is not None:
            return self._quote_of_place(asking, place, (answer, retrieved, reading))
        names = [each for each in lacking.names if re.sub(r"[ ’'-]", "", each).isalpha()]
        if not names or lacking.nowhere or asking.spoken is not None:
            return answer, retrieved, reading
        wanted = Wanted.of(names)
        having = self.library.census.mentioning(wanted, self.library.in_scope(asking.question.scope)) if wanted else ()
        if not 0 < len(having) <= _MOST_HAVING:
            return answer, retrieved, reading
        found, read = self.read_in(asking, tuple(place.document_id for place in having))
        few = answer.unsure and len(having) <= _FEW_HAVING
        if read.answerable < (FAR_MISS if answer.status == "abstained" or few else reading.answerable):
            return answer, retrieved, reading
        told, still = self._quote_or_abstain(asking, found, read)
        better = told.status == "answered" and not still.names and self._is_on(names, read)
        return (told, found, read) if better else (answer, retrieved, reading)

    def _asked_place(self, asking: Asking, answer: Answer) -> AskedPlace | None:
        """What the question places its answer in and the first document quoted doesn't mention, where others are called so."""
        if asking.spoken is not None or answer.status != "answered" or answer.reader != EXTRACTIVE or not answer.citations:
            return None
        first, question = answer.citations[0], asking.searched_itself
        scope = asking.question.scope
        return place_elsewhere(question, first.title, lambda: self._text_of(first.document_id), self.library, scope)

    def _quote_of_place(
        self, asking: Asking, place: AskedPlace, best: tuple[Answer, Retrieved, Reading]
    ) -> tuple[Answer, Retrieved, Reading]:
        """Quote the documents that are called so; where they don't answer, what was found, unsurely, and what it lacks."""
        found, read = self.read_in(asking, place.documents)
        if read.confidence != "no" and read.answerable >= max(FAR_MISS, _OF_PLACE * best[2].answerable):
            told, _ = self._quote_or_abstain(asking, found, read)
            if told.status == "answered":
                return (told if told.unsure or not best[0].unsure else unsure(told, LIKELY)), found, read
        answer, retrieved, reading = best
        notice = " ".join(filter(None, (str(Missing((place.text,))), answer.notice)))
        return replace(unsure(answer), notice=notice), retrieved, reading

    def _is_on(self, names: Sequence[str], reading: Reading) -> bool:
        """Whether the names stand near the best passage, or where its document begins: a round-up is on many things."""
        best, wanted = reading.ranked[0].candidate.passage, stems(" ".join(names))
        whole = self.library.passages_of([reading.document]).get(reading.document, ())
        near = (each for each in whole if not each.chunk.ordinal or abs(each.chunk.ordinal - best.chunk.ordinal) <= _NEAR)
        return any(wanted <= stems(f"{each.title} {each.text}") for each in near)

    def _quote_or_abstain(self, asking: Asking, retrieved: Retrieved, reading: Reading) -> tuple[Answer, Missing]:
        """Quote the best sentences; where they don't answer, return what the statements told, or abstain.

        With it comes what of the question no document quoted has, where that is looked for.
        """
        if asking.spoken is None and (tagged := _tagged(asking.standalone, reading)):
            reading = replace(reading, ranked=tagged, confidence="perhaps", answerable=1.0)
            return quoted(asking, reading, retrieved.passages, 1, self._text_of), Missing()
        nothing = reading.confidence == "no" or reading.answerable < self.settings.answer_threshold
        if (nothing or _is_namesake(asking, reading)) and not (asking.spoken and asking.spoken.very_words):
            if asking.spoken is None and reading.ranked and _nearly_asked(asking.standalone, reading.ranked[0].candidate.text):
                near = replace(reading, ranked=reading.ranked[:1], confidence="perhaps", answerable=0.0)
                return quoted(asking, near, retrieved.passages, 1, self._text_of), Missing()
            if (told := asking.told or self.statements.unsure_answer(asking)) is not None:
                return told, Missing()
            abstained = self._abstain(asking, reading.reordered(retrieved))
            nearest = replace(abstained, citations=abstained.closest[:1])
            return abstained, missing(asking.search_text, retrieved.passages, self.library, nearest)
        spoken = asking.spoken
        if spoken is not None and (answer := answer_in_their_words(asking, reading, spoken, self._text_of)) is not None:
            question = corrected(asking.standalone, asking.corrections)
            unheard = str(missing(question, retrieved.passages, self.library, answer))
            answer = unsure(answer) if unheard else answer
            return replace(answer, notice=" ".join(filter(None, (unheard, answer.notice))) or None), Missing()
        another = self.statements.tells_of_another(asking, reading)
        on_topic = another and asking.spoken is not None and any(map(asking.spoken.has_all, asking.spoken.words))
        if on_topic and (told := self.statements.unsure_answer(asking)) is not None and told.status == "answered":
            return told, Missing()
        if another or (reading.ranked and _passes_over(asking, reading.ranked[0].candidate)):
            reading = replace(reading, confidence="perhaps", answerable=0.0)
        if is_topic(asking) and reading.limits is None:  # of a subject it is known how many of its words are there, no more
            reading = replace(reading, answerable=0.0)
        answer = quoted(
            asking, reading, retrieved.passages, 1 if asking.form == "brief" else self.settings.max_citations, self._text_of
        )
        question = asking.searched_itself  # a title may have a year or a number
        other = another_one(question, self.library, answer)
        compared = asking.kind.parties if asking.kind.kind == "compare" else ()
        another_time = of_another(question, answer.citations, self._text_of, compared)
        of_others = lacks_number(question, self.library, answer) or tells_of_namesakes(question, self.library, answer)
        if other or another_time or of_others or self._is_only_said(question, answer):
            answer = unsure(answer)  # what tells of something else isn't likely to answer
        lacking = missing(question, retrieved.passages, self.library, answer, other) if answer.unsure else Missing()
        if lacking.nowhere:
            answer = unsure(answer)
        alone = ""
        if asking.called:  # with no other document beside it, its best sentence has no rival
            answer = answer if answer.unsure else unsure(answer, LIKELY)
            alone = self._unmentioned(asking.called, question, answer) if not lacking.names and answer.hedge != LIKELY else ""
        elif answer.hedge == UNLIKELY and not lacking.names:
            typed = corrected(asking.question.text, asking.corrections)  # without the loft that "it" is
            asked = typed if content_stems(typed) <= content_stems(question) else question
            alone = self._unmentioned(answer.citations[0].title, asked, answer)
        notice = " ".join(filter(None, (str(lacking), alone, another_time, answer.notice)))
        return replace(answer, notice=notice or None), lacking

    def _is_only_said(self, question: str, answer: Answer) -> bool:
        """Whether a sure answer only says who said it."""
        best = answer.citations[0]
        if answer.unsure:
            return False
        text = self._text_of(best.document_id)
        line = text[text.rfind("\n", 0, best.start) + 1 : best.end]
        return is_only_said_by(question, line, best.quote, speakers(best, self.library))

    def _unmentioned(self, called: str, question: str, answer: Answer) -> str:
        """Say which nouns the question has where the document quoted first, `called` so, has none of them; else ""."""
        absent = lacks_all(question, self._text_of(answer.citations[0].document_id))
        return f"“{called}” doesn't mention {absent}." if absent else ""

    def _text_of(self, document: str) -> str:
        return self.library.texts([document]).get(document, "")

    def _abstain(self, asking: Asking, retrieved: Retrieved) -> Answer:
        documents = self.library.in_scope(asking.question.scope)
        text = refusal(asking.standalone, retrieved.passages, self.library, documents, unclear=asking.unclear)
        return asking.refuse(EXTRACTIVE, text, closest(retrieved))

    def _write(
        self, writer: "Writer", asking: Asking, retrieved: Retrieved, reading: Reading, extractive: Answer
    ) -> Generator[Event, None, Answer]:
        """Have the model write the answer; where that fails, return the extractive one with the reason."""
        from qa.pipeline.writing.writer import weighed

        try:
            with asking.timed("write"):
                written = yield from writer.write(asking, reading.ranked, lambda cited: speakers(cited, self.library))
        except LanguageModelError as exc:
            return replace(extractive, notice=f"{exc}.")
        answer = weighed(written, extractive, writer.called)
        if answer.status != "abstained" or answer.closest:
            return answer
        return replace(answer, closest=closest(reading.reordered(retrieved)))


def _tagged(question: str, reading: Reading) -> tuple[Evidence, ...]:
    """The newest sentence with the letter of the party that is asked for; none where the best one, or a newer, has words.

    A best sentence that is sure is better, but for one of a namesake.
    """
    if not asks_party(question):
        return ()
    told = [(each, tells_party(question, each.candidate.text)) for each in reading.ranked]
    found = [(each, how) for each, how in told if how in ("tag", "words")]
    if not found or told[0][1] == "words" or (reading.confidence == "sure" and told[0][1] != "namesake"):
        return ()
    newest, how = max(found, key=lambda each: each[0].candidate.passage.published or "")
    return (newest,) if how == "tag" else ()


def _passes_over(asking: Asking, best: Candidate) -> bool:
    """Whether the best sentence tells of something else, or of another year, than what is asked."""
    # "And with alcohol?", which goes on with an answer, isn't answered by a sentence that has none of its words.
    asked, time = content_stems(asking.question.text), QuestionTime.of(asking.standalone)
    unasked = goes_on(asking) and bool(asked) and asked.isdisjoint(stems(best.text))
    return unasked or time.tells_of_another(best.text, best.passage.published)


def _is_namesake(asking: Asking, reading: Reading) -> bool:
    """Whether "Who is Ann Lee?", who has a page, would be answered by a sentence on Bob Lee; "Dr Lee" may well be she."""
    if asking.told is None or (name := asked_of_person(asking.standalone)) is None:
        return False
    text = reading.ranked[0].candidate.text if reading.ranked else ""
    if wording(name) in wording(text):
        return False
    *given, surname = words(name)
    others = re.findall(rf"([A-Z][\w’'-]+) {re.escape(surname)}\b", text, re.IGNORECASE)
    another = any(is_first_name(each) and each.casefold() not in map(str.casefold, given) for each in others)
    return another and stems(name) <= stems(asking.told.text.partition("\n")[0])  # not "Harry Lee" for Prince Harry


def _nearly_asked(question: str, text: str) -> bool:
    """Whether the question asks if a year or number is right, and the text tells another one of whom it names."""
    names = [name for name in question_names(question) if not name.is_number]
    mentioned = mentions(text)
    if not names or YES_NO.match(question) is None or any(name.missing_from(mentioned) for name in names):
        return False
    asked, told = (read_claim(each).values("year") for each in (question, text))
    another_year = bool(asked and told) and asked.isdisjoint(told)
    return another_year or counts_otherwise(question, text)
