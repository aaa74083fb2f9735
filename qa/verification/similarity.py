"""When two words are one: the same, in one family, in one table, or near as vectors; and when they are opposites."""

from collections.abc import Sequence

from qa.embedding.model import Relevance
from qa.english.word_lists import entries_of
from qa.verification.claim_reader import read_claim
from qa.verification.claim_tokens import ClaimToken, ClaimTokens

# Single-word vectors of two words for one thing lie nearer than this, those of two things of one kind ("mayor", "governor")
# don't; measured on 57 pairs with all-MiniLM-L6-v2. Opposites lie as near ("bought", "sold"), hence the table above.
_SAME_WORD = 0.78
_FAMILY = 5  # letters that one word must share with a longer one to be of its family: "province", "provincial"


def _groups(entries: list[str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in entries:
        keys = frozenset(token.key for token in read_claim(line).tokens) | frozenset(read_claim(line).small.values())
        for key in keys:
            found[key] = found.get(key, frozenset()) | keys
    return found


def _pairs(entries: list[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in entries:
        one, other = (
            [*(token.key for token in read_claim(word).tokens), *read_claim(word).small.values()][0] for word in pair.split()
        )
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {key: frozenset(keys) for key, keys in found.items()}


# Words for one thing that single-word vectors hold too far apart.
_SAME_AS = _groups(entries_of("words for one thing"))
_OPPOSITES = _pairs(entries_of("opposites"))


def alike(one: str, other: str) -> bool:
    """Whether two keys are of one word or of two words for one thing."""
    if one == other or other in _SAME_AS.get(one, ()):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= _FAMILY and long.startswith(short) and not one.startswith("#")


def has_opposite(token: ClaimToken, there: ClaimTokens) -> bool:
    return not there.keys.isdisjoint(_OPPOSITES.get(token.key, ()))


def opposite_words(one: str, other: str) -> bool:
    return other in _OPPOSITES.get(one, ())


def synonyms_missing(
    tokens: Sequence[ClaimToken], said: ClaimTokens, there: ClaimTokens, relevance: Relevance
) -> list[ClaimToken]:
    """Those of the tokens that no word of the evidence, left over by the claim, means too; by single-word vectors.

    Never for what may be a name: two names of one kind lie as near as two words for one thing.
    """
    spare = sorted(
        {
            each.word.lower()
            for each in there.tokens
            if not each.name and each.quantity is None and not any(alike(each.key, key) for key in said.keys)
        }
    )
    return [token for token in tokens if token.opening or not spare or max(relevance(token.word.lower(), spare)) < _SAME_WORD]
