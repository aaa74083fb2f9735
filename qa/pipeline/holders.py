"""Who holds an office: "Who is the governor of Hawaii?" is told by the newest documents that call somebody so."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from qa.attribution.answers.introductions import FORMER
from qa.english.dates import dates_in
from qa.english.lexicon import is_human
from qa.english.mentions import OTHER_OFFICE
from qa.english.name_spans import NameSpan
from qa.english.periods import Period, split_period
from qa.english.roles import named_with_roles
from qa.english.wanted import Wanted
from qa.english.word_classes import AUXILIARIES, WH
from qa.english.word_lists import alternatives, entries_of, heads_of, word_list
from qa.english.words import content_words, stem, stems, words
from qa.pipeline.asking import Asking
from qa.pipeline.overviews.asked import within
from qa.pipeline.quoting import EXTRACTIVE
from qa.pipeline.refusals import unsure
from qa.reading.question import BRITISH, forms_of
from qa.store.sql import Library, Passage
from qa.types import Answer, Sentence
from qa.types.draft import Draft
from qa.types.patterns import lazy_regex
from qa.verification.citations import cite_sentence

# The newest documents that have the words of an office and of what it is of, and their passages that are looked through.
_DOCUMENTS, _PASSAGES = 60, 100
# People who are told of where several are called so at one time.
_PEOPLE = 4
# Documents that are looked at for when somebody was last called so.
_TITLED = 5
# Words of a question, and of what the office is of.
_LONGEST, _MOST_OF = 14, 8
_IS = r"(?:['’]?s| is| was)"
_NOW = r"(?:(?:the|current|currently|present|acting|now) )*"
_ASKS = rf"(?P<asks>(?:(?:so|and|do you know) )*(?:who{_IS}|(?:what{_IS} )?(?:the )?name of) )?{_NOW}"
_LATER = r"(?:,? (?:now|currently|today|right now|at the moment|these days|name|again))*"
# "runs" → "ceo", "president", …
_DOES = {
    form.replace("_", " "): [office.replace("_", " ") for office in offices.split()]
    for forms, offices in (entry.split(": ") for entry in entries_of("who does an office"))
    for form in forms.split()
}
_ALIKE = [[office.replace("_", " ") for office in entry.split()] for entry in entries_of("offices alike")]
_PARTIES = word_list("parties and religions")
_SHAPES = tuple(
    lazy_regex(rf"(?i){shape}{_LATER}")
    for shape in (
        rf"(?P<asks>who(?:{_IS})?) (?:currently |now )?(?P<does>{alternatives(_DOES)}) (?P<of>\S.*?)",
        rf"{_ASKS}(?P<office>\S+(?: \S+){{0,3}}?) (?:of|at|for|in|on|to|from) (?P<of>\S.*?)",
        rf"{_ASKS}(?P<office>\S+(?: \S+)+?)",
    )
)


@dataclass(frozen=True, slots=True)
class Office:
    """Any of these `names` of an office, with all the `words` that tell which one or of what, and when.

    `phrase` is these words where they stand next to each other: "new zealand".
    """

    names: tuple[str, ...]
    words: tuple[str, ...]
    phrase: str
    period: Period


@dataclass(slots=True, eq=False)
class Holder:
    """Whoever is called so, by the newest sentence that does; `days` are those of all documents that do, newest first."""

    name: str
    passage: Passage
    sentence: Sentence
    days: list[str] = field(default_factory=list)


def asked_of_office(question: str) -> Office | None:
    """Return the office whose holder is asked for: "Who runs Disney?", "hawaii governor"; None where none is."""
    text, period = split_period(" ".join(question.split()).rstrip(" ?!."))
    if len(text.split()) > _LONGEST:
        return None
    for found in filter(None, (shape.fullmatch(text) for shape in _SHAPES)):
        told = found.groupdict()
        if told.get("does"):
            return _office(_DOES[told["does"].casefold()], told["of"], period)
        if not told["asks"] and not {*text.casefold().split()}.isdisjoint(WH | AUXILIARIES):
            return None  # "how old is the governor of Hawaii" asks for something else
        named: list[str] = told["office"].casefold().split()
        for length in (3, 2, 1):
            name = " ".join(named[-length:])
            alike = _alike(name) or _DOES.get(name, [])
            if len(named) >= length and (alike or (length == 1 and is_human(name))):
                which = [word for word in named[:-length] if word != "new" or not told.get("of")]  # "the new mayor of Kona"
                return _office([name, *alike], " ".join([*which, told.get("of") or ""]), period)
    return None


def _alike(name: str) -> list[str]:
    """Return the names of the same office; none where only this one is known."""
    return [other for group in _ALIKE if name in group for other in group]


def _office(names: list[str], of: str, period: Period) -> Office | None:
    of = re.sub(r"['’]s?(?!\w)|\bthe\b", "", of.casefold()).strip()
    of = heads_of("names of states").get(of, of)
    told = tuple(dict.fromkeys(content_words(of) or words(of)))
    phrase = of if len(told) == len(of.split()) > 1 else ""
    return Office(tuple(dict.fromkeys(names)), told, phrase, period) if 0 < len(told) <= _MOST_OF else None


def holder(asking: Asking, library: Library) -> Answer | None:
    """Quote the newest document that tells who holds the office; None where none does.

    Unsure, and with the others, where several are called so at one time; keywords may ask for something else then.
    """
    if (office := asked_of_office(asking.standalone)) is None:
        return None
    scope = asking.question.scope
    people = _holders(library, office, library.in_scope(within(scope, office.period.of_reports) if office.period else scope))
    if not people:
        return None
    first, *others = people
    at_once = [each for each in others if each.days[0] >= first.days[-1]]
    if at_once and asking.kind.bare:
        return None
    if at_once:
        first, *others = sorted([first, *at_once], key=lambda each: -len(each.days))
    elif others and len(first.days) == 1:  # whom one document calls so may have been it long ago
        first, *others = sorted(people, key=lambda each: _last_titled(library, office, each), reverse=True)
    else:
        others = []
    draft = Draft(EXTRACTIVE)
    tell = draft.item if others else draft.said
    for each in [first, *others][:_PEOPLE]:
        tell(cite_sentence(each.passage, each.sentence, marker=draft.next_marker, score=1.0))
    answer = asking.answer(draft, None if others else first.name)
    return unsure(answer) if others else answer


def _last_titled(library: Library, office: Office, holder: Holder) -> str:
    """Return the day of the newest document that has the name with the office before it, and no "former" before that."""
    titled = [f"{name} {holder.name}" for name in office.names]
    wanted = Wanted.of(titled, any_of=True)
    there = library.census.mentioning(wanted) if wanted else ()
    told = library.census.with_mentions(wanted, there[:_TITLED]) if wanted else ()
    return next((each.published or "" for each in told if not FORMER.search(each.quote)), "")


def _holders(library: Library, office: Office, documents: frozenset[str] | None) -> list[Holder]:
    """Return who is called so in the newest documents that have the words, whom the newest calls so first."""
    having = _having(library, [office.phrase], documents) if office.phrase else frozenset[str]()
    having = having or _having(library, office.words, documents)
    wanted = Wanted.of(office.names, any_of=True)
    newest = library.census.mentioning(wanted, having)[:_DOCUMENTS] if wanted and having else ()
    sought = [word for text in (*office.words, *office.names) for each in _written(text) for word in words(each)]
    hits = library.search_words(list(dict.fromkeys(sought)), _PASSAGES, frozenset(place.document_id for place in newest))
    found = library.passages([hit.chunk_id for hit in hits] if newest else []).values()
    told = [(each.published or "", each, *one) for each in found for one in _named_so(office, each)]
    people: dict[str, Holder] = {}
    for day, passage, sentence, name in sorted(told, key=lambda each: (each[0], -each[2].start), reverse=True):
        known = people.setdefault(name.split()[-1].casefold(), Holder(name, passage, sentence))
        known.name = max(known.name, name, key=len)
        known.days.append(day)
    return [*people.values()]


def bearers(office: str, passages: Sequence[Passage]) -> list[str]:
    """Return the names of those whom sentences of these passages call so: "the governor", "the union president"."""
    *which, last = content_words(office.casefold())
    names = _alike(last) or [last]
    found: Counter[str] = Counter()
    for passage in passages:
        for sentence in passage.sentences:
            text = passage.words(sentence)
            if stems(" ".join(names)).isdisjoint(stems(text)):
                continue
            for span, role in named_with_roles(text, _is_person):
                said = f" {' '.join(words(role.casefold()))} "
                if any(f" {name} " in said for name in names) and OTHER_OFFICE.isdisjoint({*said.split()} - {*which}):
                    found[" ".join(span.words)] += sum(f" {word} " in said for word in which) if which else 1
    most = max(found.values(), default=0)
    return [name for name, number in found.items() if number == most > 0 or (which and len(found) == 1)]


def _having(library: Library, texts: Sequence[str], documents: frozenset[str] | None) -> frozenset[str]:
    """Return the documents (ids) that have each of these texts, however it is written."""
    for text in texts:
        wanted = Wanted.of(_written(text), any_of=True)
        documents = frozenset(place.document_id for place in library.census.mentioning(wanted, documents)) if wanted else None
    return documents or frozenset()


@cache
def _written(text: str) -> tuple[str, ...]:
    """Return how else the same land or its people are written: "british" and "united kingdom" for "uk"."""
    states = heads_of("names of states")
    head = states.get(text, text)
    groups = (entry.split() for entry in entries_of("origins alike"))
    alike = [head.upper() if head in states.values() else text]  # "US", which isn't "us"
    alike += [other for other, of in states.items() if of == head]
    alike += [other for group in groups if text in group for other in group]
    for british, american in BRITISH:
        alike += [
            text.removesuffix(one) + other for one, other in ((british, american), (american, british)) if text.endswith(one)
        ]
    alike += [text[:-1]] if text.endswith("s") and " " not in text else []  # "brazils", as a phone writes it
    return tuple(dict.fromkeys(alike))


@cache
def _forms(word: str) -> frozenset[str]:
    return frozenset(stem(form) for each in _written(word) for form in (each, *forms_of(stem(each))))


def _named_so(office: Office, passage: Passage) -> Iterator[tuple[Sentence, str]]:
    """Yield each sentence of the passage that calls somebody so, and whom."""
    for sentence in passage.sentences:
        text = passage.words(sentence)
        there = stems(text)
        if _is_of_old(text, passage.published):
            continue
        around = stems(f"{passage.title} {passage.text}")
        if not _lacking(office, there | around) and any(stems(name) <= there for name in office.names):
            for span, role in named_with_roles(text, _is_person):
                if _is_held(office, text, role, around):
                    yield sentence, " ".join(span.words)


def _is_of_old(sentence: str, published: str | None) -> bool:
    """Whether it tells of a year before the last one: whoever held an office then."""
    last = int((published or "0000")[:4]) - 1
    return any(int(told.day[:4]) < last for told in dates_in(sentence, published))


def _is_person(span: NameSpan) -> bool:
    return bool(span.words) and (span.kind == "person" or (span.kind == "likely" and len(span.words) > 1))


def _lacking(office: Office, there: frozenset[str]) -> list[str]:
    """Return the words of what the office is of that these stems don't have in any form."""
    return [word for word in office.words if _forms(word).isdisjoint(there)]


def _is_held(office: Office, sentence: str, role: str, around: frozenset[str]) -> bool:
    """Whether a role is this office, and now: "former Hawaii Gov." and "Hawaii Lt. Gov." are not.

    Half of the words of what it is of may stand `around` it: "the Lions coach", in an article on the Detroit Lions.
    """
    said, asked = words(role.casefold()), " ".join(office.words)
    initials = {"".join(word[0] for word in office.words[:length]) for length in range(2, len(office.words) + 1)}
    lacking = _lacking(office, frozenset(map(stem, said))) if initials.isdisjoint(said) else []
    before = sentence[: max(0, sentence.find(role))].split()[-1:]
    was = FORMER.search(" ".join([*before, role])) and not FORMER.search(asked)
    if was or not OTHER_OFFICE.isdisjoint({*said} - {*office.words}) or 2 * len(lacking) > len(office.words):
        return False
    if any(_forms(word).isdisjoint(around) for word in lacking):
        return False
    if any(_names_more(office, word) for word in words(role)):
        return False  # "governor of the Bank of England" governs no England, nor does a "Battalion Chief" run the department
    return any(f" {name} " in f" {' '.join(said)} " for name in office.names)


def _names_more(office: Office, word: str) -> bool:
    """Whether a word of a role names something else than the office and what it is of."""
    own = any(stem(word) in _forms(each) for each in office.words) or any(word.casefold() in name for name in office.names)
    return word[:1].isupper() and not (own or word.isupper() or word.casefold() in _PARTIES)
