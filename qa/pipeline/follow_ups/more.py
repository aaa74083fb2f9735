"""What “Tell me more” is of: the documents that the talk is on, and what was last asked of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.attribution.answers import asked_of_speaker
from qa.pipeline.follow_ups import telling
from qa.pipeline.follow_ups.pronouns import HEARD, Asked
from qa.pipeline.follow_ups.shortened import asks_again, further, is_shortened, wants_more
from qa.pipeline.kinds.listed_documents import FEW
from qa.pipeline.kinds.question_kind import LISTS, question_kind
from qa.types import LIKELY, PERHAPS, UNLIKELY, Turn
from qa.types.saved import hedge_of

# Questions on one document that tell of what more is wanted: "who can get it" says little by itself.
_LAST = 2


@dataclass(frozen=True, slots=True)
class More:
    """What to tell more of: what was last `asked`, with the last answer's first words, `told`; and who knows more.

    `documents` are ids; of an answer whose documents aren't known there are none. `hedge` are the words of the surest answer
    that quotes the first of them; what two probably answer from is surely talked of.
    """

    asked: str
    told: str
    documents: tuple[str, ...]
    hedge: str


def more_of(message: str, history: Sequence[Turn]) -> More | None:
    """Return what a message such as “Tell me more” wants more of; None where it wants the next page, or something else.

    What lists documents and what tells of somebody's words is asked once more for others.
    """
    if not wants_more(message) or further(message, history) is not None:
        return None
    turns = [*telling(history)]
    pairs = [(asked, told) for asked, told in pairwise(turns) if asked.role == "user" and told.role == "assistant"]
    pairs = [(asked, told) for asked, told in pairs if not asks_again(asked.text)]
    if not pairs:
        return None
    place = _on_the_way(pairs)
    asked, told = pairs[place]
    kind = question_kind(asked.text)
    if kind.kind in LISTS or (asked_of_speaker(asked.text) is not None and Asked(asked.text).pronoun == "none"):
        return None
    of_all = kind.is_overview or (kind.kind == "topic" and not is_shortened(asked.text))
    documents = told.documents[: FEW if of_all else 1]
    refused = history[-1].role == "assistant" and history[-1] not in turns
    of_it = [pair for pair in pairs[: place + 1] if documents and pair[1].documents[:1] == documents[:1]] or [pairs[place]]
    hedges = [_hedge(answer) for _, answer in of_it]
    best = PERHAPS if refused else min(hedges, key=("", LIKELY, PERHAPS, UNLIKELY).index)
    sure = best == "" or (best == LIKELY and len(hedges) > 1)
    text = told.text.removeprefix(_hedge(told)).strip()
    return More(
        " ".join(question.text for question, _ in of_it[-_LAST:]),
        text[:HEARD],
        documents,
        "" if sure else LIKELY if best == LIKELY else PERHAPS,
    )


def _on_the_way(pairs: Sequence[tuple[Turn, Turn]]) -> int:
    """Return the place of the last exchange on the subject.

    One has left it whose question leans on those before, and whose answer isn't sure and quotes a document for the first time.
    """
    for place in range(len(pairs) - 1, 0, -1):
        asked, told = pairs[place]
        before = {each for _, other in pairs[:place] for each in other.documents}
        leans = is_shortened(asked.text) or Asked(asked.text).points
        if not before or not before.isdisjoint(told.documents[:1]) or not (_hedge(told) and leans):
            return place
    return 0


def _hedge(answer: Turn) -> str:
    return answer.hedge if answer.hedge in (LIKELY, PERHAPS, UNLIKELY) else hedge_of(answer.text)
