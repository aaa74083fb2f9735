"""Whether it is told who holds an office: python -m eval.offices [FILE…], on the library of the settings.

Each line of a table is {"question", "answerable", "answers", "older", "documents"}: who holds it by the newest article that
tells of it, in all forms that count, who held it before, and the sources of articles that say so. Where none of these is in
the library, a question doesn't count.
"""

from pathlib import Path

from eval.datasets import GOLD, json_lines
from eval.libraries import ids_by_source
from eval.tally import Tallies, tables_given
from qa import Pipeline, load_settings

TABLES = tuple(sorted(GOLD.glob("offices-*.jsonl")))


def measure(pipeline: Pipeline, table: Path) -> Tallies:
    """Right is whose first quotation, or short answer, names one of the answers."""
    ids = ids_by_source(pipeline.library)
    found = Tallies()
    for row in json_lines(table):
        if row["answerable"] and not any(source in ids for source in row["documents"]):
            continue
        answer = pipeline.ask(row["question"])
        told = " ".join([*(each.quote for each in answer.citations[:1]), answer.short_answer or ""]).casefold()
        right = any(name.casefold() in told for name in row["answers"])
        sure, said = answer.confidence == "sure", f"{row['question']} [{answer.reader}, {answer.confidence}]"
        if row["answerable"]:
            found.add("right first", right, said)
            found.add("right first, told as sure", right and sure)
            found.add("wrong, told as sure", sure and not right)
        else:
            found.add("not there, left alone", not sure, f"not there: {said}")
    return found


def main() -> None:
    given = tables_given("Measure whether it is told who holds an office.", TABLES)
    with Pipeline.open(load_settings()) as pipeline:
        for table in given.tables:
            measure(pipeline, table).print(table.name, wrong=given.wrong)


if __name__ == "__main__":
    main()
