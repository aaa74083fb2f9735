"""A whole run: the library, the questions, the figures."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import typer

from eval.bootstrap import RESAMPLES, SEED
from eval.datasets import GoldSet
from eval.examining import Examination
from eval.libraries import check_ingestable, throw_away
from eval.results import Results, Texts, measure, shown_settings, versions_of
from eval.rows import Failed, LeftOut, Row
from eval.terminal import progress_bar
from qa.pipeline import Pipeline
from qa.settings import Settings


def run(settings: Settings, gold: GoldSet, *, ingest: bool, leave_out: Sequence[LeftOut] = ()) -> tuple[Results, Texts]:
    """Ask every question of the open library, or of a throw-away one. Raises GoldError and what opening a library raises."""
    with _opened(settings, gold, ingest) as pipeline:
        examination = Examination(pipeline, gold, leave_out)
        _warn_of(examination.documents.missing)
        rows: list[Row] = []
        failed: list[Failed] = []
        with progress_bar("asking") as on_progress:
            for number, row in enumerate(examination.run(), start=1):
                rows.append(row) if isinstance(row, Row) else failed.append(row)
                on_progress(number, examination.total)
        library = pipeline.stores.library
        results = Results(
            metrics=measure(rows),
            rows=tuple(rows),
            failed=tuple(failed),
            run={
                "gold": gold.name,
                "questions": len(gold.questions),
                "ingest": ingest,
                "leave_out": list(leave_out),
                "library": {"documents": library.document_count, "chunks": library.chunk_count},
                "finished": datetime.now(UTC).isoformat(timespec="seconds"),
                "bootstrap": {"resamples": RESAMPLES, "seed": SEED},
            },
            settings=shown_settings(settings),
            versions=versions_of(library),
        )
        return results, examination.texts


@contextmanager
def _opened(settings: Settings, gold: GoldSet, ingest: bool) -> Iterator[Pipeline]:
    if not ingest:
        with Pipeline.open(settings) as pipeline:
            yield pipeline
        return
    check_ingestable(gold)
    with progress_bar("ingesting") as on_progress, throw_away(settings, gold.passages, on_progress) as pipeline:
        yield pipeline


def _warn_of(missing: Sequence[str]) -> None:
    if missing:
        typer.echo(
            f"note: {len(missing)} of the documents that the set names are not in the library, the first of them {missing[0]}; "
            "what has to be found in them counts as missed",
            err=True,
        )
