"""Reading back what was saved: the JSON of an answer → `Answer`; and what an answer's text alone tells of it."""

import json
import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from qa.types import LIKELY, PERHAPS, UNLIKELY, Answer, Claim, Item
from qa.types.errors import SavedError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

# As lists and the statements of one speaker end that go on: now, and (";") in answers that were kept long ago.
_NEXT = re.compile(r"(?:For the next ask|[Aa]ll): “([^”\n]+)”\.?\s*\Z")


def hedge_of(text: str) -> str:
    """The words that an unsure answer stands under: for a text of which nothing else is known; empty where it has none."""
    return next((words for words in (PERHAPS, LIKELY, UNLIKELY) if text.startswith(words)), "")


def next_question_of(text: str) -> str | None:
    """The question that such a text names for its next page."""
    named = _NEXT.search(text)
    return named[1] if named else None


def answer_from_json(raw: Any) -> Answer:
    """The answer whose `to_json()` this is; `raw` is what `json.loads` gives.

    Every key that is read must have its type and make sense with the others. Keys that a newer version added are ignored, those
    that an older one didn't write have their defaults. Raises SavedError in one sentence.
    """
    from pydantic import ValidationError

    if not isinstance(raw, dict):
        raise SavedError(f"a saved answer is an object such as `qa ask --json` prints, not {_shown(raw)}")
    try:
        unsure = {"unsure": raw["confidence"] == "perhaps"} if "confidence" in raw else {}
        answer = _adapter().validate_json(json.dumps(raw | unsure, allow_nan=False), strict=True)
    except ValidationError as exc:
        raise SavedError(f"this is no saved answer: {_explain(exc.errors()[0])}; save one with `qa ask --json`") from exc
    except (TypeError, ValueError, RecursionError) as exc:
        raise SavedError(f"this is no saved answer: {exc}; save one with `qa ask --json`") from exc
    if problem := _contradiction(answer):
        raise SavedError(f"this is no saved answer: {problem}; save one with `qa ask --json`")
    # An older version wrote these into the text alone.
    text, next_question = answer.text, answer.next_question
    return replace(answer, hedge=answer.hedge or hedge_of(text), next_question=next_question or next_question_of(text))


@cache
def _adapter() -> "TypeAdapter[Answer]":
    """Made when first needed: it takes longer than showing help may."""
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)


def _contradiction(answer: Answer) -> str | None:
    """What no pipeline can have made, though each part of it has the right type."""
    markers = [citation.marker for citation in answer.citations]
    if len(set(markers)) < len(markers):
        return "two of its citations have the same marker"
    if answer.status == "abstained" and answer.citations:
        return "an abstention has no citations"
    if not answer.text.startswith(answer.hedge):
        return "its text doesn't begin with its hedge"
    spans: tuple[Claim | Item, ...] = (*answer.claims, *answer.items)
    for each in spans:
        told = f"the {type(each).__name__.lower()} at {each.start}:{each.end}"
        if each.end > len(answer.text):
            return f"{told} runs past a text of {len(answer.text)} characters"
        if missing := sorted(set(each.markers) - set(markers)):
            return f"{told} has the marker {missing[0]}, which is no citation's"
    return None


def _explain(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"]) or "the answer"
    if error["type"] == "missing":
        return f"{where} is missing"
    return f"{where}: {str(error['msg']).removeprefix('Value error, ')}, not {_shown(error['input'])}"


def _shown(value: Any) -> str:
    try:
        text = json.dumps(value, ensure_ascii=True)
    except (TypeError, ValueError):
        text = type(value).__name__
    return text if len(text) <= 60 else text[:59] + "…"
