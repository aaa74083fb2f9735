"""Follow-up questions become standalone ones, from the earlier turns alone: no language model, no downloads.

Small classifiers, not rules, say whether a question stands alone, and which phrases of the conversation belong to it
(`choosing`). The history is what was typed and answered: what a question was taken to mean is never handed on as if it had been
asked.
"""

from collections.abc import Sequence
from itertools import dropwhile

from qa.pipeline.follow_ups.candidates import Asked
from qa.pipeline.follow_ups.choosing import chosen
from qa.pipeline.follow_ups.further import further
from qa.pipeline.follow_ups.noun_phrases import parse
from qa.pipeline.follow_ups.shortened import in_full, names_speaker
from qa.pipeline.follow_ups.shown import shown
from qa.pipeline.question_kind import question_kind
from qa.pipeline.refusals import EMPTY, NO_ANSWER
from qa.types import ABSTAINED, Turn

__all__ = ["further", "standalone_question"]
_MOST = 12  # of the last questions, which a question may leave its words out of


def standalone_question(question: str, history: Sequence[Turn]) -> str:
    """The question in the form that is shown and searched for; as it was asked where it stands alone or nothing is sure."""
    told = [turn for turn in history if turn.text.strip() and not turn.text.startswith((ABSTAINED, NO_ANSWER, EMPTY))]
    turns = list(dropwhile(lambda turn: turn.role != "user", told))
    if not turns or question_kind(question).kind in ("small_talk", "other_language") or names_speaker(question):
        return question
    asked = [place for place, turn in enumerate(turns) if turn.role == "user"][-_MOST:]
    full, used = in_full(question, [turns[place].text for place in asked])
    if used and Asked(parse(full)).pronoun == "none":
        return full  # "What did Victor Cha say?" is complete
    return shown(full, chosen(full, turns[: asked[-used]] if used else turns))
