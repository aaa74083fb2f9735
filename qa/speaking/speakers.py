"""Answers to questions about who said what, from the library's statements."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qa.library import Library, StoredStatement
from qa.speaking.excerpts import Excerpt, excerpts
from qa.speaking.layout import laid_out, nothing_said
from qa.speaking.naming import Name, same_number
from qa.speaking.question import SpeakerQuestion
from qa.speaking.topic import Relevance, Topic, is_literal
from qa.types import Answer, Citation
from qa.words import content_words, stem, stems

STATEMENTS = "statements"
MAX_EXCERPTS = 8
# Excerpts whose likeness to the topic is computed: some 10 ms each on a laptop CPU.
_MOST_COMPARED = 32
# "Who said …?" is answered only where most of the words, the rare ones above all, are the statement's, and it is like it.
_SURE_COVERAGE, _SURE_LIKENESS = 0.6, 0.45
_NEARLY_AS_GOOD = 0.85
_RAREST = 4
_PRESS = re.compile(r"(?i)\b(?:reporters?|journalists?|press|media|news)\b")
_PLAIN_VERBS = frozenset(map(stem, "say said says tell told tells think thinks thought believe believes believed talk mention".split()))


@dataclass(frozen=True, slots=True)
class Meant:
    """The statements of those a name means; `by_name` where it is their name, as against their role."""

    statements: tuple[StoredStatement, ...]
    by_name: bool


class Speakers:
    """Answers from the statements of one library. `relevance` gives a cosine per text; `not_found` is how an abstention
    about an unknown speaker is said."""

    def __init__(self, library: Library, relevance: Relevance, not_found: str = "Not in these documents.") -> None:
        self._library = library
        self._relevance = relevance
        self._not_found = not_found

    def answer(
        self, asked: SpeakerQuestion, question: str, standalone: str, documents: frozenset[str] | None = None
    ) -> Answer | None:
        """None where the statements can't decide: an ordinary reading of the documents should."""
        blank = Answer(question, standalone, "abstained", STATEMENTS, self._not_found)
        if asked.form == "who_said":
            return self._who_said(asked, blank, documents)
        assert asked.speaker is not None
        meant = find_speaker(self._library, asked.speaker, documents, group=asked.form == "group")
        if not meant.statements:
            return blank if self._is_unknown(asked.speaker, documents) else None
        told = _told_to(asked.addressee, meant.statements)
        topic = Topic.read(self._library, asked.about) if asked.about else None
        if not told:
            return None
        found = excerpts(told)
        if topic is not None:
            on_topic = self._about(topic, found, literal=asked.form == "mentioned")
            if not on_topic:
                return self._nothing_about(asked, meant, found, topic, blank, documents)
            found = on_topic
        found = _with_verb(asked.verb, found)
        kept = _best(found, ranked=topic is not None)
        return _answered(blank, kept, len(found) - len(kept), apart=meant.by_name)

    def _about(self, topic: Topic, found: Sequence[Excerpt], *, literal: bool) -> list[Excerpt]:
        """Those on the topic, scored, in the order given."""
        covered = [topic.coverage(each.text) for each in found]
        compared = sorted(range(len(found)), key=lambda index: -covered[index])[:_MOST_COMPARED]
        likeness = dict(zip(compared, self._relevance(topic.text, [found[index].text for index in compared]), strict=True))
        return [
            replace(each, score=round(max(covered[index], float(likeness[index])), 4))
            for index, each in enumerate(found)
            if index in likeness
            and topic.is_on(each.text, float(likeness[index]))
            and (not literal or is_literal(topic.text, each.text) or likeness[index] >= _SURE_LIKENESS)
        ]

    def _nothing_about(
        self,
        asked: SpeakerQuestion,
        meant: Meant,
        found: Sequence[Excerpt],
        topic: Topic,
        blank: Answer,
        documents: frozenset[str] | None,
    ) -> Answer | None:
        if not meant.by_name or self._stand_together(found[0].speaker or "", topic, documents):
            return None
        kept = _best(found, ranked=False)
        return replace(blank, text=nothing_said(kept, asked.about or ""), closest=_cited(kept))

    def _stand_together(self, speaker: str, topic: Topic, documents: frozenset[str] | None) -> bool:
        """Whether a sentence has the name with the whole topic: perhaps a statement that the index missed."""
        surname = content_words(speaker)[-1:]
        hits = self._library.search_words([*surname, *content_words(topic.text)], 10, documents)
        for passage in self._library.passages([hit.chunk_id for hit in hits]).values():
            for sentence in passage.sentences:
                text = passage.words(sentence)
                if stems(" ".join(surname)) <= stems(text) and topic.weights.keys() <= stems(text):
                    return True
        return False

    def _is_unknown(self, speaker: str, documents: frozenset[str] | None) -> bool:
        """Whether the last name, or the whole of a description, stands nowhere."""
        telling = content_words(speaker)
        return bool(telling) and not self._library.search_words(telling[-1:], 1, documents)

    def _who_said(self, asked: SpeakerQuestion, blank: Answer, documents: frozenset[str] | None) -> Answer | None:
        topic = Topic.read(self._library, asked.about or "")
        if topic is None:
            return None
        rarest = sorted(content_words(topic.text), key=lambda word: -topic.weights.get(stem(word), 0))[:_RAREST]
        candidates = _told_to(asked.addressee, self._library.statements(what=rarest, documents=documents))
        found = [each for each in self._about(topic, excerpts(candidates), literal=False)]
        sure = self._sure(topic, found)
        sure = _with_verb(asked.verb, sure)
        if not sure or any(each.speaker is None for each in sure):
            return None
        kept = _best(sure, ranked=True)
        answer = _answered(blank, kept, len(sure) - len(kept), apart=False)
        speakers = {each.speaker for each in kept}
        return replace(answer, short_answer=kept[0].speaker) if len(speakers) == 1 else answer

    def _sure(self, topic: Topic, found: Sequence[Excerpt]) -> list[Excerpt]:
        if not found:
            return []
        likeness = self._relevance(topic.text, [each.text for each in found])
        scored = [
            replace(each, score=round((topic.coverage(each.text) + float(cosine)) / 2, 4))
            for each, cosine in zip(found, likeness, strict=True)
            if topic.coverage(each.text) >= _SURE_COVERAGE and cosine >= _SURE_LIKENESS
        ]
        best = max((each.score for each in scored), default=0.0)
        return [each for each in scored if each.score >= _NEARLY_AS_GOOD * best]


def find_speaker(library: Library, speaker: str, documents: frozenset[str] | None, *, group: bool = False) -> Meant:
    """By name, else by role or organisation; first with all that the question says of them, then with less."""
    full = Name.read(speaker)
    if full is None:
        return Meant((), False)
    for name in (full, full.without_titles(), full.without_affiliation()):
        if name is None:
            continue
        found = _in_order(each for words in name.searches() for each in library.statements(who=words, documents=documents))
        if by_name := [each for each in found if name.is_name_of(each.statement)]:
            return Meant(tuple(by_name), True)
        by_role = [each for each in found if name.is_role_of(each.statement)]
        if group:
            by_role = _in_order([*by_role, *_introduced_as(library, name, documents)])
        if by_role:
            return Meant(tuple(same_number(name, by_role)), False)
    return Meant((), False)


def matching_statements(
    library: Library, speaker: str | None = None, about: str | None = None, documents: frozenset[str] | None = None
) -> list[StoredStatement]:
    """Statements of this speaker (name, surname, role or organisation) that hold most of the topic's words."""
    found = find_speaker(library, speaker, documents).statements if speaker else library.statements(documents=documents)
    topic = Topic.read(library, about) if about else None
    return [each for each in found if topic is None or topic.is_on(each.context_quote, 0.0)]


def _introduced_as(library: Library, name: Name, documents: frozenset[str] | None) -> list[StoredStatement]:
    """ "Other analysts, including Drew Thompson, said": the kind of people stands beside the words said, not in them."""
    found = library.statements(what=[name.text.split()[-1]], documents=documents)
    return [each for each in found if name.words <= stems(each.context_quote.replace(each.quote, " "))]


def _in_order(found: Iterable[StoredStatement]) -> list[StoredStatement]:
    return sorted(dict.fromkeys(found), key=lambda each: (each.published or "", each.source, each.statement.start, each.statement.end))


def _told_to(addressee: str | None, found: Sequence[StoredStatement]) -> list[StoredStatement]:
    """Without those that the text says were told to someone else. Whoever asks of reporters means any of the press."""
    if addressee is None or _PRESS.search(addressee):
        return list(found)
    asked = stems(" ".join(content_words(addressee)))
    return [each for each in found if not each.statement.addressee or asked & stems(each.statement.addressee)]


def _with_verb(verb: str | None, found: Sequence[Excerpt]) -> list[Excerpt]:
    """Those with the question's own verb ("warn", "add") where there are any; "say" and "tell" mean all."""
    if verb is None or stem(verb) in _PLAIN_VERBS:
        return list(found)
    same = [each for each in found if stem(verb) in stems(_around(each))]
    return same or list(found)


def _around(excerpt: Excerpt) -> str:
    """The excerpt without the words said."""
    text = excerpt.text
    for each in excerpt.statements:
        text = text.replace(each.quote, " ")
    return text


def _best(found: Sequence[Excerpt], *, ranked: bool) -> list[Excerpt]:
    """At most MAX_EXCERPTS, in the order given: the best on a topic, else those of the newest articles."""
    if ranked:
        order = sorted(range(len(found)), key=lambda index: -found[index].score)
    else:
        newest = sorted({(each.first.published or "", each.first.source) for each in found}, reverse=True)
        place = {key: number for number, key in enumerate(newest)}
        order = sorted(range(len(found)), key=lambda index: (place[found[index].first.published or "", found[index].first.source], index))
    return [found[index] for index in sorted(order[:MAX_EXCERPTS])]


def _answered(blank: Answer, kept: Sequence[Excerpt], left_out: int, *, apart: bool) -> Answer:
    text, citations = laid_out(kept, apart=apart)
    if left_out:
        text += f"\n\n… and {left_out} more. Ask about a topic, or choose documents, to see others."
    return replace(blank, status="answered", text=text, citations=citations)


def _cited(found: Sequence[Excerpt]) -> tuple[Citation, ...]:
    return tuple(each.cite(marker) for marker, each in enumerate(found, start=1))
