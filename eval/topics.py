"""Whether an overview of a topic tells of it: python -m eval.topics [FILE…], on the library of the settings.

Each line of a table is {"message", "topic", "there", "documents", "spread"}: what somebody typed who wants an overview, what
counts as about it, whether any document is mainly about it, and the sources of those that are, twelve at the most. Documents
that aren't in the library don't count.
"""

from pathlib import Path

from eval.datasets import GOLD, json_lines
from eval.libraries import ids_by_source
from eval.tally import Tallies, tables_given
from qa import Pipeline, load_settings

TABLES = tuple(sorted(GOLD.glob("topics-*.jsonl")))
OPEN_END = "many"


def measure(pipeline: Pipeline, table: Path) -> Tallies:
    """Good is what is told as sure, first from a document that is about the topic, and from no more of others than of such.

    Of a theme that many tell of, more may be about it than the table names: one of those named is enough.
    """
    ids = ids_by_source(pipeline.library)
    found = Tallies()
    for row in json_lines(table):
        about = {ids[source] for source in row["documents"] if source in ids}
        if row["there"] and not about:
            continue
        answer = pipeline.ask(row["message"])
        cited = list(dict.fromkeys(each.document_id for each in answer.citations))
        sure, said = answer.confidence == "sure", f"{row['message']} [{answer.reader}, {answer.confidence}]"
        if not row["there"]:
            found.add("not there, left alone", not sure, f"not there: {said}")
            continue
        right = [each in about for each in cited]
        told = any(right) if row["spread"] == OPEN_END else right[:1] == [True] and 2 * sum(right) >= len(right)
        found.add("good", sure and told, said)
        found.add("told of, sure or not", told)
        found.add("wrong, told as sure", sure and not told)
        found.add("said not to be there", answer.status != "answered")
        if row["spread"] != OPEN_END:
            for each in right:
                found.add("documents told of that are about it", each)
    return found


def main() -> None:
    given = tables_given("Measure whether overviews of topics tell of them.", TABLES)
    with Pipeline.open(load_settings()) as pipeline:
        for table in given.tables:
            measure(pipeline, table).print(table.name, wrong=given.wrong)


if __name__ == "__main__":
    main()
