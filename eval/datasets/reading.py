"""A gold file → its questions. Which format it is, the file tells by itself."""

import json
from pathlib import Path
from typing import Any

from eval.datasets.gold import GoldError, GoldSet
from eval.datasets.jsonlines import read_lines
from eval.datasets.squad import read_squad
from qa.types.allowed import json_kind

_FORMATS = 'SQuAD-format JSON ({"data": [...]}) or JSON lines ({"question": "...", "answers": ["..."]} a line)'


def read_gold(path: Path) -> GoldSet:
    """Raises GoldError naming the file and, in JSON lines, the line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as exc:
        raise GoldError(f"the gold file {path} can't be read: {exc.strerror}; give {_FORMATS}") from exc
    except UnicodeDecodeError as exc:
        raise GoldError(f"the gold file {path} is not UTF-8 at byte {exc.start}; save it as UTF-8") from exc
    if not text.strip():
        raise GoldError(f"the gold file {path} is empty; it may be {_FORMATS}")
    whole = _whole(text)
    if isinstance(whole, dict) and "data" in whole:
        return read_squad(path, whole["data"])
    if whole is not None and not (isinstance(whole, dict) and "question" in whole):
        raise GoldError(f"the gold file {path} holds {json_kind(whole)} of another kind; it may be {_FORMATS}")
    return read_lines(path, text)


def _whole(text: str) -> Any:
    """The file as one JSON value, None where it isn't one."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
