"""What a message asks of each of several documents: "which lease has the higher deposit", "what do both leases say about pets".

Nothing here knows the library: whether documents are called so is for `each_document` to find.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.english.numbers import COUNTS
from qa.english.word_classes import AUXILIARIES, FUNCTION_WORDS, is_noun, word_class
from qa.english.word_lists import alternatives, word_list
from qa.english.words import content_words, stem
from qa.types.patterns import lazy_regex

# Words that name a document at most: "the tool library".
MOST_WORDS = 4
_NUMBER = rf"(?P<n>{alternatives(COUNTS.keys() - {'one'})}|[2-9])"
_THE = r"(?:the|my|our|these|those)"
# "Which lease", "either of the leases"; "the two leases"; and "the leases" where they are compared.
_SORTS = (
    lazy_regex(rf"\b(?:which|either|neither|both|each|every)(?: one)?(?: of)?(?: {_THE})?(?: {_NUMBER})? (?=\w)", re.I),
    lazy_regex(rf"\b{_THE} {_NUMBER} (?=\w)", re.I),
    lazy_regex(rf"\b{_THE} (?=\w)", re.I),
)
WORD = lazy_regex(r"\w[\w’'-]*")
# "The rules of the gym" are no name, but "the tower of Pisa" may be one.
PARTED = lazy_regex(rf"\b(?:at|for|from|in|of|on|under) {_THE} |,", re.I)
_JOINS = lazy_regex(r",? (?:and|or|than|vs\.?|versus|with|to|from) ", re.I)
# What stands before a name that is joined to another: "at the museum or at the gym".
_LEADS = lazy_regex(
    rf"(?:(?:{alternatives(('at', 'by', 'for', 'from', 'in', 'of', 'on', 'that', 'those', 'under', 'with'))}) )?"
    r"(?:(?:the|my|our|your) )?",
    re.I,
)
_COMPARED = lazy_regex(r"\b(?:compar(?:e|ed|ison)|contrast|differ(?:s|ent|ence|ences)?|chang(?:e|es|ed)|vs|versus)\b", re.I)
_OF_BOTH = lazy_regex(r"\b(?:both|either|neither|same)\b", re.I)
_SAYS = lazy_regex(rf"what do {_THE} \w+s (?:say|tell)\b", re.I)
_FRAME = frozenset(map(stem, "compare comparison contrast difference differ change versus vs same apart".split()))
_TELL = frozenset(map(stem, {*word_list("verbs of saying"), "mention", "give", "offer", "have"}))
_ASKS = lazy_regex(
    rf"(?:{alternatives(each for each in AUXILIARIES | {'do', 'does', 'did'} if each.isalpha())}|who|when|where|why|how) ", re.I
)
# Before "both leases".
_SINGULAR = {"do": "does", "are": "is", "have": "has", "were": "was"}
_PLURAL = lazy_regex(rf"\b(?:{alternatives(_SINGULAR)})$", re.I)
_MORE = {"more": "much", "most": "much", "less": "much", "least": "much", "fewer": "many", "fewest": "many"}
# Of "the higher deposit" it is asked what it is, not how high; and "how long" it is, not how short.
_PLAIN = frozenset("high low big large small good bad great fair safe rich strict".split())
_OTHERWISE = {"short": "long", "quick": "long", "fast": "long", "slow": "long", "young": "old", "new": "old", "light": "heavy"}
_WHEN = frozenset({"late", "early", "soon"})
_A_NAME = 0.25  # the share of a word's uses as a noun or an adjective, from which on a name may begin with it
_PRICED = frozenset({"cheap", "expensive", "costly"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a message, from `start`, that may begin with what several documents are called.

    `number` is how many they are, where that is told.
    """

    start: int
    words_at: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class OfEach:
    """A `question` to read in each document, and what it is on; `counts`: a number answers it, `about`: all that is told of it.

    `compares`: it is said that both are meant, so that one which tells nothing is told of, too.
    """

    question: str
    topic: str
    counts: bool = False
    about: bool = False
    compares: bool = False


def may_ask_of_each(text: str) -> bool:
    """Whether it may ask the same of several documents, whatever they are called."""
    return any(joints(text)) or any(sorts(text))


def sorts(text: str) -> Iterator[Mention]:
    """Yield where documents of one sort may be named, the surest first."""
    for number, shape in enumerate(_SORTS):
        if number < len(_SORTS) - 1 or _COMPARED.search(text) or _SAYS.match(text):
            for found in shape.finditer(text):
                if (first := WORD.match(text, found.end())) and _begins_no_name(first[0].casefold()):
                    continue  # "which is open", "which lasts longest"
                many = found.groupdict().get("n") or ""
                yield Mention(found.start(), found.end(), int(many) if many.isdigit() else COUNTS.get(many.casefold()))


def joints(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where one name may end and another begin, and whether the first may stand apart: "is A longer than B".

    There are such only where things are set against each other.
    """
    if not (_COMPARED.search(text) or _OF_BOTH.search(text) or _comparative(text)):
        return
    for found in _JOINS.finditer(text):
        lead = _LEADS.match(text, found.end())
        yield found.start(), lead.end() if lead else found.end(), found.group().strip(" ,").casefold() == "than"


def asked(text: str, spans: list[tuple[int, int]], called: str = "") -> OfEach | None:
    """Return what is asked where the spans name the documents, of one sort that is `called` so; None where nothing is.

    A question stays one, of a single document: "does the lease allow dogs?", "who repairs things under the lease?".
    """
    rest = text
    for start, end in sorted(spans, reverse=True):
        rest = f"{rest[:start]} {rest[end:]}"
    rest = " ".join(re.sub(r"[,;:.?!]+(?= |$)", " ", rest).split())
    both = bool(_COMPARED.search(text) or _OF_BOTH.search(text))
    if (found := _comparative(rest)) is not None:
        word, base = found
        before, after = rest[: word.start()], rest[word.end() :].strip()
        topic = _telling(after) or _telling(before)
        return OfEach(_how(base, topic, after), topic, counts=True, compares=both) if topic or base not in _MORE else None
    topic = _telling(rest)
    if not topic:
        return None
    if called and _ASKS.match(text) and not _COMPARED.search(text):
        start, end = spans[0]
        before = _PLURAL.sub(lambda verb: _SINGULAR[verb.group().casefold()], text[:start].rstrip())
        one = f"{before} the {called}{text[end:]}".rstrip(" ?.!")
        return OfEach(f"{one}?", topic, compares=both)
    return OfEach(f"What about {topic}?", topic, about=True, compares=True)


def begins_name(before: str) -> bool:
    """Whether a name may begin after these words: not after "late payment", of whose rules "rules" is no name."""
    last = next(iter(WORD.findall(before)[-1:]), "")
    return not last or before.rstrip()[-1:] == "," or last.casefold() in FUNCTION_WORDS or stem(last) in _FRAME | _TELL


def _how(base: str, topic: str, after: str) -> str:
    is_thing = any(map(is_noun, topic.split()))
    if base in _MORE:
        return f"How {_MORE[base]} {topic}?"
    if base in _PRICED:
        return f"How much does it cost {after}?" if _telling(after) == topic else f"How much does the {topic} cost?"
    if base in _WHEN:
        return f"When {'is the' if is_thing else 'does it'} {topic or 'begin'}?"
    if topic and not is_thing:
        return f"How {_OTHERWISE.get(base, base)} does it {topic}?"
    if base in _PLAIN and topic:
        return f"What is the {topic}?"
    return f"How {_OTHERWISE.get(base, base)} is {f'the {topic}' if topic else 'it'}?"


def _comparative(text: str) -> tuple[re.Match[str], str] | None:
    """Return the word that compares, and the adjective that it is of: "longer" and "long"."""
    for word in re.finditer(r"[A-Za-z]+", text):
        low = word.group().casefold()
        base = low if low in _MORE or low in ("better", "best", "worse", "worst") else _adjective(low)
        if base:
            return word, {"better": "good", "best": "good", "worse": "bad", "worst": "bad"}.get(base, base)
    return None


def _adjective(low: str) -> str:
    """Return the adjective of "higher", "cheapest", "later", "bigger" or "heavier"; "" of a word that compares nothing."""
    ending = "er" if low.endswith("er") else "est" if low.endswith("est") else ""
    if not ending or low in FUNCTION_WORDS or word_class(low).noun:
        return ""
    begun = low[: -len(ending)]
    bases = (
        begun,
        f"{begun}e",
        begun[:-1] if begun[-1:] == begun[-2:-1] else "",
        f"{begun[:-1]}y" if begun[-1:] == "i" else "",
    )
    return next((each for each in bases if each and word_class(each).adjective and not word_class(each).noun), "")


def _telling(text: str) -> str:
    """Return the words that tell what it is on, without those that only compare or say that something is told."""
    there = [word for word in content_words(text) if word.casefold() not in FUNCTION_WORDS]
    return " ".join(word for word in there if stem(word) not in _FRAME and stem(word) not in _TELL)


def _begins_no_name(low: str) -> bool:
    known = word_class(low)
    return low in AUXILIARIES or low in FUNCTION_WORDS or known.noun + known.adjective < _A_NAME
