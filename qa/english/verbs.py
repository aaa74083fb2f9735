"""Verbs that report speech, by their inflected forms.

The lists are our own, collected from how agency, broadcast and local news attribute words; a verb that is missing costs a
statement, a verb too many costs a false one, so verbs that mostly mean something else are marked quotation-only.
"""

from typing import Literal

from qa.english.word_lists import entries_of, word_list

Form = Literal["past", "third", "base", "ing"]

# These take the person spoken to as their object: told VOA, warned residents, reminded the court.
WITH_ADDRESSEE = word_list("verbs with an addressee")

# "described X as", "called X": what stands between verb and quotation belongs to the words reported.
NAMING = word_list("verbs of naming")


def inflected(name: str) -> dict[str, tuple[str, Form]]:
    """Map each form of the verbs of a list to its base and which form it is; an entry is "base" or "base/irregular past"."""
    forms: dict[str, tuple[str, Form]] = {}
    for entry in " ".join(entries_of(name)).split():
        base, _, past = entry.partition("/")
        stem = base[:-1] if base.endswith("e") else base
        doubled = past[: len(base) + 1] if past.startswith(base + base[-1]) else stem
        third = base[:-1] + "ies" if base.endswith("y") and base[-2] not in "aeou" else base + "s"
        if base.endswith(("ss", "sh", "ch", "go")):
            third = base + "es"
        forms.setdefault(base, (base, "base"))
        forms[third] = (base, "third")
        forms[past or stem + "ed"] = (base, "past")
        forms[doubled + "ing"] = (base, "ing")
    return forms


# These report speech with or without quote marks.
SAYING = inflected("verbs of saying")
# These count only when quote marks stand in the words they report.
QUOTING = {form: entry for form, entry in inflected("verbs of quoting").items() if form not in SAYING}
SPEECH = {**QUOTING, **SAYING}
# Those with a tense: "said", "says".
FINITE = frozenset(form for form, (_, kind) in SPEECH.items() if kind in ("past", "third"))
# These report what was said, found or urged without quote marks as well.
REPORTING = word_list("verbs of reporting") | {"according", *(base for base, _ in SAYING.values())}

# Participles that open another stretch of the same speaker's words: "…, adding the United States has …".
PARTICIPLES = frozenset(form for form, (_, kind) in SPEECH.items() if kind == "ing")

# Plain indirect speech needs a clause after these, since they as often take a thing: "announced a deal", "noted the date".
NEEDS_CLAUSE = word_list("verbs that need a clause")

AUXILIARIES = frozenset("has have had 's 've 'd".split())
BE = frozenset("is are was were be been being 'm 're gets got".split())
NEGATIONS = frozenset(["not", "never", "'t"])  # "didn't" is two tokens
MODALS = frozenset("to can could may might must should would will cannot can't couldn't did does do let".split())
ADVERBS = word_list("adverbs")
