"""How long a question takes: as a whole process, and inside a running service whose library grows."""

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.benchmarks.baseline import Baseline
from eval.benchmarks.figures import Figure, Samples, percentile, seconds
from eval.benchmarks.growth import ask_timed, questions_on
from eval.benchmarks.workbench import RUNS, Workbench, process_seconds
from eval.libraries import CORPUS
from qa.pipeline import Pipeline
from qa.pipeline.ingestion.ingest import Ingester

QUESTION = "When could Biden and Xi meet?"
_SIZES = (100, 1000, 10_000)
_WARM_UP = 10
_QA = str(Path(sys.executable).parent / "qa")
_ASK = (_QA, "ask", QUESTION, "--json")


def processes(bench: Workbench) -> Iterator[Figure]:
    """On a library of the one corpus article."""
    settings, plain = bench.new_settings(), bench.new_folder()
    with Pipeline.open(settings) as pipeline:
        Ingester(pipeline.stores, pipeline.embedder, settings).ingest([CORPUS])
    Baseline(plain).ingest([path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt"))])
    search = (sys.executable, "-m", "eval.benchmarks.baseline", str(plain), QUESTION)
    # The first of each warms the file cache and isn't counted.
    helped, asked, searched = (
        Samples(column[1:], "s")
        for column in zip(
            *([process_seconds(command, settings) for command in ((_QA, "--help"), _ASK, search)] for _ in range(RUNS + 1)),
            strict=True,
        )
    )
    yield Figure("qa --help", helped, target=0.3)
    yield Figure("qa ask … --json", asked, searched, target=2.0)


def growing_library(bench: Workbench) -> Iterator[tuple[str, list[Figure]]]:
    """Tables by title. The same questions at each size, about the articles that are there from the first."""
    settings = bench.new_settings()
    sizes = [size for size in _SIZES if size < bench.chunks] + [bench.chunks]
    growth: list[Figure] = []
    with Pipeline.open(settings) as pipeline:
        ingester = Ingester(pipeline.stores, pipeline.embedder, settings)
        ingester.ingest([CORPUS])
        asked = [QUESTION, *questions_on(len(bench.documents_of(sizes[0])), bench.questions - 1)]
        present = 0
        for size in sizes:
            before = pipeline.stores.library.chunk_count
            documents = bench.documents_of(size - before, present)
            took = seconds(ingester.add, documents)
            present += len(documents)
            held = pipeline.stores.library.chunk_count
            print(f"{held} chunks in the library, the last {held - before} at {(held - before) / took:.0f}/s", flush=True)
            plain = _filled_baseline(bench, pipeline)
            rounds = [_ask_all(pipeline, plain, asked) for _ in range(bench.rounds)]
            growth.append(_latency(f"p50 at {held} chunks", rounds, "total", 0.5))
    stages = [stage for stage in rounds[0] if stage not in ("total", "processor", "plain")]
    yield "One question as the library grows", growth
    yield (
        f"One question, {held} chunks",
        [
            _latency("p50", rounds, "total", 0.5, target=60 if held >= _SIZES[-1] else None),
            _latency("p95", rounds, "total", 0.95),
            *(_latency(f"  p50 of {stage}", rounds, stage, 0.5) for stage in stages),
        ],
    )
    processes = Samples(tuple([process_seconds(_ASK, settings) for _ in range(RUNS + 1)][1:]), "s")
    yield f"Whole process, {held} chunks", [Figure("qa ask … --json", processes, target=2.0)]


def _filled_baseline(bench: Workbench, pipeline: Pipeline) -> Baseline:
    """The same chunks under the same vectors: embedding them once more would take minutes and change nothing."""
    plain = Baseline(bench.new_folder())
    for page in pipeline.stores.library.vector_rows():
        ids = [row.chunk_id for row in page]
        passages = pipeline.stores.library.passages(ids)
        plain.fill(ids, [passages[chunk_id].text for chunk_id in ids], [row.vector for row in page])
    return plain


def _ask_all(pipeline: Pipeline, plain: Baseline, asked: Sequence[str]) -> dict[str, list[float]]:
    """Milliseconds by stage, a value a question; `plain` is the baseline's search, turn about with ours."""
    for question in asked[:_WARM_UP]:
        pipeline.ask(question)
        plain.ask(question)
    spent: dict[str, list[float]] = defaultdict(list)
    for question in asked:
        ask_timed(pipeline, question, spent)
        spent["plain"].append(seconds(plain.ask, question) * 1000)
    return dict(spent)


def _latency(
    name: str, rounds: Sequence[dict[str, list[float]]], stage: str, share: float, target: float | None = None
) -> Figure:
    """One value a round."""
    ours = Samples(tuple(percentile(spent.get(stage, [0.0]), share) for spent in rounds), "ms")
    plain = Samples(tuple(percentile(spent["plain"], share) for spent in rounds), "ms") if stage == "total" else None
    return Figure(name, ours, plain, target)
