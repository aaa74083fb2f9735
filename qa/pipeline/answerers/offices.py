"""Which office a question asks the holder of, and whether what a sentence calls somebody is that office."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from qa.attribution.answers.introductions import FORMER
from qa.english.dates import dates_in
from qa.english.gazetteer import PLACES
from qa.english.lexicon import is_human
from qa.english.mentions import OTHER_OFFICE
from qa.english.name_spans import NameSpan
from qa.english.periods import Period, split_period
from qa.english.roles import named_with_roles
from qa.english.word_classes import AUXILIARIES, WH
from qa.english.word_lists import alternatives, entries_of, heads_of, word_list
from qa.english.words import content_words, stem, stems, words
from qa.reading.question import BRITISH, forms_of
from qa.store.sql import Passage
from qa.types import Sentence
from qa.types.patterns import lazy_regex

# Words of a question, of what an office is of, and of a role at most.
_LONGEST, _MOST_OF, _MOST_SAID = 14, 8, 12
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
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
# Nobody is it who was, who will be, or who wants to be.
_NOT_NOW = re.compile(r"(?i)\b(?:future|next|incoming|outgoing|would-be|aspiring|hopeful|candidate|nominee|elect|late)\b")
_HEAD_ENDS = re.compile(r"\b(?:of|for|at|in|on|to|from|who|whose|that|which)\b|,")


@dataclass(frozen=True, slots=True)
class Office:
    """Any of these `names` of an office, with the words that tell `which` one, and `of` what it is, in order; and when."""

    names: tuple[str, ...]
    which: tuple[str, ...]
    of: tuple[str, ...]
    period: Period

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.which, *self.of)))

    @property
    def phrase(self) -> str:
        """The words of what it is of where they are a name of several: "new zealand"."""
        return " ".join(self.of) if len(self.of) > 1 else ""


def asked_of_office(question: str) -> Office | None:
    """Return the office whose holder is asked for: "Who runs Disney?", "hawaii governor"; None where none is."""
    text, period = split_period(" ".join(question.split()).rstrip(" ?!."))
    if len(text.split()) > _LONGEST:
        return None
    for found in filter(None, (shape.fullmatch(text) for shape in _SHAPES)):
        told = found.groupdict()
        if told.get("does"):
            return _office(_DOES[told["does"].casefold()], [], told["of"], period)
        if not told["asks"] and not {*text.casefold().split()}.isdisjoint(WH | AUXILIARIES):
            return None  # "how old is the governor of Hawaii" asks for something else
        named: list[str] = told["office"].casefold().split()
        if "as" in named:
            continue  # "and as a free agent?"
        for length in (3, 2, 1):
            name = " ".join(named[-length:])
            alike = same_office(name) or _DOES.get(name, [])
            if len(named) >= length and (alike or (length == 1 and is_human(name))):
                which = [word for word in named[:-length] if word != "new"] if told.get("of") else []
                return _office([name, *alike], which, told.get("of") or " ".join(named[:-length]), period)
    return None


def same_office(name: str) -> list[str]:
    """Return the names of the same office; none where only this one is known."""
    return [other for group in _ALIKE if name in group for other in group]


def _office(names: list[str], which: Sequence[str], of: str, period: Period) -> Office | None:
    of = " ".join(re.sub(r"['’]s?(?!\w)|\bthe\b", "", of.casefold()).split())
    of = heads_of("names of states").get(of, of)
    of_what = tuple(dict.fromkeys(content_words(of) or words(of)))
    which = tuple(content_words(re.sub(r"['’]s?(?!\w)", "", " ".join(which))))
    return Office(tuple(dict.fromkeys(names)), which, of_what, period) if 0 < len(of_what) <= _MOST_OF else None


@cache
def _lands() -> frozenset[str]:
    return frozenset(heads_of("names of states").values())


@lru_cache(maxsize=4096)  # words of questions, which anybody may ask
def written(text: str) -> tuple[str, ...]:
    """Return how else the same land or its people are written: "british" and "united kingdom" for "uk"."""
    states = heads_of("names of states")
    head = states.get(text, text)
    groups = (entry.split() for entry in entries_of("origins alike"))
    alike = [head.upper() if head in _lands() else text]  # "US", which isn't "us"
    alike += [other for other, of in states.items() if of == head]
    alike += [other for group in groups if text in group for other in group]
    for british, american in BRITISH:
        pairs = ((british, american), (american, british))
        alike += [text.removesuffix(one) + other for one, other in pairs if text.endswith(one)]
    alike += [text[:-1]] if text.endswith("s") and " " not in text else []  # "brazils", as a phone writes it
    return tuple(dict.fromkeys(alike))


@lru_cache(maxsize=4096)
def _forms(word: str) -> frozenset[str]:
    return frozenset(stem(form) for each in written(word) for form in (each, *forms_of(stem(each))))


def holders_in(office: Office, passage: Passage) -> Iterator[tuple[Sentence, str]]:
    """Yield each sentence of the passage that calls somebody so, and whom."""
    around = stems(f"{passage.title} {passage.text}")
    if any(_forms(word).isdisjoint(around) for word in office.words):
        return
    names = [stems(name) for name in office.names]
    for sentence in passage.sentences:
        text = passage.words(sentence)
        there = stems(text)
        if any(name <= there for name in names) and not _is_of_old(text, passage.published):
            for span, role in named_with_roles(text, is_person):
                if _is_held(office, text, role):
                    yield sentence, " ".join(span.words)


def _is_of_old(sentence: str, published: str | None) -> bool:
    """Whether it tells of a year before the last one: whoever held an office then."""
    last = int((published or "0000")[:4]) - 1
    told = [int(each.day[:4]) for each in dates_in(sentence, published)]
    return any(year < last for year in (*told, *map(int, _YEAR.findall(sentence))))


def is_person(span: NameSpan) -> bool:
    """Whether a name may be somebody's."""
    named = bool(span.words) and span.words[0][:1].isupper()
    return named and (span.kind == "person" or (span.kind == "likely" and len(span.words) > 1))


def _is_held(office: Office, sentence: str, role: str) -> bool:
    """Whether a role is this office, and now: "former Hawaii Gov.", "Hawaii Lt. Gov." and "Hawaii state Sen." are not.

    The last word of a name stands for it, "Lions coach" for the Detroit Lions'; so do its initials.
    """
    said, asked = words(role.casefold()), " ".join((*office.which, *office.of))
    before = sentence[: max(0, sentence.find(role))].split()[-1:]
    now = " ".join([*before, role])
    if _NOT_NOW.search(now) or (FORMER.search(now) and not FORMER.search(asked)) or len(said) > _MOST_SAID:
        return False
    if not OTHER_OFFICE.isdisjoint({*said} - {*office.words}) or (re.search(r"\bstate\b", role) and "state" not in asked):
        return False
    initials = {"".join(word[0] for word in office.of[:length]) for length in range(2, len(office.of) + 1)}
    there = frozenset(map(stem, said))
    lacking = [word for word in office.of if _forms(word).isdisjoint(there)] if initials.isdisjoint(said) else []
    is_short = lacking == [*office.of[: len(lacking)]] != [*office.of] and PLACES.isdisjoint(lacking)
    if (lacking and not is_short) or any(_forms(word).isdisjoint(there) for word in office.which):
        return False
    if any(_names_more(office, word) for word in words(role)):
        return False  # "governor of the Bank of England" governs no England, nor does a "Battalion Chief" run the department
    head = f" {' '.join(words(_HEAD_ENDS.split(role.casefold(), maxsplit=1)[0]))} "
    return any(f" {name} " in head or name in said[:1] for name in office.names)


def _names_more(office: Office, word: str) -> bool:
    """Whether a word of a role names something else than the office and what it is of."""
    own = any(stem(word) in _forms(each) for each in office.words) or any(word.casefold() in name for name in office.names)
    return word[:1].isupper() and not (own or word.isupper() or word.casefold() in _PARTIES)
