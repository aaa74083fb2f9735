"""A message in plain words and in plain order: what stands in front of its wish or inside it is moved or left out first.

"Delaware news from June 2021" is "news about Delaware from June 2021", "in two sentences what happened at the harbour" is
"Summarize the harbour in 2 sentences". What has nothing of the kind is left to `reworded`.
"""

import re

from qa.english.request import LONGEST_REQUEST, VERBS
from qa.english.subject_places import subject_last, word_before_documents
from qa.english.word_classes import WH
from qa.english.word_lists import alternatives
from qa.english.words import stem
from qa.pipeline.kind_model import ANY, kind_words, read_kind
from qa.pipeline.question_kind import LISTS, Kind, QuestionKind, wished
from qa.pipeline.rewording import kind_in_plain_words, reworded
from qa.pipeline.wished_forms import Formed, without_form
from qa.types.patterns import lazy_regex

# "I have five minutes before the show, what's the story with Lee?"
_PREFACE = lazy_regex(
    r"(?:so,? )?(?P<preface>(?:i|we|my|our)(?:['’](?:m|ve|ll|d|re))? [^,.;:?!–—]{4,100})(?:[,.;:!]| [–—-])+ (?:so |and )?"
    rf"(?P<wish>(?:{alternatives(WH)}|(?:what|who|how)['’]?s|{VERBS}|sum up|catch|fill|brief|get|any)\b.+)",
    re.IGNORECASE,
)
# What "3 bullets on the fire" and "in a line what happened" are taken for, where it isn't seen that they name a form.
_MISREAD: frozenset[Kind] = frozenset({"timeline", "which_documents", "newest", "topic"})
# It is otherwise told of.
_LISTS_ALL = lazy_regex(
    r"list (?:everything|all|anything|whatever|what)(?: (?:that )?(?:you|we|i)(?: have|['’]ve)?(?: got)?)? (?:on|about)"
    r" (?P<topic>\S.*)",
    re.IGNORECASE,
)


def in_plain_words(message: str, *, follows: bool = False) -> str | None:
    """Return the plainest message that wants the same; None where it is plain, is a question, or isn't surely anything else.

    What `follows` an answer may lean on it with any words. Raises ModelError.
    """
    if len(message) > LONGEST_REQUEST:
        return None
    plain = reworded(message, follows=follows)
    kind = None if plain is None else kind_in_plain_words(plain)
    names_subject = kind is not None and kind.kind in LISTS and kind.topic
    if not names_subject and (moved := subject_last(wished(message), kind_words(ANY))) is not None:
        return moved
    if (listed := _LISTS_ALL.fullmatch(wished(message))) is not None:
        return f"Which documents mention {listed['topic']}"
    if (kind is None or kind.kind in _MISREAD) and (formed := without_form(message)) is not None:
        return _in_form(formed, follows=follows)
    if plain is None or kind is None:
        return _without_preface(message, follows=follows)
    return None if _loses_subject(message, kind) else plain


def formless(message: str) -> str:
    """Return what a message asks or wishes to be told, without the form that this is wished in; any other message as it is."""
    formed = without_form(message) if len(message) <= LONGEST_REQUEST else None
    return message if formed is None else formed.as_question or message


def _in_form(formed: Formed, *, follows: bool) -> str | None:
    """Put in words what is wished in a form: a summary; None where a fact is asked, of which there is one form only."""
    plain = reworded(formed.asked, follows=follows) or formed.asked
    kind = kind_in_plain_words(plain)
    if kind.kind == "summary":
        return plain if kind.number else f"{plain} {formed.in_words}".rstrip()
    if kind.topic and kind.kind in ("about", "topic", "timeline"):
        return " ".join(filter(None, ("Summarize", kind.topic, kind.period.in_words, formed.in_words)))
    return None if formed.is_question or not kind.is_overview else plain


def _loses_subject(message: str, kind: QuestionKind) -> bool:
    """Whether all documents are listed or counted, and the message has a word for which ones: "how many recall stories"."""
    if kind.kind not in ("which_documents", "count") or kind.topic or kind.source:
        return False
    word = word_before_documents(message)
    return bool(word) and stem(word) not in kind_words(ANY)


def _without_preface(message: str, *, follows: bool) -> str | None:
    """Put in plain words what stands behind a sentence of the asker's own that names nothing of it."""
    if (found := _PREFACE.fullmatch(message)) is None:
        return None
    if any(words in found["preface"] for words in read_kind(message).words):
        return None
    wish = found["wish"]
    plain = reworded(wish, follows=follows) or wish
    kind = kind_in_plain_words(plain)
    return plain if (kind.is_overview or kind.told) and kind.topic else None
