"""Answers to questions about who said what, from the library's statements."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.attribution import surnames_of_people, surnames_that_speak
from qa.attribution.answers.excerpts import Excerpt, excerpts, once
from qa.attribution.answers.layout import lay_out, nothing_said, tell_more
from qa.attribution.answers.question import SpeakerQuestion
from qa.attribution.answers.statement_search import SpeakerStatements, find_speaker
from qa.attribution.answers.topic import Spoken, Topic
from qa.embedding.model import Relevance
from qa.english.gazetteer import BODY_NAMES, DOCUMENTS, PLACES
from qa.english.weighted_words import ALL
from qa.english.word_lists import word_list
from qa.english.words import content_stems, content_words, stem, stems
from qa.english.words import words as all_words
from qa.store.sql import Library, StoredStatement
from qa.types import ABSTAINED, Answer
from qa.types.draft import Draft

STATEMENTS = "statements"
MAX_EXCERPTS = 8
# Statements of one speaker that an answer is chosen from: of somebody quoted 100,000 times it takes as long as of these.
MOST_STATEMENTS = 2000
NOTHING_ELSE = "There is nothing else in these documents. Once more:"
LESS_SURELY = "Less surely said by them:"
# Excerpts whose likeness to the topic is computed: some 10 ms each on a laptop CPU.
_MOST_COMPARED = 32
# Words by which "Who said …?" finds statements.
_RAREST = 4
_PRESS = re.compile(r"(?i)\b(?:reporters?|journalists?|press|media|news)\b")
# These ask for whatever was said.
_PLAIN_VERBS = word_list("plain verbs of saying")
# Who asks what one of these says may be told by reading.
_NO_PERSONS = BODY_NAMES | DOCUMENTS | PLACES
_ENDINGS = "e|ed|es|s|ing|y|ied|ies"
_VERB_ENDING = rf"(?:{_ENDINGS})$"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of what somebody said is shown.

    `page` is one of pages of `size`, from 1. Without a topic the documents (ids) in `first` come before all others. `beyond` is
    the text of earlier answers: "What else did she say?" asks for what they don't quote.
    """

    page: int = 1
    size: int = MAX_EXCERPTS
    first: frozenset[str] = frozenset()
    beyond: str = ""

    def page_of(self, found: Sequence[Excerpt]) -> int:
        """Return the page, the last one where this is past it."""
        return min(self.page, -(-len(found) // self.size))

    def of(self, found: Sequence[Excerpt], *, by_score: bool) -> list[Excerpt]:
        """Return a page of excerpts: the best, or those of `first`, then those of the newest documents, in the order given.

        Those that are less surely the speaker's come after all others.
        """
        first = frozenset[str]() if by_score else self.first

        def rank(index: int) -> tuple[bool, float, str, str]:
            each = found[index]
            if by_score:
                return each.is_surely_theirs, each.score, "", ""
            return each.is_surely_theirs, each.document_id in first, each.first.published or "", each.first.source

        order = sorted(range(len(found)), key=rank, reverse=True)
        page = self.page_of(found)
        shown = [found[index] for index in sorted(order[(page - 1) * self.size : page * self.size])]
        return sorted(shown, key=lambda each: each.document_id not in first)


_ALL_WANTED = Wanted()


class SpeakerAnswers:
    """Answers from the statements of one library. `relevance` gives a cosine per text; `most` of a speaker are looked at."""

    def __init__(self, library: Library, relevance: Relevance, *, most: int = MOST_STATEMENTS) -> None:
        self._library = library
        self._relevance = relevance
        self._most = most

    def answer(
        self,
        asked: SpeakerQuestion,
        question: str,
        standalone: str,
        documents: frozenset[str] | None = None,
        wanted: Wanted = _ALL_WANTED,
    ) -> Answer | None:
        """Answer from statements; None where they can't decide: an ordinary reading of the documents should.

        The answer is unsure where none that it tells is surely the speaker's.
        """
        blank = Answer(question, standalone, "abstained", STATEMENTS, ABSTAINED)
        if asked.speaker is None:
            return None
        silent = replace(blank, text=f"These documents quote nothing that {asked.speaker} said.", silent=True)
        meant = self._meant(asked, documents, max(self._most, wanted.size))
        if not meant.statements:
            telling = content_words(asked.speaker)
            if telling and not self._library.search_words(telling[-1:], 1, documents):
                return blank  # the last name, or the whole of a description, stands nowhere
            return silent if self._is_silent(asked, documents) else None
        told = _told_to(asked.addressee, meant.statements)
        if asked.addressee and len(told) < len(meant.statements) and not any(each.statement.addressee for each in told):
            return None  # told to others only
        topic = Topic.read(self._library, asked.about) if asked.about else None
        found = once(excerpts(told))
        if topic is not None:
            on_topic = self._about(topic, found, literal=asked.form == "mentioned")
            if not on_topic and not meant.by_name and self._is_silent(asked, documents, person=True):
                return silent  # what his critics say isn't his
            if not on_topic:
                return self._nothing_about(meant, found, topic, blank, documents)
            found = on_topic
        found = _with_verb(asked.verb, found)
        fresh = [each for each in found if not all(said.quote in wanted.beyond for said in each.statements)]
        best = wanted.of(fresh or found, by_score=topic is not None)
        draft = Draft(STATEMENTS)
        if not fresh:
            draft.section(NOTHING_ELSE)
        theirs = [each for each in best if each.is_surely_theirs]
        lay_out(draft, theirs or best, question, apart=meant.by_name, among=best)
        if theirs and len(theirs) < len(best):
            draft.section(LESS_SURELY)
            others = [each for each in best if not each.is_surely_theirs]
            lay_out(draft, others, question, apart=meant.by_name, among=best)
        page = wanted.page_of(fresh or found)
        tell_more(draft, standalone, len(fresh or found) - page * wanted.size, page, cut=meant.cut)
        answer = draft.answer(question, standalone)
        return answer if theirs else answer.unsurely()

    def spoken(self, asked: SpeakerQuestion, documents: frozenset[str] | None = None) -> Spoken:
        """Return what the speaker asked about said to whom the question names; where it asks who, what anybody said like it."""
        if asked.speaker is None:
            return self._spoken_by_anybody(asked, documents)
        meant = self._meant(asked, documents, self._most)
        found = once(excerpts(_told_to(asked.addressee, meant.statements)))
        topic = Topic.read(self._library, asked.about or asked.occasion or "")
        return Spoken(tuple(found), topic, meant.by_name)

    def _spoken_by_anybody(self, asked: SpeakerQuestion, documents: frozenset[str] | None) -> Spoken:
        topic = Topic.read(self._library, asked.about or "")
        if topic is None:
            return Spoken((), None, by_name=False, asks_who=True)
        rarest = sorted(content_words(topic.text), key=lambda word: -topic.weights.get(stem(word), 0))[:_RAREST]
        told = _told_to(asked.addressee, self._library.statements(what=rarest, documents=documents))
        found = [each for each in once(excerpts(told)) if each.speaker is not None]
        return Spoken(tuple(_with_verb(asked.verb, found)), topic, by_name=False, asks_who=True)

    def _meant(self, asked: SpeakerQuestion, documents: frozenset[str] | None, most: int) -> SpeakerStatements:
        assert asked.speaker is not None
        about = content_words(asked.about) if asked.about else ()
        return find_speaker(self._library, asked.speaker, documents, group=asked.form == "group", newest=most, about=about)

    def said_by(self, speaker: str, about: str | None = None, documents: frozenset[str] | None = None) -> list[Excerpt]:
        """Return what this speaker said, on the topic if given, in article order; nothing where nobody is called so."""
        found = once(excerpts(find_speaker(self._library, speaker, documents).statements))
        topic = Topic.read(self._library, about) if about else None
        return found if topic is None or not found else self._about(topic, found, literal=False)

    def _about(self, topic: Topic, found: Sequence[Excerpt], *, literal: bool) -> list[Excerpt]:
        """Return the excerpts on the topic, scored, in the order given; with `literal` only those with all of its words."""
        covered = [topic.coverage(each.text) for each in found]
        complete = [index for index, share in enumerate(covered) if share > ALL]
        # What has all of the words is on the topic anyway; where there is enough of that, nothing else is compared.
        enough = literal or len(complete) >= MAX_EXCERPTS
        others = [] if enough else [index for index, share in enumerate(covered) if share <= ALL]
        cosines = self._cosines(topic, found, covered, others)
        return [
            replace(found[index], score=round(max(covered[index], cosines.get(index, 0.0)), 4))
            for index in sorted([*complete, *cosines])
            if index not in cosines or topic.is_on(found[index].text, cosines[index])
        ]

    def _cosines(
        self, topic: Topic, found: Sequence[Excerpt], covered: Sequence[float], indices: Sequence[int]
    ) -> dict[int, float]:
        """Map excerpt index to its cosine with the topic; of too many only those with most of its words are compared."""
        compared = sorted(sorted(indices, key=lambda index: -covered[index])[:_MOST_COMPARED])
        if not compared:
            return {}
        cosines = self._relevance(topic.text, [found[index].text for index in compared])
        return {index: float(cosine) for index, cosine in zip(compared, cosines, strict=True)}

    def _nothing_about(
        self, meant: SpeakerStatements, found: Sequence[Excerpt], topic: Topic, blank: Answer, documents: frozenset[str] | None
    ) -> Answer | None:
        sentences = list(self._sentences_with(found[0].speaker or "", topic.text, documents))
        # A sentence that has the name with the whole topic is perhaps a statement that the index missed.
        if not meant.by_name or any(topic.weights.keys() <= stems(text) for text in sentences):
            return None
        covered = [topic.coverage(each.text) for each in found]
        cosines = self._cosines(topic, found, covered, range(len(found)))
        likeness = [max(covered[index], cosines.get(index, 0.0)) for index in range(len(found))]
        nearest = sorted(range(len(found)), key=lambda index: -likeness[index])[:MAX_EXCERPTS]
        kept = [replace(found[index], score=round(likeness[index], 4)) for index in nearest]
        sure = all(topic.is_clearly_off(each.text, cosines.get(index, 0.0)) for index, each in enumerate(found))
        sure = sure and not any(map(topic.coverage, sentences))
        cited = tuple(each.cite(marker) for marker, each in enumerate(kept, start=1))
        return replace(blank, text=nothing_said(kept, topic.text, sure=sure), closest=cited)

    def _sentences_with(self, speaker: str, about: str, documents: frozenset[str] | None) -> Iterator[str]:
        """Yield the sentences that have the speaker's last name, in the passages that have most of all these words."""
        surname = content_words(speaker)[-1:]
        hits = self._library.search_words([*surname, *content_words(about)], 10, documents)
        for passage in self._library.passages([hit.chunk_id for hit in hits]).values():
            for sentence in passage.sentences:
                if stems(" ".join(surname)) <= stems(text := passage.words(sentence)):
                    yield text

    def _is_silent(self, asked: SpeakerQuestion, documents: frozenset[str] | None, *, person: bool = False) -> bool:
        """Whether a person's own words are wanted and no sentence goes "Lee said": reading would quote others on Lee.

        `person` wants a sentence that has more of the name than its last word, as of "Ann Lee".
        """
        words = (asked.speaker or "").split()
        plain = asked.verb in _PLAIN_VERBS or (asked.verb is None and asked.about is None)
        if asked.form == "group" or not plain or len(words) > 4:
            return False
        if words[0].casefold() in ("the", "a", "an", "his", "her", "their") or words[-1].casefold() in _NO_PERSONS:
            return False
        sentences = list(self._sentences_with(words[-1], "", documents))
        written = {word for text in sentences for word in all_words(text) if word.casefold() == words[-1].casefold()}
        if not all(word[:1].isupper() for word in written or words[-1:]):
            return False  # no name: "What did police say?"
        if person and not any(words[-1].casefold() in surnames_of_people(text) for text in sentences):
            return False
        return not any(words[-1].casefold() in surnames_that_speak(text) for text in sentences)


def _told_to(addressee: str | None, found: Sequence[StoredStatement]) -> list[StoredStatement]:
    """Leave out those that the text says were told to someone else. Whoever asks of reporters means any of the press.

    Where one of two people of the name told them something, the other is not meant.
    """
    if addressee is None or _PRESS.search(addressee):
        return list(found)
    asked = content_stems(addressee)
    told = [each for each in found if not each.statement.addressee or asked & stems(each.statement.addressee)]
    tellers = {each.statement.speaker for each in told if each.statement.addressee}
    return [each for each in told if not tellers or each.statement.speaker in tellers]


def _with_verb(verb: str | None, found: Sequence[Excerpt]) -> list[Excerpt]:
    """Keep those with the question's own verb ("warn", "add") where there are any; "say" and "tell" mean all."""
    if verb is None or verb in _PLAIN_VERBS:
        return list(found)
    forms = re.compile(rf"(?i)\b{re.sub(_VERB_ENDING, '', verb)}(?:{_ENDINGS})?\b")
    same = [each for each in found if forms.search(each.beside)]
    return same or list(found)
