"""JSON lines: any objects, or a gold set's questions, one each; the contract of these is in docs/measuring.md.

Other keys are passed over, so that a set may carry its own notes. Some of them mean something here: `cites`, an array of
arrays of quotes, says what has to be cited (of each entry, one quote); `spans`, an array of {"document", "start", "end"}, where
the sentences stand that answer (any one is right); `type` and `style` sort the questions in the report; `near_miss` is true for
an unanswerable question that something else could seem to answer; `known_failure` says why the product isn't up to a question
yet.
"""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from eval.datasets.fields import Row, checked, flag_of, list_of, spans_of, text_of, texts_of, turns_of
from eval.datasets.gold import GoldError, GoldQuestion, GoldSet
from qa.types.allowed import json_kind


def json_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file, which may be packed (.gz). Raises GoldError naming the line, OSError and UnicodeDecodeError."""
    stored = path.read_bytes()
    text = (gzip.decompress(stored) if path.suffix == ".gz" else stored).decode("utf-8-sig")
    return [row for _, row in _rows(path, text)]


def write_json_lines(path: Path, rows: Iterable[Mapping[str, Any]], *, append: bool = False) -> None:
    """Each as soon as it comes: a run that is stopped leaves what it has found."""
    # What no encoding has, half of a pair say in the name of a file, is written as JSON escapes it.
    with path.open("a" if append else "w", encoding="utf-8", errors="backslashreplace") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            file.flush()


def read_lines(path: Path, text: str) -> GoldSet:
    """Raises GoldError naming the line."""
    questions: dict[str, GoldQuestion] = {}
    for number, row in _rows(path, text):
        where = f"{path}:{number}"
        found = _question(row, str(number), where)
        if found.id in questions:
            raise GoldError(f'{where}: the id "{found.id}" stands on an earlier line too; give each question its own')
        questions[found.id] = found
    return GoldSet(path.name, tuple(questions.values()))


def _rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """With the numbers of their lines."""
    # At "\n" alone: str.splitlines would cut at characters that JSON strings may hold as they are.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, _row(line, f"{path}:{number}")


def _row(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as exc:
        raise GoldError(f"{where}: malformed JSON at column {exc.colno}: {exc.msg}; write one JSON object a line") from exc
    except RecursionError as exc:
        raise GoldError(f"{where}: malformed JSON: nested too deep; write one flat JSON object a line") from exc
    if not isinstance(row, dict):
        raise GoldError(f'{where}: {json_kind(row)} instead of an object; write {{"question": "...", "answers": ["..."]}}')
    return row


def _question(row: Row, number: str, where: str) -> GoldQuestion:
    answers = texts_of(row, "answers", where)
    answerable = flag_of(row, "answerable", where)
    if answers is None and answerable is False:
        answers = ()  # there are none to give
    if answers and answerable is False:
        raise GoldError(f'{where}: "answerable" is false but "answers" has some; empty the one or correct the other')
    if answers == () and answerable is None:
        raise GoldError(f'{where}: "answers" is empty; add "answerable": false, or true where only short answers are missing')
    document = row.get("document")
    named = [text_of(row, "document", where)] if document is not None else []
    named += texts_of(row, "documents", where) or ()
    return GoldQuestion(
        id=_id(row, number, where),
        question=text_of(row, "question", where),
        answers=answers,
        answerable=None if answers is None else answerable is not False,
        documents=tuple(dict.fromkeys(named)),
        history=turns_of(row, where),
        cites=tuple(texts_of({"cites": entry}, "cites", where) or () for entry in list_of(row, "cites", where)),
        known_failure=_text_or_none(row, "known_failure", where),
        spans=spans_of(row, where),
        type=_text_or_none(row, "type", where),
        style=_text_or_none(row, "style", where),
        near_miss=bool(flag_of(row, "near_miss", where)),
    )


def _text_or_none(row: Row, key: str, where: str) -> str | None:
    return text_of(row, key, where) if row.get(key) is not None else None


def _id(row: Row, number: str, where: str) -> str:
    given = row.get("id", number)
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    if not isinstance(given, str) or not given:
        raise GoldError(f'{where}: "id" is {json_kind(given)}; write a string, or leave it out')
    return checked(given, "id", where)
