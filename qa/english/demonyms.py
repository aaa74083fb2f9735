"""Other names of peoples and countries that don't begin alike."""

from qa.english.word_lists import entries_of
from qa.english.words import stem

# Stem → stems. Regular pairs ("Iranian", "Iran") share their beginning and need no entry.
OTHER_NAMES: dict[str, tuple[str, ...]] = {
    stem(name): tuple(stem(word) for word in others.replace(".", "").split())
    for name, others in (entry.split(": ") for entry in entries_of("peoples and countries"))
}
