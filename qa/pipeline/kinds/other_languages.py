"""Questions in other languages than English."""

import re
import unicodedata
from collections.abc import Sequence

from qa.english.name_parts import PARTICLES
from qa.english.words import STOP_WORDS, words
from qa.types.patterns import lazy_regex

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
# Words that open a question or a wish in another language, none of them English: of a short one they are most of what tells.
_OPENINGS = (
    "qué quién quien quiénes quienes cuándo cuando dónde donde cuánto cuanto cuántos cuantos cuánta cuántas cuantas cómo cuál"
    " cuáles wer wann wo warum wie welche welcher welches wieviel wieviele wieso wessen worum qui quoi quand où pourquoi"
    " combien quel quelle quels quelles chi perché quanti quante quale quali quem quando onde quanto quantos quantas qual wat"
    " waar wanneer waarom hoeveel welke resume resúmeme résume résumez compara comparez vergleiche fasse"
)
_OPENING = lazy_regex(rf"(?:(?:a|de|en|por|para|con|seit|um|o) )?(?:{'|'.join(_OPENINGS.split())}|qu['’]\w+)\b", re.IGNORECASE)
# Words inside a name: "Ursula von der Leyen".
_OF_NAMES = PARTICLES | {"das", "los", "les"}
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
    if (foreign := _foreign(found)) > english and foreign >= 2 and _foreign([each for each in found if each not in _OF_NAMES]):
        return True
    opening = _OPENING.match(text)
    if english or opening is None:
        return False
    rest = [word.casefold() for word in words(text[opening.end() :])]
    # "Wo Fat?" and "Quando Rondo" are names.
    asks = text.endswith("?") and (len(rest) > 1 or not opening[0].isascii())
    return bool(rest) and (asks or _foreign(rest) > 0)


def _foreign(found: Sequence[str]) -> int:
    """Return how many of the words are among the commonest of another language, of that which has most."""
    return max(sum(word in listed for word in found) for listed in _FOREIGN_WORDS.values())
