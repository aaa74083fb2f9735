"""A follow-up question made to stand alone by the model, held to the question's own words."""

from collections.abc import Sequence
from itertools import islice

from qa.english.words import content_stems, stems
from qa.pipeline.writing.language_model import LanguageModel
from qa.pipeline.writing.plain import plain
from qa.pipeline.writing.prompt import as_data
from qa.types import Turn
from qa.types.deadline import Deadline
from qa.types.errors import LanguageModelError

_ASK = (
    "Rewrite the last question so that it can be understood without the conversation: put names in the place of words like "
    '"he", "it" or "there". Change nothing else. Write only the question.'
)
_TURNS, _TURN_CHARACTERS = 6, 400
_MOST_TOKENS = 96
_LONGEST = 300
_MOST_PIECES = 400


def rewritten(model: LanguageModel, question: str, history: Sequence[Turn], chosen: str, deadline: Deadline) -> str:
    """Have the model write it; `chosen` where that fails, drops a word of the question, or brings in one from nowhere."""
    turns = [turn for turn in history if turn.text.strip()][-_TURNS:]
    if not turns:
        return chosen
    told = "\n".join(
        f"{'Question' if turn.role == 'user' else 'Answer'}: {as_data(turn.text)[:_TURN_CHARACTERS]}" for turn in turns
    )
    messages = (("system", _ASK), ("human", f"{told}\nLast question: {as_data(question)}"))
    try:
        written = "".join(islice(model.stream(messages, deadline, max_tokens=_MOST_TOKENS), _MOST_PIECES))
    except LanguageModelError:
        return chosen
    found = plain(written).strip().strip('"“”').removeprefix("Last question:").removeprefix("Question:").strip()
    return found if _is_safe(found, question, turns) else chosen


def _is_safe(found: str, question: str, turns: Sequence[Turn]) -> bool:
    """Whether it is one question, with all telling words of the question as asked and none that nobody has used."""
    if not found.endswith("?") or "\n" in found or len(found) > _LONGEST:
        return False
    own = content_stems(question)
    used = stems(" ".join([question, *(turn.text for turn in turns)]))
    new = content_stems(found)
    return own <= new <= used
