"""Words put into a question where its phrases lack them."""

from qa.pipeline.follow_ups import words
from qa.pipeline.follow_ups.mentions import Mention
from qa.pipeline.follow_ups.questions import Phrase, Question
from qa.pipeline.follow_ups.resolving import Resolved

# After these a noun says itself what it is about: "the symptoms of flu", "the risk that …", "the war between …".
_COMPLEMENTS = words.words_of("of for to between behind about around from against that who which with by than")


def spliced(question: Question, first: int, last: int, new: str, meant: Mention) -> Resolved:
    """Tokens [first, last) replaced; an empty stretch inserts before token `first`."""
    tokens = question.tokens
    if first == last:
        at = tokens[first - 1].end
        return Resolved(f"{question.text[:at]} {new}{question.text[at:]}", [meant])
    return Resolved(question.text[: tokens[first].start] + new + question.text[tokens[last - 1].end :], [meant])


def has_complement(question: Question, phrase: Phrase) -> bool:
    return question.lower(phrase.last) in _COMPLEMENTS | {"'s"}
