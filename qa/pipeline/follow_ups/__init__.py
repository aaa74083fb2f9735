"""Follow-up questions become standalone ones, from the earlier turns alone: no language model, no downloads.

Small classifiers, not rules, say whether a question stands alone, and which phrases of the conversation belong to it
(`choosing`). The history is what was typed and answered: what a question was taken to mean is never handed on as if it had been
asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise

from qa.pipeline.follow_ups.candidates import HEARD, Asked
from qa.pipeline.follow_ups.choosing import chosen
from qa.pipeline.follow_ups.further import further
from qa.pipeline.follow_ups.nearby import LEANS, about_document, elsewhere, is_nearer, surest
from qa.pipeline.follow_ups.noun_phrases import parse
from qa.pipeline.follow_ups.shortened import asks_again, asks_more, in_full, more_about, names_speaker
from qa.pipeline.follow_ups.shown import shown
from qa.pipeline.follow_ups.spoke import unnamed_speaker, with_speaker
from qa.pipeline.question_kind import question_kind
from qa.pipeline.refusals import EMPTY, NO_ANSWER, PERHAPS
from qa.types import ABSTAINED, Turn

__all__ = [
    "LEANS",
    "Understood",
    "about_document",
    "elsewhere",
    "further",
    "is_nearer",
    "standalone_question",
    "surest",
    "understood",
    "unnamed_speaker",
    "with_speaker",
]
_MOST = 12  # of the last questions, which a question may leave its words out of


@dataclass(frozen=True, slots=True)
class Understood:
    """`text` is the question as it is shown and searched for: as it was asked where it stands alone or nothing is sure.

    `leans` is the probability that it takes something from what was said. `exchanges` are what it would take it from, each a
    question with the beginning of its answer: the last one, and the last that was surely answered. `points`: its words show it.
    """

    text: str
    leans: float = 0.0
    exchanges: tuple[str, ...] = ()
    points: bool = True


def standalone_question(question: str, history: Sequence[Turn]) -> str:
    """The text of `understood`."""
    return understood(question, history).text


def understood(question: str, history: Sequence[Turn]) -> Understood:
    """What a question means after these turns."""
    told = [turn for turn in history if turn.text.strip() and not turn.text.startswith((ABSTAINED, NO_ANSWER, EMPTY))]
    turns = list(dropwhile(lambda turn: turn.role != "user", told))
    if not turns or question_kind(question).kind in ("small_talk", "other_language") or names_speaker(question):
        return Understood(question)
    asked = [place for place, turn in enumerate(turns) if turn.role == "user"][-_MOST:]
    if asks_again(question):
        return understood(turns[asked[-1]].text, turns[: asked[-1]])
    if asks_more(question):
        return Understood(more_about(understood(turns[asked[-1]].text, turns[: asked[-1]]).text))
    full, used = in_full(question, [turns[place].text for place in asked])
    if used and Asked(parse(full)).pronoun == "none":
        return Understood(full, 1.0, _exchanges(turns))  # "What did Victor Cha say?" is complete
    phrases, leans = chosen(full, turns[: asked[-used]] if used else turns)
    return Understood(shown(full, phrases), leans, _exchanges(turns), Asked(parse(question)).points)


def _exchanges(turns: Sequence[Turn]) -> tuple[str, ...]:
    pairs = [(asked, told) for asked, told in pairwise(turns) if asked.role == "user" and told.role == "assistant"]
    told = [f"{asked.text} {answer.text[:HEARD]}" for asked, answer in reversed(pairs)]
    sure = [place for place, (_, answer) in enumerate(reversed(pairs)) if not answer.text.startswith(PERHAPS)]
    return tuple(told[place] for place in dict.fromkeys([0, *sure[:1]]) if told)
