"""When two words are one (the same, in one family, in one table, or near as vectors) and when they are opposites; and whether
shared words mean the same in two texts: who does what to whom, "not", "would", "X said", which number of what."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Literal

from qa.embedding.model import Relevance
from qa.english.word_lists import entries_of
from qa.verification.claim_reader import read_claim
from qa.verification.claim_tokens import ClaimToken, ClaimTokens

Problem = Literal["number", "name", "negation", "opposite", "roles", "direction", "word", "sureness", "attribution", "fragment"]
# Single-word vectors of two words for one thing lie nearer than this, those of two things of one kind ("mayor", "governor")
# don't; measured on 57 pairs with all-MiniLM-L6-v2. Opposites lie as near ("bought", "sold"), hence the table above.
_SAME_WORD = 0.78
_FAMILY = 5  # letters that one word must share with a longer one to be of its family: "province", "provincial"
_DIRECTIONS = frozenset("against before after above below over under up down without more less fewer".split())
_SAME_DIRECTION = [frozenset(each.split()) for each in entries_of("words of one direction")]
# Whoever meets somebody is met.
_MUTUAL = frozenset("meet marri talk discuss negoti agre debat collid".split())
_ENDS = frozenset(("from", "to"))
_NEAR = 4  # words between a number and what it counts: "12 experienced merchant sailors"


def _groups(entries: list[str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in entries:
        keys = frozenset(token.key for token in read_claim(line).tokens) | frozenset(read_claim(line).small.values())
        for key in keys:
            found[key] = found.get(key, frozenset()) | keys
    return found


# Words for one thing that single-word vectors hold too far apart.
_SAME_AS = _groups(entries_of("words for one thing"))
_OPPOSITES = {key: keys - {key} for key, keys in _groups(entries_of("opposites")).items()}


def alike(one: str, other: str) -> bool:
    """Whether two keys are of one word or of two words for one thing."""
    if one == other or other in _SAME_AS.get(one, ()):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= _FAMILY and long.startswith(short) and not one.startswith("#")


def has_opposite(token: ClaimToken, there: ClaimTokens) -> bool:
    return not there.keys.isdisjoint(_OPPOSITES.get(token.key, ()))


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


def meant_otherwise(said: ClaimTokens, there: ClaimTokens, lent: ClaimTokens) -> set[Problem]:
    """What is wrong with how words that both have are meant; `lent` are titles."""
    checks: tuple[tuple[Problem, bool], ...] = (
        ("number", _number_problem(said, there)),
        ("name", _run_together(said, there, lent)),
        # Denied by one of them; stated as a fact where it is only meant, expected or guessed there.
        ("negation", _differs(said, there, lambda mine, theirs: mine.negated != theirs.negated)),
        ("roles", _swapped(said, there)),
        ("direction", _direction_problem(said, there)),
        ("word", _scattered(said, there)),
        ("sureness", _differs(said, there, lambda mine, theirs: mine.sureness > theirs.sureness)),
        ("attribution", _misattributed(said, there)),
    )
    return {problem for problem, found in checks if found}


def _differs(said: ClaimTokens, there: ClaimTokens, differs: Callable[[ClaimToken, ClaimToken], bool]) -> bool:
    """A word that is no name and no number differs so wherever the evidence has it."""
    shared = ((token, matches) for token, matches in _shared(said, there) if not token.name and token.quantity is None)
    return any(all(differs(token, each) for each in matches) for token, matches in shared)


def _misattributed(said: ClaimTokens, there: ClaimTokens) -> bool:
    """The claim says by itself what there somebody says."""
    if said.tells or not there.tells:
        return False
    told = [all(each.told and not each.credited for each in matches) for _, matches in _shared(said, there)]
    return 0 < len(told) <= 2 * sum(told)


def _swapped(said: ClaimTokens, there: ClaimTokens) -> bool:
    """Who does it and whom it is done to have changed places, or somebody else does it."""
    return any(
        all(_changed_places(said, there, token, each) for each in matches)
        for token, matches in _shared(said, there)
        # What somebody may do is no number, no name, and not how it is done ("reportedly").
        if not (token.quantity or token.aside or token.name or token.word.endswith("ly") or token.key in _MUTUAL)
    )


def _changed_places(said: ClaimTokens, there: ClaimTokens, token: ClaimToken, each: ClaimToken) -> bool:
    before, after = said.subjects(token), said.objects(token)
    before_there, after_there = there.subjects(each), there.objects(each)
    if token.passive != each.passive:
        return bool(before & before_there)
    names = {other.key for other in (*said.tokens, *there.tokens) if other.name}
    moved = ((before & after_there) - before_there - after) | ((after & before_there) - after_there - before)
    if moved & names:
        return True
    if before & names and before_there & names:
        return not before & before_there & names and before & names <= there.keys
    return bool(before and before_there) and not before & before_there and before <= there.keys


def _scattered(said: ClaimTokens, there: ClaimTokens) -> bool:
    """A clause of the claim is put together from sentences that don't say it: from no one sentence, "he" for a name granted."""
    sentences = {token.sentence for token in there.tokens}
    if len(sentences) < 2:
        return False
    for clause in {token.clause for token in said.tokens}:
        tokens = [token for token in said.tokens if token.clause == clause]
        if not any(_says_all(there, sentence, tokens) for sentence in sentences):
            return True
    return False


def _says_all(there: ClaimTokens, sentence: int, tokens: list[ClaimToken]) -> bool:
    own = [each for each in there.tokens if each.sentence == sentence]
    stood_for = any(each.clause in there.pronouns for each in own)
    return all(
        any(token.counts_same(each) or alike(token.key, each.key) for each in own)
        or (stood_for and (token.name or token.opening) and not token.aside)
        for token in tokens
        if any(alike(token.key, key) for key in there.keys)
    )


def _run_together(said: ClaimTokens, there: ClaimTokens, lent: ClaimTokens) -> bool:
    """A name put together from two: "Marco Ferrer" out of Marco Tells and Joan Ferrer."""
    others, lenders = ([frozenset(run) for run in wording.runs] for wording in (there, lent))
    return any(
        len(run) > 1 and not any(run <= other for other in others + lenders) and any(run & o and not o <= run for o in others)
        for run in map(frozenset, said.runs)
    )


def _direction_problem(said: ClaimTokens, there: ClaimTokens) -> bool:
    """ "Above" for "below", or "voted for it" out of "voted against it"."""
    words_there = frozenset(there.small.values())
    for word in _DIRECTIONS & frozenset(said.small.values()):
        if not _same_directions(word) & words_there and not (words_there | there.keys).isdisjoint(_OPPOSITES.get(word, ())):
            return True
    return any(
        not _same_directions(between) & _between(said, one, other)
        for first, second, between in _turned(there)
        for one, other in pairwise(said.tokens)
        if alike(one.key, first.key) and alike(other.key, second.key)
    )


def _same_directions(word: str) -> frozenset[str]:
    return next((group for group in _SAME_DIRECTION if word in group), frozenset({word}))


def _turned(wording: ClaimTokens) -> Iterator[tuple[ClaimToken, ClaimToken, str]]:
    """Neighbouring telling words with a word of direction between them."""
    for one, other in pairwise(wording.tokens):
        for word in _between(wording, one, other) & _DIRECTIONS:
            yield one, other, word


def _between(wording: ClaimTokens, one: ClaimToken, other: ClaimToken) -> frozenset[str]:
    return frozenset(wording.small[place] for place in range(one.place + 1, other.place) if place in wording.small)


def _number_problem(said: ClaimTokens, there: ClaimTokens) -> bool:
    """A number that is there, but of something else."""
    numbers = [token for token in said.tokens if token.is_number]
    return any(_counts_other(said, there, number) or _is_the_whole(said, there, number) for number in numbers)


def _counts_other(said: ClaimTokens, there: ClaimTokens, number: ClaimToken) -> bool:
    same = [each for each in there.tokens if number.counts_same(each)]
    if not same:
        return False
    way, ways = said.small.get(number.place - 1), {there.small.get(each.place - 1) for each in same}
    if way in _ENDS:  # "from 12,000 to 15,500"
        return way not in ways and bool(ways & _ENDS)
    return _stands_elsewhere(said, there, number, same) or _goes_with_another(said, there, number, same)


def _stands_elsewhere(said: ClaimTokens, there: ClaimTokens, number: ClaimToken, same: list[ClaimToken]) -> bool:
    """Whether the evidence has the noun that the number counts, but nowhere near that number."""
    behind = (token for token in said.tokens if number.place < token.place <= number.place + 2 and not token.quantity)
    counted = next(behind, None)
    if counted is None or (number.quantity and number.quantity.unit):
        return False
    places = [each.place for each in there.tokens if alike(each.key, counted.key)]
    return bool(places) and not any(-_NEAR < place - each.place <= _NEAR for place in places for each in same)


def _goes_with_another(said: ClaimTokens, there: ClaimTokens, number: ClaimToken, same: list[ClaimToken]) -> bool:
    """Whether the evidence has the word before the number, but nearer to another number."""
    clause = [token for token in said.tokens if token.clause == number.clause and token.place < number.place]
    before = next((token for token in reversed(clause) if not token.quantity), None)
    unit = number.quantity.unit if number.quantity else ""
    if before is None or number.place - before.place > _NEAR or _nearest(said, before, unit) is not number:
        return False
    verbs = [each for each in there.tokens if alike(each.key, before.key)]
    return bool(verbs) and not any(_nearest(there, verb, unit) in same for verb in verbs)


def _nearest(wording: ClaimTokens, word: ClaimToken, unit: str) -> ClaimToken | None:
    numbers = (each for each in wording.tokens if each.is_number and each.quantity and each.quantity.unit == unit)
    return min(numbers, key=lambda each: abs(each.place - word.place), default=None)


def _is_the_whole(said: ClaimTokens, there: ClaimTokens, number: ClaimToken) -> bool:
    """ "Nine members voted against" out of "two of the nine members voted against"."""
    for part, whole in pairwise(each for each in there.tokens if each.is_number):
        of = there.small.get(part.place + 1) == "of" and whole.place <= part.place + 3
        if of and number.counts_same(whole):
            return not any(map(part.counts_same, said.tokens))
    return False


def _shared(said: ClaimTokens, there: ClaimTokens) -> Iterator[tuple[ClaimToken, list[ClaimToken]]]:
    for token in said.tokens:
        if matches := [each for each in there.tokens if alike(token.key, each.key)]:
            yield token, matches
