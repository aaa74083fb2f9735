"""What a text has to say to mention something: the words themselves, whatever their case, in the singular or the plural."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qa.english.words import is_plural, without_accents, words
from qa.types.patterns import lazy_regex

_QUOTED = lazy_regex(r"^[“\"‘']\s*(?P<phrase>.+?)\s*[”\"’']$")
_BOTH = lazy_regex(r"^(?:both|all of)\s+", re.IGNORECASE)
_EITHER = lazy_regex(r"^(?:either|any of)\s+", re.IGNORECASE)
_BUT_NOT = lazy_regex(r",? (?:but|and) not (?:about |mention(?:ing)? )?", re.IGNORECASE)
_ARTICLE = lazy_regex(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_OR = lazy_regex(r"\s*,\s*(?:or\s+)?|\s+or\s+")
_AND = lazy_regex(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*")
_APOSTROPHE = re.compile("['’]")
_IN_TITLE = lazy_regex(r"\s+in (?:the|its|their) (?:title|headline)s?$", re.IGNORECASE)
# Letters that have an accent, or are two in one.
_ACCENTED = lazy_regex("[\u00c0-\u024f\u1e00-\u1eff\ufb00-\ufb06]")
# Between the words of a phrase: a space, a hyphen, the stop and space of an initial; a number may hang on a word: "COVID-19".
_BETWEEN = r"(?:(?<=[^\W\d_])-\d+)?[\W_]{1,3}"
# All capitals and this short: an abbreviation. "US" isn't "us", "WHO" isn't "who".
_LONGEST_ABBREVIATION = 4
# What a pattern takes for one word, and those of them that `exact_words` gives: nobody asks for longer ones.
_RUN, _PLAIN = lazy_regex(r"\w+"), re.compile(r"[a-z0-9_]{1,100}")
_CAPITALS = "^"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand next to each other."""

    text: str

    @property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """The forms of each word that count, for a full-text index."""
        *before, last = words(self.text)
        return (*((word,) for word in before), tuple(dict.fromkeys((last, *_other_forms(last)))))

    @property
    def exact(self) -> tuple[str, ...] | None:
        """The words each of which tells that a text mentions it; None where only the pattern can tell."""
        found = words(self.text)
        plain = [without_accents(form) for form in (found[-1], *_other_forms(found[-1]))]
        other = found[-1] != plain[0] and _ACCENTED.search(found[-1]) is None  # "CO₂" isn't "CO2"
        if (
            other
            or len(found) > 1
            or len(plain[0]) != len(found[0])
            or not all(_PLAIN.fullmatch(form.lower()) for form in plain)
        ):
            return None
        return tuple(_capitals(form) if _is_abbreviation(form) else form.lower() for form in plain)

    def pattern(self) -> re.Pattern[str]:
        """Return the expression that finds the phrase; case counts in an abbreviation only."""
        *before, last = (_literal(word) for word in words(self.text))
        ends = "|".join(sorted({last, *map(_literal, _other_forms(words(self.text)[-1]))}, key=lambda form: (-len(form), form)))
        return lazy_regex(rf"(?<!\w){''.join(word + _BETWEEN for word in before)}(?:{ends})(?:['’]s?)?(?!\w)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Phrases of which all have to stand in a document, or `in_title`, or `any_of` them; and none of `but_not`."""

    phrases: tuple[Phrase, ...]
    any_of: bool = False
    but_not: "Wanted | None" = None
    in_title: bool = False

    @classmethod
    def read(cls, text: str) -> "Wanted | None":
        """Read what a question names: "China and Russia", "Texas or Florida", "Texas but not Austin"; None without a word."""
        text = text.strip(" ,.?!")
        if (bare := _IN_TITLE.sub("", text)) != text:
            return replace(wanted, in_title=True) if (wanted := cls.read(bare)) else None
        if not _QUOTED.match(text) and len(parts := _BUT_NOT.split(text, maxsplit=1)) > 1:
            wanted, but_not = map(cls.read, parts)
            return replace(wanted, but_not=replace(but_not, any_of=True)) if wanted and but_not else None
        if quoted := _QUOTED.match(text):
            return cls.of([quoted["phrase"]])
        if len(parts := _split(_OR, _EITHER.sub("", text))) > 1 and re.search(r"\bor\b", text):
            return cls.of(parts, any_of=True)
        parts = _split(_AND, _BOTH.sub("", text))
        if len(parts) > 1 and (len({part.casefold() for part in parts}) < len(parts) or ("," in text and " and " not in text)):
            parts = [text]  # "Johnson and Johnson", "Rochester, New York"
        return cls.of(parts)

    @classmethod
    def of(cls, phrases: Sequence[str], *, any_of: bool = False) -> "Wanted | None":
        kept = tuple(Phrase(_ARTICLE.sub("", phrase)) for phrase in phrases if words(phrase))
        return cls(kept, any_of) if kept else None

    @property
    def in_words(self) -> str:
        """What is wanted as an answer calls it: "“China”", "both “China” and “Russia”", "“Texas” or “Florida”"."""
        if self.in_title:
            return f"{replace(self, in_title=False).in_words} in the title"
        if self.but_not is not None:
            return f"{replace(self, but_not=None).in_words} but not {self.but_not.in_words}"
        named = [f"“{phrase.text}”" for phrase in self.phrases]
        if len(named) == 1:
            return named[0]
        if self.any_of:
            return f"{', '.join(named[:-1])} or {named[-1]}"
        return f"{'both ' if len(named) == 2 else ''}{', '.join(named[:-1])} and {named[-1]}"


def mentions(pattern: re.Pattern[str], text: str) -> bool:
    """Whether the text has a phrase, with or without its accents."""
    return pattern.search(text) is not None or (
        _ACCENTED.search(text) is not None and pattern.search(without_accents(text)) is not None
    )


def exact_words(texts: Iterable[str]) -> frozenset[str]:
    """Return these sentences' words in small letters and without accents, an abbreviation in capitals as well ("us", "us^").

    A sentence mentions a phrase that has `exact` forms if, and only if, one of them is here. Words with letters other than a to
    z and words that are too long are left out.
    """
    found: set[str] = set()
    for text in texts:
        found.update(_RUN.findall(text))
        if _ACCENTED.search(text) is not None:
            # Case apart, a pattern takes this letter for an i, and it has no accent that could be taken away.
            found.update(_RUN.findall(without_accents(text).replace("ı", "i")))
    exact = {word.lower() for word in found} | {_capitals(word) for word in found if _is_abbreviation(word)}
    return frozenset(word for word in exact if _PLAIN.fullmatch(word.removesuffix(_CAPITALS)))


def _capitals(word: str) -> str:
    return f"{word.lower()}{_CAPITALS}"


def _is_abbreviation(word: str) -> bool:
    return word.isupper() and 1 < len(word) <= _LONGEST_ABBREVIATION


def _split(between: re.Pattern[str], text: str) -> list[str]:
    parts = between.split(text)
    return [bare["phrase"] if (bare := _QUOTED.match(part)) else part for part in parts if part.strip()]


def _other_forms(word: str) -> tuple[str, ...]:
    """Return a word's plural or its singular, by spelling alone; a name has neither."""
    if not word.islower() or len(word) < 3:
        return ()
    if word.endswith("ies") and len(word) > 4:
        return (f"{word[:-3]}y",)
    if word.endswith(("ches", "shes", "sses", "xes")):
        return (word[:-2],)
    if is_plural(word):
        return (word[:-1],)
    if word.endswith("y") and word[-2] not in "aeiou":
        return (f"{word[:-1]}ies",)
    return (f"{word}es",) if word.endswith(("ch", "sh", "ss", "x")) else (f"{word}s",)


def _literal(word: str) -> str:
    plain = without_accents(word)
    both = re.escape(word) if plain == word else f"(?:{re.escape(word)}|{re.escape(plain)})"
    both = _APOSTROPHE.sub("['’]", both)  # typed the one way, printed the other
    return both if _is_abbreviation(word) else f"(?i:{both})"
