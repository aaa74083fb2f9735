"""Whether a follow-up is answered by the document that the answer before it quotes, and how that is told.

Measured on the looked-at half of eval/gold/conversations-news.jsonl: a reader's hand rewrite finds the right document among the
first five for 0.99 of the follow-ups, the question as asked for 0.50; what it lacks is mostly which document it is about.
"""

from collections.abc import Sequence
from dataclasses import replace

from qa.reading import Reading
from qa.retrieval import Retrieved

# A question is asked of that document too from this probability on that it takes something from what was said. Between 0.2 and
# 0.7 it makes no difference there.
LEANS = 0.5
_LONGEST = 80
_SURE = ("no", "perhaps", "sure")


def surest(found: Sequence[tuple[Reading, Retrieved]]) -> tuple[Reading, Retrieved]:
    """What the documents of the last answers say: the last one's, unless the one before is surer."""
    return max(found, key=lambda each: (_SURE.index(each[0].confidence), each[0].right))


def is_nearer(near: Reading, everywhere: Reading, points: bool) -> bool:
    """Whether what that document says is the answer, rather than the best that all documents have, which stands in another.

    To what is surely answered and may be complete, since nothing in it `points` back, it never is.
    """
    if _best(near) == _best(everywhere):
        return False
    return near.confidence != "no" and (everywhere.confidence != "sure" or (points and near.right >= everywhere.right))


def _best(reading: Reading) -> str:
    return reading.ranked[0].candidate.passage.chunk.document_id if reading.ranked else ""


def elsewhere(everywhere: Reading, near: Reading) -> Reading:
    """What all documents say to a question that points back and isn't understood: where another says it, it isn't sure."""
    lower = everywhere.confidence == "sure" and _best(near) != _best(everywhere)
    return replace(everywhere, confidence="perhaps") if lower else everywhere


def about_document(question: str, title: str) -> str:
    """The question with the title of the document that it was taken to be about."""
    words = title.split(" | ")[0]
    short = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]}…"
    if question.endswith(")") and " (about: " in question:
        return f"{question[:-1]}, “{short}”)"
    return f"{question} (about: “{short}”)"
