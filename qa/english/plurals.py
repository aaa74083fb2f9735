"""Which things a question asks for many of."""

from itertools import dropwhile, takewhile

from qa.english.words import is_stop_word, stem, words

# What stands before the noun in "what are all the steps", "list the steps".
LEADS = frozenset("what which list name show give tell me us are were all of the a our my your its their".split())
_NOUN = 3  # words of it that are looked at: "key action items"


def many_asked_for(question: str) -> set[str]:
    """Return the stems of the plurals that a question begins with: "what are all the steps", "list the steps"."""
    noun = takewhile(lambda word: not is_stop_word(word), dropwhile(lambda word: word.casefold() in LEADS, words(question)))
    return {stem(word) for word in list(noun)[:_NOUN] if word.endswith("s") and not word.endswith(("ss", "us", "is"))}
