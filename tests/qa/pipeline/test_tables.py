"""A question about a table is answered with the row."""

from pathlib import Path

from tests.qa.pipeline.table_questions import QUESTIONS, write_tables
from tests.support import CORPUS, Workshop


def test_of_thirty_questions_on_tables_nine_in_ten_are_answered_with_the_right_row_first(
    workshop: Workshop, tmp_path: Path
) -> None:
    workshop.ingester.ingest([*write_tables(tmp_path), CORPUS])
    wrong = []
    for question, file, row, value in QUESTIONS:
        citations = workshop.pipeline.ask(question).citations
        quote = citations[0].quote if citations and citations[0].source.endswith(file) else ""
        if not (quote.startswith(f"{row} | ") and value in quote):
            wrong.append(question)
    assert len(wrong) <= 0.1 * len(QUESTIONS), wrong
