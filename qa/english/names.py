"""First names with the gender they usually go with, and the family names that stand first in East Asian order."""

from functools import cache
from typing import Literal

from qa.english.word_lists import lines_of, word_list
from qa.english.words import without_accents

Gender = Literal["f", "m"]

_SECTIONS: dict[str, Gender | None] = {"[female]": "f", "[male]": "m", "[other]": None}
FAMILY_FIRST = word_list("family names that come first")


def known_name(low: str) -> str | None:
    """Return the listed form of a lower-case first name: as written, without its accents, or its first part."""
    names = first_names()
    for form in (low, low.split("-")[0]):
        if form in names:
            return form
        if not form.isascii() and (plain := without_accents(form)) in names:
            return plain
    return None


@cache
def first_names() -> dict[str, Gender | None]:
    """Map some 20,000 lower-case first names to their gender, None where they tell none; read when first asked for (10 ms)."""
    names: dict[str, Gender | None] = {}
    for source in ("first-names-public.txt", "first-names.txt"):  # the later one, our own, wins
        gender: Gender | None = None
        for line in lines_of(source):
            if line in _SECTIONS:
                gender = _SECTIONS[line]
            else:
                names.update(dict.fromkeys(line.split(), gender))
    return names
