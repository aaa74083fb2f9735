"""Whether summaries tell what a reader must be told: python -m eval.digest_points [FILE…], on the library of the settings.

Each line of a table is {"source", "points", "also"}: for each point where the sentences begin any of which tells it, the main
point first; and where others begin that wouldn't be wrong. They were noted by reading the text without seeing what a summary
takes. Documents that aren't in the library don't count; invented ones have their file name as source. `overview-points.jsonl`
has messages on subjects instead of sources, and of each sentence its source, too.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.datasets import GOLD, json_lines
from eval.libraries import ids_by_name
from eval.tally import Tallies, tables_given
from qa import Pipeline, load_settings
from qa.types import Answer, Citation, Scope

TABLES = (*sorted(GOLD.glob("digest-points*.jsonl")), GOLD / "overview-points.jsonl")
_QUESTION = "Summarize this document."
Place = tuple[str, int]  # a document's id, and where in it a sentence begins


def measure(pipeline: Pipeline, table: Path) -> tuple[Tallies, int]:
    """The points told of all and of the main ones, the sentences that belong, and the words of all summaries."""
    found, words = Tallies(), 0
    for row, answer, points, also in _asked(pipeline, table):
        words += sum(len(citation.quote.split()) for citation in answer.citations)
        told = [any(_tells(c, place) for c in answer.citations for place in point) for point in points]
        for number, each in enumerate(told):
            found.add("points", each, f"{row.get('source') or row['message']}: {row['points'][number]}")
        found.add("main points", told[0])
        found.add("a point at all", any(told))
        for citation in answer.citations if "also" in row else ():
            belongs = any(_tells(citation, place) for some in (*points, also) for place in some)
            found.add("sentences that belong", belongs, citation.quote)
    return found, words


def _asked(pipeline: Pipeline, table: Path) -> Iterator[tuple[dict[str, Any], Answer, list[list[Place]], list[Place]]]:
    """Yield each row of which the library has a document, with the answer and its places there."""
    ids = ids_by_name(pipeline.library)
    for row in json_lines(table):
        if "message" in row:
            points = [[(ids[source], start) for source, start in point if source in ids] for point in row["points"]]
            if not all(points):
                continue
            yield (
                row,
                pipeline.ask(row["message"]),
                points,
                [(ids[source], start) for source, start in row["also"] if source in ids],
            )
        elif (document := ids.get(row["source"])) is not None:
            answer = pipeline.ask(_QUESTION, scope=Scope(documents=(document,)))
            points = [[(document, start) for start in point] for point in row["points"]]
            yield row, answer, points, [(document, start) for start in row.get("also", ())]


def _tells(citation: Citation, place: Place) -> bool:
    document, start = place
    return citation.document_id == document and citation.start <= start < citation.end


def main() -> None:
    given = tables_given("Measure how many of the points of documents their summaries tell.", TABLES)
    with Pipeline.open(load_settings()) as pipeline:
        for table in given.tables:
            found, words = measure(pipeline, table)
            found.print(f"{table.name}, {words / max(1, found['main points'].of):.0f} words a summary", wrong=given.wrong)


if __name__ == "__main__":
    main()
