"""Answers from whole documents or the whole library: digests, counts, lists, comparisons, timelines. Each sentence is cited.

`question_kind` tells which is wanted. None comes back where there is nothing of the kind: the question is then read as any
other.
"""

from dataclasses import dataclass, replace

from qa.attribution.answers import Person, SpeakerAnswers
from qa.embedding import Embedder
from qa.english.weighted_words import ALL
from qa.pipeline.asking import Asking
from qa.pipeline.kinds.list_questions import with_site
from qa.pipeline.kinds.question_kind import QuestionKind
from qa.pipeline.library_model import of_one_model
from qa.pipeline.overviews.asked import Asked, knows_source
from qa.retrieval import Retriever
from qa.store.sql import Library
from qa.types import Answer

__all__ = ["Overviews"]


@dataclass(frozen=True, slots=True, eq=False)
class Overviews:
    """Answers over one library."""

    library: Library
    embedder: Embedder
    retriever: Retriever
    speakers: SpeakerAnswers

    def answer(self, asking: Asking) -> Answer | None:
        """Answer from whole documents or the whole library; None where they have nothing of what is asked."""
        asked = self._asked(asking)
        with asking.timed("overview"):
            answer = self._answer(asked)
        if answer is None and asking.read_as and asked.kind.period:  # what other days tell isn't of "last week"
            return asking.refuse("digest", asked.nothing)
        return answer

    @of_one_model
    def of_topic(self, asking: Asking) -> Answer | None:
        """What documents tell that surely are about the topic, and begin with all of it where it is but keywords; None where
        there are none."""
        from qa.pipeline.overviews import subjects

        with asking.timed("overview"):
            told = subjects.on_subject(self._asked(asking), ALL if asking.kind.bare else 0.0)
        return told if told is not None and not told.unsure else None

    @of_one_model
    def what(self, asking: Asking, name: str) -> Answer | None:
        """What documents tell that surely are about what is called so; None where there are none, or none says what it is."""
        from qa.pipeline.overviews import subjects

        with asking.timed("overview"):
            asked = replace(self._asked(asking), kind=QuestionKind("topic", topic=name))
            told = subjects.on_subject(asked, only_introduced=True)
        return told if told is not None and not told.unsure else None

    @of_one_model
    def who(self, asking: Asking, found: Person) -> Answer:
        """Who somebody is: how documents introduce them, what those about them tell, and what they said last."""
        from qa.pipeline.overviews import person

        with asking.timed("overview"):
            asked = self._asked(asking)
            kind = QuestionKind("topic", topic=found.name)
            return person.who(replace(asked, kind=kind), found)

    @of_one_model
    def beside(self, asking: Asking, read: Answer) -> Answer:
        """Return what was read of two things with what documents tell of each below it, unless it surely tells of both."""
        from qa.pipeline.overviews import things

        with asking.timed("overview"):
            return things.side_by_side(self._asked(asking), read) or read

    @of_one_model
    def further(self, asking: Asking, documents: tuple[str, ...], question: str, told: str) -> Answer | None:
        """What the documents (ids) tell besides what was told of them; None where they have nothing to tell."""
        from qa.pipeline.overviews import further

        with asking.timed("overview"):
            return further.told_further(self._asked(asking), documents, question, told)

    def _asked(self, asking: Asking) -> Asked:
        scope = asking.question.scope
        kind = with_site(asking.kind, knows_source(self.library, scope))
        asked = Asked(asking, kind, scope, self.library, self.embedder, self.retriever, self.speakers)
        # Only a wish in one's own words is then of all; "Which memos …", typed so, is read.
        none_called_so = bool(asking.original and kind.topic and asked.called) and not asked.total
        return replace(asked, kind=replace(kind, writing="")) if none_called_so else asked

    @of_one_model
    def _answer(self, asked: Asked) -> Answer | None:
        # Most questions want none of these.
        from qa.pipeline.overviews import comparison, counts, differences, facts, subjects, summaries, timeline

        asking, kind = asked.asking, asked.kind
        # A count may be none, and a timeline's period is of events, not of documents.
        if not asked.number_of_documents and kind.kind not in ("count", "timeline"):
            listed = kind.kind in ("which_documents", "newest")
            if not kind.period or not (listed or (kind.kind == "summary" and not kind.topic)):
                return None
            if kind.kind != "summary" and not (asked.knows_source if kind.source else asked.has_older_and_newer):
                return None
            return asking.refuse("digest", asked.nothing)
        match kind.kind:
            case "summary":
                return summaries.summary(asked)
            case "about":
                return summaries.about(asked)
            case "topic":
                return subjects.on_subject(asked) if kind.newest else summaries.of_called(asked)
            case "count" | "which_documents":
                return counts.count(asked)
            case "newest":
                return counts.newest(asked)
            case "most_quoted" if kind.of_one:
                return subjects.of_nearest(asked, counts.quoted_in)
            case "most_quoted":
                return counts.most_quoted(asked) or subjects.quoted_on(asked)
            case "compare" if kind.differing:
                return differences.told_otherwise(asked)
            case "compare":
                return comparison.compare(asked)
            case "timeline":
                return timeline.timeline(asked)
            case "fact":
                return facts.facts(asked)
        return None
