"""Which things a question asks for many of."""

from itertools import dropwhile, takewhile

from qa.english.word_classes import word_class
from qa.english.words import is_stop_word, stem, words

# What stands before the noun in "what are all the steps", "list the steps".
LEADS = frozenset("what which list name show give tell me us are were all of the a our my your its their".split())
_NOUN = 3  # words of it that are looked at: "key action items"
_A_NOUN = 0.4  # of its uses: "what costs are covered", but not "what happens if"


def many_asked_for(question: str) -> set[str]:
    """Return the stems of the plurals that a question begins with: "what are all the steps", "list the steps"."""
    noun = takewhile(lambda word: not is_stop_word(word), dropwhile(lambda word: word.casefold() in LEADS, words(question)))
    plurals = (word for word in list(noun)[:_NOUN] if word.endswith("s") and not word.endswith(("ss", "us", "is")))
    return {stem(word) for word in plurals if word_class(word.casefold()).noun >= _A_NOUN}
