"""People as the documents show them: how they are introduced, what they said, what is said of them, when and where.

All of it is read from the store: the first sentence of each document that names them, and the statements that are theirs. Each
line is a citation.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from qa.attribution.answers.excerpts import Excerpt, excerpts, once
from qa.attribution.answers.introduced import introduction
from qa.attribution.answers.name_words import acronym
from qa.attribution.answers.short_forms import are_several
from qa.attribution.answers.speaker_names import SpeakerName, is_description
from qa.attribution.answers.statement_search import find_speaker
from qa.attribution.answers.who_is_who import bring_up_to_date, called
from qa.english.entities import HONORIFICS
from qa.english.lexicon import is_first_name
from qa.english.wanted import Wanted
from qa.english.words import wording, words
from qa.store.sql import Library, NamePlace, Place, StoredStatement
from qa.types import Citation, Span

# Of somebody who is quoted more often: so many of the newest statements.
_MOST_STATEMENTS = 20_000
_MOST_NAMESAKES = 5
# Documents, or passages, of somebody that are read for more than the first sentence with the name.
_READ_ON = 5
# Forms of a name that documents are searched for.
_MOST_FORMS = 4
# They tell nothing of who it is.
_ARTICLE = re.compile(r"(?i)^(?:an?|the) ")
# They stand for people and name none: "Nobody was hurt".
_NO_NAMES = frozenset("nobody none everybody everyone anybody anyone somebody someone".split())


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a document says that somebody is, and its sentence."""

    role: str
    cited: Citation
    documents: int


@dataclass(frozen=True, slots=True)
class Person:
    """What the documents show of a person.

    `documents` is how many name this person, `first` and `last` are the dates of the oldest and the newest of them.
    Introductions: those of most documents first, then those that say most. `said` and `of_them` (what others write and say of
    them): the newest first, each wording once. `quoted` is how many documents have words of theirs, `namesakes` are other
    people whom the name given may mean, as likely as this one where it is `of_several`.
    """

    name: str
    documents: int
    quoted: int
    first: str | None
    last: str | None
    introductions: tuple[Introduction, ...]
    said: tuple[Excerpt, ...]
    of_them: tuple[Citation, ...]
    namesakes: tuple[str, ...] = ()
    of_several: bool = False


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a name means: their fullest name, and what they said.

    `namesakes` are other people whom it may mean. `elsewhere` are the ids of documents in which somebody else has this very
    name. `of_several`: others of a surname are quoted in as many documents.
    """

    name: str
    said: Sequence[Excerpt] = ()
    namesakes: tuple[str, ...] = ()
    elsewhere: frozenset[str] = frozenset()
    of_several: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Somebody whom a name may mean; `who` tells them from all others, as the store does."""

    who: str
    name: str
    said: Sequence[StoredStatement]

    @property
    def documents(self) -> int:
        """In how many documents they are quoted."""
        return len({each.statement.document_id for each in self.said})


def person(library: Library, given: str, documents: frozenset[str] | None = None, first: Collection[str] = ()) -> Person | None:
    """Return whoever is meant by this name, of several the one quoted in most documents; None where nobody is.

    The name may have a title. How the documents in `first` introduce them comes before all else.
    """
    if wording(given) in _NO_NAMES:
        return None
    meant = who_is_meant(library, given, documents)
    forms = _full_forms(meant.name, meant.said)
    wanted = Wanted.of(forms, any_of=True)
    places = library.census.mentioning(wanted, documents) if wanted is not None else ()
    if not places and (initialled := _with_initial(library, meant.name, documents)) is not None:
        return person(library, initialled, documents, first)
    places = tuple(place for place in places if place.document_id not in meant.elsewhere)
    if not places:
        return None
    said = sorted(once(excerpts(each for excerpt in meant.said for each in excerpt.statements)), key=_date, reverse=True)
    named = library.census.with_mentions(wanted, places) if wanted is not None else ()
    introductions, of_them = _told(forms, named, meant.said, first)
    introductions = introductions or _told_later(library, meant.name, named)
    dates = sorted(place.published for place in places if place.published)
    return Person(
        name=meant.name,
        documents=len(places),
        quoted=len({each.document_id for each in meant.said}),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        introductions=introductions,
        said=tuple(said),
        of_them=of_them,
        namesakes=meant.namesakes,
        of_several=meant.of_several,
    )


def who_is_meant(library: Library, given: str, documents: frozenset[str] | None = None) -> Meant:
    """Tell whom a name means, with or without a title: of several the one who is quoted in most documents."""
    bring_up_to_date(library, while_asked=True)
    found = find_speaker(library, given, documents, newest=_MOST_STATEMENTS)
    read = SpeakerName.read(given)
    bare = (read.without_titles() or read) if read else None
    if not found.by_name or bare is None:
        return Meant(bare.text if bare else given)
    alone = [each for each in found.statements if not are_several(each.statement.speaker or "")]
    like = called(library, {each.statement.speaker or "" for each in alone})
    if not (candidates := _candidates(alone, like, bare.text)):
        return Meant(bare.text)
    one, of_several = _choose(candidates, bare.text)
    # "Ann Brown" is asked of, and somebody said something as "Brown" only.
    name = bare.text if len(words(bare.text)) > len(words(one.name)) else one.name
    said = [*one.said, *_otherwise(library, like, one, documents)]
    elsewhere = (document for (form, document), who in like.items() if who != one.who and wording(form) == wording(name))
    namesakes = _namesakes(candidates, one, name)
    return Meant(name, excerpts(sorted(said, key=_place)), namesakes, frozenset(elsewhere), of_several)


def _candidates(found: Sequence[StoredStatement], like: Mapping[NamePlace, str], asked: str) -> list[_Candidate]:
    """Return everybody who said these statements, those quoted in most documents first; `like` tells who has a name where."""
    people: dict[str, list[StoredStatement]] = {}
    for each in found:
        said = each.statement
        if said.speaker and not is_description(said.speaker) and (said.speaker, said.document_id) in like:
            people.setdefault(like[said.speaker, said.document_id], []).append(each)
    candidates = (_Candidate(who, _fullest(said, asked), said) for who, said in people.items())
    named = (each for each in candidates if each.name)
    return sorted(named, key=lambda each: (-each.documents, -len(each.said), each.who))


def _choose(candidates: Sequence[_Candidate], asked: str) -> tuple[_Candidate, bool]:
    """Choose the first who has this very name, for a surname the first who is known by more than that.

    Also tell whether others of the surname are together quoted in as many documents.
    """
    surname = len(words(asked)) == 1 and not acronym(asked)
    fitting = [each for each in candidates if (len(words(each.name)) > 1 if surname else wording(each.name) == wording(asked))]
    one = (fitting or candidates)[0]
    alike = sum(each.documents for each in fitting if wording(each.name).endswith(wording(asked)))
    return one, surname and 2 * one.documents <= alike


def _namesakes(candidates: Sequence[_Candidate], one: _Candidate, name: str) -> tuple[str, ...]:
    """Return the full names of the other people; one that is `name` to the letter stands with a role."""
    others = (each for each in candidates if each.who != one.who or each.name != name)
    full = (each for each in others if len(words(each.name)) > 1 and is_first_name(words(each.name)[0]))
    return tuple(dict.fromkeys(_with_role(each.name, each.said, name) for each in full))[:_MOST_NAMESAKES]


def _otherwise(
    library: Library,
    like: Mapping[NamePlace, str],
    one: _Candidate,
    documents: frozenset[str] | None,
) -> list[StoredStatement]:
    """Return what this person said under other names: as "Fauci", asked of as "Anthony Fauci", as "CDC" for its full name."""
    known = {(each.statement.speaker, each.statement.document_id) for each in one.said}
    forms = {place for place, who in like.items() if who == one.who} - known
    if documents is not None:
        forms = {place for place in forms if place[1] in documents}
    found: list[StoredStatement] = []
    for name in sorted({name for name, _ in forms}):
        where = frozenset(document for form, document in forms if form == name)
        said = library.statements(who=[words(name)[-1]], documents=where, newest=_MOST_STATEMENTS)
        found += [each for each in said if each.statement.speaker == name]
    return found


def _with_role(name: str, theirs: Sequence[StoredStatement], other: str) -> str:
    """Add the role to the name of a namesake to the letter."""
    role = next((each.statement.role for each in theirs if each.statement.role), None)
    return f"{name} ({role})" if name == other and role else name


def _place(stored: StoredStatement) -> tuple[str, str, int, int]:
    return stored.published or "", stored.source, stored.statement.start, stored.statement.end


def _full_forms(name: str, mine: Sequence[Excerpt]) -> list[str]:
    """Return the name and others of this person that nobody else would be meant by: no surname alone."""
    others = (_bare(each.speaker or "") for each in mine)
    full = (each for each in others if acronym(each) or (len(words(each)) > 1 and each[0].isupper()))
    return list(dict.fromkeys((name, *full)))[:_MOST_FORMS]


def _told(
    names: Sequence[str], places: Sequence[Place], mine: Sequence[Excerpt], first: Collection[str]
) -> tuple[tuple[Introduction, ...], tuple[Citation, ...]]:
    """Return how the documents introduce them and what else is said of them, by the first sentence of each that names them."""
    own: dict[str, list[Span]] = {}
    for each in mine:
        own.setdefault(each.document_id, []).append(each.span)
    seen: set[str] = set()
    roles: dict[str, list[tuple[str, Citation]]] = {}
    others: list[Citation] = []
    for place in places:
        if place.sentence is None or wording(place.quote) in seen:
            continue
        seen.add(wording(place.quote))
        cited = _cite(place)
        role = next(filter(None, (introduction(name, place.quote) for name in names)), None)
        if role is not None:
            roles.setdefault(wording(_ARTICLE.sub("", role)), []).append((role, cited))
        elif not any(span.start <= place.sentence.start < span.end for span in own.get(place.document_id, ())):
            others.append(cited)
    told = [(min(found, key=lambda each: each[1].document_id not in first), len(found)) for found in roles.values()]
    introductions = [Introduction(*each, documents) for each, documents in told]
    introductions.sort(key=lambda each: (each.cited.published or "", each.cited.source), reverse=True)
    introductions.sort(
        key=lambda each: (
            wording(each.role) in HONORIFICS,
            each.cited.document_id not in first,
            -each.documents,
            -min(len(words(each.role)), 4),
        )
    )
    return tuple(introductions), tuple(others)


def _told_later(library: Library, name: str, places: Sequence[Place]) -> tuple[Introduction, ...]:
    """Return how the newest documents introduce them by surname after they named them: "Brown, now a student in Bergen, …".

    Not where a document has somebody else of that surname.
    """
    surname = words(name)[-1]
    others = re.compile(rf"\b([A-Z][\w’'-]+) {re.escape(surname)}\b")
    found = []
    passages = library.census.passages_of([place.document_id for place in places[:_READ_ON]])
    for place in places[:_READ_ON]:
        said = {
            at.start: (at, passage.words(at)) for passage in passages.get(place.document_id, ()) for at in passage.sentences
        }
        if any(is_first_name(each) and each not in name for _, text in said.values() for each in others.findall(text)):
            continue
        later = (said[start] for start in sorted(said) if place.sentence and start > place.sentence.start)
        roles = ((introduction(surname, text), place._replace(sentence=at, quote=text)) for at, text in later)
        telling = ((role, _cite(there)) for role, there in roles if role and wording(role) not in HONORIFICS)
        found += [Introduction(role, cited, 1) for role, cited in telling][:1]
    return tuple(found)


def _with_initial(library: Library, name: str, documents: frozenset[str] | None) -> str | None:
    """Return the name with an initial that a document has: "Ann E. Brown", where "Ann Brown" is asked for."""
    if len(parts := [re.escape(word) for word in words(name)]) != 2:
        return None
    written = re.compile(rf"\b(?i:{parts[0]}) [A-Z]\. (?i:{parts[1]})\b")
    hits = library.search_words(words(name), _READ_ON, documents)
    texts = (passage.text for passage in library.passages([hit.chunk_id for hit in hits]).values())
    return next((match[0] for text in texts if (match := written.search(text))), None)


def _cite(place: Place) -> Citation:
    assert place.sentence is not None, "only places with a sentence are cited"
    start, end = place.sentence.start, place.sentence.end
    about = (place.document_id, place.title, place.source, place.published)
    return Citation(1, *about, start, end, place.quote, None, 1.0, "verbatim")


def _fullest(mine: Sequence[StoredStatement], given: str) -> str:
    """Return the name as asked for where somebody has it, else the full one that most statements have, without titles."""
    names = Counter(_bare(each.statement.speaker or "") for each in mine)
    asked = [name for name in names if wording(name) == wording(given)] if len(words(given)) > 1 or acronym(given) else []
    return next(iter(asked), None) or max(
        names, key=lambda each: (len(words(each)) > 1, names[each], len(words(each))), default=""
    )


def _bare(name: str) -> str:
    read = SpeakerName.read(name)
    without = read.without_titles() if read else None
    return without.text if without else name


def _date(excerpt: Excerpt) -> tuple[str, str, int]:
    return excerpt.first.published or "", excerpt.first.source, -excerpt.span.start
