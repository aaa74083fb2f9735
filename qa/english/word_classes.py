"""What class a word belongs to: the closed classes of English, and how often an open word is a noun or an adjective."""

from collections import namedtuple
from functools import cache

from qa.english.gazetteer import TIME_WORDS
from qa.english.numbers import SCALES, SMALL, TENS
from qa.english.phrases import CLAUSE, PREPOSITIONS
from qa.english.word_lists import lines_of, word_list
from qa.english.words import STOP_WORDS

WH = frozenset("what who whom whose which when where why how".split())
BE = frozenset("is are was were am be been being 's 're 'm isn aren wasn weren".split())
MODALS = word_list("modal verbs")
AUXILIARIES = BE | MODALS | frozenset("has have had hasn haven hadn 've 'd 'll".split())
# Words of time, and numbers.
TIMES = TIME_WORDS | {"time", "percent"} | (SMALL | TENS | SCALES).keys() - {"one"}
# What never belongs to a noun phrase.
FUNCTION_WORDS = STOP_WORDS | PREPOSITIONS | CLAUSE | AUXILIARIES | word_list("words of no noun phrase")
WordClass = namedtuple("WordClass", "noun adjective common")
# From this share of its uses on a word is taken for a noun: "the man who left" tells who left, "nobody knows who left" doesn't.
A_NOUN = 0.5


def word_class(low: str) -> WordClass:
    """Return its shares as noun and as adjective, and how common it is (binary logarithm); an unlisted word is a rare noun."""
    return _table().get(low, WordClass(0.9, 0.0, 0))


def is_noun(low: str) -> bool:
    """Whether it most likely is a noun, and none of time."""
    return low.isalpha() and word_class(low).noun >= A_NOUN and low not in FUNCTION_WORDS and low not in TIMES


@cache
def _table() -> dict[str, WordClass]:
    table = {}
    for line in lines_of("word-classes.txt"):
        noun, adjective, common, *listed = line.split()
        table.update(dict.fromkeys(listed, WordClass(int(noun) / 10, int(adjective) / 10, int(common))))
    return table
