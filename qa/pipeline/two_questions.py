"""A message that asks two things at once: "Who won the regatta and when was it held?"."""

from qa.english.phrases import PRONOUNS
from qa.english.word_classes import AUXILIARIES
from qa.reading.question_names import question_names
from qa.types import Turn
from qa.types.patterns import lazy_regex

_ASKS, _BE = r"(?:who|whom|whose|what|which|when|where|why|how)", "|".join(sorted(AUXILIARIES))
# Not "the difference between what … and what …", nor "find out who called and what they wanted" and "when it rains and when …".
_TWO = lazy_regex(
    rf"(?i)\W*(?P<first>{_ASKS} (?!.*\bbetween\b).+?),? and (?P<second>(?!\w+ (?:{'|'.join(sorted(PRONOUNS))})\b)"
    rf"(?:(?:who|whose|what|which|how (?:much|many|long|often|far|old))|(?:whom|when|where|why|how) (?:{_BE}))\b .+?)\W*"
)


def two_questions(question: str) -> tuple[str, ...]:
    """Return both questions, the second in full as after an answer to the first; none where one thing is asked."""
    if (both := _TWO.fullmatch(question)) is None:
        return ()
    from qa.pipeline.follow_ups import understood
    from qa.pipeline.follow_ups.nearby import LEANS

    first, second = (f"{each}?" for each in both.group("first", "second"))
    meant = understood(second, (Turn("user", first),))
    names = " ".join(name.text for name in question_names(first))
    leans = names and meant.text == second and meant.leans >= LEANS
    return first, f"{second} (about: {names})" if leans else meant.text
