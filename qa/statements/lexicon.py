"""Single words: their dictionary form, and whether they are first names or name a person by role or kin."""

from functools import lru_cache

from qa.statements.names import FEMALE_NAMES, MALE_NAMES, OTHER_NAMES
from qa.statements.nouns import HUMAN

FIRST_NAMES = FEMALE_NAMES | MALE_NAMES | OTHER_NAMES
# Ends of compound trades: schoolteacher, steelworker, beekeeper.
TRADES = (
    "teacher",
    "worker",
    "keeper",
    "owner",
    "maker",
    "leader",
    "fighter",
    "holder",
    "writer",
    "seller",
    "grower",
    "ologist",
    "ographer",
    "woman",
    "women",
    "person",
    "seeker",
    "goer",
    "herder",
    "breeder",
    "player",
    "builder",
    "officer",
    "manager",
)


@lru_cache(maxsize=8192)
def key(word: str) -> str:
    return word.lower().rstrip(".")


def is_first_name(word: str) -> bool:
    low = key(word)
    return low in FIRST_NAMES or low.split("-")[0] in FIRST_NAMES


@lru_cache(maxsize=8192)
def is_human(word: str) -> bool:
    """Whether a word names a person by role, kin or kind, in singular or plural."""
    low = key(word)
    if low in HUMAN or low.rsplit("-", 1)[-1] in HUMAN or low.split("-of-")[0] in HUMAN or low.endswith("-year-old"):
        return True
    if low.endswith(TRADES):
        return True
    if low.endswith("men") and low[:-3] + "man" in HUMAN:
        return True
    if not low.endswith("s") or low.endswith("ss") or len(low) < 5:
        return False
    single = low[:-1]
    return single in HUMAN or single.endswith(TRADES) or low[:-3] + "y" in HUMAN or (low.endswith("es") and low[:-2] in HUMAN)
