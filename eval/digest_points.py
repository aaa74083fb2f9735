"""Whether a document's summary tells what a reader must be told: python -m eval.digest_points [FILE…], on the library of the
settings.

Each line of a table is {"source", "points", "also"}: for each point where the sentences begin any of which tells it, the main
point first; and where others begin that wouldn't be wrong. They were noted by reading the text without seeing what a summary
takes. Documents that aren't in the library don't count; invented ones have their file name as source.
"""

from pathlib import Path

from eval.datasets import GOLD, json_lines
from eval.libraries import ids_by_name
from eval.tally import Tallies, tables_given
from qa import Pipeline, load_settings
from qa.types import Scope

TABLES = tuple(sorted(GOLD.glob("digest-points*.jsonl")))
_QUESTION = "Summarize this document."


def measure(pipeline: Pipeline, table: Path) -> tuple[Tallies, int]:
    """The points told of all and of the main ones, the sentences that belong, and the words of all summaries."""
    ids = ids_by_name(pipeline.library)
    found, words = Tallies(), 0
    for row in json_lines(table):
        if row["source"] not in ids:
            continue
        answer = pipeline.ask(_QUESTION, scope=Scope(documents=(ids[row["source"]],)))
        words += sum(len(citation.quote.split()) for citation in answer.citations)
        told = [any(c.start <= at < c.end for c in answer.citations for at in point) for point in row["points"]]
        for number, each in enumerate(told):
            found.add("points", each, f"{row['source']}: {row['points'][number]}")
        found.add("main points", told[0])
        found.add("a point at all", any(told))
        for citation in answer.citations if "also" in row else ():
            belong = (at for some in (*row["points"], row["also"]) for at in some)
            found.add("sentences that belong", any(citation.start <= at < citation.end for at in belong), citation.quote)
    return found, words


def main() -> None:
    given = tables_given("Measure how many of the points of documents their summaries tell.", TABLES)
    with Pipeline.open(load_settings()) as pipeline:
        for table in given.tables:
            found, words = measure(pipeline, table)
            found.print(f"{table.name}, {words / max(1, found['main points'].of):.0f} words a summary", wrong=given.wrong)


if __name__ == "__main__":
    main()
