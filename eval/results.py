"""What a run found: its figures, its rows, and what they were measured on and with."""

import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.bootstrap import Estimate, estimate
from eval.datasets import GoldError
from eval.metrics import METRICS, SCORES
from eval.rows import Failed, Row

if TYPE_CHECKING:
    from qa.settings import Settings
    from qa.store.sql import Library

# The texts of the chunks that were ranked, by document id, start and end.
Texts = Mapping[tuple[str, int, int], str]
BY_TYPE = ("good", "wrong_sure", "false_abstention_rate", "false_answer_rate", "evidence@1")
_PACKAGES = ("citedqa", "chromadb", "onnxruntime", "tokenizers", "numpy", "sentence-transformers")


@dataclass(frozen=True, slots=True)
class Results:
    """`run` says what was asked of what, `settings` and `versions` with what. Figures that can't be measured are None."""

    metrics: Mapping[str, Estimate]
    rows: tuple[Row, ...]
    failed: tuple[Failed, ...]
    run: Mapping[str, Any]
    settings: Mapping[str, Any]
    versions: Mapping[str, str]

    @property
    def by_type(self) -> dict[str, dict[str, Estimate]]:
        """The figures that tell right from wrong, for each type of question that the gold names."""
        kinds = sorted({row.type for row in self.rows if row.type is not None})
        return {kind: measure_some([row for row in self.rows if row.type == kind], BY_TYPE) for kind in kinds}

    def to_json(self) -> dict[str, Any]:
        """The object that `qa eval --json` writes; its shape is a public contract."""
        return {
            "metrics": {name: asdict(found) for name, found in self.metrics.items()},
            "by_type": {
                kind: {name: asdict(found) for name, found in metrics.items()} for kind, metrics in self.by_type.items()
            },
            "run": dict(self.run),
            "settings": dict(self.settings),
            "versions": dict(self.versions),
            "failed": [asdict(failed) for failed in self.failed],
            "rows": [row.to_json() | {"scores": scores_of(row)} for row in self.rows],
        }


def measure_some(rows: Sequence[Row], names: Sequence[str]) -> dict[str, Estimate]:
    """The named metrics over these rows."""
    return estimate({name: METRICS[name](rows) for name in names}, rows)


def measure(rows: Sequence[Row]) -> dict[str, Estimate]:
    """Every metric over these rows, by name."""
    return estimate({name: metric(rows) for name, metric in METRICS.items()}, rows)


def scores_of(row: Row) -> dict[str, float | None]:
    """The question's own scores, None where it has no say."""
    return {name: score(row) for name, score in SCORES.items()}


def shown_settings(settings: "Settings") -> dict[str, Any]:
    """Without secrets: those are the settings that don't show in a `repr`."""
    hidden = {name for name, field in type(settings).model_fields.items() if not field.repr}
    return settings.model_dump(mode="json", exclude=hidden)


def versions_of(library: "Library") -> dict[str, str]:
    found = {"python": platform.python_version(), "machine": f"{platform.machine()}, {os.cpu_count()} cores, {sys.platform}"}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found | {"embedding_model": library.embedding_model or ""}


def read_rows(path: Path) -> tuple[Row, ...]:
    """The rows of an earlier run's JSON. Raises GoldError."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return tuple(Row.from_json(row) for row in raw["rows"])
    except OSError as exc:
        raise GoldError(f"the earlier results {path} can't be read: {exc.strerror}; give a file that --json wrote") from exc
    except (ValueError, TypeError, KeyError, RecursionError) as exc:
        raise GoldError(f"{path} holds no results of this version of `qa eval`; give a file that --json wrote") from exc


def write(path: Path, text: str, *, append: bool = False) -> None:
    """Raises GoldError naming the file. Appending nothing tells whether it could be written."""
    try:
        with path.open("a" if append else "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as exc:
        raise GoldError(f"{path} can't be written: {exc.strerror}; name a file in a folder that you can write to") from exc
