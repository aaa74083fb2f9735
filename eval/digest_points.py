"""Whether summaries tell what a reader must be told: python -m eval.digest_points [FILE…], on the library of the settings.

Each line of a table is {"source", "points", "also"}: for each point where the sentences begin any of which tells it, the main
point first; and where others begin that wouldn't be wrong. They were noted by reading the text without seeing what a summary
takes. Documents that aren't in the library don't count; invented ones have their file name as source. `overview-points.jsonl`
has messages on subjects instead of sources, and of each sentence its source, too. `subject-points*.jsonl` has messages that
ask to be told about somebody or something: of each sentence which of the "sources", "who" for those that say who or what that
is, "other" for those that were read and don't belong, and no points where the news don't have the subject. What nobody read
counts for nothing there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.datasets import GOLD, json_lines
from eval.libraries import ids_by_name
from eval.tally import Tallies, tables_given
from qa import Pipeline, load_settings
from qa.types import Answer, Citation, Scope

TABLES = (
    *sorted(GOLD.glob("digest-points*.jsonl")),
    GOLD / "overview-points.jsonl",
    *sorted(GOLD.glob("subject-points*.jsonl")),
)
_QUESTION = "Summarize this document."
Place = tuple[str, int]  # a document's id, and where in it a sentence begins


@dataclass(frozen=True, slots=True)
class Noted:
    """What a row says of an answer's sentences; `who` and `other` are None where the table has no such."""

    called: str
    points: list[list[Place]]
    also: list[Place] | None
    who: list[Place] | None = None
    other: list[Place] | None = None


def measure(pipeline: Pipeline, table: Path) -> tuple[Tallies, int]:
    """The points told of all and of the main ones, the sentences that belong, and the words of all summaries."""
    found, words = Tallies(), 0
    for noted, answer in _asked(pipeline, table):
        if not noted.points:
            found.add("not there, nothing told as sure", answer.status == "abstained" or answer.unsure, noted.called)
            continue
        words += sum(len(citation.quote.split()) for citation in answer.citations)
        told = [any(_tells(c, place) for c in answer.citations for place in point) for point in noted.points]
        for number, each in enumerate(told):
            found.add("points", each, f"{noted.called}: {noted.points[number]}")
        found.add("main points", told[0])
        found.add("a point at all", any(told))
        if noted.who:
            says = [any(_tells(citation, place) for place in noted.who) for citation in answer.citations]
            found.add("who or what it is", any(says), noted.called)
            found.add("… first", any(says[:1]), noted.called)
        if noted.also is None:
            continue
        good = [place for some in (*noted.points, noted.also, noted.who or ()) for place in some]
        for citation in answer.citations:
            belongs = any(_tells(citation, place) for place in good)
            if belongs or noted.other is None or any(_tells(citation, place) for place in noted.other):
                found.add("sentences that belong", belongs, f"{noted.called}: {citation.quote}")
    return found, words


def _asked(pipeline: Pipeline, table: Path) -> Iterator[tuple[Noted, Answer]]:
    """Yield each row whose documents the library has, with the answer."""
    ids = ids_by_name(pipeline.library)
    for row in json_lines(table):
        if "type" in row:
            if any(source not in ids for source in row.get("sources", ())):
                continue
            yield _on_subject(row, ids), pipeline.ask(row["message"])
        elif "message" in row:
            points = [[(ids[source], start) for source, start in point if source in ids] for point in row["points"]]
            also = [(ids[source], start) for source, start in row["also"] if source in ids]
            if all(points):
                yield Noted(row["message"], points, also), pipeline.ask(row["message"])
        elif (document := ids.get(row["source"])) is not None:
            answer = pipeline.ask(_QUESTION, scope=Scope(documents=(document,)))
            points = [[(document, start) for start in point] for point in row["points"]]
            yield Noted(row["source"], points, [(document, start) for start in row["also"]] if "also" in row else None), answer


def _on_subject(row: dict[str, Any], ids: Mapping[str, str]) -> Noted:
    def places(given: list[tuple[int, int]]) -> list[Place]:
        return [(ids[row["sources"][source]], start) for source, start in given]

    points = [places(point) for point in row["points"]]
    return Noted(row["message"], points, *(places(row.get(name, [])) for name in ("also", "who", "other")))


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
