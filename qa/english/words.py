"""Words of a question or sentence, stemmed the way the full-text index stems them."""

import re
import unicodedata
from functools import lru_cache

from Stemmer import Stemmer

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_POSSESSIVE = re.compile(r"['’]s?$")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
# The function words of English questions and prose; a word here never tells what a question is about.
STOP_WORDS = frozenset(
    """
    a about above after again all also am an and any are aren't as at be because been before being below between both but by
    can can't could couldn't did didn't do does doesn't doing don't down during each either few for from further had has have
    having he her here hers herself him himself his how i if in into is isn't it its itself just let's many may me might more
    most much must my myself no nor not of off on once only or other our ours ourselves out over own same shall she should so
    some such than that the their theirs them themselves then there these they this those through to too under until up upon us
    very was wasn't we were weren't what when where which while who whom whose why will with would won't you your yours
    yourself tell say give please know
    """.split()
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Lower-cased Porter stem without a possessive ending."""
    plain = _POSSESSIVE.sub("", word.casefold().replace("’", "'"))
    # A stemmer of its own, which takes a microsecond: they are not to be shared between threads.
    stemmed: bytes = Stemmer("porter", 0).stemWord(plain.encode(errors="replace"))
    return stemmed.decode()


def without_accents(text: str) -> str:
    """Compatibility forms taken apart as well (NFKD): "ﬁancée" gives "fiancee"."""
    return _BEYOND_ASCII.sub(_plain, text)  # ASCII, nearly everything of an article, stays as it is


def _plain(found: re.Match[str]) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", found.group()) if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """All words in order, as written."""
    return _WORD.findall(text)


def wording(text: str) -> str:
    """The words alone, whatever stands between them: two texts with the same ones say it word for word."""
    return " ".join(words(text)).casefold().replace("’", "'")


def content_words(text: str) -> list[str]:
    """The words that tell what the text is about, in order, as written, without repeats."""
    found: dict[str, str] = {}
    for word in words(text):
        if word.casefold().replace("’", "'") not in STOP_WORDS:
            found.setdefault(stem(word), word)
    return list(found.values())


def stems(text: str) -> frozenset[str]:
    """The stems of all words."""
    return frozenset(stem(word) for word in words(text))
