"""An overview question with the documents that it is asked of, and what finds them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from qa.attribution.answers import SpeakerAnswers
from qa.documents.formats.tables import is_row
from qa.embedding import Embedder
from qa.english.dates import long_date
from qa.english.periods import Period
from qa.english.wanted import Wanted
from qa.english.words import content_stems, stems
from qa.pipeline.asking import Asking
from qa.pipeline.kinds.question_kind import LISTS, QuestionKind
from qa.reading.belonging import Weights, weights_for
from qa.retrieval import Retriever
from qa.store.sql import Library, Place
from qa.types import Scope
from qa.types.draft import Titled
from qa.types.text import counted, place_of

# Lines on a page of a list; and of a whole list at most, for a file. Where more than so many are cited, their copies in other
# documents aren't looked for: each takes some 30 ms.
PAGE_SIZE, MOST_ANSWER_LINES, MOST_WITH_COPIES = 20, 5000, 100
# Lines of a document's beginning that may hold what it is called.
_FIRST_LINES = 5
_MAIL = re.compile(r"(?i)^mid:|\.eml$")
_MAIL_WORD = re.compile(r"(?i)\be ?mails?\b")
_QUOTED = re.compile(r"[\"“]([^\"“”]+)[\"”]")


@dataclass(frozen=True)
class Asked:
    """`kind` and `scope` are the question's own or a part's, `scope` without the period that its words name."""

    asking: Asking
    kind: QuestionKind
    scope: Scope
    library: Library
    embedder: Embedder
    retriever: Retriever
    speakers: SpeakerAnswers

    @property
    def belonging(self) -> Weights:
        """The weights that tell how likely a sentence belongs in a digest. Which they are the library is asked each time."""
        return weights_for(self.library.embedding_model)

    def page(self, usual: int = PAGE_SIZE) -> slice:
        """Which lines of a list are shown; `usual` is how many are on a page."""
        if self.asking.question.whole:
            return slice(0, self.kind.number or MOST_ANSWER_LINES)
        return slice((self.kind.page - 1) * usual, self.kind.page * usual)

    @cached_property
    def documents(self) -> frozenset[str] | None:
        """The ids in the scope and the period, of the source and sort that the question names, None where that is all."""
        there = self.library.in_scope(self.narrowed)
        if not self.kind.source and not self._sort:
            return there
        found = [
            place for place in self.library.census.by_date(there) if not self.kind.source or is_from(place, self.kind.source)
        ]
        return frozenset(ids_called(found, self._sort) if self._sort else (each.document_id for each in found))

    @property
    def _sort(self) -> str:
        """What the documents to list or count are called: "letters", "" for any."""
        return self.kind.writing if self.kind.kind in LISTS else ""

    @cached_property
    def narrowed(self) -> Scope:
        """The scope with the period of the question."""
        return within(self.scope, self.kind.period)

    @cached_property
    def _all_such(self) -> frozenset[str] | None:
        """The ids in the scope, of the sort that is asked for, whatever the period; None where that is all."""
        there = self.library.in_scope(self.scope)
        return frozenset(ids_called(self.library.census.by_date(there), self._sort)) if self._sort else there

    @cached_property
    def total(self) -> int:
        """How many of them there are."""
        return self.library.census.count(self._all_such)

    @cached_property
    def number_of_documents(self) -> int:
        """How many documents there are in the scope and the period."""
        return self.library.census.count(self.documents)

    @cached_property
    def knows_source(self) -> bool:
        """Whether documents in the scope are from the source, whatever the period; "the council" is no site."""
        return knows_source(self.library, self.scope)(self.kind.source)

    @property
    def has_older_and_newer(self) -> bool:
        """Whether documents in the scope were published before the period, and others after it."""
        there, period = self.library.in_scope(self.scope), self.kind.period
        days = [each.published for each in self.library.census.by_date(there) if each.published]
        return bool(days) and days[-1] < (period.since or "") and (period.until or "9999") < days[0]

    @cached_property
    def exact(self) -> frozenset[str]:
        """The ids of those that mention the topic, or what it has in quotes, in its very words; none where it is one word,
        which the search finds."""
        quoted = _QUOTED.findall(self.kind.topic)
        wanted = Wanted.read(self.kind.topic) if len(content_stems(self.kind.topic)) > 1 else None
        wanted = Wanted.of(quoted) if quoted else wanted
        found = () if wanted is None else self.library.census.mentioning(wanted, self.documents)
        return frozenset(each.document_id for each in found)

    @property
    def of_all(self) -> str:
        """ "3,384 documents", "2 chosen documents", "5 documents called “letter”"."""
        chosen = "chosen " if self.scope != Scope() else ""
        return counted(self.total, f"{chosen}document") + self.called

    @property
    def which_one(self) -> str:
        """Ask back which of several documents "the document" is."""
        return f"There are {self.of_all}. Choose one, or call it by its title, and ask again."

    @cached_property
    def without_date(self) -> int:
        """How many of them have no date, so that nobody knows whether they are of the period."""
        return sum(not place.published for place in self.library.census.by_date(self._all_such))

    @property
    def called(self) -> str:
        """ " called “letters”", "" where the question lists documents of any sort."""
        return f" called “{self._sort}”" if self._sort else ""

    @property
    def published(self) -> str:
        """ " from CNN, published in 2022", "" where the question names no source and no period."""
        source = f" from {self.kind.source}" if self.kind.source else ""
        return source + (f"{source and ','} published {self.kind.period.in_words}" if self.kind.period else "")

    @property
    def nothing(self) -> str:
        """ "None of 25 documents was published in May 1999.", "Nothing on “trams” was found in 3 documents published …"."""
        if not self.number_of_documents or not self.kind.topic:
            return f"None of {self.of_all} was{self.published}."
        return f"Nothing on “{self.kind.topic}” was found in {counted(self.number_of_documents)}{self.published}."


def is_from(place: Place, source: str) -> bool:
    """Whether its site is the one that is named: "USA Today" is usatoday.com."""
    site, source = place_of(place.source).casefold(), source.casefold()
    names = {re.sub(r"\W", "", name) for name in (source, source.removeprefix("the "))}
    return "://" in place.source and not names.isdisjoint((*_labels(site), re.sub(r"\W", "", site)))


def _labels(site: str) -> list[str]:
    """The words of "college.usatoday.com" that may be a name: "com" and the "co" of "co.uk" are none."""
    return [each for each in site.split(".")[:-1] if each not in ("co", "com", "www")]


def knows_source(library: Library, scope: Scope) -> Callable[[str], bool]:
    """Return what tells whether documents in the scope are from a source; "the council" is no site."""
    return lambda source: any(is_from(each, source) for each in library.census.by_date(library.in_scope(scope)))


def within(scope: Scope, period: Period) -> Scope:
    """Return what of a scope was published in a period."""
    since = max(filter(None, (scope.since, period.since)), default=None)
    until = min(filter(None, (scope.until, period.until)), default=None)
    return replace(scope, since=since, until=until)


def name_of(document: Titled) -> str:
    """Return its title, its file name and the day that it was published, "19 March 2026"; and of a mail that it is one."""
    mail = " e-mail email" if _MAIL.search(document.source) else ""
    return re.sub(r"[_\W]+", " ", f"{document.title} {place_of(document.source)} {long_date(document.published or '')}{mail}")


def first_lines(text: str) -> str:
    """Return the first lines of a text that are no sentences and no rows of a table: they may hold what it is called."""
    lines = text.splitlines()[:_FIRST_LINES]
    return " ".join(line for line in lines if line[-1:] not in ".?!" and not is_row(line))


def ids_called(places: Iterable[Place], writing: str) -> tuple[str, ...]:
    """Return the ids of those that are called so by their title or file: "tenancy agreements"; a file of mail is an e-mail."""
    called = stems(_MAIL_WORD.sub("mail", re.sub(r"\W", " ", writing)))
    return tuple(
        place.document_id
        for place in places
        if called <= stems(_MAIL_WORD.sub("mail", name_of(place))) or (called == {"mail"} and _MAIL.search(place.source))
    )


def begins_with_all(asked: Asked, place: Place) -> bool:
    """Tell whether its name, or that and its first passage, have all words of the topic: then it is the one that is meant.

    Where others have the very words, they have to stand in it as well.
    """
    told, it = name_of(place), place.document_id
    if not asked.exact or it in asked.exact:
        told = f"{told} {asked.library.beginnings([it]).get(it, '')}"
    return content_stems(asked.kind.topic) <= stems(told)
