"""Words of a question or sentence, stemmed the way the full-text index stems them."""

import re
import unicodedata
from functools import lru_cache

from Stemmer import Stemmer

from qa.english.word_lists import word_list

_WORD = re.compile(r"\w+(?:['’]\w+)?")
# "O'Connor" and "d'Angelo": to the index such a beginning is a word of its own.
_BEGINNING = re.compile(r"^\w{1,2}'(?=\w{3})")
_POSSESSIVE = re.compile(r"['’]s?$")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_LATIN = re.compile(r"[\u00c0-\u024f\u1e00-\u1eff]+")  # the letters that the index takes without their accents: not "й"
# Two rules that Porter added later and the index has: "technology" ends as if it were "technologe", "possibly" as "possible".
_LATER = re.compile(r"(\w*?[aeiouy][^aeiouy]\w*?(?:log|bl))i")
# The function words of English questions and prose; a word here never tells what a question is about.
STOP_WORDS = word_list("stop words")
# Singulars that end with "s": "glass", "virus", "analysis", "news".
_SINGULAR_ENDS = ("ss", "us", "is", "news")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the lower-cased Porter stem without accents and a possessive ending; that of "O'Connor" is that of "Connor"."""
    plain = _POSSESSIVE.sub("", _LATIN.sub(_plain, word).casefold().replace("’", "'"))
    plain = _BEGINNING.sub("", plain)
    if len(plain) < 3:
        return plain
    # A stemmer of its own, which takes a microsecond: they are not to be shared between threads.
    stemmed: str = Stemmer("porter", 0).stemWord(plain.encode(errors="replace")).decode()
    return stem(f"{later[1]}e") if (later := _LATER.fullmatch(stemmed)) else stemmed


def without_possessive(word: str) -> str:
    """Take a possessive ending away: "Tansey's" gives "Tansey", "students'" gives "students"."""
    return _POSSESSIVE.sub("", word)


def without_accents(text: str) -> str:
    """Take accents away and compatibility forms apart (NFKD): "ﬁancée" gives "fiancee"."""
    return _BEYOND_ASCII.sub(_plain, text)  # ASCII, nearly everything of an article, stays as it is


def _plain(found: re.Match[str]) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", found.group()) if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """Return all words in order, as written."""
    return _WORD.findall(text)


def wording(text: str) -> str:
    """Return the words alone, whatever stands between them: two texts with the same wording say it word for word."""
    return " ".join(words(text)).casefold().replace("’", "'")


def is_stop_word(word: str) -> bool:
    """Whether it never tells what a question is about: "what", "don't", and "I'm", "what's", which begin with such a word."""
    plain = word.casefold().replace("’", "'")
    return plain in STOP_WORDS or plain.partition("'")[0] in STOP_WORDS


def content_words(text: str) -> list[str]:
    """Return the words that tell what the text is about, in order, as written, without repeats."""
    found: dict[str, str] = {}
    for word in words(text):
        if not is_stop_word(word):
            found.setdefault(stem(word), word)
    return list(found.values())


def content_stems(text: str) -> frozenset[str]:
    """Return the stems of the words that tell what the text is about."""
    return frozenset(map(stem, content_words(text)))


def stems(text: str) -> frozenset[str]:
    """Return the stems of all words."""
    return frozenset(stem(word) for word in words(text))


def is_plural(word: str) -> bool:
    """Whether a word in small letters is spelt like a plural; no list tells, since "Israelis" is spelt like "analysis"."""
    return word.endswith("s") and not word.endswith(_SINGULAR_ENDS)


def singular(word: str) -> str:
    """Return "lease" of "leases", "policy" of "policies"; a word that is no plural stays as it is."""
    if not is_plural(word):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]
