"""People as the documents show them: how they are introduced, what they said, what is said of them, when and where."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qa.attribution.answers.excerpts import Excerpt, excerpts, once
from qa.attribution.answers.name_words import acronym
from qa.attribution.answers.namesakes import bare_name, who_is_meant
from qa.english.entities import NO_ROLES
from qa.english.lexicon import is_first_name, is_human
from qa.english.wanted import Wanted
from qa.english.words import wording, words
from qa.store.sql import Library, Place
from qa.types import Citation, Span

# Words that begin what somebody is, after a comma.
_BEGINS = (
    r"(?!(?:who|which|whose|when|while|where|as|and|but|or|if|because|including|along|according|speaking|told|said)\b)"
    r"(?:an?|the|one of|[A-Z][\w.]*(?: [A-Z][\w.]*)*['’]s"
    r"|its|his|her|their|our|former|acting|now|currently|formerly|co-\w+|[a-z][\w-]+(?: [a-z][\w-]+){0,4}"
    r" (?:of|for|at|in|with|on)\b|[a-z][\w-]*[^\Ws](?=[,;)]|$))"
)
# "who is …", "who leads …".
_WHO = (
    r"who (?:is|was|has been|serves|served|leads|led|heads|headed|runs|ran|plays|played|became|directs|directed|represents"
    r"|represented|founded|owns|works|worked|won|chairs|chaired|coached|coaches|teaches|taught)\b"
)
_IS = r"(?:is|was|has been|became|serves as|served as|had been|will be)"
# "… is director of a harbour": what stands before the preposition is to be a word for a person.
_OFFICE = r"(?:[A-Z][\w.]*\s+){0,4}(?:[a-z][\w-]*\s+){1,2}(?:of|for|at|in)\s"
_END = r"(?=,|;|:|[.!?][”\"’']?(?:\s|$)|\s[—–-]\s|$)"
_AGED = r"(?:\d{1,3},\s+)?"
# What a title may have before its last word: "Deputy State Department spokesperson", "vice president".
_BEFORE_TITLE = frozenset(
    "deputy former vice prime press head assistant associate senior chief acting interim longtime veteran retired foreign state"
    " police defense attorney general executive managing then-president democratic republican house senate u.s.".split()
)
# Nothing of a title stands before these.
_FIRST = frozenset("former then-president acting interim longtime veteran retired".split())
_MOST_TITLE_WORDS = 8
_LONGEST_ROLE = 160
# No person is introduced by these, though they stand before names.
_NO_TITLES = frozenset("and or but the a an of for by with from to in on at said says told that as than while when".split())
# Documents, or passages, of somebody that are read for more than the first sentence with the name.
_READ_ON = 5
# Forms of a name that documents are searched for.
_MOST_FORMS = 4
# They tell nothing of who it is.
_ARTICLE = re.compile(r"(?i)^(?:an?|the) ")
# They stand for people and name none: "Nobody was hurt".
_NO_NAMES = frozenset("nobody none everybody everyone anybody anyone somebody someone".split())


def introduction(name: str, sentence: str) -> str | None:
    """Return what the sentence says that this person is, in its own words; None where it doesn't."""
    flat = " ".join(sentence.split())
    named = r"[\W_]{1,3}".join(map(re.escape, words(name)))
    for shape in (
        rf"{named},\s+{_AGED}(?P<role>{_BEGINS}.*?){_END}",
        rf"{named}\s+\((?P<role>{_BEGINS}[^)]*)\)",
        rf"{named},\s+{_AGED}(?P<role>{_WHO}.*?){_END}",
        rf"{named}\s+{_IS}\s+(?P<role>(?:an?|the|one of|[A-Z]\w+['’]s)\s.*?){_END}",
        rf"{named}\s+{_IS}\s+(?P<role>{_OFFICE}.*?)(?:{_END}|(?=\s+and\s))",
    ):
        found = re.search(rf"(?<!\w){shape}", flat)
        if found and re.match(r"\.\s+[A-Z]", flat[found.end() :]) and is_human(words(found["role"])[-1]):
            continue  # "…, former New Jersey Gov. Chris Christie": the next of a list
        if found and len(found["role"]) <= _LONGEST_ROLE and _names_a_human(found["role"]):
            return found["role"].strip()
    found = re.search(rf"(?<!\w){named}(?!\w)", flat)
    return _title(flat[: found.start()]) if found else None


def _names_a_human(role: str) -> bool:
    """Whether a word before the first preposition or relative clause is one for a person, or it tells what they do."""
    head = re.split(r"\b(?:of|for|at|in|with|on|to|from|who|whose|that|which)\b", role, maxsplit=1)[0]
    if role.startswith("who "):
        return True
    found = words(head)
    # "…, former Vice President Mike Pence": the next of a list.
    listed = re.match(r"(?:former|acting|now|currently|formerly|co-)", role) and any(
        is_human(title) and first[0].isupper() and last[0].isupper() and not is_human(first)
        for title, first, last in zip(found, found[1:], found[2:], strict=False)
    )
    return not listed and any(is_human(word) for word in found)


def _title(before: str) -> str | None:
    """Return the title that ends right before a name."""
    parts = before.split()
    kept: list[str] = []
    while parts and len(kept) < _MOST_TITLE_WORDS:
        word = parts[-1]
        bare = word.strip("“”\"'’(")
        if not bare or (word != bare and kept) or word[-1] in ",;:!?)”":
            break
        first = not kept
        low = bare.casefold().rstrip(".")
        if first and (
            low in _NO_TITLES or bare in _FIRST or not is_human(bare.rstrip(".")) or re.search(r"^[a-z].*[^s]s$", bare)
        ):
            return None  # "which stars LeBron James"
        if not first and not (bare[0].isupper() or low in _BEFORE_TITLE or "-year-old" in low):
            break
        if not first and low in _NO_TITLES:
            break
        kept.insert(0, bare)
        parts.pop()
        if bare in _FIRST:
            break
    return " ".join(kept) or None


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
    said = once(excerpts(each for excerpt in meant.said for each in excerpt.statements))
    said.sort(key=lambda each: (each.first.published or "", each.first.source, -each.span.start), reverse=True)
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


def _full_forms(name: str, mine: Sequence[Excerpt]) -> list[str]:
    """Return the name and others of this person that nobody else would be meant by: no surname alone."""
    others = (bare_name(each.speaker or "") for each in mine)
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
            wording(each.role) in NO_ROLES,
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
    passages = library.passages_of([place.document_id for place in places[:_READ_ON]])
    for place in places[:_READ_ON]:
        said = {
            at.start: (at, passage.words(at)) for passage in passages.get(place.document_id, ()) for at in passage.sentences
        }
        if any(is_first_name(each) and each not in name for _, text in said.values() for each in others.findall(text)):
            continue
        later = (said[start] for start in sorted(said) if place.sentence and start > place.sentence.start)
        roles = ((introduction(surname, text), place._replace(sentence=at, quote=text)) for at, text in later)
        telling = ((role, _cite(there)) for role, there in roles if role and wording(role) not in NO_ROLES)
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
