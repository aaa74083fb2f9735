"""One claim against the words that should support it: what in it isn't there, or isn't there like that."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.embedding.model import Relevance
from qa.types import Verdict
from qa.verification.citations import spoken
from qa.verification.claim_reader import read_claim
from qa.verification.claim_tokens import ClaimToken, ClaimTokens
from qa.verification.contradictions import Problem, alike, has_opposite, meant_otherwise, synonyms_missing

# Verbs that say no more than that it was said.
_SAYING = frozenset("say says said saying tell tells told stated according describe describes described".split())
# These make the claim another one than the evidence: no likeness makes up for them.
_CONTRADICTIONS: frozenset[Problem] = frozenset({"number", "name", "negation", "opposite", "roles", "direction"})
# What a claim may say of the passages themselves, and words that add nothing.
_ABOUT_PASSAGES = read_claim(
    "document passage article text source mention inform provide information additional however current"
).keys
# What an answer begins with before it tells anything.
_ABOUT = re.compile(
    r"(?i)^(?:(?:yes|no)\s*[,.:;–—-]+\s*)?"
    r"(?:(?:according to|based on|as stated in|in) (?:(?:the|these|this|given|provided) )*"
    r"(?:passage|article|document|text)s?,\s*"
    r"|(?:the |this )(?:passage|article|document|text)s? (?:also )?"
    r"(?:state|say|mention|report|indicate|note|explain|suggest)s?(?: that)? )?"
)
_FRAGMENT_WORDS = 2  # a claim of fewer telling words asserts nothing that can be checked
_MOSTLY_THERE = 0.5  # of its telling words: less, and the claim is another one


@dataclass(frozen=True, slots=True)
class Comparison:
    """`covered` is the share of the claim's telling words that the evidence has, 0 to 1."""

    verdict: Verdict
    covered: float
    problems: frozenset[Problem]


def compare(claim: str, evidence: Sequence[str], titles: Sequence[str], relevance: Relevance) -> Comparison:
    """What the evidence makes of the claim. Evidence: sentences in the order of their text.

    Titles may lend names, and numbers of the same thing.
    """
    if any(spoken(claim) == spoken(whole) for whole in (*evidence, " ".join(evidence))):
        return Comparison("verbatim", 1.0, frozenset())
    said, there, lent = read_claim(_ABOUT.sub("", claim)), read_claim("\n".join(evidence)), read_claim("\n".join(titles))
    telling = [token for token in said.tokens if token.key not in _ABOUT_PASSAGES]
    found = [(token, _problem_of(token, said, there, lent)) for token in telling]
    problems: set[Problem] = {problem for _, problem in found if problem is not None and problem != "word"}
    problems |= meant_otherwise(said, there, lent)
    if len([token for token in telling if token.quantity is None]) < _FRAGMENT_WORDS:
        problems.add("fragment")
    unknown = [token for token, problem in found if problem == "word"]
    if unknown and not problems & _CONTRADICTIONS and 2 * len(unknown) <= len(telling):
        unknown = synonyms_missing(unknown, said, there, relevance)
    if unknown:
        problems.add("word")
    lacking = len(unknown) + sum(problem not in (None, "word") for _, problem in found)
    covered = 1 - lacking / len(telling) if telling else 0.0
    wrong = problems & _CONTRADICTIONS or covered < _MOSTLY_THERE
    return Comparison("unsupported" if wrong else "partly" if problems else "supported", covered, frozenset(problems))


def _problem_of(token: ClaimToken, said: ClaimTokens, there: ClaimTokens, lent: ClaimTokens) -> Problem | None:
    """What is wrong with this word of the claim, None where the evidence has it."""
    if token.quantity is not None:
        known = any(map(token.counts_same, there.tokens))
        return None if known or _in_title(token, said, lent) else "number"
    if token.name:
        return None if token.key in there.keys or token.key in lent.keys else "name"
    if any(alike(token.key, key) for key in there.keys) or (there.tells and token.word.lower() in _SAYING):
        return None  # who "described" it so has said so
    return "opposite" if has_opposite(token, there) else "word"


def _in_title(number: ClaimToken, said: ClaimTokens, lent: ClaimTokens) -> bool:
    """Whether a title has this number, of the same thing."""
    counted = _behind(number, said)
    return counted is not None and any(
        number.counts_same(each) and (there := _behind(each, lent)) is not None and alike(counted.key, there.key)
        for each in lent.tokens
    )


def _behind(number: ClaimToken, text: ClaimTokens) -> ClaimToken | None:
    return next((token for token in text.tokens if token.place == number.place + 1), None)
