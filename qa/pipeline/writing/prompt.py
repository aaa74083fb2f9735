"""Passages and a question as the messages that a chat model gets."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, count

from qa.store.sql import Passage
from qa.types import ABSTAINED
from qa.types.errors import LanguageModelError

Messages = tuple[tuple[str, str], ...]
# Bytes of UTF-8 a token has at least, on average: 4.4 in English news by SmolLM2's tokenizer, 3.0 leaves room for names,
# figures and other languages.
_BYTES_PER_TOKEN = 3.0
_FENCE = 21  # characters of the line before and after the passages
_MESSAGE_TOKENS = 16  # what chat templates wrap around two messages
# What looks like the model's own control marks, or like our citation markers, must not come out of a document.
_CONTROL = re.compile(r"<\|?(?=[/\w])|\|>|<<(?=SYS)|\[(?=/?INST)")
_MARKER = re.compile(r"\[(\s*\^?\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\s*)\]")


@dataclass(frozen=True, slots=True)
class Prompt:
    """`passages` are those that found room, in the order of their numbers."""

    messages: Messages
    passages: tuple[Passage, ...]


def prompt_for(
    question: str, passages: Sequence[Passage], budget: int, excerpts: Callable[[], Sequence[Passage]] | None = None
) -> Prompt:
    """Put as many of the passages, best first, as fit into `budget` tokens with everything else into a prompt.

    Where they don't all fit, what `excerpts` makes of them. Raises LanguageModelError where not even the first does.
    """
    fence = "=" * _FENCE
    system = _template().format(abstained=ABSTAINED, fence=fence)
    room = budget - _MESSAGE_TOKENS - tokens(system) - 2 * tokens(fence) - tokens(_asked(question))
    texts = [*map(_numbered, count(1), passages)]
    if excerpts is not None and sum(map(tokens, texts)) > room:
        passages = excerpts()
        texts = [*map(_numbered, count(1), passages)]
    packed = [text for text, used in zip(texts, accumulate(map(tokens, texts)), strict=True) if used <= room]
    if not packed:
        raise LanguageModelError(
            f"a context of {budget} tokens has no room for a passage and the question", setting="QA_LLM_CONTEXT"
        )
    # No document can hold the line that ends it: the line follows from all that is between the lines.
    inside = "\n".join([question, *(each.text for each in passages)])
    own = f"{'=' * 8} {hashlib.sha256(inside.encode()).hexdigest()}"[:_FENCE]
    user = "\n".join([own, *packed, own, "", _asked(question)])
    return Prompt((("system", system.replace(fence, own)), ("human", user)), tuple(passages[: len(packed)]))


def tokens(text: str) -> int:
    """Estimate from above how many tokens the text costs."""
    return int(len(text.encode()) / _BYTES_PER_TOKEN) + 1


def as_data(text: str) -> str:
    """Return document text without what a chat template or a reader of markers could take for its own."""
    return _MARKER.sub(r"(\1)", _CONTROL.sub(" ", " ".join(text.split())))


def _asked(question: str) -> str:
    return f"Question: {_CONTROL.sub(' ', question)}"


def _numbered(number: int, passage: Passage) -> str:
    about = ", ".join(part for part in (as_data(passage.title), passage.published) if part)
    return f"[{number}] {as_data(passage.text)}" + (f" (from: {about})" if about else "")


@lru_cache(maxsize=1)
def _template() -> str:
    return files("qa.pipeline.writing").joinpath("prompt.md").read_text(encoding="utf-8").strip()
