"""Rebuilds qa/english/data/first-names-public.txt: pip install faker names && python -m eval.training.first_names.

Faker (MIT licence, https://github.com/joke2k/faker) keeps lists of first names by gender for some 80 countries, `names` (MIT
licence, https://github.com/treyhunner/names) those of the US census of 1990 (public domain) with their shares. A name counts
as female or male where the lists agree by three to one, else as either. Words that news English uses for anything but a person
("Glory", "Major") are left out: as first names they would turn places and offices into people.
"""

import importlib
import pkgutil
import re
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import qa.english
from qa.english.gazetteer import BODY_NAMES, FUNCTION_WORDS, PLACES, TIME_WORDS
from qa.english.lexicon import is_human
from qa.english.verbs import SPEECH

_TARGET = Path(qa.english.__file__).parent / "data" / "first-names-public.txt"
_NAME = re.compile(r"[^\W\d_]{2,}(?:[-’'][^\W\d_]{2,})*")
# Faker's list for English at large holds every name ever given ("York", "Stonewall"); the census tells those in use.
_LEFT_OUT = "faker.providers.person.en"
_LEAST_SHARE = 0.003  # percent of the census
_FEMALE = ("first_names_female", "first_romanized_names_female")
_MALE = ("first_names_male", "first_romanized_names_male")
# English words that stand with a capital at the head of a sentence or in a title more often than they name anybody.
_WORDS = frozenset(
    """
    ace age aid air ally arms art asia aura bay bear best bill-of-rights blue bond booth boy brave bright brown candy case
    cash chance city clean cloud cold cool core cross crown dawn-raid day deal deep desert diamond dream dual ease easy else
    era ever extra fair faith fate field fine fire first flame flood force forest fort free fresh gas gift glory gold gray
    green grey happy hard heart heaven high honor honour hope hour ice ideal island just key kind lake land law legend liberty
    life light like line link lion love low lucky luck main many mercury mini mode moon most much music my name nature nick
    north ocean oil only opera origin own peace pearl people place pleasure plus point power precious-metals press price pride
    prime proof pure quest race rain reason red rest rich right river road rock room rose-garden royal sage sand sea self
    share ship shore show side sign silver sky snow so soft solo some son song soul spirit spring star steel stone storm
    strong such sun sure system tall tax team test than thing time town trade trend tree true trust truth union unique unity
    universe very victory view voice want war water way wealth west white wild will-power wind wine winner wisdom wise wish
    wonder wood work world young zero
    """.split()
)


def _names(listed: Iterable[str]) -> Iterator[str]:
    for name in listed:
        latin = all(not letter.isalpha() or "LATIN" in unicodedata.name(letter, "") for letter in name)
        if latin and _NAME.fullmatch(name):
            yield name.lower()


def _kept(name: str) -> bool:
    words = (BODY_NAMES, FUNCTION_WORDS, PLACES, TIME_WORDS, SPEECH, _WORDS)
    return len(name) > 2 and not any(name in known for known in words) and not is_human(name)


def main() -> None:
    package: Any = importlib.import_module("faker.providers.person")
    female: Counter[str] = Counter()
    male: Counter[str] = Counter()
    for module in pkgutil.iter_modules(package.__path__, "faker.providers.person."):
        if module.name == _LEFT_OUT:
            continue
        provider = vars(importlib.import_module(module.name).Provider)
        for fields, counts in ((_FEMALE, female), (_MALE, male)):
            counts.update({name for field in fields for name in _names(provider.get(field, ()))})
    census = Path(importlib.import_module("names").__file__ or "").parent
    for source, counts in (("dist.female.first", female), ("dist.male.first", male)):
        rows = [line.split() for line in (census / source).read_text(encoding="ascii").splitlines()]
        counts.update({name for name, share, *_ in rows if float(share) >= _LEAST_SHARE for name in _names([name])})
    sections: dict[str, list[str]] = {"female": [], "male": [], "other": []}
    for name in sorted(filter(_kept, female.keys() | male.keys())):
        f, m = female[name], male[name]
        sections["female" if f >= 3 * m and f else "male" if m >= 3 * f else "other"].append(name)
    lines = [
        "# Built by eval/training/first_names.py from Faker ((c) 2012 Daniele Faraglia and contributors, MIT licence)",
        "# and the US census of 1990 (public domain).",
    ]
    for section, names in sections.items():
        lines += [f"[{section}]", *textwrap.wrap(" ".join(names), 120, break_on_hyphens=False, break_long_words=False)]
    _TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
