"""What the statements tell: what somebody said, who somebody is, and whose words are to be read."""

import re
from dataclasses import replace

from qa.attribution.answers import MAX_EXCERPTS, SpeakerAnswers, SpeakerQuestion, answer_about, asked_of_speaker
from qa.pipeline.asking import Asking
from qa.pipeline.overviews.asked import MOST_LINES
from qa.pipeline.passages import Passages
from qa.pipeline.question_kind import page_of, without_page
from qa.pipeline.quoting import closest
from qa.pipeline.refusals import unsure
from qa.store.sql import Library
from qa.types import Answer


class Statements:
    """Answers from the statements of one library."""

    def __init__(self, library: Library, speakers: SpeakerAnswers, passages: Passages) -> None:
        self._library = library
        self._speakers = speakers
        self._passages = passages

    def heard(self, asking: Asking, asked: SpeakerQuestion) -> Asking:
        """With what somebody said, where some of it is asked for: reading tells which."""
        if not asked.asks_for_some or _shown(asking):
            return asking
        with asking.timed("statements"):
            spoken = self._speakers.spoken(asked, self._library.in_scope(asking.question.scope))
        return replace(asking, spoken=spoken) if spoken.words else asking

    def told(self, asking: Asking, asked: SpeakerQuestion) -> Answer | None:
        """Answer "What did X say?" from the statements; what they can't decide goes on to be read."""
        with asking.timed("statements"):
            documents = self._library.in_scope(asking.question.scope)
            page, size = (1, MOST_LINES) if asking.question.whole else (page_of(asking.standalone), MAX_EXCERPTS)
            answer = self._speakers.answer(
                asked, asking.question.text, asking.standalone, documents, shown=_shown(asking), page=page, size=size
            )
        if answer is not None and answer.status == "abstained" and not answer.closest:
            answer = replace(answer, closest=closest(self._passages.of_one_model(lambda: self._passages.of(asking))))
        return answer

    def hardly_told(self, asking: Asking) -> Answer | None:
        """What the statements tell, never surely, where reading finds nothing of what was asked."""
        asked = asked_of_speaker(without_page(asking.standalone)) if asking.spoken is not None else None
        told = None if asked is None else self.told(asking, asked)
        if told is None or told.status != "answered":
            return told
        return unsure(told)

    def told_nearby(self, asking: Asking) -> Answer | None:
        """What "he" or "the coach" says in a document that was quoted before; None where nobody there is meant.

        Whose statements were told just before is asked of all documents.
        """
        if not asking.exchanges or goes_on_with_speaker(asking):
            return None
        from qa.pipeline.follow_ups.nearby import about_document, unnamed_speaker, with_speaker

        if (speaker := unnamed_speaker(asking.question.text)) is None:
            return None
        with asking.timed("statements"):
            for document in self._passages.of_one_model(lambda: self._passages.quoted_before(asking)):
                said = self._library.statements(documents=frozenset([document]))
                full = with_speaker(asking.question.text, speaker, said, asking.exchanges[0].text)
                asked = None if full is None else asked_of_speaker(full)
                if full is not None and asked is not None:
                    shown = about_document(full, said[0].title)
                    found = self._speakers.answer(asked, asking.question.text, shown, frozenset([document]))
                    if found is not None and found.status == "answered":
                        return found
        return None

    def about(self, asking: Asking, name: str) -> Answer | None:
        """Answer "Who is X?" from how the documents introduce X; what they don't tell goes on to be read."""
        with asking.timed("statements"):
            documents = self._library.in_scope(asking.question.scope)
            return answer_about(self._library, name, asking.question.text, asking.standalone, documents)


def goes_on_with_speaker(asking: Asking) -> bool:
    """Whether the question before asked what somebody said, too, and this one is understood to mean the same."""
    asked = [turn.text for turn in asking.question.history if turn.role == "user"]
    return asking.standalone != asking.question.text and bool(asked) and asked_of_speaker(asked[-1]) is not None


def _shown(asking: Asking) -> str:
    """What was answered before, where the question asks for something else than that."""
    if re.search(r"\b(?:else|more)\b", asking.standalone) is None:
        return ""
    return "\n".join(turn.text for turn in asking.question.history if turn.role == "assistant")
