"""What the statements tell: what somebody said, who somebody is, and whose words are to be read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from qa.attribution.answers import (
    MAX_EXCERPTS,
    STATEMENTS,
    Person,
    SpeakerAnswers,
    SpeakerQuestion,
    Wanted,
    asked_of_person,
    asked_of_speaker,
    full_name,
    person,
    written,
)
from qa.attribution.answers.statement_search import SpeakerName
from qa.english.lexicon import is_description, is_first_name, is_human
from qa.english.period_places import period_last
from qa.english.periods import split_period
from qa.english.phrases import POSSESSIVES
from qa.english.stretches import holds_stretch
from qa.english.words import content_stems, content_words, stems, words
from qa.pipeline.answerers.holders import bearers
from qa.pipeline.asking import Asking
from qa.pipeline.kinds.question_kind import QuestionKind, page_of, question_kind, without_page
from qa.pipeline.overviews.asked import MOST_ANSWER_LINES, within
from qa.pipeline.passages import Passages
from qa.pipeline.quotes.quoting import closest
from qa.pipeline.refusals import NOT_THEN, OF_OTHER_TIMES, unsure
from qa.reading import Reading
from qa.store.sql import Library, Passage
from qa.types import Answer

# Answers before a question, in whose documents a surname is looked for.
_BEFORE = 8
# Passages with a name in which a short line that is no sentence is looked for.
_LINES = 20
# Words of such a line at most.
_LONGEST_LINE = 12
# What a sentence ends with.
_STOPS = ".?!”\"’'"
# "The crash of 2008" is what it was.
_OF = re.compile(r"[ ,]*of\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Statements:
    """Answers from the statements of one library."""

    library: Library
    speakers: SpeakerAnswers
    passages: Passages

    def in_full(self, asking: Asking) -> str | None:
        """Put the full name that the documents of the last answers have into "What did Farley say?" or "Who is Farley?".

        None where nobody there is called so, or no surname alone is asked about.
        """
        if not asking.question.history:
            return None
        if (named := self._by_name(asking)) is not None:
            return named
        text = asking.question.text
        if (asked := asked_of_speaker(text)) is None and asked_of_person(text) is None:
            text = asking.standalone  # "And Rogozin?" asks what "Nelson" said about him
            asked = asked_of_speaker(text)
        surname = asked_of_person(text) if asked is None else asked.speaker
        if surname is None or len(surname.split()) > 1:
            return None
        # With no topic it is complete, whatever else a follow-up may be about.
        understood = asking.standalone if asked is not None and asked.asks_for_some else text
        for document in self._quoted_before(asking):
            if (full := self._called(surname, document, speaks=asked is not None)) is not None:
                return re.sub(rf"\b{re.escape(surname)}\b", full, understood, count=1)
        return None

    def _by_name(self, asking: Asking) -> str | None:
        """Put the name of whom the question before asks about into "What did she say?"; None where it asks about nobody."""
        from qa.pipeline.follow_ups.nearby import is_pronoun, unnamed_speaker

        speaker = unnamed_speaker(asking.question.text)
        before = _asked_before(asking)
        kind = question_kind(before)
        name = person_named(before, kind)
        if speaker is None or not is_pronoun(speaker) or name is None:
            return None
        if kind.told and not is_first_name(name.split()[0]):
            return None  # "Meta" may be no person
        return re.sub(rf"\b{speaker}\b", name, asking.question.text, count=1)

    def _quoted_before(self, asking: Asking) -> tuple[str, ...]:
        """Return the documents (ids) that the last answers quote, the last answer's first."""
        before = (self.passages.known_before(asking, turns) for turns in range(1, _BEFORE + 1))
        return tuple(dict.fromkeys(each for documents in before for each in documents))

    def _called(self, surname: str, document: str, *, speaks: bool) -> str | None:
        """Return the full name that a document has for a surname.

        It is that of its only speaker called so, else of whoever it names where they needn't be one who `speaks`.
        """
        said = self.library.statements(documents=frozenset([document]))
        names = {name for each in said if (name := each.statement.speaker) and _ends_in(name, surname)}
        if names or speaks:
            return names.pop() if len(names) == 1 else None
        text = self.library.texts([document]).get(document, "")
        full = full_name(surname[:1].upper() + surname[1:], text)
        return None if full is None else written(full)

    def within_period(self, asking: Asking, asked: SpeakerQuestion) -> tuple[Asking, SpeakerQuestion]:
        """Ask the documents of the period that "What did X say in May 2021?" ends in, where X says as much on the topic there
        as elsewhere: "the vote in 2021" may be told of in any year. What is asked then is returned without the period.
        Where X isn't quoted in "last week", that is told and decides.
        """
        plain = without_page(asking.standalone)
        moved = period_last(plain)
        text, period = split_period(moved)
        at_any_time = asked_of_speaker(text) if period else None
        if at_any_time is None or at_any_time.speaker is None or _OF.match(moved[len(text) :]):
            return asking, asked
        scope = asking.question.scope
        narrowed = within(scope, period.of_reports)
        with asking.timed("statements"):
            here, anywhere = (self.speakers.spoken(at_any_time, self.library.in_scope(each)) for each in (narrowed, scope))
            shares = [max(map(each.share, each.words), default=0.0) for each in (here, anywhere)]
        if here.words and (not at_any_time.about or 0 < shares[0] >= shares[1]):
            return replace(asking, question=replace(asking.question, scope=narrowed), period=period), at_any_time
        if asking.read_as and not (here.words or at_any_time.about or asking.undated):  # "last week" is when they are told
            not_then = NOT_THEN.format(at_any_time.speaker, period.in_words)
            return replace(asking, decided=asking.refuse(STATEMENTS, not_then)), at_any_time
        if asking.read_as and not asking.undated:
            asking = replace(asking, read_as=f"{asking.read_as} {OF_OTHER_TIMES}")
        if holds_stretch(moved[len(text) :]):  # nobody said anything about "the second quarter"
            return replace(asking, outside=period), at_any_time
        return (replace(asking, outside=period) if moved == plain else asking), asked

    def with_spoken(self, asking: Asking, asked: SpeakerQuestion) -> Asking:
        """Add what somebody said, where some of it is asked for: reading tells which."""
        if not asked.asks_for_some or _shown(asking):
            return asking
        with asking.timed("statements"):
            spoken = self.speakers.spoken(asked, self.library.in_scope(asking.question.scope))
        return replace(asking, spoken=spoken) if spoken.words else asking

    def answer(self, asking: Asking, asked: SpeakerQuestion) -> Answer | None:
        """Answer "What did X say?" from the statements; what they can't decide goes on to be read."""
        with asking.timed("statements"):
            documents = self.library.in_scope(asking.question.scope)
            page, size = (1, MOST_ANSWER_LINES) if asking.question.whole else (page_of(asking.standalone), MAX_EXCERPTS)
            wanted = Wanted(page, size, frozenset(self.passages.known_before(asking, page)), _shown(asking))
            answer = self.speakers.answer(asked, asking.question.text, asking.standalone, documents, wanted)
        if answer is not None and answer.status == "answered":
            if _is_elsewhere(asking, asked, answer):
                return None
            return unsure(answer) if _means_several(asked, answer) else answer
        if answer is None or _is_somebodys(asked):
            return None
        return answer if answer.closest else replace(answer, closest=closest(self.passages.of(asking)))

    def unsure_answer(self, asking: Asking) -> Answer | None:
        """Answer unsurely from the statements, where reading finds nothing of what was asked."""
        told = None if asking.spoken is None or asking.asked is None else self.answer(asking, asking.asked)
        return unsure(told) if told is not None and told.status == "answered" else told

    def tells_of_another(self, asking: Asking, reading: Reading) -> bool:
        """Whether "What did X say?" is answered best by somebody else's words, or by ones that aren't X's and don't name X."""
        asked = asking.asked
        meant = SpeakerName.read(asked.speaker) if asked is not None and asked.speaker else None
        if meant is None or not reading.ranked or is_human(meant.text.split()[-1]):  # "the coach"
            return False
        said = self.library.statements(documents=frozenset([reading.document]))
        best = reading.ranked[0].candidate
        there = [each.statement for each in said if each.statement.context.overlaps(best.sentence)]
        named = [each for each in there if each.speaker and not is_description(each.speaker)]
        if named:
            return not any(meant.is_name_of(each) or meant.is_role_of(each) for each in named)
        return asking.told is not None or meant.head not in stems(best.text)

    def is_silent(self, asking: Asking, asked: SpeakerQuestion, told: Answer | None) -> bool:
        """Whether nothing at all is quoted of whom it asks about, and nothing looks as if they had written it: no title and no
        short line that is no sentence ("From: Ann Lee", a label, a signature) has their name."""
        if told is None or asked.speaker is None or not told.silent:
            return False
        name = {word.casefold() for word in content_words(asked.speaker)}
        lines = (
            words(
                line if line.rstrip()[-1:] not in _STOPS else line.rpartition(": ")[0].partition(": ")[0]
            )  # "Ann Lee: It is."
            for each in self._with_words_of(asking, asked.speaker)
            for line in (each.title, *each.text.splitlines())
        )
        return not any(len(line) <= _LONGEST_LINE and name <= {word.casefold() for word in line} for line in lines)

    def names(self, asking: Asking, speaker: str) -> bool:
        """Whether some document that is asked has the name."""
        found = self._with_words_of(asking, speaker)
        return any(speaker.casefold() in f"{each.title}\n{each.text}".casefold() for each in found)

    def _with_words_of(self, asking: Asking, name: str) -> Iterable[Passage]:
        """Return some passages, of those that are asked, with words of the name."""
        hits = self.library.search_words(content_words(name), _LINES, self.library.in_scope(asking.question.scope))
        return self.library.passages([hit.chunk_id for hit in hits]).values()

    def answer_nearby(self, asking: Asking) -> Asking:
        """Answer what "he" or "the coach" says in a document that was quoted before, unless nobody there is meant.

        If somebody's statements were told just before, all documents are asked for them; so they are for the only person whom
        the answer before names.
        """
        again = asking.standalone in [turn.text for turn in asking.question.history]  # "When did he say that?"
        if self._by_name(asking) is not None:
            return asking
        if not asking.exchanges or (goes_on_with_speaker(asking) and not again):
            return asking
        from qa.pipeline.follow_ups.nearby import (
            about_document,
            is_pronoun,
            unnamed_speaker,
            whom_named,
            with_speaker,
            without_it,
        )

        text = asking.standalone if again else asking.question.text
        if (speaker := unnamed_speaker(text)) is None:
            last = self._last_quoted(asking) if (own := without_it(text)) != text else frozenset[str]()
            if not last or (told := self._told(asking, own, last)) is None:
                return asking
            on_it = content_stems(_asked_before(asking)) & content_stems(" ".join(each.quote for each in told.citations))
            return replace(asking, decided=told if on_it else unsure(told))
        before = asking.exchanges[0].text
        with asking.timed("statements"):
            for document in self.passages.quoted_before(asking):
                if document not in asking.quoted and self._is_far(asking, document):
                    continue
                said = self.library.statements(documents=frozenset([document]))
                full = with_speaker(text, speaker, said, before)
                asked = None if full is None else asked_of_speaker(full)
                if full is not None and asked is not None:
                    shown = about_document(full, said[0].title)
                    found = self.speakers.answer(asked, asking.question.text, shown, frozenset([document]))
                    if found is not None and found.status == "answered":
                        # Whom nobody named, in a document of which it isn't sure that it answered, is a guess.
                        guessed = asking.exchanges[0].hedge and asked.speaker and stems(asked.speaker).isdisjoint(stems(before))
                        decided = unsure(found) if guessed else found
                        return replace(asking, decided=decided, outside=split_period(without_page(text))[1])
        last = frozenset[str]() if is_pronoun(speaker) else self._last_quoted(asking)
        if last and (told := self._told_by_bearer(asking, text, speaker, last)) is not None:
            return replace(asking, decided=told)
        if len(names := whom_named(speaker, before)) == 1:
            full = re.sub(rf"\b{speaker}\b", lambda _: names[0], text, count=1)
            named = asked_of_speaker(full)
            told = None if named is None else self.answer(replace(asking, standalone=full), named)
            return replace(asking, decided=told) if told is not None and told.status == "answered" else asking
        return asking

    def _last_quoted(self, asking: Asking) -> frozenset[str]:
        return frozenset(self.passages.known_before(asking, 1))

    def _told_by_bearer(self, asking: Asking, text: str, speaker: str, last: frozenset[str]) -> Answer | None:
        """Answer "What did the governor say about it?" by the only one whom the documents (ids) of the last answer call so."""
        from qa.pipeline.follow_ups.nearby import without_it

        found = self.library.passages_of(list(last))
        if len(named := bearers(speaker, [passage for passages in found.values() for passage in passages])) != 1:
            return None
        full = without_it(text).replace(speaker, named[0], 1)
        if (told := self._told(asking, full, last)) is not None or full != text.replace(speaker, named[0], 1):
            return told  # elsewhere they may have said it of something else than "it"
        told = self._told(asking, full, self.library.in_scope(asking.question.scope))
        return told and unsure(told)

    def _told(self, asking: Asking, text: str, documents: frozenset[str] | None) -> Answer | None:
        """Return what the statements of these documents tell of a question put otherwise; None where they tell nothing."""
        asked = asked_of_speaker(text)
        told = self.speakers.answer(asked, asking.question.text, text, documents) if asked is not None else None
        return told if told is not None and told.status == "answered" else None

    def _is_far(self, asking: Asking, document: str) -> bool:
        """Whether a document that was looked for by what was said before is far from all of that."""
        from qa.pipeline.follow_ups.nearby import is_far

        title = self.library.document_list.titles_of([document]).get(document, "")
        text = f"{title} {self.library.texts([document]).get(document, '')}"
        return all(is_far(turn.text, text) for turn in asking.exchanges)

    def person(self, asking: Asking, name: str) -> Person | None:
        """Return whoever is meant by the name, as the documents just quoted introduce them first; None where no words tell of
        anybody called so."""
        with asking.timed("statements"):
            documents = self.library.in_scope(asking.question.scope)
            found = person(self.library, name, documents, self._quoted_before(asking), listed=False)
        return found if found is not None and (found.introductions or found.said) else None


def person_named(text: str, kind: QuestionKind) -> str | None:
    """Return the name in "Who is Ann Lee?" or "Tell me about Ann Lee", whose kind is given; None where it can be nobody's."""
    return asked_of_person(f"Who is {kind.topic}?" if kind.told else text)


def _means_several(asked: SpeakerQuestion, answer: Answer) -> bool:
    """Whether one person is asked about by a description that fits several: "What did the spokesperson say?"."""
    one = asked.form != "group" and asked.speaker is not None and is_human(asked.speaker.split()[-1])
    return one and len({each.speaker for each in answer.citations if each.speaker and not is_description(each.speaker)}) > 1


def _is_somebodys(asked: SpeakerQuestion) -> bool:
    """Whether whom it asks about is told by somebody else: "her opponent", whom no statement need call so."""
    return asked.speaker is not None and asked.speaker.split()[0].lower() in POSSESSIVES | {"my", "our"}


def _is_elsewhere(asking: Asking, asked: SpeakerQuestion, answer: Answer) -> bool:
    """Whether "the coach", after an answer, is told of by none of the documents that were quoted before."""
    described = asked.speaker is not None and is_description(asked.speaker)
    return described and asking.is_elsewhere(answer)


def _ends_in(name: str, surname: str) -> bool:
    """Whether it is a full name with this surname."""
    *first, last = name.split()
    return bool(first) and name[0].isupper() and last.casefold() == surname.casefold()


def goes_on_with_speaker(asking: Asking) -> bool:
    """Whether the question before asked what somebody said, too, and this one is understood to mean the same."""
    return asking.standalone != asking.question.text and asked_of_speaker(_asked_before(asking)) is not None


def _asked_before(asking: Asking) -> str:
    """Return the question before this one, "" where there is none."""
    return next((turn.text for turn in reversed(asking.question.history) if turn.role == "user"), "")


def _shown(asking: Asking) -> str:
    """Return what was answered before, where the question asks for something else than that."""
    if re.search(r"\b(?:else|more)\b", asking.standalone) is None:
        return ""
    return "\n".join(turn.text for turn in asking.question.history if turn.role == "assistant")
