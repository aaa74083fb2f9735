"""How the documents introduce somebody: the few sentences that tell who that is, each of another role."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log1p

from qa.attribution.answers.excerpts import Excerpt
from qa.attribution.answers.names import NameParts, agreement, parse_name
from qa.english.entities import NO_ROLES
from qa.english.lexicon import head_word, is_first_name, is_human, key
from qa.english.name_spans import NameSpan, find_name_spans
from qa.english.roles import roles_in
from qa.english.tokens import tokenise
from qa.english.word_lists import alternatives
from qa.english.words import STOP_WORDS, wording, words
from qa.store.sql import Library, Place
from qa.types import Citation
from qa.types.draft import cite

# So many of the newest documents are read for how they introduce somebody, and so many for more than the first sentence.
_READ, _READ_ON = 100, 8
# So many roles are told; what most of the newest so many documents say that somebody is comes first.
_MOST, _NEWEST = 3, 5
# More telling words of a role than so many count for no more.
_FULL = 4
# A role that fewer than one in so many of the documents tell that tell the first is left out, and one wording of so many.
_SELDOM, _ODD = 10, 20
# Two words for one office begin with so many of the same letters, where both have so many; they have at least so many.
_SAME, _BEGINNING = 5, 3
FORMER = re.compile(r"(?i)\b(?:former|then|ex|retired|late|onetime)\b")
# It tells nobody that anybody is; but a professor is something.
_HONORIFIC = re.compile(rf"(?i)(?:^|\s+)(?:{alternatives(NO_ROLES)})\.?$")
_BEFORE_OF = re.compile(r"\b(?:of|for|at|in|with|on|to|from|who|whose|that|which)\b")


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a document says that somebody is, and its sentence. `documents` is how many of those read say so."""

    role: str
    cited: Citation
    documents: int


@dataclass(frozen=True, slots=True)
class _Told:
    role: str
    cited: Citation
    said: bool  # by themselves: it is among what they said

    @property
    def document(self) -> str:
        return self.cited.document_id

    @property
    def fullness(self) -> int:
        """How many words of the role tell something."""
        return min(sum(word.casefold() not in STOP_WORDS for word in words(self.role)), _FULL)


def head_of(role: str) -> str:
    """Return the word for what somebody is: "gov" of "Gov. of Ohio"; "former" with it where they were."""
    before = words(_BEFORE_OF.split(role, maxsplit=1)[0])
    human = [word for word in before if is_human(word)]
    head = head_word(key(human[-1] if human else role.split()[0])).rsplit("-", 1)[-1]  # "ex-Gov.", "co-founder"
    return f"former {head}" if FORMER.search(role) else head


def alike(one: str, other: str) -> bool:
    """Whether two heads tell the same office: "gov" and "governor", "spokesman" and "spokesperson"."""
    (former, mine), (formerly, theirs) = one.rpartition(" ")[::2], other.rpartition(" ")[::2]
    length = min(len(mine), len(theirs), _SAME)
    return former == formerly and length >= _BEGINNING and mine[:length] == theirs[:length]


def introductions(
    library: Library, names: Sequence[str], places: Sequence[Place], mine: Sequence[Excerpt], first: Collection[str]
) -> tuple[Introduction, ...]:
    """Return what somebody is by the documents, the present role first, one sentence for each role.

    `places` are the documents that name them with the first sentence that does, newest first, `mine` is what they said. How the
    documents in `first` introduce them comes before all else.
    """
    own: dict[str, list[Excerpt]] = {}
    for each in mine:
        own.setdefault(each.document_id, []).append(each)
    read = sorted(places, key=lambda place: place.document_id not in first)
    told = [
        _Told(role, *_cite(place, own.get(place.document_id, ())))
        for place, roles in [*_first(names, read[:_READ]), *_further(library, names, read[:_READ_ON])]
        for role in roles
    ]
    newest = list(dict.fromkeys(each.document for each in sorted(told, key=_date, reverse=True)))[:_NEWEST]
    found: list[tuple[tuple[bool, int, int, int], Introduction]] = []
    groups = _by_head(told)
    last = {head: max(map(_date, group)) for head, group in groups.items()}
    for head, group in groups.items():
        best, documents = _fullest(group, first), {each.document for each in group}
        over = any(alike(f"former {head}", other) and last[other] > last[head] for other in last)
        now = 0 if over else len(documents.intersection(newest))
        rank = (not documents.isdisjoint(first), now, len(documents), best.fullness)
        found.append((rank, Introduction(best.role, best.cited, len(documents))))
    found.sort(key=lambda each: (each[0], each[1].cited.published or "", len(each[1].role)), reverse=True)
    most = max((each.documents for _, each in found), default=0)
    telling = [each for rank, each in found if rank[0] or rank[1] > 1 or each.documents * _SELDOM > most]
    once = {(each.cited.document_id, each.cited.start): each for each in reversed(telling)}
    return tuple(each for each in telling if each in once.values())[:_MOST]


def _fullest(group: Sequence[_Told], first: Collection[str]) -> _Told:
    """Return the role in full and as most documents have it: "Florida Gov.", neither "Gov." nor "challenger Gov."."""
    often = Counter(wording(each.role) for each in group)

    def rank(told: _Told) -> tuple[bool, bool, float, str, bool, str]:
        times, day = often[wording(told.role)], told.cited.published or ""
        full = told.fullness > 1 and times * _ODD >= len(group)
        return told.document in first, full, told.fullness * log1p(times), day[:4], not told.said, day

    return max(group, key=rank)


def _first(names: Sequence[str], places: Sequence[Place]) -> Iterator[tuple[Place, Sequence[str]]]:
    meant = _meaning(names)
    seen: set[str] = set()
    for place in places:
        if place.sentence is not None and wording(place.quote) not in seen:
            seen.add(wording(place.quote))
            yield place, _telling(place.quote, meant)


def _further(library: Library, names: Sequence[str], places: Sequence[Place]) -> Iterator[tuple[Place, Sequence[str]]]:
    """Read on in documents: "Brown, now a student in Bergen, …" tells of Ann Brown, if nobody else there is a Brown."""
    surname, meant = words(names[0])[-1], _meaning(names)

    def is_another(span: NameSpan) -> bool:
        full = len(span.words) > 1 and span.words[0][0].isupper() and span.kind in ("person", "likely")
        tails = (replace(span, words=span.words[at:]) for at in range(len(span.words) - 1))  # "Republican Ann Brown"
        return full and wording(span.surname) == wording(surname) and not any(map(meant, tails))

    passages = library.passages_of([place.document_id for place in places])
    for place in places:
        said = {
            at.start: (at, text)
            for passage in passages.get(place.document_id, ())
            for at in passage.sentences
            if surname.casefold() in (text := passage.words(at)).casefold()
        }
        spans = (each for _, text in said.values() for each in find_name_spans(tokenise(text)).values())
        known = meant if any(map(is_another, spans)) else _meaning(names, surname)
        for at, text in said.values():
            if place.sentence is None or at.start != place.sentence.start:
                yield place._replace(sentence=at, quote=text), _telling(text, known)


def _meaning(names: Sequence[str], surname: str = "") -> Callable[[NameSpan], bool]:
    """Return whether a name means whoever has these names: "Carl A. Taylor" is Carl Taylor.

    The surname alone does, too, where it is given; not with a title: "President Taylor" may be another.
    """
    known = [each for each in map(parse_name, names) if each.given]
    spelt = {wording(name) for name in names}

    def is_meant(span: NameSpan) -> bool:
        found = span.words
        if len(found) > 2 and "-" in found[0] and is_first_name(found[1]):
            found = found[1:]  # "Norwegian-born Ann Lee"
        text = " ".join(found)
        bare = bool(surname) and span.start == span.name and wording(text) == wording(surname)
        return bare or wording(text) in spelt or (len(found) > 1 and _fits(parse_name(text), known))

    return is_meant


def _fits(name: NameParts, known: Sequence[NameParts]) -> bool:
    """Whether a full name may be one of these; "George H.W. Bush" isn't "George W. Bush"."""
    mine, theirs = _initials(name), [_initials(each) for each in known if each.last == name.last]
    same = all(mine.startswith(each) or each.startswith(mine) for each in theirs)
    return bool(name.given) and same and any(agreement(name, each) in (0, 1) for each in known)


def _initials(name: NameParts) -> str:
    return "".join(part for part in name.given[1:] if len(part) == 1)


def _telling(sentence: str, is_meant: Callable[[NameSpan], bool]) -> list[str]:
    found = (_HONORIFIC.sub("", " ".join(role.split())) for role in roles_in(sentence, is_meant))
    return [role for role in found if role]


def _by_head(told: Sequence[_Told]) -> dict[str, list[_Told]]:
    """Put together, by the head of the first, what tells the same role, however long: "Gov." and "governor of Ohio"."""
    groups: dict[str, list[_Told]] = {}
    for each in told:
        head = head_of(each.role)
        same = next((other for other in groups if alike(head, other)), head)
        groups.setdefault(same, []).append(each)
    return groups


def _date(told: _Told) -> tuple[str, str]:
    return told.cited.published or "", told.cited.source


def _cite(place: Place, mine: Sequence[Excerpt]) -> tuple[Citation, bool]:
    """Cite the sentence, with the quotation it is the end of where it belongs to one of theirs; and tell whether it does."""
    cited = cite_place(place)
    said = next((each for each in mine if each.span.start <= cited.start < each.span.end), None)
    return (cited, False) if said is None else (replace(said.cite(1), speaker=None), True)


def cite_place(place: Place) -> Citation:
    """Cite the sentence of a place that has one."""
    assert place.sentence is not None, "only places with a sentence are cited"
    return cite(1, place[:4], place.sentence, place.quote)
