"""Questions in other languages than English."""

import unicodedata

from qa.english.words import STOP_WORDS, words

# The commonest words of other languages that use Latin letters, none of them English.
_FOREIGN = {
    "German": "der die das und ist nicht wie viele was wer wo wann warum hat haben sind eine einen über für mit von"
    " sagte sagt worum",
    "French": "le les des est une que qui où quand pourquoi combien sont pour avec dans sur quel quelle comment du dit",
    "Spanish": "el los las es una qué que quién quien cuándo cuando dónde donde cuántas cuántos cuál cómo por para con"
    " tiene son del cuanto dijo dice hay fue según sobre",
    "Italian": "il gli è una che chi quando dove perché quanti quante sono per con come del della nel cosa ha detto",
    "Portuguese": "os é uma que quem quando onde quantos quantas são para com como não do da em por qual disse",
    "Dutch": "het een is niet wat wie waar wanneer waarom hoeveel heeft zijn van voor met hoe de zei zegt",
}
_FOREIGN_WORDS = {language: frozenset(listed.split()) for language, listed in _FOREIGN.items()}


def is_other_language(text: str) -> bool:
    """Whether the text is in letters other than Latin ones, or in words of another language without as many of English."""
    if "¿" in text or "¡" in text:
        return True
    letters = [char for char in text if char.isalpha()]
    if letters and sum("LATIN" not in unicodedata.name(char, "") for char in letters) > len(letters) / 2:
        return True
    found = [word.casefold() for word in words(text)]
    english = sum(word in STOP_WORDS for word in found)
    foreign = max(sum(word in listed for word in found) for listed in _FOREIGN_WORDS.values())
    return foreign >= 2 and foreign > english
