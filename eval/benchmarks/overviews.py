"""What overviews cost on a large library: digests, counts, lists, people. Run by hand.

    python -m eval.benchmarks.overviews fill WORK           # 250,000 chunks of made-up articles and vectors, without an index
    python -m eval.benchmarks.overviews ask WORK            # of this library, or of any data directory

Nothing here asks the vector index, so it isn't filled, which would take most of the time. Clock time is what somebody waits;
processor time is what it takes on a machine that has nothing else to do. What is asked about is drawn from the library itself.
"""

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

from eval.benchmarks.figures import percentile
from eval.benchmarks.growth import fill
from eval.benchmarks.made_up import MadeUpEmbedder
from eval.benchmarks.resources import timed
from qa.attribution.answers import person, quoted_people
from qa.embedding import open_embedder
from qa.english.words import content_words
from qa.pipeline import Pipeline
from qa.pipeline.ingestion.ingest import Ingester
from qa.settings import Settings
from qa.store import Stores
from qa.types import Scope

_CHUNKS, _TIMES = 250_000, 40
_SAMPLE = 200  # documents whose words are looked at for what to ask about
_MANY = 100


def fill_unindexed(settings: Settings, chunks: int) -> None:
    with patch.object(Stores, "catch_up", lambda *_: 0), Stores(settings, attach=False) as stores:
        fill(stores, Ingester(stores, MadeUpEmbedder(open_embedder(settings)), settings), chunks)


def ask(settings: Settings, times: int) -> None:
    """A line a kind of question, as Markdown: p50 and p95 of the clock, p50 and p95 of the processor."""
    with Stores(settings, attach=False) as stores:
        pipeline = Pipeline(stores, MadeUpEmbedder(open_embedder(settings)), settings)
        library = stores.library
        print(f"{library.document_count:,} documents, {library.chunk_count:,} chunks\n", flush=True)
        print("| asked | n | p50, p95 (clock) | p50, p95 (processor) | longest |\n| --- | --- | --- | --- | --- |")
        for name, work in _kinds(pipeline, times):
            spent = []
            for each in work:
                with timed() as took:
                    each()
                spent.append((took.clock * 1000, took.processor * 1000))
            clock, processor = zip(*spent, strict=True)
            quantiles = [f"{percentile(times, 0.5):.0f}, {percentile(times, 0.95):.0f} ms" for times in (clock, processor)]
            print(f"| {name} | {len(spent)} | {' | '.join(quantiles)} | {max(clock):.0f} ms |", flush=True)


def _kinds(pipeline: Pipeline, times: int) -> Iterator[tuple[str, list[Callable[[], object]]]]:
    library, chance = pipeline.stores.library, random.Random(1)
    ids = [place.document_id for place in library.census.by_date()]
    words = _words(pipeline, chance)
    people = [each.speaker for each in quoted_people(library)]

    def asked(question: str, *documents: str) -> Callable[[], object]:
        return lambda: pipeline.ask(question, scope=Scope(documents=documents), language_model=False)

    def page_of(name: str) -> Callable[[], object]:
        return lambda: person(library, name)

    some = chance.sample(ids, times)
    yield "digest of one document", [asked("Summarize", each) for each in some]
    yield "timeline of one document", [asked("Timeline", each) for each in some]
    yield f"digest of {_MANY} documents", [asked("Summarize", *chance.sample(ids, _MANY)) for _ in range(times)]
    yield "how many there are, by month", [asked("How many documents are there by month?")] * 5
    yield "who is quoted most", [asked("Who is quoted most?")] * 5
    yield "the newest", [asked("What are the newest documents?")] * 5
    for name, group in words.items():
        yield f"how many mention {name}", [asked(f"How many documents mention {word}?") for word in group[:times]]
        yield f"which mention {name}", [asked(f"Which documents mention {word}?") for word in group[:times]]
    yield "page of one of the 20 quoted most", [page_of(each) for each in people[:20]]
    yield "page of anybody quoted", [page_of(each) for each in chance.sample(people, min(times, len(people)))]


def _words(pipeline: Pipeline, chance: random.Random) -> dict[str, list[str]]:
    """Words as they come in running text, the commonest of them, and those that begin with a capital, as names do."""
    library = pipeline.stores.library
    ids = [place.document_id for place in library.census.by_date()]
    texts = library.texts(chance.sample(ids, min(_SAMPLE, len(ids)))).values()
    held = Counter(word for text in texts for word in sorted(set(content_words(text))))
    running = [word for text in texts for word in chance.sample(content_words(text), 1)]
    names = [word for word in running if word[0].isupper() and word.lower() not in held]
    return {
        "a word of running text": list(dict.fromkeys(running)),
        "a name": list(dict.fromkeys(names)),
        "one of the ten commonest words": [word for word, _ in held.most_common(10)],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure overviews of a large library.")
    parser.add_argument("command", choices=("fill", "ask"))
    parser.add_argument("work", type=Path, help="the library's data directory")
    parser.add_argument("--chunks", type=int, default=_CHUNKS, help="fill: how many (default: 250,000)")
    parser.add_argument("--times", type=int, default=_TIMES, help="ask: questions of a kind, at most (default: 40)")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    settings = Settings(data_dir=given.work)
    if given.command == "fill":
        fill_unindexed(settings, given.chunks)
    else:
        ask(settings, given.times)


if __name__ == "__main__":
    main()
