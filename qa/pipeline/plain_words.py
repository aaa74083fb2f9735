"""A message in plain words, whatever form its answer is wished in: "in two sentences: the strike" is "Summarize the strike"."""

from qa.english.request import LONGEST_REQUEST
from qa.pipeline.kinds.rewording import kind_in_plain_words, reworded
from qa.pipeline.kinds.wished_forms import in_sentences, without_form
from qa.pipeline.several_questions import of_two_speakers


def in_plain_words(message: str, *, follows: bool = False) -> str | None:
    """Return the plainest message that wants the same; None where it is plain, is a question, or isn't surely anything else.

    What `follows` an answer may lean on it with any words. Raises ModelError.
    """
    plain = of_two_speakers(message) or reworded(message, follows=follows)
    if plain is not None or len(message) > LONGEST_REQUEST or (formed := without_form(message)) is None:
        return plain
    plain = reworded(formed.asked, follows=follows) or formed.asked
    kind, length = kind_in_plain_words(plain), in_sentences(formed.sentences)
    if kind.kind == "summary":
        return plain if kind.number else f"{plain} {length}".rstrip()
    if kind.topic and kind.kind in ("about", "topic", "timeline") and not kind.bare:
        return " ".join(filter(None, ("Summarize", kind.topic, kind.period.in_words, length)))
    return None if formed.is_question or not kind.is_overview else plain


def formless(message: str) -> str:
    """Return what a message asks or wishes to be told, without the form that this is wished in; any other message as it is."""
    formed = without_form(message) if len(message) <= LONGEST_REQUEST else None
    return message if formed is None else formed.as_question or message
