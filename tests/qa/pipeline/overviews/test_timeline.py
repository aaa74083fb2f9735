"""Timelines of documents that are no news: a log, minutes, what has no dates."""

from pathlib import Path

from qa.types import Scope
from tests.support import Workshop

LOG = """Date,Done,Where,Cost
2024-02-11,New chain and rear sprocket,Harbour Cycles,£48
2024-06-03,Front tyre changed after a puncture,At home,£22
2025-01-19,Brake cables replaced,Harbour Cycles,£31
"""
MINUTES = """# Ferndale Pond Trust: minutes

**Date:** Thursday 12 March 2026, 7 p.m.

## Repairs

The sluice was mended on 3 February 2026 by a firm from the county. On 9 January 2026 the bank had slipped after rain.

## Money

The grant of £4,000 was paid on 27 February 2026. The lease ends in September.
"""


def _add(workshop: Workshop, path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    workshop.ingester.ingest([path])


def test_a_timeline_of_a_log_has_its_rows(workshop: Workshop, tmp_path: Path) -> None:
    _add(workshop, tmp_path / "bicycle-log.csv", LOG)
    answer = workshop.pipeline.ask("Timeline of the bicycle log")
    assert (answer.reader, answer.confidence) == ("timeline", "sure")
    assert [line.partition("**: ")[0] for line in answer.text.splitlines() if line.startswith("- ")] == [
        "- **2024-02-11",
        "- **2024-06-03",
        "- **2025-01-19",
    ]


def test_sentences_that_dont_name_the_subject_of_their_document_are_told_where_few_do(
    workshop: Workshop, tmp_path: Path
) -> None:
    _add(workshop, tmp_path / "pond.md", MINUTES)
    answer = workshop.pipeline.ask("Timeline of the Ferndale Pond Trust")
    assert answer.reader == "timeline"
    assert [day for day in ("2026-01-09", "2026-02-03", "2026-02-27", "2026-09") if f"**{day}**" in answer.text] == [
        "2026-01-09",
        "2026-02-03",
        "2026-02-27",
        "2026-09",
    ]
    assert answer.confidence == "perhaps"  # the year of “September” stands nowhere


def test_documents_without_a_date_are_said_to_have_none(workshop: Workshop) -> None:
    place = workshop.add("rules", "Wash up in the evening. The bins go out on the kerb, and nobody smokes indoors.")
    answer = workshop.pipeline.ask("Timeline", scope=Scope(documents=(place.id,)))
    assert (answer.status, answer.reader) == ("abstained", "timeline")
    assert "No sentence here tells of a day" in answer.text
