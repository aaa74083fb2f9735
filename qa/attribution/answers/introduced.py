"""How a sentence says who somebody is: "Mayor Ann Brown", "Ann Brown, the mayor of Bergen, said", "Ann Brown is the mayor"."""

import re

from qa.english.lexicon import is_human
from qa.english.words import words

# Words that begin what somebody is, after a comma.
_BEGINS = (
    r"(?!(?:who|which|whose|when|while|where|as|and|but|or|if|because|including|along|according|speaking|told|said)\b)"
    r"(?:an?|the|one of|[A-Z][\w.]*(?: [A-Z][\w.]*)*['’]s"
    r"|its|his|her|their|our|former|acting|now|currently|formerly|co-\w+|[a-z][\w-]+(?: [a-z][\w-]+){0,4}"
    r" (?:of|for|at|in|with|on)\b|[a-z][\w-]*[^\Ws](?=[,;)]|$))"
)
# "who is …", "who leads …".
_WHO = (
    r"who (?:is|was|has been|serves|served|leads|led|heads|headed|runs|ran|plays|played|became|directs|directed|represents"
    r"|represented|founded|owns|works|worked|won|chairs|chaired|coached|coaches|teaches|taught)\b"
)
_IS = r"(?:is|was|has been|became|serves as|served as|had been|will be)"
# "… is director of a harbour": what stands before the preposition is to be a word for a person.
_OFFICE = r"(?:[A-Z][\w.]*\s+){0,4}(?:[a-z][\w-]*\s+){1,2}(?:of|for|at|in)\s"
_END = r"(?=,|;|:|[.!?][”\"’']?(?:\s|$)|\s[—–-]\s|$)"
_AGED = r"(?:\d{1,3},\s+)?"
# What a title may have before its last word: "Deputy State Department spokesperson", "vice president".
_BEFORE_TITLE = frozenset(
    "deputy former vice prime press head assistant associate senior chief acting interim longtime veteran retired foreign state"
    " police defense attorney general executive managing then-president democratic republican house senate u.s.".split()
)
# Nothing of a title stands before these.
_FIRST = frozenset("former then-president acting interim longtime veteran retired".split())
_MOST_TITLE_WORDS = 8
_LONGEST_ROLE = 160
# No person is introduced by these, though they stand before names.
_NO_TITLES = frozenset("and or but the a an of for by with from to in on at said says told that as than while when".split())


def introduction(name: str, sentence: str) -> str | None:
    """Return what the sentence says that this person is, in its own words; None where it doesn't."""
    flat = " ".join(sentence.split())
    named = r"[\W_]{1,3}".join(map(re.escape, words(name)))
    for shape in (
        rf"{named},\s+{_AGED}(?P<role>{_BEGINS}.*?){_END}",
        rf"{named}\s+\((?P<role>{_BEGINS}[^)]*)\)",
        rf"{named},\s+{_AGED}(?P<role>{_WHO}.*?){_END}",
        rf"{named}\s+{_IS}\s+(?P<role>(?:an?|the|one of|[A-Z]\w+['’]s)\s.*?){_END}",
        rf"{named}\s+{_IS}\s+(?P<role>{_OFFICE}.*?)(?:{_END}|(?=\s+and\s))",
    ):
        found = re.search(rf"(?<!\w){shape}", flat)
        if found and re.match(r"\.\s+[A-Z]", flat[found.end() :]) and is_human(words(found["role"])[-1]):
            continue  # "…, former New Jersey Gov. Chris Christie": the next of a list
        if found and len(found["role"]) <= _LONGEST_ROLE and _names_a_human(found["role"]):
            return found["role"].strip()
    found = re.search(rf"(?<!\w){named}(?!\w)", flat)
    return _title(flat[: found.start()]) if found else None


def _names_a_human(role: str) -> bool:
    """Whether a word before the first preposition or relative clause is one for a person, or it tells what they do."""
    head = re.split(r"\b(?:of|for|at|in|with|on|to|from|who|whose|that|which)\b", role, maxsplit=1)[0]
    if role.startswith("who "):
        return True
    found = words(head)
    # "…, former Vice President Mike Pence": the next of a list.
    listed = re.match(r"(?:former|acting|now|currently|formerly|co-)", role) and any(
        is_human(title) and first[0].isupper() and last[0].isupper() and not is_human(first)
        for title, first, last in zip(found, found[1:], found[2:], strict=False)
    )
    return not listed and any(is_human(word) for word in found)


def _title(before: str) -> str | None:
    """Return the title that ends right before a name."""
    parts = before.split()
    kept: list[str] = []
    while parts and len(kept) < _MOST_TITLE_WORDS:
        word = parts[-1]
        bare = word.strip("“”\"'’(")
        if not bare or (word != bare and kept) or word[-1] in ",;:!?)”":
            break
        first = not kept
        low = bare.casefold().rstrip(".")
        if first and (
            low in _NO_TITLES or bare in _FIRST or not is_human(bare.rstrip(".")) or re.search(r"^[a-z].*[^s]s$", bare)
        ):
            return None  # "which stars LeBron James"
        if not first and not (bare[0].isupper() or low in _BEFORE_TITLE or "-year-old" in low):
            break
        if not first and low in _NO_TITLES:
            break
        kept.insert(0, bare)
        parts.pop()
        if bare in _FIRST:
            break
    return " ".join(kept) or None
